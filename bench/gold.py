"""What real pages say, written down by a reader: words as hashes, since the texts belong to those who wrote them.

`python -m bench.gold DIRECTORY` makes the files of `bench/gold/` from a directory of JSON files in clear text
(headline, number, date, lead, body, images with caption and credit, contact).
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from language.german.tokens import visible

GOLD = Path(__file__).parent / "gold"
_WORD = re.compile(r"\w+|[^\w\s]")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One page: hashed words of each field, a line a paragraph; number and date as they are."""

    headline: tuple[Words, ...]
    number: str | None
    date: str | None
    body: tuple[Words, ...]
    captions: tuple[Words, ...]
    credits: tuple[Words, ...]
    contact: tuple[Words, ...]


def hashed(paragraphs: Iterable[str]) -> tuple[Words, ...]:
    """The words of each paragraph that has any, as short hashes."""
    lines = (
        tuple(hashlib.sha256(word.encode()).hexdigest()[:8] for word in _WORD.findall(visible(text)))
        for text in paragraphs
    )
    return tuple(line for line in lines if line)


def read_gold() -> dict[str, Gold]:
    """Every page that was written down, by its name without ending."""
    found = {}
    for file in sorted(GOLD.glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        lines = {name: tuple(tuple(line.split()) for line in said[name]) for name in _TEXTS}
        found[file.stem] = Gold(number=said["number"], date=said["date"], **lines)
    return found


_TEXTS = ("headline", "body", "captions", "credits", "contact")


def main(directory: Path) -> None:
    """Write the hashed files; a lead counts with the body, since readers differ on where it ends."""
    for file in sorted(directory.glob("*.json")):
        said = json.loads(file.read_text(encoding="utf-8"))
        texts = {
            "headline": [said["headline"]],
            "body": [*said["lead"], *said["body"]],
            "captions": [image["caption"] for image in said["images"]],
            "credits": [image["credit"] for image in said["images"]],
            "contact": said["contact"],
        }
        content: dict[str, object] = {"number": said["number"], "date": said["date"]}
        content |= {name: [" ".join(line) for line in hashed(lines)] for name, lines in texts.items()}
        (GOLD / file.name).write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
