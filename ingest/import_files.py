"""Releases in files, one after the other, deposited as those of a crawl are."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from archive.model import Capture, Deposit, EventKind, Reading, Run, RunKind
from archive.origins import RECOGNISED_LAYOUT, NumberFrom
from archive.store import Archive
from ingest.city import City
from ingest.errors import IngestError
from ingest.families import GENERIC
from ingest.files import KINDS, MAILBOX, capture_file, mails_in, read_file, shown, suffix_of
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


_OTHER_KINDS = Message("{count} Dateien anderer Art wurden übergangen ({kinds}).")
_NOT_THERE = Message(
    "{count} Zeilen der manifest.csv nennen Dateien, die hier nicht dabei sind, etwa {name}."
)
_COPY = Message("{name} ist eine weitere Datei derselben Meldung; maßgeblich bleibt {leading}.")
_REFUSED_BEFORE = Message("{name} ist bekannt und ließ sich schon früher nicht übernehmen: {reason}")
_NUMBER_IN_NAME = Message("{name}: Die Nummer {number} steht nur im Dateinamen.")
_RECOGNISED = Message(
    "{name}: Der Text ist mit Texterkennung (OCR) aus einem Scan gelesen; bitte gegenlesen."
)
_WITHOUT_LAYOUT = Message(
    "{name}: Die Seite passt nicht zum Layout „{layout}“ von {city} und ist ohne es gelesen; bitte gegenlesen."
)


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
        readable = files if len(files) == 1 else [path for path in files if suffix_of(path) in KINDS]
        for done, path in enumerate(readable):
            self._progress(done, len(readable))
            with self._surviving(shown(path)):
                self._read_path(path, noted.get(placed(path)), published)
        self._tell_left_out(files, readable, noted)
        self._progress(len(files), len(files))

    def _tell_left_out(self, files: list[Path], readable: list[Path], noted: Mapping[Path, Noted]) -> None:
        """What a folder holds beside releases, and what a manifest names beside files, is told in a line each."""
        others = sorted(set(files) - set(readable))
        if others:
            kinds = ", ".join(sorted({suffix_of(path) or shown(path) for path in others})[:10])
            told = _OTHER_KINDS.filled(count=len(others), kinds=kinds)
            self._remark("other-kinds", shown(others[0].parent), told)
        there = {placed(path) for path in files}
        missing = [path for path in noted if path not in there]
        if missing:
            told = _NOT_THERE.filled(count=len(missing), name=shown(Path(missing[0].name)))
            self._remark("manifest-lines", shown(missing[0].parent), told)

    def _read_path(self, path: Path, noted: Noted | None, published: date | None) -> None:
        """A file, or every mail of a mailbox."""
        if suffix_of(path) != MAILBOX:
            self._read_file(path, capture_file(path), noted, published)
            return
        for mail in mails_in(path):
            with self._surviving(shown(mail.path)):
                self._read_file(mail.path, mail.capture, noted, published)

    def _read_file(self, path: Path, capture: Capture, noted: Noted | None, published: date | None) -> None:
        self.run = replace(self.run, fetched=self.run.fetched + 1)
        refused_before = self._archive.was_refused(capture)
        try:
            with self._faults_told(shown(path)):
                capture_id = self._archive.store_capture(capture)
                printed, layout = read_file(capture, self._city, path, noted)
                given = noted.published if noted and noted.published else published
                reading = read(printed, self._city, given_date=given, seen=capture.fetched_at.date())
                deposit = self._archive.deposit(
                    printed.release, reading, capture_id=capture_id, layout=layout, at=capture.fetched_at
                )
        except IngestError as error:
            if not refused_before:
                raise
            reason = error.text(self._language)
            told = _REFUSED_BEFORE.filled(name=shown(Path(path.name)), reason=reason)
            self._remark(error.code, shown(path), told)
            return
        self._count_added(deposit, reading, shown(Path(path.name)))
        self._tell_unsure(path, deposit, reading, layout)

    def _tell_unsure(self, path: Path, deposit: Deposit, reading: Reading, layout: str) -> None:
        """What was understood with a doubt, or is no release of its own, is told where it happens."""
        name = shown(Path(path.name))
        if deposit.copy_of is not None:
            self._remark("copy", shown(path), _COPY.filled(name=name, leading=deposit.copy_of))
        if not any(event.kind is EventKind.ADDED for event in deposit.events):
            return
        if reading.number and reading.number_from is NumberFrom.FILE_NAME:
            told = _NUMBER_IN_NAME.filled(name=name, number=reading.number.shown)
            self._remark("number-in-file-name", shown(path), told)
        if layout == RECOGNISED_LAYOUT:
            self._remark("recognised", shown(path), _RECOGNISED.filled(name=name))
        usual = self._city.layout
        if layout == GENERIC and usual and usual.name != GENERIC:
            told = _WITHOUT_LAYOUT.filled(name=name, layout=usual.name, city=self._city.source.name)
            self._remark("generic-layout", shown(path), told)
