"""kill -9 at any moment of ingest or index, then the same again: nothing is lost and nothing doubled."""

import gzip
import math
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from archive.model import EventKind
from archive.store import Archive
from pressearchiv.demo.site import DemoSite, serving, write_city_file
from search.engine import open_engine
from search.model import Request, Sort
from tests.archive.test_captures import warcio_check
from tests.command import ROOT, run_process, without_settings
from tests.waiting import HANG

MOMENTS = 30
RELEASES = 40
_SEED = 450


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(DemoSite(most=RELEASES)) as base:
        yield base


@pytest.fixture(scope="module")
def undisturbed(site: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A data directory after a run that nobody killed, and how much CPU time that took, in seconds."""
    directory = tmp_path_factory.mktemp("undisturbed")
    write_city_file(directory, site)
    before = cpu_of_children()
    assert run_process(directory, "ingest").returncode == 0
    return directory, cpu_of_children() - before


def cpu_of_children() -> float:
    """CPU time of all processes that were started and have ended, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def contents(directory: Path) -> object:
    """Everything that must be the same after a crash: releases, what was read, bytes, events, answers."""
    with Archive(directory) as archive:
        events = archive.events(0)
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        current = archive.current(range(1, 10 * RELEASES))
        versions = {record_id: archive.versions(record_id) for record_id in current}
        kept = {
            version.release.title: (
                record.addresses,
                [(version.release, version.reading) for version in versions[record_id]],
                [archive.capture(version.capture_id or 0).digest for version in versions[record_id]],
            )
            for record_id, (record, version) in current.items()
        }
        added = [event for event in events if event.kind is EventKind.ADDED]
        assert len(kept) == len(current) == len(added) == archive.count()
        engine = open_engine("whoosh", directory / "index")
        assert engine.cursor == archive.last_event()
        found = engine.search(Request(sort=Sort.NEWEST, size=100))
        engine.close()
        assert sorted(found.ids) == sorted(current)
        answers = [current[record_id][1].release.title for record_id in found.ids]
        counts = {name: [(one.value, one.count) for one in facet] for name, facet in found.facets.items()}
    checked = warcio_check(directory / "captures")
    assert checked.returncode == 0, checked.stdout
    return kept, sorted(answers), counts


def killed(directory: Path, after: float, *arguments: str) -> bool:
    """Start the command and kill it after so many seconds of its own CPU time (0: never); returns whether it was.

    A timer of the process (setitimer(2)) outlives exec, and its signal ends a process that does not know it, at once
    and wherever it is, as SIGKILL does.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "pressearchiv", "--data", str(directory), *arguments],
        cwd=ROOT,
        env=without_settings(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=partial(signal.setitimer, signal.ITIMER_PROF, after),
    )
    return process.wait(HANG) == -signal.SIGPROF


def traces(directory: Path, words: list[str]) -> list[str]:
    """The files of a data directory in which one of the words stands, what is packed unpacked."""
    found = []
    for path in sorted(directory.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            content = gzip.decompress(content) if path.suffix == ".gz" else content
            found += [f"{path.name}: {word}" for word in words if word.encode() in content]
    return found


@pytest.mark.long
def test_an_erasure_killed_at_any_moment_is_finished_by_whoever_comes_by(
    undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    whole, _ = undisturbed
    with Archive(whole) as archive:
        release = archive.versions(1)[-1].release
        others = {record: archive.versions(record) for record in range(2, 8)}
    # Words that no other release has, as they stand in the text, and as an index holds them.
    words = [word for word in release.title.split() if len(word) > 6]
    rest = " ".join(version.release.text for versions in others.values() for version in versions)
    unique = [release.title, *(word for word in words if word not in rest)]
    assert traces(whole, [release.title])
    command = ("seal", "1", "--reason", "Urteil", "--erase")
    dice = random.Random(_SEED)
    finished = 0
    spent = math.inf
    for moment in range(MOMENTS):
        directory = tmp_path / f"erased-{moment}"
        shutil.copytree(whole, directory)
        before = cpu_of_children()
        # The first is left alone, to know how long one takes; a machine may be slower then than later.
        if not killed(directory, dice.uniform(0.2, 1) * spent if moment else 0, *command):
            finished += 1
            spent = min(spent, cpu_of_children() - before)
        with Archive(directory) as archive:
            begun = archive.record(1).seal is not None
        again = run_process(directory, *(("index",) if begun and moment % 2 else command))
        assert again.returncode == 0 or "schon gelöscht" in again.stderr, again.stderr
        assert traces(directory, unique[:1]) == [], f"after moment {moment}"
        with Archive(directory) as archive:
            assert archive.erasures() == ()
            for record, versions in others.items():
                assert archive.versions(record) == versions
                assert archive.capture(versions[-1].capture_id or 0).body
            engine = open_engine("whoosh", directory / "index")
            assert 1 not in engine.search(Request(sort=Sort.NEWEST, size=100)).ids
            engine.close()
        shutil.rmtree(directory)
    assert finished < MOMENTS / 2, "most of them were killed"


@pytest.mark.long
def test_killed_at_thirty_random_moments(site: str, undisturbed: tuple[Path, float], tmp_path: Path) -> None:
    whole, spent = undisturbed
    expected = contents(whole)
    dice = random.Random(_SEED)
    for moment in range(MOMENTS):
        directory = tmp_path / f"moment-{moment}"
        write_city_file(directory, site)
        while not killed(directory, dice.uniform(0.1, spent), "ingest"):  # it was through already: once more
            shutil.rmtree(directory)
            write_city_file(directory, site)
        if moment % 3 == 0:  # and once more on the way back
            killed(directory, dice.uniform(0.1, spent), "ingest")
        if moment % 5 == 0:
            killed(directory, dice.uniform(0.1, spent / 2), "index", "--rebuild")
        done = run_process(directory, "ingest")
        assert done.returncode == 0, done.stderr
        assert contents(directory) == expected, f"after moment {moment}"
