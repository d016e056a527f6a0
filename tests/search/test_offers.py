"""What is offered where a query finds nothing, or cannot be understood."""

from datetime import date
from pathlib import Path

import pytest

from archive.store import Archive
from language.german.dates import Period
from search.engine import open_engine
from search.finder import Finder
from search.indexer import catch_up
from search.labels import offer_label
from search.offers import OfferKind, offers_for
from search.params import Search
from tests.archive.test_store import deposit, reading, release
from tests.conftest import quiet

TODAY = date(2026, 1, 15)
K = OfferKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Radweg", []),
        ("Radweg Bahnhof", []),
        ("Bus oder Bahn", [(K.EITHER, "Bus ODER Bahn"), (K.QUESTION, "Bus Bahn")]),
        ("Was sagt die Stadt zu den Kosten der Turnhalle?", [(K.QUESTION, "sagt Stadt Kosten Turnhalle")]),
        ("Wie hoch sind die Parkgebühren?", [(K.QUESTION, "Parkgebühren")]),
        ("alles über die Grundsteuer", [(K.QUESTION, "Grundsteuer")]),
        ("persn:Güler", [(K.FIELD, "person:Güler")]),
        (
            "Zwei Siege für TT -Spieler",
            [(K.WORDS, "Zwei Siege für TT Spieler"), (K.QUESTION, "Zwei Siege TT -Spieler")],
        ),
        ("Radweg -5", [(K.EXCLUDED, "Radweg NICHT 5")]),
        ("Rad*weg (Bau", [(K.WORDS, "Rad weg Bau")]),
        ("ODER", [(K.WORDS, "oder")]),
        ("§ 34", []),
        ("5 %", []),
    ],
)
def test_offers(text: str, expected: list[tuple[OfferKind, str]]) -> None:
    assert [(offer.kind, offer.text) for offer in offers_for(text, TODAY)] == expected


@pytest.mark.parametrize(
    ("text", "rest", "start", "end"),
    [
        ("12.06.2025", "", date(2025, 6, 12), date(2025, 6, 12)),
        ("15. August 2017", "", date(2017, 8, 15), date(2017, 8, 15)),
        ("Kämmerer März 2024", "Kämmerer", date(2024, 3, 1), date(2024, 3, 31)),
        ("Wer war im März 2024 Kämmerer", "Kämmerer", date(2024, 3, 1), date(2024, 3, 31)),
        ("Pressemitteilung vom 3. Mai 2025", "", date(2025, 5, 3), date(2025, 5, 3)),
        ("Radweg 2024", "Radweg", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_date_in_the_box_is_offered_as_a_period_and_as_a_day_named(
    text: str, rest: str, start: date, end: date
) -> None:
    offers = {offer.kind: offer for offer in offers_for(text, TODAY)}
    for kind in (K.PUBLISHED, K.MENTIONED):
        period = offers[kind].period
        assert period
        assert (offers[kind].text, period.start, period.end) == (rest, start, end)


def test_only_what_finds_something_is_offered_and_the_filters_stay(archive: Archive, tmp_path: Path) -> None:
    day = date(2024, 3, 5)
    deposit(archive, release("Kämmerer stellt Haushalt vor", "Text."), reading(published=day))
    engine = open_engine("whoosh", tmp_path / "index")
    catch_up(archive, engine, quiet)
    finder = Finder(archive, engine)
    (offered,) = finder.offers(Search(text="Kämmerer März 2024"), today=TODAY)
    assert (offered.offer.kind, offered.total) == (K.PUBLISHED, 1)
    assert offered.search.filters.published == offered.offer.period
    assert finder.find(offered.search).total == 1
    assert offer_label(offered, "de") == "Veröffentlicht 1. März 2024 – 31. März 2024: Kämmerer (1)"
    (words,) = finder.offers(Search(text="titel:(Haushalt"), today=TODAY)
    assert (words.offer.kind, words.search.text, words.total) == (K.WORDS, "Haushalt", 1)
    assert finder.offers(Search(text="titel:(Radweg"), today=TODAY) == ()
    engine.close()


def test_a_period_keeps_its_words() -> None:
    (published, *_) = offers_for("2024", TODAY)
    assert published.period == Period(start=date(2024, 1, 1), end=date(2024, 12, 31), printed="2024")
