"""The town's printed matter: PDF attachments, the same bytes every time."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer


def make_pdf(title: str, paragraphs: tuple[str, ...]) -> bytes:
    """A PDF of one or more A4 pages with a heading and paragraphs."""
    buffer = io.BytesIO()
    styles = getSampleStyleSheet()
    document = SimpleDocTemplate(buffer, pagesize=A4, title=title, author="Stadt Tellbrück", invariant=1)
    story = [Paragraph(title, styles["Title"]), Spacer(1, 12)]
    for text in paragraphs:
        story += [Paragraph(text, styles["BodyText"]), Spacer(1, 6)]
    document.build(story)
    return buffer.getvalue()
