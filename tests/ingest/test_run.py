from collections import Counter
from pathlib import Path

import httpx
import pytest

from archive.model import EventKind, PublishedFrom
from archive.store import Archive
from demo import markup
from demo.site import CITY, DemoSite, serving, write_city_file
from ingest.city import Cities, City
from ingest.errors import NothingToList
from ingest.fetch import Fetcher, Policy
from ingest.run import visit
from tests.conftest import quiet


def test_what_the_press_office_wrote_is_what_is_archived(
    archive: Archive, demo_site: tuple[DemoSite, str], demo_city: City, fetcher: Fetcher
) -> None:
    run = visit(demo_city, archive, fetcher, progress=quiet)
    site, base = demo_site
    assert (run.listed, run.added, run.failed, run.status) == (30, 30, 0, "ok")
    found = {
        version.release.title: (record, version) for record, version in archive.current(range(1, 31)).values()
    }
    for written in site.releases:
        record, version = found[written.title]
        said = version.reading
        assert record.addresses == (f"{base}/presse/{written.slug}",)
        assert version.release.lead == written.lead
        assert version.release.body == "\n\n".join(written.paragraphs)
        assert said.number is not None
        assert (said.number.running, said.number.sign) == (written.running, written.sign)
        assert said.published == (written.day if written.dated else None)
        assert said.published_from is (PublishedFrom.META if written.dated else PublishedFrom.NONE)
        assert bool(version.release.images) == bool(written.caption)
        assert [one.title for one in version.release.attachments] == [written.attachment] * bool(
            written.attachment
        )
        assert written.author in version.release.contact_text
        assert archive.capture(version.capture_id or 0).digest


def test_a_second_run_adds_nothing_and_fetches_no_page_again(
    archive: Archive, demo_site: tuple[DemoSite, str], demo_city: City, fetcher: Fetcher
) -> None:
    visit(demo_city, archive, fetcher, progress=quiet)
    before = archive.last_event()
    size = sum(path.stat().st_size for path in (archive.directory / "captures").iterdir())
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.changed, run.failed) == (0, 0, 0)
    assert archive.last_event() == before
    assert sum(path.stat().st_size for path in (archive.directory / "captures").iterdir()) == size


def test_day_two_new_edited_and_withdrawn(archive: Archive, fetcher: Fetcher, tmp_path: Path) -> None:
    site = DemoSite(most=100)
    with serving(site) as base:
        write_city_file(tmp_path, base)
        city = Cities(tmp_path)[CITY]
        visit(city, archive, fetcher, progress=quiet)
        before = archive.last_event()
        site.show(2, most=104)
        run = visit(city, archive, fetcher, progress=quiet)
    kinds = Counter(event.kind for event in archive.events(before))
    edited = sum(one.edited for one in site.releases)
    assert kinds == {EventKind.ADDED: 4, EventKind.CHANGED: edited, EventKind.WITHDRAWN: 1}
    assert (run.added, run.changed, run.withdrawn) == (4, edited, 1)
    (gone,) = [event.record_id for event in archive.events(before) if event.kind is EventKind.WITHDRAWN]
    assert archive.versions(gone)[0].release.title.startswith("Alarm in der Chemiefabrik")


def test_a_bad_page_is_a_problem_of_the_run_and_the_rest_goes_on(
    archive: Archive,
    demo_site: tuple[DemoSite, str],
    demo_city: City,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad = demo_site[0].releases[3].slug
    monkeypatch.setattr("demo.markup.release_page", _without_body(bad))
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.failed, run.status) == (29, 1, "partial")
    (problem,) = run.problems
    assert problem.code == "field-missing"
    assert bad in problem.message
    monkeypatch.undo()
    again = visit(demo_city, archive, fetcher, progress=quiet)
    assert (again.added, again.failed) == (1, 0)


