"""Folders of files imported again and again: one release stays one, whatever files tell of it."""

import mailbox
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from archive.model import EventKind, Grade
from archive.store import Archive
from ingest.city import Cities
from ingest.files import files_below
from ingest.formats import ocr
from ingest.import_files import import_files
from pressearchiv.demo.pdf import make_pdf
from tests.conftest import quiet
from tests.ingest.test_formats import docx, scanned_pdf

TEXT = "Der Radweg im Norden ist fertig und kostet 2 Millionen Euro. Die Stadt hat ihn am Montag freigegeben."
HEAD = "Pressemitteilung Nr. 12/2026\n\n3. März 2026\n\nRadweg ist fertig\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def take(archive: Archive, folder: Path) -> tuple[int, int, int, list[str]]:
    """Added, changed, failed, and what was told."""
    run = import_files(files_below(folder), Cities()["solingen"], archive, published=None, progress=quiet)
    return run.added, run.changed, run.failed, [problem.message for problem in run.problems]


def text(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, encoding="utf-8")


def test_two_formats_of_one_release_are_one_version_and_told_once(archive: Archive, folder: Path) -> None:
    (folder / "a.docx").write_bytes(
        docx("Nr. 12/2026", "3. März 2026", TEXT, "Das freut alle.", headline="Radweg ist fertig")
    )
    (folder / "a.pdf").write_bytes(
        make_pdf("Radweg ist fertig", ("Nr. 12/2026 vom 03.03.2026", TEXT, "Das freut alle."))
    )
    added, changed, failed, (told,) = take(archive, folder)
    assert (added, changed, failed) == (1, 0, 0)
    assert told == "a.pdf ist eine weitere Datei derselben Meldung; maßgeblich bleibt a.docx."
    for _ in range(2):
        assert take(archive, folder) == (0, 0, 0, [])
    assert len(archive.versions(1)) == 1


def test_a_correction_is_a_version_once_and_never_taken_back(archive: Archive, folder: Path) -> None:
    text(folder, "a.txt", HEAD + TEXT + "\n\nDas freut alle.")
    assert take(archive, folder)[:3] == (1, 0, 0)
    text(
        folder, "b_korrigiert.txt", HEAD + TEXT.replace("2 Millionen", "3 Millionen") + "\n\nDas freut alle."
    )
    assert take(archive, folder) == (0, 1, 0, [])
    for _ in range(2):
        assert take(archive, folder) == (0, 0, 0, [])
    assert [version.grade for version in archive.versions(1)] == [None, Grade.FACTUAL]
    assert "3 Millionen" in archive.versions(1)[-1].release.lead


def test_a_file_never_goes_back_to_words_the_release_had(archive: Archive, folder: Path) -> None:
    text(folder, "a.txt", HEAD + TEXT + "\n\nEnde.")
    take(archive, folder)
    text(folder, "b.txt", HEAD + TEXT.replace("2 M", "3 M") + "\n\nEnde.")
    take(archive, folder)
    text(folder, "c.txt", HEAD.replace("3. März", "3.  März") + TEXT + "\n\nEnde.")
    added, changed, failed, (told,) = take(archive, folder)
    assert (added, changed, failed) == (0, 0, 0)
    assert "c.txt ist eine weitere Datei" in told
    assert "3 M" in archive.versions(1)[-1].release.text


def test_a_scan_refused_once_is_known(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "can_recognise", lambda: False)
    monkeypatch.setattr("ingest.files.can_recognise", lambda: False)
    (folder / "scan.pdf").write_bytes(scanned_pdf())
    assert take(archive, folder)[2] == 1
    added, changed, failed, (told,) = take(archive, folder)
    assert (added, changed, failed) == (0, 0, 0)
    assert "scan.pdf ist bekannt" in told


def test_lines_of_a_manifest_for_files_elsewhere_are_one_remark(archive: Archive, folder: Path) -> None:
    text(folder, "a.txt", HEAD + TEXT + "\n\nEnde.")
    names = "".join(f"jahr/{number}.txt,2026-03-03\n" for number in range(500))
    text(folder, "manifest.csv", f"file,published\na.txt,2026-03-03\n{names}")
    added, _, failed, (told,) = take(archive, folder)
    assert (added, failed) == (1, 0)
    assert told.startswith("500 Zeilen der manifest.csv")


def mail(subject: str, content: str, day: int) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["Date"] = subject, f"Tue, {day:02} Mar 2026 10:00:00 +0100"
    message.set_content(content)
    return message


