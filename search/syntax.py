"""Text ⇄ tree: the query language, told in docs/query-language.md."""

import re
import string
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Never

from rapidfuzz import fuzz, process

from language.german.dates import Lean, Period
from language.german.dates.whole import read_period
from language.german.spellings import is_abbreviation, wholes_of
from language.german.tokens import fold, plain, visible, words
from language.messages import Message
from search.errors import QuerySyntaxError
from search.fields import FACETS_BY_KEY, KEY_OF_NAME, RENDERED_NAME, Facet, quoted
from search.lexer import AND, NOT, OR, Token
from search.lexer import tokens as tokens_of
from search.query import (
    AlsoEarlier,
    And,
    Changed,
    Everything,
    FieldIs,
    Fuzzy,
    Leaf,
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
)

# Raise it whenever a text would come out as another tree; saved searches carry it.
GRAMMAR_VERSION = 6
LONGEST_QUERY = 1_000
DEEPEST_BRACKETS = 20
MOST_WORDS = 64

EARLIER_NAMES = ("alt", "earlier")
# From 0 to 100: a name less like the one typed is no help as a suggestion.
_LIKELY = 60
# Words near each other: at most so many, with at most so many others among them.
_MOST_NEAR, _FARTHEST = 8, 50
# Fields of days that are not those of publication.
_OTHER_DAYS: dict[str, type[Mentions] | type[Changed]] = {"mentioned": Mentions, "changed": Changed}
_STAR = re.compile(r"\*")
_QUESTION = re.compile(r"\?(?=[^\W_])")
_TILDE = re.compile(r"~\d*$")
_MISPRINT = re.compile(r"[^~]+~([12]?)")
_EDGES = re.compile(r"^[^\w]+|[^\w]+$")

_NUMBER = re.compile(
    r"(?:(?P<year_first>(?:19|20)\d{2})-)?(?P<running>\d{1,5})"
    r"(?:\s?/\s?(?:(?P<year>(?:19|20)\d{2})|(?P<sign>[a-zäöü]{1,5})(?:\s?[/( ]\s?(?P<year_last>(?:19|20)\d{2})\)?)?)"
    r"|\s\((?P<year_beside>(?:19|20)\d{2})\))?",
    re.IGNORECASE,
)

_TOO_LONG = Message("Die Anfrage ist länger als {limit} Zeichen")
_TOO_MANY = Message("Die Anfrage hat mehr als {limit} Wörter")
_TOO_DEEP = Message("Mehr als {limit} Klammern ineinander")
_NEAR_NEEDS_TWO = Message("„Nahe beieinander“ brauchen zwei bis {limit} Wörter")
_STAR_IN_QUOTES = Message("In Anführungszeichen gilt der Stern nicht; gesucht wird genau, was darin steht")
_STAR_INSIDE = Message(
    "Stern und Fragezeichen gibt es nur als Stern am Ende eines einzelnen Wortes: {example}"
)
_ONE_WORD_MISPRINT = Message(
    "Die Tilde sucht Schreibfehler eines einzelnen Wortes, dahinter höchstens 1 oder 2"
)
_UNCLOSED_BRACKET = Message("Die Klammer wird nicht geschlossen")
_STRAY_BRACKET = Message("Diese Klammer schließt nichts; es fehlt die öffnende")
_NOTHING_AFTER = Message("Nach „{operator}“ fehlt, wonach gesucht wird")
_NOTHING_BEFORE = Message("Vor „{operator}“ fehlt, wonach gesucht wird")
_EMPTY_BRACKETS = Message("Die Klammern sind leer")
_NO_WORD = Message("Hier steht kein Wort, nach dem sich suchen lässt")
_NO_DATE = Message(
    "„{value}“ ist kein Datum; möglich sind 15.08.2017, August 2017, 2017, heute",
)
_NO_EARLIER = Message(
    "„{value}“ gibt es hier nicht; möglich sind {known}",
)
_NO_NUMBER = Message(
    "„{value}“ ist keine Nummer; möglich sind 450, 450/pe, 450/pe/2017, 2017-450",
)


