"""A scan is read by OCR where Tesseract is installed with its German data, and says so; else it is told."""

import io

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingest.formats import ocr
from ingest.formats.pdf import read_pdf


def scan(*lines: str) -> bytes:
    picture = Image.new("L", (1240, 1754), 255)
    drawing = ImageDraw.Draw(picture)
    font = ImageFont.load_default(size=34)
    for number, line in enumerate(lines):
        drawing.text((120, 150 + 60 * number), line, fill=0, font=font)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.skipif(not ocr.can_recognise(), reason="tesseract with German is not installed")
def test_the_letters_of_a_scan_are_read() -> None:
    found = read_pdf(scan("Pressemitteilung Nr. 12/2026", "Neuer Radweg im Norden"), recognise=True)
    assert (found.scanned, found.recognised) == (True, True)
    assert "Radweg im Norden" in " ".join(block.text for block in found.blocks)


def test_without_the_program_a_scan_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "can_recognise", lambda: False)
    found = read_pdf(scan("Neuer Radweg"), recognise=True)
    assert (found.scanned, found.recognised, found.blocks) == (True, False, ())


def test_a_program_that_fails_or_hangs_reads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise OSError("kaputt")

    monkeypatch.setattr(ocr, "can_recognise", lambda: True)
    monkeypatch.setattr("subprocess.run", broken)
    assert read_pdf(scan("Neuer Radweg"), recognise=True).blocks == ()
