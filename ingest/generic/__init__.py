"""A page that no layout describes: its headline, the lines beside it, its main text."""
