"""`repair`: heal what can be healed of a data directory, and tell what cannot."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pressearchiv.cli.context import CommandContext, askable
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, print_json, progress, translate
from pressearchiv.last_check import LastCheck

if TYPE_CHECKING:
    from archive.model import Capture
    from archive.repairing import LostCapture
    from pressearchiv.repairs import Repair


@click.command(
    help=translate(
        "Heilen, was sich heilen lässt: Index und Tabellen neu anlegen, verlorene Bytes wiederfinden oder noch einmal "
        "abrufen, Abgebrochenes aufräumen. Was sich nicht heilen lässt, wird genannt und bleibt, wie es ist.",
    )
)
@click.option("--dry-run", is_flag=True, help=translate("Nur sagen, was zu tun wäre; nichts ändern."))
@json_option
@click.pass_obj
def repair(context: CommandContext, dry_run: bool, as_json: bool) -> int:
    from ingest.documents import MOST_BYTES
    from pressearchiv.repairs import Repairs

    now = datetime.now(UTC)
    known = context.cities()
    with (
        context.archive() as archive,
        context.fetching() as fetching,
        context.engine() as engine,
        fetching.fetcher() as fetcher,
        progress(translate("Prüfung")) as bar,
    ):

        def fetch(lost: "LostCapture") -> "Capture":
            (city,) = askable(context.settings, [known[lost.city or ""]])
            return fetcher.get(lost.url or "", city.reach, most_bytes=MOST_BYTES)

        repairs = Repairs(archive=archive, engine=engine, fetch=fetch, now=now, dry_run=dry_run, progress=bar)
        done = []
        for one in repairs:
            done.append(one)
            if not as_json:
                click.echo(_told(one, dry_run=dry_run))
    left = tuple(one.text(LANGUAGE) for one in done if not one.healed)
    if not dry_run:
        LastCheck(at=now, quick=False, done=True, faults=len(left), said=left).write(context.data)
    if as_json:
        print_json({"dry_run": dry_run, "left": len(left), "repairs": [_answer(one) for one in done]})
    elif not done:
        click.echo(translate("Alles ist, wie es gespeichert wurde."))
    return 1 if left else 0


def _told(one: "Repair", *, dry_run: bool) -> str:
    means = _means(one)
    if not one.healed:
        left = translate("Bleibt")
        return f"✗ {one.text(LANGUAGE)} {left}: {means}" if means else f"✗ {one.text(LANGUAGE)}"
    done = translate("Zu beheben durch") if dry_run else translate("Behoben durch")
    return f"✓ {one.text(LANGUAGE)} {done}: {means}."


def _answer(one: "Repair") -> dict[str, object]:
    return {"found": one.text(LANGUAGE), "healed": one.healed, "means": _means(one)}


def _means(one: "Repair") -> str:
    return one.means.text(LANGUAGE) if one.means else ""
