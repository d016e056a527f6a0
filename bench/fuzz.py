"""Inputs that nobody would write, made from small good ones: each is read, or told in a sentence, in bounded time.

`python -m bench.fuzz --inputs 100000` tries every surface; a fault is printed with the bytes that show it.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from archive.model import Capture, Release
from bench import fuzz_seeds as seeds
from bench.cpu_limit import TooSlow, cpu_time_limit
from bench.hostile import UNITS
from ingest.city import read_city, unknown_city
from ingest.families import families
from ingest.files import capture_file, read_file
from ingest.layout import ExtractedPage, read_with_first
from ingest.listing.feed import read_feed
from ingest.listing.html_list import HtmlList, read_list
from ingest.listing.sitemap import read_sitemap
from ingest.manifest import read_manifests
from ingest.reading import read
from ingest.robots import read_rules
from language.german.dates.whole import read_period
from language.messages import UserFacingError
from search.params import decode
from search.syntax import parse, render

# No input may take longer, in seconds of CPU time.
LONGEST = 3.0
_DAY = date(2026, 1, 2)
_CITY = unknown_city()
# Parts of inputs that have been trouble to somebody.
_WORDS = (
    *UNITS, "\0", "\ufeff", "\u202e", "\u2028", "ß", "İ", "½", "٣", "-1", "9" * 40, "0000-00-00", "31.02.2025", "%s",
    "<![CDATA[", "]]>", "<!--", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "&#0;", "&#xD800;", "\r\n\r\n", "=?utf-8?B?",
    '"', "'", "(", ")", "[", "]", "{", "}", "\\", "/", "..", "NaN", "1e999", "${x}", "von:", "nr:", "person:",
    '"a b"~9', "a*", "a~", "oder",
)  # fmt: skip
Read = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Surface:
    """A place where text or bytes come in from outside: what reads them, and good ones to begin with.

    `pack` puts what was changed into its container: changed from outside, nothing of a packed file is ever read.
    """

    name: str
    read: Read
    seeds: tuple[bytes, ...]
    pack: Callable[[bytes], bytes] | None = None


@dataclass(slots=True)
class Found:
    """What came of the inputs of a surface."""

    read: int = 0
    told: int = 0
    slowest: float = 0.0
    faults: list[tuple[str, bytes]] = field(default_factory=list)


def mutated(seed: bytes, chance: random.Random, others: tuple[bytes, ...]) -> bytes:
    """A seed with some bytes changed, cut, doubled, moved, or with words of trouble put in."""
    content = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(content) + 1)
        to = min(len(content), at + chance.choice((1, 2, 8, 64, 512)))
        act = chance.randrange(7)
        if act == 0 and content:
            content[min(at, len(content) - 1)] ^= 1 << chance.randrange(8)
        elif act == 1:
            del content[at:to]
        elif act == 2:
            content[at:at] = content[at:to] * chance.choice((1, 2, 50))
        elif act == 3:
            content[at:at] = chance.choice(_WORDS).encode() * chance.choice((1, 1, 3, 200))
        elif act == 4:
            content[at:to] = bytes(chance.randrange(256) for _ in range(to - at))
        elif act == 5:
            other = chance.choice(others)
            content[at:] = other[chance.randrange(len(other) + 1) :]
        else:
            content = content[at:] + content[:at]
    return bytes(content[:200_000])


def tried(surface: Surface, inputs: int, seed: int = 450, longest: float = LONGEST) -> Found:
    """Read so many inputs made from a surface's seeds; one that takes `longest` seconds of CPU time is a fault."""
    chance, found = random.Random(f"{surface.name}{seed}"), Found()
    for number in range(inputs):
        made = mutated(surface.seeds[number % len(surface.seeds)], chance, surface.seeds)
        if surface.pack:
            made = surface.pack(made)
        began = time.process_time()
        try:
            with cpu_time_limit(longest):
                surface.read(made)
            found.read += 1
        except UserFacingError:
            found.told += 1
        except (Exception, TooSlow) as error:  # noqa: BLE001 whatever it is, it is what is looked for
            found.faults.append((f"{type(error).__name__}: {error}", made))
        found.slowest = max(found.slowest, time.process_time() - began)
    return found


