"""One process that serves the pages and everything beside them, and keeps the index up to date."""

import errno
import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st
import uvicorn
from fastapi import FastAPI
from starlette.routing import Mount, Route

from archive.turns import TurnTaken, in_turn
from language.messages import Message as LanguageMessage
from pressearchiv.alerts.dispatcher import Dispatcher
from pressearchiv.alerts.links import AlertLinks
from pressearchiv.alerts.smtp import SmtpServer
from pressearchiv.alerts.store import Alerts
from pressearchiv.following import follow
from pressearchiv.logs import note, note_failure
from pressearchiv.web.http.routes import nothing_there, site
from pressearchiv.web.server.connections import MOST_CONNECTIONS, BoundedProtocol
from pressearchiv.web.server.html_head import html_head, only_pages
from pressearchiv.web.server.metrics import Metrics, shared_counters, switched_off
from pressearchiv.web.server.middleware import App, middleware
from pressearchiv.web.server.observing import Observer, logged, observed
from pressearchiv.web.server.streamlit_config import apply_config
from pressearchiv.web.server.workers import Workers
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import SHARED, AppContext, open_context
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.links import Links
from pressearchiv.web.shared.overview import overview
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff
from search.errors import SearchError
from search.params import Search

_ENTRY = Path(__file__).resolve().parents[2] / "streamlit_app.py"
# How long open answers may take to end when the process is told to stop, in seconds.
_GRACE = 5
# How often another process that sends mails is looked after, in seconds.
_TURN = 30.0
# A word that every archive of cities has.
_COMMON_WORD = "Stadt"
_LOG = logging.getLogger("pressearchiv")


class MailConfig(NamedTuple):
    """The mail server, and the sender's address."""

    office: SmtpServer
    sender: str


class PortTakenError(OSError):
    """Another process listens there already."""


class HostUnusableError(Exception):
    """The address is none of this machine's, or the port may not be listened on by this account; bears the reason."""

    def __init__(self, reason: str | LanguageMessage) -> None:
        super().__init__(reason)
        self.reason = reason


_MADE = LanguageMessage("Neues Archiv angelegt: {place}")
_UNUSABLE = {
    errno.EADDRNOTAVAIL: LanguageMessage("die Adresse gehört nicht zu diesem Rechner"),
    errno.EACCES: LanguageMessage("dieses Benutzerkonto darf den Port nicht öffnen"),
}


def serve_pages(
    config: WebConfig,
    *,
    host: str,
    port: int,
    ready: Callable[[str], None],
    mail: MailConfig | None = None,
    workers: int = 1,
) -> None:
    """Serve until the process is told to stop; `ready` is told the address once it answers.

    With a mail server and a sender, searches can be saved, and their news are sent from here. Of several workers one at
    a time follows the archive, and one sends mails.

    Raises PortTakenError, HostUnusableError, WorkersDiedError.
    """
    sock = _bind(host, port)
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 only compared
    address = f"http://{shown}:{port}{Links(config.public_url.rstrip('/')).root}"
    try:
        if workers == 1:
            _serve(config, sock, mail, lambda: ready(address))
            return
        _open(config).close()  # what is wrong with the archive is told once, before anybody starts
        secret_of(config.data, config.archive)
        _import()
        sock.listen()
        with shared_counters() if config.metrics else nullcontext():
            Workers(workers, lambda answers: _serve(config, sock, mail, answers)).run(lambda: ready(address))
    finally:
        sock.close()


