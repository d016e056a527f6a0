"""What the words beside a name say of it: polite, a title, a firm, an institution."""

from collections.abc import Sequence

from ingest.reading.persons.features import CAMERA, HONORIFICS, known_of
from ingest.reading.persons.mentions.vocabulary import (
    BUSINESS,
    CLOSING_QUOTES,
    FIRM,
    FIRM_ARTICLES,
    INSTITUTION,
    NOBLE,
    OPENING_QUOTES,
    SHARED_NAME,
    SURE_OF_INSTITUTION,
)
from ingest.reading.words import Word
from language.german.lexicon import first_name_class, is_noun, is_word
from language.german.names import TITLES
from language.german.roles import is_role
from language.german.tokens import fold


def is_title(text: str) -> bool:
    """Whether a word is an academic title, with or without its full stop."""
    return fold(text.rstrip(".")) in TITLES and (text.endswith(".") or len(text) > 2)


def polite_before(low: str, before: str) -> bool:
    """Whether what stands before a name says that it is one."""
    return low in {"frau", "herr", "herrn"} or is_title(before) or is_role(before)


def is_thing(text: str) -> bool:
    """Whether a capitalised word is a noun or a compound and no name: Reisedienst, Malerbetrieb."""
    classes = known_of(text) if text else ()
    return (
        ("C" in classes or "N" in classes)
        and not ({"L", "Lg", "R", "FH"} & set(classes) or first_name_class(text))
        and text not in NOBLE
        and "-" not in text
    )


def in_firm(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether a surname stands beside a noun as firms are called: Schreibwaren Sander, die Brunner Strickwaren."""
    before = words[first - 1].text if first and not words[first].fresh else ""
    if before in {"&", "+"}:
        return True
    if (
        before[:1].isupper()
        and before.isalpha()
        and not before.isupper()
        and fold(before) not in CAMERA | HONORIFICS | SHARED_NAME
        and not is_role(before)
        and not first_name_class(before)
        and first > 1
        and not before.endswith("s")
        and words[first - 2].text not in {".", ":", "!", "?"}
        and (is_noun(before) or not is_word(before))
    ):
        return words[first - 2].text.lower() in FIRM_ARTICLES
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


def names_institution(words: Sequence[Word], first: int, last: int, sureness: float = 0.0) -> bool:
    """Whether a name is that of an institution, a firm, a ship or a play."""
    before = words[first - 1].text if first and not words[first].fresh else ""
    after = words[last].text if last < len(words) and not words[last].fresh else ""
    closing = [word.text in CLOSING_QUOTES for word in words[last : last + 2]]
    if before in OPENING_QUOTES and any(closing) and (closing[0] or words[last].capital):
        return True  # the ship „Anna Lang“, the play „Peter Pan“
    if before in {"MS", "MS.", "SMS"} or (
        before[:1].isupper() and BUSINESS.search(before) and not is_role(before)
    ):
        return True
    if sureness >= SURE_OF_INSTITUTION:
        return False
    if before[:1].isupper() and INSTITUTION.search(before) and not is_role(before):
        return True
    return bool(after) and (
        fold(after.rstrip(".")) in FIRM or (after[0].isupper() and bool(INSTITUTION.search(after)))
    )
