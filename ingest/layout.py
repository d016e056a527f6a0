"""CSS selectors → Release: how one kind of page holds a release."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from archive.model import Image, Release, ReleaseNumber, Source
from archive.origins import NumberFrom, PublishedFrom
from ingest.comments import keep_between_comments
from ingest.errors import FieldMissing, PageTooComplex, TextTooLong
from ingest.generic.article import article_text, contact_beside, opens_as_lead
from ingest.generic.beside import Beside, beside_headline
from ingest.generic.headline import Headline, headline_of, printed_headline, told_titles
from ingest.generic.maintext import longer, opens_contact, opens_other_releases
from ingest.generic.regions import Regions
from ingest.listing.days import only_day
from ingest.page import MOST_ELEMENTS, base_of, has_more_elements, paragraphs_of, parse, text_of
from ingest.page_files import attachments_of, images_of, outermost, select
from ingest.structured import MOST_CATEGORIES, PageFacts, facts_of
from language.german.page_noise import without_noise
from language.messages import Message

_LONGEST_CONTACT = 15
# A day may stand between lead and text, among so many blocks at the beginning.
_OPENING = 3
# "Pressekontakt: …" opens the contact only among so many last paragraphs.
_LAST = 4
_PRESS_CONTACT = re.compile(r"\s*Pressekontakt\s?:\s")
_LONGEST_BESIDE = 60
# No release has so many letters, its contact counted: a speech of an hour has half of them.
LONGEST_TEXT = 100_000
_DIGIT = re.compile(r"\d")
_CREDIT_LINE = re.compile(r"^(Foto|Bild|Fotos|Bilder|Bildnachweis|Bildquelle|Fotonachweis)\s?:\s?\S.{0,80}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where on a page each field stands, as CSS selectors; an empty one means the page has no such field.

    `date` and `meta_date` name the element (or `meta`) that dates the release; `number` one whose text holds its
    number. `image` names the box of one picture, `caption` and `credit` elements inside it. `remove` names what
    lies inside `body` and is no part of the text. `structured` takes what the selectors do not find from what the
    page says to machines, and the text at last from its main text. `until` is the last day on which pages looked
    like this, None for those of today. `within` is the box that
    holds a text in which nothing else is marked, `comments` the name of the comments that enclose the text (`CONTENT`).
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
    comments: str = ""
    within: str = ""
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
    """The release on a page; raises FieldMissing where there is no headline or no text, PageTooComplex, TextTooLong.

    `url` is the release's own address (None for a file without one), `place` what an error names, `entry_html` the
    full text that a feed or an API holds of it.
    """
    if has_more_elements(page):
        raise PageTooComplex(city=source.name, place=place, limit=MOST_ELEMENTS)
    base = base_of(page, url or "")
    facts, regions = facts_of(page), Regions(page)
    headline = _headline(page, layout, facts, regions)
    if headline is None:
        raise _missing(source, layout, place, Message("die Überschrift"))
    dated = _dated(page, layout, facts, headline, regions)
    if layout.comments:
        keep_between_comments(page, layout.comments)
    images = tuple(images_of(page, layout, base, facts.pictures if layout.structured else ()))
    attachments = tuple(attachments_of(page, layout, base))
    contact = _paragraphs(page, layout.contact, "")
    if not contact and layout.structured:
        contact = contact_beside(page, headline, regions)
    office = _first_text(page, layout.office)
    categories = tuple(text_of(element) for element in select(page, layout.category)[:MOST_CATEGORIES])
    lead = _paragraphs(page, layout.lead, layout.remove, take_out=True)
    body = _paragraphs(page, layout.body, layout.remove)
    if not body and entry_html:
        body = paragraphs_of(parse(entry_html.encode(), "text/html; charset=utf-8"))
    if not body and (layout.structured or layout.within):
        box = _first(page, layout.within)
        for unwanted in select(box, layout.remove) if box else []:
            unwanted.extract()
        body = list(longer(facts.body, article_text(page, headline, regions, box)))
    body = _without_head(_until_others(body), headline, dated.lines)
    if (
        not lead
        and len(body) > 1
        and opens_as_lead(body[0], page, facts.description if layout.structured else "")
    ):
        lead = [body.pop(0)]
    if not lead and layout.structured and _is_lead(facts.description, body, page):
        lead = [facts.description]
    body, printed_contact = split_contact(body)
    if not (contact or printed_contact) and layout.structured:
        contact = _below_contact_heading(page, regions)
    if not (body or lead):
        raise _missing(source, layout, place, Message("der Text"))
    body, images = _with_credit_line([part for part in map(without_noise, body) if part.strip()], images)
    if sum(map(len, (headline.text, *lead, *body, *printed_contact, *contact))) > LONGEST_TEXT:
        raise TextTooLong(city=source.name, place=place, limit=LONGEST_TEXT)
    release = Release(
        city=source.key,
        url=url,
        title=headline.text,
        lead="\n\n".join(lead),
        body="\n\n".join(body),
        images=tuple(image for image in images if image.caption or image.url),
        attachments=attachments,
        contact_text="\n\n".join([*printed_contact, *contact]),
        office=office or None,
    )
    return ExtractedPage(
        release=release,
        number_text=dated.number_text,
        date_texts=dated.texts,
        categories=(*categories, *(facts.categories if layout.structured else ())),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dated:
    """The texts that may date a release, what readers are shown first; the one with its number; lines of its head."""

    texts: tuple[tuple[PublishedFrom, str], ...]
    number_text: str
    lines: tuple[str, ...] = ()


def _headline(page: BeautifulSoup, layout: Layout, facts: PageFacts, regions: Regions) -> Headline | None:
    """The headline where the layout says, else the one that a page shows to anybody."""
    told = told_titles(page, facts)
    for element in select(page, layout.title):
        found = printed_headline(element, told)
        if found.text and not regions.is_hidden(element):
            return found
    return headline_of(page, facts, regions)


def _dated(
    page: BeautifulSoup, layout: Layout, facts: PageFacts, headline: Headline, regions: Regions
) -> _Dated:
    # All of them: some systems print the year of an issue in the same markup before the date.
    printed = _all_text(page, layout.date)
    meta = _first(page, layout.meta_date)
    stated = str(meta.get("content") or meta.get("datetime") or "") if meta else ""
    number_text = printed if layout.number == layout.date else _all_text(page, layout.number)
    needed = layout.structured or not (printed or stated) or not number_text
    beside = beside_headline(page, headline, regions) if needed else Beside()
    texts = (
        (PublishedFrom.PAGE, printed),
        (PublishedFrom.PAGE, beside.dated),
        (PublishedFrom.META, stated),
        (PublishedFrom.META, "" if stated else facts.published),
    )
    return _Dated(
        texts=tuple((origin, text) for origin, text in texts if text),
        number_text=number_text or beside.letterhead,
        lines=beside.lines,
    )


def _without_head(body: list[str], headline: Headline, lines: tuple[str, ...]) -> list[str]:
    """A text without the headline, the day and the number that a box holds before it."""
    at = 0
    while at < len(body) - 1 and _heads(body[at], headline, lines):
        at += 1
    # A day between the lead and the text is no more a part of it than one before both.
    opening = [block for block in body[at : at + _OPENING] if not (block in lines and only_day(block))]
    return [*opening, *body[at + _OPENING :]] if opening else body[at:]


def _until_others(body: list[str]) -> list[str]:
    """A text without the list of other releases that some systems print in its box."""
    end = next((at for at, block in enumerate(body) if at and opens_other_releases(block)), len(body))
    return body[:end]


def _heads(block: str, headline: Headline, lines: tuple[str, ...]) -> bool:
    return block == headline.text or all(line in lines or only_day(line) for line in block.split("\n"))


def _first(page: Tag, selector: str) -> Tag | None:
    return page.select_one(selector) if selector else None


def _first_text(page: Tag, selector: str) -> str:
    for element in select(page, selector):
        if text := text_of(element):
            return text
    return ""


def _all_text(page: Tag, selector: str) -> str:
    return " ".join(text_of(element) for element in select(page, selector)).strip()


def _below_contact_heading(page: BeautifulSoup, regions: Regions) -> list[str]:
    """What stands between a heading "Kontakt" of the content and the next heading; of several, the last one."""
    found: list[str] = []
    for heading in page.find_all(("h2", "h3", "h4", "h5", "h6")):
        if opens_contact(text_of(heading)) and not regions.is_around(heading):
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


def _paragraphs(page: Tag, selector: str, remove: str, *, take_out: bool = False) -> list[str]:
    """The text of the elements; `take_out` leaves them out of what is read after."""
    found: list[str] = []
    for element in outermost(select(page, selector)):
        for unwanted in select(element, remove):
            unwanted.extract()
        found += paragraphs_of(element)
        if take_out:
            element.extract()
    return found


def split_contact(paragraphs: list[str]) -> tuple[list[str], list[str]]:
    """A text and the contact block at its end, which begins with a line "Kontakt"."""
    for at, paragraph in enumerate(paragraphs):
        left = len(paragraphs) - at
        opens = opens_contact(paragraph.split("\n")[0]) and left <= _LONGEST_CONTACT
        if opens or (left <= _LAST and at and _PRESS_CONTACT.match(paragraph)):
            return paragraphs[:at], paragraphs[at:]
    return paragraphs, []


def _with_credit_line(body: list[str], images: tuple[Image, ...]) -> tuple[list[str], tuple[Image, ...]]:
    """A last line such as "Fotos: Feuerwehr" credits every picture that bears no credit of its own."""
    uncredited = bool(images) and not any(image.credit for image in images)
    if not (uncredited and len(body) > 1 and _CREDIT_LINE.match(body[-1])):
        return body, images
    return body[:-1], tuple(replace(image, credit=body[-1]) for image in images)
