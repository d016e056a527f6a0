"""Organisations with and without their legal form: Stadtwerke Tellbrück GmbH is Stadtwerke Tellbrück."""

import re
from collections.abc import Iterator

from language.german.tokens import WORD

_FORMS = (
    r"(?:gGmbH|mbH|GmbH(?:\s?&\s?Co\.?\s?KG)?|AG|KGaA|KG|OHG|eG|e\.\s?G\.|e\.\s?V\.?|eV|e\.\s?K\.|GbR|AöR|"
    r"A\.\s?ö\.\s?R\.|SE|UG)"
)
_NAMED = re.compile(rf"{WORD.pattern}[\"“”«»]?,?\s{_FORMS}(?![^\W_])")
_FORM = re.compile(rf"[\"“”«»]?,?\s{_FORMS}$")


def wholes(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """A word with the legal form behind it, as one word of a query: characters `[start, end)`, and the text."""
    for match in _NAMED.finditer(text):
        yield match.start(), match.end(), (match.group(),)


def without_form(text: str) -> str:
    """The word before a legal form; empty for any other text."""
    bare = _FORM.sub("", text)
    return bare if bare != text else ""
