"""Forms of lists that towns were seen with, one entry each, read by the family or by the file of the very city.

Markup after what scrapers of 2016 to 2026 select; all words are invented.
"""

from datetime import UTC, datetime

import pytest

from archive.model import Capture
from ingest.city import Cities
from ingest.families import families
from ingest.listing.html_list import HtmlList, read_list

THE_VISIT = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
TITLE, DAY = "Neuer Radweg führt zum Bahnhof", "2026-05-05"
OTHER, EARLIER = "Freibad öffnet schon im April", "2026-04-30"


def listed(
    html: str, markup: HtmlList | None, url: str = "https://www.a.example/presse/"
) -> list[tuple[str, str | None]]:
    assert markup is not None
    page = f"<html><body><nav><a href='/'>Start</a></nav><main id='content'>{html}</main></body></html>"
    capture = Capture(
        url=url,
        final_url=url,
        fetched_at=THE_VISIT,
        status=200,
        content_type="text/html; charset=utf-8",
        body=page.encode(),
    )
    return [
        (link.title, link.published.isoformat() if link.published else None)
        for link in read_list(capture, markup).links
    ]


def two(entry: str, other: dict[str, str] | None = None) -> str:
    """Two entries of one form; what is printed of the days differs from form to form."""
    days = {"iso": DAY, "dotted": "05.05.2026", "short": "05.05.26", "long": "Dienstag, 05. Mai 2026"}
    earlier = {
        "iso": EARLIER,
        "dotted": "30.04.2026",
        "short": "30.04.26",
        "long": "Donnerstag, 30. April 2026",
    }
    return entry.format(slug="a-1", title=TITLE, **days) + entry.format(
        slug="b-2", title=OTHER, **earlier, **(other or {})
    )


DATED = [(TITLE, DAY), (OTHER, EARLIER)]
UNDATED = [(TITLE, None), (OTHER, None)]


