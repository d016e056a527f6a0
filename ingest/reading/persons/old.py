"""The persons of a release: who is named, in what role, as speaker, in a caption or behind the camera."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from archive.model import MentionKind, PersonMention, Release
from german.names import PARTICLES, PARTIES, TITLES, is_council, is_first_name, is_role
from german.sentences import sentences
from german.tokens import fold

_TOKEN = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?|\d+|[^\w\s]")
_CAMERA = frozenset({"foto", "fotos", "fotograf", "fotografin", "bild", "bilder", "aufnahme", "copyright"})
_SAYS = frozenset(
    """
    sagt sagte betont betonte erklärt erklärte lobt lobte dankt dankte unterstreicht unterstrich freut freute
    ergänzt ergänzte berichtet berichtete kündigt kündigte begrüßt begrüßte so
    """.split()
)
_QUOTE = re.compile(r"[„“”»«\"]")
# What makes a place or an institution of a name: Museum Ludwig stays one, Max Ernst Museum too.
_INSTITUTION = re.compile(
    r"(?:schule|museum|straße|strasse|platz|weg|allee|halle|haus|heim|stiftung|preis|gymnasium|ring|ufer|brücke|bad"
    r"|park|stadion|zentrum|institut|theater|saal|medaille|pokal|gesellschaft|verein|kita|hof|gasse|orchester|chor)$",
    re.IGNORECASE,
)
_MONTHS = frozenset(
    [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ]
)
_AFFILIATION = re.compile(
    r"\s*(?:,\s*)?(?:vom|von der|von|beim|bei der|aus dem|der|des)\s+"
    r"((?:[A-ZÄÖÜ][\w-]*)(?:\s+(?:für|und|der|des|[A-ZÄÖÜ][\w-]*))*)"
)


@dataclass(slots=True)
class _Found:
    """One place where a person stands: the name as printed there and what is said of them there."""

    first: str
    last: str
    start: int
    end: int
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    kinds: frozenset[MentionKind] = frozenset()
    evidence: tuple[int, int] | None = None

    @property
    def printed(self) -> str:
        return f"{self.first} {self.last}".strip()


def read_persons(release: Release) -> tuple[PersonMention, ...]:
    """The persons of a release in the order of their first mention.

    Short mentions ("Stadtdirektor Hoferichter") and misprints of a name given elsewhere in the text ("Uli Preus")
    count for the person they mean; spans of evidence are places in `Release.text`.
    """
    text = release.text
    captions, contact = _regions(release)
    found = []
    for start, end in _spans(text, contact):
        kind = MentionKind.NAMED
        if start in captions:
            kind = MentionKind.CAPTION
        elif start in contact:
            kind = MentionKind.CONTACT
        found += _names_of_sentence(text, start, end, kind)
    full = [one for one in found if one.first and not _is_initial(one.first)]
    people = _people(full)
    mentions: dict[str, list[_Found]] = {}
    for one in found:
        if name := _whose(one, people):
            mentions.setdefault(name, []).append(one)
    return tuple(_mention(name, places) for name, places in mentions.items())


def _regions(release: Release) -> tuple[range, range]:
    """Where in `Release.text` the captions and the contact stand."""
    length = len(release.text)
    contact_at = length - len(release.contact_text)
    captions_end = contact_at - 2 if release.contact_text else length
    captions_at = captions_end - len(release.captions)
    return range(captions_at, captions_end), range(contact_at, length)


def _spans(text: str, contact: range) -> Iterator[tuple[int, int]]:
    """Sentences; in the contact, lines: an address is no prose."""
    yield from sentences(text[: contact.start])
    for line in re.finditer(r"[^\n]+", text[contact.start :]):
        yield contact.start + line.start(), contact.start + line.end()


def _names_of_sentence(text: str, start: int, end: int, kind: MentionKind) -> list[_Found]:
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text, start, end)]
    found = []
    at = 0
    while at < len(tokens):
        length, one = _name_at(tokens, at)
        if one is None:
            at += 1
            continue
        _describe(one, tokens, at, at + length, text, (start, end), kind)
        found.append(one)
        at += length
    return found


_Tokens = list[tuple[str, int, int]]


def _name_at(tokens: _Tokens, at: int) -> tuple[int, _Found | None]:
    """How many tokens from a place on make a name, and the name; 0 and None if none does."""
    word, start, _ = tokens[at]
    role_at = _role_index(tokens, at)
    role_before = role_at is not None
    camera_before = at > 0 and _after_camera(tokens, at)
    if not word[0].isupper():
        return 0, None
    if is_first_name(word.rstrip(".")) or ((camera_before or role_before) and _is_initial(word)):
        last = at + 1
        while last < len(tokens) and is_first_name(tokens[last][0]) and _is_name_word(tokens, last + 1):
            last += 1
        while last < len(tokens) and (tokens[last][0].lower() in PARTICLES or _is_initial(tokens[last][0])):
            last += 1
        if last < len(tokens) and _is_name_word(tokens, last) and not _names_a_place(tokens, at, last):
            first = " ".join(t[0] for t in tokens[at : at + 1 + _extra_first_names(tokens, at, last)])
            surname = " ".join(t[0] for t in tokens[at + 1 + _extra_first_names(tokens, at, last) : last + 1])
            return last + 1 - at, _Found(first, surname.rstrip("."), start, tokens[last][2])
        return 0, None
    # "der Stadtrat" is as often the council: only a known first name makes a councillor of it.
    if role_at is not None and not is_council(tokens[role_at][0]) and _is_name_word(tokens, at):
        follows = at + 1
        both = follows < len(tokens) and _is_name_word(tokens, follows)
        if both and not is_role(tokens[follows][0]) and not _names_a_place(tokens, at, follows):
            return 2, _Found(word, tokens[follows][0].rstrip("."), start, tokens[follows][2])
        return 1, _Found("", word.rstrip("."), start, tokens[at][2])
    return 0, None


def _extra_first_names(tokens: _Tokens, at: int, last: int) -> int:
    extra = 0
    while at + 1 + extra < last and is_first_name(tokens[at + 1 + extra][0]):
        extra += 1
    return extra


def _is_name_word(tokens: _Tokens, at: int) -> bool:
    if at >= len(tokens):
        return False
    word = tokens[at][0].rstrip(".")
    return (
        len(word) > 1
        and word[0].isupper()
        and any(letter.islower() for letter in word)
        and word not in _MONTHS
        and fold(word) not in TITLES
        and not is_role(word)
        and not _INSTITUTION.search(word)
    )


def _names_a_place(tokens: _Tokens, first: int, last: int) -> bool:
    """Max Ernst Museum, Karl-Haus: a name that an institution bears."""
    after = tokens[last + 1][0] if last + 1 < len(tokens) else ""
    return bool(_INSTITUTION.search(after)) and after[:1].isupper() and tokens[first][0][:1].isupper()


def _is_initial(word: str) -> bool:
    return len(word) == 2 and word[0].isupper() and word[1] == "."


def _role_index(tokens: _Tokens, at: int) -> int | None:
    """The place of the role noun right before a name, titles (Dr.) between them allowed."""
    before = at - 1
    while before >= 0 and (fold(tokens[before][0].rstrip(".")) in TITLES or tokens[before][0] == "."):
        before -= 1
    if before < 0:
        return None
    return before if is_role(tokens[before][0]) else None


def _after_camera(tokens: _Tokens, at: int) -> bool:
    before = at - 1
    while before >= 0 and tokens[before][0] in ":/©":
        before -= 1
    return before >= 0 and (fold(tokens[before][0].rstrip(".")) in _CAMERA or tokens[before + 1][0] == "©")


def _describe(
    one: _Found,
    tokens: _Tokens,
    at: int,
    after: int,
    text: str,
    sentence: tuple[int, int],
    kind: MentionKind,
) -> None:
    kinds = {MentionKind.PHOTOGRAPHER if at > 0 and _after_camera(tokens, at) else kind}
    if (index := _role_index(tokens, at)) is not None:
        one.role = tokens[index][0]
    following = [token[0] for token in tokens[after : after + 6]]
    if following[:1] == ["("]:
        inside = text[tokens[after][2] : sentence[1]].split(")", 1)[0].strip()
        if inside in PARTIES:
            one.party = inside
    if one.role is None and following[:1] == [","] and len(following) > 1 and is_role(following[1]):
        one.role = following[1]
    if match := _AFFILIATION.match(text, one.end, sentence[1]):
        one.affiliation = match[1]
    if _speaks(tokens, at, after, text[sentence[0] : sentence[1]]):
        kinds.add(MentionKind.SPEAKER)
    one.kinds = frozenset(kinds)
    if one.role or one.affiliation:
        one.evidence = sentence


def _speaks(tokens: _Tokens, at: int, after: int, sentence: str) -> bool:
    if after + 1 < len(tokens) and tokens[after][0] == ":" and _QUOTE.match(tokens[after + 1][0]):
        return True
    near = [token[0].lower() for token in tokens[max(0, at - 4) : at] + tokens[after : after + 3]]
    return any(word in _SAYS for word in near) and bool(_QUOTE.search(sentence))


def _people(full: list[_Found]) -> dict[str, str]:
    """Every full name as printed → the spelling it stands for (the commonest, of equals the longest)."""
    counts = Counter(one.printed for one in full)
    ranked = sorted(counts, key=lambda name: (-counts[name], -len(name), name))
    chosen: dict[str, str] = {}
    for name in ranked:
        likely = next((known for known in chosen.values() if _same_but_misprinted(known, name)), name)
        chosen[name] = likely
    return chosen


def _same_but_misprinted(known: str, name: str) -> bool:
    if known == name:
        return True
    first, _, last = known.rpartition(" ")
    other_first, _, other_last = name.rpartition(" ")
    return fold(first) == fold(other_first) and _nearly(fold(last), fold(other_last))


def _nearly(one: str, other: str) -> bool:
    """Equal, or one letter apart in a word long enough for that to be a misprint."""
    return one == other or (min(len(one), len(other)) >= 5 and Levenshtein.distance(one, other) <= 1)


def _whose(one: _Found, people: dict[str, str]) -> str | None:
    if one.first and not _is_initial(one.first):
        return people[one.printed]
    initial = one.first[:1]
    candidates = {
        full
        for full in people.values()
        if _nearly(fold(full.rpartition(" ")[2]), fold(one.last)) and full.startswith(initial)
    }
    if len(candidates) == 1:
        return candidates.pop()
    return one.printed if initial else None


def _mention(name: str, places: list[_Found]) -> PersonMention:
    roles = Counter(one.role for one in places if one.role)
    role = max(roles, key=lambda known: (len(known), roles[known])) if roles else None
    proof = next((one.evidence for one in places if one.role == role and one.evidence), None)
    kinds = frozenset().union(*(one.kinds for one in places))
    return PersonMention(
        name=name,
        as_printed=tuple(dict.fromkeys(one.printed for one in places)),
        role=role,
        affiliation=next((one.affiliation for one in places if one.affiliation), None),
        party=next((one.party for one in places if one.party), None),
        kinds=kinds,
        evidence=proof,
    )
