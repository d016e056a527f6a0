"""What a process that was killed has left of its writing: known by its name, removed where nobody writes."""

import shutil
from contextlib import ExitStack
from pathlib import Path

from whoosh.util.filelock import FileLock

from search.engines.whoosh.codec import EXTENSION
from search.engines.whoosh.contents import newest_contents
from search.engines.whoosh.files import (
    GENERATIONS,
    LOCK,
    MERGED,
    MERGING_LOCK,
    NEXT,
    NEXT_LIST,
    WRITE_LOCK,
    GenerationStorage,
)


def left_over(directory: Path, generation: str) -> tuple[Path, ...]:
    """Whatever is neither of the generation in use nor listed by it; also what another process writes just now.

    Raises ContentsDamaged, or FileNotFoundError where there is no such generation.
    """
    place = directory / generation
    segments = newest_contents(GenerationStorage(place))
    listed = {segment.path(place) for segment in segments}
    found = {path for path in directory.glob(GENERATIONS) if path.name != generation}
    found |= {path for path in place.glob(f"*{EXTENSION}") if path not in listed}
    beside = (directory / NEXT, place / MERGED, place / NEXT_LIST)
    return tuple(sorted(found.union(path for path in beside if path.exists())))


def remove_left_over(directory: Path, generation: str) -> None:
    """Remove that, unless somebody writes: it is looked for once more when nobody can begin to."""
    if not left_over(directory, generation):
        return
    with ExitStack() as alone:
        for path in (
            directory / LOCK,
            directory / generation / MERGING_LOCK,
            directory / generation / WRITE_LOCK,
        ):
            lock = FileLock(str(path))
            if not lock.acquire():
                return
            alone.callback(lock.release)
        for path in left_over(directory, generation):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
