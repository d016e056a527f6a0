"""The tables of the archive, as the newest migration leaves them."""

from datetime import UTC, datetime

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, MetaData, String, Table, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A moment with its time zone, kept as ISO 8601 text in UTC, so that it sorts as it reads."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the text the table holds; raises ValueError for a moment without a time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value}")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the text the table holds."""
        return None if value is None else datetime.fromisoformat(value)


metadata = MetaData()

sources = Table(
    "source", metadata,
    Column("key", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("ags", String),
    Column("state", String),
    Column("homepage", String),
    Column("fictional", Boolean, nullable=False),
)  # fmt: skip

# One row for each different body; its bytes lie in a WARC file at `offset`, `length` bytes of it.
blobs = Table(
    "blob", metadata,
    Column("digest", String, primary_key=True),
    Column("file", String, nullable=False),
    Column("offset", BigInteger, nullable=False),
    Column("length", BigInteger, nullable=False),
    Column("erased", Boolean, nullable=False),
)  # fmt: skip

captures = Table(
    "capture", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("url", String, nullable=False),
    Column("final_url", String, nullable=False),
    Column("fetched_at", Moment, nullable=False),
    Column("status", BigInteger, nullable=False),
    Column("content_type", String, nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("digest", String, ForeignKey("blob.digest"), nullable=False),
    # The release that was read out of it; None for what could not be read.
    Column("record_id", BigInteger, ForeignKey("record.id")),
)  # fmt: skip

# What identity is decided by is kept beside the record: its number, its headline, its content.
records = Table(
    "record", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("city", String, ForeignKey("source.key"), nullable=False),
    Column("first_seen", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    Column("version_id", BigInteger),
    Column("office", String),
    Column("year", BigInteger),
    Column("running", BigInteger),
    Column("sign", String),
    Column("published", Date),
    Column("published_until", Date),
    Column("headline", String, nullable=False),
    Column("content", String, nullable=False),
    Column("corrects_running", BigInteger),
    Column("corrects_year", BigInteger),
    Column("corrects_sign", String),
    # Until when it is not to be shown; None where nothing holds it back, or no longer.
    Column("embargo_until", Moment),
)  # fmt: skip

# A release that is hidden; where it was erased, this is its tombstone.
seals = Table(
    "seal", metadata,
    Column("record_id", BigInteger, ForeignKey("record.id"), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("sealed_at", Moment, nullable=False),
    Column("erased_at", Moment),
)  # fmt: skip

addresses = Table(
    "address", metadata,
    Column("city", String, ForeignKey("source.key"), primary_key=True),
    Column("url", String, primary_key=True),
    Column("record_id", BigInteger, ForeignKey("record.id"), nullable=False),
    Column("etag", String),
    Column("last_modified", String),
    Column("gone", Boolean, nullable=False),
    Column("known_since", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("absent", BigInteger, nullable=False),
    Column("failures", BigInteger, nullable=False),
)  # fmt: skip

# When each list of a city was last followed to its end, or to where nothing was new.
walks = Table(
    "walk", metadata,
    Column("city", String, ForeignKey("source.key"), primary_key=True),
    Column("start", String, primary_key=True),
    Column("finished_at", Moment, nullable=False),
)  # fmt: skip

# What was listed and could not be taken in yet: tried again, ever more seldom, until it is.
pending = Table(
    "pending", metadata,
    Column("city", String, ForeignKey("source.key"), primary_key=True),
    Column("url", String, primary_key=True),
    Column("published", Date),
    Column("tries", BigInteger, nullable=False),
    Column("known_since", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("code", String, nullable=False),
)  # fmt: skip

# Numbers of which a person knows that no release ever bore them; `office` is empty for the whole house.
unused_numbers = Table(
    "unused_number", metadata,
    Column("city", String, ForeignKey("source.key"), primary_key=True),
    Column("office", String, primary_key=True),
    Column("year", BigInteger, primary_key=True),
    Column("running", BigInteger, primary_key=True),
    Column("note", Text, nullable=False),
    Column("noted_at", Moment, nullable=False),
)  # fmt: skip

# What people decided about who is one person; the newest decision about a name goes before older ones.
person_decisions = Table(
    "person_decision", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("kind", String, nullable=False),
    Column("city", String, ForeignKey("source.key"), nullable=False),
    Column("name", String, nullable=False),
    # MERGE: the person it is one with. SPLIT: what tells the one of these releases from others of the name.
    Column("into_city", String),
    Column("into_name", String),
    Column("label", String),
    Column("into_label", String),
    Column("record_id", BigInteger, ForeignKey("record.id")),
    Column("note", Text, nullable=False),
    Column("decided_at", Moment, nullable=False),
)  # fmt: skip

# What people did to the archive, by whom and when; never changed, only added to.
audit_log = Table(
    "deed", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("city", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("note", Text, nullable=False),
)  # fmt: skip

versions = Table(
    "version", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("record_id", BigInteger, ForeignKey("record.id"), nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("release", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("capture_id", BigInteger, ForeignKey("capture.id")),
    Column("layout", String, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("grade", String),
    Column("as_read", Text),
    # Of the rest of the row (`connection.version_checksum`): SQLite has none of its own.
    Column("checksum", BigInteger),
)  # fmt: skip

# What staff amend in what was read of a release, by field; `printed` is the headline that an amended one stands for.
amendments = Table(
    "amendment", metadata,
    Column("record_id", BigInteger, ForeignKey("record.id"), primary_key=True),
    Column("field", String, primary_key=True),
    Column("value", Text, nullable=False),
    Column("note", String, nullable=False),
    Column("amended_at", Moment, nullable=False),
    Column("printed", String, nullable=False),
)  # fmt: skip

# What is left to destroy of an erased release: captured bytes by place and digest, the write-ahead log, the index.
erasures = Table(
    "erasure", metadata,
    Column("record_id", BigInteger, ForeignKey("record.id"), primary_key=True),
    Column("asked_at", Moment, nullable=False),
    Column("captures", Text, nullable=False),
    Column("in_log", Boolean, nullable=False),
    Column("in_index", Boolean, nullable=False),
)  # fmt: skip

events = Table(
    "event", metadata,
    Column("seq", BigInteger, primary_key=True),
    Column("kind", String, nullable=False),
    Column("record_id", BigInteger, ForeignKey("record.id"), nullable=False),
    Column("version_id", BigInteger, ForeignKey("version.id"), nullable=False),
    Column("at", Moment, nullable=False),
)  # fmt: skip

runs = Table(
    "run", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("city", String, ForeignKey("source.key"), nullable=False),
    Column("started", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("finished", Moment),
    Column("listed", BigInteger, nullable=False),
    Column("fetched", BigInteger, nullable=False),
    Column("added", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),
    Column("withdrawn", BigInteger, nullable=False),
    Column("failed", BigInteger, nullable=False),
    Column("undated", BigInteger, nullable=False),
    Column("status", String, nullable=False),
    Column("problems", Text, nullable=False),
)  # fmt: skip

# Who is one person over all releases (archive/person_merging.py), told anew of whom an event concerns.
persons = Table(
    "person", metadata,
    Column("id", BigInteger, primary_key=True),
    Column("key", String, nullable=False),
    Column("name", String, nullable=False),
    Column("label", String),
    Column("name_key", String, nullable=False),
    Column("releases", BigInteger, nullable=False),
    Column("named", BigInteger, nullable=False, server_default="0"),
    Column("spellings", Text, nullable=False),
)  # fmt: skip

# Each person of each release that may be shown, by its place among them; `surname` and `given` are those of the folded
# name, `beyond` is whether an office of it reaches beyond a city, `only_contact` whether the release names the person
# without an office and only to be asked, `details` the PersonMention.
appearances = Table(
    "appearance", metadata,
    Column("record_id", BigInteger, ForeignKey("record.id"), primary_key=True),
    Column("name", String, primary_key=True),
    Column("place", BigInteger, nullable=False),
    Column("city", String, nullable=False),
    Column("day", Date),
    Column("name_key", String, nullable=False),
    Column("surname", String, nullable=False),
    Column("given", String, nullable=False),
    Column("beyond", Boolean, nullable=False),
    Column("only_contact", Boolean, nullable=False, server_default="0"),
    Column("person_id", BigInteger, ForeignKey("person.id")),
    Column("details", Text, nullable=False),
)  # fmt: skip

# The heads of the offices of a person, and the folded words of the spellings of the name, to be looked up by.
person_offices = Table(
    "person_office", metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("head", String, primary_key=True),
)  # fmt: skip

person_words = Table(
    "person_word", metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("word", String, primary_key=True),
)  # fmt: skip

# Names of which it is still to be decided who is one person.
person_pending = Table(
    "person_pending", metadata,
    Column("city", String, primary_key=True),
    Column("name_key", String, primary_key=True),
)  # fmt: skip

# The number of the newest event; its one row is locked by whoever writes the next.
event_counter = Table(
    "event_counter", metadata,
    Column("seq", BigInteger, nullable=False),
)  # fmt: skip

# Up to which event and which act of staff the persons were followed.
persons_followed = Table(
    "persons_followed", metadata,
    Column("seq", BigInteger, nullable=False),
    Column("decided", BigInteger, nullable=False),
)  # fmt: skip
