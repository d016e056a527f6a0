"""Words of documents that were taken out, destroyed in the files of an index.

A deleted document stays in its segment until that is merged. It may be left out there once no copy of the shard needs
it any more to catch up with another: each holds a lease on what it has not seen (opensearch.org/docs, "Retention
leases"), which is renewed about every half minute.
"""

import time
from collections.abc import Iterator
from typing import Any

from opensearchpy import OpenSearch

# How long copies of a shard are waited for, and how often it is looked, in seconds.
_PATIENCE, _LOOK = 120.0, 2.0


def expunged(client: OpenSearch, index: str, *, patient: bool) -> bool:
    """Write anew every segment that holds deleted documents; False while copies of a shard still need them."""
    waited = 0.0
    while is_needed_by_copies(client, index):
        if not patient or waited >= _PATIENCE:
            return False
        time.sleep(_LOOK)
        waited += _LOOK
    # Also a segment of which only one document was deleted.
    client.indices.put_settings(index=index, body={"index.merge.policy.expunge_deletes_allowed": 0})
    client.indices.flush(index=index, params={"force": "true"})
    only = {"only_expunge_deletes": "true", "wait_for_completion": "false"}
    task = client.indices.forcemerge(index=index, params=only)["task"]
    while not client.tasks.get(task_id=task)["completed"]:
        time.sleep(_LOOK)
    client.indices.refresh(index=index)
    return not any(copy["docs"]["deleted"] for copy in _copies(client, index))


def is_needed_by_copies(client: OpenSearch, index: str) -> bool:
    """Whether a copy of a shard may still ask another for what was written or taken out last."""
    return any(_needs_them(copy) for copy in _copies(client, index))


def _copies(client: OpenSearch, index: str) -> Iterator[dict[str, Any]]:
    shards = client.indices.stats(index=index, params={"level": "shards"})["indices"][index]["shards"]
    for copies in shards.values():
        yield from copies


def _needs_them(copy: dict[str, Any]) -> bool:
    leases = copy.get("retention_leases", {}).get("leases", ())
    return any(lease["retaining_seq_no"] <= copy["seq_no"]["max_seq_no"] for lease in leases)
