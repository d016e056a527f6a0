"""Text ⇄ tree: the query language, told in docs/query-language.md."""

import re
import string
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Never

from rapidfuzz import fuzz, process

from language.german.dates import Lean, Period
from language.german.dates.whole import read_period
from language.german.tokens import fold, visible, words
from language.messages import Message
from search.errors import QuerySyntaxError
from search.fields import FACETS_BY_KEY, KEY_OF_NAME, RENDERED_NAME, Facet, quoted
from search.query import (
    AlsoEarlier,
    And,
    Everything,
    FieldIs,
    Fuzzy,
    Leaf,
    Mentions,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Prefix,
    Published,
    Role,
    Text,
    Word,
)

# Raise it whenever a text would come out as another tree; saved searches carry it.
GRAMMAR_VERSION = 4
LONGEST_QUERY = 1_000
DEEPEST_BRACKETS = 20
MOST_WORDS = 64

EARLIER_NAMES = ("alt", "earlier")
_OR, _AND, _NOT = {"ODER", "OR"}, {"UND", "AND"}, {"NICHT", "NOT"}
# From 0 to 100: a name less like the one typed is no help as a suggestion.
_LIKELY = 60
# Signs of this language: alone, they are a mistake worth telling.
_MEANT = {"-", "*", "~"}

_QUOTED = r'"[^"]*"|„[^“”"]*[“”"]|“[^“”]*”|»[^»«]*«|«[^»«]*»'
# A release's number needs no field: 450/pe, 450/pe 2017, Nr. 450/pe (2017), PM 450. Without sign "Nr. 114" may be
# anything's.
_NUMBER_ALONE = r"""
    (?:(?:Pressemitteilung|PM|Nr\.?|Nummer)\s+){0,2}\d{1,5}\s?/\s?[A-Za-zÄÖÜäöü]{1,5}(?:\s?\((?:19|20)\d{2}\)|\s(?:19|20)\d{2}(?![\w.,/-]))?(?![\w/])
    | (?:Pressemitteilung\s+(?:Nr\.?\s+)?|PM\s+)\d{1,5}(?![\w/.,-])
"""
_TOKEN = re.compile(
    rf"""\s*(?:
      (?P<open>\() | (?P<close>\))
    | (?P<minus>-(?=[^\s\-]))
    | (?P<number>{_NUMBER_ALONE})
    | (?P<field>[^\W\d_]+):(?!//)(?P<value>{_QUOTED}|[^\s()"]+)
    | (?P<quote>{_QUOTED})
    | (?P<unclosed>["„“»«])
    | (?P<word>[^\s()"„“”»«]+)
    )""",
    re.VERBOSE,
)
_NUMBER = re.compile(
    r"(?:(?P<year_first>(?:19|20)\d{2})-)?(?P<running>\d{1,5})"
    r"(?:\s?/\s?(?:(?P<year>(?:19|20)\d{2})|(?P<sign>[a-zäöü]{1,5})(?:\s?[/( ]\s?(?P<year_last>(?:19|20)\d{2})\)?)?))?",
    re.IGNORECASE,
)

