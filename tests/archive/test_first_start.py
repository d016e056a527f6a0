"""An archive is made where one is to be made, by one of several processes that start at once, and nowhere else."""

import threading
from pathlib import Path

import pytest

from archive.backends.postgresql_server import Server
from archive.errors import ArchiveDamaged, ArchiveMissing
from archive.migrations import Migration
from archive.store import Archive
from tests.servers import postgresql

STEPS = {
    name: (Migration(1, "one", (f"CREATE TABLE noted_{name} (number INTEGER)",)),) for name in ("a", "b")
}


def test_who_only_reads_makes_none(beside: str, tmp_path: Path) -> None:
    directory = tmp_path / "data"
    for _ in range(2):
        with pytest.raises(ArchiveMissing, match=r"liegt kein Archiv.*den Ort prüfen"):
            Archive(directory, beside, make=False)
    assert beside or not directory.exists()
    with Archive(directory, beside) as made:
        assert made.is_new
    with Archive(directory, beside, make=False) as found:
        assert not found.is_new


def test_a_database_that_is_gone_is_no_new_one(beside: str, tmp_path: Path) -> None:
    (tmp_path / "index" / "whoosh").mkdir(parents=True)
    (tmp_path / "index" / "whoosh" / "CURRENT").write_text("generation-000001", encoding="ascii")
    for make in (True, False):
        with pytest.raises(ArchiveDamaged, match="daneben liegt noch CURRENT"):
            Archive(tmp_path, beside, make=make)


def test_one_makes_what_is_missing_and_the_others_find_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # Each as a process of its own has it: two that write elsewhere in the schema hold no lock in common.
    address = postgresql.address_of(tmp_path, tmp_path_factory)
    servers = [Server(address, writers) for writers in ("", "", " beside", " beside") for _ in range(2)]
    ready, failed = threading.Barrier(len(servers)), []

    def start(server: Server, steps: str) -> None:
        try:
            with server.engine.connect() as connection, connection.begin():
                assert not server.is_current(connection, STEPS[steps], f"steps_of_{steps}")
            ready.wait()
            writing = server.engine.execution_options(writes=True)
            with writing.connect() as connection, connection.begin():
                server.migrate(connection, STEPS[steps], f"steps_of_{steps}")
        except Exception as error:  # noqa: BLE001 whatever it is, it is told below
            failed.append(error)

    threads = [
        threading.Thread(target=start, args=(server, "a" if number < 4 else "b"))
        for number, server in enumerate(servers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    for server in servers:
        server.engine.dispose()
