"""kill -9 at any moment of any operation that writes, then the same again: nothing lost, doubled or left over."""

import math
import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.store import Archive
from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.model import Frequency, Kind
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from pressearchiv.demo.site import CITY, DemoSite
from search.engine import open_engine
from search.engines.whoosh.files import CURRENT
from search.engines.whoosh.left_over import left_over
from search.indexer import catch_up
from search.integrity import of_index
from search.model import Request
from search.params import Search
from tests.conftest import quiet
from tests.endurance.killing import Command, Work, run_in_child
from tests.towns import Stage, ingested, staged

pytestmark = pytest.mark.long
RELEASES = 25
# So often each operation is killed.
KILLS = 15
Make = Callable[[Path, Path], object]
Counts = Callable[[str, object], None]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, Path, Path]]:
    """A site, a data directory that has taken it in, and one that only knows its address."""
    with staged() as (stage, base):
        stage.site = DemoSite(most=RELEASES)
        whole = ingested(base, tmp_path_factory.mktemp("whole") / "data")
        new = tmp_path_factory.mktemp("new") / "data"
        shutil.copytree(whole / "cities", new / "cities")
        yield stage, whole, new


def held(directory: Path) -> object:
    """All that must be the same after a kill: releases, versions, bytes, seals, events, decisions, answers."""
    now = datetime.now(UTC)
    engine = open_engine("whoosh", directory / "index")
    with Archive(directory) as archive:
        catch_up(archive, engine, quiet)
        assert [fault for some, _ in archive.verify(quiet) for fault in some] == []
        assert list(of_index(archive, engine, "index", now=now, quick=False)) == []
        events = archive.events(0)
        kinds = Counter((event.record_id, event.kind) for event in events)
        names, releases = {}, {}
        for record_id, (record, version) in archive.current(range(1, 200)).items():
            name = names[record_id] = record.addresses or version.release.title or record_id
            versions = archive.versions(record_id)
            releases[name] = (
                [(one.release.title, one.release.body, one.reading, one.grade) for one in versions],
                [
                    archive.capture(one.capture_id).digest
                    for one in versions
                    if one.capture_id and not record.seal
                ],
                record.seal and (record.seal.reason, record.seal.erased_at is not None),
                record.withdrawn_at is None,
                {kind: count for (of, kind), count in kinds.items() if of == record_id},
                archive.amendments(record_id),
            )
        found = engine.search(Request(size=500))
        answers = sorted(str(names[record_id]) for record_id in found.ids)
        staff = [(entry.kind, entry.subject, entry.note) for entry in archive.audit_log()]
        persons = archive.persons_named(limit=500)[0]
        series = archive.series(CITY)
    engine.close()
    return releases, answers, staff, persons, series


def leftovers(directory: Path) -> set[str]:
    """Names in a data directory, and beside it, that say something is not at its end."""
    places = (*directory.rglob("*"), *directory.parent.glob(".*"))
    index = directory / "index" / "whoosh"
    current = (index / CURRENT).read_text(encoding="ascii")
    return {
        path.name for path in places if path.name.endswith((".new", ".part", ".tmp")) or path.name[:1] == "."
    }.union(path.name for path in left_over(index, current))


def _nothing(directory: Path, beside: Path) -> None:
    """For what needs no more than the town."""


def _without_index(directory: Path, beside: Path) -> None:
    shutil.rmtree(directory / "index")


def _files(directory: Path, beside: Path) -> None:
    (beside / "files").mkdir(exist_ok=True)
    for number in range(12):
        text = f"Nr. {number}/2026\nPressemitteilung vom {number + 1}. März 2026\n\nMeldung {number} zum Radweg\n\n"
        text += f"Der Radweg Nummer {number} ist fertig, sagte Bürgermeisterin Ute Lindhorst.\n"
        (beside / "files" / f"PM_{number:03}.txt").write_text(text, encoding="utf-8")


