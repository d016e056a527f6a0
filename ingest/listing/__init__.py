"""Feed, HTML list, sitemap and API → links: what releases a city says it has."""
