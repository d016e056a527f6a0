"""The municipal topics: stable keys, labels in both languages, IPTC Media Topics codes, and the words that decide."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from language.german.tokens import fold, tokenize

_TITLE_WEIGHT, _LEAD_WEIGHT, _CATEGORY_WEIGHT = 3.0, 1.5, 12.0
_STRONG, _PLAIN, _WEAK = 3.0, 1.8, 0.5
_LEAST_SCORE = 3.0
_LEAST_SHARE_OF_FIRST = 0.5
_MOST_TOPICS, _MOST_WORDS = 3, 5


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `iptc` is its code in the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic), or that of the nearest
    broader one. `keywords` hold the words that speak for it with their weights.
    """

    key: str
    de: str
    en: str
    iptc: str
    keywords: tuple["Keyword", ...]

    def label(self, language: str) -> str:
        """The label in German ("de") or English ("en")."""
        return self.en if language == "en" else self.de


@dataclass(frozen=True, slots=True)
class Keyword:
    """A folded piece of a word, where in a word it counts (whole, beginning, end, anywhere), and how much."""

    text: str
    place: str
    weight: float


def _keyword(written: str, weight: float) -> Keyword:
    begins, ends = written.endswith("-"), written.startswith("-")
    text = fold(written.strip("-="))
    if written.startswith("="):
        return Keyword(text, "whole", weight)
    if begins or ends:
        return Keyword(text, "beginning" if begins else "end", weight)
    return Keyword(text, "anywhere" if len(text) > 4 else "end", weight)


def _topic(key: str, de: str, en: str, iptc: str, *, strong: str, plain: str, weak: str = "") -> Topic:
    weighed = ((strong, _STRONG), (plain, _PLAIN), (weak, _WEAK))
    return Topic(
        key,
        de,
        en,
        iptc,
        tuple(_keyword(word, weight) for words, weight in weighed for word in words.split()),
    )


