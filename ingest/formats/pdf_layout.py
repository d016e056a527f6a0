"""Pieces of lines on pages → paragraphs in reading order; what stands around the text is told apart.

The order is that of Breuel, "High performance document layout analysis" (2003), 3: a line comes before one below it
that overlaps it, and before one to its right unless a line between them spans both.
"""

import re
import statistics
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.formats.blocks import Block, Region
from ingest.formats.pdf_lines import MOST_PIECES, Line, Page
from ingest.formats.wrapping import PERHAPS, join

# So much of a page's height at its top and bottom can hold what is printed on every page.
_TOP, _BOTTOM = 0.14, 0.12
# More chunks than this are kept in the order they were drawn in: ordering them takes cubic time.
_MOST_CHUNKS = 80
# A line stands apart from what is so far below it (in sizes of its type).
_APART = 2.5
# A gap between lines that parts paragraphs is so much wider than the usual one.
_WIDE = 1.3
# Lines of one paragraph are set no looser than this, in sizes of their type.
_LOOSE, _LOOSEST = 1.9, 3.2
# A line that reaches so far across its column is a full one.
_FULL = 0.82
# A column this narrow beside the text, as a share of the text's letters and width, is a margin.
_NARROW, _FEW = 0.55, 0.5
_ONE_SIZE = 0.8
# A line with no more letters may be a row of a table of facts, whatever stands below it.
_SHORT = 60
# Lines of one column begin this close to each other (points), those of an indented paragraph too.
_INDENT = 30
# How wide a column is, lines tell that stand so near (in sizes of the type).
_NEAR = 4.5
_SENTENCE_END = re.compile(r"(?:(?<!\d)\.|[!?:;…“”\"»«)])$")
_FIGURES = re.compile(r"\d+")


