"""A fictional city whose press office runs on loopback: its people, its releases, its site."""
