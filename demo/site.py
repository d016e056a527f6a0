"""The town's press site on loopback: lists, paging, a feed, robots.txt, ETags, and two days to choose from."""

import hashlib
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from demo import markup
from demo.pdf import make_pdf
from demo.releases import DemoRelease, releases

HOST = "127.0.0.1"
CITY = "tellbrueck"
_START_WITHIN = 20.0


class DemoSite:
    """The site on a day that can be changed while it runs; `most` keeps only so many of its newest releases."""

    def __init__(self, day: int = 1, most: int | None = None) -> None:
        self.show(day, most)
        self.app = Starlette(
            routes=[
                Route("/", self._home),
                Route("/robots.txt", self._robots),
                Route(markup.PRESS, self._list),
                Route(markup.FEED, self._feed),
                Route(markup.PRESS + "{slug}", self._release),
                Route("/fileadmin/bilder/{slug}.svg", self._picture),
                Route("/fileadmin/dokumente/{slug}.pdf", self._document),
            ]
        )

    def show(self, day: int, most: int | None = None) -> None:
        """Turn to day 1 or day 2."""
        self.releases = releases(day)[:most]
        self._by_slug = {one.slug: one for one in self.releases}
        self._listed = tuple(one for one in self.releases if not one.gone)

    async def _home(self, request: Request) -> Response:
        return self._answer(request, markup.home())

    async def _robots(self, request: Request) -> Response:
        return self._answer(request, markup.robots(_base(request)), "text/plain")

    async def _list(self, request: Request) -> Response:
        page = request.query_params.get("tx_news_pi1[currentPage]", "1")
        return self._answer(request, markup.list_page(self._listed, int(page) if page.isdigit() else 1))

    async def _feed(self, request: Request) -> Response:
        return self._answer(request, markup.feed(self._listed, _base(request)), "application/rss+xml")

    async def _release(self, request: Request) -> Response:
        one = self._find(request)
        if one is None:
            return Response(markup.gone_page(), 404, media_type="text/html")
        if one.gone:
            return Response(markup.gone_page(), 410, media_type="text/html")
        return self._answer(request, markup.release_page(one))

    async def _picture(self, request: Request) -> Response:
        one = self._find(request)
        if one is None:
            return Response(status_code=404)
        return self._answer(request, markup.picture(one.caption), "image/svg+xml")

    async def _document(self, request: Request) -> Response:
        one = self._find(request)
        if one is None or not one.attachment:
            return Response(status_code=404)
        return self._answer(request, make_pdf(one.attachment, (one.lead, *one.paragraphs)), "application/pdf")

    def _find(self, request: Request) -> DemoRelease | None:
        return self._by_slug.get(request.path_params["slug"])

    def _answer(self, request: Request, content: str | bytes, media_type: str = "text/html") -> Response:
        body = content.encode() if isinstance(content, str) else content
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        if request.headers.get("if-none-match") == etag:
            return Response(status_code=304, headers={"ETag": etag})
        return Response(body, media_type=media_type, headers={"ETag": etag})


@contextmanager
def serving(site: DemoSite, port: int = 0) -> Iterator[str]:
    """Serve a site on loopback in a thread of its own; yields its address. Port 0 takes a free one.

    Raises OSError where the port is taken.
    """
    config = uvicorn.Config(site.app, host=HOST, port=port, log_level="critical", lifespan="off")
    sock = _bound(port)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
    thread.start()
    give_up_at = time.monotonic() + _START_WITHIN
    while not server.started and time.monotonic() < give_up_at:
        time.sleep(0.01)
    try:
        yield f"http://{HOST}:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        sock.close()


def write_city_file(directory: Path, base: str) -> Path:
    """Write the city's data into `directory/cities`, as a city is described to ingest; returns the file."""
    cities = directory / "cities"
    cities.mkdir(parents=True, exist_ok=True)
    file = cities / f"{CITY}.toml"
    file.write_text(
        f"""# A town that does not exist, served by `pressearchiv demo`.
key = "{CITY}"
name = "Stadt Tellbrück"
state = "Erfunden"
homepage = "{base}/"
fictional = true
family = "typo3-news"
number = '(?P<running>\\d{{1,4}})/(?P<sign>[a-z]{{2}})\\b'
delay = 0

[listing]
html = "{base}{markup.PRESS}"
feed = "{base}{markup.FEED}"
""",
        encoding="utf-8",
    )
    return file


def _bound(port: int) -> socket.socket:
    # Named as TCP, so that asyncio turns off the delay that waits to fill packets.
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((HOST, port))
    except OSError:
        sock.close()
        raise
    return sock


def _base(request: Request) -> str:
    return str(request.base_url).rstrip("/")