def _serve(
    config: WebConfig, sock: socket.socket, mail: MailConfig | None, ready: Callable[[], None]
) -> None:
    """Serve on a socket from this process."""
    context = _open(config)
    SHARED.put(context)
    stop = threading.Event()
    work = []
    if context.archive.read_only:
        _LOG.warning("%s may only be read: no news are taken in", config.data)
    else:
        work.append(threading.Thread(target=_follow, args=(config, stop), daemon=True))
    dispatcher = _dispatcher(context, mail) if mail else None
    if dispatcher:
        work.append(threading.Thread(target=_deliver, args=(config, dispatcher, stop), daemon=True))
    for thread in work:
        thread.start()
    _warm(context)
    try:
        listening = uvicorn.Config(
            whole_app(context, dispatcher),
            http=BoundedProtocol,
            limit_concurrency=MOST_CONNECTIONS,
            log_config=None,
            log_level="warning",
            access_log=False,
            proxy_headers=False,  # the gate does that, after it has seen who the proxy is
            server_header=False,
            timeout_graceful_shutdown=_GRACE,
        )
        _Server(listening, ready).run(sockets=[sock])
    finally:
        stop.set()
        for thread in work:
            thread.join(timeout=_GRACE)
        SHARED.put(None)
        context.close()


def _open(config: WebConfig) -> AppContext:
    """Archive and index; an archive that is made, since there is none, is told: the place may be mistyped."""
    context = open_context(config, served=True)
    if context.archive.is_new:
        note(_MADE.filled(place=context.archive.place).text(config.language), level=logging.WARNING)
    return context


def whole_app(context: AppContext, dispatcher: Dispatcher | None = None) -> Any:
    """Streamlit's pages below our own routes, all of it behind the gate."""
    apply_config()
    pages = st.App(_ENTRY)

    @asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        async with pages.lifespan()(app):
            yield

    key = secret_of(context.config.data, context.config.archive)
    app = site(context, Staff(context.config, key), Limits(), dispatcher)
    metrics = Metrics(context) if context.config.metrics else None
    observers: tuple[Observer, ...] = (logged, metrics.count) if metrics else (logged,)
    app.router.routes.append(Route("/metrics", metrics.answer if metrics else switched_off))
    app.router.lifespan_context = alive
    shown: App = pages
    headed = html_head(shown, context.links, context.language, index_persons=context.config.index_persons)
    bounded = only_pages(headed, lambda request: nothing_there(context, request))
    app.router.routes.append(Mount("/", bounded))
    return observed(middleware(app, context.config), observers)


def _dispatcher(context: AppContext, mail: MailConfig) -> Dispatcher:
    return Dispatcher(
        alerts=Alerts(context.config.data, context.config.archive),
        archive=context.archive,
        engine=context.engine,
        office=mail.office,
        links=AlertLinks(context.links.public_url, secret_of(context.config.data, context.config.archive)),
        sender=mail.sender,
    )


def _follow(config: WebConfig, stop: threading.Event) -> None:
    follow(
        config.data,
        archive=config.archive,
        captures=config.captures,
        engine=config.engine,
        stop=stop,
        told=lambda error: note_failure(error, config.language),
    )


def _deliver(config: WebConfig, dispatcher: Dispatcher, stop: threading.Event) -> None:
    """One process at a time sends mails; another one that serves the same archive waits for its turn."""
    while not stop.is_set():
        try:
            with in_turn(config.data, config.archive, "alerts", stop) as ends:
                dispatcher.work(ends, lambda error: note_failure(error, config.language))
        except TurnTaken:
            stop.wait(_TURN)
        except Exception as error:  # noqa: BLE001 mails must not stop for good; it is told and tried again
            note_failure(error, config.language)
            stop.wait(_TURN)


def _warm(context: AppContext) -> None:
    """Load what the first visitor would wait for: the libraries of the charts, the index, the words of German.

    How complete the cities are is counted too.
    """
    _import()
    with suppress(SearchError):
        context.find(Search(text=_COMMON_WORD))
        context.find(Search())
    overview(context)


def _import() -> None:
    """The libraries of the pages."""
    for name in ("pandas", "pyarrow", "streamlit.elements.vega_charts", "pressearchiv.web.pages"):
        import_module(name)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _bind(host: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise PortTakenError(str(error)) from error
        reason = _UNUSABLE.get(error.errno or 0) or error.strerror or str(error)
        raise HostUnusableError(reason) from error
    return sock
