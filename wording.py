"""What the program says to people: each sentence in German and in English, and the error that carries one."""

from dataclasses import dataclass
from typing import ClassVar, Literal

Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both languages; `{fact}` in it is filled in when it is said."""

    de: str
    en: str

    def say(self, language: Language = "de", **facts: object) -> str:
        """The sentence in one language, with its facts filled in."""
        return (self.de if language == "de" else self.en).format(**facts)


class ToldError(Exception):
    """The root of every package's error tree: a code for machines, a sentence for people, a place to look at.

    Subclasses set `code` and `wording`; the facts the sentence names are given when it is raised.
    """

    code: ClassVar[str]
    wording: ClassVar[Wording]

    def __init__(self, *, place: str | None = None, **facts: object) -> None:
        self.place = place
        self.facts = facts
        super().__init__(self.say())

    def say(self, language: Language = "de") -> str:
        """The sentence in one language."""
        return self.wording.say(language, place=self.place, **self.facts)
