"""The command as operators type it."""

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from archive.store import Archive
from pressearchiv.demo.site import CITY, DemoSite, serving, write_city_file
from tests.archive.test_store import NOW, SOURCE, deposit, reading, release
from tests.command import answer, run, run_process, without_settings

TEXT = """Schulhof wird grün

15.08.2017 - 450/pe

Stadtdirektorin Hanna Kowalski: Ein Gewinn für alle.

Der Schulhof ist fertig. „Die Bäume haben die Kinder ausgesucht“, sagte Hanna Kowalski.
"""


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    (tmp_path / "450.txt").write_text(TEXT, encoding="utf-8")
    done = run(tmp_path / "data", "import", str(tmp_path / "450.txt"), "--city", "solingen")
    assert done.returncode == 0, done.stderr
    return tmp_path / "data"


def test_import_search_show(filled: Path) -> None:
    found = answer(run(filled, "search", 'person:"Hanna Kowalski" Bäume', "--json"))
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert set(hit) == {
        "id", "city", "title", "number", "sign", "year", "published", "url", "permalink", "snippet", "score", "why",
            "earlier_version", "attachment",
    }  # fmt: skip
    assert (hit["number"], hit["sign"], hit["year"], hit["url"]) == (450, "pe", 2017, None)
    assert hit["permalink"] == "http://localhost:8501/m/solingen/2017/450-pe"
    assert "Bäume" in hit["snippet"]
    assert found["facets"]["person"] == [{"value": "Hanna Kowalski", "label": "Hanna Kowalski", "count": 1}]
    assert found["facets"]["city"] == [{"value": "solingen", "label": "Stadt Solingen", "count": 1}]
    shown = answer(run(filled, "show", str(hit["id"]), "--json"))
    assert shown["title"] == "Schulhof wird grün"
    assert shown["published_from"] == "page"
    (person,) = shown["persons"]
    assert (person["role"], person["kinds"]) == ("Stadtdirektorin", ["named", "speaker"])
    assert person["evidence"] == "Stadtdirektorin Hanna Kowalski: Ein Gewinn für alle."
    assert [version["version"] for version in shown["versions"]] == [1]


def test_for_people_the_same_in_words(filled: Path) -> None:
    found = run(filled, "search", "450/pe").stdout
    assert "1 Treffer" in found
    assert "15. August 2017" in found
    assert "\x1b" not in found
    shown = run(filled, "show", "1").stdout
    assert "Hanna Kowalski (Stadtdirektorin)" in shown
    assert "Fassung 1" in shown


def test_no_hit_is_no_failure(filled: Path) -> None:
    done = run(filled, "search", "xyzzy", "--json")
    assert (done.returncode, answer(done)["total"], answer(done)["hits"]) == (0, 0, [])


def test_pages_of_hits(filled: Path) -> None:
    assert answer(run(filled, "search", "Schulhof", "--page", "2", "--size", "1", "--json"))["hits"] == []


def test_the_index_can_be_deleted_and_comes_back_the_same(filled: Path) -> None:
    before = run(filled, "search", "Schulhof", "--json").stdout
    shutil.rmtree(filled / "index")
    missing = run(filled, "search", "Schulhof", "--json")
    assert (missing.returncode, answer(missing)["error"]["code"]) == (1, "index-missing")
    assert answer(run(filled, "index", "--json"))["releases"] == 1
    assert run(filled, "search", "Schulhof", "--json").stdout == before
    assert run(filled, "index", "--rebuild").returncode == 0
    assert run(filled, "search", "Schulhof", "--json").stdout == before


def test_importing_twice_adds_nothing(filled: Path) -> None:
    done = run(filled, "import", str(filled.parent / "450.txt"), "--city", "solingen", "--json")
    (told,) = answer(done)["runs"]
    assert (done.returncode, told["listed"], told["added"], told["changed"]) == (0, 1, 0, 0)


