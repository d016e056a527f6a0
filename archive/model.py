"""The types of the archive, from a city down to one event."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cached_property

from archive.origins import NumberFrom, PublishedFrom
from language.german.dates import Mentioned, Period
from language.german.topics import TopicScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher of releases; `ags` is its official municipality key, None where it has none."""

    key: str
    name: str
    ags: str | None = None
    state: str | None = None
    homepage: str | None = None
    fictional: bool = False


@dataclass(frozen=True, kw_only=True)
class Capture:
    """Bytes as an address served them (or a file held them), before anything was read out of them.

    `url` is what was asked for, `final_url` what answered after redirects; `headers` are those of the answer.
    """

    url: str
    final_url: str
    fetched_at: datetime
    status: int
    content_type: str
    body: bytes
    etag: str | None = None
    last_modified: str | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the body, in hexadecimal."""
        return hashlib.sha256(self.body).hexdigest()

    def header(self, name: str) -> str | None:
        """The value of a header, by its name in lower case; None where the answer had none."""
        return next((value for key, value in self.headers if key.lower() == name), None)


_BEFORE_FIGURES = re.compile(r"^\D+(?=\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseNumber:
    """`450/pe` of 2017 is running 450, sign `pe`; `year` is None while unknown; `printed` as it stands there."""

    running: int
    year: int | None = None
    sign: str | None = None
    printed: str = ""

    @property
    def shown(self) -> str:
        """The number as people read it: as printed from its first figure on, else from its parts.

        What stands before it ("Pressemitteilung Nr.") is said by whoever shows it.
        """
        printed = _BEFORE_FIGURES.sub("", self.printed)
        return printed or (f"{self.running}/{self.sign}" if self.sign else str(self.running))


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of a release, its caption and who took it, as printed."""

    url: str | None = None
    caption: str = ""
    credit: str = ""


