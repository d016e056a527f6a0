"""Every engine by its name, each with an index of its own: what the contract of the search is held against."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from search.engine import Engine, engine_names, open_engine
from search.engines.opensearch import OpenSearchEngine
from tests.servers import opensearch

OPENSEARCH = "opensearch"
ENGINES = (*engine_names(), OPENSEARCH)
# More than one shard, so that what is counted in parts has to come out whole.
_SPREAD = "shards=3&replicas=0"

OpenEngine = Callable[[str, Path], Engine]


def opener(factory: pytest.TempPathFactory) -> OpenEngine:
    """What opens an engine over an index that belongs to a directory."""

    def opened(name: str, directory: Path) -> Engine:
        if name != OPENSEARCH:
            return open_engine(name, directory)
        return open_engine(address_of(directory, opensearch.node(factory)), directory)

    return opened


def address_of(directory: Path, hosts: str) -> str:
    """The address of the index that belongs to a directory."""
    digest = hashlib.sha256(str(directory).encode()).hexdigest()[:16]
    return f"opensearch://{hosts}/t{digest}?{_SPREAD}"


def close_any(engine: Engine) -> None:
    """Close an engine; a cluster forgets what was in it."""
    if isinstance(engine, OpenSearchEngine):
        engine.remove()
    engine.close()
