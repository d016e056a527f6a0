"""Persons: `people find`, `people merge`, `people split`, `people decisions`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click

from pressearchiv.cli.context import CommandContext, operator
from pressearchiv.cli.json_shapes import Json
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import day_text, print_json, shortened, translate
from pressearchiv.cli.reading import NoPeriod

if TYPE_CHECKING:
    from archive.person_merging import Individual
    from archive.store import Archive


# So many persons are shown at once.
_MOST_PEOPLE = 50
_MOST_OFFICES = 12


@click.group(
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
@json_option
@click.pass_obj
def people_find(
    context: CommandContext,
    name: str | None,
    role: str | None,
    period: str | None,
    city: str | None,
    as_json: bool,
) -> int:
    from archive.office_holders import holders, offices_like
    from language.german.dates import Period
    from language.german.dates.whole import read_period
    from language.german.names import name_matches
    from pressearchiv.web.shared.serializers import holder_answer, person_answer

    asked = read_period(period, today=date.today()) if period else Period(start=None, end=None)
    if asked is None:
        raise NoPeriod(place=period)
    with context.archive() as archive:
        archive.follow_persons(now=datetime.now(UTC))
        if role:
            held = [
                holder
                for holder in holders(archive.in_office(role), role, asked, city)
                if not name or any(name_matches(name, said) for said in holder.individual.spellings)
            ]
            texts = _texts_of(archive, {record for holder in held for record, _ in holder.evidence})
            answers = [holder_answer(holder, texts) for holder in held]
        else:
            _, chosen = archive.persons_named(name or "", city or "", limit=_MOST_PEOPLE)
            records = {
                record for person in chosen for tenure in person.tenures for record, _ in tenure.evidence
            }
            texts = _texts_of(archive, records)
            answers = [person_answer(person, texts) for person in chosen]
        wanted = role or name
        like = offices_like(archive.in_office_like(wanted), wanted) if wanted and not answers else ()
    if as_json:
        print_json({"persons": answers})
    elif not answers:
        print_nobody(like)
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
def people_merge(context: CommandContext, key: str, into: str, note: str) -> int:
    from archive.person_merging import merging

    with context.archive() as archive:
        absorbed, other = _person(archive, key), _person(archive, into)
        number = archive.record_decision(merging(absorbed, other, note, datetime.now(UTC)), by=operator())
    click.echo(
        translate(
            "{one} gilt nun als {other} (Entscheidung {n}).",
            one=absorbed.name,
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
def people_split(
    context: CommandContext, key: str, record_ids: tuple[int, ...], label: str, note: str
) -> int:
    from archive.person_merging import splitting

    with context.archive() as archive:
        individual = _person(archive, key)
        named = {appearance.record_id: appearance for appearance in individual.appearances}
        for record_id in record_ids:
            if record_id not in named:
                raise click.UsageError(
                    translate(
                        "Meldung {id} nennt {name} nicht.",
                        id=record_id,
                        name=individual.name,
                    )
                )
        for decision in splitting(individual, record_ids, label, note, datetime.now(UTC)):
            archive.record_decision(decision, by=operator())
    click.echo(
        translate(
            "{n} Meldungen getrennt: {label}.",
            n=len(record_ids),
            label=label,
        )
    )
    return 0


@people.command("decisions", help=translate("Alle Entscheidungen über Personen."))
@click.option("--undo", type=click.IntRange(1, 2**62), help=translate("Diese zurücknehmen."))
@json_option
@click.pass_obj
def people_decisions(context: CommandContext, undo: int | None, as_json: bool) -> int:
    with context.archive() as archive:
        if undo is not None and not archive.revoke_decision(undo, datetime.now(UTC), by=operator()):
            raise click.UsageError(translate("Eine Entscheidung {n} gibt es nicht.", n=undo))
        held = archive.person_decisions()
    if as_json:
        print_json(
            [
                {
                    "id": decision.id,
                    "kind": decision.kind,
                    "city": decision.city,
                    "name": decision.name,
                    "into_city": decision.into_city,
                    "into_name": decision.into_name,
                    "label": decision.label,
                    "release": decision.record_id,
                    "note": decision.note,
                    "at": decision.decided_at.isoformat(),
                }
                for decision in held
            ]
        )
        return 0
    release = translate("Meldung")
    for decision in held:
        meant = (
            f"= {decision.into_name}"
            if decision.into_name
            else f"≠ ({decision.label}, {release} {decision.record_id})"
        )
        click.echo(f"{decision.id:>4}  {decision.name} {meant}  {decision.note}")
    return 0


def _person(archive: "Archive", key: str) -> "Individual":
    archive.follow_persons(now=datetime.now(UTC))
    individual = archive.person(key)
    if individual is None:
        raise click.UsageError(
            translate(
                "Eine Person „{key}“ gibt es nicht; „people find NAME“ nennt die Schlüssel.",
                key=key,
            )
        )
    return individual


def _texts_of(archive: "Archive", record_ids: set[int]) -> dict[int, str]:
    return {
        record: version.release.text for record, (_, version) in archive.current(sorted(record_ids)).items()
    }


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


_PROOFS = {
    "between": translate("zwischen zwei Meldungen, nicht belegt"),
    "before": translate("für diese Zeit nicht belegt; zuletzt davor so genannt"),
    "after": translate("für diese Zeit nicht belegt; erst danach so genannt"),
}


def print_holders(answers: Iterable[Json]) -> None:
    """Who held a role, with the sentence that proves it."""
    release = translate("Meldung")
    for answer in answers:
        sure = "" if answer["proven"] else f" – {_PROOFS[answer['proof']]}"
        click.echo(f"{answer['name']}  {answer['role']}{_since(answer)}{sure}")
        for proof in answer["evidence"][:3]:
            click.echo(f"    {release} {proof['release']}: „{shortened(proof['sentence'] or '')}“")


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
        return translate("  früher (laut {day})", day=day_text(since)) if since else ""
    days = (
        day_text(role["first"])
        if role["first"] == role["last"]
        else f"{day_text(role['first'])} – {day_text(role['last'])}"
    )
    former = (
        translate(", früher seit {day}", day=day_text(role["former_since"])) if role["former_since"] else ""
    )
    return f"  {days}{former}"
