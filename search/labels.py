"""What people read of a search and its parts."""

from collections.abc import Mapping
from datetime import date

from archive.model import Source
from language.german.dates import Period, german_date
from language.messages import Language, Message
from search.fields import value_label
from search.offers import Offered, OfferKind
from search.params import Search
from search.parts import Part, parts_of

_MENTIONS = Message("nennt {period}")
_EXCLUDED = Message("ohne {label}")
_EVERYTHING = Message("alle Meldungen")
_OFFERS = {
    OfferKind.WORDS: Message("Als Wörter suchen: {text} ({n})"),
    OfferKind.FIELD: Message("Meinten Sie: {text} ({n})"),
    OfferKind.EITHER: Message("Eines von beiden: {text} ({n})"),
    OfferKind.PUBLISHED: Message("Veröffentlicht {period}: {text} ({n})"),
    OfferKind.MENTIONED: Message("Im Text genannt, {period}: {text} ({n})"),
    OfferKind.EXCLUDED: Message("Ausschließen: {text} ({n})"),
    OfferKind.QUESTION: Message("Nur danach suchen: {text} ({n})"),
}


def period_text(period: Period) -> str:
    """A period: 3. März 2025 – 5. März 2025; an open end is an ellipsis."""
    start = german_date(period.start) if period.start else "…"
    end = german_date(period.end) if period.end else "…"
    return start if start == end else f"{start} – {end}"


def part_label(part: Part, sources: Mapping[str, Source], language: Language) -> str:
    """A part by its name: words in quotation marks, the label of a filter's value, the days of a period."""
    if part.field == "q":
        return f"„{part.value}“"
    if part.period and part.field == "mentions":
        return _MENTIONS.text(language, period=period_text(part.period))
    if part.period:
        return period_text(part.period)
    label = value_label(part.field, part.value, sources, language)
    return _EXCLUDED.text(language, label=label) if part.excluded else label


def offer_label(offered: Offered, language: Language) -> str:
    """What is offered, and how many releases it finds."""
    offer = offered.offer
    return _OFFERS[offer.kind].text(
        language,
        text=offer.text or _EVERYTHING.text(language),
        period=period_text(offer.period) if offer.period else "",
        n=offered.total,
    )


def described(search: Search, sources: Mapping[str, Source], language: Language, today: date) -> str:
    """A search on one line: „Radweg“ · Verkehr + Kultur · ohne Solingen · 3. März 2025 – …"""
    line = ""
    for part in parts_of(search, today):
        parted = " + " if part.linked else " · " if line else ""
        line += parted + part_label(part, sources, language)
    return line or _EVERYTHING.text(language)
