"""The wheel in an environment of its own, away from the checkout: a town taken in, indexed, searched and shown."""

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pressearchiv.demo.site import DemoSite, serving, write_city_file
from tests.command import without_settings
from tests.conftest import free_port
from tests.waiting import HANG

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (built,) = directory.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`pressearchiv` of an environment that holds the wheel and the locked packages, and nothing else."""
    directory = tmp_path_factory.mktemp("installed")
    locked = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    constraints = directory / "constraints.txt"
    pinned = re.findall(
        r"(?m)^([\w.-]+)(?:\[[^\]]*\])?(==[^\\\n]+)", locked
    )  # with their markers, without hashes
    constraints.write_text("\n".join(name + version for name, version in pinned), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "venv", str(directory / "venv")], check=True)
    python = directory / "venv" / "bin" / "python"
    asked = [f"{wheel}[demo]", "--constraint", str(constraints), "--only-binary", ":all:"]
    subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *asked],
        check=True, cwd=directory,
    )  # fmt: skip
    return python.with_name("pressearchiv")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A directory that is no checkout, with a town's data in it."""
    directory = tmp_path_factory.mktemp("elsewhere")
    (directory / "home").mkdir()
    with serving(DemoSite(most=12)) as base:
        write_city_file(directory / "data", base)
        yield directory


def run(command: Path, directory: Path, *arguments: str, language: str = "de") -> str:
    done = subprocess.run(
        [str(command), "--data", "data", *arguments],
        cwd=directory, env=environment(language, directory / "home"), capture_output=True, text=True, timeout=HANG,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def environment(language: str, home: Path) -> dict[str, str]:
    # Nothing of the checkout, and an empty home.
    kept = {name: value for name, value in without_settings().items() if not name.startswith("PYTHON")}
    return {**kept, "PRESSEARCHIV_LANGUAGE": language, "HOME": str(home)}


def test_it_holds_the_five_packages_and_what_they_read(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    top = {name.partition("/")[0] for name in names if ".dist-info/" not in name}
    assert top == {"archive", "ingest", "language", "pressearchiv", "search"}
    for needed in (
        "language/german/lexicon.marisa", "language/german/lemmas.marisa", "ingest/reading/persons/persons.crf",
        "language/locales/en/LC_MESSAGES/pressearchiv.mo", "ingest/cities/solingen.toml",
        "pressearchiv/web/http/templates/release.html", "pressearchiv/web/server/streamlit.toml",
    ):  # fmt: skip
        assert needed in names


def test_a_town_through_it(command: Path, elsewhere: Path) -> None:
    assert "12 neu" in run(command, elsewhere, "ingest")
    found = json.loads(run(command, elsewhere, "search", "Stadt", "--json"))
    assert found["total"] > 0
    assert "12 releases" in run(command, elsewhere, "index", language="en"), "messages in English too"
    port = free_port()
    process = subprocess.Popen(
        [str(command), "--data", "data", "serve", "--port", str(port)],
        cwd=elsewhere, env=environment("en", elsewhere / "home"), stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert str(port) in next(line for line in process.stdout if str(port) in line)
        base = f"http://127.0.0.1:{port}"
        page = httpx.get(f"{base}/", timeout=HANG)
        assert page.status_code == 200
        assert 'lang="en"' in page.text
        release = httpx.get(f"{base}/m/id/1", timeout=HANG, follow_redirects=True)
        assert release.status_code == 200
        assert "Tellbrück" in release.text
        assert "Citation" in release.text or "Cite" in release.text, "the frame around it is English"
        assert httpx.get(f"{base}/api/v1/search?q=Stadt", timeout=HANG).json()["total"] == found["total"]
        assert httpx.get(f"{base}/assets/icon.png", timeout=HANG).status_code == 200
    finally:
        process.terminate()
        process.communicate(timeout=HANG)
