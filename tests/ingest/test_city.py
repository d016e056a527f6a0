from datetime import date
from pathlib import Path

import pytest

from ingest.city import Cities, read_city
from ingest.errors import BadCityFile, UnknownCity
from ingest.layout import read_with_first


def test_every_city_that_ships_can_be_read_and_is_small() -> None:
    cities = Cities()
    assert len(cities) >= 27
    assert {"solingen", "berlin", "muenster", "kreis-soest", "salzkotten", "polizei-frankfurt"} <= set(cities)
    for key, city in cities.items():
        assert city.key == key
        assert city.layout is not None
        assert bool(city.reach.hosts) == bool(city.listing or city.source.homepage)
        assert not city.confirmed  # no live run has been seen of any
    for file in (Path(__file__).parents[2] / "ingest" / "cities").glob("*.toml"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 30, file.name


def test_cities_of_the_data_directory_are_found_and_go_before(tmp_path: Path) -> None:
    (tmp_path / "cities").mkdir()
    (tmp_path / "cities" / "dorf.toml").write_text('key = "dorf"\nname = "Dorf"\n')
    (tmp_path / "cities" / "solingen.toml").write_text('key = "solingen"\nname = "Anders"\n')
    cities = Cities(tmp_path)
    assert cities["dorf"].source.name == "Dorf"
    assert cities["solingen"].source.name == "Anders"


def test_an_unknown_city_is_told_with_those_that_are_known() -> None:
    with pytest.raises(UnknownCity, match="solingen"):
        Cities()["atlantis"]


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
