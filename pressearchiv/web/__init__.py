"""Pages, permalinks and what is answered as JSON."""
