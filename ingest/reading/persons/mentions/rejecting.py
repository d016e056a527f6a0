"""Which mentions name nobody: a list of named rules, each of which says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.reading.persons.features import known_of
from ingest.reading.persons.mentions.beside import in_firm, is_thing, polite_before
from ingest.reading.persons.mentions.boundaries import with_its_particles
from ingest.reading.persons.mentions.model import Mention
from ingest.reading.persons.mentions.vocabulary import (
    ANIMALS,
    CALENDAR,
    COMMON_FIRST_NAME,
    FROM_A_PLACE,
    INSTITUTION,
    LONGEST_SHORT,
    OF_PLACES,
    OPENERS,
    PARTS_OF_TOWNS,
    SAINTS,
    SHARED_NAME,
    STREETS,
    SURE,
    SURE_AT_FIRST,
    SURE_OF_INSTITUTION,
    TALES,
    TALES_IN_FULL,
)
from ingest.reading.words import Word
from language.german.brands import is_brand, is_make, is_model
from language.german.lexicon import first_name_class, is_last_name, is_noun, is_word
from language.german.names import PARTICLES
from language.german.roles import is_role
from language.german.tokens import fold


@dataclass(frozen=True, slots=True)
class Candidate:
    """A mention with what its rules look at.

    `surnames` are those of persons named in full, `particled` those with particles; `town` the words of the
    publisher's name.
    """

    mention: Mention
    surnames: set[str]
    particled: set[str]
    town: set[str]

    @property
    def words(self) -> Sequence[Word]:
        """The words of its sentence."""
        return self.mention.sentence.words

    @property
    def texts(self) -> list[str]:
        """The words of the mention."""
        return [word.text for word in self.mention.words]

    @property
    def text(self) -> str:
        """The first word of the mention, the only one of a surname alone."""
        return self.texts[0]

    @property
    def before(self) -> str:
        """The word before it on its line; empty where there is none."""
        first = self.mention.first
        return self.words[first - 1].text if first and not self.words[first].fresh else ""

    @property
    def low(self) -> str:
        """The same in small letters."""
        return self.before.lower()

    @property
    def is_full(self) -> bool:
        """Whether it has a first name and a surname, in this order."""
        return len(self.texts) > 1 and "," not in self.texts

    @property
    def is_polite(self) -> bool:
        """Whether what stands before it says that it is a name."""
        return polite_before(self.low, self.before)

    @property
    def is_known(self) -> bool:
        """Whether the surname is that of a person named in full, in the genitive too."""
        text = self.text
        return (text[:-1] if text.endswith("s") and text not in self.surnames else text) in self.surnames


Rule = Callable[[Candidate], bool]


def mended(candidate: Candidate) -> Mention | None:
    """The mention as it may stand; None where a rule says that it names nobody."""
    mention = candidate.mention
    if _owns_a_noun(candidate):
        mention.last = mention.first + 1
    if len(candidate.texts) > 2 and is_part_of_a_date(candidate):
        mention.first += 1  # "ab 1. Juli Melanie Tóth"
        mention.first += candidate.text in PARTICLES  # "der 13. August von Anna Lang"
    if len(candidate.texts) > 2 and names_the_town_of_an_office(candidate):
        mention.first += 1
    if any(rule(candidate) for rule in ANY_MENTION):
        return None
    if candidate.is_full:
        return None if any(rule(candidate) for rule in FULL_NAMES) else mention
    if any(rule(candidate) for rule in SURNAMES_ALONE):
        return None
    if (
        not candidate.is_known
        and not candidate.is_polite
        and any(rule(candidate) for rule in UNKNOWN_SURNAMES)
    ):
        return None
    return with_its_particles(mention, candidate.particled)


def _owns_a_noun(candidate: Candidate) -> bool:
    """ "Wiśniewskis Firma" """
    texts = candidate.texts
    owner = texts[0]
    return len(texts) == 2 and owner[:-1] in candidate.surnames and owner.endswith("s") and is_noun(texts[1])


def is_part_of_a_date(candidate: Candidate) -> bool:
    """ "5. Mai Vatertagstour" """
    first, texts = candidate.mention.first, candidate.texts
    dated = fold(texts[0]) in CALENDAR and len(texts) > 1
    return dated and first > 0 and candidate.words[first - 1].text in {".", "am", "im"}


def has_no_word_of_a_name(candidate: Candidate) -> bool:
    """Initials alone, words in small letters."""
    return not any(len(text) > 1 and text[0].isupper() and text[-1] != "." for text in candidate.texts)


def is_a_street_or_a_house(candidate: Candidate) -> bool:
    """ "Obere Mühlengasse", "Kita Sonnenfeld" """
    texts = candidate.texts
    street = bool(STREETS.search(texts[-1])) and not is_last_name(texts[-1])
    return street or (len(texts) > 1 and texts[0] in OF_PLACES)


def is_a_part_of_a_town(candidate: Candidate) -> bool:
    """ "bei Klein Kreutz" """
    texts = candidate.texts
    placed = candidate.low in FROM_A_PLACE | {"bei", "von", "um", "zwischen", "ot", "ortsteil"}
    return (len(texts) == 2 and texts[0] in PARTS_OF_TOWNS and placed) or candidate.before == "Königs"


def is_a_character_of_a_tale(candidate: Candidate) -> bool:
    """ "Pippi Langstrumpf" """
    return " ".join(candidate.texts).lower() in TALES_IN_FULL or candidate.text.lower() in TALES


def is_an_abbreviation(candidate: Candidate) -> bool:
    """ "Bild: BA Spreeau" """
    text = candidate.text
    short = text.isupper() and "." not in text and len(text) <= LONGEST_SHORT
    return short and not all(other.isupper() for other in candidate.texts)


def is_a_business(candidate: Candidate) -> bool:
    """ "Malerbetrieb Brandt" """
    return is_thing(candidate.text) and not candidate.is_polite


def is_an_institution(candidate: Candidate) -> bool:
    """ "Koordinator Mehrgenerationshaus Heideblick" """
    first = candidate.text
    named = first_name_class(first) > 0 or is_last_name(first)
    return not named and INSTITUTION.search(first) is not None and not INSTITUTION.fullmatch(first)


def is_a_club(candidate: Candidate) -> bool:
    """ "FC Carl Zeiss Jena" """
    return candidate.before in _CLUBS


def is_two_places(candidate: Candidate) -> bool:
    """ "Walddrehna - Wüstermarke" """
    return any(text in {"-", "–", "/"} for text in candidate.texts)


def begins_with_a_small_word(candidate: Candidate) -> bool:
    """ "An Fahrrad und Auto entstand Schaden" """
    texts = candidate.texts
    return (
        len(texts) > 1 and texts[0].lower() in OPENERS and is_word(texts[-1]) and candidate.mention.first == 0
    )


_CLUBS = frozenset("FC SV TSV SC TuS VfL VfB VfR SpVgg SG BSC BSV SSV TV TSG ASV HSV MTV FSV KSV ESV".split())


def is_a_vehicle(candidate: Candidate) -> bool:
    """ "Mercedes Vito", "ein Opel Corsa", "in seinem Suzuki"; Harrison Ford and Herr Opel are persons."""
    texts = candidate.texts
    made = is_make(candidate.before) or is_make(texts[0])
    model = all(is_make(text) or is_model(text) or len(text) <= LONGEST_SHORT for text in texts[1:])
    if is_make(texts[0]) and candidate.is_known:
        return False
    return made and model and candidate.low not in _POLITE


def is_goods(candidate: Candidate) -> bool:
    """ "Schuhe von Philipp Plein", "Uhren der Marken Maurice Lacroix, Junghans und Herbelin" """
    if candidate.low in _POLITE:
        return False
    if is_brand(" ".join(candidate.texts)):
        return True
    at = candidate.mention.first - 1
    while at >= 0 and candidate.mention.first - at < _LONGEST_ROW and not candidate.words[at + 1].fresh:
        text = candidate.words[at].text
        if text in _BRANDED:
            return True
        if not (text[0].isupper() or text in {",", "und", "sowie", "oder", "/", "&"}):
            return False
        at -= 1
    return False


_BRANDED = frozenset(
    "Marke Marken Modell Modelle Modells Typ Typs Hersteller Herstellers Label Labels Fabrikat".split()
)
_LONGEST_ROW = 16
_POLITE = frozenset({"frau", "herr", "herrn", "dr.", "prof."})


def names_the_town_of_an_office(candidate: Candidate) -> bool:
    """ "Bürgermeister von Ternopil Ihor Krysovatyy": the town before the name."""
    first = candidate.mention.first
    return candidate.low == "von" and first > 1 and is_role(candidate.words[first - 2].text)


def comes_from_a_place(candidate: Candidate) -> bool:
    """ "Bürgermeister von Bad Laer" """
    text = candidate.text
    abroad = names_the_town_of_an_office(candidate)
    abroad |= (
        text == "von"
        and is_role(candidate.before)
        and " ".join(candidate.texts).lower() not in candidate.particled
    )
    return abroad and not (first_name_class(text) and text not in PARTICLES)


def is_shared_or_a_saint(candidate: Candidate) -> bool:
    """ "Familie Krause", "Sankt Martin" """
    last = candidate.mention.last
    following = candidate.words[last].text if last < len(candidate.words) else ""
    coupled = bool(first_name_class(candidate.text)) and following == "und"
    return (fold(candidate.low) in SHARED_NAME and not coupled) or candidate.low in SAINTS


def is_the_town(candidate: Candidate) -> bool:
    """The publisher's own name, its people included."""
    text = fold(candidate.text)
    return any(text in {name, f"{name}s", f"{name}er", f"{name}erin"} for name in candidate.town)


