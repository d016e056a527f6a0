"""Everything that is plain HTTP, in one app: permalinks, API, feeds, exports, forms, what machines ask for."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.web.http.api import add_api
from pressearchiv.web.http.comparison_table import comparison_table
from pressearchiv.web.http.directory import healthz, opensearch, robots, sitemap, sitemap_from
from pressearchiv.web.http.export import export
from pressearchiv.web.http.feed import feed
from pressearchiv.web.http.imported_file import imported_file_route
from pressearchiv.web.http.legal import legal_routes
from pressearchiv.web.http.noticed_feed import noticed_feed
from pressearchiv.web.http.permalinks import notice, permalink_routes, spoken
from pressearchiv.web.http.plain_search import plain_search
from pressearchiv.web.http.signing_in import signing_in_routes
from pressearchiv.web.http.subscribing import subscribing_routes
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.language import COOKIE
from pressearchiv.web.shared.limits import ASKING, EXPORTING, Limits, asker
from pressearchiv.web.shared.serializers import error_answer
from pressearchiv.web.shared.staff import Staff

_STATIC = Path(__file__).parent / "static"
# A year, in seconds.
_YEAR = 365 * 24 * 3600

Answer = Callable[[AppContext, Request], Response]


def site(context: AppContext, staff: Staff, limits: Limits, dispatcher: Dispatcher | None) -> FastAPI:
    """The app; Streamlit's is mounted below it. Without a dispatcher no search can be saved."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    add_api(app, context, limits)
    routes: list[BaseRoute] = [
        *permalink_routes(context),
        imported_file_route(context, staff),
        *legal_routes(context),
        *signing_in_routes(context, staff, limits),
        *subscribing_routes(context, dispatcher, limits),
        Route("/feed.atom", _asked(feed, context, limits)),
        Route("/suche", _asked(plain_search, context, limits)),
        Route("/vergleich.csv", _asked(comparison_table, context, limits, exporting=True)),
        Route("/aenderungen.atom", _asked(noticed_feed, context, limits)),
        Route("/export.csv", _asked(export, context, limits, exporting=True)),
        Route("/export.json", _asked(export, context, limits, exporting=True)),
        Route("/opensearch.xml", lambda request: opensearch(context, request)),
        Route("/sitemap.xml", lambda request: sitemap(context, request)),
        Route("/sitemap-{after:id}.xml", lambda request: sitemap_from(context, request)),
        Route("/robots.txt", lambda request: robots(context, request)),
        Route("/healthz", lambda request: healthz(context, request)),
        Route("/sprache/{language}", lambda request: _switch(context, request)),
        Mount("/assets", StaticFiles(directory=_STATIC)),
        # What looks like one of these and is none must not become a page of Streamlit, which answers anything with 200.
        Route("/m/{rest:path}", lambda request: nothing_there(context, request)),
        Route("/sitemap-{rest:path}", lambda request: nothing_there(context, request)),
        Route("/api/{rest:path}", lambda request: nothing_there(context, request)),
    ]
    app.router.routes.extend(routes)
    return app


def _asked(
    answer: Answer, context: AppContext, limits: Limits, *, exporting: bool = False
) -> Callable[[Request], Response]:
    """The answer, unless its address asks too often."""
    item = EXPORTING if exporting else ASKING

    def bounded(request: Request) -> Response:
        if not limits.allows(item, asker(request)):
            said = spoken(context, request)
            return notice(said, 429, said.text(messages.TOO_MANY_REQUESTS))
        return answer(context, request)

    return bounded


def nothing_there(context: AppContext, request: Request) -> Response:
    """404 for an address that is none here, for programs as JSON."""
    said = spoken(context, request)
    if request.url.path.removeprefix(context.links.root).startswith("/api/"):
        answer = error_answer("not-found", said.text(messages.NO_SUCH_ADDRESS), request.url.path[:200])
        return JSONResponse(answer, status_code=404)
    return notice(said, 404, said.text(messages.NOT_ARCHIVED), said.text(messages.NOT_ARCHIVED_WHY))


def _switch(context: AppContext, request: Request) -> Response:
    """Remember the language, and back to where the switch stood."""
    language = request.path_params["language"]
    answer = RedirectResponse(_back(context, request), status_code=303)
    if language in ("de", "en"):
        answer.set_cookie(
            COOKIE,
            language,
            max_age=_YEAR,
            path=context.links.root or "/",
            secure=context.links.secure,
            samesite="lax",
        )
    return answer


def _back(context: AppContext, request: Request) -> str:
    """The page that asked, if it is one of ours, under whatever name we were reached; never another site."""
    asked = urlsplit(request.headers.get("referer", ""))
    ours = {urlsplit(context.links.public_url).netloc, request.headers.get("host", "")}
    if (
        asked.netloc not in ours
        or not asked.path.startswith(context.links.to("/"))
        or re.search(r"//|\\", asked.path)
    ):
        return context.links.to("/")
    return f"{asked.path}?{asked.query}" if asked.query else asked.path
