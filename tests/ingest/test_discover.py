"""From one address to a city file that works, for every content system the demo town can speak."""

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from archive.model import Capture
from archive.store import Archive
from ingest.city import Cities, read_city
from ingest.crawl import crawl_city
from ingest.discover import Discovery, city_file, discover, reach_of
from ingest.errors import NoReleasesFound
from ingest.families import families
from ingest.fetch import Fetcher, Policy
from ingest.scope import Reach
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import HOUSE, DemoSite, serving
from tests.conftest import quiet

MOST = 45


def look(fetcher: Fetcher, url: str, reach: Reach) -> Discovery:
    def get(address: str) -> Capture:
        return fetcher.get(address, reach)

    return discover("neustadt", url, get)


@pytest.mark.parametrize("start", [pytest.param("front page", marks=pytest.mark.long), "list"])
@pytest.mark.parametrize("family", sorted(markups()))
def test_family_list_paging_feed_and_five_previews_are_found_and_the_file_works(
    family: str, start: str, archive: Archive, fetcher: Fetcher, tmp_path: Path
) -> None:
    site = DemoSite(most=MOST, family=family)
    markup = site.markup
    with serving(site) as base:
        address = base + ("/" if start == "front page" else markup.list_address(1))
        found = look(fetcher, address, reach_of(base, loopback=True))
        assert found.family.key == family
        assert found.name == "Stadt Tellbrück"
        assert found.list_url == base + markup.list_address(1)
        assert found.pages
        assert (found.feed_url or "") == (base + markup.feed_address if markup.feed_address else "")
        assert bool(found.api_url) == (family == "wordpress")
        assert found.sitemap_url == f"{base}/sitemap.xml" or not found.only
        assert len(found.previews) == 5
        for preview, written in zip(found.previews, site.releases, strict=False):
            assert preview.error is None
            assert preview.printed is not None
            assert preview.printed.release.title.replace("\u00ad", "") == written.title
            assert preview.printed.release.body == "\n\n".join(written.paragraphs)
            assert preview.reading is not None
            assert preview.reading.number is not None
            assert preview.reading.number.running == written.running
        file = tmp_path / "data" / "cities" / "neustadt.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(city_file(found, fictional=True), encoding="utf-8")
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 30
        city = Cities(tmp_path / "data")["neustadt"]
        assert not city.confirmed
        run = crawl_city(city, archive, fetcher, progress=quiet)
        assert (run.added, run.failed) == (MOST, 0), run.problems


def test_a_site_with_nothing_but_a_sitemap(archive: Archive, tmp_path: Path) -> None:
    site, markup = DemoSite(most=8), markups()[HOUSE]

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path == "/sitemap.xml":
            pages = "".join(
                f"<url><loc>http://stadt.example{markup.address(release)}</loc></url>"
                for release in site.releases
            )
            others = "<url><loc>http://stadt.example/impressum</loc></url>"
            return httpx.Response(200, text=f"<urlset>{others}{pages}</urlset>")
        one = next((release for release in site.releases if path == markup.address(release)), None)
        if one:
            return httpx.Response(200, text=markup.release_page(one))
        return httpx.Response(200 if path == "/" else 404, text="<title>Stadt</title><h1>Willkommen</h1>")

    with Fetcher(Policy(contact="x@y.example", delay=0), transport=httpx.MockTransport(answer)) as fetcher:
        found = look(fetcher, "http://stadt.example/", reach_of("http://stadt.example/"))
        assert found.list_url is found.feed_url is None
        assert found.sitemap_url == "http://stadt.example/sitemap.xml"
        (tmp_path / "neustadt.toml").write_text(city_file(found), encoding="utf-8")
        city = read_city(tmp_path / "neustadt.toml")
        run = crawl_city(city, archive, fetcher, progress=quiet)
    assert run.added == 8, run.problems


def test_a_site_without_releases_is_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200 if request.url.path == "/" else 404, text="<h1>Willkommen</h1>")

    with (
        Fetcher(Policy(contact="x@y.example", delay=0), transport=httpx.MockTransport(answer)) as fetcher,
        pytest.raises(NoReleasesFound, match=r"stadt\.example"),
    ):
        look(fetcher, "http://stadt.example/", reach_of("http://stadt.example/"))