@pytest.mark.parametrize(
    ("family", "entry", "expected"),
    [
        pytest.param(
            "typo3-news",
            "<div class='post-item article'><a itemprop=url href='/n/{slug}'><span itemprop=headline>{title}</span></a>"
            "<time itemprop=datePublished datetime='{iso}'>{dotted}</time><p>Ein Teaser mit Worten.</p></div>",
            DATED,
            id="post-item",
        ),
        pytest.param(
            "typo3-news",
            "<div class='row with-keywords'><a href='/einzelansicht/{slug}'><b>{title}</b></a>"
            "<time datetime='{iso}'></time><div itemprop=description>Teaser</div></div>",
            DATED,
            id="row with keywords",
        ),
        pytest.param(
            "typo3-news",
            "<div><h2 class=event_title><a class=readmore href='/artikel-ansicht/show/{slug}'>{title}</a></h2>"
            "<p><i class='fa fa-clock-o'></i> {dotted}</p></div>",
            DATED,
            id="event title, day behind an icon",
        ),
        pytest.param(
            "typo3-news",
            "<a class='card slick-link' href='/n/{slug}'><h5 class=card-title>{title}</h5><time datetime='{iso}'>x</time></a>",
            DATED,
            id="slider of cards",
        ),
        pytest.param(
            "typo3-news",
            "<div class=news-item-content-container><div class=item-headline><a href='/n/{slug}'>{title}</a></div>"
            "<span class=item-date>{short}</span></div>",
            DATED,
            id="day with a year of two figures",
        ),
        pytest.param(
            "typo3-news",
            "<div class='article articletype-0'><a class=article-link href='/n/{slug}'><span itemprop=headline>{title}</span></a>"
            "<time datetime=''></time></div>",
            UNDATED,
            id="an empty time",
        ),
        pytest.param(
            "visioncontent",
            "<article class=listItem id=article_{slug}><h3 class=headline><a href='/de/artikel-{slug}.html'>{title}</a></h3>"
            "<p class=dateText>{long}</p></article>",
            DATED,
            id="heading and written-out day",
        ),
        pytest.param(
            "visioncontent",
            "<article class=listItem id=article_{slug}><a title='{title}' href='/de/artikel-{slug}.html'><img src=x></a>"
            "<p class=dateText>{dotted}</p></article>",
            DATED,
            id="only the title of the link",
        ),
        pytest.param(
            "ikiss",
            "<ol><li><small>Pressemeldung: {dotted}</small><a href='/index.php?ModID=7&FID=2780.{slug}'>{title}</a></li></ol>",
            DATED,
            id="ordered list, day in small",
        ),
        pytest.param(
            "ikiss",
            "<small class=date>{dotted}</small><h4 class=liste-titel><a href='/Meldungen/{slug}.php?ModID=7&FID=2967.7.1'>"
            "{title}</a></h4>",
            DATED,
            id="small before heading",
        ),
        pytest.param(
            "ikiss",
            "<ul class=mitteilungen><li><div class=list-text><small>{dotted}</small><a href='/m/{slug}'>{title}</a></div></li></ul>",
            DATED,
            id="text of a list",
        ),
        pytest.param(
            "portuna",
            "<li class=news-entry-to-limit><h3><a href='/news/1/{slug}/nachrichten/x.html'>{title}</a></h3>"
            "<p class=news-entry-new-3-date><span>Di,</span> {long}</p><p class=news-entry-new-3-text>Ab 11.06.2026.</p></li>",
            DATED,
            id="weekday in a span",
        ),
        pytest.param(
            "portuna",
            "<div class=news-entry-new><a class=news-entry-new-link href='/news/15/{slug}/pressemitteilungen/x.html'>"
            "<h4>{title}</h4></a><div class=news-entry-new-date>{long}</div></div>",
            DATED,
            id="box with a date of its own",
        ),
        pytest.param(
            "portuna",
            "<li class=news-entry-to-limit><h3><a href='/news/1/{slug}/nachrichten/x.html'>{title}</a></h3>"
            "<time class=events-entry-3-time datetime='{iso}'>{dotted}</time></li>",
            DATED,
            id="time of an event box",
        ),
        pytest.param(
            "portuna",
            "<li class=news-entry-to-limit><h5><a href='/news/1/{slug}/nachrichten/x.html'>{title}</a></h5>"
            "<div class=news-entry-new-3-text>Die Sitzung beginnt am 03.06.2026 um 18 Uhr.</div></li>",
            UNDATED,
            id="no day anywhere",
        ),
        pytest.param(
            "wordpress",
            "<article class='post type-post'><h2><a href='/{slug}/'>{title}</a></h2><time datetime='{iso}T09:00:00+02:00'>x</time>"
            "</article>",
            DATED,
            id="post",
        ),
        pytest.param(
            "wordpress",
            "<a class=teaser__link href='/{slug}/'><h2 class=teaser__title>{title}</h2>"
            "<time class=teaser__date datetime='{iso}'>{dotted}</time></a>",
            DATED,
            id="teaser that is a link",
        ),
        pytest.param(
            "wordpress",
            "<div class=news-list-entry><a href='/{slug}/'><h3 class=news-list-inner--title>{title}</h3>"
            "<div class=news-list-inner--date>{dotted}</div></a></div>",
            DATED,
            id="entry of a news list",
        ),
        pytest.param(
            "drupal", "<div class=view-content><article><span class=presse_datum>{dotted}</span><a href='/{slug}'>{title}</a></article></div>",
            DATED,
            id="day of the press",
        ),
        pytest.param(
            "gsb",
            "<div class=c-teaser><p class=c-teaser__date>{dotted}</p><a class=c-teaser__link href='/SharedDocs/{slug}.html'>{title}</a></div>",
            DATED,
            id="teaser",
        ),
        pytest.param(
            "gsb",
            "<div class=bmf-entry><span class=bmf-date>{dotted}</span><a class=bmf-resultlist-teaser-link href='/{slug}.html'>"
            "{title}</a></div>",
            DATED,
            id="result list",
        ),
        pytest.param(
            "sitepark-ies",
            "<li class=SP-TeaserList__item><article class=SP-Teaser><a class=SP-Teaser__link href='/pm/{slug}.php'>"
            "<span class=SP-Teaser__kicker>{dotted}</span><h2 class=SP-Teaser__headline>{title}</h2></a></article></li>",
            DATED,
            id="kicker",
        ),
        pytest.param(
            "ionas4",
            "<div class=article-teaser-list><article data-date='{iso}'><a href='/aktuelles/{slug}/'>{title}</a>"
            "<time>{dotted}</time></article></div>",
            DATED,
            id="teaser list",
        ),
        pytest.param(
            "generic",
            "<div class=listItem onclick=\"location.href='/neuigkeiten/{slug}'\"><h3>{title}</h3><p>({dotted})</p></div>",
            DATED,
            id="a click for a link",
        ),
        pytest.param(
            "generic",
            "<a class=NewsFilteredList-release href='/{slug}'><div class=NewsFilteredList-releaseDate>{dotted}</div>"
            "<h3 class=NewsFilteredList-releaseTitle>{title}</h3></a>",
            DATED,
            id="filtered list of releases",
        ),
        pytest.param(
            "generic",
            "<div id=contentbereich><ul><li><div class=aktuellbereichText><a href='/?publish[id]={slug}'>{title}</a></div></li></ul></div>",
            UNDATED,
            id="no day at all",
        ),
    ],
)  # fmt: skip
def test_a_form_of_a_family(family: str, entry: str, expected: list[tuple[str, str | None]]) -> None:
    assert listed(two(entry), families()[family].html_list) == expected


