"""Every address of the web pages, also where it lies below a path of another site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from search.params import Search, encode

# The pages that a script draws, by name, and the address of each.
PAGE_PATHS = {
    "search": "", "persons": "personen", "topics": "themen", "noticed": "aenderungen", "comparison": "vergleich",
    "cities": "staedte", "guide": "hilfe", "release": "meldung", "person": "person", "city": "stadt",
    "pressdesk": "schreibtisch", "repeated": "passagen",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses as a browser sees them; `public_url` is the one others reach the pages under, without a last stroke."""

    public_url: str

    @property
    def root(self) -> str:
        """The path below which everything lies: empty, or `/archiv`."""
        return urlsplit(self.public_url).path.rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether others reach the pages by TLS."""
        return self.public_url.startswith("https:")

    def to(self, path: str, **parameters: str) -> str:
        """An address on this site by its path, to be followed by a browser that is here already."""
        return f"{self.root}{path}{_query(parameters)}"

    def absolute(self, path: str, **parameters: str) -> str:
        """The same address for those who are elsewhere: feeds, mails, citations."""
        return f"{self.public_url}{path}{_query(parameters)}"

    def search(self, search: Search, path: str = "/", **more: str) -> str:
        """A search as a page, or as another thing that takes the same parameters, and perhaps more."""
        return f"{self.root}{path}{_query({**encode(search), **more})}"

    def absolute_search(self, search: Search, path: str = "/") -> str:
        """The same for those who are elsewhere."""
        return f"{self.public_url}{path}{_query(encode(search))}"

    def comparison(self, parameters: Mapping[str, Sequence[str]]) -> str:
        """Searches side by side, as a table."""
        return f"{self.root}/vergleich.csv{_query(parameters)}"

    def release(self, record_id: int, **parameters: str) -> str:
        """The page of a release with its tools; its permanent address is a permalink."""
        return self.to("/meldung", id=str(record_id), **parameters)

    def person(self, key: str) -> str:
        """The page of a person."""
        return self.to("/person", id=key)

    def capture(self, record_id: int, version: int) -> str:
        """The stored bytes of a version, as a WARC record."""
        return self.to(f"/m/id/{record_id}/v/{version}.warc.gz")

    def stored_copy(self, record_id: int, version: int) -> str:
        """The stored page of a version, to look at."""
        return self.to(f"/m/id/{record_id}/v/{version}/kopie")

    def imported_file(self, record_id: int, version: int) -> str:
        """The file that a version was imported from, for staff."""
        return self.to(f"/m/id/{record_id}/v/{version}/datei")

    def api(self, path: str) -> str:
        """An answer of the API."""
        return f"{self.root}/api/v1/{quote(path)}"


def _query(parameters: Mapping[str, object]) -> str:
    return f"?{urlencode(parameters, doseq=True)}" if parameters else ""
