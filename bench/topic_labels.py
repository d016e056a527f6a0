"""Texts with the topics that readers gave them: headlines, invented releases, the open gold releases."""

import json
from dataclasses import dataclass
from pathlib import Path

from bench.marked import gold_releases
from language.german.topics.taxonomy import TOPICS

LABELS = Path(__file__).parent / "gold" / "topics.tsv"
TEXTS = Path(__file__).parent / "gold" / "topics"
KEYS = tuple(topic.key for topic in TOPICS)
# A whole release counts as much as so many headlines.
RELEASE_WEIGHT = 6.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its topics."""

    title: str
    lead: str
    body: str
    topics: tuple[str, ...]
    weight: float = 1.0


def headlines(path: Path, labels: Path = LABELS) -> list[Labelled]:
    """The labelled headlines of a file of amtsfeed."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    found = []
    for line in labels.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        number, keys, *_ = line.split("\t")
        row = rows[int(number)]
        topics = tuple(key for key in keys.split(",") if key in KEYS)
        found.append(Labelled(row["title"], "", row["teaser"] or "", topics))
    return found


def invented(folder: Path = TEXTS) -> list[Labelled]:
    """Invented releases with their topics, written for the model to learn from."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            topics = tuple(key for key in row["topics"] if key in KEYS)
            found.append(Labelled(row["title"], "", row["body"], topics, RELEASE_WEIGHT))
    return found


def of_gold() -> list[Labelled]:
    """The open gold releases."""
    return [
        Labelled(gold.release.title, gold.release.lead, gold.release.body, tuple(gold.topics), RELEASE_WEIGHT)
        for gold in gold_releases()
        if not gold.blind
    ]


def readers_agree(labels: Path = LABELS) -> str:
    """How far two readers of the same headlines name the same topics."""
    rows = [line.split("\t") for line in labels.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    both = [(row[1].split(","), row[2].split(",")) for row in rows if len(row) > 2]
    first = sum(one[0] == other[0] for one, other in both)
    listed = sum(one[0] in other for one, other in both)
    pairs = [(set(one) - {"none"}, set(other) - {"none"}) for one, other in both]
    shared = sum(len(one & other) for one, other in pairs)
    micro = 2 * shared / sum(len(one) + len(other) for one, other in pairs)
    return (
        f"{len(both)} of {len(rows)}, first topic the same {first / len(both):.3f}, "
        f"first is one of the other's {listed / len(both):.3f}, micro-F1 {micro:.3f}"
    )
