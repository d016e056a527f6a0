"""What the name of a file says of the release in it: PM_2024-012_kl.docx, 2026-03-11_PM_014_Radweg.pdf."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from archive.model import ReleaseNumber
from language.german.dates.printed import printed_days

_KIND = r"(?:PM|PI|MI|MM|(?:Presse|Medien)(?:mitteilung|info(?:rmation)?|meldung)|Nr)"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_RUNNING = r"(?P<running>\d{1,4})"
_SIGN = r"(?:_(?P<sign>[a-zäöü]{2,3})(?![a-zäöü]))?"
_FORMS = (
    re.compile(
        rf"(?<![A-Za-z]){_KIND}[ ._-]{{0,2}}(?:Nr[ ._-]{{0,2}})?{_YEAR}[-_./]{_RUNNING}b?(?!\d){_SIGN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![A-Za-z]){_KIND}[ ._-]{{0,2}}(?:Nr[ ._-]{{0,2}})?{_RUNNING}[-_./]{_YEAR}(?!\d){_SIGN}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![A-Za-z]){_KIND}[ ._-]{{0,2}}(?:Nr[ ._-]{{0,2}})?{_RUNNING}(?![\d.-]){_SIGN}", re.IGNORECASE
    ),
    re.compile(rf"^{_YEAR}[-_]{_RUNNING}_(?P<sign>[a-zäöü]{{2,3}})$"),
)
_DAY = re.compile(r"(?<!\d)(?P<year>20\d{2})[-_]?(?P<month>\d{2})[-_]?(?P<day>\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class FileNameFacts:
    """The number, the author's sign and the day that a file's name holds; None where it holds none."""

    number: ReleaseNumber | None = None
    sign: str | None = None
    day: date | None = None


def read_file_name(name: str) -> FileNameFacts:
    """What a file's name, without its folder, says."""
    stem = unicodedata.normalize("NFC", name).rpartition(".")[0] or name
    day = _day(stem)
    for form in _FORMS:
        if match := form.search(stem):
            groups = match.groupdict()
            sign = groups.get("sign")
            number = ReleaseNumber(
                running=int(groups["running"]),
                year=int(groups["year"]) if groups.get("year") else None,
                sign=None,
                printed=match.group().removesuffix(f"_{sign}").replace("_", " "),
            )
            return FileNameFacts(number, sign, day)
    return FileNameFacts(day=day)


def _day(stem: str) -> date | None:
    match = _DAY.search(stem)
    if match:
        try:
            return date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            return None
    printed = printed_days(stem)
    return printed[0].day if printed else None
