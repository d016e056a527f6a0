"""What the commands about reading and persons tell people on a terminal."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import click

from pressearchiv.cli.output import ORIGINS, translate

Json = dict[str, Any]
_WIDTH = 14
_MOST_OFFICES = 12


def read_answer(printed: Any, reading: Any, layout: str) -> Json:
    """Everything read from a file, for programs."""
    from pressearchiv.web.shared.serializers import number_answer, reading_answer

    release = printed.release
    said = reading_answer(release, reading)
    contact = said.pop("contact_read")
    captions = said.pop("captions")
    return {
        "layout": layout,
        "title": release.title,
        **number_answer(reading),
        "sign": reading.sign,
        "number_printed": reading.number.printed if reading.number else None,
        "published": reading.published.isoformat() if reading.published else None,
        "published_time": reading.published_time.isoformat("minutes") if reading.published_time else None,
        "published_from": str(reading.published_from),
        **said,
        "contact": contact,
        "images": captions,
        "lead": release.lead,
        "body": release.body,
    }


def print_read(answer: Json) -> None:
    """The same in words."""
    number = answer["number_printed"] or "–"
    rows = {
        translate("Überschrift"): answer["title"],
        translate("Nummer"): f"{number} ({answer['year']})"
        if answer["number_printed"] and answer["year"]
        else number,
        translate("Datum"): _dated(answer),
        translate("Sperrfrist"): answer["embargo"],
        translate("Themen"): "; ".join(
            f"{topic_label(entry['key'])} ({', '.join(entry['words'][:3])})" for entry in answer["topics"]
        ),
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
            click.echo(f"      „{_short(person['evidence'])}“")
    if not answer["persons"]:
        click.echo(translate("  keine gefunden"))


def topic_label(key: str) -> str:
    """A topic as people read it."""
    from language.german.topics import topic
    from pressearchiv.cli.output import LANGUAGE

    found = topic(key)
    return found.label(LANGUAGE) if found else key


def _dated(answer: Json) -> str:
    if not answer["published"]:
        return translate("nicht gefunden")
    return f"{_day(answer['published'])} ({ORIGINS[answer['published_from']]})"


def _mentioned(mapping: Mapping[str, Any]) -> str:
    shown = f"{mapping['printed']} → {period_text(mapping)}"
    if mapping["doubt"] == "weekday":
        shown += translate(" (Wochentag passt nicht)")
    elif mapping["doubt"] == "nearest":
        shown += translate(" (unsicher)")
    return shown


def period_text(mapping: Mapping[str, Any]) -> str:
    """A period in figures: 3.5.2017 – 5.5.2017, ab 3.5.2017."""
    start, end = mapping["start"], mapping["end"]
    if start == end:
        return _day(start)
    if end is None:
        return translate("ab {day}", day=_day(start))
    if start is None:
        return translate("bis {day}", day=_day(end))
    return f"{_day(start)} – {_day(end)}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%d.%m.%Y}"


def _short(text: str, most: int = 160) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def print_individuals(answers: Iterable[Json]) -> None:
    """Persons, one a line, with their roles below."""
    for answer in answers:
        label = f" [{answer['label']}]" if answer["label"] else ""
        doubt = translate(" – Namensvetter vorhanden") if answer["namesakes"] else ""
        parties = f" ({', '.join(answer['parties'])})" if answer["parties"] else ""
        count = translate("{n} Meldungen", n=len(answer["releases"]))
        click.echo(f"{answer['name']}{label}{parties}  {answer['key']}  {count}{doubt}")
        for role in answer["roles"]:
            click.echo(f"    {role['role']}{_since(role)}")


def print_holders(answers: Iterable[Json]) -> None:
    """Who held a role, with the sentence that proves it."""
    for answer in answers:
        sure = "" if answer["proven"] else translate(" – zwischen zwei Meldungen, nicht belegt")
        click.echo(f"{answer['name']}  {answer['role']}{_since(answer)}{sure}")
        for proof in answer["evidence"][:3]:
            click.echo(f"    {translate('Meldung')} {proof['release']}: „{_short(proof['sentence'] or '')}“")


def print_nobody(offices: Sequence[str]) -> None:
    """That nobody was found; `offices` are those on record that may have been meant."""
    click.echo(translate("Niemand gefunden."))
    if offices:
        click.echo(
            translate(
                "Ämter werden mit --role gesucht; erfasst sind: {offices}.",
                offices=", ".join(offices[:_MOST_OFFICES]),
            )
        )


def _since(role: Mapping[str, Any]) -> str:
    if not role["first"]:
        since = role["former_since"]
        return translate("  früher (laut {day})", day=_day(since)) if since else ""
    days = (
        _day(role["first"])
        if role["first"] == role["last"]
        else f"{_day(role['first'])} – {_day(role['last'])}"
    )
    former = translate(", früher seit {day}", day=_day(role["former_since"])) if role["former_since"] else ""
    return f"  {days}{former}"
