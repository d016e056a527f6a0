"""Invented sentences in the manner of press releases, with the persons in them marked, to teach a tagger by."""

import random
from functools import cache

from ingest.reading.words import words_of
from language.german.lexicon import LexiconBits, entries, first_name_class

Labelled = list[tuple[str, str]]

# {n} a full name, {s} a last name alone, {f} a first name alone, {i} initial and last name, {v} last name, first name,
# {r} a role, {rs} a role of several, {t} a title, {a} a person's town, {o} an institution, {x} an institution named
# after somebody, {w} a weekday, {m} a month, {d} a number, {p} a party.
_PATTERNS = """
{r} {n} begrüßte die Gäste im Rathaus.
{r} {t} {n} eröffnete die Ausstellung am {w} im {o}.
„Wir freuen uns sehr“, sagte {r} {s}.
„Das ist ein guter Tag für {a}“, so {n}.
„Das ist ein guter Tag“, erklärt {t} {n}, {r} der Stadt {a}.
{n}: „Mir ist wichtig, dass alle mitmachen.“
{s}: „Damit schaffen wir Platz für {d} Kinder.“
So {s} weiter: „Das Geld ist gut angelegt.“
Der {r} der Stadt {a}, {n}, dankte allen Beteiligten.
Die {r} des {o}, {t} {n}, führt durch die Räume.
{r} {n} ({p}) und {r} {n} ({p}) nahmen an der Sitzung teil.
{n} ({p}) bleibt {r} des Ausschusses.
Foto: {n}
Fotos: {n} / {n}
Foto: Stadt {a} / {n}
Foto: Stadt {a}/{n}
(Foto: {n})
(Bild: {i})
© {n}
Bild {i}
(v.l. Bild {n})
Fotograf {n}
(v.l.) {n}, {n}, {n} und {n}
v. l. n. r.: {n}, {n} und {r} {n}
Von links: {r} {n}, {n}, {t} {n} ({o}) und {r} {n}.
Das Bild zeigt (von links) {n}, {n} und {r} {n}.
{n} (links) im Gespräch mit {n}.
{n} (Mitte) mit {n} und {f}, {d} Jahre.
{s} betonte die Bedeutung des Projekts für {a}.
Nach Ansicht von {s} ist der Ausbau wichtig.
Im Anschluss überreichte {t} {n} die Urkunden an {n}, {n} und {n}.
{t} {n} vom {o} hielt den Festvortrag.
Frau {s} und Herr {s} aus dem Amt für Soziales stehen als Ansprechpartner zur Verfügung.
Frau {n} nimmt Anmeldungen unter Telefon {d}-{d} entgegen.
Herrn {n}, Telefon {d}
Für {d} Jahre Mitgliedschaft wurden {n}, {n} und {n} geehrt.
Geehrt wurden: {n} ({d} Jahre), {n} ({d} Jahre) und {n} ({d} Jahre).
{d} Jahre: {n}, {n}, {n} und {n}
{n}, {r} des {o}, erläuterte die Pläne.
{n}, seit {d} {r} der {o}, übernimmt die Leitung.
{n} ist neue {r} der Stadt {a}.
{n} wird {r} des {o}.
Neuer {r} ist {n}.
{r} bleibt {n}, zur {r} wurde {n} gewählt.
Zum {r} wurde {n} gewählt, sein Stellvertreter ist {n}.
Kassierer: {n}, Schriftführerin: {n}, Beisitzer: {n}, {n}, {n}
Als Beisitzer wurden {n} und {n} bestätigt.
Die {rs} {n}, {n} und {n} gratulierten.
Die {rs} {n} ({p}) und {n} ({p}) stimmten zu.
Das hat {r} {n} mitgeteilt.
Die Künstlerin {n} stellt ihre Werke in der Galerie in {a} aus.
Die Lesung mit {n} beginnt um {d} Uhr in der Stadtbücherei {a}.
Gemeinsam mit ihrem Mann {f} lebt {n} in {a}.
{f} und {n} feiern diamantene Hochzeit.
Die Eheleute {f} und {n} aus {a} sind seit {d} Jahren verheiratet.
Das Ehepaar {n} und {n} wurde geehrt.
Der Neubau an der Friedrichstraße in {a} kostet {d} Millionen Euro.
Die Buslinie {d} fährt von {a} nach {a} über {a}.
Der {o} und die Stadt {a} laden zum Tag der offenen Tür ein.
Wegen Bauarbeiten ist die Bahnhofstraße in {a} ab {w} gesperrt.
Der Rat der Stadt {a} hat den Haushalt beschlossen.
Die Kita Regenbogen in {a} erhält einen Anbau.
Anmeldungen nimmt das Bürgerbüro {a} entgegen.
Nachfolger von {n} wird {n}.
{s} und {s} lobten die Zusammenarbeit zwischen {a} und {a}.
Der Künstler {n} hat in {a} neue Stolpersteine verlegt.
Sie erinnern an {n} und seine Frau {f}.
An die Schauspielerin {n} erinnert eine Tafel.
{n} starb {d} in {a}.
{n} (geboren {d}) lebte bis {d} in {a}.
{a}. {r} {n} hat am {w} die neue Sporthalle eröffnet.
Kontakt: {n}, Telefon {d} {d}
Ansprechpartnerin: {n}, Telefon {d}-{d}, E-Mail {d}
Ansprechpartner ist {n}, {r}, Telefon {d}.
Pressekontakt: {t} {n}
{n}, Pressestelle, Telefon {d}
{n} | Pressesprecherin | Telefon {d}
i. A. {n}
gez. {n}
gez. {s}
Im Auftrag {s}
POK {s}
{v}
{v}, {d} Jahre
In der {x} in {a} findet ein Sommerfest statt.
Die {x} wird saniert.
Treffpunkt ist am {w} um {d} Uhr vor der {x}.
Das {x} zeigt eine Ausstellung über {n}.
Der {x} geht in diesem Jahr an {n} aus {a}.
Die Stadtwerke {a} GmbH investieren in neue Leitungen.
Weihnachtsmarkt in {a}: Die Innenstadt leuchtet.
Die Freiwillige Feuerwehr {a} rückte zu {d} Einsätzen aus.
Im {m} beginnt der Umbau, im {m} soll er fertig sein.
Am {w}, {d}. {m}, lädt die Volkshochschule zu einem Vortrag ein.
Im Frühjahr und im Sommer bleibt das Freibad geöffnet.
Das Theater zeigt „Max und Moritz“ nach Wilhelm Busch.
Die Kinder spielen Hänsel und Gretel, Rotkäppchen und Pippi Langstrumpf.
Die Firma Möbel {s} spendet {d} Euro.
Die Bäckerei {s} in {a} feiert Jubiläum.
Das Autohaus {s} & Söhne unterstützt den Verein.
Rechtsanwältin {n} berät kostenlos.
{r} {n}, {r} {n} sowie {r} {n} unterzeichneten den Vertrag.
{n} und {n} vom {o} stellten das Programm vor.
Mit dabei: {n}, {n}, {n}.
Es sprechen: {r} {n}, {t} {n}, {n} ({o}).
Moderation: {n}, Musik: {n} (Klavier) und {n} (Violine)
{n}s Nachfolgerin heißt {n}.
{s}s Vorgänger war {n}.
Der Vorschlag von {r} {s} fand Zustimmung.
Laut {r} {s} kostet das {d} Euro.
Zu den Gästen gehörten {n}, {r} aus {a}, und {n}, {r}.
{r} a. D. {n} erhielt die Ehrennadel.
Altbürgermeister {n} gratulierte.
Der {d}-jährige {n} aus {a} gewann.
Siegerin wurde {n} vor {n} und {n}.
1. Platz: {n}, 2. Platz: {n}, 3. Platz: {n}
Die Schüler {n}, {n} und {n} haben gewonnen.
Familie {s} aus {a} freut sich.
Der Aufsichtsrat der {o} tagt im {m}.
Liebe Bürgerinnen und Bürger, Ihre {r} {n}
Mein Kollege {n} und ich freuen uns.
Ihr Bruder {f} und ihre Schwester {f} waren dabei.
{r}in-Kandidat {n} stellte sich vor.
Der Entwurf stammt vom Architekturbüro {s} + {s} aus {a}.
Auf dem Foto sind {n}, {n} und {n} zu sehen.
Besuch in {a}: {r} {n} trifft {r} {n}
{n} neue {r} in {a}
{r} {s} lobt Ehrenamtliche
{a} trauert um {n}
Glückwunsch: {n} wird {d}
{t} {n} leitet künftig das {o}
"""
_ROLES = """
Bürgermeister Oberbürgermeister Bezirksbürgermeister Ortsvorsteher Beigeordneter Dezernent Kulturdezernent Stadtdirektor
Stadtkämmerer Landrat Amtsleiter Fachbereichsleiter Projektleiter Geschäftsführer Vorsitzender Sprecher Pressesprecher
Feuerwehrchef Wehrführer Schulleiter Architekt Künstler Bildhauer Schauspieler Autor Musiker Trainer Kommandant
Staatssekretär Minister Ministerpräsident Abgeordneter Landtagsabgeordneter Intendant Kurator Förster Koordinator
Klimaschutzmanager Integrationsbeauftragter Hausmeister Pfarrer Professor Historiker Moderator Referent Stadtbaurat
Bezirksstadtrat Museumsleiter Gleichstellungsbeauftragter Quartiersmanager Landschaftsarchitekt Bauleiter Schulrat
Kreisbrandmeister Stadtarchivar Bibliothekar Dirigent Organist Imker Bäckermeister Schiedsmann Wirtschaftsförderer
Polizeioberkommissar Einsatzleiter Vereinsvorsitzender Kassierer Stadtführer Preisträger Auszubildender Streetworker
Revierförster Denkmalpfleger Verkehrsplaner Amtsarzt Sozialdezernent Kulturamtsleiter Kämmerer Rektor Dozent Stifter
""".split()
_GROUPS = """
Stadträtinnen Stadträte Bezirksstadträte Ratsmitglieder Bürgermeister Abgeordneten Künstlerinnen Autoren Preisträger
Schülerinnen Trainer Ehrenamtlichen Beigeordneten Kolleginnen Landtagsabgeordneten Stadtverordneten Musiker
Feuerwehrmänner Dezernenten Architekten Geschäftsführer Jubilare Auszubildenden Geschwister Brüder
""".split()
_INSTITUTIONS = """
Stadtmuseum Kulturamt Jugendamt Gesundheitsamt Tiefbauamt Stadtarchiv Förderverein Heimatverein Sportverein Kinderschutzbund
Caritasverband Klinikum Amtsgericht Ordnungsamt Landesmuseum Umweltamt Bauamt Schulamt Theater Standesamt Familienzentrum
Wasserverband Kreissportbund Tierheim Seniorenbeirat Ministerium Jobcenter Bürgerverein
""".split()
_NAMED_AFTER = (
    "{F}-{S}-Schule", "{F}-{S}-Straße", "{S}straße", "{F}-{S}-Halle", "{F}-{S}-Platz", "{F}-{S}-Gymnasium",
    "{S}-Stiftung", "{F} {S} Stiftung", "Museum {S}", "{F}-{S}-Preis", "Haus {S}", "{S}-Grundschule", "{S} GmbH",
    "Kita {F} {S}", "{S}platz", "Galerie {S}", "{F}-{S}-Haus", "Klinik Dr. {S}", "Villa {S}", "{S}brücke", "Hotel {S}",
)  # fmt: skip
_NOUNS_AS_NAMES = (
    "Wolf Sommer König Stein Kaiser Lang May Winter Herbst Frühling Koch Bauer Fischer Weber Schneider Richter Vogel Fuchs Busch "
    "Berg Kraft Held Engel Roth Klein Groß Jung Alt Ernst Frank Berger Kühn Stark Schön Reich Wald Horn Blum Bach Sturm Freitag "
    "Montag März Hahn Falke Adler Brandt Kaufmann Zimmermann Ritter Graf Herzog Fürst Bischof Pfeiffer Kuhn Fromm Lieb Sauer Süß"
).split()
_HEADS = "Hof Berg Wald Stein Bach Brück Linden Eich Buch Rosen Kirch Ober Nieder Alten Neu Klein Schön Holz Mühl Feld Wies Hasel Erlen Win Gers Kal Mer Rott Sand Schell Wester Oster Hel Bran Krem Dör Lö Tü Wehr Pfaff Gott Herr Schul Web Kling Thie Kohl Wien Rade Lüdt Bruck Asm Peters Wehn".split()
_TAILS = "mann meier meyer berger hofer bauer bach horst kamp feld hagen müller richter ing ler ner er ert ke ow itz sen hoff brink stedt beck stein wald haus roth schmidt huber sky ski czyk oğlu ić ova elli ini nes eva".split()
_TITLES = ("Dr.", "Prof. Dr.", "Prof.", "Dr. med.", "Dipl.-Ing.", "Dr. h. c.", "", "", "")
_PARTIES = ("SPD", "CDU", "Grüne", "FDP", "Die Linke", "Bündnis 90/Die Grünen", "Freie Wähler", "parteilos")
_PARTICLES = ("von", "van", "von der", "zu", "de", "van der", "El", "Al", "von und zu", "ten", "di")
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_BEGINNINGS = "Tön Fol Pě Rech Odu Thom Zen Wen Hei Ja Kwa Mał Ei Lư Fürch Kor Gesc Wib Sie Aa Dör Bar Mal Ky Zü Grze Oly Nga Szi Ró Ye Tsch".split()
_MIDDLES = "j k t v asi r el d m i o e ste ann ar ig un ul ik".split()
_ENDS = "es ert ne tr a o ina us as ius e ein ka ske old ja ur an yn ke is aw ia".split()
_COMMON = 3
_WEEKDAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    common, rare, last, towns = [], [], [], []
    for word, bits in entries():
        shown = "-".join(part.capitalize() for part in word.split("-"))
        first = bits >> LexiconBits.FIRST_NAME_AT & 7
        if first >= 3 and not bits & LexiconBits.NOUN:
            common.append(shown)
        elif first:
            rare.append(shown)
        if bits & LexiconBits.LAST_NAME and len(word) > 2:
            last.append(shown)
        if bits & LexiconBits.PLACE:
            towns.append(shown)
    return tuple(common), tuple(rare), tuple(last), tuple(towns)


