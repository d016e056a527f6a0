"""The topics of a text, with the words that decide."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from language.german.topics.model import (
    LEAD_WEIGHT,
    TITLE_WEIGHT,
    likelihood,
    log_odds,
    weighed,
    weights_of,
    words_of,
)
from language.german.topics.taxonomy import TOPICS, Topic, find_topic, topic
from language.german.topics.words import keywords_of

__all__ = ["TOPICS", "Topic", "TopicScore", "category_topic", "find_topic", "topic", "topics_of"]

# A topic less likely than this is none; one beside the first has to be likelier.
LEAST_LIKELY, LEAST_LIKELY_BESIDE = 0.3, 0.4
_MOST_TOPICS, _MOST_WORDS = 3, 5
# What a publisher files a release under adds so much to the log odds.
_FILED = 4.0
# Whom a release honours is told behind what it is about.
_PERSONAL = "honours"
# Salutations, letterheads and addresses speak for no topic.
_NO_MATTER = re.compile(
    r"Sehr geehrte[^\n,]{0,80},|\b\d{5}\s+[A-ZÄÖÜ][\w-]+|\b[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|platz|markt|weg|allee)\s+\d+\s?[a-z]?\b|"
    r"\b(?:Markt|Rathausplatz|Am Markt)\s+\d+\b|https?://\S+|\S+@\S+|\bwww\.\S+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """How likely a text speaks of a topic, from 0 to 1, and the words (as printed) that decided it."""

    key: str
    score: float
    words: tuple[str, ...]


def topics_of(title: str, lead: str, body: str, *, categories: Iterable[str] = ()) -> tuple[TopicScore, ...]:
    """The topics of a text, the likeliest first; none where no topic is likely.

    `categories` are what its publisher files it under; one that is called like a topic counts for it.
    """
    said: list[tuple[str, float]] = []
    printed: dict[str, str] = {}
    for text, weight in ((title, TITLE_WEIGHT), (lead, LEAD_WEIGHT), (body, 1.0)):
        plain = _NO_MATTER.sub(lambda match: " " * len(match.group()), text)
        for start, end, word in words_of(plain):
            said.append((word, weight))
            printed.setdefault(word, text[start:end])
    counts = weighed(said)
    odds = dict(zip((known.key for known in TOPICS), log_odds(counts), strict=True))
    filed: dict[str, list[str]] = defaultdict(list)
    for category in categories:
        if found := category_topic(category):
            odds[found.key] += _FILED
            filed[found.key].append(category)
    if not counts and not filed:
        return ()
    ranked = sorted(odds, key=lambda key: (-odds[key], key))
    chosen = [
        key
        for place, key in enumerate(ranked[:_MOST_TOPICS])
        if likelihood(odds[key]) >= (LEAST_LIKELY_BESIDE if place else LEAST_LIKELY)
    ]
    if chosen[:1] == [_PERSONAL] and len(chosen) > 1:
        chosen = [*chosen[1:], _PERSONAL]
    return tuple(
        TopicScore(
            key=key,
            score=round(likelihood(odds[key]), 2),
            words=tuple([*filed[key], *_deciding(key, counts, printed)][:_MOST_WORDS]),
        )
        for key in chosen
    )


_PLACE = {known.key: at for at, known in enumerate(TOPICS)}


def _deciding(key: str, counts: dict[str, float], printed: dict[str, str]) -> list[str]:
    """The words that speak most for a topic, as printed."""
    share = {}
    for word, weight in counts.items():
        own = next((keyword.weight for name, keyword in keywords_of(word) if name == key), 0.0)
        value = weight * (weights_of(word)[_PLACE[key]] + own)
        if value > 0:
            share[word] = value
    return [printed[word] for word in sorted(share, key=lambda word: (-share[word], word))[:_MOST_WORDS]]


def category_topic(name: str) -> Topic | None:
    """The topic a publisher's own category means: by its name, or by a part of it ("Verkehr & Mobilität")."""
    parts = [name, *re.split(r"\s*(?:,|/|&|\+|\bund\b|\|)\s*", name)]
    for part in parts:
        if found := find_topic(part):
            return found
    for part in parts:
        keys = {key for _, _, word in words_of(part) for key, _ in keywords_of(word)}
        if len(keys) == 1:
            return topic(keys.pop())
    return None
