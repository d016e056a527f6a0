"""What reading texts costs that nobody would write: CPU seconds, and how they grow when a text is twice as long."""

import time

from archive.model import Release
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read

LETTERS = 20_000
# What is repeated until a text has so many letters.
UNITS = (
    "a-", "(Foto ", "„", "A", "Anna Lang, ", "„Ein Wort mehr“, sagt Anna Lang. ", "KW 1 ", " ", "_", "1. ", "Presse",
    "Dr. ", "1.1.", "Frau Lang sagte das und Lang ging. ",
)  # fmt: skip


def text_of(unit: str, letters: int = LETTERS) -> str:
    """A text that repeats a unit."""
    return unit * (letters // len(unit))


def seconds(text: str) -> float:
    """CPU time of reading a release with a text, in seconds."""
    release = Release(city="stadt", url=None, title="Titel", lead="", body=text, contact_text=text)
    begun = time.process_time()
    read(ExtractedPage(release=release), unknown_city())
    return time.process_time() - begun


def main() -> None:
    """Print a table: 2.0 is linear, 4.0 quadratic."""
    seconds("Anna Lang, ")
    print(f"{'text of ' + format(LETTERS, ',') + ' letters':<42}{'CPU s':>7}{'twice as long':>15}")
    for unit in UNITS:
        half, whole = seconds(text_of(unit, LETTERS // 2)), seconds(text_of(unit))
        print(f"{unit!r:<42}{whole:>7.2f}{whole / max(half, 0.001):>15.1f}")


if __name__ == "__main__":
    main()
