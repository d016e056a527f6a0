"""What a page says to machines, in every dialect, however wrongly."""

import pytest

from ingest.page import parse
from ingest.structured import PageFacts, facts_of


def facts(html: str) -> PageFacts:
    return facts_of(parse(f"<html><head>{html}</head><body></body></html>".encode()))


def ld(text: str) -> PageFacts:
    return facts(f'<script type="application/ld+json">{text}</script>')


def test_json_ld_of_an_article() -> None:
    found = ld(
        '{"@type": "NewsArticle", "headline": "Bad &amp; Sauna", "articleBody": "<p>Eins.</p><p>Zwei.</p>",'
        '"datePublished": "2024-05-06", "publisher": [{"name": "Stadt"}], "image": ["/a.jpg", {"url": "/b.jpg"}]}'
    )
    assert (found.title, found.body, found.published) == ("Bad & Sauna", ("Eins.", "Zwei."), "2024-05-06")
    assert found.publisher == "Stadt"
    assert found.pictures == (("/a.jpg", ""), ("/b.jpg", ""))


@pytest.mark.parametrize(
    "text",
    [
        "{", "null", "[]", "7", '"x"', '{"@type": "Organization", "headline": "Kein Artikel"}',
        '{"@type": "Article", "headline": 7, "articleBody": {"x": 1}, "image": 5, "publisher": 3}',
        "[" * 5_000, '{"@graph": ' * 200 + "1" + "}" * 200,
    ],
)  # fmt: skip
def test_what_is_wrong_or_something_else_is_passed_over(text: str) -> None:
    assert ld(text) == PageFacts()


def test_metas_fill_in_what_is_not_said_better() -> None:
    found = facts(
        '<meta property="og:title" content="Aus OpenGraph"><meta name="DCTERMS.date" content="2021-07-01">'
        '<meta name="description" content=" Kurz \n gesagt ">'
    )
    assert (found.title, found.published, found.description) == ("Aus OpenGraph", "2021-07-01", "Kurz gesagt")


def test_microdata_of_an_article() -> None:
    found = facts_of(
        parse(
            b'<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop="headline">Titel</h2>'
            b'<time itemprop="datePublished" datetime="2020-01-27">27.1.</time>'
            b'<div itemprop="articleBody"><p>Eins.</p><p>Zwei.</p></div></div>'
        )
    )
    assert (found.title, found.published, found.body) == ("Titel", "2020-01-27", ("Eins.", "Zwei."))
