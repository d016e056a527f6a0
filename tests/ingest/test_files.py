import os
from datetime import date
from pathlib import Path

import pytest

from archive.model import EventKind
from archive.origins import PublishedFrom
from archive.store import Archive
from ingest.city import Cities
from ingest.errors import FieldMissing
from ingest.files import files_below, paragraphs_in
from ingest.formats.blocks import blocks_of
from ingest.formats.wrapping import unwrapped
from ingest.import_files import import_files
from ingest.layout import ExtractedPage
from ingest.reading import read
from ingest.zones.release import read_document
from tests.conftest import quiet

TEXT = """Schulhof wird grün

15.08.2017 - 450/pe

Stadtdirektor Hofer: Ein Gewinn für alle.

Der Schulhof ist fertig.
Kinder pflanzen am Montag.

Fünf Bäume (Foto: Uli Preuss)

Kontakt
Pressestelle"""


def read_text(text: str) -> ExtractedPage:
    blocks = blocks_of(unwrapped(paragraphs_in(text)))
    return read_document(blocks, Cities()["solingen"], "x.txt", layout="text")


def test_a_text_is_headline_number_lead_body_and_contact() -> None:
    printed = read_text(TEXT)
    release = printed.release
    assert release.title == "Schulhof wird grün"
    assert release.lead == "Stadtdirektor Hofer: Ein Gewinn für alle."
    assert (
        release.body
        == "Der Schulhof ist fertig.\nKinder pflanzen am Montag.\n\nFünf Bäume (Foto: Uli Preuss)"
    )
    assert release.contact_text == "Kontakt\nPressestelle"
    assert printed.number_text == "15.08.2017 - 450/pe"


HEADED = "\n\nRadweg ist fertig\n\nEin Gewinn für alle.\n\nDer Radweg ist fertig."


@pytest.mark.parametrize(
    ("head", "number", "day"),
    [
        ("Stadt Solingen\nPressemitteilung\nNr. 450/pe\n12. Mai 2021", 450, date(2021, 5, 12)),
        ("Pressemitteilung Nr. 450/pe\n\n12.05.2021", 450, date(2021, 5, 12)),
        ("Nr. 450/pe\n12. Mai 2021", 450, date(2021, 5, 12)),
        ("Solingen, den 12. Mai 2021 - 450/pe", 450, date(2021, 5, 12)),
        ("Solingen, 12. Mai 2021", None, date(2021, 5, 12)),
        ("PRESSEMITTEILUNG", None, None),
    ],
)
def test_a_letterhead_is_no_headline(head: str, number: int | None, day: date | None) -> None:
    city = Cities()["solingen"]
    printed = read_text(head + HEADED)
    said = read(printed, city)
    assert printed.release.title == "Radweg ist fertig"
    assert printed.release.lead == "Ein Gewinn für alle."
    assert (said.number.running if said.number else None, said.published) == (number, day)


@pytest.mark.parametrize(
    "title", ["Pressemitteilung wird 100", "Solingen feiert", "450 neue Bäume", "Mai 2021: Bilanz"]
)
def test_a_headline_is_no_letterhead(title: str) -> None:
    assert read_text(title + "\n\nVorspann.\n\nText.").release.title == title


def test_a_date_put_right_in_the_manifest_makes_no_second_release(archive: Archive, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "a.txt").write_text("Ohne Datum\n\nVorspann.\n\nText.", encoding="utf-8")
    for day in ("2020-03-12", "2020-03-13"):
        (kept / "manifest.csv").write_text(f"file,published\na.txt,{day}\n", encoding="utf-8")
        assert take(archive, *files_below(kept))[1:] == (0, [])
    assert archive.count() == 1
    assert archive.versions(1)[-1].reading.published == date(2020, 3, 13)


@pytest.mark.parametrize("text", ["", "   \n\n  ", "Nur eine Überschrift", "Überschrift\n\nKontakt"])
def test_a_text_without_a_text_is_told(text: str) -> None:
    with pytest.raises(FieldMissing):
        read_text(text)


def take(
    archive: Archive, *files: Path, published: date | None = None, city: str = "solingen"
) -> tuple[int, int, list[str]]:
    run = import_files(list(files), Cities()[city], archive, published=published, progress=quiet)
    return run.added, run.failed, [problem.message for problem in run.problems]


