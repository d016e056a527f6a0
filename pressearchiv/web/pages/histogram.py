"""Hits over time as a chart: bars of days, months or years, none left out where nothing was published."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from language.german.dates import MONTHS, Period
from language.messages import Language
from search.model import Histogram, Span

HEIGHT = 64
# So many bars at most; a release dated centuries off must not make a chart of thousands.
_MOST_BARS = 400
_UNITS = {
    Span.DAY: ("yearmonthdate", "%e. %b", "%A, %e. %B %Y"),
    Span.MONTH: ("yearmonth", "%b %y", "%B %Y"),
    Span.YEAR: ("year", "%Y", "%Y"),
}
_LOCALE = {
    "dateTime": "%A, der %e. %B %Y, %X",
    "date": "%d.%m.%Y",
    "time": "%H:%M:%S",
    "periods": ["AM", "PM"],
    "days": ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
    "shortDays": ["So", "Mo", "Di", "Mi", "Do", "Fr", "Sa"],
    "months": list(MONTHS),
    "shortMonths": ["Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
}
_NUMBERS = {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " €"]}


def chart(histogram: Histogram, label: str, language: Language) -> dict[str, Any] | None:
    """The chart as Vega-Lite reads it, `label` at its numbers; None where fewer than two bars would tell nothing."""
    if len(histogram.bars) < 2:
        return None
    counts = dict(histogram.bars)
    starts = list(_starts(histogram.bars[0][0], histogram.bars[-1][0], histogram.span))
    if len(starts) > _MOST_BARS:
        starts = [day for day, _ in histogram.bars]
    _, _, long = _UNITS[histogram.span]
    return {
        "data": {"values": [{"day": day.isoformat(), "n": counts.get(day, 0)} for day in starts]},
        "height": HEIGHT,
        "params": [{"name": "bar", "select": {"type": "point", "fields": ["day"]}}],
        "mark": {"type": "bar", "cursor": "pointer", "color": "#0B5C8A"},
        "encoding": {
            "x": axis_of_time(histogram.span),
            "y": {
                "field": "n",
                "type": "quantitative",
                "title": None,
                "axis": None,
            },
            "tooltip": [
                {"field": "day", "type": "temporal", "format": long, "title": " "},
                {"field": "n", "title": label},
            ],
        },
        "config": {
            "locale": locale_of(language),
            "scale": {"bandPaddingInner": 0.15},
        },
    }


def axis_of_time(span: Span) -> dict[str, Any]:
    """The axis of days, months or years, of values whose `day` is the first of each."""
    unit, short, _ = _UNITS[span]
    return {
        "field": "day",
        "type": "ordinal",
        "timeUnit": unit,
        "title": None,
        "axis": {"format": short, "labelAngle": 0, "labelOverlap": True, "ticks": False},
    }


def locale_of(language: Language) -> dict[str, Any]:
    """How a chart writes dates and numbers."""
    return {"time": _LOCALE, "number": _NUMBERS} if language == "de" else {}


def period_of(bar: object, span: Span) -> Period | None:
    """The days of the bar that was clicked, given as the chart tells its beginning: as text, or in milliseconds."""
    try:
        if isinstance(bar, str):
            start = date.fromisoformat(bar[:10])
        elif isinstance(bar, int | float):
            # Half a day on, so that a browser's time zone does not tip a first of a month into the month before.
            start = date(1970, 1, 1) + timedelta(milliseconds=bar, hours=12)
        else:
            return None
        if span is Span.DAY:
            return Period(start=start, end=start)
        start = start.replace(day=1) if span is Span.MONTH else start.replace(month=1, day=1)
        return Period(start=start, end=_next(start, span) - timedelta(days=1))
    except (ValueError, OverflowError):
        return None


def _starts(first: date, last: date, span: Span) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day = _next(day, span)


def _next(day: date, span: Span) -> date:
    if span is Span.DAY:
        return day + timedelta(days=1)
    if span is Span.MONTH:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return date(day.year + 1, 1, 1)
