"""Many cities looked at once: how each stands, what is otherwise than its file says, and which file is proven."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event as Signal
from typing import Any

import httpx
import pytest

from archive.model import Source
from ingest.checkup import check_city
from ingest.city import Cities, City, read_city
from ingest.confirming import confirm, confirmed_text
from ingest.fetch import Fetcher
from ingest.scope import Reach
from ingest.survey import Standing, Surveyed, survey
from pressearchiv.demo.faults import Fault
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import CITY, HOUSE, DemoSite, serving, write_city_file
from tests.command import Done, run
from tests.conftest import PATIENT

DAY = date(2026, 11, 28)
NOBODY = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with serving(DemoSite(most=12)) as address:
        yield address


@pytest.fixture(scope="module")
def rebuilt() -> Iterator[str]:
    site = DemoSite(most=12)
    site.faults["*"] = Fault.NO_ARTICLE
    with serving(site) as address:
        yield address


def look(*cities: City) -> dict[str, Surveyed]:
    found: dict[str, Surveyed] = {}

    def told(surveyed: Surveyed) -> None:
        found[surveyed.city.key] = surveyed

    survey(cities, lambda: Fetcher(PATIENT), told=told, stop=Signal())
    return found


def described(directory: Path, address: str, key: str) -> City:
    write_city_file(directory, address, key=key)
    return Cities(directory)[key]


def test_every_city_is_told_and_one_that_is_down_stops_no_other(
    base: str, rebuilt: str, tmp_path: Path
) -> None:
    works = described(tmp_path, base, "works")
    nowhere = Source(key="nowhere", name="Nowhere", homepage=f"{NOBODY}/")
    found = look(
        works,
        described(tmp_path, rebuilt, "rebuilt"),
        described(tmp_path, NOBODY, "down"),
        replace(works, source=replace(works.source, key="unlisted"), listing=None),
        City(source=nowhere, layout=None, reach=Reach(hosts=frozenset({"127.0.0.1:1"}), loopback=True)),
    )
    assert {key: surveyed.standing for key, surveyed in found.items()} == {
        "works": Standing.FINE,
        "rebuilt": Standing.LOOK,
        "down": Standing.UNREACHABLE,
        "unlisted": Standing.NO_LIST,
        "nowhere": Standing.UNREACHABLE,
    }
    checkup = found["works"].checkup
    assert checkup is not None
    assert (checkup.recognised, checkup.proven, checkup.changed) == (HOUSE, True, ())
    assert [release.title for release in checkup.releases] == [DemoSite(most=1).releases[0].title]


class TestChanged:
    """What a site does otherwise than its file says."""

    def answering(self, request: httpx.Request) -> httpx.Response:
        markup, site = markups()[HOUSE], DemoSite(most=5)
        if request.url.path in ("/", "/presse/"):
            return httpx.Response(301, headers={"Location": "/aktuelles/"})
        if request.url.path == "/aktuelles/":
            return httpx.Response(200, html=markup.list_page(site.releases, 1, 1))
        asked = [release for release in site.releases if request.url.path.endswith(release.slug)]
        return httpx.Response(200, html=markup.release_page(asked[0])) if asked else httpx.Response(404)

    def check(self, tmp_path: Path, **changes: Any) -> tuple[list[str], bool, bool]:
        city = described(tmp_path, "http://127.0.0.1:8502", CITY)
        assert city.listing is not None
        city = replace(city, listing=replace(city.listing, feed_url=None), **changes)
        with Fetcher(PATIENT, transport=httpx.MockTransport(self.answering)) as fetcher:
            checked = check_city(city, fetcher, sampled=1)
        return [told.text() for told in checked.changed], checked.fine, checked.proven

    def test_a_list_that_moved(self, tmp_path: Path) -> None:
        changed, fine, proven = self.check(tmp_path)
        assert changed == ["http://127.0.0.1:8502/presse/ führt nach http://127.0.0.1:8502/aktuelles/."]
        assert (fine, proven) == (True, True)

    def test_another_content_system(self, tmp_path: Path) -> None:
        changed, _, _ = self.check(tmp_path, family="joomla")
        assert "Erkannt wird TYPO3 news; die Stadtdatei sagt Joomla." in changed

    def test_a_layout_that_does_not_fit_proves_nothing(self, tmp_path: Path) -> None:
        layout = described(tmp_path, NOBODY, CITY).layout
        assert layout is not None
        changed, fine, proven = self.check(tmp_path, layout=replace(layout, lead="", body=".of-last-year"))
        assert any("passt nicht zum Layout" in told for told in changed)
        assert (fine, proven) == (True, False)


class TestConfirming:
    def test_the_day_is_written_and_all_else_stays(self) -> None:
        text = '# Facts of a public source; no live run has been seen.\nkey = "a"\nname = "A"\nconfirmed = false\n# Why.\n'
        assert confirmed_text(text, DAY) == 'key = "a"\nname = "A"\nconfirmed = 2026-11-28\n# Why.\n'
        assert (
            confirmed_text('key = "a"\nname = "A"\n', DAY)
            == 'key = "a"\nname = "A"\nconfirmed = 2026-11-28\n'
        )

    def test_a_file_of_the_data_directory_is_marked_in_its_place(self, tmp_path: Path) -> None:
        file = write_city_file(tmp_path, NOBODY)
        assert confirm(CITY, Cities(tmp_path), DAY) == str(file)
        assert read_city(file).confirmed == DAY

    def test_one_that_came_with_a_wheel_is_copied_there(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        installed, data = tmp_path / "site-packages" / "ingest" / "cities", tmp_path / "data"
        shipped = write_city_file(tmp_path / "x", NOBODY)
        installed.mkdir(parents=True)
        before = shipped.rename(installed / shipped.name).read_text(encoding="utf-8")
        monkeypatch.setattr("ingest.city.files", lambda package: tmp_path / "site-packages" / package)
        place = confirm(CITY, Cities(data), DAY)
        assert place == str(data / "cities" / f"{CITY}.toml")
        assert Cities(data)[CITY].confirmed == DAY
        assert (installed / shipped.name).read_text(encoding="utf-8") == before

    def test_one_of_a_checkout_is_marked_there(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        cities = tmp_path / "ingest" / "cities"
        cities.mkdir(parents=True)
        (tmp_path / ".git").mkdir()
        (tmp_path / "pyproject.toml").touch()
        file = write_city_file(tmp_path / "x", NOBODY).rename(cities / f"{CITY}.toml")
        monkeypatch.setattr("ingest.city.files", lambda package: tmp_path / package)
        assert confirm(CITY, Cities(tmp_path / "data"), DAY) == str(file)
        assert read_city(file).confirmed == DAY


class TestReport:
    """`pressearchiv city check --all --report FILE`; without a contact only made-up cities are asked."""

    def check(self, data: Path, *options: str) -> Done:
        return run(data, "city", "check", "--all", *options)

    def test_it_is_written_line_by_line_and_taken_up_again(
        self, base: str, rebuilt: str, tmp_path: Path
    ) -> None:
        data, report = tmp_path / "data", tmp_path / "report.jsonl"
        described(data, base, "alpha")
        described(data, rebuilt, "beta")
        done = self.check(data, "--report", str(report))
        assert done.returncode == 1
        assert "Gefragt 2: 1 in Ordnung, 1 bitte ansehen" in done.stdout
        rows = {row["city"]: row for row in map(json.loads, report.read_text(encoding="utf-8").splitlines())}
        assert (rows["alpha"]["standing"], rows["alpha"]["proven"], rows["alpha"]["releases"]) == (
            "fine",
            True,
            12,
        )
        assert rows["alpha"]["newest"]["title"] == DemoSite(most=1).releases[0].title
        assert rows["beta"]["errors"]
        described(data, base, "gamma")
        with report.open("a", encoding="utf-8") as file:
            file.write('{"city": "gam')  # a run that was killed
        again = self.check(data, "--report", str(report))
        assert "2 Städte stehen schon in" in again.stdout
        kept = [json.loads(line)["city"] for line in report.read_text(encoding="utf-8").splitlines()]
        assert sorted(kept) == ["alpha", "beta", "gamma"]

    def test_what_was_proven_is_confirmed_with_the_day(self, base: str, rebuilt: str, tmp_path: Path) -> None:
        described(tmp_path, base, "alpha")
        described(tmp_path, rebuilt, "beta")
        assert "bestätigt in" in self.check(tmp_path, "--confirm").stdout
        cities = Cities(tmp_path)
        assert cities["alpha"].confirmed
        assert cities["beta"].confirmed is None

    def test_a_file_that_is_no_report_is_not_written_over(self, base: str, tmp_path: Path) -> None:
        described(tmp_path, base, "alpha")
        file = tmp_path / "notes.txt"
        file.write_text("Meine Notizen\nvon gestern\n", encoding="utf-8")
        done = self.check(tmp_path, "--report", str(file))
        assert done.returncode == 2
        assert "Zeile 1" in done.stderr
        assert file.read_text(encoding="utf-8") == "Meine Notizen\nvon gestern\n"

    def test_without_a_contact_no_real_city_is_asked(self, tmp_path: Path) -> None:
        done = self.check(tmp_path)
        assert done.returncode == 1
        assert "PRESSEARCHIV_CONTACT" in done.stderr
