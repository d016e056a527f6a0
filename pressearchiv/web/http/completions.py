"""What a half-typed query may become: persons, topics, numbers and words for its last part."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from language.german.tokens import fold
from language.german.topics import TOPICS
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext

_LAST = re.compile(r'(?:^|(?<=\s))(?:(?P<field>person|thema|topic):)?(?P<beginning>[^\s()":]+)$')
_NUMBER = re.compile(r"\d{1,5}")
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query that is complete, and what people read of it."""

    query: str
    label: str


def completions(context: AppContext, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """What the last part of a query may become, persons first, then topics, then words; a number its releases."""
    match = _LAST.search(typed)
    if match is None:
        return ()
    before, field, beginning = typed[: match.start()], match["field"], match["beginning"]
    if _NUMBER.fullmatch(beginning) and not field:
        return _numbers(context, before, int(beginning), limit)
    if len(beginning) < _SHORTEST:
        return ()
    found = [] if field in ("thema", "topic") else _persons(context, before, beginning, limit)
    if field != "person":
        found += _topics(context, before, beginning)
    if not field:
        found += [
            Suggestion(
                f"{before}{completion.text}",
                context.text(messages.COMPLETED, text=completion.text, n=completion.count),
            )
            for completion in context.engine.complete(beginning, limit)
            if completion.kind == "word"
        ]
    return tuple({suggestion.query: suggestion for suggestion in found}.values())[:limit]


def _persons(context: AppContext, before: str, beginning: str, limit: int) -> list[Suggestion]:
    return [
        Suggestion(
            f'{before}person:"{completion.text}"',
            context.text(messages.COMPLETED_PERSON, text=completion.text, n=completion.count),
        )
        for completion in context.engine.complete(beginning, limit)
        if completion.kind == "person" and '"' not in completion.text
    ]


def _topics(context: AppContext, before: str, beginning: str) -> list[Suggestion]:
    wanted = fold(beginning)
    return [
        Suggestion(f"{before}thema:{topic.key}", context.text(messages.COMPLETED_TOPIC, text=label))
        for topic in TOPICS
        if fold(label := topic.label(context.language)).startswith(wanted) or topic.key.startswith(wanted)
    ]


def _numbers(context: AppContext, before: str, running: int, limit: int) -> tuple[Suggestion, ...]:
    """The releases of a number, the newest first."""
    found = []
    for _, version in context.archive.releases_with_number(running, limit, now=datetime.now(UTC)):
        number = version.reading.number
        if number:
            query = "nr:" + "/".join(str(part) for part in (running, number.sign, number.year) if part)
            label = context.text(messages.COMPLETED_NUMBER, number=number.shown, title=version.headline)
            found.append(Suggestion(f"{before}{query}", label))
    return tuple(found)
