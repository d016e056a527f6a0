"""Quotations and who speaks in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from german.lexicon import gender_of
from german.roles import role_of
from german.sentences import sentences
from ingest.reading.persons.linking import Individual
from ingest.reading.persons.mentions import Mention

# Opening mark → the marks that may close it.
_PAIRS = {"„": '“”"', "“": "”", "»": "«", "«": "»", '"': '"', "”": "”", "‟": "”", "‚": "‘’"}
_SAYING = (
    "sag|sprach|sprich|spräch|beton|erklär|erläuter|berichte|unterstrich|unterstreich|lob|dank|freu|ergänz|kündig|begrüß|begründ|"
    "mein|find|fand|füg|hält|hielt|bekräftig|versprach|versprich|versicher|verriet|verrät|erzähl|schwärm|scherz|schrieb|schreib|"
    "hofft|hoff|wünsch|mahn|warn|forder|appellier|bilanzier|zitier|zog|zieht|würdig|erinner|bestätig|heißt|stell|wies|weist|"
    "antwort|entgegn|ruf|rief|frag|nannte|nennt|bezeichn|fass|resümier|kommentier|äußer|bedau|kritisier|verlang|urteil|lach|"
    "sei|so|schilder|gesteh|gestand|räumt|informier|plädier|stellt|blick|bat|bittet|rät|riet|empfahl|empfiehl|laut|lautet|zufolge|"
    "überzeug|verweis|verwies|gab|gibt|legte|bring|brach|wirbt|warb|spot|sprech|denk|dacht|glaub|teilt|teilte|heiß|gesagt|gratulier|"
    "staun|jubel|murmel|flüster|schmunzel|grüß|gelob|zeig|sieht|sah|resümiert|ermunter|ermahn|verkünd|protestier|bemerk"
)
_SAYS = re.compile(rf"\b(?:{_SAYING})\w*\b|\bso\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:er|sie|ihm|ihr|dieser|diese|der|die)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 2
_LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words in quotation marks, characters `[start, end)` inside the marks, and who speaks, by place in the list of persons."""

    start: int
    end: int
    speaker: int | None


def quotations(text: str, people: Sequence[Individual], end: int) -> list[Spoken]:
    """The quotations of the first `end` characters of a text with their speakers, in their order."""
    owners = sorted(
        ((mention, index) for index, person in enumerate(people) for mention in person.mentions),
        key=lambda pair: pair[0].start,
    )
    found: list[Spoken] = []
    for start, stop in _paragraphs(text, end):
        reader = _Paragraph(text, start, stop, owners, people)
        found += reader.spoken(found[-1].speaker if found else None)
    return found


def _paragraphs(text: str, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text[:end])]


