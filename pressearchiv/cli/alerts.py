"""Saved searches: `alerts list`, `alerts erase`."""

from datetime import date
from typing import Any

import click

from pressearchiv.cli.context import CommandContext
from pressearchiv.cli.options import json_option
from pressearchiv.cli.output import LANGUAGE, print_json, translate


@click.group(help=translate("Gespeicherte Suchen: auflisten, Adressen löschen."))
def alerts() -> None:
    pass


@alerts.command(
    "list",
    help=translate(
        "Alle Abonnements mit Adresse, und E-Mails, die nicht ankamen.",
    ),
)
@json_option
@click.pass_obj
def alerts_list(context: CommandContext, as_json: bool) -> int:
    from search.labels import described

    with context.archive() as archive:
        sources = archive.sources_by_key()
    store = context.alerts()
    answer = {
        "subscriptions": [
            {
                "id": subscription.id,
                "address": subscription.address,
                "search": described(subscription.search, sources, LANGUAGE, date.today()),
                "kind": subscription.kind,
                "rhythm": subscription.frequency,
                "confirmed_at": subscription.confirmed_at.isoformat() if subscription.confirmed_at else None,
            }
            for subscription in store.subscriptions()
        ],
        "mails": [
            {
                "id": mail.id,
                "address": mail.address,
                "state": mail.state,
                "tries": mail.tries,
                "error": mail.error,
            }
            for mail in store.mails()
        ],
    }
    if as_json:
        print_json(answer)
    else:
        print_alerts(answer)
    return 0


@alerts.command(
    "erase",
    help=translate(
        "Eine Adresse löschen: ihre Abonnements und alle E-Mails an sie.",
    ),
)
@click.argument("address")
@json_option
@click.pass_obj
def alerts_erase(context: CommandContext, address: str, as_json: bool) -> int:
    with context.archive():
        count = context.alerts().erase(address)
    if as_json:
        print_json({"address": address, "erased": count})
    else:
        click.echo(translate("{n} Abonnements gelöscht.", n=count))
    return 0 if count else 1


def print_alerts(answer: dict[str, Any]) -> None:
    """Subscriptions and mails that did not arrive, one a line."""
    from pressearchiv.alerts import messages
    from pressearchiv.alerts.model import Frequency, Kind, MailState

    for subscription in answer["subscriptions"]:
        kind = messages.KINDS[Kind(subscription["kind"])].text(LANGUAGE)
        frequency = messages.RHYTHMS[Frequency(subscription["rhythm"])].text(LANGUAGE)
        state = "" if subscription["confirmed_at"] else translate(" (nicht bestätigt)")
        place = f"{subscription['id']:>5}  {subscription['address']}  {subscription['search']}"
        click.echo(f"{place}  {kind}, {frequency}{state}")
    if not answer["subscriptions"]:
        click.echo(translate("Niemand hat eine Suche abonniert."))
    for mail in answer["mails"]:
        state = messages.MAIL_STATES[MailState(mail["state"])].text(LANGUAGE)
        line = translate(
            "E-Mail {id} an {address}: {state}, {tries} Versuche {error}",
            **{**mail, "state": state},
        )
        click.echo(line)
