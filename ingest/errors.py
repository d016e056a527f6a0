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
│   ├── InnerAddress        the host's name leads into our own network
│   ├── RobotsForbid        robots.txt says no, or could not be had
│   ├── Unreachable         no connection, cut off, or too slow
│   ├── TooLarge            more bytes than the cap
│   ├── TooManyRedirects    sent on and on
│   └── BadAnswer           a status that is neither content nor "gone"
└── ReadError
    ├── NoLinks             a list page or feed without a single release
    ├── ListUnreadable      a sitemap or API answer that is none
    ├── LeadsInCircles      a list that shows the same releases under ever new addresses
    ├── NotTheRelease       an address that led to another page of the site
    ├── BotPage             a page that asks whether we are human, or wants a login
    ├── TextTooLong         a page with more text than any release has
    ├── FieldMissing        a page without headline or text
    ├── BadManifest         a manifest.csv with a line that cannot be understood
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


class NotACheckout(CityError):
    """A contribution needs a checkout to be written into."""

    code = "not-a-checkout"
    wording = Wording(
        de="{place} ist kein Arbeitsverzeichnis des Programms; --contribute schreibt dort Stadtdatei und Test hinein.",
        en="{place} is no checkout of the program, where --contribute writes the city file and its test.",
    )


class CityFileThere(CityError):
    """A city file is never overwritten by a guess."""

    code = "city-file-there"
    wording = Wording(
        de="Die Stadtdatei {place} gibt es schon. Bitte einen anderen Schlüssel wählen oder sie selbst "
        "entfernen.",
        en="The city file {place} exists already. Please choose another key or remove the file yourself.",
    )


class NoReleasesFound(CityError):
    """A look at a site that led to no list, feed or sitemap of releases."""

    code = "no-releases-found"
    wording = Wording(
        de="Von {place} aus wurde keine Liste von Pressemitteilungen gefunden. Bitte die Adresse der Seite angeben, "
        "auf der sie stehen.",
        en="No list of press releases was found from {place} on. Please give the address of the page that shows them.",
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


class InnerAddress(FetchError):
    """A city's host that resolves to a private address: a misprint, or an attempt to reach what is not public."""

    code = "inner-address"
    wording = Wording(
        de="{place} wird nicht abgerufen: {host} liegt im eigenen, nicht öffentlichen Netz.",
        en="{place} is not fetched: {host} lies inside a network that is not public.",
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


class ListUnreadable(ReadError):
    """A sitemap or an API answer that cannot be read as one."""

    code = "list-unreadable"
    wording = Wording(
        de="{place} ließ sich nicht als Liste von Meldungen lesen: {reason}",
        en="{place} could not be read as a list of releases: {reason}",
    )


class LeadsInCircles(ReadError):
    """A list that goes on and on with releases known already."""

    code = "leads-in-circles"
    wording = Wording(
        de="{city}: Die Liste zeigt von {place} an dieselben Meldungen unter immer neuen Adressen ({times}-mal "
        "nacheinander) und wurde dort verlassen.",
        en="{city}: from {place} on, the list shows the same releases under ever new addresses ({times} times in a "
        "row) and was left there.",
    )


class NotTheRelease(ReadError):
    """An address that leads to a list or the front page instead of its release."""

    code = "not-the-release"
    wording = Wording(
        de="{city}: {place} führt nicht zur Meldung, sondern zu {target}. Geschieht das beim nächsten Besuch wieder, "
        "gilt eine archivierte Meldung als zurückgezogen.",
        en="{city}: {place} does not lead to the release, but to {target}. If that happens again at the next visit, "
        "an archived release counts as withdrawn.",
    )


class BotPage(ReadError):
    """A page that stands before the release: a test for humans, or a login."""

    code = "bot-page"
    wording = Wording(
        de="{city}: Statt der Meldung kam unter {place} eine Sperr- oder Anmeldeseite („{title}“). Bitte bei der Stadt "
        "um Zugang bitten; am Archiv wurde nichts geändert.",
        en="{city}: instead of the release, {place} showed a page that blocks or wants a login (“{title}”). Please ask "
        "the city for access; nothing in the archive was changed.",
    )


class TextTooLong(ReadError):
    """A page whose text is that of a book, or of an attack."""

    code = "text-too-long"
    wording = Wording(
        de="{city}: {place} hat mehr als {limit} Zeichen Text und wurde nicht als Meldung gelesen.",
        en="{city}: {place} has more than {limit} letters of text and was not read as a release.",
    )


class FieldMissing(ReadError):
    """A release page without something every release has."""

    code = "field-missing"
    wording = Wording(
        de="{city}: In {place} fehlt {field_de}. Passt das Layout „{layout}“ noch zu dieser Seite?",
        en="{city}: {place} lacks {field_en}. Does the layout “{layout}” still fit this page?",
    )


class BadManifest(ReadError):
    """A manifest that would date or number releases wrongly."""

    code = "bad-manifest"
    wording = Wording(
        de="{place}: {reason_de} ist nicht zu verstehen. Es wurde nichts eingelesen, damit nichts falsch datiert wird. "
        "Erwartet werden die Spalten file, url (https://…), published (31.12.2020), number (450/pe).",
        en="{place}: {reason_en} cannot be understood. Nothing was read in, so that nothing is dated wrongly. Expected "
        "are the columns file, url (https://…), published (2020-12-31), number (450/pe).",
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
