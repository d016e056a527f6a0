"""The search as a page that needs no script: box, filters as a form, hits, paging; with the usual parameters."""

from dataclasses import replace

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from pressearchiv.web.http.permalinks import spoken, status_of
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.hit_lines import hit_lines
from pressearchiv.web.shared.markup import html_of
from pressearchiv.web.shared.overview import overview
from search.errors import SearchError
from search.fields import FACETS_BY_KEY
from search.model import FILTERS, Hit, ResultPage, Sort
from search.params import PARAMETERS, Search, decode, encode

# Values of each filter that can be chosen, besides those that are.
_SHOWN = 8


def plain_search(context: AppContext, request: Request) -> Response:
    """The page; a query that cannot be understood is told on it, with status 400."""
    context = spoken(context, request)
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    told = [error.text(context.language) for error in bad]
    found: ResultPage | None = None
    status = 200
    try:
        found = context.find(search)
    except SearchError as error:
        status = status_of(error)
        told.append(error.text(context.language))
    published = search.filters.published
    return page(
        context,
        "search.html",
        status=status,
        title=search.text.strip() or context.text(messages.HEADING),
        overview="" if encode(search) else overview(context),
        search=search,
        start=published.start.isoformat() if published and published.start else "",
        end=published.end.isoformat() if published and published.end else "",
        sorts=[(str(sort), context.text(messages.SORTS[sort]), sort is search.order) for sort in Sort],
        filters=_filters(context, search, found),
        chosen=sum(len(search.filters.of(name)) for name in FILTERS)
        + len(search.filters.excluded)
        + bool(published),
        told=told,
        count=_count(context, found) if found else "",
        undated=found.undated if found else 0,
        hits=_hits(context, found) if found else [],
        before=_turned(context, search, -1) if search.page > 1 else None,
        after=_turned(context, search, 1) if found and search.page < found.pages else None,
        feed=context.links.search(replace(search, page=1), "/feed.atom"),
        csv=context.links.search(replace(search, page=1), "/export.csv"),
    )


def _count(context: AppContext, found: ResultPage) -> str:
    if found.total == 1:
        return context.text(messages.HITS_ONE)
    return context.text(messages.HITS, n=context.number(found.total))


def _turned(context: AppContext, search: Search, by: int) -> str:
    return context.links.search(replace(search, page=search.page + by), "/suche")


def _filters(context: AppContext, search: Search, found: ResultPage | None) -> list[dict[str, object]]:
    """Each filter with the values that can be chosen, and how many hits each would leave."""
    told: list[dict[str, object]] = []
    uncounted = found.uncounted if found else {}
    for name in FILTERS:
        chosen, label = search.filters.of(name), context.labels(name)
        counts = {count.value: count for count in (found.facets[name] if found else ())}
        values = dict.fromkeys([*chosen, *list(counts)[: min(_SHOWN, FACETS_BY_KEY[name].shown)]])
        choices = [
            {
                "value": value,
                "label": counts[value].label if value in counts else label(value),
                "count": context.number(counts[value].count) if value in counts else "0",
                "chosen": value in chosen,
            }
            for value in values
        ]
        excluded = [
            {"value": f"{name}:{value}", "label": label(value)}
            for field, value in search.filters.excluded
            if field == name
        ]
        if choices or excluded:
            told.append(
                {
                    "name": name,
                    "title": context.text(FACETS_BY_KEY[name].title),
                    "uncounted": context.number(most) if (most := uncounted.get(name)) else "",
                    "choices": choices,
                    "several": FACETS_BY_KEY[name].several and len(chosen) > 1,
                    "together": name in search.filters.together,
                    "excluded": excluded,
                }
            )
    return told


def _hits(context: AppContext, found: ResultPage) -> list[dict[str, object]]:
    names = context.archive.city_names()
    return [
        {
            "address": _address(context, hit),
            "title": _marked(html_of(hit.title)),
            "lines": hit_lines(context, hit, names.get(hit.record.city, hit.record.city)),
            "snippet": _marked(html_of(hit.snippet)),
        }
        for hit in found.hits
    ]


def _address(context: AppContext, hit: Hit) -> str:
    return context.links.to(f"/m/id/{hit.record.id}/v/{hit.earlier}" if hit.earlier else hit.permalink)


def _marked(escaped: str) -> Markup:
    return Markup(escaped)  # noqa: S704 escaped by html_of
