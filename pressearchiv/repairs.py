"""Healing what can be healed of a data directory, and telling what cannot; what is damaged and may be missed stays."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from archive.erasing import Erasure
from archive.integrity import Fault, Finding
from archive.model import Capture
from archive.repairing import LostCapture
from archive.scratch import abandoned
from archive.store import Archive
from language.messages import FilledMessage, Language, Message, UserFacingError
from pressearchiv.alerts.store import FILE as ALERTS
from pressearchiv.alerts.store import Alerts
from pressearchiv.salvage import faults_of, moved_to_new
from search.engine import Engine
from search.indexer import catch_up, rebuild
from search.integrity import of_index
from search.zero_results import FILE as ZERO_RESULTS

# Fetch what the address of lost bytes serves today; raises a UserFacingError.
Fetch = Callable[[LostCapture], Capture]
Progress = Callable[[int, int], None]

_TORN = Message("Am Ende von {place} liegen {n} Bytes eines Eintrags, der nicht zu Ende geschrieben wurde.")
_LEFT_OVER = Message("{place} ist der Rest einer abgebrochenen Sicherung oder Wiederherstellung.")
_LOST = Message("Die gespeicherten Bytes in {place} sind nicht, was gespeichert wurde.")
_INDEXES_ANEW = Message("Neuanlegen der Verzeichnisse in der Datenbank")
_PERSONS_ANEW = Message("Neuanlegen der Tabellen der Personen")
_NO_ADDRESS = Message(
    "keine Adresse ist bekannt, die sie noch einmal liefert; bitte aus einer Sicherung zurückholen"
)
_LOST_TOO = Message("{n} weitere Einträge in {place} sind nicht, was gespeichert wurde.")
_SILENT = Message("{host} antwortet nicht und wird nicht weiter gefragt; bitte später noch einmal versuchen")
# A host that did not answer so often in a row is asked no more.
_SILENT_AFTER, _UNREACHABLE = 3, "unreachable"
_NO_RIGHT = Message("nur wer das Recht dazu hat, kann es ändern")
_OTHER_BYTES = Message("{url} liefert heute andere Bytes; bitte aus einer Sicherung zurückholen")


@dataclass(frozen=True, slots=True)
class Repair:
    """What was found, whether it is healed (or can be, where nothing is changed), and by what means or why not."""

    found: FilledMessage | Finding
    healed: bool
    means: FilledMessage | None = None

    def text(self, language: Language) -> str:
        """What was found, in a sentence."""
        return self.found.text(language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """One pass over a data directory; with `dry_run` nothing is changed and no address asked."""

    archive: Archive
    engine: Engine
    fetch: Fetch
    now: datetime
    dry_run: bool
    progress: Progress

    def __iter__(self) -> Iterator[Repair]:
        """Each fault that was found, and what came of it."""
        begun = self.archive.erasures()
        yield from self._database()
        yield from self._captures()
        yield from self._torn_ends()
        yield from self._index()
        yield from self._erasures(begun)
        for name in (ALERTS, ZERO_RESULTS):
            yield from self._other_database(self.archive.directory / name)
        yield from self._left_over()

    def _database(self) -> Iterator[Repair]:
        found = self._faults_of_database()
        kinds = {finding.fault for finding in found}
        # Who is named in an entry that cannot be read is not to be had again.
        tables = Fault.PERSONS in kinds and Fault.ENTRY not in kinds
        if Fault.DATABASE in kinds and not self.dry_run:
            self.archive.reindex()
        if tables and not self.dry_run:
            self.archive.forget_persons()
            self.archive.follow_persons(now=self.now)
        changed = (tables or Fault.DATABASE in kinds) and not self.dry_run
        left = self._faults_of_database() if changed else found
        for finding in found:
            indexes = finding.fault is Fault.DATABASE
            healed = (
                indexes or (tables and finding.fault is Fault.PERSONS)
                if self.dry_run
                else finding not in left
            )
            means = _INDEXES_ANEW if indexes else _PERSONS_ANEW
            yield Repair(finding, healed, means.filled() if healed else None)

    def _faults_of_database(self) -> list[Finding]:
        """What is wrong with it but erasures, which come after the index."""
        found = (finding for some in self.archive.verify_database() for finding in some)
        return [finding for finding in found if finding.fault is not Fault.ERASURE]

    def _captures(self) -> Iterator[Repair]:
        for finding in self.archive.forbidden_files():
            yield Repair(finding, False, _NO_RIGHT.filled())
        lost = self.archive.lost_captures(self.progress)
        elsewhere = self.archive.find_lost(lost, dry_run=self.dry_run)
        silent: Counter[str] = Counter()
        left: Counter[tuple[str, str]] = Counter()
        for capture in lost:
            host = urlsplit(capture.url or "").netloc if capture.city else ""
            if capture.digest not in elsewhere and silent[host] == _SILENT_AFTER:
                left[capture.place.file, host] += 1
                continue
            found = _LOST.filled(place=f"{capture.place.file} ({capture.place.offset})")
            if capture.digest in elsewhere:
                means = Message("Verweis auf ihre andere Stelle in den Dateien").filled()
                yield Repair(found, True, means)
            else:
                repair, is_silent = self._served_again(capture, found)
                silent[host] = silent[host] + 1 if is_silent else 0
                yield repair
        for (file, host), count in left.items():
            why = _SILENT.filled(host=host) if host else _NO_ADDRESS.filled()
            yield Repair(_LOST_TOO.filled(n=count, place=file), False, why)

    def _served_again(self, lost: LostCapture, found: FilledMessage) -> tuple[Repair, bool]:
        """What came of asking for lost bytes, and whether nobody answered, or nobody can be asked."""
        if lost.url is None or lost.city is None:
            return Repair(found, False, _NO_ADDRESS.filled()), True
        means = Message("erneuten Abruf von {url}, wenn dort noch dieselben Bytes stehen").filled(
            url=lost.url
        )
        if self.dry_run:
            return Repair(found, True, means), False
        try:
            capture = self.fetch(lost)
        except UserFacingError as error:
            return Repair(found, False, error.filled()), error.code == _UNREACHABLE
        if capture.digest != lost.digest:
            return Repair(found, False, _OTHER_BYTES.filled(url=lost.url)), False
        self.archive.store_again(capture)
        return Repair(found, True, Message("erneuten Abruf von {url}").filled(url=lost.url)), False

    def _torn_ends(self) -> Iterator[Repair]:
        for name, size in self.archive.cut_torn_ends(dry_run=self.dry_run).items():
            yield Repair(_TORN.filled(place=name, n=size), True, Message("Abschneiden").filled())

    def _index(self) -> Iterator[Repair]:
        place = str(self.archive.directory / "index")
        found = list(of_index(self.archive, self.engine, place, now=self.now, quick=False))
        if found and found[0].fault is Fault.INDEX_ELSEWHERE:
            yield Repair(found[0], False, Message("Adresse oder Suchmaschine prüfen").filled())
            return
        left: list[Finding] = []
        if found and not self.dry_run:
            try:
                rebuild(self.archive, self.engine, self.progress)
            except UserFacingError as error:
                # What cannot be read can be in no index, nor an index where none may lie.
                yield Repair(found[0], False, error.filled())
                return
            left = list(of_index(self.archive, self.engine, place, now=self.now, quick=False))
        for finding in found:
            yield Repair(finding, finding not in left, Message("Neuanlegen des Suchindex").filled())
        if not found and not self.dry_run:
            catch_up(self.archive, self.engine, self.progress)

    def _erasures(self, begun: Sequence[Erasure]) -> Iterator[Repair]:
        if begun and not self.dry_run:
            self.archive.finish_erasing(patient=True)
        left = {erasure.record_id for erasure in self.archive.erasures()}
        for erasure in begun:
            finding = Finding(Fault.ERASURE, str(erasure.record_id))
            done = self.dry_run or erasure.record_id not in left
            yield Repair(finding, done, Message("Zuendeführen der Löschung").filled())

    def _other_database(self, path: Path) -> Iterator[Repair]:
        if not path.exists() or not (told := faults_of(path)):
            return
        found = Finding(Fault.OTHER_DATABASE, path.name, told[0])
        if self.dry_run:
            yield Repair(found, True, Message("Abschreiben dessen, was noch zu lesen ist").filled())
        elif path.name == ZERO_RESULTS:
            path.unlink()
            yield Repair(found, True, Message("Neubeginn; er hielt nur vergebliche Suchen").filled())
        else:
            aside = path.with_name(f"{path.name}.damaged-{self.now:%Y%m%dT%H%M%S}")
            rows = moved_to_new(path, aside, lambda: Alerts(path.parent))
            means = Message(
                "Abschreiben dessen, was noch zu lesen war: {n} Einträge; die beschädigte Datei mit den Adressen der "
                "Abonnenten liegt in {place}"
            )
            yield Repair(found, True, means.filled(n=rows, place=aside))

    def _left_over(self) -> Iterator[Repair]:
        directory = self.archive.directory
        for folder in (*abandoned(directory.absolute().parent), *abandoned(directory)):
            if not self.dry_run:
                shutil.rmtree(folder, ignore_errors=True)
            yield Repair(_LEFT_OVER.filled(place=folder), True, Message("Entfernen").filled())