def test_a_mailbox_is_read_mail_by_mail(archive: Archive, folder: Path) -> None:
    box = mailbox.mbox(folder / "presse.mbox")
    for number, (subject, what) in enumerate(
        [("PM 12: Radweg ist fertig", "Radweg"), ("PM 13: Brücke ist fertig", "Brücke")], 3
    ):
        box.add(
            mail(
                subject, f"{TEXT.replace('Radweg', what)}\n\nDas freut alle, die dort unterwegs sind.", number
            )
        )
    box.close()
    assert take(archive, folder) == (2, 0, 0, [])
    titles = {version.release.title for _, version in archive.current([1, 2]).values()}
    assert titles == {"Radweg ist fertig", "Brücke ist fertig"}
    assert take(archive, folder) == (0, 0, 0, [])


def test_a_maildir_is_a_folder_of_mails(archive: Archive, folder: Path) -> None:
    box = mailbox.Maildir(folder / "Presse")
    box.add(mail("PM 12: Radweg ist fertig", f"{TEXT}\n\nDas freut alle.", 3))
    assert take(archive, folder)[:3] == (1, 0, 0)


def test_mails_of_one_subject_and_other_words_are_two_releases(archive: Archive, folder: Path) -> None:
    """paperless-ngx 8408"""
    for number, words in enumerate(
        [TEXT, "Am Bahnhof entsteht bis zum Herbst ein neues Parkhaus mit 300 Plätzen für Räder."], 3
    ):
        (folder / f"{number}.eml").write_bytes(
            mail("Pressemitteilung", f"Neues aus dem Rathaus\n\n{words}\n\nEnde.", number).as_bytes()
        )
    assert take(archive, folder)[:3] == (2, 0, 0)


def test_the_release_attached_to_a_cover_note_is_read_and_the_note_kept(
    archive: Archive, folder: Path
) -> None:
    message = mail(
        "Pressemitteilung Nr. 12/2026",
        "Sehr geehrte Damen und Herren,\n\nanbei unsere Pressemitteilung.\n\nAnna Berger",
        3,
    )
    content = docx(TEXT, "Das freut alle.", headline="Radweg ist fertig")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename="PM.docx")
    (folder / "a.eml").write_bytes(message.as_bytes())
    assert take(archive, folder)[:3] == (1, 0, 0)
    version = archive.versions(1)[0]
    assert (version.release.title, version.release.lead) == ("Radweg ist fertig", TEXT)
    assert version.reading.number is not None
    assert version.reading.number.running == 12
    assert "anbei unsere Pressemitteilung" in version.release.note
    assert "anbei" not in version.release.text


def test_an_embargo_nobody_can_read_hides_the_release_and_is_told(archive: Archive, folder: Path) -> None:
    text(
        folder,
        "a.txt",
        HEAD.replace("3. März 2026", f"{datetime.now(UTC):%d.%m.%Y}")
        + "Sperrfrist: Redebeginn\n\n"
        + TEXT
        + "\n\nEnde.",
    )
    added, _, failed, (told,) = take(archive, folder)
    assert (added, failed) == (1, 0)
    assert "„Sperrfrist: Redebeginn“" in told
    assert "pressearchiv unseal 1" in told
    record = archive.record(1)
    assert record.hidden(datetime.now(UTC))
    assert record.seal is not None
    assert "Redebeginn" in record.seal.reason
    archive.unseal(1, datetime.now(UTC), by="Presse")
    assert not archive.record(1).hidden(datetime.now(UTC))
    assert [event.kind for event in archive.events(0)] == [
        EventKind.ADDED,
        EventKind.SEALED,
        EventKind.UNSEALED,
    ]


def test_one_number_on_two_releases_is_a_double_and_loses_none(archive: Archive, folder: Path) -> None:
    """Headlines are alike by chance: day and text are not."""
    text(folder, "a.txt", HEAD + TEXT + "\n\nEnde.")
    other = (
        "Am Bahnhof entsteht bis zum Herbst ein Parkhaus mit 300 Plätzen für Räder, das die Stadtwerke bauen."
    )
    text(
        folder,
        "b.txt",
        HEAD.replace("3. März", "15. April").replace("Radweg ist fertig", "Radhaus ist fertig")
        + other
        + "\n\nEnde.",
    )
    assert take(archive, folder)[:3] == (2, 0, 0)
    (series,) = archive.series("solingen")
    assert [double.running for double in series.doubles] == [12]
