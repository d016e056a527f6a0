"""What has to be seen of a release at once: edited, withdrawn, its date inferred."""

from collections.abc import Sequence

from archive.model import Record, Version
from archive.origins import PublishedFrom
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext


def badges(context: AppContext, record: Record, shown: Version, versions: Sequence[Version]) -> list[str]:
    """The badges of a release, the gravest first."""
    found = []
    if record.withdrawn_at:
        found.append(context.text(messages.WITHDRAWN))
    if len(versions) > 1:
        found.append(context.text(messages.EDITED))
    if shown.reading.published_from is PublishedFrom.SERIES:
        found.append(context.text(messages.DATE_INFERRED))
    return found
