"""Lines about what happens, on standard error: for people, or one JSON object each for machines.

No line holds the address of a visitor, nor what a visitor sought.
"""

import json
import logging
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Literal
from uuid import uuid4

from language.messages import Language, UserFacingError

LogForm = Literal["text", "json"]
LogLevel = Literal["debug", "info", "warning", "error"]
_LOG = logging.getLogger("pressearchiv")
# Libraries that tell of every connection that failed and every answer that is none: we tell it once, in a sentence.
_OF_CONNECTIONS = ("opensearch", "sqlalchemy.pool")


class JsonLines(logging.Formatter):
    """A record as one JSON object: when, how grave, from which run of the program, the sentence, its facts."""

    def __init__(self, run: str) -> None:
        super().__init__()
        self._run = run

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        facts: Mapping[str, object] = getattr(record, "facts", {})
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "run": self._run,
            "message": record.getMessage(),
            **facts,
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(form: LogForm, level: LogLevel) -> None:
    """Set up what this process writes: its own lines from a level on, those of libraries from "warning" on."""
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(JsonLines(uuid4().hex[:12]))
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler.addFilter(lambda record: not record.name.startswith(_OF_CONNECTIONS))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    _LOG.setLevel(level.upper())


def note_failure(error: Exception, language: Language) -> None:
    """Write a line about what failed and is tried again."""
    if isinstance(error, UserFacingError):
        note(error.text(language), level=logging.ERROR, code=error.code)
    else:
        note(f"{type(error).__name__}: {error}", level=logging.ERROR)


def note(message: str, *, level: int = logging.INFO, **facts: object) -> None:
    """Write a line: the sentence for people, its facts for machines."""
    _LOG.log(level, message, extra={"facts": facts})