_TOO_LONG = Message("Die Anfrage ist länger als {limit} Zeichen")
_TOO_MANY = Message("Die Anfrage hat mehr als {limit} Wörter")
_TOO_DEEP = Message("Mehr als {limit} Klammern ineinander")
_UNCLOSED_QUOTE = Message("Das Anführungszeichen wird nicht geschlossen")
_UNCLOSED_BRACKET = Message("Die Klammer wird nicht geschlossen")
_STRAY_BRACKET = Message("Diese Klammer schließt nichts; es fehlt die öffnende")
_NOTHING_AFTER = Message("Nach „{operator}“ fehlt, wonach gesucht wird")
_NOTHING_BEFORE = Message("Vor „{operator}“ fehlt, wonach gesucht wird")
_EMPTY_BRACKETS = Message("Die Klammern sind leer")
_NO_WORD = Message("Hier steht kein Wort, nach dem sich suchen lässt")
_UNKNOWN_FIELD = Message(
    "Ein Feld „{field}:“ gibt es nicht; gemeint ist vielleicht „{likely}:“. Felder sind {known}",
)
_NO_SUCH_FIELD = Message(
    "Ein Feld „{field}:“ gibt es nicht. Felder sind {known}",
)
_NO_DATE = Message(
    "„{value}“ ist kein Datum; möglich sind 15.08.2017, August 2017, 2017, heute",
)
_NO_EARLIER = Message(
    "„{value}“ gibt es hier nicht; möglich sind {known}",
)
_NO_NUMBER = Message(
    "„{value}“ ist keine Nummer; möglich sind 450, 450/pe, 450/pe/2017, 2017-450",
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    start: int
    end: int
    text: str
    field: str = ""


def parse(text: str, *, today: date) -> Node:
    """The tree of a query; an empty text asks for everything. `today` is what relative dates are counted from.

    Raises QuerySyntaxError, with its place, for what cannot be understood: nothing is dropped in silence.
    """
    if len(text) > LONGEST_QUERY:
        raise QuerySyntaxError(_TOO_LONG, text, LONGEST_QUERY, LONGEST_QUERY + 20, limit=LONGEST_QUERY)
    tokens = _tokens(text)
    if len(tokens) > MOST_WORDS:
        beyond = tokens[MOST_WORDS]
        raise QuerySyntaxError(_TOO_MANY, text, beyond.start, beyond.end, limit=MOST_WORDS)
    if not tokens:
        return Everything()
    return _Parser(text, tokens, today).whole()


def render(node: Node) -> str:
    """The text of a tree; `parse(render(tree)) == tree` for every tree that a text can have."""
    match node:
        case Or(parts):
            return " ODER ".join(f"({render(p)})" if isinstance(p, Or) else render(p) for p in parts)
        case And(parts):
            return " ".join(f"({render(p)})" if isinstance(p, And | Or) else render(p) for p in parts)
        case Not(part):
            return f"NICHT ({render(part)})" if isinstance(part, And | Or) else f"NICHT {render(part)}"
        case _:
            return _render_leaf(node)


def _render_leaf(leaf: Leaf) -> str:
    match leaf:
        case Everything():
            return ""
        case Word() | Phrase() | Prefix() | Fuzzy():
            return ("titel:" if leaf.title else "") + _render_text(leaf)
        case Person(name):
            return f"person:{quoted(name)}"
        case FieldIs(field, value):
            return f"{RENDERED_NAME[field]}:{FACETS_BY_KEY[field].written(value)}"
        case Role(text):
            return f"rolle:{quoted(text)}"
        case AlsoEarlier():
            return f"auch:{EARLIER_NAMES[0]}"
        case NumberIs(running, sign, year):
            return "nr:" + "/".join(str(part) for part in (running, sign, year) if part is not None)
        case Mentions(period):
            return f"termin:{quoted(period.printed)}"
        case Published(period):
            return _render_period(period)


def _render_text(node: Text) -> str:
    match node:
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case Fuzzy(text):
            return f"{text}~"
        case Word(text):
            return text


def _render_period(period: Period) -> str:
    if period.start and period.end:
        return f"am:{quoted(period.printed)}"
    return f"{'von' if period.start else 'bis'}:{quoted(period.printed)}"


def _tokens(text: str) -> list[_Token]:
    found = []
    at = 0
    while at < len(text.rstrip()):
        match = _TOKEN.match(text, at)
        if match is None:  # a closing quotation mark that nothing opened
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise QuerySyntaxError(_UNCLOSED_QUOTE, text, start, start + 1)
        kind = match.lastgroup if match.lastgroup != "value" else "field"
        assert kind is not None
        start, end = match.span("field" if kind == "field" else kind)
        if kind == "unclosed":
            raise QuerySyntaxError(_UNCLOSED_QUOTE, text, start, len(text))
        if kind == "field":
            found.append(_Token(kind, start, match.end(), match["value"], match["field"]))
        elif kind != "word" or match[kind] in _MEANT or words(match[kind]):
            found.append(_Token(kind, start, end, match[kind]))  # a dash or a dot between words says nothing
        at = match.end()
    return found


class _Parser:
    """Recursive descent: or ← and (OR and)*, and ← not+, not ← (NOT | -)* primary."""

    def __init__(self, text: str, tokens: list[_Token], today: date) -> None:
        self._text = text
        self._tokens = tokens
        self._today = today
        self._at = 0
        self._depth = 0

    def whole(self) -> Node:
        node = self._either()
        if token := self._peek():
            self._fail(_STRAY_BRACKET, token)
        return node

    def _either(self) -> Node:
        parts = [self._all()]
        while (token := self._peek()) and self._is(token, _OR):
            self._at += 1
            following = self._peek()
            if following is None or following.kind == "close":
                self._fail(_NOTHING_AFTER, token, operator=token.text)
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts: list[Node] = []
        while (token := self._peek()) and token.kind != "close" and not self._is(token, _OR):
            if self._is(token, _AND):
                self._at += 1
                following = self._peek()
                if not parts:
                    self._fail(_NOTHING_BEFORE, token, operator=token.text)
                if following is None or following.kind == "close" or self._is(following, _OR | _AND):
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
        if token.kind == "minus" or self._is(token, _NOT):
            self._at += 1
            following = self._peek()
            if following is None or following.kind == "close" or self._is(following, _OR | _AND):
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
        if token.kind == "number":
            return self._number(token)
        if token.kind == "field":
            return self._field(token)
        return self._words(token, title=False)

    def _nested(self, inner: Callable[[], Node], token: _Token) -> Node:
        self._depth += 1
        if self._depth > DEEPEST_BRACKETS:
            self._fail(_TOO_DEEP, token, limit=DEEPEST_BRACKETS)
        node = inner()
        self._depth -= 1
        return node

    def _words(self, token: _Token, *, title: bool) -> Node:
        text = token.text
        quoted = text[0] in '"„“»«'
        bare = visible(text[1:-1] if quoted else text)
        spoken = words(bare)
        if not spoken:
            self._fail(_NO_WORD, token)
        if quoted or len(spoken) > 1:
            return Phrase(" ".join(spoken), title)
        if bare.endswith("*"):
            return Prefix(spoken[0], title)
        if bare.endswith("~"):
            return Fuzzy(spoken[0], title)
        return Word(spoken[0], title)

    def _field(self, token: _Token) -> Node:
        name = fold(token.field)
        value = visible(token.text).strip('"„“”»«').strip()
        field = KEY_OF_NAME.get(name)
        if field is None:
            known = ", ".join(f"{name}:" for name in RENDERED_NAME.values())
            likely = process.extractOne(name, list(KEY_OF_NAME), scorer=fuzz.ratio, score_cutoff=_LIKELY)
            if likely is None:
                self._fail(_NO_SUCH_FIELD, token, field=token.field, known=known)
            meant = RENDERED_NAME[KEY_OF_NAME[likely[0]]]
            self._fail(_UNKNOWN_FIELD, token, field=token.field, likely=meant, known=known)
        if field == "title":
            return self._words(token, title=True)
        if not words(value):
            self._fail(_NO_WORD, token)
        if field == "person":
            return Person(value)
        if field in FACETS_BY_KEY:
            return FieldIs(field, self._value(token, FACETS_BY_KEY[field], value))
        if field == "number":
            return self._number(token)
        if field == "role":
            return Role(" ".join(words(value)))
        if field == "also":
            if fold(value) not in EARLIER_NAMES:
                self._fail(_NO_EARLIER, token, value=value, known=EARLIER_NAMES[0])
            return AlsoEarlier()
        return self._published(token, field, value)

    def _value(self, token: _Token, facet: Facet, value: str) -> str:
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

    def _number(self, token: _Token) -> Node:
        value = token.text.strip('"„“”»«').strip()
        if token.kind == "number":  # PM, Nr. and their like before it
            value = value.lstrip(string.ascii_letters + ". ")
        match = _NUMBER.fullmatch(value)
        if match is None:
            self._fail(_NO_NUMBER, token, value=value)
        year = match["year_first"] or match["year"] or match["year_last"]
        sign = match["sign"].lower() if match["sign"] else None
        return NumberIs(int(match["running"]), sign, int(year) if year else None)

    def _published(self, token: _Token, field: str, value: str) -> Node:
        lean = Lean.NEXT if field == "mentioned" else Lean.LAST
        period = read_period(value, today=self._today, lean=lean)
        if period is None:
            self._fail(_NO_DATE, token, value=value)
        if field == "mentioned":
            return Mentions(Period(start=period.start, end=period.end, printed=value))
        start = None if field == "to" else period.start
        end = None if field == "from" else period.end
        if start is None and end is None:  # von:"bis 2017"
            self._fail(_NO_DATE, token, value=value)
        return Published(Period(start=start, end=end, printed=value))

    def _peek(self) -> _Token | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _is(self, token: _Token, operators: set[str]) -> bool:
        return token.kind == "word" and token.text in operators

    def _fail(self, why: Message, token: _Token, **facts: object) -> Never:
        raise QuerySyntaxError(why, self._text, token.start, token.end, **facts)
