"""What a process that was killed has left of its writing: known by its name, removed where nobody writes."""

import shutil
from pathlib import Path

from search.engines.whoosh.codec import EXTENSION
from search.engines.whoosh.contents import newest_contents
from search.engines.whoosh.files import GENERATIONS, MERGED, NEXT, NEXT_LIST, GenerationStorage


def left_over(directory: Path, generation: str) -> tuple[Path, ...]:
    """Whatever is neither of the generation in use nor listed by it; also what another process writes just now.

    Raises ContentsDamaged, or FileNotFoundError where there is no such generation.
    """
    place = directory / generation
    listed = {segment.path(place) for segment in newest_contents(GenerationStorage(place))}
    found = {path for path in directory.glob(GENERATIONS) if path.name != generation}
    found |= {path for path in place.glob(f"*{EXTENSION}") if path not in listed}
    beside = (directory / NEXT, place / MERGED, place / NEXT_LIST)
    return tuple(sorted(found.union(path for path in beside if path.exists())))


def remove_left_over(directory: Path, generation: str) -> None:
    """Remove that; whoever calls holds all locks, and nobody writes."""
    for path in left_over(directory, generation):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
