"""Which line of a document is its headline, and what a line says before the headline: "PM 45/26: Neue Kita"."""

import re
from collections.abc import Sequence

from ingest.formats.blocks import Block, Style
from ingest.zones.lines import House, LineKind, look_at
from language.german.tokens import visible

# No headline has more letters, and none more lines.
LONGEST = 300
_MOST_LINES = 3
# Type larger than that of the text by so much is a headline's.
LARGER = 1.12
# Among the first paragraphs of the text stands the headline.
_OPENING = 6
# A line this long that goes on below was wrapped, not ended.
_WRAPPED = 40
_SENTENCE_END = re.compile(r"[.:;,]$")
_FULL_STOP = re.compile(r"(?<![A-ZÄÖÜ])(?<!\b\d)(?<!\b\d\d)\.[\"“”»«)]?$")
_PARTS = re.compile(r"\s*[:|]\s+|\s+[-–—|]\s+|\s*\|\s*|\s+--+\s*")
# 180601 - 548 Bornheim: the day and the number need no sign behind them.
_DAY_AND_NUMBER = re.compile(r"^\d{6}(?:\s-\s?|\s?-\s)\d{1,5}\s+(?=[^\W\d])")
_POLICE = re.compile(r"POL-[A-ZÄÖÜ]{1,6}")
_NUMBER_BEHIND = re.compile(r"\s*[\[(](?P<number>[^\[\]()]{2,40})[\])]\s*$")
_BRACKETED_SIGN = re.compile(r"^[(\[][^)\]]{1,12}[)\]]\s+")


def without_prefix(line: str, house: House) -> tuple[str, str]:
    """A line as (what it says before the headline, the headline): ("PM 45/26", "Neue Kita").

    The longest beginning that a sign parts from the rest and that a letterhead could hold is taken off; "" where none.
    """
    shown = " ".join(visible(line).split())
    if day_and_number := _DAY_AND_NUMBER.match(shown):
        return day_and_number.group().strip(), shown[day_and_number.end() :]
    behind = _NUMBER_BEHIND.search(shown)
    if behind and (seen := look_at(behind["number"], house)).kind is LineKind.STATED and seen.number:
        return behind["number"], shown[: behind.start()]
    head, dash, tail = _last_parted(shown)
    if dash and (seen := look_at(tail, house)).kind is LineKind.STATED and seen.number:
        return tail, head
    best = 0
    for separator in _PARTS.finditer(shown):
        before = shown[: separator.start()]
        seen = look_at(before, house)
        if _POLICE.fullmatch(before):
            continue  # their own mark of a headline, printed as a part of it
        if seen.kind in (LineKind.STATED, LineKind.KIND, LineKind.HOUSE) or (
            seen.kind is LineKind.LABEL and best == 0 and _is_kind_label(before)
        ):
            best = separator.end()
        elif separator.start() > 80:
            break
    rest = shown[best:]
    if best and not re.search(r"[^\W\d_]{2}", rest):
        return "", shown
    return shown[:best].strip(" :|–—-"), rest.strip(" -") if "--" in shown else rest


def _last_parted(shown: str) -> tuple[str, str, str]:
    """A line at its last dash, or its last bar: "Hallenbad öffnet", " – ", "PM 88/25 (ts)"."""
    separators = list(re.finditer(r"\s+[-–—|]\s+", shown))
    if not separators:
        return shown, "", ""
    last = separators[-1]
    return shown[: last.start()], last.group(), shown[last.end() :]


def _is_kind_label(text: str) -> bool:
    return re.fullmatch(r"\[?(?:Presse|Medien)\w*\]?", text, re.IGNORECASE) is not None


def find_headline(blocks: Sequence[Block]) -> int | None:
    """The place of the headline among the paragraphs of the text; None where there are none.

    What the document styles as one counts, then the largest type, then what is bold, then the first.
    """
    opening = [(at, block) for at, block in enumerate(blocks[:_OPENING]) if block.style is not Style.CAPTION]
    if not opening:
        return None
    styled = next(
        (at for at, block in enumerate(blocks[: 3 * _OPENING]) if block.style is Style.HEADLINE), None
    )
    if styled is not None:
        return styled
    candidates = [(at, block) for at, block in opening if _could_be(block.text)]
    if not candidates:
        return opening[0][0]
    usual = usual_size(blocks)
    largest = max(candidates, key=lambda entry: entry[1].size)
    if usual and largest[1].size > LARGER * usual:
        return next(at for at, block in candidates if block.size == largest[1].size)
    first = candidates[0][0]
    if len(candidates) > 1 and candidates[1][0] == first + 1 and _is_kicker(blocks[first].text):
        return first + 1
    bold = next((at for at, block in candidates if block.bold), None)
    # A kicker may stand above a headline that alone is bold; a lead that is bold stands below it.
    return bold if bold is not None and bold == first + 1 and len(blocks[first].text) <= _WRAPPED else first


def _is_kicker(text: str) -> bool:
    """Whether a line is the word above a headline: "Haushalt", "++ Verkehr ++"."""
    return re.fullmatch(r"[A-ZÄÖÜ][\w-]{2,20}|([^\w\s]{1,3})\s?[\w -]{2,40}\s?[^\w\s]{1,3}", text) is not None


def _could_be(text: str) -> bool:
    return (
        len(text) <= LONGEST
        and text.count("\n") < _MOST_LINES
        and not (_FULL_STOP.search(text) and len(text) > 60)
    )


def _in_capitals(lines: Sequence[str]) -> bool:
    return all(line.isupper() and len(line) > 3 for line in lines)


def usual_size(blocks: Sequence[Block]) -> float:
    """The size most of the text is set in."""
    letters: dict[float, int] = {}
    for block in blocks:
        letters[block.size] = letters.get(block.size, 0) + len(block.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def end_of_headline(blocks: Sequence[Block], at: int) -> int:
    """The place behind the last paragraph that is set as the headline is, where that is larger than the text."""
    usual = usual_size(blocks)
    end = at + 1
    while (
        usual
        and blocks[at].size > LARGER * usual
        and end < min(len(blocks), at + _MOST_LINES)
        and blocks[end].size == blocks[at].size
        and blocks[end].bold == blocks[at].bold
    ):
        end += 1
    return end


def parted(block: Block, house: House) -> tuple[str, str]:
    """A paragraph that begins with the headline, as (headline, rest): a wrapped headline is put together."""
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    other = next(
        (at for at in range(1, len(lines)) if look_at(lines[at], house).kind is not LineKind.TEXT), None
    )
    if other is not None:
        return " ".join(lines[:other]) if other <= _MOST_LINES and block.bold else lines[0], "\n".join(
            lines[other if block.bold and other <= _MOST_LINES else 1 :]
        )
    if block.style is Style.HEADLINE or len(lines) == 1 or (block.bold and len(lines) <= _MOST_LINES):
        return " ".join(lines), ""
    taken = 1
    while (
        taken < min(len(lines), _MOST_LINES)
        and (
            len(lines[taken - 1]) >= _WRAPPED
            or lines[taken][:1].islower()
            or _in_capitals(lines[taken - 1 : taken + 1])
        )
        and not _FULL_STOP.search(lines[taken - 1])
        and (taken + 1 >= len(lines) or len(lines) <= _MOST_LINES)
    ):
        taken += 1
    return " ".join(lines[:taken]), "\n".join(lines[taken:])
