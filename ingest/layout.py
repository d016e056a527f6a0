"""CSS selectors → Release: how one kind of page holds a release."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from archive.model import Attachment, Image, Release, ReleaseNumber, Source
from archive.origins import NumberFrom, PublishedFrom
from ingest.errors import FieldMissing, TextTooLong
from ingest.maintext import main_text
from ingest.page import base_of, paragraphs_of, parse, text_of
from ingest.structured import MOST_CATEGORIES, PageFacts, facts_of
from language.german.page_noise import is_noise, without_noise
from language.messages import Message

_MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
# A page links to more documents than this only where it is a list of them.
_MOST_ATTACHMENTS = 50
_CONTACT = re.compile(r"^\s*(Presse|Ansprech|Rück)?[Kk]ontakte?(/Rückfragen)?\s*:?\s*$")
_LONGEST_CONTACT = 15
_LONGEST_BESIDE = 60
# No release has so many letters; reading what has would take minutes.
LONGEST_TEXT = 200_000
_DIGIT = re.compile(r"\d")
_CREDIT_LINE = re.compile(r"^(Foto|Bild|Fotos|Bilder|Bildnachweis|Bildquelle|Fotonachweis)\s?:\s?\S.{0,80}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where on a page each field stands, as CSS selectors; an empty one means the page has no such field.

    `date` and `meta_date` name the element (or `meta`) that dates the release; `number` one whose text holds its
    number. `image` names the box of one picture, `caption` and `credit` elements inside it. `remove` names what
    lies inside `body` and is no part of the text. `structured` takes what the selectors do not find from what the
    page says to machines, and the text at last from its main text. `until` is the last day on which pages looked
    like this, None for those of today.
    """

    name: str
    title: str = ""
    body: str = ""
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
    category: str = ""
    remove: str = ""
    structured: bool = False
    until: datetime.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedPage:
    """A release as printed, the words its number and its date are to be read from, its publisher's categories.

    `number` is one that was read where it stands, `number_from` says where; `sign` its author's where only a file's
    name tells it; `embargo_lines` stand outside the text.
    """

    release: Release
    number_text: str = ""
    date_texts: tuple[tuple[PublishedFrom, str], ...] = ()
    categories: tuple[str, ...] = ()
    number: ReleaseNumber | None = None
    number_from: NumberFrom = NumberFrom.PRINTED
    sign: str | None = None
    embargo_lines: tuple[str, ...] = ()


def read_page(
    page: BeautifulSoup, layout: Layout, *, source: Source, url: str | None, place: str, entry_html: str = ""
) -> ExtractedPage:
    """The release on a page; raises FieldMissing where there is no headline or no text.

    `url` is the release's own address (None for a file without one), `place` what an error names, `entry_html` the
    full text that a feed or an API holds of it.
    """
    base = base_of(page, url or "")
    facts = facts_of(page) if layout.structured else PageFacts()
    title = _first_text(page, layout.title)
    if not title and layout.structured:
        title = _without_site(facts.title, page)
    if not title:
        raise _missing(source, layout, place, Message("die Überschrift"))
    date_texts = list(_date_texts(page, layout, facts))
    # Most systems print both in one element.
    printed_date = next((text for origin, text in date_texts if origin is PublishedFrom.PAGE), "")
    number_text = printed_date if layout.number == layout.date else _all_text(page, layout.number)
    if layout.structured:
        beside = _beside(page, title)
        number_text = number_text or " ".join(beside)
        date_texts.append((PublishedFrom.PAGE, " ".join(beside)))
    images = tuple(_images(page, layout, base, facts))
    attachments = tuple(_attachments(page, layout, base))
    contact = _paragraphs(page, layout.contact, "")
    office = _first_text(page, layout.office)
    categories = tuple(text_of(element) for element in _select(page, layout.category)[:MOST_CATEGORIES])
    lead = _paragraphs(page, layout.lead, layout.remove, take_out=True)
    body = _paragraphs(page, layout.body, layout.remove)
    if not body and entry_html:
        body = paragraphs_of(parse(entry_html.encode(), "text/html; charset=utf-8"))
    if not body and layout.structured:
        body = list(facts.body or main_text(page, title))
        while body and body[0] in beside:
            body.pop(0)
    if not lead and layout.structured and _is_lead(facts.description, body, page):
        lead = [facts.description]
    body, printed_contact = split_contact(body)
    if not (contact or printed_contact) and layout.structured:
        contact = _below_contact_heading(page)
    if not (body or lead):
        raise _missing(source, layout, place, Message("der Text"))
    body, images = _with_credit_line([part for part in map(without_noise, body) if part.strip()], images)
    if sum(map(len, (title, *lead, *body))) > LONGEST_TEXT:
        raise TextTooLong(city=source.name, place=place, limit=LONGEST_TEXT)
    release = Release(
        city=source.key,
        url=url,
        title=title,
        lead="\n\n".join(lead),
        body="\n\n".join(body),
        images=tuple(image for image in images if image.caption or image.url),
        attachments=attachments,
        contact_text="\n\n".join([*printed_contact, *contact]),
        office=office or None,
    )
    return ExtractedPage(
        release=release,
        number_text=number_text,
        date_texts=tuple((origin, text) for origin, text in date_texts if text),
        categories=(*categories, *facts.categories),
    )


