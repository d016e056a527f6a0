"""One person across releases: same name, same city, roles that go together; namesakes apart, decisions of staff kept.

Pure: appearances in, people out. A name that only one letter parts from a commoner one of the same city and role is a
misprint of it. The same name in another city is the same person only where a role reaches beyond a city.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from archive.model import HeldRole, MentionKind, PersonMention
from language.german.names import PARTICLES, TITLES
from language.german.roles import head_of
from language.german.tokens import fold

# A spelling so many times rarer than its neighbour is a misprint of it.
_RARER = 2
_LEAST_FOR_MISPRINT = 5
# So long before the first and after the last release that names somebody in full, the surname alone means the same.
_BESIDE = timedelta(days=400)
# Offices that are not one city's: who bears such a role and name in two cities is one person.
_BEYOND_A_CITY = re.compile(
    r"(?:\w*minister|minister\w*präsident|\w*staatssekretaer|\w*ministerpraesident|(?:land|bundes)tagsabgeordnet|"
    r"(?:bundes|landtags|bundestags|regierungs)praesident|europaabgeordnet|bundeskanzler|md[lb]|mdep|landesbischof)"
)
# One party under its names.
_PARTIES = {
    "bündnis 90/die grünen": "grüne", "b90/grüne": "grüne", "die grünen": "grüne", "grünen": "grüne",
    "die linke": "linke", "fw": "freie wähler", "fwg": "freie wähler",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """One person in one release of a city; `day` is the release's, None while unknown."""

    record_id: int
    city: str
    day: date | None
    person: PersonMention


