"""Whom the press is to ask: below the text, in a margin or a box, at the foot of a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.formats.blocks import Block, Region
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

# Of what stands beside the text these are facts of the release.
_FACTS = frozenset({LineKind.STATED, LineKind.EMBARGO})

_SIGNATURE = re.compile(r"^-- ?$")

_NAME_LINE = re.compile(
    r"^(?:gez\. |i\. ?A\. )?[A-ZÄÖÜ][\w.’'-]+(?: [A-ZÄÖÜ(][\w.’')-]+){1,4}(?:,? .{0,60})?$"
)
# A contact block has no more lines.
_LONGEST_CONTACT = 25
# A sentence of text has more letters than a line of a contact.
_SENTENCE = 70


def contact_of(blocks: list[Block], house: House) -> tuple[list[Block], list[str]]:
    """The text, and the lines that say whom to ask; text that stands below them is text again."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block.text.split("\n")]
    start = next(
        (number for number in range(len(lines)) if _opens_contact(lines, number, blocks, house)), None
    )
    if start is None:
        return blocks, []
    end = _end_of_contact(lines, start, house)
    contact: list[str] = []
    others: list[Block] = []
    for _, line in lines[start:end]:
        seen = look_at(line, house)
        states = seen.kind is LineKind.STATED and (seen.days or seen.number)
        if seen.kind in (LineKind.CAPTION, LineKind.EMBARGO) or states:
            others.append(Block(text=line))
        elif seen.kind is not LineKind.FURNITURE:
            contact.append(line)
    signed_only = look_at(lines[start][1], house).kind is LineKind.GREETING and not REACHED.search(
        "\n".join(contact)
    )
    if signed_only:  # who signed a mail without a word of how to be reached is nobody to ask
        contact = []
    behind = without_lines(blocks, end)
    return [*_first_lines(blocks, start), *behind, *others], paragraphs_of_lines(contact)


def _end_of_contact(lines: Sequence[tuple[int, str]], start: int, house: House) -> int:
    """The line behind the last of a contact; what a house says of itself below it belongs to neither."""
    for number in range(start + 1, len(lines)):
        line = lines[number][1]
        if vocabulary.BOILERPLATE.match(line):
            return len(lines)
        if number - start > _LONGEST_CONTACT or _closes_contact(line, house):
            return number
    return len(lines)


def _first_lines(blocks: list[Block], count: int) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        lines = block.text.split("\n")
        if count <= 0:
            break
        kept.append(block if len(lines) <= count else replace(block, text="\n".join(lines[:count])))
        count -= len(lines)
    return kept


def _opens_contact(
    lines: Sequence[tuple[int, str]], number: int, blocks: Sequence[Block], house: House
) -> bool:
    """Whether from a line on a document says whom to ask: by its words, and by somebody to call below them."""
    line = lines[number][1]
    if _SIGNATURE.match(line):
        return True
    kind = look_at(line, house).kind
    if kind is LineKind.GREETING:
        return number > 0
    following = " ".join(other for _, other in lines[number : number + 8])
    if kind is LineKind.CONTACT:
        alone = len(line) <= 60 and (line.rstrip().endswith(":") or len(line.split()) <= 3)
        little = sum(len(other) for _, other in lines) < LONG_PARAGRAPH
        return alone or ((number > 0 or little) and REACHED.search(following) is not None)
    # A block of its own at the end: unit or name, and a number to call; or a table that names them row by row.
    at = lines[number][0]
    first_of_block = number == 0 or lines[number - 1][0] != at
    block = blocks[at].text
    return (
        number > 0
        and first_of_block
        and ("\n" in block or len(re.findall(r"\s[·|•]\s|,\s", block)) > 1)
        and REACHED.search(block) is not None
        and (PRESS.search(block) is not None or _NAME_LINE.match(line) is not None)
        and not any(SENTENCE_END.search(other) and len(other) > LONGEST_LABEL for other in block.split("\n"))
        and sum(len(other.text) for other in blocks[at:]) < 900
    )


def _closes_contact(line: str, house: House) -> bool:
    """Whether a line is text again: a heading of a background, or a sentence that calls nobody."""
    if vocabulary.BACKGROUND.match(line):
        return True
    sentence = len(line) > LONG_PARAGRAPH or (len(line) > _SENTENCE and SENTENCE_END.search(line) is not None)
    return sentence and not REACHED.search(line) and look_at(line, house).kind is LineKind.TEXT


def paragraphs_of_lines(lines: Iterable[str]) -> list[str]:
    """Lines of a contact as the paragraph they are; none where nothing is left of them."""
    text = "\n".join(line for line in lines if not _SIGNATURE.match(line)).strip()
    return [text] if text else []


def beside_text(block: Block, house: House, zones: Zones) -> list[Block]:
    """A text box, a margin, a note: letterhead or contact where it says so, else text of the release."""
    seen = [look_at(line, house) for line in block.text.split("\n")]
    for line in seen:
        if line.kind in _FACTS:
            state(zones, line)
    left = [line for line in seen if line.kind not in _FACTS]
    if not left or all(line.kind in ABOVE for line in left):
        return []
    if block.region is not Region.NOTE and _is_contact(block, left):
        zones.contact += paragraphs_of_lines(
            line.text for line in left if line.kind is not LineKind.FURNITURE
        )
        return []
    return [replace(block, text="\n".join(line.text for line in left))]


def _is_contact(block: Block, lines: Sequence[SeenLine]) -> bool:
    """Whether a box says whom to ask; what stands in a margin does where it names nothing but house and numbers."""
    if any(line.kind is LineKind.CONTACT for line in lines):
        return True
    if block.region is not Region.MARGIN:
        return False
    around = sum(line.kind in ABOVE for line in lines)
    return REACHED.search(block.text) is not None or around * 2 >= len(lines)


def around_text(block: Block, house: House, zones: Zones) -> None:
    """The head and foot of the pages: what they state, and whom they name to the press."""
    seen = [look_at(line, house) for line in block.text.split("\n")]
    for line in seen:
        if line.kind in (LineKind.STATED, LineKind.EMBARGO):
            state(zones, line)
    opens = next((at for at, line in enumerate(seen) if line.kind is LineKind.CONTACT), None)
    if opens is not None and not zones.contact:
        shown = [line.text for line in seen[opens:] if line.kind not in (LineKind.STATED, LineKind.FURNITURE)]
        zones.contact += paragraphs_of_lines(shown)
    elif not zones.contact and PRESS.search(block.text) and REACHED.search(block.text):
        shown = [
            line.text
            for line in seen
            if line.kind not in (LineKind.STATED, LineKind.FURNITURE, LineKind.KIND)
        ]
        zones.contact += paragraphs_of_lines(shown)
