"""Names in quotation marks: of books, exhibitions, clubs, mottos. Nobody says them."""

import re

# What bears a name in quotation marks; the last part of a compound counts: Sonderausstellung, Förderverein.
_BEARERS = (
    "buch bildband band roman film dokumentation ausstellung schau reihe serie projekt motto titel untertitel thema kampagne "
    "verein förderverein runde vortrag lied preis aktion stück theaterstück initiative programm broschüre veranstaltung "
    "festival wettbewerb workshop seminar podcast gruppe studie magazin portal slogan name begriff wort stichwort schlagwort "
    "überschrift aufschrift schriftzug werk gemälde skulptur oper musical konzert album arbeitskreis bündnis netzwerk plakette "
    "auszeichnung prädikat siegel zertifikat kita schule gaststätte hotel haus café quartier straße platz schiff modul"
).split()
_NOUN_BEFORE = re.compile(r"(?P<noun>[A-ZÄÖÜ][\wäöüß-]{2,})(?P<colon>\s?:)?\s*$")
# A motto may be announced by a colon; what a person says is too.
_ANNOUNCED = frozenset({"motto", "titel", "untertitel", "thema", "slogan", "überschrift", "name"})
# What bears words that are read there, and said by nobody: "auf dem Schild steht: …".
_READ_SOMEWHERE = re.compile(
    r"(?:schild|plakat|banner|transparent|inschrift|aufschrift|tafel|aufkleber|zettel|wand|volksmund|sprichwort|graffiti|"
    r"plakette|flyer|t-shirt|urkunde)(?:s|es|e|er|n|ern|en)?\b[^.!?„“\"»«]{0,60}\b(?:stand|steht|standen|stehen|lesen|prangte?|hei(?:ß|ss)t(?: es)?|lautete?)\s*:?\s*$",
    re.IGNORECASE,
)
_ENDINGS = ("es", "en", "s", "n", "e", "ern", "er")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 9
_SAID_BEHIND = re.compile(
    r"\s*,\s*(?:so|sagte?|erklärte?|betonte?|meinte?|ergänzte?|lobte?|freute?|berichtete?)\b"
)


# Whose object in quotation marks is a work: X stellt „…“ vor, X liest „…“, X präsentiert „…“.
_PRESENTS = re.compile(
    r"\b(?:präsentier|inszenier|dirigier|veröffentlich|spiel|lies|les|las|sing|sang|zeig)(?:t|te|ten|en|est)?\b[^.!?:„“\"»«]{0,60}$"
)
_PUTS_FORWARD = re.compile(r"\bstell(?:t|te|ten|en)\b[^.!?:„“\"»«]{0,60}$")
_FORWARD = re.compile(r"\s*(?:\w+\s+){0,4}vor\b")


def names_a_work(before: str, inside: str, behind: str) -> bool:
    """Whether words in quotation marks are what the noun right before them is called, or a work that is presented."""
    if _READ_SOMEWHERE.search(before[-120:]):
        return True
    if len(_WORD.findall(inside)) > _LONGEST or _SAID_BEHIND.match(behind):
        return False
    if _is_presented(before[-120:], inside, behind):
        return True
    match = _NOUN_BEFORE.search(before[-80:])
    if match is None or _is_half_a_sentence(inside, match["noun"]):
        return False
    bearer = _bearer(match["noun"].lower())
    if bearer is None or match["colon"] is None:
        return bearer is not None
    # "Ihr Motto: „Lesen ist das billigste Reisen.“" is a sentence, and hers.
    return bearer in _ANNOUNCED and not inside.rstrip().endswith((".", "!", "?"))


def _is_presented(before: str, inside: str, behind: str) -> bool:
    if inside.rstrip().endswith((".", "!", "?")) or not inside[:1].isupper():
        return False
    put_forward = _PUTS_FORWARD.search(before) and _FORWARD.match(behind)
    return bool(_PRESENTS.search(before) or put_forward)


def _is_half_a_sentence(inside: str, noun: str) -> bool:
    """ "ein Festival „für alle, die gern draußen sind“": words that go on with the sentence, and no name."""
    goes_on = inside[:1].islower() and "," in inside
    return goes_on and _bearer(noun.lower()) not in _ANNOUNCED


def _bearer(noun: str) -> str | None:
    forms = [noun, *(noun.removesuffix(ending) for ending in _ENDINGS if noun.endswith(ending))]
    return next(
        (known for known in _BEARERS for form in forms if form == known or _ends_in(form, known)), None
    )


def _ends_in(form: str, known: str) -> bool:
    return len(known) > 3 and len(form) > len(known) + 2 and form.endswith(known)
