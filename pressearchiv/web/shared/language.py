"""In which language a visitor reads: the one chosen by the switch, else the operator's."""

from collections.abc import Mapping

from language.messages import Language

COOKIE = "language"


def language_of(cookies: Mapping[str, str], default: Language) -> Language:
    """The language that a visitor's cookie holds."""
    chosen = cookies.get(COOKIE)
    return "en" if chosen == "en" else "de" if chosen == "de" else default
