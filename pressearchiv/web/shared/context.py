"""What a page works with: the archive, the finder over it, the persons in it, the language it speaks."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from archive.model import Record, Source, Version
from archive.store import Archive
from language.formats import number_text, percent_text
from language.messages import Language, Message
from pressearchiv.web.shared.city_cache import CityCache
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.links import Links
from search.engine import Engine, open_engine
from search.errors import SearchError
from search.fields import value_label
from search.finder import Finder
from search.labels import part_label
from search.model import ResultPage
from search.params import Search
from search.parts import Part
from search.relations import Relations
from search.repetition import Repetition
from search.reuse import Passage
from search.zero_results import ZeroResultLog


@dataclass(frozen=True, slots=True)
class AppContext:
    """Opened once a process and shared by all sessions; each speaks its own language."""

    archive: Archive
    engine: Engine
    finder: Finder
    relations: Relations
    city_cache: CityCache
    zero_results: ZeroResultLog
    config: WebConfig
    links: Links
    language: Language
    # Whether the permalinks, feeds and downloads are served beside the pages.
    served: bool = False

    def speaking(self, language: Language) -> "AppContext":
        """The same in another language."""
        if language == self.language:
            return self
        return replace(self, language=language, finder=Finder(self.archive, self.engine, language=language))

    def text(self, message: Message, **facts: object) -> str:
        """A sentence in the language of the pages."""
        return message.text(self.language, **facts)

    def number(self, value: int) -> str:
        """A number as the language of the pages writes it."""
        return number_text(value, self.language)

    def percent(self, share: float) -> str:
        """A share, 0 to 1, in whole percent."""
        return percent_text(share, self.language)

    def find(self, search: Search) -> ResultPage:
        """What a search finds in the index as it is now."""
        self.engine.refresh()
        return self.finder.find(search)

    def similar(self, record_id: int) -> tuple[tuple[Record, Version], ...]:
        """The releases most like one; none where there is no index to ask."""
        try:
            return self.relations.similar(record_id)
        except SearchError:
            return ()

    def reused(self, record_id: int) -> tuple[tuple[Record, Version, tuple[Passage, ...]], ...]:
        """The releases that share passages with one; none where there is no index to ask."""
        try:
            return self.relations.reused(record_id)
        except SearchError:
            return ()

    def repeated(self, search: Search, limit: int, *, quoted: bool = False) -> tuple[Repetition, ...]:
        """What the releases of a search have in common word for word; raises as `find` does."""
        self.engine.refresh()
        return self.relations.repeated(self.finder.request(search), limit, quoted=quoted)

    def labels(self, facet: str) -> Callable[[str], str]:
        """What people read for the values of a facet."""
        sources = self.archive.sources_by_key()
        return lambda value: value_label(facet, value, sources, self.language)

    def label(self, part: Part) -> str:
        """What people read for a part of a search."""
        return part_label(part, self.archive.sources_by_key(), self.language)

    def source(self, key: str) -> Source:
        """The publisher of a key; one that is not on record bears its key as name."""
        return self.archive.sources_by_key().get(key) or Source(key=key, name=key)

    def close(self) -> None:
        """Let go of files."""
        self.city_cache.close()
        self.engine.close()
        self.archive.close()


def open_context(config: WebConfig, *, served: bool = False) -> AppContext:
    """Open the archive and the index of a data directory."""
    archive = Archive(config.data, config.archive, config.captures)
    engine = open_engine(config.engine, config.data / "index", config.archive)
    return AppContext(
        archive=archive,
        engine=engine,
        finder=Finder(archive, engine, language=config.language),
        relations=Relations(archive, engine),
        city_cache=CityCache(archive),
        zero_results=ZeroResultLog(config.data, config.archive, keep=config.keep_misses),
        config=config,
        links=Links(config.public_url.rstrip("/")),
        language=config.language,
        served=served,
    )


class _Shared:
    """The context of this process: the server's, where there is one, so that pages and permalinks use the same."""

    def __init__(self) -> None:
        self._context: AppContext | None = None

    def put(self, context: AppContext | None) -> None:
        """Set, or take away, the context that pages in this process use."""
        self._context = context

    def get(self) -> AppContext | None:
        """The context of the server in this process."""
        return self._context


SHARED = _Shared()
