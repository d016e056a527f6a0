"""What reading costs grows with a text and no faster: calls are counted, no clock is read."""

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from bench.hostile import SENTENCES, UNITS, sentences_of, text_of
from ingest.city import unknown_city
from ingest.layout import LONGEST_TEXT, ExtractedPage
from ingest.reading import read
from tests.ingest.reading.test_persons import release

LETTERS = 6_000


def calls(text: str) -> int:
    """How many functions are called, and iterators gone on with, while a text is read."""
    count = 0

    def counts(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    half = len(text) // 2
    page = ExtractedPage(release=release(text[:half], contact_text=text[half:]))
    sys.setprofile(counts)
    try:
        read(page, unknown_city())
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "made",
    [
        *(pytest.param(partial(text_of, unit), id=repr(unit)) for unit in UNITS),
        *(pytest.param(partial(sentences_of, pattern), id=kind) for kind, pattern in SENTENCES.items()),
    ],
)
def test_twice_the_text_is_twice_the_work(made: Callable[[int], str]) -> None:
    calls(made(LETTERS // 2))  # what is looked up once in a lifetime of the process
    assert calls(made(2 * LETTERS)) <= 2.6 * calls(made(LETTERS)) + 1_000


def test_a_text_as_long_as_any_may_be_is_read_to_its_end() -> None:
    read(ExtractedPage(release=release(text_of("Anna Lang, ", LONGEST_TEXT))), unknown_city())
