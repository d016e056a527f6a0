"""Completeness by running number: the series of a city, with gaps, doubles, resets and strays."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from language.german.dates import Period

# A year that begins no higher than this shows that its series restarts every year; it is then expected from 1 on,
# even where its first numbers are not on record.
_LOW = 10
# A number further than this from those published around it is a misprint, not a gap; where numbers around it spread
# wider, so many times their spread.
_LEAST_STRAY, _SPREAD = 50, 2
# Around it: so many releases before and after it, and no more days away; fewer neighbours than this tell nothing.
_AROUND, _NEAR, _FEWEST = 6, timedelta(days=45), 4
# Where no dates tell, a number further beyond its neighbour than this many times the numbers held.
_STRAY = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """What counts of a release that bears a number; `office` is None for the whole house."""

    record_id: int
    running: int
    year: int | None
    office: str | None = None
    sign: str | None = None
    published: date | None = None
    withdrawn: bool = False


class GapState(StrEnum):
    """Why a city no longer shows a number, or never did."""

    NEVER_SEEN = "never seen"
    WITHDRAWN = "withdrawn"
    UNUSED = "confirmed unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A number without a release that could be read now; a withdrawn one is on record, and `record_id` names it."""

    running: int
    state: GapState
    record_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """One number on several releases."""

    running: int
    record_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reset:
    """The day on which a series fell back from one number to a low one in the middle of its year."""

    day: date
    before: int
    running: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The numbers of one office (None: the whole house) in one year.

    `first` and `last` are the lowest and highest number expected and held; `strays` bear numbers so far off that
    they are misprints. `complete` is the share, 0 to 1, of the numbers expected that are on record or known unused.
    """

    office: str | None
    year: int
    first: int
    last: int
    gaps: tuple[Gap, ...]
    doubles: tuple[Double, ...]
    resets: tuple[Reset, ...]
    strays: tuple[Numbered, ...]
    complete: float


Unused = Mapping[tuple[str | None, int, int], str]


def series_of(numbered: Iterable[Numbered], unused: Unused | None = None) -> tuple[Series, ...]:
    """Every series of a city, by office and year.

    `unused` holds a person's note for each (office, year, running number) that no release ever bore. Releases whose
    year is not known belong to no series and are left out.
    """
    years: dict[tuple[str | None, int], list[Numbered]] = defaultdict(list)
    for release in numbered:
        if release.year is not None:
            years[release.office, release.year].append(release)
    found = []
    last_of_year: dict[str | None, tuple[int, int]] = {}
    restarts = _restarting(years)
    for (office, year), held in sorted(years.items(), key=lambda item: (item[0][0] or "", item[0][1])):
        kept, strays = _without_strays(held)
        lowest = min(numbered_release.running for numbered_release in kept)
        before = last_of_year.get(office)
        if office in restarts:
            first = min(1, lowest)
        elif before and before[0] == year - 1 and lowest > before[1]:
            first = before[1] + 1  # the numbers run on over the turn of the year
        else:
            first = lowest
        series = _series(office, year, first, kept, strays, unused or {})
        last_of_year[office] = (year, series.last)
        found.append(series)
    return tuple(found)


def dates_between(undated: Numbered, numbered: Iterable[Numbered]) -> tuple[int, Period] | None:
    """The year of an undated number, and the days its dated neighbours in the series leave for it.

    None where no year, or more than one, has room for the number between two dated neighbours.
    """
    years: dict[int, list[Numbered]] = defaultdict(list)
    for neighbour in numbered:
        dated_in_its_year = neighbour.published is not None and neighbour.year == neighbour.published.year
        if dated_in_its_year and neighbour.office == undated.office:
            years[neighbour.year or 0].append(neighbour)
    found = []
    for year, held in years.items():
        if undated.year not in (None, year) or any(
            numbered_release.running == undated.running for numbered_release in held
        ):
            continue
        below = [numbered_release for numbered_release in held if numbered_release.running < undated.running]
        above = [numbered_release for numbered_release in held if numbered_release.running > undated.running]
        if not below or not above:
            continue
        start = max(below, key=lambda numbered_release: numbered_release.running).published
        end = min(above, key=lambda numbered_release: numbered_release.running).published
        if start and end and start <= end:
            found.append((year, Period(start=start, end=end)))
    return found[0] if len(found) == 1 else None


def _restarting(years: Mapping[tuple[str | None, int], list[Numbered]]) -> frozenset[str | None]:
    """The offices of which at least one year begins low."""
    return frozenset(
        office
        for (office, _), held in years.items()
        if min(numbered_release.running for numbered_release in held) <= _LOW
    )


def _without_strays(held: list[Numbered]) -> tuple[list[Numbered], tuple[Numbered, ...]]:
    """The numbers of a year, and those that are misprints: far from what was published around the same days.

    What bears no date is judged by its number alone: beyond the first jump that is too wide for a gap, if it is little.
    """
    dated = sorted(
        (release for release in held if release.published),
        key=lambda release: (release.published or date.min, release.running),
    )
    strays = {release.record_id for at, release in enumerate(dated) if _is_far(dated, at)}
    ordered = sorted(
        (release for release in held if release.record_id not in strays),
        key=lambda release: (release.running, release.record_id),
    )
    for at in range(1, len(ordered)):
        jump = ordered[at].running - ordered[at - 1].running
        few = len(ordered) - at <= max(1, at // 20)
        if jump > max(_LEAST_STRAY, _STRAY * at) and few:
            strays.update(release.record_id for release in ordered[at:])
            ordered = ordered[:at]
            break
    beyond = sorted(
        (release for release in held if release.record_id in strays),
        key=lambda release: (release.running, release.record_id),
    )
    return ordered, tuple(beyond)


def _is_far(dated: list[Numbered], at: int) -> bool:
    """Whether a number is far from those published around its day, the farthest of them on either side left out."""
    this = dated[at]
    assert this.published is not None
    around = [
        release.running
        for release in (*dated[max(0, at - _AROUND) : at], *dated[at + 1 : at + 1 + _AROUND])
        if release.published and abs(release.published - this.published) <= _NEAR
    ]
    if len(around) < _FEWEST:
        return False
    numbers = sorted(around)
    low, high = numbers[1], numbers[-2]
    room = max(_LEAST_STRAY, _SPREAD * (high - low))
    return not low - room <= this.running <= high + room


def _series(
    office: str | None,
    year: int,
    first: int,
    held: list[Numbered],
    strays: tuple[Numbered, ...],
    unused: Unused,
) -> Series:
    by_number: dict[int, list[Numbered]] = defaultdict(list)
    for release in held:
        by_number[release.running].append(release)
    confirmed = {running: note for (of, on, running), note in unused.items() if (of, on) == (office, year)}
    last = max([*by_number, *confirmed])
    gaps = []
    for running in range(first, last + 1):
        here = by_number.get(running, [])
        if not here and running in confirmed:
            gaps.append(Gap(running=running, state=GapState.UNUSED, note=confirmed[running]))
        elif not here:
            gaps.append(Gap(running=running, state=GapState.NEVER_SEEN))
        elif all(numbered_release.withdrawn for numbered_release in here):
            gaps.append(Gap(running=running, state=GapState.WITHDRAWN, record_id=here[0].record_id))
    missing = sum(gap.state is GapState.NEVER_SEEN for gap in gaps)
    expected = last - first + 1
    return Series(
        office=office,
        year=year,
        first=first,
        last=last,
        gaps=tuple(gaps),
        doubles=tuple(
            Double(running=running, record_ids=tuple(numbered_release.record_id for numbered_release in here))
            for running, here in sorted(by_number.items())
            if len(here) > 1
        ),
        resets=_resets(held),
        strays=strays,
        complete=(expected - missing) / expected,
    )


def _resets(held: list[Numbered]) -> tuple[Reset, ...]:
    dated = sorted(
        (
            (numbered_release.published, numbered_release.running)
            for numbered_release in held
            if numbered_release.published
        ),
        key=lambda pair: pair[0],
    )
    found = []
    highest = 0
    for at, (day, running) in enumerate(dated):
        following = [number for _, number in dated[at : at + 3]]
        fell = highest > _LOW and running <= _LOW and running < highest / 2
        if fell and all(number <= running + _LOW for number in following):
            found.append(Reset(day=day, before=highest, running=running))
            highest = 0
        highest = max(highest, running)
    return tuple(found)
