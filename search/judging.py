"""Whether one document answers a query, said as plainly as can be: the truth that every engine is held against."""

from language.german.names import name_matches
from language.german.spellings import signed_figures, understood
from language.german.tokens import exactly, words
from search.document import EARLIER, QUOTATIONS, ROLES, TEXTS, Document
from search.fields import FACETS_BY_KEY
from search.model import FILTERS, Filters
from search.nearness import stretches
from search.query import (
    AlsoEarlier,
    And,
    Changed,
    Everything,
    FieldIs,
    Fuzzy,
    Mentions,
    Near,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Prefix,
    Published,
    Quoted,
    Role,
    Text,
    Word,
    asks_earlier,
    concerns,
    is_misprint,
)


def matches(doc: Document, node: Node, *, earlier: bool | None = None) -> bool:
    """Whether a document answers a query: what every engine has to agree with."""
    earlier = asks_earlier(node) if earlier is None else earlier
    match node:
        case Everything() | AlsoEarlier():
            return True
        case And(parts):
            return all(matches(doc, part, earlier=earlier) for part in parts)
        case Or(parts):
            return any(matches(doc, part, earlier=earlier) for part in parts)
        case Not(part):
            return not matches(doc, part, earlier=earlier)
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            names = ("title",) if node.title else (*TEXTS, EARLIER) if earlier else TEXTS
            if isinstance(node, Word) and not node.title and exactly(node.text) in doc.name_forms:
                return True
            return any(_says(doc, name, node) for name in names)
        case Role(text):
            return all(_meets(doc, ROLES, word) for word in words(text))
        case Quoted(text, exact):
            return _says(doc, QUOTATIONS, Phrase(text) if exact else Word(text))
        case Person(name):
            return any(name_matches(name, person) for person in doc.persons)
        case FieldIs(field, value):
            same = FACETS_BY_KEY[field].matches
            return any(same(value, held) if same else value == held for held in doc.values(field))
        case NumberIs(printed=printed) if printed and matches(doc, Word(printed), earlier=earlier):
            return True
        case NumberIs(running, sign, year):
            return doc.running == running and sign in (None, doc.sign) and year in (None, doc.year)
        case Published(period) | Changed(period):
            days = doc.changed if isinstance(node, Changed) else (doc.published,)
            return any(day is not None and day in period for day in days)
        case Mentions(period):
            return any(concerns(mentioned, period) for mentioned in doc.mentioned)


def _says(doc: Document, name: str, node: Text) -> bool:
    tokens = doc.tokens[name]
    match node:
        case Word(text, _, also):
            return any(_meets(doc, name, word) for word in (text, *also))
        case Phrase(text):
            signed = {stem for variant in doc.variants[name] for stem in variant.stems}
            in_a_row = _in_a_row(list(map(exactly, words(text))), [token.exact for token in tokens])
            return in_a_row and signed.issuperset(signed_figures(text))
        case Prefix(text):
            start = exactly(text)
            return any(token.exact.startswith(start) for token in tokens)
        case Fuzzy(text, _, edits):
            word = exactly(text)
            return any(is_misprint(word, token.exact, edits) for token in tokens)
        case Near(text, distance):
            wanted = dict.fromkeys(map(exactly, words(text)))
            places = [[token.position for token in tokens if token.exact == word] for word in wanted]
            return bool(stretches(places, distance))


def _meets(doc: Document, name: str, word: str) -> bool:
    """Whether a word is in a text as written, in another form or spelling, or as a part of a compound."""
    known, tokens = understood(word), doc.tokens[name]
    stems, exact = set(known.stems), [token.exact for token in tokens]
    return (
        any(_in_a_row(list(row), exact) for row in known.rows)
        or any(token.stem in stems or stems & set(token.parts) for token in tokens)
        or any(stems & {*variant.stems, *variant.parts} for variant in doc.variants[name])
    )


def _in_a_row(wanted: list[str], words: list[str]) -> bool:
    length = len(wanted)
    return any(words[at : at + length] == wanted for at in range(len(words) - length + 1))


def passes(doc: Document, filters: Filters, but: str = "") -> bool:
    """Whether filters let a document through, one of them left out unless all of its values are wanted."""
    for name in FILTERS:
        chosen, borne = set(filters.of(name)), set(doc.values(name))
        if name in filters.together:
            if not chosen <= borne:
                return False
        elif name != but and chosen and not chosen & borne:
            return False
    if any(value in doc.values(name) for name, value in filters.excluded):
        return False
    if but == "published" or filters.published is None:
        return True
    return doc.published is not None and doc.published in filters.published
