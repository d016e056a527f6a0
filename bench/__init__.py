"""How fast and how good: one command each, peers measured in the same run."""
