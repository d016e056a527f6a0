"""Quotations and who speaks in them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.reading.persons.linking import Individual
from ingest.reading.persons.marks import Marked, marked
from ingest.reading.persons.mentions import Mention
from ingest.reading.persons.saying import SAYS
from ingest.reading.persons.titles import names_a_work
from language.german.lexicon import gender_of
from language.german.roles import head_of, role_of
from language.german.sentences import sentences

_PRONOUN = re.compile(r"\b(?:er|sie|ihm|ihr|dieser|diese|der|die)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
# A quotation of so few words is rather a title or a term.
_LONGEST_NAME = 3
# How far behind an office a name may begin that belongs to it, and how far a next paragraph is looked into.
_NAME_FOLLOWS, _REACH = 8, 200
_NAMED_BEFORE = 100
_MEANT = re.compile(
    r"\s*(?:(?P<pronoun>er|sie)\b|(?:der|die|das)\s+(?:[a-zäöüß]+e\s+){0,2}(?P<role>[A-ZÄÖÜ][\w-]+))"
)
_NEXT_CLAUSE = re.compile(r";|,\s(?:und|während|aber|doch)\s")
# "Der lachte": a word that points to who was named last.
_POINTS_BACK = re.compile(r"\s*(?:Der|Die|Dieser|Diese)\s+[a-zäöüß]+(?:te|e|t|ab|ief|ach)\b")
_DEFINITE = re.compile(r"\b(?:[Dd]er|[Dd]ie)\s+(?:[\wäöüß-]+\s+){0,2}[A-ZÄÖÜ]\w+")
# Who speaks without a name: "ein Landwirt rief", "fragen viele Kinder".
_ANYBODY = re.compile(
    r"\b(?:[Ee]ine?|[Vv]iele|[Mm]anche|[Ee]inige|[Mm]ehrere|[Jj]ede[rs]?|[Kk]eine?r?|[Aa]ndere|[Zz]wei|[Dd]rei|[Dd]ie meisten)\s+"
    r"(?:[\wäöüß-]+(?:e|er|en|es)\s+)?(?P<noun>[A-ZÄÖÜ][\w-]+)"
)
_PEOPLE = frozenset(
    "kind kinder mädchen junge jungen frau mann dame herr paar leute menschen stimme besucher bürger gäste gast jugendliche".split()
)
_OPENS_WITH_PRONOUN = re.compile(r"(?:Er|Sie|Unter (?:ihm|ihr)|Mit (?:ihm|ihr))\b")
_TOLD_AFTER = re.compile(
    r"\s*(?:So\b|Mit diese[nmr]\b|(?:Das|Dies|Diese [A-ZÄÖÜ]\w+)\s+(?:sagte?|war(?:en)?|fragte?|rief|schrieb|betonte?|stellte)\b|Diese Worte\b)"
)
# Finite forms of reported speech: what stands in such a sentence is still said by who spoke before.
_REPORTED = re.compile(
    r"\b(?:sei(?:en)?|habe|wolle|könne|müsse|werde|solle|dürfe|gebe|komme|gehe|stehe|bleibe|wäre|hätten?|würden?|könnten)\b"
)
# Words that mean whoever heads the town or the county, whatever the office is called.
_HEADS_OF_TOWN = re.compile(r"(?:stadtoberhaupt|oberhaupt|(?:rathaus|verwaltungs|stadt|gemeinde|kreis)chef(?:in)?|ob)$")
_MAYORS = ("buergermeister", "landrat", "verwaltungschef", "amtsdirektor")


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words in quotation marks, characters `[start, end)` inside the marks, and who speaks, by place in the list of persons."""

    start: int
    end: int
    speaker: int | None


def quotations(
    text: str, people: Sequence[Individual], roles: Sequence[frozenset[str]], end: int
) -> list[Spoken]:
    """The quotations of the first `end` characters of a text with their speakers, in their order.

    `roles` are the heads of the roles of each of the people (`german.roles.head_of`).
    """
    owners = sorted(
        ((mention, index) for index, person in enumerate(people) for mention in person.mentions),
        key=lambda pair: pair[0].start,
    )
    found: list[Spoken] = []
    inside = False
    for start, stop in _paragraphs(text, end):
        spans, inside = marked(text, start, stop, inside=inside)
        reader = _Paragraph(text, start, stop, owners, people, roles, spans)
        found += reader.spoken(found[-1].speaker if found else None)
    return found


def _paragraphs(text: str, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text[:end])]


