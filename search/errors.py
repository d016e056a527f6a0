"""What can go wrong with a search.

SearchError
├── QuerySyntaxError     the query cannot be understood, with the place in its text
├── UnknownCityAsked     the query names a city that is not in the archive
├── IndexMissing         there is no index yet
├── IndexOutdated        the index was made by another analysis or schema
├── IndexBusy            another process is writing
├── IndexDamaged         the index cannot be opened
├── IndexUnwritable      the index cannot be written: a full disk, no right to, a file in its way
├── IndexOfNewerProgram  the index was made by a newer program than this one
├── UnknownEngine        no engine of this name
├── EngineNotInstalled   the engine's library is missing
├── EngineAddressUnfit   the address of a cluster cannot be understood
├── EngineUnreachable    no node of a cluster answers
├── EngineDenied         the cluster knows neither this user nor this password
├── EngineTooOld         the cluster is no OpenSearch, or one that is too old
├── EngineFull           the cluster's disks are full
├── EngineOverloaded     the cluster has too much to do to answer
├── EngineDegraded       the cluster answers with an error: a part of the index is away, for one
└── TooManyToCompare     the passages of so many releases are not compared
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


class IndexOfNewerProgram(SearchError):
    """The index was made by a newer program, which another machine runs already."""

    code = "index-newer"
    message = Message(
        "Der Suchindex in {place} stammt von einer neueren Fassung des Programms. Bitte auch hier die neuere "
        "installieren; der Index bleibt, wie er ist.",
    )


class IndexOfAnotherArchive(SearchError):
    """An index that others can write to has followed another archive."""

    code = "index-of-another-archive"
    message = Message(
        "Der Suchindex in {place} gehört zu einem anderen Archiv, oder zu einem anderen Stand von diesem. Jedes Archiv "
        "braucht in PRESSEARCHIV_SEARCH einen Namen für sich; soll dieser Index künftig zu diesem Archiv gehören, legt "
        "`pressearchiv index --rebuild` ihn neu an.",
    )


class EngineNotInstalled(SearchError):
    """The engine's library is missing."""

    code = "engine-not-installed"
    exit_code = 2
    message = Message(
        "Für „{place}“ fehlt das Python-Paket {missing}. `pip install pressearchiv[{place}]` bringt es mit.",
    )


class EngineAddressUnfit(SearchError):
    """The address of a cluster cannot be understood."""

    code = "engine-address"
    exit_code = 2
    message = Message("Die Adresse in {place} ist nicht zu verstehen: {why}. Richtig wäre etwa {example}")


class EngineUnreachable(SearchError):
    """No node of a cluster answers."""

    code = "engine-unreachable"
    message = Message(
        "Die Suchmaschine {place} antwortet nicht: {reason}. Sobald sie wieder da ist, gehen „serve“ und "
        "„watch“ von selbst weiter, ein Befehl, der abbrach, ist zu wiederholen; im Archiv fehlt nichts.",
    )


class EngineDenied(SearchError):
    """The cluster knows neither this user nor this password, or the user may not do this."""

    code = "engine-denied"
    message = Message(
        "Die Suchmaschine {place} lässt diesen Benutzer nicht ein oder erlaubt ihm das nicht. Bitte Benutzer und "
        "Passwort in PRESSEARCHIV_SEARCH prüfen.",
    )


class EngineTooOld(SearchError):
    """The cluster is no OpenSearch, or one that is too old."""

    code = "engine-too-old"
    message = Message(
        "Unter {place} läuft {found}; gebraucht wird OpenSearch {oldest} oder neuer.",
    )


class EngineForeign(SearchError):
    """What answers at the address of a cluster is something else."""

    code = "engine-foreign"
    message = Message(
        "Unter {place} antwortet etwas anderes als OpenSearch ({reason}). Bitte die Adresse in PRESSEARCHIV_SEARCH "
        "prüfen.",
    )


class EngineFull(SearchError):
    """The cluster's disks are full, so that it takes nothing more."""

    code = "engine-full"
    message = Message(
        "Die Platten der Suchmaschine {place} sind voll, sie nimmt nichts mehr an. Was schon darin steht, wird "
        "weiter gefunden; sobald Platz ist, geht es von selbst weiter.",
    )


class EngineOverloaded(SearchError):
    """The cluster has too much to do to answer."""

    code = "engine-overloaded"
    message = Message(
        "Die Suchmaschine {place} ist überlastet ({reason}). Bitte gleich noch einmal versuchen; kommt das öfter vor, "
        "braucht sie mehr Speicher oder mehr Rechner.",
    )


class EngineDegraded(SearchError):
    """The cluster answers, but with an error."""

    code = "engine-degraded"
    message = Message(
        "Die Suchmaschine {place} kann gerade nicht alles beantworten ({reason}). Ein Teil des Index ist vermutlich "
        "nicht erreichbar; eine halbe Antwort wird nicht gezeigt.",
    )


class TooManyToCompare(SearchError):
    """The passages of so many releases are not compared."""

    code = "too-many-to-compare"
    http_status = 422
    message = Message(
        "Wiederholte Passagen werden nur unter höchstens {most} Meldungen gesucht, gefunden sind {found}. Bitte die "
        "Suche enger fassen.",
    )