def is_an_animal(candidate: Candidate) -> bool:
    """ "Polizeihund Rex" """
    behind = {
        word.text.lower() for word in candidate.words[candidate.mention.last : candidate.mention.last + 4]
    }
    apposed = (
        candidate.words[candidate.mention.last].text == ","
        if candidate.mention.last < len(candidate.words)
        else False
    )
    return _is_animal(candidate.low) or (apposed and any(_is_animal(text) for text in behind))


def _is_animal(low: str) -> bool:
    return low.endswith(_ANIMALS) or low in ANIMALS


_ANIMALS = (
    "hund",
    "hündin",
    "leitkuh",
    "kater",
    "katze",
    "stute",
    "wallach",
    "hengst",
    "pony",
    "welpe",
    "rüde",
    "terrier",
    "pudel",
    "dackel",
)


def stands_for_a_place(candidate: Candidate) -> bool:
    """ "aus Werder" """
    unsure = candidate.mention.sureness < SURE_OF_INSTITUTION
    return candidate.low in FROM_A_PLACE and unsure and not _is_common_first_name(candidate.text)


def is_a_month_or_weekday(candidate: Candidate) -> bool:
    """ "Mai", "Sonntag" """
    return fold(candidate.text) in CALENDAR or candidate.text.rstrip(".") in _WEEKDAYS


