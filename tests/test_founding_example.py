"""The pages the project began with, where they lie beside the checkout."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run

SHARED = Path(__file__).parents[2] / "shared" / "data"
SOLINGEN = SHARED / "solingen-450-pe.txt"
BERLIN = sorted((SHARED / "html").glob("berlin_*.html")) if SHARED.exists() else []

pytestmark = pytest.mark.skipif(
    not SOLINGEN.exists(), reason="the founding example does not lie beside the checkout"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("founding")
    assert run(directory, "import", str(SOLINGEN), "--city", "solingen").returncode == 0
    assert run(directory, "import", *map(str, BERLIN), "--city", "berlin").returncode == 0
    return directory


def titles(data: Path, query: str) -> list[str]:
    done = run(data, "search", query, "--json")
    assert done.returncode == 0, done.stderr
    return [hit["title"] for hit in json.loads(done.stdout)["hits"]]


@pytest.mark.parametrize(
    "query",
    [
        'person:"Serap Güler"',
        "450/pe",
        "Staatssekretaerin",
        '"vertrauensvoll und erfolgreich"',
        "thema:Integration",
    ],
)
def test_the_release_of_solingen_is_found(data: Path, query: str) -> None:
    assert titles(data, query) == ["Integrationsstaatssekretärin besucht Solingen"]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ('"Gehweg- und Fahrbahnsanierungen"', "Gehweg- und Fahrbahnsanierungen an der Suarezstraße"),
        ('"wieder im Eigentum des Landes"', "Stromnetz Berlin ist wieder im Eigentum des Landes Berlin"),
    ],
)
def test_the_releases_of_berlin_are_found(data: Path, query: str, title: str) -> None:
    assert title in titles(data, query)


def test_number_and_sign_are_fields_and_the_persons_are_read(data: Path) -> None:
    done = run(data, "search", "450/pe", "--json")
    (hit,) = json.loads(done.stdout)["hits"]
    assert (hit["number"], hit["sign"], hit["year"], hit["published"]) == (450, "pe", None, None)
    shown: dict[str, Any] = json.loads(run(data, "show", str(hit["id"]), "--json").stdout)
    persons = {person["name"]: person for person in shown["persons"]}
    assert persons["Serap Güler"]["role"] == "Integrationsstaatssekretärin"
    assert persons["Hartmut Hoferichter"]["role"] == "Stadtdirektor"
    assert persons["Uli Preuss"]["kinds"] == ["photographer"]
    assert persons["Josef Neumann"]["party"] == "SPD"
