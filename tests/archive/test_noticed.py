"""Edits and withdrawals by when they were noticed."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.event import listens_for, remove

from archive.backends.sqlite import DATABASE
from archive.model import EventKind, Grade, Source
from archive.noticed import Wanted
from archive.store import Archive
from tests.archive.test_store import NOW, SOURCE, reading, release

DAY = timedelta(days=1)


def filled(archive: Archive) -> None:
    """1 edited on the second day and withdrawn on the fourth; 2 edited in its spelling on the third; 3 sealed."""
    archive.put_source(SOURCE)
    archive.put_source(Source(key="anderswo", name="Anderswo"))

    def put(number: int, body: str, days: int, city: str = "stadt") -> None:
        one = replace(release(f"Meldung {number}", body, f"https://a.example/{number}"), city=city)
        archive.deposit(one, reading(number), capture_id=None, layout="test", at=NOW + days * DAY)

    put(1, "Es kostet 54,3 Millionen.", 0)
    put(2, "Der Rat tagt heute im Rathhaus.", 0, "anderswo")
    put(3, "Es war ein Unfall.", 0)
    put(1, "Es kostet 53,4 Millionen.", 1)
    put(2, "Der Rat tagt heute im Rathaus.", 2, "anderswo")
    put(3, "Es war kein Unfall.", 2)
    archive.mark_gone("stadt", "https://a.example/1", NOW + 3 * DAY, NOW + 3 * DAY)
    archive.seal(3, "Grund", NOW + 3 * DAY, by="Amt")


def told(archive: Archive, wanted: Wanted = Wanted(), limit: int = 10) -> list[tuple[int, EventKind]]:  # noqa: B008
    found = archive.noticed(wanted, limit, now=NOW + 9 * DAY)
    assert limit < 10 or archive.count_noticed(wanted, now=NOW + 9 * DAY) == len(found)
    return [(one.record.id, one.kind) for one in found]


WITHDRAWN, SPELT, EDITED = (1, EventKind.WITHDRAWN), (2, EventKind.CHANGED), (1, EventKind.CHANGED)


def test_the_newest_comes_first_and_nothing_hidden(archive: Archive) -> None:
    filled(archive)
    assert told(archive) == [WITHDRAWN, SPELT, EDITED]


def test_an_edit_comes_with_the_version_before(archive: Archive) -> None:
    filled(archive)
    withdrawn, _, edited = archive.noticed(Wanted(), 10, now=NOW + 9 * DAY)
    assert edited.before is not None
    assert "54,3" in edited.before.release.body
    assert "53,4" in edited.version.release.body
    assert edited.at == NOW + DAY
    assert withdrawn.before is None


def test_what_is_wanted(archive: Archive) -> None:
    filled(archive)
    assert told(archive, Wanted(cities=("stadt",))) == [WITHDRAWN, EDITED]
    assert told(archive, Wanted(grades=(Grade.FACTUAL,))) == [EDITED]
    assert told(archive, Wanted(grades=(Grade.TYPOGRAPHIC,))) == [SPELT]
    assert told(archive, Wanted(kinds=(EventKind.WITHDRAWN,))) == [WITHDRAWN]
    assert told(archive, Wanted(grades=(Grade.FACTUAL,), kinds=(EventKind.WITHDRAWN,))) == [WITHDRAWN, EDITED]
    assert told(archive, Wanted(since=NOW + 2 * DAY, until=NOW + 3 * DAY)) == [SPELT]
    assert told(archive, Wanted(cities=("nirgends",))) == []


def test_page_by_page(archive: Archive) -> None:
    filled(archive)
    seen = []
    before = None
    while some := archive.noticed(Wanted(), 1, now=NOW + 9 * DAY, before=before):
        seen += [(one.record.id, one.kind) for one in some]
        before = some[-1].seq
    assert seen == [WITHDRAWN, SPELT, EDITED]


@pytest.mark.sqlite
def test_they_are_found_without_a_look_at_all_events(archive: Archive) -> None:
    filled(archive)
    asked: list[tuple[str, Any]] = []

    @listens_for(Engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, values: Any, *___: object) -> None:
        asked.append((statement, values))

    try:
        archive.noticed(Wanted(), 3, now=NOW)
    finally:
        remove(Engine, "before_cursor_execute", note)
    statement, values = next(one for one in asked if "FROM event" in one[0])
    with closing(sqlite3.connect(archive.directory / DATABASE)) as connection:
        steps = [row[3] for row in connection.execute(f"explain query plan {statement}", values)]
    assert steps[0] == "SCAN event USING INDEX event_noticed"
    assert not any("TEMP B-TREE" in step for step in steps)
