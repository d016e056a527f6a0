"""What the text of a release says: number, date, persons, topics."""

from datetime import date

from archive.model import PublishedFrom, Reading
from german.tokens import visible
from german.topics import topics_of
from ingest.city import City
from ingest.layout import Printed
from ingest.reading.correction import read_correction
from ingest.reading.number import read_number
from ingest.reading.persons import read_persons
from ingest.reading.published import read_published

# Raise it whenever a release would be read otherwise than before.
READER = 2


def read(
    printed: Printed, city: City, *, feed_date: date | None = None, given_date: date | None = None
) -> Reading:
    """Read a printed release.

    `feed_date` is what a feed says of its publication, `given_date` what a person said; the page itself goes
    before both.
    """
    dated = list(printed.date_texts)
    if feed_date:
        dated.append((PublishedFrom.FEED, feed_date.isoformat()))
    if given_date:
        dated.append((PublishedFrom.GIVEN, given_date.isoformat()))
    published, published_time, origin = read_published(dated)
    release = printed.release
    year = published.year if published else None
    number = read_number(printed.number_text, city.number, year=year)
    if number is None and city.number and city.number.search(visible(release.title)):
        number = read_number(release.title, city.number, year=year)
    corrects = read_correction(release, city.number)
    if corrects and number and (corrects.running, corrects.sign) == (number.running, number.sign):
        corrects = None  # a corrected text under its own old number is a version of it
    return Reading(
        reader=READER,
        number=number,
        corrects=corrects,
        published=published,
        published_time=published_time,
        published_from=origin,
        persons=read_persons(release),
        topics=topics_of(release.title, release.lead, release.body),
    )
