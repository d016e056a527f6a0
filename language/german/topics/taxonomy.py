"""The municipal topics: stable keys, labels in both languages, codes of the IPTC Media Topics, and kindred topics.

They were held against the topics of the Musterdatenkatalog (Bertelsmann Stiftung and GovData, CC0, version 4), which
sorts the open data of German municipalities: `municipal` names the nearest of its 25.
"""

from dataclasses import dataclass

from language.german.tokens import fold


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic; `iptc` is its code in the IPTC Media Topics (cv.iptc.org/newscodes/mediatopic), or that of the nearest
    broader one; `municipal` the topic of the Musterdatenkatalog it is nearest to.
    """

    key: str
    de: str
    en: str
    iptc: str
    municipal: str

    def label(self, language: str) -> str:
        """The label in German ("de") or English ("en")."""
        return self.en if language == "en" else self.de


TOPICS: tuple[Topic, ...] = (
    Topic("integration", "Integration", "Integration", "20000771", "Bevölkerung"),
    Topic("transport", "Verkehr", "Transport", "20000337", "Verkehr"),
    Topic("construction", "Bauen und Wohnen", "Building and housing", "20000235", "Raumplanung"),
    Topic("education", "Schule und Bildung", "Schools and education", "05000000", "Bildung"),
    Topic("children", "Kinder, Jugend und Familie", "Children, youth and families", "20000780", "Soziales"),
    Topic("culture", "Kultur", "Culture", "01000000", "Kultur"),
    Topic("climate", "Umwelt und Klima", "Environment and climate", "06000000", "Umwelt"),
    Topic("waste", "Abfall und Sauberkeit", "Waste and cleanliness", "06000000", "Entsorgung"),
    Topic("social", "Soziales", "Social affairs", "20000817", "Soziales"),
    Topic("health", "Gesundheit", "Health", "07000000", "Gesundheit"),
    Topic("safety", "Sicherheit und Ordnung", "Safety and order", "20000129", "Öffentliche Sicherheit"),
    Topic("economy", "Wirtschaft und Arbeit", "Economy and labour", "04000000", "Wirtschaft"),
    Topic("budget", "Haushalt und Finanzen", "Budget and finance", "20000607", "Finanzen"),
    Topic("council", "Rat und Verwaltung", "Council and administration", "20000593", "Verwaltung"),
    Topic(
        "elections",
        "Wahlen und Beteiligung",
        "Elections and participation",
        "20000574",
        "Politische Partizipation",
    ),
    Topic("digital", "Digitales", "Digital services", "20000756", "Informationstechnologie"),
    Topic("sports", "Sport und Freizeit", "Sport and leisure", "15000000", "Freizeit"),
    Topic("history", "Stadtgeschichte und Gedenken", "History and remembrance", "20000038", "Kultur"),
    Topic("honours", "Ehrungen und Personalien", "Honours and personnel", "08000000", "Verwaltung"),
    Topic("tourism", "Tourismus", "Tourism", "10000000", "Tourismus"),
)
_BY_KEY = {topic.key: topic for topic in TOPICS}
_BY_NAME = {fold(name): topic for topic in TOPICS for name in (topic.key, topic.de, topic.en)}


def topic(key: str) -> Topic | None:
    """The topic of a key, or None."""
    return _BY_KEY.get(key)


def find_topic(name: str) -> Topic | None:
    """The topic of a key or a label in either language, upper or lower case, or None."""
    return _BY_NAME.get(fold(name.strip()))
