"""What can go wrong with a search.

SearchError
├── QuerySyntaxError     the query cannot be understood, with the place in its text
├── UnknownCityAsked     the query names a city that is not in the archive
├── IndexMissing         there is no index yet
├── IndexOutdated        the index was made by another analysis or schema
├── IndexBusy            another process is writing
├── IndexDamaged         the index cannot be opened
└── UnknownEngine        no engine of this name
"""

from wording import Language, ToldError, Wording


class SearchError(ToldError):
    """The root of this tree."""

    code = "search"
    wording = Wording(de="Die Suche meldet einen Fehler: {place}", en="The search reports an error: {place}")


class QuerySyntaxError(SearchError):
    """A query that cannot be understood; `start` and `end` are the characters of its text that are meant."""

    code = "query-syntax"
    wording = Wording(de="{why_de} (Stelle {at}: „{place}“)", en="{why_en} (at {at}: “{place}”)")

    def __init__(self, why: Wording, text: str, start: int, end: int, **facts: object) -> None:
        self.start, self.end = start, end
        super().__init__(
            place=text[start:end] or text[start : start + 1],
            at=start + 1,
            why_de=why.say("de", **facts),
            why_en=why.say("en", **facts),
        )

    def reason(self, language: Language) -> str:
        """The sentence without the place."""
        return str(self.facts[f"why_{language}"])


class UnknownCityAsked(SearchError):
    """`stadt:` with a name that no city in the archive has."""

    code = "unknown-city"
    wording = Wording(
        de="Eine Stadt „{place}“ ist nicht im Archiv. Es enthält: {known}.",
        en="There is no city “{place}” in the archive. It holds: {known}.",
    )


class IndexMissing(SearchError):
    """Nothing has been indexed yet."""

    code = "index-missing"
    wording = Wording(
        de="In {place} gibt es noch keinen Suchindex. Bitte zuerst `pressearchiv index` ausführen.",
        en="There is no search index in {place} yet. Please run `pressearchiv index` first.",
    )


class IndexOutdated(SearchError):
    """The index was made by another version of the analysis or the schema."""

    code = "index-outdated"
    wording = Wording(
        de="Der Suchindex in {place} stammt von einer anderen Programmversion. Bitte `pressearchiv index` ausführen.",
        en="The search index in {place} is of another version of the program. Please run `pressearchiv index`.",
    )


class IndexBusy(SearchError):
    """Another process has been writing for too long."""

    code = "index-busy"
    wording = Wording(
        de="Am Suchindex in {place} arbeitet gerade ein anderer Prozess. Bitte später noch einmal versuchen.",
        en="Another process is working on the search index in {place}. Please try again later.",
    )


class IndexDamaged(SearchError):
    """The index is there and cannot be read."""

    code = "index-damaged"
    wording = Wording(
        de="Der Suchindex in {place} ist beschädigt ({reason}). `pressearchiv index --rebuild` stellt ihn wieder her.",
        en="The search index in {place} is damaged ({reason}). `pressearchiv index --rebuild` restores it.",
    )


class UnknownEngine(SearchError):
    """No engine of this name."""

    code = "unknown-engine"
    wording = Wording(
        de="Eine Suchmaschine „{place}“ gibt es hier nicht. Möglich sind: {known}.",
        en="There is no engine “{place}” here. Possible are: {known}.",
    )
