"""The report of a survey: a line of JSON for each city, written once it is known, so that it can be taken up again."""

import json
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from pressearchiv.cli.output import translate
from pressearchiv.environment import NAME

Row = dict[str, Any]
# What a line of a report has to hold to be taken up.
_NEEDED = frozenset({"city", "standing", "changed", "errors", "missing", "newest", "releases"})


class SurveyReport:
    """The rows of a survey by city; those of a file that is there are taken up, new ones are appended to it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self.rows: dict[str, Row] = {}
        if file and file.exists():
            *lines, last = file.read_text(encoding="utf-8").split("\n")
            for number, line in enumerate(lines, 1):
                self._take(line, number)
            if last:  # a run that was killed wrote half a line
                file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")

    def add(self, row: Row) -> None:
        """Note a city; the line is on disk when this returns."""
        self.rows[row["city"]] = row
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as written:
                written.write(json.dumps({**row, "program": version(NAME)}, ensure_ascii=False) + "\n")

    def summary(self, rows: Iterable[Row]) -> str:
        """How many cities stand how, and where the report is."""
        shown = list(rows)
        counts = Counter(row["standing"] for row in shown)
        told = translate(
            "Gefragt {count}: {fine} in Ordnung, {look} bitte ansehen, {unreachable} nicht erreichbar, {no_list} ohne "
            "bekannte Liste; {changed} mit Abweichungen von ihrer Datei.",
            count=len(shown),
            fine=counts["fine"],
            look=counts["look"],
            unreachable=counts["unreachable"],
            no_list=counts["no-list"],
            changed=sum(bool(row["changed"]) for row in shown),
        )
        return told + (translate("\nBericht: {file}", file=self._file) if self._file else "")

    def _take(self, line: str, number: int) -> None:
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if not isinstance(row, dict) or not _NEEDED.issubset(row):
            told = translate(
                "{file}, Zeile {number}: das ist kein Bericht von city check.", file=self._file, number=number
            )
            raise click.BadParameter(told, param_hint="--report")
        self.rows[row["city"]] = row
