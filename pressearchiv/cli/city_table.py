"""The known cities as rows, and as a table by state."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import Any

import click

from ingest.city import City
from language.german.tokens import fold
from pressearchiv.cli.output import day_text, translate

Row = dict[str, Any]

# The usual abbreviations of the Länder (ISO 3166-2:DE, and what is said besides).
_ABBREVIATIONS = {
    "bw": "Baden-Württemberg",
    "by": "Bayern",
    "be": "Berlin",
    "bb": "Brandenburg",
    "hb": "Bremen",
    "hh": "Hamburg",
    "he": "Hessen",
    "mv": "Mecklenburg-Vorpommern",
    "ni": "Niedersachsen",
    "nw": "Nordrhein-Westfalen",
    "nrw": "Nordrhein-Westfalen",
    "rp": "Rheinland-Pfalz",
    "rlp": "Rheinland-Pfalz",
    "sl": "Saarland",
    "sn": "Sachsen",
    "st": "Sachsen-Anhalt",
    "sh": "Schleswig-Holstein",
    "th": "Thüringen",
}


def city_row(city: City) -> Row:
    """A city as JSON has it: names, system, whether it is listed, confirmed since when, by what evidence."""
    seen = city.confirmed
    return {
        "key": city.key,
        "name": city.source.name,
        "ags": city.source.ags,
        "state": city.source.state,
        "family": city.family,
        "listed": city.listing is not None,
        "confirmed": seen is not None,
        "confirmed_on": seen.isoformat() if seen and seen > date.min else None,
        "source": city.evidence.source or None,
        "year": city.evidence.year,
        "robots": city.evidence.robots or None,
        "note": city.evidence.note or None,
    }


def filtered(
    rows: Sequence[Row], *, state: str | None, system: str | None, confirmed: bool | None
) -> list[Row]:
    """The rows of a state, of a content system, confirmed or not; a usage error names what there is instead."""
    if state is not None:
        wanted = fold(_ABBREVIATIONS.get(state.lower(), state))
        rows = _those(rows, "state", wanted, "--state", state)
    if system is not None:
        rows = _those(rows, "family", fold(system), "--system", system)
    return [row for row in rows if confirmed is None or row["confirmed"] is confirmed]


def _those(rows: Sequence[Row], field: str, wanted: str, option: str, typed: str) -> list[Row]:
    found = [row for row in rows if fold(row[field] or "") == wanted]
    if not found:
        known = ", ".join(sorted({str(row[field]) for row in rows if row[field]}))
        raise click.BadParameter(
            translate("„{typed}“ hat keine der Städte; es gibt {known}.", typed=typed, known=known),
            param_hint=option,
        )
    return found


def city_table(rows: Iterable[Row]) -> str:
    """The rows as text: a heading for each state, a line for each city, and how many are confirmed."""
    lines: list[str] = []
    ordered = sorted(rows, key=lambda row: (fold(row["state"] or "zz"), row["key"]))
    for state, group in groupby(ordered, key=lambda row: row["state"]):
        entries = list(group)
        heading = state or translate("Ohne Land")
        lines += [*([""] if lines else []), f"{heading} ({len(entries)})"]
        lines += [
            f"  {row['key']:<30} {row['name']:<38} {row['family'] or '–':<16} {_standing(row)}"
            for row in entries
        ]
    confirmed = sum(row["confirmed"] for row in ordered)
    imported = sum(not row["listed"] for row in ordered)
    told = translate(
        "Zusammen {count}: {confirmed} bestätigt, {likely} noch nicht bestätigt, {imported} nur für den Import.",
        count=len(ordered),
        confirmed=confirmed,
        likely=sum(row["listed"] and not row["confirmed"] for row in ordered),
        imported=imported,
    )
    return "\n".join([*lines, "", told]).lstrip("\n")


def _standing(row: Row) -> str:
    if not row["listed"]:
        return translate("nur Import")
    if not row["confirmed"]:
        return translate("noch nicht bestätigt")
    if row["confirmed_on"] is None:
        return translate("bestätigt")
    return translate("bestätigt am {day}", day=day_text(row["confirmed_on"]))
