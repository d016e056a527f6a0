"""Who holds which office in Tellbrück, from when until when."""

from dataclasses import dataclass
from datetime import date

_TITLES = ("Dr.", "Prof.")


@dataclass(frozen=True, slots=True)
class Official:
    """Someone in an office, in the words a press office has for them."""

    role: str
    name: str
    pronoun: str
    since: date = date.min
    until: date = date.max

    def __str__(self) -> str:
        return f"{self.role} {self.name}".strip()

    @property
    def last(self) -> str:
        """The family name."""
        words = [word for word in self.name.split() if word not in _TITLES]
        return " ".join(words[1:])

    @property
    def short(self) -> str:
        """The office and the family name."""
        return f"{self.role} {self.last}".strip()


_ELECTED = date(2024, 11, 1)
_KESTENHOLZ = "Arnulf Kestenholz"

OFFICES: dict[str, tuple[Official, ...]] = {
    "ob": (
        Official("Oberbürgermeister", "Rolf Hagenbeck", "der", until=date(2024, 10, 31)),
        Official("Oberbürgermeisterin", "Dr. Henrike Asmussen", "die", since=_ELECTED),
    ),
    "stadtdirektor": (Official("Stadtdirektor", _KESTENHOLZ, "der"),),
    "finanzen": (
        Official("Kämmerin", "Dr. Henrike Asmussen", "die", until=date(2024, 10, 31)),
        Official("Stadtdirektor", _KESTENHOLZ, "der", since=_ELECTED, until=date(2025, 1, 31)),
        Official("Kämmerer", "Yusuf Demirtaş", "der", since=date(2025, 2, 1)),
    ),
    "baurat": (
        Official("Stadtbaurätin", "Mirjana Petrović", "die", until=date(2023, 12, 31)),
        Official("Stadtdirektor", _KESTENHOLZ, "der", since=date(2024, 1, 1), until=date(2024, 1, 31)),
        Official("Stadtbaurat", "Torsten Ahlgrimm", "der", since=date(2024, 2, 1)),
    ),
    "soziales": (Official("Sozialdezernentin", "Beate Wollschläger", "die"),),
    "schule": (Official("Schuldezernent", "Emre Kılınç", "der"),),
    "kultur": (
        Official("Kulturamtsleiter", "Ludger Thoben", "der", until=date(2024, 6, 30)),
        Official("Kulturamtsleiterin", "Annegret Siebenhaar", "die", since=date(2024, 7, 1)),
    ),
    "museum": (
        Official("Museumsdirektorin", "Annegret Siebenhaar", "die", until=date(2024, 8, 31)),
        Official("Museumsdirektor", "Piotr Wieczorek", "der", since=date(2024, 9, 1)),
    ),
    "feuerwehr": (Official("Feuerwehrchef", "Jörn Dahlmann", "der"),),
    "integration": (
        Official("Integrationsbeauftragte", "Fatma Yıldırım", "die", until=date(2025, 3, 31)),
        Official("Integrationsbeauftragter", "Tarek Al-Masri", "der", since=date(2025, 4, 1)),
    ),
    "klima": (Official("Klimaschutzmanagerin", "Wiebke Lührs", "die"),),
    "vhs": (Official("VHS-Leiterin", "Gudrun Tillmanns", "die"),),
    "bibliothek": (Official("Bibliotheksleiterin", "Ronja Feddersen", "die"),),
    "gleichstellung": (Official("Gleichstellungsbeauftragte", "Hannelore Quast", "die"),),
    "foerster": (Official("Stadtförster", "Ingo Reiners", "der"),),
    "archivarin": (Official("Stadtarchivarin", "Dr. Almut Sengespeick", "die"),),
    "foto": (Official("", "Jost Brinkmann", "der"),),
}

# Who signs with which letters, and how the press office is reached.
SIGNS = {"mk": "Merle Kohnen", "ad": "Anton Deckert", "sb": "Swantje Brückner"}


def holder(office: str, day: date) -> Official:
    """Who held an office on a day."""
    return next(official for official in OFFICES[office] if official.since <= day <= official.until)
