"""Completeness by list in sentences."""

from collections.abc import Iterator
from datetime import date

from archive.by_list import ByList, thin_spans
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment, moment_and_hour
from pressearchiv.web.shared.context import AppContext

# So many months are named; the newest are what somebody can still do something about.
_MOST_MONTHS = 24


def listed_lines(context: AppContext, listed: ByList) -> Iterator[str]:
    """What the lists have named and what of it is missing, whether they were followed to their end, thin months."""
    if listed.share is None:
        yield context.text(messages.NOT_LISTED)
    else:
        yield context.text(
            messages.LISTED_SHARE,
            taken=context.number(listed.taken),
            listed=context.number(listed.listed),
            share=context.percent(listed.share),
        )
    if listed.missing and listed.missing_since:
        reasons = ", ".join(
            f"{context.text(messages.WHY_MISSING.get(code, messages.WHY_MISSING_ELSE))} ({context.number(count)})"
            for code, count in listed.missing.items()
        )
        yield context.text(
            messages.LISTED_MISSING,
            n=context.number(sum(listed.missing.values())),
            since=moment(listed.missing_since),
            reasons=reasons,
        )
    if listed.followed_at:
        yield context.text(messages.FOLLOWED, at=moment_and_hour(listed.followed_at))
    if listed.share is not None and not listed.whole:
        said = context.text(messages.NOT_FOLLOWED)
        yield f"{said[0].upper()}{said[1:]}."
    if listed.thin:
        months = (
            context.text(messages.THIN_MONTH, month=_span(context, first, last), count=count, usual=usual)
            for first, last, count, usual in thin_spans(listed.thin[-_MOST_MONTHS:])
        )
        yield context.text(messages.THIN_MONTHS, months=", ".join(months))
    if listed.share is not None:
        yield context.text(messages.BY_LIST_MEANS)


def listed_line(context: AppContext, listed: ByList) -> str:
    """How complete a city is by its lists, and whether these were followed to their end, on one line."""
    if listed.share is None:
        return context.text(messages.NO_NUMBERS)
    said = context.text(
        messages.LISTED,
        share=context.percent(listed.share),
        taken=context.number(listed.taken),
        listed=context.number(listed.listed),
    )
    return said if listed.whole else f"{said}; {context.text(messages.NOT_FOLLOWED)}"


def _span(context: AppContext, first: date, last: date) -> str:
    if first == last:
        return f"{first:%m/%Y}"
    return context.text(messages.THIN_SPAN, first=f"{first:%m/%Y}", last=f"{last:%m/%Y}")
