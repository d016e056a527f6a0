"""The page of one release: text, persons, citation, versions and what changed, similar ones, shared passages."""

from datetime import UTC, datetime
from html import escape

import streamlit as st

from archive.changes import changes
from archive.errors import NoSuchRecord
from archive.model import Attachment, MentionKind, Record, Version
from language.german.dates import german_date
from language.german.forms import form
from language.german.topics import topic
from language.messages import Message
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.context import PageContext
from pressearchiv.web.pages.release_staff import draw_amending, draw_staff
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.amendment_lines import amendment_lines
from pressearchiv.web.shared.badges import badges
from pressearchiv.web.shared.changes import html_of_change
from pressearchiv.web.shared.citation import (
    citation,
    may_be_looked_at,
    may_be_taken,
    moment,
    moment_and_hour,
    short_citation,
    stored_capture,
)
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import marked_paragraphs, paragraphs, plain, safe_link
from pressearchiv.web.shared.persons import described
from pressearchiv.web.shared.references import reference_links
from pressearchiv.web.shared.version_labels import change_label, dating, version_lines
from search.finder import permalink_of
from search.matching import Matcher
from search.params import encode
from search.snippet import mark

_FOR_STAFF_ALONE = Message("Nur Angemeldete sehen diese Seite.")


def release_page(page_context: PageContext) -> None:
    """Draw the release that `?id=` names, in the version that `?version=` names, else the newest.

    What `?q=` looks for is marked.
    """
    context = page_context.context
    asked = st.query_params.get("id", "")
    try:
        record_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else 0
        record, versions = context.archive.record(record_id), context.archive.versions(record_id)
    except NoSuchRecord:
        st.error(plain(context.text(messages.NO_SUCH_RELEASE, id=asked[:40])))
        _to_search(page_context)
        return
    if record.hidden(datetime.now(UTC)) and not _may_read(page_context, record):
        _withheld(context, record)
        if record.seal:
            draw_staff(page_context, record, None)
        _to_search(page_context)
        return
    shown = _chosen(versions)
    st.set_page_config(page_title=f"{shown.headline[:60]} – {context.text(messages.SITE)}")
    _back(page_context)
    _notices(context, record, shown, versions)
    _corrections(page_context, record)
    matcher = context.finder.matcher(st.query_params.get("q", "")[:1_000], shown)
    _head(context, record, shown, versions)
    draw_amending(page_context, record, shown)
    text, side = st.columns([7, 3], gap="large")
    with text:
        _text(context, shown, matcher)
        _changes(context, shown, versions)
        _reused(page_context, record, versions[-1])
    with side:
        _persons(page_context, record, shown)
        _topics(page_context, shown)
        _citation(context, record, shown)
        _versions(page_context, record, shown, versions)
        _similar(page_context, record)
    draw_staff(page_context, record, shown)


def _to_search(page_context: PageContext) -> None:
    st.page_link(page_context.pages["search"], label=page_context.context.text(messages.TO_SEARCH))


def _back(page_context: PageContext) -> None:
    """The way back to the hits, as they were: with filters, order and page."""
    search = encode(address_bar.read()[0])
    label = page_context.context.text(messages.BACK_TO_HITS if search else messages.TO_SEARCH)
    st.page_link(page_context.pages["search"], label=f"← {label}", query_params=search or None)


def _may_read(page_context: PageContext, record: Record) -> bool:
    """Whether a hidden release is shown all the same: to staff, while its words are there."""
    return page_context.staff is not None and not (record.seal and record.seal.erased_at)


def _withheld(context: AppContext, record: Record) -> None:
    """What stands in the place of a release that is hidden: since when, and why, or until when."""
    if record.seal:
        seal = record.seal
        st.title(plain(context.text(messages.ERASED if seal.erased_at else messages.SEALED)), anchor=False)
        at = moment(seal.erased_at or seal.sealed_at)
        st.info(plain(context.text(messages.SEALED_WHY, at=at, reason=seal.reason)))
    elif record.embargo:
        st.title(plain(context.text(messages.EMBARGOED, at=moment_and_hour(record.embargo))), anchor=False)


def _chosen(versions: tuple[Version, ...]) -> Version:
    asked = st.query_params.get("version", "")
    return next((version for version in versions if str(version.number) == asked), versions[-1])


