"""Releases in files, one after the other, deposited as those of a crawl are."""

import os
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.model import Run, RunKind
from archive.store import Archive
from ingest.city import City
from ingest.errors import FileUnreadable
from ingest.files import capture_file, read_file
from ingest.manifest import Noted, placed, read_manifests
from ingest.reading import read
from ingest.run_state import Progress, RunState, recorded
from language.messages import Language, Message


def import_files(
    files: Iterable[Path],
    city: City,
    archive: Archive,
    *,
    published: date | None,
    progress: Progress,
    language: Language = "de",
) -> Run:
    """Deposit the releases in files; `published` dates those that do not date themselves."""
    taking = ImportRun(city, archive, progress, language, kind=RunKind.IMPORT)
    return recorded(taking, archive, city, lambda: taking.read_files(list(files), published))


class ImportRun(RunState):
    """Releases out of files."""

    def read_files(self, files: list[Path], published: date | None) -> None:
        """Every file, one after the other."""
        self.run = replace(self.run, listed=len(files))
        noted: dict[Path, Noted] = {}
        with self._surviving(self._city.source.name):
            noted = read_manifests(files)
        if self.run.failed:  # half a manifest would date and number releases wrongly
            return
        for done, path in enumerate(files):
            self._progress(done, len(files))
            with self._surviving(_shown(path)):
                self._read_file(path, noted.get(placed(path)), published)
        there = {placed(path) for path in files}
        for path in noted:
            if path not in there:
                missing = FileUnreadable(
                    place=_shown(path),
                    reason=Message("sie steht in der manifest.csv, ist aber nicht dabei."),
                )
                self._tell(missing, _shown(path))
        self._progress(len(files), len(files))

    def _read_file(self, path: Path, noted: Noted | None, published: date | None) -> None:
        self.run = replace(self.run, fetched=self.run.fetched + 1)
        with self._faults_told(_shown(path)):
            capture = capture_file(path)
            capture_id = self._archive.store_capture(capture)
            printed, layout = read_file(capture, self._city, path, noted)
            given = noted.published if noted and noted.published else published
            reading = read(printed, self._city, given_date=given, seen=capture.fetched_at.date())
            deposit = self._archive.deposit(
                printed.release, reading, capture_id=capture_id, layout=layout, at=capture.fetched_at
            )
        self._count_added(deposit, reading)


def _shown(path: Path) -> str:
    """A path as it can be told: a file's name may be bytes of no known charset."""
    return os.fsencode(path).decode("utf-8", errors="replace")
