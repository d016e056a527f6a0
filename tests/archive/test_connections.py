"""A database whose network breaks, or whose server hangs: told in words, in bounded time, and it goes on by itself."""

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from archive.backends import postgresql_dialect
from archive.backends.postgresql_server import Server
from archive.errors import ArchiveUnreachable
from archive.store import Archive
from tests.archive.test_store import SOURCE
from tests.servers import postgresql

pytestmark = pytest.mark.sqlite  # the databases are named here


class Relay:
    """Stands between a program and a server, on a port of its own, and can break off or fall silent."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._hears = threading.Event()
        self._hears.set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                program, _ = self._listening.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", self._server))
            self._pairs.append((program, server))
            for source, target in ((program, server), (server, program)):
                threading.Thread(target=self._carry, args=(source, target), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while content := source.recv(1 << 16):
                self._hears.wait()
                target.sendall(content)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return

    def fall_silent(self) -> None:
        """Hold back every byte from now on, as a server that hangs does."""
        self._hears.clear()

    def go_on(self) -> None:
        """Let them through again."""
        self._hears.set()

    def break_off(self) -> None:
        """Reset every connection, as a machine does that has just started anew."""
        for program, server in self._pairs:
            program.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            for one, how in ((program, socket.SHUT_RD), (server, socket.SHUT_RDWR)):
                with suppress(OSError):
                    one.shutdown(how)  # who waits for it lets go of it
                one.close()
        self._pairs = []

    def close(self) -> None:
        """Let go of everything."""
        self._listening.close()
        self._hears.set()
        self.break_off()


@pytest.fixture
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    relay = Relay(make_url(postgresql.server(tmp_path_factory)).port or 0)
    yield relay
    relay.close()


@pytest.fixture
def address(relay: Relay, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    url = make_url(postgresql.address_of(tmp_path, tmp_path_factory))
    return url.set(port=relay.port).render_as_string(hide_password=False)


def test_a_statement_may_take_longer_than_a_connection(address: str) -> None:
    server = Server(address)
    for _ in range(2):  # a new one, and one that was kept
        with server.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            assert driver._usock.gettimeout() == postgresql_dialect._ANSWER_WITHIN
            assert driver._usock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
            assert connection.execute(text("SELECT 7")).scalar_one() == 7
    server.engine.dispose()


def test_a_table_may_be_written_anew_for_as_long_as_it_takes(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive(tmp_path, address) as archive:
        archive.put_source(SOURCE)
        server = archive._backend._server  # type: ignore[attr-defined]
        another = create_engine(make_url(address).set(drivername="postgresql+pg8000", query={}))
        with another.connect() as holder:  # a lock, without having seen anything
            holder.execute(text(f'LOCK TABLE "{server.schema}".version IN ACCESS SHARE MODE'))
            threading.Timer(1.0, holder.rollback).start()
            monkeypatch.setattr(postgresql_dialect, "_ANSWER_WITHIN", 0.3)
            server.write_anew(["version"])
        another.dispose()


@pytest.mark.parametrize("breaks", [Relay.break_off, Relay.fall_silent])
def test_amid_a_statement_it_is_told(breaks: Callable[[Relay], None], relay: Relay, address: str) -> None:
    server = Server(address)

    def ask() -> None:
        with server.speaking(), server.engine.connect() as connection, connection.begin():
            connection.execute(text("SELECT 1"))
            driver: Any = connection.connection.driver_connection
            driver._usock.settimeout(0.5)
            breaks(relay)
            connection.execute(text("SELECT 2"))

    with pytest.raises(ArchiveUnreachable, match=r"lange auf eine Antwort|Verbindung"):
        ask()
    server.engine.dispose()


@pytest.mark.parametrize("breaks", [Relay.break_off, Relay.fall_silent])
def test_between_two_statements_it_is_told_or_nobody_notices(
    breaks: Callable[[Relay], None],
    relay: Relay,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Archive(tmp_path, address) as archive:
        archive.put_source(SOURCE)
        breaks(relay)
        if breaks is Relay.fall_silent:
            monkeypatch.setattr(postgresql_dialect, "_CONNECT_WITHIN", 0.3)
            for ask in (archive.count, lambda: archive.put_source(SOURCE)):
                with pytest.raises(ArchiveUnreachable, match="lange auf eine Antwort"):
                    ask()
            monkeypatch.undo()
            relay.go_on()
        assert archive.count() == 0


def test_a_server_that_lets_nobody_in_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgresql_dialect, "_CONNECT_WITHIN", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://archiv@127.0.0.1:{silent.getsockname()[1]}/presse"
        with pytest.raises(ArchiveUnreachable, match="lange auf eine Antwort"):
            Archive(tmp_path, address)
