"""What the words around a quotation say: whether they tell its speaker, of what gender or office, where they end."""

import re

from language.german.roles import role_of

_WORD = re.compile(r"[^\W\d_]+")
# A dash, and nothing but words in capitals with their titles up to the end of the line.
SIGNED_BY = re.compile(
    r"\s*[–—-]\s?(?:[A-ZÄÖÜ][\w.-]*|[(),]|der|des|von|für|und)(?:[ ,]+(?:[A-ZÄÖÜ][\w.-]*|der|des|von|für|und|[(),]))*\s*(?:\n|$)"
)
# Who speaks without a name: "ein Landwirt rief", "fragen viele Kinder".
_ANYBODY = re.compile(
    r"\b(?:[Ee]ine?|[Vv]iele|[Mm]anche|[Ee]inige|[Mm]ehrere|[Jj]ede[rs]?|[Kk]eine?r?|[Aa]ndere|[Zz]wei|[Dd]rei|[Dd]ie meisten)\s+"
    r"(?:[\wäöüß-]+(?:e|er|en|es)\s+)?(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_PEOPLE = frozenset(
    "kind kinder mädchen junge jungen frau mann dame herr paar leute menschen stimme besucher bürger gäste gast jugendliche".split()
)


def is_anybody(clause: str) -> bool:
    """Whether somebody without a name speaks: ein Landwirt, viele Kinder."""
    return any(
        match["noun"].lower() in _PEOPLE or role_of(match["noun"]) is not None
        for match in _ANYBODY.finditer(clause)
    )


def gender_said(clause: str) -> str | None:
    """What a pronoun or an office says of who speaks: er or sie, der Landrat or die Autorin."""
    if roles := role_in(clause):
        if roles[0].endswith(("in", "frau")):
            return "f"
        article = re.search(rf"\b(der|die) (?:[\wäöüß-]+e )*{re.escape(roles[0])}\b", clause, re.IGNORECASE)
        return {"der": "m", "die": "f"}[article[1].lower()] if article else None
    if re.search(r"\b(?:er|seiner?|seinem)\b", clause):
        return "m"
    return "f" if re.search(r"\bsie\b", clause) else None


def role_in(clause: str) -> list[str]:
    """The roles named in a stretch of text."""
    return [
        role
        for match in _WORD.finditer(clause)
        if match.group()[0].isupper() and (role := role_of(match.group()))
    ]


# A sentence begins so, a date or a name goes on otherwise.
_BEGINS = re.compile(r"\s+(?:Der|Die|Das|Er|Sie|Es|Und|Auch|Doch|Im|In|Am|Mit|Für|Bei|Wir)\s")
_END = re.compile(r"[.!?…](?=\s|$)")


def last_sentence(text: str) -> int:
    """Where the last sentence of a stretch begins."""
    at = 0
    for match in _END.finditer(text):
        before = text[: match.start()]
        if re.search(r"(?:\b(?:Dr|Prof|St|bzw|ca|Nr|[A-ZÄÖÜ])|\b\d{1,2})$", before) and not _BEGINS.match(
            text, match.end()
        ):
            continue
        if text[match.end() :].strip():
            at = match.end()
    return at


def sentence_end(text: str) -> int:
    """Where the first sentence of a stretch ends."""
    for match in _END.finditer(text):
        if not re.search(
            r"(?:\b(?:Dr|Prof|St|bzw|ca|Nr|[A-ZÄÖÜ]|med|h|c)|\b\d{1,2})$", text[: match.start()]
        ):
            return match.end()
    newline = text.find("\n")
    return newline if newline >= 0 else len(text)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends between two quotations."""
    return bool(_END.search(text.rstrip() + " ")) and sentence_end(text) <= len(text.rstrip())


def attributes(tail: str) -> bool:
    """Whether what follows a quotation says who spoke it: a verb after a comma, a name after a colon."""
    return bool(re.match(r"\s*[,–-]\s*(?:so\b|[a-zäöü]\w+)", tail)) or bool(
        re.match(r"\s*(?::\s|(?:so|sagt|sagte|meint|betont)\b)", tail)
    )
