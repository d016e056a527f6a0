"""The topics of a text, with the words that decide."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from language.german.topics.model import (
    LEAD_WEIGHT,
    LIST_WEIGHT,
    PLACE,
    WeighedText,
    likelihood,
    log_odds,
    weighed,
    weights_of,
    words_of,
)
from language.german.topics.taxonomy import TOPICS, Topic, find_topic, topic
from language.german.topics.words import keywords_of

__all__ = ["TOPICS", "Topic", "TopicScore", "category_topic", "find_topic", "topic", "topics_of"]

# Log odds below which a topic is none; how far behind the first another may be.
_LEAST, _BEHIND = -1.2, 1.0
_MOST_TOPICS, _MOST_WORDS = 3, 5
# What a publisher files a release under adds so much to the log odds.
_FILED = 4.0
# Whom a release honours and whom it invites is told beside what it is about, and only where it is plain.
_BESIDE = frozenset({"honours", "tourism"})
_PLAIN = 2.5
# Salutations, letterheads and addresses speak for no topic. Each begins with its word, and none is longer than people
# write: a text without a space must not be looked through from every letter on.
_NO_MATTER = re.compile(
    r"Sehr geehrte[^\n,]{0,80},|\b\d{5}\s+[A-ZÄÖÜ][\w-]+|"
    r"(?<![\w-])[A-ZÄÖÜ][\w-]{0,60}(?:straße|strasse|str\.|platz|markt|weg|allee)\s+\d+\s?[a-z]?\b|"
    r"\b(?:Markt|Rathausplatz|Am Markt)\s+\d+\b|https?://\S+|(?<!\S)\S{1,200}@\S+|\bwww\.\S+",
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
    printed: dict[str, str] = {}
    counted = [_counted(text, printed) for text in (title, lead, body)]
    text = WeighedText(
        weighed(counted[0]),
        weighed([*((word, LEAD_WEIGHT * weight) for word, weight in counted[1]), *counted[2]]),
    )
    odds = dict(zip((known.key for known in TOPICS), log_odds(text), strict=True))
    filed: dict[str, list[str]] = defaultdict(list)
    for category in categories:
        if found := category_topic(category):
            odds[found.key] += _FILED
            filed[found.key].append(category)
    if not printed and not filed:
        return ()
    return tuple(
        TopicScore(
            key=key,
            score=round(likelihood(odds[key]), 2),
            words=tuple([*filed[key], *_deciding(key, text, printed)][:_MOST_WORDS]),
        )
        for key in _chosen(odds, filed)
    )


def _chosen(odds: dict[str, float], filed: dict[str, list[str]]) -> list[str]:
    ranked = sorted(odds, key=lambda key: (-odds[key], key))
    matter = [key for key in ranked if key not in _BESIDE or key in filed]
    least = max(_LEAST, odds[matter[0]] - _BEHIND)
    chosen = [key for key in matter if odds[key] >= least][:_MOST_TOPICS]
    beside = [key for key in ranked if key in _BESIDE and key not in filed and odds[key] >= _PLAIN]
    return [*chosen, *beside][:_MOST_TOPICS] or beside


def _counted(text: str, printed: dict[str, str]) -> list[tuple[str, float]]:
    """The words of a text; how each is printed first is noted."""
    found = []
    for start, end, word in words_of(_NO_MATTER.sub(lambda match: " " * len(match.group()), text)):
        found.append((word, 1.0))
        printed.setdefault(word, text[start:end])
    return found


def _deciding(key: str, text: WeighedText, printed: dict[str, str]) -> list[str]:
    """The words that speak most for a topic, as printed."""
    share = {}
    for word, weight in text.together.items():
        own = next((keyword.weight for name, keyword in keywords_of(word) if name == key), 0.0)
        value = weight * (dict(weights_of(word)).get(PLACE[key], 0.0) + LIST_WEIGHT * own)
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
