"""Pages that are pictures → paragraphs, read by Tesseract where it is installed with its German data."""

import re
import shutil
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

from ingest.formats.blocks import Block

# A release is read, not an archive of scans: so many pages, so many seconds each, at so many dots an inch.
_MOST_PAGES = 10
_LONGEST = 120
_RESOLUTION = 300
_POINTS_AN_INCH = 72
# A page is never drawn larger than this many pixels a side: A3 at the resolution above.
_LARGEST = 5_000


@cache
def can_recognise() -> bool:
    """Whether letters in pictures can be read here: `tesseract` with "deu"."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    try:
        told = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "deu" in told.stdout.split()


def read_pages(document: Any, numbers: Sequence[int]) -> tuple[Block, ...]:
    """The paragraphs on pages of a pypdfium2 document that are pictures; () where nothing could be read."""
    if not can_recognise():
        return ()
    blocks: list[Block] = []
    for number in numbers[:_MOST_PAGES]:
        blocks += [Block(text=text) for text in _paragraphs(_recognised(_drawn(document[number])))]
    return tuple(blocks)


def _drawn(page: Any) -> bytes:
    """A page as a picture, in the plain grey format (PGM) that needs no library to be written."""
    longest = max(page.get_size()) or 1.0
    scale = min(_RESOLUTION / _POINTS_AN_INCH, _LARGEST / longest)
    bitmap = page.render(scale=scale, grayscale=True)
    try:
        rows = bytes(bitmap.buffer)
        packed = b"".join(
            rows[at : at + bitmap.width] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
        )
        return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + packed
    finally:
        bitmap.close()


def _recognised(picture: bytes) -> str:
    try:
        done = subprocess.run(
            ["tesseract", "stdin", "stdout", "-l", "deu", "--psm", "3"],
            input=picture,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", errors="replace") if done.returncode == 0 else ""


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text.replace("\f", "\n\n"))
    return [
        "\n".join(" ".join(line.split()) for line in part.strip().split("\n"))
        for part in parts
        if part.strip()
    ]
