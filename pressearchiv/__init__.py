"""The application: commands, web pages and API, saved searches, the demo town, settings."""
