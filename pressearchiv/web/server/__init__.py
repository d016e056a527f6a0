"""The process behind `serve`: connections, workers, middleware, figures, the page head."""
