"""One city over many days: what is fetched, what is noticed, what a bad answer costs."""

import hashlib
import re
from collections import Counter
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from threading import Event as Signal
from typing import Any

import httpx
import pytest

from archive.errors import ArchiveReadOnly
from archive.health import Ailment
from archive.model import AttachmentState, EventKind, Grade
from archive.origins import PublishedFrom
from archive.store import Archive
from ingest.city import Cities, City
from ingest.crawl import crawl_city
from ingest.errors import NothingToList
from ingest.families import families
from ingest.fetch import Fetcher, Policy
from ingest.scheduler import crawl_all
from ingest.scope import Reach
from pressearchiv.demo.faults import Fault
from pressearchiv.demo.markups import markups
from pressearchiv.demo.site import CITY, HOUSE, DemoSite, serving, write_city_file
from tests.conftest import HELD, quiet
from tests.ingest.test_formats import scanned_pdf
from tests.waiting import HANG

START = datetime(2025, 12, 16, 9, 0, tzinfo=UTC)


class Days:
    """A clock that only the test moves."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Days:
    return Days()


Site = tuple[DemoSite, str]


def requests(site: DemoSite) -> int:
    return sum(site.asked.values())


def test_what_the_press_office_wrote_is_what_is_archived(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    site, base = demo_site
    assert (run.listed, run.added, run.failed, run.status) == (HELD, HELD, 0, "ok")
    found = {
        version.release.title: (record, version)
        for record, version in archive.current(range(1, HELD + 1)).values()
    }
    for written in site.releases:
        record, version = found[written.title]
        said = version.reading
        assert record.addresses == (f"{base}/presse/{written.slug}",)
        assert version.release.lead == written.lead
        assert version.release.body == "\n\n".join(written.paragraphs)
        assert said.number is not None
        assert (said.number.running, said.number.sign) == (written.running, written.sign)
        if written.dated:
            assert (said.published, said.published_from) == (written.day, PublishedFrom.PAGE)
        else:  # its neighbours in the series say when it came
            assert said.published_from is PublishedFrom.SERIES
            assert said.published_span is not None
            assert written.day in said.published_span
        assert bool(version.release.images) == bool(written.caption)
        assert written.author in version.release.contact_text
        assert archive.capture(version.capture_id or 0).digest


def test_the_documents_of_a_release_are_captured_and_read(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    crawl_city(demo_city, archive, fetcher, progress=quiet)
    site, _ = demo_site
    written = next(release for release in site.releases if release.attachment)
    (document,) = next(
        version.release.attachments
        for _, version in archive.current(range(1, HELD + 1)).values()
        if version.release.title == written.title
    )
    assert (document.title, document.media_type) == (written.attachment, "application/pdf")
    assert document.state is AttachmentState.READ
    assert archive.capture(document.capture_id or 0).body == site.document(written)
    assert written.paragraphs[-1][:40] in document.text


@pytest.mark.parametrize(
    ("body", "state"),
    [(scanned_pdf(), AttachmentState.SCANNED), (b"%PDF-1.7 kaputt", AttachmentState.UNREADABLE)],
)
def test_a_document_without_text_is_kept_and_says_why(
    body: bytes,
    state: AttachmentState,
    archive: Archive,
    demo_city: City,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(DemoSite, "document", lambda self, one: body)
    assert crawl_city(demo_city, archive, fetcher, progress=quiet).status == "ok"
    documents = [
        document
        for _, version in archive.current(range(1, HELD + 1)).values()
        for document in version.release.attachments
    ]
    assert documents
    assert {(document.state, document.text) for document in documents} == {(state, "")}
    assert archive.capture(documents[0].capture_id or 0).body == body


def test_a_second_run_asks_for_the_lists_and_adds_nothing(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    crawl_city(demo_city, archive, fetcher, progress=quiet)
    before, asked = archive.last_event(), requests(demo_site[0])
    size = sum(path.stat().st_size for path in (archive.directory / "captures").iterdir())
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.changed, run.failed) == (0, 0, 0)
    assert requests(demo_site[0]) - asked == run.fetched == 2
    assert archive.last_event() == before
    assert sum(path.stat().st_size for path in (archive.directory / "captures").iterdir()) == size


def test_a_recheck_asks_for_everything_and_stores_nothing_twice(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    crawl_city(demo_city, archive, fetcher, progress=quiet)
    before = archive.last_event()
    run = crawl_city(demo_city, archive, fetcher, progress=quiet, recheck=True)
    assert run.fetched >= HELD + 2
    assert archive.last_event() == before


def test_day_two_new_edited_and_withdrawn(archive: Archive, fetcher: Fetcher, tmp_path: Path) -> None:
    site = DemoSite(most=100)
    with serving(site) as base:
        write_city_file(tmp_path, base)
        city = Cities(tmp_path)[CITY]
        crawl_city(city, archive, fetcher, progress=quiet)
        before = archive.last_event()
        site.show(2, most=104)
        run = crawl_city(city, archive, fetcher, progress=quiet, recheck=True)
    kinds = Counter(event.kind for event in archive.events(before) if event.kind is not EventKind.REREAD)
    edited = sum(release.edited for release in site.releases)
    assert kinds == {EventKind.ADDED: 4, EventKind.CHANGED: edited, EventKind.WITHDRAWN: 1}
    assert (run.added, run.changed, run.withdrawn) == (4, edited, 1)
    (gone,) = [event.record_id for event in archive.events(before) if event.kind is EventKind.WITHDRAWN]
    assert archive.versions(gone)[0].release.title.startswith("Alarm in der Chemiefabrik")


def test_each_silent_edit_is_graded(archive: Archive, fetcher: Fetcher, tmp_path: Path) -> None:
    graded = {
        "Integrationsbeauftragte": Grade.TYPOGRAPHIC,  # a misprint mended
        "Dr.": Grade.FACTUAL,  # a figure turned round
        "Ehrenbürgerwürde": Grade.STRUCTURAL,  # a sentence left out
    }
    site = DemoSite()
    with serving(site) as base:
        write_city_file(tmp_path, base)
        for day in (1, 2):
            site.show(day)
            site.put(tuple(one for one in site.releases if one.title.split()[0] in graded))
            crawl_city(Cities(tmp_path)[CITY], archive, fetcher, progress=quiet, recheck=day == 2)
    assert graded == {
        version.release.title.split()[0]: version.grade
        for event in archive.events(0, 100_000)
        if event.kind is EventKind.CHANGED
        for version in archive.versions(event.record_id)
        if version.id == event.version_id
    }


class TestSchedule:
    def test_an_edit_within_a_day_is_seen_within_an_hour(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        newest = replace(site.releases[0], day=START.date())
        site.put((newest, *site.releases[1:]))
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.put((replace(newest, lead="Der Vorspann wurde still geändert."), *site.releases[1:]))
        clock.pass_(minutes=59)
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).changed == 0
        clock.pass_(minutes=2)
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).changed == 1

    @pytest.mark.parametrize("away", [-2, 3_650], ids=["two days back", "ten years ahead"])
    def test_a_clock_that_is_wrong_for_a_while_loses_and_doubles_nothing(
        self,
        archive: Archive,
        demo_site: Site,
        demo_city: City,
        fetcher: Fetcher,
        clock: Days,
        away: int,
    ) -> None:
        site, _ = demo_site
        newest = replace(site.releases[0], day=START.date())
        site.put((newest, *site.releases[1:]))
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        clock.pass_(days=away)
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.put((replace(newest, lead="Der Vorspann wurde still geändert."), *site.releases[1:]))
        clock.pass_(days=-away, hours=2)
        for _ in range(2):
            crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        kinds = Counter(event.kind for event in archive.events(0))
        assert (kinds[EventKind.ADDED], kinds[EventKind.CHANGED], kinds[EventKind.WITHDRAWN]) == (HELD, 1, 0)
        assert [fault for some, _ in archive.verify(quiet) for fault in some] == []

    def test_old_releases_are_asked_for_seldom_but_all_of_them(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        old = tuple(replace(release, day=release.day - timedelta(days=900)) for release in site.releases)
        site.put(old)
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.asked.clear()
        for _ in range(60):
            clock.pass_(days=3)
            crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        asked = [site.asked.get(site.markup.address(one), 0) for one in old]
        assert min(asked) >= 1
        assert max(asked) <= 3  # one bore no date until its neighbours gave it one

    def test_what_failed_is_tried_in_the_next_run_and_then_ever_more_seldom(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        bad = site.markup.address(site.releases[3])
        site.faults[bad] = Fault.NO_ARTICLE
        runs = []
        for _ in range(5):
            runs.append(crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock))
            clock.pass_(minutes=10)
        assert [run.failed for run in runs] == [1, 1, 0, 0, 0]
        clock.pass_(hours=1)
        del site.faults[bad]
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).added == 1
        assert archive.pending(CITY) == {}

    def test_a_page_that_cannot_be_read_any_more_is_not_asked_for_in_every_run(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.faults["*"] = Fault.NO_ARTICLE
        clock.pass_(days=200)
        first = crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        assert first.failed == HELD
        clock.pass_(minutes=30)
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).fetched == 2
        site.faults.clear()
        clock.pass_(hours=1)
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).fetched >= HELD + 2


class TestBackCatalogue:
    def test_a_killed_walk_goes_on_and_no_release_is_missed(
        self, archive: Archive, fetcher: Fetcher, tmp_path: Path
    ) -> None:
        site = DemoSite(most=100)
        stop = Signal()

        def stop_after(most: int) -> object:
            def progress(done: int, total: int) -> None:
                if done >= most:
                    stop.set()

            return progress

        with serving(site) as base:
            write_city_file(tmp_path, base)
            city = Cities(tmp_path)[CITY]
            runs = 0
            while archive.count() < 100:
                stop.clear()
                crawl_city(city, archive, fetcher, progress=stop_after(17), stop=stop)  # type: ignore[arg-type]
                runs += 1
                assert runs < 10
            stop.clear()
            assert crawl_city(city, archive, fetcher, progress=quiet).fetched == 2
        asked = [site.asked[site.markup.address(release)] for release in site.releases]
        assert set(asked) == {1}

    def test_news_of_a_long_absence_are_taken_in_although_the_run_was_killed(
        self, archive: Archive, fetcher: Fetcher, tmp_path: Path
    ) -> None:
        site = DemoSite(most=100)
        everything = site.releases
        with serving(site) as base:
            write_city_file(tmp_path, base)
            city = Cities(tmp_path)[CITY]
            site.put(everything[70:])
            crawl_city(city, archive, fetcher, progress=quiet)
            site.put(everything)
            stop = Signal()

            def after_the_feed(done: int, total: int) -> None:
                if done > 20:
                    stop.set()

            crawl_city(city, archive, fetcher, progress=after_the_feed, stop=stop)
            assert archive.count() == 50
            crawl_city(city, archive, fetcher, progress=quiet)
        assert archive.count() == 100


class TestWithdrawal:
    def test_gone_and_back(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        whole = site.releases
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.put(whole[1:])
        clock.pass_(days=40)
        assert crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).withdrawn == 1
        site.put(whole)
        clock.pass_(days=40)
        before = archive.last_event()
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        assert EventKind.RESTORED in [event.kind for event in archive.events(before)]

    def test_led_to_the_front_page_twice(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.faults[site.markup.address(site.releases[0])] = Fault.REDIRECT_HOME
        withdrawn = []
        for _ in range(2):
            clock.pass_(days=40)
            run = crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
            withdrawn.append(run.withdrawn)
            assert [problem.code for problem in run.problems] == ["not-the-release"]
        assert withdrawn == [0, 1]

    def test_a_page_that_says_not_found_with_status_200_counts_twice_too(
        self, archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
    ) -> None:
        site, _ = demo_site
        crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
        site.faults[site.markup.address(site.releases[0])] = Fault.SOFT_404
        withdrawn = []
        for _ in range(2):
            clock.pass_(days=40)
            withdrawn.append(crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock).withdrawn)
        assert withdrawn == [0, 1]


def test_a_document_changed_behind_an_unchanged_page_is_a_new_version(
    archive: Archive,
    demo_site: Site,
    demo_city: City,
    fetcher: Fetcher,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site, _ = demo_site
    crawl_city(demo_city, archive, fetcher, progress=quiet)
    real = DemoSite.document
    monkeypatch.setattr(
        DemoSite, "document", lambda self, one: real(self, replace(one, lead="Jetzt 14 statt 12 Euro."))
    )
    run = crawl_city(demo_city, archive, fetcher, progress=quiet, recheck=True)
    with_document = [release for release in site.releases if release.attachment]
    assert run.changed == len(with_document) > 0
    changed = next(event for event in archive.events(0) if event.kind is EventKind.CHANGED)
    first, second = archive.versions(changed.record_id)
    assert first.release.body == second.release.body
    assert "14 statt 12" in second.release.attached


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (Fault.BUSY, "bad-answer"),
        (Fault.UNAVAILABLE, "bad-answer"),
        (Fault.BROKEN, "bad-answer"),
        (Fault.FORBIDDEN, "bad-answer"),
        (Fault.DRIP, "unreachable"),
        (Fault.CUT_OFF, "unreachable"),
        (Fault.REDIRECT_LOOP, "too-many-redirects"),
        (Fault.REDIRECT_AWAY, "host-not-allowed"),
        (Fault.REDIRECT_INSIDE, "host-not-allowed"),
        (Fault.REDIRECT_HOME, "not-the-release"),
        (Fault.BOMB, "too-large"),
        (Fault.HUGE, "too-large"),
        (Fault.LOGIN, "bot-page"),
        (Fault.BOT_PAGE, "bot-page"),
        (Fault.SOFT_404, "not-the-release"),
        (Fault.EMPTY, "field-missing"),
        (Fault.NESTED, "field-missing"),
        (Fault.NO_ARTICLE, "field-missing"),
    ],
)
def test_a_bad_answer_is_told_with_city_address_and_reason_and_the_rest_goes_on(
    fault: Fault, code: str, archive: Archive, demo_site: Site, demo_city: City
) -> None:
    site, _ = demo_site
    bad = site.markup.address(site.releases[3])
    site.faults[bad] = fault
    with impatient(fault) as fetcher:
        run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.failed, run.status) == (HELD - 1, 1, "partial")
    (problem,) = run.problems
    assert problem.code == code
    assert "Tellbrück" in problem.message
    named = {Fault.REDIRECT_AWAY: "anderswo.example", Fault.REDIRECT_INSIDE: "192.168.0.1"}.get(fault, bad)
    assert named in problem.message
    assert len(problem.message) > len(named) + 30


def impatient(fault: Fault) -> Fetcher:
    """A fetcher that waits for nothing but bytes; of a page that drips, each look at its clock takes a second."""
    policy = Policy(back_off=0.0, connect_timeout=HANG, read_timeout=HANG, total_timeout=20 * HANG)
    if fault is not Fault.DRIP:
        return Fetcher(policy)
    return Fetcher(replace(policy, total_timeout=30.0), clock=partial(next, count(0.0)))


def test_a_page_that_lies_about_its_charset_is_read(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    site, _ = demo_site
    site.faults["*"] = Fault.WRONG_CHARSET
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.failed) == (HELD, 0)
    titles = {version.release.title for _, version in archive.current(range(1, HELD + 1)).values()}
    latin = {
        release.title
        for release in site.releases
        if release.title.isprintable() and _is_western(release.title)
    }
    assert latin <= titles
    assert any("ü" in title for title in latin)


def _is_western(text: str) -> bool:
    try:
        text.encode("windows-1252")
    except UnicodeEncodeError:
        return False
    return True


def test_a_site_that_keeps_us_out_is_left_alone(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    site, _ = demo_site
    site.faults["*"] = Fault.BOT_PAGE
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert [problem.code for problem in run.problems] == ["bot-page"] * 3
    assert run.fetched == 4


def test_a_list_our_reader_stumbles_over_is_told(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_site[0].show(1, most=25)

    def stumble(*args: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("ingest.listing.walk.read_list", stumble)
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert run.added == 20  # those of the feed
    assert [problem.code for problem in run.problems] == ["reader-fault"]


def test_a_list_that_breaks_off_gives_what_it_gave(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    site, _ = demo_site
    site.show(1, most=25)
    site.faults["/presse/?tx_news_pi1[currentPage]=2"] = Fault.BROKEN
    site.faults["/presse/feed.xml"] = Fault.EMPTY
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.status) == (20, "partial")
    assert {problem.code for problem in run.problems} == {"no-links", "bad-answer"}
    site.faults.clear()
    assert crawl_city(demo_city, archive, fetcher, progress=quiet).added == 5


def test_completeness_by_list_counts_what_was_named_and_could_not_be_taken_in(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
) -> None:
    site, _ = demo_site
    site.faults[site.markup.address(site.releases[4])] = Fault.NO_ARTICLE
    crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
    found = archive.completeness_by_list(CITY, clock.now)
    assert (found.listed, found.taken, found.missing, found.whole) == (
        HELD,
        HELD - 1,
        {"field-missing": 1},
        True,
    )
    (told,) = [
        told for told in archive.health(CITY, clock.now).findings if told.ailment is Ailment.LISTED_MISSING
    ]
    assert f"nannten {HELD} Meldungen; 1 davon" in told.text()
    site.faults.clear()
    crawl_city(demo_city, archive, fetcher, progress=quiet, recheck=True, clock=clock)
    found = archive.completeness_by_list(CITY, clock.now)
    assert (found.listed, found.taken, found.share) == (HELD, HELD, 1)


def test_a_site_that_lists_nothing_is_down_and_nothing_is_withdrawn(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    crawl_city(demo_city, archive, fetcher, progress=quiet)
    demo_site[0].show(1, most=0)
    run = crawl_city(demo_city, archive, fetcher, progress=quiet, recheck=True)
    assert (run.withdrawn, run.failed, run.status) == (0, 2, "failed")
    assert EventKind.WITHDRAWN not in {event.kind for event in archive.events(0)}


class Served:
    """A site in the place of the network, page by page as the test has it."""

    def __init__(self, *, newest: int) -> None:
        self.site = DemoSite(most=newest)
        self.moved: dict[str, str] = {}

    def __call__(self, request: httpx.Request) -> httpx.Response:
        markup, path = markups()[HOUSE], request.url.path
        if path == "/robots.txt":
            return httpx.Response(404)
        if path in self.moved:
            return httpx.Response(301, headers={"Location": self.moved[path]})
        one = next(
            (release for release in self.site.releases if path.removesuffix("-neu").endswith(release.slug)),
            None,
        )
        if one is None:
            links = markup.list_page(self.site.releases, 1, 1)
            return httpx.Response(
                200, text=links if path == "/presse/" else markup.feed(self.site.releases, "http://x")
            )
        etag = f'"{one.slug}"'
        if request.headers.get("if-none-match") == etag:
            return httpx.Response(304)
        return httpx.Response(200, text=markup.release_page(one), headers={"ETag": etag})


def test_an_address_that_leads_to_another_is_the_same_release(archive: Archive, demo_city: City) -> None:
    served = Served(newest=3)
    old = f"/presse/{served.site.releases[0].slug}"
    served.moved[old] = f"{old}-neu"
    with Fetcher(Policy(), transport=httpx.MockTransport(served)) as fetcher:
        first = crawl_city(demo_city, archive, fetcher, progress=quiet)
        addresses = archive.addresses(demo_city.key)
        second = crawl_city(demo_city, archive, fetcher, progress=quiet, recheck=True)
    assert (first.added, second.added, second.changed) == (3, 0, 0)
    assert len(addresses) == 4
    assert archive.count() == 3


@pytest.mark.parametrize(
    ("edited", "records", "versions"),
    [
        ({}, 3, 1),
        ({"lead": "Es sind nun 900 Plätze."}, 3, 2),
        (
            {
                "lead": "Ganz neu.",
                "paragraphs": ("Von vorn.",),
                "title": "Etwas anderes unter derselben Kennung",
            },
            4,
            1,
        ),
    ],
)
def test_a_release_with_the_systems_own_number_is_the_same_at_another_address_edited_or_not(
    edited: dict[str, Any], records: int, versions: int, archive: Archive, demo_city: City
) -> None:
    served, menu = Served(newest=3), count(1)

    def answer(request: httpx.Request) -> httpx.Response:
        given = served(request)
        if request.url.path != "/presse/":
            unnumbered = re.sub(r"\b\d{1,4}/[a-z]{2}\b", "", given.text)
            return httpx.Response(given.status_code, text=unnumbered)
        entry, text = next(menu), given.text
        for at, one in enumerate(served.site.releases):
            text = text.replace(f'{one.slug}"', f'{one.slug}?NavID={entry}&amp;FID=2807.{at}.1"')
        return httpx.Response(200, text=text)

    assert demo_city.listing is not None
    city = replace(
        demo_city,
        identity=re.compile(families()["ikiss"].identity),
        listing=replace(demo_city.listing, feed_url=None),
    )
    with Fetcher(Policy(), transport=httpx.MockTransport(answer)) as fetcher:
        assert crawl_city(city, archive, fetcher, progress=quiet).added == 3
        first, *rest = served.site.releases
        served.site.releases = (replace(first, **edited), *rest)
        run = crawl_city(city, archive, fetcher, progress=quiet)
    assert run.failed == 0, run.problems
    assert archive.count() == records
    record_id = next(
        address.record_id for url, address in archive.addresses(CITY).items() if "NavID=1&FID=2807.0" in url
    )
    assert len(archive.versions(record_id)) == versions


class TestTraps:
    def test_sessions_in_addresses_make_no_new_releases(self, archive: Archive, demo_city: City) -> None:
        sessions = iter(hashlib.sha256(bytes([n])).hexdigest()[:32] for n in range(256))

        def answer(request: httpx.Request) -> httpx.Response:
            markup, site = markups()[HOUSE], DemoSite(most=3)
            if request.url.path == "/presse/":
                text = markup.list_page(site.releases, 1, 1)
                for one in site.releases:
                    text = text.replace(f'{one.slug}"', f'{one.slug}?PHPSESSID=1&amp;sid={next(sessions)}"')
                return httpx.Response(200, text=text)
            asked = next(
                (release for release in site.releases if request.url.path.endswith(release.slug)), None
            )
            return httpx.Response(200, text=markup.release_page(asked)) if asked else httpx.Response(404)

        with Fetcher(Policy(), transport=httpx.MockTransport(answer)) as fetcher:
            first = crawl_city(demo_city, archive, fetcher, progress=quiet)
            second = crawl_city(demo_city, archive, fetcher, progress=quiet)
        assert (first.added, second.added) == (3, 0)
        assert second.fetched == 2
        assert len(archive.addresses(CITY)) == 3

    def test_endless_paging_with_ever_new_addresses_is_left_and_told(
        self, archive: Archive, demo_city: City
    ) -> None:
        site, markup = DemoSite(most=10), markups()[HOUSE]

        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/presse/":
                page = int(request.url.params.get("tx_news_pi1[currentPage]", "1"))
                text = markup.list_page(site.releases, page, 10_000)
                for one in site.releases:
                    text = text.replace(f'{one.slug}"', f'{one.slug}?from={page}"')
                return httpx.Response(200, text=text)
            asked = next(
                (release for release in site.releases if request.url.path.endswith(release.slug)), None
            )
            return httpx.Response(200, text=markup.release_page(asked)) if asked else httpx.Response(404)

        with Fetcher(Policy(), transport=httpx.MockTransport(answer)) as fetcher:
            run = crawl_city(demo_city, archive, fetcher, progress=quiet)
        assert (run.added, archive.count()) == (10, 10)
        assert "leads-in-circles" in [problem.code for problem in run.problems]
        assert run.fetched < 60

    @pytest.mark.parametrize("named", ["/", "/presse/", "/presse/meldung"])
    def test_one_canonical_address_for_every_page_is_not_believed(
        self, named: str, archive: Archive, demo_city: City
    ) -> None:
        served = Served(newest=5)

        def answer(request: httpx.Request) -> httpx.Response:
            given = served(request)
            text = re.sub(r'rel="canonical" href="[^"]*"', f'rel="canonical" href="{named}"', given.text)
            return httpx.Response(given.status_code, text=text)

        with Fetcher(Policy(), transport=httpx.MockTransport(answer)) as fetcher:
            assert crawl_city(demo_city, archive, fetcher, progress=quiet).added == 5
        assert archive.count() == 5


def test_a_new_address_after_a_redesign_is_the_same_release(
    archive: Archive, fetcher: Fetcher, tmp_path: Path
) -> None:
    for family in ("typo3-news", "nolis"):
        with serving(DemoSite(most=40, family=family)) as base:
            write_city_file(tmp_path, base, family)
            run = crawl_city(Cities(tmp_path)[CITY], archive, fetcher, progress=quiet)
            assert run.failed == 0, run.problems
    assert (archive.count(), run.added) == (40, 0)
    record, _ = archive.current([1])[1]
    assert len(record.addresses) == 2


def test_a_fault_of_the_reader_is_told_and_the_bytes_are_kept(
    archive: Archive, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*args: object, **more: object) -> None:
        raise ZeroDivisionError("in the reader")

    monkeypatch.setattr("ingest.crawl.read_with_first", stumble)
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.added, run.failed) == (0, HELD)
    assert {problem.code for problem in run.problems} == {"reader-fault"}
    assert archive.capture(1).body


def test_an_archive_that_takes_nothing_is_told_as_that(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_site[0].show(1, most=25)
    asked = []

    def refuse(*_: object, **more: object) -> None:
        asked.append(more)
        raise ArchiveReadOnly(place="db.example", reason="standby")

    monkeypatch.setattr(Archive, "deposit", refuse)
    (run,) = crawl_all(
        [demo_city], archive, lambda: fetcher, stop=Signal(), progress_of=lambda _: nullcontext(quiet)
    )
    assert (run.status, [problem.code for problem in run.problems]) == ("failed", ["archive-read-only"])
    assert len(asked) == 1, "no other page fares better"


def test_a_fault_of_our_own_ends_the_run_and_is_told(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_site[0].show(1, most=25)

    def stumble(*args: object) -> None:
        raise ZeroDivisionError("in the archive")

    monkeypatch.setattr(Archive, "age_origins", stumble)
    run = crawl_city(demo_city, archive, fetcher, progress=quiet)
    assert (run.status, [problem.code for problem in run.problems]) == ("failed", ["reader-fault"])
    assert archive.crawls(CITY)[0] == run


def test_a_site_that_is_down_is_told_and_nothing_is_withdrawn(
    archive: Archive, fetcher: Fetcher, tmp_path: Path
) -> None:
    site = DemoSite(most=3)
    with serving(site) as base:
        write_city_file(tmp_path / "other", base)
        city = Cities(tmp_path / "other")[CITY]
        assert crawl_city(city, archive, fetcher, progress=quiet).added == 3
    with Fetcher(Policy(back_off=0.0)) as impatient:
        run = crawl_city(city, archive, impatient, progress=quiet, recheck=True)
    assert (run.failed, run.status) == (2, "failed")
    assert EventKind.WITHDRAWN not in {event.kind for event in archive.events(0)}
    assert archive.crawls(CITY)[0] == run


def test_a_city_without_a_list_says_so(archive: Archive, demo_city: City, fetcher: Fetcher) -> None:
    with pytest.raises(NothingToList, match="import"):
        crawl_city(replace(demo_city, listing=None), archive, fetcher, progress=quiet)


def test_a_city_on_a_private_address_is_not_asked(archive: Archive, demo_city: City) -> None:
    outside = replace(demo_city, reach=Reach(hosts=demo_city.reach.hosts, delay=0))
    with Fetcher(Policy(contact="presse@archiv.example")) as fetcher:
        run = crawl_city(outside, archive, fetcher, progress=quiet)
    assert run.status == "failed"
    assert {problem.code for problem in run.problems} == {"inner-address"}


def test_what_a_layout_does_not_fit_is_read_without_it_and_told_once(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher
) -> None:
    assert demo_city.layout is not None
    other = replace(demo_city, layout=replace(demo_city.layout, lead="", body=".text-of-last-year"))
    run = crawl_city(other, archive, fetcher, progress=quiet)
    site, _ = demo_site
    assert (run.added, run.failed, run.status) == (HELD, 0, "ok")
    (remark,) = run.problems
    assert (remark.code, remark.remark) == ("generic-layout", True)
    assert f"{HELD} Meldungen" in remark.message
    found = {version.release.title: version for _, version in archive.current(range(1, HELD + 1)).values()}
    for written in site.releases:
        version = found[written.title]
        assert version.layout == "generic"
        assert version.release.text.count(written.paragraphs[-1]) == 1


def test_what_a_layout_has_read_is_read_by_nothing_else_later(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
) -> None:
    """Else a page of errors would be the newest version of every release."""
    assert demo_city.layout is not None
    site, _ = demo_site
    crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
    site.put(tuple(replace(written, lead="Anders.", paragraphs=("Neu.",)) for written in site.releases[:3]))
    clock.pass_(days=400)
    other = replace(demo_city, layout=replace(demo_city.layout, lead="", body=".text-of-last-year"))
    run = crawl_city(other, archive, fetcher, progress=quiet, clock=clock)
    assert run.changed == 0
    assert {problem.code for problem in run.problems} == {"field-missing"}


def test_a_layout_that_finds_less_of_a_page_makes_no_edit(
    archive: Archive, demo_site: Site, demo_city: City, fetcher: Fetcher, clock: Days
) -> None:
    assert demo_city.layout is not None
    site, _ = demo_site
    crawl_city(demo_city, archive, fetcher, progress=quiet, clock=clock)
    site.put(tuple(replace(written, caption="Das Bild von heute") for written in site.releases))
    clock.pass_(days=400)
    less = replace(demo_city, layout=replace(demo_city.layout, image=""))
    run = crawl_city(less, archive, fetcher, progress=quiet, clock=clock)
    assert (run.changed, run.failed) == (0, 0), run.problems