_WEEKDAYS = frozenset("Mo Di Mi Do Fr Sa So Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez".split())


def opens_a_sentence(candidate: Candidate) -> bool:
    """A word no list knows, at the beginning of a sentence, where any word is capitalised."""
    unknown = known_of(candidate.text) == ("O",) and candidate.mention.first == 0
    return unknown and candidate.mention.sureness < SURE_AT_FIRST


def is_too_unsure(candidate: Candidate) -> bool:
    """A word that is a noun or another word too, of which the tagger is not sure."""
    text, classes = candidate.text, known_of(candidate.text)
    least = SURE_OF_INSTITUTION if "N" in classes or "C" in classes else SURE if is_word(text) else 0.0
    return candidate.mention.sureness < least and not _is_common_first_name(text)


def is_a_common_word(candidate: Candidate) -> bool:
    """ "Jüngstes Mitglied" """
    text = candidate.text
    return is_word(text) and not is_noun(text) and not is_last_name(text) and not first_name_class(text)


def is_a_firm(candidate: Candidate) -> bool:
    """ "Schreibwaren Sander" """
    mention = candidate.mention
    return not candidate.is_polite and in_firm(candidate.words, mention.first, mention.last)


ANY_MENTION: tuple[Rule, ...] = (
    is_part_of_a_date, is_a_vehicle, is_goods, is_two_places, begins_with_a_small_word, has_no_word_of_a_name, is_a_street_or_a_house, is_a_part_of_a_town, is_a_character_of_a_tale,
    is_an_abbreviation,
)  # fmt: skip
FULL_NAMES: tuple[Rule, ...] = (is_a_business, is_an_institution, is_a_club, comes_from_a_place)
SURNAMES_ALONE: tuple[Rule, ...] = (
    is_shared_or_a_saint, is_the_town, is_an_animal, is_a_firm,
)  # fmt: skip
# For surnames that nobody is named in full with, and that nothing polite stands before.
UNKNOWN_SURNAMES: tuple[Rule, ...] = (
    stands_for_a_place, is_a_month_or_weekday, opens_a_sentence, is_too_unsure, is_a_common_word,
)  # fmt: skip


def _is_common_first_name(text: str) -> bool:
    return first_name_class(text) >= COMMON_FIRST_NAME
