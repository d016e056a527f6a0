"""The persons of a release: who is named, in what role, as speaker, in a caption, behind the camera, as contact."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from archive.model import HeldRole, MentionKind, PersonMention, Quotation, Release
from ingest.reading.persons.bodies import is_occasion
from ingest.reading.persons.evidence import ASKED, supported
from ingest.reading.persons.features import CAMERA
from ingest.reading.persons.linking import Individual, link
from ingest.reading.persons.mentions import Mention, mentions_of
from ingest.reading.persons.quotes import Spoken, quotations
from ingest.reading.persons.role_scan import Said
from ingest.reading.persons.roles import affixes_of, next_line_role, roles_in_sentence
from ingest.reading.persons.taking_office import announced
from ingest.reading.words import Sentence, parts_of, sentences_of
from language.german.lexicon import gender_of
from language.german.roles import head_of, is_adjectival, is_council, is_kin, is_plural, role_of
from language.german.tense import is_finite
from language.german.tokens import fold

_LEAST_FOR_MISPRINT = 10


@dataclass(frozen=True, slots=True)
class PersonsRead:
    """The persons of a release in the order of their first mention, and its quotations."""

    persons: tuple[PersonMention, ...]
    quotations: tuple[Quotation, ...]


def read_persons(release: Release, *, town: str = "") -> PersonsRead:
    """The persons of a release and what they say; every span is one of characters of `Release.text`.

    `town` is the name of its publisher: no person is called so alone.
    """
    sentences = list(sentences_of(release))
    mentions = mentions_of(sentences, town=town)
    said = _said(mentions, sentences)
    people = supported(link(mentions), said)
    text = release.text
    contact = next((start for name, start, _ in parts_of(release) if name == "contact"), len(text))
    _resume(people, said, sentences)
    announced(people, said, sentences)
    heads = [
        frozenset(
            head_of(statement.role)
            for mention in person.mentions
            for statement in said.get(mention.start, ())
        )
        for person in people
    ]
    spoken = quotations(text, people, heads, contact)
    speakers = {quotation.speaker for quotation in spoken if quotation.speaker is not None}
    persons = tuple(_person(person, said, speaks=index in speakers) for index, person in enumerate(people))
    return PersonsRead(persons, _quotations(spoken, people))


def _said(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> dict[int, list[Said]]:
    """What is said of each mention, by its first character."""
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence.start].append(mention)
    following = {sentence.start: other for sentence, other in pairwise(sentences)}
    found: dict[int, list[Said]] = {}
    for start, here in by_sentence.items():
        for mention, roles in zip(here, roles_in_sentence(here), strict=True):
            found[mention.start] = [] if _behind_camera(mention) else roles
        last = here[-1]
        below = following.get(start)
        if below and below.part == "contact" and below.start not in by_sentence and not found[last.start]:
            found[last.start] = list(next_line_role(last, below.words))
    return found


def _resume(people: Sequence[Individual], said: dict[int, list[Said]], sentences: Sequence[Sentence]) -> None:
    """ "… Anna Lang. Die Kunstturnerin ist 81": an office at a sentence's beginning that nobody has yet is that of the
    one person of the sentence before whom it fits.
    """
    held = {head_of(role.role) for roles in said.values() for role in roles}
    by_sentence: dict[int, list[tuple[Mention, Individual]]] = defaultdict(list)
    for person in people:
        for mention in person.mentions:
            by_sentence[mention.sentence.start].append((mention, person))
    for before, sentence in pairwise(sentences):
        words = sentence.words
        if len(words) < 3 or words[0].text not in {"Der", "Die"} or not is_finite(words[2].text):
            continue
        role = role_of(words[1].text)
        if (
            role is None
            or is_plural(words[1].text)
            or is_kin(role)
            or is_council(role)
            or before.part != sentence.part
        ):
            continue
        if any(head.endswith(head_of(role)) for head in held):
            continue
        gender = "f" if words[0].text == "Die" else "m"
        likely = [
            (mention, person)
            for mention, person in by_sentence[before.start]
            if gender_of(person.words[0]) in (gender, None)
            and not any(said.get(other.start) for other in person.mentions)
        ]
        if len({id(person) for _, person in likely}) == 1:
            mention = likely[0][0]
            said_of = Said(role, None, False, (sentence.start, sentence.end))
            said.setdefault(mention.start, []).append(said_of)
            held.add(head_of(role))


def _person(person: Individual, said: dict[int, list[Said]], *, speaks: bool) -> PersonMention:
    roles = _held(
        [
            _in_gender(statement, person)
            for mention in person.mentions
            for statement in said.get(mention.start, ())
        ]
    )
    parties, bodies = [], []
    for mention in person.mentions:
        party, body = affixes_of(mention)
        parties += [party] if party else []
        bodies += [body] if body else []
    main = roles[0] if roles else None
    return PersonMention(
        name=person.name,
        as_printed=tuple(dict.fromkeys(mention.printed for mention in person.mentions)),
        role=main.role if main else None,
        affiliation=next((role.affiliation for role in roles if role.affiliation and not role.former), None)
        or (bodies[0] if bodies else None)
        or _from_where(person)
        or next((role.affiliation for role in roles if role.affiliation), None),
        party=parties[0] if parties else None,
        kinds=_kinds(person, speaks=speaks),
        evidence=main.evidence if main else None,
        roles=roles,
        places=tuple((mention.start, mention.end) for mention in person.mentions),
    )


def _in_gender(said: Said, person: Individual) -> Said:
    """ "von Integrationsbeauftragter Fatma Yıldırım": she is Integrationsbeauftragte; "der Vorsitzende Karl" is Vorsitzender."""
    gender = gender_of(person.words[0])
    if said.role == "OB" and gender is not None:
        return replace(said, role="Oberbürgermeisterin" if gender == "f" else "Oberbürgermeister")
    if said.role.endswith(("eter", "ter", "nder")) and head_of(said.role) == head_of(said.role[:-1]):
        return replace(said, role=said.role[:-1]) if gender == "f" else said
    if gender == "m" and is_adjectival(said.role):
        return replace(said, role=f"{said.role}r")
    return said


def _from_where(person: Individual) -> str | None:
    """ "Agnes Heuvelmann vom Familienministerium": the body right behind a name."""
    for mention in person.mentions:
        words = mention.sentence.words
        at = mention.last
        if at + 1 >= len(words) or words[at].text not in {"vom", "von", "beim", "aus"}:
            continue
        at += 1 + (words[at + 1].text in {"der", "dem", "den"})
        end = at
        while (
            end < len(words)
            and end - at < 6
            and (words[end].capital or words[end].text in {"für", "der", "des"})
        ):
            end += 1
        while end > at and not words[end - 1].capital:
            end -= 1
        if end == at or is_occasion(words[at].text):
            continue
        if (
            words[mention.last].text != "aus"
            or words[at - 1].text == "dem"
            or "stadt" in words[at].text.lower()
        ):
            at += words[at].text == "Partnerstadt" and at + 1 < end
            named = " ".join(word.text for word in words[at:end])
            if not person.name.endswith(f" {named}"):
                return named
    return None


def _held(said: Sequence[Said]) -> tuple[HeldRole, ...]:
    """The different roles said of a person; Staatssekretärin and Integrationsstaatssekretärin are one, the longer.

    First those said most often, of equals the one said first; those no longer held come last.
    """
    groups: list[list[Said]] = []
    for statement in said:
        group = next(
            (known for known in groups if any(_same(statement.role, other.role) for other in known)), None
        )
        if group is None:
            groups.append([statement])
        else:
            group.append(statement)
    order = sorted(
        range(len(groups)), key=lambda at: (all(group.former for group in groups[at]), -len(groups[at]), at)
    )
    found = []
    for at in order:
        best = max(groups[at], key=lambda group: (len(group.role), bool(group.affiliation)))
        found.append(
            HeldRole(
                role=best.role,
                affiliation=next((group.affiliation for group in groups[at] if group.affiliation), None),
                former=all(group.former for group in groups[at]),
                evidence=best.sentence,
            )
        )
    return tuple(found)


def _same(one: str, other: str) -> bool:
    short, long = sorted((head_of(one), head_of(other)), key=len)
    if long.endswith(short):
        return True
    # A letter lost or doubled: Staatsekretärin.
    return len(short) >= _LEAST_FOR_MISPRINT and any(
        Levenshtein.distance(short, long[-length:], score_cutoff=1) <= 1
        for length in (len(short) - 1, len(short), len(short) + 1)
        if length <= len(long)
    )


def _kinds(person: Individual, *, speaks: bool) -> frozenset[MentionKind]:
    kinds = {MentionKind.SPEAKER} if speaks else set()
    for mention in person.mentions:
        if _behind_camera(mention):
            kinds.add(MentionKind.PHOTOGRAPHER)
        elif mention.sentence.part == "captions":
            kinds.add(MentionKind.CAPTION)
        elif mention.sentence.part == "contact":
            kinds.add(MentionKind.CONTACT)
        elif _is_contact(mention):
            kinds.update({MentionKind.CONTACT, MentionKind.NAMED})
        else:
            kinds.add(MentionKind.NAMED)
    return frozenset(kinds)


def _is_contact(mention: Mention) -> bool:
    """Whether a telephone number or an address stands close behind a name."""
    words = mention.sentence.words
    behind = words[mention.last : mention.last + 8]
    return any(
        word.text == "@" or (word.text.lower() in ASKED and before.text not in {"am", "per", "via"})
        for before, word in zip((words[mention.last - 1], *behind), behind, strict=False)
    )


_SHOWN_ON = frozenset("dem im den das unser unserem unsere diesem am zum beim".split())


def _behind_camera(mention: Mention) -> bool:
    """Whether a name stands in a credit: "Foto: A", "Bild B", "Fotos: Stadt C / A und B"."""
    words = mention.sentence.words
    at = mention.first - 1
    passed = 0
    while at >= 0 and passed < 12 and not words[at + 1].fresh:
        text = words[at].text
        if fold(text) in CAMERA or text == "©":
            spoken_of = at > 0 and words[at - 1].text.islower() and not words[at].fresh
            if at > 0 and words[at - 1].text.lower() in _SHOWN_ON:
                return False
            return not (fold(text).startswith("fotograf") and spoken_of)
        if text in {"(", ")", "."} or (
            text.islower() and text not in {"und", "von", "by", "der", "am", "main"}
        ):
            return False
        at -= 1
        passed += 1
    return False


def _quotations(spoken: Sequence[Spoken], people: Sequence[Individual]) -> tuple[Quotation, ...]:
    return tuple(
        Quotation(start=quotation.start, end=quotation.end, speaker=people[quotation.speaker].name)
        for quotation in spoken
        if quotation.speaker is not None
    )


__all__ = ["PersonsRead", "read_persons"]