def read_with_first(
    body: bytes,
    content_type: str,
    layouts: Iterable[Layout],
    *,
    source: Source,
    url: str | None,
    place: str,
    entry_html: str = "",
) -> tuple[ExtractedPage, Layout]:
    """The release by the first layout that finds one, and that layout; raises the first layout's FieldMissing."""
    first: FieldMissing | None = None
    for layout in layouts:
        # Parsed anew for each: reading takes elements out of the page.
        page = parse(body, content_type)
        try:
            return read_page(page, layout, source=source, url=url, place=place, entry_html=entry_html), layout
        except FieldMissing as error:
            first = first or error
    assert first is not None
    raise first


def _missing(source: Source, layout: Layout, place: str, field: Message) -> FieldMissing:
    return FieldMissing(city=source.name, place=place, layout=layout.name, field=field)


def _date_texts(page: Tag, layout: Layout, facts: PageFacts) -> Iterator[tuple[PublishedFrom, str]]:
    if (meta := _first(page, layout.meta_date)) and (
        said := str(meta.get("content") or meta.get("datetime") or "")
    ):
        yield PublishedFrom.META, said
    # All of them: some systems print the year of an issue in the same markup before the date.
    if printed := _all_text(page, layout.date):
        yield PublishedFrom.PAGE, printed
    if facts.published:
        yield PublishedFrom.META, facts.published


def _without_site(title: str, page: BeautifulSoup) -> str:
    """A headline that machines were told, without the site's name that some systems glue to it."""
    if not title:
        title = text_of(page.title) if page.title else ""
        first = page.find("h1")
        if isinstance(first, Tag) and (heading := text_of(first)) and (_holds(title, heading) or not title):
            return heading
    for mark in (" | ", " - ", " – ", " :: ", " • "):
        head, _, tail = title.rpartition(mark)
        if head and len(tail) <= len(head):
            return head.strip()
    return title


def _holds(whole: str, part: str) -> bool:
    """Whether a text is a part of another one, spacing aside."""
    return "".join(part.split()) in "".join(whole.split())


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


def _all_text(page: Tag, selector: str) -> str:
    return " ".join(text_of(element) for element in _select(page, selector)).strip()


def _below_contact_heading(page: BeautifulSoup) -> list[str]:
    """What stands between a heading "Kontakt" and the next heading; of several, the last one."""
    found: list[str] = []
    for heading in page.find_all(("h2", "h3", "h4", "h5", "h6")):
        if _CONTACT.match(text_of(heading)):
            found = [text_of(heading)]
            for sibling in heading.find_next_siblings():
                if sibling.name in ("h1", "h2", "h3", "h4", "h5", "h6") or len(found) > _LONGEST_CONTACT:
                    break
                found += paragraphs_of(sibling)
    return found if len(found) > 1 else []


