"""A mail that somebody passed on or answered → the mail inside it, with its own subject and date."""

import re
from dataclasses import dataclass
from datetime import datetime

from ingest.machine_dates import machine_moment
from language.german.dates.printed import printed_days

# What mail programs print over the mail they pass on.
_BEGINS = re.compile(
    r"^\W{0,4}(?:-{2,}\s*)?(?:Urspr(?:ü|ue)ngliche (?:Nachricht|Mail)|Original-?[Nn]achricht|Original Message|"
    r"Weitergeleitete Nachricht|Forwarded [Mm]essage|Anfang der weitergeleiteten (?:Nachricht|E-?Mail)|"
    r"Begin forwarded message|Weitergeleitet von)\b[^\n]{0,60}$",
    re.MULTILINE,
)
_FIELD = re.compile(
    r"^[>\s*]{0,6}(?P<name>Von|From|Absender|Gesendet|Sent|Datum|Date|An|To|Cc|Kopie|Bcc|Blindkopie|Betreff|Subject|"
    r"Antwort an|Reply-To|Wichtigkeit|Priorität|Anlagen|Attachments)\*?\s?:\*?\s*(?P<value>.*)$"
)
_SUBJECT, _DATE = frozenset({"Betreff", "Subject"}), frozenset({"Gesendet", "Sent", "Datum", "Date"})
# "Am 3. März 2026 um 10:15 schrieb Presse <presse@stadt.example>:"
_WROTE = re.compile(
    r"^(?:Am\s(?P<date>[^\n]{6,60}?)\s+schrieb|On\s[^\n]{6,80}\swrote)\b[^\n]{0,120}:\s*$", re.MULTILINE
)
_QUOTED = re.compile(r"^> ?", re.MULTILINE)
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
# A header of these fields at least is one; more lines than this it never has.
_LEAST, _LONGEST = 2, 14
_DEEPEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Inner:
    """The mail inside another: its words, its subject and day, where they are told; what stood above it."""

    text: str
    subject: str = ""
    sent: str = ""
    above: str = ""


def innermost(text: str) -> Inner | None:
    """The mail that a text passes on or answers, however often it was passed on; None where it is of its own."""
    found: Inner | None = None
    for _ in range(_DEEPEST):
        step = _inner(found.text if found else text)
        if step is None or not step.text.strip():
            return found
        found = Inner(
            text=step.text,
            subject=step.subject or (found.subject if found else ""),
            sent=step.sent or (found.sent if found else ""),
            above=found.above if found else step.above,
        )
    return found


def _inner(text: str) -> Inner | None:
    begins = _BEGINS.search(text)
    if begins is not None:
        return _with_header(text[begins.end() :], text[: begins.start()]) or None
    header = _bare_header(text)
    if header is not None:
        return _with_header(text[header:], text[:header])
    wrote = _WROTE.search(text)
    if wrote is None:
        return None
    quoted = text[wrote.end() :]
    inner = "\n".join(line for line in quoted.split("\n") if line.startswith(">"))
    if not inner.strip():
        return None
    return Inner(text=_QUOTED.sub("", inner), sent=_moment(wrote["date"] or ""), above=text[: wrote.start()])


def _bare_header(text: str) -> int | None:
    """Where the header of a passed-on mail begins without a line over it, as Outlook prints it: Von, Gesendet, An."""
    at = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = _FIELD.match(line)
        if match and match["name"] in ("Von", "From"):
            following = [_FIELD.match(other) for other in lines[number + 1 : number + 6]]
            names = {found["name"] for found in following if found}
            if names & _DATE and names & _SUBJECT:
                return at
        at += len(line) + 1
    return None


def _with_header(text: str, above: str) -> Inner:
    """A mail with the lines of its header taken off its top."""
    lines = [line.lstrip("> ") if line.startswith(">") else line for line in text.split("\n")]
    at, last = 0, ""
    fields: dict[str, str] = {}
    while at < len(lines) and len(fields) <= _LONGEST:
        line = lines[at]
        match = _FIELD.match(line)
        if match:
            last = match["name"]
            fields[last] = match["value"].strip(" *")
        elif line.strip() and last and line[:1] in " \t":
            fields[last] += f" {line.strip()}"
        elif line.strip() or len(fields) >= _LEAST:
            break
        at += 1
    sent = next((value for name, value in fields.items() if name in _DATE), "")
    return Inner(
        text="\n".join(lines[at:]),
        subject=next((value for name, value in fields.items() if name in _SUBJECT), ""),
        sent=_moment(sent),
        above=above,
    )


def _moment(text: str) -> str:
    """The day and time of day that a mail program printed, as ISO 8601; "" where no whole date stands there."""
    days = printed_days(text)
    if days:
        clock = _CLOCK.search(text)
        return (
            f"{days[0].day.isoformat()}T{int(clock[1]):02}:{clock[2]}" if clock else days[0].day.isoformat()
        )
    day, time = machine_moment(text)
    if day is None:
        return ""
    return datetime.combine(day, time).isoformat(timespec="minutes") if time else day.isoformat()
