"""The operators' command, `pressearchiv`."""

import gc
import os
import signal
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from language.messages import Message, UserFacingError
from pressearchiv.cli.output import (
    LANGUAGE,
    checkup_answer,
    discovery_answer,
    figure,
    print_alerts,
    print_checkup,
    print_discovery,
    print_error,
    print_health,
    print_hits,
    print_json,
    print_release,
    print_runs,
    print_series,
    progress,
    progress_bars,
    translate,
)

# What only one command needs is imported by it: a command starts no slower than it must.
if TYPE_CHECKING:
    from pressearchiv.settings import Settings

# What is made while modules load stays; looking for garbage among it costs a short command a tenth of its time.
_GARBAGE = gc.get_threshold()
gc.set_threshold(100_000)

_NAME = "pressearchiv"
# No date or period is longer than this (letters).
_LONGEST_PERIOD = 200
# So many persons are shown at once.
_MOST_PEOPLE = 50
# How long the index may lag behind what `watch` takes in, in seconds.
_INDEX_EVERY = 1.0
# Mistakes of the one who typed; everything else that goes wrong ends with 1.
_WRONG_USAGE = frozenset(
    {
        "query-syntax",
        "unknown-city",
        "bad-setting",
        "unknown-engine",
        "bad-city-file",
        "city-file-there",
        "not-a-checkout",
        "no-period",
    }
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What every command starts from."""

    settings: "Settings"
    data: Path


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; ends the process with 0, 1 (something could not be done or read) or 2 (wrong usage).

    `arguments` are those of the process where none are given.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    try:
        sys.exit(command(given, prog_name=_NAME, standalone_mode=False) or 0)
    except UserFacingError as error:
        print_error(error.code, error.text(LANGUAGE), error.place, as_json)
        sys.exit(2 if error.code in _WRONG_USAGE else 1)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        if not as_json:
            error.show()
        else:
            print_error("usage", error.format_message(), None, as_json)
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo(translate("Abgebrochen."), err=True)
        sys.exit(130)


@click.group(
    help=translate(
        "Archiv der Pressemitteilungen deutscher Städte: holen, durchsuchen, belegen.",
    )
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    help=translate(
        "Verzeichnis von Archiv, Rohdaten und Index (sonst PRESSEARCHIV_DATA, sonst ./data).",
    ),
)
@click.version_option(package_name=_NAME, prog_name=_NAME)
@click.pass_context
def command(context: click.Context, data: Path | None) -> None:
    from pressearchiv.settings import load

    settings = load()
    context.obj = _Context(settings, data or settings.data)


_no_index = click.option("--no-index", is_flag=True, help=translate("Den Suchindex nicht nachführen."))
_json = click.option("--json", "as_json", is_flag=True, help=translate("Antwort als JSON."))


@command.command(
    help=translate(
        "Die Pressemitteilungen der genannten Städte holen; ohne Angabe aller Städte, deren Liste bekannt ist.",
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
@_no_index
@_json
@click.pass_obj
def ingest(context: _Context, cities: tuple[str, ...], recheck: bool, no_index: bool, as_json: bool) -> int:
    from ingest.city import Cities
    from ingest.scheduler import crawl_all

    stop = threading.Event()
    known = Cities(context.data)
    chosen = [known[key] for key in cities] or list(_to_fetch(context, known))
    with _archive(context) as archive, _fetching_alone(context):
        try:
            with progress_bars() as bar:
                runs = crawl_all(
                    chosen,
                    archive,
                    lambda: _fetcher(context.settings, stop),
                    stop=stop,
                    progress_of=lambda city: bar(city.source.name),
                    language=LANGUAGE,
                    recheck=recheck,
                )
        finally:  # also what was taken in before Ctrl+C can be found
            if not no_index:
                _index(context, archive)
    return print_runs(runs, as_json)


@command.command(
    help=translate(
        "Unbeaufsichtigt: alle Städte immer wieder abrufen, was fällig ist, und den Index nachführen.",
    )
)
@click.option(
    "--every",
    type=click.FloatRange(0.01, 24 * 60),
    help=translate("Minuten zwischen zwei Runden (sonst 15)."),
)
@click.pass_obj
def watch(context: _Context, every: float | None) -> int:
    from ingest.city import Cities
    from ingest.scheduler import watch as watch_cities

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    minutes = every or context.settings.interval
    # What is wrong now is told now, not in the first round.
    names = [one.source.name for one in _to_fetch(context, Cities(context.data))]

    def to_fetch() -> list[Any]:
        try:
            return list(_to_fetch(context, Cities(context.data)))
        except UserFacingError as error:
            click.echo(error.text(LANGUAGE), err=True)
        except Exception as error:  # noqa: BLE001 the next round may be better, and it is told
            click.echo(f"{type(error).__name__}: {error}", err=True)
        return []

    with _archive(context) as archive, _fetching_alone(context):
        click.echo(
            translate(
                "Alle {minutes} Minuten wird abgerufen, was fällig ist, von: {names}. Beenden mit Strg+C.",
                minutes=figure(minutes),
                names=", ".join(names),
            )
        )
        watching = threading.Thread(
            target=watch_cities,
            args=(
                to_fetch,
                archive,
                lambda: _fetcher(context.settings, stop),
            ),
            kwargs={
                "every": timedelta(minutes=minutes),
                "told": lambda city, run: _print_visit(run),
                "stop": stop,
                "language": LANGUAGE,
            },
        )
        watching.start()
        try:
            _follow_until(context, archive, stop)
        finally:
            stop.set()
            watching.join()
    return 0


def _follow_until(context: _Context, archive: Any, stop: threading.Event) -> None:
    """Keep the index up to the archive; what fails is told once and tried again."""
    told, followed = "", -1
    while not stop.is_set():
        try:
            if (last := archive.last_event()) != followed:
                _index(context, archive)
                followed = last
            told = ""
        except UserFacingError as error:
            if str(error) != told:
                told = error.text(LANGUAGE)
                click.echo(told, err=True)
        stop.wait(_INDEX_EVERY)
    _index(context, archive)


def _print_visit(run: Any) -> None:
    """A visit that brought something, or went wrong, is worth a line in the log."""
    if run.added or run.changed or run.withdrawn or run.failed:
        click.echo(f"{datetime.now():%Y-%m-%d %H:%M} ", nl=False)
        print_runs([run], as_json=False)


@command.command(
    "import",
    help=translate(
        "Meldungen aus Dateien (HTML, TXT, PDF, DOCX, EML) oder allen Dateien unter einem Verzeichnis ins Archiv "
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
@_no_index
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
    from ingest.crawl import import_files
    from ingest.files import files_below

    chosen = Cities(context.data)[city]
    files = [file for path in paths for file in files_below(path)]
    with _archive(context) as archive:
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
            _index(context, archive)
    return print_runs([run], as_json)


@command.command(
    help=translate(
        "Den Suchindex auf den Stand des Archivs bringen.",
    )
)
@click.option("--rebuild", is_flag=True, help=translate("Von Grund auf neu anlegen."))
@_json
@click.pass_obj
def index(context: _Context, rebuild: bool, as_json: bool) -> int:
    with _archive(context) as archive:
        followed = _index(context, archive, anew=rebuild)
        answer = {"followed": followed, "event": archive.last_event(), "releases": archive.count()}
    if as_json:
        print_json(answer)
    else:
        text = translate(
            "{followed} Ereignisse nachgeführt; der Index kennt {releases} Meldungen.",
            **answer,
        )
        click.echo(text)
    return 0


@command.command(
    context_settings={"ignore_unknown_options": True},  # a query may begin with a word that is excluded
    help=translate(
        "Meldungen suchen, etwa: pressearchiv search 'person:\"Serap Güler\" integration'.",
    ),
)
@click.argument("text")
@click.option("--page", type=click.IntRange(1), default=1, help=translate("Seite der Treffer."))
@click.option("--size", type=click.IntRange(1, 100), default=10, help=translate("Treffer je Seite."))
@_json
@click.pass_obj
def search(context: _Context, text: str, page: int, size: int, as_json: bool) -> int:
    from pressearchiv.settings import web_config
    from pressearchiv.web.shared.serializers import search_answer
    from search.finder import Finder
    from search.params import Search

    with _archive(context) as archive, _engine(context) as engine:
        found = Finder(archive, engine, language=LANGUAGE).find(Search(text=text, page=page, size=size))
        if as_json:
            print_json(search_answer(found, web_config(context.settings, context.data).public_url))
        else:
            print_hits(found, web_config(context.settings, context.data).public_url)
    return 0


@command.command(help=translate("Eine Meldung mit allen Fassungen zeigen."))
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@_json
@click.pass_obj
def show(context: _Context, record_id: int, as_json: bool) -> int:
    from pressearchiv.settings import web_config
    from pressearchiv.web.shared.serializers import release_answer
    from search.finder import permalink_of

    with _archive(context) as archive:
        record, versions = archive.record(record_id), archive.versions(record_id)
        link = permalink_of(archive, record, versions[-1])
        corrections = archive.corrections(record_id)
    answer = release_answer(
        record, versions, corrections, link, web_config(context.settings, context.data).public_url
    )
    if as_json:
        print_json(answer)
    else:
        print_release(answer)
    return 0


@command.command(
    help=translate(
        "Eine Meldung überall verbergen: Suche, Seiten, Feeds, Ausgaben. Ihre Nummer bleibt.",
    )
)
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@click.option(
    "--reason",
    required=True,
    help=translate("Warum; steht am Permalink."),
)
@click.option(
    "--erase",
    is_flag=True,
    help=translate(
        "Auch Text und gespeicherte Bytes vernichten; nicht umkehrbar. Sicherungen bleiben, wie sie sind.",
    ),
)
@_json
@click.pass_obj
def seal(context: _Context, record_id: int, reason: str, erase: bool, as_json: bool) -> int:
    if not reason.strip():
        raise click.UsageError(translate("--reason darf nicht leer sein."))
    with _archive(context) as archive:
        now = datetime.now(UTC)
        event = (
            archive.erase(record_id, reason, now, by=_who())
            if erase
            else archive.seal(record_id, reason, now, by=_who())
        )
        _index(context, archive, anew=erase)
    _print_seal(event, as_json, erased=erase)
    return 0


@command.command(help=translate("Eine verborgene Meldung wieder zeigen."))
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@_json
@click.pass_obj
def unseal(context: _Context, record_id: int, as_json: bool) -> int:
    with _archive(context) as archive:
        event = archive.unseal(record_id, datetime.now(UTC), by=_who())
        _index(context, archive)
    _print_seal(event, as_json)
    return 0


def _print_seal(event: Any, as_json: bool, *, erased: bool = False) -> None:
    if as_json:
        print_json({"id": event.record_id, "event": event.kind, "at": event.at.isoformat()})
    elif erased:
        click.echo(
            translate(
                "Text und Bytes von Meldung {id} sind vernichtet. Ihre Nummer und ihre Adresse bleiben, damit sie "
                "nicht wiederkommt; Sicherungen bleiben, wie sie sind.",
                id=event.record_id,
            )
        )
    elif event.kind == "sealed":
        click.echo(translate("Meldung {id} ist gesperrt.", id=event.record_id))
    else:
        click.echo(translate("Meldung {id} ist wieder da.", id=event.record_id))


@command.command(
    help=translate(
        "Alle gespeicherten Fassungen, die ein älterer Leser gelesen hat, neu auswerten – ohne Netz.",
    )
)
@_no_index
@_json
@click.pass_obj
def reread(context: _Context, no_index: bool, as_json: bool) -> int:
    from ingest.city import Cities
    from ingest.reprocess import reread as read_again

    known = {city.key: city for city in _readable(Cities(context.data))}
    with _archive(context) as archive:
        with progress(translate("Neu lesen")) as bar:
            done = read_again(archive, known, bar)
        if not no_index:
            _index(context, archive)
    if as_json:
        faults = [
            {"code": fault.code, "place": fault.place, "message": fault.text(LANGUAGE)}
            for fault in done.faults
        ]
        print_json({"read": done.read, "changed": done.changed, "faults": faults})
    else:
        for one in done.faults:
            click.echo(one.text(LANGUAGE), err=True)
        click.echo(
            translate(
                "{read} Fassungen neu gelesen; bei {changed} Meldungen steht nun mehr oder anderes.",
                read=done.read,
                changed=done.changed,
            )
        )
    return 1 if done.faults else 0


@command.command(
    help=translate(
        "Zeigen, was aus einer Datei gelesen wird, ohne sie zu archivieren.",
    )
)
@click.argument("path", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="PATH")
@click.option("--city", metavar="KEY", help=translate("Stadt der Meldung."))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help=translate("Tag der Veröffentlichung, wenn keiner dasteht."),
)
@_json
@click.pass_obj
def read(context: _Context, path: Path, city: str | None, on: datetime | None, as_json: bool) -> int:
    from ingest.city import Cities, unknown_city
    from ingest.files import capture_file, read_file
    from ingest.reading import read as read_printed
    from pressearchiv.cli.output_reading import print_read, read_answer

    chosen = Cities(context.data)[city] if city else unknown_city()
    printed, layout = read_file(capture_file(path), chosen, path)
    reading = read_printed(printed, chosen, given_date=on.date() if on else None)
    answer = read_answer(printed, reading, layout)
    if as_json:
        print_json(answer)
    else:
        print_read(answer)
    return 0


@command.command(
    help=translate(
        'Eine Zeitangabe deuten, etwa: pressearchiv when "Anfang August" --on 2017-08-14.',
    )
)
@click.argument("text")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d", "%d.%m.%Y"]),
    help=translate("Der Tag, von dem aus gezählt wird; sonst heute."),
)
@_json
def when(text: str, on: datetime | None, as_json: bool) -> int:
    from language.german.dates import read_mentioned
    from pressearchiv.cli.output_reading import period_text
    from pressearchiv.web.shared.serializers import mentioned_answer

    found = read_mentioned(text[:_LONGEST_PERIOD], today=(on or datetime.now()).date())
    if found is None:
        raise _NoPeriod(place=text[:80])
    answer = mentioned_answer(found)
    if as_json:
        print_json(answer)
    else:
        click.echo(period_text(answer))
        if found.doubt is not None:
            click.echo(
                translate("Der Wochentag passt nicht zum Datum.")
                if found.doubt == "weekday"
                else translate(
                    "Nicht eindeutig; gezeigt ist der nächstgelegene Tag.",
                )
            )
    return 0


class _NoPeriod(UserFacingError):
    code = "no-period"
    message = Message(
        "„{place}“ ist keine Zeitangabe, die sich deuten lässt; möglich sind etwa 15.08.2017, „3. bis 5. August“, "
        "„Anfang August“, „KW 33“, „letzte Woche“, „seit 2016“.",
    )


@command.group(
    help=translate(
        "Personen über alle Meldungen: finden, wer ein Amt wann hatte, zusammenführen, trennen.",
    )
)
def people() -> None:
    pass


@people.command(
    "find",
    help=translate(
        "Personen suchen; mit --role und --on: wer hatte das Amt, etwa people find --role Kämmerer --on 2019.",
    ),
)
@click.argument("name", required=False)
@click.option("--role", help=translate("Amt, Beruf oder Funktion."))
@click.option("--on", "period", help=translate("Tag oder Zeitraum."))
@click.option("--city", metavar="KEY", help=translate("Nur diese Stadt."))
@_json
@click.pass_obj
def people_find(
    context: _Context, name: str | None, role: str | None, period: str | None, city: str | None, as_json: bool
) -> int:
    from archive.people import holders, offices_like
    from language.german.dates import Period, read_period
    from language.german.names import name_matches
    from pressearchiv.cli.output_reading import print_holders, print_individuals, print_nobody
    from pressearchiv.web.shared.serializers import holder_answer, person_answer

    asked = read_period(period, today=date.today()) if period else Period(start=None, end=None)
    if asked is None:
        raise _NoPeriod(place=period)
    with _archive(context) as archive:
        everybody = _individuals(archive)
        chosen = [
            person
            for person in everybody
            if (not name or any(name_matches(name, s) for s in person.spellings))
        ]
        chosen = [person for person in chosen if not city or city in person.cities]
        if role:
            held = holders(chosen, role, asked, city)
            texts = _texts_of(archive, {record for holder in held for record, _ in holder.evidence})
            answers = [holder_answer(holder, texts) for holder in held]
        else:
            chosen = chosen[:_MOST_PEOPLE]
            records = {
                record for person in chosen for tenure in person.tenures for record, _ in tenure.evidence
            }
            texts = _texts_of(archive, records)
            answers = [person_answer(person, texts) for person in chosen]
    if as_json:
        print_json({"persons": answers})
    elif not answers:
        wanted = role or name
        print_nobody(offices_like(everybody, wanted) if wanted else ())
    elif role:
        print_holders(answers)
    else:
        print_individuals(answers)
    return 0


@people.command(
    "merge",
    help=translate(
        "Festhalten, dass zwei Einträge dieselbe Person sind; der erste geht im zweiten auf.",
    ),
)
@click.argument("key")
@click.argument("into")
@click.option("--note", required=True, help=translate("Woher das bekannt ist."))
@click.pass_obj
def people_merge(context: _Context, key: str, into: str, note: str) -> int:
    from archive.people import merging

    with _archive(context) as archive:
        known = {individual.key: individual for individual in _individuals(archive)}
        one, other = _person(known, key), _person(known, into)
        number = archive.decide(merging(one, other, note, datetime.now(UTC)), by=_who())
    click.echo(
        translate(
            "{one} gilt nun als {other} (Entscheidung {n}).",
            one=one.name,
            other=other.name,
            n=number,
        )
    )
    return 0


@people.command(
    "split",
    help=translate(
        "Festhalten, dass diese Meldungen eine andere Person gleichen Namens meinen.",
    ),
)
@click.argument("key")
@click.argument("record_ids", nargs=-1, required=True, type=click.IntRange(1, 2**62), metavar="ID...")
@click.option("--label", required=True, help=translate("Was diese Person unterscheidet."))
@click.option("--note", required=True, help=translate("Woher das bekannt ist."))
@click.pass_obj
def people_split(context: _Context, key: str, record_ids: tuple[int, ...], label: str, note: str) -> int:
    from archive.people import splitting

    with _archive(context) as archive:
        one = _person({person.key: person for person in _individuals(archive)}, key)
        named = {appearance.record_id: appearance for appearance in one.appearances}
        for record_id in record_ids:
            if record_id not in named:
                raise click.UsageError(
                    translate(
                        "Meldung {id} nennt {name} nicht.",
                        id=record_id,
                        name=one.name,
                    )
                )
        for decision in splitting(one, record_ids, label, note, datetime.now(UTC)):
            archive.decide(decision, by=_who())
    click.echo(
        translate(
            "{n} Meldungen getrennt: {label}.",
            n=len(record_ids),
            label=label,
        )
    )
    return 0


@people.command("decisions", help=translate("Alle Entscheidungen über Personen."))
@click.option("--undo", type=click.IntRange(1), help=translate("Diese zurücknehmen."))
@_json
@click.pass_obj
def people_decisions(context: _Context, undo: int | None, as_json: bool) -> int:
    with _archive(context) as archive:
        if undo is not None and not archive.undecide(undo, datetime.now(UTC), by=_who()):
            raise click.UsageError(translate("Eine Entscheidung {n} gibt es nicht.", n=undo))
        held = archive.decisions()
    if as_json:
        print_json(
            [
                {
                    "id": one.id,
                    "kind": one.kind,
                    "city": one.city,
                    "name": one.name,
                    "into_city": one.into_city,
                    "into_name": one.into_name,
                    "label": one.label,
                    "release": one.record_id,
                    "note": one.note,
                    "at": one.decided_at.isoformat(),
                }
                for one in held
            ]
        )
        return 0
    for one in held:
        meant = (
            f"= {one.into_name}"
            if one.into_name
            else f"≠ ({one.label}, {translate('Meldung')} {one.record_id})"
        )
        click.echo(f"{one.id:>4}  {one.name} {meant}  {one.note}")
    return 0


def _who() -> str:
    """The account that gives the command, for the journal."""
    import getpass

    try:
        return f"{getpass.getuser()} ({_NAME})"
    except OSError:  # an account without a name, as in a container
        return _NAME


def _individuals(archive: Any) -> Any:
    from archive.people import individuals

    return individuals(archive.appearances(now=datetime.now(UTC)), archive.decisions())


def _person(known: Any, key: str) -> Any:
    if key not in known:
        raise click.UsageError(
            translate(
                "Eine Person „{key}“ gibt es nicht; „people find NAME“ nennt die Schlüssel.",
                key=key,
            )
        )
    return known[key]


def _texts_of(archive: Any, record_ids: set[int]) -> dict[int, str]:
    return {
        record: version.release.text for record, (_, version) in archive.current(sorted(record_ids)).items()
    }


@command.group(help=translate("Gespeicherte Suchen: auflisten, Adressen löschen."))
def alerts() -> None:
    pass


@alerts.command(
    "list",
    help=translate(
        "Alle Abonnements mit Adresse, und E-Mails, die nicht ankamen.",
    ),
)
@_json
@click.pass_obj
def alerts_list(context: _Context, as_json: bool) -> int:
    from pressearchiv.alerts.store import Alerts
    from search.labels import described

    store = Alerts(context.data)
    with _archive(context) as archive:
        sources = {source.key: source for source in archive.sources()}
    answer = {
        "subscriptions": [
            {
                "id": subscription.id,
                "address": subscription.address,
                "search": described(subscription.search, sources, LANGUAGE, date.today()),
                "kind": subscription.kind,
                "rhythm": subscription.frequency,
                "confirmed_at": subscription.confirmed_at.isoformat() if subscription.confirmed_at else None,
            }
            for subscription in store.subscriptions()
        ],
        "mails": [
            {
                "id": mail.id,
                "address": mail.address,
                "state": mail.state,
                "tries": mail.tries,
                "error": mail.error,
            }
            for mail in store.mails()
        ],
    }
    if as_json:
        print_json(answer)
    else:
        print_alerts(answer)
    return 0


@alerts.command(
    "erase",
    help=translate(
        "Eine Adresse löschen: ihre Abonnements und alle E-Mails an sie.",
    ),
)
@click.argument("address")
@_json
@click.pass_obj
def alerts_erase(context: _Context, address: str, as_json: bool) -> int:
    from pressearchiv.alerts.store import Alerts

    count = Alerts(context.data).erase(address)
    if as_json:
        print_json({"address": address, "erased": count})
    else:
        click.echo(translate("{n} Abonnements gelöscht.", n=count))
    return 0 if count else 1


@command.command(
    help=translate(
        "Die Reihe der laufenden Nummern einer Stadt: Lücken, Doppel, Rücksprünge.",
    )
)
@click.argument("city")
@click.option("--year", type=click.IntRange(1900, 2999), help=translate("Nur dieses Jahr."))
@click.option(
    "--unused",
    type=click.IntRange(1, 99_999),
    help=translate(
        "Vermerken, dass es diese Nummer nie gab (mit --year und --note).",
    ),
)
@click.option("--undo", is_flag=True, help=translate("Den Vermerk --unused zurücknehmen."))
@click.option("--note", help=translate("Woher das bekannt ist."))
@click.option("--office", help=translate("Amt mit eigener Reihe."))
@_json
@click.pass_obj
def numbers(
    context: _Context,
    city: str,
    year: int | None,
    unused: int | None,
    undo: bool,
    note: str | None,
    office: str | None,
    as_json: bool,
) -> int:
    from ingest.city import Cities
    from pressearchiv.web.shared.serializers import series_answer

    chosen = Cities(context.data)[city]
    with _archive(context) as archive:
        if unused is not None:
            if year is None or not (note or "").strip():
                raise click.UsageError(translate("--unused braucht --year und --note."))
            now, said = datetime.now(UTC), str(note)
            if undo:
                if not archive.deny_unused(city, year, unused, office=office, note=said, at=now, by=_who()):
                    raise click.UsageError(translate("Einen solchen Vermerk gibt es nicht."))
            else:
                _check_unused(archive.series(city), year, office, unused)
                archive.put_source(chosen.source)
                archive.confirm_unused(city, year, unused, office=office, note=said, at=now, by=_who())
        series = archive.series(city)
    shown = [
        series_of_numbers
        for series_of_numbers in series
        if year in (None, series_of_numbers.year) and (office is None or office == series_of_numbers.office)
    ]
    answer = series_answer(city, shown)
    if as_json:
        print_json(answer)
    else:
        print_series(answer)
    return 0


def _check_unused(series: Any, year: int, office: str | None, unused: int) -> None:
    """A note of a number that is on record, or lies outside the series, is a slip of the keyboard."""
    one = next(
        (
            series_of_numbers
            for series_of_numbers in series
            if (series_of_numbers.year, series_of_numbers.office) == (year, office)
        ),
        None,
    )
    gaps = {gap.running: gap for gap in one.gaps} if one else {}
    if one is None or not one.first <= unused <= one.last:
        raise click.UsageError(
            translate(
                "Nr. {n} liegt nicht in der Reihe von {year}.",
                n=unused,
                year=year,
            )
        )
    if unused not in gaps or gaps[unused].record_id is not None:
        raise click.UsageError(
            translate(
                "Nr. {n} ist im Archiv, also nicht unbenutzt.",
                n=unused,
            )
        )


@command.command(
    help=translate(
        "Wie es den Städten geht: still, schrumpfend, gescheitert? Endet mit 1, wenn jemand nachsehen muss.",
    )
)
@click.argument("cities", nargs=-1, metavar="[CITY]...")
@_json
@click.pass_obj
def health(context: _Context, cities: tuple[str, ...], as_json: bool) -> int:
    from ingest.city import Cities
    from pressearchiv.web.shared.serializers import health_answer

    known = Cities(context.data)
    chosen = [known[key].key for key in cities]
    with _archive(context) as archive:
        # A city that is only imported into is never fetched, and that is no ailment.
        fetched = {city.key for city in _listed(known)}
        chosen = chosen or [source.key for source in archive.sources() if source.key in fetched]
        examined = [archive.health(key, datetime.now(UTC)) for key in chosen]
    answers = [health_answer(one, LANGUAGE) for one in examined]
    if as_json:
        print_json({"cities": answers})
    else:
        print_health(answers)
    return 0 if all(one.well for one in examined) else 1


@command.group(help=translate("Städte: anlegen, prüfen, auflisten."))
def city() -> None:
    pass


@city.command(
    "list",
    help=translate("Alle bekannten Städte und was von ihnen bekannt ist."),
)
@_json
@click.pass_obj
def city_list(context: _Context, as_json: bool) -> int:
    from ingest.city import Cities

    known = list(_readable(Cities(context.data)))
    answer = [
        {
            "key": one.key,
            "name": one.source.name,
            "ags": one.source.ags,
            "family": one.family,
            "listed": one.listing is not None,
            "confirmed": one.confirmed,
        }
        for one in known
    ]
    if as_json:
        print_json({"cities": answer})
    for one in [] if as_json else answer:
        state = (
            translate("nur Import")
            if not one["listed"]
            else translate("bestätigt")
            if one["confirmed"]
            else translate("noch nicht bestätigt")
        )
        click.echo(f"{one['key']:<24} {one['name']:<34} {one['family'] or '–':<16} {state}")
    return 0


@city.command(
    "new",
    help=translate(
        "Eine Stadt aus einer ihrer Adressen anlegen: System, Liste, Feed und Sitemap finden, fünf Meldungen zeigen.",
    ),
)
@click.argument("key")
@click.argument("url")
@click.option("--name", help=translate("Name der Stadt (sonst von der Seite)."))
@click.option(
    "--contribute",
    is_flag=True,
    help=translate(
        "Im Arbeitsverzeichnis des Programms auch Probeseite und Test anlegen; ihre Wörter werden ersetzt.",
    ),
)
@_json
@click.pass_obj
def city_new(context: _Context, key: str, url: str, name: str | None, contribute: bool, as_json: bool) -> int:
    from ingest.city import KEY, Cities, read_city
    from ingest.contribute import contribute as write_contribution
    from ingest.discover import city_file, discover, is_loopback, reach_of
    from ingest.errors import CityFileThere

    if not KEY.fullmatch(key):
        raise click.BadParameter(
            translate(
                "Kleinbuchstaben, Ziffern, Bindestrich: bad-salzuflen",
            ),
            param_hint="KEY",
        )
    if not url.startswith(("http://", "https://")):
        raise click.BadParameter(translate("eine Adresse mit https://"), param_hint="URL")
    file = context.data / "cities" / f"{key}.toml"
    if file.exists() or (contribute and key in Cities()):
        raise CityFileThere(place=str(file))
    demo = is_loopback(url)
    reach = reach_of(url, loopback=demo)
    with _fetching_alone(context), _fetcher(context.settings) as fetcher:
        found = discover(key, url, lambda address: fetcher.get(address, reach), name=name)
    if contribute:
        written = write_contribution(found, Path.cwd())
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        comes_along = Cities()
        shipped = None
        if key in comes_along:
            shipped = comes_along[key]
        file.write_text(city_file(found, fictional=demo, known=shipped), encoding="utf-8")
        written = [file]
        if shipped and not as_json:
            click.echo(
                translate(
                    "{name} kommt mit dem Programm; in diesem Datenverzeichnis gilt jetzt die neue Datei.",
                    name=shipped.source.name,
                ),
                err=True,
            )
    read_city(written[0])
    answer = {**discovery_answer(found), "written": [str(path) for path in written]}
    if as_json:
        print_json(answer)
    else:
        print_discovery(answer)
        click.echo("\n" + translate("Geschrieben: {files}", files=", ".join(answer["written"])))
        click.echo(
            translate(
                "Bitte prüfen, dann: pressearchiv ingest {key}",
                key=key,
            )
        )
    return 1 if any(preview.error for preview in found.previews) else 0


@city.command(
    "check",
    help=translate(
        "Eine Stadt live prüfen, ohne etwas zu archivieren: Listen, Überschrift, Datum, Nummer, alle anderen Felder.",
    ),
)
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@_json
@click.pass_obj
def city_check(context: _Context, keys: tuple[str, ...], as_json: bool) -> int:
    from ingest.checkup import check_city
    from ingest.city import Cities

    known = Cities(context.data)
    chosen = [known[key] for key in keys] or list(_listed(known))
    checked = []
    with _fetching_alone(context), _fetcher(context.settings) as fetcher:
        for one in chosen:
            checked.append(check_city(one, fetcher))
            if not as_json:
                print_checkup(checkup_answer(checked[-1]))
    if as_json:
        print_json({"cities": [checkup_answer(checkup) for checkup in checked]})
    return 0 if all(checkup.fine for checkup in checked) else 1


@command.command(
    help=translate(
        "Das Archiv in eine Datei sichern, auch während es läuft.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_json
@click.pass_obj
def backup(context: _Context, file: Path, as_json: bool) -> int:
    from archive.backup import back_up

    with progress(translate("Sicherung")) as bar:
        size = back_up(context.data, file, bar)
    if as_json:
        print_json({"file": str(file), "bytes": size})
    else:
        click.echo(
            translate(
                "{file}: {size} Bytes gesichert.",
                file=file,
                size=figure(size),
            )
        )
    return 0


@command.command(
    help=translate(
        "Eine Sicherung in ein leeres Datenverzeichnis zurückholen und den Index anlegen.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@_no_index
@_json
@click.pass_obj
def restore(context: _Context, file: Path, no_index: bool, as_json: bool) -> int:
    from archive.backup import restore as restore_backup

    with progress(translate("Wiederherstellung")) as bar:
        count = restore_backup(file, context.data, bar)
    with _archive(context) as archive:
        if not no_index:
            _index(context, archive)
        releases = archive.count()
    if as_json:
        print_json({"files": count, "releases": releases})
    else:
        click.echo(
            translate(
                "{count} Dateien geprüft und zurückgeholt; das Archiv hat {releases} Meldungen.",
                count=count,
                releases=releases,
            )
        )
    return 0


@command.command(
    help=translate(
        "Das Archiv als Webseite bereitstellen und den Index laufend nachführen.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=translate("Port (sonst 8501)."))
@click.pass_obj
def serve(context: _Context, port: int | None) -> int:
    _serve(context, port or context.settings.port)
    return 0


@command.command(
    help=translate(
        "Eine erfundene Stadt auf diesem Rechner starten, einlesen und durchsuchbar machen.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=translate("Port des Archivs."))
@click.option(
    "--site-port",
    type=click.IntRange(1, 65535),
    default=8502,
    show_default=True,
    help=translate("Port der Presseseite der Stadt."),
)
@click.option(
    "--day",
    type=click.IntRange(1, 2),
    default=1,
    show_default=True,
    help=translate(
        "Tag 2 bringt neue, geänderte und zurückgezogene Meldungen.",
    ),
)
@click.option(
    "--family",
    default="typo3-news",
    show_default=True,
    help=translate("Inhaltssystem, dessen Seiten die Stadt zeigt."),
)
@click.option(
    "--site-only",
    is_flag=True,
    help=translate("Nur die Presseseite der Stadt starten."),
)
@click.pass_obj
def demo(context: _Context, port: int | None, site_port: int, day: int, family: str, site_only: bool) -> int:
    try:
        from pressearchiv.demo.markups import markups
        from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
    except ImportError as error:
        raise _DemoMissing(place=error.name) from error
    from ingest.city import Cities
    from ingest.crawl import crawl_city

    if family not in markups():
        raise click.BadParameter(", ".join(sorted(markups())), param_hint="--family")
    with ExitStack() as stack:
        try:
            site = stack.enter_context(serving(DemoSite(day, family=family), site_port))
        except OSError as error:
            raise _PortTaken(place=str(site_port), option="--site-port") from error
        address = site + markups()[family].list_address(1)
        click.echo(
            translate(
                "Tellbrück ist erfunden; diese Stadt gibt es nicht. Ihre Presseseite: {address}",
                address=address,
            )
        )
        write_city_file(context.data, site, family)
        if site_only:
            threading.Event().wait()
        with _archive(context) as archive, _fetching_alone(context), _fetcher(context.settings) as fetcher:
            town = Cities(context.data)[CITY]
            with progress(town.source.name) as bar:
                run = crawl_city(town, archive, fetcher, progress=bar, language=LANGUAGE, recheck=True)
            print_runs([run], as_json=False)
            _index(context, archive)
        _serve(context, port or context.settings.port)
    return 0


class _PortTaken(UserFacingError):
    code = "port-taken"
    message = Message(
        "Port {place} ist schon belegt. Läuft das Programm bereits? Mit {option} lässt sich ein anderer wählen.",
    )


class _DemoMissing(UserFacingError):
    code = "demo-missing"
    message = Message(
        "Für die erfundene Stadt fehlt das Paket {place}: pip install 'pressearchiv[demo]'.",
    )


# -- what commands share ---------------------------------------------------------------------------------------


@contextmanager
def _archive(context: _Context) -> Iterator[Any]:
    from archive.store import Archive

    gc.set_threshold(*_GARBAGE)
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

    with _engine(context) as engine, progress("Index") as bar:
        return (rebuild if anew else catch_up)(archive, engine, bar)


def _fetcher(settings: "Settings", stop: threading.Event | None = None) -> Any:
    """A fetcher by the settings; a `stop` ends its waiting at once."""
    from importlib.metadata import version

    from ingest.fetch import Fetcher, Policy

    policy = Policy(contact=settings.contact or None, version=version(_NAME), delay=settings.delay)
    if stop is None:
        return Fetcher(policy)

    def sleep(seconds: float) -> None:
        stop.wait(seconds)

    return Fetcher(policy, sleep=sleep)


@contextmanager
def _fetching_alone(context: _Context) -> Iterator[None]:
    """One process fetches at a time: two would ask one host twice at once."""
    from filelock import FileLock, Timeout

    gc.set_threshold(*_GARBAGE)
    context.data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(context.data / "fetch.lock", timeout=0):
            yield
    except Timeout as error:
        raise _FetchingAlready(place=str(context.data)) from error


class _FetchingAlready(UserFacingError):
    code = "fetching-already"
    message = Message(
        "In {place} ruft schon ein anderer Prozess Städte ab (watch oder ingest). Bitte warten oder ihn beenden.",
    )


def _readable(known: Any) -> Iterator[Any]:
    """Every city whose file can be read; one that cannot is told, and stops no other."""
    for key in known:
        try:
            yield known[key]
        except UserFacingError as error:
            click.echo(error.text(LANGUAGE), err=True)


def _to_fetch(context: _Context, known: Any) -> Iterable[Any]:
    """The cities that the settings name, or all whose list is known; without a contact, only the made-up one."""
    keys = [key.strip() for key in context.settings.cities.split(",") if key.strip()]
    chosen = [known[key] for key in keys] or list(_listed(known))
    if context.settings.contact:
        return chosen
    fictional = [one for one in chosen if one.source.fictional]
    if not fictional:
        from ingest.errors import ContactMissing

        raise ContactMissing(place=", ".join(one.source.name for one in chosen[:3]) + " …")
    return fictional


def _listed(known: Any) -> Iterable[Any]:
    return (one for one in _readable(known) if one.listing is not None)


def _serve(context: _Context, port: int) -> None:
    from pressearchiv.settings import PREFIX, mail_config, web_config
    from pressearchiv.web.server.serve import PortTakenError, serve_pages

    gc.set_threshold(*_GARBAGE)

    # The pages are a script of their own in this process; what it reads of the settings itself is this.
    os.environ[f"{PREFIX}DATA"] = str(context.data.resolve())
    try:
        serve_pages(
            web_config(context.settings, context.data, port=port),
            mail=mail_config(context.settings),
            host=context.settings.host,
            port=port,
            ready=lambda address: click.echo(translate("Das Archiv ist bereit: {address}", address=address)),
        )
    except PortTakenError as error:
        raise _PortTaken(place=str(port), option="--port") from error


if __name__ == "__main__":
    main()
