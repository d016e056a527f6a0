"""Makes ingest/reading/persons/persons.crf, the same bytes again on the same platform and versions.

Learns from GermEval 2014 NER dev (CC BY 4.0), Universal NER German PUD (CC BY-SA 3.0), the open gold releases and
invented sentences. The first two are read from a folder named by argument.
"""

import gzip
from collections.abc import Iterable
from pathlib import Path

import click
import marisa_trie
import pycrfsuite

from bench.invented import Inventor, Labelled
from bench.marked import GoldRelease, gold_releases
from ingest.reading.persons.features import FeatureTemplate
from ingest.reading.persons.tagger import BEGIN, FEATURES, INSIDE, OUTSIDE
from ingest.reading.words import sentences_of

OUT = Path(__file__).parent.parent / "ingest" / "reading" / "persons" / "persons.crf"
SEED = 450
INVENTED = 6_000
RENAMED = 2
SETTINGS = {
    "c1": 0.05, "c2": 0.1, "max_iterations": 200, "feature.minfreq": 1, "feature.possible_transitions": True,
}  # fmt: skip

Sample = tuple[list[str], list[bool], list[str]]


def germeval(path: Path, *, only: set[int] | None = None, renamed: int = RENAMED) -> list[Sample]:
    """Sentences of a GermEval 2014 file (number, word, outer label, inner label; parted by empty lines).

    `only` names the places of those wanted; each also comes so many times `renamed`, with other persons in it.
    """
    blocks = (rows for at, rows in enumerate(_blocks(path, word=1, label=2)) if only is None or at in only)
    return _with_renamed(blocks, times=renamed)


def universal(path: Path) -> list[Sample]:
    """Sentences of a Universal NER file in IOB2."""
    return _with_renamed(_blocks(path, word=1, label=2))


def _with_renamed(sentences: Iterable[Labelled], times: int = RENAMED) -> list[Sample]:
    """Each sentence, and so many more times with other persons in it."""
    inventor = Inventor(SEED)
    samples = []
    for rows in sentences:
        samples.append(_sample(rows))
        if any(label == BEGIN for _, label in rows):
            samples += [_sample(inventor.renamed(rows)) for _ in range(times)]
    return samples


def _blocks(path: Path, *, word: int, label: int) -> Iterable[Labelled]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        rows: Labelled = []
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            if len(parts) > label and not line.startswith("#"):
                rows.append((parts[word], parts[label]))
            elif rows and not line.strip():
                yield rows
                rows = []
        if rows:
            yield rows


def _sample(rows: Labelled) -> Sample:
    words = [word for word, _ in rows]
    labels = [label if label in (BEGIN, INSIDE) else OUTSIDE for _, label in rows]
    return words, [at == 0 for at in range(len(words))], labels


def of_gold(releases: Iterable[GoldRelease]) -> list[Sample]:
    """The sentences of gold releases with the labels of their mentions, and again with other persons."""
    samples = []
    inventor = Inventor(SEED)
    for gold in releases:
        starts = {place.start for place in gold.mentions}
        inside = {at for place in gold.mentions for at in range(place.start, place.end)}
        for sentence in sentences_of(gold.release):
            labels = [
                BEGIN if word.start in starts else INSIDE if word.start in inside else OUTSIDE
                for word in sentence.words
            ]
            words = [word.text for word in sentence.words]
            samples.append((words, [word.fresh for word in sentence.words], labels))
            if BEGIN in labels:
                samples.append(_sample(inventor.renamed(list(zip(words, labels, strict=True)))))
    return samples


def invented(count: int = INVENTED, seed: int = SEED) -> list[Sample]:
    """Invented sentences."""
    return [_sample(rows) for rows in Inventor(seed).sentences(count)]


def train(samples: Iterable[Sample], out: Path) -> None:
    """Train a model and write it to a file."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(SETTINGS)
    template = FeatureTemplate()
    for words, fresh, labels in samples:
        trainer.append(template.features(words, fresh), labels)
    trainer.train(str(out))


def write_features(model: Path, out: Path) -> None:
    """Write the features that a model has a weight for."""
    tagger = pycrfsuite.Tagger()
    tagger.open(str(model))
    marisa_trie.Trie(sorted(tagger.info().attributes)).save(str(out))


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data: Path) -> None:
    """Write the model anew from the labelled texts in DATA."""
    gold = of_gold(gold_release for gold_release in gold_releases() if not gold_release.blind)
    samples = [
        *germeval(data / "germeval2014-dev.tsv"),
        *universal(data / "uner-de-pud.iob2"),
        *invented(),
        *gold,
    ]
    train(samples, OUT)
    write_features(OUT, FEATURES)
    print(f"{len(samples)} sentences, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
