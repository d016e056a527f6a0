"""`city check`: does a city's file still fit its site; all cities at once, into a report that can be sent on."""

from datetime import datetime
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

import click

from pressearchiv.cli.context import CommandContext, NoCityChosen, askable, readable, usual_cities
from pressearchiv.cli.json_shapes import checkup_answer, surveyed_answer
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import day_text, print_json, translate

if TYPE_CHECKING:
    from ingest.city import Cities, City
    from ingest.survey import Surveyed


@click.command(
    "check",
    help=translate(
        "Städte live prüfen, ohne etwas zu archivieren: Listen, Überschrift, Datum, Nummer, alle anderen Felder.",
    ),
)
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@click.option(
    "--all",
    "every",
    is_flag=True,
    help=translate("Alle bekannten Städte, je eine Liste und ihre neueste Meldung, viele zugleich."),
)
@click.option("--state", help=translate("Nur dieses Landes."))
@click.option("--system", help=translate("Nur mit diesem Inhaltssystem."))
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help=translate(
        "Bericht in diese Datei (JSON Lines); was darin schon steht, wird nicht noch einmal gefragt.",
    ),
)
@click.option(
    "--confirm",
    is_flag=True,
    help=translate("In die Stadtdateien schreiben, dass und wann der Abruf gelang."),
)
@json_option
@click.pass_obj
def city_check(
    context: CommandContext,
    keys: tuple[str, ...],
    every: bool,
    state: str | None,
    system: str | None,
    report: Path | None,
    confirm: bool,
    as_json: bool,
) -> int:

    known = context.cities()
    chosen = _chosen(context, known, keys, every=every, state=state, system=system)
    if every or report:
        return _survey(context, known, chosen, report, confirm=confirm, as_json=as_json)
    return _check(context, known, chosen, confirm=confirm, as_json=as_json)


def _chosen(
    context: CommandContext,
    known: "Cities",
    keys: tuple[str, ...],
    *,
    every: bool,
    state: str | None,
    system: str | None,
) -> "list[City]":
    """The cities that were named, all of them, or those that somebody here wants."""
    from pressearchiv.cli.city_table import city_row, filtered

    if keys:
        return [known[key] for key in keys]
    if every:
        cities = {city.key: city for city in readable(known) if city.reach.hosts}
        rows = filtered(
            [city_row(city) for city in cities.values()], state=state, system=system, confirmed=None
        )
        return askable(context.settings, [cities[row["key"]] for row in rows])
    with context.archive(make=True) as archive:
        usual = list(usual_cities(known, archive))
    if not usual:
        raise NoCityChosen(count=len(known))
    return askable(context.settings, usual)


def _check(
    context: CommandContext, known: "Cities", chosen: "list[City]", *, confirm: bool, as_json: bool
) -> int:
    from ingest.checkup import check_city

    checked = []
    with context.fetching() as fetching, fetching.fetcher() as fetcher:
        for city in chosen:
            checked.append(check_city(city, fetcher))
            if not as_json:
                print_checkup(checkup_answer(checked[-1]))
            if confirm and checked[-1].proven:
                _confirm(context, known, city.key, as_json=as_json)
    if as_json:
        print_json({"cities": [checkup_answer(checkup) for checkup in checked]})
    return 0 if all(checkup.fine for checkup in checked) else 1


def _survey(
    context: CommandContext,
    known: "Cities",
    chosen: "list[City]",
    report: Path | None,
    *,
    confirm: bool,
    as_json: bool,
) -> int:
    from ingest.survey import survey
    from pressearchiv.cli.survey_report import SurveyReport

    kept = SurveyReport(report)
    waiting = [city for city in chosen if city.key not in kept.rows]
    if len(waiting) < len(chosen) and not as_json:
        click.echo(
            translate(
                "{count} Städte stehen schon in {report} und werden nicht noch einmal gefragt.",
                count=len(chosen) - len(waiting),
                report=report,
            )
        )
    stop, turn = Event(), Lock()

    def told(surveyed: "Surveyed") -> None:
        row = surveyed_answer(surveyed)
        with turn:
            kept.add(row)
            if not as_json:
                click.echo(survey_line(row))
            if confirm and row["proven"]:
                _confirm(context, known, row["city"], as_json=as_json)

    with context.fetching(stop) as fetching:
        survey(waiting, fetching.fetcher, told=told, stop=stop)
    rows = [kept.rows[city.key] for city in chosen if city.key in kept.rows]
    if as_json:
        print_json({"cities": rows})
    else:
        click.echo("\n" + kept.summary(rows))
    return 0 if all(row["standing"] in ("fine", "no-list") for row in rows) else 1


def _confirm(context: CommandContext, known: "Cities", key: str, *, as_json: bool) -> None:
    from ingest.confirming import confirm

    place = confirm(key, known, datetime.now().astimezone().date())
    if not as_json:
        click.echo(translate("  bestätigt in {place}", place=place))


def survey_line(row: dict[str, Any]) -> str:
    """A city of a survey on a line: how it stands, what its list shows, its newest release, what is otherwise."""
    said = [f"{row['city']:<32} {STANDINGS[row['standing']]}"]
    if row["newest"]:
        newest = row["newest"]
        day = day_text(newest["published"]) if newest["published"] else translate("ohne Datum")
        said.append(translate("{count} Meldungen, neueste {day}", count=row["releases"], day=day))
    if row["missing"]:
        said.append(
            translate("es fehlt: {fields}", fields=", ".join(_FIELDS[field] for field in row["missing"]))
        )
    lines = [" – ".join(said), *(f"    {told}" for told in [*row["errors"], *row["changed"]])]
    return "\n".join(lines)


STANDINGS = {
    "fine": translate("in Ordnung"),
    "look": translate("bitte ansehen"),
    "unreachable": translate("nicht erreichbar"),
    "no-list": translate("Liste nicht bekannt"),
}


def print_checkup(answer: dict[str, Any]) -> None:
    """How a city answered live, field by field."""
    state = translate("in Ordnung") if answer["fine"] else translate("bitte ansehen")
    click.echo(f"{answer['city']}: {state}")
    for walked in answer["lists"]:
        if walked["error"]:
            click.echo(f"  ! {walked['error']}")
            continue
        more = translate(", mit weiteren Seiten") if walked["next_page"] else ""
        count = translate("{n} Meldungen{more}", n=walked["releases"], more=more)
        click.echo(f"  {walked['url']}: {count}")
    for field, count in answer["fields"].items():
        mark = " " if count == answer["sampled"] else ("!" if field in ("headline", "text", "date") else "-")
        click.echo(f"  {mark} {_FIELDS[field]}: {count} / {answer['sampled']}")
    for error in answer["errors"]:
        click.echo(f"  ! {error}")


_FIELDS = {
    "headline": translate("Überschrift"),
    "text": translate("Text"),
    "date": translate("Datum"),
    "number": translate("Nummer"),
    "lead": translate("Vorspann"),
    "pictures": translate("Bilder"),
    "documents": translate("Dokumente"),
    "contact": translate("Kontakt"),
    "persons": translate("Personen"),
}
