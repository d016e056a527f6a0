from collections import Counter

import httpx

from pressearchiv.demo.cast import OFFICES, holder
from pressearchiv.demo.markups import markups
from pressearchiv.demo.releases import YEARS, releases
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
