import re

from hypothesis import given
from hypothesis import strategies as st

from pressearchiv.web.shared.markup import html_of, markdown_of, paragraphs, plain, safe_link
from search.model import Snippet

HOSTILE = '<img src=x onerror="alert(1)"> ![x](http://evil.example/p.png) :material/home: $x$ `y`'


def test_what_comes_from_outside_is_text_and_nothing_else() -> None:
    assert "<img" not in html_of(Snippet(HOSTILE, ((0, 4),)))
    assert html_of(Snippet("a <b> c", ((2, 5),))) == "a <mark>&lt;b&gt;</mark> c"
    assert paragraphs("a<script>\nb\n\nc") == "<p>a&lt;script&gt;<br>b</p><p>c</p>"
    assert "![x](" not in plain(HOSTILE)
    assert "](http" not in plain(HOSTILE)


def test_marks_in_a_label() -> None:
    assert markdown_of(Snippet("Neuer Radweg", ((6, 12),))) == "Neuer :yellow-background[Radweg]"


def test_addresses_in_a_headline_are_kept_from_becoming_links() -> None:
    """GitHub's Markdown looks for addresses in the text that is left when escapes are resolved."""
    for said in (
        "Mehr unter www.stadt.de",
        "https://evil.example/x",
        "HTTP://A.example",
        "an presse@stadt.de",
    ):
        shown = plain(said).replace("\\", "")
        assert not re.search(r"https?://|www\.|[\w.+-]@[\w-]+\.", shown, re.IGNORECASE), shown
        assert shown.replace("\u2060", "") == said


def test_only_web_addresses_become_links() -> None:
    assert safe_link("https://a.example/") == "https://a.example/"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", " https://a.example", ""):
        assert safe_link(url) is None


@given(st.text())
def test_escaped_html_has_no_tag_of_its_own(text: str) -> None:
    assert "<" not in paragraphs(text).replace("<p>", "").replace("</p>", "").replace("<br>", "")
