"""An archive's tables from one database into another, in portions: whoever is stopped goes on where it was.

While it is under way the target says so and opens as no archive. In the end every row of both is compared.
"""

from collections.abc import Callable

from sqlalchemy import Connection, func, select, text

from archive import copying, schema
from archive.captures import CaptureStore
from archive.database import MOVING
from archive.errors import MoveRefused
from archive.store import Archive
from language.messages import Message

# Told how many of how many rows are done.
Progress = Callable[[int, int], None]

_NOT_EMPTY = Message("darin liegt schon ein anderes Archiv")
_DIFFERS = Message(
    "die Tabelle {table} ist nicht Zeile für Zeile dieselbe; das alte Archiv gilt weiter, und ein neuer Versuch "
    "beginnt von vorn"
)


def move_tables(
    source: Archive, target: Archive, progress: Progress, *, beside: Callable[[], None] = lambda: None
) -> int:
    """Copy what the target lacks of the source's tables and return how many rows there are.

    `beside` takes along what lies beside the archive, before the target opens as one. The target was opened
    `unfinished`. Nobody else writes to the source meanwhile. Raises MoveRefused for a target that holds something else,
    and where in the end one of the two has what the other has not.
    """
    with source.held() as held:
        total = copying.count(held)
        with target.held() as connection:
            begun = _begin(connection, target)
            done = copying.count(connection)
        if not begun:
            if _compared(held, target):
                raise MoveRefused(place=target.place, reason=_NOT_EMPTY)
            progress(total, total)  # an earlier command came so far, and not to its end
            return total
        for table in copying.TABLES:
            with target.held() as connection:
                after = copying.last_key(connection, table)
            for rows in copying.portions(held, table, after):
                with target.held() as connection:
                    copying.add(connection, table, rows)
                done += len(rows)
                progress(min(done, total), total)
        differs = _compared(held, target)
        if not differs:
            beside()
        with target.held() as connection:
            if differs:
                copying.empty(connection)
            else:
                connection.execute(text(f"DROP TABLE {MOVING}"))
                target.number_on(connection)
    if differs:
        raise MoveRefused(place=target.place, reason=_DIFFERS.filled(table=differs))
    return total


def move_captures(source: CaptureStore, target: CaptureStore, progress: Progress) -> int:
    """Copy every file or object that the target lacks, as it is, and return how many there are.

    One that is there with as many bytes is not copied again; what it holds, `Archive.verify` says.
    """
    there, held = dict(target.whole()), list(source.whole())
    for done, (name, size) in enumerate(held, 1):
        if there.get(name) != size:
            target.put_whole(name, source.whole_of(name))
        progress(done, len(held))
    return len(held)


def _compared(held: Connection, target: Archive) -> str:
    """The first table that is not the same in both; empty where all are."""
    with target.held() as connection:
        for table in copying.TABLES:
            if copying.digest(held, table) != copying.digest(connection, table):
                return table.name
    return ""


def _begin(connection: Connection, target: Archive) -> bool:
    """Say that a move is under way; False where an archive lies there that none is under way to."""
    if target.has_table(connection, MOVING):
        return True
    held = select(func.count()).select_from(schema.sources)
    if connection.execute(held).scalar_one():
        return False
    connection.execute(text(f"CREATE TABLE {MOVING} (since TEXT)"))
    return True
