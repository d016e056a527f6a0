"""What can go wrong on the way from a city's page into the archive.

IngestError
├── CityError
│   ├── UnknownCity         no city file of this key
│   ├── BadCityFile         a city file that says nothing usable in one of its fields
│   ├── NotACheckout        `--contribute` outside a checkout of the program
│   ├── CityFileThere       a city file that would be overwritten
│   ├── NoReleasesFound     a site on which no list of releases was found
│   └── NothingToList       the city's list of releases is not known yet
├── FetchError
│   ├── ContactMissing      no contact address is set, and a stranger's server would be asked
│   ├── HostNotAllowed      the address lies on a host the city file does not name
│   ├── HostTaken           another process asks the host
│   ├── InnerAddress        the host's name leads into our own network
│   ├── RobotsForbid        robots.txt says no, or could not be had
│   ├── Unreachable         no connection, cut off, or too slow
│   ├── TooLarge            more bytes than the cap
│   ├── TooManyRedirects    sent on and on
│   └── BadAnswer           a status that is neither content nor "gone"
└── ReadError
    ├── NoLinks             a list page or feed without a single release
    │   └── EntriesWithoutPages  one whose entries unfold in place
    ├── ListUnreadable      a sitemap or API answer that is none
    ├── ListGoesOn          a list that says it has more pages and shows no way to them
    ├── LeadsInCircles      a list that shows the same releases under ever new addresses
    ├── NotTheRelease       an address that led to another page of the site
    ├── BotPage             a page that asks whether we are human, or wants a login
    ├── TextTooLong         a page with more text than any release has
    ├── PageTooComplex      a page with more elements than any page has
    ├── SeveralReleases     a file that holds more than one
    ├── FieldMissing        a page without headline or text
    │   └── FilePartMissing a file without one
    ├── BadManifest         a manifest.csv with a line that cannot be understood
    ├── FileUnreadable      a file that is not there, too large, or of a kind not read
    └── ReaderFault         a page our reader itself stumbled over
"""

from language.messages import Message, UserFacingError


class IngestError(UserFacingError):
    """The root of this tree."""

    code = "ingest"
    message = Message("Beim Einlesen ist ein Fehler aufgetreten: {place}")


class CityError(IngestError):
    """Something about a city's own data."""


class UnknownCity(CityError):
    """There is no city file of this key."""

    code = "unknown-city"
    exit_code = 2
    message = Message(
        "Die Stadt „{place}“ ist nicht bekannt. Ähnlich heißen: {known}. Alle zeigt: pressearchiv city list.",
    )


class BadCityFile(CityError):
    """A city file that cannot be used as it stands."""

    code = "bad-city-file"
    exit_code = 2
    message = Message(
        "Die Stadtdatei {place} ist so nicht brauchbar: {reason}",
    )


class NotACheckout(CityError):
    """A contribution needs a checkout to be written into."""

    code = "not-a-checkout"
    exit_code = 2
    message = Message(
        "{place} ist kein Arbeitsverzeichnis des Programms; --contribute schreibt dort Stadtdatei und Test hinein.",
    )


class CityFileThere(CityError):
    """A city file is never overwritten by a guess."""

    code = "city-file-there"
    exit_code = 2
    message = Message(
        "Die Stadtdatei {place} gibt es schon. Bitte einen anderen Schlüssel wählen oder sie selbst "
        "entfernen.",
    )


class NoReleasesFound(CityError):
    """A look at a site that led to no list, feed or sitemap of releases."""

    code = "no-releases-found"
    message = Message(
        "Von {place} aus wurde keine Liste von Pressemitteilungen gefunden. Bitte die Adresse der Seite angeben, "
        "auf der sie stehen.",
    )


class NothingToList(CityError):
    """A city whose list of releases is not known yet."""

    code = "nothing-to-list"
    message = Message(
        "Für {place} ist noch keine Liste der Pressemitteilungen bekannt; hier geht nur `pressearchiv import`.",
    )


class FetchError(IngestError):
    """Something between us and the city's server."""


class ContactMissing(FetchError):
    """A foreign server is only asked with an address its operators can write to."""

    code = "contact-missing"
    message = Message(
        "Vor dem Abruf von {place} bitte eine Kontaktadresse setzen (PRESSEARCHIV_CONTACT), damit die Stadt weiß, "
        "wer fragt.",
    )


class HostNotAllowed(FetchError):
    """An address on a host that is not the city's."""

    code = "host-not-allowed"
    message = Message(
        "{place} liegt nicht auf einem Server der Stadt ({hosts}) und wird nicht abgerufen.",
    )


class HostTaken(FetchError):
    """Another process over the same archive asks this host: two would ask it twice at once."""

    code = "host-taken"
    message = Message(
        "{place} wird gerade von einem anderen Prozess abgerufen, der dasselbe Archiv füllt. Bitte später noch einmal "
        "versuchen.",
    )


class InnerAddress(FetchError):
    """A city's host that resolves to a private address: a misprint, or an attempt to reach what is not public."""

    code = "inner-address"
    message = Message(
        "{place} wird nicht abgerufen: {host} liegt im eigenen, nicht öffentlichen Netz.",
    )


class RobotsForbid(FetchError):
    """The site's robots.txt (RFC 9309) does not allow the address."""

    code = "robots-forbid"
    message = Message(
        "Die robots.txt der Stadt erlaubt den Abruf von {place} nicht ({reason}).",
    )


class Unreachable(FetchError):
    """No answer, or only a part of one."""

    code = "unreachable"
    message = Message(
        "{place} war nicht erreichbar: {reason}. Der nächste Lauf versucht es wieder.",
    )


class TooLarge(FetchError):
    """More bytes than a release page has."""

    code = "too-large"
    message = Message(
        "{place} ist größer als {limit} Bytes und wurde nicht übernommen.",
    )


