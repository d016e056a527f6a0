"""The page of one release: text, persons, citation, versions and what changed, similar ones, shared passages."""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from archive.errors import ArchiveError, NoSuchRecord
from archive.model import Attachment, MentionKind, Record, Seal, Version
from language.german.dates import german_date
from language.german.topics import topic
from pressearchiv.web.pages.context import Visit
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.badges import badges
from pressearchiv.web.shared.changes import changes
from pressearchiv.web.shared.citation import citation, moment, moment_and_hour, stored_capture
from pressearchiv.web.shared.context import Desk
from pressearchiv.web.shared.markup import marked_paragraphs, paragraphs, plain, safe_link
from pressearchiv.web.shared.persons import described
from pressearchiv.web.shared.version_labels import change_label, dating, version_line
from search.finder import permalink_of
from search.matching import Matcher
from search.snippet import mark


def release_page(visit: Visit) -> None:
    """Draw the release that `?id=` names, in the version that `?version=` names, else the newest.

    What `?q=` looks for is marked.
    """
    desk = visit.desk
    asked = st.query_params.get("id", "")
    try:
        record_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
        record, versions = desk.archive.record(record_id), desk.archive.versions(record_id)
    except NoSuchRecord:
        st.error(plain(desk.say(messages.NO_SUCH_RELEASE, id=asked[:40])))
        _to_search(visit)
        return
    if record.seal:
        _sealed(desk, record.seal)
        _staff(visit, record)
        _to_search(visit)
        return
    if record.embargo and record.hidden(datetime.now(UTC)):
        st.title(plain(desk.say(messages.EMBARGOED, at=moment_and_hour(record.embargo))), anchor=False)
        _to_search(visit)
        return
    shown = _chosen(versions)
    st.set_page_config(page_title=f"{shown.release.title[:60]} – {desk.say(messages.SITE)}")
    _back(visit)
    _notices(desk, record, shown, versions)
    _corrections(visit, record)
    matcher = desk.finder.matcher(st.query_params.get("q", "")[:1_000], shown)
    _head(desk, record, shown, versions)
    text, side = st.columns([7, 3], gap="large")
    with text:
        _text(desk, shown, matcher)
        _changes(desk, shown, versions)
        _reused(visit, record, versions[-1])
    with side:
        _persons(visit, record, shown)
        _topics(visit, shown)
        _citation(desk, record, shown)
        _versions(visit, record, shown, versions)
        _similar(visit, record)
    _staff(visit, record)


def _to_search(visit: Visit) -> None:
    st.page_link(visit.pages["search"], label=visit.desk.say(messages.TO_SEARCH))


def _back(visit: Visit) -> None:
    query = st.query_params.get("q", "")
    label = visit.desk.say(messages.BACK_TO_HITS) if query else visit.desk.say(messages.TO_SEARCH)
    st.page_link(visit.pages["search"], label=f"← {label}", query_params={"q": query} if query else None)


def _sealed(desk: Desk, seal: Seal) -> None:
    """What stands in the place of a release that is hidden: since when, and why."""
    st.title(plain(desk.say(messages.ERASED if seal.erased_at else messages.SEALED)), anchor=False)
    at = moment(seal.erased_at or seal.sealed_at)
    st.info(plain(desk.say(messages.SEALED_WHY, at=at, reason=seal.reason)))


def _chosen(versions: tuple[Version, ...]) -> Version:
    asked = st.query_params.get("version", "")
    return next((one for one in versions if str(one.number) == asked), versions[-1])


