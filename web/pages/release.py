"""The page of one release: its text, persons with their roles, citation, versions."""

from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from archive.errors import NoSuchRecord
from archive.model import Attachment, MentionKind, PersonMention, Record, Seal, Version
from german.dates import german_date
from german.topics import topic
from search.finder import permalink_of
from web import texts
from web.banner import warn_of_fiction
from web.desk import Desk
from web.markup import paragraphs, plain, safe_link

_GERMANY = ZoneInfo("Europe/Berlin")


def release_page(desk: Desk, search_page: StreamlitPage, this_page: StreamlitPage) -> None:
    """Draw the release that `?id=` names, in the version that `?version=` names, else the newest."""
    asked = st.query_params.get("id", "")
    try:
        record_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
        record, versions = desk.archive.record(record_id), desk.archive.versions(record_id)
    except NoSuchRecord:
        st.error(plain(desk.say(texts.NO_SUCH_RELEASE, id=asked[:40])))
        st.page_link(search_page, label=desk.say(texts.TO_SEARCH))
        return
    if record.seal:
        _sealed(desk, record.seal)
        st.page_link(search_page, label=desk.say(texts.TO_SEARCH))
        return
    if record.embargo and record.hidden(datetime.now(UTC)):
        st.title(plain(desk.say(texts.EMBARGOED, at=_moment(record.embargo))), anchor=False)
        st.page_link(search_page, label=desk.say(texts.TO_SEARCH))
        return
    shown = _chosen(versions)
    source = next(one for one in desk.archive.sources() if one.key == record.city)
    publisher = source.name
    st.set_page_config(page_title=f"{shown.release.title[:60]} – {desk.say(texts.SITE)}")
    warn_of_fiction(desk, (source,))
    st.page_link(search_page, label=f"← {desk.say(texts.TO_SEARCH)}")
    _notices(desk, record, shown, versions)
    _corrections(desk, record, this_page)
    _head(desk, shown, publisher)
    text, side = st.columns([7, 3], gap="large")
    with text:
        _text(desk, shown)
        _reused(desk, record, this_page)
    with side:
        _persons(desk, shown, search_page)
        _topics(desk, shown, search_page)
        _citation(desk, record, shown, publisher)
        _versions(desk, record, versions, this_page)
        _similar(desk, record, this_page)


def _sealed(desk: Desk, seal: Seal) -> None:
    """What stands in the place of a release that is hidden: since when, and why."""
    st.title(plain(desk.say(texts.ERASED if seal.erased_at else texts.SEALED)), anchor=False)
    at = _moment(seal.erased_at or seal.sealed_at)
    st.info(plain(desk.say(texts.SEALED_WHY, at=at, reason=seal.reason)))


def _chosen(versions: tuple[Version, ...]) -> Version:
    asked = st.query_params.get("version", "")
    return next((one for one in versions if str(one.number) == asked), versions[-1])


