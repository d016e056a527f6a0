"""What a release says its persons are: offices before and after the name, in lists, brackets and predicates."""

import re
from collections.abc import Iterator, Sequence

from ingest.reading.persons.features import CAMERA
from ingest.reading.persons.mentions import Mention
from ingest.reading.persons.role_scan import (
    BETWEEN,
    COMPLEMENT,
    FORMER,
    LONGEST_COMPLEMENT,
    MONTHS,
    RoleScan,
    Said,
)
from ingest.reading.words import Word
from language.german.names import PARTIES, TITLES
from language.german.roles import described_as, is_kin, is_plural, may_be_role, role_of
from language.german.tense import is_finite
from language.german.tokens import fold

_ELECTED = frozenset(
    "gewählt ernannt bestellt berufen bestimmt befördert wiedergewählt gekürt bestätigt vereidigt".split()
)
# Who becomes something is it not yet.
_LATER = frozenset({"wird", "werden"})
_DENIED = frozenset("nicht nie kein keine keinen keinem keiner".split())
_ELSEWHERE = frozenset("mit von bei durch für im in am auf , . :".split())
_LIST_MARKS = frozenset({",", "und", "sowie", "&", "/", ";", "–", "-", "•", "·"})
_POSITION = frozenset(
    "links rechts mitte l r li re hinten vorne vorn vordere hintere reihe oben unten von".split()
)
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
        word.text[0].isupper() or word.text.lower() in COMPLEMENT or word.text in {".", "-"}
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


class _Reader(RoleScan):
    """Looks around the mentions of one sentence."""

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
            plural = role is not None and is_plural(self.text(role)) and self.low(role - 1) in {"den", "die"}
            if role is not None and not plural and not self._owned_by_former_name(role):
                return [self._said(role, at)], False
            return [], False
        verb = self._verb_left(at)
        if verb is not None:
            role = self._role_left(verb - 1)
            if role is not None:
                return [self._said(role, verb, later=self.low(verb) in _LATER)], self.low(verb) in {
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

    def _with_coordinated(self, at: int) -> list[Said]:
        """ "Stadtrat und Vorsitzender X": both."""
        found = [self._said(at, at + 1)]
        if self.text(at - 1) == "," and not is_plural(
            self.text(at)
        ):  # "der Vorsitzende des Vereins, Pfarrer X"
            role = self._role_left(at - 2, apposed=True)
            article = role is not None and self.low(role - 1) in {"der", "die", "dem", "den"}
            if (
                role is not None
                and article
                and not is_plural(self.text(role))
                and not self._owned_by_former_name(role)
            ):
                found.append(self._said(role, at - 1))
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
        while place >= 0 and at - place <= LONGEST_COMPLEMENT:
            text = self.text(place)
            if place in self.owners:
                return None
            if self._is_role_at(place):
                complement = place < at
                if (
                    complement
                    and self.low(place + 1) not in COMPLEMENT | {"e.", "a."}
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
                or text.lower() in COMPLEMENT
                or (
                    text in {"-", ".", "“", "„", "”", '"', "»", "«", "/", "(", ")"}
                    and fold(text) not in CAMERA
                )
            ):
                place -= 1
                continue
            if text[:1].isdigit() or (
                text.islower() and not is_finite(text) and text.endswith(("en", "er", "e", "em", "es"))
            ):
                place -= 1
                continue
            if (
                apposed
                and text == ","
                and self.text(place - 1)[:1].isalnum()
                and self.text(place + 1)[:1].isupper()
            ):
                place -= 1  # "Leiterin des Fachbereichs 2, Jugend und Soziales, X"
                apposed = False
                continue
            if apposed and text.lower() in BETWEEN:
                place -= 1
                continue
            return None
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
            end = next(
                (place for place in range(at + 1, min(len(self.words), at + 9)) if self.text(place) == ","),
                at,
            )
            if found and self._verb_at(end + 1):  # "X, Leiterin des Jugendamtes, wird Bürgermeisterin"
                found += self._predicate(end + 2)
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
            former = former or bool(FORMER.fullmatch(low)) or low in {"früheren", "bis"}
            inner = (
                low in BETWEEN
                or low.isdigit()
                or (low[:1].isdigit())
                or low == "."
                or (low.isalpha() and low.endswith(("e", "er", "en", "es", "em")) and not is_finite(low))
            )
            if not inner:
                return []
            place += 1
        while self.low(place) in {"jahren", "jahre", "jahr", "beruf", "hauptberuf", "zeichens", "leben"} or (
            self.text(place)[:1].isupper() and fold(self.text(place)) in MONTHS
        ):
            place += 1
            while place < len(self.words) and (self.low(place) in BETWEEN or self.text(place).isdigit()):
                place += 1
        if place >= len(self.words) or self._leads_to_name(place):
            return []
        described = place == at and place not in self.owners and described_as(self.text(place)) is not None
        # "Enkel von Salo Lang", "Tochter des Gründers": whose, is said
        kin = is_kin(self.text(place)) and self.low(place + 1) not in {"von", "der", "des"}
        if not self._is_role_at(place) and not (described and not kin):
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
            while self.low(further) in BETWEEN or (
                self.text(further).islower() and self.low(further).endswith(("e", "er", "en"))
            ):
                further += 1
            if self._is_role_at(further) and not self._leads_to_name(further):
                found.append(self._said(further, further))
        elif self.low(end) == "," and self._is_role_at(end + 1) and not self._leads_to_name(end + 1):
            found.append(self._said(end + 1, end + 1))
        return found

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
                return [self._said(place, place, former=former, later=self.low(at - 1) in _LATER)]
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
