"""What a page says of itself to machines: JSON-LD and microdata (schema.org), OpenGraph, Dublin Core metas."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag

from ingest.page import paragraphs_of, text_of, whole

# The kinds of schema.org that are a release; subtypes of Article and CreativeWork as of schema.org 28.
_ARTICLES = frozenset({"newsarticle", "article", "pressrelease", "report", "blogposting", "webpage"})
_PAGE = "webpage"
# JSON-LD deeper than this is not followed.
_DEEPEST = 12
# So many categories of a release are kept, whoever names them: its page or a feed.
MOST_CATEGORIES = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What was found; an empty string or tuple where the page says nothing.

    `body` holds paragraphs; `pictures` pairs of address and caption.
    """

    title: str = ""
    description: str = ""
    body: tuple[str, ...] = ()
    published: str = ""
    publisher: str = ""
    pictures: tuple[tuple[str, str], ...] = field(default=())
    categories: tuple[str, ...] = ()


def facts_of(page: BeautifulSoup) -> PageFacts:
    """The facts of a page; of each, the first source that states it: JSON-LD, microdata, metas."""
    # What is said of an article goes before what is said of the page it stands on.
    stated = sorted(_json_ld(page), key=lambda fact: fact[0] == _PAGE)
    found = [*(facts for _, facts in stated), *_microdata(page), _metas(page)]
    return PageFacts(
        title=next((item.title for item in found if item.title), ""),
        description=next((item.description for item in found if item.description), ""),
        body=next((item.body for item in found if item.body), ()),
        published=next((item.published for item in found if item.published), ""),
        publisher=next((item.publisher for item in found if item.publisher), ""),
        pictures=next((item.pictures for item in found if item.pictures), ()),
        categories=next((item.categories for item in found if item.categories), ()),
    )


def _json_ld(page: BeautifulSoup) -> Iterator[tuple[str, PageFacts]]:
    """The facts of each thing that may be a release, with its kind."""
    for script in page.find_all("script", type="application/ld+json"):
        try:
            content = json.loads(script.string or "")
        except (ValueError, RecursionError):
            continue  # what a page says wrongly to machines, it may still say to readers
        for thing in _things(content, 0):
            kinds = thing.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            kind = next((str(name).casefold() for name in names if str(name).casefold() in _ARTICLES), None)
            if kind is not None:
                yield (
                    kind,
                    PageFacts(
                        title=_string(thing.get("headline")),
                        description=_string(thing.get("description")),
                        body=_paragraphs(thing.get("articleBody")),
                        published=_string(thing.get("datePublished")),
                        publisher=_name(thing.get("publisher")),
                        pictures=tuple(_pictures(thing.get("image"))),
                        categories=tuple(_strings(thing.get("articleSection"))),
                    ),
                )


def _things(content: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(content, list):
        for part in content:
            yield from _things(part, depth + 1)
    elif isinstance(content, dict):
        yield content
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(content.get(name), depth + 1)


def _strings(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for string in values if (text := _string(string))][:MOST_CATEGORIES]


def _string(value: Any) -> str:
    """A text, of several the first; markup and entities in it are resolved."""
    if isinstance(value, list):
        value = next((part for part in value if part), "")
    if isinstance(value, dict):
        value = value.get("@value", "")
    if not isinstance(value, str):
        return ""
    value = whole(value)
    return text_of(BeautifulSoup(value, "lxml")) if "<" in value or "&" in value else " ".join(value.split())


def _paragraphs(value: Any) -> tuple[str, ...]:
    if not isinstance(value, str):
        return ()
    value = whole(value)
    if "</" in value or "<br" in value:
        return tuple(paragraphs_of(BeautifulSoup(value, "lxml")))
    return tuple(line for line in (" ".join(part.split()) for part in value.split("\n")) if line)


def _name(value: Any) -> str:
    if isinstance(value, list):
        value = next(iter(value), "")
    return _string(value.get("name") if isinstance(value, dict) else value)


def _pictures(value: Any) -> Iterator[tuple[str, str]]:
    for picture in value if isinstance(value, list) else [value]:
        if isinstance(picture, dict):
            yield _string(picture.get("url") or picture.get("contentUrl")), _string(picture.get("caption"))
        elif isinstance(picture, str) and picture:
            yield whole(picture), ""


def _microdata(page: BeautifulSoup) -> Iterator[PageFacts]:
    """Items of HTML microdata whose type is an article (html.spec.whatwg.org, 5.2)."""
    for item in page.find_all(itemscope=True, itemtype=True):
        if str(item["itemtype"]).rstrip("/").rpartition("/")[2].casefold() not in _ARTICLES:
            continue
        body = _property(item, "articleBody")
        yield PageFacts(
            title=_value(_property(item, "headline")),
            description=_value(_property(item, "description")),
            body=tuple(paragraphs_of(body)) if body else (),
            published=_value(_property(item, "datePublished")),
        )


def _property(item: Tag, name: str) -> Tag | None:
    found = item.find(None, {"itemprop": name})
    return found if isinstance(found, Tag) else None


def _value(element: Tag | None) -> str:
    if element is None:
        return ""
    return str(element.get("content") or element.get("datetime") or "") or text_of(element)


def _metas(page: BeautifulSoup) -> PageFacts:
    said: dict[str, str] = {}
    for meta in page.find_all("meta", content=True):
        name = str(meta.get("property") or meta.get("name") or "").casefold()
        said.setdefault(name, " ".join(str(meta["content"]).split()))
    picture = said.get("og:image", "")
    names = (
        "article:published_time",
        "dcterms.submitted",
        "dcterms.date",
        "dc.date.issued",
        "dc.date",
        "date",
    )
    return PageFacts(
        title=said.get("og:title") or said.get("dcterms.title") or said.get("dc.title") or "",
        description=said.get("og:description") or said.get("description") or "",
        published=next((said[name] for name in names if said.get(name)), ""),
        publisher=said.get("dcterms.publisher") or said.get("og:site_name") or "",
        pictures=((picture, said.get("og:image:alt", "")),) if picture else (),
        categories=tuple(
            said_category
            for said_category in (said.get("article:section"), said.get("dcterms.subject"))
            if said_category
        ),
    )
