"""The running number of a release, as city halls print it."""

import re

from archive.model import ReleaseNumber
from german.tokens import visible

_SIGN = r"(?P<sign>[A-Za-zÄÖÜäöü]{1,5})"
# Tried in this order; the first one found counts.
_FORMS = (
    re.compile(rf"(?<![\d/])(?P<running>\d{{1,5}})\s?/\s?{_SIGN}\b(?!/)"),  # 450/pe
    re.compile(r"\bNr\.?\s*(?P<year>(?:19|20)\d{2})\s?[-/]\s?(?P<running>\d{1,5})\b"),  # Nr. 2021-012
    re.compile(r"\bNr\.?\s*(?P<running>\d{1,5})\s?[-/]\s?(?P<year>(?:19|20)\d{2})\b"),  # Nr. 12/2021
    re.compile(
        r"\b(?:Nr|Nummer|PM|Ausgabe|Pressemitteilung|PRESSEMITTEILUNG)\.?\s*(?P<running>\d{1,5})\b(?!\.\d)"
    ),
    re.compile(r"^\s*(?P<running>\d{1,5})\s*\|"),  # 237 | Titel
)


def read_number(
    text: str, pattern: re.Pattern[str] | None = None, *, year: int | None = None
) -> ReleaseNumber | None:
    """The number in the words of a release that hold it, by the city's own pattern first; None without one.

    `year` is the one the release was published in; a year in the number itself goes before it.
    """
    seen = visible(text)
    for form in (pattern, *_FORMS) if pattern else _FORMS:
        if match := form.search(seen):
            groups = match.groupdict()
            sign = groups.get("sign")
            return ReleaseNumber(
                running=int(groups["running"]),
                year=int(groups["year"]) if groups.get("year") else year,
                sign=sign.lower() if sign else None,
                printed=match.group().strip(),
            )
    return None