# A keyword counts wherever it stands inside a word, so that compounds and inflected forms are met; "wort-" counts
# at a word's beginning, "-wort" at its end, "=wort" alone.
TOPICS: tuple[Topic, ...] = (
    _topic("integration", "Integration", "Integration", "20000771",
           strong="notunterkunft geflüchteten städtepartnerschaft partnerstadt partnerstädte delegation völkerverständig flüchtlingsunterkunft willkommens zuwanderer integration migration geflüchtet flüchtling zugewandert zuwander einwander einbürger asyl sprachcafé integrationskurs sprachkurs interkulturell antidiskriminierung ausländerbehörde migrant vielfalt rassismus deutschkurs sprachmittler dolmetsch",
           plain="mehrsprachig herkunft ausländer kulturmittler staatsangehörig sprachförder heimat- zusammenleben toleranz übersetzungsdienst ukrain syrien nachbarschaftspreis städtepartner partnerschaftsverein",
           weak="muslim moschee weltoffen begegnung deutsch=lernen partnerstadt delegation"),
    _topic("transport", "Verkehr", "Transport", "20000209",
           strong="verkehr radweg fahrrad radverkehr buslinie haltestelle fahrbahn vollsperrung umleitung parkplatz parkraum ampel kreisverkehr straßenbahn stadtbahn stadtradeln radfahr -radler fußgänger schulweg schulstraße parkhaus geschwindigkeitsbegrenzung tempo- -brücke fähre bahnübergang gleis asphalt deckenerneuerung",
           plain="=bus busse bahnhof kreuzung sperrung gehweg straßenbau fahrgast fahrplan linie- -linie mobilität e-auto ladesäule autobahn bundesstraße landesstraße umgeleitet halteverbot zebrastreifen lastenrad pedelec staus =stau nahverkehr deutschlandticket s-bahn u-bahn zug- -zug radel bauabschnitt",
           weak="fahren autos straße strecke kilometer verbindung"),
    _topic("construction", "Bauen und Wohnen", "Building and housing", "20000209",
           strong="bebauungsplan wohnungsbau wohnbau wohnungen neubau baugebiet bauland richtfest spatenstich grundsteinlegung stadtplanung städtebau bauordnung bauantrag baugenehmigung flächennutzungsplan sanierung erweiterungsbau anbau rohbau architekt gebäude- bauarbeit bauherr hochbau denkmalschutz mietspiegel mieter umbau",
           plain="=bau bauen gebaut quartier grundstück denkmal gebäude baubeginn baustelle bauamt wohnung wohnen fassade barackensiedlung abriss dach =turnhalle turnhallen eigentümer leerstand immobil vermietung zweckentfremd gerüst kanalbau platzgestaltung neugestaltung umgestaltung",
           weak="planung entwurf baukosten quadratmeter millionen"),
    _topic("education", "Schule und Bildung", "Schools and education", "05000000",
           strong="schule schüler bildung unterricht gymnasium lehrkr  volkshochschule abitur einschulung erstklässler ganztag  grundschul realschul gesamtschul berufskolleg hochschul universität student ausbildungsplatz vhs-",
           plain="lehrer schulleit lehrkräfte lernen ausbildung kursprogramm kurse semester klasse klassen azubi auszubildende zeugnis studium nachhilfe leseförder mensa stipendi schulhof digitalpakt wissenschaft",
           weak="workshop seminar vortrag dozent"),
    _topic("children", "Kinder, Jugend und Familie", "Children, youth and families", "20000780",
           strong="abc-schützen schulanfänger kinderfeuerwehr =babys hortkinder jugendfeuerwehr abc-schütz kita kindertages kindergarten tagespflege spielplatz jugendzentrum jugendamt ferienprogramm krippe kinderbetreuung jugendhilfe pflegefamil pflegeeltern familienzentrum elterngeld babysitter ferienspiel jugendparlament kinderrecht jugendtreff tagesmutter tagesvater tagesmütter hebamme erzieher",
           plain="kinder- =kinder =kindern jugend familie eltern geburt ferien- babys jungen spielgerät mädchen alleinerzieh unterhaltsvorschuss vormund",
           weak="kind- nachwuchs teenager"),
    _topic("culture", "Kultur", "Culture", "01000000",
           strong="=buch =bücher buchmesse bilderbuch gemäldegalerie rosenmontagszug karnevalszug dreigestirn =prinz literaturpreis ausstellungseröff museum theater konzert ausstellung kultur bibliothek stadtbücherei lesung künstler orchester festival vernissage karneval fastnacht prinzenpaar möhnen chor- -chor sänger oratorium kirchenmusik schauspiel kabarett kino stadtarchiv literatur stipendium autor krimi musik- -musik operette gemälde galerie bergparade volksfest kirchweih weihnachtsmarkt dichter roman kunstverein sinfon",
           plain="kunst- -kunst kunst musik bühne  dirigent lied lieder gedicht lesen   film  premiere tanz tradition  museumsnacht verlag bildhauer skulptur restaur solist- sopran advent narren fasching theaterstück heimatverein orgel märchen kuratier   zirkus",
           weak="eintritt programm publikum bühnen abendkasse festival- besucher"),
    _topic("climate", "Umwelt und Klima", "Environment and climate", "06000000",
           strong="aufforst stadtwald buchen jungbäume stadtförster =wasser wasserverbrauch stromsparen =strom fischbestand fischotter klimakrise stadtradeln heizung umwelt klima naturschutz baumpflanz bäume biotop solar photovoltaik hitze artenschutz gewässer hochwasser co2 wärmeplan starkregen renaturier treibhaus energiespar energieberat windpark windkraft insekten wildbienen pestizid trockenheit dürre wasserstand pegel grünfläche hitzeaktionsplan kohlendioxid nachhaltig fernwärme blühwiese deich feinstaub gewässerökolog",
           plain="=baum energie =wald forst park natur garten- grün- amphibien kröten vögel vogel =fluss bach- heizung  erneuerbar lärm  pflanzen boden biber feldahorn linden storch grad sauerstoff  fischsterben naturdenkmal landschaftspflege streuobst förster",
           weak="tiere wiese   regen ufer"),
    _topic("waste", "Abfall und Sauberkeit", "Waste and cleanliness", "06000000",
           strong="abfall müll wertstoff recycling sperrmüll biotonne straßenreinigung winterdienst entsorg kehricht tonnen- gelbe=säcke putzete dorfputz frühjahrsputz restmüll grünschnitt deponie christbaumsammlung schadstoffmobil kehrmaschine altkleider glascontainer altpapier laubsammlung abfuhr",
           plain="sauber leerung =tonne streudienst räumdienst reinig- kehren unrat illegal=abgelagert container papierkorb papierkörbe streusalz",
           weak="sammeln besen"),
    _topic("social", "Soziales", "Social affairs", "20000817",
           strong="frauenhaus jahreshauptversammlung notunterkunft bürgerpreis nachbarschaftspreis engagementpreis lebensretter- seniorennachmittag =preis- sternenkinder kleiderkammer sozial senioren pflegeheim pflegebedürft armut obdach wohnungslos beratungsstelle ehrenamt inklusion behinder barrierefrei teilhabe wohngeld tafel- hospiz nachbarschaftshilfe pflegestützpunkt altenheim seniorenbeirat freiwillige- ehrenamtskarte bürgermedaille bürgergeld betreuungsverein suchthilfe kältehilfe demenz spenden- -spende geehrt ehrung ehrennadel",
           plain="pflege nachbarschaft alter- rentner rente hilfsbedürft selbsthilfe diakonie caritas awo- ehrenamtlich engagement betreuung vorstandswahl mitgliederversammlung jahreshauptversammlung verein vereins- gemeinnützig einsam jubilar jubiläum- diamantene goldene=hochzeit geburtstag spende medaille auszeichn",
           weak="hilfe gemeinsam treffen mitglied helfen"),
    _topic("health", "Gesundheit", "Health", "07000000",
           strong="impfbus impfung impfaktion arztpraxen gesundheitsamt coronavirus geflügelpest tierseuche hitzeschutz kühlstube gesundheit impf klinik krankenhaus ärzt arztpraxis hygiene infektion blutspend trinkwasser corona covid quarantäne pandemie amtsarzt amtsärzt virus grippe inzidenz masern apothek keime legionellen patient notfallpraxis testzentrum abkochgebot hausarzt zecken suchtberatung erkrank therap",
           plain="=arzt medizin test- pflegekräfte sucht krebs rettungsdienst- schutzmaske neuinfektion abstrich labor todesfälle hebammen- kinderarzt keim vorsorge",
           weak="kalt schlaf bewegung"),
    _topic("safety", "Sicherheit und Ordnung", "Safety and order", "20000129",
           strong="lebensretter rettungsaktion reanimation hochwassereinsatz deichwachen sandsäcke retter feuerwehr polizei ordnungsamt katastrophenschutz bombe entschärf evakuier sirene rettungsdienst warntag geschwindigkeitskontroll blitzer einbrech einbruch diebstahl dieb- täter zeugen kriminal festgenommen unfallstelle verkehrsunfall brand- löscharbeit feuer- krisenstab ordnungsdienst betrüger betrug raub- straftat vermisst- thw kampfmittel löschzug wehrführer stromausfall messer- bedroh randal schlägerei sachbeschädigung sachschaden alkoholkontroll hundeführer gefahrenabwehr",
           plain="sicherheit unfall brand notruf einsatz- -einsatz einsatzkräfte verletzt festnahme kontrolle videoüberwach sturm- unwetter gestohlen stahlen kennzeichen tatverdächtig ermittl ordnung silvester feuerwerk alkohol drogen warnung gefahr helfer- fahndung flucht beamte übung sprengstoff fundmunition hinweise strafanzeige retten hubschrauber",
           weak="schaden hinweis polizist streife"),
    _topic("economy", "Wirtschaft und Arbeit", "Economy and labour", "04000000",
           strong="gründerzentrum gründerpreis existenzgründ christkindlmarkt weihnachtsmarkt geflügelpest stallpflicht gewerbegebiet fahrgastschiff saisonstart wirtschaft gewerbe unternehmen arbeitsmarkt arbeitsplätze einzelhandel  start-up fachkräfte jobmesse ausbildungsmesse ansiedlung tourismus tourist gastronom wochenmarkt  industrie jobcenter arbeitgeber mittelstand  firmen- innenstadtentwicklung citymanag handwerk landwirt sägewerk produktion fabrik  existenzgründ ladenlokal",
           plain="=kunden kundschaft =messe gewerbefläche =betrieb =betriebe wirtschaftlich umsätze =stand standgeld buden innenstadt handel  händler markt- firma beschäftigt investor kaufleute- geschäfte  verkaufsoffen gäste- übernachtung hotel arbeitslos branche umsatz export betriebsrat belegschaft brauerei weinbau",
           weak="job stellen- arbeit verkauf  "),
    _topic("budget", "Haushalt und Finanzen", "Budget and finance", "20000621",
           strong="haushalt finanz kämmer grundsteuer gewerbesteuer gebühren schulden etat jahresabschluss hebesatz doppelhaushalt nachtragshaushalt steuer- kredit- konsolidier fehlbetrag überschuss zuwendungsbescheid fördermittel förderbescheid haushaltsplan kassensturz",
           plain="zuschuss investition millionen zuwendung gebühr abgaben ausgaben einnahmen rücklage defizit förderung",
           weak="euro kosten geld sparen"),
    _topic("council", "Rat und Verwaltung", "Council and administration", "20000593",
           strong="amtsantritt dienstantritt kommissarisch bestellt=zur tritt=nachfolge trauer- ehrenbürgerwürde goldenes=buch amtsleiterin-    bürgerbüro      amtsleiter amtsleitung personalie     bezirksamt- ruhestand dienstjubiläum amtseinführung  ernannt ernennung amtswechsel  trauert verstorben nachruf kondolenz  altbürgermeister altlandrat altoberbürgermeister amtszeit  öffnungszeiten- sprechzeiten sprechstunde dienstjahre  neujahrsempfang vereidigt städtepartnerschaft-",
           plain="verwaltung fraktion satzung beigeordnet kreistag gemeinderat ratssitzung stadtratssitzung tagesordnung nachfolg verabschied ehrenbürger bestellt berufen partnerstadt städtepartner delegation jubilar =termine stadtrat ausschuss sitzung rathaus beschluss beschlossen beschließ vorlage abstimm antrag amt- dezernent personal- beschäftigte- mitarbeiter- dienst-  goldenes=buch goldene=buch leitet=künftig stabwechsel wechsel laufbahn  bürgermeisteramt verdienste würdig standesamt bürgerservice",
           weak="rat bürgermeister landrat amt termin ehrt"),
    _topic("elections", "Wahlen und Beteiligung", "Elections and participation", "20000574",
           strong="wahl- -wahl wahllokal briefwahl stimmzettel bürgerbeteiligung bürgerentscheid einwohnerversammlung wahlhelf bürgerversammlung wahlausschuss wahlberechtigt bürgerbegehren stichwahl wahlbezirk wahlvorstand ideenwerkstatt bürgerdialog bürgerhaushalt mitmach- online-beteiligung bundestagswahl landtagswahl kommunalwahl europawahl wählerverzeichnis stimmabgabe wahlen",
           plain="beteiligung kandidat wahlbeteiligung abstimmung umfrage gewählt- befragung anregungen- wähler öffentlichkeitsbeteiligung auslegung",
           weak="stimmen vorschläge"),
    _topic("digital", "Digitales", "Digital services", "20000756",
           strong="bürgerterminal chatbots onlineportal selbstbedienungsterminal =ki ki-gestützt glasfasernetz highspeed funkmast digitalfunk digital online-dienst wlan smart-city glasfaser breitband it-sicherheit cyber onlinezugang internetseite website  -app e-akte chatbot künstliche=intelligenz  funkloch mobilfunk software open-data serviceportal rechenzentrum hackerangriff gigabit social-media netzausbau",
           plain="terminal software =netz =netze gigabitnetz bildschirm online internet =app terminvergabe daten portal server computer virtuell homepage glasfasernetz megabit  tablet videokonferenz plattform",
           weak="  programmier"),
    _topic("sports", "Sport und Freizeit", "Sport and leisure", "15000000",
           strong="=schützen schützenfest schützengilde schützenverein =turner turnerin heidebad naturbad =tor =tore team- titelkämpf sport freibad hallenbad schwimmbad schwimmen turnhalle stadion fußball tsv- -lauf marathon sportplatz kunstrasen turnier mannschaft liga spieler trainer pokal   handball leichtathlet badesaison badegäst flutlicht sportlerehrung eislauf eisbahn kegel radrennen torwart sv- fc- vfb- schwimmer",
           plain="=bad wettkampf sieg meisterschaft   verein- spielfeld bäder training freizeit wandern- wanderweg olymp medaillen rudern reit- minigolf sommerfest schach anpfiff",
           weak="  punkte"),
    _topic("history", "Stadtgeschichte und Gedenken", "History and remembrance", "20000038",
           strong="gedenktafel gedenkstein gedenkstunde stolperstein nachlass verfolgte ns-zeit =jahre-alt gedenk erinnerung stadtgeschichte stolperstein mahnmal holocaust nationalsozial verfolgung deportiert zeitzeug stadtarchiv- ehrengrab volkstrauertag pogrom kriegsende geschichtsverein chronik tagebuch historisch jüdisch- synagoge kranzniederlegung mittelalter- jahrfeier stadtjubiläum befreiung zwangsarbeit ausgrabung archäolog",
           plain="jubiläum geschichte opfer weltkrieg historiker jahrestag ehrenbürger- ehemalig gegründet- todestag jahrhundert vergangenheit kriegs- nachlass gräber friedhof denkmalpfleg heimatgeschichte",
           weak="damals jahre- alt- lebte geboren"),
)  # fmt: skip
_BY_KEY = {topic.key: topic for topic in TOPICS}
_BY_NAME = {fold(name): topic for topic in TOPICS for name in (topic.key, topic.de, topic.en)}


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicScore:
    """How much a text speaks of a topic, and the words (as printed) that decided it."""

    key: str
    score: float
    words: tuple[str, ...]


