"""The tables of an archive in a database of PostgreSQL, for archives that several machines share."""

from pathlib import Path

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from archive import schema
from archive.backends.postgresql_dialect import take_all_time
from archive.backends.postgresql_rewriting import SEE_EARLIER
from archive.backends.postgresql_server import Server, number_on
from archive.copying import copy_tables, new_database
from archive.errors import ArchiveBusy, ArchiveError
from archive.migrations import MIGRATIONS

# Tables that hold words of releases or names.
_WORDS = ("version", "record", "appearance", "amendment", "person", "person_word", "person_decision", "seal")
# The transaction that erased last, as the row that notes what is left says of itself.
_ERASED_LAST = "SELECT xmin FROM erasure WHERE in_log ORDER BY age(xmin) LIMIT 1"


class PostgresqlBackend:
    """See archive.backends.Backend."""

    def __init__(self, address: str) -> None:
        """Raises ArchiveAddressUnfit, which never says the password."""
        self._server = Server(address)

    @property
    def engine(self) -> Engine:
        """See Backend."""
        return self._server.engine

    @property
    def place(self) -> str:
        """See Backend."""
        return self._server.place

    @property
    def read_only(self) -> bool:
        """See Backend."""
        return False

    def is_there(self) -> bool:
        """See Backend; raises ArchiveUnreachable, ArchiveDenied."""
        with self._server.speaking(), self.engine.connect() as connection:
            return self._server.level(connection) > 0

    def is_current(self, connection: Connection) -> bool:
        """See Backend."""
        return self._server.is_current(connection, MIGRATIONS)

    def migrate(self, connection: Connection) -> None:
        """See Backend."""
        self._server.migrate(connection, MIGRATIONS)

    def opened(self) -> None:
        """See Backend."""

    def is_elsewhere(self) -> bool:
        """See Backend: a server that is away is told by every statement."""
        return False

    def written(self) -> object:
        """See Backend: nothing says so without a question."""
        return object()

    def told(self, error: DBAPIError) -> ArchiveError:
        """See Backend."""
        return self._server.told(error)

    def faults(self, connection: Connection, *, quick: bool, most: int) -> list[str]:
        """See Backend: a page that cannot be read is met by whatever reads it."""
        return []

    def loose_references(self, connection: Connection, most: int) -> list[tuple[str, str]]:
        """See Backend."""
        take_all_time(connection.connection.driver_connection)
        found: list[tuple[str, str]] = []
        for table in schema.metadata.sorted_tables:
            for key in table.foreign_keys:
                other = key.column.table.alias()
                query = (
                    select(key.parent)
                    .outerjoin_from(table, other, key.parent == other.c[key.column.name])
                    .where(key.parent.is_not(None), other.c[key.column.name].is_(None))
                )
                rows = connection.execute(query.limit(most)).scalars()
                found += [(table.name, f"{key.column.table.name} {row}") for row in rows]
        return found[:most]

    def reindex(self, connection: Connection) -> None:
        """See Backend."""
        take_all_time(connection.connection.driver_connection)
        for table in schema.metadata.sorted_tables:
            connection.execute(text(f'REINDEX TABLE "{table.name}"'))

    def has_table(self, connection: Connection, name: str) -> bool:
        """See Backend."""
        return bool(
            connection.execute(text("SELECT to_regclass(:name) IS NOT NULL"), {"name": name}).scalar_one()
        )

    def number_on(self, connection: Connection) -> None:
        """See Backend."""
        for table in schema.metadata.sorted_tables:
            if [column.name for column in table.primary_key] == ["id"]:
                number_on(connection, table)

    def empty_log(self, *, patient: bool) -> bool:
        """See Backend: tables that held words are written anew; what the server's own log keeps, docs/scale.md says."""
        with self._server.speaking(), self.engine.connect() as connection, connection.begin():
            deleted_by = connection.execute(text(_ERASED_LAST)).scalar()
        try:
            self._server.write_anew(_WORDS, deleted_by=str(deleted_by or ""), patient=patient)
        except ArchiveBusy:
            return False
        return True

    def erased_is_seen(self, connection: Connection) -> bool:
        """See Backend."""
        seen = SEE_EARLIER.format(age="(SELECT min(age(xmin)) FROM erasure)")
        return bool(connection.execute(text(seen)).scalar_one())

    def copy_into(self, file: Path) -> None:
        """See Backend."""
        with new_database(file) as target, self.engine.connect() as source, source.begin():
            copy_tables(source, target)
