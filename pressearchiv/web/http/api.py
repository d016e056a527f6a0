"""The API, `/api/v1`: the same searches, releases, persons and numbers as the pages, for programs."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.metadata import version
from importlib.resources import files
from typing import Annotated, Any

from fastapi import APIRouter, Depends, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from archive.changes import changes
from archive.errors import NoSuchRecord
from archive.model import Record
from archive.office_holders import holders
from archive.person_merging import Individual
from language.german.dates import Period
from language.german.dates.whole import read_period
from language.german.names import name_matches
from language.messages import Message, UserFacingError
from pressearchiv.web.http.completions import completions
from pressearchiv.web.http.permalinks import notice, spoken
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import ASKING, Limits, asker
from pressearchiv.web.shared.serializers import (
    Json,
    by_list_answer,
    changes_answer,
    coverage_answer,
    error_answer,
    health_answer,
    holder_answer,
    person_answer,
    release_answer,
    repetition_answer,
    search_answer,
    series_answer,
    version_answer,
)
from search.errors import QuerySyntaxError
from search.fields import FACETS_BY_KEY
from search.finder import permalink_of
from search.params import PARAMETERS, Search, decode

# So many hits can be paged through; all of them are to be had as an export.
_DEEPEST_HIT = 10_000
_MOST_PEOPLE = 200
_MOST_PROOFS = 100
_MOST_PASSAGES = 100
# Of so many releases the sentences are told in one answer.
_MOST_TEXTS = 500
_HIGHEST_ID = 2**63 - 1


class ApiError(UserFacingError):
    """What the API answers instead of what was asked for."""

    code = "not-found"
    http_status = 404
    message = Message("Das gibt es hier nicht: {place}")


class BadParameter(ApiError):
    """A parameter with a value that cannot be used."""

    code = "bad-parameter"
    http_status = 422
    message = Message("{said}")


class TooDeep(ApiError):
    """A page so far down that counting to it costs too much."""

    code = "too-deep"
    http_status = 422
    message = Message(
        "Bis Treffer {limit} lässt sich blättern; alle Treffer gibt /export.json.",
    )


class Withheld(ApiError):
    """A release that is sealed, erased or under embargo."""

    code = "withheld"
    http_status = 451
    message = Message("{said}")


class TooMany(ApiError):
    """One address asks too often."""

    code = "too-many-requests"
    http_status = 429
    message = Message(
        "Zu viele Anfragen von dieser Adresse; bitte eine Minute warten.",
    )


def add_api(app: FastAPI, context: AppContext, limits: Limits) -> None:
    """Put the API below `/api/v1`, its documents at `/api/docs` and `/api/openapi.json`."""

    def asked(request: Request) -> None:
        if not limits.allows(ASKING, asker(request)):
            raise TooMany()

    router = APIRouter(prefix="/api/v1", dependencies=[Depends(asked)], responses=_ERRORS)
    _add_search(router, context)
    _add_releases(router, context)
    _add_persons(router, context)
    _add_cities(router, context)
    app.include_router(router)
    _add_documents(app, context)
    language = context.language

    def told(request: Request, error: Exception) -> Response:
        assert isinstance(error, UserFacingError)
        if not request.url.path.removeprefix(context.links.root).startswith("/api/"):
            said = spoken(context, request)  # a reader's page, not a program's answer
            return notice(
                said, error.http_status, said.text(messages.NOT_ANSWERED), error.text(said.language)
            )
        answer = error_answer(error.code, error.text(language), error.place)
        if isinstance(error, QuerySyntaxError):
            answer["error"] |= {"start": error.start, "end": error.end}
        return JSONResponse(answer, status_code=error.http_status)

    def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        return JSONResponse(error_answer("bad-parameter", first["msg"], place), status_code=422)

    def unknown(request: Request, error: Exception) -> Response:
        """No route, or not by this method: a line break in an address fits no route either."""
        assert isinstance(error, HTTPException)
        place = request.url.path[:80]
        if error.status_code == ApiError.http_status:
            return told(request, ApiError(place=place))
        answer = error_answer("bad-request", str(error.detail), place)
        return JSONResponse(answer, status_code=error.status_code, headers=error.headers)

    app.add_exception_handler(HTTPException, unknown)
    app.add_exception_handler(UserFacingError, told)
    app.add_exception_handler(RequestValidationError, invalid)


# What the parameters of a search ask for that are no filters.
_ASKED_FOR = {
    "q": "The query, in the language of docs/query-language.md.",
    "all": "Names of filters all of whose values a release has to bear, not any of them.",
    "not": "Values that a release must not bear: the filter's name, a colon, the value.",
    "from": "Published on this day or later, YYYY-MM-DD.",
    "to": "Published on this day or before, YYYY-MM-DD.",
    "on": "Published on this day, YYYY-MM-DD.",
    "mentions": "The text names this day or period, YYYY-MM-DD or YYYY-MM-DD/YYYY-MM-DD.",
    "sort": "relevance, newest, oldest or arrived.",
    "page": "Counted from 1.",
    "size": "Hits a page, 1 to 100.",
}
# Of these, what is asked for of the list of hits alone.
_OF_HITS = ("sort", "page", "size")


class Fault(BaseModel):
    """What is wrong: for programs, for people, and where."""

    code: str
    message: str
    place: str | None


class ErrorAnswer(BaseModel):
    """The answer to what cannot be answered."""

    error: Fault


_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": ErrorAnswer, "description": described}
    for status, described in (
        (404, "There is none."),
        (422, "A parameter or the query is not understood; `place` names it."),
        (429, "Too many requests from one address."),
        (451, "It is withheld; the sentence says why."),
        (503, "Archive or index cannot be read now."),
    )
}


def _parameter(name: str) -> Json:
    """A parameter of a search as OpenAPI has it; `search.params.decode` reads its value."""
    facet = FACETS_BY_KEY.get(name)
    described = facet.parameter if facet else _ASKED_FOR[name]
    kind: Json = {"type": "array", "items": {"type": "string"}, "default": []}
    schema = kind if facet or name in ("all", "not") else {"type": "string", "default": ""}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": described,
        "schema": {**schema, "title": name.capitalize(), "description": described},
    }


def _stated(context: AppContext, request: Request) -> Search:
    """The search that the parameters state; raises BadParameter."""
    search, bad = decode({name: request.query_params.getlist(name) for name in PARAMETERS})
    for problem in bad:
        raise BadParameter(place=problem.name, said=problem.text(context.language))
    return search


def _add_search(router: APIRouter, context: AppContext) -> None:
    @router.get(
        "/search",
        summary="Search releases",
        tags=["search"],
        openapi_extra={"parameters": [_parameter(name) for name in PARAMETERS]},
    )
    def search(request: Request) -> Response:
        asked = _stated(context, request)
        if asked.page * asked.size > _DEEPEST_HIT:
            raise TooDeep(place="page", limit=_DEEPEST_HIT)
        # Sent as it is: to look through every value for what is no JSON costs as much as the search.
        found = context.find(asked)
        offers = () if found.total else context.finder.offers(asked)
        return JSONResponse(search_answer(found, context.links.public_url, offers))

    @router.get(
        "/passages",
        summary="What several releases of a search say in the same words",
        tags=["search"],
        openapi_extra={"parameters": [_parameter(name) for name in PARAMETERS if name not in _OF_HITS]},
    )
    def passages(
        request: Request,
        quotations: Annotated[bool, Query(description="Only what is somebody's words.")] = False,
        limit: Annotated[int, Query(ge=1, le=_MOST_PASSAGES)] = 20,
    ) -> Json:
        search = _stated(context, request)
        found = context.repeated(search, limit, quoted=quotations)
        return {"passages": [repetition_answer(repetition) for repetition in found]}

    @router.get("/complete", summary="What a query may become", tags=["search"])
    def complete(q: Annotated[str, Query(max_length=1_000)]) -> Json:
        context.engine.refresh()
        return {
            "completions": [
                {"query": completion.query, "label": completion.label}
                for completion in completions(context, q, limit=8)
            ]
        }


def _add_releases(router: APIRouter, context: AppContext) -> None:
    @router.get("/releases/{record_id}", summary="A release with all its versions", tags=["releases"])
    def release(record_id: int) -> Json:
        record = _shown(context, record_id)
        versions = context.archive.versions(record_id)
        link = permalink_of(context.archive, record, versions[-1])
        corrections = context.archive.corrections(record_id)
        amendments = context.archive.amendments(record_id)
        return release_answer(record, versions, corrections, amendments, link, context.links.public_url)

    @router.get(
        "/releases/{record_id}/versions/{number}",
        summary="One version and what it changed",
        tags=["releases"],
    )
    def one_version(record_id: int, number: int) -> Json:
        record = _shown(context, record_id)
        versions = {known.number: known for known in context.archive.versions(record_id)}
        if number not in versions:
            raise ApiError(place=f"{record_id}/{number}")
        found, before = versions[number], versions.get(number - 1)
        stored = context.archive.capture_info(found.capture_id) if found.capture_id is not None else None
        changed = changes(before, found) if before else ()
        return {
            "release": record.id,
            **version_answer(found),
            "changes": changes_answer(changed),
            "capture": {
                "url": stored.url,
                "fetched_at": stored.fetched_at.isoformat(),
                "sha256": stored.digest,
                "warc": None
                if stored.erased or not stored.public
                else context.links.absolute(f"/m/id/{record.id}/v/{number}.warc.gz"),
            }
            if stored
            else None,
        }


def _add_persons(router: APIRouter, context: AppContext) -> None:
    @router.get("/persons", summary="Persons by name, or who held an office when", tags=["persons"])
    def persons(
        name: Annotated[str, Query(max_length=200)] = "",
        role: Annotated[str, Query(max_length=200, description="An office, occupation or function.")] = "",
        on: Annotated[str, Query(max_length=200, description="A day or period, also in German words.")] = "",
        city: Annotated[str, Query(max_length=60)] = "",
        limit: Annotated[int, Query(ge=1, le=_MOST_PEOPLE)] = 50,
    ) -> Json:
        period = read_period(on, today=date.today()) if on else Period(start=None, end=None)
        if period is None:
            raise BadParameter(place="on", said=context.text(messages.NO_PERIOD, text=on[:80]))
        if role:
            held = [
                holder
                for holder in holders(context.archive.in_office(role), role, period, city or None)
                if not name or any(name_matches(name, spelling) for spelling in holder.individual.spellings)
            ]
            proofs = [record for holder in held[:limit] for record, _ in holder.evidence[:_MOST_PROOFS]]
            shown = _texts(context, proofs[:_MOST_TEXTS])
            return {"total": len(held), "persons": [holder_answer(holder, shown) for holder in held[:limit]]}
        total, chosen = context.archive.persons_named(name, city, limit=limit)
        return {"total": total, "persons": [_brief(person) for person in chosen]}

    @router.get("/persons/{key:path}", summary="A person: roles over time, releases", tags=["persons"])
    def person(key: str) -> Json:
        found = context.archive.person(key)
        if found is None:
            raise ApiError(place=key[:80])
        records = [record for tenure in found.tenures for record, _ in tenure.evidence[:_MOST_PROOFS]]
        return person_answer(found, _texts(context, records))


def _add_cities(router: APIRouter, context: AppContext) -> None:
    @router.get("/cities", summary="Every city, and what the archive holds of it", tags=["cities"])
    def cities() -> Json:
        return {
            "cities": [
                coverage_answer(source, context.archive.coverage(source.key))
                for source in context.archive.sources()
            ]
        }

    @router.get("/numbers/{city}", summary="Completeness by running number", tags=["cities"])
    def numbers(city: str, year: int | None = None) -> Json:
        _known(context, city)
        return series_answer(
            city,
            [
                series_of_numbers
                for series_of_numbers in context.archive.series(city)
                if year in (None, series_of_numbers.year)
            ],
        )

    @router.get("/lists/{city}", summary="Completeness by what the city's lists named", tags=["cities"])
    def lists(city: str) -> Json:
        _known(context, city)
        return by_list_answer(context.archive.completeness_by_list(city, datetime.now(UTC)))

    @router.get("/health", summary="How the cities are", tags=["cities"])
    def health() -> Json:
        now = datetime.now(UTC)
        found = [context.archive.health(source.key, now) for source in context.archive.sources()]
        return {"cities": [health_answer(health, context.language) for health in found]}

    @router.get("/health/{city}", summary="How a city is", tags=["cities"])
    def health_of(city: str) -> Json:
        _known(context, city)
        return health_answer(context.archive.health(city, datetime.now(UTC)), context.language)


def _add_documents(app: FastAPI, context: AppContext) -> None:
    """The documents, whose script and styles are served from here."""
    assets = files("fastapi_offline") / "static"
    app.router.routes.append(Mount("/api/docs/assets", StaticFiles(directory=str(assets))))

    def document() -> dict[str, Any]:
        return app.openapi()

    def docs() -> Response:
        return page(context, "docs.html", title=context.text(messages.API))

    app.add_api_route("/api/openapi.json", document, include_in_schema=False)
    app.router.routes.append(Route("/api/docs", lambda _: docs()))
    app.title, app.version = "Pressearchiv", version("pressearchiv")


def _shown(context: AppContext, record_id: int) -> Record:
    """A record that may be shown; raises NoSuchRecord as 404, Withheld."""
    try:
        if not 0 < record_id <= _HIGHEST_ID:
            raise NoSuchRecord(place=str(record_id))
        record = context.archive.record(record_id)
    except NoSuchRecord as error:
        raise ApiError(place=str(record_id)) from error
    if record.hidden(datetime.now(UTC)):
        said = messages.EMBARGOED_SHORT
        if record.seal:
            said = messages.ERASED if record.seal.erased_at else messages.SEALED
        raise Withheld(place=str(record_id), said=context.text(said))
    return record


def _known(context: AppContext, city: str) -> None:
    if city not in context.archive.sources_by_key():
        raise ApiError(place=city[:60])


def _texts(context: AppContext, record_ids: Sequence[int]) -> dict[int, str]:
    """The texts that prove roles; of what may not be shown now there is none."""
    found, now = context.archive.current(sorted(set(record_ids))), datetime.now(UTC)
    return {key: version.release.text for key, (record, version) in found.items() if not record.hidden(now)}


def _brief(individual: Individual) -> Json:
    return {
        "key": individual.key,
        "name": individual.name,
        "label": individual.label,
        "cities": list(individual.cities),
        "roles": [tenure.role for tenure in individual.tenures],
        "releases": len(individual.appearances),
        "namesakes": individual.namesakes,
    }
