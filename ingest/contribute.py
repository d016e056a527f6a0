"""A city for everybody: its file, a page of its own markup with other people's words taken out, a golden test."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString
from pydantic import TypeAdapter

from archive.model import Source
from ingest.discover import Discovery, Preview, city_file
from ingest.errors import NotACheckout
from ingest.families import families
from ingest.layout import ExtractedPage, read_page
from ingest.page import parse

CITIES = Path("ingest") / "cities"
FIXTURES = Path("tests") / "ingest" / "cities"
FIXTURE_URL = "https://www.stadt.example/presse/1"
_printed = TypeAdapter(ExtractedPage)

_WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
# Words that a page is read by stay as they are.
_KEPT = frozenset(
    """
    januar februar märz maerz april mai juni juli august september oktober november dezember jan feb mrz apr jun jul
    aug sep sept okt nov dez montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so
    uhr nr nummer pm ausgabe pressemitteilung pressemeldung presseinformation vom den datum erscheinungsdatum kontakt
    kontakte pressekontakt ansprechpartner foto fotos bild bilder bildquelle bildnachweis quelle weiter nächste seite
    """.split()
)
_VOWELS, _CONSONANTS = "aeiou", "bdfgklmnprstvw"
# Attributes that hold words for people; addresses are replaced whole.
_SPOKEN = ("alt", "title", "content", "aria-label", "placeholder", "value", "data-caption", "summary")
_ADDRESSES = ("href", "src", "srcset", "data-src", "data-url", "action", "data-orig")


def contribute(found: Discovery, checkout: Path) -> list[Path]:
    """Write the city's file, its fixture and the golden release beside it into a checkout; returns the files.

    Raises NotACheckout. The golden test finds the fixture by its being there, and is to be reviewed.
    """
    if not (checkout / CITIES).is_dir() or not (checkout / FIXTURES.parent).is_dir():
        raise NotACheckout(place=str(checkout))
    preview = next((preview for preview in found.previews if preview.capture is not None), None)
    city = checkout / CITIES / f"{found.key}.toml"
    city.write_text(city_file(found), encoding="utf-8")
    written = [city]
    if preview is not None:
        (checkout / FIXTURES).mkdir(exist_ok=True)
        page = checkout / FIXTURES / f"{found.key}.html"
        page.write_text(blinded(preview), encoding="utf-8")
        golden = page.with_suffix(".json")
        golden.write_text(golden_of(page, found), encoding="utf-8")
        written += [page, golden]
    return written


def golden_of(page: Path, found: Discovery) -> str:
    """What is read on a fixture, as the golden file holds it."""
    printed = read_page(
        parse(page.read_bytes()),
        families()[found.family.key].layout,
        source=Source(key=found.key, name=found.name),
        url=FIXTURE_URL,
        place=page.name,
    )
    return json.dumps(_printed.dump_python(printed, mode="json"), ensure_ascii=False, indent=2) + "\n"


def blinded(preview: Preview) -> str:
    """A page with its markup, its dates and its numbers, but with invented words in the place of the city's."""
    assert preview.capture is not None
    page = parse(preview.capture.body, preview.capture.content_type)
    for element in page.find_all(("script", "style", "svg", "noscript", "iframe", "form")):
        if element.get("type") != "application/ld+json":
            element.decompose()
    for text in list(_strings(page)):
        if isinstance(text, PreformattedString):
            text.extract()
        elif text.parent is not None and text.parent.name == "script":
            text.replace_with(_said_otherwise(str(text)))
        else:
            text.replace_with(_otherwise(str(text)))
    for element in page.find_all(True):
        _blind_attributes(element)
    return str(page) + "\n"


def _strings(page: BeautifulSoup) -> Iterator[NavigableString]:
    for text in page.find_all(string=True):
        if isinstance(text, NavigableString) and type(text).__name__ != "Doctype":
            yield text


def _blind_attributes(element: Tag) -> None:
    machine = element.name == "meta" and str(element.get("name", "")).lower() in ("generator", "viewport")
    for name in _SPOKEN:
        value = element.get(name)
        if isinstance(value, str) and not machine and not re.fullmatch(r"[\d\sT:+.-]*", value):
            element[name] = _otherwise(value)
    for name in _ADDRESSES:
        value = element.get(name)
        if isinstance(value, str):
            ending = re.search(r"\.(?:pdf|docx|jpe?g|png|css|js)\b", value, re.IGNORECASE)
            element[name] = f"/{element.name}{ending.group() if ending else ''}"


def _said_otherwise(text: str) -> str:
    """JSON-LD with other words in its values."""
    try:
        content = json.loads(text)
    except ValueError:
        return ""

    def other(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: other(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [other(part, key) for part in value]
        fixed = key.startswith("@") or not isinstance(value, str) or re.fullmatch(r"[\d\sT:+.Z-]*", value)
        return value if fixed else _otherwise(str(value))

    return json.dumps(other(content), ensure_ascii=False)


def _otherwise(text: str) -> str:
    return _WORD.sub(lambda match: _other_word(match.group()), text)


def _other_word(word: str) -> str:
    """An invented word of the same length and the same capitals."""
    if word.lower() in _KEPT:
        return word
    # The same word becomes the same other one: a page says things twice, to readers and to machines.
    dice = random.Random(word.lower())  # noqa: S311 nothing secret
    letters = [dice.choice(_CONSONANTS if at % 2 == 0 else _VOWELS) for at in range(len(word))]
    return "".join(
        letter.upper() if old.isupper() else letter for letter, old in zip(letters, word, strict=True)
    )
