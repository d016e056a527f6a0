"""Writes language/german/lexicon.marisa, with a mark at what the dictionary of base forms has."""

from collections.abc import Mapping

import marisa_trie

from language.german.dictionary import dictionary
from language.german.lexicon import TABLE, LexiconBits


def write_lexicon(bits: Mapping[str, int]) -> None:
    """Write the table of words with their bits anew; those of the dictionary are marked by what it is now."""
    marked = {word: value & ~LexiconBits.FORM for word, value in bits.items()}
    for form in dictionary():
        low = form.lower()
        if form in (low, low.capitalize()):
            marked[low] = marked.get(low, 0) | LexiconBits.FORM
    records = ((word, (value,)) for word, value in sorted(marked.items()) if value)
    trie = marisa_trie.RecordTrie("<H", records, order=marisa_trie.LABEL_ORDER)
    trie.save(str(TABLE))
    print(f"{len(trie):,} words, {TABLE.stat().st_size / 1e6:.1f} MB")
