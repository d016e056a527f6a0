"""The running number of a release and its author's sign, as city halls print them."""

import re
from collections.abc import Iterable
from datetime import date

from archive.model import Release, ReleaseNumber
from language.german.calendar import day_of
from language.german.tokens import visible

_SIGN = r"(?P<sign>[A-Za-zÄÖÜäöü]{1,5})"
_LONG_YEAR = r"(?P<year>(?:19|20)\d{2})"
_KIND = (
    r"(?:PM|PI|PD|MI|MM|(?:Presse|Medien)[- ]?(?:mitteilung|meldung|information|info|dienst|erklärung|aussendung)|Meldung|Ausgabe|"
    r"Mitteilung)"
)
# Tried in this order; the first one found counts.
_FORMS = (
    re.compile(
        rf"(?<![\d/.])(?P<running>\d{{1,5}})\s?/\s?{_SIGN}\b(?!/)(?:\s?\((?P<year>(?:19|20)\d{{2}})\))?"
    ),  # 450/pe (2017)
    re.compile(
        r"(?<!\d)(?P<day>\d{6})(?:\s-\s?|\s?-\s)(?P<running>\d{1,5})\b(?![.:]\d)"
    ),  # 180601 - 548, 310303- 0779: day, number
    re.compile(rf"\b(?:Nr|Nummer)\.?\s*{_LONG_YEAR}\s?[-/]\s?(?P<running>\d{{1,5}})\b"),  # Nr. 2021-012
    re.compile(rf"\b(?:Nr|Nummer)\.?\s*(?P<running>\d{{1,5}})\s?[-/|]\s?{_LONG_YEAR}\b"),  # Nr. 12/2021
    re.compile(
        r"\b(?:Nr|Nummer)\.?\s*(?P<running>\d{1,5})\s?\|\s?(?P<year>\d{2})\s?[-–]\s?(?P<sign>[a-zäöü]{2,5})\b"
    ),  # Nr. 145|20 - tif
    re.compile(
        rf"\b{_KIND}\.?:?\s*(?:Nr\.?\s*)?(?P<running>\d{{1,5}})\s?\({_LONG_YEAR}\)",
        re.IGNORECASE,
    ),  # PM 12 (2024)
    re.compile(
        rf"\b(?:Nr|Nummer|{_KIND})\b\.?:?\s*"
        r"(?:Nr\.?:?\s*)?(?P<running>\d{1,5})\b(?!\.\s?\d|\.\s?[A-ZÄÖÜ][a-zä]|-\d|/\d(?!\d\b|\d{3}\b)|\s?(?:Uhr|Euro))"
        r"(?:\s?/\s?(?P<year>(?:19|20)?\d{2})\b)?",
        re.IGNORECASE,
    ),
    re.compile(r"^\s*(?P<running>\d{1,5})\s*\|"),  # 237 | Titel
    re.compile(r"^\s*(?P<running>\d{1,5})\s*$"),  # 006, alone where the number stands
)
# Where nothing but a letterhead stands, these are numbers too; in a sentence they would be a season, a scale or a flat.
_PRINTED_SIGN = r"(?P<sign>[A-Za-zÄÖÜäöü]{1,5}(?:/[A-Za-zäöü]{1,4})?)"
_BEFORE = rf"\b(?:{_KIND}|Nr|Nummer)\b\.?(?:[- ]?(?:Nr|Nummer)\b\.?)?:?\s*"
_PRINTED_FORMS = (
    re.compile(
        rf"{_BEFORE}{_LONG_YEAR}\s?[-–/|]\s?(?P<running>\d{{1,5}})\b(?!\.\d)(?:(?:\s?[-–/|]\s?|\s){_PRINTED_SIGN}$)?",
        re.IGNORECASE,
    ),  # Medieninformation 2026-012, PM-Nr. 2026-118 mw
    re.compile(
        rf"(?:(?i:{_BEFORE}))?(?<![\d./-])(?P<running>\d{{1,5}})\s?[-–/|]\s?(?P<year>(?:19|20)\d{{2}}|\d{{2}})(?![\d./-]\d|\d)"
        rf"(?:\s?[-–/|]\s?{_PRINTED_SIGN}\b|\s\((?P<bracketed>[A-Za-zäöü]{{2,5}})\)|\s(?P<behind>[a-zäöü]{{2,3}})$)?",
    ),  # 045/26, PM 45-26, 145/2020/tif, Nr. 203/24 - Kr/wa
    re.compile(rf"(?<![\d./-]){_LONG_YEAR}\s?[-–/|]\s?(?P<running>\d{{1,5}})(?![\d./-]\d|\d)"),  # 2026/045
    re.compile(
        rf"(?<![\d.])(?P<running>\d{{1,4}})\.(?P<year>20\d{{2}})(?![\d.]\d|\d)(?:\s?\({_PRINTED_SIGN}\))?"
    ),  # 101.2026 (bo)
    re.compile(
        r"\b(?:Lfde?\.?|[Ll]aufende)\s?(?:Nr\.?|Nummer)\s?:?\s?(?P<running>\d{1,5})\b"
    ),  # Lfd. Nr.: 88
    re.compile(
        r"^\W*[-–—]\s?(?P<running>\d{1,5})\s?[-–—](?:\s*\((?P<sign>[A-Za-zäöü]{1,4})\))?\W*$"
    ),  # – 77 – (mb)
)
# A year of two figures is one of the hundred from 1970 on.
_FIRST_SHORT_YEAR = 70
_SIGN_ALONE = re.compile(r"(?<!\w)\((?P<sign>[a-zäöü]{2,4}|[A-ZÄÖÜ]{2,4})\)\s*$")
_SIGN_LABELLED = re.compile(
    r"\b(?:Kürzel|Zeichen(?: des Verfassers)?|Verfasser(?:in)?|Autor(?:in)?)\s*:\s*(?P<sign>[A-Za-zäöü]{2,5})\b"
)
_SIGN_IN_DATELINE = re.compile(r"^\s{0,3}[A-ZÄÖÜ][\w.äöüß/ -]{1,40}?\s\((?P<sign>[a-zäöü]{2,4})\)\s?[.:–-]")
# Abbreviations in brackets at a text's end that sign nothing: agencies, notes, kinds of file, parties, countries.
_NO_SIGNS = frozenset(
    """
    dpa ots lnw pm pi mi afp epd kna ddp dapd pdf jpg doc foto bild bilder grafik neu link usf usw etc ugs u.a. s.o. vgl
    cdu spd fdp csu afd bsw nrw usa gmbh kfz pkw lkw m w d
    """.split()
)
# In capitals these are an abbreviation; in small letters an author's sign.
_NO_SIGNS_IN_CAPITALS = frozenset(
    {"EU", "MB", "KB", "GB", "RED", "ÖPNV", "VHS", "THW", "DRK", "IHK", "AG", "EV", "UN"}
)


