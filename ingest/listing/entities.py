"""The list that i-web keeps as JSON in an attribute of an empty table (`data-entities`)."""

import json
from collections.abc import Iterator

from bs4 import Tag

from archive.identity import absolute_address
from ingest.listing.model import Link
from ingest.machine_dates import machine_moment
from ingest.page import parse, text_of, whole


def links_in(table: Tag, base: str) -> Iterator[Link]:
    """The entries of a table: `name` is a link as HTML, `_datum` a day; what is no such entry is passed over."""
    try:
        content = json.loads(str(table.get("data-entities") or ""))
    except (ValueError, RecursionError):
        return
    rows = content.get("data") if isinstance(content, dict) else None
    for row in rows if isinstance(rows, list) else []:
        named = whole(str(row.get("name") or "")) if isinstance(row, dict) else ""
        anchor = parse(named.encode(), "text/html; charset=utf-8").find("a", href=True)
        url = absolute_address(base, str(anchor["href"])) if isinstance(anchor, Tag) else None
        if isinstance(anchor, Tag) and url:
            stated = str(row.get("_datum") or row.get("datum") or "")
            yield Link(url=url, title=text_of(anchor), published=machine_moment(whole(stated))[0])
