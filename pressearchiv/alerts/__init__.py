"""Saved searches: what is new for each, told by mail."""
