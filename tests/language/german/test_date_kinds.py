"""Kinds of dates that others write: each with the neighbours that show its bounds. Published in March."""

from datetime import date

import pytest

from bench.marked import gold_releases
from language.german.dates.prose import find_periods
from language.german.dates.whole import read_period
from language.german.holidays import advent, easter, holiday

PUBLISHED = date(2026, 3, 11)


def spans(text: str) -> str:
    found = find_periods(text, today=PUBLISHED)
    return "; ".join(
        str(one.start) if one.start == one.end else f"{one.start or ''}..{one.end or ''}" for one in found
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Die Halle war ab 7. Febr. 2024 zu.", "2024-02-07.."),
        ("Vom 3. Nov. bis 12. Dez. 2025 wurde gebaut.", "2025-11-03..2025-12-12"),
        ("Stand: Jan. 2026", "2026-01-01..2026-01-31"),
        ("Am Sa. 4. Apr. 2026 ist Markt. Der Eintritt ist frei.", "2026-04-04"),
        ("Er kam im Okt. Danach blieb er.", "2025-10-01..2025-10-31"),
    ],
)
def test_a_month_cut_short_ends_no_sentence(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Das Fest ist am ersten Samstag im Juli.", "2026-07-04"),
        ("Das Fest ist am zweiten Wochenende im Juli 2027.", "2027-07-10..2027-07-11"),
        ("Der Ausschuss tagt am vorletzten Dienstag des Monats.", "2026-03-24"),
        ("Geöffnet ist jeden ersten Sonntag im Monat.", ""),
        ("Jeweils am letzten Freitag im Mai wird getanzt.", ""),
        ("Am fünften Freitag im Februar wird nichts sein.", ""),
    ],
)
def test_a_weekday_is_counted_within_its_month(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Die Sperrung dauert 02.04. bis 09.04.2026 an.", "2026-04-02..2026-04-09"),
        ("Werkschau 1.6.-14.6.2026", "2026-06-01..2026-06-14"),
        ("Laufzeit 01.04.–30.04.", "2026-04-01..2026-04-30"),
        (
            "Gebaut wird vom 6. bis 8. und vom 13. bis 15. April.",
            "2026-04-06..2026-04-08; 2026-04-13..2026-04-15",
        ),
        ("Märkte sind am 11.+12.4.2026.", "2026-04-11; 2026-04-12"),
        ("In der Nacht vom 18./19. Mai wird asphaltiert.", "2026-05-18..2026-05-19"),
        ("Gearbeitet wird in der 14./15. KW.", "2026-03-30..2026-04-12"),
        ("Kapitel 02.04. bis zum Schluss lesen", ""),
    ],
)
def test_spans_may_share_what_one_end_leaves_out(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Die Schau öffnet am 8. Mai 2027 und schließt am 2. August.", "2027-05-08; 2027-08-02"),
        ("Gewählt wird am 7. Juni und am 21. Juni 2028.", "2028-06-07; 2028-06-21"),
        ("Nach dem Brand am 3. Mai 2015 wird am 12. Juni gefeiert.", "2015-05-03; 2026-06-12"),
        ("Am 8. Mai 2027 ist Wahl. Am 2. August ist Ferienbeginn.", "2027-05-08; 2026-08-02"),
    ],
)
def test_a_coming_year_holds_for_the_rest_of_its_sentence(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Anträge bis 15. Oktober.", "..2026-10-15"),
        ("Die Arbeiten dauern bis voraussichtlich Ende Oktober.", "..2026-10-31"),
        ("Die Busse fahren ab Mitte September anders.", "2026-09-11.."),
        ("Die Halle war bis 15. Oktober geschlossen.", "..2025-10-15"),
        ("Seit nunmehr Mitte Oktober fehlt das Dach.", "2025-10-11.."),
        ("Am 20. September sucht der Verein begabte Sänger.", "2026-09-20"),
        ("Am 20. September suchte der Verein begabte Sänger.", "2025-09-20"),
        ("Die Klassen ziehen im Oktober zurück.", "2026-10-01..2026-10-31"),
    ],
)
def test_bis_and_ab_look_ahead_unless_the_verb_looks_back(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Die Straße ist von Samstag, 20 Uhr, bis Montag, 6 Uhr, gesperrt.", "2026-03-14..2026-03-16"),
        ("Die Bücherei bleibt Donnerstag bis Samstag zu.", "2026-03-12..2026-03-14"),
        ("Montag bis Freitag geöffnet.", ""),
        ("Heute in vierzehn Tagen wird gewählt.", "2026-03-25"),
        ("Die Sitzung ist Donnerstag in einer Woche.", "2026-03-19"),
        ("Am heutigen Tage wurde unterschrieben.", "2026-03-11"),
        ("Am 25. d. M. endet die Frist.", "2026-03-25"),
    ],
)
def test_weekdays_and_days_counted_from_today(text: str, meant: str) -> None:
    assert spans(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Am 30. Februar 2026 geschieht nichts.", ""),
        ("Der 31. Juni 2025 fehlt im Kalender.", ""),
        ("In der Heizperiode 2025/26 wurde gespart.", ""),
        ("Das Kita-Jahr und das Kindergartenjahr 2026/27 beginnen.", ""),
        ("Der Doppelhaushalt 2025/2026 steht.", "2025-01-01..2026-12-31"),
        ("Im Haushaltsjahr 2026 fehlt Geld.", "2026-01-01..2026-12-31"),
        ("Es spielen Jan Mai und April Sommer.", ""),
        ("Rufen Sie an: 0911 2112-2118.", ""),
        ("Der Maler (1771–1834) lebte hier.", "1771-01-01..1834-12-31"),
        ("In den 1950er- und 1960er-Jahren wuchs die Stadt.", "1950-01-01..1969-12-31"),
        ("Neu seit 5 Januar 2026.", "2026-01-05.."),
        ("Eröffnet wird am 8 . Mai 2026.", "2026-05-08"),
    ],
)
def test_what_is_no_date_is_none_and_what_is_oddly_written_is_one(text: str, meant: str) -> None:
    assert spans(text) == meant


