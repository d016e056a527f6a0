"""Make language/german/lemmas.marisa: German word forms and base forms of `simplemma`, in a table that can be mapped.

What it has is marked in language/german/lexicon.marisa.

The licences of the sources are named in NOTICE.md.
"""

import marisa_trie
import simplemma
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from bench.lexicon_table import write_lexicon
from language.german.dictionary import MADE_FROM, TABLE, encoded
from language.german.lexicon import entries


def main() -> None:
    """Write the table anew from the installed version of simplemma."""
    assert simplemma.__version__ == MADE_FROM, (
        "say the new version in language/german/dictionary.py and in pyproject.toml"
    )
    known = DEFAULT_DICTIONARY_FACTORY.get_dictionary("de")
    trie = marisa_trie.BytesTrie(
        sorted((form, encoded(form, base)) for form, base in known.items() if form.isprintable()),
        order=marisa_trie.LABEL_ORDER,
    )
    trie.save(str(TABLE))
    print(f"{len(trie):,} forms, {TABLE.stat().st_size / 1e6:.1f} MB")
    write_lexicon(dict(entries()))


if __name__ == "__main__":
    main()