def topic(key: str) -> Topic | None:
    """The topic of a key, or None."""
    return _BY_KEY.get(key)


def find_topic(name: str) -> Topic | None:
    """The topic of a key or a label in either language, upper or lower case, or None."""
    return _BY_NAME.get(fold(name.strip()))


def topics_of(title: str, lead: str, body: str, *, categories: Iterable[str] = ()) -> tuple[TopicScore, ...]:
    """The topics of a text, the strongest first; none if no topic reaches the least score.

    A word counts by the keyword it holds and by where it stands; the same word again counts ever less, so that many
    different words of a topic weigh more than one that is repeated. `categories` are what its publisher files it
    under; one that is called like a topic counts for it.
    """
    said: dict[str, dict[str, list[float]]] = {}
    printed: dict[str, dict[str, float]] = {}
    for category in categories:
        if found := category_topic(category):
            said.setdefault(found.key, {}).setdefault(fold(category), []).append(_CATEGORY_WEIGHT)
            printed.setdefault(found.key, defaultdict(float))[category] += _CATEGORY_WEIGHT
    for text, weight in ((title, _TITLE_WEIGHT), (lead, _LEAD_WEIGHT), (body, 1)):
        for token in tokenize(text):
            shown = text[token.start : token.end]
            for key, keyword in _topics_of_word(token.exact):
                said.setdefault(key, {}).setdefault(keyword.text, []).append(keyword.weight * weight)
                printed.setdefault(key, defaultdict(float))[shown] += keyword.weight * weight
    scores = {
        key: sum(
            score / (place + 1)
            for each in words.values()
            for place, score in enumerate(sorted(each, reverse=True))
        )
        for key, words in said.items()
    }
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    least = max(_LEAST_SCORE, ranked[0][1] * _LEAST_SHARE_OF_FIRST) if ranked else 0
    return tuple(
        TopicScore(
            key=key,
            score=round(score, 2),
            words=tuple(sorted(printed[key], key=lambda word: -printed[key][word])[:_MOST_WORDS]),
        )
        for key, score in ranked[:_MOST_TOPICS]
        if score >= least
    )