def _notices(context: AppContext, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    if record.hidden(datetime.now(UTC)):
        until = messages.EMBARGOED if record.embargo and not record.seal else messages.SEALED
        at = moment_and_hour(record.embargo) if record.embargo else ""
        st.error(plain(f"{context.text(until, at=at)} {context.text(_FOR_STAFF_ALONE)}"))
    if record.withdrawn_at:
        st.warning(context.text(messages.WITHDRAWN_AT, at=moment(record.withdrawn_at)))
    if shown is not versions[-1]:
        st.info(context.text(messages.SHOWN_VERSION, number=shown.number, last=versions[-1].number))
    for said in (*dating(context, record, shown), *amendment_lines(context, shown)):
        st.info(plain(said))


def _corrections(page_context: PageContext, record: Record) -> None:
    """The releases this one corrects, and those that correct it."""
    context = page_context.context
    for message, ids in zip(
        (messages.CORRECTS, messages.CORRECTED_BY), context.archive.corrections(record.id), strict=True
    ):
        for found, version in context.archive.current(ids).values():
            if not found.hidden(datetime.now(UTC)):
                label = plain(context.text(message, title=version.headline))
                st.page_link(page_context.pages["release"], label=label, query_params={"id": str(found.id)})


def _head(context: AppContext, record: Record, shown: Version, versions: tuple[Version, ...]) -> None:
    reading = shown.reading
    facts = [
        german_date(reading.published) if reading.published else context.text(messages.UNKNOWN_DATE),
        context.source(record.city).name,
        shown.release.office or "",
        context.text(messages.NUMBER, number=reading.number.shown) if reading.number else "",
    ]
    said = " · ".join(escape(fact) for fact in facts if fact)
    said += "".join(
        f' <span class="badge">{escape(badge)}</span>' for badge in badges(context, record, shown, versions)
    )
    st.html(f'<div class="meta">{said}</div>')
    st.title(plain(shown.headline), anchor=False)
    st.code(short_citation(context, record, shown), language=None, wrap_lines=True)
    if context.served:
        sheet = escape(context.links.to(permalink_of(context.archive, record, shown)))
        st.html(
            f'<nav class="along"><a href="{sheet}" target="_self">{escape(context.text(messages.SHEET))}</a></nav>'
        )


def _text(context: AppContext, shown: Version, matcher: Matcher) -> None:
    release = shown.release
    lead = marked_paragraphs(mark(release.lead, matcher))
    body = marked_paragraphs(mark(release.body, matcher))
    st.html(f'<div class="release" lang="de"><div class="lead">{lead}</div>{body}</div>')
    captions = [(caption.text, caption.credit) for caption in shown.reading.captions] or [
        (image.caption, image.credit) for image in release.images
    ]
    if any(text or credit for text, credit in captions):
        st.subheader(context.text(messages.CAPTIONS), anchor=False)
        for text, credit in captions:
            said = escape(text)
            if credit and credit not in text:
                said += f' <span class="meta">{escape(context.text(messages.CREDIT, credit=credit))}</span>'
            st.html(f'<p class="caption">{said}</p>')
    if release.attachments:
        st.subheader(context.text(messages.ATTACHMENTS), anchor=False)
        for attachment in release.attachments:
            _document(context, attachment)
    heading = messages.CONTACT.text("de")
    if contact := release.contact_text.removeprefix(heading).strip():
        st.subheader(context.text(messages.CONTACT), anchor=False)
        st.html(f'<div class="caption">{paragraphs(contact)}</div>')


def _document(context: AppContext, attachment: Attachment) -> None:
    """A document: its link, and its text or why there is none."""
    label = attachment.title or attachment.url
    if safe_link(attachment.url):
        st.link_button(plain(label), attachment.url)
    else:
        st.text(label)
    if attachment.text:
        with st.expander(plain(context.text(messages.DOCUMENT_TEXT, title=label))):
            st.html(f'<div class="caption">{paragraphs(attachment.text)}</div>')
    elif attachment.state in messages.DOCUMENT_STATES:
        st.caption(context.text(messages.DOCUMENT_STATES[attachment.state]))


def _changes(context: AppContext, shown: Version, versions: tuple[Version, ...]) -> None:
    """What this version changed, words that went and words that came."""
    before = next((version for version in versions if version.number == shown.number - 1), None)
    if before is None:
        return
    st.subheader(
        context.text(messages.CHANGED_SINCE, number=before.number, at=moment(shown.recorded_at)), anchor=False
    )
    for change in changes(before, shown):
        label = escape(change_label(context, change.field, change.grade))
        words = html_of_change(change, context.language)
        st.html(f'<div class="change"><p class="meta">{label}</p><p lang="de">{words}</p></div>')


def _persons(page_context: PageContext, record: Record, shown: Version) -> None:
    if not shown.reading.persons:
        return
    context = page_context.context
    st.subheader(context.text(messages.PERSONS), anchor=False)
    for person in shown.reading.persons:
        known = context.archive.person_key(record.id, person.name)
        # Who is only a contact is no person of the index; their name is found as words.
        only_contact = person.kinds == {MentionKind.CONTACT}
        st.page_link(
            page_context.pages["person"] if known else page_context.pages["search"],
            label=plain(person.name),
            query_params={"id": known}
            if known
            else {"q": f'"{person.name}"'}
            if only_contact
            else {"person": person.name},
            help=plain(context.text(messages.EVERY_RELEASE_WITH, name=person.name)),
        )
        said = escape(described(context, person))
        if person.evidence:
            sentence = " ".join(shown.release.text[slice(*person.evidence)].split())
            said += f"<br>{escape(context.text(messages.EVIDENCE, sentence=sentence))}" if said else ""
        if said:
            st.html(f'<p class="evidence">{said}</p>')


def _topics(page_context: PageContext, shown: Version) -> None:
    context = page_context.context
    found = [(known, scored.words) for scored in shown.reading.topics if (known := topic(scored.key))]
    if found:
        st.subheader(context.text(messages.TOPICS), anchor=False)
    for labelled, words in found:
        decided = f" :gray[{plain(', '.join(words[:3]))}]" if words else ""
        label = f"{plain(labelled.label(context.language))}{decided}"
        st.page_link(page_context.pages["search"], label=label, query_params={"topic": labelled.key})
    forms = [has for key in shown.reading.forms if (has := form(key))]
    if forms:
        st.subheader(context.text(messages.FORM_OF_RELEASE), anchor=False)
    for has in forms:
        label = plain(has.label.text(context.language))
        st.page_link(page_context.pages["search"], label=label, query_params={"form": has.key})


def _citation(context: AppContext, record: Record, shown: Version) -> None:
    url = shown.release.url
    st.subheader(context.text(messages.CITE), anchor=False)
    with st.expander(context.text(messages.CITE_IN_FULL)):
        st.code(citation(context, record, shown), language=None, wrap_lines=True)
        if context.served:
            _references(context, record, shown)
    if url and safe_link(url) and not record.withdrawn_at:
        st.link_button(context.text(messages.ORIGINAL), url)
    stored = stored_capture(context, shown)
    if stored is None or not may_be_taken(stored):
        st.caption(context.text(messages.NO_STORED_COPY))
    elif context.served:
        kept = escape(context.links.capture(record.id, shown.number))
        said = escape(context.text(messages.STORED_COPY))
        look = ""
        if may_be_looked_at(stored):
            at = escape(context.links.stored_copy(record.id, shown.number))
            look = f'<a href="{at}" target="_self">{escape(context.text(messages.LOOK_AT_COPY))}</a><br>'
        fetched = escape(context.text(messages.STORED_AT, at=moment_and_hour(stored.fetched_at)))
        st.html(
            f'<p class="caption">{look}<a href="{kept}" target="_self" download>{said}</a>, {fetched}</p>'
        )


def _references(context: AppContext, record: Record, shown: Version) -> None:
    links = " ".join(
        f'<a href="{escape(address)}" target="_self" download>{escape(name)}</a>'
        for name, address in reference_links(context, record, shown)
    )
    st.html(f'<p class="caption">{escape(context.text(messages.FOR_REFERENCES))} {links}</p>')


def _versions(
    page_context: PageContext, record: Record, shown: Version, versions: tuple[Version, ...]
) -> None:
    context = page_context.context
    st.subheader(context.text(messages.VERSIONS), anchor=False)
    search = encode(address_bar.read()[0])
    for version, line, words in version_lines(context, versions):
        if version is shown:
            st.markdown(f"**{plain(line)}**")
        else:
            asked = {"id": str(record.id), "version": str(version.number), **search}
            st.page_link(page_context.pages["release"], label=plain(line), query_params=asked)
        if words:
            st.html(f'<p class="evidence" lang="de">{escape(words)}</p>')


def _similar(page_context: PageContext, record: Record) -> None:
    found = page_context.context.similar(record.id)
    if found:
        st.subheader(page_context.context.text(messages.SIMILAR), anchor=False)
    for other, version in found:
        _link(page_context, other, version)


def _reused(page_context: PageContext, record: Record, newest: Version) -> None:
    """Releases that say the same in the same words, each passage beside the one it is like."""
    context = page_context.context
    found = context.reused(record.id)
    if found:
        st.subheader(context.text(messages.REUSED), anchor=False)
    for other, version, passages in found:
        _link(page_context, other, version)
        for passage in passages:
            here = " ".join(newest.release.text[passage.start : passage.end].split())
            there = " ".join(version.release.text[passage.other_start : passage.other_end].split())
            st.html(
                '<div class="beside">'
                f'<p class="meta">{escape(context.text(messages.REUSED_WORDS, n=passage.words))}</p>'
                f"<blockquote><b>{escape(context.text(messages.HERE))}</b> {escape(here)}</blockquote>"
                f"<blockquote><b>{escape(context.text(messages.THERE))}</b> {escape(there)}</blockquote></div>"
            )


def _link(page_context: PageContext, other: Record, version: Version) -> None:
    published = version.reading.published
    label = f"{german_date(published)} · {version.headline}" if published else version.headline
    st.page_link(page_context.pages["release"], label=plain(label), query_params={"id": str(other.id)})
