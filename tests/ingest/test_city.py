import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from ingest.city import Cities, City, read_city
from ingest.errors import BadCityFile, UnknownCity
from ingest.families import families
from ingest.layout import read_with_first
from ingest.listing.html_list import HtmlList
from ingest.scope import host_of


def test_every_city_that_ships_can_be_read_and_is_small() -> None:
    cities = Cities()
    assert len(cities) >= 230
    assert {"solingen", "berlin", "muenster", "kreis-soest", "salzkotten", "polizei-frankfurt"} <= set(cities)
    for key, city in cities.items():
        assert city.key == key
        assert city.layout is not None
        assert city.source.state, key
        assert bool(city.reach.hosts) == bool(city.listing or city.source.homepage)
        assert not city.confirmed  # no live run has been seen of any
    for file in (Path(__file__).parents[2] / "ingest" / "cities").glob("*.toml"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 30, file.name


def test_no_two_cities_share_a_name_a_key_of_the_state_or_the_address_of_a_list() -> None:
    cities = list(Cities().values())
    for shared in (
        [city.source.name for city in cities],
        [city.source.ags for city in cities if city.source.ags],
        [url for city in cities for url in _addresses(city)],
    ):
        assert [value for value, times in Counter(shared).items() if times > 1] == []


def test_every_address_that_ships_is_one_on_a_host_the_city_may_be_fetched_from() -> None:
    for city in Cities().values():
        for url in [*_addresses(city), *([city.source.homepage] if city.source.homepage else [])]:
            parts = urlsplit(url)
            assert parts.scheme in ("http", "https"), (city.key, url)
            assert re.fullmatch(r"([a-z0-9-]+\.)+[a-z]{2,}", parts.hostname or ""), (city.key, url)
            assert city.reach.allows(host_of(url)), (city.key, url)


def test_a_city_file_with_evidence_says_of_which_year_and_keeps_to_a_sitemap_of_releases() -> None:
    for city in Cities().values():
        evidence = city.evidence
        assert bool(evidence.source) == bool(evidence.year), city.key
        assert evidence.year is None or 2013 <= evidence.year <= 2030, city.key
        if (
            city.listing and city.listing.sitemap_url
        ):  # of a whole site only what a pattern names is a release
            assert city.listing.only or "news" in city.listing.sitemap_url, city.key


@pytest.mark.parametrize(
    ("written", "confirmed"),
    [
        ("confirmed = 2026-11-28", date(2026, 11, 28)),
        ("confirmed = false", None),
        ("confirmed = true", date.min),
    ],
)
def test_a_city_is_confirmed_since_the_day_of_its_live_run(
    written: str, confirmed: date | None, tmp_path: Path
) -> None:
    (tmp_path / "dorf.toml").write_text(f'key = "dorf"\nname = "Dorf"\n{written}\n')
    assert read_city(tmp_path / "dorf.toml").confirmed == confirmed


class TestMarkup:
    """`[listing.markup]` over what the family knows of its lists."""

    def read(self, tmp_path: Path, family: str, markup: str) -> HtmlList:
        (tmp_path / "dorf.toml").write_text(
            f'key = "dorf"\nname = "Dorf"\n{family}\n[listing]\nhtml = "https://dorf.example/news"\n'
            f"[listing.markup]\n{markup}\n"
        )
        listing = read_city(tmp_path / "dorf.toml").listing
        assert listing is not None
        assert listing.html_list is not None
        return listing.html_list

    def test_one_selector_of_the_family_is_replaced(self, tmp_path: Path) -> None:
        usual = families()["joomla"].html_list
        assert usual is not None
        read = self.read(tmp_path, 'family = "joomla"', 'date = ".wann"\nday_heading = ""')
        assert read == replace(usual, date=".wann", day_heading="")

    def test_with_items_of_its_own_only_the_paging_is_the_familys(self, tmp_path: Path) -> None:
        usual = families()["joomla"].html_list
        assert usual is not None
        read = self.read(tmp_path, 'family = "joomla"', 'item = ".news"\ntitle = "h3"\nlink = ""')
        assert read == HtmlList(item=".news", title="h3", link="", next_page=usual.next_page)

    def test_without_a_family_the_items_are_needed(self, tmp_path: Path) -> None:
        with pytest.raises(BadCityFile, match="item"):
            self.read(tmp_path, "", 'title = "h3"')
        read = self.read(tmp_path, "", 'item = "li"\ncalendar = ".kalender"\nentities = "table"')
        assert read == HtmlList(item="li", calendar=".kalender", entities="table")

    def test_a_selector_that_is_none_is_told_with_its_field(self, tmp_path: Path) -> None:
        with pytest.raises(BadCityFile, match=r"listing\.markup\.day_heading"):
            self.read(tmp_path, 'family = "joomla"', 'day_heading = "h2["')


def _addresses(city: City) -> list[str]:
    listing = city.listing
    urls = (listing.html_url, listing.feed_url, listing.sitemap_url, listing.api_url) if listing else ()
    return [url for url in urls if url]


def test_cities_of_the_data_directory_are_found_and_go_before(tmp_path: Path) -> None:
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "dorf.toml").write_text('key = "dorf"\nname = "Dorf"\n')
    (tmp_path / "cities" / "solingen.toml").write_text('key = "solingen"\nname = "Anders"\n')
    cities = Cities(tmp_path)
    assert cities["dorf"].source.name == "Dorf"
    assert cities["solingen"].source.name == "Anders"


