"""Where in a release persons are named: the tagger leads, rules for credits, titles and repeated names add and mend."""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.reading.persons.features import CAMERA, HONORIFICS, known_of
from ingest.reading.persons.tagger import Tags
from ingest.reading.words import Sentence, Word
from language.german.dates import MONTHS, WEEKDAYS
from language.german.lexicon import first_name_class, is_last_name, is_noun, is_place, is_word
from language.german.names import PARTICLES, TITLES
from language.german.roles import is_council, is_role, may_describe
from language.german.tokens import fold

# What makes a place, a firm or an institution of a name: Museum Ludwig, Möbel Krause, Anna-Lang-Schule.
_INSTITUTION = re.compile(
    r"(?:schule|schulen|museum|straße|strasse|straßen|platz|platzes|weg|wegs|allee|halle|haus|hauses|heim|stiftung|preis|preises|"
    r"gymnasium|gymnasiums|ring|ufer|brücke|bad|park|stadion|zentrum|institut|theater|saal|medaille|pokal|gesellschaft|verein|"
    r"kita|kindergarten|hof|gasse|orchester|chor|galerie|villa|klinik|hotel|gasthof|bäckerei|metzgerei|buchhandlung|möbel|"
    r"autohaus|firma|spedition|verlag|kirche|kapelle|schloss|bibliothek|apotheke|praxis|kanzlei|brauerei|gärtnerei|"
    r"zirkus|circus|band|trio|quartett|quintett|ensemble|sturmtief|orkan|hurrikan|schiff|fähre|linie|grundschule|kaserne)$",
    re.IGNORECASE,
)
_BUSINESS = re.compile(
    r"(?:buchhandlung|bäckerei|metzgerei|fleischerei|autohaus|möbel|firma|hotel|gasthof|gasthaus|apotheke|museum|schule|kita|"
    r"stiftung|galerie|villa|sägewerk|weingut|spedition|schreibwaren|dekor|kanzlei|gärtnerei|zirkus|circus|sturmtief|orkantief|"
    r"schiff|kutter|fähre|dampfer|fregatte|café|restaurant|kneipe|gaststätte|wirtshaus|brauhaus|marke|brennerei|weinhandlung|"
    r"drogerie|druckerei|tischlerei|schreinerei|zimmerei|betrieb|unternehmen|baufirma|fonds|modehaus|kaufhaus|juwelier|"
    r"konditorei|eisdiele|mühle|denkmal|brunnen|siedlung|viertel|orgel|gebäude|bau|maschinen|studio|zweirad|frisör|friseur|salon|elektro|optik|reisen|touristik|zentrum)$",
    re.IGNORECASE,
)
_FIRM = frozenset({"gmbh", "ag", "kg", "ohg", "e.v", "se", "ug", "gbr", "co", "&", "+", "ggmbh", "eg"})
_SHARED_NAME = frozenset(
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
_SAINTS = frozenset({"st.", "sankt", "heilige", "heiligen", "heiliger", "san", "santa", "jungfrau"})
_TALES = frozenset(
    """
    holle rotkäppchen hänsel gretel rapunzel schneewittchen aschenputtel dornröschen rumpelstilzchen pinocchio pumuckl
    seppel kasperl kasper hotzenplotz dimpfelmoser momo heidi biene peterpan batman superman nikolaus weihnachtsmann
    christkind osterhase caspar melchior balthasar pettersson findus knecht ruprecht grinch struwwelpeter krümelmonster
    """.split()
)
_TALES_IN_FULL = frozenset(
    {"pippi langstrumpf", "max und moritz", "jim knopf", "harry potter", "karlsson vom dach", "robin hood", "peter pan",
     "ronja räubertochter", "emil und die detektive", "michel aus lönneberga", "till eulenspiegel", "santa claus"}
)  # fmt: skip
# Nouns that stand right before a name in a sentence without belonging to it.
_BESIDE_NAMES = CAMERA | HONORIFICS | frozenset(fold(name) for name in (*MONTHS, *WEEKDAYS))
_CALENDAR = frozenset(fold(name) for name in (*MONTHS, *WEEKDAYS))
_DETERMINERS = frozenset(
    """
    der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner im am zum zur vom beim ins
    ans jeder jede jedes jeden jedem dieser diese dieses diesen diesem mein meine sein seine seinen seinem seiner ihr ihre
    ihren ihrem ihrer unser unsere unseren unserem unserer euer viel viele wenig mehr
    """.split()
)
_FROM_A_PLACE = frozenset({"aus", "in", "nach"})
# A sentence may begin with these, a name hardly.
_OPENERS = (
    _DETERMINERS
    | _FROM_A_PLACE
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
_OPENING_QUOTES, _CLOSING_QUOTES = frozenset("„“‚‘»«\"'›‹"), frozenset("“”‘’»«\"'‹›")
_SMALL_INITIAL = re.compile(r"[a-zäöü]\.")
_NOBLE = frozenset(
    {"Freiherr", "Freifrau", "Graf", "Gräfin", "Edler", "Edle", "Ritter", "Prinz", "Prinzessin", "Baron"}
)
_SIGNED = re.compile(r"(?:Im Auftrage?|[iI]\. ?[AV]\.|gez\.|Grüßen|Gruß|In Vertretung)\W*$")
_LONGEST_SHORT = 3
_BARELY_POSSIBLE = 0.03
_POSSIBLE, _POSSIBLE_INITIAL, _POSSIBLE_NOUN = 0.15, 0.05, 0.02
_STREETS = re.compile(
    r"(?:straße|strasse|gasse|platz|allee|schule|museum|gymnasium|schiff|kita|brücke|chaussee)$",
    re.IGNORECASE,
)
_OF_PLACES = frozenset(
    "Kita Haus Museum Schule Grundschule Gesamtschule Hotel Villa Galerie Gut Burg Schloss Halle Klinik".split()
)
_PARTS_OF_TOWNS = frozenset("Klein Groß Alt Neu Bad Ober Unter Hohen Sankt Burg".split())
_ROMAN = re.compile(r"[IVX]+\.?")
_SURE, _SURE_OF_INSTITUTION, _SURE_AT_FIRST = 0.8, 0.97, 0.95
_ANIMALS = frozenset(
    "kater katze hund hündin pferd esel bär elefant polizeihund spürhund rettungshund diensthund storch".split()
)
_LEAST_FIRST_NAME, _COMMON_FIRST_NAME, _VERY_COMMON_FIRST_NAME = 2, 3, 4
# A line shorter than this (characters) ends where its author ended it, not where a mail program broke it.
_BROKEN_LINE = 50
_INITIAL = re.compile(r"[A-ZÄÖÜ]\.(?:-[A-ZÄÖÜ]\.)*|(?:Th|Ch|Chr|Ph|Fr|Jos|Joh|Wilh|Alex)\.")


@dataclass(slots=True)
class Mention:
    """Words `[first, last)` of a sentence that name a person; `sureness` of it from 0 to 1."""

    sentence: Sentence
    first: int
    last: int
    sureness: float = 1.0

    @property
    def words(self) -> tuple[Word, ...]:
        """Its words."""
        return self.sentence.words[self.first : self.last]

    @property
    def start(self) -> int:
        """Its first character in `Release.text`."""
        return self.sentence.words[self.first].start

    @property
    def end(self) -> int:
        """The character after it."""
        return self.sentence.words[self.last - 1].end

    @property
    def printed(self) -> str:
        """Its words in a row, an inverted name (Beckhoff, L.) the right way round."""
        texts = [word.text for word in self.words]
        if "," in texts:
            comma = texts.index(",")
            texts = texts[comma + 1 :] + texts[:comma]
        return " ".join(texts)


def mentions_of(sentences: Iterable[Sentence], *, town: str = "") -> list[Mention]:
    """All mentions of persons in a release, in the order of the text; `town` is its publisher, who is none."""
    names_of_town = frozenset(fold(word) for word in re.findall(r"[^\W\d_]{4,}", town))
    read = [_in_sentence(sentence) for sentence in sentences]
    found = [mention for tagged in read for mention in tagged.mentions]
    found += _signatures(read)
    surnames = _surnames(found)
    particled = _particled(found)
    found = [mended for mention in found if (mended := _mended(mention, surnames, particled, names_of_town))]
    for one in read:
        found += _named_again(one, surnames, particled)
    found.sort(key=lambda mention: mention.start)
    return found


@dataclass(slots=True)
class _Tagged:
    """A sentence, its mentions, and how likely each other capitalised word belongs to a name."""

    sentence: Sentence
    mentions: list[Mention]
    chances: dict[int, float]
    taken: set[int]


def _in_sentence(sentence: Sentence) -> _Tagged:
    words = sentence.words
    tags = Tags([word.text for word in words], [word.fresh for word in words])
    taken: set[int] = set()
    found: list[Mention] = []
    for span in tags.spans():
        for first, last in _trimmed(words, span.first, span.last):
            if not _names_institution(words, first, last, span.sureness):
                found.append(Mention(sentence, first, last, span.sureness))
                taken.update(range(first, last))
    for first, last in (
        *_by_rule(words, tags),
        *_after_first_name(words, tags),
        *_after_initial(words, tags),
    ):
        inside = [mention for mention in found if first <= mention.first and mention.last <= last]
        others = taken.difference(*(range(mention.first, mention.last) for mention in inside))
        if others.intersection(range(first, last)) or any(
            (mention.first, mention.last) == (first, last) for mention in inside
        ):
            continue
        found = [mention for mention in found if mention not in inside]
        found.append(Mention(sentence, first, last))
        taken.update(range(first, last))
    found += _coupled(sentence, found, taken)
    chances = {
        at: tags.chance(at, at + 1) for at, word in enumerate(words) if at not in taken and word.capital
    }
    return _Tagged(sentence, found, chances, taken)


def _trimmed(words: Sequence[Word], first: int, last: int) -> list[tuple[int, int]]:
    """A span without what is no part of a name: titles, offices at its beginning, the next line; with its ordinal."""
    parts = []
    begin = first
    for at in range(first + 1, last):
        dated = fold(words[at].text) in _CALENDAR
        if words[at].fresh and (dated or not (at - begin == 1 and _is_broken_line(words, at))):
            parts.append((begin, at))
            begin = at
        elif words[at].text.islower() and words[at].text not in PARTICLES:
            parts.append((begin, at))
            begin = at + 1
    parts.append((begin, last))
    found = []
    for begin, end in parts:
        while begin < end and (
            _is_title(words[begin].text)
            or (begin == 0 and end > 1 and words[begin].text.lower() in _OPENERS)
            or fold(words[begin].text) in HONORIFICS
            or (end - begin > 1 and is_role(words[begin].text) and not _leads_a_name(words, begin, end))
            or (
                end - begin > 2
                and may_describe(words[begin].text)
                and not first_name_class(words[begin].text)
                and not is_last_name(words[begin].text)
            )
            or (end - begin > 1 and words[begin].text.lower() in _TALES)
            or not words[begin].text[0].isalpha()
        ):
            begin += 1
        while begin < end and not words[end - 1].text[0].isalpha():
            end -= 1
        if begin < end:
            last_word = _with_ordinal(words, begin, _with_estate(words, end))
            first_word = _with_first_name(words, _with_initial(words, begin), last_word)
            found.append((first_word, last_word))
    return found


def _with_initial(words: Sequence[Word], first: int) -> int:
    """Past initials before a name: H.-W. Oldenburg."""
    while (
        first
        and not words[first].fresh
        and _INITIAL.fullmatch(words[first - 1].text)
        and words[first - 1].text != "I."
        and not (
            first > 1 and _SMALL_INITIAL.fullmatch(words[first - 2].text)
        )  # "Förderverein e. V. Anna Lang"
    ):
        first -= 1
    return first


def _with_estate(words: Sequence[Word], last: int) -> int:
    """Past what follows a title of nobility or a particle: Eberhard Graf von Zieten, Folkert van der Aa."""
    end = last
    open_ended = words[last - 1].text in _NOBLE or words[last - 1].text.lower() in PARTICLES
    while end < len(words) and words[end].text in PARTICLES:
        end += 1
    if open_ended and end < len(words) and words[end].capital and not words[end].fresh:
        return end + 1
    return last


def _with_first_name(words: Sequence[Word], first: int, last: int) -> int:
    """Past a first name that no list knows, and past particles after one: Tönjes Meyer, Maria da Conceição Teixeira."""
    at = first
    while at and words[at - 1].text in PARTICLES and not words[at].fresh:
        at -= 1
    before = words[at - 1] if at and not words[at].fresh else None
    if before is None or not before.capital or not before.text[-1].isalpha() or before.text.isupper():
        return first
    if at < first:
        return at - 1 if first_name_class(before.text) >= _LEAST_FIRST_NAME and last - first >= 2 else first
    if (
        last - first >= 2
        and not is_role(before.text)  # Pastor, a first name too
        and min(map(first_name_class, (before.text, words[first].text))) >= _COMMON_FIRST_NAME
    ):
        return first - 1  # "Anna Maria Kortmann"
    unknown = known_of(before.text) == ("O",) or (first_name_class(before.text) and not is_noun(before.text))
    alone = last - first == 1 and not first_name_class(words[first].text)
    described = may_describe(before.text) or _is_demonym(before.text) or _is_title(before.text)
    return first - 1 if unknown and alone and not described else first


def _is_demonym(text: str) -> bool:
    """Whether a word says where somebody is from: Rostockerin, Bremer."""
    return text.removesuffix("in").endswith("er") and is_place(text.removesuffix("in")[:-2])


def _leads_a_name(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether an office's word is a name here: König Ludwig begins with an office, Kaiser Yıldız need not."""
    return (
        is_last_name(words[first].text) and last - first == 2 and not first_name_class(words[first + 1].text)
    )


def _is_broken_line(words: Sequence[Word], at: int) -> bool:
    """Whether a line was ended by a program between a first name and a surname."""
    begin = at - 1
    while begin > 0 and not words[begin].fresh:
        begin -= 1
    alone = at + 1 >= len(words) or not words[at + 1].capital
    return words[at - 1].end - words[begin].start >= _BROKEN_LINE and alone


def _with_ordinal(words: Sequence[Word], first: int, last: int) -> int:
    """Past the ordinal of a prince: Ludwig II."""
    if last < len(words) and _ROMAN.fullmatch(words[last].text) and last - first == 1:
        last += 1
    if last - first == 2 and _ROMAN.fullmatch(words[last - 1].text) and last < len(words):
        last += words[last].text == "." and words[last].start == words[last - 1].end
    return last


def _is_title(text: str) -> bool:
    return fold(text.rstrip(".")) in TITLES and (text.endswith(".") or len(text) > 2)


def _names_institution(words: Sequence[Word], first: int, last: int, sureness: float = 0.0) -> bool:
    before = words[first - 1].text if first and not words[first].fresh else ""
    after = words[last].text if last < len(words) and not words[last].fresh else ""
    closing = [word.text in _CLOSING_QUOTES for word in words[last : last + 2]]
    if before in _OPENING_QUOTES and any(closing) and (closing[0] or words[last].capital):
        return True  # the ship „Anna Lang“, the play „Peter Pan“
    if before in {"MS", "MS.", "SMS"} or (
        before[:1].isupper() and _BUSINESS.search(before) and not is_role(before)
    ):
        return True
    if sureness >= _SURE_OF_INSTITUTION:
        return False
    if before[:1].isupper() and _INSTITUTION.search(before) and not is_role(before):
        return True
    return bool(after) and (
        fold(after.rstrip(".")) in _FIRM or (after[0].isupper() and bool(_INSTITUTION.search(after)))
    )


def _by_rule(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    yield from _after_camera(words)
    yield from _after_office(words, tags)
    yield from _inverted(words)


def _after_camera(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """Names in credits: "Foto: Uli Preuss", "Bild U. Preuss", "(Foto Kreft)"."""
    at = 0
    while at < len(words):
        if fold(words[at].text) not in CAMERA and words[at].text != "©":
            at += 1
            continue
        at += 1
        while at < len(words) and words[at].text in ":/-–©,.":
            at += 1
        end = _name_end(words, at)
        if end and (
            _INITIAL.fullmatch(words[at].text) or first_name_class(words[at].text) >= _LEAST_FIRST_NAME
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
        elif at + 1 < len(words) and words[at + 1].text == ")" and _is_unknown_surname(words[at].text):
            yield at, at + 1


def _inverted(words: Sequence[Word]) -> Iterable[tuple[int, int]]:
    """ "Beckhoff, L." and "Krause, Anna", each on a line of its own."""
    for at in range(len(words) - 2):
        last = at + 3 == len(words) or words[at + 3].fresh
        if words[at].fresh and last and words[at + 1].text == "," and _is_unknown_surname(words[at].text):
            first = words[at + 2].text
            if _INITIAL.fullmatch(first) or first_name_class(first) >= _LEAST_FIRST_NAME:
                yield at, at + 3


def _after_office(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """Names after an office or a title: "Rentner Gerd Kloß", "Dr. Emil Wieland", "Frau Kruse"."""
    for at in range(1, len(words)):
        before, word = words[at - 1].text, words[at].text
        if words[at].fresh or not word[0].isupper() or is_role(word) or _is_title(word):
            continue
        polite = before in {"Frau", "Herr", "Herrn"}
        office = is_role(before) and not is_council(before)
        described = (
            first_name_class(word) >= _LEAST_FIRST_NAME
            and may_describe(before)
            and not first_name_class(before)
        )
        if not (polite or _is_title(before) or office or described):
            continue
        end = None
        if first_name_class(word) and not _names_institution(words, at, at + 2):
            end = _name_end(words, at, loose=True)
            common = (
                end is not None and is_noun(words[end - 1].text) and not is_last_name(words[end - 1].text)
            )
            sure = first_name_class(word) >= _VERY_COMMON_FIRST_NAME
            if end and common and not sure and end - at >= 2 and tags.chance(end - 1, end) < _POSSIBLE_NOUN:
                end = None
        elif office and known_of(word) == ("O",):
            end = _foreign_name(words, at)
        if (
            end is None
            and (polite or _is_title(before))
            and _is_unknown_surname(word)
            and word.lower() not in _TALES
        ):
            following = words[at + 1] if at + 1 < len(words) else None
            both = following and not following.fresh and following.capital and not is_noun(following.text)
            end = at + 2 if both and following and _is_unknown_surname(following.text) else at + 1
        if end:
            yield at, end


def _foreign_name(words: Sequence[Word], at: int) -> int | None:
    """The end of a name after an office of which no list knows the first name: Pětr Malink, Fürchtegott Mai."""
    after = at + 1
    while after < len(words) and words[after].text in PARTICLES:
        after += 1
    following = words[after] if after < len(words) and not words[after].fresh else None
    if (
        following is None
        or not following.capital
        or is_role(following.text)
        or _INSTITUTION.search(following.text)
    ):
        return None
    return after + 1 if is_last_name(following.text) or not is_noun(following.text) else None


def _after_initial(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """ "I. Kolbe", where the tagger held it possible."""
    for at in range(len(words) - 1):
        following = words[at + 1]
        if (
            _INITIAL.fullmatch(words[at].text)
            and not (at and _SMALL_INITIAL.fullmatch(words[at - 1].text))
            and not following.fresh
            and _is_unknown_surname(following.text)
            and tags.chance(at, at + 2) >= _POSSIBLE_INITIAL
        ):
            yield at, at + 2


def _after_first_name(words: Sequence[Word], tags: Tags) -> Iterable[tuple[int, int]]:
    """Common first names with any surname (Herbert Sonntag), where the tagger held them possible."""
    for at in range(len(words) - 1):
        word, following = words[at], words[at + 1]
        if (
            first_name_class(word.text) >= _COMMON_FIRST_NAME
            and word.capital
            and not is_noun(word.text)
            and not is_place(word.text)
            and not following.fresh
            and _is_surname(following.text, loose=True)
            and not first_name_class(following.text)
            and tags.chance(at, at + 1)
            >= (_BARELY_POSSIBLE if first_name_class(word.text) >= _VERY_COMMON_FIRST_NAME else _POSSIBLE)
            and not _names_institution(words, at, at + 2)
        ):
            yield at, at + 2


def _is_unknown_surname(text: str) -> bool:
    if not text[0].isupper() or len(text) < 3 or text.isupper() or is_role(text):
        return False
    return is_last_name(text) or not is_word(text)


def _name_end(words: Sequence[Word], at: int, *, loose: bool = False) -> int | None:
    """The place after a name that begins with a first name or an initial; None where none follows.

    `loose` takes any capitalised word for the surname, as after an office.
    """
    place = at
    while (
        place < len(words)
        and place - at < 3
        and not (place > at and words[place].fresh)
        and (_INITIAL.fullmatch(words[place].text) or first_name_class(words[place].text) >= 1)
        and words[place].capital
    ):
        place += 1
    if place == at:
        return None
    # The last of several first names may be the surname: Peter Ernst.
    after = place
    if after + 1 < len(words) and words[after].text in _NOBLE and words[after + 1].text in PARTICLES:
        after += 1
    while after < len(words) and words[after].text.lower() in PARTICLES:
        after += 1
    loose = loose and place - at == 1 and after == place
    if after < len(words) and not words[after].fresh and _is_surname(words[after].text, loose=loose):
        return after + 1
    return place if place - at >= 2 and not _INITIAL.fullmatch(words[place - 1].text) else None


def _is_surname(text: str, *, loose: bool) -> bool:
    if not text[0].isupper() or len(text) < 2 or text.isupper() or _INSTITUTION.search(text):
        return False
    return loose or is_last_name(text) or (not is_role(text) and (not is_word(text) or not is_noun(text)))


def _coupled(sentence: Sentence, found: list[Mention], taken: set[int]) -> list[Mention]:
    """ "Paul und Margret Fontaine", "Anna, Max und Ida Lang": the first names before one that is named in full."""
    words = sentence.words
    more = []
    for mention in found:
        at = mention.first
        if (
            mention.last - at < 2
            or not first_name_class(words[at].text)
            or at < 2
            or words[at - 1].text not in {"und", "&"}
        ):
            continue
        while (
            at >= 2
            and words[at - 1].text in {"und", "&", ","}
            and at - 2 not in taken
            and words[at - 2].capital
            and (first_name_class(words[at - 2].text) or "FH" in known_of(words[at - 2].text))
            and not (
                at >= 3 and first_name_class(words[at - 3].text) and fold(words[at - 3].text) not in _CALENDAR
            )
        ):
            at -= 2
            more.append(Mention(sentence, at, at + 1, mention.sureness))
            taken.add(at)
    return more


def _signatures(read: Sequence[_Tagged]) -> list[Mention]:
    """A surname alone on its line below "Im Auftrag" or a farewell."""
    found = []
    for before, one in itertools.pairwise(read):
        words = one.sentence.words
        if len(words) == 1 and words[0].capital:
            above = " ".join(word.text for word in before.sentence.words[-3:])
            if _SIGNED.search(above):
                found += [Mention(one.sentence, 0, 1)] if not one.mentions else []
                for mention in one.mentions:
                    mention.sureness = 1.0
    return found


def _surnames(found: list[Mention]) -> set[str]:
    """The surnames of all who are named in full, as printed."""
    names = set()
    for mention in found:
        texts = [word.text for word in mention.words]
        if "," in texts:
            names.add(texts[0])
        elif len(texts) > 1 and (mention.sureness >= 0.5 or first_name_class(texts[0])):
            names.add(texts[-1])
    return names


def _particled(found: list[Mention]) -> set[str]:
    """The surnames with particles, and every end of them: von der Leyen, der Leyen."""
    names = set()
    for mention in found:
        texts = [word.text for word in mention.words]
        at = len(texts) - 1
        while at > 1 and texts[at - 1] in PARTICLES:
            at -= 1
            names.add(" ".join(texts[at:]).lower())
    return names


def _mended(
    mention: Mention, surnames: set[str], particled: set[str], town: frozenset[str]
) -> Mention | None:
    """A mention as it may stand; None for one that names nobody: a firm, a saint, a character, a town, a common word."""
    words = mention.sentence.words
    first, last = mention.first, mention.last
    texts = [word.text for word in mention.words]
    if (
        fold(texts[0]) in _CALENDAR
        and len(texts) > 1
        and first
        and words[first - 1].text in {".", "am", "im"}
    ):
        return None  # "5. Mai Vatertagstour"
    if not any(len(text) > 1 and text[0].isupper() and text[-1] != "." for text in texts):
        return None
    if len(texts) == 2 and texts[0][:-1] in surnames and texts[0].endswith("s") and is_noun(texts[1]):
        mention.last = last = first + 1  # "Wiśniewskis Firma"
        texts = texts[:1]
    before = words[first - 1].text if first and not words[first].fresh else ""
    low = before.lower()
    if (_STREETS.search(texts[-1]) and not is_last_name(texts[-1])) or (
        len(texts) > 1 and texts[0] in _OF_PLACES
    ):
        return None  # "Obere Mühlengasse", "Kita Sonnenfeld"
    if len(texts) == 2 and texts[0] in _PARTS_OF_TOWNS and low in _FROM_A_PLACE | {"bei", "von", "um"}:
        return None  # "bei Klein Kreutz"
    if " ".join(texts).lower() in _TALES_IN_FULL or texts[0].lower() in _TALES:
        return None
    if (
        texts[0].isupper()
        and "." not in texts[0]
        and len(texts[0]) <= _LONGEST_SHORT
        and not all(t.isupper() for t in texts)
    ):
        return None  # "Bild: BA Spreeau"
    if len(texts) > 1 and "," not in texts:
        abroad = low == "von" and first > 1 and is_role(words[first - 2].text)
        abroad |= texts[0] == "von" and is_role(before) and " ".join(texts).lower() not in particled
        named = first_name_class(texts[0]) and texts[0] not in PARTICLES
        if _is_thing(texts[0]) and not polite_before(low, before):
            return None  # "Malerbetrieb Brandt"
        return None if abroad and not named else mention
    if "," in texts and not _is_inverted(texts):
        return None
    coupled = bool(first_name_class(texts[0])) and last < len(words) and words[last].text == "und"
    if (fold(low) in _SHARED_NAME and not coupled) or low in _SAINTS:
        return None
    text = texts[0]
    base = text[:-1] if text.endswith("s") and text not in surnames else text
    known = base in surnames
    polite = polite_before(low, before)
    if any(fold(text) in {name, f"{name}s", f"{name}er", f"{name}erin"} for name in town):
        return None
    if low in _ANIMALS:
        return None
    if not known and not polite:
        if (
            low in _FROM_A_PLACE
            and mention.sureness < _SURE_OF_INSTITUTION
            and not first_name_class(text) >= _COMMON_FIRST_NAME
        ):
            return None
        classes = known_of(text)
        if fold(text) in _CALENDAR:
            return None
        if known_of(text) == ("O",) and first == 0 and mention.sureness < _SURE_AT_FIRST:
            return None
        least = _SURE_OF_INSTITUTION if "N" in classes or "C" in classes else _SURE if is_word(text) else 0.0
        if mention.sureness < least and not first_name_class(text) >= _COMMON_FIRST_NAME:
            return None
        if is_word(text) and not is_noun(text) and not is_last_name(text) and not first_name_class(text):
            return None  # "Jüngstes Mitglied"
    if not polite and _in_firm(words, first, last):
        return None
    return _with_its_particles(mention, particled)


def _with_its_particles(mention: Mention, particled: set[str]) -> Mention:
    """A surname alone with the particles it has elsewhere: "Bürgervorsteherin von Behr"."""
    words = mention.sentence.words
    first = mention.first
    while first and words[first - 1].text.lower() in PARTICLES:
        first -= 1
        if " ".join(word.text for word in words[first : mention.last]).lower() in particled:
            mention.first = first
    return mention


def polite_before(low: str, before: str) -> bool:
    """Whether what stands before a name says that it is one."""
    return low in {"frau", "herr", "herrn"} or _is_title(before) or is_role(before)


def _is_thing(text: str) -> bool:
    """Whether a capitalised word is a noun or a compound and no name: Reisedienst, Malerbetrieb."""
    classes = known_of(text) if text else ()
    return (
        ("C" in classes or "N" in classes)
        and not ({"L", "Lg", "R", "FH"} & set(classes) or first_name_class(text))
        and text not in _NOBLE
        and "-" not in text
    )


def _is_inverted(texts: list[str]) -> bool:
    """Whether "Beckhoff, L." is one name and no list of two."""
    rest = texts[texts.index(",") + 1 :]
    inverted = not first_name_class(texts[0]) >= _COMMON_FIRST_NAME or _INITIAL.fullmatch(
        rest[0] if rest else ""
    )
    return (
        bool(rest)
        and bool(inverted)
        and all(_INITIAL.fullmatch(text) or first_name_class(text) >= 1 for text in rest)
    )


def _in_firm(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a surname stands beside a noun as firms are called: Schreibwaren Sander, die Brunner Strickwaren."""
    before = words[first - 1].text if first and not words[first].fresh else ""
    if before in {"&", "+"}:
        return True
    if (
        before[:1].isupper()
        and before.isalpha()
        and not before.isupper()
        and fold(before) not in CAMERA | HONORIFICS | _SHARED_NAME
        and not is_role(before)
        and not first_name_class(before)
        and first > 1
        and not before.endswith("s")
        and words[first - 2].text not in {".", ":", "!", "?"}
        and (is_noun(before) or not is_word(before))
    ):
        return words[first - 2].text.lower() in _FIRM_ARTICLES
    after = words[last] if last < len(words) else None
    article = before.lower() in {"der", "die", "das", "bei", "von"}
    return bool(
        article
        and after
        and after.capital
        and not after.fresh
        and is_noun(after.text)
        and not is_role(after.text)
    )


_FIRM_ARTICLES = frozenset("die das der dem den bei vom im am zum zur beim firma büro sägewerk".split())


def _named_again(tagged: _Tagged, surnames: set[str], particled: set[str]) -> list[Mention]:
    """Surnames of persons named in full elsewhere in the release, where the tagger saw none."""
    words = tagged.sentence.words
    again = []
    for at, chance in tagged.chances.items():
        text = words[at].text
        base = next(
            (
                form
                for form in (text, text.rstrip("’'"), text[:-1] if text[-1:] == "s" else "")
                if form in surnames
            ),
            "",
        )
        if not base:
            continue
        before = words[at - 1].text if at and not words[at].fresh else ""
        low = before.lower()
        if before.endswith("-") or before in {"&", "+"} or fold(low) in _SHARED_NAME:
            continue
        if (
            text == base
            and _is_thing(before)
            and not polite_before(low, before)
            and fold(before) not in _BESIDE_NAMES
        ):
            continue  # "Küchenstudio Malink"
        if _names_institution(words, at, at + 1) or (text == base and _in_firm(words, at, at + 1)):
            continue
        if at and _may_be_first_name(before) and at - 1 not in tagged.taken:
            continue  # another person or a thing of that name: the ship „Anna Lang“
        if fold(base) in _CALENDAR and _dates(words, at):
            continue
        if is_word(base) and (low in _DETERMINERS or _is_inflected(low)) and chance < _SURE / 2:
            continue
        again.append(_with_its_particles(Mention(tagged.sentence, at, at + 1), particled))
    return again


def _may_be_first_name(text: str) -> bool:
    return (
        text[:1].isupper()
        and not is_role(text)
        and (first_name_class(text) > 0 or not is_word(text))
        and not _is_title(text)
        and fold(text) not in HONORIFICS | CAMERA
    )


def _dates(words: Sequence[Word], at: int) -> bool:
    """Whether a word that is a month or a weekday is one here: 3. Mai, Mai 2019, im Mai, für Sonntag, 8. Dezember."""
    before = words[at - 1].text.lower() if at else ""
    after = [word.text for word in words[at + 1 : at + 3]]
    return (
        before.isdigit()
        or before in {".", "im", "am", "ab", "bis", "seit", "anfang", "mitte", "ende", "und", "vom"}
        or any(text.isdigit() for text in after[:1])
        or (after[:1] == [","] and after[1:] != [] and after[1].isdigit())
    )


def _is_inflected(low: str) -> bool:
    """Whether a word before a noun looks like an adjective."""
    return (
        low.endswith(("en", "er", "es", "em", "te"))
        and is_word(low)
        and len(low) > 4
        and not low.endswith(("ten", "te"))
    )
