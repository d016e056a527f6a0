"""A PostgreSQL of the tests' own: Debian's, as somebody else than root, on a free port."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url, text

from tests.conftest import free_port
from tests.servers import as_nobody, give_to_nobody, missing, shared
from tests.waiting import HANG

_PLACES = Path("/usr/lib/postgresql")
# What is written need not outlast this machine.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "200",
    "max_locks_per_transaction": "256",
}


def server(factory: pytest.TempPathFactory) -> str:
    """The address of an empty database that all tests of this process share, each with a schema of its own.

    The server is this process's own: who reads or writes in another keeps nothing alive here that was deleted.
    """
    name = f"postgresql-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    return f"postgresql://pressearchiv@127.0.0.1:{shared(name, _started, factory)['port']}/pressearchiv"


def address_of(directory: Path, factory: pytest.TempPathFactory) -> str:
    """The address of the archive that belongs to a directory."""
    digest = hashlib.sha256(str(directory.absolute()).encode()).hexdigest()[:20]
    return f"{server(factory)}?schema=t{digest}"


def file_of_table(address: str, table: str) -> Path:
    """The file that holds the rows of a table, with all that was written so far."""
    url = make_url(address)
    name = f"{url.query['schema']}.{table}"
    engine = create_engine(url.set(drivername="postgresql+pg8000", query={}), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        asked = text("SELECT current_setting('data_directory'), pg_relation_filepath(to_regclass(:name))")
        place, file = connection.execute(asked, {"name": name}).one()
    engine.dispose()
    return Path(place, file)


def _programs() -> Path:
    found = sorted(_PLACES.glob("*/bin/initdb"), key=lambda path: int(path.parent.parent.name))
    if not found and not shutil.which("initdb"):
        missing("PostgreSQL")
    return found[-1].parent if found else Path(shutil.which("initdb") or "").parent


def _started(directory: Path) -> dict[str, Any]:
    programs, port = _programs(), free_port()
    give_to_nobody(directory)
    data = directory / "data"

    def run(*command: str | Path) -> None:
        subprocess.run(
            list(map(str, command)),
            check=True,
            capture_output=True,
            cwd=directory,
            timeout=HANG,
            **as_nobody(),
        )

    run(
        programs / "initdb", "-D", data, "-A", "trust", "-U", "pressearchiv", "--locale=C.UTF-8", "-E", "UTF8"
    )
    settings = "".join(f" -c {name}={value}" for name, value in _SETTINGS.items())
    options = f"-p {port} -c unix_socket_directories={directory}{settings}"
    run(programs / "pg_ctl", "-D", data, "-w", "-t", "300", "-l", directory / "log", "-o", options, "start")
    run(programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "pressearchiv", "pressearchiv")
    pid = int((data / "postmaster.pid").read_text().splitlines()[0])
    return {"port": port, "pids": [pid]}
