"""The commands that look into what is read: read, when, reread, people."""

import json
from pathlib import Path

import pytest

from archive.origins import PublishedFrom
from pressearchiv.cli.output import ORIGINS
from tests.command import run

RELEASE = """Staatssekretärin besucht Rosenau

15.08.2017 - 450/pe

Stadtdirektor Hofer: Stadt und Land unterstützen sich.

Die Staatssekretärin Serap Günay war heute zu Gast in Rosenau. Stadtdirektor Hartmut Hofer begrüßte sie: „Wir freuen \
uns, dass Sie die Stadt besuchen.“

Serap Günay im Gespräch (Foto: Uli Preuss)

Kontakt

Jana Korte, Pressestelle, Telefon 0212 123-456
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "450.txt"
    path.write_text(RELEASE, encoding="utf-8")
    return path


def test_read_prints_everything_and_archives_nothing(tmp_path: Path, file: Path) -> None:
    done = run(tmp_path / "data", "read", str(file), "--city", "solingen", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["number"], answer["sign"], answer["year"]) == (450, "pe", 2017)
    assert (answer["published"], answer["published_from"]) == ("2017-08-15", "page")
    persons = {person["name"]: person for person in answer["persons"]}
    assert persons["Hartmut Hofer"]["role"] == "Stadtdirektor"
    assert "speaker" in persons["Hartmut Hofer"]["kinds"]
    assert persons["Serap Günay"]["evidence"].startswith("Die Staatssekretärin")
    assert persons["Uli Preuss"]["kinds"] == ["photographer"]
    assert answer["mentioned"][0] == {
        "start": "2017-08-15",
        "end": "2017-08-15",
        "printed": "heute",
        "clock": None,
        "unit": "day",
        "doubt": None,
    }
    assert answer["contact"]["phone"] == "0212 123-456"
    assert answer["images"] == [{"caption": "Serap Günay im Gespräch", "credit": "Uli Preuss", "url": None}]
    assert not (tmp_path / "data" / "archive.sqlite").exists()


def test_a_page_that_states_two_days_is_told_with_both(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        """<html><head><meta property="article:published_time" content="2024-05-06T09:00:00+02:00"></head><body>
        <main><h1>Freibad öffnet</h1><p>3. Mai 2024</p><p>Das Freibad öffnet am Samstag um neun Uhr.</p></main>""",
        encoding="utf-8",
    )
    assert (
        "03.05.2024 (gedruckt); die Seite nennt auch den 06.05.2024"
        in run(tmp_path, "read", str(page)).stdout
    )
    answer = json.loads(run(tmp_path, "read", str(page), "--json").stdout)
    assert (answer["published"], answer["published_otherwise"]) == ("2024-05-03", "2024-05-06")
    data = tmp_path / "data"
    imported = run(data, "import", str(page), "--city", "solingen")
    assert imported.returncode == 0
    assert "page.html: Die Seite passt nicht zum Layout „solingen“" in imported.stdout + imported.stderr
    assert "03.05.2024; die Seite nennt auch den 06.05.2024" in run(data, "show", "1").stdout
    shown = json.loads(run(data, "show", "1", "--json").stdout)
    assert shown["published_otherwise"] == "2024-05-06"


def test_every_origin_of_a_date_has_its_word() -> None:
    assert set(ORIGINS) == set(PublishedFrom)


def test_read_in_words_and_without_a_city(tmp_path: Path, file: Path) -> None:
    done = run(tmp_path / "data", "read", str(file))
    assert done.returncode == 0, done.stderr
    assert "Hartmut Hofer: Stadtdirektor" in done.stdout


def test_when_tells_a_period_or_says_what_would_be_one(tmp_path: Path) -> None:
    done = run(tmp_path, "when", "3. bis 5. August 2017", "--on", "2017-08-14", "--json")
    answer = json.loads(done.stdout)
    assert (answer["start"], answer["end"], answer["printed"]) == (
        "2017-08-03",
        "2017-08-05",
        "3. bis 5. August 2017",
    )
    assert "03.08.2017" in run(tmp_path, "when", "3. bis 5. August 2017").stdout
    assert "Wochentag" in run(tmp_path, "when", "Mittwoch, 15. August 2017").stdout
    wrong = run(tmp_path, "when", "Agust", "--json")
    assert wrong.returncode == 2
    assert json.loads(wrong.stdout)["error"]["code"] == "no-period"


def test_people_are_found_merged_split_and_held_to_a_date(tmp_path: Path, file: Path) -> None:
    data = tmp_path / "data"
    other = tmp_path / "451.txt"
    other.write_text(
        RELEASE.replace("450/pe", "451/pe")
        .replace("Hartmut Hofer", "Hartmut Hofer-Lang")
        .replace("heute", "gestern"),
        encoding="utf-8",
    )
    assert run(data, "import", str(file), str(other), "--city", "solingen").returncode == 0
    found = json.loads(run(data, "people", "find", "Hofer", "--json").stdout)["persons"]
    keys = {person["key"] for person in found}
    assert {"solingen/hartmut-hofer", "solingen/hartmut-hofer-lang"} <= keys
    held = json.loads(
        run(data, "people", "find", "--role", "Staatssekretärin", "--on", "2017", "--json").stdout
    )
    assert held["persons"][0]["name"] == "Serap Günay"
    assert held["persons"][0]["proven"] is True
    assert "Staatssekretärin" in held["persons"][0]["evidence"][0]["sentence"]
    merged = run(
        data, "people", "merge", "solingen/hartmut-hofer-lang", "solingen/hartmut-hofer", "--note", "Heirat"
    )
    assert merged.returncode == 0, merged.stderr
    again = json.loads(run(data, "people", "find", "Hofer", "--json").stdout)["persons"]
    assert [len(person["releases"]) for person in again if person["key"] == "solingen/hartmut-hofer"] == [2]
    assert json.loads(run(data, "reread", "--json").stdout) == {"read": 0, "changed": 0, "faults": []}
    assert json.loads(run(data, "people", "decisions", "--undo", "1", "--json").stdout) == []
    # An office in the place of a name leads on to the right question.
    nobody = run(data, "people", "find", "Staatssekretärin").stdout
    assert "mit --role gesucht; erfasst sind: Staatssekretärin." in nobody
    assert run(data, "people", "find", "Xaver").stdout.strip() == "Niemand gefunden."
    wrong = run(data, "people", "merge", "solingen/nobody", "solingen/hartmut-hofer", "--note", "x")
    assert wrong.returncode == 2
    assert "people find" in wrong.stderr
    split = run(
        data, "people", "split", "solingen/serap-gunay", "1", "--label", "Bäckerin", "--note", "gefragt"
    )
    assert split.returncode in (0, 2)
