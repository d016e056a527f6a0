"""How connections to PostgreSQL break: told by the driver's own errors, and bounded in time.

The driver lets errors of the network through as they are, and takes the time a connection may need for the time any
answer may need. Here a server may be silent for ten minutes amid a statement; who asks for more says so.
"""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pg8000.exceptions import InterfaceError
from pg8000.legacy import Connection
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.pg8000 import PGDialect_pg8000

DRIVER = "postgresql+bounded"
# What the driver itself says of a connection that broke off; so SQLAlchemy knows that it is of no use any more.
BROKEN = "network error"
# Seconds until a connection has to be there, or one that was kept says that it still is; and for any other answer.
_CONNECT_WITHIN, _ANSWER_WITHIN = 10, 600
# Of a server that lost its power nothing is heard: after these seconds, and tries, its connections are given up.
_ALIVE = {"TCP_KEEPIDLE": 30, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 60_000}


class BoundedDialect(PGDialect_pg8000):
    """pg8000 as SQLAlchemy speaks to it; every error of the network is one of its InterfaceErrors."""

    supports_statement_cache = True

    def connect(self, *arguments: Any, host: str, port: int = 5432, **named: Any) -> Any:
        """A connection that has been let in."""
        with network_errors_told():
            own = socket.create_connection((host, port), _CONNECT_WITHIN)
            try:
                own.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                for name, value in _ALIVE.items():
                    if hasattr(socket, name):  # not every system has them
                        own.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)
                connection = Connection(*arguments, host=host, port=port, sock=own, **named)
            except BaseException:
                own.close()  # the driver leaves it open
                raise
        _socket_of(connection).settimeout(_ANSWER_WITHIN)
        return connection

    def do_ping(self, dbapi_connection: Any) -> bool:
        """Whether a connection that was kept is still there."""
        connected = _socket_of(dbapi_connection)
        connected.settimeout(_CONNECT_WITHIN)
        with network_errors_told():
            is_there = super().do_ping(dbapi_connection)
        connected.settimeout(_ANSWER_WITHIN)
        return is_there

    def do_execute(self, *arguments: Any) -> None:
        """See DefaultDialect, as the next four."""
        with network_errors_told():
            super().do_execute(*arguments)  # type: ignore[no-untyped-call]

    def do_executemany(self, *arguments: Any) -> None:
        """See do_execute."""
        with network_errors_told():
            super().do_executemany(*arguments)  # type: ignore[no-untyped-call]

    def do_execute_no_params(self, *arguments: Any) -> None:
        """See do_execute."""
        with network_errors_told():
            super().do_execute_no_params(*arguments)  # type: ignore[no-untyped-call]

    def do_commit(self, dbapi_connection: Any) -> None:
        """See do_execute."""
        with network_errors_told():
            super().do_commit(dbapi_connection)  # type: ignore[no-untyped-call]

    def do_rollback(self, dbapi_connection: Any) -> None:
        """See do_execute."""
        with network_errors_told():
            super().do_rollback(dbapi_connection)  # type: ignore[no-untyped-call]


def take_all_time(connection: Any) -> None:
    """Let statements of a connection of the driver take as long as they need, until it is handed on."""
    _socket_of(connection).settimeout(None)


@contextmanager
def network_errors_told() -> Iterator[None]:
    """Errors of the network inside become the driver's own."""
    try:
        yield
    except OSError as error:
        raise InterfaceError(BROKEN) from error


def _socket_of(connection: Any) -> socket.socket:
    """The driver keeps it to itself."""
    connected: socket.socket = connection._usock
    return connected


registry.register(DRIVER.replace("+", "."), __name__, BoundedDialect.__name__)
