"""Blocks of a document → the zones of a release: what dates and counts it, headline, text, captions, contact."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.blocks import Block, Region, Style
from ingest.formats.wrapping import settled
from ingest.zones.contact import around_text, beside_text, contact_of, paragraphs_of_lines
from ingest.zones.headline import LARGER, end_of_headline, find_headline, parted, usual_size, without_prefix
from ingest.zones.letterhead import above, below_headline, without_facts, without_preview, without_slogan
from ingest.zones.lines import House, LineKind, SeenLine, look_at
from ingest.zones.zones import LONG_PARAGRAPH, Zones, state

# "Sperrfrist:", its moment on the next line.
_EMBARGO_LABEL = re.compile(
    r"^(\s*(?:Sende)?(?:Sperrfrist|Embargo)\s*:)\s*\n\s*", re.IGNORECASE | re.MULTILINE
)

# A paragraph of the text in smaller type than the others is a caption.
_SMALLER = 0.82

_MOST_HEADLINE_LINES = 4


def zones_of(blocks: Sequence[Block], house: House, *, headline: str = "") -> Zones:
    """The zones of a document. `headline` is one that something else than the document names, such as a subject."""
    zones = Zones()
    blocks = [_whole_lines(block, house) for block in blocks]
    text = [block for block in blocks if block.region is Region.BODY]
    around = [block for block in blocks if block.region in (Region.HEADER, Region.FOOTER)]
    beside = [block for block in blocks if block.region in (Region.BOX, Region.MARGIN, Region.NOTE)]
    text = above(without_slogan(without_preview(text, house), house, zones), house, zones)
    text = _headline(text, house, zones, headline)
    text = without_facts(text, house, zones)
    text = below_headline(text, house, zones)
    body, contact = contact_of(text, house)
    zones.contact += contact
    for block in beside:
        body += beside_text(block, house, zones)
    for block in around:
        around_text(block, house, zones)
    if not zones.contact:
        zones.contact = paragraphs_of_lines(zones.in_letterhead)
    _body(body, house, zones)
    return zones


def _whole_lines(block: Block, house: House) -> Block:
    text = settled(block.text, lambda line: look_at(line, house).kind is LineKind.TEXT)
    text = _EMBARGO_LABEL.sub(r"\1 ", text)
    return replace(block, text="\n".join(line.strip() for line in text.split("\n") if line.strip()))


def _headline(blocks: list[Block], house: House, zones: Zones, named: str) -> list[Block]:
    """Take the headline off the text; what stands between letterhead and headline is kept as a kicker."""
    if zones.headline:
        return blocks
    at = find_headline(blocks)
    if at is None:
        zones.headline = named
        return blocks
    end = end_of_headline(blocks, at)
    set_larger = blocks[at].size > LARGER * usual_size(blocks) > 0
    joined = "\n".join(block.text for block in blocks[at:end])
    style = Style.HEADLINE if set_larger and joined.count("\n") < _MOST_HEADLINE_LINES else blocks[at].style
    line, rest = parted(replace(blocks[at], text=joined, style=style), house)
    if named and _is_running_text(line, rest, blocks[at:]):
        zones.headline = named
        return blocks
    before, zones.headline = without_prefix(line, house)
    if before:
        state(zones, look_at(before, house))
    zones.kicker += [block.text for block in blocks[:at]]
    following = [replace(blocks[at], text=rest, style=Style.PLAIN)] if rest else []
    return [*following, *blocks[end:]]


def _is_running_text(line: str, rest: str, blocks: Sequence[Block]) -> bool:
    """Whether a text begins without a headline of its own."""
    return (
        len(line) > 140
        or bool(re.search(r"[^\W\d]{3}[.!?][“”\"»«)]?$", f"{line} {rest}".strip()))
        or len(blocks) == 1
    )


def _body(blocks: list[Block], house: House, zones: Zones) -> None:
    """The paragraphs of the text without captions, page numbers, and what dates the release at its end."""
    kept: list[str] = []
    usual = usual_size(blocks)
    for at, block in enumerate(blocks):
        between = 0 < at < len(blocks) - 1 and block.region is Region.BODY
        if between and block.size and block.size < _SMALLER * usual and len(block.text) <= LONG_PARAGRAPH:
            zones.captions.append(" ".join(block.text.split()))
            continue
        lines: list[str] = []
        for line in block.text.split("\n"):
            seen = look_at(line, house)
            if block.style is Style.CAPTION or seen.kind is LineKind.CAPTION:
                zones.captions.append(line)
            elif seen.kind is LineKind.EMBARGO:
                zones.embargo.append(line)
            elif seen.kind not in (LineKind.FURNITURE, LineKind.EMPTY):
                lines.append(line)
        if lines:
            kept.append("\n".join(lines))
    zones.paragraphs = _without_end(kept, house, zones)


def _without_end(paragraphs: list[str], house: House, zones: Zones) -> list[str]:
    """The text without the lines at its end that are letterhead: place and date, author, house."""
    kept = list(paragraphs)
    taken: list[SeenLine] = []
    while kept:
        rest, _, last = kept[-1].rpartition("\n")
        seen = look_at(last, house)
        if seen.kind not in (
            LineKind.STATED,
            LineKind.HOUSE,
            LineKind.KIND,
            LineKind.LABEL,
            LineKind.ADDRESS,
        ) or (len(kept) == 1 and not rest):
            break
        taken.append(seen)
        kept[-1:] = [rest] if rest else []
    if any(seen.kind is LineKind.STATED and (seen.days or seen.number) for seen in taken):
        zones.stated += [seen for seen in taken if seen.kind is LineKind.STATED]
    elif not any(seen.kind in (LineKind.HOUSE, LineKind.ADDRESS) for seen in taken):
        return paragraphs
    if not zones.contact:
        imprint = [
            seen.text
            for seen in reversed(taken)
            if seen.kind in (LineKind.HOUSE, LineKind.ADDRESS, LineKind.LABEL)
        ]
        zones.contact = paragraphs_of_lines(imprint)
    return kept
