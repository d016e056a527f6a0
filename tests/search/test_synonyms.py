"""Words that mean the same: the table that ships, and the town's own."""

from datetime import date
from pathlib import Path

import pytest

from archive.store import Archive
from search.engine import open_engine
from search.finder import Finder
from search.indexer import catch_up
from search.matching import MatchKind
from search.params import Search
from search.query import And, Not, Phrase, Word
from search.synonyms import FILE, SynonymsUnfit, synonyms_of
from search.syntax import parse
from tests.archive.test_store import deposit, reading, release
from tests.conftest import quiet

TODAY = date(2026, 1, 15)


def test_the_table_that_ships_is_read_and_says_nothing_twice(tmp_path: Path) -> None:
    synonyms = synonyms_of(tmp_path)
    assert set(synonyms.of("Kindergärten")) == {"Kita", "Kindertagesstätte"}
    assert "Hallenbad" in synonyms.of("Schwimmbad")
    assert synonyms.of("Hallenbad") == ()
    for others in synonyms.by_stem.values():
        assert len(set(others)) == len(others)


def test_quotes_exclusions_and_fields_have_none(tmp_path: Path) -> None:
    asked = synonyms_of(tmp_path).expand(parse('Schwimmbad "Kita" -Bücherei person:Ampel', today=TODAY))
    assert isinstance(asked, And)
    assert asked.parts[0] == Word("Schwimmbad", also=("Hallenbad", "Freibad", "Erlebnisbad", "Naturbad"))
    assert asked.parts[1:3] == (Phrase("Kita"), Not(Word("Bücherei")))


def test_a_town_has_its_own_and_a_change_counts_at_once(tmp_path: Path) -> None:
    own = tmp_path / FILE
    own.write_text("# die Bäder der Stadt\nLauerbad = Hallenbad\n", encoding="utf-8")
    assert synonyms_of(tmp_path).of("Lauerbad") == ("Hallenbad",)
    assert synonyms_of(tmp_path).of("Hallenbad") == ("Lauerbad",)
    own.write_text("Lauerbad > Hallenbad, Freibad  # nur so herum\n", encoding="utf-8")
    assert synonyms_of(tmp_path).of("Lauerbad") == ("Hallenbad", "Freibad")
    assert synonyms_of(tmp_path).of("Hallenbad") == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Lauerbad Hallenbad", "weder „=“ noch „>“"),
        ("Lauerbad =", "kein Wort"),
        ("= Hallenbad", "kein Wort"),
        ("Lauerbad > , ", "kein Wort"),
        ("A = B > C", "kein Wort"),
        ("x" * 600, "500 Zeichen"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    (tmp_path / FILE).write_text(f"Lauerbad = Hallenbad\n\n{line}\n", encoding="utf-8")
    with pytest.raises(SynonymsUnfit) as failed:
        synonyms_of(tmp_path)
    assert "Zeile 3" in str(failed.value)
    assert told in str(failed.value)
    assert str(tmp_path / FILE) in str(failed.value)


def test_a_hit_tells_by_which_word_it_was_found(archive: Archive, tmp_path: Path) -> None:
    deposit(archive, release("Das Hallenbad öffnet", "Am Montag."), reading())
    engine = open_engine("whoosh", tmp_path / "index")
    catch_up(archive, engine, quiet)
    (hit,) = Finder(archive, engine).find(Search(text="Schwimmbad")).hits
    assert [(reason.kind, reason.told) for reason in hit.reasons] == [(MatchKind.SYNONYM, "Hallenbad")]
    assert [hit.title.text[start:end] for start, end in hit.title.marks] == ["Hallenbad"]
    assert Finder(archive, engine).find(Search(text='"Schwimmbad"')).total == 0
    engine.close()
