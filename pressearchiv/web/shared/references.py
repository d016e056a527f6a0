"""A release for reference managers: RIS (Research Information Systems, 2001 and later) and BibTeX."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from archive.model import Record, Version
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import permanent
from pressearchiv.web.shared.context import AppContext

_TEX = re.compile(r"([\\{}$&#^_~%])")
_TEX_NAMES = {"\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
_NO_KEY = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Reference:
    """A format: what it is called, its media type, and what writes it."""

    name: str
    media_type: str
    text: Callable[[AppContext, Record, Version], str]


def reference_links(context: AppContext, record: Record, version: Version) -> list[tuple[str, str]]:
    """The name of each format, and where a version is to be had in it."""
    return [
        (known.name, context.links.to(f"/m/id/{record.id}/v/{version.number}.{kind}"))
        for kind, known in REFERENCES.items()
    ]


def _ris(context: AppContext, record: Record, version: Version) -> str:
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_fields(context, record, version) if value)


def _ris_fields(context: AppContext, record: Record, version: Version) -> Iterator[tuple[str, str]]:
    release, reading = version.release, version.reading
    publisher = context.source(record.city).name
    yield "TY", "ELEC"  # there is no type for press releases that reference managers agree on
    yield "AU", f"{publisher},"  # with a comma and nothing behind it a corporate author
    yield "TI", _flat(version.headline)
    yield "PB", publisher
    if reading.published:
        yield "PY", str(reading.published.year)
        yield "DA", f"{reading.published:%Y/%m/%d}"
    yield "M1", reading.number.shown if reading.number else ""
    yield "M3", messages.PRESS_RELEASE.text("de")
    yield "AB", _flat(release.lead)
    yield "UR", permanent(context, record, version)
    yield "L2", release.url or ""
    yield "Y2", f"{version.recorded_at:%Y/%m/%d}"
    yield "LA", "de"
    yield "ER", " "


def _bibtex(context: AppContext, record: Record, version: Version) -> str:
    reading = version.reading
    published, number = reading.published, reading.number
    kind = messages.PRESS_RELEASE.text("de")
    fields = {
        "author": f"{{{_tex(context.source(record.city).name)}}}",
        "title": f"{{{_tex(_flat(version.headline))}}}",
        "howpublished": _tex(f"{kind} {number.shown}" if number else kind),
        "year": str(published.year) if published else "",
        "month": str(published.month) if published else "",
        "day": str(published.day) if published else "",
        "url": permanent(context, record, version),
        "urldate": f"{version.recorded_at:%Y-%m-%d}",
        "language": "german",
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    key = _NO_KEY.sub("-", f"{record.city}-{published.year if published else 'o-d'}-{record.id}".lower())
    return f"@misc{{{key},\n{lines}\n}}\n"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _tex(text: str) -> str:
    return _TEX.sub(lambda sign: _TEX_NAMES.get(sign.group(), f"\\{sign.group()}"), text)


REFERENCES = {
    "ris": Reference("RIS", "application/x-research-info-systems", _ris),
    "bib": Reference("BibTeX", "application/x-bibtex", _bibtex),
}
