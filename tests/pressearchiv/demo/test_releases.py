from collections import Counter
from datetime import date, timedelta

import httpx
import pytest

from pressearchiv.demo.cast import OFFICES, holder
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import LAST_DAY, NEW_ON_DAY_TWO, YEARS, last_told, releases
from pressearchiv.demo.site import HOUSE, DemoSite

TOWN = markups()[HOUSE]
PRESS, FEED, PER_PAGE, address = TOWN.list_address(1), TOWN.feed_address, TOWN.per_page, TOWN.address


def test_a_town_of_three_years() -> None:
    told = releases(1)
    assert len(told) >= 240
    assert {one.day.year for one in told} == set(YEARS)
    assert len({one.slug for one in told}) == len(told)
    assert sum(not one.dated for one in told) >= 3
    assert sum(bool(one.caption) for one in told) >= 20
    assert sum(bool(one.attachment) for one in told) >= 3
    assert releases(1) == told


def test_the_series_of_numbers_has_gaps_and_one_double() -> None:
    doubles = 0
    for year in YEARS:
        numbers = [release.running for release in releases(1) if release.day.year == year]
        doubles += sum(count - 1 for count in Counter(numbers).values())
        assert set(range(1, max(numbers) + 1)) - set(numbers), f"no gap in {year}"
        assert numbers == sorted(numbers, reverse=True)
    assert doubles == 1


def test_offices_change_hands_without_a_day_between() -> None:
    changed = [office for office, holders in OFFICES.items() if len(holders) > 1]
    assert len(changed) >= 5
    for release in releases(1):
        for office in OFFICES:
            assert holder(office, release.day)


def test_somebody_changes_roles() -> None:
    roles: dict[str, set[str]] = {}
    for holders in OFFICES.values():
        for official in holders:
            roles.setdefault(official.name, set()).add(official.role)
    assert roles["Dr. Henrike Asmussen"] == {"Kämmerin", "Oberbürgermeisterin"}
    assert len(roles["Annegret Siebenhaar"]) == 2


def test_nothing_is_left_unfilled() -> None:
    for release in releases(2):
        for text in (release.title, release.lead, *release.paragraphs, release.caption, release.credit):
            assert "{" not in text


def test_day_two_has_new_edited_and_withdrawn_releases() -> None:
    first, second = (
        {release.slug: release for release in releases(1)},
        {release.slug: release for release in releases(2)},
    )
    assert set(first) < set(second)
    assert sum(one.gone for one in second.values()) == 1
    assert sum(one.edited for one in second.values()) == 3
    assert all(
        item.edited == (item != first[slug]) or item.gone for slug, item in second.items() if slug in first
    )


@pytest.mark.parametrize(
    "until", [date(2026, 11, 29), date(2026, 1, 2), date(2030, 3, 31), date(2041, 12, 24)]
)
def test_to_a_later_reader_the_stories_are_told_later_in_the_same_season(until: date) -> None:
    told = releases(2, until)
    first_told = {release.title: release for release in releases(2)}
    assert until - timedelta(days=21) < told[0].day <= until
    assert len(told) > len(first_told) / 2
    assert sum(release.gone for release in told) == 1
    assert sum(release.edited for release in told) >= 2
    assert releases(1, until)[0] == told[NEW_ON_DAY_TWO] or told[NEW_ON_DAY_TWO].edited
    for release in told:
        if Counter(one.title for one in releases(2))[release.title] == 1:
            then = first_told[release.title].day
            assert release.day.weekday() == then.weekday()
            assert abs((release.day - then).days % 365.2425 - 365.2425 / 2) > 365.2425 / 2 - 5
    numbers = [release.running for release in told if release.day.year == until.year]
    assert min(numbers, default=1) == 1
    assert numbers == sorted(numbers, reverse=True)


def test_an_archive_of_the_town_is_continued_until_its_stories_end() -> None:
    assert last_told(LAST_DAY) == LAST_DAY
    later = releases(2, date(2026, 11, 29))
    assert last_told(later[0].day) == last_told(later[-1].day + timedelta(days=1_000))
    end = last_told(date(2026, 11, 29))
    assert {release.slug for release in later} <= {release.slug for release in releases(2, end)}


def test_years_in_a_text_are_those_of_its_day() -> None:
    visit = next(
        one for one in releases(1, date(2030, 6, 1)) if one.title.startswith("Integrationsbeauftragte")
    )
    assert visit.paragraphs[-1].startswith(f"{visit.day.year - 1} hatte der Landtag")


def ask(site: DemoSite, path: str, **headers: str) -> httpx.Response:
    import anyio

    async def get() -> httpx.Response:
        transport = httpx.ASGITransport(app=site.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://demo") as client:
            return await client.get(path, headers=headers)

    return anyio.run(get)


def test_the_site_answers_as_a_press_site_does() -> None:
    site = DemoSite()
    assert "Disallow" in ask(site, "/robots.txt").text
    first = ask(site, PRESS)
    assert first.text.count("articletype-0") == PER_PAGE
    assert "currentPage" in first.text
    assert ask(site, FEED).text.count("<item>") == PER_PAGE
    with_file = next(release for release in site.releases if release.attachment)
    assert ask(site, f"/fileadmin/dokumente/{with_file.slug}.pdf").content.startswith(b"%PDF")
    assert ask(site, PRESS + "never").status_code == 404


def test_an_etag_saves_the_second_page_and_changes_with_the_text() -> None:
    site = DemoSite()
    edited = next(release for release in releases(2) if release.edited)
    first = ask(site, address(edited))
    assert ask(site, address(edited), **{"If-None-Match": first.headers["etag"]}).status_code == 304
    site.show(2)
    assert ask(site, address(edited), **{"If-None-Match": first.headers["etag"]}).status_code == 200
    gone = next(release for release in releases(2) if release.gone)
    assert ask(site, address(gone)).status_code == 410
    assert gone.title not in ask(site, PRESS).text
