"""Captures from one place into another, file by file or object by object, each as it is.

Nothing is written before it is sure that the new place is empty, or holds these captures as they were earlier.
"""

from collections.abc import Callable, Collection, Mapping

from archive.captures import CaptureStore, digest_named
from archive.errors import MoveRefused
from archive.moving import IN_PLACE
from archive.warc import is_tombstone, members
from language.messages import Message

# Told how many of how many files are done.
Progress = Callable[[int, int], None]

_FOREIGN = Message(
    "dort liegt schon {name}, das nicht zu diesem Archiv gehört. Bitte einen leeren Ort nennen"
)
_GROWN = Message(
    "dort liegt schon {name}, und darin steht, was das Archiv nicht oder anders hat: von einem anderen Archiv, oder "
    "jemand hat mit der alten Einstellung weitergeschrieben. Überschrieben wurde nichts; bitte einen leeren Ort nennen"
)


def move_captures(
    source: CaptureStore,
    target: CaptureStore,
    erased: Collection[str],
    progress: Progress,
    *,
    among_others: bool = False,
) -> int:
    """Copy every file or object that the target lacks, or has as it was earlier, and return how many there are.

    What the target still has of bytes whose SHA-256 is among the `erased` is destroyed there. Raises MoveRefused where
    the target holds anything else, unless these are objects and ours may lie `among_others`; then nothing was written.
    """
    if source.place == target.place:
        raise MoveRefused(place=target.place, reason=IN_PLACE)
    held, there = list(source.whole()), dict(target.whole())
    more = there.keys() - {name for name, _ in held}
    left_over = [name for name in more if digest_named(name) in erased]
    for name in sorted(more.difference(left_over)):
        if not (among_others and digest_named(name)):
            raise MoveRefused(place=target.place, reason=_FOREIGN.filled(name=name))
    wanted = [name for name, size in held if _is_wanted(name, size, there, source, target)]
    for name in left_over:
        target.remove_whole(name)
    for done, name in enumerate(wanted, len(held) - len(wanted) + 1):
        target.put_whole(name, source.whole_of(name))
        progress(done, len(held))
    return len(held)


def _is_wanted(
    name: str, size: int, there: Mapping[str, int], source: CaptureStore, target: CaptureStore
) -> bool:
    """Whether a file or object is to be put there; raises MoveRefused where something else has its name."""
    if name not in there:
        return True
    if digest_named(name) and there[name] == size:  # its name says what it holds
        return False
    old, new = target.whole_of(name), source.whole_of(name)
    if old == new:
        return False
    if not _is_earlier(old, new):
        raise MoveRefused(place=target.place, reason=_GROWN.filled(name=name))
    return True


def _is_earlier(old: bytes, new: bytes) -> bool:
    """Whether a file of records has become another by records added and records destroyed."""
    end = 0
    for begin, end in members(old):
        record = new[begin:end]
        if record != old[begin:end] and not _is_destroyed(record, end - begin):
            return False
    return new[end : len(old)] == old[end:]


def _is_destroyed(record: bytes, length: int) -> bool:
    try:
        return len(record) == length and is_tombstone(record)
    except Exception:  # noqa: BLE001 the WARC reader raises its own and zlib's errors
        return False