OFFICES = [f"Amt für Angelegenheit {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
MENU = "".join(f"<li><a href='/amt/{at}'>{office}</a></li>" for at, office in enumerate(OFFICES * 2))
HEADLINES = (
    "Freibad öffnet am ersten Samstag im Mai", "Neue Buslinie fährt ab Sommer bis zum Bahnhof",
    "Rat beschließt den Haushalt für zwei Jahre", "Bücherei sucht Vorlesepaten für Kinder",
    "Baustelle an der Weidenbrücke dauert länger", "Wochenmarkt zieht auf den Schlossplatz um",
)  # fmt: skip


def built_by_hand(entry: str) -> Callable[[httpx.Request], httpx.Response]:
    """A site of no known system: a menu of fifty short links in a box without a name, a list below it."""
    items = "".join(entry.format(at=at, title=title, day=9 + at) for at, title in enumerate(HEADLINES))
    head = "<title>Aktuelles | Startseite</title>"
    pages = {
        "/": f"<div class=box><ul>{MENU}</ul></div><a href=/presse/>Presse</a> <a href=/impressum>Impressum</a>",
        "/presse/": f"<div class=box><ul>{MENU}</ul></div><div class=spalte><h1>Presse</h1>{items}</div>"
        "<a href=/impressum>Impressum</a>",
        "/impressum": "<h1>Impressum</h1><p>Gemeinde Grünau<br>Dorfplatz 1</p>",
    }

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.startswith("/text/"):
            title = HEADLINES[int(path.removeprefix("/text/"))]
            prose = "Das teilte die Gemeinde nach der Sitzung mit, zu der viele Leute gekommen waren. " * 4
            return httpx.Response(200, html=f"{head}<h1>{title}</h1><p>{prose}</p>")
        return httpx.Response(200, html=head + pages[path]) if path in pages else httpx.Response(404)

    return answer


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        (
            "<div class=zeile><b>{day}.04.2026</b> <a href=/text/{at}>{title}</a></div>",
            "hat keine weitere Seite",
        ),
        ("<p class=zeile><a href=/text/{at}>{title}</a></p>", "bei 0 von 6 Meldungen"),
    ],
)
@pytest.mark.parametrize("start", ["", "presse/"])
def test_the_menu_is_not_taken_for_the_list_and_what_is_unsure_is_said(
    entry: str, told: str, start: str
) -> None:
    transport = httpx.MockTransport(built_by_hand(entry))
    with Fetcher(Policy(contact="x@y.example", delay=0), transport=transport) as fetcher:
        url = f"https://gruenau.example/{start}"
        found = look(fetcher, url, reach_of(url))
    assert (found.name, found.list_url) == ("Gemeinde Grünau", "https://gruenau.example/presse/")
    assert [preview.printed.release.title for preview in found.previews if preview.printed] == list(
        HEADLINES[:5]
    )
    doubts = "\n".join(doubt.text() for doubt in found.doubts)
    assert "Das Inhaltssystem ist nicht erkannt" in doubts
    assert "6 mal" in doubts
    assert told in doubts
    assert "Name" not in doubts


def test_a_menu_alone_is_no_list() -> None:
    transport = httpx.MockTransport(built_by_hand(""))
    with (
        Fetcher(Policy(contact="x@y.example", delay=0), transport=transport) as fetcher,
        pytest.raises(NoReleasesFound),
    ):
        look(fetcher, "https://gruenau.example/presse/", reach_of("https://gruenau.example/"))


def test_what_a_site_calls_itself_cannot_break_its_file(tmp_path: Path) -> None:
    found = Discovery(
        key="neustadt",
        name='Stadt "Neu"\n[listing]\nhtml = \\ evil',
        homepage="https://stadt.example/",
        family=families()["nolis"],
        list_url="https://stadt.example/portal/",
    )
    (tmp_path / "neustadt.toml").write_text(city_file(found), encoding="utf-8")
    city = read_city(tmp_path / "neustadt.toml")
    assert city.source.name == 'Stadt "Neu"[listing]html = \\ evil'
    assert city.reach.hosts == {"stadt.example"}
