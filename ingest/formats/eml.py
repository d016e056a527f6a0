"""EML (RFC 5322, MIME) → subject, date and paragraphs of a mail a press office sent."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from ingest.formats import DocumentUnreadable
from ingest.page import paragraphs_of, parse
from language.messages import Message

_GERMANY = ZoneInfo("Europe/Berlin")
_FORWARDED = re.compile(r"^(?:(?:aw|wg|fwd?|re)\s*:\s*)+", re.IGNORECASE)
# From a line of two dashes on stands the sender's signature (RFC 3676, 4.3).
_SIGNATURE = re.compile(r"\n-- ?\n.*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class MailText:
    """A mail's subject without "WG:", when it was sent in German time, and its paragraphs."""

    subject: str
    sent: datetime | None
    paragraphs: tuple[str, ...]


def read_eml(body: bytes) -> MailText:
    """The text of a mail, of HTML and plain the plain one; raises DocumentUnreadable for what is no mail."""
    try:
        message = email.message_from_bytes(body, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        subject = _FORWARDED.sub("", " ".join(str(message["subject"] or "").split()))
        sent = message["date"].datetime if message["date"] is not None else None
        part = message.get_body(("plain", "html"))
        content = str(part.get_content()) if part is not None else ""
        html = part is not None and part.get_content_subtype() == "html"
    except Exception as error:  # headers and charsets of the wild make the library raise anything
        raise DocumentUnreadable(
            reason=Message("die E-Mail ist beschädigt ({kind}: {error}).").filled(
                kind=type(error).__name__, error=error
            ),
        ) from error
    if not (subject or content.strip()) or not message.keys():
        raise DocumentUnreadable(reason=Message("das ist keine E-Mail."))
    if sent is not None and sent.tzinfo is not None:
        sent = sent.astimezone(_GERMANY)
    if html:
        paragraphs = paragraphs_of(parse(content.encode(), "text/html; charset=utf-8"))
    else:
        plain = _SIGNATURE.sub("", content.replace("\r\n", "\n"))
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", plain) if part.strip()]
    return MailText(subject=subject, sent=sent, paragraphs=tuple(paragraphs))