def _sealed(directory: Path, beside: Path) -> None:
    with Archive(directory) as archive:
        archive.seal(2, "Einwand", datetime.now(UTC), by="Staff")


def _read_by_an_older_reader(directory: Path, beside: Path) -> None:
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        connection.execute(
            "UPDATE version SET checksum = NULL, reading = json_set(reading, '$.reader', 1, '$.persons', json('[]'))"
        )
        connection.commit()


def _backed_up(directory: Path, beside: Path) -> None:
    run_in_child(Command("backup", "{beside}/copy.tar"), directory)
    shutil.rmtree(directory)


def _damaged(directory: Path, beside: Path) -> None:
    (file,) = (directory / "captures").iterdir()
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    next(directory.rglob("*.arrays")).unlink()
    with closing(sqlite3.connect(directory / "archive.sqlite")) as connection:
        connection.execute("DELETE FROM appearance WHERE record_id = 3")
        connection.commit()


def _note_a_number_as_unused(directory: Path) -> None:
    with Archive(directory) as archive:
        series = archive.series(CITY)[0]
        at = datetime.now(UTC)
        archive.confirm_unused(CITY, series.year, 4_711, office=series.office, note="Buch", at=at, by="Staff")


@dataclass(frozen=True)
class Operation:
    """One operation: on what it works, what it is, and what is done after a kill where that is not the same again."""

    name: str
    work: Work
    prepare: Make = _nothing
    again: Work | None = None
    from_nothing: bool = False
    day: int = 1


OPERATIONS = (
    Operation("ingest", Command("ingest"), from_nothing=True),
    Operation("ingest the next day", Command("ingest", "--recheck"), day=2),
    Operation("import", Command("import", "{beside}/files", "--city", CITY), prepare=_files),
    Operation("index", Command("index"), prepare=_without_index),
    Operation("rebuild", Command("index", "--rebuild")),
    Operation("seal", Command("seal", "2", "--reason", "Einwand")),
    Operation("unseal", Command("unseal", "2"), prepare=_sealed),
    Operation("erase", Command("seal", "2", "--reason", "Urteil", "--erase")),
    Operation("reread", Command("reread"), prepare=_read_by_an_older_reader),
    Operation("unused", _note_a_number_as_unused),
    Operation(
        "people",
        Command("people", "merge", f"{CITY}/joern-dahlmann", f"{CITY}/jost-brinkmann", "--note", "Heirat"),
    ),
    Operation("restore", Command("restore", "{beside}/copy.tar"), prepare=_backed_up),
    Operation("repair", Command("repair"), prepare=_damaged),
)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_killed_and_done_again_it_is_as_if_nobody_had(
    operation: Operation, stage: tuple[Stage, Path, Path], tmp_path: Path, record_property: Counts
) -> None:
    served, whole, new = stage

    def made(name: str) -> Path:
        (tmp_path / name).mkdir()
        directory = tmp_path / name / "data"
        shutil.copytree(new if operation.from_nothing else whole, directory)
        operation.prepare(directory, directory.parent)
        return directory

    served.site = DemoSite(most=RELEASES)
    if operation.day == 2:
        served.site.show(2, RELEASES)
    undisturbed = made("undisturbed")
    ended, spent = run_in_child(operation.work, undisturbed)
    assert ended == 0
    expected = held(undisturbed)
    dice = random.Random(operation.name)
    killed = 0
    for moment in range(KILLS):
        directory = made(f"{moment}")
        ended, cost = run_in_child(operation.work, directory, dice.uniform(0.02, 1) * spent)
        killed += ended < 0
        spent = min(spent, cost or spent)
        again, _ = run_in_child(operation.again or operation.work, directory)
        assert again in (0, 1, 2)
        assert held(directory) == expected, f"{operation.name}, moment {moment}"
        run_in_child(Command("repair"), directory)
        assert leftovers(directory) == leftovers(undisturbed), f"{operation.name}, moment {moment}"
        shutil.rmtree(directory.parent)
    record_property("counts", f"{operation.name}: {killed} of {KILLS} killed, 0 lost, 0 doubled, 0 left over")
    assert killed >= KILLS // 2, "most of them were killed"


