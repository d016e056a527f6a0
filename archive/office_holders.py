"""Who held an office when, as releases prove it, and who is called so next before and after."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from archive.person_merging import Individual, Tenure
from language.german.dates import Period
from language.german.roles import head_of

# "Oberbürgermeister" ends in Bürgermeister and is another office; so is who stands in for one.
_OTHER_OFFICE = re.compile(
    r"(?:ober|alt|vize|ehren|ex|unter|co|stellvertretende[rs]? |designierte[rs]? |kommissarische[rs]? )"
)


class Proof(StrEnum):
    """By what it is known who held a role in a period: a release of that period, releases before and after it that both
    say so, the last one before it, the first one after it.
    """

    WITHIN = "within"
    BETWEEN = "between"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who held a role in a period, or next to it; `proof` says by what that is known."""

    individual: Individual
    tenure: Tenure
    proof: Proof
    evidence: tuple[tuple[int, tuple[int, int] | None], ...]

    @property
    def proven(self) -> bool:
        """Whether a release of the period itself says so."""
        return self.proof is Proof.WITHIN


def holders(
    people: Iterable[Individual], role: str, period: Period, city: str | None = None
) -> tuple[Holder, ...]:
    """Who held a role at some day of a period, those proven by a release of that period first.

    Of a role named before and after the period, and in no release within it, the holder is likely and not proven. Where
    nobody is that either, those whom the last release before the period and the first one after it call so are told.
    Who is only called a former one held it at no day that is known.
    """
    wanted = head_of(role)
    named = [
        named
        for person in people
        if not city or city in person.cities
        if (named := _named_so(person, wanted))
    ]
    found: list[Holder] = []
    beside: list[Holder] = []
    for one in named:
        person, mine, days = one.person, one.holding, one.days
        evidence = tuple(proof for holding in mine for proof in holding.evidence)
        inside = tuple(proof for proof in evidence if (day := days.get(proof[0])) and day in period)
        # Who is to hold an office holds it some day later: that proves no day, and bounds those that are not proven,
        # unless a release in between calls another one so.
        held = [*mine, *([] if mine and _held_meanwhile(one, named, period) else one.announced)]
        told = sorted(
            (proof for holding in held for proof in holding.evidence),
            key=lambda proof: (days.get(proof[0]) or date.max, proof[0]),
        )
        firsts = [holding.first for holding in held if holding.first]
        lasts = [holding.last for holding in held if holding.last]
        tenure = replace(held[0], first=min(firsts), last=max(lasts), evidence=tuple(told))
        if inside:
            proving = next((holding for holding in mine if inside[0] in holding.evidence), mine[0])
            tenure = replace(
                tenure,
                role=proving.role,
                affiliation=proving.affiliation,
                first=min(holding.first for holding in mine if holding.first),
                evidence=evidence,
            )
            found.append(Holder(individual=person, tenure=tenure, proof=Proof.WITHIN, evidence=inside))
        elif mine and _spans(tenure, period):
            found.append(Holder(individual=person, tenure=tenure, proof=Proof.BETWEEN, evidence=tuple(told)))
        else:
            beside += _next_to(person, tenure, period, days)
    return tuple(
        sorted(
            found or _nearest(beside, period),
            key=lambda holding: (not holding.proven, -len(holding.evidence), holding.individual.key),
        )
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A person whom releases call so, or say is to be it, with the day of each release."""

    person: Individual
    holding: list[Tenure]
    announced: list[Tenure]
    days: dict[int, date | None]


def _named_so(person: Individual, wanted: str) -> _Named | None:
    dated = [tenure for tenure in person.tenures if tenure.first]
    holding = [tenure for tenure in dated if _is_office(head_of(tenure.role), wanted)]
    announced = [tenure for tenure in dated if _is_announced(head_of(tenure.role), wanted)]
    if not holding and not announced:
        return None
    days = {appearance.record_id: appearance.day for appearance in person.appearances}
    return _Named(person, holding, announced, days)


def _held_meanwhile(one: _Named, everybody: Iterable[_Named], period: Period) -> bool:
    """Whether a release of their city after somebody was announced, by the end of a period, calls another one so."""
    since = min((tenure.first for tenure in one.announced if tenure.first), default=None)
    if since is None:
        return False
    until = period.end or date.max
    return any(
        (day := other.days.get(record)) and since < day <= until
        for other in everybody
        if other is not one and set(other.person.cities) & set(one.person.cities)
        for tenure in other.holding
        for record, _ in tenure.evidence
    )


def before_and_after(
    people: Iterable[Individual], individual: Individual, tenure: Tenure
) -> tuple[Holder | None, Holder | None]:
    """Whom releases call so next before the first day and next after the last day on which they call a person so.

    Nobody where the days of others lie among the person's own: such an office has several holders at a time, or its
    holder is not certain. Other cities' and other bodies' offices of the name are other offices.
    """
    if not (tenure.first and tenure.last):
        return None, None
    before: list[Holder] = []
    after: list[Holder] = []
    for other in people:
        if other.key == individual.key or not set(other.cities) & set(individual.cities):
            continue
        mine = [held for held in other.tenures if held.first and held.last and _is_same(held, tenure)]
        if not mine:
            continue
        first = min(held.first for held in mine if held.first)
        last = max(held.last for held in mine if held.last)
        evidence = tuple(proof for held in mine for proof in held.evidence)
        whole = replace(mine[0], first=first, last=last, evidence=evidence)
        if last < tenure.first:
            before.append(Holder(individual=other, tenure=whole, proof=Proof.BEFORE, evidence=evidence))
        elif first > tenure.last:
            after.append(Holder(individual=other, tenure=whole, proof=Proof.AFTER, evidence=evidence))
        else:
            return None, None
    return (
        max(before, key=lambda holder: (holder.tenure.last or date.min, holder.individual.key), default=None),
        min(after, key=lambda holder: (holder.tenure.first or date.max, holder.individual.key), default=None),
    )


def _is_same(one: Tenure, other: Tenure) -> bool:
    heads = head_of(one.role), head_of(other.role)
    same = _is_office(*heads) or _is_office(*reversed(heads))
    return same and one.affiliation == other.affiliation


def is_office_or_announced(held: str, wanted: str) -> bool:
    """Whether one office, by its head, is a wanted one, that of a certain body, or one that is to be held."""
    return _is_office(held, wanted) or _is_announced(held, wanted)


def _is_announced(held: str, wanted: str) -> bool:
    """Whether one is to hold an office: "designierter Kämmerer"."""
    office = _DESIGNATED.sub("", held)
    return office != held and _is_office(office, wanted)


_DESIGNATED = re.compile(r"^designierte[rs]? ")


def _next_to(
    person: Individual, tenure: Tenure, period: Period, days: dict[int, date | None]
) -> list[Holder]:
    """One whom releases before or after a period call so, with the nearest of them."""
    dated = sorted((day, proof) for proof in tenure.evidence if (day := days.get(proof[0])))
    found = []
    if period.start and (before := [proof for day, proof in dated if day < period.start]):
        found.append(Holder(individual=person, tenure=tenure, proof=Proof.BEFORE, evidence=(before[-1],)))
    if period.end and (after := [proof for day, proof in dated if day > period.end]):
        found.append(Holder(individual=person, tenure=tenure, proof=Proof.AFTER, evidence=(after[0],)))
    return found


def _nearest(beside: Sequence[Holder], period: Period) -> list[Holder]:
    """Of those before a period the last, of those after it the first."""
    before = [holding for holding in beside if holding.proof is Proof.BEFORE and holding.tenure.last]
    after = [holding for holding in beside if holding.proof is Proof.AFTER and holding.tenure.first]
    return [
        *sorted(before, key=lambda holding: (holding.tenure.last or date.min, holding.individual.key))[-1:],
        *sorted(after, key=lambda holding: (holding.tenure.first or date.max, holding.individual.key))[:1],
    ]


def offices_like(people: Iterable[Individual], role: str) -> tuple[str, ...]:
    """The roles whose word holds a wanted one, by alphabet: Oberbürgermeister for Bürgermeister."""
    wanted = head_of(role).lower()
    return tuple(
        sorted(
            {
                tenure.role
                for person in people
                for tenure in person.tenures
                if wanted in head_of(tenure.role).lower()
            }
        )
    )


def _is_office(held: str, wanted: str) -> bool:
    """Whether one office is the other, or that of a certain body: Stadtkämmerer is Kämmerer."""
    return held == wanted or (held.endswith(wanted) and not _OTHER_OFFICE.match(held[: -len(wanted)]))


def _spans(tenure: Tenure, period: Period) -> bool:
    if not (tenure.first and tenure.last and period.start and period.end):
        return False
    return tenure.first < period.start and tenure.last > period.end
