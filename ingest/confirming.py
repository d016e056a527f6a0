"""A city's file marked with the day on which a live run proved it."""

import re
from datetime import date
from pathlib import Path

from ingest.city import Cities

_CONFIRMED = re.compile(r"^confirmed[ \t]*=.*$", re.MULTILINE)
_NAME = re.compile(r"^name[ \t]*=.*$", re.MULTILINE)
# What a file says at its head only until somebody has seen it work.
_UNSEEN = re.compile(r"^# [^\n]*no live run has been seen[^\n]*\n", re.MULTILINE)


def confirmed_text(text: str, day: date) -> str:
    """The text of a city file with the day of its proof, all else as it was written."""
    line = f"confirmed = {day.isoformat()}"
    seen = _UNSEEN.sub("", text)
    if _CONFIRMED.search(seen):
        return _CONFIRMED.sub(line, seen, count=1)
    return _NAME.sub(lambda match: f"{match[0]}\n{line}", seen, count=1)


def confirm(key: str, cities: Cities, day: date, data_directory: Path) -> Path:
    """Mark a city's file and return where: in its place in the data directory or a checkout, else a copy in the former.

    Raises UnknownCity; OSError where the file cannot be written.
    """
    file = cities.file_of(key)
    place = Path(str(file))
    if not place.is_file() or not (place.parent == data_directory / "cities" or _in_checkout(place)):
        place = data_directory / "cities" / f"{key}.toml"
        place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(confirmed_text(file.read_text(encoding="utf-8"), day), encoding="utf-8")
    return place


def _in_checkout(file: Path) -> bool:
    return (file.parents[2] / "pyproject.toml").is_file() and (file.parents[2] / ".git").exists()
