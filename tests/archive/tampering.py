"""Rows of an archive changed behind its back, whatever database they lie in."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import text

from archive.backends.postgresql import PostgresqlBackend
from archive.store import Archive


def altered(directory: Path, *statements: str) -> None:
    """Execute statements on the archive of a directory, references unchecked."""
    with Archive(directory) as archive:
        backend = archive._backend
        if isinstance(backend, PostgresqlBackend):
            with backend.engine.connect().execution_options(writes=True) as connection, connection.begin():
                connection.execute(text("SET LOCAL session_replication_role = replica"))
                for statement in statements:
                    connection.execute(text(statement))
            return
    with closing(sqlite3.connect(directory / "archive.sqlite")) as driver:
        for statement in statements:
            driver.execute(statement)
        driver.commit()
