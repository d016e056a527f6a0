"""What has to be seen of a release at once: edited, withdrawn, its date inferred."""

from collections.abc import Sequence

from archive.model import PublishedFrom, Record, Version
from web import texts
from web.desk import Desk


def badges(desk: Desk, record: Record, shown: Version, versions: Sequence[Version]) -> list[str]:
    """The badges of a release, the gravest first."""
    found = []
    if record.withdrawn_at:
        found.append(desk.say(texts.WITHDRAWN))
    if len(versions) > 1:
        found.append(desk.say(texts.EDITED))
    if shown.reading.published_from is PublishedFrom.SERIES:
        found.append(desk.say(texts.DATE_INFERRED))
    return found