class AttachmentState(StrEnum):
    """What became of a document linked from a release."""

    LINKED = "linked"
    READ = "read"
    SCANNED = "scanned"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document linked from a release; `text` is what was read from the bytes of its capture.

    A SCANNED one is a picture of a text, an UNREADABLE one is damaged or locked; LINKED ones were not captured.
    """

    url: str
    title: str = ""
    media_type: str = ""
    text: str = ""
    state: AttachmentState = AttachmentState.LINKED
    capture_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """The text of a release as printed; paragraphs of `body` and `contact_text` are parted by an empty line.

    `url` is None for a release that came from a file; `office` is who published it, where not the whole house; `note`
    is what a sender wrote to go with it, and none of its text.
    """

    city: str
    url: str | None
    title: str
    lead: str = ""
    body: str = ""
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    contact_text: str = ""
    office: str | None = None
    note: str = ""

    @property
    def captions(self) -> str:
        """What stands under the pictures, one picture a paragraph."""
        shown = (
            f"{image.caption} ({image.credit})" if image.credit else image.caption for image in self.images
        )
        return "\n\n".join(text for text in shown if text.strip())

    @property
    def attached(self) -> str:
        """What was read in the documents linked from it."""
        return "\n\n".join(attachment.text for attachment in self.attachments if attachment.text)

    @property
    def text(self) -> str:
        """The whole as one text, in which places are counted: headline, lead, body, captions, contact."""
        parts = (self.title, self.lead, self.body, self.captions, self.contact_text)
        return "\n\n".join(part for part in parts if part)


class MentionKind(StrEnum):
    """In what way a release mentions a person."""

    NAMED = "named"
    SPEAKER = "speaker"
    CAPTION = "caption"
    PHOTOGRAPHER = "photographer"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """An office, occupation or function a release gives a person; `former` where it is held no more.

    `evidence` is the span of characters in `Release.text` of the sentence that proves it.
    """

    role: str
    affiliation: str | None = None
    former: bool = False
    evidence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """One person in one release; `as_printed` holds the spellings met, `places` their spans in `Release.text`.

    `roles` are all that the release gives, the main one first; `role` and `evidence` are of that one, None where
    no role was read.
    """

    name: str
    as_printed: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    party: str | None = None
    kinds: frozenset[MentionKind] = frozenset({MentionKind.NAMED})
    evidence: tuple[int, int] | None = None
    roles: tuple[HeldRole, ...] = ()
    places: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words a release gives as spoken or written by a person: characters `[start, end)` of `Release.text`."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom a release names to ask, as printed; None for what it does not say."""

    name: str | None = None
    office: str | None = None
    phone: str | None = None
    mail: str | None = None
    fax: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What stands under a picture and who took it; `image_url` is None where the text alone holds the caption."""

    text: str
    credit: str = ""
    image_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the text of a release says, and by which version of the reader.

    `sign` is its author's, with or without a number; `published_otherwise` another day that its page states for its
    publication; `mentioned` the dates and periods it names, in places of
    `Release.text`; `embargo` the moment before which it is not to be shown, `embargo_unread` the words of one in which
    no moment can be read; `categories` what its publisher files it under;
    `headline` is set where staff put another in the place of what was taken for it.
    """

    reader: int
    number: ReleaseNumber | None = None
    sign: str | None = None
    published: date | None = None
    published_time: time | None = None
    published_span: Period | None = None
    published_from: PublishedFrom = PublishedFrom.NONE
    published_otherwise: date | None = None
    persons: tuple[PersonMention, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    mentioned: tuple[Mentioned, ...] = ()
    topics: tuple[TopicScore, ...] = ()
    forms: tuple[str, ...] = ()
    corrects: ReleaseNumber | None = None
    embargo: datetime | None = None
    embargo_unread: str = ""
    number_from: NumberFrom = NumberFrom.PRINTED
    contact: Contact | None = None
    department: str | None = None
    captions: tuple[Caption, ...] = ()
    places: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    headline: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Why and since when a release is hidden; `erased_at` is set where its words and bytes were destroyed too."""

    reason: str
    sealed_at: datetime
    erased_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One release, however many addresses and versions it had; `embargo` is when it may be shown, None where it may."""

    id: int
    city: str
    addresses: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    withdrawn_at: datetime | None = None
    seal: Seal | None = None
    embargo: datetime | None = None

    def hidden(self, now: datetime) -> bool:
        """Whether it is not to be shown: sealed, or before the end of its embargo."""
        return self.seal is not None or (self.embargo is not None and now < self.embargo)


class Grade(StrEnum):
    """How deep a change goes, from spelling to the order of the text."""

    TYPOGRAPHIC = "typographic"
    FACTUAL = "factual"
    STRUCTURAL = "structural"


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The content of a release from one moment on; `number` counts from 1 within its record.

    `grade` says how deep it differs from the version before; None for the first one. `as_read` is what was read of it
    where staff have amended that in `reading`.
    """

    id: int
    record_id: int
    number: int
    release: Release
    reading: Reading
    capture_id: int | None
    layout: str
    recorded_at: datetime
    grade: Grade | None = None
    as_read: Reading | None = None

    @property
    def headline(self) -> str:
        """The headline, or the one that staff put in the place of what was taken for it."""
        return self.reading.headline or self.release.title

    @property
    def read(self) -> Reading:
        """What was read of it, whatever staff have amended."""
        return self.as_read or self.reading


class EventKind(StrEnum):
    """What happened to a release; each is something an index has to follow."""

    ADDED = "added"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    REREAD = "reread"
    SEALED = "sealed"
    UNSEALED = "unsealed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of the archive's history; `seq` counts from 1 without a hole."""

    seq: int
    kind: EventKind
    record_id: int
    version_id: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposit:
    """What a deposit did: the record, and the events it caused (none if all was known).

    `copy_of` is the name of the file that leads, where another file of the same release was met for the first time.
    """

    record_id: int
    events: tuple[Event, ...] = ()
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """By what a server knows a state of a page again (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One address of a record and the validators (RFC 9110) its last answer carried.

    `known_since` is when it was first met, `due_at` when it is to be asked again. `absent` counts the visits in a
    row that were led elsewhere than to the release. `erased` says that its release was destroyed and is never to be
    fetched again.
    """

    url: str
    record_id: int
    known_since: datetime
    due_at: datetime
    etag: str | None = None
    last_modified: str | None = None
    gone: bool = False
    absent: int = 0
    erased: bool = False

    @property
    def validators(self) -> Validators:
        """What its last answer carried."""
        return Validators(etag=self.etag, last_modified=self.last_modified)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An address that was listed and could not be taken in yet: how often it was tried, with which last error."""

    url: str
    tries: int
    known_since: datetime
    due_at: datetime
    code: str
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read: its code, its place, and the sentence that says so.

    A `remark` is no failure: something was understood, and is told.
    """

    code: str
    place: str | None
    message: str
    remark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCapture:
    """Where the bytes of a version came from and how they are proven; `digest` is the SHA-256 of the body."""

    id: int
    url: str
    fetched_at: datetime
    content_type: str
    digest: str
    length: int
    erased: bool

    @property
    def public(self) -> bool:
        """Whether a city served it to everybody; a file of an import may hold more than what was published."""
        return self.url.startswith(("http://", "https://"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release as a directory lists it: its id, its city, and when it last changed."""

    id: int
    city: str
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the archive holds of a city: how many releases, from when to when, and when it was last asked."""

    city: str
    releases: int
    undated: int
    first: date | None
    last: date | None
    fetched_at: datetime | None


class RunKind(StrEnum):
    """What a run took releases from."""

    VISIT = "visit"
    IMPORT = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One visit to one city, or one import: how many were listed and fetched, how many added and changed.

    `undated` counts the added ones whose date is not known. `status` is "running", "ok", "partial" where something
    could not be read, "failed" where nothing was found, "stopped" where somebody ended it.
    """

    city: str
    started: datetime
    kind: RunKind = RunKind.VISIT
    finished: datetime | None = None
    listed: int = 0
    fetched: int = 0
    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    failed: int = 0
    undated: int = 0
    status: str = "running"
    problems: tuple[Problem, ...] = ()
