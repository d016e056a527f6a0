"""Why a text matches."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.german.tokens import tokenize
from search.matching import Matcher, MatchKind, MatchReason
from search.query import sought
from search.snippet import fragment
from search.syntax import parse
from tests.waiting import coming_to_an_end

TEXT = "Das Verkehrskonzept der Stadt: Häuser, Brücken und Serap Güler. Der Bürgermeister sprach."


def why(query: str, text: str = TEXT) -> tuple[MatchReason, ...]:
    return Matcher(sought(parse(query, today=date(2026, 1, 1)))).reasons("", [text])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Stadt", MatchReason("Stadt", MatchKind.WRITTEN, "Stadt")),
        ("brücke", MatchReason("brücke", MatchKind.FORM, "Brücken")),
        ("Haus", MatchReason("Haus", MatchKind.FORM, "Häuser")),
        ("Bürgermeisterin", MatchReason("Bürgermeisterin", MatchKind.FORM, "Bürgermeister")),
        ("Verkehr", MatchReason("Verkehr", MatchKind.PART, "Verkehrskonzept", ("Verkehr", "Konzept"))),
        ("Guler", MatchReason("Guler", MatchKind.SPELLING, "Güler")),
        ("Verk*", MatchReason("Verk", MatchKind.BEGINNING, "Verkehrskonzept")),
        ("Bürgermeistr~", MatchReason("Bürgermeistr", MatchKind.MISPRINT, "Bürgermeister")),
    ],
)
def test_each_word_is_told_by_what_it_was_found(query: str, expected: MatchReason) -> None:
    assert why(query) == (expected,)


def test_the_surest_way_is_told() -> None:
    assert why("Verkehr", "Das Verkehrskonzept regelt den Verkehr.") == (
        MatchReason("Verkehr", MatchKind.WRITTEN, "Verkehr"),
    )


def test_a_word_that_differs_by_an_umlaut_is_another_word() -> None:
    for query, text in (("fordern", "fördern"), ("schon", "schön"), ("drucken", "drücken")):
        matcher = Matcher(sought(parse(query, today=date(2026, 1, 1))))
        assert matcher.spans(text) == []
        assert matcher.reasons("", [text]) == ()


def test_what_is_sought_in_headlines_is_told_of_the_headline() -> None:
    matcher = Matcher(sought(parse("titel:Verkehr", today=date(2026, 1, 1))))
    (reason,) = matcher.reasons("Das Verkehrskonzept", ["Verkehr"])
    assert reason.kind is MatchKind.PART


def test_a_text_of_one_letter_or_one_word_is_matched() -> None:
    for query, text in (
        ("a", "a " + "a" * 200_000),
        ("d*", "der die das " * 20_000),
        ("der", "der " * 30_000),
    ):
        matcher = Matcher(sought(parse(query, today=date(2026, 1, 1))))
        with coming_to_an_end():
            assert fragment(text, matcher).marks


def test_threads_that_match_at_once_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.matching._MOST_PIECES", 20)  # what was met is forgotten all the time
    texts = [f"Wort{number} {TEXT} Ende{number}." for number in range(300)]

    def found(text: str) -> list[str]:
        spans = Matcher(sought(parse("Brücke Haus", today=date(2026, 1, 1)))).spans(text)
        return [text[span.start : span.end] for span in spans]

    with ThreadPoolExecutor(4) as threads:
        assert all(one == ["Häuser", "Brücken"] for one in threads.map(found, texts))


def test_what_was_not_found_is_not_told() -> None:
    assert why("Radweg ODER Stadt") == (MatchReason("Stadt", MatchKind.WRITTEN, "Stadt"),)
    assert why("-Stadt") == ()


@given(st.text(alphabet="aäbß \u0301\u00ad-_1", max_size=40))
def test_places_are_those_of_whole_words(text: str) -> None:
    for token in tokenize(text):
        spelling = text[token.start : token.end]
        spans = Matcher(sought(parse(spelling, today=date(2026, 1, 1)))).spans(text)
        assert (token.start, token.end) in [(span.start, span.end) for span in spans]
        # Letters and digits may be parted (B224, B 224); no other span begins or ends within a word.
        edges = [edge for other in tokenize(text) for edge in (other.start, other.end)]
        assert {edge for span in spans for edge in (span.start, span.end)} <= set(edges)
