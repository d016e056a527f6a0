"""The system of record: what was served, what was read out of it, what changed and when."""