class DecisionKind(StrEnum):
    """What staff decided: two names are one person, or a release means another person of the name."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDecision:
    """A decision of staff; labels tell namesakes apart.

    MERGE: `name` in `city` is `into_name` in `into_city`. SPLIT: the `name` that release `record_id` names is another
    one, told apart by `label`.
    """

    kind: DecisionKind
    city: str
    name: str
    note: str
    decided_at: datetime
    into_city: str | None = None
    into_name: str | None = None
    label: str | None = None
    into_label: str | None = None
    record_id: int | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A role of a person as releases prove it, from the first to the last day they name it.

    `former_since` is the first day on which a release calls it a former one. `evidence` are the releases with the
    span of the sentence in each, in the order of their days.
    """

    role: str
    affiliation: str | None
    first: date | None
    last: date | None
    former_since: date | None
    evidence: tuple[tuple[int, tuple[int, int] | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Individual:
    """One person of the archive; `label` tells namesakes apart, `namesakes` says that there are others of the name."""

    key: str
    name: str
    label: str | None
    spellings: tuple[str, ...]
    cities: tuple[str, ...]
    parties: tuple[str, ...]
    tenures: tuple[Tenure, ...]
    appearances: tuple[Appearance, ...]
    namesakes: bool = False


def merging(individual: Individual, other: Individual, note: str, at: datetime) -> PersonDecision:
    """That one is the other; `note` tells how that is known."""
    return PersonDecision(
        kind=DecisionKind.MERGE,
        city=individual.key.partition("/")[0],
        name=individual.name,
        label=individual.label,
        into_city=other.key.partition("/")[0],
        into_name=other.name,
        into_label=other.label,
        note=note,
        decided_at=at,
    )


def splitting(
    individual: Individual, record_ids: Iterable[int], label: str, note: str, at: datetime
) -> tuple[PersonDecision, ...]:
    """That these releases, which name one, mean another of the name; raises KeyError for one that does not."""
    named = {appearance.record_id: appearance for appearance in individual.appearances}
    return tuple(
        PersonDecision(
            kind=DecisionKind.SPLIT,
            city=named[record_id].city,
            name=named[record_id].person.name,
            label=label,
            record_id=record_id,
            note=note,
            decided_at=at,
        )
        for record_id in record_ids
    )


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """By what a name is known again: its words folded, titles left out."""
    words = re.findall(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*", name)
    return " ".join(fold(word).replace("-", " ") for word in words if fold(word) not in TITLES)


def individuals(
    appearances: Iterable[Appearance], decisions: Sequence[PersonDecision] = ()
) -> tuple[Individual, ...]:
    """Everybody whom releases name, those named oftenest first."""
    groups = _by_city_and_name(appearances, decisions)
    _join_surnames(groups)
    _join_misprints(groups)
    groups = _joined_across_cities(groups)
    _apply_merges(groups, decisions)
    per_name = Counter(name for _, name, _ in groups)
    found = [
        individual_of(identity, members, namesakes=per_name[identity[1]] > 1)
        for identity, members in groups.items()
    ]
    return tuple(sorted(found, key=lambda candidate: (-len(candidate.appearances), candidate.key)))


Identity = tuple[str, str, str]  # city, name key, label
_Groups = dict[Identity, list[Appearance]]


def _by_city_and_name(appearances: Iterable[Appearance], decisions: Sequence[PersonDecision]) -> _Groups:
    splits: dict[int, list[PersonDecision]] = defaultdict(list)
    for decision in decisions:
        if decision.kind is DecisionKind.SPLIT and decision.record_id is not None:
            splits[decision.record_id].append(decision)
    groups: _Groups = defaultdict(list)
    for appearance in appearances:
        key = name_key(appearance.person.name)
        # The newest decision counts; a name that a better reader spells more fully is still the one meant.
        meant = [split for split in splits[appearance.record_id] if _may_be(name_key(split.name), key)]
        label = meant[-1].label or str(meant[-1].id) if meant else ""
        if key:
            groups[appearance.city, key, label].append(appearance)
    return _apart_by_party(groups)


def _may_be(one: str, other: str) -> bool:
    return one == other or one.endswith(f" {other}") or other.endswith(f" {one}")


def _apart_by_party(groups: _Groups) -> _Groups:
    """Two parties are two persons, where each is named in several releases: namesakes on one council."""
    apart: _Groups = {}
    for (city, name, label), members in groups.items():
        named = Counter(_party(member) for member in members if member.person.party)
        often = [party for party, count in named.items() if count > 1]
        if label or len(often) < 2:
            apart[city, name, label] = members
            continue
        for one in members:
            own = _party(one) if _party(one) in often else ""
            apart.setdefault((city, name, own), []).append(one)
    return apart


def _party(appearance: Appearance) -> str:
    """A party by one of its names; empty where none is given."""
    said = (appearance.person.party or "").casefold()
    return _PARTIES.get(said, said)


def _join_surnames(groups: _Groups) -> None:
    """ "Stadtdirektor Hofer" alone in a release is the Hofer whom others of the city call so in full."""
    called: dict[tuple[str, str], list[Identity]] = defaultdict(list)
    for identity in groups:
        called[identity[0], surname_of(identity[1])].append(identity)
    for identity in [group for group in groups if " " not in group[1] and not group[2]]:
        city, surname, _ = identity
        for group in list(groups[identity]):
            heads = _heads([group])
            bearers = [other for other in called[city, surname] if other in groups and other != identity]
            likely = [other for other in bearers if heads & _heads(groups[other])]
            if not likely and not heads and len(bearers) == 1 and _in_time(group, groups[bearers[0]]):
                likely = bearers  # the only bearer of the name
            if len(likely) == 1:
                groups[identity].remove(group)
                groups[likely[0]].append(group)
        if not groups[identity]:
            del groups[identity]


def _in_time(appearance: Appearance, others: Sequence[Appearance]) -> bool:
    """Whether a release is of the time in which others name somebody."""
    days = [other.day for other in others if other.day]
    return bool(days) and appearance.day is not None and (
        min(days) - _BESIDE <= appearance.day <= max(days) + _BESIDE
    )  # fmt: skip


def _join_misprints(groups: _Groups) -> None:
    # A misprint is in one word, so its neighbours are those that share all the others.
    alike: dict[tuple[str, int, tuple[str, ...]], list[Identity]] = defaultdict(list)
    for identity in groups:
        for key in _all_but_one(identity):
            alike[key].append(identity)
    for identity in sorted(groups, key=lambda group: len(groups[group])):
        if identity not in groups or identity[2] or " " not in identity[1]:
            continue
        name = identity[1]
        mine = groups[identity]
        likely = [
            other
            for key in _all_but_one(identity)
            for other in alike[key]
            if other in groups
            and other != identity
            and len(groups[other]) >= _RARER * len(mine)
            and is_misprint(name, other[1])
            and _evidence(mine, groups[other])
        ]
        if len(likely) == 1:
            groups[likely[0]] += groups.pop(identity)


def _all_but_one(identity: Identity) -> list[tuple[str, int, tuple[str, ...]]]:
    """The words of a name without each of them in turn: its city, which one is left out, the others."""
    words = identity[1].split(" ")
    return [(identity[0], at, (*words[:at], *words[at + 1 :])) for at in range(len(words))]


def _evidence(mine: Sequence[Appearance], others: Sequence[Appearance]) -> bool:
    """What bridges a misprint: a role, or the camera, that both have, and no party that parts them."""
    parties = {_party(appearance) for appearance in mine} - {""}, {_party(other) for other in others} - {""}
    if parties[0] and parties[1] and not parties[0] & parties[1]:
        return False
    cameras = (
        any(MentionKind.PHOTOGRAPHER in appearance.person.kinds for appearance in some)
        for some in (mine, others)
    )
    return bool(_heads(mine) & _heads(others)) or all(cameras)


def _joined_across_cities(groups: _Groups) -> _Groups:
    by_name: dict[tuple[str, str], list[Identity]] = defaultdict(list)
    for identity in groups:
        by_name[identity[1:]].append(identity)
    joined: _Groups = {}
    for identities in by_name.values():
        far = {identity: offices_beyond(groups[identity]) for identity in identities if " " in identity[1]}
        for identity in identities:
            likely = [
                other
                for other in far
                if far[other] & far.get(identity, set()) and len(groups[other]) >= len(groups[identity])
            ]
            target = max(likely, key=lambda other: (len(groups[other]), other)) if likely else identity
            joined.setdefault(target, []).extend(groups[identity])
    return joined


def offices_beyond(members: Sequence[Appearance]) -> set[str]:
    """The last parts of the offices that reach beyond a city."""
    found = set()
    for head in _heads(members):
        if _BEYOND_A_CITY.fullmatch(head):
            found.add(
                "staatssekretaer"
                if head.endswith("staatssekretaer")
                else "minister"
                if head.endswith("minister")
                else head
            )
    return found


def _apply_merges(groups: _Groups, decisions: Sequence[PersonDecision]) -> None:
    for decision in decisions:
        if decision.kind is not DecisionKind.MERGE or not decision.into_name:
            continue
        source = _find(groups, decision.city, name_key(decision.name), decision.label)
        into_city = decision.into_city or decision.city
        target = _find(groups, into_city, name_key(decision.into_name), decision.into_label)
        if source and target and source != target:
            groups[target] += groups.pop(source)


def _find(groups: _Groups, city: str, key: str, label: str | None) -> Identity | None:
    """The group a decision means; a spelling that was joined into another one is found there."""
    if (city, key, label or "") in groups:
        return city, key, label or ""
    return next(
        (
            identity
            for identity, members in groups.items()
            if identity[2] == (label or "")
            and any(member.city == city and name_key(member.person.name) == key for member in members)
        ),
        None,
    )


def individual_of(identity: Identity, members: Sequence[Appearance], *, namesakes: bool) -> Individual:
    """The person to whom all these appearances belong."""
    city, key, label = identity
    members = sorted(
        members, key=lambda member: (member.day or date.max, member.record_id, member.person.name)
    )
    spellings = Counter(member.person.name for member in members)
    full = [name for name in spellings if name_key(name) == key] or list(spellings)
    name = max(full, key=lambda spelling: (spellings[spelling], spelling))
    slug = key.replace(" ", "-")
    return Individual(
        key=f"{city}/{slug}" + (f"~{_slug(label)}" if label else ""),
        name=name,
        label=label or None,
        spellings=tuple(
            sorted(
                {printed for member in members for printed in (member.person.name, *member.person.as_printed)}
            )
        ),
        cities=tuple(sorted({member.city for member in members})),
        parties=tuple(dict.fromkeys(member.person.party for member in members if member.person.party)),
        tenures=_tenures(members),
        appearances=tuple(members),
        namesakes=namesakes,
    )


def _slug(label: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(label)).strip("-")


def _tenures(members: Sequence[Appearance]) -> tuple[Tenure, ...]:
    held: dict[str, list[tuple[Appearance, HeldRole]]] = {}
    for appearing in members:
        for role in appearing.person.roles:
            held.setdefault(head_of(role.role), []).append((appearing, role))
    found = []
    for said in held.values():
        current = [(appearance, role) for appearance, role in said if not role.former]
        days = [appearance.day for appearance, _ in current if appearance.day]
        former = [appearance.day for appearance, role in said if role.former and appearance.day]
        longest = max((role for _, role in said), key=lambda role: len(role.role))
        found.append(
            Tenure(
                role=longest.role,
                affiliation=next((role.affiliation for _, role in said if role.affiliation), None),
                first=min(days, default=None),
                last=max(days, default=None),
                former_since=min(former, default=None),
                evidence=tuple((appearance.record_id, role.evidence) for appearance, role in current)
                or tuple((appearance.record_id, role.evidence) for appearance, role in said),
            )
        )
    return tuple(sorted(found, key=lambda candidate: (candidate.first or date.max, candidate.role)))


def _heads(members: Sequence[Appearance]) -> set[str]:
    return {head_of(role.role) for member in members for role in member.person.roles}


def surname_of(key: str) -> str:
    """The surname of a folded name, with its particles."""
    words = key.split(" ")
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return " ".join(words[at:]) if words[at] in PARTICLES else words[-1]


def is_misprint(one: str, other: str) -> bool:
    """Whether two folded names differ in one letter of one word."""
    parts, others = one.split(" "), other.split(" ")
    if len(parts) != len(others):
        return False
    differing = [(a, b) for a, b in zip(parts, others, strict=True) if a != b]
    return len(differing) == 1 and all(
        min(len(a), len(b)) >= _LEAST_FOR_MISPRINT and Levenshtein.distance(a, b) <= 1 for a, b in differing
    )
