"""Figures with their sign: 5 % and 5 Prozent, 3 € and 3 Euro, § 34, -5 Grad."""

import re
from collections.abc import Iterator

from language.german.spellings.model import Variant

_UNITS = {
    "%": "%", "prozent": "%", "v.h.": "%", "€": "€", "euro": "€", "eur": "€", "$": "$", "dollar": "$",
    "°c": "°", "°": "°", "grad": "°",
    "m²": "m²", "qm": "m²", "quadratmeter": "m²", "km²": "km²", "qkm": "km²", "quadratkilometer": "km²",
    "m³": "m³", "kubikmeter": "m³", "cbm": "m³", "km³": "km³",
}  # fmt: skip
_SIGNS = tuple(set(_UNITS.values()))
_MARKS = ".'’ \u00a0\u202f"
# What may not stand before is looked at behind the first digit: texts are searched for that one much faster.
_FIGURE = rf"\d(?<![\w.,]\d)(?:\d{{0,2}}(?:[{_MARKS}]\d{{3}})+(?:,\d{{1,4}})?|\d{{0,11}}(?:,\d{{1,4}})?)"
_DROP_MARKS = dict.fromkeys(map(ord, _MARKS))
_WITH_UNIT = re.compile(
    rf"(?P<figure>{_FIGURE})\s?(?P<unit>%|€|\$|°C|°|k?m[²³]|"
    rf"(?:Prozent|Euro|EUR|Dollar|Grad|qk?m|cbm|Quadrat(?:kilo)?meter|Kubikmeter)n?(?![^\W_]))",
    re.IGNORECASE,
)
_MINUS = re.compile(r"(?:(?<![^\s(])[-–−]\s?|\bminus\s)$", re.IGNORECASE)
_NEAR = 8
_PARAGRAPH = re.compile(r"§{1,2}\s?(?P<number>\d{1,4}\s?[a-z]?)(?![^\W_])")


def variants(text: str) -> Iterator[Variant]:
    """Such figures in a text."""
    for match in _WITH_UNIT.finditer(text):
        unit = _UNITS[match["unit"].lower().removesuffix("n")]
        start = match.start()
        before = _MINUS.search(text[max(0, start - _NEAR) : start]) if unit == "°" else None
        minus = "-" if before else ""
        start -= len(before.group()) if before else 0
        yield Variant(start, match.end(), (minus + match["figure"].translate(_DROP_MARKS) + unit,))
    if "§" in text:
        for match in _PARAGRAPH.finditer(text):
            yield Variant(match.start(), match.end(), ("§" + "".join(match["number"].split()),))


def is_signed(stem: str) -> bool:
    """Whether a stem is that of a figure with its sign."""
    return stem.startswith("§") or stem.endswith(_SIGNS)
