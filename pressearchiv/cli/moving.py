"""`move`: the archive into another database, its captures to another place, the index into another engine."""

import click

from language.formats import number_text
from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, print_json, progress, translate

# What the data directory itself is called where a place is asked for.
_HERE, _FILES = "sqlite", "files"


@click.command(
    help=translate(
        "Das Archiv in eine andere Datenbank umziehen, den Suchindex in eine andere Suchmaschine. Was abgebrochen "
        "wird, geht beim nächsten Mal dort weiter; am Ende wird Zeile für Zeile verglichen. Das Alte bleibt, wie es "
        "ist.",
    )
)
@click.option(
    "--archive",
    "database",
    metavar="ADDRESS",
    help=translate(
        "Die neue Datenbank: postgresql://…, oder „sqlite“ für eine Datei im Datenverzeichnis.",
    ),
)
@click.option(
    "--captures",
    metavar="ADDRESS",
    help=translate("Der neue Ort der gespeicherten Seiten: s3://…, oder „files“ für das Datenverzeichnis."),
)
@click.option(
    "--search",
    "engine",
    metavar="ADDRESS",
    help=translate("Die neue Suchmaschine: opensearch://…, oder „whoosh“ für das Datenverzeichnis."),
)
@json_option
@click.pass_obj
def move(
    context: CommandContext, database: str | None, captures: str | None, engine: str | None, as_json: bool
) -> int:
    from archive.database import capture_store
    from archive.moving import move_tables
    from archive.moving_captures import move_captures
    from archive.store import Archive
    from pressearchiv.moving import move_beside
    from search.engine import open_engine
    from search.indexer import rebuild

    if not database and not captures and not engine:
        raise click.UsageError(translate("Wohin? --archive, --captures oder --search nennt es."))
    rows, events, files, faults = 0, 0, 0, 0
    with context.archive() as source, context.fetching():
        if captures:
            place = "" if captures == _FILES else captures
            with progress(translate("Gespeicherte Seiten")) as bar:
                kept = capture_store(context.data, context.settings.captures)
                files = move_captures(kept, capture_store(context.data, place), source.erased_bytes(), bar)
            with (
                Archive(context.data, context.settings.archive, place) as there,
                progress(translate("Prüfung")) as bar,
            ):
                faults = len(there.lost_captures(bar))
        if database:
            address = "" if database == _HERE else database
            with (
                Archive(context.data, address, context.settings.captures, unfinished=True) as target,
                progress(translate("Umzug")) as bar,
            ):
                rows = move_tables(
                    source,
                    target,
                    bar,
                    beside=lambda: move_beside(context.data, context.settings.archive, address),
                )
        if engine:
            context.index(source)  # what was erased is in the old one no longer
            opened = open_engine(engine, context.data / "index", context.settings.archive)
            try:
                with progress("Index") as bar:
                    events = rebuild(source, opened, bar)
            finally:
                opened.close()
    if as_json:
        print_json({"rows": rows, "events": events, "files": files, "faults": faults})
        return 1 if faults else 0
    if captures and faults:
        lost = translate(
            "{files} Dateien sind umgezogen, aber {n} Einträge darin sind nicht, was gespeichert wurde; der alte Ort "
            "gilt weiter.",
            files=number_text(files, LANGUAGE),
            n=number_text(faults, LANGUAGE),
        )
        click.echo(lost, err=True)
    elif captures:
        told = translate("{files} Dateien sind umgezogen und verglichen.", files=number_text(files, LANGUAGE))
        click.echo(f"{told} {_from_now_on('CAPTURES', '' if captures == _FILES else captures)}")
    if database:
        moved = translate("{rows} Zeilen sind umgezogen und verglichen.", rows=number_text(rows, LANGUAGE))
        click.echo(f"{moved} {_from_now_on('ARCHIVE', '' if database == _HERE else database)}")
    if engine:
        click.echo(f"{_indexed(events)} {_from_now_on('SEARCH', engine)}")
    return 1 if faults else 0


def _indexed(events: int) -> str:
    return translate(
        "Der neue Index ist angelegt ({events} Ereignisse).", events=number_text(events, LANGUAGE)
    )


def _from_now_on(setting: str, value: str) -> str:
    # An address may hold a password.
    shown = f"{value.partition('://')[0]}://…" if "://" in value else value
    return translate(
        "Ab jetzt gilt PRESSEARCHIV_{setting}={value}; was noch mit der alten Einstellung läuft, schreibt weiter ins "
        "Alte und ist zu beenden. Das Alte bleibt liegen, bis jemand es löscht.",
        setting=setting,
        value=shown,
    )
