"""What releases have to do with each other: those alike, those that share passages, what is told again and again."""

from collections.abc import Sequence
from datetime import UTC, datetime

from archive.model import Record, Release, Version
from archive.store import Archive
from search.document import to_document
from search.engine import Engine
from search.errors import IndexMissing
from search.model import Request
from search.repetition import Repetition, repetitions
from search.reuse import Passage, passages

# So many groups of fingerprints are looked at for each repetition that is wanted: some are parts of others.
_LOOKED_AT = 25


class Relations:
    """Relations between the releases of one archive, by the fingerprints and words of one engine."""

    def __init__(self, archive: Archive, engine: Engine) -> None:
        self._archive = archive
        self._engine = engine

    def similar(self, record_id: int, limit: int = 5) -> tuple[tuple[Record, Version], ...]:
        """The releases most like one, the nearest first; raises NoSuchRecord, or what the engine raises."""
        versions = self._archive.versions(record_id)
        document = to_document(self._archive.record(record_id), versions, self._joined(record_id))
        related = self._engine.similar(document, limit)
        return tuple(self._shown([match.id for match in related]))

    def reused(
        self, record_id: int, limit: int = 10
    ) -> tuple[tuple[Record, Version, tuple[Passage, ...]], ...]:
        """The releases that share passages with one, those that share most first; raises as `similar` does.

        Places are those of `Release.text`.
        """
        versions = self._archive.versions(record_id)
        own = wording(versions[-1].release)
        document = to_document(self._archive.record(record_id), versions, self._joined(record_id))
        related = self._engine.sharing(document, limit)
        shown = self._shown([match.id for match in related])
        found = ((record, version, passages(own, wording(version.release))) for record, version in shown)
        return tuple((record, version, shared) for record, version, shared in found if shared)

    def repeated(self, request: Request, limit: int, *, quoted: bool = False) -> tuple[Repetition, ...]:
        """The passages that most of the releases a request finds have in common, those in most releases first.

        With `quoted` only passages that are somebody's words. Raises what the engine raises.
        """
        try:
            groups = self._engine.repeated(request, _LOOKED_AT * limit)
        except IndexMissing:
            if self._archive.last_event():
                raise
            return ()
        return repetitions(groups, self._shown, limit, quoted=quoted)

    def _joined(self, record_id: int) -> dict[str, str]:
        return dict(self._archive.joined_names([record_id]).get(record_id, {}))

    def _shown(self, record_ids: Sequence[int]) -> list[tuple[Record, Version]]:
        """The records of these ids in their order, without those that are hidden."""
        current, now = self._archive.current(record_ids), datetime.now(UTC)
        known = (current[record_id] for record_id in record_ids if record_id in current)
        return [(record, version) for record, version in known if not record.hidden(now)]


def wording(release: Release) -> str:
    """`Release.text` without the contact, which stands at its end and is the same under every release."""
    return release.text.removesuffix(release.contact_text)
