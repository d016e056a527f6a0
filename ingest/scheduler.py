"""Many cities at once: one thread for all that share a host, so that no host is ever asked twice at a time."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Event as Signal

from archive.errors import ArchiveError
from archive.model import Problem, Run
from archive.store import Archive
from ingest.city import City
from ingest.crawl import crawl_city
from ingest.errors import IngestError, ReaderFault
from ingest.fetch import Fetcher
from ingest.run_state import Progress
from ingest.turns import ALONE, HostTurns
from language.messages import Language

# Most threads wait for a server or keep their distance from it.
_MOST_THREADS = 100

MakeFetcher = Callable[[], Fetcher]
ProgressOf = Callable[[City], AbstractContextManager[Progress]]


def crawl_all(
    cities: Iterable[City],
    archive: Archive,
    make_fetcher: MakeFetcher,
    *,
    progress_of: ProgressOf,
    language: Language = "de",
    recheck: bool = False,
    stop: Signal,
) -> list[Run]:
    """Visit every city and return how it went, in their order; one that fails never stops another.

    `stop` ends every visit before its next request, as Ctrl+C does.
    """
    chosen = list(cities)
    runs: dict[str, Run] = {}

    def visit_group(group: Sequence[City]) -> None:
        with make_fetcher() as fetcher:
            for city in group:
                with progress_of(city) as progress:
                    runs[city.key] = _visit(
                        city, archive, fetcher, progress, language, recheck=recheck, stop=stop
                    )

    groups = by_host(chosen)
    with ThreadPoolExecutor(min(max(len(groups), 1), _MOST_THREADS)) as pool:
        try:
            for done in [pool.submit(visit_group, group) for group in groups]:
                done.result()
        except KeyboardInterrupt:  # the threads end before their next request
            stop.set()
            raise
    return [runs[city.key] for city in chosen]


def watch(
    known: Callable[[], Iterable[City]],
    archive: Archive,
    make_fetcher: MakeFetcher,
    *,
    every: timedelta,
    told: Callable[[City, Run], None],
    failed: Callable[[Exception], None],
    stop: Signal,
    language: Language = "de",
    turns: HostTurns = ALONE,
) -> None:
    """Visit every city again and again until told to stop; a slow one never keeps another waiting.

    `known` is asked anew each round, so that a city file may come, change or go; `told` hears of each visit,
    `failed` of what keeps one from its turn. Where several processes do so, `turns` says which of them visits whom.
    """

    def visit_group(group: Sequence[City]) -> None:
        try:
            with turns.visit(hosts_of(group), every) as ours, make_fetcher() as fetcher:
                for city in group if ours else ():
                    if not stop.is_set():
                        run = _visit(city, archive, fetcher, _nobody, language, recheck=False, stop=stop)
                        told(city, run)
        except ArchiveError as error:  # a turn that cannot be taken, or given back: that ends by its time
            failed(error)

    def waiting() -> list[list[City]]:
        groups = by_host(known())
        try:
            free = turns.free([hosts_of(group) for group in groups], every)
        except ArchiveError as error:
            failed(error)
            return []
        return [group for group, is_free in zip(groups, free, strict=True) if is_free]

    busy: dict[Future[None], frozenset[str]] = {}
    with ThreadPoolExecutor(_MOST_THREADS) as pool:
        while not stop.is_set():
            busy = {job: hosts for job, hosts in busy.items() if not job.done()}
            asked = frozenset().union(*busy.values())
            for group in waiting():
                if not (hosts := hosts_of(group)) & asked:
                    busy[pool.submit(visit_group, group)] = hosts
            stop.wait(turns.pause(every).total_seconds())


def hosts_of(group: Iterable[City]) -> frozenset[str]:
    """All hosts of some cities."""
    return frozenset(host for city in group for host in city.reach.hosts)


def by_host(cities: Iterable[City]) -> list[list[City]]:
    """Cities in groups that share no host with each other."""
    groups: dict[int, list[City]] = {}
    group_of: dict[str, int] = {}
    for number, city in enumerate(cities):
        joined = sorted({group_of[host] for host in city.reach.hosts if host in group_of})
        members = [member for group in joined for member in groups.pop(group)]
        groups[number] = [*members, city]
        for host in hosts_of(groups[number] if joined else [city]):
            group_of[host] = number
    return list(groups.values())


def _visit(
    city: City,
    archive: Archive,
    fetcher: Fetcher,
    progress: Progress,
    language: Language,
    *,
    recheck: bool,
    stop: Signal | None,
) -> Run:
    begun = datetime.now(UTC)
    try:
        return crawl_city(
            city, archive, fetcher, progress=progress, language=language, recheck=recheck, stop=stop
        )
    except IngestError as error:
        problem = Problem(code=error.code, place=error.place, message=error.text(language))
    except ArchiveError as error:
        problem = Problem(code=error.code, place=city.key, message=error.text(language))
    except Exception as error:  # noqa: BLE001 whatever it is, it is told, and the next city gets its turn
        reason = f"{type(error).__name__}: {error}"
        fault = ReaderFault(city=city.source.name, place=city.key, reason=reason)
        problem = Problem(code=fault.code, place=city.key, message=fault.text(language))
    ended = Run(city=city.key, started=begun, status="failed", failed=1, problems=(problem,))
    return replace(ended, finished=datetime.now(UTC))


def _nobody(done: int, total: int) -> None:
    """A progress that tells nobody."""
