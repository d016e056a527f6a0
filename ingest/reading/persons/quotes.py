"""Quotations and who speaks in them."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.reading.persons.clauses import (
    SIGNED_BY,
    attributes,
    ends_sentence,
    gender_said,
    is_anybody,
    last_sentence,
    role_in,
    sentence_end,
)
from ingest.reading.persons.holders import Offices
from ingest.reading.persons.linking import Individual
from ingest.reading.persons.marks import Marked, marked
from ingest.reading.persons.mentions import Mention
from ingest.reading.persons.naming import Namings
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
_MEANT = re.compile(
    r"\s*(?:(?P<pronoun>er|sie)\b|(?:der|die|das)\s+(?:[a-zäöüß]+e\s+){0,2}(?P<role>[A-ZÄÖÜ][\w-]+))"
)
_NEXT_CLAUSE = re.compile(r";|,\s(?:und|während|aber|doch)\s")
# "Der lachte": a word that points to who was named last.
_POINTS_BACK = re.compile(r"\s*(?:Der|Die|Dieser|Diese)\s+[a-zäöüß]+(?:te|e|t|ab|ief|ach)\b")
_DEFINITE = re.compile(r"\b(?:[Dd]er|[Dd]ie)\s+(?:[\wäöüß-]+\s+){0,2}[A-ZÄÖÜ]\w+")
_OPENS_WITH_PRONOUN = re.compile(r"(?:Er|Sie|Unter (?:ihm|ihr)|Mit (?:ihm|ihr))\b")
_TOLD_AFTER = re.compile(
    r"\s*(?:So\b|Mit diese[nmr]\b|(?:Das|Dies|Diese [A-ZÄÖÜ]\w+)\s+(?:sagte?|war(?:en)?|fragte?|rief|schrieb|betonte?|stellte|hatten?|hat)\b|Diese Worte\b)"
)
# Finite forms of reported speech: what stands in such a sentence is still said by who spoke before.
_REPORTED = re.compile(
    r"\b(?:sei(?:en)?|habe|wolle|könne|müsse|werde|solle|dürfe|gebe|komme|gehe|stehe|bleibe|wäre|hätten?|würden?|könnten)\b"
)


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
    namings = Namings(people)
    held = Offices(roles)
    found: list[Spoken] = []
    inside = False
    for start, stop in _paragraphs(text, end):
        spans, inside = marked(text, start, stop, inside=inside)
        reader = _Paragraph(text, start, stop, namings, people, held, spans)
        found += reader.spoken(found[-1].speaker if found else None)
    return found


def _paragraphs(text: str, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text[:end])]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """That a rule decides, for a speaker or for nobody."""

    speaker: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """A quotation and what stands around it up to the next ones: `clause` is the sentence it stands in, up to it.

    `previous` spoke the quotation before it in its paragraph, `last` the last one of the text.
    """

    first: bool
    begin: int
    end: int
    right_to: int
    left: str
    right: str
    clause_from: int
    clause: str
    said: str
    previous: int | None
    last: int | None

    @property
    def tail(self) -> str:
        """The rest of its sentence."""
        return self.right[: sentence_end(self.right)]

    @property
    def whole(self) -> bool:
        """Whether it is more than a term."""
        return len(_WORD.findall(self.said)) > _LONGEST_NAME

    @property
    def closed(self) -> bool:
        """Whether it is a sentence with its end."""
        return self.said.rstrip().endswith((".", "!", "?"))


class _Paragraph:
    """The quotations of one paragraph."""

    def __init__(
        self,
        text: str,
        start: int,
        stop: int,
        namings: Namings,
        people: Sequence[Individual],
        offices: Offices,
        spans: Sequence[Marked],
    ) -> None:
        self.text = text
        self.start, self.stop = start, stop
        self.offices = offices
        self.namings = namings
        self.earlier = namings.last(0, start)
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
        around = self._around(number, found, last_speaker)
        rules = (
            self._told_behind,
            self._signed,
            self._told_before,
            self._interrupted,
            self._with_a_verb,
            self._goes_on,
            self._told_in_the_next_sentence,
            self._in_reported_speech,
            self._alone_in_its_paragraph,
            self._subject_before,
        )
        decided = next((verdict for rule in rules if (verdict := rule(around)) is not None), None)
        return decided.speaker if decided else None

    def _around(self, number: int, found: list[Spoken], last_speaker: int | None) -> _Around:
        span = self.marked[number]
        begin, end = span.start, span.end
        left_from = self.marked[number - 1].end if number else self.start
        right_to = self.marked[number + 1].start if number + 1 < len(self.marked) else self.stop
        left = self.text[left_from:begin]
        if number and not self._named_between(left_from, begin) and not ends_sentence(left):
            named_thing = self.marked[number - 1]
            if len(_WORD.findall(self.text[named_thing.first : named_thing.last])) <= _LONGEST_NAME:
                left_from = self.marked[number - 2].end if number > 1 else self.start
                left = self.text[left_from:begin]
        previous = found[-1].speaker if found else None
        return _Around(
            first=number == 0,
            begin=begin,
            end=end,
            right_to=right_to,
            left=left,
            right=self.text[end:right_to],
            clause_from=left_from + last_sentence(left),
            clause=left[last_sentence(left) :],
            said=self.text[span.first : span.last],
            previous=previous,
            last=previous if previous is not None else last_speaker,
        )

    def _told_behind(self, around: _Around) -> _Verdict | None:
        """ "…", sagt X"""
        if not attributes(around.tail) or self._introduces_more(around.tail, around.end):
            return None
        return _Verdict(self._attributed(around.tail, around.begin, around.end, around.last))

    def _signed(self, around: _Around) -> _Verdict | None:
        """ "…" – Kämmerer X, at the end of its line."""
        match = SIGNED_BY.match(around.right)
        if match is None:
            return None
        inside = [index for _, index in self._named(around.end, around.end + match.end())]
        return _Verdict(inside[0]) if len(set(inside)) == 1 else None

    def _told_before(self, around: _Around) -> _Verdict | None:
        """X sagt: "…" """
        if not around.clause.rstrip().endswith(":"):
            return None
        goes_on = around.previous if not around.first and not ends_sentence(around.left) else None
        return _Verdict(
            self._announced(around.clause, around.clause_from, around.begin, goes_on, around.last)
        )

    def _interrupted(self, around: _Around) -> _Verdict | None:
        """ "…", sagt X, "…", or "…", sagt X. "…" """
        if around.first or around.previous is None:
            return None
        within = not ends_sentence(around.left) and SAYS.search(around.left)
        attribution = around.left.lstrip()[:1] in {",", "–"} and around.clause == around.left
        return _Verdict(around.previous) if within or (around.whole and attribution) else None

    def _with_a_verb(self, around: _Around) -> _Verdict | None:
        """X nannte das "…"; who is meant where only a pronoun or an office stands there."""
        if not SAYS.search(around.clause):
            return None
        named = self._subject(around.clause_from, around.begin)
        if named is None:
            named = self._subject(around.end, around.end + len(around.tail))
        if named is not None:
            return _Verdict(named)
        if _PRONOUN.search(around.clause) or role_in(around.clause):
            return _Verdict(self._unnamed(around.clause, around.clause_from, around.last))
        return None

    def _goes_on(self, around: _Around) -> _Verdict | None:
        """ "…" "…" """
        bare = not around.first and around.whole and not around.clause.strip(" \n.,–-")
        return _Verdict(around.previous) if bare and around.previous is not None else None

    def _told_in_the_next_sentence(self, around: _Around) -> _Verdict | None:
        """ "…?" Das war die erste Frage, die X stellte."""
        if not _TOLD_AFTER.match(around.right) or not around.closed:
            return None
        named = self._first_named(around.end, self._sentence_behind(around.end, around.right_to))
        return _Verdict(named) if named is not None else None

    def _in_reported_speech(self, around: _Around) -> _Verdict | None:
        """Das sei schön, man wolle "…": still what who spoke last says."""
        told = _REPORTED.search(around.clause or self._before_last(around.left))
        return _Verdict(around.last) if told and around.last is not None else None

    def _alone_in_its_paragraph(self, around: _Around) -> _Verdict | None:
        """A quotation that is a paragraph of its own goes on with who spoke last, or is told before or behind it."""
        if not around.whole or around.clause.strip() or around.tail.strip(" ."):
            return None
        if not around.first:
            return _Verdict(around.previous)
        introduced = self._introduced()
        return _Verdict(introduced if introduced is not None else self._told_after())

    def _subject_before(self, around: _Around) -> _Verdict | None:
        """Who acts in the sentence it stands in; a sentence that is all quotation goes on where nobody else is named."""
        if around.whole and (named := self._subject(around.clause_from, around.begin)) is not None:
            return _Verdict(named)
        closed = around.closed and not around.right[:1].isalpha()
        apart = around.left.rstrip().endswith((".", "!", "?")) and (closed or not around.tail.strip(" ."))
        if not around.whole or not apart or around.first:
            return None
        return None if self._named_between(around.clause_from, around.begin) else _Verdict(around.previous)

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
        named = self.namings.first(begin, self.stop)
        return named is None or any(word.islower() for word in self.text[begin : named[0].start].split())

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
        named = self.namings.first(max(start, self.start), min(stop, self.stop))
        return named[1] if named else None

    def _sentence_behind(self, end: int, stop: int) -> int:
        """The end of the first sentence behind a quotation that is a sentence itself."""
        begin = end + len(self.text[end:stop]) - len(self.text[end:stop].lstrip())
        return begin + sentence_end(self.text[begin:stop])

    def _before_last(self, left: str) -> str:
        """The last sentence of what stands before a quotation that begins a sentence."""
        done = left.rstrip()
        return done[last_sentence(done) :]

    def _named(self, start: int, stop: int) -> list[tuple[Mention, int]]:
        """Who is named in a stretch of the paragraph."""
        return self.namings.between(max(start, self.start), min(stop, self.stop))

    def _named_between(self, start: int, stop: int) -> bool:
        return self._first_named(start, stop) is not None

    def _meant_after(self, tail: str, after: int, end: int) -> str | None:
        """The pronoun or the office after a verb of saying, where no name follows it at once."""
        match = _MEANT.match(tail, after)
        if match is None:
            return None
        behind = end + match.end()
        named = self._named_between(end + after, behind + _NAME_FOLLOWS + 1)
        pronoun = match["pronoun"] is not None
        if not pronoun and (named or role_of(match["role"]) is None):
            return None
        return match.group()

    def _told_after(self) -> int | None:
        """Who a quotation in a paragraph of its own belongs to, where the next one says so: "Mit diesem Satz …"."""
        following = self.text[self.stop : self.stop + _REACH]
        if not _TOLD_AFTER.match(following):
            return None
        named = self.namings.first(self.stop, self.stop + _REACH)
        return named[1] if named else None

    def _near(self, begin: int, end: int, start: int, stop: int) -> int | None:
        """Who is named beside the verb of saying: the first after it, else the last before it."""
        after = self._first_named(end, stop)
        before = self._named(start, begin)
        return after if after is not None else before[-1][1] if before else None

    def _subject(self, start: int, stop: int) -> int | None:
        """Who acts in a stretch of text: the person beside the verb of saying, else the first."""
        inside = self._named(start, stop)
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
        if is_anybody(clause):
            return None
        for role in role_in(clause):
            held = self._with_role(role, place)
            if held is not None:
                return held
        gender = gender_said(clause)
        if _POINTS_BACK.match(clause):
            return self._pointed_at(place, gender, last)
        if role_in(clause) and _DEFINITE.search(clause):
            return self._described(place, gender, last)
        begin = self._sentence_before(place)
        fitting = [
            (mention.start, index)
            for mention, index in self.namings.last(self.start, place)
            if self._fits(index, gender)
        ]
        here = [index for _, index in fitting]
        sentence = [index for start, index in fitting if begin <= start]
        if last is not None and not self._fits(last, gender):
            last = None
        # Who spoke in a paragraph before is not meant where this one names the only other it can be.
        if last is not None and last not in here and len(set(here)) == 1 and gender is not None:
            return here[0]
        if sentence and not self._begins_with_pronoun(place):
            return sentence[0]
        if last is not None:
            return last
        before = [index for _, index in self.earlier if self._fits(index, gender)] + here
        everybody = self._named_before(place)
        if not before and len(everybody) == 1:
            return everybody.pop()
        # "so Landrätin", told of nobody: who was named last in the paragraph.
        if here and role_in(clause):
            return here[-1]
        counts = Counter(before)
        return max(before, key=lambda index: counts[index]) if before else None

    def _named_before(self, place: int) -> set[int]:
        return {index for _, index in (*self.earlier, *self.namings.last(self.start, place))}

    def _pointed_at(self, place: int, gender: str | None, last: int | None) -> int | None:
        """ "Der lachte und sagte": who is named last before it and has not just spoken, by name or by office."""
        begin = self._sentence_before(place)
        for role in reversed(role_in(self.text[begin:place])):
            held = self._with_role(role, place)
            if held is not None and held != last:
                return held
        named = [index for _, index in self._named(begin, place) if index != last]
        return named[-1] if named and self._fits(named[-1], gender) else None

    def _described(self, place: int, gender: str | None, last: int | None) -> int | None:
        """ "Die 81-jährige Ordensfrau antwortete": of whom that is told of nobody, the one it can be."""
        everybody = self._named_before(place)
        fitting = {index for index in everybody if self._fits(index, gender)}
        others = (fitting - {last}) or fitting
        if len(others) == 1:
            return others.pop()
        if not fitting and len(everybody) == 1:
            return everybody.pop()
        return next(
            (index for _, index in reversed(self.namings.last(self.start, place)) if index in others), None
        )

    def _begins_with_pronoun(self, place: int) -> bool:
        """Whether the sentence before speaks of somebody already named: its names are not who acts in it."""
        return bool(_OPENS_WITH_PRONOUN.match(self.text, self._sentence_before(place)))

    def _fits(self, index: int, gender: str | None) -> bool:
        return gender is None or gender_of(self.people[index].words[0]) in (gender, None)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [self.start + begin for begin, _ in sentences(self.text[self.start : self.stop])]

    def _sentence_before(self, place: int) -> int:
        """Where the last sentence before a place begins."""
        at = bisect_left(self._sentence_starts, place)
        return self._sentence_starts[at - 1] if at else self.start

    def _with_role(self, role: str, place: int) -> int | None:
        """Whose role a noun names: of several the one whose role is called just so, then the one named last before."""
        wanted = self.offices.holders(head_of(role))
        before = self.namings.last_of(wanted, place)
        return before if before is not None else max(wanted, default=None)

    def _introduced(self) -> int | None:
        """Who a quotation in a paragraph of its own belongs to: the last named in the sentence before."""
        return (
            self.earlier[-1][1] if self.earlier and self.text[: self.start].rstrip().endswith(":") else None
        )
