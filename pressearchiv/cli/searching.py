"""Finding: `search`, `show`, `index`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, day_text, moment_text, print_json, topic_label, translate

if TYPE_CHECKING:
    from search.model import ResultPage, Snippet
    from search.offers import Offered


@click.command(
    help=translate(
        "Den Suchindex auf den Stand des Archivs bringen.",
    )
)
@click.option("--rebuild", is_flag=True, help=translate("Von Grund auf neu anlegen."))
@json_option
@click.pass_obj
def index(context: CommandContext, rebuild: bool, as_json: bool) -> int:
    with context.archive() as archive:
        followed = context.index(archive, anew=rebuild)
        answer = {"followed": followed, "event": archive.last_event(), "releases": archive.count()}
    if as_json:
        print_json(answer)
    else:
        text = translate(
            "{followed} Ereignisse nachgeführt; der Index kennt {releases} Meldungen.",
            **answer,
        )
        click.echo(text)
    return 0


@click.command(
    context_settings={"ignore_unknown_options": True},  # a query may begin with a word that is excluded
    help=translate(
        "Meldungen suchen, etwa: pressearchiv search 'person:\"Serap Güler\" integration'.",
    ),
)
@click.argument("text")
@click.option("--page", type=click.IntRange(1), default=1, help=translate("Seite der Treffer."))
@click.option("--size", type=click.IntRange(1, 100), default=10, help=translate("Treffer je Seite."))
@json_option
@click.pass_obj
def search(context: CommandContext, text: str, page: int, size: int, as_json: bool) -> int:
    from pressearchiv.settings import web_config
    from pressearchiv.web.shared.serializers import search_answer
    from search.errors import QuerySyntaxError
    from search.finder import Finder
    from search.params import Search

    with context.archive() as archive, context.engine() as engine:
        finder, asked = Finder(archive, engine, language=LANGUAGE), Search(text=text, page=page, size=size)
        try:
            found = finder.find(asked)
        except QuerySyntaxError:
            _print_offers(finder.offers(asked))
            raise
        offers = () if found.total else finder.offers(asked)
        if as_json:
            print_json(search_answer(found, web_config(context.settings, context.data).public_url, offers))
        else:
            print_hits(found, web_config(context.settings, context.data).public_url)
            _print_offers(offers)
    return 0


def _print_offers(offers: "Sequence[Offered]") -> None:
    """What may have been meant; beside an answer for programs, which stays alone on the standard output."""
    from search.labels import offer_label

    for offered in offers:
        click.echo(offer_label(offered, LANGUAGE), err=True)


@click.command(help=translate("Eine Meldung mit allen Fassungen zeigen."))
@click.argument("record_id", metavar="ID", type=click.IntRange(1, 2**62))
@json_option
@click.pass_obj
def show(context: CommandContext, record_id: int, as_json: bool) -> int:
    from pressearchiv.settings import web_config
    from pressearchiv.web.shared.serializers import release_answer
    from search.finder import permalink_of

    with context.archive() as archive:
        record, versions = archive.record(record_id), archive.versions(record_id)
        link = permalink_of(archive, record, versions[-1])
        corrections, amendments = archive.corrections(record_id), archive.amendments(record_id)
    public_url = web_config(context.settings, context.data).public_url
    answer = release_answer(record, versions, corrections, amendments, link, public_url)
    if as_json:
        print_json(answer)
    else:
        print_release(answer)
    return 0


def print_hits(page: "ResultPage", public_url: str) -> None:
    """A page of results."""
    from language.german.dates import german_date

    total, pages = page.total, page.pages
    click.echo(
        translate(
            "{total} Treffer, Seite {page} von {pages}",
            total=total,
            page=page.request.page,
            pages=pages,
        )
    )
    if page.undated:
        click.echo(
            translate(
                "{n} weitere passen, tragen aber kein Datum und sind in keinem Zeitraum.",
                n=page.undated,
            )
        )
    if page.meant:
        click.echo(translate("Meinten Sie: {text}", text=page.meant))
    for hit in page.hits:
        number = hit.version.reading.number
        when = german_date(hit.published) if hit.published else translate("ohne Datum")
        click.echo()
        click.echo(f"[{hit.record.id}] {_marked(hit.title)}")
        reasons = ", ".join(reason.told for reason in hit.reasons if reason.told)
        found_by = translate("gefunden über {reasons}", reasons=reasons) if reasons else ""
        facts = (when, hit.record.city, number.printed if number else "", found_by)
        click.echo("    " + " · ".join(filter(None, facts)))
        click.echo("    " + _marked(hit.snippet))
        click.echo("    " + public_url + hit.permalink)


def _marked(snippet: "Snippet") -> str:
    """The snippet with its marks in bold; click leaves the codes out where the output is no terminal."""
    pieces, at = [], 0
    for start, end in snippet.marks:
        pieces += [snippet.text[at:start], click.style(snippet.text[start:end], bold=True)]
        at = end
    return "".join([*pieces, snippet.text[at:]])


def print_release(answer: dict[str, Any]) -> None:
    """A release with its versions."""
    from archive.model import Grade
    from search.fields import GRADES

    click.echo(answer["title"])
    facts = {
        translate("Stadt"): answer["city"],
        translate("Nummer"): answer["number_printed"],
        translate("Datum"): _published(answer),
        translate("Adresse"): ", ".join(answer["addresses"]),
        translate("Permalink"): answer["permalink"],
        translate("Personen"): "; ".join(
            person["name"] + (f" ({person['role']})" if person["role"] else "")
            for person in answer["persons"]
        ),
        translate("Themen"): ", ".join(topic_label(entry["key"]) for entry in answer["topics"]),
        translate("Zurückgezogen"): answer["withdrawn_at"] and moment_text(answer["withdrawn_at"]),
        translate("Gesperrt"): answer["seal"] and answer["seal"]["reason"],
        translate("Korrigiert"): ", ".join(map(str, answer["corrects"])),
        translate("Korrigiert von"): ", ".join(map(str, answer["corrected_by"])),
    }
    for label, value in facts.items():
        if value:
            click.echo(f"{label}: {value}")
    for text in (
        answer["lead"],
        answer["body"],
        *(image["caption"] for image in answer["images"]),
        answer["contact"],
    ):
        if text:
            click.echo(f"\n{text}")
    click.echo()
    for version in answer["versions"]:
        at = moment_text(version["recorded_at"])
        line = translate("Fassung {n} vom {at}", n=version["version"], at=at)
        click.echo(
            line + (f" ({GRADES[Grade(version['grade'])].text(LANGUAGE)})" if version["grade"] else "")
        )


def _published(answer: dict[str, Any]) -> str:
    """The date of a release, or the days its neighbours in the series leave for it."""
    if answer["published"]:
        other = answer["published_otherwise"]
        also = translate("; die Seite nennt auch den {other}", other=day_text(other)) if other else ""
        return day_text(str(answer["published"])) + also
    span = answer["published_span"]
    if span is None:
        return translate("nicht bekannt")
    facts = {"start": day_text(span["start"]), "end": day_text(span["end"])}
    return translate("zwischen {start} und {end}, nach der Nummer", **facts)
