"""The town's press site on loopback: lists, paging, a feed, robots.txt, ETags, two days, and faults to choose from."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pressearchiv.demo import faults
from pressearchiv.demo.faults import Fault
from pressearchiv.demo.markups import Markup, markups, picture, robots, sitemap
from pressearchiv.demo.markups.wordpress import WordPress
from pressearchiv.demo.pdf import make_pdf
from pressearchiv.demo.releases import LAST_DAY, DemoRelease, releases

HOST = "127.0.0.1"
CITY = "tellbrueck"
HOUSE = "typo3-news"
_POSTS_A_PAGE = 100


class Served(Protocol):
    """Whatever has an app that can be served."""

    @property
    def app(self) -> ASGIApp:
        """The ASGI application."""
        ...


class DemoSite:
    """The site on a day that can be changed while it runs; `most` keeps only so many of its newest releases.

    Its stories are told up to `until`.

    `family` is the content system whose markup it speaks. `faults` maps an address on the site, or "*" for every
    release, to what it is answered with; `asked` counts the requests for each address.
    """

    def __init__(
        self, day: int = 1, most: int | None = None, family: str = HOUSE, until: date = LAST_DAY
    ) -> None:
        self.markup: Markup = markups()[family]
        self.faults: dict[str, Fault] = {}
        self.asked: dict[str, int] = {}
        self._until = until
        self.show(day, most)
        self.app = Starlette(routes=[Route("/{path:path}", self._serve)])

    def show(self, day: int, most: int | None = None) -> None:
        """Turn to day 1 or day 2."""
        self.put(releases(day, self._until)[:most])

    def put(self, shown: tuple[DemoRelease, ...]) -> None:
        """Show these releases, the newest first."""
        markup = self.markup
        self.releases = shown
        self._listed = tuple(release for release in shown if not release.gone)
        self._by_address = {_plain(markup.address(release)): release for release in shown}
        self._documents = {
            markup.document_address(release): release for release in shown if release.attachment
        }
        self._pictures = {markup.picture_address(release): release for release in shown}
        pages = markup.pages(self._listed)
        self._lists = {_plain(markup.list_address(page)): page for page in range(1, pages + 1)}

    async def _serve(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        address = _plain(request.url.path + query)
        self.asked[address] = self.asked.get(address, 0) + 1
        release = self._by_address.get(address)
        fault = self.faults.get(address) or (self.faults.get("*") if release else None)
        if fault:
            return await faults.answer(fault, request, self.markup.release_page(release) if release else "")
        return self._page(request, address)

    def _page(self, request: Request, address: str) -> Response:
        markup, base = self.markup, _base(request)
        path = request.url.path
        if path == "/":
            return self._answer(request, markup.home())
        if path == "/robots.txt":
            return self._answer(request, robots(base), "text/plain")
        if path == "/sitemap.xml":
            known = ("/", *(markup.address(release) for release in self._listed))
            return self._answer(request, sitemap(known, base), "application/xml")
        if isinstance(markup, WordPress) and path == markup.api:
            return self._posts(request, markup, base)
        if markup.feed_address and address == _plain(markup.feed_address):
            return self._answer(request, markup.feed(self._listed, base), markup.feed_type)
        if page := self._lists.get(address):
            start = (page - 1) * markup.per_page
            shown = self._listed[start : start + markup.per_page]
            return self._answer(request, markup.list_page(shown, page, len(self._lists)))
        if shown_release := self._pictures.get(path):
            return self._answer(request, picture(shown_release.caption), "image/svg+xml")
        if shown_release := self._documents.get(path):
            return self._answer(request, self.document(shown_release), "application/pdf")
        shown_release = self._by_address.get(address)
        if shown_release is None or shown_release.gone:
            return Response(markup.gone_page(), 410 if shown_release else 404, media_type="text/html")
        return self._answer(request, markup.release_page(shown_release))

    def document(self, release: DemoRelease) -> bytes:
        """The PDF of a release."""
        return make_pdf(release.attachment, (release.lead, *release.paragraphs))

    def _posts(self, request: Request, markup: WordPress, base: str) -> Response:
        number = request.query_params.get("page", "1")
        page = int(number) if number.isdecimal() else 1
        start = (page - 1) * _POSTS_A_PAGE
        pages = -(-len(self._listed) // _POSTS_A_PAGE)
        if page > max(pages, 1):
            return Response('{"code":"rest_post_invalid_page_number"}', 400, media_type="application/json")
        answer = self._answer(
            request, markup.posts(self._listed[start : start + _POSTS_A_PAGE], base), "application/json"
        )
        answer.headers["X-WP-TotalPages"] = str(pages)
        return answer

    def _answer(self, request: Request, content: str | bytes, media_type: str = "text/html") -> Response:
        charset = self.markup.charset
        page = media_type == "text/html"
        encoding = charset if page else "utf-8"
        body = content.encode(encoding, "xmlcharrefreplace") if isinstance(content, str) else content
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        kind = f"{media_type}; charset={encoding}" if media_type.startswith("text/") else media_type
        return Response(body, headers={"ETag": etag, "Content-Type": kind})


@contextmanager
def serving(site: Served, port: int = 0) -> Iterator[str]:
    """Serve a site on loopback in a thread of its own; yields its address. Port 0 takes a free one.

    Raises OSError where the port is taken.
    """
    config = uvicorn.Config(site.app, host=HOST, port=port, log_level="critical", lifespan="off")
    sock = _bound(port)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True  # an answer that drips would hold it up
        thread.join()
        sock.close()


def write_city_file(directory: Path, base: str, family: str = HOUSE, key: str = CITY) -> Path:
    """Write the city's data into `directory/cities`, as a city is described to ingest; returns the file."""
    cities = directory / "cities"
    cities.mkdir(parents=True, exist_ok=True)
    file = cities / f"{key}.toml"
    file.write_text(city_file(base, family, key), encoding="utf-8")
    return file


def city_file(base: str, family: str = HOUSE, key: str = CITY) -> str:
    """The city's data, as a city is described to ingest."""
    markup = markups()[family]
    lists = [f'html = "{base}{markup.list_address(1)}"']
    if markup.feed_address:
        lists.insert(0, f'feed = "{base}{markup.feed_address}"')
    if isinstance(markup, WordPress):
        lists = [f'api = "{base}{markup.api}?per_page={_POSTS_A_PAGE}"']
    return (
        f"""# A town that does not exist, served by `pressearchiv demo`.
key = "{key}"
name = "Stadt Tellbrück"
state = "Erfunden"
homepage = "{base}/"
fictional = true
family = "{family}"
number = '(?P<running>\\d{{1,4}})/(?P<sign>[a-z]{{2}})\\b'
delay = 0

[listing]
"""
        + "\n".join(lists)
        + "\n"
    )


def _plain(address: str) -> str:
    """One spelling of an address on the site, for it may come back encoded otherwise."""
    return unquote(address)


def _bound(port: int) -> socket.socket:
    # Named as TCP, so that asyncio turns off the delay that waits to fill packets.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
        sock.listen(128)  # who asks before the server has started is kept waiting, not refused
    except OSError:
        sock.close()
        raise
    return sock


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
