"""The address of a database: what is understood, and that nothing of a password is ever said."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from archive.backends.postgresql_server import Server
from archive.errors import ArchiveAddressUnfit, ArchiveError, ArchiveRefused, ArchiveUnreachable
from archive.store import Archive
from tests.conftest import free_port
from tests.servers import postgresql

pytestmark = pytest.mark.sqlite  # the databases are named here


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://h/d", "postgresql://"),
        ("postgresql:///d", "postgresql://"),
        ("postgresql://h", "postgresql://"),
        ("postgresql://h:port/d", "postgresql://"),
        ("postgresql://h/d?schemas=a", "schemas"),
        ("postgresql://h/d?schema=Presse", "Presse"),
        ("postgresql://h/d?tls=maybe", "tls"),
        ("postgresql://h/d?ca=/etc/hostname", "tls=yes"),
        ("postgresql://h/d?tls=no&ca=/nirgends", "tls=yes"),
        ("postgresql://h/d?tls=yes&ca=/nirgends", "/nirgends"),
        ("postgresql://h/d?password_file=/nirgends", "/nirgends"),
        ("postgresql://u:geheim%0Adoch@h/d", "Steuerzeichen"),
        ("postgresql://h:0/d", "von 1 bis 65535"),
        ("postgresql://h:99999/d", "99999"),
        ("postgresql://h/d?schema=", "„schema“ hat darin keinen Wert"),
        ("postgresql://h/d?tls", "„tls“ hat darin keinen Wert"),
        ("postgresql://h/d?tls=yes&ca=%20", "„ca“ hat darin keinen Wert"),
        ("postgresql://h/d?schema=a&schema=b", "„schema“ steht darin zweimal"),
        ("postgresql://h/d?tls=yes&tls=no", "„tls“ steht darin zweimal"),
        ("postgresql://u:geheim@h/d?password_file=/etc/hostname", "steht auch in der Adresse selbst"),
        (f"postgresql://h/d?tls=yes&ca={__file__}", "kein Zertifikat"),
        (f"postgresql://h/d?schema={'a' * 64}", "höchstens 63"),
        ("postgresql://h/d?schema=pg_catalog", "für sich behält"),
        ("postgresql://h/d?schema=information_schema", "für sich behält"),
    ],
)
def test_what_cannot_be_understood_is_told(address: str, told: str) -> None:
    with pytest.raises(ArchiveAddressUnfit) as caught:
        Server(address)
    assert told in str(caught.value)
    assert "PRESSEARCHIV_ARCHIVE" in str(caught.value)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:gehe@im@h/d",
        "postgresql://u:gehe/im:geheim@h:5432/d",
        "postgresql://u:gehe?geheim@h/d",
        "postgresql://u:geheim/p@ss/w:rt%ü@127.0.0.1:39432/presse?schema=a",
    ],
)
def test_signs_that_part_a_password_are_told_and_it_is_not(address: str) -> None:
    with pytest.raises(ArchiveAddressUnfit, match="prozentcodiert") as caught:
        Server(address)
    assert "geh" not in str(caught.value)


def test_a_sign_in_the_name_of_a_file_is_none_of_a_password(tmp_path: Path) -> None:
    file = tmp_path / "wort@datenbank"
    file.write_text("geheim\n")
    for user in ("u@", ""):
        assert "geheim" not in Server(f"postgresql://{user}h/d?password_file={file}").place


@pytest.mark.parametrize("content", ["", "\n", "geheim\nzweite Zeile\n"])
def test_a_file_holds_one_line(tmp_path: Path, content: str) -> None:
    file = tmp_path / "password"
    file.write_text(content)
    with pytest.raises(ArchiveAddressUnfit, match="einzigen Zeile") as caught:
        Server(f"postgresql://u@h/d?password_file={file}")
    assert "geheim" not in str(caught.value)


def test_a_database_that_is_not_there_is_told(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = postgresql.server(tmp_path_factory).rpartition("/")[0] + "/nirgends"
    with pytest.raises(ArchiveRefused, match="nirgends") as caught:
        Archive(tmp_path, address)
    assert "Verzeichnis" not in str(caught.value)


@pytest.mark.parametrize(("host", "told"), [("127.0.0.1", "127.0.0.1"), ("[::1]", "[::1]")])
def test_a_server_that_is_not_there_is_told_in_words(host: str, told: str, tmp_path: Path) -> None:
    address = f"{host}:{free_port()}"
    with pytest.raises(ArchiveUnreachable) as caught:
        Archive(tmp_path, f"postgresql://archiv@{address}/presse")
    said = str(caught.value)
    assert f"{told}:" in said
    assert "keine Verbindung (" in said
    assert "source_address" not in said
    assert ".." not in said


def test_who_says_no_password_where_one_is_wanted_is_told(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = postgresql.address_of(tmp_path, tmp_path_factory)
    for written in ("", ":falsch"):
        server = Server(address.replace("pressearchiv@", f"niemand{written}@"))
        with pytest.raises(ArchiveError) as caught, server.speaking(), server.engine.connect():
            pytest.fail("somebody whom the server does not know")
        assert "falsch" not in str(caught.value)
        assert not isinstance(caught.value, DBAPIError)
        server.engine.dispose()


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_sign_is_told_before_anything_is_made(
    encoding: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    address = postgresql.server(tmp_path_factory)
    name = f"in_{encoding.lower()}"
    server = create_engine(
        address.replace("postgresql://", "postgresql+pg8000://"), isolation_level="AUTOCOMMIT"
    )
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        connection.execute(
            text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE 'C'")
        )
    with pytest.raises(ArchiveRefused, match=f"{encoding}, gebraucht wird UTF8"):
        Archive(tmp_path, f"{address.rpartition('/')[0]}/{name}")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()
