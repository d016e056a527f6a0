"""What keeps an archive for years, as operators type it: cities, numbers, seals, health, watch, backup."""

import hashlib
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.store import Archive
from ingest.city import Cities
from pressearchiv.cli.context import usual_cities
from pressearchiv.demo.faults import Fault
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
from tests.command import answer, run, run_process, started
from tests.towns import RELEASES, HeldSite, Stage, copied, ingested, staged
from tests.waiting import HANG, wait_until


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, str, Path]]:
    """A server for the demo town, its address, and a data directory that has taken the town in."""
    with staged() as (stage, base):
        yield stage, base, ingested(base, tmp_path_factory.mktemp("town") / "data")


@pytest.fixture
def town(stage: tuple[Stage, str, Path], tmp_path: Path) -> tuple[DemoSite, Path]:
    """The demo town's site, and a data directory that has taken it in; both may be changed."""
    served, _, whole = stage
    served.site = DemoSite(most=RELEASES)
    return served.site, copied(whole, tmp_path / "data")


class TestCity:
    def test_new_check_ingest(self, tmp_path: Path) -> None:
        data = tmp_path / "data"
        with serving(DemoSite(most=25, family="nolis")) as base:
            told = answer(run(data, "city", "new", "neustadt", f"{base}/", "--json"))
            assert (told["family"], told["paging"], len(told["previews"])) == ("nolis", True, 5)
            assert told["feed"] == f"{base}/portal/rss.xml"
            assert told["written"] == [str(data / "cities" / "neustadt.toml")]
            assert all(one["title"] and one["body"] and one["number"] for one in told["previews"])
            checked = run(data, "city", "check", "neustadt", "--json")
            (one,) = answer(checked)["cities"]
            assert (checked.returncode, one["fine"], one["sampled"]) == (0, True, 3)
            assert one["fields"]["headline"] == one["fields"]["number"] == 3
            assert answer(run(data, "ingest", "neustadt", "--json"))["runs"][0]["added"] == 25
            again = run(data, "city", "new", "neustadt", f"{base}/", "--json")
            assert (again.returncode, answer(again)["error"]["code"]) == (2, "city-file-there")

    def test_a_city_that_ships_keeps_what_is_known_of_it(self, tmp_path: Path) -> None:
        data = tmp_path / "data"
        with serving(DemoSite(most=6)) as base:
            done = run(data, "city", "new", "solingen", f"{base}/presse/")
        assert done.returncode == 0
        assert "kommt mit dem Programm" in done.stderr
        written = (data / "cities" / "solingen.toml").read_text(encoding="utf-8")
        for fact in ('name = "Stadt Solingen"', 'ags = "05122000"', "(?P<sign>"):
            assert fact in written

    def test_a_city_that_was_rebuilt_is_noticed(self, town: tuple[DemoSite, Path]) -> None:
        site, data = town
        site.faults["*"] = Fault.NO_ARTICLE
        done = run(data, "city", "check", CITY)
        assert done.returncode == 1
        assert "bitte ansehen" in done.stdout
        assert "Stadt Tellbrück" in done.stdout
        assert "Überschrift" in done.stdout

    def test_every_city_is_listed_with_what_is_known_of_it(self, tmp_path: Path) -> None:
        cities = {one["key"]: one for one in answer(run(tmp_path, "city", "list", "--json"))["cities"]}
        assert (cities["solingen"]["ags"], cities["solingen"]["listed"]) == ("05122000", False)
        assert (cities["muenster"]["family"], cities["muenster"]["confirmed"]) == ("presse-service", False)
        listed = run(tmp_path, "city", "list").stdout
        assert "noch nicht bestätigt" in listed
        assert (
            listed.index("Baden-Württemberg (") < listed.index("Brandenburg (") < listed.index("Thüringen (")
        )

    def test_without_a_word_only_ones_own_cities_and_those_on_record_are_fetched(
        self, tmp_path: Path
    ) -> None:
        """Of the hundreds that come with the program nobody wants all by accident."""
        for command in (("ingest",), ("watch",), ("city", "check")):
            done = run(tmp_path, *command)
            assert done.returncode == 2, command
            assert "pressearchiv city list" in done.stderr
        known, archive = Cities(tmp_path), Archive(tmp_path)
        with archive:
            archive.put_source(known["muenster"].source)
            write_city_file(tmp_path, "http://127.0.0.1:1")
            assert {city.key for city in usual_cities(Cities(tmp_path), archive)} == {"muenster", CITY}

    def test_the_list_of_cities_is_filtered_and_says_which_are_confirmed(self, tmp_path: Path) -> None:
        (tmp_path / "cities").mkdir()
        (tmp_path / "cities" / "neudorf.toml").write_text(
            'key = "neudorf"\nname = "Neudorf"\nstate = "Hessen"\nfamily = "nolis"\nconfirmed = 2026-11-28\n'
            '[listing]\nhtml = "https://neudorf.example/portal/meldungen/"\n'
        )

        def keys(*options: str) -> set[str]:
            return {row["key"] for row in answer(run(tmp_path, "city", "list", "--json", *options))["cities"]}

        assert keys("--confirmed") == {"neudorf"}
        assert "neudorf" not in keys("--unconfirmed")
        assert keys("--state", "he", "--system", "NOLIS") == {"neudorf"}
        assert {"solingen", "muenster"} <= keys("--state", "nrw") == keys("--state", "nordrhein-westfalen")
        assert "bestätigt am 28.11.2026" in run(tmp_path, "city", "list", "--confirmed").stdout
        wrong = run(tmp_path, "city", "list", "--state", "Preußen")
        assert wrong.returncode == 2
        assert "Brandenburg" in wrong.stderr

    @pytest.mark.parametrize(
        ("arguments", "code", "ending"),
        [
            (("city", "new", "Bad Key", "https://a.example/"), "usage", 2),
            (("city", "new", "neu", "a.example"), "usage", 2),
            (("city", "new", "neu", "https://a.example/"), "contact-missing", 1),
            (("city", "check", "atlantis"), "unknown-city", 2),
            (("city", "check", "solingen"), "nothing-to-list", 1),
            (("demo", "--family", "frontpage"), "usage", 2),
        ],
    )
    def test_what_does_not_work_is_told(
        self, arguments: tuple[str, ...], code: str, ending: int, tmp_path: Path
    ) -> None:
        done = run(tmp_path, *arguments, "--json") if arguments[0] == "city" else run(tmp_path, *arguments)
        assert done.returncode == ending
        if arguments[0] == "city":
            assert answer(done)["error"]["code"] == code

    def test_a_broken_city_file_stops_no_other_city(self, town: tuple[DemoSite, Path]) -> None:
        _, data = town
        (data / "cities" / "kaputt.toml").write_text("key = ")
        done = run(data, "ingest", "--json")
        assert done.returncode == 0
        assert answer(done)["runs"][0]["city"] == CITY
        assert "kaputt.toml" in done.stderr


