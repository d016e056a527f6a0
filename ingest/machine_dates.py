"""Dates that feeds and pages state for machines in no standard form, in German or English: "April 20, 2026".

dateparser reads them; what it reads counts only where day, month and year stand in the text, and where nobody could
read another day out of it (04/05/2026).
"""

import re
from datetime import date, datetime

_LONGEST = 60
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# A time of day, a zone: none of their figures is one of the date.
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?|[+-]\d{2}:?\d{2}\b")
# Two figures beside the year, of which either may be the day: 04/05/2026.
_SHORT = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_LANGUAGES = ["de", "en"]
_HIGHEST_MONTH = 12


def machine_date(text: str) -> date | None:
    """The day a text states in words or figures; None where a part is missing or the order of figures is open."""
    stated = " ".join(_CLOCK.sub(" ", text).split())
    years = _YEAR.findall(stated)
    if len(text) > _LONGEST or len(years) != 1:
        return None
    figures = [int(figure) for figure in _SHORT.findall(stated)]
    if len(figures) == 2 and max(figures) <= _HIGHEST_MONTH and figures[0] != figures[1]:
        return None
    if not 1 <= len(figures) <= 2:
        return None
    # Imported here: loading its language data takes longer than answering most commands.
    import dateparser

    found: datetime | None = dateparser.parse(
        stated,
        languages=_LANGUAGES,
        settings={
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
            "DATE_ORDER": "DMY",
        },
    )
    if found is None or found.year != int(years[0]) or found.day not in figures:
        return None
    return found.date()
