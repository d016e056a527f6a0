"""Which release a correction corrects."""

import re

import pytest

from archive.model import Release, ReleaseNumber
from archive.store import Archive
from ingest.reading.correction import read_correction
from tests.archive.test_store import deposit, reading, release

SIGNED = re.compile(r"(?P<running>\d{1,4})\s?/\s?(?P<sign>[a-z]{1,5})\b")


def said(title: str = "Titel", lead: str = "", body: str = "") -> tuple[int, str | None] | None:
    found = read_correction(Release(city="a", url=None, title=title, lead=lead, body=body), SIGNED)
    return (found.running, found.sign) if found else None


@pytest.mark.parametrize(
    ("release_", "number"),
    [
        ({"title": "Korrektur zu 450/pe: Radweg erst im Mai"}, (450, "pe")),
        ({"lead": "Berichtigung zu unserer Pressemitteilung Nr. 450/pe vom 15. August."}, (450, "pe")),
        ({"body": "Hiermit erfolgt eine Richtigstellung der Meldung 450/pe.\n\nMehr."}, (450, "pe")),
        ({"title": "Korrigierte Fassung der Pressemitteilung 450 / pe"}, (450, "pe")),
        ({"title": "Der Kurs wird korrigiert", "body": "Am Radweg 450/pe wird gebaut."}, None),
        ({"title": "Korrektur am Haushalt"}, None),
        ({"body": "Eins.\n\nZwei.\n\nDrei.\n\nEine Korrektur zu 450/pe kommt noch."}, None),
    ],
)
def test_the_number_behind_the_word(release_: dict[str, str], number: tuple[int, str] | None) -> None:
    assert said(**release_) == number


def test_both_sides_know_each_other(archive: Archive) -> None:
    wrong, _ = deposit(archive, release(), reading(450))
    corrects = ReleaseNumber(running=450, sign="pe", year=None)
    right, _ = deposit(
        archive,
        release("Korrektur zu 450/pe", "Neu.", "https://a.example/2"),
        reading(453, corrects=corrects),
    )
    other, _ = deposit(archive, release("Ganz anders", "X", "https://a.example/3"), reading(450, "bw"))
    assert archive.corrections(right) == ((wrong,), ())
    assert archive.corrections(wrong) == ((), (right,))
    assert archive.corrections(other) == ((), ())
