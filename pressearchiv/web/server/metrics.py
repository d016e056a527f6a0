"""Figures for Prometheus (text format 0.0.4): requests and how long they took, and the state of the archive.

Several workers count into files of one directory, and each of them answers for all.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from language.messages import UserFacingError
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from pressearchiv.last_check import last_check
from pressearchiv.web.shared.context import AppContext

if TYPE_CHECKING:
    from prometheus_client import Metric

# Where the client library keeps what several processes count; read when it is imported.
_SHARED = "PROMETHEUS_MULTIPROC_DIR"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@contextmanager
def shared_counters() -> Iterator[None]:
    """Let processes that are forked inside count together; before anything imports the client library."""
    directory = tempfile.mkdtemp(prefix="pressearchiv-metrics-")
    os.environ[_SHARED] = directory
    try:
        yield
    finally:
        os.environ.pop(_SHARED, None)
        shutil.rmtree(directory, ignore_errors=True)


# What a proxy adds (RFC 7239 and what was usual before).
_FORWARDED = ("x-forwarded-for", "forwarded")


def switched_off(request: Request) -> Response:
    """What whoever collects figures is told where there are none."""
    return PlainTextResponse("PRESSEARCHIV_METRICS=true opens this.\n", status_code=404)


class Metrics:
    """What one server counts, and answers with."""

    def __init__(self, context: AppContext) -> None:
        from prometheus_client import Counter as Counted
        from prometheus_client import Histogram, disable_created_metrics

        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._context = context
        labels = ("method", "surface", "status")
        self._requests = Counted("pressearchiv_requests", "Requests by surface.", labels, registry=None)
        told = "Seconds until an answer was sent."
        self._seconds = Histogram(
            "pressearchiv_request_seconds", told, ("surface",), registry=None, buckets=_BUCKETS
        )

    def count(self, method: str, surface: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, surface, str(status)).inc()
        self._seconds.labels(surface).observe(seconds)

    def answer(self, request: Request) -> Response:
        """The figures, in the format that the one who asks can read; nothing through a proxy, as visitors ask."""
        if any(name in request.headers for name in _FORWARDED):
            return PlainTextResponse("Ask the port itself, not its proxy.\n", status_code=404)
        from prometheus_client import CollectorRegistry
        from prometheus_client.exposition import choose_encoder
        from prometheus_client.multiprocess import MultiProcessCollector

        asked = CollectorRegistry()
        if shared := os.environ.get(_SHARED):
            MultiProcessCollector(asked, path=shared)  # type: ignore[no-untyped-call]
        else:
            asked.register(self._requests)
            asked.register(self._seconds)
        asked.register(_State(self._context))
        encode, content_type = choose_encoder(request.headers.get("accept", ""))
        return Response(encode(asked), media_type=content_type)


class _State:
    """The state of the archive, looked at when it is asked for."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def describe(self) -> "Iterable[Metric]":
        """Nothing beforehand: what there is may change."""
        return ()

    def collect(self) -> "Iterator[Metric]":
        """Each figure there is; what cannot be read is left out."""
        from prometheus_client.core import GaugeMetricFamily

        def gauge(name: str, told: str, *labels: str) -> GaugeMetricFamily:
            return GaugeMetricFamily(f"pressearchiv_{name}", told, labels=labels)

        figures: dict[tuple[str, str], float] = {}
        archive, data = self._context.archive, self._context.config.data
        visited = gauge(
            "city_last_success_seconds", "When a city was last visited without a failure.", "city"
        )
        with suppress(UserFacingError):
            last = archive.last_event()
            figures["events", "Newest event of the archive."] = last
            figures["releases", "Releases on record."] = archive.count()
            figures["erasures_pending", "Erasures that are not at their end."] = len(archive.erasures())
            for city, at in archive.last_successes().items():
                visited.add_metric([city], at.timestamp())
            self._context.engine.refresh()
            figures["index_lag_events", "Events that the index does not know yet."] = (
                last - self._context.engine.cursor
            )
        if checked := last_check(data):
            figures["check_faults", "Faults that the last check found."] = checked.faults
            figures["check_seconds", "When the last check began."] = checked.at.timestamp()
        for (name, told), value in figures.items():
            family = gauge(name, told)
            family.add_metric([], value)
            yield family
        yield visited
        if (archive.address or (data / ALERTS).exists()) and not archive.read_only:
            mails = gauge("mails", "Mails that wait, or did not arrive.", "state")
            for state, count in Counter(
                str(mail.state) for mail in Alerts(data, archive.address).mails()
            ).items():
                mails.add_metric([state], count)
            yield mails
