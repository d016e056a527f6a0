"""Two made-up cities in one archive, served with a mail server, for tests that drive a browser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from archive.model import Source
from archive.origins import PublishedFrom
from archive.store import Archive
from ingest.city import Cities
from ingest.crawl import crawl_city
from ingest.fetch import Fetcher
from language.german.topics import TopicScore
from pressearchiv.demo.site import CITY, DemoSite, write_city_file
from search.engine import open_engine
from search.indexer import catch_up
from tests.archive.test_store import reading, release
from tests.conftest import PATIENT, free_port, quiet
from tests.pressearchiv.web.conftest import HOSTILE
from tests.pressearchiv.web.served import running
from tests.towns import staged
from tests.waiting import HANG

# So many sittings of a committee, to be taken along in one file.
SITTINGS = 1_000
PASSWORD = "geheim und lang"


@dataclass
class Town:
    """Where it is served, and the mails that were sent."""

    address: str
    letters: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 its name
        assert isinstance(envelope.content, bytes)
        self.letters.append(envelope.content)
        return "250 OK"


@contextmanager
def town(data: Path, settings: Mapping[str, str] | None = None) -> Iterator[Town]:
    """Serve both cities as an operator would, with mails and a password for staff, and other settings."""
    port, smtp = free_port(), free_port()
    one = Town(f"http://localhost:{port}")
    mails = Controller(one, hostname="127.0.0.1", port=smtp, ready_timeout=HANG)
    mails.start()
    env = {
        "PRESSEARCHIV_SMTP": f"smtp://127.0.0.1:{smtp}",
        "PRESSEARCHIV_MAIL_FROM": "archiv@stadt.example",
        "PRESSEARCHIV_STAFF_PASSWORD": PASSWORD,
        **(settings or {}),
    }
    try:
        with running("--data", str(data), "serve", "--port", str(port), "--workers", "2", port=port, env=env):
            yield one
    finally:
        mails.stop()


def ingest_both(data: Path) -> None:
    """The demo city of both days, so that something was edited and withdrawn, and a city of a thousand sittings."""
    with staged() as (stage, base), Archive(data) as archive, Fetcher(PATIENT) as fetcher:
        write_city_file(data, base)
        for day in (1, 2):
            stage.site = DemoSite(day)
            crawl_city(Cities(data)[CITY], archive, fetcher, progress=quiet, recheck=True)
        archive.put_source(Source(key="muster", name="Stadt Muster", fictional=True))
        for number in range(1, SITTINGS + 1):
            published = date(2016, 1, 1) + timedelta(days=number // 3)
            _put(archive, number, published, f"Sitzung {number} des Ausschusses")
        _put(archive, 450, date(2017, 8, 15), "Staatssekretärin besucht das Musterhaus")
        last_month = date.today().replace(day=1) - timedelta(days=5)
        _put(archive, 77, last_month, "Neue Ausstellung im Musterhaus", "culture")
        _put(archive, 78, last_month, f"Steuerbescheid {HOSTILE}")
        engine = open_engine("whoosh", data / "index")
        catch_up(archive, engine, quiet)
        engine.close()


def _put(archive: Archive, number: int, day: date, title: str, topic: str = "") -> None:
    one = release(title, f"Text {number} vom {day}: {title}.", f"https://muster.example/{day.year}/{number}")
    topics = (TopicScore(key=topic, score=1.0, words=()),) if topic else ()
    said = reading(
        number, year=day.year, sign="pe", published=day, published_from=PublishedFrom.PAGE, topics=topics
    )
    at = datetime.now(UTC)
    archive.deposit(replace(one, city="muster"), said, capture_id=None, layout="t", at=at)
