"""Names that rules find where the tagger saw none: in credits, after offices and initials, inverted."""

from collections.abc import Iterable, Sequence

from ingest.reading.persons.features import CAMERA, known_of
from ingest.reading.persons.mentions.beside import is_title, names_institution
from ingest.reading.persons.mentions.vocabulary import (
    BARELY_POSSIBLE,
    CLOSING_QUOTES,
    COMMON_FIRST_NAME,
    INITIAL,
    INSTITUTION,
    LEAST_FIRST_NAME,
    LONGEST_SHORT,
    NOBLE,
    OPENING_QUOTES,
    POSSIBLE,
    POSSIBLE_INITIAL,
    POSSIBLE_NOUN,
    SMALL_INITIAL,
    TALES,
    VERY_COMMON_FIRST_NAME,
)
from ingest.reading.persons.saying import SPEAKS
from ingest.reading.persons.tagger import Tags
from ingest.reading.words import Word
from language.german.lexicon import first_name_class, is_last_name, is_noun, is_place, is_word
from language.german.names import PARTICLES, PARTIES
from language.german.roles import is_council, is_role, may_describe
from language.german.tokens import fold


def names_by_rule(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """What credits, offices and inverted lines name, as places `[first, last)`."""
    yield from after_camera(words)
    yield from after_office(words, tags)
    yield from inverted(words)
    yield from listed(words)
    yield from nicknamed(words)
    yield from in_capitals(words)
    yield from beside_saying(words, tags)
    yield from before_party(words)


def after_camera(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Names in credits: "Foto: Uli Preuss", "Bild U. Preuss", "(Foto Kreft)"."""
    at = 0
    while at < len(words):
        if fold(words[at].text) not in CAMERA and words[at].text != "©":
            at += 1
            continue
        at += 1
        while at < len(words) and words[at].text in ":/-–©,.":
            at += 1
        end = name_end(words, at)
        if end and (
            INITIAL.fullmatch(words[at].text) or first_name_class(words[at].text) >= LEAST_FIRST_NAME
        ):
            yield at, end
            at = end
        elif (
            at + 2 < len(words)
            and words[at + 1].text == ","
            and first_name_class(words[at + 2].text)
            and is_last_name(words[at].text)
        ):
            yield at, at + 3
        elif at + 1 < len(words) and words[at + 1].text == ")" and is_unknown_surname(words[at].text):
            yield at, at + 1


def inverted(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """ "Beckhoff, L." and "Krause, Anna", each on a line of its own."""
    for at in range(len(words) - 2):
        last = at + 3 == len(words) or words[at + 3].fresh
        if words[at].fresh and last and words[at + 1].text == "," and is_unknown_surname(words[at].text):
            first = words[at + 2].text
            if INITIAL.fullmatch(first) or first_name_class(first) >= LEAST_FIRST_NAME:
                yield at, at + 3


def listed(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """ "Osterloh, Karla; Vossberg, Hinnerk", one behind the other."""
    for at in range(len(words) - 2):
        if words[at + 1].text != "," or not is_unknown_surname(words[at].text):
            continue
        first = words[at + 2]
        parted = (at > 0 and words[at - 1].text == ";") or (at + 3 < len(words) and words[at + 3].text == ";")
        if parted and first.capital and first_name_class(first.text) and not first_name_class(words[at].text):
            yield at, at + 3


def in_capitals(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """ "HINNERK VOSSBERG" among words that are not all capitals."""
    for at in range(len(words) - 1):
        first, last = words[at].text, words[at + 1].text
        if not last.isupper():
            continue
        alone = not any(word.text.isupper() and len(word.text) > 1 for word in words[max(0, at - 1) : at])
        if (
            alone
            and len(last) > LONGEST_SHORT
            and not words[at + 1].fresh
            and (first.isupper() or words[at].capital)
            and first_name_class(first) >= LEAST_FIRST_NAME
            and (is_last_name(last) or not is_word(last))
        ):
            yield at, at + 2


def beside_saying(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """A surname alone behind a verb of saying: "betont Osterloh"."""
    for at in range(1, len(words)):
        text = words[at].text
        if not words[at].capital or words[at].fresh:
            continue
        alone = at + 1 >= len(words) or not words[at + 1].capital
        said = alone and SPEAKS.fullmatch(words[at - 1].text) and is_unknown_surname(text)
        if said and not is_word(text) and not is_place(text) and tags.chance(at, at + 1) >= BARELY_POSSIBLE:
            yield at, at + 1


def before_party(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """A surname alone before its party in brackets: "Vossberg (CDU)"."""
    for at in range(len(words) - 3):
        text = words[at].text
        if words[at + 1].text != "(" or words[at + 2].text not in PARTIES:
            continue
        called = at > 0 and first_name_class(words[at - 1].text) >= LEAST_FIRST_NAME
        alone = at == 0 or called or not words[at - 1].capital
        if alone and (called or is_unknown_surname(text)):
            yield at - called, at + 1


def nicknamed(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """ "Michael „Salli“ Sallmann": a name with a nickname between its parts."""
    for at in range(1, len(words) - 3):
        opened = words[at].text in OPENING_QUOTES and words[at + 2].text in CLOSING_QUOTES
        if opened and first_name_class(words[at - 1].text) and words[at + 1].capital:
            last = words[at + 3]
            if last.capital and not last.fresh and is_unknown_surname(last.text):
                yield at - 1, at + 4


def after_office(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """Names after an office or a title: "Rentner Gerd Kloß", "Dr. Emil Wieland", "Frau Kruse"."""
    for at in range(1, len(words)):
        before, word = words[at - 1].text, words[at].text
        if words[at].fresh or not word[0].isupper() or is_role(word) or is_title(word):
            continue
        polite = before in {"Frau", "Herr", "Herrn"}
        office = is_role(before) and not is_council(before)
        described = (
            first_name_class(word) >= LEAST_FIRST_NAME
            and may_describe(before)
            and not first_name_class(before)
        )
        if not (polite or is_title(before) or office or described):
            continue
        end = None
        if first_name_class(word) and not names_institution(words, at, at + 2):
            end = name_end(words, at, loose=True)
            common = (
                end is not None and is_noun(words[end - 1].text) and not is_last_name(words[end - 1].text)
            )
            sure = first_name_class(word) >= VERY_COMMON_FIRST_NAME
            if end and common and not sure and end - at >= 2 and tags.chance(end - 1, end) < POSSIBLE_NOUN:
                end = None
        elif office and known_of(word) == ("O",):
            end = foreign_name(words, at)
        if (
            end is None
            and (polite or is_title(before))
            and is_unknown_surname(word)
            and word.lower() not in TALES
        ):
            following = words[at + 1] if at + 1 < len(words) else None
            both = following and not following.fresh and following.capital and not is_noun(following.text)
            end = at + 2 if both and following and is_unknown_surname(following.text) else at + 1
        if end:
            yield at, end


def foreign_name(words: Sequence[Word], at: int) -> int | None:
    """The end of a name after an office of which no list knows the first name: Pětr Malink, Fürchtegott Mai."""
    after = at + 1
    while after < len(words) and words[after].text in PARTICLES:
        after += 1
    following = words[after] if after < len(words) and not words[after].fresh else None
    if (
        following is None
        or not following.capital
        or is_role(following.text)
        or INSTITUTION.search(following.text)
    ):
        return None
    return after + 1 if is_last_name(following.text) or not is_noun(following.text) else None


def after_initial(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """ "I. Kolbe", where the tagger held it possible."""
    for at in range(len(words) - 1):
        following = words[at + 1]
        if (
            INITIAL.fullmatch(words[at].text)
            and not (at and SMALL_INITIAL.fullmatch(words[at - 1].text))
            and not following.fresh
            and is_unknown_surname(following.text)
            and tags.chance(at, at + 2) >= POSSIBLE_INITIAL
        ):
            yield at, at + 2


def after_first_name(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """Common first names with any surname (Herbert Sonntag), where the tagger held them possible."""
    for at in range(len(words) - 1):
        word, following = words[at], words[at + 1]
        if (
            (first_name_class(word.text) >= COMMON_FIRST_NAME or "FH" in known_of(word.text))
            and word.capital
            and not is_noun(word.text)
            and not is_place(word.text)
            and not following.fresh
            and is_surname(following.text, loose=True)
            and not first_name_class(following.text)
            and tags.chance(at, at + 1)
            >= (BARELY_POSSIBLE if first_name_class(word.text) >= VERY_COMMON_FIRST_NAME else POSSIBLE)
            and not names_institution(words, at, at + 2)
        ):
            yield at, at + 2


def is_unknown_surname(text: str) -> bool:
    """Whether a capitalised word may be a surname without any first name."""
    if not text[0].isupper() or len(text) < 3 or text.isupper() or is_role(text):
        return False
    return is_last_name(text) or not is_word(text)


def name_end(words: Sequence[Word], at: int, *, loose: bool = False) -> int | None:
    """The place after a name that begins with a first name or an initial; None where none follows.

    `loose` takes any capitalised word for the surname, as after an office.
    """
    place = at
    while (
        place < len(words)
        and place - at < 3
        and not (place > at and words[place].fresh)
        and (INITIAL.fullmatch(words[place].text) or first_name_class(words[place].text) >= 1)
        and words[place].capital
    ):
        place += 1
    if place == at:
        return None
    # The last of several first names may be the surname: Peter Ernst.
    after = place
    if after + 1 < len(words) and words[after].text in NOBLE and words[after + 1].text in PARTICLES:
        after += 1
    while after < len(words) and words[after].text.lower() in PARTICLES:
        after += 1
    loose = loose and place - at == 1 and after == place
    if after < len(words) and not words[after].fresh and is_surname(words[after].text, loose=loose):
        return after + 1
    return place if place - at >= 2 and not INITIAL.fullmatch(words[place - 1].text) else None


def is_surname(text: str, *, loose: bool) -> bool:
    """Whether a word may be the surname behind a first name."""
    if not text[0].isupper() or len(text) < 2 or text.isupper() or INSTITUTION.search(text):
        return False
    return loose or is_last_name(text) or (not is_role(text) and (not is_word(text) or not is_noun(text)))
