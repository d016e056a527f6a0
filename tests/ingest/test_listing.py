import gzip
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.model import Capture
from ingest.errors import EntriesWithoutPages, IngestError, ListUnreadable, NoLinks
from ingest.families import families
from ingest.listing.api import read_api
from ingest.listing.feed import read_feed
from ingest.listing.html_list import HtmlList, read_list
from ingest.listing.model import Get
from ingest.listing.sitemap import read_sitemap
from ingest.listing.walk import Listing, lists_of, walk

MARKUP = families()["typo3-news"].html_list
BASE = "https://a.example"


def page(*slugs: str, following: str = "") -> str:
    items = "".join(f'<div class="article"><a href="/presse/{slug}">{slug}</a></div>' for slug in slugs)
    more = f'<li class="next"><a href="{following}">Weiter</a></li>' if following else ""
    return f'<div class="news-list-view">{items}</div>{more}'


def served(pages: dict[str, str], asked: list[str] | None = None) -> Get:
    def get(url: str) -> Capture:
        if asked is not None:
            asked.append(url)
        return capture(pages[url.removeprefix(BASE)], url)

    return get


def capture(text: str, url: str = f"{BASE}/feed") -> Capture:
    return Capture(
        url=url,
        final_url=url,
        fetched_at=datetime.now(UTC),
        status=200,
        content_type="text/html",
        body=text.encode(),
    )


def links(pages: dict[str, str], asked: list[str] | None = None) -> list[str]:
    listing = Listing(html_url=f"{BASE}/presse", html_list=MARKUP)
    (one,) = lists_of(listing)
    found = walk(one, "A", served(pages, asked), told=list[IngestError]().append)
    return [link.url.rpartition("/")[2] for part in found for link in part.links]


def test_a_list_is_walked_to_its_end_and_each_release_is_named_once() -> None:
    pages = {"/presse": page("c", "b", following="/presse?p=2"), "/presse?p=2": page("b", "a")}
    assert links(pages) == ["c", "b", "a"]


def test_a_list_that_leads_in_circles_ends() -> None:
    asked: list[str] = []
    pages = {"/presse": page("a", following="/presse?p=2"), "/presse?p=2": page("b", following="/presse")}
    assert links(pages, asked) == ["a", "b"]
    assert len(asked) == 2


def test_endless_paging_over_the_same_releases_ends() -> None:
    asked: list[str] = []
    endless = {f"/presse?p={n}": page("a", following=f"/presse?p={n + 1}") for n in range(2, 99)}
    assert links({"/presse": page("a", following="/presse?p=2"), **endless}, asked) == ["a"]
    assert len(asked) == 2


