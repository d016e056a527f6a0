"""The form of a release, apart from what it is about: an invitation, a closure, a grant, an honour, an obituary."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from language.german.tokens import fold, visible
from language.messages import Message

# So much of the text behind the headline is looked at, in characters: what a release is, it says at once.
_OPENING = 400
# The headline alone decides; behind it as many different words have to say so.
_LEAST_BEHIND = 2
# Not the point of "am 3. Mai".
_SENTENCE_END = re.compile(r"(?<=[^\W\d]{3})[.!?]\s")


@dataclass(frozen=True)
class Form:
    """A form: `names` a query may call it by, the first one rendered; `words` that say it, as a regular expression.

    What is in `verdict` decides alone where it stands in the first sentence behind the headline.
    """

    key: str
    label: Message
    names: tuple[str, ...]
    words: str
    verdict: str = r"(?!)"

    @cached_property
    def said(self) -> re.Pattern[str]:
        """What says it."""
        return re.compile(self.words, re.IGNORECASE)

    @cached_property
    def decided(self) -> re.Pattern[str]:
        """What decides alone."""
        return re.compile(self.verdict, re.IGNORECASE)


# The first that fits is told first.
FORMS: tuple[Form, ...] = (
    Form(
        "obituary", Message("Nachruf"), ("nachruf", "obituary"),
        r"\bnachruf\b|\btrauert um\b|\btrauer um\b|\bverstorben\b|\bkondol\w+|\bzum tode?\b|\bist tot\b",
    ),
    Form(
        "vacancy", Message("Stellenausschreibung"), ("stelle", "vacancy"),
        r"stellenausschreibung|stellenangebot|\(m/w/d\)|\(w/m/d\)|\(m/w/x\)|ausbildungsplätze? (?:frei|zu vergeben)",
    ),
    Form(
        "warning", Message("Warnung"), ("warnung", "warning"),
        r"\bwarnt\b|\bwarnung\b|\bwarnhinweis|\bvorsicht\b|abkochgebot|\bgefahrenlage\b|waldbrandgefahr",
    ),
    Form(
        "closure", Message("Sperrung und Schließung"), ("sperrung", "closure"),
        r"\w*sperrung(?:en)?\b|\bgesperrt\b|\b(?:bleibt|bleiben|ist|sind)\b[^.]{0,60}\bgeschlossen\b|\bschließ(?:t|ung|zeit|tage?)\w*|"
        r"\bentfäll\w*|\bfällt\b[^.]{0,40}\baus\b|\bumleitung|\babgesagt\b|\babsage\b",
    ),
    Form(
        "notice", Message("Bekanntmachung"), ("bekanntmachung", "notice"),
        r"\bbekanntmachung|allgemeinverfügung|öffentliche auslegung|\bamtsblatt\b|\btagesordnung\b|\bsatzung über\b",
    ),
    Form(
        "grant", Message("Förderung und Spende"), ("förderung", "grant"),
        r"förderbescheid|zuwendungsbescheid|fördermittel|\bbewilligt\b|\bzuwendung(?:en)?\b|\bspende[nt]?\b|"
        r"spendenübergabe|\bscheck\b|\bunterstützt\b[^.]{0,60}\bmit\b[^.]{0,20}\beuro\b",
    ),
    Form(
        "honour", Message("Ehrung"), ("ehrung", "honour"),
        r"\w*ehrung(?:en)?\b|\bgeehrt\b|\bausgezeichnet\b|\bauszeichnung(?:en)?\b|"
        r"\w*preis(?:e)? (?:an|für|verliehen)|preisverleihung|ehrennadel|ehrenbürger|verdienstkreuz|"
        r"verdienstorden|\w+medaille\b|\bverliehen\b|dienstjubiläum",
    ),
    Form(
        "invitation", Message("Einladung"), ("einladung", "invitation"),
        r"\blädt\b[^.]{0,80}\bein\b|\bladen\b[^.]{0,80}\bein\b|\beinladung\b|tag der offenen tür|"
        r"\banmeldung(?:en)?\b[^.]{0,40}\b(?:unter|bis|bei)\b|"
        r"\beintritt (?:ist )?frei\b|\bherzlich eingeladen\b|\bmitmachen\b",
        r"\b(?:lädt|laden)\b.{0,160}?\bein\b|\b(?:ist|sind)\b.{0,160}?\beingeladen\b",
    ),
)  # fmt: skip
_BY_KEY: Mapping[str, Form] = {form.key: form for form in FORMS}
_BY_NAME = {fold(name): form for form in FORMS for name in (form.key, form.label.de, *form.names)}


def form(key: str) -> Form | None:
    """The form of a key, or None."""
    return _BY_KEY.get(key)


def find_form(name: str) -> Form | None:
    """The form of a key or a name, upper or lower case, or None."""
    return _BY_NAME.get(fold(name.strip()))


def forms_of(title: str, lead: str, body: str) -> tuple[str, ...]:
    """The keys of the forms a release has: what its headline says, its first sentence, or its first words twice.

    Mostly none or one.
    """
    headline = visible(title)
    opening = visible(f"{lead} {body}"[:_OPENING])
    first = _SENTENCE_END.split(opening, maxsplit=1)[0]
    return tuple(
        known.key
        for known in FORMS
        if known.said.search(headline)
        or known.decided.search(first)
        or len({match.group().lower() for match in known.said.finditer(opening)}) >= _LEAST_BEHIND
    )
