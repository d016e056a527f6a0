"""The municipal topics: stable keys, labels in both languages, IPTC Media Topics codes, and the words that decide."""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from german.tokens import fold, tokenize

_TITLE_WEIGHT, _LEAD_WEIGHT = 4, 2
_LEAST_SCORE = 3
_LEAST_SHARE_OF_FIRST = 0.4
_MOST_TOPICS = 3


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `iptc` is its code in the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic), None where not settled."""

    key: str
    de: str
    en: str
    iptc: str | None
    keywords: tuple[str, ...]

    def label(self, language: str) -> str:
        """The label in German ("de") or English ("en")."""
        return self.en if language == "en" else self.de


def _topic(key: str, de: str, en: str, iptc: str | None, keywords: str) -> Topic:
    return Topic(key, de, en, iptc, tuple(fold(word) for word in keywords.split()))


# A keyword counts wherever it stands inside a word, so that compounds and inflected forms are met.
TOPICS: tuple[Topic, ...] = (
    _topic("integration", "Integration", "Integration", "20000771",
           "integration migration geflüchtet flüchtling zugewandert zuwander einwander einbürger asyl sprachkurs mehrsprachig interkulturell antidiskriminierung ausländerbehörde"),
    _topic("transport", "Verkehr", "Transport", None,
           "verkehr radweg fahrrad radverkehr buslinie haltestelle fahrbahn kreuzung sperrung umleitung parkplatz ampel tempo bahnhof brücke straßenbau gehweg parkhaus"),
    _topic("construction", "Bauen und Wohnen", "Building and housing", None,
           "bebauungsplan wohnung wohnbau neubau sanierung bauarbeit baugebiet bauland baubeginn richtfest grundstück stadtplanung quartier denkmal städtebau"),
    _topic("education", "Schule und Bildung", "Schools and education", "05000000",
           "schule schüler bildung unterricht gymnasium lehrkr volkshochschule ausbildung abitur einschulung lernen"),
    _topic("children", "Kinder, Jugend und Familie", "Children, youth and families", None,
           "kita kinder jugend familie tagespflege spielplatz eltern ferienprogramm jugendzentrum krippe"),
    _topic("culture", "Kultur", "Culture", "01000000",
           "museum theater konzert ausstellung kultur bibliothek stadtbücherei lesung kunst musikschule orchester archiv festival vernissage"),
    _topic("climate", "Umwelt und Klima", "Environment and climate", "06000000",
           "umwelt klima naturschutz baum bäume biotop energie solar photovoltaik hitze artenschutz gewässer hochwasser co2 wärmeplan wald park grünfläche"),
    _topic("waste", "Abfall und Sauberkeit", "Waste and cleanliness", None,
           "abfall müll wertstoff recycling sperrmüll biotonne straßenreinigung winterdienst entsorg sauber"),
    _topic("social", "Soziales", "Social affairs", "14000000",
           "sozial senior pflege armut obdach beratungsstelle ehrenamt inklusion behinder barrierefrei teilhabe nachbarschaft wohngeld"),
    _topic("health", "Gesundheit", "Health", "07000000",
           "gesundheit impf klinik krankenhaus arzt ärzt hygiene infektion blutspend sucht trinkwasser"),
    _topic("safety", "Sicherheit und Ordnung", "Safety and order", None,
           "feuerwehr polizei ordnungsamt sicherheit katastrophenschutz bombe entschärf evakuierung sirene rettungsdienst warntag geschwindigkeitskontroll blitzer"),
    _topic("economy", "Wirtschaft und Arbeit", "Economy and labour", "04000000",
           "wirtschaft gewerbe unternehmen arbeitsmarkt arbeitsplätze innenstadt einzelhandel handel gründer betrieb fachkräfte markt"),
    _topic("budget", "Haushalt und Finanzen", "Budget and finance", None,
           "haushalt finanz kämmer steuer gebühr schulden fördermittel zuschuss etat jahresabschluss millionen"),
    _topic("council", "Rat und Verwaltung", "Council and administration", "11000000",
           "stadtrat ratssitzung ausschuss verwaltung bürgerbüro rathaus stadtverordnete fraktion satzung beigeordnet sitzung dienststelle"),
    _topic("elections", "Wahlen und Beteiligung", "Elections and participation", None,
           "wahl wahllokal briefwahl stimmzettel bürgerbeteiligung bürgerentscheid einwohnerversammlung wahlhelfer bürgerversammlung"),
    _topic("digital", "Digitales", "Digital services", None,
           "digital online internet wlan app smart glasfaser breitband it-sicherheit cyber terminvergabe"),
    _topic("sports", "Sport und Freizeit", "Sport and leisure", "15000000",
           "sport freibad hallenbad schwimm turnhalle stadion verein lauf fußball sportplatz bad"),
    _topic("history", "Stadtgeschichte und Gedenken", "History and remembrance", None,
           "gedenk erinnerung stadtgeschichte jubiläum stolperstein mahnmal ehrenbürger städtepartner partnerstadt"),
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


def topics_of(title: str, lead: str, body: str) -> tuple[TopicScore, ...]:
    """The topics of a text, the strongest first; none if no topic reaches the least score."""
    scores: Counter[str] = Counter()
    words: dict[str, Counter[str]] = {}
    for text, weight in ((title, _TITLE_WEIGHT), (lead, _LEAD_WEIGHT), (body, 1)):
        for token in tokenize(text):
            for key in _topics_of_word(token.exact):
                scores[key] += weight
                words.setdefault(key, Counter())[text[token.start : token.end]] += weight
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    least = max(_LEAST_SCORE, ranked[0][1] * _LEAST_SHARE_OF_FIRST) if ranked else 0
    return tuple(
        TopicScore(key=key, score=float(score), words=tuple(word for word, _ in words[key].most_common(5)))
        for key, score in ranked[:_MOST_TOPICS]
        if score >= least
    )


@lru_cache(maxsize=100_000)
def _topics_of_word(exact: str) -> tuple[str, ...]:
    return tuple(t.key for t in TOPICS if any(_speaks_of(exact, keyword) for keyword in t.keywords))


def _speaks_of(word: str, keyword: str) -> bool:
    # A short keyword (Rat, Bad, App) inside a word is chance: it has to be the word's beginning or end.
    if len(keyword) <= 4:
        return word == keyword or (len(word) >= 7 and word.endswith(keyword))
    return keyword in word