def memory() -> int:
    """The most memory this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _capture(body: bytes, content_type: str = "text/html") -> Capture:
    at = datetime(2026, 1, 2, tzinfo=UTC)
    url = "https://stadt.example/presse/1"
    return Capture(url=url, final_url=url, fetched_at=at, status=200, content_type=content_type, body=body)


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def _query(body: bytes) -> None:
    text = _text(body)[:1_000]
    node = parse(text, today=_DAY)
    assert parse(render(node), today=_DAY) is not None


def _parameters(body: bytes) -> None:
    parts = [part.partition("=") for part in _text(body)[:4_000].split("&")]
    decode({name: [value] for name, _, value in parts})


def _page(body: bytes) -> None:
    known = families()
    layouts = [
        known["generic"].layout,
        known["typo3-news"].layout if "typo3-news" in known else known["generic"].layout,
    ]
    read_with_first(body, "text/html", layouts, source=_CITY.source, url="https://stadt.example/1", place="x")


def _prose(body: bytes) -> None:
    read(
        ExtractedPage(
            release=Release(city="stadt", url=None, title="Titel", lead="", body=_text(body)[:20_000])
        ),
        _CITY,
    )


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzz-"))


def _file(ending: str) -> Read:
    def reads(body: bytes) -> None:
        path = _folder() / f"meldung{ending}"
        path.write_bytes(body)
        read_file(capture_file(path), _CITY, path)

    return reads


def _city(body: bytes) -> None:
    path = _folder() / "neustadt.toml"
    path.write_bytes(body)
    read_city(path)


def _manifest(body: bytes) -> None:
    (_folder() / "manifest.csv").write_bytes(body)
    read_manifests([_folder() / "a.txt"])


def surfaces() -> tuple[Surface, ...]:
    """Every place where something comes in."""
    queries = (
        'Radweg "im Mai"~2 -Kita',
        "person:Lindhorst rolle:Bürgermeisterin",
        "von:1.3.2026 bis:31.3.2026 (a ODER b*)",
    )
    addresses = (
        "q=Radweg&topic=transport&from=2026-01-01&page=2",
        "q=x&sort=newest&person=stadt/a&not=topic:sports&size=20",
    )
    days = (
        "letzte Woche",
        "vom 3. bis 5. März 2026",
        "KW 12 2026",
        "Anfang Mai",
        "2026-03-03",
        "Ostern 2025",
    )

    def encoded(*texts: str) -> tuple[bytes, ...]:
        return tuple(text.encode() for text in texts)

    return (
        Surface("query", _query, encoded(*queries)),
        Surface("parameters", _parameters, encoded(*addresses)),
        Surface("dates", lambda body: read_period(_text(body)[:2_000], today=_DAY), encoded(*days)),
        Surface("page", _page, encoded(seeds.HTML)),
        Surface("list", lambda body: read_list(_capture(body), HtmlList(item="li")), encoded(seeds.LIST)),
        Surface("feed", lambda body: read_feed(_capture(body, "application/rss+xml")), encoded(seeds.RSS, seeds.ATOM)),
        Surface("sitemap", lambda body: read_sitemap(_capture(body, "application/xml")), encoded(seeds.SITEMAP)),
        Surface("robots.txt", lambda body: read_rules(200, body).allow("https://a.example/x", "Pressearchiv"),
                encoded("User-agent: *\nDisallow: /a\nCrawl-delay: 2\nSitemap: https://a.example/s.xml\n")),
        Surface("mail", _file(".eml"), (seeds.eml(),)),
        Surface("DOCX", _file(".docx"), (seeds.docx(),)),
        Surface("DOCX within", _file(".docx"), (seeds.docx_text(),), seeds.packed_docx),
        Surface("PDF", _file(".pdf"), (seeds.pdf(),)),
        Surface("text file", _file(".txt"), encoded(seeds.RELEASE)),
        Surface("city file", _city, encoded(seeds.TOML)),
        Surface("manifest", _manifest, encoded("file;url;published;number\na.txt;https://a.example/1;3.3.2026;12/2026\n")),
        Surface("text", _prose, encoded(seeds.RELEASE)),
    )  # fmt: skip


def main() -> None:
    """Try the surfaces and print what came of each; ends with 1 where there was a fault."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--inputs", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=450)
    arguments.add_argument("--surface", default="")
    asked = arguments.parse_args()
    faults = 0
    for surface in surfaces():
        if asked.surface in ("", surface.name):
            found = tried(surface, asked.inputs, asked.seed)
            faults += len(found.faults)
            print(
                f"{surface.name:<12}{asked.inputs:>9,} inputs {found.read:>9,} read {found.told:>9,} told "
                f"{len(found.faults):>4} faults, slowest {found.slowest:.2f} s, {memory()} MB",
                flush=True,
            )
            for said, made in found.faults[:3]:
                print(f"  {said[:200]}\n  {made[:300]!r}", flush=True)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
