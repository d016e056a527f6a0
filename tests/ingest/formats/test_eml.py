"""Mails as they lie in folders: charsets missing or misnamed, stubs, forwards, replies, attached releases."""

import io
from email.message import EmailMessage

import pytest
from docx import Document

from ingest.formats.eml import read_eml


def raw(header: str, body: bytes) -> bytes:
    return header.strip().replace("\n", "\r\n").encode() + b"\r\n\r\n" + body


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", "Grüße „zum“ Fest – 5 €".encode()),
        ('text/plain; charset="iso-8859-1"', "Grüße „zum“ Fest – 5 €".encode("windows-1252")),
        ("text/plain; charset=us-ascii", "Grüße „zum“ Fest – 5 €".encode()),
        ('text/plain; charset="unknown-8bit"', "Grüße „zum“ Fest – 5 €".encode("windows-1252")),
        # MSGReader 211: the charset stands beside another parameter.
        ('text/plain; charset=iso-8859-1;format="flowed"', "Grüße „zum“ Fest – 5 €".encode("windows-1252")),
        # mailparser 370: only the HTML says its charset.
        ("text/html", '<meta charset="windows-1252"><p>Grüße „zum“ Fest – 5 €</p>'.encode("windows-1252")),
        ("text/html; charset=iso-8859-1", "<p>Grüße „zum“ Fest – 5 €</p>".encode("windows-1252")),
    ],
)
def test_the_charset_is_what_it_is(content_type: str, body: bytes) -> None:
    found = read_eml(
        raw(f"Subject: Fest\nContent-Type: {content_type}\nContent-Transfer-Encoding: 8bit", body)
    )
    assert found.paragraphs == ("Grüße „zum“ Fest – 5 €",)


def test_a_part_called_inline_is_the_text() -> None:
    """enmime 84"""
    found = read_eml(
        raw(
            "Subject: Fest\nContent-Type: text/plain; charset=iso-8859-1\nContent-Disposition: inline",
            "Schöne Grüße".encode("latin-1"),
        )
    )
    assert found.paragraphs == ("Schöne Grüße",)


@pytest.mark.parametrize("plain", ["", "Ihr Programm zeigt kein HTML.", " \n"])
def test_a_stub_gives_way_to_the_html(plain: str) -> None:
    message = EmailMessage()
    message["Subject"] = "Fest"
    message.set_content(plain)
    message.add_alternative(
        "<p>Das Fest beginnt am Freitag um zehn Uhr auf dem Markt.</p><p>Alle kommen.</p>", subtype="html"
    )
    assert read_eml(message.as_bytes()).paragraphs == (
        "Das Fest beginnt am Freitag um zehn Uhr auf dem Markt.",
        "Alle kommen.",
    )


@pytest.mark.parametrize(
    ("date", "sent"),
    [
        ("Date: Tue, 15 Aug 2017 23:30:00 +0000", "2017-08-16T01:30"),
        # paperless-ngx 13256: a date without a zone is one of here.
        ("Date: Tue, 15 Aug 2017 23:30:00", "2017-08-15T23:30"),
        # import-export-tools-ng 370: no date of its own, but the day on which it was received.
        ("Received: from a by b; Thu, 28 Oct 2004 17:00:38 +0200", "2004-10-28T17:00"),
        ("Date: gestern", ""),
        ("X-Other: 1", ""),
    ],
)
def test_when_it_was_sent_is_told_in_german_time(date: str, sent: str) -> None:
    assert read_eml(raw(f"Subject: Fest\n{date}\nContent-Type: text/plain", b"Text.")).sent == sent


