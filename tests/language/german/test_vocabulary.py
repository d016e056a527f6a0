"""What words were understood as survives the process."""

from pathlib import Path

import pytest

from language.german.vocabulary import Vocabulary, WordFile


def kept(path: Path, version: int = 1, count: int = 600) -> Vocabulary:
    vocabulary = Vocabulary(version)
    vocabulary.remember(WordFile(path))
    for number in range(count):
        vocabulary.add(f"wort{number}", f"stamm{number}", ("a", "b"), "verb")
    vocabulary.keep()
    return vocabulary


def test_what_was_kept_is_known_to_the_next_process(tmp_path: Path) -> None:
    kept(tmp_path / "index" / "words.marisa")
    other = Vocabulary(1)
    other.remember(WordFile(tmp_path / "index" / "words.marisa"))
    assert other.get("wort7") == ("stamm7", ("a", "b"), "verb")
    assert other.get("wort") is None
    assert other.get("") is None


def test_words_of_one_archive_are_not_kept_with_another(tmp_path: Path) -> None:
    vocabulary = Vocabulary(1)
    vocabulary.add("vorher", "vorher", (), "")
    vocabulary.remember(WordFile(tmp_path / "a" / "words.marisa"))
    vocabulary.add("geheim", "geheim", (), "")
    vocabulary.remember(WordFile(tmp_path / "a" / "words.marisa"))
    assert vocabulary.get("vorher")
    assert vocabulary.get("geheim")
    vocabulary.remember(WordFile(tmp_path / "b" / "words.marisa"))
    assert vocabulary.get("geheim") is None


def test_words_of_another_analysis_are_forgotten(tmp_path: Path) -> None:
    kept(tmp_path / "words.marisa")
    newer = Vocabulary(2)
    newer.remember(WordFile(tmp_path / "words.marisa"))
    assert newer.get("wort7") is None


@pytest.mark.parametrize("content", [b"", b"nonsense" * 100])
def test_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "words.marisa"
    path.write_bytes(content)
    vocabulary = kept(path)
    assert vocabulary.get("wort7") == ("stamm7", ("a", "b"), "verb")


def test_what_is_forgotten_is_gone_from_the_file_too(tmp_path: Path) -> None:
    vocabulary = kept(tmp_path / "words.marisa")
    (tmp_path / "words.4711").write_bytes(
        (tmp_path / "words.marisa").read_bytes()
    )  # of a process killed meanwhile
    vocabulary.forget()
    assert vocabulary.get("wort7") is None
    assert list(tmp_path.iterdir()) == []


def test_what_another_process_forgot_does_not_come_back(tmp_path: Path) -> None:
    path = tmp_path / "words.marisa"
    serving = kept(path)
    rebuilding = Vocabulary(1)
    rebuilding.remember(WordFile(path))
    rebuilding.forget()
    for number in range(2_000):
        serving.add(f"neu{number}", "neu", (), "")
    serving.keep()
    assert serving.get("wort7") is None
    later = Vocabulary(1)
    later.remember(WordFile(path))
    assert later.get("wort7") is None


def test_even_a_handful_of_words_is_kept_where_none_were(tmp_path: Path) -> None:
    kept(tmp_path / "words.marisa", count=10)
    other = Vocabulary(1)
    other.remember(WordFile(tmp_path / "words.marisa"))
    assert other.get("wort7") == ("stamm7", ("a", "b"), "verb")


def test_a_handful_of_new_words_beside_many_is_not_worth_a_file(tmp_path: Path) -> None:
    vocabulary = kept(tmp_path / "words.marisa")
    before = (tmp_path / "words.marisa").stat().st_mtime_ns
    for number in range(10):
        vocabulary.add(f"neu{number}", "neu", (), "")
    vocabulary.keep()
    assert (tmp_path / "words.marisa").stat().st_mtime_ns == before
    assert vocabulary.get("neu7") == ("neu", (), "")


def test_a_file_grows_by_what_is_new(tmp_path: Path) -> None:
    vocabulary = kept(tmp_path / "words.marisa")
    for number in range(600):
        vocabulary.add(f"neu{number}", "neu", (), "")
    vocabulary.keep()
    other = Vocabulary(1)
    other.remember(WordFile(tmp_path / "words.marisa"))
    assert other.get("wort7") == ("stamm7", ("a", "b"), "verb")
    assert other.get("neu7") == ("neu", (), "")
