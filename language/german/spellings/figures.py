"""Numbers by their value: 10.000 and 10 000, 1,5 Mio., 19.30 and 19:30, telephone numbers, IBANs."""

import re
from collections.abc import Iterator
from decimal import Decimal

from language.german.spellings.model import Variant

_SPACE = " \u00a0\u202f\u2009"
_SCALES = {
    "tsd": 3,
    "tausend": 3,
    "mio": 6,
    "million": 6,
    "millionen": 6,
    "mrd": 9,
    "milliarde": 9,
    "milliarden": 9,
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
# What may not stand before is looked at behind the first character: texts are searched for that one much faster.
_GROUPED = re.compile(
    rf"(?P<whole>\d(?<![\w.,]\d)(?:\d{{0,2}}(?:(?P<mark>[.'’{_SPACE}])\d{{3}}(?:(?P=mark)\d{{3}})*)?|\d{{3,11}}))"
    rf"(?:,(?P<rest>\d{{1,4}}))?"
    rf"(?:[{_SPACE}](?P<scale>{_SCALE})(?![^\W_])\.?)?(?![^\W_]|[.,]\d)",
    re.IGNORECASE,
)
_TIME = re.compile(r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])[.:](?P<minute>[0-5]\d)(?![\d:]|[.,]\d)")
_PHONE = re.compile(
    rf"[+0](?<![\w.,][+0])(?:(?<=\+)49|(?<=0)049|(?<=0))(?:[{_SPACE}]?[/–-]?[{_SPACE}]?\(?\d+\)?){{2,12}}"
)
_IBAN = re.compile(
    rf"[A-Z](?<![^\W_][A-Z])[A-Z]\d{{2}}(?:[{_SPACE}]?\d{{4}}){{3,6}}(?:[{_SPACE}]?\d{{1,4}})?(?![^\W_])"
)
_LEAST_DIGITS, _MOST_DIGITS = 6, 20


def grouped(text: str) -> Iterator[Variant]:
    """Numbers whose digits are grouped, or that are scaled."""
    for match in _GROUPED.finditer(text):
        if match["mark"] or match["scale"]:
            yield Variant(match.start(), match.end(), (_value(match),))


def times(text: str) -> Iterator[Variant]:
    """Times of day."""
    for match in _TIME.finditer(text):
        yield Variant(match.start(), match.end(), (f"{int(match['hour'])}:{match['minute']}",))


def phones(text: str) -> Iterator[Variant]:
    """Telephone numbers, as dialled within the country."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group().replace("(0)", ""))
        digits = "0" + digits.removeprefix("00").removeprefix("49") if digits[:2] in ("49", "00") else digits
        if _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS:
            yield Variant(match.start(), match.end(), (digits,))


def ibans(text: str) -> Iterator[Variant]:
    """Numbers of accounts."""
    for match in _IBAN.finditer(text):
        yield Variant(match.start(), match.end(), ("".join(match.group().split()).lower(),))


def _value(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match["whole"])
    number = Decimal(f"{digits}.{match['rest'] or 0}")
    if match["scale"]:
        number = number.scaleb(_SCALES[match["scale"].lower()])
    return f"{number.normalize():f}".replace(".", ",")
