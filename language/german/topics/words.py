"""Words that speak for a topic wherever they stand, in a list that people can read and change.

A word counts wherever it stands inside a longer one, so that compounds and inflected forms are met; "wort-" counts at
a word's beginning, "-wort" at its end, "=wort" alone. How much each list counts is learnt (bench/train_topics.py).
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

from language.german.tokens import fold

# Strong words decide, plain ones speak for a topic too.
STRONG, PLAIN = 3.0, 1.8


@dataclass(frozen=True, slots=True)
class Keyword:
    """A folded piece of a word, where in a word it counts (whole, beginning, end, anywhere), and how much."""

    text: str
    place: str
    weight: float


# Topic → its strong words, its plain ones.
WORDS: dict[str, tuple[str, str]] = {
    "integration": (
        """
        notunterkunft geflüchteten städtepartnerschaft partnerstadt partnerstädte delegation völkerverständig
        flüchtlingsunterkunft willkommens zuwanderer integration migration geflüchtet flüchtling zugewandert
        zuwander einwander einbürger asyl sprachcafé integrationskurs sprachkurs interkulturell
        antidiskriminierung ausländerbehörde migrant vielfalt rassismus deutschkurs sprachmittler dolmetsch
        """,
        """
        mehrsprachig herkunft ausländer kulturmittler staatsangehörig sprachförder heimat- zusammenleben
        toleranz übersetzungsdienst ukrain syrien nachbarschaftspreis städtepartner partnerschaftsverein
        """,
    ),
    "transport": (
        """
        verkehr radweg fahrrad radverkehr buslinie haltestelle fahrbahn vollsperrung umleitung parkplatz
        parkraum ampel kreisverkehr straßenbahn stadtbahn stadtradeln radfahr -radler fußgänger schulweg
        schulstraße parkhaus geschwindigkeitsbegrenzung tempo- -brücke fähre bahnübergang gleis asphalt
        deckenerneuerung
        """,
        """
        =bus busse bahnhof kreuzung sperrung gehweg straßenbau fahrgast fahrplan linie- -linie mobilität e-auto
        ladesäule autobahn bundesstraße landesstraße umgeleitet halteverbot zebrastreifen lastenrad pedelec
        staus =stau nahverkehr deutschlandticket s-bahn u-bahn zug- -zug radel bauabschnitt
        """,
    ),
    "construction": (
        """
        bebauungsplan wohnungsbau wohnbau wohnungen neubau baugebiet bauland richtfest spatenstich
        grundsteinlegung stadtplanung städtebau bauordnung bauantrag baugenehmigung flächennutzungsplan
        sanierung erweiterungsbau anbau rohbau architekt gebäude- bauarbeit bauherr hochbau denkmalschutz
        mietspiegel mieter umbau
        """,
        """
        =bau bauen gebaut quartier grundstück denkmal gebäude baubeginn baustelle bauamt wohnung wohnen fassade
        barackensiedlung abriss dach =turnhalle turnhallen eigentümer leerstand immobil vermietung zweckentfremd
        gerüst kanalbau platzgestaltung neugestaltung umgestaltung
        """,
    ),
    "education": (
        """
        schule schüler bildung unterricht gymnasium lehrkr volkshochschule abitur einschulung erstklässler
        ganztag grundschul realschul gesamtschul berufskolleg hochschul universität student ausbildungsplatz
        vhs-
        """,
        """
        lehrer schulleit lehrkräfte lernen ausbildung kursprogramm kurse semester klasse klassen azubi
        auszubildende zeugnis studium nachhilfe leseförder mensa stipendi schulhof digitalpakt wissenschaft
        """,
    ),
    "children": (
        """
        abc-schützen schulanfänger kinderfeuerwehr =babys hortkinder jugendfeuerwehr abc-schütz kita kindertages
        kindergarten tagespflege spielplatz jugendzentrum jugendamt ferienprogramm krippe kinderbetreuung
        jugendhilfe pflegefamil pflegeeltern familienzentrum elterngeld babysitter ferienspiel jugendparlament
        kinderrecht jugendtreff tagesmutter tagesvater tagesmütter hebamme erzieher
        """,
        """
        kinder- =kinder =kindern jugend familie eltern geburt ferien- babys jungen spielgerät mädchen
        alleinerzieh unterhaltsvorschuss vormund
        """,
    ),
    "culture": (
        """
        =buch =bücher buchmesse bilderbuch gemäldegalerie rosenmontagszug karnevalszug dreigestirn =prinz
        literaturpreis ausstellungseröff museum theater konzert ausstellung kultur bibliothek stadtbücherei
        lesung künstler orchester festival vernissage karneval fastnacht prinzenpaar möhnen chor- -chor sänger
        oratorium kirchenmusik schauspiel kabarett kino stadtarchiv literatur stipendium autor krimi musik-
        -musik operette gemälde galerie bergparade volksfest kirchweih weihnachtsmarkt dichter roman kunstverein
        sinfon
        """,
        """
        kunst- -kunst kunst musik bühne dirigent lied lieder gedicht lesen film premiere tanz tradition
        museumsnacht verlag bildhauer skulptur restaur solist- sopran advent narren fasching theaterstück
        heimatverein orgel märchen kuratier zirkus
        """,
    ),
    "climate": (
        """
        aufforst stadtwald buchen jungbäume stadtförster =wasser wasserverbrauch stromsparen =strom fischbestand
        fischotter klimakrise stadtradeln heizung umwelt klima naturschutz baumpflanz bäume biotop solar
        photovoltaik hitze artenschutz gewässer hochwasser co2 wärmeplan starkregen renaturier treibhaus
        energiespar energieberat windpark windkraft insekten wildbienen pestizid trockenheit dürre wasserstand
        pegel grünfläche hitzeaktionsplan kohlendioxid nachhaltig fernwärme blühwiese deich feinstaub
        gewässerökolog
        """,
        """
        =baum energie =wald forst park natur garten- grün- amphibien kröten vögel vogel =fluss bach- heizung
        erneuerbar lärm pflanzen boden biber feldahorn linden storch grad sauerstoff fischsterben naturdenkmal
        landschaftspflege streuobst förster
        """,
    ),
    "waste": (
        """
        abfall müll wertstoff recycling sperrmüll biotonne straßenreinigung winterdienst entsorg kehricht
        tonnen- gelbe=säcke putzete dorfputz frühjahrsputz restmüll grünschnitt deponie christbaumsammlung
        schadstoffmobil kehrmaschine altkleider glascontainer altpapier laubsammlung abfuhr
        """,
        """
        sauber leerung =tonne streudienst räumdienst reinig- kehren unrat illegal=abgelagert container
        papierkorb papierkörbe streusalz
        """,
    ),
    "social": (
        """
        frauenhaus jahreshauptversammlung notunterkunft bürgerpreis nachbarschaftspreis engagementpreis
        lebensretter- seniorennachmittag =preis- sternenkinder kleiderkammer sozial senioren pflegeheim
        pflegebedürft armut obdach wohnungslos beratungsstelle ehrenamt inklusion behinder barrierefrei teilhabe
        wohngeld tafel- hospiz nachbarschaftshilfe pflegestützpunkt altenheim seniorenbeirat freiwillige-
        ehrenamtskarte bürgermedaille bürgergeld betreuungsverein suchthilfe kältehilfe demenz spenden- -spende
        geehrt ehrung ehrennadel
        """,
        """
        pflege nachbarschaft alter- rentner rente hilfsbedürft selbsthilfe diakonie caritas awo- ehrenamtlich
        engagement betreuung vorstandswahl mitgliederversammlung jahreshauptversammlung verein vereins-
        gemeinnützig einsam jubilar jubiläum- diamantene goldene=hochzeit geburtstag spende medaille auszeichn
        """,
    ),
    "health": (
        """
        impfbus impfung impfaktion arztpraxen gesundheitsamt coronavirus geflügelpest tierseuche hitzeschutz
        kühlstube gesundheit impf klinik krankenhaus ärzt arztpraxis hygiene infektion blutspend trinkwasser
        corona covid quarantäne pandemie amtsarzt amtsärzt virus grippe inzidenz masern apothek keime
        legionellen patient notfallpraxis testzentrum abkochgebot hausarzt zecken suchtberatung erkrank therap
        """,
        """
        =arzt medizin test- pflegekräfte sucht krebs rettungsdienst- schutzmaske neuinfektion abstrich labor
        todesfälle hebammen- kinderarzt keim vorsorge
        """,
    ),
    "safety": (
        """
        lebensretter rettungsaktion reanimation hochwassereinsatz deichwachen sandsäcke retter feuerwehr polizei
        ordnungsamt katastrophenschutz bombe entschärf evakuier sirene rettungsdienst warntag
        geschwindigkeitskontroll blitzer einbrech einbruch diebstahl dieb- täter zeugen kriminal festgenommen
        unfallstelle verkehrsunfall brand- löscharbeit feuer- krisenstab ordnungsdienst betrüger betrug raub-
        straftat vermisst- thw kampfmittel löschzug wehrführer stromausfall messer- bedroh randal schlägerei
        sachbeschädigung sachschaden alkoholkontroll hundeführer gefahrenabwehr
        """,
        """
        sicherheit unfall brand notruf einsatz- -einsatz einsatzkräfte verletzt festnahme kontrolle
        videoüberwach sturm- unwetter gestohlen stahlen kennzeichen tatverdächtig ermittl ordnung silvester
        feuerwerk alkohol drogen warnung gefahr helfer- fahndung flucht beamte übung sprengstoff fundmunition
        hinweise strafanzeige retten hubschrauber
        """,
    ),
    "economy": (
        """
        gründerzentrum gründerpreis existenzgründ christkindlmarkt weihnachtsmarkt geflügelpest stallpflicht
        gewerbegebiet fahrgastschiff saisonstart wirtschaft gewerbe unternehmen arbeitsmarkt arbeitsplätze
        einzelhandel start-up fachkräfte jobmesse ausbildungsmesse ansiedlung tourismus tourist gastronom
        wochenmarkt industrie jobcenter arbeitgeber mittelstand firmen- innenstadtentwicklung citymanag handwerk
        landwirt sägewerk produktion fabrik ladenlokal
        """,
        """
        =kunden kundschaft =messe gewerbefläche =betrieb =betriebe wirtschaftlich umsätze =stand standgeld buden
        innenstadt handel händler markt- firma beschäftigt investor kaufleute- geschäfte verkaufsoffen gäste-
        übernachtung hotel arbeitslos branche umsatz export betriebsrat belegschaft brauerei weinbau
        """,
    ),
    "budget": (
        """
        haushalt finanz kämmer grundsteuer gewerbesteuer gebühren schulden etat jahresabschluss hebesatz
        doppelhaushalt nachtragshaushalt steuer- kredit- konsolidier fehlbetrag überschuss zuwendungsbescheid
        fördermittel förderbescheid haushaltsplan kassensturz
        """,
        """
        zuschuss investition millionen zuwendung gebühr abgaben ausgaben einnahmen rücklage defizit förderung
        """,
    ),
    "council": (
        """
        amtsantritt dienstantritt kommissarisch bestellt=zur tritt=nachfolge trauer- ehrenbürgerwürde
        goldenes=buch amtsleiterin- bürgerbüro amtsleiter amtsleitung personalie bezirksamt- ruhestand
        dienstjubiläum amtseinführung ernannt ernennung amtswechsel trauert verstorben nachruf kondolenz
        altbürgermeister altlandrat altoberbürgermeister amtszeit öffnungszeiten- sprechzeiten sprechstunde
        dienstjahre neujahrsempfang vereidigt städtepartnerschaft-
        """,
        """
        verwaltung fraktion satzung beigeordnet kreistag gemeinderat ratssitzung stadtratssitzung tagesordnung
        nachfolg verabschied ehrenbürger bestellt berufen partnerstadt städtepartner delegation jubilar =termine
        stadtrat ausschuss sitzung rathaus beschluss beschlossen beschließ vorlage abstimm antrag amt- dezernent
        personal- beschäftigte- mitarbeiter- dienst- goldenes=buch goldene=buch leitet=künftig stabwechsel
        wechsel laufbahn bürgermeisteramt verdienste würdig standesamt bürgerservice
        """,
    ),
    "elections": (
        """
        wahl- -wahl wahllokal briefwahl stimmzettel bürgerbeteiligung bürgerentscheid einwohnerversammlung
        wahlhelf bürgerversammlung wahlausschuss wahlberechtigt bürgerbegehren stichwahl wahlbezirk wahlvorstand
        ideenwerkstatt bürgerdialog bürgerhaushalt mitmach- online-beteiligung bundestagswahl landtagswahl
        kommunalwahl europawahl wählerverzeichnis stimmabgabe wahlen
        """,
        """
        beteiligung kandidat wahlbeteiligung abstimmung umfrage gewählt- befragung anregungen- wähler
        öffentlichkeitsbeteiligung auslegung
        """,
    ),
    "digital": (
        """
        bürgerterminal chatbots onlineportal selbstbedienungsterminal =ki ki-gestützt glasfasernetz highspeed
        funkmast digitalfunk digital online-dienst wlan smart-city glasfaser breitband it-sicherheit cyber
        onlinezugang internetseite website -app e-akte chatbot künstliche=intelligenz funkloch mobilfunk
        software open-data serviceportal rechenzentrum hackerangriff gigabit social-media netzausbau
        """,
        """
        terminal software =netz =netze gigabitnetz bildschirm online internet =app terminvergabe daten portal
        server computer virtuell homepage glasfasernetz megabit tablet videokonferenz plattform
        """,
    ),
    "sports": (
        """
        =schützen schützenfest schützengilde schützenverein =turner turnerin heidebad naturbad =tor =tore team-
        titelkämpf sport freibad hallenbad schwimmbad schwimmen turnhalle stadion fußball tsv- -lauf marathon
        sportplatz kunstrasen turnier mannschaft liga spieler trainer pokal handball leichtathlet badesaison
        badegäst flutlicht sportlerehrung eislauf eisbahn kegel radrennen torwart sv- fc- vfb- schwimmer
        """,
        """
        =bad wettkampf sieg meisterschaft verein- spielfeld bäder training freizeit wandern- wanderweg olymp
        medaillen rudern reit- minigolf sommerfest schach anpfiff
        """,
    ),
    "history": (
        """
        gedenktafel gedenkstein gedenkstunde stolperstein nachlass verfolgte ns-zeit =jahre-alt gedenk
        erinnerung stadtgeschichte mahnmal holocaust nationalsozial verfolgung deportiert zeitzeug stadtarchiv-
        ehrengrab volkstrauertag pogrom kriegsende geschichtsverein chronik tagebuch historisch jüdisch-
        synagoge kranzniederlegung mittelalter- jahrfeier stadtjubiläum befreiung zwangsarbeit ausgrabung
        archäolog
        """,
        """
        jubiläum geschichte opfer weltkrieg historiker jahrestag ehrenbürger- ehemalig gegründet- todestag
        jahrhundert vergangenheit kriegs- nachlass gräber friedhof denkmalpfleg heimatgeschichte
        """,
    ),
    "honours": (
        """
        ehrung ehrennadel ehrenbürger bundesverdienst verdienstkreuz verdienstorden verdienstmedaille
        bürgermedaille ehrenmedaille landesverdienst auszeichnung ausgezeichnet geehrt ehrenpreis bürgerpreis
        engagementpreis ruhestand dienstjubiläum amtseinführung amtsantritt dienstantritt amtswechsel
        verabschied ernannt ernennung ernennungsurkunde nachruf trauert verstorben kondolenz personalie
        stabwechsel diamantene=hochzeit goldene=hochzeit dienstjahre ehrenurkunde jubilar wiedergewählt
        amtskette vereidig
        """,
        """
        gratulier glückwunsch geburtstag würdig danke dankt laudatio nachfolg tritt=an abschied preisträger
        preisverleihung verleiht verliehen jubiläum berufen bestellt
        """,
    ),
    "tourism": (
        """
        tourismus tourist ferienwohnung übernachtung gästeführ stadtführung stadtrundgang urlaub reiseziel
        kurort kurtaxe gästekarte campingplatz wohnmobil ausflug sehenswürdig radwanderweg touristinformation
        tourist-information fahrgastschiff freizeittipp hotel ferienhaus pilgerweg naturpark
        """,
        """
        gäste besucherzentrum wanderweg rundgang führung saison region erlebnis reise
        """,
    ),
}


def _keyword(written: str, weight: float) -> Keyword:
    begins, ends = written.endswith("-"), written.startswith("-")
    text = fold(written.strip("-="))
    if written.startswith("="):
        return Keyword(text, "whole", weight)
    if begins or ends:
        return Keyword(text, "beginning" if begins else "end", weight)
    return Keyword(text, "anywhere" if len(text) > 4 else "end", weight)


_Held = dict[str, dict[str, list[tuple[str, Keyword]]]]


@cache
def _index() -> tuple[_Held, int]:
    """Where in a word → a piece of it → the topics it speaks for; the length of the longest piece."""
    index: _Held = {place: defaultdict(list) for place in ("whole", "beginning", "end", "anywhere")}
    for key, lists in WORDS.items():
        for words, weight in zip(lists, (STRONG, PLAIN), strict=True):
            for written in words.split():
                keyword = _keyword(written, weight)
                index[keyword.place][keyword.text].append((key, keyword))
    return index, max(len(text) for pieces in index.values() for text in pieces)


@lru_cache(maxsize=100_000)
def keywords_of(exact: str) -> tuple[tuple[str, Keyword], ...]:
    """The topics a folded word speaks for, of each the keyword that weighs most."""
    found: dict[str, Keyword] = {}
    for key, keyword in _held(exact):
        known = found.get(key)
        if known is None or (known.weight, len(known.text)) < (keyword.weight, len(keyword.text)):
            found[key] = keyword
    return tuple(found.items())


def _held(word: str) -> list[tuple[str, Keyword]]:
    index, longest = _index()
    length = min(len(word), 2 * longest)
    found = list(index["whole"].get(word, ()))
    for end in range(1, min(length, longest) + 1):
        found += index["beginning"].get(word[:end], ())
    for begin in range(len(word)):
        # A short keyword (Rat, Bad, App) inside a word is chance: it is the word, or the end of a long one.
        if begin == 0 or begin >= 3:
            found += index["end"].get(word[begin:], ())
        for end in range(begin + 5, min(length, begin + longest) + 1):
            found += index["anywhere"].get(word[begin:end], ())
    return found
