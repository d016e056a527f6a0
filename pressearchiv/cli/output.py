"""What all commands tell people on a terminal, and programs as JSON: sentences, numbers, days, bars, errors."""

import io
import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime
from typing import Any

import click

from language.german.zone import GERMANY
from language.messages import Language, Message
from pressearchiv.environment import PREFIX, variables

# Read before the other settings are, and without checking them: the help of every command is in it.
LANGUAGE: Language = "en" if variables().get(f"{PREFIX}LANGUAGE") == "en" else "de"
Progress = Callable[[int, int], None]
# What a terminal obeys instead of showing it, and what turns the direction of writing; a tab and a new line may stay.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def translate(german: str, **facts: object) -> str:
    """A sentence in the operator's language."""
    return Message(german).text(LANGUAGE, **facts)


@contextmanager
def progress_bars() -> Iterator[Callable[[str], AbstractContextManager[Progress]]]:
    """Bars on a terminal, one for each label, several at once if need be; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda label: nullcontext(lambda done, total: None)
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:

        @contextmanager
        def bar(label: str) -> Iterator[Progress]:
            task = bars.add_task(label, total=None)
            yield lambda done, total: bars.update(task, completed=done, total=total)
            bars.remove_task(task)

        yield bar


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """One bar."""
    with progress_bars() as bars, bars(label) as bar:
        yield bar


def show_every_character() -> None:
    """Write what a terminal's encoding lacks as an escape (Petrovi\\u0107): no name ends a command, none is changed.

    What a terminal would obey stays out of the answer: texts of releases, reasons and names of files come from outside.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if isinstance(sys.stdout, io.TextIOWrapper):
        write = sys.stdout.write
        setattr(sys.stdout, "write", lambda text: write(_plain(text)))  # noqa: B010 a method of the one stream there is


def _plain(text: str) -> str:
    """A text without what moves a cursor, clears a screen or turns the writing round."""
    return _CONTROLS.sub("\ufffd", text)


def print_json(answer: object) -> None:
    """An answer for programs."""
    in_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    told = json.dumps(answer, ensure_ascii=not in_unicode, indent=2)
    # Programs get every character: what a terminal would obey is written as JSON writes it.
    click.echo(_CONTROLS.sub(lambda found: f"\\u{ord(found.group()):04x}", told))


def print_error(code: str, message: str, place: str | None, as_json: bool) -> None:
    """An error, in words or as JSON."""
    if as_json:
        from pressearchiv.web.shared.serializers import error_answer

        print_json(error_answer(code, message, place))
    else:
        click.echo(message, err=True)


def day_text(iso: str | None) -> str:
    """A day in figures, 03.05.2017; a dash where there is none."""
    return f"{date.fromisoformat(iso):%d.%m.%Y}" if iso else "–"


def moment_text(iso: str) -> str:
    """A moment as it was in Germany, to the minute, wherever the machine is."""
    return f"{datetime.fromisoformat(iso).astimezone(GERMANY):%d.%m.%Y %H:%M}"


def shortened(text: str, most: int = 160) -> str:
    """A text on one line of at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def form_label(key: str) -> str:
    """The form of a release as people read it."""
    from search.fields import value_label

    return value_label("form", key, {}, LANGUAGE)


def topic_label(key: str) -> str:
    """A topic as people read it."""
    from search.fields import value_label

    return value_label("topic", key, {}, LANGUAGE)


ORIGINS = {
    "meta": translate("Angabe für Maschinen"),
    "page": translate("gedruckt"),
    "feed": translate("Feed oder Liste"),
    "url": translate("Adresse der Seite"),
    "mail": translate("Mail"),
    "given": translate("angegeben"),
    "file name": translate("nur im Dateinamen"),
    "series": translate("aus der Nummernreihe"),
    "staff": translate("von der Redaktion berichtigt"),
    "none": translate("unbekannt"),
}


def dated_line(answer: Mapping[str, Any]) -> str:
    """The day of a release, where it was learnt, and another one that its page states."""
    line = f"{day_text(answer['published'])} ({ORIGINS[answer['published_from']]})"
    if other := answer["published_otherwise"]:
        line += translate("; die Seite nennt auch den {other}", other=day_text(other))
    return line
