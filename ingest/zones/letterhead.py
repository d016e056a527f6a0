"""What stands above a text, below its headline, or beside it in a table: letterhead, number, day, embargo."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.formats.blocks import Block, Style
from ingest.reading.number import read_printed_number
from ingest.zones import vocabulary
from ingest.zones.lines import House, LineKind, SeenLine, look_at
from ingest.zones.zones import (
    ABOVE,
    LONG_PARAGRAPH,
    LONGEST_LABEL,
    PRESS,
    REACHED,
    SENTENCE_END,
    Zones,
    state,
    without_lines,
)

# These alone prove a letterhead: a line of names only counts as part of one where such a line stands by it.
_PROOF = frozenset(
    {LineKind.STATED, LineKind.KIND, LineKind.HOUSE, LineKind.EMBARGO, LineKind.SALUTATION, LineKind.REQUEST}
)

# So many lines behind a day are looked at for others: then it is a row of a table.
_MOST_ROWS = 40

# A table of facts has so many rows at least, each of one of these kinds.
_FEWEST_FACTS = 3

_FACT_KINDS = frozenset(
    {LineKind.STATED, LineKind.KIND, LineKind.HOUSE, LineKind.LABEL, LineKind.ADDRESS, LineKind.CONTACT}
)

_MOST_ABOVE, _MOST_BELOW_HEADLINE = 40, 6

_REACHED_AT = re.compile(r"@|\d[\d \xa0()/.–-]{4,}\d")

_PAGE_LIKE_NUMBER = re.compile(r"^\W*[-–—]\s?\d{1,5}\s?[-–—](?:\s*\([A-Za-zäöü]{1,4}\))?\W*$")

_LONGEST_PREVIEW = 6


def without_preview(blocks: list[Block], house: House) -> list[Block]:
    """A mail without what it shows in a list of mails, up to the link to its page."""
    for at, block in enumerate(blocks[:_LONGEST_PREVIEW]):
        if vocabulary.BROWSER_LINK.search(block.text) and len(block.text) <= LONGEST_LABEL * 3:
            return blocks[at + 1 :]
    return blocks


def without_slogan(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
    """The blocks without a line above the whole letterhead, where the headline stands below it."""
    lines = [line for block in blocks[:_LONGEST_PREVIEW] for line in block.text.split("\n")]
    kinds = [look_at(line, house).kind for line in lines]
    if len(lines) < 5 or kinds[0] is not LineKind.TEXT or "\n" in blocks[0].text:
        return blocks
    below = next((at for at, kind in enumerate(kinds[1:], 1) if kind not in ABOVE), None)
    if below is None or below < 3 or not {LineKind.STATED} & set(kinds[1:below]):
        return blocks
    headed = {LineKind.HOUSE, LineKind.LABEL, LineKind.KIND} & set(kinds[1:below])
    if not headed or len(lines[below]) > LONGEST_LABEL * 2 or SENTENCE_END.search(lines[below]):
        return blocks
    zones.kicker.append(lines[0])
    return blocks[1:]


def above(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
    """Take off what stands above the headline: letterhead, embargo, salutation, request, whom to ask."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block.text.split("\n")]
    taken = proven = 0
    seen_lines: list[SeenLine] = []
    for number, (at, line) in enumerate(lines[:_MOST_ABOVE]):
        if blocks[at].style is Style.HEADLINE and look_at(line, house).kind not in _PROOF:
            break
        seen = _in_letterhead(lines, number, blocks, house)
        if seen.kind is LineKind.SUBJECT:
            zones.headline = zones.headline or seen.value
        elif seen.kind not in ABOVE | {LineKind.CONTACT}:
            break
        seen_lines.append(seen)
        taken = number + 1
        if seen.kind in _PROOF or seen.kind is LineKind.SUBJECT:
            proven = taken
    # Names alone above the text may be its headline; beside a line that proves a letterhead they are part of it.
    if not proven:
        return blocks
    if taken == len(lines):  # names alone at its end may be the headline
        taken = proven
    for seen in seen_lines[:taken]:
        state(zones, seen)
    zones.in_letterhead = _called(seen_lines[:taken])
    zones.stated.reverse()
    return without_lines(blocks, taken)


