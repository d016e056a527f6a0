"""All hits of a search as CSV (RFC 4180) or JSON, sent while they are read."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from archive.model import Grade, MentionKind, Record, Version
from language.german.tokens import fold, words
from pressearchiv.web.http.permalinks import not_searched, not_understood, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.serializers import Json, number_answer
from search.errors import SearchError
from search.fields import GRADES
from search.params import PARAMETERS, Search, decode
from search.permalink import permalink

# So many releases are read at once.
_PORTION = 200
COLUMNS = (
    "id", "city", "year", "number", "sign", "published", "title", "lead", "persons", "topics", "url", "permalink",
    "versions", "withdrawn_at", "edited", "contacts", "text",
)  # fmt: skip
# With these a spreadsheet takes a text for a formula (OWASP, CSV injection), also where they are as wide as a kanji.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# A spreadsheet's cell holds no more characters (Excel specifications and limits).
_LONGEST_CELL = 32_767
# Of the query so many characters are in the name of the file.
_LONGEST_NAME = 40


def export(context: AppContext, request: Request) -> Response:
    """Every hit of the search that the parameters state, in its order; 400 for one that cannot be understood."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    try:
        if bad:
            return not_understood(context, bad)
        context.engine.refresh()
        ids = context.finder.ids(search)
    except SearchError as error:
        return not_searched(context, error)
    if request.url.path.endswith(".json"):
        return _sent(search, _json(context, ids), "application/json", "json")
    table = _for_excel(context, ids) if request.query_params.get("dialect") == "excel" else _csv(context, ids)
    return _sent(search, table, "text/csv; charset=utf-8", "csv")


def _sent(search: Search, pieces: Iterator[str], media_type: str, ending: str) -> Response:
    asked = "-".join(word for word in map(fold, words(search.text)) if word.isascii())[:_LONGEST_NAME].strip(
        "-"
    )
    name = "-".join(filter(None, ("pressearchiv", f"{datetime.now():%Y-%m-%d}", asked))) + f".{ending}"
    headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-cache"}
    return StreamingResponse(pieces, media_type=media_type, headers=headers)


def _csv(context: AppContext, ids: Sequence[int]) -> Iterator[str]:
    """Lines of a table for programs, its columns and values as the API names them."""
    yield line(COLUMNS, ",")
    for rows in _rows(context, ids):
        yield "".join(line([cell(row[name]) for name in COLUMNS], ",") for row in rows)


def _for_excel(context: AppContext, ids: Sequence[int]) -> Iterator[str]:
    """Lines of a table for people: headings and values as they read them; semicolons and a byte-order mark, which the
    German edition needs to read umlauts.
    """
    yield "\ufeff" + line([context.text(messages.EXPORT_HEADINGS[name]) for name in COLUMNS], ";")
    topics = context.labels("topic")
    names = context.archive.city_names()
    for rows in _rows(context, ids):
        for row in rows:
            told = {
                **row,
                "city": names.get(row["city"], row["city"]),
                "topics": [topics(key) for key in row["topics"]],
                "edited": context.text(GRADES[Grade(row["edited"])]) if row["edited"] else "",
            }
            yield line([cell(told[name])[:_LONGEST_CELL] for name in COLUMNS], ";")


def line(cells: Sequence[str], delimiter: str) -> str:
    """A line of a table (RFC 4180)."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue()


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
        doubles = context.archive.with_double_number(portion)
        joined = context.archive.joined_names(portion)
        now = datetime.now(UTC)
        yield [
            _row(context, *found[hit], joined.get(hit, {}), unique=hit not in doubles)
            for hit in portion
            if hit in found and not found[hit][0].hidden(now)
        ]


def _row(
    context: AppContext, record: Record, version: Version, joined: Mapping[str, str], *, unique: bool
) -> Json:
    """A release as a line; its persons by the names they are called, Asmussen as Henrike Asmussen."""
    release, reading = version.release, version.reading
    return {
        "id": record.id,
        "city": record.city,
        **number_answer(reading),
        "published": reading.published.isoformat() if reading.published else None,
        "title": version.headline,
        "lead": release.lead,
        "persons": list(
            dict.fromkeys(
                joined.get(person.name, person.name)
                for person in reading.persons
                if person.kinds != {MentionKind.CONTACT}
            )
        ),
        "topics": [topic.key for topic in reading.topics],
        "url": release.url,
        "permalink": context.links.absolute(
            permalink(record.id, record.city, version.reading.number, unique=unique)
        ),
        "versions": version.number,
        "withdrawn_at": record.withdrawn_at.isoformat() if record.withdrawn_at else None,
        "edited": str(version.grade) if version.grade else None,
        "contacts": [person.name for person in reading.persons if person.kinds == {MentionKind.CONTACT}],
        "text": release.body,
    }


def cell(value: object) -> str:
    """A value as a table holds it; one that a spreadsheet would take for a formula is marked as text."""
    said = " | ".join(value) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{said}" if said.startswith(_FORMULA) else said
