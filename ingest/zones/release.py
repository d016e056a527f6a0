"""The zones of a document → ExtractedPage, as a layout makes one of a page."""

import re
from collections.abc import Sequence

from archive.model import Image, Release, ReleaseNumber
from archive.origins import NumberFrom, PublishedFrom
from ingest.city import City
from ingest.errors import FilePartMissing, SeveralReleases, TextTooLong
from ingest.formats.blocks import Block, Region
from ingest.layout import LONGEST_TEXT, ExtractedPage
from ingest.zones.document import zones_of
from ingest.zones.file_name import FileNameFacts
from ingest.zones.lines import House, LineKind, house_of, look_at
from ingest.zones.zones import Zones
from language.messages import Message

_CAPTION_LABEL = re.compile(
    r"^\W*(?:Bild(?:unterschrift|unterzeile|text|zeile|beschreibung|legende)|BU|Abb(?:\.|ildung)?|(?:Foto|Bild)(?:unterschrift|zeile))"
    r"\s?(?:\d{1,2}\s?)?(?:\([^)]{1,30}\)\s?)?:\s*",
    re.IGNORECASE,
)
_CREDIT_LABEL = re.compile(
    r"^\W*(?:Fotos?|Bild(?:er|nachweis|quelle)?|Fotonachweis|Grafik|©|Copyright)\s?:?\s*", re.IGNORECASE
)
_CREDIT = re.compile(
    r"\s*(?:\((?P<bracketed>(?:Foto|Fotos|Bild|Bilder|Grafik|Quelle|©|Copyright)[^()]{0,80}(?:\([^()]*\))?)\)|"
    r"(?P<open>(?:Foto|Fotos|Bildquelle|Bildnachweis)\s?:\s?[^.:]{2,60}|©\s?[^.:]{2,60}))\s*\.?\s*$"
)
# No release has more lines; to tell what each is takes half a millisecond.
_MOST_LINES = 5_000
_LONGEST_CREDIT = 70
# Between the numbers of two releases in one file stands the text of the first.
_LEAST_TEXT = 80


def read_document(
    blocks: Sequence[Block],
    city: City,
    place: str,
    *,
    layout: str,
    headline: str = "",
    stated: Sequence[str] = (),
    dated: Sequence[tuple[PublishedFrom, str]] = (),
    named: FileNameFacts | None = None,
    note: str = "",
) -> ExtractedPage:
    """A release out of the blocks of a document; raises FieldMissing, SeveralReleases, TextTooLong.

    `headline` is one that a subject names, `stated` are lines that may date or count the release where the document
    does not, `dated` is what else dates it, the surest first, `named` what the file's name says, `note` what was
    written to go with it.
    """
    if sum(len(re.split(r"[\n\v]", block.text)) for block in blocks) > _MOST_LINES:
        raise TextTooLong(city=city.source.name, place=place, limit=LONGEST_TEXT)
    house = house_of(city)
    _check_one_release(blocks, house, place)
    zones = zones_of(blocks, house, headline=headline)
    if not zones.headline:
        raise FilePartMissing(
            city=city.source.name, place=place, layout=layout, field=Message("die Überschrift")
        )
    content = [part for part in zones.paragraphs if " ".join(part.split()) != zones.headline]
    if not content:
        raise FilePartMissing(city=city.source.name, place=place, layout=layout, field=Message("der Text"))
    if sum(map(len, (*content, *zones.contact, *zones.captions))) > LONGEST_TEXT:
        raise TextTooLong(city=city.source.name, place=place, limit=LONGEST_TEXT)
    zones.stated += [look_at(line, house) for line in stated]
    lead = content[0] if len(content) > 1 else ""
    release = Release(
        city=city.key,
        url=None,
        title=zones.headline.strip(),
        lead="\n\n".join([*zones.kicker, lead] if lead else zones.kicker),
        body="\n\n".join(content[1:] if lead else content),
        images=tuple(_image(line) for line in zones.captions),
        contact_text="\n\n".join(zones.contact),
        note=note,
    )
    number, number_text, origin = _number(zones, named)
    printed = [(PublishedFrom.PAGE, line) for line in _dating_lines(zones)]
    in_name = [(PublishedFrom.FILE_NAME, named.day.isoformat())] if named and named.day else []
    return ExtractedPage(
        release=release,
        number_text=number_text,
        number=number,
        number_from=origin,
        date_texts=(*printed, *dated, *in_name),
        embargo_lines=tuple(zones.embargo),
        sign=named.sign if named else None,
    )


def _number(zones: Zones, named: FileNameFacts | None) -> tuple[ReleaseNumber | None, str, NumberFrom]:
    """The number, the words it stands in, and where: among the lines of the letterhead, else in the file's name."""
    numbered = [seen for seen in zones.stated if seen.number]
    with_year = next((seen for seen in numbered if seen.number and seen.number.year), None)
    seen = with_year or next(iter(numbered), None)
    words = " ".join(line.text for line in zones.stated)
    if seen is not None:
        return seen.number, f"{seen.text} {words}" if seen.text not in words else words, NumberFrom.PRINTED
    if named and named.number:
        return named.number, words, NumberFrom.FILE_NAME
    return None, words, NumberFrom.PRINTED


def _dating_lines(zones: Zones) -> list[str]:
    """The lines that hold a day, those first that say they date the release."""
    dated = [seen.text for seen in zones.stated if seen.days]
    return sorted(dated, key=lambda line: _SAYS_PUBLISHED.search(line) is None)


_SAYS_PUBLISHED = re.compile(
    r"\b(?:Datum|veröffentlicht|Veröffentlichung|erschienen|herausgegeben|Presse\w*|Medien\w*|Meldung\w*)\b",
    re.IGNORECASE,
)


def _image(line: str) -> Image:
    """A caption as printed: its words, and who took the picture."""
    label = _CAPTION_LABEL.match(line)
    credit_label = None if label else _CREDIT_LABEL.match(line)
    text = line[label.end() :] if label else line
    if credit_label:
        rest = line[credit_label.end() :]
        if len(rest) <= _LONGEST_CREDIT and not _CREDIT.search(rest) and not re.search(r"[:!?]|\b\d", rest):
            return Image(caption="", credit=line.strip())
        text = rest
    credit = _CREDIT.search(text)
    if credit is None:
        return Image(caption=text.strip())
    by = credit["bracketed"] or credit["open"]
    return Image(caption=text[: credit.start()].strip(), credit=by.strip())


def _check_one_release(blocks: Sequence[Block], house: House, place: str) -> None:
    """Two releases in one file are told: read as one, the second would be found under the first's number."""
    numbers: list[str] = []
    letters = 0
    for block in blocks:
        if block.region is not Region.BODY:
            continue
        for line in re.split(r"[\n\v]", block.text):
            seen = look_at(line, house)
            if seen.kind is LineKind.STATED and seen.number and _KIND_SAID.search(line):
                if not numbers or (letters >= _LEAST_TEXT and str(seen.number.running) not in numbers):
                    numbers.append(str(seen.number.running))
                    letters = 0
            elif seen.kind is LineKind.TEXT:
                letters += len(line)
    if len(numbers) > 1 and letters >= _LEAST_TEXT:
        raise SeveralReleases(place=place, count=len(numbers), numbers=", ".join(numbers))


_KIND_SAID = re.compile(r"\b(?:PM|MI|(?:Presse|Medien)\w{3,}|Meldung)\b", re.IGNORECASE)
