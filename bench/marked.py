"""Gold releases: invented texts with their labels in them, and what a reader should find there."""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from archive.model import Image, Release
from language.german.topics import topic

FOLDER = Path(__file__).parent / "gold" / "releases"
_MARK = re.compile(r"\[(?P<name>[^\[\]|]+)\|(?P<key>p\d+)\]|\{(?P<printed>[^{}|]+)\|(?P<span>[\d/-]+)\}")
_CREDIT = re.compile(
    r"\s*\((?P<credit>(?:(?:Foto|Bild|Fotos|Bilder|Fotograf|Fotografin|Copyright)\b|©)[^()]*)\)\s*$"
)
_KINDS = {"named", "speaker", "caption", "photographer", "contact"}
_FIELDS = {
    "style",
    "number_line",
    "date_line",
    "number",
    "published",
    "embargo",
    "corrects",
    "topics",
    "speakers",
}


class Mislabelled(ValueError):
    """A gold file that does not keep to its own rules: file, release and what is wrong."""


@dataclass(frozen=True, slots=True)
class Place:
    """A labelled stretch of `Release.text`, characters `[start, end)`, and what it stands for."""

    start: int
    end: int
    means: str


@dataclass(slots=True)
class GoldPerson:
    """A person as the labels describe it; `roles` are all that the release gives."""

    name: str
    roles: tuple[str, ...] = ()
    of: str = ""
    party: str = ""
    kinds: frozenset[str] = frozenset()


@dataclass(slots=True)
class GoldRelease:
    """A release and what should be read out of it."""

    id: str
    blind: bool
    head: dict[str, str]
    release: Release
    persons: dict[str, GoldPerson] = field(default_factory=dict)
    mentions: list[Place] = field(default_factory=list)
    dates: list[Place] = field(default_factory=list)
    speakers: list[tuple[str, str]] = field(default_factory=list)
    topics: tuple[str, ...] = ()


