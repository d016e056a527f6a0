import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.passages import fingerprints, fingerprints_of, hash_of
from search.reuse import SHORTEST, passages

words = st.lists(
    st.sampled_from(["der", "rat", "tagt", "am", "montag", "radweg", "brücke", "und"]), max_size=60
)


@given(
    words,
    words,
    words,
    words,
    st.lists(st.text("abcdefgh", min_size=1, max_size=3), min_size=SHORTEST, max_size=30),
)
def test_texts_with_a_long_enough_passage_in_common_share_a_fingerprint(
    before: list[str], after: list[str], other_before: list[str], other_after: list[str], shared: list[str]
) -> None:
    here, there = [*before, *shared, *after], [*other_before, *shared, *other_after]
    assert fingerprints_of(here) & fingerprints_of(there)
    assert passages(" ".join(here), " ".join(there))


@given(st.lists(words, min_size=1, max_size=5))
def test_fingerprints_of_texts_end_to_end_are_those_of_each(texts: list[list[str]]) -> None:
    hashes = np.array([hash_of(word) for text in texts for word in text], dtype=np.uint64)
    starts = np.cumsum([0, *map(len, texts)])
    together = set(fingerprints(hashes, starts)[0].tolist())
    assert together == {one for text in texts for one in fingerprints_of(text)}


def test_passages_are_told_with_their_places() -> None:
    shared = "die Stadt weist hin: der Winterdienst auf den Gehwegen ist Sache der Anlieger und bleibt es auch 2017"
    here, there = f"Es wird kalt: {shared}. Ende.", f"Wie jedes Jahr gilt: {shared.upper()}! Danke."
    (found,) = passages(here, there)
    assert here[found.start : found.end] == shared
    assert there[found.other_start : found.other_end] == shared.upper()
    assert found.words == 18


def test_a_few_words_in_common_are_no_passage() -> None:
    assert passages("Der Rat tagt am Montag im Rathaus.", "Der Rat tagt am Montag im Rathaus.") == ()


def test_a_text_that_says_one_word_thousands_of_times_is_compared_all_the_same() -> None:
    assert passages("rat " * 5_000, "rat " * 5_000)[0].words == 5_000
