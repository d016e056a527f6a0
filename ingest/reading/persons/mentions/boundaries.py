"""Where a name begins and ends: titles and offices outside, initials, particles and ordinals inside."""

from collections.abc import Sequence

from ingest.reading.persons.features import HONORIFICS, known_of
from ingest.reading.persons.mentions.beside import is_title
from ingest.reading.persons.mentions.model import Mention
from ingest.reading.persons.mentions.vocabulary import (
    BROKEN_LINE,
    CALENDAR,
    COMMON_FIRST_NAME,
    INITIAL,
    LEAST_FIRST_NAME,
    NOBLE,
    OPENERS,
    ROMAN,
    SMALL_INITIAL,
    TALES,
)
from ingest.reading.words import Word
from language.german.lexicon import first_name_class, is_last_name, is_noun, is_place
from language.german.names import PARTICLES
from language.german.roles import is_role, may_describe
from language.german.tokens import fold


def trimmed_spans(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """A span without what is no part of a name: titles, offices at its beginning, the next line; with its ordinal."""
    parts = []
    begin = first
    for at in range(first + 1, last):
        dated = fold(words[at].text) in CALENDAR
        if words[at].fresh and (dated or not (at - begin == 1 and is_broken_line(words, at))):
            parts.append((begin, at))
            begin = at
        elif (words[at].text.islower() and words[at].text not in PARTICLES) or (
            words[at].text in {";", "und"}
            or (words[at].text == "," and not is_inverted(_until_separator(words, begin, last)))
        ):
            parts.append((begin, at))
            begin = at + 1
    parts.append((begin, last))
    found = []
    for begin, end in parts:
        while begin < end and (
            is_title(words[begin].text)
            or (begin == 0 and end > 1 and words[begin].text.lower() in OPENERS)
            or fold(words[begin].text) in HONORIFICS
            or (end - begin > 1 and is_role(words[begin].text) and not leads_a_name(words, begin, end))
            or (
                end - begin > 2
                and may_describe(words[begin].text)
                and not first_name_class(words[begin].text)
                and not is_last_name(words[begin].text)
            )
            or (end - begin > 1 and words[begin].text.lower() in TALES)
            or not words[begin].text[0].isalpha()
        ):
            begin += 1
        while begin < end and not words[end - 1].text[0].isalpha():
            end -= 1
        if begin < end:
            last_word = with_ordinal(words, begin, with_estate(words, end))
            first_word = with_first_name(words, with_initial(words, begin), last_word)
            found.append((first_word, last_word))
    return found


def _until_separator(words: Sequence[Word], first: int, last: int) -> list[str]:
    texts = [word.text for word in words[first:last]]
    return texts[: next((at for at, text in enumerate(texts) if text in {";", "und"}), len(texts))]


def is_inverted(texts: Sequence[str]) -> bool:
    """Whether "Beckhoff, L." is one name and no list of two."""
    comma = texts.index(",")
    last, rest = texts[:comma], texts[comma + 1 :]
    given = bool(rest) and all(INITIAL.fullmatch(text) or first_name_class(text) >= 1 for text in rest)
    return given and (
        INITIAL.fullmatch(rest[0]) is not None
        or first_name_class(last[-1]) == 0
        or (is_last_name(last[-1]) and first_name_class(last[-1]) < COMMON_FIRST_NAME)
    )


def with_initial(words: Sequence[Word], first: int) -> int:
    """Past initials before a name: H.-W. Oldenburg."""
    while (
        first
        and not words[first].fresh
        and INITIAL.fullmatch(words[first - 1].text)
        and words[first - 1].text != "I."
        and not (
            first > 1 and SMALL_INITIAL.fullmatch(words[first - 2].text)
        )  # "Förderverein e. V. Anna Lang"
    ):
        first -= 1
    return first


def with_estate(words: Sequence[Word], last: int) -> int:
    """Past what follows a title of nobility or a particle: Eberhard Graf von Zieten, Folkert van der Aa."""
    end = last
    open_ended = words[last - 1].text in NOBLE or words[last - 1].text.lower() in PARTICLES
    while end < len(words) and words[end].text in PARTICLES:
        end += 1
    if open_ended and end < len(words) and words[end].capital and not words[end].fresh:
        return end + 1
    return last


def with_first_name(words: Sequence[Word], first: int, last: int) -> int:
    """Past a first name that no list knows, and past particles after one: Tönjes Meyer, Maria da Conceição Teixeira."""
    at = first
    while at and words[at - 1].text in PARTICLES and not words[at].fresh:
        at -= 1
    before = words[at - 1] if at and not words[at].fresh else None
    if before is None or not before.capital or not before.text[-1].isalpha() or before.text.isupper():
        return first
    if at < first:
        return at - 1 if first_name_class(before.text) >= LEAST_FIRST_NAME and last - first >= 2 else first
    if (
        last - first >= 2
        and not is_role(before.text)  # Pastor, a first name too
        and min(map(first_name_class, (before.text, words[first].text))) >= COMMON_FIRST_NAME
    ):
        return first - 1  # "Anna Maria Kortmann"
    unknown = known_of(before.text) == ("O",) or (first_name_class(before.text) and not is_noun(before.text))
    alone = last - first == 1 and not first_name_class(words[first].text)
    described = may_describe(before.text) or is_demonym(before.text) or is_title(before.text)
    return first - 1 if unknown and alone and not described else first


def is_demonym(text: str) -> bool:
    """Whether a word says where somebody is from: Rostockerin, Bremer."""
    return text.removesuffix("in").endswith("er") and is_place(text.removesuffix("in")[:-2])


def leads_a_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether an office's word is a name here: König Ludwig begins with an office, Kaiser Yıldız need not."""
    return (
        is_last_name(words[first].text) and last - first == 2 and not first_name_class(words[first + 1].text)
    )


def is_broken_line(words: Sequence[Word], at: int) -> bool:
    """Whether a line was ended by a program between a first name and a surname."""
    begin = at - 1
    while begin > 0 and not words[begin].fresh:
        begin -= 1
    alone = at + 1 >= len(words) or not words[at + 1].capital
    return words[at - 1].end - words[begin].start >= BROKEN_LINE and alone


def with_ordinal(words: Sequence[Word], first: int, last: int) -> int:
    """Past the ordinal of a prince: Ludwig II."""
    if last < len(words) and ROMAN.fullmatch(words[last].text) and last - first == 1:
        last += 1
    if last - first == 2 and ROMAN.fullmatch(words[last - 1].text) and last < len(words):
        last += words[last].text == "." and words[last].start == words[last - 1].end
    return last


def with_its_particles(mention: Mention, particled: set[str]) -> Mention:
    """A surname alone with the particles it has elsewhere: "Bürgervorsteherin von Behr"."""
    words = mention.sentence.words
    first = mention.first
    while first and words[first - 1].text.lower() in PARTICLES:
        first -= 1
        if " ".join(word.text for word in words[first : mention.last]).lower() in particled:
            mention.first = first
    return mention
