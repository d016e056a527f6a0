"""What is read out of texts: `read`, `when`, `reread`."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from language.messages import Message, UserFacingError
from pressearchiv.cli.context import CommandContext, readable
from pressearchiv.cli.json_shapes import Json, read_answer
from pressearchiv.cli.options import json_option, no_index_option
from pressearchiv.cli.output import (
    LANGUAGE,
    ORIGINS,
    dated_line,
    day_text,
    form_label,
    print_json,
    progress,
    shortened,
    topic_label,
    translate,
)

# No date or period is longer than this (letters).
_LONGEST_PERIOD = 200
_WIDTH = 14


@click.command(
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
@json_option
@click.pass_obj
def read(context: CommandContext, path: Path, city: str | None, on: datetime | None, as_json: bool) -> int:
    from ingest.city import unknown_city
    from ingest.files import capture_file, read_file
    from ingest.reading import read as read_printed

    chosen = context.cities()[city] if city else unknown_city()
    printed, layout = read_file(capture_file(path), chosen, path)
    reading = read_printed(printed, chosen, given_date=on.date() if on else None)
    answer = read_answer(printed, reading, layout)
    if as_json:
        print_json(answer)
    else:
        print_read(answer)
    return 0


@click.command(
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
@json_option
def when(text: str, on: datetime | None, as_json: bool) -> int:
    from language.german.dates.whole import read_mentioned
    from pressearchiv.web.shared.serializers import mentioned_answer

    found = read_mentioned(text[:_LONGEST_PERIOD], today=(on or datetime.now()).date())
    if found is None:
        raise NoPeriod(place=text[:80])
    answer = mentioned_answer(found)
    if as_json:
        print_json(answer)
    else:
        click.echo(period_in_figures(answer))
        if found.doubt is not None:
            click.echo(
                translate("Der Wochentag passt nicht zum Datum.")
                if found.doubt == "weekday"
                else translate(
                    "Nicht eindeutig; gezeigt ist der nächstgelegene Tag.",
                )
            )
    return 0


class NoPeriod(UserFacingError):
    """A text that names no period."""

    code = "no-period"
    exit_code = 2
    message = Message(
        "„{place}“ ist keine Zeitangabe, die sich deuten lässt; möglich sind etwa 15.08.2017, „3. bis 5. August“, "
        "„Anfang August“, „KW 33“, „letzte Woche“, „seit 2016“.",
    )


@click.command(
    help=translate(
        "Alle gespeicherten Fassungen, die ein älterer Leser gelesen hat, neu auswerten – ohne Netz.",
    )
)
@no_index_option
@json_option
@click.pass_obj
def reread(context: CommandContext, no_index: bool, as_json: bool) -> int:
    from ingest.reprocess import reread as read_again

    known = {city.key: city for city in readable(context.cities())}
    with context.archive() as archive:
        with progress(translate("Neu lesen")) as bar:
            done = read_again(archive, known, bar)
        if not no_index:
            context.index(archive)
    if as_json:
        faults = [
            {"code": fault.code, "place": fault.place, "message": fault.text(LANGUAGE)}
            for fault in done.faults
        ]
        print_json({"read": done.read, "changed": done.changed, "faults": faults})
    else:
        for told_fault in done.faults:
            click.echo(told_fault.text(LANGUAGE), err=True)
        click.echo(
            translate(
                "{read} Fassungen neu gelesen; bei {changed} Meldungen steht nun mehr oder anderes.",
                read=done.read,
                changed=done.changed,
            )
        )
    return 1 if done.faults else 0


def print_read(answer: Json) -> None:
    """The same in words."""
    number = answer["number_printed"] or "–"
    if answer["number_from"] in ("file name", "given"):
        number += f" ({ORIGINS[answer['number_from']]})"
    rows = {
        translate("Überschrift"): answer["title"],
        translate("Nummer"): f"{number} ({answer['year']})"
        if answer["number_printed"] and answer["year"]
        else number,
        translate("Datum"): _dated(answer),
        translate("Sperrfrist"): answer["embargo"] or _unread(answer),
        translate("Themen"): "; ".join(
            f"{topic_label(entry['key'])} ({', '.join(entry['words'][:3])})" for entry in answer["topics"]
        ),
        translate("Art"): ", ".join(form_label(key) for key in answer["forms"]),
        translate("Termine"): "; ".join(_mentioned(entry) for entry in answer["mentioned"]),
        translate("Orte"): ", ".join(answer["places"]),
        translate("Bilder"): "; ".join(
            f"{entry['caption']} ({entry['credit']})" if entry["credit"] else entry["caption"]
            for entry in answer["images"]
        ),
        translate("Kontakt"): ", ".join(filter(None, (answer["contact"] or {}).values())),
    }
    for label, value in rows.items():
        click.echo(f"{label + ':':<{_WIDTH}} {value or '–'}")
    click.echo(translate("\nPersonen:"))
    for person in answer["persons"]:
        roles = ", ".join(
            entry["role"] + (translate(" (früher)") if entry["former"] else "") for entry in person["roles"]
        )
        facts = "; ".join(
            filter(None, (roles, person["affiliation"], person["party"], ", ".join(person["kinds"])))
        )
        click.echo(f"  {person['name']}: {facts}")
        if person["evidence"]:
            click.echo(f"      „{shortened(person['evidence'])}“")
    if not answer["persons"]:
        click.echo(translate("  keine gefunden"))


def _unread(answer: Json) -> str | None:
    said = answer["embargo_unread"]
    return translate("nicht lesbar: „{said}“", said=said) if said else None


def _dated(answer: Json) -> str:
    if not answer["published"]:
        return translate("nicht gefunden")
    return dated_line(answer)


def _mentioned(mapping: Mapping[str, Any]) -> str:
    shown = f"{mapping['printed']} → {period_in_figures(mapping)}"
    if mapping["doubt"] == "weekday":
        shown += translate(" (Wochentag passt nicht)")
    elif mapping["doubt"] == "nearest":
        shown += translate(" (unsicher)")
    return shown


def period_in_figures(mapping: Mapping[str, Any]) -> str:
    """A period in figures: 3.5.2017 – 5.5.2017, ab 3.5.2017."""
    start, end = mapping["start"], mapping["end"]
    if start == end:
        return day_text(start)
    if end is None:
        return translate("ab {day}", day=day_text(start))
    if start is None:
        return translate("bis {day}", day=day_text(end))
    return f"{day_text(start)} – {day_text(end)}"