def blocks_of_pages(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The paragraphs of a document; what is repeated on its pages is kept once, as header or footer."""
    repeated = _repeated(pages)
    blocks: list[Block] = []
    told: set[str] = set()
    usual = _usual_size(pages)
    for page in pages:
        around, text = _around(page, repeated, usual, page is pages[0])
        for region, line in around:
            key = _key(line)
            if key not in told:
                told.add(key)
                blocks.append(_block([line], region))
        margin, column = _margin(page, text) if len(text) <= MOST_PIECES else ([], text)
        among = _Heights(column)
        for part in _paragraphs(_ordered(column)):
            block = _block(part, Region.BODY, among)
            last = _last_of_text(blocks)
            if last is not None and _goes_on(blocks[last], block, page is pages[0]):
                blocks[last] = Block(
                    text=join(blocks[last].text, block.text), size=block.size, bold=block.bold
                )
            else:
                blocks.append(block)
        blocks += [_block(part, Region.MARGIN) for part in _paragraphs(_ordered(margin))]
    return tuple(blocks)


def _last_of_text(blocks: list[Block]) -> int | None:
    """Where the last paragraph of the text is, which may go on over the page."""
    return next((at for at in range(len(blocks) - 1, -1, -1) if blocks[at].region is Region.BODY), None)


def _goes_on(before: Block, after: Block, same_page: bool) -> bool:
    """Whether a paragraph goes on over the end of its page or column."""
    if same_page or abs(before.size - after.size) > _ONE_SIZE or before.bold != after.bold:
        return False
    return not _SENTENCE_END.search(before.text) and (after.text[:1].islower() or before.text.endswith("-"))


def _key(line: Line) -> str:
    """A line but for its figures: page numbers differ from page to page."""
    return _FIGURES.sub("0", line.text)


def _edge(page: Page, line: Line) -> Region | None:
    if line.base > page.height * (1 - _TOP):
        return Region.HEADER
    if line.base < page.height * _BOTTOM:
        return Region.FOOTER
    return None


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """What is printed at the edge of more than one page."""
    seen = Counter(key for page in pages for key in {_key(line) for line in page.lines if _edge(page, line)})
    return frozenset(key for key, count in seen.items() if count > 1)


def _around(
    page: Page, repeated: frozenset[str], usual: float, first: bool
) -> tuple[list[tuple[Region, Line]], list[Line]]:
    """What stands above and below the text, and the text.

    Below: what is repeated, and what a gap parts from the text. Above: what is repeated, and on a page that goes on
    what is set smaller than the text; the letterhead of the `first` page is told by what it says.
    """
    around: list[tuple[Region, Line]] = []
    text: list[Line] = []
    lowest = _lowest_of_text(page)
    for line in page.lines:
        edge = _edge(page, line)
        below = edge is Region.FOOTER and line.base < lowest
        above = edge is Region.HEADER and not first and line.size < usual - _ONE_SIZE
        if edge and (_key(line) in repeated or below or above):
            around.append((edge, line))
        else:
            text.append(line)
    return around, text


def _usual_size(pages: Sequence[Page]) -> float:
    """The size most of a document is set in."""
    letters: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            letters[line.size] += len(line.text)
    return max(letters, key=letters.__getitem__, default=0.0)


def _lowest_of_text(page: Page) -> float:
    """The height of the last line of the text: below it stands a gap, and then the foot of the page."""
    heights = sorted({round(line.base, 1) for line in page.lines}, reverse=True)
    size = statistics.median_low(line.size for line in page.lines) if page.lines else 12.0
    for above, below in pairwise(heights):
        if below < page.height * _BOTTOM and above - below > 1.8 * size:
            return above
    return 0.0


def _margin(page: Page, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a narrow column beside the text, and those of the text."""
    sides: list[tuple[list[Line], list[Line]]] = []
    for gutter in _gutters(page, lines):
        left = [line for line in lines if line.right <= gutter]
        right = [line for line in lines if line.left >= gutter]
        over = [line for line in lines if line.left < gutter < line.right]
        small, large = sorted((left, right), key=_letters)
        if (
            len(small) < 2
            or _letters(small) > _FEW * _letters(large)
            or _width(small) > _NARROW * _width(large)
        ):
            continue
        reach = (min(line.base for line in small), max(line.base for line in small))
        beside = [line for line in large if reach[0] <= line.base <= reach[1]]
        if any(reach[0] <= line.base <= reach[1] for line in over) or len(beside) < 3:
            continue  # the gap is one between words, or nothing stands beside it
        sides.append((small, [*large, *over]))
    if not sides:
        return [], lines
    margin, _ = max(sides, key=lambda side: len(side[0]))
    kept = set(map(id, margin))
    return margin, [line for line in lines if id(line) not in kept]


def _gutters(page: Page, lines: list[Line]) -> list[float]:
    """Where a line from top to bottom crosses few pieces: candidates for the gap beside a column."""
    starts = Counter(round(line.left / 4) * 4 for line in lines)
    often = [edge for edge, count in starts.items() if count > 1 and edge > page.width * 0.12]
    ends = [max((line.right for line in lines if line.right < edge), default=0.0) for edge in often]
    return [(edge + end) / 2 if edge - end < 40 else edge - 6 for edge, end in zip(often, ends, strict=True)]


def _letters(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def _width(lines: list[Line]) -> float:
    return max((line.right for line in lines), default=0.0) - min((line.left for line in lines), default=0.0)


@dataclass(slots=True)
class _Chunk:
    """Lines set closely below each other, and the box around them."""

    lines: list[Line]
    left: float
    right: float
    top: float
    bottom: float

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.left, self.right = min(self.left, line.left), max(self.right, line.right)
        self.bottom = line.base


def _ordered(lines: list[Line]) -> list[Line]:
    """The lines in the order they are read in."""
    if len(lines) > MOST_PIECES:
        return lines
    gaps = _usual_gaps(lines)
    waiting = _chunks(sorted(lines, key=lambda line: (-round(line.base), line.left)), gaps)
    if len(waiting) > _MOST_CHUNKS:
        return lines
    ordered: list[Line] = []
    while waiting:
        free = (
            at
            for at, chunk in enumerate(waiting)
            if not any(_before(other, chunk, waiting) for other in waiting)
        )
        ordered += waiting.pop(next(free, 0)).lines
    return ordered


def _chunks(lines: list[Line], gaps: dict[int, float]) -> list[_Chunk]:
    chunks: list[_Chunk] = []
    for line in lines:
        near = max(_LOOSE * line.size, _WIDE * gaps.get(round(line.size), 0.0))
        above = [
            chunk
            for chunk in chunks
            if 0 < chunk.bottom - line.base < near
            and abs(chunk.lines[-1].size - line.size) <= _ONE_SIZE
            and min(chunk.right, line.right) - max(chunk.left, line.left) > 1.0
        ]
        if len(above) == 1:
            above[0].add(line)
        else:
            chunks.append(_Chunk([line], line.left, line.right, line.base, line.base))
    return chunks


def _before(one: _Chunk, other: _Chunk, chunks: list[_Chunk]) -> bool:
    """Whether a chunk is read before another, as far as the two of them tell."""
    if one is other:
        return False
    if min(one.right, other.right) - max(one.left, other.left) > 1.0:
        return one.bottom > other.bottom
    if one.top < other.bottom and _stands_alone(other, chunks):
        return False  # a date at the right above the headline is read before it
    if other.top < one.bottom and _stands_alone(one, chunks):
        return True
    if one.right > other.left + 1.0:
        return False
    between = (
        chunk
        for chunk in chunks
        if other.bottom < chunk.top < one.bottom or one.bottom < chunk.top < other.bottom
    )
    return not any(
        min(chunk.right, one.right) > max(chunk.left, one.left)
        and min(chunk.right, other.right) > max(chunk.left, other.left)
        for chunk in between
    )


def _stands_alone(chunk: _Chunk, chunks: list[_Chunk]) -> bool:
    """Whether a line or two stand above the text, apart from what is below them."""
    if len(chunk.lines) > 2 or any(len(other.lines) > 2 and other.top >= chunk.bottom for other in chunks):
        return False
    below = (
        other.top
        for other in chunks
        if other.top < chunk.bottom and min(chunk.right, other.right) - max(chunk.left, other.left) > 1.0
    )
    return chunk.bottom - max(below, default=0.0) > _APART * chunk.lines[0].size


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    """Lines in order, parted where a paragraph ends: at a gap, a change of type, a line that ends early."""
    if not lines:
        return []
    gaps, among = _usual_gaps(lines), _Heights(lines)
    parts = [[lines[0]]]
    for before, line in pairwise(lines):
        gap = before.base - line.base
        usual = gaps.get(round(line.size), 1.35 * line.size)
        apart = (
            abs(before.size - line.size) > _ONE_SIZE
            or (before.bold != line.bold and _SENTENCE_END.search(before.text) is not None)
            or (gap > _WIDE * usual if gap > 0 else not _flows(before, line, among))
            or (
                _SENTENCE_END.search(before.text) is not None
                and not _is_full(before, among)
                and len(before.text) < 60
            )
        )
        if apart:
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts


def _usual_gaps(lines: list[Line]) -> dict[int, float]:
    """For each size of type the gap between two lines of one paragraph: the narrowest that comes up often."""
    gaps: dict[int, list[float]] = {}
    for before, line in pairwise(sorted(lines, key=lambda line: -line.base)):
        gap = before.base - line.base
        if abs(before.size - line.size) <= _ONE_SIZE and 0.8 * line.size < gap < _LOOSEST * line.size:
            gaps.setdefault(round(line.size), []).append(gap)
    return {size: _often(sorted(found)) for size, found in gaps.items()}


def _often(gaps: list[float]) -> float:
    """The narrowest of gaps that is not the only one of its kind, where there are many."""
    for gap in gaps:
        alike = bisect_right(gaps, 1.12 * gap) - bisect_left(gaps, gap)
        if alike >= max(1, len(gaps) // 4):
            return gap
    return gaps[0]


class _Heights:
    """Lines by the height they stand at: what is beside or near a line is looked for among few of them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = sorted(lines, key=lambda line: line.base)
        self._bases = [line.base for line in self._lines]

    def between(self, bottom: float, top: float) -> list[Line]:
        """The lines that stand higher than one height and lower than another."""
        return self._lines[bisect_right(self._bases, bottom) : bisect_left(self._bases, top)]


def _flows(before: Line, line: Line, lines: _Heights) -> bool:
    """Whether a paragraph goes on at the top of the next column."""
    if abs(before.base - line.base) < 1:
        return False
    return _is_full(before, lines) and not _SENTENCE_END.search(before.text)


def _is_full(line: Line, lines: _Heights) -> bool:
    """Whether a line reaches as far as its column does."""
    return line.right - line.left > _FULL * (_reach([line], lines) - line.left)


def _reach(lines: list[Line], column: _Heights) -> float:
    """How far lines could have gone on: as far as others that begin where they do, but not into what stands beside."""
    left = min(line.left for line in lines)
    beside = [
        other.left
        for line in lines
        for other in column.between(line.base - 0.8 * line.size, line.base + 0.8 * line.size)
        if other.left >= line.right
    ]
    limit = min(beside, default=float("inf"))
    top, bottom = max(line.base for line in lines), min(line.base for line in lines)
    near = _NEAR * lines[0].size
    return max(
        other.right
        for other in [*column.between(bottom - near, top + near), *lines]
        if abs(other.left - left) < _INDENT and (other.right <= limit or other in lines)
    )


def _block(lines: list[Line], region: Region, column: _Heights | None = None) -> Block:
    """A paragraph; lines that end early, as those of an address do, stay lines.

    `column` is what the paragraph stands among: as far as the widest of its lines, a line could have gone on.
    """
    reach = _reach(lines, column or _Heights(()))
    text = lines[0].text
    for before, line in pairwise(lines):
        first = line.text.split(" ", 1)[0]
        fitted = before.right + len(first) * 0.5 * line.size < reach
        hyphenated = before.text.endswith("-") and line.text[:1].islower()
        over = before.base < line.base  # the next column
        if region is not Region.BODY or not (hyphenated or over or not fitted):
            text += f"\n{line.text}"
        elif not hyphenated and len(before.text) <= _SHORT:
            text += f"{PERHAPS}{line.text}"
        else:
            text = join(text, line.text)
    return Block(
        text=text,
        region=region,
        size=round(statistics.median_low(line.size for line in lines), 1),
        bold=all(line.bold for line in lines),
    )
