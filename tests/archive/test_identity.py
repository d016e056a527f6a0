import pytest

from archive.identity import (
    absolute_address,
    canonical_address,
    content_key,
    headline_key,
    same_content,
    same_headline,
)
from archive.model import Attachment, Image, Release


@pytest.mark.parametrize(
    "url",
    [
        "https://www.stadt.example/presse/1?a=2",
        "HTTPS://WWW.Stadt.Example:443/presse/1?a=2#text",
        "https://www.stadt.example/presse/1?a=2&PHPSESSID=abc&utm_source=feed",
        "https://www.stadt.example/presse/1;jsessionid=77AF?a=2",
        " https://www.stadt.example/presse/1?a=2 ",
        "https://www.stadt.example/presse/1?fe_typo_user=ab12&a=2",
        "https://www.stadt.example/presse/1?CFID=1234&CFTOKEN=98f7&a=2",
        "https://www.stadt.example/(S(abc123def456))/presse/1?a=2",
        "https://www.stadt.example/presse/1?a=2&ASPSESSIONIDQQABCD=FFHG",
        "https://www.stadt.example/presse/1?a=2&token=9f8e7d6c5b4a39281716",
        "https://www.stadt.example/presse/1?pk_campaign=x&mtm_source=y&a=2",
    ],
)
def test_spellings_of_one_address(url: str) -> None:
    assert canonical_address(url) == "https://www.stadt.example/presse/1?a=2"


@pytest.mark.parametrize(
    "url", [None, "", "file:///tmp/a.html", "mailto:a@b.example", "https://", "http://[", "/presse"]
)
def test_what_is_no_web_address_has_no_canonical_form(url: str | None) -> None:
    assert canonical_address(url) is None


def test_paths_and_real_parameters_count() -> None:
    assert canonical_address("https://a.example/Presse") != canonical_address("https://a.example/presse")
    assert canonical_address("https://a.example/?id=1") != canonical_address("https://a.example/?id=2")
    for url in (
        "https://a.example/?cHash=0f3a",
        "https://a.example/?sid=12",
        "https://a.example/?token=12",
        "https://a.example/?object=tx,9.1",
    ):
        assert canonical_address(url) == url


def test_a_headline_edited_by_a_word_is_the_same_one_and_another_is_not() -> None:
    key = headline_key("Stadt pflanzt 60 Linden an der Ringstraße")
    assert same_headline(key, headline_key("Stadt pflanzt 80 Linden an der Ringstraße"))
    assert not same_headline(key, headline_key("Hallenbad bleibt am Montag geschlossen"))


def test_spacing_and_soft_hyphens_change_nothing_words_do() -> None:
    one = Release(city="a", url=None, title="Stadt\u00adrat tagt", body="Am  Montag.\n\nUm 17 Uhr.")
    same = Release(city="a", url="https://a.example/", title="Stadtrat tagt", body="Am Montag. Um 17 Uhr.")
    other = Release(city="a", url=None, title="Stadtrat tagt", body="Am Montag. Um 18 Uhr.")
    assert content_key(one) == content_key(same) != content_key(other)
    assert same_content(one, same)
    assert not same_content(one, other)


def test_a_changed_caption_is_a_change() -> None:
    one = Release(city="a", url=None, title="T", body="B", images=(Image(caption="Preus"),))
    other = Release(city="a", url=None, title="T", body="B", images=(Image(caption="Preuss"),))
    assert not same_content(one, other)


def test_a_session_is_no_part_of_an_address_but_an_id_is() -> None:
    session = "a1b2c3d4e5f60718293a4b5c6d7e8f90"
    for parameter in (f"sid={session}", f"session={session}", "PHPSESSID=1", "utm_source=rss"):
        assert canonical_address(f"https://a.example/m?id=7&{parameter}") == "https://a.example/m?id=7"
    for parameter in ("sid=4711", "s=haushalt", f"cHash={session}"):
        assert canonical_address(f"https://a.example/m?{parameter}") == f"https://a.example/m?{parameter}"


def test_a_document_read_for_the_first_time_is_no_change_of_its_release() -> None:
    linked = Release(city="a", url=None, title="T", attachments=(Attachment(url="/a.pdf"),))
    read, other = (
        Release(city="a", url=None, title="T", attachments=(Attachment(url="/a.pdf", text=text),))
        for text in ("12 Euro", "14 Euro")
    )
    assert same_content(linked, read)
    assert same_content(read, linked)
    assert not same_content(read, other)


def test_a_parameter_is_left_as_it_was_written() -> None:
    for url in (
        "https://a.example/m?suche=M%FCll&seite=2",  # windows-1252
        "https://a.example/m?artikel",
        "https://a.example/m?sp%3Aout=rss",
        "https://a.example/m?a=1&a=2",
    ):
        assert canonical_address(url) == url


@pytest.mark.parametrize(
    "address", ["http://[", "mailto:a@b.example", "javascript:1", "http://a.example:port/"]
)
def test_what_is_no_address_on_a_page_is_none(address: str) -> None:
    assert absolute_address("https://a.example/presse/", address) is None


def test_what_a_page_says_of_itself_changes_nothing() -> None:
    one = Release(
        city="a", url=None, title="Titel", body="Der Text.\nStand: 28.11.2026, 14:02 Uhr\n\nAufrufe: 124"
    )
    other = Release(
        city="a", url=None, title="Titel", body="Der Text.\nStand: 29.11.2026, 8:10 Uhr\n\nAufrufe: 250"
    )
    assert same_content(one, other)
    assert not same_content(one, Release(city="a", url=None, title="Titel", body="Der Text, neu."))
