"""What pages are made of: changes, bars, strips, marks, figures, persons kept in memory, searches in vain."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.changes import Change, changes, in_words
from archive.model import Grade
from archive.numbers import Numbered, series_of
from archive.word_diff import word_diff
from language.formats import number_text, percent_text
from language.german.dates import Period
from pressearchiv.web.pages.histogram import chart, period_of
from pressearchiv.web.pages.number_strip import missing_text, strip
from pressearchiv.web.shared import city_cache
from pressearchiv.web.shared.changes import html_of_change
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import marked_paragraphs, without_controls
from search.model import Histogram, Snippet, Span
from search.zero_results import KEPT_DAYS, ZeroResultLog
from tests.archive.test_store import reading, release
from tests.pressearchiv.web.conftest import put
from tests.waiting import wait_until


def test_what_changed_in_words(context: AppContext) -> None:
    before, after = context.archive.versions(1)
    (change,) = changes(before, after)
    assert (change.field, str(change.grade)) == ("body", "factual")
    said = '<del>300</del><span class="becomes"> → </span><ins>900</ins>'
    assert html_of_change(change, "de") == f"Kämmerin Eva Kranz nannte {said} Euro."
    assert in_words([change], "de") == "300 → 900"


def test_what_only_went_or_came_says_so_when_it_is_copied() -> None:
    change = Change("body", Grade.FACTUAL, word_diff("Der Rat tagt morgen <b>.", "Der Rat tagt <b> nicht."))
    text = re.sub(r"<[^>]+>", "", html_of_change(change, "de"))
    assert unescape(text) == "Der Rat tagt [gestrichen: morgen] <b> [neu: nicht]."
    assert "<b>" not in html_of_change(change, "de")
    assert in_words([change] * 3, "de") == "gestrichen: „morgen“; neu: „nicht“"
    places = [
        Change("body", Grade.FACTUAL, word_diff(f"{number} Euro", f"{number + 1} Euro"))
        for number in range(9)
    ]
    assert in_words(places, "de") == "0 → 1; 1 → 2; 2 → 3; und 6 weitere Stellen"
    assert in_words([], "de") == ""


@pytest.mark.parametrize(
    ("span", "clicked", "days"),
    [
        (Span.DAY, "2025-03-04T00:00:00", ("2025-03-04", "2025-03-04")),
        (Span.MONTH, "2025-02-01", ("2025-02-01", "2025-02-28")),
        (Span.YEAR, "2025-01-01", ("2025-01-01", "2025-12-31")),
        # Midnight in Germany, as a browser there tells it: an hour of the day before.
        (Span.MONTH, datetime(2025, 1, 31, 23, tzinfo=UTC).timestamp() * 1000, ("2025-02-01", "2025-02-28")),
    ],
)
def test_a_bar_narrows_to_its_days(span: Span, clicked: object, days: tuple[str, str]) -> None:
    found = period_of(clicked, span)
    assert found == Period(start=date.fromisoformat(days[0]), end=date.fromisoformat(days[1]))


@pytest.mark.parametrize("clicked", [None, "quatsch", 1e30, [], "9999-12-31"])
def test_a_bar_that_is_none_narrows_nothing(clicked: object) -> None:
    assert period_of(clicked, Span.YEAR) is None


def test_no_bar_is_left_out() -> None:
    bars = ((date(2024, 11, 1), 3), (date(2025, 2, 1), 1))
    spec = chart(Histogram(Span.MONTH, bars), "Meldungen", "de")
    assert spec
    assert [(one["day"], one["n"]) for one in spec["data"]["values"]] == [
        ("2024-11-01", 3), ("2024-12-01", 0), ("2025-01-01", 0), ("2025-02-01", 1),
    ]  # fmt: skip
    assert chart(Histogram(Span.MONTH, bars[:1]), "Meldungen", "de") is None
    far = chart(Histogram(Span.YEAR, ((date(1, 1, 1), 1), (date(2025, 1, 1), 1))), "Meldungen", "de")
    assert far
    assert len(far["data"]["values"]) == 2


def test_a_strip_marks_each_number(context: AppContext) -> None:
    numbered = [Numbered(record_id=at, running=at, year=2025) for at in (1, 2, 4, 4)]
    (series,) = series_of(numbered)
    marks = strip(series, context)
    assert marks.count('class="n ') == 4
    assert '<span class="n gap" title="3"></span>' in marks
    assert '<span class="n double" title="4"></span>' in marks


def test_missing_numbers_that_are_neighbours_are_taken_together() -> None:
    assert missing_text([4, 17, 18, 19, 203]) == "4, 17–19, 203"
    assert missing_text([]) == ""


def test_marks_keep_their_place_in_paragraphs() -> None:
    text = "Ein <b>Radweg</b>\nzwei\n\nNoch ein Radweg"
    at, second = text.index("Radweg"), text.rindex("Radweg")
    found = marked_paragraphs(Snippet(text, ((at, at + 6), (second, second + 6))))
    assert found == (
        "<p>Ein &lt;b&gt;<mark>Radweg</mark>&lt;/b&gt;<br>zwei</p><p>Noch ein <mark>Radweg</mark></p>"
    )


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_marked_text_has_no_tag_of_its_own(text: str, start: int, length: int) -> None:
    end = min(start + length, len(text))
    found = marked_paragraphs(Snippet(text, ((start, end),) if start < end else ()))
    for tag in ("<p>", "</p>", "<br>", "<mark>", "</mark>"):
        found = found.replace(tag, "")
    assert "<" not in found


def test_xml_takes_what_is_left() -> None:
    assert without_controls("a\x00b\x0bc\ufffed\n\t") == "abcd\n\t"


def test_numbers_are_written_as_each_language_does() -> None:
    assert [number_text(1234567, "de"), number_text(0.5, "de")] == ["1.234.567", "0,5"]
    assert [number_text(1234567, "en"), number_text(0.5, "en")] == ["1,234,567", "0.5"]


def test_a_share_is_rounded_down() -> None:
    assert [percent_text(0.9999, "de"), percent_text(0.9999, "de", digits=1)] == ["99 %", "99,9 %"]
    assert [percent_text(1.0, "en"), percent_text(0.29, "en")] == ["100%", "29%"]


class TestMisses:
    TODAY = date(2025, 3, 1)

    def test_only_words_and_day_are_kept(self, tmp_path: Path, beside: str) -> None:
        zero_results = ZeroResultLog(tmp_path, beside, keep=True)
        zero_results.note("  Schwebebahn \n neu ", self.TODAY)
        zero_results.note("Schwebebahn neu", self.TODAY + timedelta(days=1))
        zero_results.note("", self.TODAY)
        (one,) = zero_results.lately()
        assert (one.text, one.times, one.last) == ("Schwebebahn neu", 2, self.TODAY + timedelta(days=1))

    def test_they_are_forgotten(self, tmp_path: Path, beside: str) -> None:
        zero_results = ZeroResultLog(tmp_path, beside, keep=True)
        zero_results.note("alt", self.TODAY)
        zero_results.note("neu", self.TODAY + timedelta(days=KEPT_DAYS + 1))
        assert [one.text for one in zero_results.lately()] == ["neu"]

    def test_switched_off_nothing_is_kept_and_what_was_is_deleted(self, tmp_path: Path, beside: str) -> None:
        ZeroResultLog(tmp_path, beside, keep=True).note("alt", self.TODAY)
        off = ZeroResultLog(tmp_path, beside, keep=False)
        off.note("neu", self.TODAY)
        assert off.lately() == ()
        assert not list(tmp_path.iterdir())


def test_nobody_waits_for_a_share_of_numbers_that_is_counted_anew(
    context: AppContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(city_cache, "_COUNTED_ANEW", 0)
    before = context.city_cache.complete("stadt")
    assert before is not None
    for number in range(20, 40):
        put(
            context.archive,
            release(f"M {number}", f"T {number}", f"https://a.example/n{number}"),
            reading(number),
        )
    assert context.city_cache.complete("stadt") == before
    wait_until(lambda: context.city_cache.complete("stadt") != before)
    assert context.city_cache.complete("nirgends") is None
