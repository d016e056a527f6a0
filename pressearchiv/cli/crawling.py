"""Fetching: `ingest`, `watch`, `import`."""

import signal
import threading
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from language.formats import number_text
from language.german.zone import GERMANY
from language.messages import Message, UserFacingError
from pressearchiv.cli.context import (
    CommandContext,
    cities_to_fetch,
    tell_city_files_left,
    tell_unknown_settings,
)
from pressearchiv.cli.options import json_option, no_index_option
from pressearchiv.cli.output import LANGUAGE, print_json, progress, progress_bars, translate
from pressearchiv.logs import note, note_failure

if TYPE_CHECKING:
    from archive.model import Run
    from archive.store import Archive
    from ingest.city import City
    from ingest.inbox import Inbox


# How often the folder is looked into, in seconds.
_INBOX_EVERY = 3.0
# Many cities are visited at once, each told in lines of its own.
_PRINTING = threading.Lock()


@click.command(
    help=translate(
        "Die Pressemitteilungen der genannten Städte holen; ohne Angabe die der eigenen Städte und derer im Archiv.",
    )
)
@click.argument("cities", nargs=-1, metavar="[CITY]...")
@click.option(
    "--recheck",
    is_flag=True,
    help=translate(
        "Alle archivierten Adressen erneut abrufen, nicht nur die fälligen.",
    ),
)
@no_index_option
@json_option
@click.pass_obj
def ingest(
    context: CommandContext, cities: tuple[str, ...], recheck: bool, no_index: bool, as_json: bool
) -> int:
    from ingest.scheduler import crawl_all

    stop = threading.Event()
    tell_city_files_left(context)
    known = context.cities()
    named = [known[key] for key in cities]
    with context.archive(make=True) as archive, context.fetching(stop) as fetching:
        chosen = named or list(cities_to_fetch(context.settings, known, archive))
        try:
            with progress_bars() as bar:
                runs = crawl_all(
                    chosen,
                    archive,
                    fetching.fetcher,
                    stop=stop,
                    progress_of=lambda city: bar(city.source.name),
                    language=LANGUAGE,
                    recheck=recheck,
                )
        finally:  # also what was taken in before Ctrl+C can be found
            if not no_index:
                context.index(archive)
    return print_runs(runs, as_json)


@click.command(
    help=translate(
        "Unbeaufsichtigt: alle Städte immer wieder abrufen, was fällig ist, und den Index nachführen.",
    )
)
@click.option(
    "--every",
    type=click.FloatRange(0.01, 24 * 60),
    help=translate("Minuten zwischen zwei Runden (sonst 15)."),
)
@click.option(
    "--worker",
    is_flag=True,
    help=translate(
        "Nur abrufen, neben anderen, die dasselbe Archiv füllen; den Index führt ein anderer Prozess nach.",
    ),
)
@click.pass_obj
def watch(context: CommandContext, every: float | None, worker: bool) -> int:
    from ingest.scheduler import watch as watch_cities

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    minutes = every or context.settings.interval
    if worker and not context.settings.archive:
        raise WorkerAlone(place=str(context.data))
    tell_unknown_settings()
    tell_city_files_left(context)

    with context.archive(make=True) as archive, context.fetching(stop) as fetching:
        inbox = None if worker else context.inbox()

        def chosen() -> "list[City]":
            return list(cities_to_fetch(context.settings, context.cities(), archive))

        def to_fetch() -> "list[City]":
            try:
                return chosen()
            except Exception as error:  # noqa: BLE001 the next round may be better, and it is told
                _failed(error)
            return []

        # What is wrong now is told now, not in the first round; a folder alone can be watched, too.
        try:
            names = [known.source.name for known in chosen()]
        except UserFacingError:
            if inbox is None:
                raise
            names = []
        if names:
            click.echo(
                translate(
                    "Alle {minutes} Minuten wird abgerufen, was fällig ist, von: {names}. Beenden mit Strg+C.",
                    minutes=number_text(minutes, LANGUAGE),
                    names=", ".join(names),
                )
            )
        if inbox:
            place = inbox.directory
            click.echo(translate("Aufgenommen wird, was in den Ordner {place} gelegt wird.", place=place))
        visiting = threading.Thread(
            target=watch_cities,
            args=(to_fetch, archive, fetching.fetcher),
            kwargs={
                "every": timedelta(minutes=minutes),
                "told": lambda city, run: _print_visit(run),
                "failed": _failed,
                "stop": stop,
                "language": LANGUAGE,
                "turns": fetching.turns,
            },
        )
        working = [visiting] if names else []
        if not worker:
            working.append(threading.Thread(target=_follow, args=(context, stop)))
        for thread in working:
            thread.start()
        try:
            _take_in_until(context, archive, stop, inbox)
        finally:
            stop.set()
            for thread in working:
                thread.join()
        if not worker:
            context.index(archive)
    return 0


