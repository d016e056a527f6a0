"""What an operator sees of a running server: figures for Prometheus, lines in the log; never a visitor or a search."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from archive.store import Archive
from pressearchiv.last_check import LastCheck
from pressearchiv.logs import JsonLines
from pressearchiv.web.server.metrics import Metrics
from pressearchiv.web.server.observing import logged, observed, surface_of
from pressearchiv.web.server.serve import whole_app
from pressearchiv.web.shared.context import AppContext
from tests.command import run_process, started
from tests.conftest import free_port
from tests.pressearchiv.web.conftest import Client, client_of
from tests.waiting import HANG, wait_until

VISITOR, SOUGHT = "203.0.113.7", "Geheimnis"


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="pressearchiv")
    return caplog


@pytest.fixture
def watched(context: AppContext) -> tuple[Client, Metrics]:
    metrics = Metrics(context)
    return Client(observed(client_of(context).app, (logged, metrics.count)), VISITOR), metrics


def figures(text: str) -> dict[tuple[str, ...], float]:
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.parametrize(
    ("path", "surface"),
    [
        ("/", "start"), ("/m/stadt/2025/3", "m"), ("/api/v1/search", "api"), ("/meldung", "meldung"),
        ("/abo/bestaetigen/geheimes-zeichen", "abo"), ("/wp-login.php", "other"), ("/m2", "other"),
        ("//////", "start"), ("/" + "a" * 5_000, "other"),
    ],
)  # fmt: skip
def test_surfaces_are_few_however_many_paths_are_asked_for(path: str, surface: str) -> None:
    assert surface_of(path) == surface


def test_requests_are_counted_by_surface(watched: tuple[Client, Metrics]) -> None:
    ask, metrics = watched
    for path in ("/m/id/1", "/m/id/1", "/m/id/4711", "/.env", "/feed.atom?q=Radweg"):
        ask(path)
    ask("/healthz", method="PROPFIND")
    found = figures(_answer(metrics))
    assert (
        sum(
            value for key, value in found.items() if (key[0], key[-1]) == ("pressearchiv_requests_total", "m")
        )
        == 3
    )
    assert found["pressearchiv_requests_total", "GET", "404", "m"] == 1
    assert found["pressearchiv_requests_total", "GET", "404", "other"] == 1
    assert found["pressearchiv_request_seconds_count", "feed.atom"] == 1
    assert any((key[1:2], key[-1]) == (("other",), "healthz") for key in found)


def test_the_state_of_the_archive_is_told(watched: tuple[Client, Metrics], context: AppContext) -> None:
    _, metrics = watched
    LastCheck(at=datetime(2026, 1, 2, tzinfo=UTC), quick=False, done=True, faults=3).write(
        context.config.data
    )
    found = figures(_answer(metrics))
    assert found[("pressearchiv_releases",)] == context.archive.count()
    assert found[("pressearchiv_index_lag_events",)] == 0
    assert found[("pressearchiv_check_faults",)] == 3
    assert found["pressearchiv_city_last_success_seconds", "stadt"] > 1.7e9
    context.archive.seal(1, "x", datetime.now(UTC), by="Staff")
    assert figures(_answer(metrics))[("pressearchiv_index_lag_events",)] == 1


def _answer(metrics: Metrics) -> str:
    from starlette.requests import Request

    body = metrics.answer(Request({"type": "http", "headers": []})).body
    return bytes(body).decode()


def test_no_line_holds_a_visitor_or_a_search(
    watched: tuple[Client, Metrics], lines: pytest.LogCaptureFixture
) -> None:
    ask, _ = watched
    ask(f"/suche?q={SOUGHT}", headers={"x-forwarded-for": "198.51.100.9"})
    ask(f"/api/v1/search?q={SOUGHT}")
    written = "\n".join(JsonLines("run").format(record) for record in lines.records)
    assert "198.51.100.9" not in written
    assert VISITOR not in written
    assert SOUGHT not in written
    told = [json.loads(line) for line in written.splitlines()]
    assert [(line["surface"], line["status"]) for line in told if line.get("event") == "request"] == [
        ("suche", 200),
        ("api", 200),
    ]
    assert {line["run"] for line in told} == {"run"}


def test_a_failure_within_is_a_line_with_its_trace() -> None:
    try:
        raise ValueError("x\ny")
    except ValueError:
        record = logging.LogRecord(
            "pressearchiv", 40, "p", 1, "%s broke", ("it",), __import__("sys").exc_info()
        )
    line = json.loads(JsonLines("r").format(record))
    assert (line["message"], line["level"]) == ("it broke", "error")
    assert "ValueError" in line["trace"]


def test_without_the_setting_there_are_no_figures(context: AppContext) -> None:
    answer = Client(whole_app(context))("/metrics")
    assert (answer.status_code, answer.text) == (404, "PRESSEARCHIV_METRICS=true opens this.\n")


@pytest.mark.long
def test_two_workers_answer_for_both(tmp_path: Path) -> None:
    port = free_port()
    Archive(tmp_path).close()
    assert run_process(tmp_path, "index").returncode == 0
    settings = {"PRESSEARCHIV_METRICS": "true", "PRESSEARCHIV_LOG": "json", "PRESSEARCHIV_LOG_LEVEL": "info"}
    with started(tmp_path, "serve", "--port", str(port), "--workers", "2", **settings) as process:
        assert process.stdout
        assert f":{port}" in process.stdout.readline()
        address = f"http://127.0.0.1:{port}"

        def counted() -> float:
            found = figures(httpx.get(f"{address}/metrics", timeout=HANG).text)
            return found.get(("pressearchiv_requests_total", "GET", "200", "robots.txt"), 0)

        for number in range(1, 9):
            assert httpx.get(f"{address}/robots.txt", timeout=HANG).status_code == 200
            wait_until(lambda expected=number: counted() == expected)  # type: ignore[misc]
        process.terminate()
        _, err = process.communicate(timeout=HANG)
    lines = [json.loads(line) for line in err.splitlines()]
    assert sum(line.get("surface") == "robots.txt" for line in lines) == 8
