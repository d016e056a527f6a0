"""Which mentions of one release mean the same person, and what that person is called in full."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from ingest.reading.persons.features import CAMERA
from ingest.reading.persons.mentions import Mention
from language.german.lexicon import first_name_class, gender_of, is_last_name, is_noun, is_word
from language.german.names import PARTICLES
from language.german.roles import is_role
from language.german.tokens import fold

_INITIAL = re.compile(r"[^\W\d_]\.?(?:-[^\W\d_]\.?)?|[A-Z][a-z]\.")
_LEAST_FOR_MISPRINT = 5
_LEAST_SHORTENED = 3
_NEAR = 120
# A row of more names than this in one sentence is a list.
_MANY = 60


@dataclass(slots=True)
class Individual:
    """A person of one release: the fullest spelling of the name and every place where it is mentioned."""

    name: str
    mentions: list[Mention] = field(default_factory=list)
    first: int | None = None

    def add(self, mention: Mention) -> None:
        """Count a mention for the person; `first` is the first character of the earliest."""
        self.mentions.append(mention)
        self.first = mention.start if self.first is None else min(self.first, mention.start)

    @property
    def words(self) -> list[str]:
        """The words of the name."""
        return self.name.split(" ")


def link(mentions: list[Mention]) -> list[Individual]:
    """The persons of a release in the order of their first mention.

    A surname alone, a first name alone, an initial and a misprint (one letter) count for the person named in full;
    of several with one surname the one named first.
    """
    ends = Counter(mention.printed.rsplit(" ", 1)[-1] for mention in mentions)
    begins = Counter(mention.printed.split(" ", 1)[0] for mention in mentions)
    names = [_without_genitive(mention, ends, begins) for mention in mentions]
    _lend_surnames(mentions, names)
    _lend_within_family(mentions, names)
    full = Counter(name for name in names if _is_full(name))
    spelling = _spellings(full, names, _named_together(mentions, names))
    people: dict[str, Individual] = {}
    pending: list[tuple[int, Mention, str]] = []
    for at, (mention, name) in enumerate(zip(mentions, names, strict=True)):
        if name in full:
            people.setdefault(spelling[name], Individual(spelling[name])).add(mention)
        else:
            pending.append((at, mention, name))
    candidates = _Candidates(people.values())
    for _, mention, name in pending:
        person = _meant(mention, candidates.of(name))
        if person is None:
            person = people.setdefault(name, Individual(name))
            candidates.put(person)
        person.add(mention)
    for person in people.values():
        person.mentions.sort(key=lambda mention: mention.start)
    return sorted(people.values(), key=lambda person: person.mentions[0].start)


def surname_of(name: str) -> str:
    """The surname with its particles: Ursula von der Leyen → von der Leyen."""
    words = name.split(" ")
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in PARTICLES:
        at -= 1
    return " ".join(words[at:])


_SPOUSES = frozenset(
    "frau mann ehefrau ehemann gattin gatte tochter sohn bruder schwester vater mutter partnerin partner".split()
)


def _lend_within_family(mentions: list[Mention], names: list[str]) -> None:
    """ "Mit seiner Frau Katharina ist Eberl verheiratet": who is only called by the first name bears the other's surname."""
    for at, mention in enumerate(mentions):
        words = mention.sentence.words
        before = words[mention.first - 1].text.lower() if mention.first else ""
        owned = mention.first > 1 and re.fullmatch(
            r"(?:sein|ihr|dessen|deren)(?:e[rnms]?)?", words[mention.first - 2].text.lower()
        )
        if before not in _SPOUSES or not owned or " " in names[at] or not first_name_class(names[at]):
            continue
        near = [
            place
            for place in range(len(mentions))
            if place != at
            and abs(mentions[place].start - mention.start) < _NEAR
            and names[place] != names[at]
            and not (len(names[place].split(" ")) == 1 and first_name_class(names[place]) >= 3)
        ]
        if near:
            other = min(near, key=lambda place: abs(mentions[place].start - mention.start))
            names[at] = f"{names[at]} {surname_of(names[other])}"


def _is_full(name: str) -> bool:
    words = name.split(" ")
    return len(words) > 1 and not _INITIAL.fullmatch(words[0]) and words[0].lower() not in PARTICLES


def _without_genitive(mention: Mention, ends: Counter[str], begins: Counter[str]) -> str:
    """The name without the s of a genitive, where the bare name stands elsewhere or the s can be nothing else."""
    name = _in_small_letters(mention.printed)
    last = name.rsplit(" ", 1)[-1]
    for mark in ("’s", "'s", "’", "'"):
        if last.endswith(mark) and len(last) > len(mark) + 2:
            return name[: -len(mark)]
    if not last.endswith("s") or last.endswith("ss") or len(last) < 4:
        return name
    base = last[:-1]
    if ends[base] or begins[base]:
        return name[:-1]
    if ends[last] > 1 or is_last_name(last) or last.endswith(("ss", "us", "is", "os", "as")):
        return name
    known = is_last_name(base) or first_name_class(base) >= 2
    following = mention.sentence.words[mention.last] if mention.last < len(mention.sentence.words) else None
    owned = bool(
        following and following.text[0].isupper() and (is_noun(following.text) or is_word(following.text))
    )
    quoted = bool(following and following.text[0] in '„“»‚"')
    return name[:-1] if (owned or quoted) and (known or not is_word(last)) else name


