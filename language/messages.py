"""What the program says to people: German in the source, other languages from catalogues; errors that say it."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import ClassVar, Literal

Language = Literal["de", "en"]

_DOMAIN = "pressearchiv"
_CATALOGUES = Path(__file__).resolve().parent / "locales"


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence, written in German; `{fact}` in it is filled in when it is said, with a value or with another
    sentence.

    Its other languages stand in `language/locales/<language>/LC_MESSAGES/pressearchiv.po` (GNU gettext).
    """

    de: str

    def text(self, language: Language = "de", **facts: object) -> str:
        """The sentence in one language, with its facts filled in; in German where a catalogue lacks it."""
        sentence = self.de if language == "de" else _catalogue(language).gettext(self.de)
        told = {
            name: fact.text(language) if isinstance(fact, _SENTENCES) else fact
            for name, fact in facts.items()
        }
        return sentence.format(**told)

    def filled(self, **facts: object) -> "FilledMessage":
        """The sentence with its facts, to be a fact of another one, in whatever language that is told."""
        return FilledMessage(self, facts)


@dataclass(frozen=True, slots=True)
class FilledMessage:
    """A sentence with its facts."""

    message: Message
    facts: Mapping[str, object]

    def text(self, language: Language = "de") -> str:
        """The sentence in one language."""
        return self.message.text(language, **self.facts)


_SENTENCES = (Message, FilledMessage)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    return gettext.translation(_DOMAIN, _CATALOGUES, languages=[language], fallback=True)


class UserFacingError(Exception):
    """The root of every package's error tree: a code for machines, a sentence for people, a place to look at.

    Subclasses set `code` and `message`; the facts the sentence names are given when it is raised. A command that ends
    with it exits with `exit_code` (2 for mistakes of the one who typed), the API answers with `http_status`.
    """

    code: ClassVar[str]
    message: ClassVar[Message]
    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 422

    def __init__(self, *, place: str | None = None, **facts: object) -> None:
        self.place = place
        self.facts = facts
        super().__init__(self.text())

    def text(self, language: Language = "de") -> str:
        """The sentence in one language."""
        return self.filled().text(language)

    def filled(self) -> FilledMessage:
        """The sentence with its facts, to stand within another."""
        return self.message.filled(place=self.place, **self.facts)
