"""What a page works with: the archive, the finder over it, the language it speaks."""

from dataclasses import dataclass
from pathlib import Path

from archive.store import Archive
from search.engine import Engine, open_engine
from search.finder import Finder
from search.model import ResultPage
from search.params import Search
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


def open_desk(data: Path, engine_name: str, language: Language, public_url: str) -> Desk:
    """Open the archive and the index of a data directory."""
    archive = Archive(data)
    engine = open_engine(engine_name, data / "index")
    finder = Finder(archive, engine, language=language)
    return Desk(archive, engine, finder, language, public_url.rstrip("/"))
