"""Decisions about persons, and the audit log of what people did to the archive."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from archive import schema
from archive.person_merging import DecisionKind, PersonDecision
from archive.statements import inserted


class AuditAction(StrEnum):
    """What a person can do to the archive."""

    SEAL = "seal"
    UNSEAL = "unseal"
    ERASE = "erase"
    UNUSED = "unused"
    NOT_UNUSED = "not unused"
    MERGE = "merge"
    SPLIT = "split"
    UNDECIDE = "undecide"
    AMEND = "amend"
    UNAMEND = "unamend"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """What somebody did to the archive: who, when, to what, and why."""

    id: int
    at: datetime
    by: str
    kind: AuditAction
    city: str
    subject: str
    note: str


def record_decision(connection: Connection, decision: PersonDecision, *, by: str) -> int:
    """Note what somebody decided about who is one person; returns the decision's id."""
    values = {
        "kind": decision.kind,
        "city": decision.city,
        "name": decision.name,
        "into_city": decision.into_city,
        "into_name": decision.into_name,
        "label": decision.label,
        "into_label": decision.into_label,
        "record_id": decision.record_id,
        "note": decision.note,
        "decided_at": decision.decided_at,
    }
    subject = f"{decision.name} = {decision.into_name}"
    if decision.kind is DecisionKind.SPLIT:
        subject = f"{decision.name} ≠ {decision.label} ({decision.record_id})"
    kind = AuditAction(decision.kind)
    write_audit_entry(connection, kind, by, decision.decided_at, decision.city, subject, decision.note)
    return inserted(connection, insert(schema.person_decisions), values)


def revoke_decision(connection: Connection, decision_id: int, at: datetime, *, by: str) -> bool:
    """Take a decision back; False where there is none of that id."""
    table = schema.person_decisions
    this = table.c.id == decision_id
    held = connection.execute(select(table).where(this)).first()
    if held is None:
        return False
    connection.execute(delete(table).where(this))
    subject = f"{held.name} = {held.into_name}" if held.into_name else f"{held.name} ≠ {held.label}"
    write_audit_entry(connection, AuditAction.UNDECIDE, by, at, held.city, subject, held.note)
    return True


def audit_log(connection: Connection, limit: int = 200) -> tuple[AuditEntry, ...]:
    """What people did to the archive, the newest first."""
    table = schema.audit_log
    rows = connection.execute(select(table).order_by(table.c.id.desc()).limit(limit)).mappings()
    return tuple(AuditEntry(**{**row, "kind": AuditAction(row["kind"])}) for row in rows)


def person_decisions(connection: Connection) -> tuple[PersonDecision, ...]:
    """All decisions about persons, the oldest first."""
    table = schema.person_decisions
    rows = connection.execute(select(table).order_by(table.c.id)).mappings()
    return tuple(PersonDecision(**{**row, "kind": DecisionKind(row["kind"])}) for row in rows)


def write_audit_entry(
    connection: Connection, kind: AuditAction, by: str, at: datetime, city: str, subject: str, note: str
) -> None:
    """Write into the journal, in the transaction of what was done."""
    values = {"kind": str(kind), "by": by, "at": at, "city": city, "subject": subject, "note": note}
    connection.execute(insert(schema.audit_log), values)