@lru_cache(maxsize=512)  # a page asks for the tree of its query several times
def parse(text: str, *, today: date) -> Node:
    """The tree of a query; an empty text asks for everything. `today` is what relative dates are counted from.

    Raises QuerySyntaxError, with its place, for what cannot be understood: nothing is dropped in silence.
    """
    if len(text) > LONGEST_QUERY:
        raise QuerySyntaxError(_TOO_LONG, text, LONGEST_QUERY, LONGEST_QUERY + 20, limit=LONGEST_QUERY)
    tokens = tokens_of(text)
    if len(tokens) > MOST_WORDS:
        beyond = tokens[MOST_WORDS]
        raise QuerySyntaxError(_TOO_MANY, text, beyond.start, beyond.end, limit=MOST_WORDS)
    if not tokens:
        if text.strip():
            raise QuerySyntaxError(_NO_WORD, text, 0, len(text))
        return Everything()
    return _Parser(text, tokens, today).whole()


def render(node: Node) -> str:
    """The text of a tree; `parse(render(tree)) == tree` for every tree that a text can have."""
    match node:
        case Or(parts):
            return " ODER ".join(f"({render(p)})" if isinstance(p, Or) else render(p) for p in parts)
        case And(parts):
            said = [f"({render(p)})" if isinstance(p, And | Or) else render(p) for p in parts]
            together = " ".join(said)
            # What would be one word side by side, as B and 224, is held apart.
            return together if _held_apart(together, said) else " UND ".join(said)
        case Not(part):
            return f"NICHT ({render(part)})" if isinstance(part, And | Or) else f"NICHT {render(part)}"
        case _:
            return _render_leaf(node)


def _held_apart(together: str, said: list[str]) -> bool:
    whole = [(token.kind, token.text) for token in tokens_of(together)]
    return whole == [(token.kind, token.text) for part in said for token in tokens_of(part)]


def _render_leaf(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return ""
        case Word() | Phrase() | Prefix() | Fuzzy() | Near():
            text = _render_text(leaf)
            if not leaf.title:
                return text
            return f"titel:{text}" if isinstance(leaf, Phrase) or _is_one(text) else f"titel:({text})"
        case Person(name):
            return f"person:{quoted(name)}"
        case FieldIs(field, value):
            return f"{RENDERED_NAME[field]}:{FACETS_BY_KEY[field].written(value)}"
        case Role(text):
            return f"rolle:{quoted(text)}"
        case Quoted(text, exact):
            return f'zitat:"{text}"' if exact else f"zitat:({text})" if " " in text else f"zitat:{text}"
        case AlsoEarlier():
            return f"auch:{EARLIER_NAMES[0]}"
        case NumberIs(_, sign, year, printed) if printed:
            return f"{printed} ({year})" if sign and year else printed
        case NumberIs(running, sign, year):
            return "nr:" + "/".join(str(part) for part in (running, sign, year) if part is not None)
        case Mentions(period):
            return f"termin:{quoted(period.printed)}"
        case Changed(period):
            return f"geändert:{quoted(period.printed)}"
        case Published(period):
            return _render_period(period)


def _render_text(node: Text) -> str:
    match node:
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text, _, edits):
            return f"{text}~{edits or ''}"
        case Near(text, distance):
            return f'"{text}"~{distance}'
        case Word(text):
            return text


def _is_one(text: str) -> bool:
    """Whether a field takes the text as it is, without brackets."""
    return not re.search(r"[\s()]", text)


def _render_period(period: Period) -> str:
    if period.start and period.end:
        return f"am:{quoted(period.printed)}"
    return f"{'von' if period.start else 'bis'}:{quoted(period.printed)}"


