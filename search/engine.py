"""What an engine is: the Protocols every one of them keeps, and the lazy registry."""

from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, Protocol

from language.german.tokens import VOCABULARY
from language.german.vocabulary import WordFile, WordStore
from search.document import Document
from search.errors import EngineNotInstalled, UnknownEngine
from search.model import Completion, Found, Related, Request, SharedPrints


class Reached(NamedTuple):
    """The last archive event that an index has followed: its number, 0 for none, and its mark (Archive.event_mark)."""

    cursor: int
    mark: str


class Writer(Protocol):
    """Changes to an index in batches; what is not committed is not there, for anyone, ever.

    An engine elsewhere may be left with a part of a batch where a process ends within `commit`. Nobody finds it, and
    the cursor is that of the batch before: so the batch is written once more, which changes nothing that was there.
    """

    def put(self, document: Document) -> None:
        """Add a document, in the place of the one with its id if there is one."""
        ...

    def delete(self, record_id: int) -> None:
        """Take a document out; one that is not there is no error."""
        ...

    def commit(self, cursor: int, mark: str = "") -> None:
        """Make the batch visible, together with the archive event it reaches to, and the mark of that event."""
        ...


class Engine(Protocol):
    """An index of documents that answers requests.

    Every engine returns the same ids for a request, in an order of its own under Sort.RELEVANCE; ties are broken
    by date, newest first, then by id, highest first.
    """

    @property
    def cursor(self) -> int:
        """The sequence number of the last archive event that is in the index, 0 for a new one."""
        ...

    @property
    def reached(self) -> Reached:
        """The cursor and the mark that was committed with it."""
        ...

    @property
    def shared(self) -> str:
        """Where others can write to the index, too, as people are told; empty for one of this installation alone."""
        ...

    def search(self, request: Request) -> Found:
        """Answer a request; raises a SearchError where there is no usable index."""
        ...

    def suggest(self, word: str, limit: int) -> tuple[str, ...]:
        """Words of the releases that may be meant by one that is in none: at most two letters off, the first fixed.

        The nearest first, of those the most frequent, each as it is spelt most often.
        """
        ...

    def complete(self, beginning: str, limit: int) -> tuple[Completion, ...]:
        """What a beginning may become: persons with a name that begins so, then words, the most frequent first."""
        ...

    def similar(self, document: Document, limit: int) -> tuple[Related, ...]:
        """The releases that have most of a document's telling words, itself left out."""
        ...

    def sharing(self, document: Document, limit: int) -> tuple[Related, ...]:
        """The releases that share fingerprints of passages with a document (search.passages), itself left out."""
        ...

    def repeated(self, request: Request, limit: int) -> tuple[SharedPrints, ...]:
        """The fingerprints that several of the releases a request finds have; its order, page and facets are nothing.

        Those of most releases first, then the most of them, then the smallest.
        """
        ...

    def writer(self) -> AbstractContextManager[Writer]:
        """Write to the index; leaving the context drops what was not committed."""
        ...

    def rebuild(self) -> AbstractContextManager[Writer]:
        """Write a new index beside the old one; it is swapped in whole when the context is left without an error."""
        ...

    def verify(self) -> None:
        """Read everything that is stored; raises IndexDamaged, IndexOutdated or IndexMissing."""
        ...

    def expunge(self, *, patient: bool = False) -> bool:
        """Write anew what still holds words of documents that were taken out, so that they are nowhere any more.

        Returns False while something else keeps them: it is to be asked again later. `patient` waits a while for that.
        """
        ...

    def tidy(self) -> None:
        """Remove what a process that was killed has left of its writing, where that can be told and nobody writes."""
        ...

    def refresh(self) -> None:
        """See what has been committed since."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


# Name → module and class; imported when asked for, so that an engine's library is needed only by its users.
_ENGINES = {
    "memory": ("search.engines.memory", "MemoryEngine"),
    "whoosh": ("search.engines.whoosh", "WhooshEngine"),
}
# The same of engines elsewhere, by the scheme of the address that names one.
_SERVERS = {
    "opensearch": ("search.engines.opensearch", "OpenSearchEngine"),
    "opensearchs": ("search.engines.opensearch", "OpenSearchEngine"),
}


def engine_names() -> tuple[str, ...]:
    """The names of all engines that keep their index in a directory."""
    return tuple(sorted(_ENGINES))


def engine_schemes() -> tuple[str, ...]:
    """What the address of an engine elsewhere begins with."""
    return tuple(f"{scheme}://" for scheme in _SERVERS)


def open_engine(name: str, directory: Path, archive: str = "") -> Engine:
    """The engine of a name, over the index in a directory, or the one at an address (`opensearch://host/prefix`).

    What words were understood as is kept in the directory, or beside the `archive` of an address. Raises UnknownEngine,
    EngineNotInstalled, and what an engine says to an address that cannot be understood.
    """
    scheme, separator, _ = name.partition("://")
    known = _SERVERS if separator else _ENGINES
    if scheme not in known:
        # An address may hold a password.
        place = f"{scheme}://…" if separator else name
        raise UnknownEngine(place=place, known=", ".join((*engine_names(), *engine_schemes())))
    VOCABULARY.remember(word_store(directory, archive))
    module, kind = known[scheme]
    try:
        make = getattr(import_module(module), kind)
    except ModuleNotFoundError as error:
        raise EngineNotInstalled(place=scheme, missing=error.name or "?") from error
    engine: Engine = make(name if separator else directory / name)
    return engine


def word_store(directory: Path, archive: str) -> WordStore:
    """Where what words were understood as is kept."""
    if not archive:
        return WordFile(directory / "words.marisa")
    from search.word_table import WordTable  # its tables are needed only by who keeps an archive elsewhere

    return WordTable(directory, archive)
