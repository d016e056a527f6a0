"""How well releases are read: every figure of docs/quality.md that is about reading, printed as Markdown tables.

`python -m bench.quality` measures the gold releases and periods of the repository; with `--data FOLDER` (the texts that
train_persons.py learns from) also GermEval and the open gold releases by cross-validation.
"""

import csv
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import click
import pycrfsuite

from archive.model import MentionKind, Reading, Source
from archive.origins import PublishedFrom
from bench.marked import GoldRelease, gold_releases
from bench.topic_labels import readers_agree
from bench.train_persons import germeval, invented, of_gold, train, universal
from ingest.city import City, unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read
from ingest.reading.persons import tagger
from ingest.reading.persons.features import FeatureTemplate
from ingest.reading.persons.tagger import BEGIN, INSIDE
from language.german.dates.whole import read_period
from language.german.roles import head_of

PERIODS = Path(__file__).parent / "gold" / "periods.tsv"
FOLDS = 5
# What the project set out to reach, by the name of the measure.
GOALS = {
    "mentions of persons, strict F1": 0.98, "persons of a release, F1": 0.98, "role, precision": 0.95,
    "role, recall": 0.85, "photographer, F1": 0.98, "speaker of a quotation": 0.95, "number": 1.0,
    "date of publication": 1.0, "dates and periods in the text, F1": 0.97, "first topic": 0.85,
    "first topic is one of the labels": 0.93, "topics, micro-F1": 0.78,
}  # fmt: skip


@dataclass(slots=True)
class Counts:
    """What was found rightly, what wrongly, what was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, wanted: Iterable[object], found: Iterable[object]) -> None:
        """Count one release's."""
        wants, has = set(wanted), set(found)
        self.right += len(wants & has)
        self.wrong += len(has - wants)
        self.missed += len(wants - has)

    @property
    def precision(self) -> float:
        """Of what was found, how much is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of what there is, how much was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def measure(releases: Sequence[GoldRelease]) -> dict[str, float]:
    """Every measure over some gold releases."""
    mentions, persons, photographers, dates, topics = (Counts() for _ in range(5))
    roles = Counts()
    speakers = numbers = published = first_topics = labelled_topics = 0
    quotations = with_number = with_date = 0
    for gold in releases:
        reading = read_gold(gold)
        text = gold.release.text
        mentions.add(
            ((place.start, place.end) for place in gold.mentions),
            (place for person in reading.persons for place in person.places),
        )
        persons.add(
            (person.name for person in gold.persons.values()), (person.name for person in reading.persons)
        )
        _count_roles(gold, reading, roles)
        photographers.add(
            (person.name for person in gold.persons.values() if "photographer" in person.kinds),
            (person.name for person in reading.persons if MentionKind.PHOTOGRAPHER in person.kinds),
        )
        _count_dates(gold, reading, dates)
        topics.add(gold.topics, (topic.key for topic in reading.topics))
        first_topics += bool(reading.topics) and reading.topics[0].key == gold.topics[0]
        labelled_topics += bool(reading.topics) and reading.topics[0].key in gold.topics
        for key, words in gold.speakers:
            quotations += 1
            speakers += _speaker(text, words, reading) == gold.persons[key].name
        if wanted := gold.head.get("number"):
            with_number += 1
            numbers += _is_number(wanted, reading)
        if gold.head.get("date_line"):
            with_date += 1
            published += reading.published == date.fromisoformat(gold.head["published"])
    return {
        "mentions of persons, strict F1": mentions.f1,
        "persons of a release, F1": persons.f1,
        "role, precision": roles.precision,
        "role, recall": roles.recall,
        "photographer, F1": photographers.f1,
        "speaker of a quotation": speakers / quotations,
        "number": numbers / with_number,
        "date of publication": published / with_date,
        "dates and periods in the text, F1": dates.f1,
        "first topic": first_topics / len(releases),
        "first topic is one of the labels": labelled_topics / len(releases),
        "topics, micro-F1": topics.f1,
    }


def read_gold(gold: GoldRelease) -> Reading:
    """A gold release as the reader reads it: its words, and what its page prints beside them."""
    printed = ExtractedPage(
        release=gold.release,
        number_text=gold.head.get("number_line", ""),
        date_texts=((PublishedFrom.PAGE, gold.head.get("date_line", "")),),
    )
    return read(printed, _city(gold), given_date=date.fromisoformat(gold.head["published"]))


def _city(gold: GoldRelease) -> City:
    name = gold.release.city.rpartition("-")[0].capitalize().replace("ue", "ü")
    return replace(unknown_city(), source=Source(key=gold.release.city, name=name))


def _count_roles(gold: GoldRelease, reading: Reading, counts: Counts) -> None:
    """A role is right where its head is that of one the labels give; "recall" is of persons with a role."""
    read_as = {person.name: person for person in reading.persons}
    for person in gold.persons.values():
        found = read_as.get(person.name)
        if found is None:
            continue
        right = bool(found.role) and any(_same_role(str(found.role), role) for role in person.roles)
        counts.right += right
        counts.wrong += bool(found.role) and not right
        counts.missed += bool(person.roles) and not right


def _same_role(one: str, other: str) -> bool:
    short, long = sorted((head_of(one.split()[-1]), head_of(other.split()[-1])), key=len)
    return long.endswith(short)


def _count_dates(gold: GoldRelease, reading: Reading, counts: Counts) -> None:
    """A date is right where it has the label's value and stands in its words."""
    left = list(gold.dates)
    for one in reading.mentioned:
        value = _span(one.start, one.end)
        hit = next(
            (
                place
                for place in left
                if place.start < one.until and one.at < place.end and _label(place.means) == value
            ),
            None,
        )
        if hit:
            left.remove(hit)
            counts.right += 1
        else:
            counts.wrong += 1
    counts.missed += len(left)


