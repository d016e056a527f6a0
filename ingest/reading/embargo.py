"""Until when a release is not to be published: the Sperrfrist."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from archive.model import Release
from language.german.dates import Lean
from language.german.dates.printed import printed_days
from language.german.dates.prose import find_periods
from language.german.dates.whole import read_period
from language.german.patterns import any_of
from language.german.tokens import visible
from language.german.zone import GERMANY

# An embargo is an instruction at the beginning of its line, never a part of a sentence about something else.
_OPENING_MARKS = (
    r"^[\W_]{0,12}(?:(?:Achtung|Bitte(?: beachten(?: Sie)?)?|Wichtig(?:er Hinweis)?|Hinweis)\W{1,3})?"
    r"(?:(?:Es gilt|Mit)\W(?:folgende\W|eine\W)?)?"
)
_UNTIL = r"(?:(?:beachten\s?:?\s?)?(?:gilt |endet )?(?:bis(?: zum)?|am|endet|gilt|ab|nicht vor)\b|beachten\b|:|–|-)?"
_HERE_A_DAY = r"(?=[^\n]{0,45}\d{1,2}\s?\.\s?(?:\d|[A-ZJFMASOND]))"
_IS_MEANT = r"(?=[^\n]{0,80}(?:ver[öo]ffentlich|freigegeben|verwenden|\bfrei\b))"
_SAID = re.compile(
    _OPENING_MARKS
    + any_of(
        rf"""
        (?:Sende)?Sperr(?:frist|vermerk)\b\s{{0,3}}{_UNTIL}
        Embargo(?:frist)?\b\s{{0,3}}(?:bis|until|:|–|-)
        (?:Presse)?Gesperrt(?: ist)? (?:für (?:jede )?Veröffentlichung(?:en)? )?bis\b(?=[^\n]{{0,60}}(?:Uhr\b|\d{{4}}\b))
        (?:(?:Zur |Die )?Veröffentlichung |Honorar)?frei(?:gegeben|gabe)?(?: zur Veröffentlichung)? (?:erst )?(?:ab|am|für|nicht vor)\b{_HERE_A_DAY}
        (?:Veröffentlichung|Sendung|Verwendung)(?: bitte)? (?:erst|nicht vor|ab|frühestens)\b
        (?:Bitte )?(?:nicht|erst)(?: zur Veröffentlichung| zu veröffentlichen)? (?:vor|ab|nach)\b{_IS_MEANT}
        """
    )
    + r"\s{0,3}:?\s{0,3}(?P<rest>[^\n]{0,160})",
    re.IGNORECASE | re.MULTILINE,
)
# Of such words the first are always an instruction; of the others only with a day behind them.
_CERTAIN = re.compile(
    _OPENING_MARKS + r"(?:(?:Sende)?Sperr(?:frist|vermerk)|Embargo(?:frist)?\s?:)", re.IGNORECASE
)
_NONE = re.compile(r"\b(?:ohne|keine?|aufgehoben|entfällt|abgelaufen)\b[^\n]{0,20}", re.IGNORECASE)
# What stands behind "Sperrfrist" where an embargo's end is named by an occasion.
_OCCASIONS = any_of(
    r"""
    Rede|Beginn|Ende|Eröffnung|Sitzung|Veranstaltung|Pressekonferenz|Bekanntgabe|Übergabe|Verleihung|Unterzeichnung
    sofort|auf Widerruf|bis auf
    \w+beginn\b
    """
)
_OCCASION = re.compile(rf"^\W*(?:$|{_OCCASIONS})", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?<!\d)(?<!\d[.:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?:Uhr|h)\b|(?<![\d.:])(?P<bare_hour>\d{1,2}):(?P<bare_minute>\d{2})(?![\d.:])",
    re.IGNORECASE,
)
# No month cut short ends a sentence: 27. Apr. 2026.
_MONTH_CUT_SHORT = "".join(
    rf"(?<!\b{month})" for month in "Jan Feb Mär Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez".split()
)
_SENTENCE_END = re.compile(rf"{_MONTH_CUT_SHORT}(?<=[^\W\d]{{2}})[.!](?=\s)|(?<=\d{{4}})\.(?=\s)|[)\]]")
_FIGURES_APART = re.compile(r"\b(\d{1,2})\s\.")
_SHORT_DAY = re.compile(
    r"(?<!\d)\d{1,2}\s?\.\s?(?:\d{1,2}\.?(?!\d)|(?:Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zä]*\.?)"
)
_RELATIVE = re.compile(r"\b(?:heute|morgen|übermorgen|gestern)\b", re.IGNORECASE)
# What may stand around a moment in a line that says nothing else.
_DAYS = r"(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag(?:abend|morgen|mittag)?|Mittwoch|Sonnabend"
_MOMENT_WORDS = re.compile(
    r"\b"
    + any_of(
        rf"""
        {_DAYS}|Mo|Di|Mi|Do|Fr|Sa|So
        um|den|dem|der|die|das|am|an|ab|bis|zum|zur|zu|vor|vom|von|und|einschließlich
        nicht|bitte|erst|frei|freigegeben|gesperrt
        Veröffentlichung(?:en)?|veröffentlichen|verwenden|Sendung|Abdruck|Ausgaben?
        Uhr|h|MEZ|MESZ|früh|morgens|mittags|abends|nachts
        Beginn|Ende|Rede|Redebeginn
        heute|morgen|übermorgen
        """
    )
    + r"\b",
    re.IGNORECASE,
)
_BESIDE_BEGINS = re.compile(
    r"\s(?=\W{0,5}(?:Sperr(?:frist|vermerk)|Sendesperrfrist|Embargo\b|SPERR|Gesperrt bis|Frei ab|Nicht vor)\b)"
)
# What an end is named by right behind "Sperrfrist"; all else is a sentence about one: "Sperrfrist für Gülle".
_FOLLOWS = re.compile(
    r"^[\W_]*"
    + any_of(
        rf"""
        $
        \d
        {_DAYS}
        bis|zum|am|ab|um|endet|gilt|beachten|heute|morgen|übermorgen|gestern
        nicht|erst|frei|(?:zur )?veröffentlichung
        {_OCCASIONS}
        """
    ),
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<!\w)(?:[^\W\d_] ){4,}[^\W\d_](?!\w)")
_LONGEST_LINE = 120
_WEEKDAY = re.compile(
    r"\b(?:Mon|Diens|Donners|Frei|Sams|Sonn)tag\b|\bMittwoch\b|\bSonnabend\b", re.IGNORECASE
)
# Beside the text and in so many paragraphs at its beginning it may stand, and at its end.
_OPENING = 3
# No embargo is longer: what a sentence says of a day farther off is about something else.
_LONGEST = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when (with its time zone), and the line that says so; `until` is None where no moment could be read in it."""

    until: datetime | None
    printed: str


