"""Small good inputs, one for each place where something comes in."""

import io
import zipfile
from email.message import EmailMessage
from functools import cache

from docx import Document

RELEASE = (
    "Nr. 12/2026\nPressemitteilung vom 3. März 2026\n\nRadweg an der Lauter ist fertig\n\nDer Radweg ist fertig, sagte "
    "Bürgermeisterin Ute Lindhorst: „Wer hier fährt, kommt sicher an.“ Er kostet 1,2 Mio. Euro. Am Montag, 9. März, "
    "18 Uhr, wird er eröffnet.\n\nKontakt: Jana Ostermann, Tel. 05555 1200, presse@stadt.example\n"
)
HTML = (
    '<html><head><title>Radweg</title><meta property="og:title" content="Radweg fertig">'
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Radweg fertig","datePublished":"2026-03-03"}'
    '</script></head><body><nav><a href="/">x</a></nav><main><h1>Radweg fertig</h1>'
    '<time datetime="2026-03-03">3. März 2026</time><p class="lead">Der Radweg ist fertig.</p>'
    "<p>Das sagte Bürgermeisterin Ute Lindhorst am Montag.</p><table><tr><td>1</td></tr></table>"
    "<a href='a.pdf'>Plan</a></main></body></html>"
)
LIST = (
    "<main><ul>"
    + "".join(
        f'<li><time>0{day}.03.2026</time> <a href="/presse/{day}">Meldung Nummer {day} der Stadt</a></li>'
        for day in range(1, 6)
    )
    + '</ul><a rel="next" href="?page=2">weiter</a></main>'
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Presse</title><item><title>Radweg</title>'
    "<link>https://stadt.example/1</link><pubDate>Tue, 03 Mar 2026 10:00:00 +0100</pubDate>"
    "<category>Verkehr</category><description>&lt;p&gt;Text&lt;/p&gt;</description></item></channel></rss>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Radweg</title><link href="https://stadt.example/1"/>'
    "<updated>2026-03-03T10:00:00Z</updated><content type='html'>x</content></entry></feed>"
)
SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>'
    "https://stadt.example/1</loc><lastmod>2026-03-03</lastmod></url></urlset>"
)
TOML = (
    'key = "neustadt"\nname = "Stadt Neustadt"\nhomepage = "https://stadt.example/"\nfamily = "typo3-news"\n'
    '[listing]\nhtml = "https://stadt.example/presse/"\nfeed = "https://stadt.example/rss.xml"\n'
)


@cache
def docx() -> bytes:
    """A document with a table."""
    document, out = Document(), io.BytesIO()
    for paragraph in RELEASE.split("\n\n"):
        document.add_paragraph(paragraph)
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "Datum"
    document.save(out)
    return _packed(out.getvalue())


@cache
def eml() -> bytes:
    """A mail in text and HTML, with an attachment."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "presse@stadt.example", "a@b.example", "PM: Radweg fertig"
    mail["Date"] = "Tue, 03 Mar 2026 10:00:00 +0100"
    mail.set_content(RELEASE)
    mail.add_alternative(HTML, subtype="html")
    mail.add_attachment(RELEASE, filename="PM.txt")
    for number, part in enumerate(part for part in mail.walk() if part.is_multipart()):
        part.set_boundary(f"=={number}==")
    return mail.as_bytes()


@cache
def pdf() -> bytes:
    """A page of two lines, by hand (ISO 32000-1)."""
    lines = (
        b"BT /F1 12 Tf 50 700 Td (Radweg ist fertig) Tj 0 -20 Td (Der Radweg ist fertig, sagte Ute.) Tj ET"
    )
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(lines), lines),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]  # fmt: skip
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, start)
    return bytes(out)


_WITHIN = "word/document.xml"


@cache
def docx_text() -> bytes:
    """The XML of that document's text."""
    with zipfile.ZipFile(io.BytesIO(docx())) as held:
        return held.read(_WITHIN)


def packed_docx(text: bytes) -> bytes:
    """That document with other XML for its text."""
    return _packed(docx(), text)


def _packed(document: bytes, text: bytes | None = None) -> bytes:
    """A document with the same bytes whenever it is made, and with other XML for its text where some is given."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as held, zipfile.ZipFile(out, "w") as made:
        for name in held.namelist():
            within = text if text is not None and name == _WITHIN else held.read(name)
            made.writestr(zipfile.ZipInfo(name), within)
    return out.getvalue()