def test_an_unknown_city_is_told_with_those_of_a_like_name() -> None:
    with pytest.raises(UnknownCity, match=r"solingen.*city list"):
        Cities()["Sollingen"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('key = "dorf"', "name"),
        ('key = "dorf"\nname = "D"\nhomepage = "ftp://x"', "homepage"),
        ('key = "dorf"\nname = "D"\nags = "123"', "ags"),
        ('key = "dorf"\nname = "D"\nfamily = "frontpage"', "frontpage"),
        ('key = "dorf"\nname = "D"\nnumber = "(\\\\d+)"', "running"),
        ('key = "dorf"\nname = "D"\nnumber = "("', "number"),
        ('key = "dorf"\nname = "D"\nsurprise = 1', "surprise"),
        ('key = "dorf"\nname = "D"\n[layout]\ntitel = "h1"', "titel"),
        ('key = "weiler"\nname = "D"', "weiler"),
        ('key = "dorf"\nname = "D"\n[layout]\ntitle = "h1["', "layout.title"),
        ('key = "dorf"\nname = "D"\n[listing]\nhtml = "https://a.example/"', "listing.html"),
        ('key = "dorf"\nname = "D"\n[listing]\nsitemap = "https://a.example/s"\nonly = "("', "only"),
        ('key = "dorf"\nname = "D"\n[[earlier]]\nfamily = "nolis"', "until"),
        ("key = ", "dorf.toml"),
    ],
)
def test_a_city_file_that_will_not_do_names_the_field(content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "dorf.toml").write_text(content)
    with pytest.raises(BadCityFile, match=told):
        read_city(tmp_path / "dorf.toml")


def test_a_redesign_is_a_second_layout_until_a_day(tmp_path: Path) -> None:
    (tmp_path / "dorf.toml").write_text(
        """key = "dorf"
name = "Dorf"
family = "nolis"
[[earlier]]
until = 2015-12-31
layout = { title = "h2", body = ".alt" }
[[earlier]]
until = 2021-03-31
family = "typo3-news"
"""
    )
    city = read_city(tmp_path / "dorf.toml")
    names = {day: [layout.name for layout in city.layouts(date(day, 1, 1))] for day in (2014, 2020, 2025)}
    assert names == {
        2014: ["dorf", "typo3-news", "nolis"],
        2020: ["typo3-news", "nolis", "dorf"],
        2025: ["nolis", "typo3-news", "dorf"],
    }


def test_an_old_page_is_read_with_its_old_layout(tmp_path: Path) -> None:
    (tmp_path / "dorf.toml").write_text(
        'key = "dorf"\nname = "Dorf"\nfamily = "nolis"\n[[earlier]]\nuntil = 2015-12-31\n'
        '[earlier.layout]\ntitle = "h6"\nbody = ".alt"\n'
    )
    city = read_city(tmp_path / "dorf.toml")
    printed, layout = read_with_first(
        b"<h6>Alter Titel</h6><div class=alt><p>Alter Text</p></div>",
        "text/html",
        city.layouts(date(2026, 1, 1)),
        source=city.source,
        url=None,
        place="alt.html",
    )
    assert (printed.release.title, printed.release.body, layout.name) == ("Alter Titel", "Alter Text", "dorf")