def read_number(
    text: str, pattern: re.Pattern[str] | None = None, *, year: int | None = None
) -> ReleaseNumber | None:
    """The number in the words of a release that hold it, by the city's own pattern first; None without one.

    `year` is the one the release was published in; a year in the number itself goes before it.
    """
    return _first(visible(text), (pattern, *_FORMS) if pattern else _FORMS, year)


def read_printed_number(text: str, pattern: re.Pattern[str] | None = None) -> ReleaseNumber | None:
    """The number in a line that may be part of a letterhead, where shorter forms are numbers too: 045/26."""
    forms = (*_PRINTED_FORMS[:4], *_FORMS, *_PRINTED_FORMS[4:])
    return _first(visible(text), (pattern, *forms) if pattern else forms, None)


def _first(seen: str, forms: Iterable[re.Pattern[str]], year: int | None) -> ReleaseNumber | None:
    for form in forms:
        for match in form.finditer(seen):
            if (number := _number(match, year)) is not None:
                return number
    return None


def _number(match: re.Match[str], year: int | None) -> ReleaseNumber | None:
    groups = match.groupdict()
    printed_year = int(groups["year"]) if groups.get("year") else None
    if printed_year is not None and printed_year < 100:
        printed_year += 1900 if printed_year >= _FIRST_SHORT_YEAR else 2000
    if groups.get("day"):
        day = day_in_number(groups["day"])
        if day is None:
            return None
        printed_year = day.year
    sign = groups.get("sign") or groups.get("bracketed") or groups.get("behind")
    if sign and sign.lower() in _NO_SIGNS:
        sign = None
    return ReleaseNumber(
        running=int(groups["running"]),
        year=printed_year or year,
        sign=sign.lower() if sign else None,
        printed=match.group().strip().removesuffix("|").strip(),
    )


def day_in_number(figures: str) -> date | None:
    """The day that six figures before a number state: 180601 is 1 June 2018; where that cannot be, 310303 is 31 March 2003."""
    first, middle, last = int(figures[:2]), int(figures[2:4]), int(figures[4:])
    latest = date.today().year + 1
    if 2000 + first <= latest and (day := day_of(2000 + first, middle, last)):
        return day
    return day_of(2000 + last, middle, first) if 2000 + last <= latest else None


def read_sign(number_text: str, release: Release) -> str | None:
    """The author's sign where it stands without a number: (ekö) beside the date, in the dateline, at the text's end."""
    labelled = _SIGN_LABELLED.search(visible(number_text))
    if labelled:
        return labelled["sign"].lower()
    last = release.body.rstrip().rsplit("\n\n", 1)[-1]
    opening = _SIGN_IN_DATELINE.match(visible(release.lead or release.body)[:80])
    ends = (_SIGN_ALONE.search(visible(text).rstrip()) for text in (number_text, last))
    for match in (*ends, opening):
        if match and match["sign"].lower() not in _NO_SIGNS and match["sign"] not in _NO_SIGNS_IN_CAPITALS:
            return match["sign"].lower()
    return None
