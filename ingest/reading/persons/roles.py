"""What a release says its persons are: offices before and after the name, in lists, brackets and predicates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.reading.persons.features import CAMERA
from ingest.reading.persons.mentions import Mention
from ingest.reading.words import Word
from language.german.lexicon import is_noun, is_word
from language.german.names import PARTIES, TITLES
from language.german.roles import described_as, is_council, is_kin, is_plural, may_be_role, role_of
from language.german.tense import is_finite
from language.german.tokens import fold


@dataclass(frozen=True, slots=True)
class Said:
    """A role said of one mention, where it stands, the body it belongs to; `former` where it is held no more."""

    role: str
    affiliation: str | None
    former: bool
    sentence: tuple[int, int]


_COPULAS = frozenset(
    "ist sind wird werden wurde wurden war waren bleibt bleiben blieb blieben heißt heißen hieß".split()
)
_ELECTED = frozenset(
    "gewählt ernannt bestellt berufen bestimmt befördert wiedergewählt gekürt bestätigt vereidigt".split()
)
_COMPLEMENT = frozenset("des der vom von für im in beim bei am an aus zur zum den dem und & ".split())
_FORMER = re.compile(
    r"(?:ehemalig|früher|einstig|vormalig|verstorben|damalig|langjährig gewesen|scheidend|ausgeschieden)(?:e[nmrs]?)?|ex|alt"
)
_DENIED = frozenset("nicht nie kein keine keinen keinem keiner".split())
_ELSEWHERE = frozenset("mit von bei durch für im in am auf , . :".split())
# Who stands in for an office, or is only to hold it, does not hold it.
_INSTEAD = ("stellvertretend", "kommissarisch", "designiert")
_BETWEEN = frozenset(
    """
    der die das des dem den ein eine einen einer seit auch nun jetzt künftig weiterhin erneut wieder zugleich inzwischen
    heute ab von bis zum zur vom als unter anderem und dort hier zuletzt damals lange noch neu neue neuer neuen neues ihr
    sein im gelernter gelernte bürgerlichen ihres seines ihrer seiner in früheren jahren dann zudem außerdem ebenfalls gebürtige gebürtiger selbst beruf dieser
    einstimmig unverändert ausgerechnet beide
    """.split()
)
_LIST_MARKS = frozenset({",", "und", "sowie", "&", "/", ";", "–", "-", "•", "·"})
_POSITION = frozenset(
    "links rechts mitte l r li re hinten vorne vorn vordere hintere reihe oben unten von".split()
)
_LONGEST_COMPLEMENT = 9
_MEMBERS = frozenset({"mdl", "mdb", "mdep", "mdhb", "mda"})


def affixes_of(mention: Mention) -> tuple[str | None, str | None]:
    """The party and the body that stand in brackets behind a name: (SPD), (Stadtwerke)."""
    inside = _bracket(mention.sentence.words, mention.last)
    if inside is None:
        return None, None
    texts = [word.text for word in inside]
    said = " ".join(texts).replace(" / ", "/").replace(" . ", ".")
    for party in _PARTIES:
        if re.search(rf"(?<!\w){re.escape(party)}(?!\w)", said):
            return party, None
    plain = all(
        word.text[0].isupper() or word.text.lower() in _COMPLEMENT or word.text in {".", "-"}
        for word in inside
    )
    if plain and inside and not may_be_role(texts[0]) and fold(texts[0]) not in _POSITION and len(texts) <= 6:
        return None, said if len(said) > 2 else None
    return None, None


_PARTIES = tuple(sorted(PARTIES, key=len, reverse=True))


def roles_in_sentence(mentions: Sequence[Mention]) -> list[list[Said]]:
    """What is said of each mention of one sentence, in their order."""
    if not mentions:
        return []
    words = mentions[0].sentence.words
    owners = {
        at: index for index, mention in enumerate(mentions) for at in range(mention.first, mention.last)
    }
    reader = _Reader(words, owners, mentions)
    found: list[list[Said]] = []
    shared: list[Said] = []
    for index, mention in enumerate(mentions):
        before, plural = reader.before(mention)
        if not before and index and shared and reader.continues(mentions[index - 1], mention):
            before = shared
        elif before:
            shared = [said for said in before if plural]
        else:
            shared = []
        found.append([*before, *reader.after(mention)])
    return found


class _Reader:
    """Looks around the mentions of one sentence."""

    def __init__(self, words: Sequence[Word], owners: dict[int, int], mentions: Sequence[Mention]) -> None:
        self.words = words
        self.owners = owners
        self.sentence = (mentions[0].sentence.start, mentions[0].sentence.end)
        self.starts = {mention.first for mention in mentions}

    def text(self, at: int) -> str:
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def low(self, at: int) -> str:
        return self.text(at).lower()

    # -- before the name --

    def before(self, mention: Mention) -> tuple[list[Said], bool]:
        """What stands before a name, and whether it is said of those that follow in a list too."""
        at = self._past_titles(mention.first - 1)
        if at < 0:
            return [], False
        if self._describes(at, alone=mention.last - mention.first == 1):
            listed = self.low(at - 1) in {"als", "zum", "zur"}
            return self._with_coordinated(at), is_plural(self.text(at)) or listed or self._plural_article(at)
        at = self._past_age(at)
        mark = self.text(at)
        if mark == ":":
            role = self._role_left(at - 1)
            if role is None and self.low(0) == "als" and self._is_role_at(1):
                role = 1  # "Als Beisitzer wurden berufen: A, B und C"
            return ([self._said(role, at)] if role is not None else []), True
        if mark == ",":
            role = self._role_left(at - 1, apposed=True)
            if role is not None and not self._owned_by_former_name(role):
                return [self._said(role, at)], False
            return [], False
        verb = self._verb_left(at)
        if verb is not None:
            role = self._role_left(verb - 1)
            if role is not None:
                return [self._said(role, verb)], self.low(verb) in {
                    "sind",
                    "werden",
                    "wurden",
                    "bleiben",
                    "waren",
                }
            return [], False
        if mark[:1].isupper() or mark in {"“", "”", "«", '"', ")", "V.", "."} or mark.isdigit():
            role = self._role_left(at)
            if role is not None and not self._owned_by_former_name(role):
                return [self._said(role, at + 1)], is_plural(self.text(role))
        return [], False

    def _past_titles(self, at: int) -> int:
        while at >= 0 and (
            (
                fold(self.text(at).rstrip(".")) in TITLES
                and (self.text(at).endswith(".") or self.text(at) in {"Professor", "Professorin"})
            )
            or self.text(at) in {"Frau", "Herr", "Herrn", "a.", "D.", "i.", "R.", "em.", "c.", "h."}
            or (self.text(at) == "." and self.text(at - 1) in {"em", "med", "phil"})
        ):
            at -= 1
        return at

    def _past_age(self, at: int) -> int:
        """ "ist der 84-jährige X": the article and the adjective before a name."""
        place = at
        while place > 0 and (
            self.low(place).endswith(("jährige", "jährigen"))
            or self.text(place) in {"-"}
            or (self.text(place).isdigit() and place < at)
        ):
            place -= 1
        if place < at and self.low(place) in {"der", "die", "den", "dem"}:
            place -= 1
        return place

    def _describes(self, at: int, *, alone: bool) -> bool:
        """Whether the word right before a name says what its bearer is."""
        if self._is_role_at(at, alone=alone):
            return True
        text = self.text(at)
        if alone or at in self.owners or self.words[at + 1].fresh or not text[:1].isupper() or is_kin(text):
            return False
        return described_as(text) is not None and fold(text) not in CAMERA and fold(text) not in _MONTHS

    def _is_role_at(self, at: int, *, alone: bool = False) -> bool:
        text = self.text(at)
        if at in self.owners or not text[:1].isupper():
            return False
        role = role_of(text)
        if role is None or is_kin(text):
            return False
        # "der Stadtrat" is as often the council: before a surname alone it is no councillor.
        return not (
            alone and is_council(text) and self.low(at - 1) in {"der", "dem", "den", "des", "im", "vom"}
        )

    def _plural_article(self, at: int) -> bool:
        """ "die Künstler A und B": a masculine with the article of the plural."""
        before = at - 1
        while (
            before >= 0
            and self.text(before)[:1].islower()
            and self.low(before).endswith(("en", "e"))
            and self.low(before) not in {"die", "den", "beiden"}
        ):
            before -= 1
        low = self.low(at)
        if low.endswith(("in", "e", "frau")):
            return False
        return self.low(before) in {"die", "beiden", "beide", "zwei", "drei", "vier"}

    def _with_coordinated(self, at: int) -> list[Said]:
        """ "Stadtrat und Vorsitzender X": both."""
        found = [self._said(at, at + 1)]
        if (
            self.low(at - 1) in {"und", "&"}
            and at - 2 >= 0
            and self._is_role_at(at - 2)
            and not is_plural(self.text(at - 2))
        ):
            found.insert(0, self._said(at - 2, at - 1))
        return found

    def _role_left(self, at: int, *, apposed: bool = False) -> int | None:
        """The role whose complement ends at a place: "(die Leiterin) des Amtes für Kultur"."""
        place = at
        while place >= 0 and at - place <= _LONGEST_COMPLEMENT:
            text = self.text(place)
            if place in self.owners:
                return None
            if self._is_role_at(place):
                complement = place < at
                if (
                    complement
                    and self.low(place + 1) not in _COMPLEMENT | {"e.", "a."}
                    and not self._joins(place + 1)
                ):
                    return None
                # "Leiterin der Kämmerei": the head is the role that stands first in its phrase.
                further = self._head_of(place)
                if further is not None and is_kin(self.text(further)):
                    return None
                return further if further is not None else place
            if (
                text[:1].isupper()
                or text.lower() in _COMPLEMENT
                or (text in {"-", ".", "“", "„", "”", '"', "»", "«", "/"} and fold(text) not in CAMERA)
            ):
                place -= 1
                continue
            if text[:1].isdigit() or (
                text.islower() and not is_finite(text) and text.endswith(("en", "er", "e", "em", "es"))
            ):
                place -= 1
                continue
            if apposed and text.lower() in _BETWEEN:
                place -= 1
                continue
            return None
        return None

    def _joins(self, at: int) -> bool:
        """Whether a name of a body follows its role without an article: Leiter Bauamt."""
        text = self.text(at)
        return text[:1].isupper() and (is_noun(text) or not is_word(text))

    def _head_of(self, place: int) -> int | None:
        """ "Vorsitzende des Vereins der Imker": a role within the complement of another."""
        left = place - 1
        if self.low(left) not in {"der", "des", "für", "den", "und"} or left < 1:
            return None
        before = left - 1
        while before >= 0 and place - before <= _LONGEST_COMPLEMENT:
            if before in self.owners:
                return None
            if self._is_role_at(before) or is_kin(self.text(before)):
                return before if self.low(before + 1) in _COMPLEMENT else None
            if not (self.text(before)[:1].isupper() or self.low(before) in _COMPLEMENT):
                return None
            before -= 1
        return None

    def _owned_by_former_name(self, role: int) -> bool:
        """Whether a role belongs to the name before it: "A, Leiterin des Amtes, B und C"."""
        if self.low(role - 1) in {"zum", "zur"}:
            return True
        before = role - 1
        while before >= 0 and (
            self.low(before) in _BETWEEN or self.text(before).islower() or self.text(before).isdigit()
        ):
            before -= 1
        if self.text(before) == ")":
            while before >= 0 and self.text(before) != "(":
                before -= 1
            before -= 1
        return (self.text(before) in {",", "("} and before - 1 in self.owners) or (
            self.text(before) == "," and self.text(before - 1) == ")"
        )

    def _verb_left(self, at: int) -> int | None:
        """The copula before a name, adverbs between them let pass: "Vorsitzender ist weiterhin X"."""
        place = at
        while place >= 0 and at - place <= 6:
            if self.low(place) in _COPULAS:
                return place
            passed = self.low(place) in _BETWEEN or self.text(place).isdigit() or self.text(place) == "."
            if not (passed or fold(self.text(place)) in _MONTHS):
                return None
            place -= 1
        return None

    def continues(self, mention: Mention, other: Mention) -> bool:
        """Whether a name goes on a list: only commas, "und" and brackets stand between."""
        at = mention.last
        while at < other.first:
            if self.text(at) == "(":
                while at < other.first and self.text(at) != ")":
                    at += 1
            elif self.text(at) not in _LIST_MARKS and not (
                fold(self.text(at).rstrip(".")) in TITLES or self.text(at) in {"Frau", "Herr", "Herrn", "."}
            ):
                return False
            at += 1
        return True

    # -- after the name --

    def after(self, mention: Mention) -> list[Said]:
        """What stands behind a name: in brackets, after a comma, after "als", in a predicate."""
        found: list[Said] = []
        at = self._past_body(mention.last)
        inside = _bracket(self.words, at)
        while inside is not None:
            found += self._in_bracket(at + 1, at + 1 + len(inside))
            at += len(inside) + 2
            inside = _bracket(self.words, at)
        if self.low(at).rstrip(".") in _MEMBERS:
            found.append(Said(self.text(at), None, False, self.sentence))
            at += 1
        mark = self.text(at)
        if mark == "," and self.text(at + 1).isdigit() and self.text(at + 2) in {",", "Jahre"}:
            at += 2 if self.text(at + 2) == "," else 3
            mark = self.text(at)
        if mark in {",", "–", "-", "|", "—"}:
            found += self._apposed(at + 1)
        elif (
            mark == "als"
            and self.low(mention.first - 1) != "auf"
            and "folgt" not in {self.low(place) for place in range(max(0, mention.first - 5), mention.first)}
        ):
            found += self._apposed(at + 1, least=True)
        elif self._verb_at(at):
            found += self._predicate(at + 1)
        found += self._elected(mention.last)
        if not found and mention.first == min(self.starts):
            found += self._as_what()
        return found

    def _as_what(self) -> list[Said]:
        """ "Als Leihoma der ersten Stunde kam X zu Wort": what the sentence begins with is said of its first person."""
        if (
            self.low(0) != "als"
            or described_as(self.text(1)) is None
            or 1 in self.owners
            or self._leads_to_name(1)
        ):
            return []
        return [] if is_plural(self.text(1)) else [self._said(1, 1)]

    def _past_body(self, at: int) -> int:
        """Past the body right behind a name: "X vom Familienministerium (links), Beauftragte …"."""
        if self.low(at) not in {"vom", "von", "beim", "aus"}:
            return at
        end = at + 1
        while end < len(self.words) and end - at <= _LONGEST_COMPLEMENT and end not in self.owners:
            if not (self.text(end)[:1].isupper() or self.low(end) in _COMPLEMENT):
                break
            end += 1
        return end if self.text(end) in {",", "("} else at

    def _in_bracket(self, at: int, end: int) -> list[Said]:
        found = []
        place = at
        while place < end:
            first = (
                place == at and described_as(self.text(place)) is not None and not is_kin(self.text(place))
            )
            if first or (
                self._is_role_at(place)
                and (
                    self.text(place - 1) in {",", ".", "/", "und", ";"}
                    or self.text(place - 1)[:1].islower()
                    or self.text(place - 1)[:1].isdigit()
                )
            ):
                found.append(self._said(place, place))
                while place < end and self.text(place) not in {",", "/", ";"}:
                    place += 1
            place += 1
        return found

    def _apposed(self, at: int, *, least: bool = False) -> list[Said]:
        """ "…, seit 2015 Leiterin des Amtes und Vorsitzende des Vereins"."""
        place = at
        former = False
        while place < len(self.words) and place - at <= 6 and not self.text(place)[:1].isupper():
            low = self.low(place)
            if low in _DENIED:
                return []
            former = former or bool(_FORMER.fullmatch(low)) or low in {"früheren", "bis"}
            inner = (
                low in _BETWEEN
                or low.isdigit()
                or (low[:1].isdigit())
                or low == "."
                or (low.isalpha() and low.endswith(("e", "er", "en", "es", "em")) and not is_finite(low))
            )
            if not inner:
                return []
            place += 1
        while self.low(place) in {"jahren", "jahre", "jahr", "beruf", "hauptberuf", "zeichens", "leben"} or (
            self.text(place)[:1].isupper() and fold(self.text(place)) in _MONTHS
        ):
            place += 1
            while place < len(self.words) and (self.low(place) in _BETWEEN or self.text(place).isdigit()):
                place += 1
        if place >= len(self.words) or self._leads_to_name(place):
            return []
        described = place == at and place not in self.owners and described_as(self.text(place)) is not None
        if not self._is_role_at(place) and not (described and not is_kin(self.text(place))):
            return []
        if (
            is_plural(self.text(place))
            and not least
            and self.low(place - 1) not in {"der", "zum", "zur", "den", "dem", "des", "einer"}
            and not self.text(place).endswith(("nden", "eten", "gten"))
        ):
            return []
        found = [self._said(place, place, former=former)]
        end = self._complement_end(place)
        if self.low(end) in {"und", "sowie"}:
            further = end + 1
            while self.low(further) in _BETWEEN or (
                self.text(further).islower() and self.low(further).endswith(("e", "er", "en"))
            ):
                further += 1
            if self._is_role_at(further) and not self._leads_to_name(further):
                found.append(self._said(further, further))
        elif self.low(end) == "," and self._is_role_at(end + 1) and not self._leads_to_name(end + 1):
            found.append(self._said(end + 1, end + 1))
        return found

    def _leads_to_name(self, role: int) -> bool:
        """Whether a role is followed by the name it belongs to, titles between them let pass."""
        at = role + 1
        while at < len(self.words) and (
            fold(self.text(at).rstrip(".")) in TITLES or self.text(at) in {"Frau", "Herr", "Herrn", "."}
        ):
            at += 1
        if at in self.starts:
            return True
        end = self._complement_end(role)
        if (
            self.text(end) == ","
            and end + 1 in self.starts
            and self.low(role - 1) in {"der", "die", "dem", "den"}
        ):
            return False
        return end in self.starts and self.text(end - 1) != ","

    def _verb_at(self, at: int) -> bool:
        return self.low(at) in _COPULAS

    def _predicate(self, at: int) -> list[Said]:
        """ "X ist seit 2015 Leiterin", "X wird neuer Vorsitzender"."""
        place = at
        former = self.low(at - 1) in {"war", "waren"}
        while place < len(self.words) and place - at <= 7:
            low = self.low(place)
            if self._is_role_at(place):
                before = self.low(place - 1)
                if before in {
                    "mit",
                    "von",
                    "beim",
                    "bei",
                    "vom",
                    "für",
                    "durch",
                    "neben",
                    "dem",
                    "den",
                    "des",
                    "im",
                }:
                    return []
                if self._leads_to_name(place):
                    return []
                return [self._said(place, place, former=former)]
            dated = low in {"von", "in"} and self.text(place + 1)[:1].isdigit()
            if low in _DENIED or (low in _ELSEWHERE and not dated):
                return []
            place += 1
        return []

    def _elected(self, at: int) -> list[Said]:
        """ "… wurde X zur Vorsitzenden gewählt", "berief X zur Amtsärztin"."""
        place = at
        while place < len(self.words) and place - at <= 14 and place not in self.starts:
            if self.low(place) in {"zum", "zur", "als"}:
                role = place + 1
                while (
                    self.text(role)[:1].islower() or self.text(role)[:1].isdigit() or self.text(role) == "."
                ):
                    role += 1
                follows = {self.low(after) for after in range(role + 1, min(len(self.words), role + 9))}
                verbs = {self.low(before) for before in range(at)}
                if (
                    role < len(self.words)
                    and self._is_role_at(role)
                    and not self._leads_to_name(role)
                    and (follows & _ELECTED or verbs & _APPOINTS)
                ):
                    return [self._said(role, role)]
                if self.low(place) != "als":
                    return []
            if self.text(place) in {".", ";", ":"}:
                return []
            place += 1
        return []

    # -- the role itself --

    def _said(self, role: int, until: int, *, former: bool = False) -> Said:
        text = self.text(role)
        before = role - 1
        instead = ""
        while before >= 0 and self.text(before)[:1].islower() and before >= role - 4:
            former = former or bool(_FORMER.fullmatch(self.low(before)))
            instead = instead or next(
                (phrase for phrase in _INSTEAD if self.low(before).startswith(phrase)), ""
            )
            before -= 1
        if re.match(r"(?:Alt|Ex)-?[A-Za-zäöü]", text) and may_be_role(
            re.sub(r"^(?:Alt|Ex)-?", "", text).capitalize()
        ):
            former = True
        if self.text(role + 1) == "a." and self.text(role + 2) == "D.":
            former = True
        named = described_as(text) or text
        if instead:
            named = f"{instead}{'e' if named.endswith(('in', 'e', 'frau')) else 'er'} {named}"
        return Said(named, self._affiliation(role), former, self.sentence)

    def _affiliation(self, role: int) -> str | None:
        end = self._complement_end(role)
        # "Leiterin des Amtes Dr. Anna Berger": the title is hers.
        while end > role + 1 and (
            fold(self.text(end - 1).rstrip(".")) in TITLES or self.text(end - 1) == "."
        ):
            end -= 1
        end = next((at for at in range(role + 1, end) if fold(self.text(at)) in CAMERA), end)
        start = role + 1
        # "Sopranistin aus Seoul": where somebody is from is no body either.
        if self.low(start) == "aus" and self.low(start + 1) not in {"dem", "der"}:
            return None
        while start < end and self.low(start) in _COMPLEMENT | {"."}:
            start += 1
        if start >= end or start in self.owners:
            return None
        text = " ".join(word.text for word in self.words[start:end])
        return _SPACES.sub(r"\1", text).strip(" ,.") or None

    def _complement_end(self, role: int) -> int:
        """The place after what belongs to a role: des Amtes für Kultur."""
        at = role + 1
        first = self.low(at)
        if not (first in _COMPLEMENT - {"und", "&"} or self._joins(at)):
            return at
        while at < len(self.words) and at - role <= _LONGEST_COMPLEMENT and at not in self.owners:
            text = self.text(at)
            fine = (
                text[:1].isupper()
                or text.lower() in _COMPLEMENT
                or text in {"-", "/", "„", "“", '"'}
                or text[:1].isdigit()
                or (text.islower() and text.endswith(("en", "er", "e", "es")) and not is_finite(text))
            )
            if not fine or self.words[at].fresh:
                break
            if text.lower() in {"und", "&", "sowie"} and (
                self._is_role_at(at + 1) or at + 1 in self.owners or self.low(at + 1) in {"die", "der", "den"}
            ):
                break
            at += 1
        while at > role + 1 and self.low(at - 1) in _COMPLEMENT:
            at -= 1
        return at


_SPACES = re.compile(r" ([.,/)“])|(?<=[(/„]) ")
_MONTHS = frozenset(
    "januar februar maerz april mai juni juli august september oktober november dezember".split()
)
_APPOINTS = frozenset(
    "befördert gewählt ernannt bestellt berufen wahl berief beruft ernannte ernennt wählte wählten wählt bestellte bestellt bestimmte kürte kürten machte beförderte".split()
)


def _bracket(words: Sequence[Word], at: int) -> Sequence[Word] | None:
    """The words inside the brackets that open at a place; None where none open or close."""
    if at >= len(words) or words[at].text != "(":
        return None
    for end in range(at + 1, min(len(words), at + 20)):
        if words[end].text == ")":
            return words[at + 1 : end]
    return None


def next_line_role(mention: Mention, following: Sequence[Word]) -> Iterator[Said]:
    """The role that stands alone on the line below a name, as in a contact block."""
    if (
        following
        and mention.last == len(mention.sentence.words)
        and len(following) <= 6
        and following[0].capital
    ):
        role = role_of(following[0].text)
        if role and not is_kin(role):
            yield Said(role, None, False, (mention.sentence.start, following[-1].end))
