"""Does a city's file still fit its site? Tried on every content system, and on sites that have gone wrong."""

from pathlib import Path

import pytest

from archive.store import Archive
from ingest.checkup import SAMPLED, check_city
from ingest.city import Cities
from ingest.fetch import Fetcher
from pressearchiv.demo.faults import Fault
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file


@pytest.mark.parametrize("family", sorted(markups()))
def test_a_city_that_works_is_fine_field_by_field(family: str, fetcher: Fetcher, tmp_path: Path) -> None:
    site = DemoSite(most=45, family=family)
    with serving(site) as base:
        write_city_file(tmp_path, base, family)
        checked = check_city(Cities(tmp_path)[CITY], fetcher)
    assert checked.fine
    assert checked.sampled == SAMPLED
    assert checked.errors == ()
    for field in ("headline", "text", "date", "number", "lead", "contact"):
        assert checked.fields[field] == SAMPLED, field
    assert checked.fields["documents"] == sum(bool(release.attachment) for release in site.releases[:SAMPLED])
    shown = {one.url: one for one in checked.lists}
    assert all(one.error is None and one.releases >= 10 for one in shown.values())
    paged = base + markups()[family].list_address(1)
    assert shown[paged].next_page if paged in shown else family == "wordpress"


@pytest.mark.parametrize(
    "fault", [Fault.NO_ARTICLE, Fault.BOT_PAGE, Fault.BROKEN, Fault.SOFT_404, Fault.LOGIN]
)
def test_what_is_wrong_is_said(fault: Fault, fetcher: Fetcher, tmp_path: Path) -> None:
    site = DemoSite(most=25)
    site.faults["*"] = fault
    with serving(site) as base:
        write_city_file(tmp_path, base)
        checked = check_city(Cities(tmp_path)[CITY], fetcher)
    assert not checked.fine
    assert len(checked.errors) == SAMPLED
    assert all(error.place and base in error.place for error in checked.errors)


def test_a_list_that_shows_nothing_is_said(fetcher: Fetcher, tmp_path: Path) -> None:
    site = DemoSite(most=0)
    with serving(site) as base:
        write_city_file(tmp_path, base)
        checked = check_city(Cities(tmp_path)[CITY], fetcher)
    assert not checked.fine
    assert [one.error is not None for one in checked.lists] == [True, True]


def test_nothing_is_archived(fetcher: Fetcher, tmp_path: Path, archive: Archive) -> None:
    with serving(DemoSite(most=5)) as base:
        write_city_file(tmp_path, base)
        check_city(Cities(tmp_path)[CITY], fetcher)
    assert (archive.count(), archive.last_event()) == (0, 0)
