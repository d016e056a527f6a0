"""What a press office would want to put right in its releases: pure, from versions to findings."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archive.model import Address, Image, Record, Version
from archive.numbers import GapState, Series
from archive.origins import RECOGNISED_LAYOUT
from language.german.dates import Period


class Check(StrEnum):
    """What is looked for."""

    NO_DATE = "no date"
    NO_CONTACT = "no contact"
    WEEKDAY = "weekday and date disagree"
    DOUBLE_NUMBER = "number used twice"
    GAP = "number missing"
    NO_CAPTION = "picture without a caption"
    NO_CREDIT = "picture without a credit"
    DEAD_LINK = "address answers no more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing to put right: in which release (None for a gap), and what exactly, as printed."""

    check: Check
    record_id: int | None
    detail: str = ""


def flaws_of(
    releases: Sequence[tuple[Record, Version]],
    series: Iterable[Series],
    broken: Iterable[Address],
    period: Period,
    undated: Sequence[tuple[Record, Version]] = (),
) -> tuple[Flaw, ...]:
    """Every flaw of a city's releases of a period, by the order of `Check`, within it by date.

    `undated` are its releases whose date is not known: they are of no period, and told with every one.

    A gap has no date: it counts where a release of the period bears a number right beside it. `broken` are addresses
    that failed when they were last asked; those of withdrawn releases are left out, since that is told elsewhere.
    """
    shown = [(record, version) for record, version in releases if record.seal is None]
    found = [
        *(Flaw(check=Check.NO_DATE, record_id=record.id) for record, _ in undated if record.seal is None),
        *(flaw for record, version in shown for flaw in _of_version(record, version)),
        *_of_numbers(shown, series, period),
        *_of_links(shown, broken),
    ]
    order = list(Check)
    return tuple(sorted(found, key=lambda flaw: order.index(flaw.check)))


def _of_version(record: Record, version: Version) -> Iterable[Flaw]:
    release, reading = version.release, version.reading
    # In a text that was read from a picture a contact may be there and misread.
    recognised = version.layout == RECOGNISED_LAYOUT
    if not release.contact_text.strip() and reading.contact is None and not recognised:
        yield Flaw(check=Check.NO_CONTACT, record_id=record.id)
    for problem in reading.mentioned:
        if problem.doubt == "weekday":
            yield Flaw(check=Check.WEEKDAY, record_id=record.id, detail=problem.printed)
    captioned = {caption.image_url for caption in reading.captions if caption.text.strip()}
    credited = {caption.image_url for caption in reading.captions if caption.credit.strip()}
    for image in release.images:
        shown = image.url or image.caption
        if not image.caption.strip() and image.url not in captioned:
            yield Flaw(check=Check.NO_CAPTION, record_id=record.id, detail=shown)
        if not _has_credit(image) and image.url not in credited:
            yield Flaw(check=Check.NO_CREDIT, record_id=record.id, detail=shown)


def _has_credit(image: Image) -> bool:
    return bool(image.credit.strip())


def _of_numbers(
    releases: Sequence[tuple[Record, Version]], series: Iterable[Series], period: Period
) -> Iterable[Flaw]:
    here: dict[tuple[str | None, int], set[int]] = defaultdict(set)
    for _, version in releases:
        number = version.reading.number
        if number and number.year:
            here[version.release.office, number.year].add(number.running)
    for series_of_numbers in series:
        held = here.get((series_of_numbers.office, series_of_numbers.year), set())
        for double in series_of_numbers.doubles:
            if double.running in held:
                for record_id in double.record_ids:
                    yield Flaw(
                        check=Check.DOUBLE_NUMBER,
                        record_id=record_id,
                        detail=f"{double.running}/{series_of_numbers.year}",
                    )
        if not held:
            continue
        lowest, highest = min(held), max(held)
        whole_year = period.start is None or period.end is None
        for gap in series_of_numbers.gaps:
            inside = whole_year or lowest - 1 <= gap.running <= highest + 1
            if gap.state is GapState.NEVER_SEEN and inside:
                yield Flaw(check=Check.GAP, record_id=None, detail=f"{gap.running}/{series_of_numbers.year}")


def _of_links(releases: Sequence[tuple[Record, Version]], broken: Iterable[Address]) -> Iterable[Flaw]:
    shown = {record.id for record, _ in releases if record.withdrawn_at is None}
    for address in broken:
        if address.record_id in shown:
            yield Flaw(check=Check.DEAD_LINK, record_id=address.record_id, detail=address.url)
