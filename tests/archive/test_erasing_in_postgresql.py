"""What PostgreSQL keeps of deleted rows: as long as it does, an erasure is not told as done."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from archive.errors import ArchiveNotOwned
from archive.store import Archive
from tests.archive.test_seal import LATER, taken
from tests.servers import postgresql
from tests.waiting import wait_until

pytestmark = pytest.mark.sqlite  # the databases are named here
SECRET = b"Kunigunde"


@pytest.fixture
def address(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    return postgresql.address_of(tmp_path, tmp_path_factory)


def connecting(address: str, database: str = "") -> Engine:
    """Somebody else than the archive at the same database, or at another: a program for copies, a colleague."""
    url = make_url(address).set(drivername="postgresql+pg8000", query={})
    return create_engine(url.set(database=database or url.database))


def erase(archive: Archive, record: int) -> None:
    archive.erase(record, "x", LATER, by="Staff")
    assert archive.finish_erasing() == ()


def is_told_as_left(archive: Archive) -> bool:
    return any(left.in_log for left in archive.erasures())


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_one_who_still_sees_a_moment_before_keeps_it_unfinished(
    isolation: str, address: str, tmp_path: Path
) -> None:
    with Archive(tmp_path, address) as archive:
        record = taken(archive)
        other = connecting(address).execution_options(isolation_level=isolation)
        with other.connect() as reader:
            reader.execute(text("SELECT 1"))  # of no table that holds words
            erase(archive, record)
            assert is_told_as_left(archive)
            assert SECRET in postgresql.file_of_table(address, "version").read_bytes()
        other.dispose()
        archive.finish_erasing(patient=True)
        assert not is_told_as_left(archive)
        assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


@pytest.mark.parametrize("database", ["", "postgres"])
def test_one_who_writes_anywhere_on_the_server_keeps_it_unfinished(
    database: str, address: str, tmp_path: Path
) -> None:
    """The number of a writer in another database is in what every session of the server has seen first."""
    with Archive(tmp_path, address) as archive:
        record = taken(archive)
        other = connecting(address, database)
        with other.connect() as writer:
            writer.execute(text("CREATE TEMPORARY TABLE noted (number BIGINT)"))
            erase(archive, record)
            assert is_told_as_left(archive)
        other.dispose()
        archive.finish_erasing(patient=True)
        assert not is_told_as_left(archive)
        assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


def test_who_reads_another_database_keeps_nothing(address: str, tmp_path: Path) -> None:
    with Archive(tmp_path, address) as archive:
        record = taken(archive)
        other = connecting(address, "postgres").execution_options(isolation_level="REPEATABLE READ")
        with other.connect() as reader:
            reader.execute(text("SELECT 1"))
            erase(archive, record)
            assert not is_told_as_left(archive)
        other.dispose()
        assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


def test_who_begins_after_it_was_tried_keeps_nothing(address: str, tmp_path: Path) -> None:
    with Archive(tmp_path, address) as archive:
        record = taken(archive)
        others = connecting(address).execution_options(isolation_level="REPEATABLE READ")
        with others.connect() as later:
            with others.connect() as before:
                before.execute(text("SELECT 1"))
                erase(archive, record)
                assert (is_told_as_left(archive), archive.erased_is_seen()) == (True, True)
                later.execute(text("SELECT 1"))
            wait_until(lambda: not archive.erased_is_seen())
            archive.finish_erasing(patient=True)
            assert not is_told_as_left(archive)
        others.dispose()
        assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


def test_a_user_of_the_servers_own_is_not_needed(address: str, tmp_path: Path) -> None:
    """What other users' sessions see is known to everybody."""
    with user_of(address) as asked, Archive(tmp_path, asked) as archive:
        record = taken(archive)
        other = connecting(address).execution_options(isolation_level="REPEATABLE READ")
        with other.connect() as reader:
            reader.execute(text("SELECT 1"))
            erase(archive, record)
            assert is_told_as_left(archive)
        other.dispose()
        archive.finish_erasing(patient=True)
        assert not is_told_as_left(archive)
        assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


def test_a_user_who_may_not_write_tables_anew_is_told(address: str, tmp_path: Path) -> None:
    with Archive(tmp_path, address) as archive:
        record = taken(archive)
    with user_of(address) as asked, Archive(tmp_path, asked) as archive:
        archive.erase(record, "x", LATER, by="Staff")
        (told,) = archive.finish_erasing()
        assert isinstance(told, ArchiveNotOwned)
        assert "einem anderen Benutzer" in str(told)
        assert is_told_as_left(archive)
        assert SECRET in postgresql.file_of_table(address, "version").read_bytes()
    with Archive(tmp_path, address) as archive:
        archive.finish_erasing(patient=True)
        assert not is_told_as_left(archive)
    assert SECRET not in postgresql.file_of_table(address, "version").read_bytes()


@contextmanager
def user_of(address: str) -> Iterator[str]:
    """The address as one with no rights but to this schema, where it exists, and to make it, where it does not."""
    url = make_url(address)
    schema = url.query["schema"]
    user = f"user_{schema}"
    owner = connecting(address).execution_options(isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        connection.execute(text(f'CREATE ROLE "{user}" LOGIN'))
        connection.execute(text(f'GRANT CREATE ON DATABASE "{url.database}" TO "{user}"'))
        if connection.execute(text(f"SELECT to_regnamespace('{schema}') IS NOT NULL")).scalar_one():
            connection.execute(text(f'GRANT USAGE ON SCHEMA "{schema}" TO "{user}"'))
            for kind in ("TABLES", "SEQUENCES"):
                connection.execute(text(f'GRANT ALL ON ALL {kind} IN SCHEMA "{schema}" TO "{user}"'))
    try:
        yield address.replace("pressearchiv@", f"{user}@")
    finally:
        with owner.connect() as connection:
            connection.execute(text(f'REASSIGN OWNED BY "{user}" TO pressearchiv'))
            connection.execute(text(f'DROP OWNED BY "{user}"'))
            connection.execute(text(f'DROP ROLE "{user}"'))
        owner.dispose()
