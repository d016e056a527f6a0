"""The address a release keeps: a page that needs no script, the stored bytes, or the reason why there is none."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.changes import changes
from archive.errors import ArchiveError, CaptureErased
from archive.model import Record, Seal, Version
from language.german.dates import german_date
from pressearchiv.web.http.render import page
from pressearchiv.web.http.stored_copy import stored_copy
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
    permanent,
    short_citation,
    stored_capture,
)
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.language import language_of
from pressearchiv.web.shared.markup import paragraphs, safe_link
from pressearchiv.web.shared.persons import described
from pressearchiv.web.shared.references import REFERENCES, reference_links
from pressearchiv.web.shared.version_labels import change_label, dating, version_lines
from search.errors import SearchError
from search.finder import permalink_of
from search.params import BadValue

_LONGEST_SUMMARY = 200


class _Id(Convertor[int]):
    """A number in an address that SQLite can hold."""

    regex = "[0-9]{1,18}"

    def convert(self, value: str) -> int:
        """From the address."""
        return int(value)

    def to_string(self, value: int) -> str:
        """To the address."""
        return str(value)


register_url_convertor("id", _Id())


def spoken(context: AppContext, request: Request) -> AppContext:
    """The context in the language of the one who asks."""
    return context.speaking(language_of(request.cookies, context.language))


def permalink_routes(context: AppContext) -> list[Route]:
    """The addresses that releases keep."""

    def by_id(request: Request) -> Response:
        record_id = request.path_params["record_id"]
        number = request.path_params.get("number")
        known = context.archive.current([record_id])
        return _answer(spoken(context, request), (record_id,) if known else (), number)

    def by_number(request: Request) -> Response:
        parts = request.path_params
        running, _, sign = parts["number"].partition("-")
        whole = parts["year"].isdecimal() and running.isdecimal()
        if not (whole and len(running) < 9 and len(parts["year"]) == 4):
            return _answer(spoken(context, request), ())
        found = context.archive.ids_with_number(parts["city"], int(parts["year"]), int(running), sign or None)
        return _answer(spoken(context, request), found)

    def capture(request: Request) -> Response:
        return _capture(
            spoken(context, request), request.path_params["record_id"], request.path_params["number"]
        )

    def copy(request: Request) -> Response:
        parts = request.path_params
        return _copy(spoken(context, request), parts["record_id"], parts["number"])

    def reference(kind: str) -> Callable[[Request], Response]:
        def cited(request: Request) -> Response:
            parts = request.path_params
            return _reference(spoken(context, request), parts["record_id"], parts["number"], kind)

        return cited

    return [
        Route("/m/id/{record_id:id}", by_id),
        Route("/m/id/{record_id:id}/v/{number:id}.warc.gz", capture),
        Route("/m/id/{record_id:id}/v/{number:id}/kopie", copy),
        *(Route(f"/m/id/{{record_id:id}}/v/{{number:id}}.{kind}", reference(kind)) for kind in REFERENCES),
        Route("/m/id/{record_id:id}/v/{number:id}", by_id),
        Route("/m/{city}/{year}/{number}", by_number),
    ]


def withheld(context: AppContext, record: Record) -> Response | None:
    """Why a release is not shown: 451 (RFC 7725) sealed, 410 destroyed, 403 under embargo; None where it is."""
    if record.seal:
        return _sealed(context, record.seal)
    if record.embargo and record.hidden(datetime.now(UTC)):
        said = context.text(messages.EMBARGOED, at=moment_and_hour(record.embargo))
        return notice(context, 403, said)
    return None


def notice(
    context: AppContext, status: int, title: str, *lines: str, choices: Sequence[dict[str, str]] = ()
) -> Response:
    """A page that says one thing."""
    return page(context, "notice.html", status=status, title=title, lines=lines, choices=choices)


def not_understood(context: AppContext, bad: Iterable[BadValue]) -> Response:
    """What of an address cannot be understood as a search."""
    return notice(
        context, 400, context.text(messages.BAD_SEARCH), *(error.text(context.language) for error in bad)
    )


def not_searched(context: AppContext, error: SearchError) -> Response:
    """Why there is no answer to a search, with the status that says whose matter it is."""
    return notice(context, status_of(error), context.text(messages.BAD_SEARCH), error.text(context.language))


def status_of(error: SearchError) -> int:
    """400 for a search that cannot be understood, 503 where the index cannot be asked at the moment."""
    return 503 if error.http_status >= 500 else 400


def _answer(context: AppContext, record_ids: tuple[int, ...], number: int | None = None) -> Response:
    """The one release that is meant; else a page that lists those that could be, or says that there is none."""
    found = context.archive.current(record_ids)
    if len(record_ids) == 1:
        record, newest = found[record_ids[0]]
        return withheld(context, record) or _release(context, record, newest, number)
    choices = [_choice(context, record, version) for record, version in found.values()]
    if not record_ids:
        return notice(
            context, 404, context.text(messages.NOT_ARCHIVED), context.text(messages.NOT_ARCHIVED_WHY)
        )
    return notice(context, 300, context.text(messages.DOUBLE_NUMBER), choices=choices)


def _choice(context: AppContext, record: Record, version: Version) -> dict[str, str]:
    """One of several that could be meant; of one that may not be shown only why."""
    address, published = context.links.to(f"/m/id/{record.id}"), version.reading.published
    if record.hidden(datetime.now(UTC)):
        why = messages.SEALED if record.seal else messages.EMBARGOED_SHORT
        return {"address": address, "title": context.text(why), "facts": ""}
    facts = german_date(published) if published else ""
    return {"address": address, "title": version.headline, "facts": facts}


def _sealed(context: AppContext, seal: Seal) -> Response:
    said = context.text(messages.ERASED if seal.erased_at else messages.SEALED)
    why = context.text(messages.SEALED_WHY, at=moment(seal.erased_at or seal.sealed_at), reason=seal.reason)
    return notice(context, 410 if seal.erased_at else 451, said, why)


def _release(context: AppContext, record: Record, newest: Version, number: int | None) -> Response:
    versions = context.archive.versions(record.id)
    shown = next((version for version in versions if version.number == number), None) if number else newest
    if shown is None:
        return notice(context, 404, context.text(messages.NO_SUCH_VERSION, number=number, last=len(versions)))
    release, reading = shown.release, shown.reading
    canonical = permanent(context, record, newest)
    before = next((version for version in versions if version.number == shown.number - 1), None)
    stored = stored_capture(context, shown)
    summary = " ".join((release.lead or release.body).split())[:_LONGEST_SUMMARY]
    facts = [
        german_date(reading.published) if reading.published else context.text(messages.UNKNOWN_DATE),
        context.source(record.city).name,
        release.office or "",
        context.text(messages.NUMBER, number=reading.number.shown) if reading.number else "",
    ]
    asked = {} if shown.number == newest.number else {"version": str(shown.number)}
    return page(
        context,
        "release.html",
        headers={"link": f'<{canonical}>; rel="canonical"'},
        record=record,
        release=release,
        headline=shown.headline,
        reading=reading,
        source=context.source(record.city),
        newest=shown is newest or shown.number == newest.number,
        canonical=canonical,
        summary=summary,
        json_ld=_json_ld(context, record, shown, versions, canonical, summary),
        facts=[fact for fact in facts if fact],
        badges=badges(context, record, shown, versions),
        notices=_notices(context, record, shown, versions),
        lead=paragraphs(release.lead),
        body=paragraphs(release.body),
        captions=[caption for caption in reading.captions or release.images if _caption(caption)],
        contact=paragraphs(_without_heading(release.contact_text)),
        persons=[
            {
                "name": person.name,
                "said": described(context, person),
                "address": context.links.to("/", person=person.name),
            }
            for person in reading.persons
        ],
        short_citation=short_citation(context, record, shown),
        citation=citation(context, record, shown),
        references=reference_links(context, record, shown),
        original=None if record.withdrawn_at else safe_link(release.url or ""),
        capture=context.links.capture(record.id, shown.number) if may_be_taken(stored) else None,
        copy=context.links.stored_copy(record.id, shown.number) if may_be_looked_at(stored) else None,
        tools=context.links.release(record.id, **asked),
        versions=[
            {
                "line": line,
                "words": words,
                "current": version.number == shown.number,
                "address": context.links.to(f"/m/id/{record.id}/v/{version.number}"),
            }
            for version, line, words in version_lines(context, versions)
        ],
        changes=[
            {
                "label": change_label(context, change.field, change.grade),
                "html": html_of_change(change, context.language),
            }
            for change in (changes(before, shown) if before else ())
        ],
    )  # fmt: skip


def _caption(image: Any) -> str:
    return str(getattr(image, "text", None) or getattr(image, "caption", "") or getattr(image, "credit", ""))


def _without_heading(contact: str) -> str:
    return contact.removeprefix(messages.CONTACT.text("de")).strip()


def _notices(context: AppContext, record: Record, shown: Version, versions: Sequence[Version]) -> list[str]:
    found = []
    if record.withdrawn_at:
        found.append(context.text(messages.WITHDRAWN_AT, at=moment(record.withdrawn_at)))
    if shown.number != versions[-1].number:
        found.append(context.text(messages.SHOWN_VERSION, number=shown.number, last=versions[-1].number))
    found += dating(context, record, shown)
    found += amendment_lines(context, shown)
    return found


def _json_ld(
    context: AppContext,
    record: Record,
    shown: Version,
    versions: Sequence[Version],
    canonical: str,
    summary: str,
) -> dict[str, Any]:
    """The release for machines (schema.org NewsArticle)."""
    release, reading, source = shown.release, shown.reading, context.source(record.city)
    facts = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": shown.headline,
        "description": summary,
        "inLanguage": "de",
        "url": canonical,
        "mainEntityOfPage": canonical,
        "identifier": reading.number.shown if reading.number else f"{record.city}/{record.id}",
        "datePublished": reading.published.isoformat() if reading.published else None,
        "dateModified": versions[-1].recorded_at.isoformat() if len(versions) > 1 else None,
        "isBasedOn": safe_link(release.url or ""),
        "publisher": {"@type": "GovernmentOrganization", "name": source.name, "url": source.homepage},
        "mentions": [{"@type": "Person", "name": person.name} for person in reading.persons] or None,
    }
    return {key: value for key, value in facts.items() if value is not None}


def _shown(context: AppContext, record_id: int, number: int) -> tuple[Record, Version | None] | Response:
    """A version that may be shown, None where there is none of this number; or the answer that says why not."""
    found = context.archive.current([record_id])
    if record_id not in found:
        return _answer(context, ())
    record, _ = found[record_id]
    versions = context.archive.versions(record_id)
    version = next((version for version in versions if version.number == number), None)
    return withheld(context, record) or (record, version)


def _copy(context: AppContext, record_id: int, number: int) -> Response:
    shown = _shown(context, record_id, number)
    if isinstance(shown, Response):
        return shown
    record, version = shown
    copied = stored_copy(context, record, version) if version else None
    return copied or notice(context, 404, context.text(messages.NO_STORED_COPY))


def _reference(context: AppContext, record_id: int, number: int, kind: str) -> Response:
    shown = _shown(context, record_id, number)
    if isinstance(shown, Response):
        return shown
    record, version = shown
    if version is None:
        return notice(context, 404, context.text(messages.NOT_ARCHIVED))
    written = REFERENCES[kind]
    name = permalink_of(context.archive, record, version).removeprefix("/m/").replace("/", "-")
    return Response(
        written.text(context, record, version),
        media_type=f"{written.media_type}; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="{name}-v{number}.{kind}"'},
    )


def _capture(context: AppContext, record_id: int, number: int) -> Response:
    shown = _shown(context, record_id, number)
    if isinstance(shown, Response):
        return shown
    record, version = shown
    if version is None or version.capture_id is None:
        return notice(context, 404, context.text(messages.NO_STORED_COPY))
    if not context.archive.capture_info(version.capture_id).public:
        return notice(context, 404, context.text(messages.NO_STORED_COPY))
    try:
        body = context.archive.warc_record(version.capture_id)
    except CaptureErased as error:
        return notice(context, 410, error.text(context.language))
    except ArchiveError as error:
        return notice(context, 500, error.text(context.language))
    name = permalink_of(context.archive, record, version).removeprefix("/m/").replace("/", "-")
    return Response(
        body,
        media_type="application/warc",
        headers={
            "content-disposition": f'attachment; filename="{name}-v{number}.warc.gz"',
            "cache-control": "no-cache",
        },
    )
