"""What is told of a person beside their name."""

from archive.model import PersonMention
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext


def described(context: AppContext, person: PersonMention) -> str:
    """Roles, affiliation, party and in what way a release mentions a person, on one line."""
    kinds = [context.text(messages.KINDS[kind]) for kind in sorted(person.kinds) if kind in messages.KINDS]
    roles = [
        context.text(messages.FORMER_ROLE, role=role.role) if role.former else role.role
        for role in person.roles
    ] or ([person.role] if person.role else [])
    facts = [", ".join(roles), person.affiliation, person.party, *kinds]
    return " · ".join(fact for fact in facts if fact)
