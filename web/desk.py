"""What a page works with: the archive, the finder over it, the language it speaks."""

from dataclasses import dataclass
from pathlib import Path

from archive.model import Record, Version
from archive.store import Archive
from search.engine import Engine, open_engine
from search.errors import SearchError
from search.finder import Finder
from search.model import ResultPage
from search.params import Search
from search.reuse import Passage
from wording import Language, Wording


@dataclass(frozen=True, slots=True)
class Desk:
    """Opened once a process and shared by all sessions."""

    archive: Archive
    engine: Engine
    finder: Finder
    language: Language
    public_url: str

    def say(self, wording: Wording, **facts: object) -> str:
        """A sentence in the language of the pages."""
        return wording.say(self.language, **facts)

    def find(self, search: Search) -> ResultPage:
        """What a search finds in the index as it is now."""
        self.engine.refresh()
        return self.finder.find(search)

    def similar(self, record_id: int) -> tuple[tuple[Record, Version], ...]:
        """The releases most like one; none where there is no index to ask."""
        try:
            return self.finder.similar(record_id)
        except SearchError:
            return ()

    def reused(self, record_id: int) -> tuple[tuple[Record, Version, tuple[Passage, ...]], ...]:
        """The releases that share passages with one; none where there is no index to ask."""
        try:
            return self.finder.reused(record_id)
        except SearchError:
            return ()


def open_desk(data: Path, engine_name: str, language: Language, public_url: str) -> Desk:
    """Open the archive and the index of a data directory."""
    archive = Archive(data)
    engine = open_engine(engine_name, data / "index")
    finder = Finder(archive, engine, language=language)
    return Desk(archive, engine, finder, language, public_url.rstrip("/"))