def _marked(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """The stretches inside quotation marks, the outermost only."""
    spans = []
    at = start
    while at < stop:
        closing = _PAIRS.get(text[at])
        if closing is None:
            at += 1
            continue
        end = next(
            (place for place in range(at + 1, min(stop, at + _LONGEST)) if text[place] in closing), None
        )
        if end is None:
            at += 1
            continue
        if len(_WORD.findall(text[at + 1 : end])) >= (_LEAST_WORDS if text[at] != "‚" else _LEAST_WORDS + 1):
            spans.append((at, end + 1))
        at = end + 1
    return spans


class _Paragraph:
    """The quotations of one paragraph."""

    def __init__(
        self,
        text: str,
        start: int,
        stop: int,
        owners: Sequence[tuple[Mention, int]],
        people: Sequence[Individual],
    ) -> None:
        self.text = text
        self.start, self.stop = start, stop
        self.owners = [pair for pair in owners if start <= pair[0].start < stop]
        self.earlier = [pair for pair in owners if pair[0].start < start]
        self.people = people
        self.marked = _marked(text, start, stop)

    def spoken(self, last_speaker: int | None) -> list[Spoken]:
        found: list[Spoken] = []
        for number, (begin, end) in enumerate(self.marked):
            speaker = self._speaker(number, found, last_speaker)
            found.append(Spoken(begin + 1, end - 1, speaker))
        return found

    def _speaker(self, number: int, found: list[Spoken], last_speaker: int | None) -> int | None:
        begin, end = self.marked[number]
        left_from = self.marked[number - 1][1] if number else self.start
        right_to = self.marked[number + 1][0] if number + 1 < len(self.marked) else self.stop
        left, right = self.text[left_from:begin], self.text[end:right_to]
        previous = found[-1].speaker if found else None
        clause_from = left_from + _last_sentence(left)
        clause = self.text[clause_from:begin]
        tail = right[: _sentence_end(right)]
        inside = self.text[begin + 1 : end - 1]
        whole = len(_WORD.findall(inside)) > 3
        colon = clause.rstrip().endswith(":")
        # "…", sagt X
        if _attributes(tail):
            says = _SAYS.search(tail) or re.search(r"[^\W\d_]+", tail)
            at, after = says.span() if says else (0, 0)
            named = self._near(end + at, end + after, end, end + len(tail))
            if named is not None:
                return named
            return self._unnamed(tail, begin, previous if previous is not None else last_speaker)
        if colon:
            named = self._subject(clause_from, begin)
            if named is not None:
                return named
            if number and not _ends_sentence(left) and previous is not None:
                return previous
            return self._unnamed(clause, clause_from, previous if previous is not None else last_speaker)
        # "A", sagt X, "B"
        if number and not _ends_sentence(left) and previous is not None and _SAYS.search(left):
            return previous
        if _SAYS.search(clause):
            named = self._subject(clause_from, begin)
            if named is None:
                named = self._subject(end, end + len(tail))
            if named is not None:
                return named
            if _PRONOUN.search(clause) or role_in(clause):
                return self._unnamed(clause, clause_from, previous if previous is not None else last_speaker)
        if number and previous is not None and whole and not clause.strip(" \n.,–-"):
            return previous
        # A quotation that is a paragraph of its own goes on with who spoke last.
        if whole and not clause.strip() and not tail.strip(" ."):
            return self._introduced() if number == 0 else previous
        if whole and (named := self._subject(clause_from, begin)) is not None:
            return named
        return None

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
        if says := _SAYS.search(clause):
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
        for role in role_in(clause):
            held = self._with_role(role, place)
            if held is not None:
                return held
        gender = _gender_said(clause)
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
        if sentence:
            return sentence[0]
        return last if last is not None else before[-1] if before else None

    def _fits(self, index: int, gender: str | None) -> bool:
        return gender is None or gender_of(self.people[index].words[0]) in (gender, None)

    def _sentence_before(self, place: int) -> int:
        text = self.text[self.start : place]
        starts = [begin for begin, _ in sentences(text)]
        return self.start + (starts[-1] if starts else 0)

    def _with_role(self, role: str, place: int) -> int | None:
        """Whose role a noun names: the person with it before whose name it stands somewhere."""
        likely = []
        for index, person in enumerate(self.people):
            for mention in person.mentions:
                words = mention.sentence.words
                near = words[max(0, mention.first - 6) : mention.last + 8]
                if any(_same_role(word.text, role) for word in near):
                    likely.append((abs(mention.start - place), index))
                    break
        return min(likely)[1] if likely else None

    def _introduced(self) -> int | None:
        """Who a quotation in a paragraph of its own belongs to: the last named in the sentence before."""
        return (
            self.earlier[-1][1] if self.earlier and self.text[: self.start].rstrip().endswith(":") else None
        )


def _gender_said(clause: str) -> str | None:
    """What a pronoun says of who speaks: er or sie."""
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


def _same_role(word: str, role: str) -> bool:
    named = role_of(word)
    if named is None:
        return False
    one, other = named.lower(), role.lower()
    return one == other or one.endswith(other) or other.endswith(one)


_END = re.compile(r"[.!?…](?=\s|$)")


def _last_sentence(text: str) -> int:
    """Where the last sentence of a stretch begins."""
    at = 0
    for match in _END.finditer(text):
        before = text[: match.start()]
        if re.search(r"(?:\b(?:Dr|Prof|St|bzw|ca|Nr|[A-ZÄÖÜ])|\b\d{1,2})$", before):
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
