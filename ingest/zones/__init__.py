"""The zones of a release in a file: letterhead, headline, text, captions, contact, whatever the file's format."""
