"""Asking the tables of persons: by name, by key, by office, with whom, and who else bears the name."""

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select

from archive import schema
from archive.office_holders import is_office_or_announced
from archive.person_merging import Individual, individual_of, name_key
from archive.persons import appearance_of, in_order
from archive.statements import in_portions
from language.german.names import name_matches, name_words
from language.german.roles import head_of

_spellings_from = Decoder(tuple[str, ...]).decode
# So many of an office are looked at, those named oftenest.
_MOST_IN_OFFICE = 500


def persons_named(
    connection: Connection, name: str = "", city: str = "", *, limit: int, offset: int = 0
) -> tuple[int, tuple[Individual, ...]]:
    """How many are called so, in a city or anywhere, and some of them, those named in the most releases first.

    Whom releases name only to be asked comes after whom they are about.
    """
    persons = schema.persons
    query = select(persons.c.id, persons.c.spellings).order_by(
        persons.c.named.desc(), persons.c.releases.desc(), persons.c.key
    )
    if city:
        query = query.where(_in_city(city))
    words = name_words(name)
    if not words:
        total = connection.execute(select(func.count()).select_from(query.subquery())).scalar_one()
        some = connection.execute(query.limit(limit).offset(offset)).all()
        return total, _loaded(connection, [row.id for row in some])
    for forms in words:
        query = query.where(_has_word(forms))
    called = [
        row.id
        for row in connection.execute(query)
        if any(name_matches(name, spelling) for spelling in _spellings_from(row.spellings))
    ]
    return len(called), _loaded(connection, called[offset : offset + limit])


def person(connection: Connection, key: str) -> Individual | None:
    """The person of a key."""
    found = connection.execute(select(schema.persons.c.id).where(schema.persons.c.key == key)).first()
    return _loaded(connection, [found.id])[0] if found else None


def person_key(connection: Connection, record_id: int, name: str) -> str | None:
    """The key of whom a name in a release means."""
    table, persons = schema.appearances, schema.persons
    query = select(persons.c.key).join(table, table.c.person_id == persons.c.id)
    return connection.execute(
        query.where((table.c.record_id == record_id) & (table.c.name == name))
    ).scalar_one_or_none()


# Put together once: to do so takes longer than to run it.
_JOINED = (
    select(schema.appearances.c.record_id, schema.appearances.c.name, schema.persons.c.name.label("called"))
    .join(schema.persons, schema.persons.c.id == schema.appearances.c.person_id)
    .where(
        schema.appearances.c.record_id.in_(bindparam("ids", expanding=True))
        & (schema.appearances.c.name != schema.persons.c.name)
    )
)


