"""A release without markup → ExtractedPage: headline, a line with number and date, lead, body, contact."""

import re
from collections.abc import Sequence

from archive.model import PublishedFrom, Release
from ingest.city import City
from ingest.errors import FieldMissing
from ingest.layout import ExtractedPage, split_contact
from ingest.reading.number import read_number
from language.german.dates import MONTHS
from language.german.dates.whole import first_day_in
from language.german.tokens import fold
from language.messages import Message

# What a press office puts over the headline, alone on its line.
_LETTERHEAD = re.compile(
    r"^(?:presse(?:mitteilung|information|meldung|dienst)|medieninformation)\b", re.IGNORECASE
)
_LONGEST_NUMBER_LINE = 80
_LETTERHEAD_LINES, _NUMBER_LINES = 8, 3
_MONTH = "|".join(MONTHS)
_PRINTED = re.compile(rf"\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{_MONTH})\s?\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}")
# What stands around number and date: "Solingen, den 15. August 2017 - 10:00 Uhr, Nr."
_DATE_WORDS = re.compile(
    r"\b(?:vom|den|der|am|Nr|Nummer|PM|Uhr|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag)\b"
)
_PLACE = re.compile(r"^\s*[A-ZÄÖÜ][\wäöüß-]+(?: [A-ZÄÖÜ][\wäöüß-]+)?\s*,")
_LETTER = re.compile(r"[A-Za-zÄÖÜäöüß]")


def read_paragraphs(
    paragraphs: Sequence[str],
    city: City,
    place: str,
    *,
    layout: str,
    headline: str = "",
    dated: tuple[tuple[PublishedFrom, str], ...] = (),
) -> ExtractedPage:
    """A release out of its paragraphs, in order; raises FieldMissing.

    `headline` is the one the document names, where it names one; else the first line that is no letterhead is.
    `dated` is what else dates it, the surest first; a date printed beside the number goes before.
    """
    content = [part.strip() for part in paragraphs if part.strip()]
    above = [] if headline else _taken_off(content, city, _LETTERHEAD_LINES)
    if not headline and content:
        headline, _, rest = content[0].partition("\n")
        content[:1] = [rest] if rest else []
    if not headline:
        raise FieldMissing(
            city=city.source.name,
            place=place,
            layout=layout,
            field=Message("die Überschrift"),
        )
    if content and " ".join(content[0].split()) == " ".join(headline.split()):
        content.pop(0)
    above += _taken_off(content, city, _NUMBER_LINES)
    number_line = next((line for line in above if read_number(line, city.number)), "")
    if not number_line and content:  # a lead may stand between the headline and the number
        below = content[1:]
        number_line = next(iter(_taken_off(below, city, 1)), "")
        content[1:] = below
        above += [number_line] if number_line else []
    content, contact = split_contact(content)
    if not content:
        raise FieldMissing(city=city.source.name, place=place, layout=layout, field=Message("der Text"))
    release = Release(
        city=city.key,
        url=None,
        title=headline.strip(),
        lead=content[0] if len(content) > 1 else "",
        body="\n\n".join(content[1:] if len(content) > 1 else content),
        contact_text="\n\n".join(contact),
    )
    printed = ((PublishedFrom.PAGE, line) for line in above)
    return ExtractedPage(release=release, number_text=number_line, date_texts=(*printed, *dated))


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a plain text, parted by empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return [part for part in re.split(r"\n\s*\n", lines) if part.strip()]


def _taken_off(content: list[str], city: City, most: int) -> list[str]:
    """The lines at the beginning that are letterhead, number or date; they are taken off the content."""
    taken: list[str] = []
    while content and len(taken) < most:
        line, _, rest = content[0].partition("\n")
        if not _is_letterhead(line.strip(), city):
            break
        taken.append(line.strip())
        content[:1] = [rest.strip()] if rest.strip() else []
    return taken


def _is_letterhead(line: str, city: City) -> bool:
    """Whether a line is the publisher's name, the word for a release, its number, its date, or some of these."""
    if len(line) > _LONGEST_NUMBER_LINE:
        return False
    rest = line
    number = read_number(line, city.number)
    if number:
        rest = rest.replace(number.printed, " ")
    rest = _DATE_WORDS.sub(" ", _LETTERHEAD.sub(" ", rest))
    if day := first_day_in(line):
        rest = _PLACE.sub(" ", _PRINTED.sub(" ", rest))
    named = fold(" ".join(line.split())) in {fold(city.source.name), fold(_bare(city.source.name))}
    said = number or day or _LETTERHEAD.match(line)
    return named or bool(said and not _LETTER.search(rest))


def _bare(name: str) -> str:
    """A publisher's name without what it is: Stadt Solingen → Solingen."""
    return name.rpartition(" ")[2]
