"""All of it on several machines for some minutes, any process killed: nothing lost, doubled, or mailed twice.

Two workers, two that serve (one of them follows the index, one sends the mails), three nodes of OpenSearch; PostgreSQL
and a store of objects, which others look after. No two of the processes share a directory.
"""

import email
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from starlette.types import Receive, Scope, Send

from archive import side_tables
from archive.city_files import own_files
from archive.store import Archive
from pressearchiv.alerts.model import Frequency, Kind, MailState
from pressearchiv.alerts.store import Alerts
from pressearchiv.demo.releases import releases
from pressearchiv.demo.site import DemoSite, write_city_file
from search.engine import open_engine
from search.engines.opensearch import OpenSearchEngine
from search.integrity import of_index
from search.model import Request
from search.params import Search
from tests.command import ROOT, without_settings
from tests.conftest import free_port, quiet
from tests.servers import opensearch
from tests.servers.everywhere import everywhere
from tests.waiting import HANG, wait_until

pytestmark = pytest.mark.long
ROUNDS, FIRST, EACH = 24, 10, 3
KEYS = ("aldorf", "bedorf", "cedorf")
# So many readers are told, one after the other, so many seconds apart.
READERS, SPREAD = 12, 15
_LINK = re.compile(r"https://archiv\.example/m/\S+")
# What a long mail does not show it counts.
_MORE = re.compile(r"(\d+) weitere")
ASKED = ("/suche?q=Stadt", "/api/v1/search?q=", "/m/id/3", "/feed.atom?q=Stadt", "/healthz")
Counts = Callable[[str, object], None]


