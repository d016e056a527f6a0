"""An installation on servers alone: archive in PostgreSQL, index in OpenSearch, captures in a store of objects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests.command import run_process
from tests.conftest import free_port
from tests.servers import opensearch, postgresql

_KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


@contextmanager
def everywhere(name: str, directory: Path, factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The settings of an installation of its own on these servers."""
    objects = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port())
    objects.start()
    endpoint = f"http://127.0.0.1:{objects._port}"
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    client.create_bucket(Bucket=name)
    try:
        yield {
            **_KEYS,
            "PRESSEARCHIV_ARCHIVE": postgresql.address_of(directory, factory),
            "PRESSEARCHIV_SEARCH": f"opensearch://{opensearch.node(factory)}/{name}?shards=3",
            "PRESSEARCHIV_CAPTURES": f"s3://{name}/seiten?endpoint={endpoint}&region=us-east-1",
        }
    finally:
        objects.stop()


def moved(data: Path, settings: dict[str, str]) -> None:
    """Move the installation of a directory to these servers, as its operator does: one setting after another."""
    now = {name: value for name, value in settings.items() if name.startswith("AWS")}
    for option, name in (("--captures", "CAPTURES"), ("--archive", "ARCHIVE"), ("--search", "SEARCH")):
        done = run_process(data, "move", option, settings[f"PRESSEARCHIV_{name}"], **now)
        assert done.returncode == 0, done.stderr
        now[f"PRESSEARCHIV_{name}"] = settings[f"PRESSEARCHIV_{name}"]
