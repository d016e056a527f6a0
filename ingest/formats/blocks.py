"""What every document is read into: paragraphs in reading order, each with the place it was set in."""

from dataclasses import dataclass
from enum import StrEnum

from ingest.formats.wrapping import settled


class Region(StrEnum):
    """Where on its sheet a paragraph is set."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    MARGIN = "margin"
    BOX = "box"
    NOTE = "note"


class Style(StrEnum):
    """What the document itself says a paragraph is."""

    PLAIN = "plain"
    HEADLINE = "headline"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph; its lines are parted by a newline where the document parts them.

    `size` is the height of its type in points, 0 where nothing is known of it.
    """

    text: str
    region: Region = Region.BODY
    style: Style = Style.PLAIN
    size: float = 0.0
    bold: bool = False


def blocks_of(paragraphs: "list[str] | tuple[str, ...]") -> tuple[Block, ...]:
    """Paragraphs of which nothing but their words is known."""
    return tuple(Block(text=text) for text in paragraphs if text.strip())


def text_of_blocks(blocks: "tuple[Block, ...]") -> str:
    """The words of a document as one text, paragraphs parted by an empty line; header and footer are left out."""
    kept = (
        settled(block.text, lambda _: True)
        for block in blocks
        if block.region not in (Region.HEADER, Region.FOOTER)
    )
    return "\n\n".join(text for text in kept if text.strip())
