"""The operators' command, `pressearchiv`."""

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click

from settings import PREFIX, Settings, load
from wording import Language, ToldError, Wording

_NAME = "pressearchiv"
# Mistakes of the one who typed; everything else that goes wrong ends with 1.
_WRONG_USAGE = frozenset({"query-syntax", "unknown-city", "bad-setting", "unknown-engine", "bad-city-file"})
_LANGUAGE: Language = "en" if os.environ.get(f"{PREFIX}LANGUAGE") == "en" else "de"

Progress = Callable[[int, int], None]


def _say(de: str, en: str, **facts: object) -> str:
    return Wording(de, en).say(_LANGUAGE, **facts)


@dataclass(frozen=True, slots=True)
class _Context:
    """What every command starts from."""

    settings: Settings
    data: Path


def main() -> NoReturn:
    """Run the command; ends the process with 0, 1 (something could not be done or read) or 2 (wrong usage)."""
    as_json = "--json" in sys.argv
    try:
        sys.exit(command(standalone_mode=False) or 0)
    except ToldError as error:
        _tell_error(error.code, error.say(_LANGUAGE), error.place, as_json)
        sys.exit(2 if error.code in _WRONG_USAGE else 1)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        if not as_json:
            error.show()
        else:
            _tell_error("usage", error.format_message(), None, as_json)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(_say("Abgebrochen.", "Aborted."), err=True)
        sys.exit(130)


@click.group(
    help=_say(
        "Archiv der Pressemitteilungen deutscher Städte: holen, durchsuchen, belegen.",
        "An archive of German cities' press releases: fetch, search, prove.",
    )
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help=_say(
        "Verzeichnis von Archiv, Rohdaten und Index (sonst PRESSEARCHIV_DATA, sonst ./data).",
        "Directory of archive, captures and index (else PRESSEARCHIV_DATA, else ./data).",
    ),
)
@click.version_option(version(_NAME), prog_name=_NAME)
@click.pass_context
def command(context: click.Context, data: Path | None) -> None:
    settings = load()
    context.obj = _Context(settings, data or settings.data)


_json = click.option("--json", "as_json", is_flag=True, help=_say("Antwort als JSON.", "Answer as JSON."))


@command.command(
    help=_say(
        "Die Pressemitteilungen der genannten Städte holen; ohne Angabe aller Städte, deren Liste bekannt ist.",
        "Fetch the releases of the cities named; without any, of all cities whose list is known.",
    )
)
@click.argument("cities", nargs=-1, metavar="[CITY]...")
@click.option(
    "--no-index", is_flag=True, help=_say("Den Suchindex nicht nachführen.", "Leave the index as it is.")
)
@_json
@click.pass_obj
def ingest(context: _Context, cities: tuple[str, ...], no_index: bool, as_json: bool) -> int:
    from ingest.city import Cities
    from ingest.fetch import Fetcher
    from ingest.run import visit

    known = Cities(context.data)
    chosen = [known[key] for key in cities] or [city for city in known.values() if city.listing]
    runs = []
    with _archive(context) as archive, Fetcher(_policy(context.settings)) as fetcher:
        for city in chosen:
            with _progress(city.source.name) as progress:
                runs.append(visit(city, archive, fetcher, progress=progress, language=_LANGUAGE))
        if not no_index:
            _index(context, archive)
    return _tell_runs(runs, as_json)


