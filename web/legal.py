"""Imprint and privacy: what the operator has written, as text."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web import texts
from web.desk import Desk
from web.markup import paragraphs
from web.permalinks import spoken
from web.render import page
from wording import Wording

_LARGEST = 200_000


def legal_routes(desk: Desk) -> list[Route]:
    """`/impressum` and `/datenschutz`."""

    def imprint(request: Request) -> Response:
        return _legal(spoken(desk, request), texts.IMPRINT, desk.face.imprint, texts.NO_IMPRINT)

    def privacy(request: Request) -> Response:
        return _legal(spoken(desk, request), texts.PRIVACY, desk.face.privacy, texts.OWN_PRIVACY)

    return [Route("/impressum", imprint), Route("/datenschutz", privacy)]


def _legal(desk: Desk, title: Wording, file: Path | None, otherwise: Wording) -> Response:
    said = desk.say(otherwise)
    if file is not None:
        try:
            said = file.read_text(encoding="utf-8")[:_LARGEST]
        except (OSError, UnicodeDecodeError):
            said = desk.say(texts.UNREADABLE_FILE)
    return page(desk, "legal.html", title=desk.say(title), content=paragraphs(said))