def says_embargo(line: str) -> bool:
    """Whether a line is an instruction not to publish before some moment."""
    line = _closed_up(line)
    said = _SAID.match(line)
    if said is None or _NONE.search(said["rest"][:40]) or _NONE.search(line[: said.start("rest")]):
        return False
    if _CERTAIN.match(line):
        rest = said["rest"]
        told = printed_days(rest) or _is_only_moment(rest) or _is_unreadable(line, rest)
        return bool(told) and _FOLLOWS.match(rest) is not None
    return _is_only_moment(said["rest"])


def _closed_up(line: str) -> str:
    """A line as it reads: S P E R R F R I S T is one word."""
    return _SPACED.sub(lambda match: match.group().replace(" ", ""), visible(line))


def read_embargo(
    release: Release, beside: str, today: date | None, *, seen: date | None = None
) -> Embargo | None:
    """The embargo of a release; None where none is said.

    `beside` holds the lines that stand where the release is dated and counted, `today` is the day it is from, `seen`
    that on which it was taken in. A day without a time of day ends the embargo as it begins. An embargo in which no
    moment can be read counts while it may still hold.
    """
    paragraphs = release.body.split("\n\n")
    opening = _BESIDE_BEGINS.sub("\n", visible(beside))
    texts = (opening, release.title, release.lead, *paragraphs[:_OPENING], *paragraphs[_OPENING:][-2:])
    unread: Embargo | None = None
    for line in (_closed_up(line) for text in texts for line in text.split("\n")):
        said = _SAID.match(line)
        if said is None or not says_embargo(line):
            continue
        end = _SENTENCE_END.search(said["rest"])
        moment = _moment(said["rest"][: end.start()] if end else said["rest"], today or seen)
        far_off = moment is not None and today is not None and moment.date() - today > _LONGEST
        # A line that says nothing but a moment is an instruction, however far off: a year may be misprinted.
        if moment is None or (far_off and _is_only_moment(said["rest"])):
            unread = unread or Embargo(None, line.strip())
        elif not far_off:
            return Embargo(moment, line.strip())
    long_ago = bool(seen and today and seen - today > _LONGEST)
    return None if long_ago else unread


def _is_only_moment(text: str) -> bool:
    """Whether a line goes on with a moment and nothing else."""
    day = printed_days(text)
    rest = _MOMENT_WORDS.sub(" ", _CLOCK.sub(" ", text))
    for printed in day:
        rest = rest.replace(text[printed.start : printed.end], " ")
    rest = _SHORT_DAY.sub(" ", rest)
    moment = day or _SHORT_DAY.search(text) or _WEEKDAY.search(text) or _RELATIVE.search(text)
    return bool(moment) and not re.search(r"[^\W_]", rest)


def _is_unreadable(line: str, rest: str) -> bool:
    return len(line) <= _LONGEST_LINE and (
        _OCCASION.match(rest) is not None or _RELATIVE.match(rest) is not None
    )


def _moment(text: str, today: date | None) -> datetime | None:
    """The moment a text names; None where it names none, or the year is not to be had."""
    text = _FIGURES_APART.sub(r"\1.", text)
    printed = printed_days(text)
    days = [printed[0].day] if printed else []
    if not days:
        days = [
            period.start
            for period in find_periods(text, today=today)
            if period.start and period.end in (period.start, None)
        ]
    weekday = _WEEKDAY.search(text)
    if not days and weekday and today:
        ahead = read_period(weekday.group(), today=today, lean=Lean.NEXT)
        days = [ahead.start] if ahead and ahead.start else []
    if not days:
        return None
    clock = _CLOCK.search(text)
    hour = int(clock["hour"] or clock["bare_hour"]) if clock else 0
    minute = int(clock["minute"] or clock["bare_minute"] or 0) if clock else 0
    if hour > 24 or minute > 59:
        return None
    midnight = datetime.combine(days[0], time(0), GERMANY)
    return midnight + timedelta(days=1) if hour == 24 else midnight.replace(hour=hour, minute=minute)
