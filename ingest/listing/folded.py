"""Entries that unfold in place: releases without a page, and so without an address, of their own."""

from bs4 import BeautifulSoup, Tag

from ingest.page import text_of

# What unfolds a text: Bootstrap 3 to 5, the disclosure element of HTML (4.11), ARIA's accordion pattern.
_UNFOLDING = (
    "a.accordion-toggle[href^='#'], [data-toggle=collapse], [data-bs-toggle=collapse], details > summary, "
    "[aria-expanded][aria-controls]"
)
# A menu that unfolds says less than a headline does.
_LEAST_WORDS = 3
_LEAST = 2


def folded_entries(page: BeautifulSoup) -> int:
    """How many headlines of a page unfold in place; 0 for menus and single ones."""
    found = {
        " ".join(text_of(element).split()) for element in page.select(_UNFOLDING) if not _in_menu(element)
    }
    headlines = [text for text in found if len(text.split()) >= _LEAST_WORDS]
    return len(headlines) if len(headlines) >= _LEAST else 0


def _in_menu(element: Tag) -> bool:
    return element.find_parent(["nav", "header", "footer"]) is not None