class TestNumbers:
    def test_gaps_and_a_persons_word(self, town: tuple[DemoSite, Path]) -> None:
        site, data = town
        held = {release.running for release in site.releases if release.day.year == 2025}
        told = answer(run(data, "numbers", CITY, "--year", "2025", "--json"))
        (year,) = told["years"]
        assert set(year) >= {"year", "first", "last", "gaps", "doubles", "complete"}
        missing = sorted(set(range(year["first"], year["last"] + 1)) - held)
        assert [gap["number"] for gap in year["gaps"]] == missing
        assert {gap["state"] for gap in year["gaps"]} == {"never seen"}
        assert year["complete"] < 1
        done = run(
            data, "numbers", CITY, "--year", "2025", "--unused", str(missing[-1]), "--note", "Anruf", "--json"
        )
        (after,) = answer(done)["years"]
        assert after["gaps"][-1] == {
            "number": missing[-1], "state": "confirmed unused", "release": None, "note": "Anruf",
        }  # fmt: skip
        assert after["complete"] > year["complete"]
        assert "belegt unbenutzt" in run(data, "numbers", CITY).stdout

    def test_a_withdrawn_number_is_said_to_be_withdrawn(self, town: tuple[DemoSite, Path]) -> None:
        site, data = town
        taken_down = next(release for release in site.releases if release.dated)
        site.put(tuple(release for release in site.releases if release is not taken_down))
        assert answer(run(data, "ingest", "--recheck", "--json"))["runs"][0]["withdrawn"] == 1
        (year,) = answer(run(data, "numbers", CITY, "--year", str(taken_down.day.year), "--json"))["years"]
        gap = next(gap for gap in year["gaps"] if gap["number"] == taken_down.running)
        assert (gap["state"], gap["release"] is not None) == ("withdrawn", True)

    def test_a_note_needs_its_year(self, tmp_path: Path) -> None:
        assert run(tmp_path, "numbers", "solingen", "--unused", "7").returncode == 2

    @pytest.mark.parametrize("slip", ["9999", "on record"])
    def test_a_slip_of_the_keyboard_is_no_word(self, slip: str, town: tuple[DemoSite, Path]) -> None:
        site, data = town
        held = next(release.running for release in site.releases if release.dated)
        number = str(held) if slip == "on record" else slip
        year = str(site.releases[0].day.year)
        done = run(data, "numbers", CITY, "--year", year, "--unused", number, "--note", "X")
        assert done.returncode == 2
        assert number in done.stderr