def _in_letterhead(
    lines: Sequence[tuple[int, str]], number: int, blocks: Sequence[Block], house: House
) -> SeenLine:
    """A line above the text; what stands beside or below its label is looked at with it: "Datum", "3. März 2026"."""
    at, line = lines[number]
    seen = look_at(line, house)
    if _PAGE_LIKE_NUMBER.match(line):
        return replace(seen, kind=LineKind.STATED, number=read_printed_number(line))
    if seen.kind not in (LineKind.TEXT, LineKind.STATED, LineKind.FURNITURE):
        return seen
    label_at, label = lines[number - 1] if number else (at, "")
    labelled = look_at(label, house).kind in (LineKind.LABEL, LineKind.CONTACT, LineKind.KIND)
    if not labelled or len(label) > LONGEST_LABEL:
        return seen
    beside = label_at == at
    if not beside and not label.rstrip().endswith(":"):
        return seen
    with_label = look_at(f"{label.strip().rstrip(':')}: {line}", house)
    if with_label.kind is LineKind.STATED or (beside and with_label.kind is not LineKind.TEXT):
        return with_label
    if not beside:
        return seen
    if seen.kind is LineKind.TEXT and len(line) <= LONGEST_LABEL and blocks[at].text != line:
        return replace(seen, kind=LineKind.LABEL)
    return seen


def _called(seen_lines: Sequence[SeenLine]) -> list[str]:
    """Whom a letterhead names to be asked: from the line that says so on, as far as names and numbers go."""
    start = next((at for at, seen in enumerate(seen_lines) if seen.kind is LineKind.CONTACT), None)
    if start is None:
        return [seen.text for seen in seen_lines if PRESS.search(seen.text) and REACHED.search(seen.text)]
    shown = (LineKind.CONTACT, LineKind.LABEL, LineKind.ADDRESS, LineKind.TEXT)
    called = [seen.text for seen in seen_lines[start:] if seen.kind in shown]
    return called if _REACHED_AT.search("\n".join(called)) else []


def below_headline(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
    """Take off the lines below the headline that date, count or hold back the release; a lead may stand before them."""
    for start in (0, 1):
        left = blocks[start:]
        taken = 0
        lines = [line for block in left for line in block.text.split("\n")]
        while taken < min(_MOST_BELOW_HEADLINE, len(lines)):
            seen = look_at(lines[taken], house)
            stands_alone = seen.kind in (LineKind.STATED, LineKind.EMBARGO, LineKind.FURNITURE) or (
                seen.kind in (LineKind.KIND, LineKind.HOUSE, LineKind.REQUEST) and taken + 1 < len(lines)
            )
            if not stands_alone or (start and not _dates_alone(lines, taken, house)):
                break
            state(zones, seen)
            taken += 1
        if taken:
            return [*blocks[:start], *without_lines(left, taken)]
    return _without_lone_day(blocks, house, zones)


def _dates_alone(lines: Sequence[str], number: int, house: House) -> bool:
    """Whether a line below the lead dates or counts the release, and is no row of a table of days."""
    if look_at(lines[number], house).kind is not LineKind.STATED:
        return False
    behind = lines[number + 1 : number + 1 + _MOST_ROWS]
    return not any(look_at(line, house).kind is LineKind.STATED for line in behind)


def _without_lone_day(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
    """A day alone on its line among subtitle and captions dates the release, if no other line of the text is one."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block.text.split("\n")]
    days = [number for number, (_, line) in enumerate(lines) if _is_day(line, house)]
    if len(days) != 1 or days[0] >= _MOST_BELOW_HEADLINE:
        return blocks
    if any(len(line) > LONG_PARAGRAPH for _, line in lines[: days[0]]):
        return blocks
    state(zones, look_at(lines[days[0]][1], house))
    rest: list[list[str]] = [[] for _ in blocks]
    for number, (at, line) in enumerate(lines):
        if number != days[0]:
            rest[at].append(line)
    return [replace(block, text="\n".join(kept)) for block, kept in zip(blocks, rest, strict=True) if kept]


def _is_day(line: str, house: House) -> bool:
    seen = look_at(line, house)
    return seen.kind is LineKind.STATED and bool(seen.days) and seen.number is None


def without_facts(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
    """The text without a table of facts that stands beside or below it: number, date, sign, whom to ask, row by row."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block.text.split("\n")]
    seen = [_in_letterhead(lines, number, blocks, house) for number in range(len(lines))]
    start = 0
    taken: set[int] = set()
    while start < len(lines):
        end = start
        while end < len(lines) and seen[end].kind in _FACT_KINDS:
            end += 1
        run = seen[start:end]
        kinds = {line.kind for line in run}
        if (
            len(run) >= _FEWEST_FACTS
            and LineKind.STATED in kinds
            and kinds & {LineKind.CONTACT, LineKind.ADDRESS}
        ):
            for line in run:
                state(zones, line)
            zones.in_letterhead = zones.in_letterhead or _called(run)
            taken.update(range(start, end))
        start = max(end, start + 1)
    if not taken or len(taken) == len(lines):
        return blocks
    kept: list[list[str]] = [[] for _ in blocks]
    for number, (at, kept_line) in enumerate(lines):
        if number not in taken:
            kept[at].append(kept_line)
    return [replace(block, text="\n".join(rest)) for block, rest in zip(blocks, kept, strict=True) if rest]
