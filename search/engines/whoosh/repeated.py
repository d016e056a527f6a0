"""Fingerprints of passages that several documents of a snapshot have, by the documents that have them."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh import layout
from search.engines.whoosh.arrays import Array
from search.engines.whoosh.snapshot import Mask, Snapshot, joined
from search.model import SharedPrints, first_and_newest

_HASHES = 1 << 32
# So many fingerprints, about, are looked at at once: memory stays bounded however large the index is.
_AT_ONCE = 2_000_000
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


def repeated(snapshot: Snapshot, documents: Mask, limit: int) -> tuple[SharedPrints, ...]:
    """See search.engine.Engine; of the documents chosen."""
    prints, counts, sums = _shared(snapshot, documents)
    if not len(prints):
        return ()
    # Fingerprints of the same documents have the same sum of the documents' random numbers.
    _, first, group = np.unique(sums, return_index=True, return_inverse=True)
    sizes = np.bincount(group, minlength=len(first))
    order = np.lexsort((prints[first], -sizes, -counts[first]))[:limit]
    by_group = np.argsort(group, kind="stable")
    ends = np.cumsum(sizes)
    found = []
    for number in order.tolist():
        own = prints[by_group[ends[number] - sizes[number] : ends[number]]]
        ids = _ids(snapshot, documents, int(own[0]))
        found.append(SharedPrints(len(ids), first_and_newest(ids.tolist()), tuple(own.tolist())))
    return tuple(found)


def _shared(snapshot: Snapshot, documents: Mask) -> tuple[Array, Array, NDArray[np.uint64]]:
    """The fingerprints that more than one document has, ascending, how many have each, and the sum that tells which."""
    prints, counts, sums = [], [], []
    # Made of the documents' numbers by SplitMix64's finalizer (Steele, Lea and Flood, OOPSLA 2014).
    random = (np.arange(snapshot.size, dtype=np.uint64) + np.uint64(1)) * _FACTOR
    random = (random ^ (random >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    random = (random ^ (random >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    random ^= random >> np.uint64(31)
    steps = max(1, -(-snapshot.print_count // _AT_ONCE))
    bounds = [_HASHES * step // steps for step in range(steps + 1)]
    for first, last in pairwise(bounds):
        hashes, docs = snapshot.prints(documents, first, last - 1)
        starts = np.flatnonzero(np.diff(hashes.astype(np.int64), prepend=-1))
        if len(starts):
            having = np.diff(starts, append=len(hashes))
            several = having > 1
            prints.append(hashes[starts[several]])
            counts.append(having[several])
            sums.append(np.add.reduceat(random[docs], starts)[several])
    return joined(prints, np.uint32), joined(counts, np.int64), joined(sums, np.uint64)


def _ids(snapshot: Snapshot, documents: Mask, fingerprint: int) -> Array:
    """The releases with a fingerprint, by date."""
    docs = snapshot.prints(documents, fingerprint, fingerprint)[1]
    days, records = snapshot.days[docs], snapshot.records[docs]
    return records[np.lexsort((records, days, days == layout.NO_DAY))]