@pytest.mark.parametrize(
    ("city", "entry", "expected"),
    [
        ("werder-havel", "<a href='/neuigkeiten/5-amt/{slug}'><h4>{title}</h4><h5>Rathaus | {dotted}</h5></a>", DATED),
        ("amt-ziesar", "<h2><a href='/aktuelles/{slug}'>{title}</a></h2><p>{dotted}</p>", DATED),
        ("schwielowsee", "<p><strong>{dotted}</strong></p><h2><a href='/aktuelles/mitteilungen/{slug}.html'>{title}</a></h2>", DATED),
        ("gross-kreutz", "<div class=news-item><span class=news-date>{dotted}</span><h3>{title}</h3><a href='/aktuelles/{slug}'>mehr</a></div>", DATED),
        ("stahnsdorf", "<h3><a href='../{slug}'>{title}</a></h3><p>{dotted}</p>", DATED),
        ("emden", "<div itemscope itemtype='http://schema.org/Article'><h3><a href='/n/{slug}'>{title}</a></h3><time>{dotted}</time></div>", DATED),
        ("wetteraukreis", "<div class=article><span class=news-list-date>{dotted}</span><a href='/p/{slug}'>{title}</a></div>", DATED),
        ("werra-meissner-kreis", "<div id=maincontent><div itemtype='http://schema.org/Article'><time>{dotted}</time><a href='/p/{slug}'>{title}</a></div></div>", DATED),
        ("landkreis-traunstein", "<article><span class=presse_datum>{dotted}</span><a href='/aktuelles/{slug}'>{title}</a></article>", DATED),
        ("kreis-wesel", "<dl><dt><a href='/de/inhalt/{slug}'>{title}</a></dt><dd class=ym-aside>Pressestelle, {dotted}</dd></dl>", DATED),
        ("oberbergischer-kreis", "<div id=col3><ul><li>{dotted}: <a href='/cms200/{slug}'>{title}</a></li></ul></div>", DATED),
        ("landkreis-bayreuth", "<section><article><strong>{dotted}</strong> <a href='/p/{slug}'>{title}</a></article></section>", DATED),
        ("landkreis-leipzig", "<div itemprop=articleSection><article><h2>{title}</h2><time>Dienstag {dotted}</time><a href='/{slug}'>mehr</a></article></div>", DATED),
        ("goettingen", "<div id=content><div class=teaser1><span class=magazinedate>{dotted}</span><a href='/m/{slug}'>{title}</a></div></div>", DATED),
        ("rheinisch-bergischer-kreis", "<div id=content-left><article><time>{dotted}</time><a href='/a/{slug}.aspx'>{title}</a></article></div>", DATED),
        ("landkreis-saechsische-schweiz-osterzgebirge", "<div class=xm_block><p class=xm_typo--sub-head>{dotted}</p><a href='/{slug}.html'>{title}</a></div>", DATED),
        ("vogelsbergkreis", "<article><time>{dotted}</time><a href='/p/{slug}'>{title}</a></article>", DATED),
        ("neumuenster", "<article><a href='/aktuelle-meldungen/{slug}'>{title}</a></article>", UNDATED),
        ("landkreis-alzey-worms", "<div class=listEntryInner><span class=listEntryDate>{dotted}</span><a href='/{slug}.php'>{title}</a></div>", DATED),
        ("kreis-herford", "<div id=inhalt><div class=mitteilungen><div class=date>{dotted}</div><a href='/m/{slug}'>{title}</a></div></div>", DATED),
        ("landkreis-miltenberg", "<div id=aktuell><ul><li><a href='/{slug}.aspx'>{title}</a></li></ul></div>", UNDATED),
        ("witzenhausen", "<a href='/beitraege/{slug}'>{title}</a><a href='/beitraege/mehr-{slug}'>Mehr anzeigen</a>", UNDATED),
        ("bestensee", "<p><a href='/fileadmin/assets/PM/{slug}.pdf'>{title}</a></p>", UNDATED),
        ("schoeneiche-bei-berlin", "<div class=ce_text><p>{dotted} <a href='/files/uploads/{slug}.pdf'>{title}</a></p></div>", DATED),
        ("landkreis-elbe-elster", "<div class=date>{dotted}</div><h4><a href='/x.php?object=tx,2112.1.1&ModID=7&FID=2112.{slug}'>{title}</a></h4>", DATED),
    ],
)  # fmt: skip
def test_a_list_of_a_city_by_its_own_file(
    city: str, entry: str, expected: list[tuple[str, str | None]]
) -> None:
    listing = Cities()[city].listing
    assert listing is not None
    assert listing.html_url is not None
    assert listed(two(entry), listing.html_list, listing.html_url) == expected