def category_topic(name: str) -> Topic | None:
    """The topic a publisher's own category means: by its name, or by a part of it ("Verkehr & Mobilität")."""
    parts = [name, *re.split(r"\s*(?:,|/|&|\+|\bund\b|\|)\s*", name)]
    for part in parts:
        if found := find_topic(part):
            return found
    for part in parts:
        keys = {key for token in tokenize(part) for key, _ in _topics_of_word(token.exact)}
        if len(keys) == 1:
            return topic(keys.pop())
    return None


@lru_cache(maxsize=100_000)
def _topics_of_word(exact: str) -> tuple[tuple[str, Keyword], ...]:
    """The topics a word speaks for, of each the keyword that weighs most."""
    found = []
    for known in TOPICS:
        held = [keyword for keyword in known.keywords if _holds(exact, keyword)]
        if held:
            found.append((known.key, max(held, key=lambda keyword: (keyword.weight, len(keyword.text)))))
    return tuple(found)


def _holds(word: str, keyword: Keyword) -> bool:
    match keyword.place:
        case "whole":
            return word == keyword.text
        case "beginning":
            return word.startswith(keyword.text)
        case "end":
            # A short keyword (Rat, Bad, App) inside a word is chance: it is the word, or the end of a long one.
            return word == keyword.text or (
                len(word) >= len(keyword.text) + 3 and word.endswith(keyword.text)
            )
        case _:
            return keyword.text in word
