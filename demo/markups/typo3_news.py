"""The pages of Tellbrück's site, in the markup of TYPO3 with the extension `news`."""

from html import escape
from urllib.parse import quote
from xml.sax.saxutils import escape as xml_escape

from demo.releases import DemoRelease

PRESS = "/presse/"
FEED = "/presse/feed.xml"
PER_PAGE = 20
_PRESS_OFFICE = (
    "<p><strong>Stadt Tellbrück, Presseamt</strong><br>{author}<br>Rathausplatz 1, 99999 Tellbrück<br>"
    "Telefon 05555 123-4567<br>presse@tellbrueck.example</p>"
)


def address(release: DemoRelease) -> str:
    """The path of a release's page."""
    return f"{PRESS}{release.slug}"


def home() -> str:
    """The town's front page."""
    text = (
        "<h1>Stadt Tellbrück</h1><p>Diese Stadt gibt es nicht. Sie wurde erfunden, damit man ein Archiv von "
        f'Pressemitteilungen ausprobieren kann.</p><p><a href="{PRESS}">Zu den Pressemitteilungen</a></p>'
    )
    return _page("Stadt Tellbrück", f'<div class="frame">{text}</div>')


def list_page(releases: tuple[DemoRelease, ...], page: int) -> str:
    """One page of the list, newest first, with links to the pages before and after it."""
    shown = releases[(page - 1) * PER_PAGE : page * PER_PAGE]
    items = "\n".join(_item(one) for one in shown)
    links = []
    if page > 1:
        links.append(f'<li class="previous"><a href="{_page_address(page - 1)}">Zurück</a></li>')
    if page * PER_PAGE < len(releases):
        links.append(f'<li class="next"><a href="{_page_address(page + 1)}">Weiter</a></li>')
    paging = f'<ul class="f3-widget-paginator">{"".join(links)}</ul>'
    return _page(
        "Pressemitteilungen",
        f'<h1>Pressemitteilungen</h1><div class="news"><div class="news-list-view">{items}{paging}</div></div>',
    )


def release_page(one: DemoRelease) -> str:
    """The page of a release."""
    printed = f"{one.day:%d.%m.%Y}"
    when = (
        f'<time itemprop="datePublished" datetime="{one.day.isoformat()}">{printed}</time> - '
        if one.dated
        else "- "
    )
    body = "".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
    return _page(
        one.title,
        f"""
<div class="news news-single"><div class="article" itemscope="itemscope" itemtype="http://schema.org/Article">
  <div class="header"><h1 itemprop="headline">{escape(one.title)}</h1></div>
  <div class="footer"><p><span class="news-list-date">{when}{escape(one.number)}</span></p></div>
  <div class="teaser-text" itemprop="description"><p>{escape(one.lead)}</p></div>
  {_picture(one)}
  <div class="news-text-wrap" itemprop="articleBody">{body}</div>
  {_attachment(one)}
  <div class="news-contact"><h2>Kontakt</h2>{_PRESS_OFFICE.format(author=escape(one.author))}</div>
</div></div>""",
        head=f'<link rel="canonical" href="{address(one)}">',
    )


def gone_page() -> str:
    """What stands where a release was taken down."""
    return _page("Nicht mehr verfügbar", "<h1>Diese Seite gibt es nicht mehr</h1>")


def feed(releases: tuple[DemoRelease, ...], base: str) -> str:
    """The newest releases as RSS 2.0; one without a date has no pubDate."""
    items = "".join(
        f"<item><title>{xml_escape(one.title)}</title><link>{xml_escape(base + address(one))}</link>"
        f"<guid>{xml_escape(base + address(one))}</guid><description>{xml_escape(one.lead)}</description>"
        + (f"<pubDate>{one.day:%a, %d %b %Y} 09:00:00 +0100</pubDate>" if one.dated else "")
        + "</item>"
        for one in releases[:PER_PAGE]
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Stadt Tellbrück</title>'
        f"<link>{base}{PRESS}</link><description>Pressemitteilungen</description>{items}</channel></rss>"
    )


def robots(base: str) -> str:
    """What the site asks of crawlers."""
    return f"User-agent: *\nDisallow: /intern/\nAllow: /\nSitemap: {base}/sitemap.xml\n"


def picture(title: str) -> str:
    """A drawing in the place of a photograph."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="360" role="img">'
        f"<title>{escape(title)}</title>"
        '<rect width="640" height="360" fill="#d8e4ec"/><path d="M0 300 Q160 220 320 300 T640 300 V360 H0Z" '
        'fill="#0b5c8a"/><path d="M120 250 h400 v18 h-400z M160 268 v60 h20 v-60z M460 268 v60 h20 v-60z" '
        'fill="#1b2630"/></svg>'
    )


def _item(one: DemoRelease) -> str:
    when = f'<time datetime="{one.day.isoformat()}">{one.day:%d.%m.%Y}</time>' if one.dated else ""
    return (
        '<div class="article articletype-0"><h3>'
        f'<a title="{escape(one.title)}" href="{address(one)}">{escape(one.title)}</a></h3>'
        f'<span class="news-list-date">{when}</span><div class="teaser-text"><p>{escape(one.lead)}</p></div></div>'
    )


def _picture(one: DemoRelease) -> str:
    if not one.caption:
        return ""
    shown = escape(f"{one.caption} ({one.credit})" if one.credit else one.caption)
    source = f"/fileadmin/bilder/{one.slug}.svg"
    return (
        f'<div class="news-img-wrap"><div class="outer"><div class="mediaelement mediaelement-image">'
        f'<img src="{source}" alt="{shown}"></div><p class="news-img-caption">{shown}</p></div></div>'
    )


def _attachment(one: DemoRelease) -> str:
    if not one.attachment:
        return ""
    return (
        '<div class="news-related news-related-files"><h2>Dateien</h2><ul><li class="news-related-files-link">'
        f'<a href="/fileadmin/dokumente/{one.slug}.pdf">{escape(one.attachment)}</a></li></ul></div>'
    )


def _page_address(page: int) -> str:
    return f"{PRESS}?{quote('tx_news_pi1[currentPage]')}={page}" if page > 1 else PRESS


def _page(title: str, content: str, head: str = "") -> str:
    return f"""<!doctype html>
<html lang="de"><head><meta charset="utf-8"><title>{escape(title)} | Stadt Tellbrück</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{head}
<link rel="alternate" type="application/rss+xml" title="Pressemitteilungen" href="{FEED}">
<style>body{{font:17px/1.5 sans-serif;max-width:44rem;margin:0 auto;padding:1rem}}img{{max-width:100%}}
header{{border-bottom:4px solid #0b5c8a}}footer{{color:#555}}.news-img-caption{{font-size:.9em;color:#555}}</style>
</head><body><header><p>Stadt Tellbrück – eine Stadt, die es nicht gibt</p>
<nav><a href="/">Start</a> <a href="{PRESS}">Presse</a></nav></header>
<main><!--TYPO3SEARCH_begin-->{content}<!--TYPO3SEARCH_end--></main></body></html>"""
