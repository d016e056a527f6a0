"""A page saved as a file, of no known markup → blocks: headings and bold lines as such, menus left out."""

import re

from bs4 import BeautifulSoup

from ingest.formats.blocks import Block, Style
from ingest.page import paragraphs_of, text_of

_LETTERS = re.compile(r"[^\W_]")
# A page of more is no release; of its links so many are told from text, in lines no longer than this.
_MOST_BLOCKS, _MOST_LINKS, _LONGEST_MENU = 3_000, 500, 400


def html_blocks(page: BeautifulSoup) -> tuple[Block, ...]:
    """The paragraphs of a page in the order of its text."""
    body = page.body or page
    headings = {_key(text_of(element)) for element in body.find_all(["h1", "h2"])}
    bold = {_key(text_of(element)) for element in body.find_all(["b", "strong", "h3", "h4"])}
    links = sorted({text_of(link) for link in body.find_all("a")} - {""}, key=len, reverse=True)[:_MOST_LINKS]
    blocks: list[Block] = []
    for paragraph in paragraphs_of(body)[:_MOST_BLOCKS]:
        for part in re.split(r"\n\s*\n", paragraph):
            lines = [line.strip() for line in part.split("\n") if line.strip() and not _is_menu(line, links)]
            if lines:
                text = "\n".join(lines)
                style = Style.HEADLINE if _key(text) in headings else Style.PLAIN
                blocks.append(Block(text=text, style=style, bold=_key(text) in bold))
    return tuple(blocks)


def _key(text: str) -> str:
    return "".join(text.split())


def _is_menu(line: str, links: list[str]) -> bool:
    """Whether a line consists of links alone."""
    rest = line
    for link in links if len(line) <= _LONGEST_MENU else ():
        if link in rest:
            rest = rest.replace(link, " ")
    return rest != line and not _LETTERS.search(rest)