@command.command(
    "import",
    help=_say(
        "Meldungen aus Dateien (HTML, TXT) oder allen Dateien unter einem Verzeichnis ins Archiv aufnehmen.",
        "Take releases from files (HTML, TXT), or all files below a directory, into the archive.",
    ),
)
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH..."
)
@click.option(
    "--city", required=True, metavar="KEY", help=_say("Stadt der Meldungen.", "City of the releases.")
)
@click.option(
    "--published",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help=_say("Datum für Meldungen, die selbst keines nennen.", "Date for releases that bear none."),
)
@click.option(
    "--no-index", is_flag=True, help=_say("Den Suchindex nicht nachführen.", "Leave the index as it is.")
)
@_json
@click.pass_obj
def import_(
    context: _Context,
    paths: tuple[Path, ...],
    city: str,
    published: datetime | None,
    no_index: bool,
    as_json: bool,
) -> int:
    from ingest.city import Cities
    from ingest.files import files_below
    from ingest.run import import_files

    chosen = Cities(context.data)[city]
    files = [file for path in paths for file in files_below(path)]
    with _archive(context) as archive:
        with _progress(chosen.source.name) as progress:
            run = import_files(
                files,
                chosen,
                archive,
                published=published.date() if published else None,
                progress=progress,
                language=_LANGUAGE,
            )
        if not no_index:
            _index(context, archive)
    return _tell_runs([run], as_json)


@command.command(
    help=_say(
        "Den Suchindex auf den Stand des Archivs bringen.",
        "Bring the search index up to the state of the archive.",
    )
)
@click.option(
    "--rebuild", is_flag=True, help=_say("Von Grund auf neu anlegen.", "Make it anew from scratch.")
)
@_json
@click.pass_obj
def index(context: _Context, rebuild: bool, as_json: bool) -> int:
    with _archive(context) as archive:
        followed = _index(context, archive, anew=rebuild)
        answer = {"followed": followed, "event": archive.last_event(), "releases": archive.count()}
    if as_json:
        _print_json(answer)
    else:
        text = _say(
            "{followed} Ereignisse nachgeführt; der Index kennt {releases} Meldungen.",
            "{followed} events followed; the index knows {releases} releases.",
            **answer,
        )
        click.echo(text)
    return 0


@command.command(
    help=_say(
        "Meldungen suchen, etwa: pressearchiv search 'person:\"Serap Güler\" integration'.",
        "Search releases, for example: pressearchiv search 'person:\"Serap Güler\" integration'.",
    )
)
@click.argument("text")
@click.option(
    "--page", type=click.IntRange(1), default=1, help=_say("Seite der Treffer.", "Page of the hits.")
)
@click.option(
    "--size", type=click.IntRange(1, 100), default=10, help=_say("Treffer je Seite.", "Hits a page.")
)
@_json
@click.pass_obj
def search(context: _Context, text: str, page: int, size: int, as_json: bool) -> int:
    from search.finder import Finder
    from search.params import Search
    from web.answers import search_answer

    with _archive(context) as archive, _engine(context) as engine:
        found = Finder(archive, engine, language=_LANGUAGE).find(Search(text=text, page=page, size=size))
        if as_json:
            _print_json(search_answer(found, context.settings.public_url.rstrip("/")))
        else:
            _tell_hits(found, context.settings.public_url.rstrip("/"))
    return 0


@command.command(
    help=_say("Eine Meldung mit allen Fassungen zeigen.", "Show a release with all its versions.")
)
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@_json
@click.pass_obj
def show(context: _Context, record_id: int, as_json: bool) -> int:
    from search.finder import permalink_of
    from web.answers import release_answer

    with _archive(context) as archive:
        record, versions = archive.record(record_id), archive.versions(record_id)
        link = permalink_of(archive, record, versions[-1])
    answer = release_answer(record, versions, link, context.settings.public_url.rstrip("/"))
    if as_json:
        _print_json(answer)
    else:
        _tell_release(answer)
    return 0


