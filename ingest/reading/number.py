"""The running number of a release and its author's sign, as city halls print them."""

import re

from archive.model import Release, ReleaseNumber
from language.german.calendar import day_of
from language.german.tokens import visible

_SIGN = r"(?P<sign>[A-Za-zÄÖÜäöü]{1,5})"
# Tried in this order; the first one found counts.
_FORMS = (
    re.compile(
        rf"(?<![\d/.])(?P<running>\d{{1,5}})\s?/\s?{_SIGN}\b(?!/)(?:\s?\((?P<year>(?:19|20)\d{{2}})\))?"
    ),  # 450/pe (2017)
    re.compile(r"(?<!\d)(?P<day>\d{6})\s-\s(?P<running>\d{1,5})\b(?![.:]\d)"),  # 180601 - 548: day, number
    re.compile(
        r"\b(?:Nr|Nummer)\.?\s*(?P<year>(?:19|20)\d{2})\s?[-/]\s?(?P<running>\d{1,5})\b"
    ),  # Nr. 2021-012
    re.compile(
        r"\b(?:Nr|Nummer)\.?\s*(?P<running>\d{1,5})\s?[-/]\s?(?P<year>(?:19|20)\d{2})\b"
    ),  # Nr. 12/2021
    re.compile(
        r"\b(?:Nr|Nummer|PM|Ausgabe|Presse(?:mitteilung|meldung|information|info|dienst)|Medieninformation|Meldung)\b\.?:?\s*"
        r"(?:Nr\.?\s*)?(?P<running>\d{1,5})\b(?!\.\s?\d|\.\s?[A-ZÄÖÜ][a-zä]|-\d|/\d(?!\d\b|\d{3}\b)|\s?(?:Uhr|Euro))"
        r"(?:\s?/\s?(?P<year>(?:19|20)?\d{2})\b)?",
        re.IGNORECASE,
    ),
    re.compile(r"^\s*(?P<running>\d{1,5})\s*\|"),  # 237 | Titel
    re.compile(r"^\s*(?P<running>\d{1,5})\s*$"),  # 006, alone where the number stands
)
_SIGN_ALONE = re.compile(r"(?<!\w)\((?P<sign>[a-zäöü]{2,4}|[A-ZÄÖÜ]{2,4})\)\s*$")
# Abbreviations in brackets at a text's end that sign nothing.
_NO_SIGNS = frozenset(
    {
        "pdf",
        "neu",
        "red",
        "ots",
        "mb",
        "kb",
        "foto",
        "bild",
        "usf",
        "ugs",
        "link",
        "dpa",
        "lnw",
        "usw",
        "etc",
        "cdu",
        "spd",
        "fdp",
        "csu",
        "afd",
        "nrw",
        "eu",
        "usa",
    }
)


def read_number(
    text: str, pattern: re.Pattern[str] | None = None, *, year: int | None = None
) -> ReleaseNumber | None:
    """The number in the words of a release that hold it, by the city's own pattern first; None without one.

    `year` is the one the release was published in; a year in the number itself goes before it.
    """
    seen = visible(text)
    for form in (pattern, *_FORMS) if pattern else _FORMS:
        for match in form.finditer(seen):
            groups = match.groupdict()
            printed_year = int(groups["year"]) if groups.get("year") else None
            if printed_year is not None and printed_year < 100:
                printed_year += 2000
            if groups.get("day"):
                day = day_of(2000 + int(groups["day"][:2]), int(groups["day"][2:4]), int(groups["day"][4:]))
                if day is None:
                    continue
                printed_year = day.year
            sign = groups.get("sign")
            return ReleaseNumber(
                running=int(groups["running"]),
                year=printed_year or year,
                sign=sign.lower() if sign else None,
                printed=match.group().strip().removesuffix("|").strip(),
            )
    return None


def read_sign(number_text: str, release: Release) -> str | None:
    """The author's sign where it stands without a number: (ekö) beside the date, or at the end of the text."""
    last = release.body.rstrip().rsplit("\n\n", 1)[-1]
    for text in (number_text, last):
        match = _SIGN_ALONE.search(visible(text).rstrip())
        if match and match["sign"].lower() not in _NO_SIGNS:
            return match["sign"].lower()
    return None
