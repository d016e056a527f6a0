"""Number, date, embargo, contact, captions, places: what stands around the text of a release."""

from datetime import date, datetime

import pytest

from archive.model import Caption, Contact, Image, Release
from archive.origins import PublishedFrom
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read
from ingest.reading.images import read_captions
from ingest.reading.number import read_number
from ingest.reading.places import read_places
from ingest.reading.published import dateline, span_in_url
from language.german.dates import Period

CITY = unknown_city()


def release(body: str = "Der Text.", **more: object) -> Release:
    return Release(**({"city": "a", "url": None, "title": "Titel", "body": body} | more))  # type: ignore[arg-type]


class TestNumber:
    @pytest.mark.parametrize(
        ("text", "running", "sign", "year"),
        [
            ("180601 - 548", 548, None, 2018),
            ("Nr. 1378", 1378, None, None),
            ("Nr. 0815", 815, None, None),
            ("006", 6, None, None),
            ("Ausgabe 061", 61, None, None),
            ("Pressemitteilung Nr. 2021-012 vom 01.07.2021", 12, None, 2021),
            ("15.08.2017 - 450/pe", 450, "pe", None),
            ("PM 450", 450, None, None),
        ],
    )
    def test_every_publisher_prints_it_otherwise(
        self, text: str, running: int, sign: str | None, year: int | None
    ) -> None:
        number = read_number(text)
        assert number is not None
        assert (number.running, number.sign, number.year) == (running, sign, year)

    def test_a_sign_without_a_number(self) -> None:
        reading = read(ExtractedPage(release=release("Der Text. (ekö)"), number_text="", date_texts=()), CITY)
        assert (reading.number, reading.sign) == (None, "ekö")


class TestPublished:
    @pytest.mark.parametrize(
        ("meta", "otherwise"),
        [("2024-05-06", date(2024, 5, 6)), ("2024-05-03", None), ("2024-05-02T22:30:00Z", None), ("", None)],
    )
    def test_what_is_printed_goes_before_what_machines_are_told_and_both_are_kept(
        self, meta: str, otherwise: date | None
    ) -> None:
        dated = ((PublishedFrom.PAGE, "3. Mai 2024"), (PublishedFrom.META, meta))
        reading = read(ExtractedPage(release=release(), number_text="", date_texts=dated), CITY)
        assert (reading.published, reading.published_from) == (date(2024, 5, 3), PublishedFrom.PAGE)
        assert reading.published_otherwise == otherwise

    def test_the_address_tells_a_span_and_says_so(self) -> None:
        url = "https://x.example/pressemitteilungen/2017/517.html"
        reading = read(ExtractedPage(release=release(url=url), number_text="PRESSEMITTEILUNG 517"), CITY)
        assert reading.published is None
        assert reading.published_from is PublishedFrom.URL
        assert reading.published_span == Period(
            start=date(2017, 1, 1), end=date(2017, 12, 31), printed="2017"
        )
        assert reading.number is not None
        assert reading.number.year == 2017

    def test_days_and_months_in_addresses(self) -> None:
        assert span_in_url("https://x.example/2017/08/15/titel") == Period(
            start=date(2017, 8, 15), end=date(2017, 8, 15), printed="2017/08/15"
        )
        assert span_in_url("https://x.example/2017/08/titel") == Period(
            start=date(2017, 8, 1), end=date(2017, 8, 31), printed="2017/08"
        )
        assert span_in_url("https://x.example/artikel/20170815") is None

    def test_a_dateline_dates_and_an_event_does_not(self) -> None:
        assert dateline(release("Rheinau, 12. März 2019 – Der Rat tagt.")) == "12. März 2019"
        assert dateline(release("Am 12. März 2019 tagt der Rat.")) == ""
        assert dateline(release("Stadthalle, 12. März 2019: Der Chor singt.")) == ""
        assert dateline(release("Unna, 12. März 2019 – Der Rat tagt."), "Stadt Rheinau") == ""
        reading = read(ExtractedPage(release=release("Am 12. März 2019 tagt der Rat.")), CITY)
        assert (reading.published, reading.published_from) == (None, PublishedFrom.NONE)
        assert [one.start for one in reading.mentioned] == [date(2019, 3, 12)]


def test_placeholders_of_systems_are_no_dates() -> None:
    for placeholder in ("0001-01-01T00:00:00", "9999-12-31"):
        printed = ExtractedPage(
            release=release("Gestern und letzte Woche war es so."),
            date_texts=((PublishedFrom.META, placeholder),),
        )
        assert read(printed, CITY).published is None


