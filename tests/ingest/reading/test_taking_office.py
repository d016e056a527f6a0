"""Who takes an office on a day to come does not hold it yet."""

import pytest

from archive.model import Release
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read


def roles(body: str, title: str = "Meldung") -> dict[str, str | None]:
    release = Release(city="a", url=None, title=title, body=body)
    found = read(ExtractedPage(release=release, number_text="", date_texts=()), unknown_city())
    return {person.name: person.role for person in found.persons}


@pytest.mark.parametrize(
    "body",
    [
        "Der Rat hat Tom Bergmann zum Stadtbaurat gewählt. Er tritt sein Amt am 1. Februar an.",
        "Tom Bergmann ist neuer Stadtbaurat. Der Rat wählte ihn gestern. Er tritt sein Amt am 1. Februar an.",
        "Neuer Stadtbaurat wird Tom Bergmann. Er übernimmt das Amt zum 1. März.",
        "Tom Bergmann ist neuer Stadtbaurat und tritt das Amt am Montag, 3. Februar an.",
    ],
)
def test_who_takes_office_on_a_day_to_come_is_designated(body: str) -> None:
    assert roles(body)["Tom Bergmann"] == "designierter Stadtbaurat"


def test_a_woman_is_meant_by_her_pronoun() -> None:
    body = "Der Rat hat Anna Lang zur Kämmerin gewählt. Sie tritt ihr Amt am 1. Februar an."
    assert roles(body)["Anna Lang"] == "designierte Kämmerin"


@pytest.mark.parametrize(
    "body",
    [
        "Tom Bergmann ist neuer Stadtbaurat. Er trat sein Amt am 1. Februar an.",
        "Stadtbaurat Tom Bergmann lädt ein. Er übernimmt am 1. Februar die Leitung des Abends.",
        "Tom Bergmann ist neuer Stadtbaurat. Sie tritt ihr Amt am 1. Februar an.",
        "Tom Bergmann ist neuer Stadtbaurat. Anna Lang übernimmt am 1. Februar das Amt der Kämmerin.",
        "Tom Bergmann ist neuer Stadtbaurat. Die Ausstellung beginnt am 1. Februar.",
    ],
)
def test_whoever_holds_it_already_holds_it(body: str) -> None:
    assert roles(body)["Tom Bergmann"] == "Stadtbaurat"