class _Parser:
    """Recursive descent: or ← and (OR and)*, and ← not+, not ← (NOT | -)* primary.

    Inside of `titel:( … )` every word is one of the field's.
    """

    def __init__(self, text: str, tokens: list[Token], today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._today = today
        self._at = 0
        self._depth = 0
        self._field_of_group = ""

    def whole(self) -> Node:
        node = self._either()
        if token := self._peek():
            self._fail(_STRAY_BRACKET, token)
        return node

    def _either(self) -> Node:
        parts = [self._all()]
        while (token := self._peek()) and self._is(token, OR):
            self._at += 1
            following = self._peek()
            if following is None or following.kind == "close":
                self._fail(_NOTHING_AFTER, token, operator=token.text)
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while (token := self._peek()) and token.kind != "close" and not self._is(token, OR):
            if self._is(token, AND):
                self._at += 1
                following = self._peek()
                if not parts:
                    self._fail(_NOTHING_BEFORE, token, operator=token.text)
                if following is None or following.kind == "close" or self._is(following, OR | AND):
                    self._fail(_NOTHING_AFTER, token, operator=token.text)
                continue
            parts.append(self._negatable())
        if not parts:
            token = self._peek()
            assert token is not None
            self._fail(
                _EMPTY_BRACKETS if token.kind == "close" else _NOTHING_BEFORE, token, operator=token.text
            )
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _negatable(self) -> Node:
        token = self._peek()
        assert token is not None
        if token.kind == "minus" or self._is(token, NOT):
            self._at += 1
            following = self._peek()
            if following is None or following.kind == "close" or self._is(following, OR | AND):
                self._fail(_NOTHING_AFTER, token, operator=token.text)
            return Not(self._nested(self._negatable, token))
        return self._primary()

    def _primary(self) -> Node:
        token = self._tokens[self._at]
        self._at += 1
        if token.kind == "open":
            if (following := self._peek()) and following.kind == "close":
                self._fail(_EMPTY_BRACKETS, token)
            if self._peek() is None:
                self._fail(_UNCLOSED_BRACKET, token)
            node = self._nested(self._either, token)
            closing = self._peek()
            if closing is None:
                self._fail(_UNCLOSED_BRACKET, token)
            self._at += 1
            return node
        if token.kind == "group":
            return self._group(token)
        if self._field_of_group:
            return self._field(replace(token, kind="field", field=self._field_of_group))
        if token.kind == "number":
            return self._number(token)
        if token.kind == "field":
            return self._field(token)
        if token.kind == "near":
            return self._near(token)
        return self._words(token, title=False)

    def _group(self, token: Token) -> Node:
        """What stands in brackets behind a field: titel:(Radweg ODER Kita)."""
        outer, self._field_of_group = self._field_of_group, token.field
        node = self._primary()
        self._field_of_group = outer
        return node

    def _near(self, token: Token) -> Node:
        spoken = words(token.text)
        if len(spoken) < 2 or len(spoken) > _MOST_NEAR:
            self._fail(_NEAR_NEEDS_TWO, token, limit=_MOST_NEAR)
        return Near(" ".join(spoken), min(token.distance, _FARTHEST))

    def _nested(self, inner: Callable[[], Node], token: Token) -> Node:
        self._depth += 1
        if self._depth > DEEPEST_BRACKETS:
            self._fail(_TOO_DEEP, token, limit=DEEPEST_BRACKETS)
        node = inner()
        self._depth -= 1
        return node

    def _words(self, token: Token, *, title: bool) -> Node:
        text = _as_seen(" ".join(token.text.split()))
        spoken = words(text)
        if not spoken:
            self._fail(_NO_WORD, token)
        if token.kind == "quote":
            if _STAR.search(text):
                self._fail(_STAR_IN_QUOTES, token)
            return Phrase(text, title)
        understood = wholes_of(text)
        if understood and understood[0][:2] == (0, len(text)):
            return Word(text, title)
        if _STAR.search(text) or _QUESTION.search(text):
            if len(spoken) == 1 and text == f"{spoken[0]}*":
                return Prefix(spoken[0], title)
            self._fail(_STAR_INSIDE, token, example=f"{spoken[0]}*")
        bare = _as_seen(_without_edges(text))
        if _TILDE.search(text) or _TILDE.search(bare):  # Radwe~{ without its edge is Radwe~
            tilded = text if _TILDE.search(text) else bare
            match = _MISPRINT.fullmatch(tilded)
            if match is None or len(words(tilded.partition("~")[0])) > 1:
                self._fail(_ONE_WORD_MISPRINT, token)
            return Fuzzy(spoken[0], title, int(match[1]) if match[1] else None)
        return Word(bare, title)

    def _field(self, token: Token) -> Node:
        name = fold(token.field)
        value = visible(token.text).strip('"„“”»«').strip()
        field = KEY_OF_NAME[name]
        if field == "title":
            return self._words(replace(token, kind=_kind_of_value(self._text, token)), title=True)
        if not words(value):
            self._fail(_NO_WORD, token)
        if field == "person":
            return Person(_in_order(value))
        if field in FACETS_BY_KEY:
            return FieldIs(field, self._value(token, FACETS_BY_KEY[field], value))
        if field == "number":
            return self._number(token)
        if field == "quotation":
            exact = _kind_of_value(self._text, token) == "quote"
            return Quoted(value if exact else _without_edges(value), exact)
        if field == "role":
            return Role(" ".join(words(value)))
        if field == "also":
            if fold(value) not in EARLIER_NAMES:
                self._fail(_NO_EARLIER, token, value=value, known=EARLIER_NAMES[0])
            return AlsoEarlier()
        return self._published(token, field, value)

    def _value(self, token: Token, facet: Facet, value: str) -> str:
        """A value as releases have it; of a small vocabulary only one that is in it."""
        vocabulary = facet.vocabulary
        if vocabulary is None:
            return facet.meant(value)
        found = vocabulary.find(value)
        if found is None:
            known = {fold(name): name for name in vocabulary.known}
            likely = process.extractOne(fold(value), list(known), scorer=fuzz.ratio, score_cutoff=_LIKELY)
            facts = {"value": value, "known": ", ".join(vocabulary.known)}
            if likely is None or vocabulary.unknown_like is None:
                self._fail(vocabulary.unknown, token, **facts)
            self._fail(vocabulary.unknown_like, token, likely=known[likely[0]], **facts)
        return found

    def _number(self, token: Token) -> Node:
        value = token.text.strip('"„“”»«').strip()
        if token.kind == "number":  # PM, Nr. and their like before it
            value = value.lstrip(string.ascii_letters + ". ")
        match = _NUMBER.fullmatch(value)
        if match is None:
            self._fail(_NO_NUMBER, token, value=value)
        year = next(filter(None, map(match.group, ("year_first", "year", "year_last", "year_beside"))), None)
        sign = match["sign"].lower() if match["sign"] else None
        running, year_of = int(match["running"]), int(year) if year else None
        printed = (
            _printed(token.text, match["running"], match["sign"], year_of) if token.kind == "number" else ""
        )
        return NumberIs(running, sign, year_of, printed)

    def _published(self, token: Token, field: str, value: str) -> Node:
        lean = Lean.NEXT if field == "mentioned" else Lean.LAST
        period = read_period(value, today=self._today, lean=lean)
        if period is None:
            self._fail(_NO_DATE, token, value=value)
        if field in _OTHER_DAYS:
            return _OTHER_DAYS[field](Period(start=period.start, end=period.end, printed=value))
        start = None if field == "to" else period.start
        end = None if field == "from" else period.end
        if start is None and end is None:  # von:"bis 2017"
            self._fail(_NO_DATE, token, value=value)
        return Published(Period(start=start, end=end, printed=value))

    def _peek(self) -> Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is(self, token: Token, operators: frozenset[str]) -> bool:
        return (token.kind == "word" and token.text in operators) or (token.kind == "or" and operators is OR)

    def _fail(self, why: Message, token: Token, **facts: object) -> Never:
        raise QuerySyntaxError(why, self._text, token.start, token.end, **facts)


def _as_seen(text: str) -> str:
    """As a reader sees it; an accent alone, of which NFKC makes a space and an accent, stays what it is."""
    shown = plain(text)
    return shown if len(shown.split()) == len(text.split()) else text


def _in_order(name: str) -> str:
    """A name as people say it: Uwe Nöring for "Nöring, Uwe"."""
    last, comma, first = name.partition(",")
    return f"{first.strip()} {last.strip()}" if comma and first.strip() and "," not in first else name


def _printed(typed: str, running: str, sign: str | None, year: int | None) -> str:
    """How a text may have a number: 450/pe, 12/2024, and PM 10 as it was typed."""
    if sign or year:
        return f"{running}/{sign or year}"
    return " ".join(typed.split())


def _without_edges(text: str) -> str:
    """Without the signs around it: a comma, a colon; the point of an abbreviation belongs to it."""
    bare = _EDGES.sub("", text)
    return f"{bare}." if text.startswith(f"{bare}.") and is_abbreviation(f"{bare}.") else bare


def _kind_of_value(text: str, token: Token) -> str:
    """Whether the value of a field stands in quotation marks."""
    return "quote" if re.search(r":\s*[\"„“”«»‚‘,']", text[token.start : token.end]) else "word"
