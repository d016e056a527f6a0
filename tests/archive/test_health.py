"""A city's own past says whether it is silent, shrinking or failing."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from archive.by_list import by_list
from archive.health import FIELD_NAMES, Ailment, Health, Vital
from archive.health import examine as examine_with_lists
from archive.model import Problem, Run

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
ALL = frozenset(FIELD_NAMES)


def run(*, days_ago: float = 0.1, status: str = "ok", code: str = "bad-answer", failed: int = 0) -> Run:
    at = NOW - timedelta(days=days_ago)
    problems = tuple(Problem(code=code, place="p", message=f"Problem {n}") for n in range(failed))
    return Run(city="stadt", started=at, finished=at, status=status, failed=failed, problems=problems)


def releases(
    *, every: int = 1, until: date = TODAY, days: int = 420, fields: frozenset[str] = ALL
) -> list[Vital]:
    return [Vital(published=until - timedelta(days=n), fields=fields) for n in range(0, days, every)]


def examine(city: str, runs: Sequence[Run], vitals: Sequence[Vital], *, now: datetime) -> Health:
    months = Counter(vital.published.replace(day=1) for vital in vitals if vital.published)
    listed = by_list(
        city, taken=len(vitals), pending=(), followed_at=now, last_run=None, months=months, today=now.date()
    )
    return examine_with_lists(city, runs, vitals, listed, now=now)


def ailments(health: Health) -> list[Ailment]:
    return [finding.ailment for finding in health.findings]


def test_a_city_that_works_is_well() -> None:
    health = examine("stadt", [run()], releases(), now=NOW)
    assert ailments(health) == []
    assert health.well
    assert health.newest == TODAY
    assert health.months["2026-02"] == 28


def test_a_city_never_fetched_is_told_and_no_alarm() -> None:
    health = examine("stadt", [], [], now=NOW)
    assert ailments(health) == [Ailment.NEVER_FETCHED]
    assert health.well


def test_silence_is_measured_by_the_citys_own_pauses() -> None:
    daily = releases(until=TODAY - timedelta(days=15))
    assert Ailment.SILENT in ailments(examine("stadt", [run()], daily, now=NOW))
    weekly = releases(every=7, until=TODAY - timedelta(days=15))
    assert Ailment.SILENT not in ailments(examine("stadt", [run()], weekly, now=NOW))
    (finding,) = examine("stadt", [run()], daily, now=NOW).findings
    assert "15 Tagen" in finding.text("de")
    assert "15 days" in finding.text("en")


def test_a_run_that_failed_and_one_that_partly_failed() -> None:
    failed = examine("stadt", [run(status="failed", failed=1), run(days_ago=1)], releases(), now=NOW)
    assert ailments(failed) == [Ailment.FAILING]
    assert not failed.well
    assert "Problem 0" in failed.findings[0].text()
    partly = examine("stadt", [run(status="partial", failed=2)], releases(), now=NOW)
    assert ailments(partly) == [Ailment.PARTLY_FAILING]
    assert partly.well


def test_a_bot_page_is_an_alarm() -> None:
    health = examine("stadt", [run(status="partial", failed=1, code="bot-page")], releases(), now=NOW)
    assert ailments(health) == [Ailment.BOT_PAGE]
    assert not health.well


def test_no_good_run_for_days_is_an_alarm() -> None:
    assert ailments(examine("stadt", [run(days_ago=4)], releases(), now=NOW)) == [Ailment.NOT_FETCHED]
    old = [run(status="failed", failed=1), run(days_ago=9)]
    assert Ailment.NOT_FETCHED in ailments(examine("stadt", old, releases(), now=NOW))


def test_persons_that_vanish_are_an_alarm() -> None:
    before = releases(until=TODAY - timedelta(days=20))
    lately = releases(days=20, fields=ALL - {"persons"})
    health = examine("stadt", [run()], [*before, *lately], now=NOW)
    assert ailments(health) == [Ailment.SHRINKING]
    assert "Personen" in health.findings[0].text("de")
    assert "persons" in health.findings[0].text("en")


def test_a_field_that_was_always_rare_may_be_absent() -> None:
    before = [
        Vital(published=TODAY - timedelta(days=n), fields=ALL if n % 6 == 0 else ALL - {"attachments"})
        for n in range(20, 300)
    ]
    lately = releases(days=20, fields=ALL - {"attachments"})
    assert ailments(examine("stadt", [run()], [*before, *lately], now=NOW)) == []


def test_a_thin_month_is_worth_knowing() -> None:
    before = releases(until=date(2026, 1, 31))
    march = [Vital(published=TODAY - timedelta(days=n), fields=ALL) for n in range(15)]
    health = examine("stadt", [run()], [*before, *march], now=NOW)
    assert Ailment.THIN_MONTH in ailments(health)
    thin = next(finding for finding in health.findings if finding.ailment is Ailment.THIN_MONTH)
    assert (thin.facts["month"], thin.facts["count"]) == ("02/2026", 0)