def _in_small_letters(name: str) -> str:
    """A name printed in capitals as it is written otherwise: Karla OSTERLOH, HINNERK VOSSBERG."""
    words = [
        "-".join(part.capitalize() for part in word.split("-"))
        if len(word) > 2 and word.isupper() and "." not in word
        else word
        for word in name.split(" ")
    ]
    return " ".join(words)


def _lend_surnames(mentions: list[Mention], names: list[str]) -> None:
    """ "Anna und Peter Korte": the first of a couple bears the surname of the second."""
    for at in reversed(range(len(mentions) - 1)):
        mention, other = mentions[at], mentions[at + 1]
        if (
            mention.sentence is not other.sentence
            or len(names[at].split(" ")) != 1
            or not first_name_class(names[at])
        ):
            continue
        between = [word.text for word in mention.sentence.words[mention.last : other.first]]
        if (
            between in (["und"], ["&"], ["u."], [","])
            and _is_full(names[at + 1])
            and first_name_class(names[at + 1].split(" ")[0])
        ):
            names[at] = f"{names[at]} {surname_of(names[at + 1])}"


def _named_together(mentions: list[Mention], names: list[str]) -> set[tuple[str, str]]:
    """Pairs of names that stand in one sentence: two persons, however like each other they are spelt."""
    by_sentence: dict[int, set[str]] = {}
    for mention, name in zip(mentions, names, strict=True):
        before = mention.sentence.words[max(0, mention.first - 4) : mention.first]
        if not any(fold(word.text) in CAMERA for word in before):
            by_sentence.setdefault(mention.sentence.start, set()).add(name)
    return {
        (one, other) for here in by_sentence.values() if len(here) < _MANY for one in here for other in here
    }


def _spellings(full: Counter[str], in_order: list[str], apart: set[tuple[str, str]]) -> dict[str, str]:
    """Every full name → the spelling it stands for: the commonest, of equals one with its accents, of those the first."""
    place = {name: at for at, name in reversed(list(enumerate(in_order)))}
    ranked = sorted(full, key=lambda name: (-full[name], name.isascii(), place[name]))
    chosen: dict[str, str] = {}
    by_tail: dict[str, str] = {}
    by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
    alike: list[str] = []
    for name in ranked:
        keys = _keys(name)
        tails = _tails(name)
        candidates = [alike[at] for at in sorted({at for key in keys for at in by_key.get(key, ())})]
        known = next(
            (
                candidate
                for candidate in candidates
                if (candidate, name) not in apart and _same_person(candidate, name)
            ),
            None,
        )
        if known is None:
            # "Frank Oduro Mensah", later "Oduro Mensah".
            known = by_tail.get(name) or next((tail for tail in tails if chosen.get(tail) == tail), name)
            if (known, name) in apart:
                known = name
        chosen[name] = known
        if known == name:
            for key in keys:
                by_key[key].append(len(alike))
            alike.append(name)
            by_tail |= {tail: name for tail in tails if tail not in by_tail}
    longest: dict[str, str] = {}
    for name, known in chosen.items():
        # "Anna Maria Korte" and "Anna Korte": who has more first names is named in full.
        best = longest.get(known, known)
        fuller = _extends(best, name) or name.endswith(f" {best}")
        longest[known] = name if len(name.split(" ")) > len(best.split(" ")) and fuller else best
    return {name: longest[known] for name, known in chosen.items()}


def _keys(name: str) -> tuple[tuple[str, str], ...]:
    """What two spellings of one name share: how it sounds, its last word, or the others and the first letter of that.

    A misprint keeps the first letters of both names.
    """
    sound = _sound(name)
    words = sound.split(" ")
    initials = words[0][:1] + words[-1][:1]
    *firsts, last = name.split(" ")
    return (initials, sound), (initials, fold(last)), (initials, f"{fold(' '.join(firsts))} …")


def _tails(name: str) -> list[str]:
    """What may be said of a name of three words and more without its first: two surnames."""
    words = name.split(" ")
    return [" ".join(words[at:]) for at in range(1, len(words) - 1)]


def _same_person(known: str, name: str) -> bool:
    if _sound(known) == _sound(name):
        return True
    one, other = known.split(" "), name.split(" ")
    if len(one) != len(other):
        return (
            _extends(known, name)
            or _extends(name, known)
            or known.endswith(f" {name}")
            or name.endswith(f" {known}")
        )
    lasts = fold(one[-1]), fold(other[-1])
    firsts = fold(" ".join(one[:-1])), fold(" ".join(other[:-1]))
    if firsts[0] == firsts[1]:
        return _is_misprint(*lasts)
    return (
        lasts[0] == lasts[1]
        and _is_misprint(*firsts)
        and min(map(len, firsts)) >= _LEAST_FOR_MISPRINT + 1
        and not (first_name_class(one[0]) and first_name_class(other[0]) and firsts[0][-1] != firsts[1][-1])
    )