class TestSeal:
    def test_sealed_hidden_and_back(self, town: tuple[DemoSite, Path]) -> None:
        _, data = town
        total = answer(run(data, "search", "", "--json"))["total"]
        told = answer(run(data, "seal", "1", "--reason", "Persönlichkeitsrecht", "--json"))
        assert (told["id"], told["event"]) == (1, "sealed")
        assert answer(run(data, "search", "", "--json"))["total"] == total - 1
        assert answer(run(data, "show", "1", "--json"))["seal"]["reason"] == "Persönlichkeitsrecht"
        assert "Persönlichkeitsrecht" in run(data, "show", "1").stdout
        assert run(data, "unseal", "1").returncode == 0
        assert answer(run(data, "search", "", "--json"))["total"] == total

    def test_an_index_that_keeps_the_words_is_told_until_it_lets_them_go(
        self, town: tuple[DemoSite, Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        _, data = town
        monkeypatch.setattr("search.engines.whoosh.WhooshEngine.expunge", lambda self, patient: False)
        done = run(data, "seal", "1", "--reason", "Urteil", "--erase")
        assert (done.returncode, "gibt die Wörter noch nicht frei" in done.stderr) == (0, True)
        assert "Löschung von Meldung 1 ist noch nicht zu Ende" in run(data, "check", "--quick").stdout
        monkeypatch.undo()
        assert run(data, "index").returncode == 0
        assert run(data, "check", "--quick").returncode == 0

    def test_who_still_reads_is_told_and_the_rest_is_done_once_he_is_through(
        self, town: tuple[DemoSite, Path]
    ) -> None:
        _, data = town
        with closing(sqlite3.connect(data / "archive.sqlite")) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT count(*) FROM record").fetchone()
            done = run(data, "seal", "1", "--reason", "Urteil", "--erase")
        assert done.returncode == 0
        assert "ganz vernichtet ist sie noch nicht" in done.stdout
        assert "Eine andere Sitzung der Datenbank sieht noch einen früheren Stand" in done.stderr
        assert run(data, "check", "--quick").returncode == 1
        assert run(data, "index").returncode == 0
        assert run(data, "check", "--quick").returncode == 0

    def test_erased_for_good(self, town: tuple[DemoSite, Path]) -> None:
        site, data = town
        title = answer(run(data, "show", "1", "--json"))["title"]
        word = max(title.split(), key=len)
        assert run(data, "seal", "1", "--reason", "Urteil", "--erase").returncode == 0
        for path in data.rglob("*"):
            if path.is_file() and path.suffix != ".gz":
                assert title.encode() not in path.read_bytes(), path
        shown = answer(run(data, "show", "1", "--json"))
        assert (shown["title"], shown["body"], bool(shown["seal"]["erased_at"])) == ("", "", True)
        assert not [
            hit for hit in answer(run(data, "search", f'"{word}"', "--json"))["hits"] if hit["id"] == 1
        ]
        site.asked.clear()
        assert answer(run(data, "ingest", "--recheck", "--json"))["runs"][0]["added"] == 0
        assert run(data, "unseal", "1", "--json").returncode == 1

    def test_a_reason_is_needed(self, town: tuple[DemoSite, Path]) -> None:
        _, data = town
        assert run(data, "seal", "1").returncode == 2
        assert run(data, "seal", "1", "--reason", " ").returncode == 2
        assert run(data, "seal", "999", "--reason", "x").returncode == 1


@pytest.mark.parametrize(
    ("requests", "some"), [pytest.param(1, False, id="before anything"), pytest.param(30, True, id="midway")]
)
def test_ingest_ended_by_hand_can_be_searched(requests: int, some: bool, tmp_path: Path) -> None:
    data, held = tmp_path / "data", HeldSite(DemoSite(most=60), last=requests)
    with serving(held) as base:
        write_city_file(data, base)
        with started(data, "ingest") as process:
            wait_until(lambda: held.reached.is_set() or process.poll() is not None)
            process.send_signal(signal.SIGINT)
            wait_until(lambda: is_taken(process, signal.SIGINT))
            held.go_on.set()
            _, told = process.communicate(timeout=HANG)
    assert process.returncode == 130, told
    assert "Abgebrochen" in told
    assert "Traceback" not in told
    found = run(data, "search", "", "--json")
    assert (found.returncode, found.stderr) == (0, "")
    assert (0 < answer(found)["total"] < 60) if some else (answer(found)["total"] == 0)
    assert "abgebrochen" in run(data, "health").stdout


def is_taken(process: subprocess.Popen[str], number: signal.Signals) -> bool:
    """Whether a signal is no longer waiting for a process (the masks of proc_pid_status(5))."""
    if process.poll() is not None:
        return True
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    pending = [line.split()[1] for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd"))]
    return not any(int(mask, 16) >> (number - 1) & 1 for mask in pending)


def test_health_ends_with_1_when_somebody_has_to_look(town: tuple[DemoSite, Path]) -> None:
    _, data = town
    done = run(data, "health", "--json")
    (one,) = answer(done)["cities"]
    assert (one["city"], one["newest"][:4]) == (CITY, "2025")
    assert (done.returncode == 0) == one["well"]
    assert sum(one["months"].values()) > 30
    said = run(data, "health").stdout
    assert CITY in said
    assert "nach den Listen: 40 von 40 genannten Meldungen (100,0 %)" in said
    Archive(data.parent / "empty").close()
    fresh = run(data.parent / "empty", "health")
    assert (fresh.returncode, fresh.stderr) == (0, "")


def total(data: Path) -> int:
    """How many releases can be found."""
    done = run(data, "search", "", "--json")
    return int(answer(done).get("total", -1)) if done.stdout else -1


def test_watch_takes_in_what_comes_indexes_it_and_ends_when_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    site = DemoSite(most=30)
    everything = site.releases
    site.put(everything[5:])
    with serving(site) as base:
        write_city_file(data, base)
        with started(data, "watch", "--every", "0.02") as process:
            wait_until(lambda: total(data) == 25 or process.poll() is not None)
            second = run(data, "ingest", "--json")
            assert (second.returncode, answer(second)["error"]["code"]) == (1, "fetching-already")
            site.put(everything)
            wait_until(lambda: total(data) == 30 or process.poll() is not None)
            process.send_signal(signal.SIGTERM)
            out, err = process.communicate(timeout=HANG)
        assert (process.returncode, err) == (0, f"Neues Archiv angelegt: {data}/archive.sqlite\n")
        assert "25 neu" in out
        assert "5 neu" in out


def test_watch_that_was_killed_keeps_nobody_from_fetching(tmp_path: Path) -> None:
    data, held = tmp_path / "data", HeldSite(DemoSite(most=10), last=8)
    with serving(held) as base:
        write_city_file(data, base)
        with started(data, "watch") as process:
            wait_until(lambda: held.reached.is_set() or process.poll() is not None)
            process.kill()
            process.wait(HANG)
        held.go_on.set()
        assert run(data, "ingest").returncode == 0
    assert total(data) == 10


def test_watch_takes_in_what_is_put_into_its_folder(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "inbox"
    folder.mkdir()
    assert run_process(data, "watch", PRESSEARCHIV_INBOX=str(tmp_path / "nothing")).returncode == 2
    settings = {"PRESSEARCHIV_INBOX": str(folder), "PRESSEARCHIV_CITIES": "solingen"}
    with started(data, "watch", **settings) as process:
        (folder / "1.txt").write_text(
            "Nr. 450/pe\n15. August 2017\n\nEin Weg\n\nDer Weg ist fertig.", encoding="utf-8"
        )
        wait_until(lambda: total(data) == 1 or process.poll() is not None)
        process.send_signal(signal.SIGTERM)
        out, _ = process.communicate(timeout=HANG)
    assert process.returncode == 0
    assert str(folder) in out
    assert "1 neu" in out


def test_a_name_that_is_no_setting_is_told_at_the_start(tmp_path: Path) -> None:
    done = run_process(tmp_path, "watch", PRESSEARCHIV_CITYS="solingen")
    assert "PRESSEARCHIV_CITYS" in done.stderr


def test_watch_without_a_contact_and_without_the_demo_says_what_is_missing(tmp_path: Path) -> None:
    done = run_process(tmp_path, "watch", PRESSEARCHIV_CITIES="all")
    assert done.returncode == 1
    assert "PRESSEARCHIV_CONTACT" in done.stderr


def test_backup_and_restore_compare_every_digest(town: tuple[DemoSite, Path], tmp_path: Path) -> None:
    _, data = town
    file = tmp_path / "sicherung.tar"
    assert answer(run(data, "backup", str(file), "--json"))["bytes"] == file.stat().st_size
    assert run(data, "backup", str(file)).returncode == 1
    assert run(data, "restore", str(file)).returncode == 1
    restored = answer(run(tmp_path / "neu", "restore", str(file), "--json"))
    assert restored["releases"] == 40
    with Archive(data) as before, Archive(tmp_path / "neu") as after:
        ids = range(1, 41)
        for record_id, (record, version) in before.current(ids).items():
            other_record, other = after.current([record_id])[record_id]
            assert (record, version) == (other_record, other)
            captures = [
                version.capture_id,
                *(attachment.capture_id for attachment in version.release.attachments),
            ]
            for capture_id in captures:
                one, two = before.capture(capture_id or 0), after.capture(capture_id or 0)
                assert hashlib.sha256(one.body).digest() == hashlib.sha256(two.body).digest()
    assert run(tmp_path / "neu", "search", "", "--json").stdout == run(data, "search", "", "--json").stdout


class TestNoArchive:
    """A mistyped place is told, and no archive is made there."""

    @pytest.mark.parametrize(
        "command",
        [
            "search Radweg", "show 1", "index", "index --rebuild", "health", "numbers solingen", "reread", "repair",
            "seal 1 --reason Einwand", "unseal 1", "people merge a/b a/c --note Heirat", "alerts list",
            "alerts erase a@b.example", "check", "move --search memory",
        ],
    )  # fmt: skip
    def test_a_command_that_needs_one_says_so(self, command: str, tmp_path: Path) -> None:
        done = run(tmp_path / "dta", *command.split())
        assert done.returncode == 1
        assert "liegt kein Archiv. Bitte den Ort prüfen" in done.stdout + done.stderr
        assert not (tmp_path / "dta").exists()

    def test_a_command_that_makes_one_says_so_once(self, tmp_path: Path) -> None:
        (tmp_path / "eine.txt").write_text("Ein Radweg\n\nEr ist fertig.", encoding="utf-8")
        told = [
            run(tmp_path / "data", "import", str(tmp_path / "eine.txt"), "--city", "solingen").stderr
            for _ in range(2)
        ]
        assert ["Neues Archiv angelegt: " in one for one in told] == [True, False]
