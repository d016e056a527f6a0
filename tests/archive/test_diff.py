from dataclasses import replace

import pytest

from archive.diff import differences, grade_of
from archive.model import Attachment, Grade, PersonMention, Reading, Release

BODY = (
    "Der Stadtrat hat am 3. Mai den Haushalt beschlossen. Er umfasst 54,3 Millionen Euro. "
    "„Das ist ein guter Tag für unsere Stadt“, sagte Uli Preuss. Einwände gab es nicht.\n\n"
    "Die Sanierung der Grundschule beginnt im Herbst."
)
BEFORE = Release(
    city="stadt", url=None, title="Haushalt beschlossen", lead="Mehr Geld für Schulen.", body=BODY
)
READING = Reading(reader=1, persons=(PersonMention(name="Uli Preuss"),))


@pytest.mark.parametrize(
    ("old", "new", "grade"),
    [
        ("Einwände gab", "Einwande gab", Grade.TYPOGRAPHIC),
        ("Herbst.", "Herbst!", Grade.TYPOGRAPHIC),
        ("der Grundschule", "der Grund-Schule", Grade.TYPOGRAPHIC),
        ("54,3", "53,4", Grade.FACTUAL),
        ("3. Mai", "3. Juni", Grade.FACTUAL),
        ("Preuss", "Preus", Grade.FACTUAL),
        ("guter Tag", "guten Tag", Grade.FACTUAL),  # inside a quotation every letter counts
        ("gab es nicht", "gab es", Grade.FACTUAL),
        ("der Grundschule", "des Rathauses", Grade.FACTUAL),
        (" Einwände gab es nicht.", "", Grade.STRUCTURAL),
        ("im Herbst.", "im Herbst. Sie dauert bis zum Frühjahr.", Grade.STRUCTURAL),
    ],
)
def test_how_deep_a_change_goes(old: str, new: str, grade: Grade) -> None:
    assert old in BODY
    after = replace(BEFORE, body=BODY.replace(old, new))
    assert grade_of(BEFORE, after, READING) is grade
    assert grade_of(after, BEFORE, READING) is grade


def test_sentences_that_changed_places_are_structural() -> None:
    first, second = BODY.split("\n\n")
    assert grade_of(BEFORE, replace(BEFORE, body=f"{second}\n\n{first}"), READING) is Grade.STRUCTURAL


def test_an_attachment_that_went_is_structural() -> None:
    before = replace(BEFORE, attachments=(Attachment(url="https://a.example/plan.pdf"),))
    assert grade_of(before, BEFORE) is Grade.STRUCTURAL


def test_a_difference_tells_its_field_and_both_wordings() -> None:
    after = replace(BEFORE, title="Haushalt abgelehnt", body=BODY.replace("54,3", "53,4"))
    found = [
        (difference.field, difference.before, difference.after) for difference in differences(BEFORE, after)
    ]
    assert found == [
        ("title", "Haushalt beschlossen", "Haushalt abgelehnt"),
        ("body", "Er umfasst 54,3 Millionen Euro.", "Er umfasst 53,4 Millionen Euro."),
    ]


def test_the_deepest_difference_decides() -> None:
    after = replace(BEFORE, lead="Mehr Geld fuer Schulen!", body=BODY.replace("54,3", "53,4"))
    assert {difference.grade for difference in differences(BEFORE, after)} == {
        Grade.TYPOGRAPHIC,
        Grade.FACTUAL,
    }
    assert grade_of(BEFORE, after) is Grade.FACTUAL


def test_spacing_alone_is_no_difference() -> None:
    assert differences(BEFORE, replace(BEFORE, body=BODY.replace(" ", "  "))) == ()
