"""The reader over the gold releases: no change may make it worse than the figures in docs/quality.md, to the point."""

import re
from pathlib import Path

import pytest

from bench.marked import FOLDER, Mislabelled, gold_releases
from bench.quality import GOALS, measure

# What the reader reached on the blind releases, rounded down; raise it with the reader, never lower it in silence.
REACHED = {
    "mentions of persons, strict F1": 0.975, "persons of a release, F1": 0.98, "role, precision": 0.96,
    "role, recall": 0.85, "photographer, F1": 1.0, "speaker of a quotation": 0.98, "number": 1.0,
    "date of publication": 1.0, "dates and periods in the text, F1": 0.955, "first topic": 0.75,
    "first topic is one of the labels": 0.88, "topics, micro-F1": 0.69,
}  # fmt: skip


def test_the_gold_releases_are_as_many_and_as_blind_as_promised() -> None:
    releases = gold_releases()
    blind = [release for release in releases if release.blind]
    assert len(releases) >= 150
    assert sum(len(release.mentions) for release in releases) >= 1_000
    assert len(blind) >= 50
    assert len({release.id.rpartition("-")[0].rpartition("-")[0] for release in releases}) == 10


@pytest.mark.parametrize("name", GOALS)
def test_the_blind_releases_are_read_no_worse_than_told(name: str) -> None:
    assert _blind()[name] >= REACHED[name]


_measured: dict[str, float] = {}


def _blind() -> dict[str, float]:
    if not _measured:
        _measured.update(measure([gold_release for gold_release in gold_releases() if gold_release.blind]))
    return _measured


def test_the_documents_tell_every_measure() -> None:
    told = (FOLDER.parents[2] / "docs" / "quality.md").read_text(encoding="utf-8")
    for name in GOALS:
        assert re.search(rf"\| {re.escape(name)} \|", told), name


def test_a_gold_file_that_breaks_its_own_rules_is_told(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text(
        "=== a-01\ntopics: culture\n---\n# [Anna|p1]\n", encoding="utf-8"
    )
    with pytest.raises(Mislabelled, match="p1 has no line"):
        gold_releases(tmp_path)
