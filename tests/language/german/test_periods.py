"""The period grammar: what docs/query-language.md promises, and that prose is told from amounts and opening hours."""

import csv
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.quality import PERIODS, measure_periods
from language.german.dates import Doubt, Lean, Mentioned, Unit
from language.german.dates.prose import find_periods
from language.german.dates.whole import read_mentioned, read_period

MONDAY = date(2017, 8, 14)


def span(
    text: str, today: date = MONDAY, lean: Lean = Lean.NEAREST
) -> tuple[date | None, date | None] | None:
    found = read_period(text, today=today, lean=lean)
    return (found.start, found.end) if found else None


def day(text: str, today: date = MONDAY, lean: Lean = Lean.NEAREST) -> date | None:
    found = span(text, today, lean)
    assert found is not None
    assert found[0] == found[1]
    return found[0]


class TestConventions:
    def test_weeks_are_iso_weeks(self) -> None:
        assert span("KW 33") == (date(2017, 8, 14), date(2017, 8, 20))
        assert span("KW 53 2020") == (date(2020, 12, 28), date(2021, 1, 3))
        assert span("KW 53 2021") is None

    def test_the_calendar_unit_before_and_after(self) -> None:
        assert span("letzte Woche") == (date(2017, 8, 7), date(2017, 8, 13))
        assert span("letzten Monat") == (date(2017, 7, 1), date(2017, 7, 31))
        assert span("im vergangenen Jahr") == (date(2016, 1, 1), date(2016, 12, 31))
        assert span("nächstes Quartal") == (date(2017, 10, 1), date(2017, 12, 31))

    def test_parts_of_months_and_years(self) -> None:
        assert span("Anfang August") == (date(2017, 8, 1), date(2017, 8, 10))
        assert span("Mitte August") == (date(2017, 8, 11), date(2017, 8, 20))
        assert span("Ende Februar 2016") == (date(2016, 2, 21), date(2016, 2, 29))
        assert span("Ende 2018") == (date(2018, 9, 1), date(2018, 12, 31))

    def test_seasons_are_meteorological_and_winter_begins_in_december(self) -> None:
        assert span("Sommer 2017") == (date(2017, 6, 1), date(2017, 8, 31))
        assert span("Winter 2019/20") == (date(2019, 12, 1), date(2020, 2, 29))

    def test_the_last_seven_days_end_today(self) -> None:
        assert span("die letzten 7 Tage") == (date(2017, 8, 8), MONDAY)

    def test_weekdays_look_ahead_back_or_to_the_nearest(self) -> None:
        assert day("am kommenden Montag") == date(2017, 8, 21)
        assert day("letzten Montag") == date(2017, 8, 7)
        assert day("Freitag", lean=Lean.LAST) == date(2017, 8, 11)
        assert day("Freitag", lean=Lean.NEXT) == date(2017, 8, 18)
        nearest = read_mentioned("Freitag", today=MONDAY)
        assert nearest is not None
        assert (nearest.start, nearest.doubt) == (date(2017, 8, 11), Doubt.NEAREST)

    def test_a_missing_year_is_the_nearest_that_fits(self) -> None:
        assert day("3. Januar") == date(2018, 1, 3)
        assert day("3. Mai") == date(2017, 5, 3)
        assert day("Mittwoch, 3. Mai") == date(2017, 5, 3)
        assert span("seit Januar") == (date(2017, 1, 1), None)

    def test_a_weekday_that_does_not_fit_is_kept_and_told(self) -> None:
        found = read_mentioned("Mittwoch, 15. August 2017", today=MONDAY)
        assert found is not None
        assert (found.start, found.doubt) == (date(2017, 8, 15), Doubt.WEEKDAY)

    @pytest.mark.parametrize(
        "text",
        ["31. Februar 2019", "5. bis 3. August 2017", "39,4 Millionen", "Zwei Stunden", "die", "Agust", ""],
    )
    def test_what_is_none_is_refused(self, text: str) -> None:
        assert span(text) is None


def test_every_written_out_period_of_the_gold_file() -> None:
    with PERIODS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert len(rows) >= 300
    count, right, silent, _ = measure_periods("open")
    assert (right / count, silent) >= (0.99, 0)
    assert silent == 0


def test_periods_never_read_while_the_grammar_was_made() -> None:
    count, right, silent, _ = measure_periods("blind")
    assert right / count >= 0.95
    assert silent <= 1


def mentioned(text: str, today: date | None = MONDAY) -> list[tuple[str, date | None, date | None]]:
    return [
        (find_period.printed, find_period.start, find_period.end)
        for find_period in find_periods(text, today=today)
    ]


