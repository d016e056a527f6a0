"""An archive's tables from one database into another, in portions: whoever is stopped goes on where it was.

While it is under way the target says so and opens as no archive. In the end every row of both is compared.
"""

from collections.abc import Callable

from sqlalchemy import Connection, func, select, text

from archive import copying, schema
from archive.database import MOVING
from archive.errors import MoveRefused
from archive.store import Archive
from language.messages import Message

# Told how many of how many rows are done.
Progress = Callable[[int, int], None]

IN_PLACE = Message("das ist der Ort, der jetzt gilt")
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
    if source.place == target.place:
        raise MoveRefused(place=target.place, reason=IN_PLACE)
    with source.held() as held:
        total = copying.count(held)
        with target.held() as connection:
            begun = _begin(connection, target, total)
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


def _compared(held: Connection, target: Archive) -> str:
    """The first table that is not the same in both; empty where all are."""
    with target.held() as connection:
        for table in copying.TABLES:
            if copying.digest(held, table) != copying.digest(connection, table):
                return table.name
    return ""


def _begin(connection: Connection, target: Archive, total: int) -> bool:
    """Say that a move of so many rows is under way; False where an archive lies there that none is under way to.

    What an earlier attempt has copied of an archive that had more or fewer rows is taken out again.
    """
    if target.has_table(connection, MOVING):
        if connection.execute(text(f"SELECT of_rows FROM {MOVING}")).scalars().all() == [str(total)]:  # noqa: S608
            return True
        copying.empty(connection)
        connection.execute(text(f"DELETE FROM {MOVING}"))  # noqa: S608
    else:
        held = select(func.count()).select_from(schema.sources)
        if connection.execute(held).scalar_one():
            return False
        connection.execute(text(f"CREATE TABLE {MOVING} (of_rows TEXT)"))
    connection.execute(text(f"INSERT INTO {MOVING} VALUES (:total)"), {"total": str(total)})  # noqa: S608
    return True
