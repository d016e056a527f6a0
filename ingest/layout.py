"""CSS selectors → Release: how one kind of page holds a release."""

from dataclasses import dataclass
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from archive.model import Attachment, Image, PublishedFrom, Release, Source
from ingest.errors import FieldMissing
from ingest.page import paragraphs_of, text_of

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where on a page each field stands, as CSS selectors; an empty one means the page has no such field.

    `date` and `meta_date` name the element (or `meta`) that dates the release; `number` one whose text holds its
    number. `image` names the box of one picture, `caption` and `credit` elements inside it. `remove` names what
    lies inside `body` and is no part of the text.
    """

    name: str
    title: str
    body: str
    lead: str = ""
    date: str = ""
    meta_date: str = ""
    number: str = ""
    image: str = ""
    caption: str = ""
    credit: str = ""
    attachment: str = ""
    contact: str = ""
    office: str = ""
    remove: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A release as printed, and the printed words its number and its date are to be read from."""

    release: Release
    number_text: str = ""
    date_texts: tuple[tuple[PublishedFrom, str], ...] = ()


def read_page(page: BeautifulSoup, layout: Layout, *, source: Source, url: str | None, place: str) -> Printed:
    """The release on a page; raises FieldMissing where there is no headline or no text.

    `url` is the release's own address (None for a file without one), `place` what an error names.
    """
    base = url or ""
    title = _first_text(page, layout.title)
    if not title:
        raise FieldMissing(
            city=source.name,
            place=place,
            layout=layout.name,
            field_de="die Überschrift",
            field_en="the headline",
        )
    dates = []
    if meta := _first(page, layout.meta_date):
        dates.append((PublishedFrom.META, str(meta.get("content") or meta.get("datetime") or "")))
    dates.append((PublishedFrom.PAGE, _first_text(page, layout.date)))
    number_text = _first_text(page, layout.number)
    images = tuple(_image(box, layout, base) for box in _outermost(_select(page, layout.image)))
    attachments = tuple(_attachments(page, layout, base))
    lead = "\n\n".join(_paragraphs(page, layout.lead, layout.remove))
    body = "\n\n".join(_paragraphs(page, layout.body, layout.remove))
    if not (body or lead):
        raise FieldMissing(
            city=source.name, place=place, layout=layout.name, field_de="der Text", field_en="the text"
        )
    release = Release(
        city=source.key,
        url=url,
        title=title,
        lead=lead,
        body=body,
        images=tuple(image for image in images if image.caption or image.url),
        attachments=attachments,
        contact_text="\n\n".join(_paragraphs(page, layout.contact, "")),
        office=_first_text(page, layout.office) or None,
    )
    return Printed(
        release=release,
        number_text=number_text,
        date_texts=tuple((origin, text) for origin, text in dates if text),
    )


def _select(page: Tag, selector: str) -> list[Tag]:
    return list(page.select(selector)) if selector else []


def _outermost(elements: list[Tag]) -> list[Tag]:
    """Without those inside another one: a selector may name a box and the box around it."""
    chosen = {id(element) for element in elements}
    return [element for element in elements if not any(id(parent) in chosen for parent in element.parents)]


def _first(page: Tag, selector: str) -> Tag | None:
    return page.select_one(selector) if selector else None


def _first_text(page: Tag, selector: str) -> str:
    for element in _select(page, selector):
        if text := text_of(element):
            return text
    return ""


def _paragraphs(page: Tag, selector: str, remove: str) -> list[str]:
    found: list[str] = []
    for element in _select(page, selector):
        for unwanted in _select(element, remove):
            unwanted.extract()
        found += paragraphs_of(element)
    return found


def _image(box: Tag, layout: Layout, base: str) -> Image:
    picture = box if box.name == "img" else box.find("img")
    source = picture.get("src") if isinstance(picture, Tag) else None
    alternative = picture.get("alt") if isinstance(picture, Tag) else None
    credit = _first_text(box, layout.credit)
    return Image(
        url=urljoin(base, source) if isinstance(source, str) and source else None,
        caption=_first_text(box, layout.caption) or (str(alternative).strip() if alternative else ""),
        credit=credit,
    )


def _attachments(page: Tag, layout: Layout, base: str) -> list[Attachment]:
    found = []
    for link in _select(page, layout.attachment):
        href = link.get("href")
        if isinstance(href, str) and href:
            ending = "." + href.rsplit(".", 1)[-1].split("?")[0].lower()
            media_type = _MEDIA_TYPES.get(ending, "")
            found.append(Attachment(url=urljoin(base, href), title=text_of(link), media_type=media_type))
    return found
