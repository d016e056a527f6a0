"""Compounds that share a part: Haupt- und Finanzausschuss, Zu- und Abfahrten, Stadtverwaltung und -rat."""

import re
from collections.abc import Iterator

from language.german.compounds import boundaries
from language.german.lemmas import is_german
from language.german.spellings.hyphens import HYPHENS
from language.german.spellings.model import Variant
from language.german.tokens import WORD, analyse

_AND = r"(?:und|oder|sowie|bzw\.?|u\.|&|bis|als auch)"
_LEFT = re.compile(
    rf"(?P<pieces>{WORD.pattern}[{HYPHENS}](?:\s?[,/]\s?{WORD.pattern}[{HYPHENS}])*)"
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


def variants(text: str) -> Iterator[Variant]:
    """The words that are left unsaid in part."""
    if not any(hyphen in text for hyphen in HYPHENS):
        return
    for match in _LEFT.finditer(text):
        for piece in WORD.finditer(match["pieces"]):
            start = match.start("pieces") + piece.start()
            for whole in completed(piece.group(), match["last"]):
                word = analyse(whole)
                yield Variant(start, match.end(), (word.stem,), word.parts)
    for match in _RIGHT.finditer(text):
        for whole in continued(match["first"], match["piece"]):
            word = analyse(whole)
            yield Variant(match.start(), match.end(), (word.stem,), word.parts)


def wholes(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Such words in a query: characters `[start, end)`, and the whole words that are meant."""
    for match in _LEFT.finditer(text):
        pieces = [piece.group() for piece in WORD.finditer(match["pieces"])]
        found = [whole for piece in pieces for whole in completed(piece, match["last"])[:1]]
        if len(found) == len(pieces):
            yield match.start(), match.end(), (*found, match["last"])
    for match in _RIGHT.finditer(text):
        if whole := continued(match["first"], match["piece"])[:1]:
            yield match.start(), match.end(), (match["first"], *whole)


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
