"""What the text of a release says: number, dates, persons, topics, quotations, contact, places."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from archive.model import PersonMention, Reading, Release, ReleaseNumber
from archive.origins import PublishedFrom
from ingest.city import City
from ingest.layout import ExtractedPage
from ingest.reading.contact import read_contact
from ingest.reading.correction import read_correction
from ingest.reading.embargo import read_embargo
from ingest.reading.images import read_captions
from ingest.reading.number import read_number, read_sign
from ingest.reading.persons import read_persons
from ingest.reading.places import read_places
from ingest.reading.published import dateline, read_published, span_in_url, stated_otherwise
from ingest.reading.words import parts_of
from language.german.dates import Period
from language.german.dates.prose import find_periods
from language.german.forms import forms_of
from language.german.tokens import visible
from language.german.topics import topics_of

# Raise it whenever a release would be read otherwise than before.
READER = 11


def read(
    printed: ExtractedPage,
    city: City,
    *,
    feed_date: date | None = None,
    feed_categories: tuple[str, ...] = (),
    given_date: date | None = None,
    seen: date | None = None,
) -> Reading:
    """Read a printed release.

    `feed_date` is what a feed says of its publication, `given_date` what a person said; the page itself goes
    before both, the address and a dateline of the text come after them. `feed_categories` count where the page names
    none. `seen` is the day on which it was taken in:
    the end of an embargo is counted from it where the release has no date.
    """
    release = printed.release
    categories = printed.categories or feed_categories
    dated = list(printed.date_texts)
    if feed_date:
        dated.append((PublishedFrom.FEED, feed_date.isoformat()))
    if given_date:
        dated.append((PublishedFrom.GIVEN, given_date.isoformat()))
    dated.append((PublishedFrom.PAGE, dateline(release, city.source.name)))
    published, published_time, origin = read_published(dated)
    span: Period | None = None
    if published is None and (span := span_in_url(release.url)) is not None:
        origin = PublishedFrom.URL
        published = span.start if span.start == span.end else None
    number = _number(printed, city, published, span)
    corrects = read_correction(release, city.number)
    if corrects and number and (corrects.running, corrects.sign) == (number.running, number.sign):
        corrects = None  # a corrected text under its own old number is a version of it
    read_of_persons = read_persons(release, town=city.source.name)
    beside = "\n".join(
        [*printed.embargo_lines, printed.number_text, *(text for _, text in printed.date_texts)]
    )
    embargo = read_embargo(release, beside, published, seen=seen)
    contact = read_contact(release, read_of_persons.persons)
    text = release.text
    contact_at = next((start for name, start, _ in parts_of(release) if name == "contact"), len(text))
    return Reading(
        reader=READER,
        number=number,
        sign=number.sign
        if number and number.sign
        else read_sign(printed.number_text, release) or printed.sign,
        corrects=corrects,
        published=published,
        published_time=published_time,
        published_span=span,
        published_from=origin,
        published_otherwise=stated_otherwise(dated, published),
        persons=read_of_persons.persons,
        quotations=read_of_persons.quotations,
        mentioned=find_periods(text[:contact_at], today=published),
        topics=topics_of(*_without_names(release, read_of_persons.persons), categories=categories),
        forms=forms_of(release.title, release.lead, release.body),
        embargo=embargo.until if embargo else None,
        embargo_unread=embargo.printed if embargo and embargo.until is None else "",
        number_from=printed.number_from,
        contact=contact,
        department=release.office or (contact.office if contact else None),
        captions=read_captions(release),
        places=read_places(text[:contact_at]),
        categories=categories,
    )


def _without_names(release: Release, persons: Sequence[PersonMention]) -> tuple[str, str, str]:
    """Headline, lead and body without the names of persons: Petra Müller is no refuse (Müll)."""
    text, pieces, after = release.text, [], 0
    for start, end in sorted(place for person in persons for place in person.places):
        pieces += [text[after:start], " " * (end - max(start, after))]
        after = max(after, end)
    text = "".join([*pieces, text[after:]])
    parts = {name: text[start:end] for name, start, end in parts_of(release)}
    return parts.get("title", ""), parts.get("lead", ""), parts.get("body", "")


def _number(
    printed: ExtractedPage, city: City, published: date | None, span: Period | None
) -> ReleaseNumber | None:
    release = printed.release
    year = published.year if published else span.start.year if span and span.start else None
    number = printed.number or read_number(printed.number_text, city.number, year=year)
    if number is None and city.number and city.number.search(visible(release.title)):
        number = read_number(release.title, city.number, year=year)
    if number and number.year is None and year:
        number = replace(number, year=year)
    return number
