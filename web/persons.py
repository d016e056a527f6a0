"""What is told of a person beside their name."""

from archive.model import PersonMention
from web import texts
from web.desk import Desk


def described(desk: Desk, person: PersonMention) -> str:
    """Roles, affiliation, party and in what way a release mentions a person, on one line."""
    kinds = [desk.say(texts.KINDS[kind]) for kind in sorted(person.kinds) if kind in texts.KINDS]
    roles = [
        desk.say(texts.FORMER_ROLE, role=one.role) if one.former else one.role for one in person.roles
    ] or ([person.role] if person.role else [])
    facts = [", ".join(roles), person.affiliation, person.party, *kinds]
    return " · ".join(fact for fact in facts if fact)
