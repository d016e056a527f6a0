"""Cities: `city list`, `city new`, `city get`, `city put`, `city check`."""

from pathlib import Path
from typing import Any

import click

from pressearchiv.cli.checking import city_check
from pressearchiv.cli.context import CommandContext, readable, tell_city_files_left
from pressearchiv.cli.json_shapes import discovery_answer
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import dated_line, print_json, shortened, translate


@click.group(help=translate("Städte: anlegen, prüfen, auflisten."))
def city() -> None:
    pass


@city.command(
    "list",
    help=translate("Alle bekannten Städte nach Ländern, und was von ihnen bekannt ist."),
)
@click.option("--state", help=translate("Nur dieses Landes."))
@click.option("--system", help=translate("Nur mit diesem Inhaltssystem."))
@click.option(
    "--confirmed/--unconfirmed",
    default=None,
    help=translate("Nur die mit, nur die ohne bestätigten Abruf."),
)
@json_option
@click.pass_obj
def city_list(
    context: CommandContext, state: str | None, system: str | None, confirmed: bool | None, as_json: bool
) -> int:
    from pressearchiv.cli.city_table import city_row, city_table, filtered

    tell_city_files_left(context)
    known = list(readable(context.cities()))
    rows = filtered([city_row(entry) for entry in known], state=state, system=system, confirmed=confirmed)
    if as_json:
        print_json({"cities": rows})
    else:
        click.echo(city_table(rows))
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
    from ingest.city import read_city
    from ingest.city_data import KEY
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
    known = context.cities()
    if key in known.own or (contribute and key in known):
        raise CityFileThere(place=known.file_of(key).place)
    demo = is_loopback(url)
    reach = reach_of(url, loopback=demo)
    with context.fetching() as fetching, fetching.fetcher() as fetcher:
        found = discover(key, url, lambda address: fetcher.get(address, reach), name=name)
    if contribute:
        files = write_contribution(found, Path.cwd())
        read_city(files[0])
        written = [str(file) for file in files]
    else:
        comes_along = None
        if key in known:
            comes_along = known[key]
        written = [known.write(key, city_file(found, fictional=demo, known=comes_along))]
        if comes_along and not as_json:
            click.echo(
                translate(
                    "{name} kommt mit dem Programm; von jetzt an gilt hier die neue Datei.",
                    name=comes_along.source.name,
                ),
                err=True,
            )
    answer = {**discovery_answer(found), "written": written}
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


@city.command("get", help=translate("Die Datei einer Stadt ausgeben, wie sie gilt."))
@click.argument("key")
@click.pass_obj
def city_get(context: CommandContext, key: str) -> int:
    click.echo(context.cities().file_of(key).content.decode("utf-8", errors="replace"), nl=False)
    return 0


@city.command(
    "put",
    help=translate(
        "Eine Stadtdatei prüfen und an ihren Platz legen, über die, die dort liegt: ins Datenverzeichnis oder in die "
        "Datenbank, aus der alle Rechner lesen.",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def city_put(context: CommandContext, file: Path) -> int:
    from ingest.city import read_city

    read = read_city(file)
    place = context.cities().write(read.key, file.read_text(encoding="utf-8"))
    click.echo(translate("Geschrieben: {files}", files=place))
    return 0


def print_discovery(answer: dict[str, Any]) -> None:
    """What a look at a site found, in words."""
    none = translate("nicht gefunden")
    facts = {
        translate("Stadt"): answer["name"],
        translate("System"): answer["family"],
        translate("Liste"): answer["list"] or none,
        translate("Blättern"): translate("ja") if answer["paging"] else none,
        "Feed": answer["feed"] or none,
        "REST": answer["api"],
        "Sitemap": answer["sitemap"] or none,
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label + ':':<10} {value}")
    for at, preview in enumerate(answer["previews"], 1):
        click.echo(f"\n{at}. {preview['url']}")
        if "error" in preview:
            click.echo(f"   ! {preview['error']['message']}")
            continue
        number = (
            f"{preview['number']}{'/' + preview['sign'] if preview['sign'] else ''}"
            if preview["number"]
            else "–"
        )
        rows = {
            translate("Überschrift"): preview["title"],
            translate("Nummer"): number,
            translate("Datum"): dated_line(preview),
            translate("Vorspann"): _cell(preview["lead"]),
            translate("Text"): _cell(preview["body"]),
            translate("Bilder"): "; ".join(_cell(image["caption"]) for image in preview["images"]) or "–",
            translate("Dokumente"): "; ".join(preview["attachments"]) or "–",
            translate("Kontakt"): _cell(preview["contact"]),
            translate("Amt"): preview["office"] or "–",
            translate("Personen"): ", ".join(preview["persons"]) or "–",
        }
        for label, value in rows.items():
            click.echo(f"   {label + ':':<12} {value}")
    if answer["doubts"]:
        click.echo("\n" + translate("Unsicher:"))
    for doubt in answer["doubts"]:
        click.echo(f"  ? {doubt}")


def _cell(text: str) -> str:
    return shortened(text, 90) or "–"


city.add_command(city_check)
