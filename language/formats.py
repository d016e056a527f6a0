"""Numbers as readers of a language write them."""

import math

from language.messages import Language

_GERMAN_MARKS = str.maketrans(",.", ".,")


def number_text(value: float, language: Language) -> str:
    """A number with a mark after every third digit: 12.345 and 0,5 in German, 12,345 and 0.5 in English."""
    written = f"{value:,}" if isinstance(value, int) else f"{value:g}"
    return written.translate(_GERMAN_MARKS) if language == "de" else written


def percent_text(share: float, language: Language, digits: int = 0) -> str:
    """A share, 0 to 1, in percent, rounded down so that nothing incomplete is called whole: 99 %, 95,8 %."""
    whole = math.floor(round(share * 100 * 10**digits, 6)) / 10**digits
    written = f"{whole:.{digits}f}"
    return f"{written.translate(_GERMAN_MARKS)} %" if language == "de" else f"{written}%"
