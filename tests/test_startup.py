"""A command loads what it uses, and no more."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, run_process, without_settings
from tests.test_cli import TEXT

_TELL = """
import json, sys
from pressearchiv import cli
try:
    cli.main(sys.argv[2:])
except SystemExit as ended:
    from language.german.dictionary import dictionary
    told = {"code": ended.code, "modules": sorted(sys.modules), "dictionary": dictionary.cache_info().currsize}
    open(sys.argv[1], "w").write(json.dumps(told))
"""


def loaded(tmp_path: Path, *arguments: str) -> tuple[set[str], bool]:
    """The packages and modules a command has loaded when it ends, and whether the dictionary is among it."""
    out = tmp_path / "told.json"
    subprocess.run(
        [sys.executable, "-c", _TELL, str(out), *arguments],
        cwd=ROOT, env=without_settings(), capture_output=True, check=True,
    )  # fmt: skip
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["code"] == 0
    modules = set(told["modules"])
    return modules | {name.partition(".")[0] for name in modules}, bool(told["dictionary"])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("filled")
    (directory / "450.txt").write_text(TEXT, encoding="utf-8")
    done = run_process(directory / "data", "import", str(directory / "450.txt"), "--city", "solingen")
    assert done.returncode == 0, done.stderr
    return directory / "data"


@pytest.mark.parametrize("query", ["450/pe", "Bäume Schulhof", 'person:"Hanna Kowalski"'])
def test_a_search_for_words_the_index_has_met(query: str, filled: Path, tmp_path: Path) -> None:
    modules, dictionary = loaded(tmp_path, "--data", str(filled), "search", query)
    assert modules & {
        "streamlit", "pandas", "fastapi", "starlette", "jinja2", "ingest", "bs4", "lxml", "trafilatura", "dateparser",
        "pycrfsuite", "httpx", "pydantic", "simplemma", "warcio", "pressearchiv.web.pages",
        "search.engines.whoosh.writer",
    } == set()  # fmt: skip
    assert not dictionary


def test_a_search_for_a_new_word_needs_no_pages(filled: Path, tmp_path: Path) -> None:
    modules, dictionary = loaded(tmp_path, "--data", str(filled), "search", "Brückensanierung")
    assert modules & {"streamlit", "fastapi", "ingest", "pydantic"} == set()
    assert dictionary


def test_reading_a_file_needs_no_archive_and_no_pages(filled: Path, tmp_path: Path) -> None:
    modules, _ = loaded(tmp_path, "--data", str(filled), "read", str(filled.parent / "450.txt"))
    assert modules & {"streamlit", "fastapi", "whoosh", "httpx", "pypdf", "docx", "feedparser"} == set()


def test_the_version_needs_nothing(tmp_path: Path) -> None:
    modules, _ = loaded(tmp_path, "--version")
    assert modules & {"pressearchiv.settings", "msgspec", "archive", "sqlalchemy", "numpy"} == set()


def test_a_process_that_only_loads_the_command_collects_garbage_as_before() -> None:
    told = (
        "import gc; before = gc.get_threshold(); import pressearchiv.cli; assert gc.get_threshold() == before"
    )
    subprocess.run([sys.executable, "-c", told], cwd=ROOT, env=without_settings(), check=True)
