"""What the commonest words of German are taken for: how they are split and joined, to be read by somebody.

`python -m bench.word_forms [count]` prints a line for each of the commonest forms (the list of the package `wordfreq`,
CC BY-SA 4.0, not shipped): the form, what it is understood as when typed, and the forms among the others that it meets.
"""

import sys
from collections import defaultdict

from language.german.lexicon import first_name_class, is_last_name, is_noun, is_place, is_word
from language.german.tokens import JOINT, analyse, meanings

_COUNT = 20_000
_SHORTEST = 3
_SHOWN = 8


def commonest(count: int) -> list[str]:
    """The commonest forms, in small letters, the commonest first."""
    from wordfreq import top_n_list

    return [form for form in top_n_list("de", count * 2) if form.isalpha() and len(form) >= _SHORTEST][:count]


def _is_name(form: str) -> bool:
    return not is_word(form) and bool(first_name_class(form) or is_last_name(form) or is_place(form))


def lines(forms: list[str]) -> list[str]:
    """Form, what it is understood as, and what it meets, parted by tabs; those that meet nothing else are left out."""
    met = defaultdict(list)
    for form in forms:
        # A noun or a name stands in capitals in a text, any other word mostly in small letters.
        written = form.capitalize() if is_noun(form) or _is_name(form) else form
        met[analyse(written).stem].append(form)
    told = []
    for form in forms:
        stems = meanings(form)
        others = dict.fromkeys(other for stem in stems for other in met[stem] if other != form)
        if others or any(JOINT in stem for stem in stems):
            told.append("\t".join((form, " / ".join(stems), " ".join(list(others)[:_SHOWN]))))
    return told


if __name__ == "__main__":
    print("\n".join(lines(commonest(int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT))))
