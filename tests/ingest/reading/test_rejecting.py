"""Each rule that says a mention names nobody, with a sentence it is for and one it leaves alone."""

from pathlib import Path

import pytest

from archive.model import Release
from ingest.reading.persons.mentions import rejecting
from ingest.reading.persons.mentions.model import Mention
from ingest.reading.persons.mentions.rejecting import Candidate
from ingest.reading.words import sentences_of


def candidate(
    text: str, name: str, *, sureness: float = 0.5, surnames: str = "", town: str = ""
) -> Candidate:
    """The mention of `name` in a sentence, as the tagger gave it."""
    (sentence,) = sentences_of(Release(city="x", url=None, title="", body=text))
    texts, wanted = [word.text for word in sentence.words], name.split()
    first = next(at for at in range(len(texts)) if texts[at : at + len(wanted)] == wanted)
    return Candidate(
        Mention(sentence, first, first + len(wanted), sureness),
        set(surnames.split()),
        set(),
        set(town.split()),
    )


@pytest.mark.parametrize(
    ("rule", "text", "name", "other", "other_name"),
    [
        ("is_part_of_a_date", "Am 5. Mai Vatertagstour im Park", "Mai Vatertagstour", "Anna Mai singt", "Anna Mai"),
        ("has_no_word_of_a_name", "Das Foto von U. P. liegt bei", "U. P.", "Das Foto von U. Preuss", "U. Preuss"),
        ("is_a_street_or_a_house", "An der Oberen Mühlengasse", "Oberen Mühlengasse", "Mit Anna Lang", "Anna Lang"),
        ("is_a_part_of_a_town", "Ein Unfall bei Klein Kreutz", "Klein Kreutz", "Dort Klein Kreutz", "Klein Kreutz"),
        ("is_a_character_of_a_tale", "Es spielt Pippi Langstrumpf", "Pippi Langstrumpf", "Da ist Ida Lang", "Ida Lang"),
        ("is_an_abbreviation", "Bild BA Spreeau", "BA Spreeau", "Bild Uli Spreeau", "Uli Spreeau"),
        ("is_a_business", "Der Malerbetrieb Brandt", "Malerbetrieb Brandt", "Der Maler Ralf Brandt", "Ralf Brandt"),
        ("comes_from_a_place", "Der Bürgermeister von Bad Laer", "Bad Laer", "Der Redner Ralf Laer", "Ralf Laer"),
        ("is_a_vehicle", "Es fuhr ein Opel Corsa", "Opel Corsa", "Es spielte Harrison Ford", "Harrison Ford"),
        ("is_a_vehicle", "Es fuhr ein Suzuki Swift", "Swift", "Es sprach Herr Opel", "Opel"),
        ("is_goods", "Uhren der Marken Rolex, Lutz und Karla Herb", "Karla Herb", "Das sagte Karla Herb", "Karla Herb"),
        ("is_goods", "Schuhe von Hugo Boss", "Hugo Boss", "Schuhe von Hugo Bosse", "Hugo Bosse"),
        ("is_two_places", "Die Strecke Uckro - Drehna", "Uckro - Drehna", "Es kam Uli Drehna", "Uli Drehna"),
        ("begins_with_a_small_word", "An Fahrrad und Auto", "An Fahrrad", "Es kam An Nguyen", "An Nguyen"),
        ("is_an_institution", "Das Mehrgenerationshaus Uckro", "Mehrgenerationshaus Uckro", "Mit Uli Uckro", "Uli Uckro"),
        ("is_a_club", "Es spielt FC Carl Zeiss", "Carl Zeiss", "Es spielt Carl Zeiss", "Carl Zeiss"),
        ("is_an_animal", "Da ist Hera, eine Schäferhündin", "Hera", "Da ist Hera, eine Kollegin", "Hera"),
        ("is_a_month_or_weekday", "Geöffnet Mo und Mi", "Mo", "Die schöne Maier", "Maier"),
        ("is_shared_or_a_saint", "Die Familie Krause", "Krause", "Die Rednerin Krause", "Krause"),
        ("is_an_animal", "Der Polizeihund Rex bellt", "Rex", "Der Polizist Rex bellt", "Rex"),
        ("stands_for_a_place", "Gäste aus Werder kamen", "Werder", "Mit Werder kamen", "Werder"),
        ("is_a_month_or_weekday", "Im schönen Mai", "Mai", "Die schöne Maier", "Maier"),
        ("is_a_common_word", "Und Gestern kam", "Gestern", "Und Krause kam", "Krause"),
        ("is_a_firm", "Es kam die Brunner Bäckerei", "Brunner", "Die Rede von Brunner", "Brunner"),
    ],
)  # fmt: skip
def test_a_rule_rejects_what_it_is_for(rule: str, text: str, name: str, other: str, other_name: str) -> None:
    rejects = getattr(rejecting, rule)
    assert rejects(candidate(text, name))
    assert not rejects(candidate(other, other_name))


def test_the_publisher_is_no_person_nor_are_its_people() -> None:
    assert rejecting.is_the_town(candidate("Die Werderin freut sich", "Werderin", town="werder")) is False
    assert rejecting.is_the_town(candidate("Für Werders Gäste", "Werders", town="werder"))


def test_a_word_no_list_knows_opens_a_sentence_unless_the_tagger_is_sure() -> None:
    assert rejecting.opens_a_sentence(candidate("Xqurtz kommt", "Xqurtz"))
    assert not rejecting.opens_a_sentence(candidate("Xqurtz kommt", "Xqurtz", sureness=0.99))
    assert not rejecting.opens_a_sentence(candidate("Es kommt Xqurtz", "Xqurtz"))


def test_of_a_noun_the_tagger_has_to_be_sure() -> None:
    assert rejecting.is_too_unsure(candidate("Der alte Baum fiel", "Baum", sureness=0.9))
    assert not rejecting.is_too_unsure(candidate("Der alte Baum fiel", "Baum", sureness=0.99))


def test_a_surname_that_owns_a_noun_stays_without_it() -> None:
    owner = candidate("Wir sahen Wiśniewskis Firma gestern", "Wiśniewskis Firma", surnames="Wiśniewski")
    mention = rejecting.mended(owner)
    assert mention is not None
    assert mention.printed == "Wiśniewskis"


def test_every_rule_has_a_case_here() -> None:
    rules = (
        *rejecting.ANY_MENTION,
        *rejecting.FULL_NAMES,
        *rejecting.SURNAMES_ALONE,
        *rejecting.UNKNOWN_SURNAMES,
    )
    told = Path(__file__).read_text(encoding="utf-8")
    assert [rule.__name__ for rule in rules if rule.__name__ not in told] == []