FORWARDS = {
    "Outlook": "-----Ursprüngliche Nachricht-----\nVon: Anna Berger\nGesendet: Montag, 2. März 2026 10:05\nAn: Verteiler\nBetreff: PM 12: Neue Kita\n\n",
    "Outlook without a line": "Von: Anna Berger <a@stadt.example>\nGesendet: Montag, 2. März 2026 10:05\nAn: Verteiler\nBetreff: PM 12: Neue Kita\n\n",
    "Thunderbird": "-------- Weitergeleitete Nachricht --------\nBetreff: PM 12: Neue Kita\nDatum: Mon, 2 Mar 2026 10:05:00 +0100\nVon: Anna Berger\nAn: x@y.example\n\n",
    "Apple": "Anfang der weitergeleiteten Nachricht:\n\n> Von: Anna Berger\n> Betreff: PM 12: Neue Kita\n> Datum: 2. März 2026 um 10:05:00 MEZ\n> An: Verteiler\n> \n> ",
}  # fmt: skip


@pytest.mark.parametrize("program", FORWARDS)
def test_of_a_mail_passed_on_the_inner_one_counts(program: str) -> None:
    text = "Zur Kenntnis, Gruß\n\n" + FORWARDS[program] + "Die neue Kita ist fertig.\n"
    message = EmailMessage()
    message["Subject"], message["Date"] = "WG: PM 12: Neue Kita", "Wed, 4 Mar 2026 09:00:00 +0100"
    message.set_content(text)
    found = read_eml(message.as_bytes())
    assert (found.subject, found.sent, found.note) == (
        "PM 12: Neue Kita",
        "2026-03-02T10:05",
        "Zur Kenntnis, Gruß",
    )
    assert found.paragraphs == ("Die neue Kita ist fertig.",)


def test_a_mail_passed_on_as_a_whole_is_read() -> None:
    inner, outer = EmailMessage(), EmailMessage()
    inner["Subject"], inner["Date"] = "Neue Kita", "Mon, 2 Mar 2026 10:05:00 +0100"
    inner.set_content("Die neue Kita ist fertig.")
    outer["Subject"] = "WG: Neue Kita"
    outer.set_content("Siehe unten.")
    outer.add_attachment(inner)
    found = read_eml(outer.as_bytes())
    assert (found.subject, found.sent, found.note) == ("Neue Kita", "2026-03-02T10:05", "Siehe unten.")


def test_what_was_answered_is_read_and_the_answer_is_a_note() -> None:
    message = EmailMessage()
    message["Subject"] = "AW: PM 12"
    message.set_content(
        "Passt so.\n\nAm 2. März 2026 um 10:05 schrieb Anna Berger <a@stadt.example>:\n> Neue Kita\n>\n> Sie ist fertig.\n"
    )
    found = read_eml(message.as_bytes())
    assert (found.paragraphs, found.note, found.sent) == (
        ("Neue Kita", "Sie ist fertig."),
        "Passt so.",
        "2026-03-02T10:05",
    )


@pytest.mark.parametrize(
    "disposition",
    [
        'attachment; filename="Meldung.docx"',
        # mail-api 74: a name in parts, of no charset.
        "attachment; filename*0*=''Meldung%2E; filename*1*=%64; filename*2=ocx",
        "attachment; filename*=UTF-8''Gr%C3%BCn.docx",
    ],
)
def test_an_attached_document_is_kept_by_its_name(disposition: str) -> None:
    buffer = io.BytesIO()
    document = Document()
    document.add_paragraph("Der Text.")
    document.save(buffer)
    message = EmailMessage()
    message["Subject"] = "Anbei"
    message.set_content("anbei die Meldung")
    message.add_attachment(buffer.getvalue(), maintype="application", subtype="octet-stream", filename="x")
    body = message.as_bytes().replace(b'attachment; filename="x"', disposition.encode())
    ((name, content),) = read_eml(body).documents
    assert name.endswith(".docx")
    assert content == buffer.getvalue()


def test_lines_that_flow_are_put_together() -> None:
    found = read_eml(
        raw(
            "Subject: Fest\nContent-Type: text/plain; charset=utf-8; format=flowed",
            b"Das Fest \nbeginnt.\n",
        )
    )
    assert found.paragraphs == ("Das Fest beginnt.",)
