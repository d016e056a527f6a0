"""Pages in, releases out; the expected release stands beside each page as JSON and is reviewed by people."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from archive.model import Release, Source
from archive.origins import PublishedFrom
from ingest.city import Cities
from ingest.errors import FieldMissing, PageTooComplex, ReadError
from ingest.families import families
from ingest.layout import ExtractedPage, Layout, read_page
from ingest.page import DEEPEST, MOST_ELEMENTS, paragraphs_of, parse, text_of
from ingest.reading import read
from pressearchiv.demo.markups import markups
from tests.waiting import coming_to_an_end

PAGES = Path(__file__).parent / "pages"
_printed = TypeAdapter(ExtractedPage)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.html")), ids=lambda page: page.name)
def test_golden(page: Path) -> None:
    """Each page is named for its family, and by what is special about it: `gsb.related.html`."""
    printed = read_page(
        parse(page.read_bytes()),
        families()[page.name.split(".")[0]].layout,
        source=Source(key="beispiel", name="Beispielstadt"),
        url="https://www.stadt.example/presse/1",
        place=page.name,
    )
    found = _printed.dump_python(printed, mode="json")
    golden = page.with_suffix(".json")
    if not golden.exists():
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        pytest.fail(f"{golden.name} was written; please review it and run again")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


def test_every_family_has_a_golden_page() -> None:
    assert {page.name.split(".")[0] for page in PAGES.glob("*.html")} == set(markups())


def test_number_and_date_of_an_imperia_page_come_from_where_they_are_printed() -> None:
    berlin = Cities()["berlin"]
    assert berlin.layout is not None
    printed = read_page(
        parse((PAGES / "berlin.html").read_bytes()),
        berlin.layout,
        source=berlin.source,
        url=None,
        place="berlin.html",
    )
    said = read(printed, berlin)
    assert said.number is not None
    assert (said.number.running, said.number.year, said.number.sign) == (17, 2024, None)
    assert (said.published.isoformat() if said.published else None, said.published_from) == (
        "2024-05-06",
        PublishedFrom.PAGE,
    )
    assert printed.release.office == "Bezirksamt Musterbezirk"


@pytest.mark.parametrize("missing", ["title", "text"])
def test_a_page_without_headline_or_text_is_an_error_that_names_city_page_and_field(missing: str) -> None:
    html = (
        b"<main><h1>Titel</h1><p>Text</p></main>"
        if missing == ""
        else (b"<main><p>Text</p></main>" if missing == "title" else b"<main><h1>Titel</h1></main>")
    )
    layout = Layout(name="probe", title="h1", body="main", remove="h1")
    with pytest.raises(FieldMissing) as told:
        read_page(
            parse(html),
            layout,
            source=Source(key="beispiel", name="Beispielstadt"),
            url=None,
            place="https://a.example/1",
        )
    for word in (
        "Beispielstadt",
        "https://a.example/1",
        "Überschrift" if missing == "title" else "Text",
        "probe",
    ):
        assert word in str(told.value)


def test_text_is_read_as_a_reader_sees_it() -> None:
    page = parse(
        b"<div>Loser Anfang<p>Erster<br>Absatz mit <b>fett</b>em Wort</p><!-- kein Text --><script>nie()</script>"
        b"<p>Zweiter\n  Absatz<p>verschachtelt</p></p><ul><li>Punkt</li></ul>Ende</div>"
    )
    assert paragraphs_of(page.div) == [  # type: ignore[arg-type]
        "Loser Anfang", "Erster\nAbsatz mit fettem Wort", "Zweiter Absatz", "verschachtelt", "Punkt", "Ende",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Müller</p>".encode("windows-1252"), "text/html; charset=windows-1252"),
        ("<meta charset=utf-8><p>Müller</p>".encode(), "text/html"),
        ("<p>Müller</p>".encode(), "text/html; charset=utf-8"),
        ("<p>Müller</p>".encode("windows-1252"), "text/html; charset=utf-8"),
        ("<p>Müller</p>".encode("windows-1252"), "text/html"),
        ("<meta charset=utf-8><p>Müller</p>".encode("windows-1252"), "text/html; charset=utf-8"),
        ("<meta charset=iso-8859-1><p>Müller</p>".encode("windows-1252"), "text/html"),
        ("<p>Müller</p>".encode(), "text/html; charset=quatsch"),
        (b"\xef\xbb\xbf" + "<p>Müller</p>".encode(), "text/html"),
    ],
)
def test_the_charset_of_a_page_is_found(body: bytes, content_type: str) -> None:
    assert parse(body, content_type).get_text(strip=True) == "Müller"


def test_a_page_nested_without_end_is_read() -> None:
    deep = parse(b"<main>" + b"<b>" * 3_000 + b"tief" + b"</b>" * 3_000 + b"</main>")
    assert deep.main is not None
    assert paragraphs_of(deep.main) == ["tief"]


@pytest.mark.parametrize(
    "text", ["<p>x</p>" * 20_000, f"<p>{'a' * 1_000_000}</p>", "<p>Der Rat tagt. </p>" * 20_000]
)
def test_a_page_without_end_is_no_release(text: str) -> None:
    page = parse(f"<title>T</title><h1>T</h1>{text}".encode())
    with coming_to_an_end(), pytest.raises(ReadError):
        read_page(page, families()["generic"].layout, source=Source(key="a", name="A"), url=None, place="p")


def test_a_page_of_more_elements_than_any_page_has_is_told_and_not_read() -> None:
    page = parse(b"<title>T</title><h1>T</h1>" + b"<p>Satz.</p>" * (MOST_ELEMENTS + 1))
    with pytest.raises(PageTooComplex):
        read_page(page, families()["generic"].layout, source=Source(key="a", name="A"), url=None, place="p")


@pytest.mark.parametrize("opened", [b"<div>", b"<div>a", b"<ul><li>x"])
def test_a_page_is_nested_no_deeper_than_any_browser_goes(opened: bytes) -> None:
    page = parse(opened * 20_000)
    assert max(len(list(element.parents)) for element in page.find_all(True)) <= DEEPEST
    assert text_of(page).count("a") == (20_000 if opened.endswith(b"a") else 0)


def test_what_stands_behind_a_deep_nest_stands_where_it_stood() -> None:
    page = parse(
        b"<main>" + b"<div>" * 5_000 + b"<b>tief</b>" + b"</div>" * 5_000 + b"</main><p id=x>Text</p>"
    )
    behind = page.select_one("#x")
    assert behind
    assert behind.parent
    assert behind.parent.name == "body"
    assert "tief" in text_of(page)


def test_a_hostile_page_ends_in_an_error_not_in_a_crash() -> None:
    layout = Layout(name="probe", title="h1", body="main")
    deep = b"<main>" + b"<div>" * 50_000 + b"x"
    with pytest.raises(FieldMissing):
        read_page(parse(deep), layout, source=Source(key="a", name="A"), url=None, place="p")


def test_a_release_counts_places_over_all_its_parts() -> None:
    release = Release(city="a", url=None, title="T", lead="L", body="B1\n\nB2", contact_text="K")
    assert release.text == "T\n\nL\n\nB1\n\nB2\n\nK"


def test_what_a_page_says_of_itself_is_no_part_of_the_release() -> None:
    page = "<h1>Titel</h1><div class='b'><p>Der Text.</p><p>Stand: 28.11.2026, 14:02 Uhr</p><p>Aufrufe: 124</p><p>Mehr.</p></div>"
    printed = read_page(
        parse(page.encode()),
        Layout(name="x", title="h1", body=".b"),
        source=Source(key="beispiel", name="Beispielstadt"),
        url=None,
        place="x",
    )
    assert printed.release.body == "Der Text.\n\nMehr."


def test_a_headline_that_nobody_sees_parts_no_text() -> None:
    page = parse(
        b"<body><p>Der <nav><h1>Radweg fertig</h1></nav><p>Das sagte die Stadt am Montag ausf\xc3\xbchrlich.</p></body>"
    )
    with coming_to_an_end(), suppress(ReadError):
        read_page(page, families()["generic"].layout, source=Source(key="a", name="A"), url=None, place="p")


def test_elements_that_say_the_same_are_not_compared_word_for_word() -> None:
    text = (
        "<div>" * 250
        + "<p>Der Rat der Stadt tagt am Montag im Rathaus am Markt.</p>" * 40
        + "<h1>Rat tagt</h1>"
    )
    with coming_to_an_end(), suppress(ReadError):
        read_page(
            parse(text.encode()),
            families()["generic"].layout,
            source=Source(key="a", name="A"),
            url=None,
            place="p",
        )
