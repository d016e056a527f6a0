"""The file of an import, as it was taken in: for staff alone, since it may hold more than what was published."""

from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from archive.errors import ArchiveError, CaptureErased, NoSuchRecord
from pressearchiv.web.http.permalinks import notice, spoken
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.staff import Staff


def imported_file_route(context: AppContext, staff: Staff) -> Route:
    """`/m/id/…/v/…/datei`: the bytes for staff, for everybody else an address that is not there."""

    def answer(request: Request) -> Response:
        said = spoken(context, request)
        if staff.who(request.cookies) is None:
            return notice(said, 404, said.text(messages.NOT_ARCHIVED), said.text(messages.NOT_ARCHIVED_WHY))
        return _file(said, request.path_params["record_id"], request.path_params["number"])

    return Route("/m/id/{record_id:id}/v/{number:id}/datei", answer)


def _file(context: AppContext, record_id: int, number: int) -> Response:
    try:
        versions = context.archive.versions(record_id)
        version = next((version for version in versions if version.number == number), None)
        if version is None or version.capture_id is None:
            return notice(context, 404, context.text(messages.NO_STORED_COPY))
        capture = context.archive.capture(version.capture_id)
    except NoSuchRecord:
        return notice(context, 404, context.text(messages.NOT_ARCHIVED))
    except CaptureErased as error:
        return notice(context, 410, error.text(context.language))
    except ArchiveError as error:
        return notice(context, 500, error.text(context.language))
    name = PurePosixPath(unquote(urlsplit(capture.url).path)).name or "datei"
    return Response(
        capture.body,
        media_type="application/octet-stream",  # whatever it is, it is kept and not run
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
            "x-content-type-options": "nosniff",
            "cache-control": "no-store",
        },
    )