def _span(start: date | None, end: date | None) -> tuple[str, str]:
    return (start.isoformat() if start else "", end.isoformat() if end else "")


def _label(means: str) -> tuple[str, str]:
    start, slash, end = means.partition("/")
    return (start, end) if slash else (start, start)


def _speaker(text: str, words: str, reading: Reading) -> str | None:
    for quotation in reading.quotations:
        said = " ".join(text[quotation.start : quotation.end].split())
        if words in said[: len(words) + 8]:
            return quotation.speaker
    return None


def _is_number(wanted: str, reading: Reading) -> bool:
    """Whether the number is the labelled one; a year that is not labelled is that of the release."""
    running, sign, year = wanted.split()
    number = reading.number
    if number is None or number.running != int(running) or (number.sign or "-") != sign:
        return False
    return year == "-" or number.year == int(year)


def measure_periods(chosen: str) -> tuple[int, int, int, int]:
    """How many periods there are, are right, are wrong in silence, are refused though they are some."""
    with PERIODS.open(encoding="utf-8", newline="") as lines:
        rows = [
            row
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["set"] == chosen
        ]
    right = silent = refused = 0
    for row in rows:
        found = read_period(row["printed"], today=date.fromisoformat(row["on"]))
        value = _span(found.start, found.end) if found else ("-", "-")
        right += value == (row["start"], row["end"])
        silent += found is not None and value != (row["start"], row["end"])
        refused += found is None and row["start"] != "-"
    return len(rows), right, silent, refused


def measure_speed(releases: Sequence[GoldRelease]) -> float:
    """Releases a second of CPU time on one core, with everything read."""
    for gold in releases[:20]:
        read_gold(gold)
    started = time.process_time()
    for gold in releases:
        read_gold(gold)
    return len(releases) / (time.process_time() - started)


