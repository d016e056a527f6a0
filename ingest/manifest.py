"""What a person wrote down beside files: manifest.csv with file, url, published, number."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from archive.identity import canonical_address
from ingest.errors import BadManifest
from language.german.dates.whole import first_day_in
from language.messages import FilledMessage, Message

NAME = "manifest.csv"
# What a spreadsheet makes of 12/1 or 1-26 where nobody asked it to.
_MADE_A_DAY = re.compile(r"(?i)\b(?:jan|feb|mär|mrz|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)\b")
_COLUMNS = ("file", "url", "published", "number")
_LARGEST = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is noted of one file; None or "" where nothing is."""

    url: str | None = None
    published: date | None = None
    number: str = ""


def read_manifests(files: Iterable[Path]) -> dict[Path, Noted]:
    """What the manifests beside these files note, by file.

    Raises BadManifest with the line that cannot be understood: dates half read would date releases wrongly.
    """
    folders = {path.parent for path in files}
    found: dict[Path, Noted] = {}
    for folder in sorted(folders):
        manifest = folder / NAME
        if manifest.is_file():
            found |= _read(manifest)
    return found


def _read(manifest: Path) -> dict[Path, Noted]:
    try:
        body = manifest.read_bytes()[:_LARGEST]
        text = _decoded(body)
        sample = text.partition("\n")[0]
        delimiter = max(",;\t", key=sample.count)
        rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        columns = [str(name).strip().casefold() for name in rows.fieldnames or ()]
        rows.fieldnames = columns
        unknown = sorted(set(columns) - set(_COLUMNS))
        if unknown or "file" not in columns:
            raise _bad(manifest, 1, Message("Spalten {columns}").filled(columns=", ".join(_COLUMNS)))
        found: dict[Path, Noted] = {}
        for row in rows:
            path = placed(manifest.parent / str(row["file"]).strip())
            if path in found:
                raise _bad(manifest, rows.line_num, Message("{name} zum zweiten Mal").filled(name=path.name))
            found[path] = _noted(row, manifest, rows.line_num)
    except (OSError, csv.Error) as error:
        raise _bad(manifest, 0, str(error)) from error
    return found


def placed(path: Path) -> Path:
    """A path in the one spelling that names are compared in: some systems take ü apart into two characters."""
    return path.with_name(unicodedata.normalize("NFC", path.name)) if path.name else path


def _noted(row: dict[str, str | None], manifest: Path, line: int) -> Noted:
    said = {name: (row.get(name) or "").strip() for name in _COLUMNS}
    url = canonical_address(said["url"]) if said["url"] else None
    if said["url"] and url is None:
        raise _bad(manifest, line, Message("{field} „{value}“").filled(field="url", value=said["url"]))
    published = _day(said["published"]) if said["published"] else None
    if said["published"] and published is None:
        raise _bad(
            manifest, line, Message("{field} „{value}“").filled(field="published", value=said["published"])
        )
    no_number = not any(letter.isdigit() for letter in said["number"]) or _MADE_A_DAY.search(said["number"])
    if said["number"] and no_number:
        raise _bad(manifest, line, Message("{field} „{value}“").filled(field="number", value=said["number"]))
    if None in row:  # more cells than columns: a separator inside a cell, and all behind it has slipped
        raise _bad(manifest, line, Message("zu viele Zellen"))
    return Noted(url=url, published=published, number=said["number"])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return first_day_in(text)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("windows-1252", errors="replace")


def _bad(manifest: Path, line: int, reason: Message | FilledMessage | str) -> BadManifest:
    return BadManifest(place=f"{manifest}:{line}", reason=reason)