def _is_lead(description: str, body: list[str], page: BeautifulSoup) -> bool:
    """Whether what machines are told of a page stands on it, and not in its text."""
    blocks = {"".join(block.split()) for block in paragraphs_of(page.body or page)}
    words = "".join(description.split())
    return bool(words) and words in blocks and not any(words in "".join(part.split()) for part in body)


def _beside(page: BeautifulSoup, title: str) -> tuple[str, ...]:
    """The short lines around a headline, where pages that nobody described print number and date."""
    blocks = paragraphs_of(page.body or page)
    at = next((at for at, block in enumerate(blocks) if _holds(block, title)), None)
    if at is None:
        return ()
    around = (*blocks[max(0, at - 2) : at], *blocks[at + 1 : at + 3])
    return tuple(
        block
        for block in around
        if len(block) <= _LONGEST_BESIDE and _DIGIT.search(block) and not is_noise(block)
    )


def _paragraphs(page: Tag, selector: str, remove: str, *, take_out: bool = False) -> list[str]:
    """The text of the elements; `take_out` leaves them out of what is read after."""
    found: list[str] = []
    for element in _outermost(_select(page, selector)):
        for unwanted in _select(element, remove):
            unwanted.extract()
        found += paragraphs_of(element)
        if take_out:
            element.extract()
    return found


def split_contact(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """A text and the contact block at its end, which begins with a line "Kontakt"."""
    for at, paragraph in enumerate(paragraphs):
        near_the_end = len(paragraphs) - at <= _LONGEST_CONTACT
        if near_the_end and _CONTACT.match(paragraph.split("\n")[0]):
            return paragraphs[:at], paragraphs[at:]
    return paragraphs, []


def _with_credit_line(body: list[str], images: tuple[Image, ...]) -> tuple[list[str], tuple[Image, ...]]:
    """A last line such as "Fotos: Feuerwehr" credits every picture that bears no credit of its own."""
    uncredited = bool(images) and not any(image.credit for image in images)
    if not (uncredited and len(body) > 1 and _CREDIT_LINE.match(body[-1])):
        return body, images
    return body[:-1], tuple(replace(image, credit=body[-1]) for image in images)


def _images(page: Tag, layout: Layout, base: str, facts: PageFacts) -> Iterator[Image]:
    boxes = _outermost(_select(page, layout.image))
    for box in boxes:
        yield _image(box, layout, base)
    if not boxes:
        for address, caption in facts.pictures:
            yield Image(url=_joined(base, address), caption=caption)


def _image(box: Tag, layout: Layout, base: str) -> Image:
    picture = box if box.name == "img" else box.find("img")
    source = picture.get("src") if isinstance(picture, Tag) else None
    credit = _first_text(box, layout.credit)
    caption = _first_text(box, layout.caption) or _text_after(box, layout.caption)
    if credit and caption.endswith(credit):  # some systems print the credit inside the caption
        caption = caption[: -len(credit)].rstrip(" -–|")
    return Image(
        url=_joined(base, source) if isinstance(source, str) and source else None,
        caption=caption,
        credit=credit,
    )


def _text_after(box: Tag, selector: str) -> str:
    """The caption that stands after its picture instead of in its box."""
    sibling = box.find_next_sibling()
    return text_of(sibling) if selector and isinstance(sibling, Tag) and sibling.css.match(selector) else ""


def _attachments(page: Tag, layout: Layout, base: str) -> Iterator[Attachment]:
    seen = set()
    for link in _select(page, layout.attachment)[:_MOST_ATTACHMENTS]:
        href = link.get("href")
        url = _joined(base, href) if isinstance(href, str) and href else None
        if url and url not in seen:
            seen.add(url)
            yield Attachment(url=url, title=text_of(link), media_type=media_type_of(url))


def media_type_of(url: str) -> str:
    """The media type of a document by its ending, "" where that does not tell."""
    path = urlsplit(url).path.lower()
    return next((kind for ending, kind in _MEDIA_TYPES.items() if path.endswith(ending)), "")


def _joined(base: str, address: str) -> str | None:
    try:
        return urljoin(base, address.strip())
    except ValueError:  # an address that is none
        return None
