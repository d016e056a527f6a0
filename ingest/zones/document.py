"""Blocks of a document → the zones of a release: what dates and counts it, headline, text, captions, contact."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.formats.blocks import Block, Region, Style
from ingest.reading.number import read_printed_number
from ingest.zones import vocabulary
from ingest.zones.headline import end_of_headline, find_headline, parted, without_prefix
from ingest.zones.lines import House, LineKind, SeenLine, look_at

# Kinds that stand around a release and are none of its text.
_LETTERHEAD = frozenset(
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
_ABOVE = _LETTERHEAD | {LineKind.EMBARGO, LineKind.SALUTATION, LineKind.REQUEST}
# These alone prove a letterhead: a line of names only counts as part of one where such a line stands by it.
_PROOF = frozenset(
    {LineKind.STATED, LineKind.KIND, LineKind.HOUSE, LineKind.EMBARGO, LineKind.SALUTATION, LineKind.REQUEST}
)
# Of what stands beside the text these are facts of the release.
_FACTS = frozenset({LineKind.STATED, LineKind.EMBARGO})
# So many lines behind a day are looked at for others: then it is a row of a table.
_MOST_ROWS = 40
# A table of facts has so many rows at least, each of one of these kinds.
_FEWEST_FACTS = 3
_FACT_KINDS = frozenset(
    {LineKind.STATED, LineKind.KIND, LineKind.HOUSE, LineKind.LABEL, LineKind.ADDRESS, LineKind.CONTACT}
)
_MOST_ABOVE, _MOST_BELOW_HEADLINE = 40, 6
# A contact block has no more lines; a paragraph with more letters than this that calls nobody is text again.
_LONGEST_CONTACT, _LONG_PARAGRAPH = 25, 220
_REACHED = re.compile(
    r"@|\(at\)|\b(?:Tel|Telefon|Fax|Fon|Mobil|Durchwahl|Telefax|E-?Mail)\b|\+49|\(0\d|\b0\d{2,5}[\s/-]"
)
_REACHED_AT = re.compile(r"@|\d[\d \xa0()/.–-]{4,}\d")
_SENTENCE_END = re.compile(r"[^\W\d]{3}[.!?][“”\"»«)]?\s*$")
_SIGNATURE = re.compile(r"^-- ?$")
_NAME_LINE = re.compile(
    r"^(?:gez\. |i\. ?A\. )?[A-ZÄÖÜ][\w.’'-]+(?: [A-ZÄÖÜ(][\w.’')-]+){1,4}(?:,? .{0,60})?$"
)
_PAGE_LIKE_NUMBER = re.compile(r"^\W*[-–—]\s?\d{1,5}\s?[-–—](?:\s*\([A-Za-zäöü]{1,4}\))?\W*$")
_BROWSER_LINK = re.compile(
    r"\b(?:im|in Ihrem) Browser (?:ansehen|öffnen|anzeigen|lesen)|\b(?:Online|Web)-?(?:version|ansicht)\b",
    re.IGNORECASE,
)
_LONGEST_LABEL, _LONGEST_PREVIEW = 60, 6
_SIGN_LINE = re.compile(r"^\W*[(\[]\s?[A-Za-zÄÖÜäöü]{1,4}(?:/[A-Za-zäöü]{1,4})?\s?[)\]]\W*$")
_PRESS = re.compile(r"\b(?:Presse|Medien|Kommunikation|Öffentlichkeitsarbeit)", re.IGNORECASE)


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


def zones_of(blocks: Sequence[Block], house: House, *, headline: str = "") -> Zones:
    """The zones of a document. `headline` is one that something else than the document names, such as a subject."""
    zones = Zones()
    text = [_whole_lines(block) for block in blocks if block.region is Region.BODY]
    around = [block for block in blocks if block.region in (Region.HEADER, Region.FOOTER)]
    beside = [block for block in blocks if block.region in (Region.BOX, Region.MARGIN, Region.NOTE)]
    text = _above(_without_preview(text, house), house, zones)
    text = _headline(text, house, zones, headline)
    text = _below_headline(text, house, zones)
    text = _without_facts(text, house, zones)
    body, contact = _contact(text, house)
    zones.contact += contact
    for block in beside:
        body += _beside(block, house, zones)
    for block in around:
        _around(block, house, zones)
    if not zones.contact:
        zones.contact = _paragraphs(zones.in_letterhead)
    _body(body, house, zones)
    return zones


def _without_preview(blocks: list[Block], house: House) -> list[Block]:
    """A mail without what it shows in a list of mails, up to the link to its page."""
    for at, block in enumerate(blocks[:_LONGEST_PREVIEW]):
        if _BROWSER_LINK.search(block.text) and len(block.text) <= _LONGEST_LABEL * 3:
            return blocks[at + 1 :]
    return blocks


def _whole_lines(block: Block) -> Block:
    return replace(block, text="\n".join(line.strip() for line in block.text.split("\n") if line.strip()))


def _state(zones: Zones, seen: SeenLine) -> None:
    """Keep what a line of the letterhead states."""
    if seen.kind is LineKind.EMBARGO:
        zones.embargo.append(seen.text)
    elif seen.number or seen.days or _SIGN_LINE.match(seen.text) or ":" in seen.text:
        zones.stated.append(seen)


# -- above the text ------------------------------------------------------------------------------------------------


def _above(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
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
        elif seen.kind not in _ABOVE | {LineKind.CONTACT}:
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
        _state(zones, seen)
    zones.in_letterhead = _called(seen_lines[:taken])
    zones.stated.reverse()
    return _without_lines(blocks, taken)


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
    if not labelled or len(label) > _LONGEST_LABEL:
        return seen
    beside = label_at == at
    if not beside and not label.rstrip().endswith(":"):
        return seen
    with_label = look_at(f"{label.strip().rstrip(':')}: {line}", house)
    if with_label.kind is LineKind.STATED or (beside and with_label.kind is not LineKind.TEXT):
        return with_label
    if not beside:
        return seen
    if seen.kind is LineKind.TEXT and len(line) <= _LONGEST_LABEL and blocks[at].text != line:
        return replace(seen, kind=LineKind.LABEL)
    return seen


def _called(seen_lines: Sequence[SeenLine]) -> list[str]:
    """Whom a letterhead names to be asked: from the line that says so on, as far as names and numbers go."""
    start = next((at for at, seen in enumerate(seen_lines) if seen.kind is LineKind.CONTACT), None)
    if start is None:
        return [seen.text for seen in seen_lines if _PRESS.search(seen.text) and _REACHED.search(seen.text)]
    shown = (LineKind.CONTACT, LineKind.LABEL, LineKind.ADDRESS, LineKind.TEXT)
    called = [seen.text for seen in seen_lines[start:] if seen.kind in shown]
    return called if len(called) > 1 and _REACHED_AT.search("\n".join(called)) else []


def _without_lines(blocks: list[Block], count: int) -> list[Block]:
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


# -- headline --------------------------------------------------------------------------------------------------------


def _headline(blocks: list[Block], house: House, zones: Zones, named: str) -> list[Block]:
    """Take the headline off the text; what stands between letterhead and headline is kept as a kicker."""
    if zones.headline:
        return blocks
    at = find_headline(blocks)
    if at is None:
        zones.headline = named
        return blocks
    end = end_of_headline(blocks, at)
    line, rest = parted(replace(blocks[at], text="\n".join(block.text for block in blocks[at:end])), house)
    if named and _is_running_text(line, rest, blocks[at:]):
        zones.headline = named
        return blocks
    before, zones.headline = without_prefix(line, house)
    if before:
        _state(zones, look_at(before, house))
    zones.kicker = [block.text for block in blocks[:at]]
    following = [replace(blocks[at], text=rest, style=Style.PLAIN)] if rest else []
    return [*following, *blocks[end:]]


def _is_running_text(line: str, rest: str, blocks: Sequence[Block]) -> bool:
    """Whether a text begins without a headline of its own."""
    return (
        len(line) > 140
        or bool(re.search(r"[^\W\d]{3}[.!?][“”\"»«)]?$", f"{line} {rest}".strip()))
        or len(blocks) == 1
    )


def _below_headline(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
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
            _state(zones, seen)
            taken += 1
        if taken:
            return [*blocks[:start], *_without_lines(left, taken)]
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
    if any(len(line) > _LONG_PARAGRAPH for _, line in lines[: days[0]]):
        return blocks
    _state(zones, look_at(lines[days[0]][1], house))
    rest: list[list[str]] = [[] for _ in blocks]
    for number, (at, line) in enumerate(lines):
        if number != days[0]:
            rest[at].append(line)
    return [replace(block, text="\n".join(kept)) for block, kept in zip(blocks, rest, strict=True) if kept]


def _is_day(line: str, house: House) -> bool:
    seen = look_at(line, house)
    return seen.kind is LineKind.STATED and bool(seen.days) and seen.number is None


def _without_facts(blocks: list[Block], house: House, zones: Zones) -> list[Block]:
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
                _state(zones, line)
            zones.in_letterhead = zones.in_letterhead or _called(run)
            taken.update(range(start, end))
        start = max(end, start + 1)
    if not taken or len(taken) == len(lines):
        return blocks
    kept: list[list[str]] = [[] for _ in blocks]
    for number, (at, line) in enumerate(lines):
        if number not in taken:
            kept[at].append(line)
    return [replace(block, text="\n".join(rest)) for block, rest in zip(blocks, kept, strict=True) if rest]


# -- contact ---------------------------------------------------------------------------------------------------------


def _contact(blocks: list[Block], house: House) -> tuple[list[Block], list[str]]:
    """The text, and the lines that say whom to ask; text that stands below them is text again."""
    lines = [(at, line) for at, block in enumerate(blocks) for line in block.text.split("\n")]
    start = next(
        (number for number in range(len(lines)) if _opens_contact(lines, number, blocks, house)), None
    )
    if start is None:
        return blocks, []
    end = next(
        (
            number
            for number in range(start + 1, len(lines))
            if _closes_contact(lines[number][1], house) or number - start > _LONGEST_CONTACT
        ),
        len(lines),
    )
    block_of_end = lines[end][0] if end < len(lines) else len(blocks)
    contact: list[str] = []
    others: list[Block] = []
    for _, line in lines[start:end]:
        seen = look_at(line, house)
        if seen.kind in (LineKind.CAPTION, LineKind.EMBARGO) or (seen.kind is LineKind.STATED and seen.days):
            others.append(Block(text=line))
        elif seen.kind is not LineKind.FURNITURE:
            contact.append(line)
    return [*_first_lines(blocks, start), *blocks[block_of_end:], *others], _paragraphs(contact)


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
        little = sum(len(other) for _, other in lines) < _LONG_PARAGRAPH
        return alone or ((number > 0 or little) and _REACHED.search(following) is not None)
    # A block of its own at the end: unit or name, and a number to call; or a table that names them row by row.
    at = lines[number][0]
    first_of_block = number == 0 or lines[number - 1][0] != at
    block = blocks[at].text
    return (
        number > 0
        and first_of_block
        and "\n" in block
        and _REACHED.search(block) is not None
        and (_PRESS.search(block) is not None or _NAME_LINE.match(line) is not None)
        and not any(
            _SENTENCE_END.search(other) and len(other) > _LONGEST_LABEL for other in block.split("\n")
        )
        and sum(len(other.text) for other in blocks[at:]) < 900
    )


def _closes_contact(line: str, house: House) -> bool:
    if vocabulary.BACKGROUND.match(line):
        return True
    return (
        len(line) > _LONG_PARAGRAPH
        and not _REACHED.search(line)
        and look_at(line, house).kind is LineKind.TEXT
    )


def _paragraphs(lines: Iterable[str]) -> list[str]:
    text = "\n".join(line for line in lines if not _SIGNATURE.match(line)).strip()
    return [text] if text else []


# -- beside and around -----------------------------------------------------------------------------------------------


def _beside(block: Block, house: House, zones: Zones) -> list[Block]:
    """A text box, a margin, a note: letterhead or contact where it says so, else text of the release."""
    seen = [look_at(line, house) for line in block.text.split("\n")]
    for line in seen:
        if line.kind in _FACTS:
            _state(zones, line)
    left = [line for line in seen if line.kind not in _FACTS]
    if not left or all(line.kind in _ABOVE for line in left):
        return []
    if block.region is not Region.NOTE and _is_contact(block, left):
        zones.contact += _paragraphs(line.text for line in left if line.kind is not LineKind.FURNITURE)
        return []
    return [replace(block, text="\n".join(line.text for line in left))]


def _is_contact(block: Block, lines: Sequence[SeenLine]) -> bool:
    """Whether a box says whom to ask; what stands in a margin does where it names nothing but house and numbers."""
    if any(line.kind is LineKind.CONTACT for line in lines):
        return True
    if block.region is not Region.MARGIN:
        return False
    around = sum(line.kind in _ABOVE for line in lines)
    return _REACHED.search(block.text) is not None or around * 2 >= len(lines)


def _around(block: Block, house: House, zones: Zones) -> None:
    """The head and foot of the pages: what they state, and whom they name to the press."""
    seen = [look_at(line, house) for line in block.text.split("\n")]
    for line in seen:
        if line.kind in (LineKind.STATED, LineKind.EMBARGO):
            _state(zones, line)
    opens = next((at for at, line in enumerate(seen) if line.kind is LineKind.CONTACT), None)
    if opens is not None and not zones.contact:
        shown = [line.text for line in seen[opens:] if line.kind not in (LineKind.STATED, LineKind.FURNITURE)]
        zones.contact += _paragraphs(shown)
    elif not zones.contact and _PRESS.search(block.text) and _REACHED.search(block.text):
        shown = [
            line.text
            for line in seen
            if line.kind not in (LineKind.STATED, LineKind.FURNITURE, LineKind.KIND)
        ]
        zones.contact += _paragraphs(shown)


# -- the text --------------------------------------------------------------------------------------------------------


def _body(blocks: list[Block], house: House, zones: Zones) -> None:
    """The paragraphs of the text without captions, page numbers, and what dates the release at its end."""
    kept: list[str] = []
    for block in blocks:
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
        zones.contact = _paragraphs(imprint)
    return kept
