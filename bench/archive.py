"""A generated archive of 100,000 releases with its index, built once for whatever is to be measured on it."""

import shutil
import time
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import click
from sqlalchemy import event

from archive.model import HeldRole, PersonMention, Reading, Release, ReleaseNumber, Source
from archive.origins import PublishedFrom
from archive.store import Archive
from bench.corpus import Article, load, stored
from language.german.topics import TopicScore
from search.engine import open_engine
from search.indexer import catch_up

_READY = "ready"
_ROLES = ("Oberbürgermeister", "Kämmerin", "Stadträtin", "Museumsleiter", "Sprecherin")


def built(corpus: Path, count: int) -> Path:
    """The data directory of an archive of so many generated releases; made where it is not there yet."""
    directory = corpus / f"archive-{count}"
    if not (directory / _READY).exists():
        shutil.rmtree(directory, ignore_errors=True)  # what a build that was ended has left
        _build(directory, stored(corpus, count))
        (directory / _READY).touch()
    return directory


def _build(directory: Path, file: Path) -> None:
    with Archive(directory) as archive:
        event.listen(archive._backend.engine, "connect", _without_waiting)
        archive._backend.engine.dispose()
        known: set[str] = {source.key for source in archive.sources()}
        running: Counter[tuple[str, str]] = Counter()
        began = time.process_time()
        for number, article in enumerate(load(file), 1):
            if article.city not in known:
                known.add(article.city)
                archive.put_source(Source(key=article.city, name=article.city.replace("-", " ").title()))
            running[article.city, article.day[:4]] += 1
            _put(archive, article, running[article.city, article.day[:4]])
            if number % 10_000 == 0:
                print(f"{number} deposited, {time.process_time() - began:.0f} CPU s", flush=True)
        engine = open_engine("whoosh", directory / "index")
        catch_up(archive, engine, lambda done, total: None)
        engine.close()
        print(f"indexed, {time.process_time() - began:.0f} CPU s in all", flush=True)


def _without_waiting(connection: object, record: object) -> None:
    """A generated archive can be generated again: nothing is waited for to be on the disk."""
    connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]


def _put(archive: Archive, article: Article, running: int) -> None:
    day = date.fromisoformat(article.day)
    release = Release(
        city=article.city,
        url=f"https://{article.city}.example/{article.id}",
        title=article.title,
        body=article.body,
    )
    text = release.text
    persons = []
    for name in article.persons:
        at = max(text.find(name), 0)
        role = HeldRole(role=_ROLES[len(name) % len(_ROLES)], evidence=(at, at + len(name)))
        persons.append(
            PersonMention(
                name=name, as_printed=(name,), role=role.role, roles=(role,), evidence=role.evidence
            )
        )
    reading = Reading(
        reader=1,
        number=ReleaseNumber(running=running, year=day.year, sign="pe", printed=f"{running}/pe"),
        published=day,
        published_from=PublishedFrom.PAGE,
        persons=tuple(persons),
        topics=tuple(TopicScore(key=key, score=1.0, words=()) for key in article.topics),
    )
    archive.deposit(release, reading, capture_id=None, layout="bench", at=datetime.now(UTC))


@click.command()
@click.option("--releases", default=100_000, show_default=True)
@click.option("--corpus", type=click.Path(path_type=Path), default=Path("data-bench"), show_default=True)
def main(releases: int, corpus: Path) -> None:
    """Build it where it is not there yet, and tell where it is."""
    print(built(corpus, releases))


if __name__ == "__main__":
    main()