class Inventor:
    """Makes sentences up, always the same ones from the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._patterns = [line for line in _PATTERNS.splitlines() if line]

    def sentences(self, count: int) -> list[Labelled]:
        """So many sentences, each word with B-PER, I-PER or O."""
        return [self._sentence() for _ in range(count)]

    def renamed(self, labelled: Labelled) -> Labelled:
        """The same sentence with other persons in it, so that what is learnt is how they are spoken of."""
        found: Labelled = []
        at = 0
        while at < len(labelled):
            if labelled[at][1] != "B-PER":
                found.append(labelled[at])
                at += 1
                continue
            end = at + 1
            while end < len(labelled) and labelled[end][1] == "I-PER":
                end += 1
            name = self._other_name([word for word, _ in labelled[at:end]])
            found += [(word, "I-PER" if place else "B-PER") for place, word in enumerate(name)]
            at = end
        return found

    def _other_name(self, words: list[str]) -> list[str]:
        if len(words) == 1:
            if first_name_class(words[0]) >= _COMMON:
                return [self._first(alone=True)]
            genitive = "s" if words[0].endswith("s") and self._dice.random() < 0.5 else ""
            return [self._last(plain=True) + genitive]
        if "," in words:
            return words
        if len(words) == 2 and not words[0].endswith("."):
            return f"{self._first()} {self._last()}".split()
        if words[0].endswith("."):
            return [words[0], *words[1:-1], self._last(plain=True)]
        return [self._first(alone=True), *words[1:-1], self._last(plain=True)]

    def _sentence(self) -> Labelled:
        pattern = self._dice.choice(self._patterns)
        marked = ""
        spans: list[tuple[int, int]] = []
        for piece in pattern.replace("}", "{").split("{"):
            name = self._name(piece)
            if name is not None:
                spans.append((len(marked), len(marked) + len(name)))
                marked += name
            else:
                marked += self._other(piece)
        labelled: Labelled = []
        for word in words_of(marked, 0, len(marked)):
            inside = next((span for span in spans if span[0] <= word.start < span[1]), None)
            label = "O" if inside is None else "B-PER" if word.start == inside[0] else "I-PER"
            labelled.append((word.text, label))
        return labelled

    def _name(self, piece: str) -> str | None:
        match piece:
            case "n":
                return f"{self._first()} {self._last()}"
            case "s":
                return self._last()
            case "f":
                return self._first(alone=True)
            case "i":
                return f"{self._first(alone=True)[0]}. {self._last()}"
            case "v":
                return f"{self._last()}, {self._first(alone=True)}"
            case _:
                return None

    def _other(self, piece: str) -> str:
        pick = self._dice.choice
        match piece:
            case "r":
                return self._role()
            case "rs":
                return pick(_GROUPS)
            case "t":
                return pick(_TITLES)
            case "a":
                return pick(_names()[3])
            case "o":
                return pick(_INSTITUTIONS)
            case "x":
                return pick(_NAMED_AFTER).format(F=self._first(alone=True), S=self._last(plain=True))
            case "w":
                return pick(_WEEKDAYS)
            case "m":
                return pick(_MONTHS)
            case "d":
                return str(self._dice.randint(1, 300))
            case "p":
                return pick(_PARTIES)
            case _:
                return piece

    def _first(self, *, alone: bool = False) -> str:
        common, rare, _, _ = _names()
        chance = self._dice.random()
        if chance < 0.12:
            return self._odd_first()
        if chance < 0.72:
            return self._dice.choice(common)
        if chance < 0.87:
            return self._dice.choice(rare)
        if chance < 0.93 or alone:
            return f"{self._dice.choice(common)}-{self._dice.choice(common)}"
        if chance < 0.97:
            return f"{self._dice.choice(common)} {self._dice.choice('ABEFGHJKLMRSTW')}."
        return f"{self._dice.choice(common)} {self._dice.choice(common)}"

    def _odd_first(self) -> str:
        """A first name that no list knows."""
        begin, middle = self._dice.choice(_BEGINNINGS), self._dice.choice(_MIDDLES)
        return f"{begin}{middle}{self._dice.choice(_ENDS)}".capitalize()

    def _last(self, *, plain: bool = False) -> str:
        chance = self._dice.random()
        last = _names()[2]
        if chance < 0.45:
            name = self._dice.choice(last)
        elif chance < 0.62:
            name = self._dice.choice(_NOUNS_AS_NAMES)
        elif chance < 0.92 or plain:
            name = self._dice.choice(_HEADS) + self._dice.choice(_TAILS)
        else:
            name = f"{self._dice.choice(last)}-{self._dice.choice(_HEADS)}{self._dice.choice(_TAILS)}"
        if not plain and self._dice.random() < 0.04:
            name = f"{self._dice.choice(_PARTICLES)} {name}"
        return name

    def _role(self) -> str:
        role = self._dice.choice(_ROLES)
        if self._dice.random() < 0.5:
            return role
        if role.endswith(("ordneter", "sitzender", "tragter", "bildender")):
            return role[:-1]
        if role.endswith("rat"):
            return role[:-3] + "rätin"
        if role.endswith("arzt"):
            return role[:-4] + "ärztin"
        if role.endswith("mann"):
            return role[:-4] + "frau"
        return role + "in"
