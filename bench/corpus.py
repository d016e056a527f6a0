"""Generated German releases with the word frequencies of real German, and queries over them.

Sentences are those of the gold releases (bench/gold/releases); many of their content words are replaced by words drawn
by frequency from `wordfreq` (code Apache-2.0, data CC BY-SA 4.0), so that the vocabulary grows as in real texts.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import numpy as np

from bench.marked import gold_releases
from language.german.sentences import sentences
from language.german.tokens import analyse, words
from language.german.topics import TOPICS

_SEED = 7
_FIRST_DAY, _LAST_DAY = date(2005, 1, 1), date(2026, 10, 31)
_SURNAMES = """Adler Albrecht Arnold Bachmann Bauer Beck Becker Berger Bergmann Böhm Brandt Braun Busch Demir Dietrich Engel
Fischer Frank Franke Friedrich Fuchs Graf Groß Günther Haas Hahn Hartmann Heinrich Hofmann Horn Huber Jäger Jung Kaiser Kaya
Keller Klein Koch Köhler König Krämer Kraus Krüger Kühn Lang Lehmann Lorenz Ludwig Maier Martin Meyer Möller Müller Neumann
Nguyen Otto Peters Pfeiffer Pohl Richter Roth Sauer Schäfer Schmidt Schmitz Schneider Scholz Schröder Schubert Schulz
Schuster Schwarz Seidel Simon Sommer Stein Thomas Vogel Vogt Voigt Wagner Walter Weber Weiß Werner Winkler Wolf Yılmaz
Ziegler Zimmermann""".split()
_FIRST_NAMES = """Anna Peter Michael Thomas Andreas Claudia Sabine Petra Monika Karin Jürgen Klaus Stefan Markus Martin Frank
Ralf Katharina Julia Laura Lena Sarah Maria Ursula Birgit Heike Nicole Daniel Tobias Jan Tim Lukas Jonas Felix Max Paul Ayşe
Mehmet Fatma Olga Irina Giulia Zofia Piotr José Carmen""".split()
_COMMONEST = 250
_TOKEN = re.compile(r"\w+|[^\w\s]+|\s+")


@dataclass(frozen=True, slots=True)
class Article:
    """A generated release."""

    id: int
    title: str
    body: str
    persons: tuple[str, ...]
    topics: tuple[str, ...]
    city: str
    running: int
    day: str


def articles(count: int) -> Iterator[Article]:
    """Generated releases of about 400 words; the same ones each time."""
    from wordfreq import get_frequency_dict

    frequency = get_frequency_dict("de", "large")
    ranked = sorted(frequency, key=lambda word: (-frequency[word], word))
    rank = {word: place for place, word in enumerate(ranked)}
    vocabulary = [word for word in ranked[_COMMONEST:] if re.fullmatch(r"[a-zäöüß]{3,}", word)]
    dice, rng = random.Random(_SEED), np.random.default_rng(_SEED)
    weights = np.array([frequency[word] for word in vocabulary])
    common, rare = _stream(rng, vocabulary, weights), _stream(rng, vocabulary, weights**0.6)
    templates = list(_sentences(rank))
    people = _people(dice)
    shares = np.cumsum(1 / np.arange(1, len(people) + 1) ** 0.9)
    topics = [topic.key for topic in TOPICS]
    cities = [f"stadt-{number:02d}" for number in range(80)]
    for number in range(count):
        own = [next(rare) for _ in range(10)]
        length = max(80, min(1600, int(rng.lognormal(5.9, 0.45))))
        present = [
            people[int(np.searchsorted(shares, dice.random() * shares[-1]))]
            for _ in range(int(rng.poisson(2.2)))
        ]
        parts: list[str] = []
        written = 0
        while written < length:
            tokens, replaceable = templates[int(dice.random() * len(templates))]
            tokens = list(tokens)
            for at in replaceable:
                if dice.random() < 0.45:
                    tokens[at] = _word(tokens[at], dice, own, common, rare)
            if present and dice.random() < 0.05:
                parts.append(f"{dice.choice(present)} sagte dazu: ")
            parts.append("".join(tokens) + (" " if dice.random() < 0.8 else "\n\n"))
            written += len(tokens) // 2
        title = f"{next(common).capitalize()} {own[0].capitalize()}: {own[1].capitalize()} {next(common)}"
        day = _FIRST_DAY + timedelta(days=int(dice.random() * (_LAST_DAY - _FIRST_DAY).days))
        yield Article(
            id=number + 1,
            title=title,
            body="".join(parts).strip(),
            persons=tuple(dict.fromkeys(present)),
            topics=tuple(
                dict.fromkeys(topics[min(int(rng.exponential(6)), len(topics) - 1)] for _ in range(2))
            ),
            city=cities[min(int(rng.exponential(15)), len(cities) - 1)],
            running=number % 10_000,
            day=day.isoformat(),
        )


def stored(path: Path, count: int) -> Path:
    """The file of so many generated releases, one JSON object a line; made where it is not there yet."""
    file = path / f"articles-{count}.jsonl"
    if not file.exists():
        path.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".part")
        with beside.open("w", encoding="utf-8") as out:
            for article in articles(count):
                out.write(
                    json.dumps(
                        {name: getattr(article, name) for name in Article.__slots__}, ensure_ascii=False
                    )
                    + "\n"
                )
        beside.rename(file)
    return file


def load(file: Path, count: int | None = None) -> Iterator[Article]:
    """The releases of such a file."""
    with file.open(encoding="utf-8") as lines:
        for line in islice(lines, count):
            found = json.loads(line)
            yield Article(**{**found, "persons": tuple(found["persons"]), "topics": tuple(found["topics"])})


def in_batches(articles: Iterable[Article], size: int) -> Iterator[list[Article]]:
    """The releases, so many at a time."""
    remaining = iter(articles)
    while some := list(islice(remaining, size)):
        yield some


def _sentences(rank: dict[str, int]) -> Iterator[tuple[list[str], list[int]]]:
    for gold in gold_releases():
        text = re.sub(r"\s+", " ", gold.release.body)
        for sentence in (text[start:end] for start, end in sentences(text)):
            tokens = _TOKEN.findall(sentence)
            if 30 < len(sentence) < 400:
                yield (
                    tokens,
                    [
                        at
                        for at, token in enumerate(tokens)
                        if token.isalpha()
                        and len(token) > 2
                        and rank.get(token.lower(), _COMMONEST + 1) > _COMMONEST
                    ],
                )


def _stream(rng: np.random.Generator, vocabulary: Sequence[str], weights: np.ndarray) -> Iterator[str]:
    shares = weights / weights.sum()
    while True:
        for number in rng.choice(len(vocabulary), size=1_000_000, p=shares).tolist():
            yield vocabulary[number]


def _word(
    old: str, dice: random.Random, own: Sequence[str], common: Iterator[str], rare: Iterator[str]
) -> str:
    chance = dice.random()
    if chance < 0.27:
        new = own[int(dice.random() * dice.random() * len(own))]
    elif chance < 0.3:
        new = next(rare) + dice.choice(("s", "", "en", "ungs")) + next(common)
    else:
        new = next(common)
    return new.capitalize() if old[0].isupper() else new


def _people(dice: random.Random) -> list[str]:
    found: set[str] = set()
    while len(found) < 20_000:
        surname = dice.choice(_SURNAMES)
        if dice.random() < 0.6:
            surname += f"-{dice.choice(_SURNAMES)}"
        found.add(f"{dice.choice(_FIRST_NAMES)} {surname}")
    people = sorted(found)
    dice.shuffle(people)
    return people


# -- queries -----------------------------------------------------------------------------------------------

QUERIES_A_KIND = 40
# How often a word is, so many releases tell; to look at a million takes half an hour.
_LOOKED_AT = 100_000
Queries = dict[str, list[list[str]]]


def queries(file: Path) -> Queries:
    """Queries of each kind over a file of releases: words of its first ones, with the frequency the kind asks for."""
    dice = random.Random(_SEED)
    spelt: Counter[str] = Counter()
    having: Counter[str] = Counter()
    stem_of: dict[str, str] = {}
    sample: list[Article] = []
    count = 0
    for count, article in enumerate(load(file, _LOOKED_AT), 1):
        own = set(words(article.body.lower()))
        spelt.update(own)
        for word in own:
            if word not in stem_of:
                stem_of[word] = analyse(word).stem
        having.update({stem_of[word] for word in own})
        if count % 331 == 1:
            sample.append(article)
    alphabetic = sorted(word for word in spelt if word.isalpha() and len(word) >= 5)

    def pick(least: float, most: float, wanted: int) -> list[str]:
        fitting = [
            word
            for word in alphabetic
            if least * count <= having[stem_of[word]] <= most * count
            and 2 * spelt[word] >= having[stem_of[word]]
        ]
        return dice.sample(fitting, wanted)

    k = QUERIES_A_KIND
    common = pick(0.05, 0.25, 3 * k)
    medium = pick(0.003, 0.03, 2 * k)
    everywhere = {word for word, _ in spelt.most_common(160)}
    persons = [
        name for name, _ in Counter(name for article in sample for name in article.persons).most_common(k)
    ]
    return {
        "rare": [[word] for word in pick(0.0002, 0.003, k)],
        "or": [dice.sample(common, 2) for _ in range(k)],
        "and": [dice.sample(common, 2) for _ in range(k)],
        "phrase": list(_phrases(dice, sample, everywhere, k)),
        "prefix": [[word[: dice.choice((4, 5, 5, 6))]] for word in medium[:k]],
        "fuzzy": [[_misspelt(dice, word)] for word in medium[k:]],
        "person and date": [
            [dice.choice(common), name, f"{year}-01-01", f"{year + 5}-12-31"]
            for name in persons
            for year in [dice.randint(2005, 2020)]
        ],
        "by date": [[word] for word in dice.sample(common, k)],
        "facets": [[word] for word in dice.sample(common, k)],
        "highlight": [dice.sample(common, 2) for _ in range(k)],
        "more like this": [[str(dice.randrange(1, count + 1))] for _ in range(k)],
    }


def _phrases(
    dice: random.Random, sample: list[Article], everywhere: set[str], wanted: int
) -> Iterator[list[str]]:
    """Two or three words in a row as they stand; half of them with a stop word, or of nothing else."""
    made = 0
    while made < wanted:
        tokens = words(dice.choice(re.split(r"[.!?]\s", dice.choice(sample).body)))
        if len(tokens) > 6:
            at = dice.randrange(len(tokens) - 3)
            phrase = tokens[at : at + dice.choice((2, 2, 3))]
            stops = any(word.lower() in everywhere for word in phrase)
            if all(word.isalpha() for word in phrase) and stops == (made % 2 == 0):
                made += 1
                yield phrase


def _misspelt(dice: random.Random, word: str) -> str:
    at = dice.randrange(2, len(word) - 1)
    letter = dice.choice("enirst")
    return dice.choice(
        (word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :], word[:at] + letter + word[at:])
    )
