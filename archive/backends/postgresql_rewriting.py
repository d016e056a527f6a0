"""Tables of PostgreSQL written anew without what was deleted from them, and the proof that nothing of it is left.

VACUUM FULL takes along deleted rows that somebody may still see, and passes over the tables of others with a mere
warning. It notes in `relfrozenxid` the oldest transaction of which it could not be sure: every row that an older one
deleted is gone then (copy_table_data in PostgreSQL's src/backend/commands/cluster.c).
"""

import time
from collections.abc import Sequence
from typing import Any

# How often it is looked whether others are through, in seconds.
_LOOK = 0.1
# Who may still see rows as they were before a transaction: sessions of this database, by what they have seen first; a
# writer of any other, by what our own session sees; servers that follow; transactions left prepared.
SEE_EARLIER = """
SELECT count(*) FROM (
    SELECT unnest(ARRAY[backend_xid, backend_xmin]) AS seen FROM pg_stat_activity
    WHERE datname = current_database() OR datname IS NULL
    UNION ALL SELECT xmin FROM pg_replication_slots
    UNION ALL SELECT transaction FROM pg_prepared_xacts
) AS others WHERE age(seen) >= {age}
"""
_LAST = "SELECT (txid_snapshot_xmax(txid_current_snapshot()) - 1) % (1::bigint << 32)"
_IS_DONE = "SELECT age(relfrozenxid) < age(CAST(%s AS xid)) FROM pg_class WHERE oid = CAST(%s AS regclass)"
_FILE = "SELECT pg_relation_filenode(CAST(%s AS regclass))"


class StillSeen(Exception):
    """Another session may still see what was deleted."""


class NotOwned(Exception):
    """A table belongs to another user; says which."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


def write_anew(cursor: Any, schema: str, tables: Sequence[str], *, deleted_by: str, within: float) -> None:
    """Write tables anew, over a cursor of the driver outside of any transaction.

    `deleted_by` is the transaction that deleted last, empty for the last one of all. Others are waited for so many
    seconds. Raises StillSeen, NotOwned.
    """
    last = deleted_by or str(_asked(cursor, _LAST))
    ends = time.monotonic() + within
    while _asked(cursor, SEE_EARLIER.format(age="age(CAST(%s AS xid))"), last):
        if time.monotonic() > ends:
            raise StillSeen
        time.sleep(_LOOK)
    for table in tables:
        named = f'"{schema}"."{table}"'
        held_in = _asked(cursor, _FILE, named)
        cursor.execute(f"VACUUM (FULL) {named}")
        if _asked(cursor, _FILE, named) == held_in:
            raise NotOwned(table)
        if not _asked(cursor, _IS_DONE, last, named):
            raise StillSeen


def _asked(cursor: Any, statement: str, *values: str) -> Any:
    """The only value of the only row."""
    return cursor.execute(statement, values).fetchone()[0]
