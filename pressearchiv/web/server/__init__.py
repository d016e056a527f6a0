"""The process behind `serve`: middleware, sessions of staff, rate limits, the page head."""
