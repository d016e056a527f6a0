"""Searches side by side over time as a table: a line for each month or year (CSV, RFC 4180)."""

from starlette.requests import Request
from starlette.responses import Response

from pressearchiv.web.http.export import cell, line
from pressearchiv.web.http.permalinks import not_searched, not_understood, spoken
from pressearchiv.web.shared.compared import searches_of
from pressearchiv.web.shared.context import AppContext
from search.errors import SearchError
from search.model import Span
from search.params import PARAMETERS


def comparison_table(context: AppContext, request: Request) -> Response:
    """The table of the searches that the parameters state; 400 for one that cannot be understood."""
    context = spoken(context, request)
    searches, bad = searches_of({name: request.query_params.getlist(name) for name in PARAMETERS})
    try:
        if bad or not searches:
            return not_understood(context, bad)
        context.engine.refresh()
        found = context.finder.compare(searches)
    except SearchError as error:
        return not_searched(context, error)
    lines = [line(["period", *(cell(search.text) for search in searches), "all"], ",")]
    for at, start in enumerate(found.starts):
        period = f"{start:%Y-%m}" if found.span is Span.MONTH else f"{start.year:04}"
        counts = [str(compared.counts[at]) for compared in found.searches]
        lines.append(line([period, *counts, str(found.everything[at])], ","))
    lines.append(line(["undated", *(str(compared.undated) for compared in found.searches), ""], ","))
    headers = {"content-disposition": 'attachment; filename="vergleich.csv"', "cache-control": "no-cache"}
    return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=headers)
