"""What the zones of a document are collected in, and what their readers share."""

import re
from dataclasses import dataclass, field, replace

from ingest.formats.blocks import Block
from ingest.zones.lines import LineKind, SeenLine

# Kinds that stand around a release and are none of its text.
LETTERHEAD = frozenset(
    {
        LineKind.STATED,
        LineKind.KIND,
        LineKind.HOUSE,
        LineKind.LABEL,
        LineKind.ADDRESS,
        LineKind.FURNITURE,
        LineKind.EMPTY,
    }
)

ABOVE = LETTERHEAD | {LineKind.EMBARGO, LineKind.SALUTATION, LineKind.REQUEST}

# A paragraph with more letters than this is text.
LONG_PARAGRAPH = 220

REACHED = re.compile(
    r"@|\(at\)|\b(?:Tel|Telefon|Fax|Fon|Mobil|Durchwahl|Telefax|E-?Mail)\b|\+49|\(0\d|\b0\d{2,5}[\s/-]"
)

SENTENCE_END = re.compile(r"[^\W\d]{3}[.!?][“”\"»«)]?\s*$")

LONGEST_LABEL = 60

PRESS = re.compile(r"\b(?:Presse|Medien|Kommunikation|Öffentlichkeitsarbeit)", re.IGNORECASE)
_SIGN_LINE = re.compile(r"^\W*[(\[]\s?[A-Za-zÄÖÜäöü]{1,4}(?:/[A-Za-zäöü]{1,4})?\s?[)\]]\W*$")


@dataclass(slots=True)
class Zones:
    """The zones of a release in a file, lines and paragraphs in their order.

    `stated` holds the lines that date and count it, the nearest to the text first; `embargo` those that hold it back,
    `in_letterhead` those that name somebody to ask before the text begins.
    """

    headline: str = ""
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    contact: list[str] = field(default_factory=list)
    stated: list[SeenLine] = field(default_factory=list)
    embargo: list[str] = field(default_factory=list)
    kicker: list[str] = field(default_factory=list)
    in_letterhead: list[str] = field(default_factory=list)


def state(zones: Zones, seen: SeenLine) -> None:
    """Keep what a line of the letterhead states."""
    if seen.kind is LineKind.EMBARGO:
        zones.embargo.append(seen.text)
    elif seen.number or seen.days or _SIGN_LINE.match(seen.text) or ":" in seen.text:
        zones.stated.append(seen)


def without_lines(blocks: list[Block], count: int) -> list[Block]:
    """The blocks without their first lines."""
    left: list[Block] = []
    for block in blocks:
        lines = block.text.split("\n")
        if count >= len(lines):
            count -= len(lines)
            continue
        left.append(replace(block, text="\n".join(lines[count:])) if count else block)
        count = 0
    return left
