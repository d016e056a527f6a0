"""Long patterns written as lists, one alternative a line, so that they can be read and added to."""


def any_of(lines: str) -> str:
    """The alternatives of a list as one regular expression; a space in a line stands for one space of the text."""
    return "(?:" + "|".join(line.strip() for line in lines.strip().split("\n") if line.strip()) + ")"
