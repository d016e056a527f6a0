"""Copies of the archive: `backup`, `restore`."""

from pathlib import Path

import click

from language.formats import number_text
from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.options import json_option, no_index_option
from pressearchiv.cli.output import LANGUAGE, print_json, progress, translate


@click.command(
    help=translate(
        "Das Archiv in eine Datei sichern, auch während es läuft.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@json_option
@click.pass_obj
def backup(context: CommandContext, file: Path, as_json: bool) -> int:
    from archive.backup import back_up

    with progress(translate("Sicherung")) as bar:
        size = back_up(context.data, file, bar, context.settings.archive, context.settings.captures)
    if as_json:
        print_json({"file": str(file), "bytes": size})
    else:
        click.echo(
            translate(
                "{file}: {size} Bytes gesichert.",
                file=file,
                size=number_text(size, LANGUAGE),
            )
        )
    return 0


@click.command(
    help=translate(
        "Eine Sicherung in ein leeres Datenverzeichnis zurückholen und den Index anlegen.",
    )
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@no_index_option
@json_option
@click.pass_obj
def restore(context: CommandContext, file: Path, no_index: bool, as_json: bool) -> int:
    from archive.backup import restore as restore_backup

    with progress(translate("Wiederherstellung")) as bar:
        count = restore_backup(file, context.data, bar, context.settings.archive, context.settings.captures)
    with context.archive() as archive:
        if not no_index:
            context.index(archive)
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
