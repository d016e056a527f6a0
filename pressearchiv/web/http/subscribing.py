"""Saved searches on the web: the wish, the yes, the end; forms that need no script and no account."""

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pressearchiv.alerts import messages as mail_messages
from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.alerts.errors import BadAddress, LinkUnusable
from pressearchiv.alerts.model import Frequency, Kind
from pressearchiv.web.http.forms import form_of, from_here
from pressearchiv.web.http.permalinks import not_searched, not_understood, notice, spoken
from pressearchiv.web.http.render import page
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import SAVING, Limits, asker
from search.errors import SearchError
from search.labels import described
from search.params import PARAMETERS, BadValue, Search, decode, encode


def subscribing_routes(context: AppContext, dispatcher: Dispatcher | None, limits: Limits) -> list[Route]:
    """`/abonnieren` and `/abo/…`; without a mail server they say that there is none."""
    if dispatcher is None:

        def closed(request: Request) -> Response:
            said = spoken(context, request)
            return notice(said, 404, said.text(messages.NO_SAVING), said.text(messages.NO_SAVING_WHY))

        return [Route("/abonnieren", closed), Route("/abo/{rest:path}", closed)]
    answers = _Subscribing(context, dispatcher, limits)
    return [
        Route("/abonnieren", answers.form, methods=["GET"]),
        Route("/abonnieren", answers.wish, methods=["POST"]),
        Route("/abo/bestaetigen/{token}", answers.confirming, methods=["GET"]),
        Route("/abo/bestaetigen/{token}", answers.confirm, methods=["POST"]),
        Route("/abo/beenden/{token}", answers.ending, methods=["GET"]),
        Route("/abo/beenden/{token}", answers.end, methods=["POST"]),
    ]


@dataclass(frozen=True, slots=True)
class _Subscribing:
    """The answers of these routes, where mails can be sent."""

    context: AppContext
    dispatcher: Dispatcher
    limits: Limits

    def form(self, request: Request) -> Response:
        said = spoken(self.context, request)
        search, bad = _search(request.query_params.multi_items())
        if bad:
            return not_understood(said, bad)
        try:
            found = said.find(search).total
        except SearchError as error:
            return not_searched(said, error)
        changed = request.query_params.get("kind") == Kind.CHANGED
        return _form(said, search, found=found, kind=Kind.CHANGED if changed else Kind.NEW)

    async def wish(self, request: Request) -> Response:
        said = spoken(self.context, request)
        if not from_here(self.context, request):
            return notice(said, 403, said.text(messages.NOT_FROM_HERE))
        search, _ = _search(request.query_params.multi_items())
        return await run_in_threadpool(self._wished, said, request, search, await form_of(request))

    def _wished(self, said: AppContext, request: Request, search: Search, fields: dict[str, str]) -> Response:
        if fields.get("website"):  # a field that people do not see
            return _asked(said)
        if not self.limits.allows(SAVING, asker(request)):
            return notice(said, 429, said.text(messages.TOO_MANY_WISHES))
        try:
            said.finder.ids(search)
            self.dispatcher.ask(
                fields.get("mail", ""),
                search,
                kind=Kind.CHANGED if fields.get("kind") == Kind.CHANGED else Kind.NEW,
                frequency=next(
                    (choice for choice in Frequency if choice == fields.get("rhythm")), Frequency.DAILY
                ),
                language=said.language,
                now=datetime.now(UTC),
            )
        except BadAddress as error:
            return _form(said, search, wrong=error.text(said.language))
        except SearchError as error:
            return not_searched(said, error)
        return _asked(said)

    def confirming(self, request: Request) -> Response:
        """Programs that look at links before people do must not confirm anything: that takes the button."""
        said = spoken(self.context, request)
        return page(
            said,
            "button.html",
            title=said.text(messages.CONFIRM_SUBSCRIPTION),
            button=said.text(messages.CONFIRM),
            lines=(),
        )

    async def confirm(self, request: Request) -> Response:
        said = spoken(self.context, request)
        try:
            subscription = await run_in_threadpool(
                self.dispatcher.confirm, request.path_params["token"], datetime.now(UTC)
            )
            if subscription is None:
                raise LinkUnusable()
        except LinkUnusable as error:
            return notice(said, 410, error.text(said.language))
        search = await run_in_threadpool(_named, said, subscription.search)
        return notice(
            said, 200, said.text(messages.CONFIRMED), said.text(messages.CONFIRMED_SEARCH, search=search)
        )

    def ending(self, request: Request) -> Response:
        said = spoken(self.context, request)
        try:
            ids = self.dispatcher.links.ended(request.path_params["token"])
        except LinkUnusable as error:
            return notice(said, 410, error.text(said.language))
        held = [found for subscription_id in ids if (found := self.dispatcher.alerts.find(subscription_id))]
        if not held:
            return notice(said, 200, said.text(messages.ENDED))
        lines = tuple(_named(said, subscription.search) for subscription in held)
        return page(
            said,
            "button.html",
            title=said.text(messages.END_SUBSCRIPTION),
            button=said.text(messages.END),
            lines=lines,
        )

    async def end(self, request: Request) -> Response:
        """By the button, or by one click of a mail program (RFC 8058), which shows nobody the answer."""
        said = spoken(self.context, request)
        fields = await form_of(request)
        try:
            await run_in_threadpool(
                self.dispatcher.alerts.end, self.dispatcher.links.ended(request.path_params["token"])
            )
        except LinkUnusable as error:
            return notice(said, 410, error.text(said.language))
        if fields.get("List-Unsubscribe") == "One-Click":
            return PlainTextResponse(said.text(messages.ENDED))
        return notice(said, 200, said.text(messages.ENDED))


def _search(items: list[tuple[str, str]]) -> tuple[Search, tuple[BadValue, ...]]:
    stated: dict[str, list[str]] = {name: [] for name in PARAMETERS}
    for name, value in items:
        if name in stated:
            stated[name].append(value)
    search, bad = decode(stated)
    return decode({name: values for name, values in encode(search).items() if name not in ("page", "size")})[
        0
    ], bad


def _named(context: AppContext, search: Search) -> str:
    sources = context.archive.sources_by_key()
    return described(search, sources, context.language, datetime.now(UTC).date())


def _asked(context: AppContext) -> Response:
    """The same answer whether the address is known or not."""
    return notice(context, 200, context.text(messages.MAIL_SENT), context.text(messages.MAIL_SENT_WHY))


def _form(
    context: AppContext,
    search: Search,
    *,
    found: int | None = None,
    wrong: str = "",
    kind: Kind = Kind.NEW,
) -> Response:
    return page(
        context,
        "subscribe.html",
        status=422 if wrong else 200,
        title=context.text(messages.SUBSCRIBE),
        search=_named(context, search),
        found=found,
        wrong=wrong,
        action=context.links.search(search, "/abonnieren"),
        kind=str(kind),
        kinds=[(str(wanted), context.text(mail_messages.KINDS[wanted])) for wanted in Kind],
        rhythms=[(str(choice), context.text(mail_messages.RHYTHMS[choice])) for choice in Frequency],
    )
