"""The words around a name: titles and ages to pass over, offices and their bodies, verbs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.persons.bodies import body_in_office, is_occasion
from ingest.reading.persons.features import CAMERA, known_of
from ingest.reading.persons.mentions.model import Mention
from ingest.reading.words import Word
from language.german.lexicon import is_noun, is_word
from language.german.names import TITLES
from language.german.roles import described_as, is_council, is_kin, may_be_role, role_of
from language.german.tense import is_finite
from language.german.tokens import fold


def designated(role: str) -> str:
    """An office that somebody is to hold: designierte Kämmerin."""
    return _held_so("designiert", role)


def _held_so(how: str, role: str) -> str:
    return f"{how}{'e' if role.endswith(('in', 'e', 'frau')) else 'er'} {role}"


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
COMPLEMENT = frozenset("des der vom von für im in beim bei am an aus zur zum den dem und & ".split())
FORMER = re.compile(
    r"(?:ehemalig|früher|einstig|vormalig|verstorben|damalig|langjährig gewesen|scheidend|ausgeschieden)(?:e[nmrs]?)?|ex|alt"
)
# Who stands in for an office, or is only to hold it, does not hold it.
_INSTEAD = (
    ("stellvertretend", "stellvertretend"), ("stellv", "stellvertretend"), ("stv", "stellvertretend"),
    ("kommissarisch", "kommissarisch"), ("komm.", "kommissarisch"), ("designiert", "designiert"),
    ("künftig", "designiert"), ("zukünftig", "designiert"),
)  # fmt: skip
BETWEEN = frozenset(
    """
    der die das des dem den ein eine einen einer seit auch nun jetzt künftig weiterhin erneut wieder zugleich inzwischen
    heute ab von bis zum zur vom als unter anderem und dort hier zuletzt damals lange noch neu neue neuer neuen neues ihr
    sein im gelernter gelernte bürgerlichen ihres seines ihrer seiner in früheren jahren dann zudem außerdem ebenfalls gebürtige gebürtiger selbst beruf dieser
    einstimmig unverändert ausgerechnet beide
    """.split()
)
LONGEST_COMPLEMENT = 9
_SPACES = re.compile(r" ([.,/)“])|(?<=[(/„]) ")
_OF_A_TOWN = re.compile(
    r"(?:bürgermeister|landrat|landrätin|stadtpräsident|amtskolleg|kämmer|stadtdirektor|stadtbaurat|stadtrat)"
)
_LEAST_TOWN = 3
MONTHS = frozenset(
    "januar februar maerz april mai juni juli august september oktober november dezember".split()
)


def _nominative(noun: str) -> str:
    """A masculine or neuter noun without its genitive: Jugendamtes → Jugendamt, Vereins → Verein."""
    for ending in ("es", "s"):
        base = noun.removesuffix(ending)
        if base != noun and not is_noun(noun) and (is_noun(base) or "C" in known_of(base)):
            return base
    return noun


class RoleScan:
    """The words of one sentence with the mentions in it; places are numbers of words."""

    def __init__(self, words: Sequence[Word], owners: dict[int, int], mentions: Sequence[Mention]) -> None:
        self.words = words
        self.owners = owners
        self.sentence = (mentions[0].sentence.start, mentions[0].sentence.end)
        self.starts = {mention.first for mention in mentions}

    def text(self, at: int) -> str:
        """A word; empty beyond the ends of the sentence."""
        return self.words[at].text if 0 <= at < len(self.words) else ""

    def low(self, at: int) -> str:
        """The same in small letters."""
        return self.text(at).lower()

    def _past_titles(self, at: int) -> int:
        while at >= 0 and (
            (
                fold(self.text(at).rstrip(".")) in TITLES
                and (self.text(at).endswith(".") or self.text(at) in {"Professor", "Professorin"})
            )
            or self.text(at) in {"Frau", "Herr", "Herrn", "a.", "D.", "i.", "R.", "em.", "c.", "h.", "PD"}
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
        return described_as(text) is not None and fold(text) not in CAMERA and fold(text) not in MONTHS

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
        while before >= 0 and place - before <= LONGEST_COMPLEMENT:
            if before in self.owners:
                return None
            if self._is_role_at(before) or is_kin(self.text(before)):
                return before if self.low(before + 1) in COMPLEMENT else None
            if not (self.text(before)[:1].isupper() or self.low(before) in COMPLEMENT):
                return None
            before -= 1
        return None

    def _owned_by_former_name(self, role: int) -> bool:
        """Whether a role belongs to the name before it: "A, Leiterin des Amtes, B und C"."""
        if self.low(role - 1) in {"zum", "zur"}:
            return True
        if self._leads_on(role):
            return False
        before = role - 1
        while before >= 0 and (
            self.low(before) in BETWEEN or self.text(before).islower() or self.text(before).isdigit()
        ):
            before -= 1
        if self.text(before) == ")":
            while before >= 0 and self.text(before) != "(":
                before -= 1
            before -= 1
        return (self.text(before) in {",", "("} and before - 1 in self.owners) or (
            self.text(before) == "," and self.text(before - 1) == ")"
        )

    def _leads_on(self, role: int) -> bool:
        """ "… A, den Vorsitzenden des Vereins B": an office with its article, and the next name without a comma."""
        if self.low(role - 1) not in {"der", "die", "den", "dem"}:
            return False
        end = role + 1
        while end < len(self.words) and end not in self.starts and self.text(end) not in {",", ".", ";"}:
            end += 1
        return end in self.starts and end > role + 1

    def _verb_left(self, at: int) -> int | None:
        """The copula before a name, adverbs between them let pass: "Vorsitzender ist weiterhin X"."""
        place = at
        while place >= 0 and at - place <= 6:
            if self.low(place) in _COPULAS:
                return place
            passed = self.low(place) in BETWEEN or self.text(place).isdigit() or self.text(place) == "."
            if not (passed or fold(self.text(place)) in MONTHS):
                return None
            place -= 1
        return None

    def _past_body(self, at: int) -> int:
        """Past the body right behind a name: "X vom Familienministerium (links), Beauftragte …"."""
        if self.low(at) not in {"vom", "von", "beim", "aus"}:
            return at
        end = at + 1
        while end < len(self.words) and end - at <= LONGEST_COMPLEMENT and end not in self.owners:
            if not (self.text(end)[:1].isupper() or self.low(end) in COMPLEMENT):
                break
            end += 1
        return end if self.text(end) in {",", "("} else at

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

    def _said(self, role: int, until: int, *, former: bool = False, later: bool = False) -> Said:
        text = self.text(role)
        before = role - 1
        instead = "designiert" if later else ""
        while before >= 0 and self.text(before)[:1].islower() and before >= role - 4:
            former = former or bool(FORMER.fullmatch(self.low(before)))
            instead = instead or next(
                (phrase for start, phrase in _INSTEAD if self.low(before).startswith(start)), ""
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
            named = _held_so(instead, named)
        named, short = body_in_office(named)
        body = None if is_kin(named) else self._affiliation(role) or short or self._town_before(role)
        return Said(named, body, former, self.sentence)

    def _town_before(self, role: int) -> str | None:
        """ "Kamens Bürgermeisterin": whose office it is, in the genitive right before it."""
        text = self.text(role - 1)
        if not text[:1].isupper() or role - 1 in self.owners or not _OF_A_TOWN.search(self.low(role)):
            return None
        if text.endswith("s") and len(text) > _LEAST_TOWN and not is_word(text):
            return text[:-1]
        return text.rstrip("’'") if text.endswith(("’", "'")) else None

    def _affiliation(self, role: int) -> str | None:
        end = self._complement_end(role)
        # "Leiterin des Amtes Dr. Anna Berger": the title is hers.
        while end > role + 1 and (
            fold(self.text(end - 1).rstrip(".")) in TITLES or self.text(end - 1) == "."
        ):
            end -= 1
        end = next((at for at in range(role + 1, end) if fold(self.text(at)) in CAMERA), end)
        start = role + 1
        # "Sopranistin aus Seoul": where somebody is from is no body, unless it is that of a town.
        if self.low(start) == "aus" and self.low(start + 1) not in {"dem", "der"}:
            return None
        # "Dezernentin für Soziales": a field of work.
        if self.low(start) == "für":
            return None
        while start < end and self.low(start) in COMPLEMENT | {"."}:
            start += 1
        if start >= end or start in self.owners:
            return None
        if self.low(role + 1) in {"beim", "bei", "im", "in", "am", "zum", "zur"} and is_occasion(
            self.text(start)
        ):
            return None
        texts = [word.text for word in self.words[start:end]]
        if self.low(start - 1) == "des":
            texts[0] = _nominative(texts[0])
        text = " ".join(texts)
        return _SPACES.sub(r"\1", text).strip(" ,.") or None

    def _complement_end(self, role: int) -> int:
        """The place after what belongs to a role: des Amtes für Kultur."""
        at = role + 1
        first = self.low(at)
        if not (first in COMPLEMENT - {"und", "&"} or self._joins(at)):
            return at
        while at < len(self.words) and at - role <= LONGEST_COMPLEMENT and at not in self.owners:
            text = self.text(at)
            if text == "," and self.text(at - 1).endswith("-") and self.text(at + 1).endswith("-"):
                at += 1
                continue  # "Jugendhilfe-, Sozial- und Gesundheitsplanung"
            if text == "(" and self.text(at + 1).isupper() and self.text(at + 2) == ")":
                at += 3
                continue  # "der Gesellschaft für Artenschutz (GFA)"
            fine = (
                text[:1].isupper()
                or text.lower() in COMPLEMENT
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
        while at > role + 1 and self.low(at - 1) in COMPLEMENT:
            at -= 1
        return at
