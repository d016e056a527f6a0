"""The command group, and how a command ends."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

import click

from language.messages import UserFacingError
from pressearchiv.cli import (
    alerts,
    backups,
    cities,
    completeness,
    crawling,
    integrity,
    moving,
    persons,
    reading,
    repairing,
    sealing,
    searching,
    serving,
)
from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.garbage import collect_as_usual, collect_rarely
from pressearchiv.cli.output import LANGUAGE, print_error, show_every_character, translate
from pressearchiv.environment import NAME


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command; ends the process with 0, 1 (something could not be done or read) or 2 (wrong usage).

    `arguments` are those of the process where none are given.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    show_every_character()
    collect_rarely()
    try:
        _check_readable(given)
        done = command(given, prog_name=NAME, standalone_mode=False) or 0
        if sys.stdout:  # None where the caller has closed it
            sys.stdout.flush()
        sys.exit(done)
    except UserFacingError as error:
        print_error(error.code, error.text(LANGUAGE), error.place, as_json)
        sys.exit(error.exit_code)
    except OSError as error:  # a name, or a place, that the system does not take
        place = str(error.filename or "")
        reason = error.strerror or str(error)
        print_error("system", f"{place}: {reason}" if place else reason, place or None, as_json)
        sys.exit(1)
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
    finally:
        collect_as_usual()


def _check_readable(arguments: Sequence[str]) -> None:
    """Raises UsageError for a word that is no text here; a file may have any name."""
    for argument in arguments:
        try:
            argument.encode()
        except UnicodeEncodeError as error:
            if not os.path.lexists(argument):
                said = os.fsencode(argument).decode("utf-8", errors="replace")
                raise click.UsageError(
                    translate(
                        "„{word}“ ist nicht in UTF-8 geschrieben; so ist es nicht zu verstehen.", word=said
                    )
                ) from error


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
@click.version_option(package_name=NAME, prog_name=NAME)
@click.pass_context
def command(context: click.Context, data: Path | None) -> None:
    from pressearchiv.logs import configure
    from pressearchiv.settings import load

    settings = load()
    configure(settings.log, settings.log_level)
    context.obj = CommandContext(settings, data or settings.data)


for _registered in (
    crawling.ingest, crawling.watch, crawling.import_, searching.index, searching.search, searching.show,
    sealing.seal, sealing.unseal, reading.read, reading.when, reading.reread, persons.people, alerts.alerts,
    completeness.numbers, completeness.health, cities.city, integrity.check, repairing.repair, moving.move,
    backups.backup, backups.restore, serving.serve, serving.demo,
):  # fmt: skip
    command.add_command(_registered)