def test_a_list_without_a_release_is_an_error_with_city_and_address() -> None:
    with pytest.raises(NoLinks, match=r"A: .*https://a\.example/presse"):
        links({"/presse": "<h1>Wartungsarbeiten</h1>"})


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>Erste</title><link>/presse/1</link><pubDate>Tue, 31 Dec 2024 23:30:00 GMT</pubDate></item>
<item><title>Zweite</title><link>https://a.example/presse/2?utm_source=rss</link></item></channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry>
<title>Dritte</title><id>https://a.example/presse/3</id><link href="https://a.example/presse/3"/>
<updated>2024-03-28T16:21:14Z</updated></entry></feed>"""


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            '<h4><a class="accordion-toggle" data-toggle="collapse" href="#collapse-{n}">Neues aus dem Rat {n}</a></h4>',
            True,
        ),
        (
            '<h3><button data-bs-toggle="collapse" data-bs-target="#c{n}">Sitzung am Montag {n}</button></h3>',
            True,
        ),
        ("<details><summary>Straßensperrung in der Weidenstraße {n}</summary><p>Text.</p></details>", True),
        ('<button aria-expanded="false" aria-controls="p{n}">Wochenmarkt zieht um {n}</button>', True),
        ('<button data-toggle="collapse" data-target="#menu">Menü</button>', False),
        (
            '<nav><button aria-expanded="false" aria-controls="m{n}">Leben in der Stadt {n}</button></nav>',
            False,
        ),
        ("<p>Zurzeit gibt es keine Meldungen.</p>", False),
    ],
)
def test_entries_that_unfold_in_place_are_told_as_what_they_are(entry: str, told: bool) -> None:
    page = "".join(entry.format(n=number) for number in range(9))
    with pytest.raises(NoLinks) as caught:
        links({"/presse": f"<main>{page}</main>"})
    assert isinstance(caught.value, EntriesWithoutPages) is told
    assert ("9 Einträge" in caught.value.text()) is told


def test_feeds_give_addresses_titles_and_german_days() -> None:
    first, second = read_feed(capture(RSS)).links
    assert (first.url, first.title, first.published) == (
        "https://a.example/presse/1",
        "Erste",
        date(2025, 1, 1),
    )
    assert (second.url, second.published) == ("https://a.example/presse/2", None)
    (third,) = read_feed(capture(ATOM)).links
    assert (third.url, third.published) == ("https://a.example/presse/3", date(2024, 3, 28))


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("05.05.2026: Sitzung der Stadtverordneten", "Sitzung der Stadtverordneten"),
        ("5. Mai 2026 - Sitzung", "Sitzung"),
        ("24.12.2026 bis 06.01.2027: Rathaus geschlossen", "24.12.2026 bis 06.01.2027: Rathaus geschlossen"),
        ("5. Mai 2026 ist Stichtag der Zählung", "5. Mai 2026 ist Stichtag der Zählung"),
        ("Haushalt 2026 beschlossen", "Haushalt 2026 beschlossen"),
    ],
)
def test_a_day_before_the_title_of_an_entry_is_no_part_of_it_and_dates_nothing(
    printed: str, title: str
) -> None:
    entry = f"<item><title>{printed}</title><link>https://a.example/news/1/7/nachrichten/x.html</link>"
    for stated, day in (
        ("", None),
        ("<pubDate>Wed, 29 Apr 2026 08:00:00 +0200</pubDate>", date(2026, 4, 29)),
    ):
        text = f"<rss version='2.0'><channel><title>Ort</title>{entry}{stated}</item></channel></rss>"
        (link,) = read_feed(capture(text)).links
        assert (link.title, link.published) == (title, day)


def test_a_reference_to_no_character_spoils_no_feed() -> None:
    for reference in ("&#x110000;", "&#1114112;", "&#xD800;", f"&#{'9' * 60};"):
        first, second = read_feed(capture(RSS.replace("Erste", f"Er{reference}ste"))).links
        assert first.title.startswith("Er")
        assert first.title.endswith("ste")
        assert second.title == "Zweite"


def test_half_a_character_in_a_sitemap_is_told() -> None:
    body = "<urlset><url><loc>https://&#xD800;stadt.example/1</loc></url></urlset>"
    with pytest.raises(ListUnreadable, match="utf-8"):
        read_sitemap(capture(body))


def test_links_are_relative_to_what_the_page_says() -> None:
    html = """<base href="/portal/"><div class="i"><a href="presse/1">Eins</a></div><div class="i">
    <a href="?id=2">Zwei</a></div><a rel="next" href="presse?seite=2">weiter</a>"""
    page = read_list(capture(html), HtmlList(item=".i"))
    assert [link.url for link in page.links] == [
        "https://a.example/portal/presse/1",
        "https://a.example/portal/?id=2",
    ]
    assert page.following == ("https://a.example/portal/presse?seite=2",)


@pytest.mark.parametrize("base", ["", "http://[", "javascript:alert(1)", "data:x"])
def test_a_base_that_is_no_address_is_none(base: str) -> None:
    html = f'<base href="{base}"><div class="i"><a href="/presse/1">Eins</a></div>'
    assert [link.url for link in read_list(capture(html), HtmlList(item=".i")).links] == [
        "https://a.example/presse/1"
    ]


def test_a_feed_tells_what_its_entries_are_filed_under() -> None:
    filed = "<category>Kultur &amp; Sport</category><category>Rathaus</category><category>Rathaus</category></item>"
    first, second = read_feed(capture(RSS.replace("</item>", filed, 1))).links
    assert (first.categories, second.categories) == (("Kultur & Sport", "Rathaus"), ())
    (third,) = read_feed(capture(ATOM.replace("<updated>", '<category term="Verkehr"/><updated>'))).links
    assert third.categories == ("Verkehr",)


@pytest.mark.parametrize(
    "text", ["", "<html><h1>Bitte warten</h1></html>", '<rss version="2.0"><channel></channel></rss>']
)
def test_a_feed_without_entries_is_an_error(text: str) -> None:
    (one,) = lists_of(Listing(feed_url=f"{BASE}/feed"))
    with pytest.raises(NoLinks, match=r"A: .*https://a\.example/feed"):
        list(walk(one, "A", served({"/feed": text}), told=list[IngestError]().append))


def test_an_address_that_is_none_costs_no_other_one() -> None:
    bad = "".join(
        f'<div class="article"><a href="{url}">x</a></div>' for url in ("http://[", "//", "javascript:1")
    )
    assert links({"/presse": f'<div class="news-list-view">{bad}</div>' + page("a")}) == ["a"]
    items = "".join(f"<item><title>x</title><link>{url}</link></item>" for url in ("http://[", "/m/1"))
    found = read_feed(capture(f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'))
    assert [link.url for link in found.links] == [f"{BASE}/m/1"]


class TestFeed:
    def test_a_guid_stands_in_where_the_link_is_of_no_use(self) -> None:
        items = "".join(
            f"<item><title>{n}</title><link>https://a.example/liste</link><guid>https://a.example/m/{n}</guid></item>"
            for n in (1, 2)
        )
        found = read_feed(capture(f'<rss version="2.0"><channel><title>x</title>{items}</channel></rss>'))
        assert [link.url for link in found.links] == ["https://a.example/m/1", "https://a.example/m/2"]

    @pytest.mark.parametrize(
        "text",
        [
            '<rss version="0.91"><channel><item><title>t</title><link>/m/1</link></item></channel></rss>',
            (
                '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
                '<item rdf:about="/m/1"><title>t</title><link>/m/1</link></item></rdf:RDF>'
            ),
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><link href="/m/1"/></entry></feed>',
        ],
    )
    def test_every_dialect_of_rss_and_atom(self, text: str) -> None:
        assert [link.url for link in read_feed(capture(text)).links] == [f"{BASE}/m/1"]

    def test_the_full_text_of_an_entry_is_kept(self) -> None:
        text = (
            '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>t</title><link href="/m/1"/>'
            '<content type="html">&lt;p&gt;Eins.&lt;/p&gt;</content></entry></feed>'
        )
        assert "Eins." in read_feed(capture(text)).links[0].html

    @pytest.mark.parametrize(
        "text", ["", "\x00\x01", "<rss>", "<a>" * 5_000, "<!DOCTYPE x [<!ENTITY a 'aa'>]><rss>&a;</rss>"]
    )
    def test_nonsense_is_an_empty_feed(self, text: str) -> None:
        assert read_feed(capture(text)).links == ()

    def test_what_the_parser_stumbles_over_is_told_with_its_place(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def stumbles(*_: object, **__: object) -> None:
            raise UnicodeError("surrogates not allowed")

        monkeypatch.setattr("feedparser.parse", stumbles)
        with pytest.raises(ListUnreadable, match=rf"{BASE}/feed.*surrogates"):
            read_feed(capture("<rss></rss>"))


class TestSitemap:
    def test_pages_and_sitemaps_of_an_index(self) -> None:
        found = read_sitemap(
            capture("<urlset><url><loc> /m/1 </loc></url><url><loc>/m/2</loc></url></urlset>")
        )
        assert [link.url for link in found.links] == [f"{BASE}/m/1", f"{BASE}/m/2"]
        index = read_sitemap(capture("<sitemapindex><sitemap><loc>/s1.xml</loc></sitemap></sitemapindex>"))
        assert (index.links, index.following) == ((), (f"{BASE}/s1.xml",))

    def test_a_packed_one(self) -> None:
        packed = gzip.compress(b"<urlset><url><loc>/m/1</loc></url></urlset>")
        found = read_sitemap(replace(capture(""), body=packed))
        assert [link.url for link in found.links] == [f"{BASE}/m/1"]

    def test_one_that_unpacks_without_end_is_told(self) -> None:
        bomb = gzip.compress(b"0" * 60_000_000)
        with pytest.raises(ListUnreadable, match="bytes"):
            read_sitemap(replace(capture(""), body=bomb))

    @pytest.mark.parametrize("text", ["", "kein XML", "\x1f\x8b kaputt"])
    def test_what_is_none_is_told(self, text: str) -> None:
        with pytest.raises(ListUnreadable):
            read_sitemap(replace(capture(""), body=text.encode("latin-1")))

    def test_an_entity_reads_no_file(self) -> None:
        text = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><urlset><url><loc>/&f;</loc></url></urlset>'
        assert "root" not in str(read_sitemap(capture(text)))

    def test_only_what_the_pattern_names_is_taken(self) -> None:
        (one,) = lists_of(Listing(sitemap_url=f"{BASE}/s.xml"))
        text = "<urlset><url><loc>/m/1</loc></url><url><loc>/impressum</loc></url></urlset>"
        pages = list(
            walk(one, "A", served({"/s.xml": text}), told=list[IngestError]().append, only=re.compile("/m/"))
        )
        assert [link.url for page in pages for link in page.links] == [f"{BASE}/m/1"]


class TestApi:
    def answer(self, page: int, pages: int, *slugs: str) -> Capture:
        posts = [
            {"link": f"/{slug}/", "date": "2024-05-06T09:00:00", "title": {"rendered": "A &amp; B"}}
            for slug in slugs
        ]
        url = f"{BASE}/wp-json/wp/v2/posts?per_page=100&page={page}"
        return replace(capture(json.dumps(posts), url), headers=(("X-WP-TotalPages", str(pages)),))

    def test_posts_dates_titles_and_the_next_page(self) -> None:
        found = read_api(self.answer(1, 2, "a"))
        (link,) = found.links
        assert (link.url, link.title, link.published) == (f"{BASE}/a/", "A & B", date(2024, 5, 6))
        assert found.following == (f"{BASE}/wp-json/wp/v2/posts?per_page=100&page=2",)
        assert read_api(self.answer(2, 2, "a")).following == ()

    @pytest.mark.parametrize("text", ["", "{}", '{"code": "rest_forbidden"}', "[1]", "[" * 100_000])
    def test_what_is_no_list_of_posts_is_told(self, text: str) -> None:
        with pytest.raises(ListUnreadable):
            read_api(capture(text))


class TestPaging:
    LIST = HtmlList(item="li", link="a")

    def following(self, link: str) -> tuple[str, ...]:
        html = f"<ul><li><a href='/m/1'>Meldung</a></li></ul>{link}"
        return read_list(capture(html, f"{BASE}/presse"), self.LIST).following

    @pytest.mark.parametrize(
        "link",
        [
            "<a rel=next href='?p=2'>2</a>", "<a href='?p=2'>Weiter</a>", "<a href='?p=2'>nächste Seite</a>",
            "<a href='?p=2' title='Nächste Seite'>›</a>", "<a href='?p=2' aria-label='Zur nächsten Seite'>2</a>",
            "<a href='?p=3&p=1&p=2#list'>»</a>",
        ],
    )  # fmt: skip
    def test_the_next_page_by_relation_words_or_title(self, link: str) -> None:
        assert self.following(link) == (f"{BASE}/presse?p=2",)

    def test_a_teaser_that_says_weiter_is_no_next_page(self) -> None:
        assert self.following("<a href='/m/1'>weiter</a>") == ()

    def test_repeated_filters_stay_and_are_left_as_written(self) -> None:
        assert self.following("<a rel=next href='?kat=Gr%FCn&ids=1&ids=2&page=2'>2</a>") == (
            f"{BASE}/presse?kat=Gr%FCn&ids=1&ids=2&page=2",
        )


def test_a_page_without_a_release_that_is_meant_is_not_the_last_one() -> None:
    pages = {
        "/presse": page("press-1", following="/presse?p=2"),
        "/presse?p=2": page("sport-1", following="/presse?p=3"),
        "/presse?p=3": page("press-2"),
    }
    (one,) = lists_of(Listing(html_url=f"{BASE}/presse", html_list=MARKUP))
    found = walk(one, "A", served(pages), told=list[IngestError]().append, only=re.compile("press-"))
    assert [link.url[-7:] for part in found for link in part.links] == ["press-1", "press-2"]


def test_a_bad_part_of_a_sitemap_costs_no_other_and_is_told() -> None:
    def part(n: int) -> str:
        return f"<urlset><url><loc>/m/{n}</loc></url></urlset>"

    index = "".join(f"<sitemap><loc>/s{n}.xml</loc></sitemap>" for n in (1, 2, 3))
    pages = {
        "/s.xml": f"<sitemapindex>{index}</sitemapindex>",
        "/s1.xml": part(1),
        "/s2.xml": "",
        "/s3.xml": part(3),
    }
    (one,) = lists_of(Listing(sitemap_url=f"{BASE}/s.xml"))
    problems: list[IngestError] = []
    found = [
        link.url
        for one_page in walk(one, "A", served(pages), told=problems.append)
        for link in one_page.links
    ]
    assert found == [f"{BASE}/m/1", f"{BASE}/m/3"]
    assert [problem.place for problem in problems] == [f"{BASE}/s2.xml"]


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT", "gestern"],
)
def test_a_date_that_no_calendar_has_costs_no_feed(moment: str) -> None:
    text = (
        f'<rss version="2.0"><channel><title>x</title><item><title>t</title><link>/m/1</link>'
        f"<pubDate>{moment}</pubDate></item><item><title>t</title><link>/m/2</link></item></channel></rss>"
    )
    assert [link.url for link in read_feed(capture(text)).links] == [f"{BASE}/m/1", f"{BASE}/m/2"]


def test_a_sitemap_with_names_that_xml_forbids_is_read_as_far_as_it_goes() -> None:
    body = (
        '<urlset xmlns="http:/emaps.org/site}ap/0.9"><url><loc>https://a.example/1</loc></url>'
        "<urttps://a.example/2</loc></url></urlset>"
    )
    assert [link.url for link in read_sitemap(capture(body)).links] == ["https://a.example/1"]
