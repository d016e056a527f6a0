"""Known words of an installation: kept for its next process, on whichever machine, and gone when they are forgotten."""

from pathlib import Path

from language.german.vocabulary import Vocabulary
from search.engine import word_store
from search.word_table import WordTable
from tests.conftest import free_port
from tests.servers import postgresql


def process(tmp_path: Path, beside: str) -> Vocabulary:
    vocabulary = Vocabulary(1)
    vocabulary.remember(word_store(tmp_path, beside))
    return vocabulary


def met(vocabulary: Vocabulary, word: str, count: int = 600) -> None:
    for number in range(count):
        vocabulary.add(f"{word}{number}", "stamm", ("a", "b"), "verb")
    vocabulary.keep()


def test_what_one_met_the_next_knows(beside: str, tmp_path: Path) -> None:
    met(process(tmp_path, beside), "wort")
    assert process(tmp_path, beside).get("wort7") == ("stamm", ("a", "b"), "verb")
    if beside:
        assert process(tmp_path / "another machine", beside).get("wort7")
        assert not list(tmp_path.iterdir())


def test_what_is_forgotten_is_gone_for_all(beside: str, tmp_path: Path) -> None:
    serving, rebuilding = process(tmp_path, beside), process(tmp_path, beside)
    met(serving, "geheimwort")
    rebuilding.forget()
    assert process(tmp_path, beside).get("geheimwort7") is None
    if beside:
        assert b"geheimwort" not in postgresql.file_of_table(beside, "vocabulary").read_bytes()
    met(serving, "neu", 2_000)
    assert serving.get("geheimwort7") is None
    assert process(tmp_path, beside).get("geheimwort7") is None


def test_who_was_overtaken_keeps_nothing_over_it(beside: str, tmp_path: Path) -> None:
    store = word_store(tmp_path, beside)
    met(process(tmp_path, beside), "wort")
    before = store.stamp()
    process(tmp_path, beside).forget()
    words = store.load()
    if beside:
        store.save(words, before)
        assert store.stamp() is None


def test_without_the_database_no_word_is_known_and_nothing_fails(tmp_path: Path) -> None:
    store = WordTable(tmp_path, f"postgresql://nobody@127.0.0.1:{free_port()}/nothing")
    assert store.stamp() is None
    vocabulary = Vocabulary(1)
    vocabulary.remember(store)
    met(vocabulary, "wort")
    assert vocabulary.get("wort7")
