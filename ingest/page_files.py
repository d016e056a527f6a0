"""The pictures and documents of a release, where its layout says that they stand."""

from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import urljoin, urlsplit

from bs4 import Tag

from archive.model import Attachment, Image
from ingest.credits import split_credit
from ingest.page import text_of

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# A page links to more documents than this only where it is a list of them.
_MOST_ATTACHMENTS = 50


class FileSelectors(Protocol):
    """What a layout says of pictures and documents, as CSS selectors."""

    @property
    def image(self) -> str:
        """The box of one picture."""

    @property
    def caption(self) -> str:
        """Its caption, inside the box or after it."""

    @property
    def credit(self) -> str:
        """Who made it, inside the box."""

    @property
    def attachment(self) -> str:
        """The links to documents."""


def select(page: Tag, selector: str) -> list[Tag]:
    """The elements of a selector, none for an empty one."""
    return list(page.select(selector)) if selector else []


def outermost(elements: list[Tag]) -> list[Tag]:
    """Without those inside another one: a selector may name a box and the box around it."""
    chosen = {id(element) for element in elements}
    return [element for element in elements if not any(id(parent) in chosen for parent in element.parents)]


def images_of(
    page: Tag, layout: FileSelectors, base: str, stated: Iterable[tuple[str, str]]
) -> Iterator[Image]:
    """The pictures of a page; where none is found, those that machines are told of (address and caption)."""
    boxes = outermost(select(page, layout.image))
    for box in boxes:
        yield _image(box, layout, base)
    if not boxes:
        for address, said in stated:
            caption, credit = split_credit(said)
            yield Image(url=_joined(base, address), caption=caption, credit=credit)


def _image(box: Tag, layout: FileSelectors, base: str) -> Image:
    picture = box if box.name == "img" else box.find("img")
    source = picture.get("src") if isinstance(picture, Tag) else None
    credit = _text_in(box, layout.credit)
    caption = _text_in(box, layout.caption) or _text_after(box, layout.caption)
    if credit and caption.endswith(credit):  # some systems print the credit inside the caption
        caption = caption[: -len(credit)].rstrip(" -–|")
    if not credit:
        caption, credit = split_credit(caption)
    return Image(
        url=_joined(base, source) if isinstance(source, str) and source else None,
        caption=caption,
        credit=credit,
    )


def _text_after(box: Tag, selector: str) -> str:
    """The caption that stands after its picture instead of in its box."""
    sibling = box.find_next_sibling()
    return text_of(sibling) if selector and isinstance(sibling, Tag) and sibling.css.match(selector) else ""


def attachments_of(page: Tag, layout: FileSelectors, base: str) -> Iterator[Attachment]:
    """The documents of a page, each once."""
    seen = set()
    for link in select(page, layout.attachment)[:_MOST_ATTACHMENTS]:
        href = link.get("href")
        url = _joined(base, href) if isinstance(href, str) and href else None
        if url and url not in seen:
            seen.add(url)
            yield Attachment(url=url, title=text_of(link), media_type=media_type_of(url))


def media_type_of(url: str) -> str:
    """The media type of a document by its ending, "" where that does not tell."""
    path = urlsplit(url).path.lower()
    return next((kind for ending, kind in _MEDIA_TYPES.items() if path.endswith(ending)), "")


def _text_in(box: Tag, selector: str) -> str:
    return next((text for element in select(box, selector) if (text := text_of(element))), "")


def _joined(base: str, address: str) -> str | None:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # an address that is none
        return None