class TestProse:
    def test_the_founding_example_gives_no_date_out_of_amounts_and_articles(self) -> None:
        text = (
            "Zwei Stunden nahm die Landespolitikerin sich Zeit. Rund 39,4 Millionen Euro, davon 19,6 Millionen aus "
            "den Haushalten; 53 der 54 Kreise."
        )
        assert mentioned(text) == []

    def test_tense_decides_for_a_bare_weekday(self) -> None:
        assert mentioned("Die Stadträtin übergab am Freitag den Scheck.") == [
            ("Freitag", date(2017, 8, 11), date(2017, 8, 11))
        ]
        assert mentioned("Am Freitag lädt die Stadt ein.") == [
            ("Freitag", date(2017, 8, 18), date(2017, 8, 18))
        ]

    def test_of_two_clauses_each_has_its_own_tense(self) -> None:
        text = "Der Rat tagte am Freitag; am Freitag beginnt auch der Markt."
        assert [start for _, start, _ in mentioned(text)] == [date(2017, 8, 11), date(2017, 8, 18)]

    def test_a_list_of_days_shares_month_and_year(self) -> None:
        found = mentioned("Termine: Samstag, 2., 9. und 16. September, um 19 Uhr")
        assert [start for _, start, _ in found] == [date(2017, 9, 2), date(2017, 9, 9), date(2017, 9, 16)]

    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            (
                "Das Fest ist am 19. August, bei Regen eine Woche später.",
                date(2017, 8, 26),
                date(2017, 8, 26),
            ),
            ("Gewählt wurde am 8. August. Am Tag zuvor war Probe.", date(2017, 8, 7), date(2017, 8, 7)),
            ("Am 8. August begann es; zwei Tage danach war Schluss.", date(2017, 8, 10), date(2017, 8, 10)),
            (
                "Der Rat tagt am 19. August, der Ausschuss in der Woche darauf.",
                date(2017, 8, 21),
                date(2017, 8, 27),
            ),
        ],
    )
    def test_days_counted_from_the_day_named_last(self, text: str, start: date, end: date) -> None:
        assert mentioned(text)[-1][1:] == (start, end)

    def test_nothing_is_counted_from_a_span_or_from_nothing(self) -> None:
        assert mentioned("Bei Regen eine Woche später.") == []
        assert [one[0] for one in mentioned("Vom 3. bis 5. August war Markt, eine Woche später Kirmes.")] == [
            "3. bis 5. August"
        ]

    def test_a_night_is_two_days_and_what_is_put_off_is_none(self) -> None:
        assert mentioned("In der Nacht vom 1. auf den 2. September bleibt sie zu.") == [
            ("1. auf den 2. September", date(2017, 9, 1), date(2017, 9, 2))
        ]
        assert mentioned("In der Nacht von Dienstag auf Mittwoch wurde sie gestohlen.")[-1][1:] == (
            date(2017, 8, 8),
            date(2017, 8, 9),
        )
        text = "Die Feier war vom 5. Mai auf den 30. August verlegt worden."
        assert date(2017, 5, 5) in [end for _, _, end in mentioned(text)]

    def test_a_stretch_of_weekdays_ends_after_it_begins(self) -> None:
        assert mentioned("Die Klasse fährt von Mittwoch bis Montag an die See.") == [
            ("Mittwoch bis Montag", date(2017, 8, 16), date(2017, 8, 21))
        ]

    def test_the_time_of_day_belongs_to_the_day(self) -> None:
        (one,) = find_periods("am kommenden Samstag, 19. August, 14 Uhr", today=MONDAY)
        assert (one.start, one.clock, one.unit) == (date(2017, 8, 19), time(14, 0), Unit.DAY)

    @pytest.mark.parametrize(
        "text",
        [
            "Geöffnet montags bis freitags von 9 bis 16 Uhr, jeden Montag ab 8 Uhr.",
            "Telefon 0212 2015-12, Zimmer 2.04, § 3.1 Absatz 5, Nr. 2017.",
            "2000 Besucher kamen, 1.200 Euro wurden gespendet.",
            "Frau Mai sprach mit August Bebel in der August-Bebel-Straße.",
            "Im Schuljahr 2016/17 lernen dort 300 Kinder.",
            "Am Morgen war es kalt.",
        ],
    )
    def test_what_looks_like_a_date_and_is_none(self, text: str) -> None:
        assert mentioned(text) == []

    def test_years_alone_are_told_from_days(self) -> None:
        (one,) = find_periods("2012 hatte der Landtag das Gesetz beschlossen.", today=MONDAY)
        assert (one.unit, one.start) == (Unit.YEAR, date(2012, 1, 1))

    def test_without_a_day_of_publication_only_full_dates_are_told(self) -> None:
        assert mentioned("Heute und am 3. Mai, am 3. Mai 2016.", today=None) == [
            ("3. Mai 2016", date(2016, 5, 3), date(2016, 5, 3))
        ]

    def test_places_count_in_the_text_with_its_invisible_characters(self) -> None:
        text = "Am 3.\u200b Mai 20\u00ad16 war es."
        (one,) = find_periods(text, today=MONDAY)
        assert text[one.at : one.until] == "3.\u200b Mai 20\u00ad16"

    @given(st.text(alphabet="0123456789.-–/ ,:bisvomAugustMaiKWJahrEndeSommermontagdielztn\n'§", max_size=60))
    def test_any_text_can_be_looked_through(self, text: str) -> None:
        for find_period in find_periods(text, today=MONDAY):
            assert isinstance(find_period, Mentioned)
            assert text[find_period.at : find_period.until] == find_period.printed
            assert (
                find_period.start is None or find_period.end is None or find_period.start <= find_period.end
            )
        read_period(text, today=MONDAY)

    @given(st.dates(date(1950, 1, 1), date(2150, 12, 31)))
    def test_a_date_written_out_is_read_again(self, one: date) -> None:
        months = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
        assert day(f"{one.day}. {months[one.month - 1]} {one.year}") == one
        assert day(f"{one:%d.%m.%Y}") == one
        assert day(one.isoformat()) == one