def gold_releases(folder: Path = FOLDER) -> list[GoldRelease]:
    """All gold releases; raises Mislabelled."""
    found = []
    for path in sorted(folder.glob("*/*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [_release(block, path) for block in re.split(r"^=== *", text, flags=re.MULTILINE)[1:]]
    return found


def _release(block: str, path: Path) -> GoldRelease:
    name, _, rest = block.partition("\n")
    where = f"{path.parent.name}/{path.name}, {name.strip()}"
    head_text, parted, text = rest.partition("\n---\n")
    if not parted:
        raise Mislabelled(f"{where}: no line --- between head and text")
    head, persons = _head(head_text, where)
    body_text, _, contact = text.partition("\n--- contact\n")
    release, marks = _text(body_text, contact, city=path.stem)
    gold = GoldRelease(name.strip(), path.parent.name == "blind", head, release, persons)
    for start, end, key, span in marks:
        if key and key not in persons:
            raise Mislabelled(f"{where}: {key} has no line in the head")
        if key:
            gold.mentions.append(Place(start, end, key))
        else:
            _checked_span(span, where)
            gold.dates.append(Place(start, end, span))
    unused = persons.keys() - {place.means for place in gold.mentions}
    if unused:
        raise Mislabelled(f"{where}: no mention of {', '.join(sorted(unused))}")
    gold.topics = tuple(key.strip() for key in head.get("topics", "").split(",") if key.strip(" -"))
    if any(topic(key) is None for key in gold.topics) or not gold.topics:
        raise Mislabelled(f"{where}: topics {head.get('topics')!r}")
    for part in filter(None, (part.strip() for part in head.get("speakers", "").split(";"))):
        if part == "-":
            continue
        key, equals, words = part.partition("=")
        if not equals or key.strip() not in persons or words.strip() not in " ".join(release.text.split()):
            raise Mislabelled(f"{where}: speaker {part!r}")
        gold.speakers.append((key.strip(), words.strip()))
    return gold


def _head(text: str, where: str) -> tuple[dict[str, str], dict[str, GoldPerson]]:
    head: dict[str, str] = {}
    persons: dict[str, GoldPerson] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        key, colon, value = line.partition(":")
        if re.fullmatch(r"p\d+", key):
            persons[key] = _person(value, f"{where}, {key}")
        elif colon and key in _FIELDS:
            head[key] = "" if value.strip() == "-" else value.strip()
        else:
            raise Mislabelled(f"{where}: unknown line {line!r}")
    return head, persons


def _person(value: str, where: str) -> GoldPerson:
    name, *parts = (part.strip() for part in value.split("|"))
    person = GoldPerson(name)
    for part in parts:
        key, _, said = (piece.strip() for piece in part.partition(":"))
        said = "" if said == "-" else said
        if key == "role":
            person.roles = tuple(role.strip() for role in said.split(" / ") if role.strip())
        elif key == "of":
            person.of = said
        elif key == "party":
            person.party = said
        elif key == "kinds":
            person.kinds = frozenset(kind.strip() for kind in said.split(","))
        else:
            raise Mislabelled(f"{where}: unknown field {key!r}")
    if not person.kinds or person.kinds - _KINDS:
        raise Mislabelled(f"{where}: kinds {sorted(person.kinds)}")
    return person


def _checked_span(span: str, where: str) -> None:
    try:
        for part in filter(None, span.split("/")):
            date.fromisoformat(part)
    except ValueError as error:
        raise Mislabelled(f"{where}: date {span!r}") from error


_Marks = list[tuple[int, int, str, str]]


def _text(body_text: str, contact: str, *, city: str) -> tuple[Release, _Marks]:
    """The release without its marks, and the marks as places in `Release.text`."""
    title = ""
    leads: list[str] = []
    paragraphs: list[str] = []
    captions: list[str] = []
    for part in filter(None, (part.strip() for part in re.split(r"\n\s*\n|\n(?=[#>!] )", body_text))):
        if part.startswith("# "):
            first, _, more = part.partition("\n")
            title = first[2:].strip()
            if more.strip():
                (leads if more.startswith("> ") else paragraphs).append(more.strip().removeprefix("> "))
        elif part.startswith("> "):
            first, _, more = part.partition("\n")
            leads.append(first[2:].strip())
            if more.strip():
                paragraphs.append(more.strip())
        elif part.startswith("! "):
            captions.append(part[2:].strip())
        else:
            paragraphs.append(part)
    images = []
    for caption in captions:
        credit = _CREDIT.search(caption)
        images.append(
            Image(
                caption=caption[: credit.start()] if credit else caption,
                credit=credit["credit"] if credit else "",
            )
        )
    marked = Release(
        city=city,
        url=None,
        title=title,
        lead="\n\n".join(leads),
        body="\n\n".join(paragraphs),
        images=tuple(images),
        contact_text=contact.strip(),
    )
    marks: _Marks = []
    taken = 0
    for match in _MARK.finditer(marked.text):
        shown = match["name"] or match["printed"]
        start = match.start() - taken
        marks.append((start, start + len(shown), match["key"] or "", match["span"] or ""))
        taken += len(match.group()) - len(shown)
    bare = Release(
        city=city,
        url=None,
        title=_bare(title),
        lead=_bare(marked.lead),
        body=_bare(marked.body),
        images=tuple(Image(caption=_bare(image.caption), credit=_bare(image.credit)) for image in images),
        contact_text=_bare(marked.contact_text),
    )
    return bare, marks


def _bare(text: str) -> str:
    return _MARK.sub(lambda match: match["name"] or match["printed"], text)


if __name__ == "__main__":
    releases = gold_releases()
    for blind in (False, True):
        some = [release for release in releases if release.blind is blind]
        print(
            "blind" if blind else "open",
            f"{len(some)} releases, {sum(len(one.mentions) for one in some)} mentions of "
            f"{sum(len(one.persons) for one in some)} persons, {sum(len(one.dates) for one in some)} dates, "
            f"{sum(len(one.speakers) for one in some)} quotations",
        )