class _Paragraph:
    """The quotations of one paragraph."""

    def __init__(
        self,
        text: str,
        start: int,
        stop: int,
        owners: Sequence[tuple[Mention, int]],
        people: Sequence[Individual],
        roles: Sequence[frozenset[str]],
        spans: Sequence[Marked],
    ) -> None:
        self.text = text
        self.start, self.stop = start, stop
        self.roles = roles
        self.all = owners
        first, last = (bisect_left(owners, place, key=lambda pair: pair[0].start) for place in (start, stop))
        self.owners = owners[first:last]
        # Who was named long before is not meant by a pronoun here.
        self.earlier = owners[max(0, first - _NAMED_BEFORE) : first]
        self.people = people
        self.marked = spans

    def spoken(self, last_speaker: int | None) -> list[Spoken]:
        found: list[Spoken] = []
        for number, span in enumerate(self.marked):
            said = self.text[span.first : span.last]
            if names_a_work(self.text[self.start : span.start], said, self.text[span.end : self.stop]):
                continue
            speaker = last_speaker if span.continues else self._speaker(number, found, last_speaker)
            found.append(Spoken(span.first, span.last, speaker))
        return found

    def _speaker(self, number: int, found: list[Spoken], last_speaker: int | None) -> int | None:
        span = self.marked[number]
        begin, end = span.start, span.end
        left_from = self.marked[number - 1].end if number else self.start
        right_to = self.marked[number + 1].start if number + 1 < len(self.marked) else self.stop
        left, right = self.text[left_from:begin], self.text[end:right_to]
        previous = found[-1].speaker if found else None
        if number and not self._named_between(left_from, begin) and not _ends_sentence(left):
            named_thing = self.marked[number - 1]
            if len(_WORD.findall(self.text[named_thing.first : named_thing.last])) <= _LONGEST_NAME:
                left_from = self.marked[number - 2].end if number > 1 else self.start
                left = self.text[left_from:begin]
        clause_from = left_from + _last_sentence(left)
        clause = self.text[clause_from:begin]
        tail = right[: _sentence_end(right)]
        inside = self.text[span.first : span.last]
        whole = len(_WORD.findall(inside)) > 3
        colon = clause.rstrip().endswith(":")
        last = previous if previous is not None else last_speaker
        if _attributes(tail) and not self._introduces_more(tail, end):
            return self._attributed(tail, begin, end, last)
        if colon:
            goes_on = previous if number and not _ends_sentence(left) else None
            return self._announced(clause, clause_from, begin, goes_on, last)
        # "A", sagt X, "B"
        if number and not _ends_sentence(left) and previous is not None and SAYS.search(left):
            return previous
        # "A", sagt X. "B."
        if number and previous is not None and whole and left.lstrip()[:1] in {",", "–"} and clause == left:
            return previous
        if SAYS.search(clause):
            named = self._subject(clause_from, begin)
            if named is None:
                named = self._subject(end, end + len(tail))
            if named is not None:
                return named
            if _PRONOUN.search(clause) or role_in(clause):
                return self._unnamed(clause, clause_from, last)
        if number and previous is not None and whole and not clause.strip(" \n.,–-"):
            return previous
        if _TOLD_AFTER.match(right) and inside.rstrip().endswith((".", "!", "?")):
            behind = end + len(tail) if tail.strip() else end + 1
            if (named := self._first_named(end, max(behind, self._sentence_behind(end, right_to)))) is not None:
                return named
        if last is not None and _REPORTED.search(clause or self._before_last(left)):
            return last
        # A quotation that is a paragraph of its own goes on with who spoke last.
        if whole and not clause.strip() and not tail.strip(" ."):
            if number:
                return previous
            introduced = self._introduced()
            return introduced if introduced is not None else self._told_after()
        if whole and (named := self._subject(clause_from, begin)) is not None:
            return named
        # A sentence that is all quotation, after one that names nobody else.
        closed = inside.rstrip().endswith((".", "!", "?")) and not right[:1].isalpha()
        apart = whole and left.rstrip().endswith((".", "!", "?")) and (closed or not tail.strip(" ."))
        return previous if apart and number and not self._named_between(clause_from, begin) else None

    def _attributed(self, tail: str, begin: int, end: int, last: int | None) -> int | None:
        """ "…", sagt X"""
        says = SAYS.search(tail) or re.search(r"[^\W\d_]+", tail)
        at, after = says.span() if says else (0, 0)
        if (meant := self._meant_after(tail, after, end)) is not None:
            return self._unnamed(meant, begin, last)
        named = self._near(end + at, end + after, end, end + len(tail))
        return named if named is not None else self._unnamed(tail, begin, last)

    def _introduces_more(self, tail: str, end: int) -> bool:
        """ "…": So stehen X und Y zur Verfügung: a colon that leads to a sentence, not to a name."""
        match = re.match(r"\s*:\s*", tail)
        if match is None:
            return False
        begin = end + match.end()
        named = next((mention.start for mention, _ in self.owners if mention.start >= begin), None)
        return named is None or any(word.islower() for word in self.text[begin:named].split())

    def _announced(
        self, clause: str, clause_from: int, begin: int, goes_on: int | None, last: int | None
    ) -> int | None:
        """X sagt: "…"; `goes_on` is who spoke before in the same sentence."""
        cuts = [match.end() for match in _NEXT_CLAUSE.finditer(clause)]
        # "…", sagt X, und Y fügt hinzu: "…"
        if cuts and (clause.rfind(";") >= 0 or self._named_between(clause_from + cuts[-1], begin)):
            clause_from, clause = clause_from + cuts[-1], clause[cuts[-1] :]
        named = self._subject(clause_from, begin)
        if named is not None:
            return named
        return goes_on if goes_on is not None else self._unnamed(clause, clause_from, last)

    def _first_named(self, start: int, stop: int) -> int | None:
        return next((index for mention, index in self.owners if start <= mention.start < stop), None)

    def _sentence_behind(self, end: int, stop: int) -> int:
        """The end of the first sentence behind a quotation that is a sentence itself."""
        begin = end + len(self.text[end:stop]) - len(self.text[end:stop].lstrip())
        return begin + _sentence_end(self.text[begin:stop])

    def _before_last(self, left: str) -> str:
        """The last sentence of what stands before a quotation that begins a sentence."""
        done = left.rstrip()
        return done[_last_sentence(done) :]

    def _named_between(self, start: int, stop: int) -> bool:
        return any(start <= mention.start < stop for mention, _ in self.owners)

    def _meant_after(self, tail: str, after: int, end: int) -> str | None:
        """The pronoun or the office after a verb of saying, where no name follows it at once."""
        match = _MEANT.match(tail, after)
        if match is None:
            return None
        behind = end + match.end()
        named = any(end + after <= mention.start <= behind + _NAME_FOLLOWS for mention, _ in self.owners)
        pronoun = match["pronoun"] is not None
        if not pronoun and (named or role_of(match["role"]) is None):
            return None
        return match.group()

    def _told_after(self) -> int | None:
        """Who a quotation in a paragraph of its own belongs to, where the next one says so: "Mit diesem Satz …"."""
        following = self.text[self.stop : self.stop + _REACH]
        if not _TOLD_AFTER.match(following):
            return None
        return next(
            (index for mention, index in self.all if self.stop <= mention.start < self.stop + _REACH), None
        )

    def _near(self, begin: int, end: int, start: int, stop: int) -> int | None:
        """Who is named beside the verb of saying: the first after it, else the last before it."""
        after = [index for mention, index in self.owners if end <= mention.start < stop]
        before = [index for mention, index in self.owners if start <= mention.start < begin]
        return after[0] if after else before[-1] if before else None

    def _subject(self, start: int, stop: int) -> int | None:
        """Who acts in a stretch of text: the person beside the verb of saying, else the first."""
        inside = [(mention, index) for mention, index in self.owners if start <= mention.start < stop]
        if not inside:
            return None
        clause = self.text[start:stop]
        if says := SAYS.search(clause):
            verb = start + says.start()
            close = [
                (abs(mention.start - verb) if mention.start > verb else abs(verb - mention.end), index)
                for mention, index in inside
            ]
            first = inside[0]
            if first[0].end < verb:
                return first[1] if len(inside) == 1 else self._before_verb(inside, verb)
            return min(close)[1]
        return inside[-1][1] if clause.rstrip().endswith(":") and len(clause) < 120 else inside[0][1]

    def _before_verb(self, inside: list[tuple[Mention, int]], verb: int) -> int:
        before = [pair for pair in inside if pair[0].end <= verb]
        # "X vom Verein Y sagte": the one named first in the clause is its subject, unless a preposition governs it.
        for mention, index in before:
            at = mention.first - 1
            words = mention.sentence.words
            if at < 0 or words[at].text.lower() not in {
                "mit",
                "von",
                "für",
                "an",
                "bei",
                "nach",
                "neben",
                "durch",
                "gegen",
            }:
                return index
        return before[-1][1]

    def _unnamed(self, clause: str, place: int, last: int | None) -> int | None:
        """ "so die Bürgermeisterin", "sagte sie": by the role, else who was spoken of last."""
        if _is_anybody(clause):
            return None
        for role in role_in(clause):
            held = self._with_role(role, place)
            if held is not None:
                return held
        gender = _gender_said(clause)
        if _POINTS_BACK.match(clause):
            return self._pointed_at(place, gender, last)
        if role_in(clause) and _DEFINITE.search(clause):
            return self._described(place, gender, last)
        before = [
            index
            for mention, index in (*self.earlier, *self.owners)
            if mention.start < place and self._fits(index, gender)
        ]
        sentence = [
            index
            for mention, index in self.owners
            if self._sentence_before(place) <= mention.start < place and self._fits(index, gender)
        ]
        if last is not None and not self._fits(last, gender):
            last = None
        # Who spoke in a paragraph before is not meant where this one names the only other it can be.
        here = {index for mention, index in self.owners if mention.start < place and self._fits(index, gender)}
        if last is not None and last not in here and len(here) == 1 and gender is not None:
            return here.pop()
        if sentence and not self._begins_with_pronoun(place):
            return sentence[0]
        if last is not None:
            return last
        everybody = {index for mention, index in (*self.earlier, *self.owners) if mention.start < place}
        if not before and len(everybody) == 1:
            return everybody.pop()
        # "der Wagenbauer", told of nobody: who was named last in the paragraph.
        if role_in(clause) and (here := [index for mention, index in self.owners if mention.start < place]):
            fitting = [index for index in here if self._fits(index, gender)]
            if fitting:
                return fitting[-1]
        counts = Counter(before)
        return max(before, key=lambda index: counts[index]) if before else None

    def _pointed_at(self, place: int, gender: str | None, last: int | None) -> int | None:
        """ "Der lachte und sagte": who is named last before it and has not just spoken, by name or by office."""
        begin = self._sentence_before(place)
        for role in reversed(role_in(self.text[begin:place])):
            held = self._with_role(role, place)
            if held is not None and held != last:
                return held
        named = [index for mention, index in self.owners if begin <= mention.start < place and index != last]
        return named[-1] if named and self._fits(named[-1], gender) else None

    def _described(self, place: int, gender: str | None, last: int | None) -> int | None:
        """ "Die 81-jährige Ordensfrau antwortete": of whom that is told of nobody, the one it can be."""
        everybody = {index for mention, index in (*self.earlier, *self.owners) if mention.start < place}
        fitting = {index for index in everybody if self._fits(index, gender)}
        others = (fitting - {last}) or fitting
        if len(others) == 1:
            return others.pop()
        if not fitting and len(everybody) == 1:
            return everybody.pop()
        here = [index for mention, index in self.owners if mention.start < place and index in others]
        return here[-1] if here else None

    def _begins_with_pronoun(self, place: int) -> bool:
        """Whether the sentence before speaks of somebody already named: its names are not who acts in it."""
        return bool(_OPENS_WITH_PRONOUN.match(self.text, self._sentence_before(place)))

    def _fits(self, index: int, gender: str | None) -> bool:
        return gender is None or gender_of(self.people[index].words[0]) in (gender, None)

    def _sentence_before(self, place: int) -> int:
        text = self.text[self.start : place]
        starts = [begin for begin, _ in sentences(text)]
        return self.start + (starts[-1] if starts else 0)

    def _with_role(self, role: str, place: int) -> int | None:
        """Whose role a noun names: of several the one whose role is called just so, then the one named last before."""
        wanted = head_of(role)
        wanted_ends = _MAYORS if _HEADS_OF_TOWN.search(wanted) else (wanted,)
        likely = []
        for index, heads in enumerate(self.roles):
            if any(head.endswith(wanted_ends) for head in heads):
                before = [mention.start for mention in self.people[index].mentions if mention.start < place]
                likely.append((wanted in heads, max(before, default=-1), index))
        return max(likely)[2] if likely else None

    def _introduced(self) -> int | None:
        """Who a quotation in a paragraph of its own belongs to: the last named in the sentence before."""
        return (
            self.earlier[-1][1] if self.earlier and self.text[: self.start].rstrip().endswith(":") else None
        )


def _is_anybody(clause: str) -> bool:
    return any(
        match["noun"].lower() in _PEOPLE or role_of(match["noun"]) is not None for match in _ANYBODY.finditer(clause)
    )


def _gender_said(clause: str) -> str | None:
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


def _last_sentence(text: str) -> int:
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


def _sentence_end(text: str) -> int:
    for match in _END.finditer(text):
        if not re.search(
            r"(?:\b(?:Dr|Prof|St|bzw|ca|Nr|[A-ZÄÖÜ]|med|h|c)|\b\d{1,2})$", text[: match.start()]
        ):
            return match.end()
    newline = text.find("\n")
    return newline if newline >= 0 else len(text)


def _ends_sentence(text: str) -> bool:
    """Whether a sentence ends between two quotations."""
    return bool(_END.search(text.rstrip() + " ")) and _sentence_end(text) <= len(text.rstrip())


def _attributes(tail: str) -> bool:
    """Whether what follows a quotation says who spoke it: a verb after a comma, a name after a colon."""
    return bool(re.match(r"\s*[,–-]\s*(?:so\b|[a-zäöü]\w+)", tail)) or bool(
        re.match(r"\s*(?::\s|(?:so|sagt|sagte|meint|betont)\b)", tail)
    )
