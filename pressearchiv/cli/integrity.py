"""`check`: is everything on record what was written, and the index that of the archive."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, print_json, progress, translate
from pressearchiv.last_check import LastCheck, last_check

if TYPE_CHECKING:
    from archive.integrity import Finding

# A check that was ended longer ago is begun anew.
_GOES_ON = timedelta(days=7)


@click.command(
    help=translate(
        "Prüfen, ob alles noch ist, was gespeichert wurde: Datenbank, gespeicherte Bytes, Ereignisse, Index. "
        "Ändert nichts.",
    )
)
@click.option(
    "--quick",
    is_flag=True,
    help=translate("Ohne die gespeicherten Bytes, die Texte und die Blöcke des Index zu lesen."),
)
@json_option
@click.pass_obj
def check(context: CommandContext, quick: bool, as_json: bool) -> int:
    from archive.errors import ArchiveError

    began = datetime.now(UTC)
    before = last_check(context.data)
    goes_on = bool(before and not before.done and not quick and began - before.at < _GOES_ON)
    begins = reached = before.reached if before and goes_on else ("", -1)
    if goes_on and not as_json:
        click.echo(
            translate("Die Prüfung geht dort weiter, wo sie unterbrochen wurde: {file}", file=begins[0])
        )
    found: list[Finding] = []
    said = list(before.said) if before and goes_on else []
    copies: tuple[str, ...] = ()
    done = False
    try:
        with context.archive() as archive:
            copies = archive.strays()
        for some, reached in _faults(context, quick=quick, after=begins):  # noqa: B007 also where it is ended
            found += some
            said += [sentence for finding in some if (sentence := finding.text(LANGUAGE)) not in said]
        done = True
    except ArchiveError as error:  # so damaged that nothing more can be looked at
        said.append(error.text(LANGUAGE))
        done = True
    finally:
        kept = LastCheck(
            at=began, quick=quick, done=done, faults=len(said), said=tuple(said), reached=reached
        )
        if context.data.exists():
            kept.write(context.data)
    if as_json:
        answer = [{"fault": one.fault, "place": one.place, "text": one.text(LANGUAGE)} for one in found]
        print_json(
            {
                "at": began.isoformat(),
                "quick": quick,
                "faults": len(said),
                "said": said,
                "findings": answer,
                "copies": list(copies),
            }
        )
    else:
        for sentence in said:
            click.echo(sentence)
        if copies:
            click.echo(
                translate("Nicht geprüft, da niemand sie liest: {files}", files=", ".join(copies)), err=True
            )
        click.echo(_told(len(said)))
    return 1 if said else 0


def _told(faults: int) -> str:
    if not faults:
        return translate("Alles ist, wie es gespeichert wurde.")
    return translate("1 Befund.") if faults == 1 else translate("{n} Befunde.", n=faults)


def _faults(
    context: CommandContext, *, quick: bool, after: tuple[str, int]
) -> "Iterator[tuple[list[Finding], tuple[str, int]]]":
    """The faults of archive, index and what lies beside it, and the capture that was reached."""
    from search.integrity import of_index

    with context.archive() as archive, progress(translate("Prüfung")) as bar:
        for found, reached in archive.verify(bar, quick=quick, after=after):
            yield list(found), max(reached, after)
        with context.engine() as engine:
            now = datetime.now(UTC)
            yield list(of_index(archive, engine, str(context.data / "index"), now=now, quick=quick)), ("", -1)
    yield list(_of_other_databases(context.data)), ("", -1)


def _of_other_databases(directory: Path) -> "Iterator[Finding]":
    from archive.integrity import Fault, Finding
    from pressearchiv.alerts.store import FILE as ALERTS
    from pressearchiv.salvage import faults_of
    from search.synonyms import FILE as SYNONYMS
    from search.synonyms import usable_synonyms
    from search.zero_results import FILE as ZERO_RESULTS

    for name in (ALERTS, ZERO_RESULTS):
        if (directory / name).exists():
            yield from (Finding(Fault.OTHER_DATABASE, name, line) for line in faults_of(directory / name))
    if unfit := usable_synonyms(directory)[1]:
        yield Finding(Fault.SYNONYMS, SYNONYMS, unfit.text(LANGUAGE))
