"""PDF, DOCX and mail in, text out; what cannot be read says why."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from archive.origins import PublishedFrom
from archive.store import Archive
from ingest.city import Cities
from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Style
from ingest.formats.docx import read_docx
from ingest.formats.eml import read_eml
from ingest.formats.pdf import read_pdf
from ingest.formats.wrapping import join_all
from ingest.import_files import import_files
from pressearchiv.demo.pdf import make_pdf
from tests.conftest import quiet

SENTENCE = "Der Stadtrat hat am Dienstag den Haushalt beschlossen und dabei über die Gebühren gesprochen. "


def scanned_pdf(pages: int = 1) -> bytes:
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (200, 280), 230).save(picture, "PNG")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(pages):
        from reportlab.lib.utils import ImageReader

        canvas.drawImage(ImageReader(io.BytesIO(picture.getvalue())), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class TestPdf:
    def test_paragraphs_are_put_together_again(self) -> None:
        found = read_pdf(make_pdf("Haushalt beschlossen", (SENTENCE * 3, "Kurz und gut.", SENTENCE * 2)))
        paragraphs = [block.text for block in found.blocks]
        assert paragraphs[0] == "Haushalt beschlossen"
        assert [" ".join(part.split()) for part in paragraphs[1:]] == [
            (SENTENCE * 3).strip(), "Kurz und gut.", (SENTENCE * 2).strip(),
        ]  # fmt: skip
        assert not found.scanned

    def test_a_word_parted_at_the_end_of_a_line_is_one_word(self) -> None:
        lines = ["Die Arbeiten am neuen Verkehrs-", "konzept der Stadt gehen weiter und", "enden im Herbst."]
        assert (
            join_all(lines)
            == "Die Arbeiten am neuen Verkehrskonzept der Stadt gehen weiter und enden im Herbst."
        )

    def test_a_scan_is_said_to_be_one(self) -> None:
        found = read_pdf(scanned_pdf(2))
        assert found.scanned
        assert found.blocks == ()

    @pytest.mark.parametrize("body", [b"", b"%PDF-1.7 kaputt", make_pdf("T", ("x",))[:400]])
    def test_a_damaged_one_is_told(self, body: bytes) -> None:
        with pytest.raises(DocumentUnreadable, match="beschädigt"):
            read_pdf(body)

    def test_a_locked_one_is_told(self) -> None:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=A4, encrypt=StandardEncryption("geheim"))
        canvas.drawString(72, 720, "Vertraulich")
        canvas.save()
        with pytest.raises(DocumentUnreadable, match="Kennwort"):
            read_pdf(buffer.getvalue())


def docx(*paragraphs: str, headline: str = "") -> bytes:
    document = Document()
    if headline:
        document.add_heading(headline, 0)
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ort", "Rathaus"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


class TestDocx:
    def test_headline_paragraphs_and_tables(self) -> None:
        found = read_docx(docx("Erster Absatz.", "Zweiter Absatz.", headline="Neuer Radweg"))
        assert found[0].style is Style.HEADLINE
        assert [block.text for block in found] == [
            "Neuer Radweg",
            "Erster Absatz.",
            "Zweiter Absatz.",
            "Ort\nRathaus",
        ]

    def test_a_damaged_one_is_told(self) -> None:
        with pytest.raises(DocumentUnreadable, match="beschädigt"):
            read_docx(b"PK\x03\x04 no zip")

    def test_one_that_unpacks_without_end_is_told(self) -> None:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("word/document.xml", b"0" * 150_000_000)
        assert len(buffer.getvalue()) < 1_000_000
        with pytest.raises(DocumentUnreadable, match="größer"):
            read_docx(buffer.getvalue())


def mail(subject: str, text: str, *, html: str = "", date: str = "Tue, 15 Aug 2017 23:30:00 +0000") -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = subject, "presse@stadt.example", date
    if text:
        message.set_content(text)
    if html:
        if text:
            message.add_alternative(html, subtype="html")
        else:
            message.set_content(html, subtype="html")
    return message.as_bytes()


class TestMail:
    def test_subject_date_in_german_time_and_paragraphs(self) -> None:
        found = read_eml(mail("WG: AW: Schulhof wird grün", "Erster.\n\nZweiter.\n\n-- \nPressestelle"))
        assert found.subject == "Schulhof wird grün"
        assert found.sent == "2017-08-16T01:30"
        assert found.paragraphs == ("Erster.", "Zweiter.", "-- \nPressestelle")

    def test_html_where_there_is_no_plain_text(self) -> None:
        found = read_eml(mail("Bäume", "", html="<p>Erster <b>Absatz</b>.</p><p>Zweiter.</p>"))
        assert found.paragraphs == ("Erster Absatz.", "Zweiter.")

    @pytest.mark.parametrize("body", [b"", b"\x00\x01\x02", b"Nur ein Text\nohne Kopf"])
    def test_what_is_no_mail_is_told(self, body: bytes) -> None:
        with pytest.raises(DocumentUnreadable):
            read_eml(body)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept"


def take(archive: Archive, folder: Path) -> tuple[int, int, list[str]]:
    from ingest.files import files_below

    run = import_files(files_below(folder), Cities()["solingen"], archive, published=None, progress=quiet)
    return run.added, run.failed, [problem.message for problem in run.problems]


class TestImport:
    def test_a_back_catalogue_of_every_kind(self, archive: Archive, kept: Path) -> None:
        (kept / "a.pdf").write_bytes(
            make_pdf("Schulhof wird grün", ("15.08.2017 - 450/pe", SENTENCE * 2, "Das freut alle."))
        )
        (kept / "b.docx").write_bytes(
            docx("16.08.2017 - 451/pe", "Vorspann.", "Text.", headline="Radweg fertig")
        )
        (kept / "c.eml").write_bytes(
            mail("Pressemitteilung 452/bw", "Bad öffnet\n\nVorspann hier.\n\nDer Text dazu.")
        )
        (kept / "d.eml").write_bytes(mail("Kita eingeweiht", "Vorspann der Kita.\n\nDer Text dazu."))
        assert take(archive, kept) == (4, 0, [])
        found = {version.release.title: version for _, version in archive.current(range(1, 5)).values()}
        assert set(found) == {"Schulhof wird grün", "Radweg fertig", "Bad öffnet", "Kita eingeweiht"}
        numbers = {title: v.reading.number and v.reading.number.running for title, v in found.items()}
        assert numbers == {
            "Schulhof wird grün": 450,
            "Radweg fertig": 451,
            "Bad öffnet": 452,
            "Kita eingeweiht": None,
        }
        origins = {title: str(v.reading.published_from) for title, v in found.items()}
        assert origins["Schulhof wird grün"] == origins["Radweg fertig"] == PublishedFrom.PAGE
        assert origins["Bad öffnet"] == origins["Kita eingeweiht"] == PublishedFrom.MAIL
        assert take(archive, kept) == (0, 0, [])

    def test_a_manifest_tells_what_the_files_do_not(self, archive: Archive, kept: Path) -> None:
        (kept / "a.txt").write_text("Ohne Datum\n\nVorspann.\n\nText.", encoding="utf-8")
        (kept / "manifest.csv").write_text(
            "file;url;published;number\na.txt;https://www.solingen.de/de/archiv/a-1/;03.02.2015;12/bw\n",
            "utf-8",
        )
        assert take(archive, kept) == (1, 0, [])
        record, version = archive.current([1])[1]
        said = version.reading
        assert record.addresses == ("https://www.solingen.de/de/archiv/a-1/",)
        assert (str(said.published), said.published_from) == ("2015-02-03", PublishedFrom.GIVEN)
        assert said.number is not None
        assert (said.number.running, said.number.sign, said.number.year) == (12, "bw", 2015)

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("file,published\na.txt,gestern\n", "gestern"),
            ("datei,datum\na.txt,2015-01-01\n", "file, url (https://…), published (31.12.2020), number"),
            ("file,url\na.txt,kein Link\n", "kein Link"),
            ("file,number\na.txt,keine\n", "keine"),
            ("file,number\na.txt,1\na.txt,2\n", "zum zweiten Mal"),
            ("file,number\na.txt,12. Jan\n", "12. Jan"),  # a spreadsheet took 12/1 for a day
            ("file,number\na.txt,Mai 26\n", "Mai 26"),
            ("file,published\na.txt,2015-01-01,zu viel\n", "zu viele Zellen"),
        ],
    )
    def test_a_manifest_half_understood_stops_the_import(
        self, content: str, told: str, archive: Archive, kept: Path
    ) -> None:
        (kept / "a.txt").write_text("Titel\n\nVorspann.\n\nText.", encoding="utf-8")
        (kept / "manifest.csv").write_text(content, "utf-8")
        added, failed, problems = take(archive, kept)
        assert (added, failed) == (0, 1)
        assert told in problems[0]
        assert "manifest.csv:" in problems[0]

    def test_a_scan_says_what_to_do(self, archive: Archive, kept: Path) -> None:
        (kept / "scan.pdf").write_bytes(scanned_pdf())
        added, failed, problems = take(archive, kept)
        assert (added, failed) == (0, 1)
        assert "Texterkennung" in problems[0]
        assert "scan.pdf" in problems[0]
