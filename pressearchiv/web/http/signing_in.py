"""The door for staff: a form, a cookie, and out again."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from pressearchiv.web.http.forms import form_of, from_here
from pressearchiv.web.http.permalinks import notice, spoken
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import SIGNING_IN, Limits, asker
from pressearchiv.web.shared.staff import COOKIE, LASTS, Staff


def signing_in_routes(context: AppContext, staff: Staff, limits: Limits) -> list[Route]:
    """`/anmelden` and `/abmelden`."""

    def form(request: Request) -> Response:
        held = staff.named_by_proxy(request.headers)
        if held is None:
            return _form(spoken(context, request), staff)
        answer = RedirectResponse(context.links.to("/schreibtisch"), status_code=303)
        _set(answer, context, held, LASTS)
        return answer

    async def enter(request: Request) -> Response:
        said = spoken(context, request)
        if not limits.allows(SIGNING_IN, asker(request)):
            return notice(said, 429, said.text(messages.TOO_MANY_TRIES))
        fields = await form_of(request)
        held = staff.sign_in(fields.get("name", ""), fields.get("password", ""))
        if held is None or not from_here(context, request):
            return _form(said, staff, wrong=True)
        answer = RedirectResponse(context.links.to("/schreibtisch"), status_code=303)
        _set(answer, context, held, LASTS)
        return answer

    def leaving(request: Request) -> Response:
        """A link alone signs nobody out: it may be followed by a program, or from another site."""
        said = spoken(context, request)
        return page(said, "signing_out.html", title=said.text(messages.SIGN_OUT))

    async def leave(request: Request) -> Response:
        said = spoken(context, request)
        if not from_here(context, request):
            return notice(said, 403, said.text(messages.NOT_FROM_HERE))
        answer = RedirectResponse(context.links.to("/"), status_code=303)
        _set(answer, context, "", 0)
        return answer

    return [
        Route("/anmelden", form, methods=["GET"]),
        Route("/anmelden", enter, methods=["POST"]),
        Route("/abmelden", leaving, methods=["GET"]),
        Route("/abmelden", leave, methods=["POST"]),
    ]


def _form(context: AppContext, staff: Staff, *, wrong: bool = False) -> Response:
    if not staff.by_password:
        return notice(context, 404, context.text(messages.NO_SIGN_IN), context.text(messages.NO_SIGN_IN_WHY))
    return page(
        context,
        "signing_in.html",
        status=403 if wrong else 200,
        title=context.text(messages.SIGN_IN),
        wrong=wrong,
    )


def _set(answer: Response, context: AppContext, value: str, seconds: int) -> None:
    answer.set_cookie(
        COOKIE,
        value,
        max_age=seconds,
        path=context.links.root or "/",
        secure=context.links.secure,
        httponly=True,
        samesite="strict",
    )
