"""The part of a page that its system marks with a pair of comments."""

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment


def keep_between_comments(page: BeautifulSoup, name: str) -> None:
    """Take out of a page what stands before the first comment `name:START` or behind the last `name:STOP`.

    The comments may nest. A page without both is left as it is.
    """
    comments = list(page.find_all(string=lambda text: isinstance(text, Comment)))
    starts = [comment for comment in comments if comment.strip().startswith(f"{name}:START")]
    stops = [comment for comment in comments if comment.strip().startswith(f"{name}:STOP")]
    if not (starts and stops):
        return
    for comment, beside in ((starts[0], "previous_siblings"), (stops[-1], "next_siblings")):
        for element in (comment, *comment.parents):
            if isinstance(element, Tag) and element.name in ("body", "html", "[document]"):
                break
            for sibling in list(getattr(element, beside)):
                sibling.extract()
