"""A press office with the files it keeps, imported and served, for tests that drive a browser as its staff."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from archive.model import Source
from archive.store import Archive
from ingest.city import City
from ingest.import_files import import_files
from search.engine import open_engine
from search.indexer import catch_up
from search.zero_results import ZeroResultLog
from tests.archive.test_store import reading
from tests.archive.test_store import release as text_release
from tests.conftest import free_port, quiet
from tests.pressearchiv.web.served import running

PASSWORD = "geheim und lang"
CONTACT = "Pressekontakt:\nJana Ostermann, Presseamt\nTelefon 05555 1234, presse@muehlrode.example"


def written(number: str, day: str, headline: str, *paragraphs: str, contact: str = CONTACT) -> str:
    """A release as a text file."""
    head = "\n".join(
        line for line in ("Stadt Mühlrode", f"Pressemitteilung Nr. {number}" * bool(number), day) if line
    )
    return "\n\n".join((head, headline, *paragraphs, contact))


FILES = {
    "PM_010.txt": written(
        "10/2026", "3. März 2026", "Freibad öffnet im Mai",
        "Das Freibad Mühlrode öffnet am 9. Mai 2026. Bürgermeisterin Ute Lindhorst freut sich auf den Sommer: "
        "„Das Bad ist das Wohnzimmer unserer Stadt, und wir haben es den Winter über gründlich hergerichtet.“",
    ),
    "PM_011.txt": written(
        "11/2026", "10. März 2026", "Radweg an der Lauter ist fertig",
        "Der Radweg an der Lauter ist fertig. Er kostet 1,2 Millionen Euro. „Wer hier fährt, kommt sicher an“, "
        "sagte Bürgermeisterin Ute Lindhorst.",
    ),
    "PM_013.txt": written(
        "13/2026", "24. März 2026", "Stadtrat beschließt den Haushalt",
        "Der Stadtrat hat den Haushalt beschlossen. Kämmerer Heiko Brandes nannte ihn „ehrlich gerechnet“.",
    ),
    "PM_013b.txt": written(
        "13/2026", "31. März 2026", "Markt zieht um",
        "Der Wochenmarkt zieht auf den Kirchplatz. Bürgermeisterin Ute Lindhorst eröffnet ihn am 4. April 2026.",
    ),
    "ohne_datum.txt": written(
        "", "", "Bücherei sucht Lesepaten", "Die Bücherei sucht Lesepaten. Amtsleiterin Ute Lindhorst-Kramer hilft.",
    ),
    "ohne_kontakt.txt": written(
        "15/2026", "14. April 2026", "Spielplatz erneuert", "Der Spielplatz am Anger ist erneuert.", contact="",
    ),
}  # fmt: skip


def fill(data: Path) -> None:
    """Import the files, one of them damaged; one release has an embargo, one search was in vain."""
    folder = data.parent / "files"
    folder.mkdir(exist_ok=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "kaputt.docx").write_bytes(b"PK\x03\x04 kein Archiv")
    city = City(source=Source(key="muehlrode", name="Stadt Mühlrode", fictional=True), layout=None)
    with Archive(data) as archive:
        import_files(sorted(folder.iterdir()), city, archive, published=None, progress=quiet)
        held = reading(
            16, year=2026, published=date(2026, 4, 21), embargo=datetime(2099, 5, 1, 10, tzinfo=UTC)
        )
        honoured = replace(
            text_release("Ehrenbürgerin wird geehrt", "Die Stadt ehrt Paula Seeger."), city="muehlrode"
        )
        archive.deposit(honoured, held, capture_id=None, layout="t", at=datetime.now(UTC))
        engine = open_engine("whoosh", data / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    ZeroResultLog(data, keep=True).note("Seniorenbus", datetime.now(UTC).date())


@contextmanager
def served(data: Path) -> Iterator[str]:
    """The office's archive as its operator serves it; yields the address."""
    port = free_port()
    env = {"PRESSEARCHIV_STAFF_PASSWORD": PASSWORD, "PRESSEARCHIV_KEEP_MISSES": "true"}
    with running("--data", str(data), "serve", "--port", str(port), port=port, env=env) as address:
        yield address