def _without_body(slug: str) -> object:
    from demo.markup import release_page

    def page(one: object) -> str:
        return "<h1>Bitte melden Sie sich an</h1>" if one.slug == slug else release_page(one)  # type: ignore[attr-defined, arg-type]

    return page


def test_a_list_our_reader_stumbles_over_is_told(
    archive: Archive, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("ingest.listing.read_list", stumble)
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert run.added == 20  # those of the feed
    assert [problem.code for problem in run.problems] == ["reader-fault"]


def test_a_list_that_breaks_off_gives_what_it_gave(
    archive: Archive, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    from demo.markup import list_page

    monkeypatch.setattr(
        "demo.markup.list_page", lambda all_, page: list_page(all_, page) if page == 1 else 1 / 0
    )
    monkeypatch.setattr("demo.markup.feed", lambda all_, base: "<rss/>")
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.status) == (20, "partial")
    assert {problem.code for problem in run.problems} == {"no-links", "bad-answer"}


def test_a_site_that_lists_nothing_is_down_and_nothing_is_withdrawn(
    archive: Archive, demo_site: tuple[DemoSite, str], demo_city: City, fetcher: Fetcher
) -> None:
    visit(demo_city, archive, fetcher, progress=quiet)
    demo_site[0].show(1, most=0)
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert (run.withdrawn, run.failed, run.status) == (0, 2, "failed")
    assert all(event.kind is EventKind.ADDED for event in archive.events(0))


def test_an_address_that_leads_to_another_is_the_same_release(archive: Archive, demo_city: City) -> None:
    site = DemoSite(most=3)
    moved = site.releases[0].slug

    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.path
        if path.endswith(moved):
            return httpx.Response(301, headers={"Location": f"{path}-neu"})
        one = next((one for one in site.releases if path.removesuffix("-neu").endswith(one.slug)), None)
        if one is None:
            text = (
                markup.list_page(site.releases, 1)
                if path == "/presse/"
                else markup.feed(site.releases, "http://x")
            )
            return httpx.Response(200, text=text if "robots" not in path else "")
        etag = f'"{one.slug}"'
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304)
        return httpx.Response(200, text=markup.release_page(one), headers={"ETag": etag})

    with Fetcher(Policy(), transport=httpx.MockTransport(answer)) as fetcher:
        first = visit(demo_city, archive, fetcher, progress=quiet)
        addresses = archive.addresses(demo_city.key)
        second = visit(demo_city, archive, fetcher, progress=quiet)
    assert (first.added, second.added, second.changed) == (3, 0, 0)
    assert len(addresses) == 4
    assert archive.count() == 3


def test_a_fault_of_the_reader_is_told_and_the_bytes_are_kept(
    archive: Archive, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: object, **more: object) -> None:
        raise ZeroDivisionError("in the reader")

    monkeypatch.setattr("ingest.run.read_page", stumble)
    run = visit(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.failed) == (0, 30)
    assert {problem.code for problem in run.problems} == {"reader-fault"}
    assert archive.capture(1).body


def test_a_site_that_is_down_is_told_and_nothing_is_withdrawn(
    archive: Archive, demo_city: City, fetcher: Fetcher, tmp_path: Path
) -> None:
    site = DemoSite(most=3)
    with serving(site) as base:
        write_city_file(tmp_path / "other", base)
        city = Cities(tmp_path / "other")[CITY]
        assert visit(city, archive, fetcher, progress=quiet).added == 3
    with Fetcher(Policy(back_off=0.0)) as impatient:
        run = visit(city, archive, impatient, progress=quiet)
    assert (run.failed, run.status) == (2, "failed")
    assert all(event.kind is EventKind.ADDED for event in archive.events(0))
    assert archive.last_run(CITY) == run


def test_a_city_without_a_list_says_so(archive: Archive, fetcher: Fetcher) -> None:
    with pytest.raises(NothingToList, match="import"):
        visit(Cities()["solingen"], archive, fetcher, progress=quiet)
