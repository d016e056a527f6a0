"""City sites and files → archive."""
