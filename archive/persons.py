"""The persons of the archive in tables, followed by event: who is one person is decided anew of whom an event concerns.

A name is decided together with those it may be one with: all of its surname in its city, those a letter away, the same
name elsewhere where an office reaches beyond a city, and those that staff joined with it. So the tables hold what
`person_merging.individuals` says of the whole archive, whatever came in which order.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from archive import schema
from archive.journal import person_decisions
from archive.model import EventKind, MentionKind, PersonMention
from archive.person_merging import (
    Appearance,
    DecisionKind,
    Individual,
    PersonDecision,
    individuals,
    is_misprint,
    name_key,
    offices_beyond,
    surname_of,
)
from archive.queries import current, events, last_event, readable
from archive.rows import append_event, as_json, record_row
from archive.statements import in_portions, upsert
from language.german.names import name_words
from language.german.roles import head_of

# How many events are followed, and how many names decided, in one transaction.
EVENTS_AT_ONCE, NAMES_AT_ONCE = 500, 500
# How many releases are looked at in one transaction.
_CHECKED = 500
_mention_from = Decoder(PersonMention).decode
# A name in a city, folded.
Name = tuple[str, str]


def followed_to(connection: Connection) -> int | None:
    """The newest event where all until then is taken in and decided; None while something waits."""
    seq, decided = connection.execute(select(schema.persons_followed)).one()
    pending = connection.execute(select(schema.person_pending).limit(1)).first()
    behind = pending is not None or seq < last_event(connection) or decided < _newest_act(connection)
    return None if behind else int(seq)


def left_to_do(connection: Connection) -> int:
    """How many events are not taken in yet, and how many names are not decided."""
    seq = connection.execute(select(schema.persons_followed.c.seq)).scalar_one()
    names = connection.execute(select(func.count()).select_from(schema.person_pending)).scalar_one()
    return last_event(connection) - int(seq) + int(names)


def follow(connection: Connection, now: datetime) -> None:
    """One step: take in the next events, or else decide about the next names that wait.

    REREAD follows for a release that was taken in before and whose names mean somebody called otherwise now.
    """
    seq, decided = connection.execute(select(schema.persons_followed)).one()
    newest = _newest_act(connection)
    if newest != decided:
        _wait(connection, _decided_now_or_before(connection, person_decisions(connection)))
        connection.execute(update(schema.persons_followed).values(decided=newest))
    elif happened := events(connection, seq, EVENTS_AT_ONCE):
        _wait(connection, _put(connection, sorted({event.record_id for event in happened}), now))
        connection.execute(update(schema.persons_followed).values(seq=happened[-1].seq))
    else:
        _decide_next(connection, now)


def forget(connection: Connection, record_id: int, now: datetime) -> None:
    """Take a release out, as one that is sealed or erased: no word of it stays in the tables."""
    _wait(connection, _put(connection, [record_id], None))
    while connection.execute(select(schema.person_pending).limit(1)).first():
        _decide_next(connection, now)


def astray(connection: Connection, after: int) -> tuple[list[int], int]:
    """Some releases behind an id of which the tables say otherwise than they do, and the last id; 0 at the end.

    One with an embargo is left out: it ends by the clock, and the tables follow later.
    """
    table, records = schema.appearances, schema.records.c
    ids = connection.execute(
        select(records.id).where(records.id > after).order_by(records.id).limit(_CHECKED)
    )
    record_ids = list(ids.scalars())
    held: dict[int, dict[str, str]] = {record_id: {} for record_id in record_ids}
    decided = set()
    for some in in_portions(record_ids):
        query = select(table, schema.persons.c.id.label("known")).outerjoin(schema.persons)
        for row in connection.execute(query.where(table.c.record_id.in_(some))):
            held[row.record_id][row.name] = row.details
            if row.known is not None:
                decided.add((row.record_id, row.name))
    found = []
    for record_id, (record, version) in sorted(readable(connection, record_ids).items()):
        if record.embargo is not None:
            continue
        persons = () if record.seal else version.reading.persons
        wanted = {person.name: as_json(person) for person in persons if name_key(person.name)}
        if held[record_id] != wanted or any((record_id, name) not in decided for name in wanted):
            found.append(record_id)
    return found, record_ids[-1] if record_ids else 0


def _newest_act(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(schema.audit_log.c.id), 0))).scalar_one())


def _wait(connection: Connection, names: Iterable[Name]) -> None:
    rows = [{"city": city, "name_key": key} for city, key in sorted(names)]
    if rows:
        connection.execute(upsert(schema.person_pending).on_conflict_do_nothing(), rows)


def _decide_next(connection: Connection, now: datetime) -> None:
    """Decide about some of the names that wait, with all that each may be one with."""
    pending = schema.person_pending
    decisions = person_decisions(connection)
    waiting = {(row.city, row.name_key) for row in connection.execute(select(pending).limit(NAMES_AT_ONCE))}
    if not waiting:  # another process has decided about them meanwhile
        return
    names = _family(connection, waiting, decisions)
    rows = _rows_of(connection, names)
    called = _called(connection, rows)
    _decide(connection, rows, decisions)
    _tell(connection, called, _called(connection, rows), now)
    connection.execute(
        delete(pending).where((pending.c.city == bindparam("of")) & (pending.c.name_key == bindparam("key"))),
        [{"of": city, "key": key} for city, key in sorted(names | waiting)],
    )


def _put(connection: Connection, record_ids: Sequence[int], now: datetime | None) -> set[Name]:
    """The persons of these releases as they are now; the names that were or are in them."""
    table = schema.appearances
    concerned: set[Name] = set()
    for some in in_portions(record_ids):
        here = table.c.record_id.in_(some)
        held = select(table.c.person_id).where(here & table.c.person_id.is_not(None))
        rows = select(table.c.city, table.c.name_key).where(here | table.c.person_id.in_(held)).distinct()
        concerned |= {(row.city, row.name_key) for row in connection.execute(rows)}
        connection.execute(delete(table).where(here))
    if now is None:
        return concerned
    for record, version in current(connection, record_ids).values():
        if record.hidden(now):
            continue
        found = {}
        for place, person in enumerate(version.reading.persons):
            appearance = Appearance(
                record_id=record.id, city=record.city, day=version.reading.published, person=person
            )
            if key := name_key(person.name):
                found[person.name] = _row(appearance, key) | {"place": place}
                concerned.add((record.city, key))
        if found:
            connection.execute(insert(table), list(found.values()))
    return concerned


def _row(appearance: Appearance, key: str) -> dict[str, object]:
    return {
        "record_id": appearance.record_id,
        "name": appearance.person.name,
        "city": appearance.city,
        "day": appearance.day,
        "name_key": key,
        "surname": surname_of(key),
        "given": key.rpartition(" ")[0],
        "beyond": bool(offices_beyond([appearance])),
        "only_contact": _is_only_contact(appearance.person),
        "details": as_json(appearance.person),
    }


def _is_only_contact(person: PersonMention) -> bool:
    """Whether a release names somebody only to be asked, and in no office."""
    return person.kinds == {MentionKind.CONTACT} and not person.roles


def _decided_now_or_before(connection: Connection, decisions: Sequence[PersonDecision]) -> set[Name]:
    """The names that staff decided about, and those of persons that bear the mark of a decision taken back."""
    named = {(decision.city, name_key(decision.name)) for decision in decisions}
    named |= {
        (decision.into_city or decision.city, name_key(decision.into_name))
        for decision in decisions
        if decision.into_name
    }
    persons, table = schema.persons, schema.appearances
    marked = (
        select(table.c.city, table.c.name_key)
        .join(persons, persons.c.id == table.c.person_id)
        .where(persons.c.label.is_not(None) | (persons.c.name_key != table.c.name_key))
        .distinct()
    )
    return named | {(row.city, row.name_key) for row in connection.execute(marked)}


def _family(connection: Connection, names: Iterable[Name], decisions: Sequence[PersonDecision]) -> set[Name]:
    """The names that may be one person with some, those themselves, and so on."""
    joined: dict[Name, set[Name]] = {}
    for decision in decisions:
        if decision.kind is DecisionKind.MERGE and decision.into_name:
            one = decision.city, name_key(decision.name)
            other = decision.into_city or decision.city, name_key(decision.into_name)
            joined.setdefault(one, set()).add(other)
            joined.setdefault(other, set()).add(one)
    done: set[Name] = set()
    families: set[Name] = set()
    waiting = set(names)
    while waiting:
        city, key = waiting.pop()
        done.add((city, key))
        found = joined.get((city, key), set()) | _a_letter_away(connection, city, key)
        if (city, surname_of(key)) not in families:
            families.add((city, surname_of(key)))
            found |= _of_the_surname(connection, city, surname_of(key))
        waiting |= found - done
    return done


def _of_the_surname(connection: Connection, city: str, surname: str) -> set[Name]:
    """All of a surname in a city, those held to be one with them, the same names elsewhere that reach beyond a city."""
    table, other = schema.appearances, schema.appearances.alias()
    here = (table.c.city == city) & (table.c.surname == surname)
    found = {
        (city, row.name_key) for row in connection.execute(select(table.c.name_key).where(here).distinct())
    }
    held_one = (
        select(other.c.city, other.c.name_key).join(table, table.c.person_id == other.c.person_id).where(here)
    )
    found |= {(row.city, row.name_key) for row in connection.execute(held_one.distinct())}
    for some in in_portions(sorted({key for _, key in found if " " in key})):
        beyond = select(other.c.name_key).where(other.c.name_key.in_(some) & other.c.beyond)
        elsewhere = select(table.c.city, table.c.name_key).where(table.c.name_key.in_(beyond))
        found |= {(row.city, row.name_key) for row in connection.execute(elsewhere.distinct())}
    return found


def _a_letter_away(connection: Connection, city: str, key: str) -> set[Name]:
    """Names whose surname differs by a letter; those of the same surname are found by it."""
    given = key.rpartition(" ")[0]
    if not given:
        return set()
    table = schema.appearances
    rows = connection.execute(
        select(table.c.name_key).where((table.c.city == city) & (table.c.given == given)).distinct()
    )
    return {(city, row.name_key) for row in rows if is_misprint(key, row.name_key)}


def _rows_of(connection: Connection, names: Iterable[Name]) -> list[Row[Any]]:
    """Every appearance under one of these names."""
    table = schema.appearances
    rows: list[Row[Any]] = []
    by_key: dict[str, set[str]] = {}
    for city, key in names:
        by_key.setdefault(city, set()).add(key)
    for city, keys in by_key.items():
        for some in in_portions(sorted(keys)):
            rows += connection.execute(
                select(table)
                .where((table.c.city == city) & table.c.name_key.in_(some))
                .order_by(table.c.record_id, table.c.place)
            ).all()
    return sorted(rows, key=lambda row: (row.record_id, row.place))


def _decide(connection: Connection, rows: Sequence[Row[Any]], decisions: Sequence[PersonDecision]) -> None:
    """Who is one person among these appearances, written anew."""
    table, persons = schema.appearances, schema.persons
    before = {row.person_id for row in rows if row.person_id is not None}
    before |= _without_appearance(connection)
    for some in in_portions(sorted(before)):
        connection.execute(update(table).where(table.c.person_id.in_(some)).values(person_id=None))
        for held in (schema.person_offices, schema.person_words):
            connection.execute(delete(held).where(held.c.person_id.in_(some)))
        connection.execute(delete(persons).where(persons.c.id.in_(some)))
    told = individuals(in_order(appearance_of(row) for row in rows), decisions)
    for individual in told:
        _write(connection, individual)


def _called(connection: Connection, rows: Iterable[Row[Any]]) -> dict[tuple[int, str], str]:
    """What the person is called whom a release names so, of those that are decided."""
    table, persons = schema.appearances, schema.persons
    wanted = {(row.record_id, row.name) for row in rows}
    found: dict[tuple[int, str], str] = {}
    for some in in_portions(sorted({record_id for record_id, _ in wanted})):
        query = (
            select(table.c.record_id, table.c.name, persons.c.name.label("called"))
            .join(persons, persons.c.id == table.c.person_id)
            .where(table.c.record_id.in_(some))
        )
        found |= {(row.record_id, row.name): row.called for row in connection.execute(query)}
    return {where: found[where] for where in sorted(wanted & found.keys())}


def _tell(
    connection: Connection,
    before: dict[tuple[int, str], str],
    after: dict[tuple[int, str], str],
    now: datetime,
) -> None:
    """REREAD for every release in which somebody is called otherwise than before."""
    other = sorted({where[0] for where, name in before.items() if after.get(where, name) != name})
    for record_id in other:
        version_id = record_row(connection, record_id)["version_id"]
        append_event(connection, EventKind.REREAD, record_id, version_id, now)


def _without_appearance(connection: Connection) -> set[int]:
    table, persons = schema.appearances, schema.persons
    held = select(table.c.person_id).where(table.c.person_id == persons.c.id).exists()
    return {row.id for row in connection.execute(select(persons.c.id).where(~held))}


def in_order(appearances: Iterable[Appearance]) -> list[Appearance]:
    """Appearances by day, the undated last, of one day by release."""
    return sorted(
        appearances,
        key=lambda appearance: (
            appearance.day is None,
            appearance.day.toordinal() if appearance.day else 0,
            appearance.record_id,
        ),
    )


def appearance_of(row: Row[Any]) -> Appearance:
    """An appearance from its row."""
    return Appearance(record_id=row.record_id, city=row.city, day=row.day, person=_mention_from(row.details))


def _write(connection: Connection, individual: Individual) -> None:
    table = schema.appearances
    values = {
        "key": individual.key,
        "name": individual.name,
        "label": individual.label,
        "name_key": name_key(individual.name),
        "releases": len({appearance.record_id for appearance in individual.appearances}),
        "named": len({one.record_id for one in individual.appearances if not _is_only_contact(one.person)}),
        "spellings": as_json(individual.spellings),
    }
    made = connection.execute(insert(schema.persons), values).inserted_primary_key
    assert made is not None
    heads = {head_of(tenure.role) for tenure in individual.tenures}
    words = {form for spelling in individual.spellings for word in name_words(spelling) for form in word}
    if heads:
        connection.execute(
            insert(schema.person_offices), [{"person_id": made[0], "head": head} for head in sorted(heads)]
        )
    if words:
        connection.execute(
            insert(schema.person_words), [{"person_id": made[0], "word": word} for word in sorted(words)]
        )
    for appearance in individual.appearances:
        connection.execute(
            update(table)
            .where((table.c.record_id == appearance.record_id) & (table.c.name == appearance.person.name))
            .values(person_id=made[0])
        )