def test_a_file_that_cannot_be_read_is_told_with_exit_code_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.jpg").write_bytes(b"x")
    done = run(tmp_path / "data", "import", str(tmp_path / "in"), "--city", "solingen", "--json")
    (told,) = answer(done)["runs"]
    assert (done.returncode, told["added"], told["failed"]) == (0, 1, 0)
    assert ".jpg" in told["problems"][0]["message"]
    assert told["problems"][0]["remark"]
    (tmp_path / "in" / "c.docx").write_bytes(b"x")
    done = run(tmp_path / "data", "import", str(tmp_path / "in"), "--city", "solingen", "--json")
    (told,) = answer(done)["runs"]
    assert (done.returncode, told["added"], told["failed"]) == (1, 0, 1)
    assert "c.docx" in told["problems"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("search", "Radweg ODER"), "query-syntax"),
        (("search", "stadt:Atlantis"), "unknown-city"),
        (("ingest", "atlantis"), "unknown-city"),
        (("import", "app.py", "--city", "atlantis"), "unknown-city"),
        (("import", "never.txt", "--city", "solingen"), "usage"),
        (("import", "app.py"), "usage"),
        (("search", "x", "--page", "0"), "usage"),
        (("show", "zwei"), "usage"),
        (("surprise",), "usage"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_2(filled: Path, arguments: tuple[str, ...], code: str) -> None:
    done = run(filled, *arguments, "--json")
    assert (done.returncode, answer(done)["error"]["code"]) == (2, code)
    assert set(answer(done)["error"]) == {"code", "message", "place"}
    plain = run(filled, *arguments)
    assert (plain.returncode, plain.stdout) == (2, "")
    assert plain.stderr
    assert "Traceback" not in plain.stderr


def test_an_unknown_id_is_told_with_exit_code_1(filled: Path) -> None:
    done = run(filled, "show", "999", "--json")
    assert (done.returncode, answer(done)["error"]["code"]) == (1, "not-found")


def test_a_city_without_a_list_is_told(filled: Path) -> None:
    done = run(filled, "ingest", "solingen")
    assert done.returncode == 1
    assert "import" in done.stderr


def test_a_bad_setting_is_told_by_its_name(filled: Path) -> None:
    done = run(filled, "search", "x", PRESSEARCHIV_DELAY="viel")
    assert done.returncode == 2
    assert "PRESSEARCHIV_DELAY" in done.stderr


def test_in_a_process_of_its_own_it_says_the_same(filled: Path) -> None:
    for arguments in (("search", "Schulhof"), ("search", "Radweg ODER"), ("search", "x", "--page", "0")):
        assert run_process(filled, *arguments) == run(filled, *arguments)


def test_a_terminal_that_lacks_a_letter_shows_it_as_an_escape(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(TEXT.replace("Kowalski", "Petrović"), encoding="utf-8")
    done = run(tmp_path / "data", "import", str(tmp_path / "1.txt"), "--city", "solingen")
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-m", "pressearchiv", "--data", str(tmp_path / "data"), "search", "Petrović"]
    printed = [
        subprocess.run(
            [*command, *more],
            env={**without_settings(), "PYTHONIOENCODING": "cp1252"},
            capture_output=True,
            encoding="cp1252",
            check=True,
        ).stdout
        for more in ((), ("--json",))
    ]
    assert "für alle" in printed[0]
    assert "Petrovi\\u0107" in printed[0]
    assert "Petrović" in json.loads(printed[1])["hits"][0]["snippet"]


@pytest.mark.parametrize("name", ["PRESSEARCHIV_LANGUAGE", "pressearchiv_language"])
def test_english_on_request(filled: Path, name: str) -> None:
    assert "1 hits" in run_process(filled, "search", "Schulhof", **{name: "en"}).stdout
    assert "wird nicht" not in run_process(filled, "--help", **{name: "en"}).stdout


def test_the_data_directory_can_be_a_setting(filled: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pressearchiv", "search", "Schulhof", "--json"],
        env={**without_settings(), "PRESSEARCHIV_DATA": str(filled)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"total": 1' in done.stdout


def test_ingest_twice_adds_nothing_and_indexes_at_once(tmp_path: Path) -> None:
    with serving(DemoSite(most=12)) as base:
        write_city_file(tmp_path, base)
        first, second = run(tmp_path, "ingest", CITY, "--json"), run(tmp_path, "ingest", "--json")
    assert (first.returncode, answer(first)["runs"][0]["added"]) == (0, 12)
    assert (second.returncode, answer(second)["runs"][0]["added"]) == (0, 0)
    assert answer(run(tmp_path, "search", "", "--json"))["total"] == 12


def test_no_index_leaves_the_index_alone(tmp_path: Path) -> None:
    (tmp_path / "450.txt").write_text(TEXT, encoding="utf-8")
    run(tmp_path / "data", "import", str(tmp_path / "450.txt"), "--city", "solingen", "--no-index")
    assert run(tmp_path / "data", "search", "Schulhof").returncode == 1


def test_nothing_is_written_outside_the_data_directory(tmp_path: Path) -> None:
    file, elsewhere = tmp_path / "450.txt", {name: tmp_path / name for name in ("HOME", "TMPDIR", "work")}
    file.write_text(TEXT, encoding="utf-8")
    for directory in elsewhere.values():
        directory.mkdir()
    for arguments in (("import", str(file), "--city", "solingen"), ("search", "Schulhof")):
        subprocess.run(
            [sys.executable, "-m", "pressearchiv", "--data", str(tmp_path / "data"), *arguments],
            cwd=elsewhere["work"],
            env={**without_settings(), "HOME": str(elsewhere["HOME"]), "TMPDIR": str(elsewhere["TMPDIR"])},
            check=True,
            capture_output=True,
        )
    assert [path for directory in elsewhere.values() for path in directory.rglob("*")] == []
    assert {path.name for path in (tmp_path / "data").iterdir()} == {"archive.sqlite", "captures", "index"}


def test_a_newer_archive_is_refused(filled: Path) -> None:
    connection = sqlite3.connect(filled / "archive.sqlite")
    connection.execute("INSERT INTO migration VALUES (99, 'x', 'y')")
    connection.commit()
    connection.close()
    done = run(filled, "search", "Schulhof")
    assert done.returncode == 1
    assert "neueren Version" in done.stderr


def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with serving(DemoSite(most=1)) as base:
        port = base.rpartition(":")[2]
        done = run(tmp_path, "demo", "--site-port", port)
    assert done.returncode == 1
    assert port in done.stderr
    assert "--site-port" in done.stderr


def test_the_events_of_an_import_are_in_the_archive(filled: Path) -> None:
    with Archive(filled) as archive:
        assert [(event.seq, str(event.kind)) for event in archive.events(0)] == [(1, "added")]


def test_a_query_may_begin_with_what_it_excludes(filled: Path) -> None:
    everything = answer(run(filled, "search", "", "--json"))["total"]
    having = answer(run(filled, "search", "Bäume", "--json"))["total"]
    assert having > 0
    assert answer(run(filled, "search", "-Bäume", "--json"))["total"] == everything - having


def test_a_word_in_another_charset_is_told_and_an_answer_nobody_got_is_no_success(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pressearchiv", "--data", str(tmp_path)]
    odd = subprocess.run([*command, b"search", b"B\xfcrger"], capture_output=True, env=without_settings())
    assert (odd.returncode, b"UTF-8" in odd.stderr, b"Traceback" in odd.stderr) == (2, True, False)
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        lost = subprocess.run(
            [*command, "city", "list"], stdout=full, stderr=subprocess.PIPE, env=without_settings()
        )
    assert (lost.returncode, b"Traceback" in lost.stderr, b"space" in lost.stderr) == (1, False, True)


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path) -> None:
    reason = "Wunsch \x1b]0;x\x07 der \u202e Familie"
    with Archive(tmp_path) as archive:
        archive.put_source(SOURCE)
        deposit(archive, release(), reading())
        archive.seal(1, reason, NOW, by="Staff")
    shown = run_process(tmp_path, "show", "1").stdout
    assert "Wunsch \ufffd]0;x\ufffd der \ufffd Familie" in shown
    told = run_process(tmp_path, "show", "1", "--json").stdout
    assert "\x1b" not in told
    assert json.loads(told)["seal"]["reason"] == reason