class TooManyRedirects(FetchError):
    """Sent from address to address."""

    code = "too-many-redirects"
    message = Message(
        "{place} leitet immer weiter ({limit} Umleitungen) und wurde aufgegeben.",
    )


class BadAnswer(FetchError):
    """A status that tells neither content nor its end."""

    code = "bad-answer"
    message = Message(
        "{place} antwortete mit Status {status}. Der nächste Lauf versucht es wieder.",
    )


class ReadError(IngestError):
    """Something that was served, but not what was expected."""


class NoLinks(ReadError):
    """A list without releases is an error, never a silent nothing."""

    code = "no-links"
    message = Message(
        "{city}: Auf {place} wurde keine einzige Meldung gefunden. Hat die Stadt ihre Seite umgebaut?",
    )


class EntriesWithoutPages(NoLinks):
    """A list whose entries unfold in place: none has an address that could be fetched, cited or looked at again."""

    code = "entries-without-pages"
    message = Message(
        "{city}: Auf {place} klappen {count} Einträge an Ort und Stelle auf und haben keine eigene Adresse; einzeln "
        "abrufen lassen sie sich nicht. Es hilft eine andere Liste, ein Feed oder der Import von Dateien.",
    )


class ListUnreadable(ReadError):
    """A sitemap or an API answer that cannot be read as one."""

    code = "list-unreadable"
    message = Message(
        "{place} ließ sich nicht als Liste von Meldungen lesen: {reason}",
    )


class ListGoesOn(ReadError):
    """A list that is taken for whole because no link to its next page was found, and says itself that it is not."""

    code = "list-goes-on"
    message = Message(
        "{place} nennt weitere Seiten („{said}“), aber kein Link dorthin war zu erkennen: Die Liste ist nicht "
        "vollständig. In der Stadtdatei kann next_page den Link benennen.",
    )


class LeadsInCircles(ReadError):
    """A list that goes on and on with releases known already."""

    code = "leads-in-circles"
    message = Message(
        "{city}: Die Liste zeigt von {place} an dieselben Meldungen unter immer neuen Adressen ({times}-mal "
        "nacheinander) und wurde dort verlassen.",
    )


class NotTheRelease(ReadError):
    """An address that leads to a list or the front page instead of its release."""

    code = "not-the-release"
    message = Message(
        "{city}: {place} führt nicht zur Meldung, sondern zu {target}. Geschieht das beim nächsten Besuch wieder, "
        "gilt eine archivierte Meldung als zurückgezogen.",
    )


class BotPage(ReadError):
    """A page that stands before the release: a test for humans, or a login."""

    code = "bot-page"
    message = Message(
        "{city}: Statt der Meldung kam unter {place} eine Sperr- oder Anmeldeseite („{title}“). Bitte bei der Stadt "
        "um Zugang bitten; am Archiv wurde nichts geändert.",
    )


class TextTooLong(ReadError):
    """A page whose text is that of a book, or of an attack."""

    code = "text-too-long"
    message = Message(
        "{city}: {place} hat mehr als {limit} Zeichen Text und wurde nicht als Meldung gelesen.",
    )


class PageTooComplex(ReadError):
    """A page with more elements than any page has."""

    code = "page-too-complex"
    message = Message(
        "{city}: {place} hat mehr als {limit} Elemente und wurde nicht gelesen.",
    )


class FieldMissing(ReadError):
    """A release page without something every release has."""

    code = "field-missing"
    message = Message(
        "{city}: In {place} fehlt {field}. Passt das Layout „{layout}“ noch zu dieser Seite?",
    )


class FilePartMissing(FieldMissing):
    """A file in which no headline or no text was found."""

    message = Message(
        "In der Datei {place} wurde {field} nicht gefunden. Steht dort eine einzelne Pressemitteilung mit Überschrift "
        "und Text?",
    )


class SeveralReleases(ReadError):
    """A file in which more than one release stands; read as one, all but the first could never be found."""

    code = "several-releases"
    message = Message(
        "In {place} stehen {count} Meldungen (Nr. {numbers}). Bitte jede in einer eigenen Datei speichern; übernommen "
        "wurde keine.",
    )


class BadManifest(ReadError):
    """A manifest that would date or number releases wrongly."""

    code = "bad-manifest"
    message = Message(
        "{place}: {reason} ist nicht zu verstehen. Es wurde nichts eingelesen, damit nichts falsch datiert wird. "
        "Erwartet werden die Spalten file, url (https://…), published (31.12.2020), number (450/pe).",
    )


class FileUnreadable(ReadError):
    """A file that cannot be taken in."""

    code = "file-unreadable"
    message = Message(
        "Die Datei {place} ließ sich nicht lesen: {reason}",
    )


class InboxUnusable(ReadError):
    """The watched folder is not there, or cannot be read."""

    code = "inbox-unusable"
    exit_code = 2
    message = Message(
        "Der Eingangsordner {place} (PRESSEARCHIV_INBOX) lässt sich nicht lesen: {reason}",
    )


class InboxMisplaced(ReadError):
    """Files in the watched folder that belong to no city."""

    code = "inbox-misplaced"
    message = Message(
        "{count} Dateien im Eingangsordner {place} liegen in keinem Ordner einer Stadt, etwa {files}. Legen Sie sie in "
        "einen Ordner mit dem Schlüssel der Stadt (pressearchiv city list).",
    )


class ReaderFault(ReadError):
    """A page that our own reader did not survive: stored, reported, and a bug of ours."""

    code = "reader-fault"
    message = Message(
        "{city}: {place} ließ sich nicht auswerten ({reason}). Das ist ein Fehler im Programm; die Seite ist "
        "gespeichert, bitte melden.",
    )
