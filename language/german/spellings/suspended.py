"""Compounds that share a part: Haupt- und Finanzausschuss, Zu- und Abfahrten, Stadtverwaltung und -rat."""

import re
from collections.abc import Iterator

from language.german.compounds import boundaries
from language.german.lexicon import is_german
from language.german.spellings.hyphens import HYPHENS
from language.german.spellings.model import Variant
from language.german.tokens import WORD, analyse

_AND = r"(?:und|oder|sowie|bzw\.?|u\.|&|bis|als auch)"
# Hyphens that end a word, or begin one: most texts have none, and are not looked at further.
_OPEN = re.compile(rf"[{HYPHENS}](?:(?<=[^\W_].)(?P<end>)(?=[\s,/])|(?<=[\s/].)(?=[^\W\d_]))")
_LEFT = re.compile(
    rf"(?P<pieces>{WORD.pattern}[{HYPHENS}](?:\s?[,/]\s?{WORD.pattern}[{HYPHENS}]){{0,6}})"
    rf"(?:,?\s{_AND}\s|\s?/\s?)(?P<last>{WORD.pattern}(?:[{HYPHENS}]{WORD.pattern})*)"
)
_RIGHT = re.compile(rf"(?P<first>{WORD.pattern})(?:\s{_AND}\s|,\s|/)[{HYPHENS}](?P<piece>[^\W\d_]+)")
# What verbs and their nouns begin with, the longer ones first.
_PREFIXES = sorted(
    """ab an auf aus bei ein vor nach zu mit um über unter hin her rück be ent ver er inner außer ober haupt neben innen
    außen wieder weiter durch gegen los fort weg zwischen nieder hoch""".split(),
    key=len,
    reverse=True,
)
_SHORTEST_REST = 3
_LONGEST = 60
# From the first hyphen to the end of what it is completed by.
_LONGEST_SAID = 300


def variants(text: str) -> Iterator[Variant]:
    """The words that are left unsaid in part."""
    for match in _found(text):
        for start, whole in _completions(match):
            word = analyse(whole)
            yield Variant(start, match.end(), (word.stem,), word.parts)


def wholes(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Such words in a query: characters `[start, end)`, and the whole words that are meant."""
    for match in _found(text):
        if match.re is _RIGHT:
            found = [match["first"], *continued(match["first"], match["piece"])[:1]]
            complete = len(found) == 2
        else:
            pieces = [piece.group() for piece in WORD.finditer(match["pieces"])]
            found = [whole for piece in pieces for whole in completed(piece, match["last"])[:1]]
            complete = len(found) == len(pieces)
            found.append(match["last"])
        if complete:
            yield match.start(), match.end(), tuple(found)


def _found(text: str) -> Iterator[re.Match[str]]:
    """Where a hyphen stands alone at a word's end or beginning, and what it leaves unsaid stands beside it."""
    after = 0
    for hyphen in _OPEN.finditer(text):
        if hyphen.start() < after:
            continue
        if hyphen["end"] is not None:
            match = _LEFT.search(text, _word_start(text, hyphen.start()), hyphen.end() + _LONGEST_SAID)
        else:
            beside = text[max(0, hyphen.start() - _LONGEST) : hyphen.start()]
            before = _word_start(text, hyphen.start() - (len(beside) - len(beside.rstrip(" /"))) - 1)
            match = _RIGHT.search(
                text, _word_start(text, before - 2 if before > 1 else 0), hyphen.end() + _LONGEST
            )
            match = match if match and match.start("piece") == hyphen.end() else None
        if match:
            after = match.end()
            yield match


def _completions(match: re.Match[str]) -> Iterator[tuple[int, str]]:
    if match.re is _RIGHT:
        for whole in continued(match["first"], match["piece"]):
            yield match.start(), whole
        return
    for piece in WORD.finditer(match["pieces"]):
        for whole in completed(piece.group(), match["last"]):
            yield match.start("pieces") + piece.start(), whole


def _word_start(text: str, at: int) -> int:
    """Where the word around a place begins: behind the last space before it."""
    return (
        max(text.rfind(space, max(0, at - _LONGEST), at + 1) for space in " \n\u00a0/") + 1 if at > 0 else 0
    )


def completed(piece: str, last: str) -> list[str]:
    """What a beginning may mean before a whole word: Haupt, Finanzausschuss → Hauptausschuss."""
    last = re.split(f"[{HYPHENS}]", last)[-1] if any(hyphen in last for hyphen in HYPHENS) else last
    if len(piece) + len(last) > _LONGEST:
        return []
    if found := boundaries(last):
        return [piece + last[at:].lower() for at in found]
    low = last.lower()
    rests = [low[len(prefix) :] for prefix in _PREFIXES if low.startswith(prefix)]
    likely = [piece + rest for rest in rests if len(rest) >= _SHORTEST_REST]
    return [whole for whole in likely if is_german(whole)][:1] or [*likely[:1], piece + low][:1]


def continued(first: str, piece: str) -> list[str]:
    """What an end may mean behind a whole word: Stadtverwaltung, rat → Stadtrat."""
    if len(first) + len(piece) > _LONGEST:
        return []
    return [first[:at] + piece for at in boundaries(first)]
