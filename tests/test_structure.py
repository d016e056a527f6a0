"""What the tools do not check: who may import the files at the top, and that what is offered is documented."""

import ast
import re
from pathlib import Path
from typing import get_type_hints

import click

from bench.module_map import TARGET, module_map
from pressearchiv import cli
from pressearchiv.environment import PREFIX
from pressearchiv.settings import Settings
from pressearchiv.web.http.routes import site
from pressearchiv.web.pages import _PAGES
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import open_context
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.links import PAGE_PATHS
from pressearchiv.web.shared.staff import Staff
from search.fields import FIELDS
from search.params import PARAMETERS

ROOT = Path(__file__).parents[1]
# Files that are tables of words or sentences for the most part.
TABLES_OF_WORDS = {"messages.py"}
PACKAGES = ("archive", "bench", "ingest", "language", "pressearchiv", "search")
README = (ROOT / "README.md").read_text(encoding="utf-8")
QUERY_LANGUAGE = (ROOT / "docs" / "query-language.md").read_text(encoding="utf-8")
DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_nothing_else_stands_at_the_root() -> None:
    assert [file.name for file in ROOT.glob("*.py")] == ["app.py"]
    packages = {directory.name for directory in ROOT.iterdir() if (directory / "__init__.py").exists()}
    assert packages == {*PACKAGES, "tests"}


def test_no_file_of_code_is_too_long_to_read() -> None:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            if file.name not in TABLES_OF_WORDS:
                assert file.read_text(encoding="utf-8").count("\n") <= 500, file


def test_every_module_says_in_its_first_line_what_it_is_for() -> None:
    for package in PACKAGES:
        for file in (ROOT / package).rglob("*.py"):
            assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))), file


def test_every_command_and_option_has_help_and_is_in_the_readme() -> None:
    commands = dict(cli.command.commands)
    groups = {name: item for name, item in commands.items() if isinstance(item, click.Group)}
    for group, members in groups.items():
        del commands[group]
        commands |= {f"{group} {name}": inner for name, inner in members.commands.items()}
    for name, one in commands.items():
        assert one.help, name
        assert f"pressearchiv {name}" in README, name
        for parameter in one.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, (name, parameter.name)
                assert max(parameter.opts, key=len) in README, (name, parameter.opts)


def test_every_setting_is_in_the_readme() -> None:
    for name, kind in get_type_hints(Settings, include_extras=True).items():
        assert kind.__metadata__[0].description, name
        assert f"`{PREFIX}{name.upper()}`" in README, name


def test_every_query_field_is_documented_under_every_name() -> None:
    for field in FIELDS:
        for name in field.names:
            assert f"`{name}:" in QUERY_LANGUAGE, name


def test_every_url_parameter_is_documented() -> None:
    for name in PARAMETERS:
        assert re.search(rf"`{name}`", QUERY_LANGUAGE), name


def test_the_map_of_modules_is_what_their_docstrings_say() -> None:
    assert TARGET.read_text(encoding="utf-8") == module_map(), "run `make map`"


def test_every_floor_is_in_the_architecture() -> None:
    for package in PACKAGES:
        assert f"{package}/" in ARCHITECTURE


def test_every_page_and_route_is_in_the_readme(tmp_path: Path) -> None:
    context = open_context(WebConfig(data=tmp_path, engine="memory"))
    app = site(context, Staff(context.config, "x"), Limits(), None)
    context.close()
    inner = (
        "/abo/{rest:path}",
        "/assets",
        "/api/openapi.json",
        "/api/docs/assets",
        "/sprache/{language}",
        "/api/{rest:path}",
    )
    paths = [getattr(route, "path", "") for route in app.router.routes]
    for path in paths:
        if path and path not in inner and not path.startswith("/api/v1"):
            assert path.partition("{")[0].rstrip("-") in README + DEPLOY, path
    assert set(_PAGES) == set(PAGE_PATHS)
    for path in PAGE_PATHS.values():
        assert f"/{path}" in README, path


def test_what_the_documents_link_to_is_there() -> None:
    for document in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), (document.name, target)


def test_what_is_served_is_locked_to_the_same_versions_as_what_is_tested() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))

    served = pins("requirements-serve.lock")
    assert len(served) > 50
    assert served <= pins("requirements.lock")


def test_the_services_start_commands_that_there_are_with_settings_that_there_are() -> None:
    for unit in sorted((ROOT / "deploy").glob("*.service")):
        told = re.search(
            r"^ExecStart=/opt/pressearchiv/bin/pressearchiv (\w+)(.*)$", unit.read_text(), re.MULTILINE
        )
        assert told, unit
        assert unit.name in DEPLOY
        options = {option for one in cli.command.commands[told[1]].params for option in one.opts}
        assert set(re.findall(r"--[\w-]+", told[2])) <= options
    settings = re.findall(
        rf"^#?{PREFIX}(\w+)=", (ROOT / "deploy" / "pressearchiv.env").read_text(), re.MULTILINE
    )
    assert len(settings) > 5
    assert {name.lower() for name in settings} <= {*get_type_hints(Settings)}


def test_every_promise_names_tests_that_there_are() -> None:
    promises = README.partition("## What it promises")[2].partition("\n## ")[0]
    named = re.findall(r"`(tests/[\w/]+\.py)`", promises)
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).is_file()] == []