def measure_start() -> tuple[float, float]:
    """Seconds of CPU time from the reader's import to its first release, and the process's peak memory in MiB."""
    script = (
        "import time, archive.model, ingest.city, ingest.layout\n"
        "started = time.process_time()\n"
        "from ingest.reading import read\n"
        "release = archive.model.Release(city='a', url=None, title='Anna Berger kam am 3. Mai', body='Text.')\n"
        "read(ingest.layout.ExtractedPage(release=release), ingest.city.unknown_city())\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(time.process_time() - started, int(peak.split()[1]) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    seconds, memory = done.stdout.split()
    return float(seconds), float(memory)


def measure_memory() -> float:
    """A process's peak memory in MiB after it read every gold release."""
    script = (
        "from bench.quality import read_gold, gold_releases\n"
        "for gold in gold_releases(): read_gold(gold)\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"
        "print(int(peak.split()[1]) / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return float(done.stdout)


@contextmanager
def _with_model(path: Path) -> Iterator[None]:
    """Read with another model for a while."""
    other = pycrfsuite.Tagger()
    other.open(str(path))
    with patch.object(tagger, "_tagger", lambda: other):
        yield


def cross_validate(releases: Sequence[GoldRelease], data: Path) -> dict[str, float]:
    """The measures over the open gold releases, each read by a model that has not seen it."""
    base = [*germeval(data / "germeval2014-dev.tsv"), *universal(data / "uner-de-pud.iob2"), *invented()]
    found: list[dict[str, float]] = []
    with TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            seen = [release for at, release in enumerate(releases) if at % FOLDS != fold]
            held_out = [release for at, release in enumerate(releases) if at % FOLDS == fold]
            model = Path(folder) / f"{fold}.crf"
            train([*base, *of_gold(seen)], model)
            with _with_model(model):
                found.append(measure(held_out))
    return {name: sum(one[name] for one in found) / FOLDS for name in found[0]}


def cross_validate_germeval(data: Path) -> Counts:
    """Strict F1 of persons on GermEval 2014 dev by cross-validation, the tagger alone."""
    path = data / "germeval2014-dev.tsv"
    plain = germeval(path, renamed=0)
    counts = Counts()
    others = [*universal(data / "uner-de-pud.iob2"), *invented()]
    with TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            kept = [at for at in range(len(plain)) if at % FOLDS != fold]
            model = Path(folder) / "fold.crf"
            train([*germeval(path, only=set(kept)), *others], model)
            template = FeatureTemplate()
            one = pycrfsuite.Tagger()
            one.open(str(model))
            for at, (words, fresh, labels) in enumerate(plain):
                if at % FOLDS == fold:
                    counts.add(_spans(at, labels), _spans(at, one.tag(template.features(words, fresh))))
    return counts


def _spans(sentence: int, labels: Sequence[str]) -> list[tuple[int, int, int]]:
    found = []
    for at, label in enumerate(labels):
        if label == BEGIN or (label == INSIDE and (at == 0 or labels[at - 1] not in (BEGIN, INSIDE))):
            end = at + 1
            while end < len(labels) and labels[end] == INSIDE:
                end += 1
            found.append((sentence, at, end))
    return found


@click.command()
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(data: Path | None) -> None:
    """Print the tables."""
    releases = gold_releases()
    open_ones = [release for release in releases if not release.blind]
    blind = [release for release in releases if release.blind]
    columns = {"blind": measure(blind), "open": measure(open_ones)}
    if data:
        columns["open, by cross-validation"] = cross_validate(open_ones, data)
    print(f"{len(blind)} blind and {len(open_ones)} open releases\n")
    print("| measure | goal | " + " | ".join(columns) + " |")
    print("|---|---|" + "---|" * len(columns))
    for name, goal in GOALS.items():
        values = " | ".join(f"{column[name]:.3f}" for column in columns.values())
        print(f"| {name} | {goal:.2f} | {values} |")
    print("\n| periods | right | wrong in silence | refused |\n|---|---|---|---|")
    for chosen in ("blind", "open"):
        count, right, silent, refused = measure_periods(chosen)
        print(f"| {chosen} ({count}) | {right / count:.3f} | {silent} | {refused} |")
    seconds, memory = measure_start()
    after_all = measure_memory()
    print(f"\ntopics of headlines, two readers: {readers_agree()}")
    letters = sum(len(release.release.text) for release in releases) / len(releases)
    print(
        f"speed: {measure_speed(releases):.0f} releases a second of CPU time, "
        f"texts of {letters:.0f} characters (goal 120)"
    )
    print(
        f"first release read after {seconds:.2f} s of CPU time (goal 0.5), {memory:.0f} MiB; "
        f"after all of them {after_all:.0f} MiB (goal 300)"
    )
    if data:
        counts = cross_validate_germeval(data)
        print(
            f"GermEval 2014 dev, {FOLDS} folds, persons: "
            f"P {counts.precision:.3f}, R {counts.recall:.3f}, F1 {counts.f1:.3f} (goal 0.78)"
        )


if __name__ == "__main__":
    main()
