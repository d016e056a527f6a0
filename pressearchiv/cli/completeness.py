"""What is missing: `numbers`, `health`."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from language.formats import percent_text
from pressearchiv.cli.context import CommandContext, listed, operator
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, day_text, moment_text, print_json, translate
from pressearchiv.last_check import last_check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archive.numbers import Series


@click.command(
    help=translate(
        "Die Reihe der laufenden Nummern einer Stadt: Lücken, Doppel, Rücksprünge.",
    )
)
@click.argument("city")
@click.option("--year", type=click.IntRange(1900, 2999), help=translate("Nur dieses Jahr."))
@click.option(
    "--unused",
    type=click.IntRange(1, 99_999),
    help=translate(
        "Vermerken, dass es diese Nummer nie gab (mit --year und --note).",
    ),
)
@click.option("--undo", is_flag=True, help=translate("Den Vermerk --unused zurücknehmen."))
@click.option("--note", help=translate("Woher das bekannt ist."))
@click.option("--office", help=translate("Amt mit eigener Reihe."))
@json_option
@click.pass_obj
def numbers(
    context: CommandContext,
    city: str,
    year: int | None,
    unused: int | None,
    undo: bool,
    note: str | None,
    office: str | None,
    as_json: bool,
) -> int:
    from pressearchiv.web.shared.serializers import series_answer

    if unused is not None and (year is None or not (note or "").strip()):
        raise click.UsageError(translate("--unused braucht --year und --note."))
    chosen = context.cities()[city]
    with context.archive() as archive:
        if unused is not None and year is not None:
            now, said = datetime.now(UTC), str(note)
            if undo:
                if not archive.deny_unused(
                    city, year, unused, office=office, note=said, at=now, by=operator()
                ):
                    raise click.UsageError(translate("Einen solchen Vermerk gibt es nicht."))
            else:
                _check_unused(archive.series(city), year, office, unused)
                archive.put_source(chosen.source)
                archive.confirm_unused(city, year, unused, office=office, note=said, at=now, by=operator())
        series = archive.series(city)
    shown = [
        series_of_numbers
        for series_of_numbers in series
        if year in (None, series_of_numbers.year) and (office is None or office == series_of_numbers.office)
    ]
    answer = series_answer(city, shown)
    if as_json:
        print_json(answer)
    else:
        print_series(answer)
    return 0


def _check_unused(series: "Sequence[Series]", year: int, office: str | None, unused: int) -> None:
    """A note of a number that is on record, or lies outside the series, is a slip of the keyboard."""
    known = next(
        (
            series_of_numbers
            for series_of_numbers in series
            if (series_of_numbers.year, series_of_numbers.office) == (year, office)
        ),
        None,
    )
    gaps = {gap.running: gap for gap in known.gaps} if known else {}
    if known is None or not known.first <= unused <= known.last:
        raise click.UsageError(
            translate(
                "Nr. {n} liegt nicht in der Reihe von {year}.",
                n=unused,
                year=year,
            )
        )
    if unused not in gaps or gaps[unused].record_id is not None:
        raise click.UsageError(
            translate(
                "Nr. {n} ist im Archiv, also nicht unbenutzt.",
                n=unused,
            )
        )


@click.command(
    help=translate(
        "Wie es den Städten geht: still, schrumpfend, gescheitert? Endet mit 1, wenn jemand nachsehen muss.",
    )
)
@click.argument("cities", nargs=-1, metavar="[CITY]...")
@json_option
@click.pass_obj
def health(context: CommandContext, cities: tuple[str, ...], as_json: bool) -> int:
    from pressearchiv.web.shared.serializers import health_answer

    known = context.cities()
    chosen = [known[key].key for key in cities]
    with context.archive() as archive:
        # A city that is only imported into is never fetched, and that is no ailment.
        fetched = {city.key for city in listed(known)}
        chosen = chosen or [source.key for source in archive.sources() if source.key in fetched]
        examined = [archive.health(key, datetime.now(UTC)) for key in chosen]
    answers = [health_answer(state, LANGUAGE) for state in examined]
    checked = last_check(context.data)
    faults = checked.faults if checked else 0
    if as_json:
        print_json({"cities": answers, "faults": faults})
    else:
        print_health(answers)
        if checked and faults:
            at = moment_text(checked.at.isoformat())
            one = translate("Die Prüfung vom {at} hatte 1 Befund: `pressearchiv check`.", at=at)
            several = translate(
                "Die Prüfung vom {at} hatte {n} Befunde: `pressearchiv check`.", at=at, n=faults
            )
            click.echo(one if faults == 1 else several)
    return 0 if all(state.well for state in examined) and not faults else 1


def print_series(answer: dict[str, Any]) -> None:
    """The numbers of a city, a paragraph a series."""
    if not answer["years"]:
        click.echo(translate("Keine Meldung mit Nummer und Jahr."))
    for series in answer["years"]:
        name = f"{series['year']}" + (f", {series['office']}" if series["office"] else "")
        line = translate(
            "{name}: Nr. {first} bis {last}, {share} vorhanden oder belegt unbenutzt",
            **{**series, "name": name, "share": percent_text(series["complete"], LANGUAGE, digits=1)},
        )
        click.echo(line)
        for state, label in _GAPS.items():
            gaps = [gap for gap in series["gaps"] if gap["state"] == state]
            if gaps:
                click.echo(f"  {label}: " + ", ".join(_ranges(gaps)))
        for double in series["doubles"]:
            releases = ", ".join(f"[{record}]" for record in double["releases"])
            click.echo(
                "  " + translate("doppelt: {number} ({releases})", number=double["number"], releases=releases)
            )
        for reset in series["resets"]:
            facts = {"day": day_text(reset["day"]), "before": reset["before"], "number": reset["number"]}
            click.echo(
                "  "
                + translate(
                    "am {day} von {before} zurück auf {number}",
                    **facts,
                )
            )
        for stray in series["strays"]:
            click.echo(
                "  "
                + translate(
                    "vermutlich Tippfehler: {number} [{release}]",
                    number=stray["number"],
                    release=stray["release"],
                )
            )


def _ranges(gaps: list[dict[str, Any]]) -> list[str]:
    """Numbers in a row as a range: 73–98; one that says more stands alone."""
    written: list[str] = []
    row: list[int] = []
    for gap in [*gaps, None]:
        plain = gap is not None and not gap["note"] and not gap["release"]
        if row and not (gap is not None and plain and gap["number"] == row[-1] + 1):
            written.append(str(row[0]) if len(row) == 1 else f"{row[0]}–{row[-1]}")
            row = []
        if gap is not None and plain:
            row.append(gap["number"])
        elif gap is not None:
            written.append(_gap(gap))
    return written


def _gap(gap: dict[str, Any]) -> str:
    note = f" ({gap['note']})" if gap["note"] else ""
    record = f" [{gap['release']}]" if gap["release"] else ""
    return f"{gap['number']}{record}{note}"


def print_health(answers: list[dict[str, Any]]) -> None:
    """How each city is, a line, and what is wrong, a line each."""
    if not answers:
        click.echo(translate("Noch keine Stadt wurde abgerufen."))
    for answer in answers:
        state = translate("in Ordnung") if answer["well"] else translate("bitte ansehen")
        last = answer["last_good_run"]
        when = moment_text(last) if last else translate("nie")
        facts = {"city": answer["city"], "state": state, "when": when, "newest": day_text(answer["newest"])}
        click.echo(
            translate(
                "{city}: {state} (letzter guter Abruf {when}, neueste Meldung {newest})",
                **facts,
            )
        )
        for finding in answer["findings"]:
            click.echo(f"  {'!' if finding['serious'] else '-'} {finding['message']}")
        print_listed(answer["by_list"])


def print_listed(answer: dict[str, Any]) -> None:
    """What the lists of a city named against what is on record, and its thin months."""
    if answer["complete"] is not None:
        share = percent_text(answer["complete"], LANGUAGE, digits=1)
        facts = {"listed": answer["listed"], "on_record": answer["on_record"], "share": share}
        line = translate("nach den Listen: {on_record} von {listed} genannten Meldungen ({share})", **facts)
        if not answer["followed_to_the_end"]:
            line += translate("; noch nicht bis zu ihrem Ende verfolgt")
        click.echo(f"  {line}")
    if answer["thin_months"]:
        months = ", ".join(_thin(span) for span in answer["thin_months"][-_MOST_SPANS:])
        click.echo("  " + translate("Monate mit weit weniger Meldungen als zuvor: {months}", months=months))


def _thin(span: dict[str, Any]) -> str:
    first, last = (f"{month[5:]}/{month[:4]}" for month in (span["first"], span["last"]))
    months = first if first == last else translate("{first} bis {last}", first=first, last=last)
    facts = {"month": months, "count": span["count"], "usual": span["usual"]}
    return translate("{month} ({count} statt etwa {usual})", **facts)


# So many spans of thin months are named, the newest.
_MOST_SPANS = 6
_GAPS = {
    "never seen": translate("nie gesehen"),
    "withdrawn": translate("zurückgezogen"),
    "confirmed unused": translate("belegt unbenutzt"),
}
