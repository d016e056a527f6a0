"""Lines about a version of a release: its number and grade, where it changed, that its words bear no date."""

from collections.abc import Sequence

from archive.changes import changes, in_words
from archive.model import Grade, Record, Version
from archive.origins import RECOGNISED_LAYOUT, NumberFrom, PublishedFrom
from language.german.dates import german_date
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment, moment_and_hour
from pressearchiv.web.shared.context import AppContext
from search.fields import GRADES

# So many of the newest versions are compared with the one before.
_COMPARED = 20


def version_line(context: AppContext, version: Version) -> str:
    """A version on one line: its number, when it was recorded, how deep it changed."""
    line = context.text(messages.VERSION_LINE, number=version.number, at=moment_and_hour(version.recorded_at))
    return f"{line} – {context.text(GRADES[version.grade])}" if version.grade else line


def version_lines(context: AppContext, versions: Sequence[Version]) -> list[tuple[Version, str, str]]:
    """The versions, the newest first, each with its line and with what changed in words."""
    before = [None, *versions]
    compared = {
        version.number: in_words(changes(older, version), context.language)
        for older, version in list(zip(before, versions, strict=False))[-_COMPARED:]
        if older
    }
    return [
        (version, version_line(context, version), compared.get(version.number, ""))
        for version in reversed(versions)
    ]


def change_label(context: AppContext, field: str, grade: Grade) -> str:
    """Where something changed, and how deep."""
    return f"{context.text(messages.CHANGED_FIELDS[field])} · {context.text(GRADES[grade])}"


def dating(context: AppContext, record: Record, shown: Version) -> list[str]:
    """What has to be said of a release: its words bear no date or two, no number, or were read from a picture."""
    return [*_unsure_date(context, record, shown), *_unsure_source(context, shown)]


def _unsure_source(context: AppContext, shown: Version) -> list[str]:
    reading = shown.reading
    found = []
    if reading.published_from is PublishedFrom.FILE_NAME:
        found.append(context.text(messages.DATE_FROM_FILE_NAME))
    if reading.published_otherwise:
        found.append(context.text(messages.DATED_OTHERWISE, day=german_date(reading.published_otherwise)))
    if reading.number and reading.number_from is NumberFrom.FILE_NAME:
        found.append(context.text(messages.NUMBER_FROM_FILE_NAME))
    if shown.layout == RECOGNISED_LAYOUT:
        found.append(context.text(messages.RECOGNISED))
    return found


def _unsure_date(context: AppContext, record: Record, shown: Version) -> list[str]:
    reading, span = shown.reading, shown.reading.published_span
    if reading.published is None and span and span.start and span.end:
        return [
            context.text(messages.DATE_BY_SERIES, start=german_date(span.start), end=german_date(span.end))
        ]
    if reading.published is None:
        return [context.text(messages.DATE_UNKNOWN, at=moment(record.first_seen))]
    return []
