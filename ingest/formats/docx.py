"""DOCX (ECMA-376, Part 1) → blocks: what Word shows with all changes accepted, without comments and hidden text."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Block, Region, Style
from ingest.formats.docx_runs import BOX, Piece, local_name, pieces_of
from ingest.formats.docx_styles import Styles
from language.messages import Message

# A document may unpack to so many bytes in all, and nest its tables so deep.
MOST_UNPACKED = 100 * 1024 * 1024
_DEEPEST = 20
# A cell with more letters or paragraphs than this holds text, not an entry of a table.
_LONG_CELL, _MANY_PARAGRAPHS = 240, 5
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Content controls, custom XML, insertions and moves hold what they wrap; what is deleted or moved away holds nothing.
_WRAPPERS = frozenset({"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"})
# The header of the first page is the letterhead, where there is one.
_KINDS = ("first", "default")


def read_docx(body: bytes) -> tuple[Block, ...]:
    """The paragraphs of a DOCX: headers first, then the text with its tables and boxes, footnotes, footers.

    Raises DocumentUnreadable.
    """
    from docx import Document

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        if unpacked > MOST_UNPACKED:
            raise DocumentUnreadable(
                reason=Message("entpackt ist die Datei größer als {most} Bytes.").filled(most=MOST_UNPACKED),
            )
        return _Reader(Document(io.BytesIO(body)).part).blocks()
    except DocumentUnreadable:
        raise
    except Exception as error:  # a damaged file makes the library raise anything
        raise DocumentUnreadable(
            reason=Message("die DOCX-Datei ist beschädigt ({kind}: {error}).").filled(
                kind=type(error).__name__, error=error
            ),
        ) from error


class _Reader:
    """The blocks of one document."""

    def __init__(self, part: Any) -> None:
        self._part = part
        self._styles = Styles(part.styles.element)

    def blocks(self) -> tuple[Block, ...]:
        element = self._part.element.find(f"{_W}body")
        return (
            *self._around("headerReference", Region.HEADER),
            *self._joined(element, Region.BODY),
            *self._notes(),
            *self._around("footerReference", Region.FOOTER),
        )

    def _around(self, name: str, region: Region) -> Iterator[Block]:
        """What the first section prints above or below its pages, each text once."""
        section = self._part.element.find(f".//{_W}sectPr")
        if section is None:
            return
        named = {
            reference.get(f"{_W}type"): reference.get(f"{_R}id")
            for reference in section.findall(f"{_W}{name}")
        }
        told: set[str] = set()
        for kind in _KINDS:
            if kind == "first" and section.find(f"{_W}titlePg") is None:
                continue
            part = self._part.related_parts.get(named.get(kind))
            element = getattr(part, "element", None)
            for block in self._joined(element, region) if element is not None else ():
                if block.text not in told:
                    told.add(block.text)
                    yield block

    def _notes(self) -> Iterator[Block]:
        """Footnotes and endnotes, in the order they are numbered in."""
        from lxml import etree

        for related in self._part.rels.values():
            if related.is_external or not related.reltype.endswith(("/footnotes", "/endnotes")):
                continue
            parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
            for note in etree.fromstring(related.target_part.blob, parser):
                if note.get(f"{_W}type") is None:  # separators have one
                    yield from self._joined(note, Region.NOTE)

    def _joined(self, element: Any, region: Region) -> Iterator[Block]:
        """The blocks below an element; a paragraph whose end was deleted goes on in the next."""
        begun: Block | None = None
        for block, goes_on in self._blocks(element, region, 0):
            if begun is not None:
                block = Block(
                    text=f"{begun.text} {block.text}",
                    region=region,
                    style=begun.style,
                    size=begun.size,
                    bold=begun.bold,
                )
            begun = block if goes_on else None
            if not goes_on:
                yield block
        if begun is not None:
            yield begun

    def _blocks(self, element: Any, region: Region, depth: int) -> Iterator[tuple[Block, bool]]:
        if depth > _DEEPEST:
            return
        for child in element:
            name = local_name(child)
            if name == "p":
                yield from self._paragraph(child, region)
            elif name == "tbl":
                for block in self._table(child, region, depth):
                    yield block, False
            elif name in _WRAPPERS and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                yield from self._blocks(child, region, depth + 1)

    def _paragraph(self, element: Any, region: Region) -> Iterator[tuple[Block, bool]]:
        style = self._styles.of(element)
        pieces = [piece for piece in pieces_of(element, self._styles) if not piece.hidden]
        for piece in pieces:
            if piece.kind == BOX and (box := self._box(piece.element, region)) is not None:
                yield box, False
        shown = [piece for piece in pieces if piece.kind != BOX]
        text = "".join(piece.text for piece in shown)
        text = "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)
        if text and not style.hidden:
            yield (
                Block(
                    text=text,
                    region=region,
                    style=style.kind,
                    size=_size(shown, style.size),
                    bold=all(piece.bold for piece in shown if piece.text.strip()),
                ),
                element.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None,
            )

    def _box(self, element: Any, region: Region) -> Block | None:
        """A text box as one paragraph: what stands in it belongs together."""
        inside = list(self._joined(element, Region.BOX if region is Region.BODY else region))
        if not inside:
            return None
        return replace(inside[0], text="\n".join(block.text for block in inside))

    def _table(self, table: Any, region: Region, depth: int) -> Iterator[Block]:
        """A row as one paragraph, a line for each cell; a cell that holds text, as its paragraphs."""
        for row in _rows(table):
            cells = [list(self._joined_cell(cell, region, depth)) for cell in _cells(row)]
            short = all(
                len(cell) <= _MANY_PARAGRAPHS and sum(len(block.text) for block in cell) <= _LONG_CELL
                for cell in cells
            )
            filled = [block for cell in cells for block in cell]
            if not short or len(cells) == 1 or any(block.style is not Style.PLAIN for block in filled):
                yield from filled
            elif filled:
                yield Block(
                    text="\n".join(block.text for block in filled),
                    region=region,
                    size=max(block.size for block in filled),
                    bold=all(block.bold for block in filled),
                )

    def _joined_cell(self, cell: Any, region: Region, depth: int) -> Iterator[Block]:
        for block, _ in self._blocks(cell, region, depth + 1):
            yield block


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if local_name(child) == "tr" and child.find(f"{_W}trPr/{_W}del") is None:
            yield child
        elif local_name(child) in _WRAPPERS:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    """The cells of a row; one merged with that above it is empty, and none."""
    for child in row:
        if local_name(child) == "tc":
            merged = child.find(f"{_W}tcPr/{_W}vMerge")
            if merged is None or merged.get(f"{_W}val") == "restart":
                yield child
        elif local_name(child) in _WRAPPERS:
            yield from _cells(child)


def _size(pieces: list[Piece], otherwise: float) -> float:
    """The size most of a paragraph is set in, in points."""
    letters: dict[float, int] = {}
    for piece in pieces:
        size = piece.size or otherwise
        letters[size] = letters.get(size, 0) + len(piece.text)
    return max(letters, key=letters.__getitem__, default=otherwise)
