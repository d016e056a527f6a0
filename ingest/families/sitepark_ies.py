"""Sitepark Information Enterprise Server (Bonn, Wuppertal, Offenbach, Mainz)."""

from ingest.families import Family, KnownBy
from ingest.layout import Layout
from ingest.listing.html_list import HtmlList

FAMILY = Family(
    key="sitepark-ies",
    name="Sitepark IES",
    html_list=HtmlList(
        item=".SP-TeaserList__item, .SP-Teaser:not(.SP-TeaserList__item .SP-Teaser)",
        link="a.SP-Teaser__link[href], a.SP-Teaser__inner[href], a.SP-Teaser__headline__text[href], a[href]",
        title=".SP-Teaser__headline__text, .SP-Teaser__headline",
        next_page="a.SP-Pagination__link--next[href], a[rel=next][href]",
        date="time[datetime], .SP-Teaser__kicker, .SP-Kicker__text, .SP-Teaser__date, .SP-Scheduling__date",
    ),
    layout=Layout(
        name="sitepark-ies",
        title="h1.SP-Headline--article, .SP-ArticleHeader h1, #SP-content h1, #SP-Content h1",
        lead=".SP-ArticleHeader__intro",
        body=".SP-Paragraph",
        within="#SP-content, #SP-Content",
        meta_date=".SP-ArticleHeader time[datetime]",
        date=".SP-ArticleHeader .SP-Date, .SP-ArticleHeader__date",
        number=".SP-ArticleHeader__kicker, .SP-ArticleHeader .SP-Kicker, .SP-ArticleHeader__date",
        image="figure.SP-Picture, .SP-ArticleHeader figure, .SP-Paragraph figure",
        caption=".SP-Picture__caption, figcaption",
        credit=".SP-Picture__copyright",
        attachment=".SP-LinkList a[href$='.pdf'], .SP-Link--download[href]",
        contact=".SP-Contact",
        remove="figure, .SP-Contact, .SP-LinkList, h1, .SP-Kicker, [class*='SP-Share']",
    ),
    generator=r"Sitepark|Information Enterprise Server",
    marks=(
        "h1.SP-Headline--article",
        ".SP-ArticleHeader",
        ".SP-Paragraph",
        ".SP-Teaser",
        "#SP-content, #SP-Content",
        ".SP-Body",
    ),
    identity=r"-(?P<id>\d{4,})(?:\.php)?(?=[?#]|$)",
    addresses=r"[?&]sp(:|%3A|-)(out|mode)=",
    feeds=("?sp:out=rss",),
    lists_known_by=KnownBy.DOCUMENTED,
)
