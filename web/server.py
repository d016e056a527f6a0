"""One process that serves the pages and the permalinks and keeps the index up to date."""

import logging
import socket
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from archive.model import Seal
from archive.store import Archive
from german.dates import german_date
from search.engine import open_engine
from search.indexer import catch_up
from web import texts
from wording import Language

_ENTRY = Path(__file__).resolve().parent.parent / "app.py"
# How long the index may lag behind the archive, in seconds.
_FOLLOW_EVERY = 1.0
# The highest id SQLite can hold.
_HIGHEST_ID = 2**63 - 1
_GERMANY = ZoneInfo("Europe/Berlin")
_LOG = logging.getLogger("pressearchiv")


class PortTakenError(OSError):
    """Another process listens there already."""


def serve_pages(
    data: Path, *, engine_name: str, language: Language, host: str, port: int, ready: Callable[[str], None]
) -> None:
    """Serve until the process is told to stop; `ready` is told the address once it answers.

    Raises PortTakenError.
    """
    sock = _bind(host, port)
    archive = Archive(data)
    stop = threading.Event()
    follower = threading.Thread(target=_follow, args=(data, engine_name, stop), daemon=True)
    follower.start()
    try:
        app = st.App(_ENTRY, routes=permalink_routes(archive, language))
        config = uvicorn.Config(app, log_config=None, log_level="warning", access_log=False)
        shown = "localhost" if host in ("127.0.0.1", "0.0.0.0") else host  # noqa: S104 only compared
        server = _Server(config, lambda: ready(f"http://{shown}:{port}"))
        server.run(sockets=[sock])
    finally:
        stop.set()
        follower.join()
        archive.close()
        sock.close()


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def permalink_routes(archive: Archive, language: Language) -> list[Route]:
    """The addresses that releases keep; each leads to the page of its release, or says which ones are meant."""

    def by_id(request: Request) -> Response:
        record_id = request.path_params["record_id"]
        known = record_id <= _HIGHEST_ID and archive.current([record_id])
        return _lead_to(archive, (record_id,) if known else (), language)

    def by_number(request: Request) -> Response:
        parts = request.path_params
        running, _, sign = parts["number"].partition("-")
        if not (
            parts["year"].isdecimal() and running.isdecimal() and len(running) < 9 and len(parts["year"]) == 4
        ):
            return _lead_to(archive, (), language)
        return _lead_to(
            archive, archive.numbered(parts["city"], int(parts["year"]), int(running), sign or None), language
        )

    return [
        Route("/m/id/{record_id:int}", by_id),
        Route("/m/{city}/{year}/{number}", by_number),
    ]


def _lead_to(archive: Archive, record_ids: tuple[int, ...], language: Language) -> Response:
    """To the one release that is meant; else a page that lists those that could be, or says that there is none."""
    found = archive.current(record_ids)
    if len(record_ids) == 1:
        record, _ = found[record_ids[0]]
        if record.seal:
            return _sealed(record.seal, language)
        if record.embargo and record.hidden(datetime.now(UTC)):
            return _embargoed(record.embargo, language)
        return RedirectResponse(f"/meldung?id={record_ids[0]}", status_code=302)
    hidden, now = texts.SEALED.say(language), datetime.now(UTC)
    titles = {
        one: hidden if record.hidden(now) else version.release.title
        for one, (record, version) in found.items()
    }
    links = "".join(f'<li><a href="/m/id/{one}">{escape(titles[one])}</a></li>' for one in record_ids)
    said = (texts.DOUBLE_NUMBER if record_ids else texts.NOT_ARCHIVED).say(language)
    return _page(said, f"<ul>{links}</ul>", language, 300 if record_ids else 404)


def _sealed(seal: Seal, language: Language) -> Response:
    """451 (RFC 7725) for a release that is hidden, 410 for one that was destroyed; both say why."""
    said = (texts.ERASED if seal.erased_at else texts.SEALED).say(language)
    at = seal.erased_at or seal.sealed_at
    facts = texts.SEALED_WHY.say(language, at=german_date(at.astimezone(_GERMANY).date()), reason=seal.reason)
    return _page(said, f"<p>{escape(facts)}</p>", language, 410 if seal.erased_at else 451)


def _embargoed(until: datetime, language: Language) -> Response:
    """403 before the end of an embargo: when that is, and nothing else of the release."""
    at = until.astimezone(_GERMANY)
    said = texts.EMBARGOED.say(language, at=f"{german_date(at.date())}, {at:%H:%M}")
    return _page(said, "", language, 403)


def _page(said: str, content: str, language: Language, status: int) -> Response:
    return HTMLResponse(
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{said}</title><h1>{said}</h1>'
        f'{content}<p><a href="/">{texts.TO_SEARCH.say(language)}</a></p></html>',
        status_code=status,
    )


def _follow(data: Path, engine_name: str, stop: threading.Event) -> None:
    """Bring the index up to the archive, again and again; a failure is told once and tried again."""
    told = ""
    with Archive(data) as archive:
        engine = open_engine(engine_name, data / "index")
        while not stop.is_set():
            try:
                catch_up(archive, engine, lambda done, total: None)
                told = ""
            except Exception as error:  # noqa: BLE001 whatever it is, the next second may be better, and it is told
                if str(error) != told:
                    told = str(error)
                    _LOG.error("%s: %s", type(error).__name__, told)
            stop.wait(_FOLLOW_EVERY)
        engine.close()


def _bind(host: str, port: int) -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise PortTakenError(str(error)) from error
    return sock
