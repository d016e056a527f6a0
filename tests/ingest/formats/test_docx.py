"""DOCX as Word shows it: all changes accepted, boxes and controls included, hidden text and comments left out."""

import io
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt

from ingest.formats.blocks import Block, Region, Style
from ingest.formats.docx import read_docx

_NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    }.items()
)
RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"


def paragraph(inner: str) -> Any:
    return parse_xml(f"<w:p {_NAMES}>{inner}</w:p>")


def read(*inner: str) -> list[Block]:
    document = Document()
    for content in inner:
        document.element.body.insert(len(document.element.body) - 1, paragraph(content))
    return saved(document)


def saved(document: Any) -> list[Block]:
    buffer = io.BytesIO()
    document.save(buffer)
    return list(read_docx(buffer.getvalue()))


def texts(blocks: list[Block], region: Region = Region.BODY) -> list[str]:
    return [block.text for block in blocks if block.region is region]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        # python-docx 1123 and 803: what was inserted or moved here is text, what was deleted or moved away is none.
        (RUN.format("Der Rat ") + "<w:ins>" + RUN.format("beschließt ") + "</w:ins>"
         "<w:del><w:r><w:delText>vertagt </w:delText></w:r></w:del>" + RUN.format("den Etat."), "Der Rat beschließt den Etat."),
        ("<w:moveTo>" + RUN.format("Zuerst das. ") + "</w:moveTo>" + RUN.format("Dann dies.")
         + "<w:moveFrom>" + RUN.format("Zuerst das.") + "</w:moveFrom>", "Zuerst das. Dann dies."),
        # python-docx-ng 119: a smart tag wraps what Word recognised, and hides nothing.
        (RUN.format("Am ") + "<w:smartTag w:element='date'>" + RUN.format("3. März") + "</w:smartTag>" + RUN.format(" geht es los."),
         "Am 3. März geht es los."),
        ("<w:sdt><w:sdtContent>" + RUN.format("Nr. 12/2026") + "</w:sdtContent></w:sdt>", "Nr. 12/2026"),
        ("<w:fldSimple w:instr='DATE'>" + RUN.format("4. Mai 2026") + "</w:fldSimple>", "4. Mai 2026"),
        ("<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>"
         "<w:r><w:fldChar w:fldCharType='separate'/></w:r>" + RUN.format("5. Mai 2026"), "5. Mai 2026"),
        ("<w:hyperlink>" + RUN.format("www.stadt.example") + "</w:hyperlink>", "www.stadt.example"),
        (RUN.format("Nord") + "<w:r><w:noBreakHyphen/></w:r>" + RUN.format("Süd") + "<w:r><w:br/></w:r>" + RUN.format("Zeile"),
         "Nord\u2011Süd\nZeile"),
        (RUN.format("Offen") + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r>", "Offen"),
        (RUN.format("Beides") + "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t> da</w:t></w:r>", "Beides da"),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_word_shows(inner: str, shown: str) -> None:
    assert texts(read(inner)) == [shown]


@pytest.mark.parametrize(
    "box",
    [
        # agent-os 2381: a box of older Word.
        f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>",
        # One box, told twice for newer and older programs.
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{BOX}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    ],
)
def test_a_text_box_is_read_once(box: str) -> None:
    found = read(box.replace("{}", "Sperrfrist: 3. Mai 2026") + RUN.format("Der Text."))
    assert texts(found, Region.BOX) == ["Sperrfrist: 3. Mai 2026"]
    assert texts(found) == ["Der Text."]


def test_a_paragraph_whose_end_was_deleted_goes_on() -> None:
    deleted_end = "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"
    assert texts(read(deleted_end + RUN.format("Erster Teil"), RUN.format("zweiter Teil."))) == [
        "Erster Teil zweiter Teil."
    ]


def test_what_nobody_filled_in_is_no_text() -> None:
    control = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        + RUN.format("Klicken Sie hier")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(read(control, RUN.format("Text."))) == ["Text."]


def test_the_header_of_the_first_page_is_told_as_one() -> None:
    document = Document()
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "Pressemitteilung Nr. 7/2026"
    document.sections[0].header.paragraphs[0].text = "Seite zwei"
    document.sections[0].footer.paragraphs[0].text = "Markt 1"
    document.add_paragraph("Der Text.")
    found = saved(document)
    assert texts(found, Region.HEADER) == ["Pressemitteilung Nr. 7/2026", "Seite zwei"]
    assert texts(found) == ["Der Text."]


def test_tables_rows_and_equal_cells_stay() -> None:
    document = Document()
    table = document.add_table(2, 2)
    for row, cells in enumerate([("Datum", "03.03.2026"), ("ja", "ja")]):
        for column, text in enumerate(cells):
            table.rows[row].cells[column].text = text
    inner = table.rows[0].cells[0].add_table(1, 1)
    inner.rows[0].cells[0].text = "innen"
    assert texts(saved(document)) == ["Datum\ninnen\n03.03.2026", "ja\nja"]


def test_styles_tell_headline_and_caption_also_by_what_they_are_based_on() -> None:
    document = Document()
    mine = document.styles.add_style("Hausstil", 1)
    mine.base_style = document.styles["Heading 1"]
    document.add_paragraph("Neuer Radweg", style="Hausstil")
    document.add_paragraph("Das Bild", style="Caption")
    large = document.add_paragraph().add_run("Groß")
    large.font.size, large.bold = Pt(20), True
    headline, caption, set_large = saved(document)
    assert (headline.style, caption.style) == (Style.HEADLINE, Style.CAPTION)
    assert (set_large.size, set_large.bold) == (20.0, True)


def test_footnotes_are_text_and_comments_are_not() -> None:
    """What stands below the page is a part of the page; python-docx writes neither, so the parts are made by hand."""
    import zipfile

    buffer, other = io.BytesIO(), io.BytesIO()
    document = Document()
    document.add_paragraph("Der Rat tagt.")
    document.save(buffer)
    note = (
        f"<w:footnotes {_NAMES}><w:footnote w:type='separator' w:id='0'><w:p/></w:footnote>"
        "<w:footnote w:id='1'><w:p><w:r><w:t>Beschluss vom Mai.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        '<Relationship Id="rIdN" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )
    kind = (
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.footnotes+xml"/></Types>'
    )
    with zipfile.ZipFile(buffer) as packed, zipfile.ZipFile(other, "w") as again:
        for name in packed.namelist():
            content = packed.read(name).decode() if name.endswith((".xml", ".rels")) else None
            if name == "word/_rels/document.xml.rels" and content:
                content = content.replace("</Relationships>", relation)
            if name == "[Content_Types].xml" and content:
                content = content.replace("</Types>", kind)
            again.writestr(name, content if content is not None else packed.read(name))
        again.writestr("word/footnotes.xml", note)
    found = list(read_docx(other.getvalue()))
    assert texts(found) == ["Der Rat tagt."]
    assert texts(found, Region.NOTE) == ["Beschluss vom Mai."]