@command.command(
    help=_say(
        "Das Archiv als Webseite bereitstellen und den Index laufend nachführen.",
        "Serve the archive as web pages and keep the index up to date.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=_say("Port (sonst 8501).", "Port (else 8501)."))
@click.pass_obj
def serve(context: _Context, port: int | None) -> int:
    _serve(context, port or context.settings.port)
    return 0


@command.command(
    help=_say(
        "Eine erfundene Stadt auf diesem Rechner starten, einlesen und durchsuchbar machen.",
        "Start a fictional city on this machine, read it in and make it searchable.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=_say("Port des Archivs.", "Port of the archive."))
@click.option(
    "--site-port",
    type=click.IntRange(1, 65535),
    default=8502,
    show_default=True,
    help=_say("Port der Presseseite der Stadt.", "Port of the city's press site."),
)
@click.option(
    "--day",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help=_say(
        "Tag 2 bringt neue, geänderte und zurückgezogene Meldungen.",
        "Day 2 brings new, edited and withdrawn releases.",
    ),
)
@click.option(
    "--site-only",
    is_flag=True,
    help=_say("Nur die Presseseite der Stadt starten.", "Start the city's press site only."),
)
@click.pass_obj
def demo(context: _Context, port: int | None, site_port: int, day: int, site_only: bool) -> int:
    try:
        from demo.site import CITY, DemoSite, serving, write_city_file
    except ImportError as error:
        raise _DemoMissing(place=error.name) from error
    from ingest.city import Cities
    from ingest.fetch import Fetcher
    from ingest.run import visit

    with ExitStack() as stack:
        try:
            site = stack.enter_context(serving(DemoSite(day), site_port))
        except OSError as error:
            raise _PortTaken(place=str(site_port), option="--site-port") from error
        write_city_file(context.data, site)
        click.echo(
            _say(
                "Tellbrück ist erfunden; diese Stadt gibt es nicht. Ihre Presseseite: {site}/presse/",
                "Tellbrück is made up; this city does not exist. Its press site: {site}/presse/",
                site=site,
            )
        )
        if site_only:
            threading.Event().wait()
        with _archive(context) as archive, Fetcher(_policy(context.settings)) as fetcher:
            city = Cities(context.data)[CITY]
            with _progress(city.source.name) as progress:
                run = visit(city, archive, fetcher, progress=progress, language=_LANGUAGE)
            _tell_runs([run], as_json=False)
            _index(context, archive)
        _serve(context, port or context.settings.port)
    return 0


class _PortTaken(ToldError):
    code = "port-taken"
    wording = Wording(
        de="Port {place} ist schon belegt. Läuft das Programm bereits? Mit {option} lässt sich ein anderer wählen.",
        en="Port {place} is taken. Is the program running already? Choose another one with {option}.",
    )


class _DemoMissing(ToldError):
    code = "demo-missing"
    wording = Wording(
        de="Für die erfundene Stadt fehlt das Paket {place}: pip install 'pressearchiv[demo]'.",
        en="The fictional city needs the package {place}: pip install 'pressearchiv[demo]'.",
    )


# -- what commands share ---------------------------------------------------------------------------------------


@contextmanager
def _archive(context: _Context) -> Iterator[Any]:
    from archive.store import Archive

    with Archive(context.data) as archive:
        yield archive


@contextmanager
def _engine(context: _Context) -> Iterator[Any]:
    from search.engine import open_engine

    engine = open_engine(context.settings.engine, context.data / "index")
    try:
        yield engine
    finally:
        engine.close()


def _index(context: _Context, archive: Any, *, anew: bool = False) -> int:
    from search.indexer import catch_up, rebuild

    with _engine(context) as engine, _progress("Index") as progress:
        return (rebuild if anew else catch_up)(archive, engine, progress)


def _policy(settings: Settings) -> Any:
    from ingest.fetch import Policy

    return Policy(contact=settings.contact or None, version=version(_NAME), delay=settings.delay)


def _serve(context: _Context, port: int) -> None:
    from web.server import PortTakenError, serve_pages

    # The pages are a script of their own in this process and read the settings themselves.
    os.environ[f"{PREFIX}DATA"] = str(context.data.resolve())
    host = context.settings.host
    try:
        serve_pages(
            context.data,
            engine_name=context.settings.engine,
            language=context.settings.language,
            host=host,
            port=port,
            ready=lambda address: click.echo(
                _say("Das Archiv ist bereit: {address}", "The archive is ready: {address}", address=address)
            ),
        )
    except PortTakenError as error:
        raise _PortTaken(place=str(port), option="--port") from error


@contextmanager
def _progress(label: str) -> Iterator[Progress]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


# -- what is told ----------------------------------------------------------------------------------------------


def _print_json(answer: object) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _tell_error(code: str, message: str, place: str | None, as_json: bool) -> None:
    if as_json:
        from web.answers import error_answer

        _print_json(error_answer(code, message, place))
    else:
        click.echo(message, err=True)


def _tell_runs(runs: list[Any], as_json: bool) -> int:
    from web.answers import run_answer

    if as_json:
        _print_json({"runs": [run_answer(run) for run in runs]})
    else:
        for run in runs:
            click.echo(
                _say(
                    "{city}: {listed} gefunden, {added} neu, {changed} geändert, {withdrawn} zurückgezogen, "
                    "{failed} nicht lesbar.",
                    "{city}: {listed} found, {added} new, {changed} changed, {withdrawn} withdrawn, "
                    "{failed} unreadable.",
                    **run_answer(run),
                )
            )
            for problem in run.problems:
                click.echo(f"  {problem.message}", err=True)
        if not runs:
            click.echo(_say("Keine Stadt mit bekannter Liste.", "No city with a known list."), err=True)
    return 1 if any(run.failed for run in runs) else 0


def _tell_hits(page: Any, public_url: str) -> None:
    from german.dates import german_date

    total, pages = page.total, page.pages
    click.echo(
        _say(
            "{total} Treffer, Seite {page} von {pages}",
            "{total} hits, page {page} of {pages}",
            total=total,
            page=page.request.page,
            pages=pages,
        )
    )
    for hit in page.hits:
        number = hit.version.reading.number
        when = german_date(hit.published) if hit.published else _say("ohne Datum", "undated")
        click.echo()
        click.echo(f"[{hit.record.id}] {_marked(hit.title)}")
        click.echo(
            "    " + " · ".join(filter(None, (when, hit.record.city, number.printed if number else "")))
        )
        click.echo("    " + _marked(hit.snippet))
        click.echo("    " + public_url + hit.permalink)


def _marked(snippet: Any) -> str:
    """The snippet with its marks in bold; click leaves the codes out where the output is no terminal."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [snippet.text[at:start], click.style(snippet.text[start:end], bold=True)]
        at = end
    return "".join([*pieces, snippet.text[at:]])


def _tell_release(answer: dict[str, Any]) -> None:
    click.echo(answer["title"])
    facts = {
        _say("Stadt", "City"): answer["city"],
        _say("Nummer", "Number"): answer["number_printed"],
        _say("Datum", "Date"): answer["published"] or _say("nicht bekannt", "unknown"),
        _say("Adresse", "Address"): ", ".join(answer["addresses"]),
        _say("Permalink", "Permalink"): answer["permalink"],
        _say("Personen", "Persons"): "; ".join(
            person["name"] + (f" ({person['role']})" if person["role"] else "")
            for person in answer["persons"]
        ),
        _say("Themen", "Topics"): ", ".join(topic["key"] for topic in answer["topics"]),
        _say("Zurückgezogen", "Withdrawn"): answer["withdrawn_at"],
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label}: {value}")
    for text in (
        answer["lead"],
        answer["body"],
        *(image["caption"] for image in answer["images"]),
        answer["contact"],
    ):
        if text:
            click.echo(f"\n{text}")
    click.echo()
    for one in answer["versions"]:
        at = datetime.fromisoformat(one["recorded_at"]).astimezone()
        recorded = f"{at:%d.%m.%Y %H:%M}"
        click.echo(_say("Fassung {n} vom {at}", "Version {n} of {at}", n=one["version"], at=recorded))


if __name__ == "__main__":
    main()
