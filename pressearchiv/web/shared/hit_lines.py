"""What a list says of a hit besides its headline: what it is, why it was found, where its words are, what changed."""

from dataclasses import dataclass

from archive.changes import changes, in_words
from language.german.dates import german_date
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from search.model import Hit


@dataclass(frozen=True, slots=True)
class HitLines:
    """Each of them empty where there is nothing to say."""

    facts: str
    badges: tuple[str, ...]
    why: str
    source: str
    changed: str


def hit_lines(context: AppContext, hit: Hit, publisher: str) -> HitLines:
    """The lines of a hit."""
    number = hit.version.reading.number
    facts = (
        german_date(hit.published) if hit.published else context.text(messages.UNKNOWN_DATE),
        publisher,
        context.text(messages.NUMBER, number=number.shown) if number else "",
    )
    badges = (
        context.text(messages.WITHDRAWN) if hit.record.withdrawn_at else "",
        context.text(messages.EDITED) if hit.version.number > 1 else "",
        context.text(messages.IN_EARLIER, number=hit.earlier) if hit.earlier else "",
    )
    reasons = ", ".join(dict.fromkeys(reason.told for reason in hit.reasons if reason.told))
    return HitLines(
        facts=" · ".join(fact for fact in facts if fact),
        badges=tuple(badge for badge in badges if badge),
        why=context.text(messages.FOUND_BY, reasons=reasons) if reasons else "",
        source=context.text(messages.IN_ATTACHMENT, title=hit.attachment) if hit.attachment else "",
        changed=_changed(context, hit),
    )


def _changed(context: AppContext, hit: Hit) -> str:
    """What the newest edit changed: 54,3 → 53,4."""
    if hit.version.number == 1:
        return ""
    *_, before, newest = context.archive.versions(hit.record.id)
    return in_words(changes(before, newest), context.language)
