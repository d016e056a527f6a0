"""The styles of a DOCX: what a paragraph is by its style, how large, how bold, whether hidden (ECMA-376, 17.7)."""

from dataclasses import dataclass, replace
from typing import Any

from ingest.formats.blocks import Style

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADLINES = ("title", "titel", "heading 1", "überschrift 1", "berschrift 1", "berschrift1", "headline")
_CAPTIONS = ("caption", "beschriftung", "bildunterschrift")
_OFF = frozenset({"0", "false", "off", "none"})
# Styles are based on each other no deeper than this.
_DEEPEST = 20
_HALF_POINTS = 2
_FIRST_LEVEL = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """What a style makes of a paragraph or a run; `size` is in points, 0 where it sets none."""

    kind: Style = Style.PLAIN
    size: float = 0.0
    bold: bool = False
    hidden: bool = False


class Styles:
    """The styles of one document, by their ids."""

    def __init__(self, element: Any) -> None:
        self._elements = {style.get(f"{_W}styleId"): style for style in element.findall(f"{_W}style")}
        default = element.find(f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr")
        self._default = run_style(default, TextStyle())
        self._standard = next(
            (
                key
                for key, style in self._elements.items()
                if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in ("1", "true")
            ),
            None,
        )

    def of(self, paragraph: Any) -> TextStyle:
        """What a paragraph is by its style and its own outline level."""
        properties = paragraph.find(f"{_W}pPr")
        named = properties.find(f"{_W}pStyle") if properties is not None else None
        style = self.named(named.get(f"{_W}val") if named is not None else self._standard)
        if properties is None:
            return style
        level = properties.find(f"{_W}outlineLvl")
        if level is not None and level.get(f"{_W}val") == _FIRST_LEVEL:
            style = replace(style, kind=Style.HEADLINE)
        return style

    def named(self, key: str | None, depth: int = 0) -> TextStyle:
        """A style by its id, with what it takes over from those it is based on."""
        element = self._elements.get(key)
        if element is None or depth > _DEEPEST:
            return self._default
        based = element.find(f"{_W}basedOn")
        style = self.named(based.get(f"{_W}val"), depth + 1) if based is not None else self._default
        style = run_style(element.find(f"{_W}rPr"), style)
        name = element.find(f"{_W}name")
        said = (name.get(f"{_W}val") or "").casefold() if name is not None else ""
        if said.startswith(_HEADLINES):
            return replace(style, kind=Style.HEADLINE)
        return replace(style, kind=Style.CAPTION) if said.startswith(_CAPTIONS) else style


def run_style(properties: Any, style: TextStyle) -> TextStyle:
    """A style with what run properties (`w:rPr`) set upon it."""
    if properties is None:
        return style
    size = properties.find(f"{_W}sz")
    if size is not None and (said := size.get(f"{_W}val") or "").isdigit():
        style = replace(style, size=int(said) / _HALF_POINTS)
    return replace(
        style,
        bold=_switch(properties, "b", style.bold),
        hidden=_switch(properties, "vanish", style.hidden),
    )


def _switch(properties: Any, name: str, otherwise: bool) -> bool:
    """A property that is on where it stands, unless it says otherwise (17.17.4)."""
    found = properties.find(f"{_W}{name}")
    return otherwise if found is None else (found.get(f"{_W}val") or "1").casefold() not in _OFF