def joined_names(connection: Connection, record_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """For releases that call somebody otherwise than the person is called: the name there, and the person's."""
    found: dict[int, dict[str, str]] = {}
    for some in in_portions(record_ids):
        for row in connection.execute(_JOINED, {"ids": some}):
            found.setdefault(row.record_id, {})[row.name] = row.called
    return found


def named_together(connection: Connection, key: str, limit: int) -> tuple[tuple[str, str, int], ...]:
    """With whom a person is named in one release: key, name, in how many; those named together oftenest first.

    Who is named in all of these only to be asked is left out.
    """
    persons = schema.persons
    mine, other = schema.appearances.alias(), schema.appearances.alias()
    often = func.count(other.c.record_id.distinct())
    query = (
        select(persons.c.key, persons.c.name, often.label("often"))
        .select_from(mine)
        .join(other, (other.c.record_id == mine.c.record_id) & (other.c.person_id != mine.c.person_id))
        .join(persons, persons.c.id == other.c.person_id)
        .where(mine.c.person_id == _id_of(key))
        .group_by(persons.c.id)
        .having(func.count().filter(~other.c.only_contact) > 0)
        .order_by(often.desc(), persons.c.key)
        .limit(limit)
    )
    return tuple((row.key, row.name, row.often) for row in connection.execute(query))


def in_office(connection: Connection, role: str) -> tuple[Individual, ...]:
    """Everybody whom a release calls so, or says is to be it."""
    wanted = head_of(role)
    return _of_heads(connection, lambda head: is_office_or_announced(head, wanted))


def in_office_like(connection: Connection, role: str) -> tuple[Individual, ...]:
    """Everybody whose office's word holds a wanted one."""
    wanted = head_of(role).lower()
    return _of_heads(connection, lambda head: wanted in head.lower())


def called_alike(connection: Connection, individual: Individual, limit: int) -> tuple[Individual, ...]:
    """Others of the very name, then others who share a word of it, those in the most releases first."""
    persons, words = schema.persons, schema.person_words
    own = [form for word in name_words(individual.name) for form in word]
    shares = select(words.c.person_id).where(words.c.word.in_(own))
    same = persons.c.name_key == name_key(individual.name)
    query = (
        select(persons.c.id)
        .where((persons.c.key != individual.key) & (same | persons.c.id.in_(shares)))
        .order_by(same.desc(), persons.c.releases.desc(), persons.c.key)
        .limit(limit)
    )
    return _loaded(connection, [row.id for row in connection.execute(query)])


def _of_heads(connection: Connection, wants: Any) -> tuple[Individual, ...]:
    persons, offices = schema.persons, schema.person_offices
    heads = [row.head for row in connection.execute(select(offices.c.head).distinct()) if wants(row.head)]
    found: dict[int, int] = {}
    for some in in_portions(heads):
        query = (
            select(persons.c.id, persons.c.releases)
            .join(offices, offices.c.person_id == persons.c.id)
            .where(offices.c.head.in_(some))
        )
        found |= {row.id: row.releases for row in connection.execute(query)}
    ranked = sorted(found, key=lambda person_id: (-found[person_id], person_id))
    return _loaded(connection, ranked[:_MOST_IN_OFFICE])


def _loaded(connection: Connection, person_ids: Sequence[int]) -> tuple[Individual, ...]:
    """The persons of these ids with all their appearances, in the order asked for."""
    persons, table = schema.persons, schema.appearances
    heads: dict[int, Row[Any]] = {}
    rows: dict[int, list[Row[Any]]] = {person_id: [] for person_id in person_ids}
    for some in in_portions(person_ids):
        heads |= {row.id: row for row in connection.execute(select(persons).where(persons.c.id.in_(some)))}
        mine = select(table).where(table.c.person_id.in_(some)).order_by(table.c.record_id, table.c.place)
        for row in connection.execute(mine):
            rows[row.person_id].append(row)
    alike = _how_often(connection, {row.name_key for row in heads.values()})
    return tuple(
        individual_of(
            (heads[person_id].key.partition("/")[0], heads[person_id].name_key, heads[person_id].label or ""),
            in_order(appearance_of(row) for row in rows[person_id]),
            namesakes=alike[heads[person_id].name_key] > 1,
        )
        for person_id in person_ids
    )


def _how_often(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    persons = schema.persons
    found: dict[str, int] = {}
    for some in in_portions(sorted(names)):
        query = select(persons.c.name_key, func.count()).where(persons.c.name_key.in_(some))
        found |= {row[0]: row[1] for row in connection.execute(query.group_by(persons.c.name_key))}
    return found


def _id_of(key: str) -> Any:
    return select(schema.persons.c.id).where(schema.persons.c.key == key).scalar_subquery()


def _in_city(city: str) -> ColumnElement[bool]:
    table = schema.appearances
    return (
        select(table.c.record_id)
        .where((table.c.person_id == schema.persons.c.id) & (table.c.city == city))
        .exists()
    )


def _has_word(forms: Iterable[str]) -> ColumnElement[bool]:
    words = schema.person_words
    mine: Select[Any] = select(words.c.person_id).where(words.c.word.in_(sorted(forms)))
    return schema.persons.c.id.in_(mine)
