"""Archive → index → answers."""
