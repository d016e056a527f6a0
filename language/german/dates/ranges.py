"""Whole expressions: one part, a range, a list, an open end."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, time
from functools import partial

from language.german.calendar import part_of_month, week_of
from language.german.dates.context import by_night, is_past_here
from language.german.dates.days import day_at, day_part, month_at, year_after
from language.german.dates.feasts import hence_part, holiday_part, nth_part
from language.german.dates.forms import (
    decade_part,
    month_part,
    part_word,
    quarter_part,
    season_part,
    week_part,
    year_part,
)
from language.german.dates.model import Doubt, Mentioned, Unit
from language.german.dates.parts import Day, Expression, Part, Resolved, Yearly
from language.german.dates.relative import (
    bare_weekday_part,
    counted_on_part,
    counted_part,
    relative_part,
    weekend_span,
)
from language.german.dates.resolve import resolved
from language.german.dates.tokens import Scan
from language.german.dates.weekdays import past_clock, weekday_span_part
from language.german.dates.words import (
    AND,
    CLOCK_AFTER,
    DASHES,
    FROM,
    LINKS,
    MOST_LISTED,
    PARTS,
    UNTIL,
    WEEK_NAMES,
)


def expressions_at(scan: Scan, at: int) -> list[tuple[Expression, int]]:
    """What can be read from a place on, the longest first."""
    scan.place = at
    found: list[tuple[Expression, int]] = []
    word = scan.word(at)
    if word == "zwischen":
        found += [*between_at(scan, at), *series_at(scan, at)]
    elif word in FROM or word in UNTIL:
        found += open_at(scan, at)
    else:
        found += series_at(scan, at)
    found.sort(key=lambda pair: -pair[1])
    return found


def parts_at(scan: Scan, at: int) -> list[tuple[Part, int]]:
    """Every reading of one part from a place on, the longest first."""
    if at >= len(scan.tokens):
        return []
    found = []
    for form in _FORMS:
        try:
            read = form(scan, at)
        except (ValueError, OverflowError):
            continue  # beyond what a calendar holds: "die letzten 9999 Jahre"
        if read is not None:
            found.append(read)
    return sorted(found, key=lambda pair: -pair[1])


def between_at(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """zwischen 3. und 5. August."""
    for part, after in parts_at(scan, past_links(scan, at + 1)):
        if scan.word(after) == "und":
            for other, end in parts_at(scan, past_links(scan, after + 1)):
                yield from ranged(scan, part, other, at, end)


def past_links(scan: Scan, at: int) -> int:
    """The place after articles and prepositions that link the ends of a range."""
    while scan.word(at) in LINKS or (scan.word(at) == "." and scan.word(at - 1) == "einschl"):
        at += 1
    return at


def open_at(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """ab 3. Mai, seit 2016, bis Ende August."""
    if scan.word(at) in FROM and scan.word(at + 1) == "sofort" and scan.today and not scan.prose:
        yield expression_of(scan, (scan.today, None), Unit.SPAN, at, at + 2), at + 2
    inside = past_links(scan, at + 1)
    scan.ahead = scan.word(at) != "seit"
    yield from _opened(scan, at, inside)
    scan.ahead = False


def _opened(scan: Scan, at: int, inside: int) -> Iterator[tuple[Expression, int]]:
    for part, after in parts_at(scan, inside):
        if scan.word(at) in FROM:
            yield from to_the_end(scan, part, after, at)
        if scan.word(at) == "seit":
            part = since_when(scan, part)
        if read := resolved(scan, part):
            span = (read.span[0], None) if scan.word(at) in FROM else (None, read.span[1])
            yield expression_of(scan, span, Unit.SPAN, at, after, read.doubt), after


def since_when(scan: Scan, part: Part) -> Part:
    """Since when: of what comes every year, the last that has begun."""
    if scan.today is None or isinstance(part, Resolved) or part.year is not None:
        return part
    for year in range(scan.today.year, scan.today.year - 9, -1):
        dated = replace(part, year=year)
        if (read := resolved(scan, dated)) and read.span[0] and read.span[0] <= scan.today:
            return dated
    return part


def series_at(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """One part, or a range or list that begins with it."""
    for part, after in parts_at(scan, at):
        if read := resolved(scan, part):
            yield expression_of(scan, read.span, read.unit, at, after, read.doubt), after
            if (
                scan.word(after) == "an"
                and scan.word(at - 1) in {"vom", "von", "ab"}
                and read.unit is not Unit.SPAN
            ):
                yield expression_of(scan, (read.span[0], None), Unit.SPAN, at, after + 1), after + 1
        yield from to_the_end(scan, part, after, at)
        if scan.word(after) == "und" and isinstance(part, Resolved) and not scan.prose:
            for other, end in parts_at(scan, past_links(scan, after + 1)):
                yield from ranged(scan, part, other, at, end)
    yield from weeks_to_the_end(scan, at)
    yield from parts_to_the_end(scan, at)
    yield from listed_at(scan, at)
    yield from paired_at(scan, at)


def weeks_to_the_end(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """ "KW 30 bis 32 2018", "30. bis 32. KW"."""
    place = at + 1 if scan.word(at) in WEEK_NAMES else at
    first = scan.number(place, 2)
    middle = place + 1 + (scan.word(place + 1) == ".")
    if first is None or scan.word(middle) not in {"bis", "und", "/", *DASHES}:
        return
    last, after = scan.number(middle + 1, 2), middle + 2
    if place == at:
        after += scan.word(after) == "."
        if scan.word(after) not in WEEK_NAMES:
            return
        after += 1
    year, end = year_after(scan, after)
    if last is None:
        return
    until = resolved(scan, Yearly(partial(week_of, week=last), year, Unit.WEEK))
    if until and until.span[1]:
        begun = week_of(until.span[1].isocalendar().year, first)
        if begun and begun[0] <= until.span[1]:
            yield expression_of(scan, (begun[0], until.span[1]), Unit.SPAN, at, end), end


def parts_to_the_end(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """ "Anfang bis Mitte August 2019"."""
    part = PARTS.get(scan.word(at))
    if part is None or scan.word(at + 1) not in {"bis", "/", *DASHES}:
        return
    last, place = part_word(scan, at + 2)
    month, after = month_at(scan, place)
    if last is None or month is None:
        return
    year, end = year_after(scan, after)
    known = resolved(scan, Yearly(partial(part_of_month, month=month, part=last), year, Unit.SPAN))
    if known and known.span[0]:
        first = part_of_month(known.span[0].year, month, part)[0]
        yield expression_of(scan, (first, known.span[1]), Unit.SPAN, at, end), end


def to_the_end(scan: Scan, part: Part, after: int, at: int) -> Iterator[tuple[Expression, int]]:
    """ "… bis zum 5. August", "… – 5. August", "3./4. Juni"."""
    word = scan.word(after)
    middle = after
    clock, timed = past_clock(scan, after)
    if timed and scan.word(clock) == "bis":  # "7. Mai, 15 Uhr, bis 8. Mai, 16 Uhr"
        middle = clock + 1
    elif word == "," and scan.word(after + 1) == "bis":
        middle = after + 2
    elif word == "bis" or word in DASHES or word == "/" or (word == "auf" and by_night(scan, at)):
        middle = after + 1
    else:
        return
    if word in DASHES and scan.word(middle) == "bis":
        middle += 1
    for other, end in parts_at(scan, past_links(scan, middle)):
        yield from ranged(scan, part, other, at, end)


def ranged(scan: Scan, part: Part, other: Part, at: int, end: int) -> Iterator[tuple[Expression, int]]:
    """From one part to another, with what one of them leaves out."""
    part, other = completed(scan, part, other)
    first, last = resolved(scan, part), resolved(scan, other)
    if not (first and last and first.span[0] and last.span[1]) or first.span[0] > last.span[1]:
        return
    yield (
        expression_of(scan, (first.span[0], last.span[1]), Unit.SPAN, at, end, first.doubt or last.doubt),
        end,
    )


def completed(scan: Scan, part: Part, other: Part) -> tuple[Part, Part]:
    """What one end of a range leaves out is what the other says: 3. bis 5. August 2017."""
    if isinstance(part, Day) and isinstance(other, Day):
        if part.month is None:
            part = replace(part, month=other.month)
        if other.year is None and part.year is not None:
            other = replace(other, year=part.year + (runs_back(part, other)))
        elif part.year is None and other.year is not None:
            part = replace(part, year=other.year - (runs_back(part, other)))
        elif part.year is None and other.year is None and runs_back(part, other) and part.month:
            known = resolved(scan, other)
            if known and known.span[0]:
                part = replace(part, year=known.span[0].year - 1)
        elif part.year is None and other.year is None:
            known = resolved(scan, part)
            if known and known.span[0] and part.month:
                part = replace(part, year=known.span[0].year)
                other = replace(other, year=known.span[0].year)
        return part, other
    if isinstance(part, Yearly) and isinstance(other, Day | Yearly) and part.year is None and other.year:
        same = part.span_in(other.year)
        last = resolved(scan, other)
        back = bool(same and last and last.span[1] and same[0] > last.span[1])
        return replace(part, year=other.year - back), other
    if isinstance(part, Yearly) and isinstance(other, Yearly) and part.year is None and other.year is None:
        last = resolved(scan, other)
        if last and last.span[0] and last.span[1]:
            year = last.span[0].year
            same = part.span_in(year)
            back = bool(same and same[0] > last.span[1])
            return replace(part, year=year - back), replace(other, year=year)
    if isinstance(other, Yearly) and other.year is None:
        known = resolved(scan, part)
        if known and known.span[0]:
            year = known.span[0].year
            same = other.span_in(year)
            return part, replace(other, year=year + bool(same and same[1] < known.span[0]))
    return part, other


def runs_back(day: Day, other: Day) -> int:
    """1 where the first day comes after the second within a year, by month: 30. Dezember bis 2. Januar."""
    return int(bool(day.month and other.month and day.month > other.month))


def listed_at(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """ "3., 10. und 17. Mai", "Juni und Juli 2019": what comes first shares the month and the year of the last."""
    read: list[tuple[Day | Yearly, int, int]] = []
    place = at
    while len(read) < MOST_LISTED:
        read_part: tuple[Part, int] | None = day_at(scan, place) or month_part(scan, place)
        if read_part is None:
            return
        part, after = read_part
        if isinstance(part, Resolved):
            return
        read.append((part, place, after))
        if part.year is not None or (
            isinstance(part, Day) and part.month is not None and not _list_goes_on(scan, after)
        ):
            break
        place = past_comma(scan, after)
        if place == after:
            return
    last = read[-1][0]
    if len(read) < 2 or any(type(part) is not type(last) for part, _, _ in read):
        return
    items: list[Mentioned] = []
    for part, begin, after in read:
        if isinstance(part, Day) and isinstance(last, Day):
            part = replace(part, month=part.month or last.month, year=part.year or last.year)
        else:
            part = replace(part, year=part.year or last.year)
        known = resolved(scan, part)
        if known is None:
            return
        items += expression_of(scan, known.span, known.unit, begin, after, known.doubt).items
    yield Expression(tuple(items)), read[-1][2]


def _list_goes_on(scan: Scan, at: int) -> bool:
    """Whether a day with its month is followed by another one that has a year: "am 1. Mai und am 3. Mai 2027"."""
    found = day_at(scan, past_comma(scan, at)) if scan.word(at) in AND else None
    return (
        found is not None
        and isinstance(found[0], Day)
        and found[0].month is not None
        and found[0].year is not None
    )


def paired_at(scan: Scan, at: int) -> Iterator[tuple[Expression, int]]:
    """ "vom 2. bis 5. und vom 9. bis 12. Mai": the first span shares the month and the year of the second."""
    first, middle = day_at(scan, at), 0
    if first is None or first[0].month is not None or scan.word(first[1]) != "bis":
        return
    last = day_at(scan, first[1] + 1)
    if last is None or last[0].month is not None or scan.word(last[1]) not in AND:
        return
    middle = past_links(scan, last[1] + 1 + (scan.word(last[1] + 1) in {"vom", "von"}))
    for part, after in parts_at(scan, middle):
        if not isinstance(part, Day):
            continue
        for whole, end in to_the_end(scan, part, after, middle):
            begun = whole.items[0].start
            if begun is None:
                continue
            days = [replace(day, month=begun.month, year=begun.year) for day in (first[0], last[0])]
            read = [resolved(scan, day) for day in days]
            if read[0] and read[1]:
                span = (read[0].span[0], read[1].span[1])
                yield (
                    Expression((*expression_of(scan, span, Unit.SPAN, at, last[1]).items, *whole.items)),
                    end,
                )


def past_comma(scan: Scan, at: int) -> int:
    """Past what parts the members of a list: a comma, "und", both; the same place where nothing does."""
    after = at + (scan.word(at) == ",")
    after += scan.word(after) in AND or scan.word(after) == "/"
    return past_links(scan, after) if after > at else at


def expression_of(
    scan: Scan,
    span: tuple[date | None, date | None],
    unit: Unit,
    at: int,
    after: int,
    doubt: Doubt | None = None,
) -> Expression:
    """A span as what was read between two places."""
    begin, end = scan.tokens[at].start, scan.tokens[after - 1].end
    return Expression(
        (
            Mentioned(
                start=span[0],
                end=span[1],
                printed=scan.text[begin:end],
                at=begin,
                until=end,
                unit=unit,
                clock=clock_after(scan, end) if unit is Unit.DAY else None,
                doubt=doubt,
            ),
        )
    )


def clock_after(scan: Scan, after: int) -> time | None:
    """The time of day that is told behind a day."""
    match = CLOCK_AFTER.match(scan.text, after)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def weekend_part(scan: Scan, at: int) -> tuple[Part, int] | None:
    """ "(am) Wochenende", "Wochenende 5./6. Mai"."""
    if scan.today is None or scan.word(at) != "wochenende":
        return None
    if (dated := dated_weekend(scan, at + 1)) is not None:
        return dated
    if scan.prose and scan.word(at - 1) != "am":
        return None
    by = -1 if scan.prose and is_past_here(scan) else 0
    return Resolved(weekend_span(scan, by), Unit.SPAN), at + 1


def dated_weekend(scan: Scan, at: int) -> tuple[Part, int] | None:
    """The days behind the word Wochenende."""
    place = at + (scan.word(at) == ",")
    place += scan.word(place) in {"vom", "am", "des"}
    return next(
        (
            (Resolved((found.joined.start, found.joined.end), Unit.SPAN), after)
            for found, after in sorted(series_at(scan, place), key=lambda pair: -pair[1])
        ),
        None,
    )


_FORMS: tuple[Callable[[Scan, int], tuple[Part, int] | None], ...] = (
    day_part,
    month_part,
    quarter_part,
    season_part,
    week_part,
    decade_part,
    year_part,
    relative_part,
    weekend_part,
    holiday_part,
    nth_part,
    hence_part,
    weekday_span_part,
    bare_weekday_part,
    counted_part,
    counted_on_part,
)
