"""A mail → the release in it, or in the document attached to it."""

import re
from collections.abc import Callable, Sequence

from archive.origins import PublishedFrom
from ingest.city import City
from ingest.errors import ReadError
from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Block, blocks_of
from ingest.formats.eml import MailText
from ingest.formats.wrapping import unwrapped
from ingest.layout import ExtractedPage
from ingest.zones.headline import without_prefix
from ingest.zones.lines import House, LineKind, house_of, look_at
from ingest.zones.release import read_document

# A cover note says little more than that something is attached.
_LONGEST_COVER, _LONGEST_SILENT_COVER = 900, 300
_ATTACHED = re.compile(
    r"\b(?:anbei|Anhang|Anlage|beigefügt|beiliegend|angehängt|anliegend|Datei|attached)\w*", re.IGNORECASE
)
_TAG = re.compile(r"^(?:\[[^\]]{1,40}\]\s*)+")


def read_mail(
    mail: MailText, city: City, place: str, read_attached: Callable[[str, bytes], Sequence[Block]]
) -> ExtractedPage:
    """The release in a mail; raises ReadError. `read_attached` makes blocks of an attached document."""
    house = house_of(city)
    stated, headline = without_prefix(_TAG.sub("", mail.subject), house)
    if look_at(headline, house).kind in (LineKind.STATED, LineKind.KIND, LineKind.HOUSE, LineKind.REQUEST):
        stated, headline = f"{stated} {headline}".strip(), ""
    dated = [(PublishedFrom.MAIL, mail.sent)] if mail.sent else []
    lines = [line for line in (stated, mail.subject) if line]
    if mail.documents and _is_cover(mail.paragraphs, house):
        faults: list[Exception] = []
        for name, body in mail.documents:
            try:
                return read_document(
                    read_attached(name, body),
                    city,
                    place,
                    layout="mail",
                    headline=headline,
                    stated=lines,
                    dated=dated,
                    note="\n\n".join(filter(None, (mail.note, *mail.paragraphs))),
                )
            except (ReadError, DocumentUnreadable) as error:
                faults.append(error)
        if faults and not headline:
            raise faults[0]
    return read_document(
        mail.blocks or blocks_of(unwrapped(mail.paragraphs)),
        city,
        place,
        layout="mail",
        headline=headline,
        stated=lines,
        dated=dated,
        note=mail.note,
    )


def _is_cover(paragraphs: Sequence[str], house: House) -> bool:
    """Whether a mail says no more than that the release is attached."""
    said = 0
    for paragraph in paragraphs:
        for line in paragraph.split("\n"):
            kind = look_at(line, house).kind
            if kind in (LineKind.GREETING, LineKind.CONTACT) or line.strip() in ("--", "-- "):
                return said <= _limit(paragraphs)
            if kind not in (LineKind.SALUTATION, LineKind.REQUEST):
                said += len(line)
    return said <= _limit(paragraphs)


def _limit(paragraphs: Sequence[str]) -> int:
    return _LONGEST_COVER if _ATTACHED.search("\n".join(paragraphs)) else _LONGEST_SILENT_COVER
