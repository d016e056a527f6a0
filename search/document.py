"""A version of a release as an index holds it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType

from archive.model import Grade, MentionKind, Reading, Record, Release, Version
from language.german.dates import Period
from language.german.names import name_matches, name_words
from language.german.spellings import Variant, variants
from language.german.tokens import ANALYSIS_VERSION, Token, tokenize
from language.german.zone import GERMANY
from search.fields import FACETS_BY_KEY

# The texts of a release that words are looked for in.
TEXTS = ("title", "lead", "body", "captions", "contact", "attached")
# The texts in which passages are compared: the press office's address stands under every release.
PASSAGE_TEXTS = tuple(name for name in TEXTS if name != "contact")
# Looked for in only where asked: what earlier versions said, the offices people hold, what people are quoted with.
EARLIER, ROLES, QUOTATIONS = "earlier", "roles", "quotations"
ALL_TEXTS = (*TEXTS, EARLIER, ROLES, QUOTATIONS)

# What became of a release since it was published: changed at all, how deep at most, taken down.
EDITED, WITHDRAWN = "edited", "withdrawn"
STATES = (EDITED, *Grade, WITHDRAWN)

# Raise it whenever the same version would make another document.
DOCUMENT_VERSION = 9
FINGERPRINT = f"analysis {ANALYSIS_VERSION}, document {DOCUMENT_VERSION}"


@dataclass(frozen=True, kw_only=True)
class Document:
    """What is searched in, filtered and counted by; `id` is the record's."""

    id: int
    city: str
    title: str
    lead: str = ""
    body: str = ""
    captions: str = ""
    contact: str = ""
    attached: str = ""
    earlier: str = ""
    roles: str = ""
    quotations: str = ""
    persons: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sign: str | None = None
    running: int | None = None
    year: int | None = None
    published: date | None = None
    mentioned: tuple[Period, ...] = ()
    states: tuple[str, ...] = ()
    changed: tuple[date, ...] = ()
    places: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()

    @cached_property
    def tokens(self) -> dict[str, tuple[Token, ...]]:
        """The words of each text."""
        return {name: tuple(tokenize(getattr(self, name))) for name in ALL_TEXTS}

    @cached_property
    def variants(self) -> dict[str, tuple[Variant, ...]]:
        """What stands in each text under another spelling."""
        return {name: tuple(variants(getattr(self, name))) for name in ALL_TEXTS}

    @cached_property
    def name_forms(self) -> frozenset[str]:
        """Every folding of every word of the persons' names, by which a bare word finds them."""
        return frozenset(form for name in self.persons for word in name_words(name) for form in word)

    def values(self, facet: str) -> tuple[str, ...]:
        """The values this document counts for in a facet of `search.model.FACETS`."""
        if facet in FACETS_BY_KEY:
            return FACETS_BY_KEY[facet].values(self)
        if self.published is None:
            return ()
        return (f"{self.published:%Y}",) if facet == "year" else (f"{self.published:%Y-%m}",)


def to_document(
    record: Record, versions: Sequence[Version], joined: Mapping[str, str] = MappingProxyType({})
) -> Document:
    """The document of a record, whose `versions` are all it had or the current one alone, in their order.

    `joined` are the names of persons who are called otherwise elsewhere: Asmussen is Henrike Asmussen.
    """
    version = versions[-1]
    release, reading = version.release, version.reading
    return Document(
        id=record.id,
        city=record.city,
        title=version.headline,
        lead=release.lead,
        body=release.body,
        captions=release.captions,
        contact=release.contact_text,
        attached=release.attached,
        earlier="\n\n".join(earlier.release.text for earlier in versions[:-1]),
        roles="\n\n".join(_roles(reading)),
        persons=tuple(dict.fromkeys(_persons(reading, joined))),
        topics=tuple(topic.key for topic in reading.topics),
        sign=reading.sign or (reading.number.sign if reading.number else None),
        running=reading.number.running if reading.number else None,
        year=reading.number.year if reading.number else None,
        published=reading.published,
        mentioned=tuple(
            dict.fromkeys(Period(start=mention.start, end=mention.end) for mention in reading.mentioned)
        ),
        states=_states(record, versions),
        changed=_changed(record, versions),
        places=reading.places,
        forms=reading.forms,
        speakers=tuple(
            dict.fromkeys(
                joined.get(said.speaker, said.speaker) for said in reading.quotations if said.speaker
            )
        ),
        quotations=_quotations(release, reading),
    )


def _persons(reading: Reading, joined: Mapping[str, str]) -> Iterator[str]:
    for person in reading.persons:
        # Who is only named as the press office's contact would be in every release's list of persons.
        if person.kinds == {MentionKind.CONTACT}:
            continue
        called = joined.get(person.name, person.name)
        yield called
        if called != person.name and not name_matches(
            person.name, called
        ):  # a misprint is still found as it is printed
            yield person.name


def _quotations(release: Release, reading: Reading) -> str:
    if not reading.quotations:
        return ""
    text = release.text
    return "\n\n".join(text[said.start : said.end] for said in reading.quotations)


def _roles(reading: Reading) -> list[str]:
    """Every office of every person, with its house: "Leiterin des Jugendamtes Stadt Tellbrück"."""
    held = (role for person in reading.persons for role in person.roles if not role.former)
    return list(dict.fromkeys(f"{role.role} {role.affiliation or ''}".strip() for role in held))


def _changed(record: Record, versions: Sequence[Version]) -> tuple[date, ...]:
    """The days on which edits, and that it was withdrawn, were noticed."""
    noticed = [version.recorded_at for version in versions if version.number > 1]
    noticed += [record.withdrawn_at] if record.withdrawn_at else []
    return tuple(dict.fromkeys(at.astimezone(GERMANY).date() for at in noticed))


def _states(record: Record, versions: Sequence[Version]) -> tuple[str, ...]:
    grades = {version.grade for version in versions if version.grade}
    edited = (EDITED, *(grade for grade in Grade if grade in grades)) if versions[-1].number > 1 else ()
    return (*edited, WITHDRAWN) if record.withdrawn_at else edited