class WorkerAlone(UserFacingError):
    """Several processes that fetch need a database which says whose turn it is."""

    code = "worker-alone"
    exit_code = 2
    message = Message(
        "Über dem Verzeichnis {place} ruft immer nur ein Prozess ab. Mehrere nebeneinander (--worker) brauchen ein "
        "Archiv in PostgreSQL: PRESSEARCHIV_ARCHIVE=postgresql://…"
    )


def _take_in_until(
    context: CommandContext, archive: "Archive", stop: threading.Event, inbox: "Inbox | None"
) -> None:
    """Take in what is put into the folder until told to stop; what fails is told once and tried again."""
    told = ""
    while not stop.is_set():
        try:
            if inbox:
                _take_in(context, archive, inbox)
            told = ""
        except UserFacingError as error:
            if error.text(LANGUAGE) != told:
                told = error.text(LANGUAGE)
                note_failure(error, LANGUAGE)
        stop.wait(_INBOX_EVERY)


def _follow(context: CommandContext, stop: threading.Event) -> None:
    from pressearchiv.following import follow

    settings = context.settings
    follow(
        context.data,
        archive=settings.archive,
        captures=settings.captures,
        engine=settings.search,
        stop=stop,
        told=_failed,
    )


def _failed(error: Exception) -> None:
    note_failure(error, LANGUAGE)


def _take_in(context: CommandContext, archive: "Archive", inbox: "Inbox") -> None:
    from ingest.inbox import take_in

    for run in take_in(inbox, context.cities_of_inbox(context.cities(), archive), archive, language=LANGUAGE):
        _print_run(run)


def _print_visit(run: "Run") -> None:
    """A visit that brought something, or went wrong, is worth a line in the log."""
    facts = {
        name: getattr(run, name) for name in ("listed", "fetched", "added", "changed", "withdrawn", "failed")
    }
    note(f"{run.city}: {run.status}", event="visit", city=run.city, status=run.status, **facts)
    if run.added or run.changed or run.withdrawn or run.failed:
        _print_run(run)


def _print_run(run: "Run") -> None:
    with _PRINTING:
        click.echo(f"{datetime.now(GERMANY):%Y-%m-%d %H:%M} ", nl=False)
        print_runs([run], as_json=False)


@click.command(
    "import",
    help=translate(
        "Meldungen aus Dateien (HTML, TXT, PDF, DOCX, EML, MBOX) oder allen Dateien unter einem Verzeichnis ins Archiv "
        "aufnehmen; eine manifest.csv daneben (file, url, published, number) nennt, was die Dateien nicht sagen.",
    ),
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH..."
)
@click.option("--city", required=True, metavar="KEY", help=translate("Stadt der Meldungen."))
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help=translate("Datum für Meldungen, die selbst keines nennen."),
)
@no_index_option
@json_option
@click.pass_obj
def import_(
    context: CommandContext,
    paths: tuple[Path, ...],
    city: str,
    published: datetime | None,
    no_index: bool,
    as_json: bool,
) -> int:
    from ingest.files import files_below
    from ingest.import_files import import_files

    chosen = context.cities()[city]
    files = [file for path in paths for file in files_below(path)]
    with context.archive(make=True) as archive:
        with progress(chosen.source.name) as bar:
            run = import_files(
                files,
                chosen,
                archive,
                published=published.date() if published else None,
                progress=bar,
                language=LANGUAGE,
            )
        if not no_index:
            context.index(archive)
    return print_runs([run], as_json)


def print_runs(runs: "list[Run]", as_json: bool) -> int:
    """How visits or imports went; returns the exit code."""
    from pressearchiv.web.shared.serializers import run_answer

    if as_json:
        print_json({"runs": [run_answer(run) for run in runs]})
    else:
        for run in runs:
            line = translate(
                "{city}: {listed} gefunden, {fetched} abgerufen, {added} neu, {changed} geändert, {withdrawn} "
                "zurückgezogen",
                **run_answer(run),
            )
            problems = (
                translate("1 Problem")
                if run.failed == 1
                else translate("{failed} Probleme", failed=run.failed)
            )
            click.echo(f"{line}, {problems}.")
            known = run.fetched - run.added - run.changed - run.failed
            if run.kind == "import" and known > 0:
                click.echo(translate("  {n} davon waren schon im Archiv.", n=known))
            if run.undated and run.kind == "import":  # after a visit, the series dates most of them
                undated = translate(
                    "  {n} davon ohne bekanntes Datum (--published oder manifest.csv kann eines nennen).",
                    n=run.undated,
                )
                click.echo(undated)
            if run.status == "stopped":
                click.echo(
                    translate(
                        "  Abgebrochen; der nächste Lauf macht weiter.",
                    )
                )
            for problem in run.problems:
                click.echo(f"  {problem.message}", err=not problem.remark)
        if not runs:
            click.echo(translate("Keine Stadt mit bekannter Liste."), err=True)
    return 1 if any(run.failed for run in runs) else 0
