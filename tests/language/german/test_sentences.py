import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.sentences import sentences


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Es regnet. Die Stadt ist nass.", ["Es regnet.", "Die Stadt ist nass."]),
        (
            "Dr. Henrike Asmussen kam am 8. Mai. Sie ging.",
            ["Dr. Henrike Asmussen kam am 8. Mai.", "Sie ging."],
        ),
        ("Von U. Preuss und Prof. Dr. Ing. Auer.", ["Von U. Preuss und Prof. Dr. Ing. Auer."]),
        ("Es war 2023. Dann kam 2024.", ["Es war 2023.", "Dann kam 2024."]),
        ("„Wir freuen uns.“ Das sagte sie.", ["„Wir freuen uns.“", "Das sagte sie."]),
        ("Wirklich? Ja! „Gut“, sagte er.", ["Wirklich?", "Ja!", "„Gut“, sagte er."]),
        ("Überschrift\n\nText ohne Punkt", ["Überschrift", "Text ohne Punkt"]),
        ("Die Nr. 450 der SPD. Und so weiter.", ["Die Nr. 450 der SPD.", "Und so weiter."]),
        ("39,4 Millionen Euro. 53 Städte.", ["39,4 Millionen Euro.", "53 Städte."]),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.text())
def test_nothing_but_spaces_is_left_out(text: str) -> None:
    assert "".join("".join(split(text)).split()) == "".join(text.split())
