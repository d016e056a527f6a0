"""The inside of a paragraph of a DOCX → pieces of text and text boxes, as Word shows them (ECMA-376, 17.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.formats.docx_styles import Styles, TextStyle, run_style

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT, BOX = "text", "box"
_DEEPEST = 40
# Deleted, moved away, or said about the text and not in it.
_UNSEEN = frozenset(
    """
    del moveFrom delText instrText delInstrText rPr pPr sdtPr sdtEndPr commentRangeStart commentRangeEnd
    commentReference annotationRef footnoteReference endnoteReference footnoteRef endnoteRef proofErr bookmarkStart
    bookmarkEnd ruby lastRenderedPageBreak fldData
    """.split()
)
_BREAKS = {"br": "\n", "cr": "\n", "tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with its type, or a text box with its element."""

    kind: str
    text: str = ""
    size: float = 0.0
    bold: bool = False
    hidden: bool = False
    element: Any = None


def local_name(element: Any) -> str:
    """The name of an element without its namespace; "" for comments and their like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def pieces_of(paragraph: Any, styles: Styles) -> Iterator[Piece]:
    """The pieces of a paragraph in their order: insertions, moves, fields' results, links and controls included."""
    yield from _pieces(paragraph, styles.of(paragraph), styles, 0)


def _pieces(element: Any, style: TextStyle, styles: Styles, depth: int) -> Iterator[Piece]:
    if depth > _DEEPEST:
        return
    for child in element:
        name = local_name(child)
        if not name or name in _UNSEEN:
            continue
        if name == "r":
            yield from _pieces(child, _of_run(child, style, styles), styles, depth + 1)
        elif name == "t":
            yield _piece(child.text or "", style)
        elif name in _BREAKS:
            yield _piece(_BREAKS[name], style)
        elif name == "txbxContent":
            yield Piece(BOX, element=child)
        elif name == "sdt" and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            continue  # "Click here to enter text" is no text of the document
        elif name == "AlternateContent":  # one drawing told twice, for newer and older programs
            yield from _pieces(_one_of(child), style, styles, depth + 1)
        else:
            yield from _pieces(child, style, styles, depth + 1)


def _piece(text: str, style: TextStyle) -> Piece:
    return Piece(TEXT, text, style.size, style.bold, style.hidden)


def _of_run(run: Any, style: TextStyle, styles: Styles) -> TextStyle:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        return style
    named = properties.find(f"{_W}rStyle")
    if named is not None and styles.named(named.get(f"{_W}val")).hidden:
        style = TextStyle(kind=style.kind, size=style.size, bold=style.bold, hidden=True)
    return run_style(properties, style)


def _one_of(alternatives: Any) -> Any:
    """The first branch that holds a text box, else the first (ECMA-376, Part 3, 10.2)."""
    branches = [child for child in alternatives if local_name(child) in ("Choice", "Fallback")]
    with_box = (branch for branch in branches if next(branch.iter(f"{_W}txbxContent"), None) is not None)
    return next(with_box, branches[0] if branches else [])
