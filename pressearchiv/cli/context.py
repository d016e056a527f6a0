"""What every command starts from: settings and data directory, archive, index, fetcher; which cities are fetched."""

import getpass
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from language.messages import Message, UserFacingError
from pressearchiv.cli.garbage import collect_as_usual
from pressearchiv.cli.output import LANGUAGE, progress, translate
from pressearchiv.environment import NAME

# What only one command needs is imported by it: a command starts no slower than it must.
if TYPE_CHECKING:
    from archive.store import Archive
    from ingest.city import Cities, City
    from ingest.inbox import Inbox
    from pressearchiv.alerts.store import Alerts
    from pressearchiv.cli.fetching import Fetching
    from pressearchiv.settings import Settings
    from search.engine import Engine

_ALL = "all"


@dataclass(frozen=True, slots=True)
class CommandContext:
    """The settings and the data directory of a command, and what is opened by them."""

    settings: "Settings"
    data: Path

    @contextmanager
    def archive(self, *, make: bool = False) -> "Iterator[Archive]":
        """The archive, open while the command works with it; one that is made, since there is none, is told.

        Raises ArchiveMissing where there is none and none is to be made: the place may be mistyped.
        """
        from archive.store import Archive

        collect_as_usual()
        with Archive(self.data, self.settings.archive, self.settings.captures, make=make) as archive:
            if archive.is_new:
                click.echo(translate("Neues Archiv angelegt: {place}", place=archive.place), err=True)
            yield archive

    def alerts(self) -> "Alerts":
        """The saved searches of the installation."""
        from pressearchiv.alerts.store import Alerts

        return Alerts(self.data, self.settings.archive)

    def cities(self) -> "Cities":
        """Every known city, as its file is now."""
        from ingest.city import Cities

        return Cities(self.data, self.settings.archive)

    @contextmanager
    def engine(self) -> "Iterator[Engine]":
        """The search engine of the settings over the index of the data directory."""
        from search.engine import open_engine

        engine = open_engine(self.settings.search, self.data / "index", self.settings.archive)
        try:
            yield engine
        finally:
            engine.close()

    def index(self, archive: "Archive", *, anew: bool = False) -> int:
        """Bring the index up to the archive, or make it anew; return the number of events followed."""
        from search.indexer import catch_up, rebuild

        with self.engine() as engine, progress("Index") as bar:
            if anew:
                return rebuild(archive, engine, bar)
            return catch_up(archive, engine, bar, patient=True)

    def fetching(self, stop: threading.Event | None = None) -> "AbstractContextManager[Fetching]":
        """What sites are asked with, while no other process asks the same; see pressearchiv.cli.fetching."""
        from pressearchiv.cli.fetching import fetching

        return fetching(self.settings, self.data, stop)

    def inbox(self) -> "Inbox | None":
        """The folder of the settings that is watched; raises InboxUnusable."""
        from ingest.inbox import Inbox

        self.data.mkdir(parents=True, exist_ok=True)
        return Inbox(self.settings.inbox, self.data) if self.settings.inbox else None

    def cities_of_inbox(self, known: "Cities", archive: "Archive") -> "list[City]":
        """The cities whose files the folder may hold: those the settings name, else the usual ones."""
        keys = [key.strip() for key in self.settings.cities.split(",") if key.strip() not in ("", _ALL)]
        if keys:
            return [known[key] for key in keys]
        usual = known.own | set(archive.sources_by_key())
        return [city for city in readable(known) if city.key in usual]


def tell_unknown_settings() -> None:
    """Tell of variables that look like settings and are none, before anything long begins."""
    from pressearchiv.settings import unknown_names

    for name in unknown_names():
        click.echo(
            translate("Eine Einstellung {name} gibt es nicht; sie wird nicht beachtet.", name=name), err=True
        )


def tell_city_files_left(context: CommandContext) -> None:
    """Tell of city files that somebody may have changed in vain; raises ArchiveError where the database is away."""
    from archive.city_files import left_in_the_directory

    for place in left_in_the_directory(context.data, context.settings.archive):
        click.echo(
            translate(
                "Die Stadtdatei {place} wird nicht gelesen, denn das Archiv liegt in einer Datenbank, und dort steht "
                "eine andere oder keine. „pressearchiv city put {place}“ legt sie dorthin.",
                place=place,
            ),
            err=True,
        )


def operator() -> str:
    """The account that gives the command, for the journal."""
    try:
        return f"{getpass.getuser()} ({NAME})"
    except OSError:  # an account without a name, as in a container
        return NAME


def readable(known: "Cities") -> "Iterator[City]":
    """Every city whose file can be read; one that cannot is told, and stops no other."""
    for key in known:
        try:
            yield known[key]
        except UserFacingError as error:
            click.echo(error.text(LANGUAGE), err=True)


class NoCityChosen(UserFacingError):
    """Nobody said which of the many cities that come with the program are to be fetched."""

    code = "no-city-chosen"
    exit_code = 2
    message = Message(
        "Welche Städte? Nennen Sie eine, wie in „pressearchiv ingest muenster“, oder setzen Sie PRESSEARCHIV_CITIES "
        "(Schlüssel mit Komma, „all“ für alle {count}); „pressearchiv city list“ zeigt sie.",
    )


def cities_to_fetch(settings: "Settings", known: "Cities", archive: "Archive") -> "list[City]":
    """The cities that the settings name, else the usual ones; without a contact, only the made-up one.

    Raises NoCityChosen: the hundreds that come with the program are fetched only where somebody wants them.
    """
    keys = [key.strip() for key in settings.cities.split(",") if key.strip()]
    if keys == [_ALL]:
        chosen = list(listed(known))
    else:
        chosen = [known[key] for key in keys] or list(usual_cities(known, archive))
    if not chosen:
        raise NoCityChosen(count=len(known))
    return askable(settings, chosen)


def askable(settings: "Settings", chosen: "list[City]") -> "list[City]":
    """The cities that may be asked: all with a contact, only the made-up one without; raises ContactMissing."""
    if settings.contact:
        return chosen
    fictional = [city for city in chosen if city.source.fictional]
    if not fictional:
        from ingest.errors import ContactMissing

        raise ContactMissing(place=", ".join(city.source.name for city in chosen[:3]) + " …")
    return fictional


def usual_cities(known: "Cities", archive: "Archive") -> "Iterable[City]":
    """The cities that somebody here wants: with a file in the data directory, or with releases on record."""
    chosen = known.own | set(archive.sources_by_key())
    return (city for city in listed(known) if city.key in chosen)


def listed(known: "Cities") -> "Iterable[City]":
    """The cities that have a list of releases, and so can be fetched."""
    return (city for city in readable(known) if city.listing is not None)
