"""What answers without a browser script: permalinks, JSON API, feeds, exports, forms."""
