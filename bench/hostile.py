"""What reading texts costs that nobody would write: CPU seconds, and how they grow when a text is twice as long."""

import random
import time
from collections.abc import Callable
from functools import partial

from archive.model import Release
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read

LETTERS = 100_000
_SYLLABLES = (
    "ba de di do fa ge hi ka ki la le lo ma me mi na ne no ra re ri ro sa se so ta te ti wa wi".split()
)
_FIRST_NAMES = ("Anna", "Peter", "Karl", "Maria", "Lena", "Jonas", "Ute", "Martin")
# What is repeated until a text has so many letters.
UNITS = (
    "a-", "(Foto ", "„", "A", "Anna Lang, ", "„Ein Wort mehr“, sagt Anna Lang. ", "KW 1 ", " ", "_", "1. ", "Presse",
    "Dr. ", "1.1.", "Frau Lang sagte das und Lang ging. ",
)  # fmt: skip


# What is said again and again with other names, until a text has so many letters.
SENTENCES = {
    "names in a row": "{first} {name}, ",
    "names and surnames": "{first} {name} sprach. Herr {other} kam. ",
    "quotations": "„{name} wird gut für alle“, sagt {first} {other}. ",
    "offices": "„Das ist gut für uns“, so die Bürgermeisterin. Amtsleiter {first} {name} kam. ",
    "families": "mit seiner Frau {first} und {first} {name} ",
    "appositions": "{first} {name}, {other}leiterin der {name}abteilung, ",
}


def sentences_of(pattern: str, letters: int = LETTERS) -> str:
    """A text of sentences of one form, each about somebody else; the same whenever it is made."""
    chance = random.Random(letters)
    pieces, length = [], 0
    before = "Lang"
    while length < letters:
        name = "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()
        pieces.append(pattern.format(first=chance.choice(_FIRST_NAMES), name=name, other=before))
        length += len(pieces[-1])
        before = name
    return "".join(pieces)[:letters]


def text_of(unit: str, letters: int = LETTERS) -> str:
    """A text that repeats a unit."""
    return unit * (letters // len(unit))


def seconds(text: str) -> float:
    """CPU time of reading a release with a text, in seconds."""
    half = len(text) // 2
    release = Release(
        city="stadt", url=None, title="Titel", lead="", body=text[:half], contact_text=text[half:]
    )
    begun = time.process_time()
    read(ExtractedPage(release=release), unknown_city())
    return time.process_time() - begun


def main() -> None:
    """Print a table: 2.0 is linear, 4.0 quadratic."""
    seconds("Anna Lang, ")
    print(f"{'text of ' + format(LETTERS, ',') + ' letters':<42}{'CPU s':>7}{'twice as long':>15}")
    kinds: dict[str, Callable[[int], str]] = {repr(unit): partial(text_of, unit) for unit in UNITS}
    kinds |= {kind: partial(sentences_of, pattern) for kind, pattern in SENTENCES.items()}
    for kind, made in kinds.items():
        half, whole = seconds(made(LETTERS // 2)), seconds(made(LETTERS))
        print(f"{kind:<42}{whole:>7.2f}{whole / max(half, 0.001):>15.1f}")


if __name__ == "__main__":
    main()
