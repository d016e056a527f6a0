"""Cities: `city list`, `city new`, `city check`."""

from pathlib import Path
from typing import Any

import click

from pressearchiv.cli.context import CommandContext, listed, readable
from pressearchiv.cli.json_shapes import checkup_answer, discovery_answer
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import ORIGINS, day_text, print_json, shortened, translate


@click.group(help=translate("Städte: anlegen, prüfen, auflisten."))
def city() -> None:
    pass


@city.command(
    "list",
    help=translate("Alle bekannten Städte und was von ihnen bekannt ist."),
)
@json_option
@click.pass_obj
def city_list(context: CommandContext, as_json: bool) -> int:
    from ingest.city import Cities

    known = list(readable(Cities(context.data)))
    answer = [
        {
            "key": one.key,
            "name": one.source.name,
            "ags": one.source.ags,
            "family": one.family,
            "listed": one.listing is not None,
            "confirmed": one.confirmed,
        }
        for one in known
    ]
    if as_json:
        print_json({"cities": answer})
    for one in [] if as_json else answer:
        state = (
            translate("nur Import")
            if not one["listed"]
            else translate("bestätigt")
            if one["confirmed"]
            else translate("noch nicht bestätigt")
        )
        click.echo(f"{one['key']:<24} {one['name']:<34} {one['family'] or '–':<16} {state}")
    return 0


@city.command(
    "new",
    help=translate(
        "Eine Stadt aus einer ihrer Adressen anlegen: System, Liste, Feed und Sitemap finden, fünf Meldungen zeigen.",
    ),
)
@click.argument("key")
@click.argument("url")
@click.option("--name", help=translate("Name der Stadt (sonst von der Seite)."))
@click.option(
    "--contribute",
    is_flag=True,
    help=translate(
        "Im Arbeitsverzeichnis des Programms auch Probeseite und Test anlegen; ihre Wörter werden ersetzt.",
    ),
)
@json_option
@click.pass_obj
def city_new(
    context: CommandContext, key: str, url: str, name: str | None, contribute: bool, as_json: bool
) -> int:
    from ingest.city import KEY, Cities, read_city
    from ingest.contribute import contribute as write_contribution
    from ingest.discover import city_file, discover, is_loopback, reach_of
    from ingest.errors import CityFileThere

    if not KEY.fullmatch(key):
        raise click.BadParameter(
            translate(
                "Kleinbuchstaben, Ziffern, Bindestrich: bad-salzuflen",
            ),
            param_hint="KEY",
        )
    if not url.startswith(("http://", "https://")):
        raise click.BadParameter(translate("eine Adresse mit https://"), param_hint="URL")
    file = context.data / "cities" / f"{key}.toml"
    if file.exists() or (contribute and key in Cities()):
        raise CityFileThere(place=str(file))
    demo = is_loopback(url)
    reach = reach_of(url, loopback=demo)
    with context.fetching_alone(), context.fetcher() as fetcher:
        found = discover(key, url, lambda address: fetcher.get(address, reach), name=name)
    if contribute:
        written = write_contribution(found, Path.cwd())
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        comes_along = Cities()
        shipped = None
        if key in comes_along:
            shipped = comes_along[key]
        file.write_text(city_file(found, fictional=demo, known=shipped), encoding="utf-8")
        written = [file]
        if shipped and not as_json:
            click.echo(
                translate(
                    "{name} kommt mit dem Programm; in diesem Datenverzeichnis gilt jetzt die neue Datei.",
                    name=shipped.source.name,
                ),
                err=True,
            )
    read_city(written[0])
    answer = {**discovery_answer(found), "written": [str(path) for path in written]}
    if as_json:
        print_json(answer)
    else:
        print_discovery(answer)
        click.echo("\n" + translate("Geschrieben: {files}", files=", ".join(answer["written"])))
        click.echo(
            translate(
                "Bitte prüfen, dann: pressearchiv ingest {key}",
                key=key,
            )
        )
    return 1 if any(preview.error for preview in found.previews) else 0


@city.command(
    "check",
    help=translate(
        "Eine Stadt live prüfen, ohne etwas zu archivieren: Listen, Überschrift, Datum, Nummer, alle anderen Felder.",
    ),
)
@click.argument("keys", nargs=-1, metavar="[KEY]...")
@json_option
@click.pass_obj
def city_check(context: CommandContext, keys: tuple[str, ...], as_json: bool) -> int:
    from ingest.checkup import check_city
    from ingest.city import Cities

    known = Cities(context.data)
    chosen = [known[key] for key in keys] or list(listed(known))
    checked = []
    with context.fetching_alone(), context.fetcher() as fetcher:
        for one in chosen:
            checked.append(check_city(one, fetcher))
            if not as_json:
                print_checkup(checkup_answer(checked[-1]))
    if as_json:
        print_json({"cities": [checkup_answer(checkup) for checkup in checked]})
    return 0 if all(checkup.fine for checkup in checked) else 1


def print_discovery(answer: dict[str, Any]) -> None:
    """What a look at a site found, in words."""
    none = translate("nicht gefunden")
    family = answer["family"]
    if answer["experimental"]:
        family += translate(" (noch an keiner echten Seite erprobt)")
    facts = {
        translate("Stadt"): answer["name"],
        translate("System"): family,
        translate("Liste"): answer["list"] or none,
        translate("Blättern"): translate("ja") if answer["paging"] else none,
        "Feed": answer["feed"] or none,
        "REST": answer["api"],
        "Sitemap": answer["sitemap"] or none,
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label + ':':<10} {value}")
    for at, one in enumerate(answer["previews"], 1):
        click.echo(f"\n{at}. {one['url']}")
        if "error" in one:
            click.echo(f"   ! {one['error']['message']}")
            continue
        number = f"{one['number']}{'/' + one['sign'] if one['sign'] else ''}" if one["number"] else "–"
        rows = {
            translate("Überschrift"): one["title"],
            translate("Nummer"): number,
            translate("Datum"): f"{day_text(one['published'])} ({ORIGINS[one['published_from']]})",
            translate("Vorspann"): _cell(one["lead"]),
            translate("Text"): _cell(one["body"]),
            translate("Bilder"): "; ".join(_cell(image["caption"]) for image in one["images"]) or "–",
            translate("Dokumente"): "; ".join(one["attachments"]) or "–",
            translate("Kontakt"): _cell(one["contact"]),
            translate("Amt"): one["office"] or "–",
            translate("Personen"): ", ".join(one["persons"]) or "–",
        }
        for label, value in rows.items():
            click.echo(f"   {label + ':':<12} {value}")


def print_checkup(answer: dict[str, Any]) -> None:
    """How a city answered live, field by field."""
    state = translate("in Ordnung") if answer["fine"] else translate("bitte ansehen")
    click.echo(f"{answer['city']}: {state}")
    for one in answer["lists"]:
        if one["error"]:
            click.echo(f"  ! {one['error']}")
            continue
        more = translate(", mit weiteren Seiten") if one["next_page"] else ""
        count = translate("{n} Meldungen{more}", n=one["releases"], more=more)
        click.echo(f"  {one['url']}: {count}")
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


def _cell(text: str) -> str:
    return shortened(text, 90) or "–"
