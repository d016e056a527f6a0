"""PDF in reading order: columns, hyphens, ligatures, heads and feet of pages, margins, letters drawn in any order."""

import io
from collections.abc import Iterable

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ingest.formats.blocks import Region
from ingest.formats.pdf import read_pdf
from ingest.formats.wrapping import settled

_LINE = 14
_TALL = A4[1]


class Sheet:
    """A PDF drawn line by line, in the order the lines are given in."""

    def __init__(self) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4)

    def lines(
        self, x: float, y: float, lines: Iterable[str], size: float = 10, font: str = "Helvetica"
    ) -> "Sheet":
        self.canvas.setFont(font, size)
        for number, line in enumerate(lines):
            self.canvas.drawString(x, y - number * _LINE * size / 10, line)
        return self

    def page(self) -> "Sheet":
        self.canvas.showPage()
        return self

    def read(self) -> list[tuple[Region, str]]:
        self.canvas.save()
        blocks = read_pdf(self.buffer.getvalue()).blocks
        return [(block.region, settled(block.text, lambda _: True)) for block in blocks]


def body(found: list[tuple[Region, str]]) -> list[str]:
    return [text for region, text in found if region is Region.BODY]


LEFT = [
    "Der Rat hat am Dienstag den",
    "Haushalt beschlossen und dabei",
    "über die Gebühren beraten. Sie",
    "bleiben, wie sie sind, und das",
]
RIGHT = [
    "gilt auch im kommenden Jahr,",
    "sagte die Kämmerin nach dem",
    "Ende der langen Sitzung am",
    "Abend vor dem Rathaus.",
]


@pytest.mark.parametrize("drawn", ["left first", "right first", "line by line"])
def test_two_columns_are_read_one_after_the_other_however_they_were_drawn(drawn: str) -> None:
    sheet = Sheet().lines(60, 760, ["Haushalt beschlossen"], 18, "Helvetica-Bold")
    if drawn == "line by line":
        for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            sheet.lines(60, 700 - number * _LINE, [left]).lines(320, 700 - number * _LINE, [right])
    else:
        columns = [(60, LEFT), (320, RIGHT)]
        for x, lines in columns if drawn == "left first" else reversed(columns):
            sheet.lines(x, 700, lines)
    found = body(sheet.read())
    assert found[0] == "Haushalt beschlossen"
    assert " ".join(" ".join(found[1:]).split()) == " ".join([*LEFT, *RIGHT])


def test_a_gap_in_a_line_set_wide_is_none_between_columns() -> None:
    """pdfminer.six 628: a narrow column set to its full width has wide gaps between words."""
    sheet = Sheet().lines(60, 700, ["Die Feuerwehr der Stadt feiert ein"])
    for x, word in ((60, "großes"), (130, "Fest"), (205, "mit")):
        sheet.lines(x, 686, [word])
    assert body(sheet.lines(60, 672, ["vielen Gästen am Abend."]).read()) == [
        "Die Feuerwehr der Stadt feiert ein großes Fest mit vielen Gästen am Abend."
    ]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("Die Stadt stärkt ihre Kinder-", "und Jugendarbeit im Jahr.", "Kinder- und Jugendarbeit"),
        ("Die Stadt prüft viele Zu-", "oder Abfahrten am Ring.", "Zu- oder Abfahrten"),
        ("Die Stadt fördert neue Mehr-", "bzw. Einfamilienhäuser hier.", "Mehr- bzw. Einfamilienhäuser"),
        ("Die Stadt baut an der Nord-", "Süd-Achse weiter im Mai.", "Nord-Süd-Achse"),
        ("Die Stadt stellt ein Verkehrs-", "konzept für alle Orte vor.", "Verkehrskonzept"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_parts_a_word_or_hangs(first: str, second: str, joined: str) -> None:
    (paragraph,) = body(Sheet().lines(60, 700, [first, second]).read())
    assert joined in paragraph


def test_heads_feet_and_numbers_of_pages_are_no_text() -> None:
    sheet = Sheet()
    for page, lines in enumerate([LEFT[:3], [*LEFT[3:], *RIGHT]], 1):
        sheet.lines(60, _TALL - 40, ["Stadt Rheinau · Pressestelle"], 8)
        sheet.lines(60, 700 if page == 1 else _TALL - 110, lines)
        sheet.lines(60, 40, [f"Markt 1 · 12345 Rheinau · Seite {page} von 2"], 8).page()
    found = sheet.read()
    assert [region for region, _ in found].count(Region.HEADER) == 1
    assert [region for region, _ in found].count(Region.FOOTER) == 1
    assert " ".join(" ".join(body(found)).split()) == " ".join([*LEFT, *RIGHT])


def test_a_head_that_begins_on_the_second_page_is_no_text() -> None:
    sheet = Sheet().lines(60, 700, LEFT).page()
    found = (
        sheet.lines(60, _TALL - 40, ["Stadt Rheinau | Nr. 12/2026"], 7).lines(60, _TALL - 110, RIGHT).read()
    )
    assert (Region.HEADER, "Stadt Rheinau | Nr. 12/2026") in found
    assert " ".join(" ".join(body(found)).split()) == " ".join([*LEFT, *RIGHT])


def test_a_narrow_column_beside_the_text_is_a_margin() -> None:
    """pdf_oxide 1310: what stands beside a line is not spliced into it."""
    wide = [f"{left} und {right}" for left, right in zip(LEFT, RIGHT, strict=True)] * 2
    sheet = Sheet().lines(460, 700, ["Kontakt", "Anna Berger", "Tel. 01234 5"]).lines(60, 700, wide)
    found = sheet.read()
    assert [text for region, text in found if region is Region.MARGIN] == [
        "Kontakt\nAnna Berger\nTel. 01234 5"
    ]
    assert "Kontakt" not in " ".join(body(found))


def test_a_foot_drawn_first_comes_last() -> None:
    found = Sheet().lines(60, 36, ["Markt 1 · 12345 Rheinau"], 7).lines(60, 700, LEFT).read()
    assert found[0] == (Region.FOOTER, "Markt 1 · 12345 Rheinau")
    assert len(body(found)) == 1


def test_a_date_at_the_right_edge_is_read_before_the_headline() -> None:
    sheet = (
        Sheet().lines(60, 700, ["Jugendhaus bekommt Proberäume"], 18).lines(420, 770, ["Rheinau, 12.5.2026"])
    )
    assert body(sheet.lines(60, 660, LEFT).read())[:2] == [
        "Rheinau, 12.5.2026",
        "Jugendhaus bekommt Proberäume",
    ]


def test_lines_of_an_address_stay_lines() -> None:
    address = ["Pressestelle", "Anna Berger", "Telefon 01234 56-789"]
    found = body(
        Sheet()
        .lines(60, 700, [*(line + " und noch mehr Text dazu" for line in LEFT)])
        .lines(60, 560, address)
        .read()
    )
    assert found[-1] == "\n".join(address)


def test_a_page_of_ten_thousand_pieces_is_read() -> None:
    sheet = Sheet()
    for number in range(10_000):
        sheet.canvas.setFont("Helvetica", 4)
        sheet.canvas.drawString(20 + 55 * (number % 10), 20 + 0.8 * (number // 10), f"w{number}")
    assert len("".join(body(sheet.read()))) > 10_000