def _notices(desk: Desk, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    if record.withdrawn_at:
        st.warning(desk.say(messages.WITHDRAWN_AT, at=moment(record.withdrawn_at)))
    if shown is not versions[-1]:
        st.info(desk.say(messages.SHOWN_VERSION, number=shown.number, last=versions[-1].number))
    for said in dating(desk, record, shown):
        st.info(said)


def _corrections(visit: Visit, record: Record) -> None:
    """The releases this one corrects, and those that correct it."""
    desk = visit.desk
    for wording, ids in zip(
        (messages.CORRECTS, messages.CORRECTED_BY), desk.archive.corrections(record.id), strict=True
    ):
        for found, version in desk.archive.current(ids).values():
            if not found.hidden(datetime.now(UTC)):
                label = plain(desk.say(wording, title=version.release.title))
                st.page_link(visit.pages["release"], label=label, query_params={"id": str(found.id)})


def _head(desk: Desk, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    reading = shown.reading
    facts = [
        german_date(reading.published) if reading.published else desk.say(messages.UNKNOWN_DATE),
        desk.source(record.city).name,
        shown.release.office or "",
        desk.say(messages.NUMBER, number=reading.number.shown) if reading.number else "",
    ]
    said = " · ".join(escape(fact) for fact in facts if fact)
    said += "".join(
        f' <span class="badge">{escape(one)}</span>' for one in badges(desk, record, shown, versions)
    )
    st.html(f'<div class="meta">{said}</div>')
    st.title(plain(shown.release.title), anchor=False)
    if desk.served:
        sheet = escape(desk.links.to(permalink_of(desk.archive, record, shown)))
        st.html(
            f'<nav class="along"><a href="{sheet}" target="_self">{escape(desk.say(messages.SHEET))}</a></nav>'
        )


def _text(desk: Desk, shown: Version, matcher: Matcher) -> None:
    release = shown.release
    lead = marked_paragraphs(mark(release.lead, matcher))
    body = marked_paragraphs(mark(release.body, matcher))
    st.html(f'<div class="release" lang="de"><div class="lead">{lead}</div>{body}</div>')
    captions = [(one.text, one.credit) for one in shown.reading.captions] or [
        (one.caption, one.credit) for one in release.images
    ]
    if any(text or credit for text, credit in captions):
        st.subheader(desk.say(messages.CAPTIONS), anchor=False)
        for text, credit in captions:
            said = escape(text)
            if credit and credit not in text:
                said += f' <span class="meta">{escape(desk.say(messages.CREDIT, credit=credit))}</span>'
            st.html(f'<p class="caption">{said}</p>')
    if release.attachments:
        st.subheader(desk.say(messages.ATTACHMENTS), anchor=False)
        for attachment in release.attachments:
            _document(desk, attachment)
    heading = messages.CONTACT.say("de")
    if contact := release.contact_text.removeprefix(heading).strip():
        st.subheader(desk.say(messages.CONTACT), anchor=False)
        st.html(f'<div class="caption">{paragraphs(contact)}</div>')


def _document(desk: Desk, attachment: Attachment) -> None:
    """A document: its link, and its text or why there is none."""
    label = attachment.title or attachment.url
    if safe_link(attachment.url):
        st.link_button(plain(label), attachment.url)
    else:
        st.text(label)
    if attachment.text:
        with st.expander(plain(desk.say(messages.DOCUMENT_TEXT, title=label))):
            st.html(f'<div class="caption">{paragraphs(attachment.text)}</div>')
    elif attachment.state in messages.DOCUMENT_STATES:
        st.caption(desk.say(messages.DOCUMENT_STATES[attachment.state]))


def _changes(desk: Desk, shown: Version, versions: tuple[Version, ...]) -> None:
    """What this version changed, words that went and words that came."""
    before = next((one for one in versions if one.number == shown.number - 1), None)
    if before is None:
        return
    st.subheader(
        desk.say(messages.CHANGED_SINCE, number=before.number, at=moment(shown.recorded_at)), anchor=False
    )
    for one in changes(before, shown):
        label = escape(change_label(desk, one.field, one.grade))
        st.html(f'<div class="change"><p class="meta">{label}</p><p lang="de">{one.html}</p></div>')


def _persons(visit: Visit, record: Record, shown: Version) -> None:
    if not shown.reading.persons:
        return
    desk = visit.desk
    st.subheader(desk.say(messages.PERSONS), anchor=False)
    for person in shown.reading.persons:
        known = desk.people.named(record.id, person.name)
        # Who is only a contact is no person of the index; their name is found as words.
        only_contact = person.kinds == {MentionKind.CONTACT}
        st.page_link(
            visit.pages["person"] if known else visit.pages["search"],
            label=plain(person.name),
            query_params={"id": known.key}
            if known
            else {"q": f'"{person.name}"'}
            if only_contact
            else {"person": person.name},
            help=plain(desk.say(messages.EVERY_RELEASE_WITH, name=person.name)),
        )
        said = escape(described(desk, person))
        if person.evidence:
            sentence = " ".join(shown.release.text[slice(*person.evidence)].split())
            said += f"<br>{escape(desk.say(messages.EVIDENCE, sentence=sentence))}" if said else ""
        if said:
            st.html(f'<p class="evidence">{said}</p>')


def _topics(visit: Visit, shown: Version) -> None:
    found = [known for one in shown.reading.topics if (known := topic(one.key))]
    if not found:
        return
    st.subheader(visit.desk.say(messages.TOPICS), anchor=False)
    for one in found:
        label = plain(one.label(visit.desk.language))
        st.page_link(visit.pages["search"], label=label, query_params={"topic": one.key})


def _citation(desk: Desk, record: Record, shown: Version) -> None:
    url = shown.release.url
    st.subheader(desk.say(messages.CITE), anchor=False)
    st.code(citation(desk, record, shown), language=None, wrap_lines=True)
    if url and safe_link(url):
        st.link_button(desk.say(messages.ORIGINAL), url)
    stored = stored_capture(desk, shown)
    if stored is None or stored.erased or not stored.public:
        st.caption(desk.say(messages.NO_STORED_COPY))
    elif desk.served:
        kept = escape(desk.links.capture(record.id, shown.number))
        said = escape(desk.say(messages.STORED_COPY))
        fetched = escape(desk.say(messages.STORED_AT, at=moment_and_hour(stored.fetched_at)))
        st.html(f'<p class="caption"><a href="{kept}" target="_self" download>{said}</a>, {fetched}</p>')


def _versions(visit: Visit, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    desk = visit.desk
    st.subheader(desk.say(messages.VERSIONS), anchor=False)
    for one in reversed(versions):
        label = plain(version_line(desk, one))
        if one is shown:
            st.markdown(f"**{label}**")
            continue
        asked = {"id": str(record.id), "version": str(one.number)}
        st.page_link(visit.pages["release"], label=label, query_params=asked)


def _similar(visit: Visit, record: Record) -> None:
    found = visit.desk.similar(record.id)
    if found:
        st.subheader(visit.desk.say(messages.SIMILAR), anchor=False)
    for other, version in found:
        _link(visit, other, version)


def _reused(visit: Visit, record: Record, newest: Version) -> None:
    """Releases that say the same in the same words, each passage beside the one it is like."""
    desk = visit.desk
    found = desk.reused(record.id)
    if found:
        st.subheader(desk.say(messages.REUSED), anchor=False)
    for other, version, passages in found:
        _link(visit, other, version)
        for passage in passages:
            here = " ".join(newest.release.text[passage.start : passage.end].split())
            there = " ".join(version.release.text[passage.other_start : passage.other_end].split())
            st.html(
                f'<div class="beside"><p class="meta">{escape(desk.say(messages.REUSED_WORDS, n=passage.words))}</p>'
                f"<blockquote><b>{escape(desk.say(messages.HERE))}</b> {escape(here)}</blockquote>"
                f"<blockquote><b>{escape(desk.say(messages.THERE))}</b> {escape(there)}</blockquote></div>"
            )


def _link(visit: Visit, other: Record, version: Version) -> None:
    published = version.reading.published
    label = f"{german_date(published)} · {version.release.title}" if published else version.release.title
    st.page_link(visit.pages["release"], label=plain(label), query_params={"id": str(other.id)})


def _staff(visit: Visit, record: Record) -> None:
    """What staff can do with a release: hide it, show it again; each with a reason, noted with who and when."""
    desk, who = visit.desk, visit.staff
    if who is None:
        return
    st.divider()
    st.subheader(desk.say(messages.FOR_STAFF), anchor=False)
    if record.seal and record.seal.erased_at:
        st.caption(desk.say(messages.ERASED_FOR_GOOD))
        return
    with st.form("seal", border=False):
        reason = st.text_input(
            desk.say(messages.REASON), max_chars=500, disabled=record.seal is not None, key="seal_reason"
        )
        label = messages.UNSEAL if record.seal else messages.SEAL
        if not st.form_submit_button(desk.say(label)):
            return
        try:
            if record.seal:
                desk.archive.unseal(record.id, datetime.now(UTC), by=who)
            elif reason.strip():
                desk.archive.seal(record.id, reason.strip(), datetime.now(UTC), by=who)
            else:
                st.error(desk.say(messages.REASON_NEEDED))
                return
        except ArchiveError as error:
            st.error(plain(error.say(desk.language)))
            return
    st.rerun()
