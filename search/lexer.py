"""The text of a query → its tokens: brackets, quotations, fields, numbers of releases, words.

What belongs together in a text is one word of a query too: B 224, 10 000, 5 %, Bürgerinnen und Bürger.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from language.german.spellings import wholes_of
from language.german.tokens import fold, words
from search.fields import KEY_OF_NAME

OR, AND, NOT = frozenset({"ODER", "OR"}), frozenset({"UND", "AND"}), frozenset({"NICHT", "NOT"})
OPERATORS = OR | AND | NOT
# What opens or closes a quotation, in whatever mixture: „…“, "…“, ”…”, ,,…'', »…«.
_QUOTE = r"(?:[\"„“”«»]|,,|'')"
_SINGLE_OPEN, _SINGLE_CLOSE = "‚‘", "‘’"
_SIGNS = r"\s()|\"„“”«»"
_QUOTED = re.compile(
    rf"{_QUOTE}(?P<inner>(?:(?!{_QUOTE}).)*){_QUOTE}(?:~(?P<near>\d{{1,2}})(?!\w))?", re.DOTALL
)
_SINGLE_QUOTED = re.compile(
    rf"[{_SINGLE_OPEN}](?P<inner>[^{_SINGLE_OPEN}{_SINGLE_CLOSE}]*)[{_SINGLE_CLOSE}](?![^\W_])(?P<near>(?!))?"
)
_FIELD = re.compile(r"(?P<name>[^\W\d_]+):(?!//)\s*")
_EMPTY = re.compile(rf"{_QUOTE}\s*{_QUOTE}")
_VALUE = re.compile(rf"[^{_SIGNS}]+")
_WORD = re.compile(rf"[^{_SIGNS}]+?(?=,,|''|[{_SIGNS}]|$)")
# A minus excludes what it stands before; before a figure it is one of the text, and between spaces a dash.
_MINUS = re.compile(r"-(?=[^\s\-\d])")
_HOUSE = r"(?:Pressemitteilung|Presseinformation|Medieninformation|PM|Nr\.?|Nummer)"
_YEAR = r"(?:19|20)\d{2}"
_NUMBER = re.compile(
    rf"""(?:{_HOUSE}\s+){{0,2}}\d{{1,5}}\s?/\s?(?:
           [A-Za-zÄÖÜäöü]{{1,5}}(?:\s?\({_YEAR}\)|/{_YEAR}|\s{_YEAR}(?![\w.,/-]))? | {_YEAR} )(?![\w/])
       | (?:{_HOUSE}\s+){{1,2}}\d{{1,5}}\s\({_YEAR}\)
       | (?:Pressemitteilung\s+(?:Nr\.?\s+)?|PM\s+)\d{{1,5}}(?![\w/.,-])""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """Characters `[start, end)` of a query: what kind, and which text is meant.

    Kinds: open, close, minus, or, number, field, group (a field before a bracket), quote, near, word.
    """

    kind: str
    start: int
    end: int
    text: str
    field: str = ""
    distance: int = 0


def tokens(text: str) -> list[Token]:
    """The tokens of a query; signs between words say nothing, and a quotation mark that has no other is one of them."""
    wholes = [whole for whole in wholes_of(text) if OPERATORS.isdisjoint(words(text[whole[0] : whole[1]]))]
    found: list[Token] = []
    at = 0
    while at < len(text):
        token = next(filter(None, (rule(text, at) for rule in _RULES)), None)
        if token:
            found.append(token)
            at = token.end
            continue
        while wholes and wholes[0][0] < at:
            del wholes[0]
        if wholes and wholes[0][0] == at:
            _, end, said = wholes[0]
            found += [Token("word", at, end, word) for word in said]
        elif match := _WORD.match(text, at) if _begins(text, at) else None:
            end = min([match.end(), *(start for start, _, _ in wholes[:1])])
            found.append(Token("word", at, end, text[at:end]))
        else:
            end = at + 1
        at = end
    return found


def _begins(text: str, at: int) -> bool:
    """Whether a word begins here, or a sign that has a meaning stands alone."""
    if text[at] in "*~":
        return at == 0 or text[at - 1].isspace()
    return bool(words(text[at]))


def _bracket(text: str, at: int) -> Token | None:
    kind = {"(": "open", ")": "close", "|": "or"}.get(text[at])
    end = at + 2 if text[at : at + 2] == "||" else at + 1
    return Token(kind, at, end, text[at:end]) if kind else None


def _minus(text: str, at: int) -> Token | None:
    begins = at == 0 or text[at - 1].isspace() or text[at - 1] in "(|"
    return Token("minus", at, at + 1, "-") if begins and _MINUS.match(text, at) else None


def _number(text: str, at: int) -> Token | None:
    match = _NUMBER.match(text, at)
    begins = at == 0 or not text[at - 1].isalnum()
    return Token("number", at, match.end(), match.group()) if match and begins else None


def _field(text: str, at: int) -> Token | None:
    match = _FIELD.match(text, at)
    if match is None or fold(match["name"]) not in KEY_OF_NAME:
        return None
    value = _quotation(text, match.end()) if match.end() < len(text) else None
    if value is not None:
        return Token("field", at, value.end, value.text, match["name"])
    if text[match.end() : match.end() + 1] == "(":
        return Token("group", at, match.end(), match.group(), match["name"])
    if _EMPTY.match(text, match.end()):
        return Token("field", at, match.end() + 2, "", match["name"])
    bare = _VALUE.match(text, match.end())
    return Token("field", at, bare.end(), bare.group(), match["name"]) if bare else None


def _quotation(text: str, at: int) -> Token | None:
    match = _QUOTED.match(text, at) or _SINGLE_QUOTED.match(text, at)
    if match is None or not match["inner"].strip():
        return None
    if match["near"]:
        return Token("near", at, match.end(), match["inner"], distance=int(match["near"]))
    return Token("quote", at, match.end(), match["inner"])


_Rule = Callable[[str, int], Token | None]
_RULES: Iterable[_Rule] = (_bracket, _minus, _quotation, _number, _field)
