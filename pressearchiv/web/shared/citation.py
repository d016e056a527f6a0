"""How a release is cited: who published what when under which number, where it is kept, and by what that is proven."""

from datetime import datetime

from archive.errors import NoSuchRecord
from archive.model import Record, StoredCapture, Version
from language.german.dates import german_date
from language.german.zone import GERMANY
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from search.finder import permalink_of

# What can be shown of what was stored: pages and plain text.
SHOWN_TYPES = ("text/html", "application/xhtml+xml", "text/plain")


def citation(context: AppContext, record: Record, version: Version) -> str:
    """One version of a release as a line to copy; the SHA-256 is that of the bytes it was read from."""
    reading, url = version.reading, version.release.url
    stored = stored_capture(context, version)
    return context.text(
        messages.CITATION,
        publisher=context.source(record.city).name,
        title=version.headline,
        number=context.text(messages.CITED_NUMBER, number=reading.number.shown) if reading.number else "",
        date=context.text(messages.CITED_DATE, date=german_date(reading.published))
        if reading.published
        else "",
        place=f"{url} " if url else "",
        archived=moment(version.recorded_at),
        version=version.number,
        permalink=permanent(context, record, version),
        proof=context.text(messages.CITED_PROOF, digest=stored.digest) if stored else "",
    )


def short_citation(context: AppContext, record: Record, version: Version) -> str:
    """A release on one line as journalists cite it: Stadt Tellbrück, PM 38/mk, 6. Juni 2025, and where it stays."""
    number, published = version.reading.number, version.reading.published
    return ", ".join(
        (
            context.source(record.city).name,
            context.text(messages.CITED_SHORT, number=number.shown)
            if number
            else context.text(messages.CITED_TITLE, title=version.headline),
            german_date(published) if published else context.text(messages.CITED_WITHOUT_DATE),
            permanent(context, record, version),
        )
    )


def permanent(context: AppContext, record: Record, version: Version) -> str:
    """The address under which a release stays to be found, for those who are elsewhere."""
    return context.links.absolute(permalink_of(context.archive, record, version))


def stored_capture(context: AppContext, version: Version) -> StoredCapture | None:
    """What is known of the bytes a version was read from; None where it came without any."""
    if version.capture_id is None:
        return None
    try:
        return context.archive.capture_info(version.capture_id)
    except NoSuchRecord:
        return None


def may_be_taken(stored: StoredCapture | None) -> bool:
    """Whether everybody may have the stored bytes."""
    return stored is not None and stored.public and not stored.erased


def may_be_looked_at(stored: StoredCapture | None) -> bool:
    """Whether they are, besides, a page or plain text, which can be shown."""
    if stored is None or not may_be_taken(stored):
        return False
    return stored.content_type.partition(";")[0].strip().lower() in SHOWN_TYPES


def moment(at: datetime) -> str:
    """The day of a moment, as it was in Germany."""
    return german_date(at.astimezone(GERMANY).date())


def moment_and_hour(at: datetime) -> str:
    """The day and the hour of a moment in Germany: 3. März 2025, 14:05."""
    local = at.astimezone(GERMANY)
    return f"{german_date(local.date())}, {local:%H:%M}"
