"""What can go wrong on the way from a city's page into the archive.

IngestError
├── CityError
│   ├── UnknownCity         no city file of this key
│   ├── BadCityFile         a city file that says nothing usable in one of its fields
│   └── NothingToList       the city's list of releases is not known yet
├── FetchError
│   ├── ContactMissing      no contact address is set, and a stranger's server would be asked
│   ├── HostNotAllowed      the address lies on a host the city file does not name
│   ├── RobotsForbid        robots.txt says no, or could not be had
│   ├── Unreachable         no connection, cut off, or too slow
│   ├── TooLarge            more bytes than the cap
│   ├── TooManyRedirects    sent on and on
│   └── BadAnswer           a status that is neither content nor "gone"
└── ReadError
    ├── NoLinks             a list page or feed without a single release
    ├── FieldMissing        a page without headline or text
    ├── FileUnreadable      a file that is not there, too large, or of a kind not read
    └── ReaderFault         a page our reader itself stumbled over
"""

from wording import ToldError, Wording


class IngestError(ToldError):
    """The root of this tree."""

    code = "ingest"
    wording = Wording(de="Beim Einlesen ist ein Fehler aufgetreten: {place}", en="Reading in failed: {place}")


class CityError(IngestError):
    """Something about a city's own data."""


class UnknownCity(CityError):
    """There is no city file of this key."""

    code = "unknown-city"
    wording = Wording(
        de="Die Stadt „{place}“ ist nicht bekannt. Bekannt sind: {known}.",
        en="The city “{place}” is not known. Known are: {known}.",
    )


class BadCityFile(CityError):
    """A city file that cannot be used as it stands."""

    code = "bad-city-file"
    wording = Wording(
        de="Die Stadtdatei {place} ist so nicht brauchbar: {reason}",
        en="The city file {place} cannot be used as it stands: {reason}",
    )


class NothingToList(CityError):
    """A city whose list of releases is not known yet."""

    code = "nothing-to-list"
    wording = Wording(
        de="Für {place} ist noch keine Liste der Pressemitteilungen bekannt; hier geht nur `pressearchiv import`.",
        en="For {place} no list of releases is known yet; only `pressearchiv import` works here.",
    )


class FetchError(IngestError):
    """Something between us and the city's server."""


class ContactMissing(FetchError):
    """A foreign server is only asked with an address its operators can write to."""

    code = "contact-missing"
    wording = Wording(
        de="Vor dem Abruf von {place} bitte eine Kontaktadresse setzen (PRESSEARCHIV_CONTACT), damit die Stadt weiß, "
        "wer fragt.",
        en="Before {place} is fetched, please set a contact address (PRESSEARCHIV_CONTACT), so that the city knows "
        "who asks.",
    )


class HostNotAllowed(FetchError):
    """An address on a host that is not the city's."""

    code = "host-not-allowed"
    wording = Wording(
        de="{place} liegt nicht auf einem Server der Stadt ({hosts}) und wird nicht abgerufen.",
        en="{place} is not on a server of the city ({hosts}) and is not fetched.",
    )


class RobotsForbid(FetchError):
    """The site's robots.txt (RFC 9309) does not allow the address."""

    code = "robots-forbid"
    wording = Wording(
        de="Die robots.txt der Stadt erlaubt den Abruf von {place} nicht ({reason}).",
        en="The city's robots.txt does not allow {place} to be fetched ({reason}).",
    )


class Unreachable(FetchError):
    """No answer, or only a part of one."""

    code = "unreachable"
    wording = Wording(
        de="{place} war nicht erreichbar: {reason}. Der nächste Lauf versucht es wieder.",
        en="{place} could not be reached: {reason}. The next run will try again.",
    )


class TooLarge(FetchError):
    """More bytes than a release page has."""

    code = "too-large"
    wording = Wording(
        de="{place} ist größer als {limit} Bytes und wurde nicht übernommen.",
        en="{place} is larger than {limit} bytes and was not taken in.",
    )


class TooManyRedirects(FetchError):
    """Sent from address to address."""

    code = "too-many-redirects"
    wording = Wording(
        de="{place} leitet immer weiter ({limit} Umleitungen) und wurde aufgegeben.",
        en="{place} redirects on and on ({limit} redirects) and was given up.",
    )


class BadAnswer(FetchError):
    """A status that tells neither content nor its end."""

    code = "bad-answer"
    wording = Wording(
        de="{place} antwortete mit Status {status}. Der nächste Lauf versucht es wieder.",
        en="{place} answered with status {status}. The next run will try again.",
    )


class ReadError(IngestError):
    """Something that was served, but not what was expected."""


class NoLinks(ReadError):
    """A list without releases is an error, never a silent nothing."""

    code = "no-links"
    wording = Wording(
        de="{city}: Auf {place} wurde keine einzige Meldung gefunden. Hat die Stadt ihre Seite umgebaut?",
        en="{city}: not one release was found on {place}. Has the city rebuilt its site?",
    )


class FieldMissing(ReadError):
    """A release page without something every release has."""

    code = "field-missing"
    wording = Wording(
        de="{city}: In {place} fehlt {field_de}. Passt das Layout „{layout}“ noch zu dieser Seite?",
        en="{city}: {place} lacks {field_en}. Does the layout “{layout}” still fit this page?",
    )


class FileUnreadable(ReadError):
    """A file that cannot be taken in."""

    code = "file-unreadable"
    wording = Wording(
        de="Die Datei {place} ließ sich nicht lesen: {reason_de}",
        en="The file {place} could not be read: {reason_en}",
    )


class ReaderFault(ReadError):
    """A page that our own reader did not survive: stored, reported, and a bug of ours."""

    code = "reader-fault"
    wording = Wording(
        de="{city}: {place} ließ sich nicht auswerten ({reason}). Das ist ein Fehler im Programm; die Seite ist "
        "gespeichert, bitte melden.",
        en="{city}: {place} could not be read ({reason}). This is a fault of the program; the page is stored, "
        "please report it.",
    )