def test_a_backup_killed_at_any_moment_is_no_backup(
    stage: tuple[Stage, Path, Path], tmp_path: Path, record_property: Counts
) -> None:
    _, whole, _ = stage
    directory = tmp_path / "data"
    shutil.copytree(whole, directory)
    _, spent = run_in_child(Command("backup", "{beside}/whole.tar"), directory)
    size = (tmp_path / "whole.tar").stat().st_size
    killed = 0
    for moment in range(KILLS):
        file = tmp_path / f"{moment}.tar"
        ended, cost = run_in_child(
            Command("backup", str(file)), directory, spent * (moment + 1) / (KILLS + 1)
        )
        killed += ended < 0
        spent = min(spent, cost or spent)
        assert not file.exists() or file.stat().st_size == size
    assert run_in_child(Command("repair"), directory)[0] == 0
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    record_property("counts", f"backup: {killed} of {KILLS} killed, 0 halves left")
    assert killed >= KILLS // 2


class _WrittenDown:
    """Takes mails as a server does: what it has taken stands in a file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def send(self, address: str, sender: str, message: bytes) -> None:
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(f"{address}\n")


def _dispatch(directory: Path) -> None:
    engine = open_engine("whoosh", directory / "index")
    with Archive(directory) as archive:
        links = AlertLinks("https://archiv.example", "geheim")
        sends = _WrittenDown(directory.parent / "sent.txt")
        dispatcher = Dispatcher(Alerts(directory), archive, engine, sends, links, "archiv@stadt.example")
        dispatcher.write(datetime.now(UTC))
        dispatcher.hand_in(datetime.now(UTC))


def _subscribed(directory: Path) -> set[str]:
    alerts, now = Alerts(directory), datetime.now(UTC)
    readers = {f"leser{number}@example.org" for number in range(12)}
    for address in sorted(readers):
        found = alerts.subscribe(
            address,
            Search(text="Tellbrück"),
            kind=Kind.NEW,
            frequency=Frequency.AT_ONCE,
            language="de",
            cursor=0,
            now=now,
        )
        assert found
        alerts.confirm(found.id, cursor=0, due_at=now, now=now)
    with closing(sqlite3.connect(directory / ALERTS)) as connection:
        connection.execute("DELETE FROM mail")
        connection.commit()
    return readers


def test_mails_killed_at_any_moment_arrive_once_or_are_told(
    stage: tuple[Stage, Path, Path], tmp_path: Path, record_property: Counts
) -> None:
    _, whole, _ = stage
    killed = uncertain = 0
    dice = random.Random("mails")
    spent = math.inf
    for moment in range(KILLS + 1):
        directory = tmp_path / str(moment) / "data"
        shutil.copytree(whole, directory)
        readers = _subscribed(directory)
        ended, cost = run_in_child(_dispatch, directory, dice.uniform(0.05, 1) * spent if moment else 0)
        spent = min(spent, cost or spent)
        killed += ended < 0
        assert run_in_child(_dispatch, directory)[0] == 0
        sent = (directory.parent / "sent.txt").read_text(encoding="utf-8").split()
        with closing(sqlite3.connect(directory / ALERTS)) as connection:
            told = {row[0] for row in connection.execute("SELECT address FROM mail")}
        assert len(sent) == len(set(sent)), "none is sent twice"
        assert set(sent) | told == readers
        uncertain += len(told)
        shutil.rmtree(directory.parent)
    record_property(
        "counts", f"mails: {killed} of {KILLS} killed, 0 lost, 0 doubled, {uncertain} told as uncertain"
    )
    assert killed >= KILLS // 2
    assert uncertain <= killed