def _notices(desk: Desk, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    if record.withdrawn_at:
        st.warning(desk.say(texts.WITHDRAWN_AT, at=_moment(record.withdrawn_at)))
    if shown is not versions[-1]:
        st.info(desk.say(texts.SHOWN_VERSION, number=shown.number, last=versions[-1].number))
    span = shown.reading.published_span
    if shown.reading.published is None and span and span.start and span.end:
        st.info(desk.say(texts.DATE_BY_SERIES, start=german_date(span.start), end=german_date(span.end)))
    elif shown.reading.published is None:
        st.info(desk.say(texts.DATE_UNKNOWN, at=_moment(record.first_seen)))


def _corrections(desk: Desk, record: Record, this_page: StreamlitPage) -> None:
    """The releases this one corrects, and those that correct it."""
    for wording, ids in zip(
        (texts.CORRECTS, texts.CORRECTED_BY), desk.archive.corrections(record.id), strict=True
    ):
        for found, version in desk.archive.current(ids).values():
            if not found.hidden(datetime.now(UTC)):
                label = plain(desk.say(wording, title=version.release.title))
                st.page_link(this_page, label=label, query_params={"id": str(found.id)})


def _head(desk: Desk, shown: Version, publisher: str) -> None:
    reading = shown.reading
    facts = [
        german_date(reading.published) if reading.published else desk.say(texts.UNKNOWN_DATE),
        publisher,
        shown.release.office or "",
        desk.say(texts.NUMBER, number=reading.number.printed) if reading.number else "",
    ]
    st.html(f'<div class="meta">{" · ".join(escape(fact) for fact in facts if fact)}</div>')
    st.title(plain(shown.release.title), anchor=False)


def _text(desk: Desk, shown: Version) -> None:
    release = shown.release
    lead = paragraphs(release.lead).replace("<p>", '<p class="lead">')
    st.html(f'<div class="release">{lead}{paragraphs(release.body)}</div>')
    if release.captions:
        st.subheader(desk.say(texts.CAPTIONS), anchor=False)
        st.html(f'<div class="caption">{paragraphs(release.captions)}</div>')
    if release.attachments:
        st.subheader(desk.say(texts.ATTACHMENTS), anchor=False)
        for attachment in release.attachments:
            _document(desk, attachment)
    heading = desk.say(texts.CONTACT)
    if contact := release.contact_text.removeprefix(heading).strip():
        st.subheader(heading, anchor=False)
        st.html(f'<div class="caption">{paragraphs(contact)}</div>')


def _document(desk: Desk, attachment: Attachment) -> None:
    """A document: its link, and its text or why there is none."""
    label = attachment.title or attachment.url
    if safe_link(attachment.url):
        st.link_button(plain(label), attachment.url)
    else:
        st.text(label)
    if attachment.text:
        with st.expander(plain(desk.say(texts.DOCUMENT_TEXT, title=label))):
            st.html(f'<div class="caption">{paragraphs(attachment.text)}</div>')
    elif attachment.state in texts.DOCUMENT_STATES:
        st.caption(desk.say(texts.DOCUMENT_STATES[attachment.state]))


def _persons(desk: Desk, shown: Version, search_page: StreamlitPage) -> None:
    if not shown.reading.persons:
        return
    st.subheader(desk.say(texts.PERSONS), anchor=False)
    for person in shown.reading.persons:
        # Who is only a contact is no person of the index; their name is found as words.
        only_contact = person.kinds == {MentionKind.CONTACT}
        st.page_link(
            search_page,
            label=plain(person.name),
            query_params={"q": f'"{person.name}"'} if only_contact else {"person": person.name},
            help=plain(desk.say(texts.EVERY_RELEASE_WITH, name=person.name)),
        )
        said = _described(desk, person)
        if person.evidence:
            sentence = " ".join(shown.release.text[slice(*person.evidence)].split())
            said += f"<br>{escape(desk.say(texts.EVIDENCE, sentence=sentence))}" if said else ""
        if said:
            st.html(f'<p class="evidence">{said}</p>')


def _described(desk: Desk, person: PersonMention) -> str:
    kinds = [desk.say(texts.KINDS[kind]) for kind in sorted(person.kinds) if kind in texts.KINDS]
    roles = [
        desk.say(texts.FORMER_ROLE, role=one.role) if one.former else one.role for one in person.roles
    ] or ([person.role] if person.role else [])
    facts = [", ".join(roles), person.affiliation, person.party, *kinds]
    return escape(" · ".join(fact for fact in facts if fact))


def _topics(desk: Desk, shown: Version, search_page: StreamlitPage) -> None:
    found = [topic(one.key) for one in shown.reading.topics]
    if not any(found):
        return
    st.subheader(desk.say(texts.TOPICS), anchor=False)
    for one in found:
        if one:
            st.page_link(search_page, label=plain(one.label(desk.language)), query_params={"topic": one.key})


def _citation(desk: Desk, record: Record, shown: Version, publisher: str) -> None:
    reading = shown.reading
    url = shown.release.url
    number = desk.say(texts.CITED_NUMBER, number=reading.number.printed) if reading.number else ""
    when = desk.say(texts.CITED_DATE, date=german_date(reading.published)) if reading.published else ""
    st.subheader(desk.say(texts.CITE), anchor=False)
    citation = desk.say(
        texts.CITATION,
        publisher=publisher,
        title=shown.release.title,
        number=number,
        date=when,
        place=f"{url} " if url else "",
        archived=_moment(shown.recorded_at),
        permalink=desk.public_url + permalink_of(desk.archive, record, shown),
    )
    st.code(citation, language=None, wrap_lines=True)
    if url and safe_link(url):
        st.link_button(desk.say(texts.ORIGINAL), url)


def _versions(desk: Desk, record: Record, versions: tuple[Version, ...], this_page: StreamlitPage) -> None:
    st.subheader(desk.say(texts.VERSIONS), anchor=False)
    for one in reversed(versions):
        st.page_link(
            this_page,
            label=plain(_version_line(desk, one)),
            query_params={"id": str(record.id), "version": str(one.number)},
        )


def _similar(desk: Desk, record: Record, this_page: StreamlitPage) -> None:
    found = desk.similar(record.id)
    if found:
        st.subheader(desk.say(texts.SIMILAR), anchor=False)
    for other, version in found:
        _link(this_page, other, version)


def _reused(desk: Desk, record: Record, this_page: StreamlitPage) -> None:
    """Releases that say the same in the same words, each with what it shares."""
    found = desk.reused(record.id)
    if found:
        st.subheader(desk.say(texts.REUSED), anchor=False)
    for other, version, passages in found:
        _link(this_page, other, version)
        for passage in passages:
            said = " ".join(version.release.text[passage.other_start : passage.other_end].split())
            line = desk.say(texts.REUSED_LINE, n=passage.words, passage=said)
            st.html(f'<p class="evidence">{escape(line)}</p>')


def _link(this_page: StreamlitPage, other: Record, version: Version) -> None:
    published = version.reading.published
    label = f"{german_date(published)} · {version.release.title}" if published else version.release.title
    st.page_link(this_page, label=plain(label), query_params={"id": str(other.id)})


def _version_line(desk: Desk, one: Version) -> str:
    line = desk.say(texts.VERSION_LINE, number=one.number, at=_moment(one.recorded_at))
    return f"{line} – {desk.say(texts.GRADES[one.grade])}" if one.grade else line


def _moment(moment: datetime) -> str:
    return german_date(moment.astimezone(_GERMANY).date())
