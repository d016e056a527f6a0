"""EML (RFC 5322, MIME) → subject, date, words and attached documents of a mail a press office sent or kept."""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from ingest.formats import DocumentUnreadable
from ingest.formats.blocks import Block
from ingest.formats.forwarded import innermost
from ingest.formats.html import html_blocks
from ingest.formats.text import with_marks
from ingest.page import decode, paragraphs_of, parse
from language.german.zone import GERMANY
from language.messages import Message

_PASSED_ON = re.compile(r"^(?:(?:aw|wg|fwd?|re|antw(?:ort)?|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_DOCUMENTS = (".docx", ".pdf")
# Mails inside mails deeper than this are not followed; more documents than this no release has.
_DEEPEST, _MOST_DOCUMENTS = 5, 10
# A plain part this much shorter than the HTML part beside it is a stub: "Ihr Programm zeigt kein HTML".
_STUB = 0.5
# Programs say so where they do not know better.
_NOT_SAID = frozenset({"us-ascii", "ascii", "unknown-8bit", "x-unknown", "default"})
_RULE = re.compile(r"^[ \t]*(?:[_=*~–—-][ \t]?){4,}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """What a mail says.

    `subject` is without "WG:", `sent` the moment in German time as ISO 8601, "" where none is told. `paragraphs` are
    those of the innermost mail, where one was passed on; `note` is what the sender wrote above it. `documents` are the
    names and bytes of what is attached and may be the release itself; `blocks` are the paragraphs as its HTML sets
    them, where the mail has HTML and passes nothing on.
    """

    subject: str
    sent: str
    paragraphs: tuple[str, ...]
    note: str = ""
    documents: tuple[tuple[str, bytes], ...] = ()
    blocks: tuple[Block, ...] = ()


def read_eml(body: bytes) -> MailText:
    """The text of a mail; raises DocumentUnreadable for what is no mail."""
    try:
        message = email.message_from_bytes(body, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        found = _read(message, 0)
    except Exception as error:  # headers and charsets of the wild make the library raise anything
        raise DocumentUnreadable(
            reason=Message("die E-Mail ist beschädigt ({kind}: {error}).").filled(
                kind=type(error).__name__, error=error
            ),
        ) from error
    if not message.keys() or not (found.subject or found.paragraphs or found.documents):
        raise DocumentUnreadable(reason=Message("das ist keine E-Mail."))
    return found


def _read(message: EmailMessage, depth: int) -> MailText:
    parts = list(_parts(message))
    enclosed = next((part for part in parts if part.get_content_type() == "message/rfc822"), None)
    paragraphs = _paragraphs(parts)
    text = "\n\n".join(paragraphs)
    if enclosed is not None and depth < _DEEPEST:
        inner = enclosed.get_payload(0)
        if isinstance(inner, EmailMessage):
            found = _read(inner, depth + 1)
            return MailText(
                subject=found.subject,
                sent=found.sent,
                paragraphs=found.paragraphs,
                note="\n\n".join(filter(None, (text.strip(), found.note))),
                documents=found.documents,
            )
    subject, sent, note = _subject(str(message["subject"] or "")), _sent(message), ""
    passed_on = innermost(text)
    if passed_on is not None:
        text, note = passed_on.text, passed_on.above.strip()
        subject = _subject(passed_on.subject) or subject
        sent = passed_on.sent or sent
    return MailText(
        subject=subject,
        sent=sent,
        paragraphs=tuple(part.strip() for part in re.split(r"\n\s*\n", _RULE.sub("", text)) if part.strip()),
        note=note,
        documents=tuple(_documents(parts)),
        blocks=() if passed_on else _set_as(parts, text),
    )


def _set_as(parts: list[EmailMessage], text: str) -> tuple[Block, ...]:
    """The paragraphs of the HTML part with what is a heading or bold in it, where it says what the text says."""
    html = next((part for part in parts if part.get_content_type() == "text/html"), None)
    if html is None:
        return ()
    blocks = html_blocks(parse(_bytes(html), _content_type(html)))
    letters, others = (
        "".join(re.findall(r"\w", said)) for said in (text, "".join(block.text for block in blocks))
    )
    return blocks if len(others) > _STUB * len(letters) else ()


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a mail, and mails inside it, which are not looked into."""
    if message.get_content_type() == "message/rfc822":
        yield message
    elif message.is_multipart():
        for part in message.iter_parts():
            if isinstance(part, EmailMessage):
                yield from _parts(part)
    else:
        yield message


def _paragraphs(parts: list[EmailMessage]) -> list[str]:
    """The words: those of the plain part, or of the HTML part where there is no other or the plain one is a stub."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = next((_words(part) for part in shown if part.get_content_type() == "text/plain"), "")
    html = next((part for part in shown if part.get_content_type() == "text/html"), None)
    if html is None:
        return [plain]
    found = paragraphs_of(parse(_bytes(html), _content_type(html)))
    if len("".join(plain.split())) > _STUB * len("".join("".join(found).split())):
        return [plain]
    return [with_marks(part) for part in found]


def _content_type(html: EmailMessage) -> str:
    charset = html.get_content_charset()
    return f"text/html; charset={charset}" if charset else "text/html"


def _words(part: EmailMessage) -> str:
    """A plain part in its charset; without one it is what it can be read as, and Latin-1 means windows-1252."""
    charset = part.get_content_charset()
    named = f"; charset={charset}" if charset and charset not in _NOT_SAID else ""
    text = with_marks(decode(_bytes(part), f"text/plain{named}"))
    flowed = str(part.get_param("format", "") or "").casefold() == "flowed"
    return _unflowed(text) if flowed else text


def _unflowed(text: str) -> str:
    """Lines that end in a space go on in the next (RFC 3676, 4)."""
    return re.sub(r"(?<!^-- )(?<!\n-- ) \n(?=[^>\n])", " ", text)


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _documents(parts: list[EmailMessage]) -> Iterator[tuple[str, bytes]]:
    found = 0
    for part in parts:
        name = part.get_filename() or ""
        if name.casefold().endswith(_DOCUMENTS) and found < _MOST_DOCUMENTS:
            found += 1
            yield name, _bytes(part)


def _subject(text: str) -> str:
    return _PASSED_ON.sub("", " ".join(with_marks(text).split()))


def _sent(message: EmailMessage) -> str:
    """When it was sent, else when its first server took it, in German time; "" where neither is told."""
    received = [str(line).rpartition(";")[2] for line in message.get_all("received", [])]
    for stated in (str(message["date"] or ""), *received[-1:]):
        try:
            return _in_germany(parsedate_to_datetime(stated.strip())).isoformat(timespec="minutes")
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _in_germany(moment: datetime) -> datetime:
    return moment.astimezone(GERMANY).replace(tzinfo=None) if moment.tzinfo else moment
