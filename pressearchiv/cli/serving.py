"""The web pages: `serve`, `demo`."""

import os
import threading
from contextlib import ExitStack
from datetime import date

import click

from language.messages import Message, UserFacingError
from pressearchiv.cli.context import CommandContext, tell_city_files_left, tell_unknown_settings
from pressearchiv.cli.crawling import print_runs
from pressearchiv.cli.garbage import collect_as_usual
from pressearchiv.cli.output import LANGUAGE, progress, translate


@click.command(
    help=translate(
        "Das Archiv als Webseite bereitstellen und den Index laufend nachführen.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=translate("Port (sonst 8501)."))
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help=translate("So viele Prozesse teilen sich die Arbeit; etwa einer je Prozessorkern."),
)
@click.pass_obj
def serve(context: CommandContext, port: int | None, workers: int) -> int:
    if workers > 1 and not hasattr(os, "fork"):
        raise _NoWorkers()
    _serve(context, port or context.settings.port, workers)
    return 0


@click.command(
    help=translate(
        "Eine erfundene Stadt auf diesem Rechner starten, einlesen und durchsuchbar machen.",
    )
)
@click.option("--port", type=click.IntRange(1, 65535), help=translate("Port des Archivs."))
@click.option(
    "--site-port",
    type=click.IntRange(1, 65535),
    default=8502,
    show_default=True,
    help=translate("Port der Presseseite der Stadt."),
)
@click.option(
    "--day",
    type=click.IntRange(1, 2),
    default=2,
    show_default=True,
    help=translate(
        "Tag 2 bringt nach Tag 1 neue, geänderte und zurückgezogene Meldungen.",
    ),
)
@click.option(
    "--family",
    default="typo3-news",
    show_default=True,
    help=translate("Inhaltssystem, dessen Seiten die Stadt zeigt."),
)
@click.option(
    "--site-only",
    is_flag=True,
    help=translate("Nur die Presseseite der Stadt starten."),
)
@click.pass_obj
def demo(
    context: CommandContext, port: int | None, site_port: int, day: int, family: str, site_only: bool
) -> int:
    try:
        from pressearchiv.demo.markups import markups
        from pressearchiv.demo.site import CITY, DemoSite, city_file, serving
    except ImportError as error:
        raise _DemoMissing(place=error.name) from error
    from ingest.crawl import crawl_city

    if family not in markups():
        raise click.BadParameter(", ".join(sorted(markups())), param_hint="--family")
    with ExitStack() as stack:
        shown = DemoSite(day if site_only else 1, family=family, until=_told_until(context))
        try:
            site = stack.enter_context(serving(shown, site_port))
        except OSError as error:
            raise _PortTaken(place=str(site_port), option="--site-port") from error
        address = site + markups()[family].list_address(1)
        click.echo(
            translate(
                "Tellbrück ist erfunden; diese Stadt gibt es nicht. Ihre Presseseite: {address}",
                address=address,
            )
        )
        context.cities().write(CITY, city_file(site, family))
        if site_only:
            threading.Event().wait()
        with (
            context.archive(make=True) as archive,
            context.fetching() as fetching,
            fetching.fetcher() as fetcher,
        ):
            town = context.cities()[CITY]
            # What changes from one day to the next is noticed on the second visit; nothing is turned back later.
            begun = archive.count() > 0
            for today in (1, 2)[begun and day == 2 : day]:
                shown.show(today)
                with progress(town.source.name) as bar:
                    run = crawl_city(town, archive, fetcher, progress=bar, language=LANGUAGE, recheck=True)
                print_runs([run], as_json=False)
            context.index(archive)
        _serve(context, port or context.settings.port)
    return 0


def _told_until(context: CommandContext) -> date:
    """Today; in an archive begun some years ago not later than what is told there, or all its releases would change."""
    from pressearchiv.demo.releases import last_told
    from pressearchiv.demo.site import CITY

    with context.archive(make=True) as archive:
        newest = archive.coverage(CITY).last
    return min(date.today(), last_told(newest)) if newest else date.today()


def _serve(context: CommandContext, port: int, workers: int = 1) -> None:
    from pressearchiv.environment import PREFIX
    from pressearchiv.settings import check_serving, mail_config, web_config
    from pressearchiv.web.server.serve import HostUnusableError, PortTakenError, serve_pages
    from pressearchiv.web.server.workers import WorkersDiedError

    check_serving(context.settings)
    tell_unknown_settings()
    tell_city_files_left(context)

    collect_as_usual()

    # The pages are a script of their own in this process; what it reads of the settings itself is this.
    os.environ[f"{PREFIX}DATA"] = str(context.data.resolve())
    try:
        serve_pages(
            web_config(context.settings, context.data, port=port),
            mail=mail_config(context.settings),
            host=context.settings.host,
            port=port,
            workers=workers,
            ready=lambda address: click.echo(translate("Das Archiv ist bereit: {address}", address=address)),
        )
    except PortTakenError as error:
        raise _PortTaken(place=str(port), option="--port") from error
    except HostUnusableError as error:
        raise _HostUnusable(place=f"{context.settings.host}:{port}", reason=error.reason) from error
    except WorkersDiedError as error:
        raise _WorkersDied() from error


class _PortTaken(UserFacingError):
    code = "port-taken"
    message = Message(
        "Port {place} ist schon belegt. Läuft das Programm bereits? Mit {option} lässt sich ein anderer wählen.",
    )


class _NoWorkers(UserFacingError):
    code = "no-workers"
    exit_code = 2
    message = Message(
        "Dieses Betriebssystem kann keine Prozesse aufteilen; ohne --workers bedient ein einziger alle Besucher.",
    )


class _WorkersDied(UserFacingError):
    code = "workers-died"
    message = Message(
        "Ein Prozess der Webseite endet immer wieder gleich nach seinem Start; die Meldungen darüber sagen, warum.",
    )


class _HostUnusable(UserFacingError):
    code = "host-unusable"
    exit_code = 2
    message = Message(
        "Unter {place} lässt sich nichts bereitstellen: {reason}. PRESSEARCHIV_HOST nennt eine Adresse dieses Rechners "
        "(127.0.0.1, oder 0.0.0.0 für alle); Ports unter 1024 brauchen besondere Rechte.",
    )


class _DemoMissing(UserFacingError):
    code = "demo-missing"
    message = Message(
        "Für die erfundene Stadt fehlt das Paket {place}: pip install 'pressearchiv[demo]'.",
    )
