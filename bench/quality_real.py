"""How well the world's releases are read: `make quality-real`, every figure and every single miss.

Real releases and sentences with dates lie beside the checkout (`../shared/data/real`, or the directory given), labelled
by a reader before any run; their texts are no part of the repository.
"""

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from archive.model import Reading, Release
from bench.headlines import headlines, pasted
from ingest.city import unknown_city
from ingest.files import capture_file, read_file
from ingest.reading import read
from language.german.dates.model import Mentioned
from language.german.dates.prose import find_periods

REAL = Path(__file__).parents[2] / "shared" / "data" / "real"
# The day on which the sentences with dates count as published: a Monday.
_PUBLISHED = date(2026, 4, 20)
_TITLE = re.compile(r"^(?:(?:Prof|Dr|med|Dipl|Ing|h\.c|rer|Professor)\b\.?(?:\s|-)*)+")
# What a quotation is known by: its first letters.
_OPENING = 14
_SAME_BODY = 8


@dataclass(slots=True)
class Tally:
    """Counts by name, and each miss as a line."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def miss(self, place: str, kind: str, *what: object) -> None:
        """Note one miss and count its kind."""
        self.counts[kind] += 1
        self.misses.append(f"{place}  {kind}: " + " | ".join(str(part) for part in what))

    def f1(self, right: str, wrong: Iterable[str], missed: str) -> float:
        """The harmonic mean of precision and recall."""
        counted = self.counts
        return (
            2
            * counted[right]
            / max(1, 2 * counted[right] + sum(counted[one] for one in wrong) + counted[missed])
        )

    def share(self, part: str, whole: str) -> str:
        """A share with its figures."""
        return f"{self.counts[part] / max(1, self.counts[whole]):.3f} ({self.counts[part]} of {self.counts[whole]})"


def main(directory: Path) -> None:
    """Print the tables of the releases and of the sentences, then every miss."""
    if not directory.is_dir():
        print(f"Real releases: none in {directory}.")
        return
    tally, seconds, letters = Tally(), 0.0, 0
    labelled = json.loads((directory / "releases-open.json").read_text(encoding="utf-8"))
    for entry in labelled:
        began = time.process_time()
        release, reading = _read(entry)
        seconds += time.process_time() - began
        letters += len(entry["text"])
        _persons(tally, entry, reading)
        _quotations(tally, entry, release, reading)
        _dates(tally, entry, reading)
        _topics(tally, entry, reading)
    dates = sentences(directory / "dates-open.tsv")
    for name, value in _figures(tally, dates, len(labelled)):
        print(f"{name:<52} {value}")
    speed = f"{len(labelled) / seconds:.0f} (texts of {letters / len(labelled):.0f} characters)"
    print(f"{'releases read a CPU second':<52} {speed}")
    misses = [*tally.misses, *dates.misses]
    if (listed := directory.parent / "municipal-headlines.jsonl").exists():
        found = pasted(headlines(listed))
        name = f"headlines pasted whole ({found.asked}), mean rank"
        print(f"{name:<52} {found.rank:.3f}, nothing found for {len(found.nothing)}")
        misses += [f"headline that finds nothing: {title}" for title in found.nothing]
    print("\n" + "\n".join(misses))


def _read(entry: dict[str, Any]) -> tuple[Release, Reading]:
    """A release as the command `read` reads it, with its day where its text prints none."""
    city = unknown_city()
    with TemporaryDirectory() as place:
        file = Path(place) / f"{entry['id']}.txt"
        file.write_text(entry["text"], encoding="utf-8")
        printed, _ = read_file(capture_file(file), city, file)
    given = date.fromisoformat(entry["published"]) if entry["published"] else None
    return printed.release, read(printed, city, given_date=None if entry["published_printed"] else given)


def _figures(tally: Tally, dates: Tally, releases: int) -> Iterator[tuple[str, str]]:
    counted = tally.counts
    counted["releases"] = releases
    yield "releases", str(releases)
    persons = tally.f1("person right", ("person invented",), "person missed")
    yield (
        "persons, F1",
        f"{persons:.3f} (invented {counted['person invented']}, missed {counted['person missed']})",
    )
    yield "role, recall", tally.share("role found", "person with a role")
    yield "role, precision", tally.share("role right", "role given")
    yield (
        "affiliation",
        f"{tally.share('affiliation right', 'person of a body')}, invented {counted['affiliation invented']}",
    )
    yield "speaker of a quotation", tally.share("speaker right", "quotation")
    yield "no statement, taken for one", str(counted["no statement"])
    yield (
        "printed date of publication",
        f"{tally.share('published right', 'published printed')}, wrong {counted['published wrong']}",
    )
    mentioned = tally.f1("date right", ("date invented", "date in doubt"), "date missed")
    told = (
        f"{mentioned:.3f} (missed {counted['date missed']}, {counted['date in doubt']} in doubt, "
        f"wrong in silence {counted['date invented']})"
    )
    yield "dates in the text, F1", told
    yield "first topic", tally.share("first topic right", "releases")
    yield "first topic is one of the labels", tally.share("first topic is a label", "releases")
    topics = 2 * counted["topic right"] / max(1, counted["topic given"] + counted["topic wanted"])
    yield "topics, micro-F1", f"{topics:.3f}"
    told = (
        f"{dates.share('sentence right', 'sentence')}, {dates.counts['sentence in doubt']} in doubt, "
        f"wrong in silence {dates.counts['sentence wrong']}"
    )
    yield "sentences with dates", told


def _name(text: str) -> str:
    return _TITLE.sub("", " ".join(text.split())).strip().casefold()


def _persons(tally: Tally, entry: dict[str, Any], reading: Reading) -> None:
    wanted = {_name(person["name"]): person for person in entry["persons"]}
    found = {_name(person.name): person for person in reading.persons}
    for one in sorted(found.keys() | wanted.keys()):
        if one in found and one in wanted:
            tally.counts["person right"] += 1
        else:
            tally.miss(entry["id"], "person invented" if one in found else "person missed", one)
    for one in sorted(found.keys() & wanted.keys()):
        roles = [held.role for held in found[one].roles if held.role]
        labels = wanted[one]["roles"]
        if labels:
            tally.counts["person with a role"] += 1
            tally.counts["role found"] += bool(roles)
            if not roles:
                tally.miss(entry["id"], "role missed", one, labels)
            for role in roles:
                tally.counts["role given"] += 1
                if any(_same_role(role, label) for label in labels):
                    tally.counts["role right"] += 1
                else:
                    tally.miss(entry["id"], "role wrong", one, role, labels)
        given = [held.affiliation for held in found[one].roles if held.affiliation]
        given += [body] if (body := found[one].affiliation) else []
        given += [party] if (party := found[one].party) else []
        body = wanted[one]["affiliation"]
        if body:
            tally.counts["person of a body"] += 1
            tally.counts["affiliation right"] += any(
                _same_body(body, one_given) for one_given in given if one_given
            )
        elif given:
            tally.miss(entry["id"], "affiliation invented", one, given)


def _same_role(role: str, label: str) -> bool:
    return (
        role.casefold() == label.casefold()
        or _head(role) == _head(label)
        or _head(label) in role.casefold().split()
    )


def _head(role: str) -> str:
    return role.split()[0].strip(",-").casefold() if role else ""


def _same_body(wanted: str, given: str) -> bool:
    return (
        wanted.casefold()[:_SAME_BODY] in given.casefold()
        or given.casefold()[:_SAME_BODY] in wanted.casefold()
    )


def _quotations(tally: Tally, entry: dict[str, Any], release: Release, reading: Reading) -> None:
    text = release.text
    left = [(text[found.start : found.end], found.speaker or "") for found in reading.quotations]
    for wanted in entry["quotations"]:
        tally.counts["quotation"] += 1
        place = next((at for at, (words, _) in enumerate(left) if wanted["begins"][:_OPENING] in words), None)
        if place is None:
            tally.miss(entry["id"], "quotation missed", wanted["begins"], wanted["speaker"])
            continue
        _, speaker = left.pop(place)
        if _name(speaker) == _name(wanted["speaker"]):
            tally.counts["speaker right"] += 1
        else:
            tally.miss(entry["id"], "speaker wrong", wanted["begins"], speaker, wanted["speaker"])
    for words, speaker in left:
        tally.miss(entry["id"], "no statement", words[:60], speaker)


def _dates(tally: Tally, entry: dict[str, Any], reading: Reading) -> None:
    published = date.fromisoformat(entry["published"]) if entry["published"] else None
    if entry["published_printed"]:
        tally.counts["published printed"] += 1
        if reading.published == published:
            tally.counts["published right"] += 1
        else:
            tally.miss(
                entry["id"],
                "published wrong" if reading.published else "published missed",
                reading.published,
                published,
            )
    found = [one for one in reading.mentioned if not (one.start == one.end == published)]
    wanted = [one for one in entry["dates"] if not one["start"] == one["end"] == entry["published"]]
    for label in wanted:
        if any(_meets(one, label) for one in found):
            tally.counts["date right"] += 1
        else:
            tally.miss(entry["id"], "date missed", label["start"], label["end"])
    for one in found:
        if not any(_meets(one, label) for label in wanted):
            tally.miss(
                entry["id"],
                "date in doubt" if one.doubt else "date invented",
                one.printed,
                one.start,
                one.end,
            )


def _meets(found: Mentioned, label: dict[str, Any]) -> bool:
    start, end = (day.isoformat() if day else "" for day in (found.start, found.end))
    if label["exact"]:
        whole = start in ("", label["start"]) and end == label["end"]
        return bool(whole or (end == "" and start == label["start"]))
    return bool((start or "0") <= label["end"] and label["start"] <= (end or "9"))


def _topics(tally: Tally, entry: dict[str, Any], reading: Reading) -> None:
    found, wanted = [topic.key for topic in reading.topics], entry["topics"]
    tally.counts["first topic right"] += found[:1] == wanted[:1]
    tally.counts["first topic is a label"] += bool(found) and found[0] in wanted
    tally.counts["topic right"] += len(set(found) & set(wanted))
    tally.counts["topic given"] += len(set(found))
    tally.counts["topic wanted"] += len(wanted)
    if found[:1] != wanted[:1]:
        tally.miss(entry["id"], "topics", found, wanted)


def sentences(file: Path) -> Tally:
    """Sentences with the spans that are meant in them; a doubt that is said is no silence."""
    tally = Tally()
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        text, _, meant = line.partition("\t")
        found = find_periods(text, today=_PUBLISHED)
        spans = [f"{one.start or ''}..{one.end or ''}" for one in found]
        tally.counts["sentence"] += 1
        if sorted(spans) == sorted(filter(None, meant.strip().split(";"))):
            tally.counts["sentence right"] += 1
        else:
            doubted = bool(found) and all(one.doubt for one in found)
            tally.miss(
                "dates",
                "sentence in doubt" if doubted else "sentence wrong",
                text,
                "; ".join(spans),
                meant.strip(),
            )
    return tally


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REAL)
