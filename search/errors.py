"""What can go wrong with a search.

SearchError
├── QuerySyntaxError     the query cannot be understood, with the place in its text
├── UnknownCityAsked     the query names a city that is not in the archive
├── IndexMissing         there is no index yet
├── IndexOutdated        the index was made by another analysis or schema
├── IndexBusy            another process is writing
├── IndexDamaged         the index cannot be opened
├── IndexUnwritable      the index cannot be written: a full disk, no right to, a file in its way
└── UnknownEngine        no engine of this name
"""

from language.messages import Language, Message, UserFacingError


class SearchError(UserFacingError):
    """The root of this tree."""

    code = "search"
    http_status = 503
    message = Message("Die Suche meldet einen Fehler: {place}")


class QuerySyntaxError(SearchError):
    """A query that cannot be understood; `start` and `end` are the characters of its text that are meant."""

    code = "query-syntax"
    http_status = 422
    exit_code = 2
    message = Message("{why} (Stelle {at}: „{place}“)")

    def __init__(self, why: Message, text: str, start: int, end: int, **facts: object) -> None:
        self.start, self.end = start, end
        self.why = why.filled(**facts)
        super().__init__(
            place=text[start:end] or text[start : start + 1],
            at=start + 1,
            why=self.why,
        )

    def reason(self, language: Language) -> str:
        """The sentence without the place."""
        return self.why.text(language)


class UnknownCityAsked(SearchError):
    """`stadt:` with a name that no city in the archive has."""

    code = "unknown-city"
    http_status = 422
    exit_code = 2
    message = Message(
        "Eine Stadt „{place}“ ist nicht im Archiv. Es enthält: {known}.",
    )


class IndexMissing(SearchError):
    """Nothing has been indexed yet."""

    code = "index-missing"
    message = Message(
        "In {place} gibt es noch keinen Suchindex. Bitte zuerst `pressearchiv index` ausführen.",
    )


class IndexOutdated(SearchError):
    """The index was made by another version of the analysis or the schema."""

    code = "index-outdated"
    message = Message(
        "Der Suchindex in {place} stammt von einer anderen Programmversion. Bitte `pressearchiv index` ausführen.",
    )


class IndexBusy(SearchError):
    """Another process has been writing for too long."""

    code = "index-busy"
    message = Message(
        "Am Suchindex in {place} arbeitet gerade ein anderer Prozess. Bitte später noch einmal versuchen.",
    )


class IndexDamaged(SearchError):
    """The index is there and cannot be read."""

    code = "index-damaged"
    message = Message(
        "Der Suchindex in {place} ist beschädigt ({reason}). `pressearchiv index --rebuild` stellt ihn wieder her.",
    )


class IndexUnwritable(SearchError):
    """The disk is full or away, the directory may not be written to, or something else lies in its place."""

    code = "index-unwritable"
    message = Message(
        "Der Suchindex in {place} lässt sich nicht schreiben: {reason}. Was vorher darin stand, gilt weiter; danach "
        "`pressearchiv index` ausführen.",
    )


class UnknownEngine(SearchError):
    """No engine of this name."""

    code = "unknown-engine"
    exit_code = 2
    message = Message(
        "Eine Suchmaschine „{place}“ gibt es hier nicht. Möglich sind: {known}.",
    )
