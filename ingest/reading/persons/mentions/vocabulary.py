"""Words and patterns that stand in names, beside names, and in what only looks like a name."""

import re

from ingest.reading.persons.features import CAMERA, HONORIFICS
from language.german.dates.model import MONTHS, WEEKDAYS
from language.german.tokens import fold

# What makes a place, a firm or an institution of a name: Museum Ludwig, Möbel Krause, Anna-Lang-Schule.
INSTITUTION = re.compile(
    r"(?:schule|schulen|museum|straße|strasse|straßen|platz|platzes|weg|wegs|allee|halle|haus|hauses|heim|stiftung|preis|preises|"
    r"gymnasium|gymnasiums|ring|ufer|brücke|bad|park|stadion|zentrum|institut|theater|saal|medaille|pokal|gesellschaft|verein|"
    r"kita|kindergarten|hof|gasse|orchester|chor|galerie|villa|klinik|hotel|gasthof|bäckerei|metzgerei|buchhandlung|möbel|"
    r"autohaus|firma|spedition|verlag|kirche|kapelle|schloss|bibliothek|apotheke|praxis|kanzlei|brauerei|gärtnerei|"
    r"zirkus|circus|band|trio|quartett|quintett|ensemble|sturmtief|orkan|hurrikan|schiff|fähre|linie|grundschule|kaserne)$",
    re.IGNORECASE,
)
BUSINESS = re.compile(
    r"(?:buchhandlung|bäckerei|metzgerei|fleischerei|autohaus|möbel|firma|hotel|gasthof|gasthaus|apotheke|museum|schule|kita|"
    r"stiftung|galerie|villa|sägewerk|weingut|spedition|schreibwaren|dekor|kanzlei|gärtnerei|zirkus|circus|sturmtief|orkantief|"
    r"schiff|kutter|fähre|dampfer|fregatte|café|restaurant|kneipe|gaststätte|wirtshaus|brauhaus|marke|brennerei|weinhandlung|"
    r"goldschmiede|flughafen|airport|terminal|klinikum|kaserne|filiale|discounter|tankstelle|stadion|arena|haltestelle|werft|reederei|"
    r"imbiss|diskothek|supermarkt|boutique|drogerie|druckerei|tischlerei|schreinerei|zimmerei|betrieb|unternehmen|baufirma|fonds|modehaus|kaufhaus|juwelier|"
    r"konditorei|eisdiele|mühle|denkmal|brunnen|siedlung|viertel|orgel|gebäude|bau|maschinen|studio|zweirad|frisör|friseur|salon|elektro|optik|reisen|touristik|zentrum)$",
    re.IGNORECASE,
)
FIRM = frozenset({"gmbh", "ag", "kg", "ohg", "e.v", "se", "ug", "gbr", "co", "&", "+", "ggmbh", "eg"})
SHARED_NAME = frozenset(
    {
        "gebr",
        "gebr.",
        "fa",
        "fa.",
        "familie",
        "familien",
        "ehepaar",
        "eheleute",
        "geschwister",
        "gebrueder",
        "brueder",
        "haus",
        "dynastie",
    }
)
SAINTS = frozenset({"st.", "sankt", "heilige", "heiligen", "heiliger", "san", "santa", "jungfrau"})
TALES = frozenset(
    """
    holle rotkäppchen hänsel gretel rapunzel schneewittchen aschenputtel dornröschen rumpelstilzchen pinocchio pumuckl
    seppel kasperl kasper hotzenplotz dimpfelmoser momo heidi biene peterpan batman superman nikolaus weihnachtsmann
    christkind osterhase caspar melchior balthasar pettersson findus knecht ruprecht grinch struwwelpeter krümelmonster
    """.split()
)
TALES_IN_FULL = frozenset(
    {"pippi langstrumpf", "max und moritz", "jim knopf", "harry potter", "karlsson vom dach", "robin hood", "peter pan",
     "ronja räubertochter", "emil und die detektive", "michel aus lönneberga", "till eulenspiegel", "santa claus"}
)  # fmt: skip
# Nouns that stand right before a name in a sentence without belonging to it.
BESIDE_NAMES = CAMERA | HONORIFICS | frozenset(fold(name) for name in (*MONTHS, *WEEKDAYS))
CALENDAR = frozenset(fold(name) for name in (*MONTHS, *WEEKDAYS))
DETERMINERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner im am zum zur vom beim ins
    ans jeder jede jedes jeden jedem dieser diese dieses diesen diesem mein meine sein seine seinen seinem seiner ihr ihre
    ihren ihrem ihrer unser unsere unseren unserem unserer euer viel viele wenig mehr
    """.split()
)
FROM_A_PLACE = frozenset({"aus", "in", "nach"})
# A sentence may begin with these, a name hardly.
OPENERS = (
    DETERMINERS
    | FROM_A_PLACE
    | {
        "da",
        "zu",
        "vor",
        "mit",
        "für",
        "bei",
        "auch",
        "so",
        "und",
        "dort",
        "schon",
        "an",
        "als",
        "nun",
        "doch",
        "erst",
        "noch",
        "aber",
        "wie",
        "was",
        "wer",
        "wenn",
        "ob",
    }
)
OPENING_QUOTES, CLOSING_QUOTES = frozenset("„“‚‘»«\"'›‹"), frozenset("“”‘’»«\"'‹›")
SMALL_INITIAL = re.compile(r"[a-zäöü]\.")
NOBLE = frozenset(
    {"Freiherr", "Freifrau", "Graf", "Gräfin", "Edler", "Edle", "Ritter", "Prinz", "Prinzessin", "Baron"}
)
SIGNED = re.compile(r"(?:Im Auftrage?|[iI]\. ?[AV]\.|gez\.|Grüßen|Gruß|In Vertretung)\W*$")
LONGEST_SHORT = 3
BARELY_POSSIBLE = 0.03
POSSIBLE, POSSIBLE_INITIAL, POSSIBLE_NOUN = 0.15, 0.05, 0.02
STREETS = re.compile(
    r"(?:straße|strasse|gasse|platz|allee|schule|museum|gymnasium|schiff|kita|brücke|chaussee)$",
    re.IGNORECASE,
)
OF_PLACES = frozenset(
    "Kita Haus Museum Schule Grundschule Gesamtschule Hotel Villa Galerie Gut Burg Schloss Halle Klinik".split()
)
PARTS_OF_TOWNS = frozenset("Klein Groß Alt Neu Bad Ober Unter Hohen Sankt Burg".split())
ROMAN = re.compile(r"[IVX]+\.?")
SURE, SURE_OF_INSTITUTION, SURE_AT_FIRST = 0.8, 0.97, 0.95
ANIMALS = frozenset(
    "kater katze hund hündin pferd esel bär elefant polizeihund spürhund rettungshund diensthund storch".split()
)
LEAST_FIRST_NAME, COMMON_FIRST_NAME, VERY_COMMON_FIRST_NAME = 2, 3, 4
# A line shorter than this (characters) ends where its author ended it, not where a mail program broke it.
BROKEN_LINE = 50
INITIAL = re.compile(r"[A-ZÄÖÜ]\.(?:-[A-ZÄÖÜ]\.)*|(?:Th|Ch|Chr|Ph|Fr|Jos|Joh|Wilh|Alex)\.")
FIRM_ARTICLES = frozenset("die das der dem den bei vom im am zum zur beim firma büro sägewerk".split())
