"""Documents in the layouts of many houses → number, date, headline, text, contact, embargo."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from archive.model import Reading, Source
from archive.origins import NumberFrom, PublishedFrom
from ingest.city import City
from ingest.errors import FieldMissing, SeveralReleases, TextTooLong
from ingest.formats.blocks import Block, Region, Style, blocks_of
from ingest.formats.wrapping import unwrapped
from ingest.layout import ExtractedPage
from ingest.reading import read
from ingest.zones.file_name import read_file_name
from ingest.zones.release import read_document

CITY = City(source=Source(key="rheinau", name="Stadt Rheinau"), layout=None)
TEXT = "Die Stadt baut einen Radweg im Norden, der im kommenden Jahr bis zum Bahnhof führen soll und 2 Millionen kostet."
MORE = "„Das ist gut so“, sagt Baudezernentin Anna Berger. Die Arbeiten beginnen am 4. Mai 2027."


@dataclass
class Read:
    printed: ExtractedPage
    reading: Reading

    @property
    def number(self) -> tuple[int | None, int | None]:
        number = self.reading.number
        return (number.running, number.year) if number else (None, None)


def taken(*blocks: Block, name: str = "x.docx", headline: str = "") -> Read:
    printed = read_document(blocks, CITY, name, layout="docx", named=read_file_name(name), headline=headline)
    return Read(printed, read(printed, CITY, seen=date(2026, 11, 28)))


def plain(text: str, **more: str) -> Read:
    return taken(*blocks_of(unwrapped(text.strip().split("\n\n"))), **more)


LETTERHEADS = {
    "all above": f"Stadt Rheinau\nPressemitteilung Nr. 12/2026\nRheinau, 3. März 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "number below": f"Neuer Radweg\n\n03.03.2026 - 12/mb\n\n{TEXT}\n\n{MORE}",
    "headline, number and text without a gap": f"Stadt Rheinau\n\nNeuer Radweg\nPM 12-26 vom 03.03.26\n\n{TEXT}\n\n{MORE}",
    "labels beside values": f"Presse\n\nNr.\n12/2026\n\nDatum:\n03.03.2026\n\nAktenzeichen:\n10.2-341/25\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "date at the end": f"Pressemitteilung 12/2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}\n\nRheinau, den 3.3.2026",
    "date below the contact": f"Nr. 12/2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}\n\nKontakt: Jutta Reimers, Tel. 01234 5\n\nRheinau, 3. März 2026",
    "address in between": f"Stadt Rheinau – Der Bürgermeister\nMarkt 1, 12345 Rheinau\nPressemitteilung 12 vom 3. März 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "below who publishes it": f"Neuer Radweg\n\nGemeinsame Meldung von Polizei und Stadt Rheinau\nNr. 12/2026\n3. März 2026\n\n{TEXT}\n\n{MORE}",
    "like a number of a page": f"Stadt Rheinau\nPressestelle\n\nRheinau, den 3.3.2026\n\n– 12 –\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "number before the headline": f"PM 12/26: Neuer Radweg\n\nRheinau, 3. März 2026 – {TEXT}\n\n{MORE}",
    "number behind a dash": f"Neuer Radweg – PM 12/26 (ts)\n\nRheinau, 3. März 2026\n\n{TEXT}\n\n{MORE}",
    "a table of facts below the text": f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nMedieninfo\n12/2026\n\nDatum\n3. März 2026\n\nAuskunft\nTobias Seidl\n\nTelefon\n01234 56-78",
    "a word above the headline": f"Pressemitteilung 12/2026\n3. März 2026\n\nVerkehr\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "a slogan above the letterhead": f"Neues aus dem Rathaus\n\nStadt Rheinau\nPressemitteilung 12/2026\n3. März 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
    "number behind the headline": f"Neuer Radweg [Nr. 12/2026]\n\n(03.03.2026) {TEXT}\n\n{MORE}",
    "asked and requested": f"Sehr geehrte Damen und Herren,\n\nwir bitten um Veröffentlichung der folgenden Pressemitteilung.\n\nNr. 12/2026\n3. März 2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}",
}  # fmt: skip


@pytest.mark.parametrize("layout", LETTERHEADS)
def test_number_date_and_headline_are_found_wherever_they_stand(layout: str) -> None:
    found = plain(LETTERHEADS[layout])
    assert found.printed.release.title == "Neuer Radweg"
    assert found.number == (12, 2026)
    assert found.reading.published == date(2026, 3, 3)
    assert TEXT in f"{found.printed.release.lead}\n{found.printed.release.body}"


CONTACTS = {
    "a block": "Pressekontakt:\nStadt Rheinau, Pressestelle\nJutta Reimers, Pressesprecherin\nTelefon 01234 56-78",
    "a sentence": "Rückfragen beantwortet Jutta Reimers, Telefon 01234 56-78.",
    "one line": "Verantwortlich: Jutta Reimers, 01234 56-78",
    "a heading": "Ansprechpartnerin für die Medien\nJutta Reimers\nTel.: 01234 56-78",
    "a signature": "Mit freundlichen Grüßen\n\nJutta Reimers\nStellv. Pressesprecherin\nTelefon: 01234 56-78",
    "below two dashes": "-- \nJutta Reimers\nPressestelle\nTel. 01234 56-78",
    "a block without a word for it": "Jutta Reimers\nPressesprecherin\nStadt Rheinau\nMarkt 1\nTelefon 01234 56-78",
    "a table": "Herausgeber\nStadt Rheinau, Markt 1, 12345 Rheinau\n\nPressesprecherin\nJutta Reimers\n\nTelefon\n01234 56-78",
}


@pytest.mark.parametrize("kind", CONTACTS)
def test_whom_to_ask_is_found_however_it_is_introduced(kind: str) -> None:
    found = plain(f"Neuer Radweg\n\n3. März 2026\n\n{TEXT}\n\n{MORE} (mb)\n\n{CONTACTS[kind]}")
    contact = found.reading.contact
    assert contact is not None
    assert (contact.name, contact.phone) == ("Jutta Reimers", "01234 56-78")
    assert "Reimers" not in found.printed.release.body
    assert found.reading.sign == "mb"


def test_text_below_the_contact_is_text_again() -> None:
    short = "Hintergrund\n\nDie Nachtbusse gibt es seit 1998. Bislang fuhren sie stündlich."
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nKontakt: Jutta Reimers, Tel. 01234 5\n\n{short}")
    assert "Bislang fuhren sie stündlich." in found.printed.release.body
    about = "Über den Landkreis\n\nDer Landkreis zählt 118.000 Menschen in 31 Gemeinden."
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nKontakt: Jutta Reimers, Tel. 01234 5\n\n{about}")
    assert "118.000" not in found.printed.release.body
    background = "Hintergrund: " + TEXT * 3
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nKontakt: Jutta Reimers, Tel. 01234 5\n\n{background}")
    assert background in found.printed.release.body


def test_what_word_prints_around_the_text_dates_it_and_is_none_of_it() -> None:
    found = taken(
        Block(text="Stadt Rheinau", region=Region.HEADER),
        Block(text="Pressemitteilung Nr. 12/2026", region=Region.HEADER),
        Block(text="3. März 2026", region=Region.HEADER),
        Block(text="Sperrfrist: 5. März 2026, 10 Uhr", region=Region.BOX),
        Block(text="Stadtwerke"),
        Block(text="Neuer Radweg", style=Style.HEADLINE),
        Block(text=TEXT, bold=True),
        Block(text=MORE),
        Block(text="Anna Berger am Radweg (Foto: Uli Maier)", style=Style.CAPTION),
        Block(text="Kontakt: Jutta Reimers, Tel. 01234 56-78", region=Region.MARGIN),
        Block(text="Markt 1 · 12345 Rheinau · Tel. 01234 56-0", region=Region.FOOTER),
    )
    assert (found.number, found.reading.published) == ((12, 2026), date(2026, 3, 3))
    assert found.printed.release.title == "Neuer Radweg"
    assert found.printed.release.lead == f"Stadtwerke\n\n{TEXT}"
    assert found.printed.release.body == MORE
    assert found.reading.contact is not None
    assert found.reading.contact.phone == "01234 56-78"
    assert found.reading.embargo == datetime.fromisoformat("2026-03-05T10:00:00+01:00")
    assert [(image.caption, image.credit) for image in found.printed.release.images] == [
        ("Anna Berger am Radweg", "Foto: Uli Maier")
    ]


def test_the_largest_type_is_the_headline() -> None:
    found = taken(
        Block(text="Kunst", size=10),
        Block(text="Neuer Radweg\nam Bahnhof", size=18, bold=True),
        Block(text=TEXT, size=10),
        Block(text=MORE, size=10),
    )
    assert found.printed.release.title == "Neuer Radweg am Bahnhof"


def test_a_headline_of_two_wrapped_lines_is_one_and_no_embargo() -> None:
    line = "Stadt und Land vereinbaren den Bau eines Radwegs"
    found = plain(f"{line}\nzwischen Rheinau und dem Bahnhof im Norden\n\n{TEXT}\n\n{MORE}")
    assert found.printed.release.title == f"{line} zwischen Rheinau und dem Bahnhof im Norden"
    held = plain(f"{line}\n+++ Sperrfrist: 3. Mai 2026, 11:00 Uhr +++\n\n{TEXT}\n\n{MORE}")
    assert held.printed.release.title == line
    assert held.reading.embargo is not None


def test_a_line_of_the_facts_in_a_narrow_column_is_none_of_the_text() -> None:
    found = taken(
        Block(text="Neuer Radweg", size=18),
        Block(text="Nummer Nr. 12/2026\vDatum 3. März 2026\vKontakt Jan Brandl\vFon 01234 56-78", size=8),
        Block(text="Die Stadt baut einen Radweg im\vNorden, der bis zum Bahnhof führt.", size=10),
        Block(text=MORE, size=10),
    )
    assert (found.number, found.reading.published) == ((12, 2026), date(2026, 3, 3))
    assert found.printed.release.lead == "Die Stadt baut einen Radweg im Norden, der bis zum Bahnhof führt."
    assert found.reading.contact is not None
    assert found.reading.contact.phone == "01234 56-78"


def test_a_headline_of_several_lines_in_large_type_is_one() -> None:
    found = taken(
        Block(text="Wehrstetten wird", size=18),
        Block(text="Gastgeberin der", size=18),
        Block(text="Gartenschau", size=18),
        Block(text=TEXT, size=10),
        Block(text="Das Bild von 1992.", size=8),
        Block(text=MORE, size=10),
    )
    assert found.printed.release.title == "Wehrstetten wird Gastgeberin der Gartenschau"
    assert [image.caption for image in found.printed.release.images] == ["Das Bild von 1992."]


def test_who_only_signed_a_mail_is_nobody_to_ask() -> None:
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{MORE}\n\nMit freundlichen Grüßen\n\nMirko Baumann")
    assert found.reading.contact is None


def test_what_stands_in_the_files_name_alone_is_said_to() -> None:
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{MORE}", name="2026-03-11_PM_014_mb.docx")
    assert found.number == (14, 2026)
    assert found.reading.number_from is NumberFrom.FILE_NAME
    assert (found.reading.published, found.reading.published_from) == (
        date(2026, 3, 11),
        PublishedFrom.FILE_NAME,
    )
    assert found.reading.sign == "mb"


@pytest.mark.parametrize(
    ("name", "number", "sign"),
    [
        ("PM_2024-012_kl.docx", (12, 2024), "kl"),
        ("PM_033-2026_Osterfeuer.txt", (33, 2026), None),
        ("Pressemitteilung Nr. 45.pdf", (45, None), None),
        ("Haushalt 2026.docx", None, None),
        ("450.txt", None, None),
        ("Scan_2026-03-11.pdf", None, None),
    ],
)
def test_a_files_name_holds_a_number_where_it_says_so(name: str, number: object, sign: str | None) -> None:
    found = read_file_name(name)
    assert ((found.number.running, found.number.year) if found.number else None) == number
    assert found.sign == sign


def test_two_releases_in_one_file_are_told() -> None:
    one = f"Pressemitteilung Nr. 12/2026\n\nNeuer Radweg\n\n{TEXT}\n\n{MORE}"
    other = f"Pressemitteilung Nr. 13/2026\n\nAlte Brücke\n\n{TEXT}\n\n{MORE}"
    with pytest.raises(SeveralReleases, match="12, 13"):
        plain(f"{one}\n\n{other}")
    correction = (
        f"Pressemitteilung Nr. 14/2026\n\nKorrektur zu Pressemitteilung Nr. 12/2026\n\n{TEXT}\n\n{MORE}"
    )
    assert plain(correction).number == (14, 2026)


@pytest.mark.parametrize(
    "text",
    [
        "Titel",
        "Pressemitteilung\n\nRheinau, 3. März 2026",
        "Neuer Radweg\n\nKontakt: Anna Berger, Tel. 01234 5",
    ],
)
def test_what_lacks_a_text_is_told_in_words_of_a_file(text: str) -> None:
    with pytest.raises(FieldMissing) as told:
        plain(text, name="x.txt")
    assert "Layout" not in str(told.value)
    assert "x.txt" in str(told.value)


def test_a_table_that_begins_with_a_date_is_no_date_of_publication() -> None:
    rows = "Montag, 4. Mai 2026\nRathaus\n\nDienstag, 5. Mai 2026\nBahnhof"
    found = plain(f"Neuer Radweg\n\n{TEXT}\n\n{rows}\n\n{MORE}")
    assert found.reading.published is None


def test_a_file_of_more_lines_than_any_release_has_is_told() -> None:
    with pytest.raises(TextTooLong):
        plain("\n".join(f"{number}/2026" for number in range(6_000)))
