"""Makes language/german/topics/weights.marisa, the same bytes again on the same platform and versions.

Learns from municipal headlines (amtsfeed, data CC BY-SA 4.0) with the labels in bench/gold/topics.tsv, from invented
releases in bench/gold/topics and from the open gold releases. The headlines are read from a file named by argument;
its rows are known by their number.
"""

import struct
import sys
from collections.abc import Sequence
from math import sqrt
from pathlib import Path

import marisa_trie
import numpy
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from bench.topic_labels import KEYS, Labelled, headlines, invented, of_gold
from language.german.topics.model import (
    BIAS,
    FORMAT,
    LEAD_WEIGHT,
    SCALE,
    TABLE,
    WeighedText,
    level_of,
    pieces,
    weighed,
    words_of,
)

# The least number of texts a piece of a word stands in, and the least weight that is kept.
LEAST_TEXTS = 3
LEAST_WEIGHT = 0.08
INVERSE_REGULARISATION = 1.0


def counted(text: Labelled) -> WeighedText:
    """What each word of a text counts."""
    lead = [(word, LEAD_WEIGHT) for _, _, word in words_of(text.lead)]
    body = [(word, 1.0) for _, _, word in words_of(text.body)]
    return WeighedText(weighed((word, 1.0) for _, _, word in words_of(text.title)), weighed([*lead, *body]))


def _matrix(texts: Sequence[Labelled], columns: dict[str, int]) -> csr_matrix:
    rows, places, values = [], [], []
    for row, text in enumerate(texts):
        told: dict[int, float] = {}
        for counts in counted(text).parts:
            level = level_of(counts)
            for word, weight in counts.items():
                mine = pieces(word)
                for piece in mine:
                    if (column := columns.get(piece)) is not None:
                        told[column] = told.get(column, 0.0) + weight / level / sqrt(len(mine))
        rows += [row] * len(told)
        places += list(told)
        values += list(told.values())
    return csr_matrix((values, (rows, places)), shape=(len(texts), len(columns)))


def columns_of(texts: Sequence[Labelled]) -> dict[str, int]:
    """The pieces of words that stand in enough texts."""
    often: dict[str, int] = {}
    for text in texts:
        words = {word for counts in counted(text).parts for word in counts}
        for piece in {piece for word in words for piece in pieces(word)}:
            often[piece] = often.get(piece, 0) + 1
    kept = sorted(piece for piece, count in often.items() if count >= LEAST_TEXTS)
    return {name: at for at, name in enumerate(kept)}


def train(texts: Sequence[Labelled], out: Path = TABLE) -> None:
    """Learn the weights from texts and write them."""
    columns = columns_of(texts)
    matrix = _matrix(texts, columns)
    weights = numpy.array([text.weight for text in texts])
    learnt = numpy.zeros((len(columns), len(KEYS)))
    biases = numpy.zeros(len(KEYS))
    for at, key in enumerate(KEYS):
        # Each text speaks for a topic by the share it has of it, and against it by the rest.
        shares = numpy.array([_share(text, key) for text in texts])
        speaks = shares > 0
        model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=400, tol=1e-5)
        model.fit(
            vstack([matrix[speaks], matrix]),
            numpy.concatenate([numpy.ones(speaks.sum()), numpy.zeros(len(texts))]),
            sample_weight=numpy.concatenate([weights[speaks] * shares[speaks], weights * (1 - shares)]),
        )
        learnt[:, at], biases[at] = model.coef_[0], model.intercept_[0]
    strong = numpy.abs(learnt).max(axis=1) >= LEAST_WEIGHT
    rows = [
        (name, struct.pack(FORMAT, *(_whole(value) for value in learnt[at])))
        for name, at in columns.items()
        if strong[at]
    ]
    marisa_trie.BytesTrie([*rows, (BIAS, struct.pack(FORMAT, *map(_whole, biases)))]).save(str(out))


def _share(text: Labelled, key: str) -> float:
    """How much of a text a topic is: the first wholly, the others in part."""
    if key not in text.topics:
        return 0.0
    return (1.0, 0.8, 0.7)[min(2, text.topics.index(key))]


def _whole(value: float) -> int:
    return max(-32_768, min(32_767, round(value * SCALE)))


def main(path: Path) -> None:
    """Train from the headlines of a file and the open gold releases."""
    texts = [*headlines(path), *invented(), *of_gold()]
    train(texts)
    print(f"{TABLE.name}: {TABLE.stat().st_size / 1024:.0f} KiB of {len(texts)} texts")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