class TestEmbargo:
    @pytest.mark.parametrize(
        ("text", "until"),
        [
            ("Sperrfrist: Samstag, 12. Mai 2018, 10 Uhr", "2018-05-12T10:00:00+02:00"),
            ("Sperrfrist bis 12.01.2018, 18.30 Uhr", "2018-01-12T18:30:00+01:00"),
            ("SPERRFRIST: 12. Mai 2018, 24 Uhr", "2018-05-13T00:00:00+02:00"),
            ("Sperrfrist bis Freitag, 18 Uhr", "2018-05-04T18:00:00+02:00"),
            ("Sperrfrist: 12. Mai 2018. Die Feier beginnt um 19 Uhr.", "2018-05-12T00:00:00+02:00"),
            ("Bitte nicht vor dem 12. Mai 2018 veröffentlichen.", "2018-05-12T00:00:00+02:00"),
        ],
    )
    def test_it_is_read_with_its_hour(self, text: str, until: str) -> None:
        reading = read(
            ExtractedPage(release=release(f"{text}\n\nDer Text.")), CITY, given_date=date(2018, 5, 1)
        )
        assert reading.embargo == datetime.fromisoformat(until)

    @pytest.mark.parametrize(
        "body",
        [
            "Der Rat sprach über die Sperrfrist im Baurecht, die seit dem 12. Mai 2018 gilt.",
            "Die Brücke ist gesperrt bis 30. Mai 2018.",
            "Die Sperrfrist für Gülle endet am 12. Mai 2018.",
            "Das Gutachten wird nicht vor dem 12. Mai 2018 veröffentlicht.",
            "Sperrfrist: 12. Mai 2031",  # no embargo is so long
        ],
    )
    def test_a_text_about_something_else_has_none(self, body: str) -> None:
        assert read(ExtractedPage(release=release(body)), CITY, given_date=date(2018, 5, 1)).embargo is None

    @pytest.mark.parametrize("said", ["12. Mai, 10 Uhr", "Samstag, 10 Uhr"])
    def test_without_a_date_it_counts_from_the_day_the_release_came_in(self, said: str) -> None:
        printed = ExtractedPage(release=release(f"Sperrfrist: {said}\n\nDer Text."))
        assert read(printed, CITY).embargo is None
        reading = read(printed, CITY, seen=date(2018, 5, 7))
        assert reading.published is None
        assert reading.embargo == datetime.fromisoformat("2018-05-12T10:00:00+02:00")


def test_the_contact_block() -> None:
    block = (
        "Kontakt\n\nStadt Rosenau, Pressestelle\nJana Korte\nTelefon: 0212 123-456\nFax: 0212 123-499\n"
        "presse@rosenau.example"
    )
    reading = read(ExtractedPage(release=release(contact_text=block)), CITY)
    assert reading.contact == Contact(
        name="Jana Korte",
        office="Stadt Rosenau, Pressestelle".partition(", ")[2],
        phone="0212 123-456",
        mail="presse@rosenau.example",
        fax="0212 123-499",
    )


def test_captions_and_credits_are_tied_to_their_pictures() -> None:
    body = "Es war voll.\n\nDas Bad am Morgen (Foto: Meike Lohr)"
    images = (Image(url="https://x.example/1.jpg", caption="Das Tor", credit="Foto: Stadt / Uli Preuss"),)
    assert read_captions(release(body, images=images)) == (
        Caption(text="Das Bad am Morgen", credit="Meike Lohr"),
        Caption(text="Das Tor", credit="Stadt / Uli Preuss", image_url="https://x.example/1.jpg"),
    )


def test_streets_and_districts() -> None:
    text = "An der Friedrichstraße 46, im Stadtteil Ohligs und Am Markt 3; kein Arbeitsplatz, kein Staatssekretäring."
    assert read_places(text) == ("Friedrichstraße 46", "Ohligs", "Am Markt 3")


def test_what_a_feed_files_a_release_under_counts_where_the_page_names_nothing() -> None:
    plain = ExtractedPage(release=release("Der Text."))
    assert read(plain, CITY, feed_categories=("Verkehr",)).categories == ("Verkehr",)
    filed = ExtractedPage(release=release("Der Text."), categories=("Kultur",))
    assert read(filed, CITY, feed_categories=("Verkehr",)).categories == ("Kultur",)


def test_a_publishers_category_counts_as_a_topic() -> None:
    printed = ExtractedPage(release=release("Der Text."), categories=("Verkehr & Mobilität",))
    assert [topic.key for topic in read(printed, CITY).topics] == ["transport"]
