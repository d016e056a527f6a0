"""deploy/compose.yaml: what it starts exists, is set as the program knows it, and is what the tests run against."""

import re
from dataclasses import fields
from typing import Any

import click
import pytest
import yaml

from archive.backends.postgresql_server import Server
from pressearchiv.cli import command
from pressearchiv.settings import Settings
from search.engines.opensearch.address import parse_address
from tests.command import ROOT
from tests.servers import opensearch

COMPOSED: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text(encoding="utf-8"))
OURS = ("worker", "serve")


@pytest.mark.parametrize("name", OURS)
def test_its_settings_are_ours(name: str) -> None:
    known = {f"PRESSEARCHIV_{field.name.upper()}" for field in fields(Settings)}
    given = {key for key in COMPOSED["services"][name]["environment"] if key.startswith("PRESSEARCHIV_")}
    assert given <= known
    assert {"PRESSEARCHIV_ARCHIVE", "PRESSEARCHIV_SEARCH", "PRESSEARCHIV_CAPTURES"} <= given


@pytest.mark.parametrize("name", OURS)
def test_its_commands_are_ours(name: str) -> None:
    word, *options = COMPOSED["services"][name]["command"]
    assert isinstance(command, click.Group)
    found = command.commands[word]
    assert found.make_context(word, list(options), resilient_parsing=False).params


def test_its_addresses_are_understood(tmp_path: Any) -> None:
    settings = COMPOSED["services"]["serve"]["environment"]
    (tmp_path / "password").write_text("geheim")
    address = settings["PRESSEARCHIV_ARCHIVE"].replace(
        "/run/secrets/database-password", f"{tmp_path}/password"
    )
    assert Server(address).place.startswith("database:5432/pressearchiv")
    nodes = parse_address(settings["PRESSEARCHIV_SEARCH"]).nodes
    assert {re.sub(r"\W", "", node.split("//")[1].split(":")[0]) for node in nodes} <= set(
        COMPOSED["services"]
    )


def test_what_is_mounted_and_secret_is_declared() -> None:
    for service in COMPOSED["services"].values():
        assert {volume.split(":")[0] for volume in service.get("volumes", [])} <= set(COMPOSED["volumes"])
        assert set(service.get("secrets", [])) <= set(COMPOSED["secrets"])
        assert set(service.get("depends_on", {})) <= set(COMPOSED["services"])


def test_the_image_is_built_with_what_servers_need() -> None:
    build = COMPOSED["services"]["worker"]["build"]
    assert (ROOT / build["dockerfile"]).exists()
    pinned = (ROOT / build["args"]["LOCK"]).read_text(encoding="utf-8")
    assert all(f"\n{name}==" in pinned for name in ("pg8000", "opensearch-py", "boto3"))


def test_servers_are_of_the_version_that_is_tested_and_open_no_port() -> None:
    services = COMPOSED["services"]
    assert services["search1"]["image"].endswith(f":{opensearch.VERSION}")
    assert [name for name, service in services.items() if "ports" in service] == ["serve"]
    assert all(
        ":" in service["image"].rpartition("/")[2] for name, service in services.items() if name not in OURS
    )
