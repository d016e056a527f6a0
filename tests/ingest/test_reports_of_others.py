"""What other extractors were told to get wrong, each as a small page of our own: read without any description of it."""

import pytest

from archive.model import Source
from ingest.city import City
from ingest.families import GENERIC, families
from ingest.layout import read_page
from ingest.page import parse
from ingest.reading import read

PROSE = "Die Stadt hat am Montag den neuen Radweg am Weidenufer freigegeben, der zwei Kilometer lang ist. "
MORE = "Gebaut wurde er in acht Monaten; die Kosten trägt zur Hälfte das Land, wie die Kämmerin mitteilte. "


def page(inner: str, *, head: str = "", title: str = "Radweg am Weidenufer frei - Stadt Rheinau") -> str:
    return f"<html><head><title>{title}</title>{head}</head><body><nav><a href='/'>Start</a></nav>{inner}</body></html>"


def read_generic(markup: str) -> tuple[str, list[str], str | None]:
    layout, source = families()[GENERIC].layout, Source(key="x", name="Stadt Rheinau")
    printed = read_page(
        parse(markup.encode()), layout, source=source, url="https://x.example/1", place="page"
    )
    release = printed.release
    day = read(printed, City(source=source, layout=layout)).published
    blocks = [part for part in (release.lead, *release.body.split("\n\n")) if part]
    return release.title, blocks, day.isoformat() if day else None


def text_of(inner: str, **more: str) -> list[str]:
    return read_generic(page(f"<main><h1>Radweg am Weidenufer frei</h1>{inner}</main>", **more))[1]


def test_published_and_modified_are_two_days() -> None:
    """adbar/htmldate 119."""
    head = (
        "<meta property='article:modified_time' content='2026-05-09T10:00:00+02:00'>"
        "<meta property='article:published_time' content='2026-05-05T10:00:00+02:00'>"
    )
    assert (
        read_generic(page(f"<main><h1>Radweg frei</h1><p>{PROSE}</p></main>", head=head))[2] == "2026-05-05"
    )


def test_a_question_in_bold_before_its_answer_is_kept() -> None:
    """adbar/trafilatura 471."""
    faq = f"<div><strong>Wie lang ist der Radweg?</strong><p>{PROSE}</p></div><div><strong>Wer zahlt ihn?</strong><p>{MORE}</p></div>"
    found = text_of(f"<p>{PROSE}</p>{faq}")
    assert "Wie lang ist der Radweg?" in "\n".join(found)
    assert "Wer zahlt ihn?" in "\n".join(found)


def test_a_heading_closed_by_another_one_swallows_no_text() -> None:
    """adbar/trafilatura 4, comment of 2023-09-21."""
    title, blocks, _ = read_generic(page(f"<main><h1>Radweg frei</h2><p>{PROSE}</p><p>{MORE}</p></main>"))
    assert title == "Radweg frei"
    assert [block.strip() for block in blocks] == [PROSE.strip(), MORE.strip()]


def test_a_link_without_an_address_is_text() -> None:
    """adbar/trafilatura 147."""
    found = text_of(
        f"<p>{PROSE}</p><h2><a>So geht es weiter</a></h2><p>{MORE}</p><p><a name=x>Am Ende ein Fest.</a></p>"
    )
    assert "So geht es weiter" in found
    assert "Am Ende ein Fest." in found


def test_headings_and_ordered_lists_inside_a_text_are_kept() -> None:
    """adbar/trafilatura 774 and 10."""
    found = "\n".join(
        text_of(
            f"<p>{PROSE}</p><h3>Die Abschnitte</h3><ol><li>Vom Bahnhof zum Markt</li><li>Vom Markt zum Ufer</li></ol><p>{MORE}</p>"
        )
    )
    for part in ("Die Abschnitte", "Vom Bahnhof zum Markt", "Vom Markt zum Ufer"):
        assert part in found


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            "<header><h1>Stadt Rheinau</h1></header><main><h2>Radweg am Weidenufer frei</h2>",
            "Radweg am Weidenufer frei",
        ),
        (
            "<div id=top><h1><a href='/'>Rheinau</a></h1></div><div><h2>Radweg am Weidenufer frei</h2>",
            "Radweg am Weidenufer frei",
        ),
        ("<main><h1>Weidenufer: Radweg ist frei</h1>", "Weidenufer: Radweg ist frei"),
    ],
)
def test_the_headline_is_the_releases_not_the_sites(headings: str, expected: str) -> None:
    """adbar/trafilatura 71 and 144."""
    closed = "</main>" if "<main>" in headings else "</div>"
    assert read_generic(page(f"{headings}<p>{PROSE}</p><p>{MORE}</p>{closed}"))[0] == expected


def test_a_box_whose_name_speaks_of_a_sidebar_may_hold_the_text() -> None:
    """mozilla/readability 565."""
    inner = f"<div class=contentWithSidebar><h1>Radweg frei</h1><p>{PROSE}</p><p>{MORE}</p></div>"
    assert len(read_generic(page(inner))[1]) == 2


def test_a_paragraph_that_is_all_one_link_is_text_and_a_heading_with_one_too() -> None:
    """mozilla/readability 878 and 150."""
    linked = f"<p><a href='/andere-meldung'>{MORE.strip()}</a></p><h2><a href='/radwege'>Was noch gebaut wird</a></h2><p>{PROSE}</p>"
    found = text_of(f"<p>{PROSE}</p>{linked}")
    assert MORE.strip() in found
    assert "Was noch gebaut wird" in found


def test_short_lines_of_a_conversation_are_kept() -> None:
    """mozilla/readability 867."""
    lines = ["Frage: Wann?", "„Im Mai.“", "Frage: Und wo?", "„Am Ufer.“"]
    found = text_of(f"<p>{PROSE}</p>" + "".join(f"<p>{line}</p>" for line in lines) + f"<p>{MORE}</p>")
    assert found[1:5] == lines


@pytest.mark.parametrize(
    "related",
    [
        "<div><h3>Lesen Sie auch</h3><ul>{links}</ul></div>",
        "<div class=related>{links}</div>",
        "<section><h2>Weitere Meldungen</h2>{links}</section>",
        "<ul>{links}</ul>",
    ],
)
def test_links_to_other_stories_inside_the_box_of_the_text_are_none_of_it(related: str) -> None:
    """buriy/python-readability 28, adbar/trafilatura 584."""
    links = "".join(f"<li><a href='/m/{n}'>Eine andere Meldung der Stadt {n}</a></li>" for n in range(4))
    found = "\n".join(text_of(f"<p>{PROSE}</p><p>{MORE}</p>{related.format(links=links)}"))
    assert MORE.strip() in found
    assert "Eine andere Meldung" not in found


def test_a_text_in_several_boxes_is_whole() -> None:
    """buriy/python-readability 119."""
    parts = [f"{PROSE}Das ist Teil {n}." for n in range(4)]
    boxes = "".join(
        f"<div class=ce-block id=c{n}><div class=inner><p>{part}</p></div></div>"
        for n, part in enumerate(parts)
    )
    assert text_of(boxes) == parts