@lru_cache(maxsize=50_000)
def _sound(name: str) -> str:
    """A name as it sounds, for spellings that are often mistaken: Lilli and Lilly, Josefine and Josephine."""
    sounded = fold(name).replace("-", " ")
    for letters, sound in (("ph", "f"), ("th", "t"), ("y", "i"), ("ck", "k"), ("c", "k"), ("w", "v")):
        sounded = sounded.replace(letters, sound)
    return sounded


def _extends(short: str, long: str) -> bool:
    """Whether a name is another with further first names or initials: Anna Korte, Anna Maria Korte, Anna M. Korte."""
    one, other = short.split(" "), long.split(" ")
    if len(one) >= len(other) or fold(one[-1]) != fold(other[-1]) or fold(one[0]) != fold(other[0]):
        return False
    rest = iter(other)
    return all(any(fold(word) == fold(longer) for longer in rest) for word in one)


def _is_misprint(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= _LEAST_FOR_MISPRINT
        and Levenshtein.distance(one, other, score_cutoff=1) <= 1
    )


class _Candidates:
    """Whom a short mention may mean, of the persons of a release: each name is looked for once, among few of them."""

    def __init__(self, people: Iterable[Individual]) -> None:
        self._people: list[Individual] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._surnames: list[str] = []
        self._found: dict[str, list[Individual]] = {}
        for person in people:
            self.put(person)

    def put(self, person: Individual) -> None:
        """Count a person in."""
        words = [fold(word) for word in person.words]
        tails = {" ".join(words[at:]) for at in range(len(words))}
        firsts = {words[0], " ".join(words[:-1]), f"{words[0][:1]}."}
        for key in tails | firsts - {""}:
            self._by_key[key].append(len(self._people))
        self._surnames.append(words[-1])
        self._people.append(person)
        self._found.clear()

    def of(self, name: str) -> list[Individual]:
        """Who may be called so, in the order in which they were counted in."""
        if name not in self._found:
            words = name.split(" ")
            said = fold(name)
            near = set(self._by_key.get(said, ()))
            if _INITIAL.fullmatch(words[0]):
                near.update(self._by_key.get(f"{said[:1]}.", ()))
            if len(words) == 1:
                alike = extract(said, self._surnames, scorer=Levenshtein.distance, score_cutoff=1, limit=None)
                near.update(place for _, _, place in alike)
            people = [self._people[place] for place in sorted(near)]
            self._found[name] = [person for person in people if _may_mean(words, name, person)]
        return self._found[name]


def _meant(mention: Mention, likely: list[Individual]) -> Individual | None:
    """The person a short mention means, None for one who is not named otherwise."""
    if not likely:
        return None
    if len(likely) > 1 and (gender := _polite_gender(mention)):
        same = [person for person in likely if gender_of(person.words[0]) == gender]
        likely = same or [person for person in likely if gender_of(person.words[0]) is None] or likely
    # Who is called by the surname alone is the one the release is about: the one it names first.
    return min(likely, key=lambda person: person.first or 0)


def _polite_gender(mention: Mention) -> str | None:
    """What Frau, Herr or an office before a name says."""
    words = mention.sentence.words
    before = words[max(0, mention.first - 3) : mention.first]
    if before and is_role(before[-1].text) and not before[-1].text.endswith(("e", "en")):
        return "f" if before[-1].text.endswith(("in", "frau")) else "m"
    return next(
        (
            {"Frau": "f", "Herr": "m", "Herrn": "m"}[word.text]
            for word in before
            if word.text in {"Frau", "Herr", "Herrn"}
        ),
        None,
    )


def _may_mean(words: list[str], name: str, person: Individual) -> bool:
    first, surname = fold(person.words[0]), fold(surname_of(person.name))
    bare = fold(person.words[-1])
    if len(words) > 1 and _INITIAL.fullmatch(words[0]):
        last = fold(words[-1])
        same_initial = fold(words[0].rstrip("."))[0] == first[0]
        shortened = len(last) >= _LEAST_SHORTENED and bare.startswith(last)  # "(T. Kac)"
        return same_initial and (last in {bare, surname} or shortened or _is_misprint(last, bare))
    said = fold(name)
    if len(person.words) < 2:
        return said == fold(person.name)
    if said in {bare, surname}:
        return True
    if len(words) > 1 and fold(person.name).endswith(" " + said):
        return True  # Ferreira Lopes, of João
    if len(words) == 1:
        if _is_misprint(said, bare) and not first_name_class(name):
            return True
        return (said == first and bool(first_name_class(name))) or said == fold(" ".join(person.words[:-1]))
    return False
