"""Taking down: `seal`, `unseal`."""

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pressearchiv.cli.context import CommandContext, operator
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, print_json, translate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from archive.erasing import Erasure
    from archive.errors import ArchiveNotOwned, CaptureDamaged
    from archive.model import Event


@click.command(
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
@json_option
@click.pass_obj
def seal(context: CommandContext, record_id: int, reason: str, erase: bool, as_json: bool) -> int:
    from archive.errors import ArchiveNotOwned

    if not reason.strip():
        raise click.UsageError(translate("--reason darf nicht leer sein."))
    obstacles: Sequence[CaptureDamaged | ArchiveNotOwned] = ()
    with context.archive() as archive:
        now = datetime.now(UTC)
        if not erase:
            event = archive.seal(record_id, reason, now, by=operator())
        else:
            event = archive.erase(record_id, reason, now, by=operator())
            obstacles = archive.finish_erasing(patient=True)
        with suppress(ArchiveNotOwned):  # the index is followed, and it is told below
            context.index(archive)
        left = [erasure for erasure in archive.erasures() if erasure.record_id == record_id]
        copies = archive.strays() if erase else ()
    old_index = context.data / "index" / "whoosh"
    if erase and "://" in context.settings.search and old_index.is_dir():
        copies = (*copies, str(old_index))
    _print_seal(event, as_json, erased=erase, to_the_end=not left)
    for warning in _unfinished(left, copies, obstacles):
        click.echo(warning, err=True)
    return 0


def _unfinished(
    left: "Sequence[Erasure]",
    copies: "Sequence[str]",
    obstacles: "Sequence[CaptureDamaged | ArchiveNotOwned]",
) -> "Iterator[str]":
    """Where words of erased releases can still be, and who destroys them there."""
    from archive.errors import ArchiveNotOwned, CaptureDamaged

    for obstacle in obstacles:
        if isinstance(obstacle, CaptureDamaged):
            yield translate("Nicht gefunden, also auch nicht vernichtet: {place}", place=obstacle.place)
        else:
            yield obstacle.text(LANGUAGE)
    if copies:
        yield translate(
            "In diesen Dateien, die niemand liest, kann der Text noch stehen: {files}",
            files=", ".join(copies),
        )
    if any(erasure.in_log for erasure in left) and not any(
        isinstance(obstacle, ArchiveNotOwned) for obstacle in obstacles
    ):
        yield translate(
            "Eine andere Sitzung der Datenbank sieht noch einen früheren Stand; bis sie endet, können die Wörter in "
            "ihren Dateien stehen. „serve“, „watch“ und „index“ vollenden die Löschung von selbst."
        )
    if any(erasure.in_index for erasure in left):
        yield translate(
            "Der Suchindex gibt die Wörter noch nicht frei, etwa weil er gerade neu aufgebaut wird oder ein Rechner "
            "des Verbunds fehlt; zu finden sind sie nicht mehr. „serve“, „watch“ und „index“ vollenden das, sobald "
            "es geht."
        )


@click.command(help=translate("Eine verborgene Meldung wieder zeigen."))
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@json_option
@click.pass_obj
def unseal(context: CommandContext, record_id: int, as_json: bool) -> int:
    with context.archive() as archive:
        event = archive.unseal(record_id, datetime.now(UTC), by=operator())
        context.index(archive)
    _print_seal(event, as_json)
    return 0


def _print_seal(event: "Event", as_json: bool, *, erased: bool = False, to_the_end: bool = True) -> None:
    if as_json:
        answer: dict[str, object] = {"id": event.record_id, "event": event.kind, "at": event.at.isoformat()}
        print_json({**answer, "destroyed": to_the_end} if erased else answer)
    elif erased and not to_the_end:
        click.echo(
            translate(
                "Meldung {id} ist gelöscht und nicht mehr zu finden; ganz vernichtet ist sie noch nicht. Ihre Nummer "
                "und ihre Adresse bleiben, damit sie nicht wiederkommt; Sicherungen bleiben, wie sie sind.",
                id=event.record_id,
            )
        )
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