def test_a_file_is_taken_once_whatever_its_path(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    one, other = tmp_path / "a" / "450.txt", tmp_path / "anderer Name.txt"
    one.write_text(TEXT, encoding="utf-8")
    other.write_bytes(TEXT.replace("\n", "\r\n").encode("utf-8-sig"))
    assert take(archive, one) == (1, 0, [])
    added, failed, (told,) = take(archive, one, other)
    assert (added, failed) == (0, 0)
    assert "anderer Name.txt ist eine weitere Datei derselben Meldung" in told
    assert take(archive, one, other) == (0, 0, [])
    (record, version) = archive.current([1])[1]
    assert record.addresses == ()
    assert version.reading.number is not None
    assert (version.reading.number.running, version.reading.number.sign, version.reading.number.year) == (
        450,
        "pe",
        2017,
    )
    assert version.reading.published_from is PublishedFrom.PAGE
    assert str(tmp_path) not in archive.capture(version.capture_id or 0).url


def test_a_windows_text_is_read(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "alt.txt").write_bytes(TEXT.encode("windows-1252"))
    assert take(archive, tmp_path / "alt.txt") == (1, 0, [])
    assert archive.versions(1)[0].release.title == "Schulhof wird grün"


def test_a_given_date_dates_only_what_does_not_date_itself(archive: Archive, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "dated.txt").write_text(TEXT, encoding="utf-8")
    undated = TEXT.replace("15.08.2017 - 450", "- 451").replace("Schulhof", "Schulweg")
    (kept / "undated.txt").write_text(undated, encoding="utf-8")
    take(archive, *files_below(kept), published=date(2017, 9, 1))
    found = {
        v.reading.number.running: v.reading for _, v in archive.current([1, 2]).values() if v.reading.number
    }
    assert (found[450].published, found[450].published_from) == (date(2017, 8, 15), PublishedFrom.PAGE)
    assert (found[451].published, found[451].published_from) == (date(2017, 9, 1), PublishedFrom.GIVEN)


def test_a_date_given_later_is_learnt(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "u.txt").write_text(TEXT.replace("15.08.2017 ", ""), encoding="utf-8")
    take(archive, tmp_path / "u.txt")
    take(archive, tmp_path / "u.txt", published=date(2017, 9, 1))
    assert [event.kind for event in archive.events(0)] == [EventKind.ADDED, EventKind.REREAD]
    assert archive.versions(1)[0].reading.published == date(2017, 9, 1)


def test_what_cannot_be_read_is_a_line_in_the_report_and_the_rest_goes_on(
    archive: Archive, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "bild.jpg").write_bytes(b"\xff\xd8")
    (kept / "gut.txt").write_text(TEXT, encoding="utf-8")
    (kept / "leer.txt").write_text(" ")
    (kept / "seite.html").write_text("<p>kein Titel</p>")
    added, failed, problems = take(archive, *files_below(kept))
    assert (added, failed) == (1, 2)
    for name, problem in zip(
        ("leer.txt", "seite.html", "1 Dateien anderer Art wurden übergangen (.jpg)"), problems, strict=True
    ):
        assert name in problem
    assert take(archive, kept / "bild.jpg")[1] == 1


def test_a_name_of_no_charset_and_a_pipe_stop_nobody(archive: Archive, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "gut.txt").write_text(TEXT, encoding="utf-8")
    name = os.fsdecode(b"M\xe4rz\n\x1b[31m")
    (kept / f"{name}.docx").write_bytes(b"no package")
    (kept / f"{name}.txt").write_text(TEXT.replace("450", "451").replace("Radweg", "Steg"), encoding="utf-8")
    os.mkfifo(kept / "pipe.txt")
    added, failed, problems = take(archive, *files_below(kept), kept / "pipe.txt")
    assert (added, failed) == (2, 2)
    assert any("M\ufffdrz" in problem for problem in problems)
    assert any("keine Datei" in problem for problem in problems)


def test_all_files_below_a_directory_hidden_ones_aside(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", ".hidden.txt", "sub/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)] == [
        "a.html",
        "b.txt",
        "sub/c.txt",
    ]
