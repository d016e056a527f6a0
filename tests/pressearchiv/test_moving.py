"""What lies beside an archive moves with it: saved searches, searches in vain, city files, the signing key."""

from datetime import UTC, date, datetime
from pathlib import Path

from archive.moving import move_tables
from archive.store import Archive
from ingest.city import Cities
from pressearchiv.alerts.model import Frequency, Kind
from pressearchiv.alerts.store import Alerts
from pressearchiv.moving import move_beside
from pressearchiv.web.shared.secrets import secret_of
from search.params import Search
from search.zero_results import ZeroResultLog
from tests.conftest import quiet

NOW = datetime(2026, 1, 2, 9, tzinfo=UTC)


def subscribe(alerts: Alerts, text: str) -> int:
    made = alerts.subscribe(
        "leserin@zeitung.example", Search(text=text), kind=Kind.NEW, frequency=Frequency.AT_ONCE, language="de",
        cursor=3, now=NOW,
    )  # fmt: skip
    assert made
    return made.id


def beside(directory: Path, archive: str) -> object:
    alerts = Alerts(directory, archive)
    return (
        alerts.subscriptions(),
        alerts.mails(),
        ZeroResultLog(directory, archive, keep=True).lately(),
        {key: Cities(directory, archive).file_of(key).content for key in Cities(directory, archive).own},
        secret_of(directory, archive),
    )


def test_there_and_back_again_all_of_it_is_the_same(address: str, tmp_path: Path) -> None:
    data, back = tmp_path / "data", tmp_path / "back"
    with Archive(data) as archive, Archive(data, address, unfinished=True) as target:
        subscribe(Alerts(data), "Radweg")
        ZeroResultLog(data, keep=True).note("Seilbahn", date(2026, 1, 2))
        Cities(data).write("neustadt", 'key = "neustadt"\nname = "Neustadt"\n')
        expected = beside(data, "")
        move_tables(archive, target, quiet, beside=lambda: move_beside(data, "", address))
    assert beside(tmp_path / "another machine", address) == expected
    assert subscribe(Alerts(data, address), "Bus") == 2, "what comes later has the next number"
    expected = beside(data, address)
    back.mkdir()
    with Archive(data, address) as archive, Archive(back, unfinished=True) as target:
        move_tables(archive, target, quiet, beside=lambda: move_beside(back, address, ""))
    assert beside(back, "") == expected


def test_what_broke_off_is_done_again(address: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Archive(data):
        subscribe(Alerts(data), "Radweg")
        move_beside(data, "", address)
        subscribe(Alerts(data), "Bus")
        move_beside(data, "", address)
    assert beside(data, address) == beside(data, "")


def test_where_nothing_lies_beside_it_nothing_is_made_there(address: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Archive(data):
        move_beside(data, "", address)
    assert {file.name for file in data.iterdir()} == {"archive.sqlite", "captures", "secret.key"}
