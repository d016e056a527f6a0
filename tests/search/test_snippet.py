from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching import Matcher
from search.model import Snippet
from search.query import sought
from search.snippet import LENGTH, fragment, mark
from search.syntax import parse

TEXT = (
    "Der Rat tagt am Montag. Auf der Tagesordnung stehen viele Punkte, über die lange gesprochen wurde. "
    "Dr. Henrike Asmussen spricht am 8. Mai über den Haushalt der Stadt und über die Brücke. "
    "Danach gibt es Kaffee und Kuchen für alle, die so lange geblieben sind. "
    "Zum Schluss wird über den Radweg gesprochen, den Radverkehr und die Sanierung der Tellbrücke im nächsten Jahr. "
    "Die Sitzung ist öffentlich."
)


def marked(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.marks]


def shown(query: str, text: str = TEXT) -> Snippet:
    return fragment(text, Matcher(sought(parse(query, today=date(2026, 1, 1)))))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Radweg", ["Radweg"]),
        ("Radwege Sanierungen", ["Radweg", "Sanierung"]),
        ('"den Radverkehr"', ["den Radverkehr"]),
        ("rad*", ["Radweg", "Radverkehr"]),
        ("Rodweg~", ["Radweg"]),
        ('person:"Henrike Asmussen"', ["Henrike Asmussen"]),
        ("asmussen", ["Asmussen"]),
        ("Radweg -Sanierung", ["Radweg"]),
    ],
)
def test_what_matches_is_shown_and_marked(query: str, expected: list[str]) -> None:
    assert marked(shown(query)) == expected


def test_only_what_really_matches_is_marked() -> None:
    assert marked(shown('"fordern"', "Fördern und fordern.")) == ["fordern"]
    assert marked(shown("titel:Radweg")) == []


def test_a_fragment_begins_and_ends_with_sentences_not_at_abbreviations() -> None:
    snippet = shown("Haushalt")
    assert "Dr. Henrike Asmussen spricht am 8. Mai" in snippet.text
    assert snippet.text.rstrip(" …")[-1] in ".!?"


def test_what_is_left_out_bears_an_ellipsis() -> None:
    long = " ".join(["wort"] * 200) + " Zeppelin " + " ".join(["wort"] * 200)
    snippet = shown("Zeppelin", long)
    assert snippet.text.startswith("… ")
    assert snippet.text.endswith(" …")
    assert marked(snippet) == ["Zeppelin"]


def test_without_a_match_the_beginning_is_shown() -> None:
    snippet = shown("xyzzy")
    assert snippet.text.startswith("Der Rat tagt")
    assert snippet.marks == ()


def test_the_window_holds_most_of_what_was_sought() -> None:
    text = (
        "Radweg. "
        + "Es folgt sehr viel anderes. " * 30
        + "Der Radweg und die Brücke am Bahnhof. "
        + "Ende. " * 30
    )
    assert marked(shown("Radweg Brücke Bahnhof", text)) == ["Radweg", "Brücke", "Bahnhof"]


def test_a_headline_is_marked_whole() -> None:
    snippet = mark("Radweg am Bahnhof", Matcher(sought(parse("Bahnhof Radweg", today=date(2026, 1, 1)))))
    assert (snippet.text, marked(snippet)) == ("Radweg am Bahnhof", ["Radweg", "Bahnhof"])


@given(st.text(max_size=600), st.sampled_from(["a", '"a b"', "a*", "abcd~", "person:a", "a ODER b", ""]))
def test_any_text_gives_a_fragment_with_marks_inside_it(text: str, query: str) -> None:
    snippet = shown(query, text)
    assert len(snippet.text) <= max(2 * LENGTH, 600)
    at = 0
    for start, end in snippet.marks:
        assert at <= start < end <= len(snippet.text)
        at = end
