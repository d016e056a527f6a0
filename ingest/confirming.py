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


def confirm(key: str, cities: Cities, day: date) -> str:
    """Mark a city's file and return where: in its place if that is an own one or in a checkout, else an own copy.

    Raises UnknownCity; OSError or ArchiveError where the file cannot be written.
    """
    file = cities.file_of(key)
    text = confirmed_text(file.content.decode(), day)
    place = Path(file.place)
    if key in cities.own or not (place.is_file() and _in_checkout(place)):
        return cities.write(key, text)
    place.write_text(text, encoding="utf-8")
    return str(place)


def _in_checkout(file: Path) -> bool:
    return (file.parents[2] / "pyproject.toml").is_file() and (file.parents[2] / ".git").exists()
