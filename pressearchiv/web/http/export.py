"""All hits of a search as CSV (RFC 4180) or JSON, sent while they are read."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from archive.model import Record, Version
from pressearchiv.web.http.permalinks import notice, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.serializers import Json, number_answer
from search.errors import SearchError
from search.finder import permalink_of
from search.params import PARAMETERS, decode

# So many releases are read at once.
_PORTION = 200
COLUMNS = (
    "id", "city", "year", "number", "sign", "published", "title", "lead", "persons", "topics", "url", "permalink",
    "versions", "withdrawn_at",
)  # fmt: skip
# With these a spreadsheet takes a text for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(context: AppContext, request: Request) -> Response:
    """Every hit of the search that the parameters state, in its order; 400 for one that cannot be understood."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    try:
        if bad:
            return notice(
                context,
                400,
                context.text(messages.BAD_SEARCH),
                *(error.text(context.language) for error in bad),
            )
        context.engine.refresh()
        ids = context.finder.ids(search)
    except SearchError as error:
        return notice(context, 400, context.text(messages.BAD_SEARCH), error.text(context.language))
    if request.url.path.endswith(".json"):
        return _sent(_json(context, ids), "application/json", "json")
    excel = request.query_params.get("dialect") == "excel"
    return _sent(_csv(context, ids, excel=excel), "text/csv; charset=utf-8", "csv")


def _sent(pieces: Iterator[str], media_type: str, ending: str) -> Response:
    name = f"pressearchiv-{datetime.now():%Y-%m-%d}.{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return StreamingResponse(pieces, media_type=media_type, headers=headers)


def _csv(context: AppContext, ids: Sequence[int], *, excel: bool) -> Iterator[str]:
    """Lines of a table; for Excel semicolons and a byte-order mark, which its German edition needs to read umlauts."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    yield ("\ufeff" if excel else "") + buffer.getvalue()
    for rows in _rows(context, ids):
        buffer.seek(0)
        buffer.truncate()
        for row in rows:
            writer.writerow([_cell(row[name]) for name in COLUMNS])
        yield buffer.getvalue()


def _json(context: AppContext, ids: Sequence[int]) -> Iterator[str]:
    yield f'{{"total": {len(ids)}, "releases": ['
    first = True
    for rows in _rows(context, ids):
        said = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        if said:
            yield ("\n" if first else ",\n") + said
            first = False
    yield "\n]}\n"


def _rows(context: AppContext, ids: Sequence[int]) -> Iterator[list[Json]]:
    for at in range(0, len(ids), _PORTION):
        portion = ids[at : at + _PORTION]
        found = context.archive.current(portion)
        now = datetime.now(UTC)
        yield [
            _row(context, *found[hit]) for hit in portion if hit in found and not found[hit][0].hidden(now)
        ]


def _row(context: AppContext, record: Record, version: Version) -> Json:
    release, reading = version.release, version.reading
    return {
        "id": record.id,
        "city": record.city,
        **number_answer(reading),
        "published": reading.published.isoformat() if reading.published else None,
        "title": release.title,
        "lead": release.lead,
        "persons": [person.name for person in reading.persons],
        "topics": [topic.key for topic in reading.topics],
        "url": release.url,
        "permalink": context.links.absolute(permalink_of(context.archive, record, version)),
        "versions": version.number,
        "withdrawn_at": record.withdrawn_at.isoformat() if record.withdrawn_at else None,
    }


def _cell(value: object) -> str:
    said = " | ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{said}" if said.startswith(_FORMULA) else said
