"""Every content system against the demo town that speaks its markup: listed, paged, read, read again, recognised."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.model import EventKind
from archive.origins import PublishedFrom
from archive.store import Archive
from ingest.city import Cities
from ingest.crawl import crawl_city
from ingest.credits import split_credit
from ingest.families import KnownBy, families, recognise
from ingest.fetch import Fetcher
from ingest.page import parse
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import DemoRelease
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
from tests.conftest import quiet

MOST = 45  # three pages of a list
# Of the others no release page was ever read: their lists stand in tests/ingest/lists, their pages are generic.
FAMILIES = sorted(markups())


def test_what_has_no_town_that_speaks_it_is_known_by_its_lists_alone() -> None:
    without = {family.key: family for family in families().values() if family.key not in FAMILIES}
    assert all(family.layout.structured and family.experimental for family in without.values())


@pytest.mark.parametrize("family", FAMILIES)
def test_a_town_of_the_family_is_listed_paged_read_and_read_again(
    family: str, archive: Archive, fetcher: Fetcher, tmp_path: Path
) -> None:
    site = DemoSite(most=MOST, family=family)
    with serving(site) as base:
        write_city_file(tmp_path, base, family)
        city = Cities(tmp_path)[CITY]
        run = crawl_city(city, archive, fetcher, progress=quiet)
        assert (run.listed, run.added, run.failed, run.status) == (MOST, MOST, 0, "ok"), run.problems
        found = {
            version.release.title.replace("\u00ad", ""): (record.addresses, version)
            for record, version in archive.current(range(1, MOST + 1)).values()
        }
        for written in site.releases:
            addresses, version = found[written.title]
            assert len(addresses) == 1
            release, said = version.release, version.reading
            assert (release.lead, release.body) == (written.lead, "\n\n".join(written.paragraphs))
            assert said.number is not None
            assert (said.number.running, said.number.sign) == (written.running, written.sign)
            expected = {PublishedFrom.META, PublishedFrom.PAGE}
            if not written.dated:  # only WordPress cannot but date its posts
                expected = {PublishedFrom.FEED if family == "wordpress" else PublishedFrom.SERIES}
            assert said.published_from in expected, written.title
            assert said.published == written.day or not written.dated
            assert bool(release.images) == bool(written.caption)
            if written.caption:
                (image,) = release.images
                assert written.caption in image.caption
                assert (
                    split_credit(written.credit)[1] or written.credit
                ) in f"{image.caption} {image.credit}"
            assert [attachment.title for attachment in release.attachments] == [written.attachment] * bool(
                written.attachment
            )
            if family != "generic":  # nothing tells a machine which part of such a page is the contact
                assert written.author in release.contact_text

        lists = crawl_city(city, archive, fetcher, progress=quiet).fetched
        assert lists <= 2
        edited = site.releases[0]
        site.put((_edited(edited), *site.releases[1:]))
        later = datetime.now(UTC) + timedelta(days=400)
        before = archive.last_event()
        again = crawl_city(city, archive, fetcher, progress=quiet, clock=lambda: later)
    assert (again.added, again.changed, again.failed) == (0, 1, 0), again.problems
    (changed,) = (event for event in archive.events(before) if event.kind is EventKind.CHANGED)
    assert len(archive.versions(changed.record_id)) == 2


def _edited(demo_release: DemoRelease) -> DemoRelease:
    return replace(demo_release, paragraphs=(*demo_release.paragraphs, "Dieser Satz kam später dazu."))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_recognised_by_its_list_and_by_a_release(family: str) -> None:
    site = DemoSite(most=MOST, family=family)
    markup = site.markup
    shown = site.releases[: markup.per_page]
    pages = {
        markup.list_address(1): markup.list_page(shown, 1, 3),
        markup.address(shown[0]): markup.release_page(shown[0]),
    }
    for address, page in pages.items():
        parsed = parse(page.encode(markup.charset, "xmlcharrefreplace"))
        assert recognise(parsed, f"https://x.example{address}").key == family, address


def test_only_what_was_read_on_a_real_page_is_called_proven() -> None:
    read_on_real_pages = {"berlin", "gsb", "typo3-news", "generic"}
    assert {key for key, family in families().items() if not family.experimental} == read_on_real_pages
    real_lists = {key for key, family in families().items() if family.lists_known_by is KnownBy.REAL_PAGE}
    assert real_lists == {"weblication", "generic"}


@pytest.mark.parametrize(
    ("family", "one", "other", "another"),
    [
        ("ikiss", "/a/b.php?object=tx,2.1.1&ModID=7&FID=2807.15.1", "/index.php?NavID=2807.9&FID=2807.15.1&max=50", "?FID=2807.16.1"),
        ("nolis", "/portal/meldungen/radweg-901000017-23700.html?rubrik=9", "/portal/pressemitteilungen/rad-weg-901000017-23700.html", "-901000018-23700.html"),
        ("portuna", "/news/1/1232741/nachrichten/radweg.html", "/news/index.php?news=1232741", "/news/1/1232742/nachrichten/radweg.html"),
        ("presse-service", "/data.aspx/static/1174512.html", "/data.cfm/static/1174512.html", "/data.aspx/static/1174513.html"),
        ("iweb", "/_rte/information/2345678", "/aktuellesinformationen/2345678", "/aktuellesinformationen/2345679"),
        ("typo3-news", "/n/?tx_news_pi1%5Bnews%5D=142&cHash=1", "/m/?tx_news_pi1[news]=142&cHash=2", "/n/?tx_news_pi1%5Bnews%5D=143"),
        ("sitepark-ies", "/pm/radweg-20456.php", "/presse/neuer-radweg-20456.php?sp=1", "/pm/radweg-20457.php"),
        ("berlin", "/amt/2021/pressemitteilung.1102306.php", "/presse/pressemitteilung.1102306.php", "/presse/pressemitteilung.1102307.php"),
        ("maxvis", "/aktuelles/radweg-704512.html", "/neues/rad-weg-704512.html", "/aktuelles/radweg-704513.html"),
    ],
)  # fmt: skip
def test_what_names_a_release_in_its_address_is_the_same_on_every_way_to_it(
    family: str, one: str, other: str, another: str
) -> None:
    identity = re.compile(families()[family].identity)
    found = [identity.search(f"https://www.a.example{address}") for address in (one, other, another)]
    assert all(found)
    first, second, third = (match["id"] for match in found if match)
    assert first == second != third


def test_where_a_family_names_no_release_in_its_addresses_none_is_found() -> None:
    for key in ("typo3-news", "sitepark-ies", "nolis", "portuna", "maxvis"):
        assert not re.search(
            families()[key].identity, "https://www.a.example/presse/2026-05-05-radweg-am-ufer/"
        )
