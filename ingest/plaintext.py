"""A release without markup → Printed: headline, a line with number and date, lead, body, contact."""

import re
from collections.abc import Sequence

from archive.model import PublishedFrom, Release
from ingest.city import City
from ingest.errors import FieldMissing
from ingest.layout import Printed, split_contact
from ingest.reading.number import read_number

# What a press office puts over the headline, alone on its line.
_LETTERHEAD = re.compile(
    r"^(?:presse(?:mitteilung|information|meldung|dienst)|medieninformation)\b", re.IGNORECASE
)
_LONGEST_NUMBER_LINE = 80
_NUMBER_WITHIN = 3


def read_paragraphs(
    paragraphs: Sequence[str],
    city: City,
    place: str,
    *,
    layout: str,
    headline: str = "",
    dated: tuple[tuple[PublishedFrom, str], ...] = (),
) -> Printed:
    """A release out of its paragraphs, in order; raises FieldMissing.

    `headline` is the one the document names, where it names one; else the first line that is no letterhead is.
    `dated` is what else dates it, the surest first; a date printed beside the number goes before.
    """
    content = [part.strip() for part in paragraphs if part.strip()]
    above: list[str] = []
    while content and not headline and _is_letterhead(content[0], city):
        above.append(content.pop(0))
    if not headline and content:
        headline, _, rest = content[0].partition("\n")
        content[:1] = [rest] if rest else []
    if not headline:
        raise FieldMissing(
            city=city.source.name,
            place=place,
            layout=layout,
            field_de="die Überschrift",
            field_en="the headline",
        )
    if content and " ".join(content[0].split()) == " ".join(headline.split()):
        content.pop(0)
    number_line = next((line for line in above if read_number(line, city.number)), "")
    for at, part in enumerate(content[:_NUMBER_WITHIN]):
        line, _, remainder = part.partition("\n")
        if not number_line and len(line) <= _LONGEST_NUMBER_LINE and read_number(line, city.number):
            number_line = line
            content[at : at + 1] = [remainder] if remainder else []
            break
    content, contact = split_contact(content)
    if not content:
        raise FieldMissing(
            city=city.source.name, place=place, layout=layout, field_de="der Text", field_en="the text"
        )
    release = Release(
        city=city.key,
        url=None,
        title=headline.strip(),
        lead=content[0] if len(content) > 1 else "",
        body="\n\n".join(content[1:] if len(content) > 1 else content),
        contact_text="\n\n".join(contact),
    )
    printed = ((PublishedFrom.PAGE, line) for line in (number_line, *above) if line)
    return Printed(release=release, number_text=number_line, date_texts=(*printed, *dated))


def paragraphs_in(text: str) -> list[str]:
    """The paragraphs of a plain text, parted by empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return [part for part in re.split(r"\n\s*\n", lines) if part.strip()]


def _is_letterhead(paragraph: str, city: City) -> bool:
    first = paragraph.split("\n")[0]
    short = len(first) <= _LONGEST_NUMBER_LINE and "\n" not in paragraph.strip()
    return short and bool(_LETTERHEAD.match(first) or _only_number(first, city))


def _only_number(line: str, city: City) -> bool:
    number = read_number(line, city.number)
    return number is not None and len(line) - len(number.printed) <= len("15. September 2017 –  Uhr")