class TestHolidays:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("Karfreitag 2027 ruht der Betrieb.", "2027-03-26"),
            ("An Christi Himmelfahrt fährt kein Bus.", "2026-05-14"),
            ("Über Pfingsten ist das Bad offen.", "2026-05-24..2026-05-25"),
            ("Am Buß- und Bettag tagt die Synode.", "2026-11-18"),
            ("Am 3. Advent singt der Chor.", "2026-12-13"),
            ("Zwischen den Jahren bleibt das Rathaus zu.", "2026-12-27..2026-12-30"),
            ("Am Palmsonntag, 29. März, ist Markt.", "2026-03-29"),
            ("Am Tag der Deutschen Einheit ist geschlossen.", "2026-10-03"),
            ("Das ist wie Weihnachten und Ostern zusammen.", ""),
            ("Getraut wurden sie in Mariä Himmelfahrt.", ""),
            ("In den Osterferien ist das Bad offen.", ""),
            ("Der Ostermarkt war schön.", ""),
        ],
    )
    def test_a_holiday_is_its_day_where_a_text_names_it(self, text: str, meant: str) -> None:
        assert spans(text) == meant

    def test_easter_and_advent_by_the_calendar(self) -> None:
        assert [easter(year) for year in (2024, 2025, 2026, 2038, 2285)] == [
            date(2024, 3, 31), date(2025, 4, 20), date(2026, 4, 5), date(2038, 4, 25), date(2285, 3, 22),
        ]  # fmt: skip
        assert [advent(2022, 4), advent(2023, 4), advent(2026, 1)] == [
            date(2022, 12, 18), date(2023, 12, 24), date(2026, 11, 29),
        ]  # fmt: skip
        assert holiday("buss - und bettag")(2024)[0] == date(2024, 11, 20)

    @pytest.mark.parametrize(
        ("typed", "start", "end"),
        [
            ("Ostermontag 2026", date(2026, 4, 6), date(2026, 4, 6)),
            ("letzter Sonntag im September", date(2026, 9, 27), date(2026, 9, 27)),
            ("zwischen den Jahren 2025", date(2025, 12, 27), date(2025, 12, 30)),
            ("KW 17/18 2026", date(2026, 4, 20), date(2026, 5, 3)),
            ("zum 31.12.", date(2026, 12, 31), date(2026, 12, 31)),
        ],
    )
    def test_the_query_box_reads_the_same(self, typed: str, start: date, end: date) -> None:
        found = read_period(typed, today=date(2026, 8, 1))
        assert found is not None
        assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "Vom 07.03.2027, 15:00 Uhr, bis zum 08.04.2027, 16:30 Uhr, ist gesperrt.",
            date(2027, 3, 7),
            date(2027, 4, 8),
        ),
        (
            "Gesperrt von Montag, 4. Mai, 7 Uhr, bis Freitag, 8. Mai, 17 Uhr.",
            date(2026, 5, 4),
            date(2026, 5, 8),
        ),
        ("Das ging vom 7.3.2017 15:00 bis zum 8.4.2017 16:30.", date(2017, 3, 7), date(2017, 4, 8)),
        ("Am 4. Mai, 15:00 bis 17:00 Uhr, ist Markt.", date(2026, 5, 4), date(2026, 5, 4)),
        ("Geöffnet ist am kommenden Mittwoch.", date(2026, 3, 18), date(2026, 3, 18)),
        ("Am Tag der Arbeit 2027 ruht alles.", date(2027, 5, 1), date(2027, 5, 1)),
    ],
)
def test_hours_between_two_days_are_passed_over(text: str, start: date, end: date) -> None:
    assert [(found.start, found.end) for found in find_periods(text, today=PUBLISHED)] == [(start, end)]


def test_no_expression_begins_with_a_word_that_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [release.release.text for release in gold_releases()]
    texts += [
        "Am Rosenmontag, übermorgen, heuer und in der 14./15. KW, Mitte Mai, eine Woche später, Neunzigerjahre."
    ]
    quick = [find_periods(text, today=PUBLISHED) for text in texts]
    monkeypatch.setattr("language.german.dates.prose.may_begin", lambda word: True)
    assert [find_periods(text, today=PUBLISHED) for text in texts] == quick
