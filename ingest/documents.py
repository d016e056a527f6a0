"""The documents a release links to: captured beside it, their text read, their changes noticed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Protocol

from archive.model import Attachment, AttachmentState, Capture, Release, Validators, Version
from archive.store import Archive
from ingest.city import City
from ingest.errors import BadAnswer
from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import text_of_blocks
from ingest.formats.docx import read_docx
from ingest.formats.pdf import read_pdf
from ingest.page_files import media_type_of
from ingest.scope import host_of

# A document may have so many bytes, a release so many documents.
MOST_BYTES = 30 * 1024 * 1024
MOST_DOCUMENTS = 10
# So many letters of a document are kept as its text.
_MOST_LETTERS = 200_000
_PDF = "application/pdf"
_DOCX = media_type_of(".docx")


class Ask(Protocol):
    """Fetch an address, conditionally where it is known."""

    def __call__(self, url: str, known: Validators = ..., most_bytes: int | None = ...) -> Capture:
        """What the address serves."""


class Documents:
    """Captures the documents of one city's releases; what fails is told by `surviving` and loses nothing."""

    def __init__(
        self,
        archive: Archive,
        city: City,
        ask: Ask,
        surviving: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        self._archive = archive
        self._city = city
        self._ask = ask
        self._surviving = surviving

    def captured(self, release: Release, record_id: int | None) -> Release:
        """The release with its documents read, those read before included; `record_id` is None for a new one."""
        if not release.attachments:
            return release
        before = self._latest(record_id)
        held = {attachment.url: attachment for attachment in before.release.attachments} if before else {}
        read = [
            self._captured(attachment, held.get(attachment.url)) if at < MOST_DOCUMENTS else attachment
            for at, attachment in enumerate(release.attachments)
        ]
        return replace(release, attachments=tuple(read))

    def renewed(self, record_id: int) -> tuple[Version, Release] | None:
        """The latest version of a release and what it is with its documents of today; None where they are the same."""
        before = self._latest(record_id)
        if before is None or not before.release.attachments:
            return None
        release = self.captured(before.release, record_id)
        return None if release == before.release else (before, release)

    def _latest(self, record_id: int | None) -> Version | None:
        found = self._archive.current([record_id]) if record_id is not None else {}
        return next((version for _, version in found.values()), None)

    def _captured(self, attachment: Attachment, held: Attachment | None) -> Attachment:
        known = replace(held, title=attachment.title) if held else attachment
        is_document = attachment.media_type or media_type_of(attachment.url)
        if not is_document or not self._city.reach.allows(host_of(attachment.url)):
            return known
        with self._surviving(attachment.url):
            validators = Validators()
            if held and held.capture_id is not None:
                validators = self._archive.validators(attachment.url)
            capture = self._ask(attachment.url, validators, MOST_BYTES)
            if capture.status == 304:
                return known
            if capture.status != 200:
                raise BadAnswer(place=attachment.url, status=capture.status)
            read = _read(attachment, capture, self._archive.store_capture(capture))
            # What was read once is not lost because its address serves something else for a while.
            return known if known.text and not read.text else read
        return known


def _read(attachment: Attachment, capture: Capture, capture_id: int) -> Attachment:
    """What stands in a document; one that cannot be read is kept and says so."""
    media_type = attachment.media_type or capture.content_type.partition(";")[0].strip()
    state = AttachmentState.READ
    try:
        if capture.body.startswith(b"%PDF") or media_type == _PDF:
            media_type = _PDF
            pdf = read_pdf(capture.body)
            text = text_of_blocks(pdf.blocks)
            state = AttachmentState.SCANNED if pdf.scanned else state
        elif media_type == _DOCX:
            text = text_of_blocks(read_docx(capture.body))
        else:
            text, state = "", AttachmentState.LINKED
    except DocumentUnreadable:
        text, state = "", AttachmentState.UNREADABLE
    return replace(
        attachment, media_type=media_type, text=text[:_MOST_LETTERS], state=state, capture_id=capture_id
    )
