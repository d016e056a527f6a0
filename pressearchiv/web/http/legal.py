"""Imprint and privacy: what the operator has written, as text."""

from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from language.messages import Message
from pressearchiv.web.http.permalinks import spoken
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import paragraphs

_LARGEST = 200_000


def legal_routes(context: AppContext) -> list[Route]:
    """`/impressum` and `/datenschutz`."""

    def imprint(request: Request) -> Response:
        return _legal(spoken(context, request), messages.IMPRINT, context.config.imprint, messages.NO_IMPRINT)

    def privacy(request: Request) -> Response:
        return _legal(
            spoken(context, request), messages.PRIVACY, context.config.privacy, messages.OWN_PRIVACY
        )

    return [Route("/impressum", imprint), Route("/datenschutz", privacy)]


def _legal(context: AppContext, title: Message, file: Path | None, otherwise: Message) -> Response:
    said = context.text(otherwise)
    if file is not None:
        try:
            said = file.read_text(encoding="utf-8")[:_LARGEST]
        except (OSError, UnicodeDecodeError):
            said = context.text(messages.UNREADABLE_FILE)
    return page(context, "legal.html", title=context.text(title), content=paragraphs(said))