class Towns:
    """Three towns on three hosts that publish the same; how many requests each host answers at one time is noted."""

    def __init__(self) -> None:
        self.site = DemoSite(most=0)
        self.at_once: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the site does."""
        host = dict(scope["headers"])[b"host"].decode()
        self.at_once[host] += 1
        self.most[host] = max(self.most[host], self.at_once[host])
        try:
            await self.site.app(scope, receive, send)
        finally:
            self.at_once[host] -= 1


@contextmanager
def served(towns: Towns) -> Iterator[int]:
    with socket.create_server(("0.0.0.0", 0)) as sock:
        server = uvicorn.Server(uvicorn.Config(towns, log_level="critical", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        yield sock.getsockname()[1]
        server.should_exit = server.force_exit = True
        thread.join()


@dataclass
class Mailbox:
    letters: list[tuple[str, str]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 its name
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.letters.append((str(letter["To"]), letter.get_content()))
        return "250 OK"


@dataclass
class Machine:
    """A process with a directory of its own."""

    directory: Path
    command: tuple[str, ...]
    settings: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        with (self.directory.parent / f"{self.directory.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pressearchiv", "--data", str(self.directory), *self.command],
                cwd=ROOT, env={**without_settings(), **self.settings}, stdout=log, stderr=log,
            )  # fmt: skip

    def end(self, how: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(how)
        self.process.wait(HANG)


@pytest.fixture
def cluster() -> Iterator[dict[str, Any]]:
    with opensearch.cluster(3) as known:
        yield known


def test_any_process_may_be_killed(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, cluster: dict[str, Any],
    record_property: Counts, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    towns, mailbox, smtp, ports = Towns(), Mailbox(), free_port(), (free_port(), free_port())
    mails = Controller(mailbox, hostname="127.0.0.1", port=smtp, ready_timeout=HANG)
    mails.start()
    with served(towns) as port, everywhere("machines", tmp_path, tmp_path_factory) as servers:
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, servers[name])
        search = f"opensearch://{','.join(cluster['hosts'])}/machines?shards=3&replicas=1"
        settings = {
            **servers,
            "PRESSEARCHIV_SEARCH": search,
            "PRESSEARCHIV_CITIES": ",".join(KEYS),
            "PRESSEARCHIV_SMTP": f"smtp://127.0.0.1:{smtp}",
            "PRESSEARCHIV_MAIL_FROM": "archiv@stadt.example",
            "PRESSEARCHIV_PUBLIC_URL": "https://archiv.example",
        }
        address = servers["PRESSEARCHIV_ARCHIVE"]
        with Archive(tmp_path / "test", address, servers["PRESSEARCHIV_CAPTURES"]) as archive:
            for number, key in enumerate(KEYS, 1):
                file = write_city_file(tmp_path / "files", f"http://127.0.0.{number}:{port}", key=key)
                own_files(tmp_path, address).write(key, file.read_text(encoding="utf-8"))
            alerts = Alerts(tmp_path, address)
            subscriptions = subscribed(alerts)
            machines = [
                Machine(tmp_path / "worker1", ("watch", "--worker", "--every", "0.05"), settings),
                Machine(tmp_path / "worker2", ("watch", "--worker", "--every", "0.05"), settings),
                Machine(tmp_path / "web1", ("serve", "--port", str(ports[0])), settings),
                Machine(tmp_path / "web2", ("serve", "--port", str(ports[1])), settings),
            ]
            engine = open_engine(search, tmp_path / "index", address)
            assert isinstance(engine, OpenSearchEngine)
            for machine in machines:
                machine.start()
            visitors = Visitors(ports)
            try:
                killed = rounds(towns, machines, cluster, engine)
                published = len(towns.site.releases) * len(KEYS)
                wait_until(lambda: archive.count() >= published or visitors.wrong)
                wait_until(lambda: engine.search(Request()).total >= published or visitors.wrong)
                hurry(alerts, subscriptions)
                for subscription in subscriptions:
                    wait_until(partial(told_all, alerts, subscription, published))
                wait_until(lambda: all(mail.state is MailState.UNCERTAIN for mail in alerts.mails()))
                wait_until(visitors.all_answered)
            finally:
                visitors.end()
                for machine in machines:
                    machine.end(signal.SIGTERM)
            assert visitors.wrong == []
            assert archive.count() == published
            assert [fault for some, _ in archive.verify(quiet) for fault in some] == []
            now = datetime.now(UTC)
            assert list(of_index(archive, engine, "index", now=now, quick=False)) == []
            uncertain = Counter(mail.address for mail in alerts.mails() for _ in mail.news)
        engine.remove()
        engine.close()
    side_tables.close_all()
    mails.stop()
    for reader in {address for address, _ in mailbox.letters} | set(uncertain):
        letters = [letter for address, letter in mailbox.letters if address == reader]
        shown = Counter(link for letter in letters for link in _LINK.findall(letter))
        assert [link for link, times in shown.items() if times > 1] == []
        counted = len(shown) + sum(int(more) for letter in letters for more in _MORE.findall(letter))
        assert published - uncertain[reader] <= counted <= published
    assert len({address for address, _ in mailbox.letters} | set(uncertain)) == READERS
    assert max(towns.most.values()) == 1, "no host is asked twice at once"
    record_property(
        "counts",
        f"any of seven processes killed: {killed} times, {published} releases, 0 lost, 0 doubled, "
        f"{len(mailbox.letters)} mails, 0 twice, {sum(uncertain.values())} told as uncertain, "
        f"{visitors.answers} answers, {visitors.refused} refused meanwhile",
    )


def subscribed(alerts: Alerts) -> list[int]:
    """Readers whose turns come one after the other while machines are killed."""
    now, found = datetime.now(UTC), []
    for number in range(READERS):
        made = alerts.subscribe(
            f"leserin{number}@zeitung.example", Search(), kind=Kind.NEW, frequency=Frequency.AT_ONCE,
            language="de", cursor=0, now=now,
        )  # fmt: skip
        assert made
        due_at = now + timedelta(seconds=SPREAD * number)
        assert alerts.confirm(made.id, cursor=0, due_at=due_at, now=now)
        found.append(made.id)
    for asked in alerts.mails():
        alerts.arrived(asked.id)
    return found


def hurry(alerts: Alerts, subscriptions: list[int]) -> None:
    """Let those be due now that were told lately and would be told again in minutes."""
    now = datetime.now(UTC)
    for one in (alerts.find(at) for at in subscriptions):
        if one and one.due_at > now + timedelta(minutes=1):
            alerts.told(one.address, {one.id: (one.cursor, now)}, (), now)


def told_all(alerts: Alerts, subscription: int, published: int) -> bool:
    return len(alerts.told_before(subscription)) >= published


def rounds(towns: Towns, machines: list[Machine], cluster: dict[str, Any], engine: OpenSearchEngine) -> int:
    """Publish, kill, start anew, again and again; how many were killed."""
    dice, pause, story = random.Random("machines"), threading.Event(), releases(1)[::-1]
    home, killed = opensearch.distribution(), 0
    for number in range(ROUNDS):
        shown = story[: FIRST + EACH * number]
        towns.site.put(tuple(shown[::-1]))
        pause.wait(4)
        victim = dice.choice([*machines, *range(len(cluster["pids"]))])
        if isinstance(victim, Machine):
            victim.end(signal.SIGKILL)
            pause.wait(3)
            victim.start()
        else:
            # With one copy of each shard, the next node may go only when the last one is back.
            wait_until(lambda: green(engine))
            os.kill(cluster["pids"][victim], signal.SIGKILL)
            pause.wait(3)
            place = cluster["directory"] / f"node{victim}"
            cluster["pids"][victim] = opensearch.start_node(home, place, victim, cluster["ports"])
        killed += 1
    return killed


def green(engine: OpenSearchEngine) -> bool:
    with engine._cluster.client() as client:
        return str(client.cluster.health()["status"]) == "green"


class Visitors:
    """Somebody who asks both web machines again and again; what is no answer, nor a refusal that says why, is wrong."""

    def __init__(self, ports: tuple[int, ...]) -> None:
        self.answers = self.refused = 0
        self.wrong: list[str] = []
        self._last: dict[int, int] = {}
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask, args=(port,)) for port in ports]
        self._ports = ports
        for thread in self._threads:
            thread.start()

    def all_answered(self) -> bool:
        """Whether each machine's last answer was one."""
        return all(self._last.get(port) == 200 for port in self._ports)

    def end(self) -> None:
        """No more questions."""
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self, port: int) -> None:
        number = 0
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=HANG) as client:
            while not self._over.wait(0.2):
                path = ASKED[number % len(ASKED)]
                number += 1
                try:
                    status = client.get(path).status_code
                except httpx.HTTPError:  # it was killed, or is not there yet
                    self._last[port] = 0
                    continue
                self._last[port] = 200 if status in (200, 404) else status
                if status in (200, 404):
                    self.answers += 1
                elif status in (429, 503):
                    self.refused += 1
                else:
                    self.wrong.append(f"{path}: {status}")
