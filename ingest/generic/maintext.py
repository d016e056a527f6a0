"""The main text of a page nobody described to us: extraction with trafilatura, and the furniture it leaves in."""

import re

from bs4 import BeautifulSoup

from ingest.page import paragraphs_of
from language.german.tokens import fold, visible

# Lines that stand beside a release on municipal sites and are never a part of it.
_FURNITURE = re.compile(
    r"^(teilen|drucken|seite drucken|vorlesen|nach oben|zum seitenanfang|zurueck( zur (uebersicht|liste))?|weiter|"
    r"weiterlesen|mehr( erfahren)?|startseite|sie sind hier:?|suche|menue|navigation|inhalt|merken|"
    r"auf (facebook|x|twitter|whatsapp|linkedin|xing) teilen|per e-?mail (teilen|versenden|empfehlen)|"
    r"seite (empfehlen|bewerten|teilen)|bewertung absenden|hilfreich|nicht hilfreich|kommentar|"
    r"e-mail-adresse|telefonnummer|wie bewerten sie diesen artikel\??|"
    r"(zum )?(download|pdf)( \(.*\))?|stand:? ?\d.*|datum:? ?\d.*|erscheinungsdatum:? ?.*|ausgabejahr:? ?\d*|"
    r"(foto|bild|quelle|copyright):? ?(©.*)?|impressum|datenschutz|barrierefreiheit|kontakt|zum thema|"
    r"weitere informationen|weiterfuehrende (links|informationen)|pressekontakt)$"
)
# From one of these on, what follows is a list of links, not the release.
_ENDS_TEXT = re.compile(
    r"^(zum thema|mehr zum thema|weitere (meldungen|nachrichten|pressemitteilungen|informationen zum thema)|"
    r"aehnliche (meldungen|beitraege)|das koennte sie auch interessieren|pressekontakt|downloads?|"
    r"pressemitteilung als pdf|zum herunterladen|zugehoerige objekte|mehr (meldungen|nachrichten|artikel)|"
    r"wie bewerten sie diesen artikel\??|service|verwandte themen|anhaenge?)$"
)
_OTHERS = re.compile(
    r"(weitere|aehnliche|verwandte|mehr) (meldungen|nachrichten|beitraege|artikel|pressemitteilungen)|"
    r"(das )?koennte (sie|dich) (auch )?interessieren|(naechster|vorheriger) (artikel|beitrag)"
)
_CONTACT = re.compile(r"^\s*(Presse|Ansprech|Rück)?[Kk]ontakte?(/Rückfragen)?\s*:?\s*$")
_SHORT, _MOST_CONTACT = 90, 15
_LONG_KEY = 12
_MUCH_MORE, _MUCH = 1.2, 200
# A heading may go on with day and number where it is read as a line.
_BESIDE = 60
_MOST_BLOCKS, _MOST_LETTERS = 3_000, 300_000


def main_text(page: BeautifulSoup, title: str) -> tuple[str, ...]:
    """The paragraphs of a page's main text, without its headline, captions and furniture; () where none is found."""
    blocks = [(_key(text), text) for text in paragraphs_of(page.body or page)]
    if len(blocks) > _MOST_BLOCKS or sum(len(text) for _, text in blocks) > _MOST_LETTERS:
        return ()  # no page with a release on it is so large, and extraction would take minutes
    # Imported here: it brings language data that most runs never need.
    import trafilatura

    found = trafilatura.extract(
        str(page),
        output_format="txt",
        include_comments=False,
        include_tables=True,
        include_images=False,
        favor_recall=True,
        deduplicate=False,
    )
    if not found:
        return ()
    captions = {_key(text) for box in page.find_all("figcaption") for text in paragraphs_of(box)}
    headline = _key(title)
    kept: list[str] = []
    at = 0
    lines = found.split("\n")
    for place, line in enumerate(lines):
        text = " ".join(visible(line).split()).removeprefix("- ").strip()
        key = _key(text)
        heads = not kept and key.startswith(headline) and len(key) <= len(headline) + _BESIDE
        if not key or heads or key in captions:
            continue
        if kept and (ends_text(text) or (opens_contact(text) and len(lines) - place <= _MOST_CONTACT)):
            break
        if is_furniture(text):
            continue
        # Extraction parts a paragraph at inline elements and loses spaces: the block as a reader sees it counts.
        whole = next((n for n in range(at, len(blocks)) if _is_of(key, blocks[n][0])), None)
        if whole is not None:
            at, text = whole, blocks[whole][1]
        if not kept or kept[-1] != text:
            kept.append(text)
    return tuple(kept)


def ends_text(line: str) -> bool:
    """Whether a line opens what stands behind a release on its page: other releases, downloads, the press office."""
    return len(line) <= _SHORT and bool(_ENDS_TEXT.match(fold(visible(line)).rstrip(":").strip()))


def opens_contact(line: str) -> bool:
    """Whether a line opens the block of whom to ask."""
    return bool(_CONTACT.match(line))


def opens_other_releases(line: str) -> bool:
    """Whether a line opens a list of other releases: no text of one goes on behind it."""
    return len(line) <= _SHORT and bool(_OTHERS.fullmatch(fold(visible(line)).rstrip(":").strip()))


def is_furniture(line: str) -> bool:
    """Whether a line stands beside releases on municipal sites and is never a part of one."""
    return len(line) <= _SHORT and bool(_FURNITURE.match(fold(visible(line)).strip()))


def _is_of(key: str, block: str) -> bool:
    """Whether a line is of a block; a short one only where it is all of it."""
    return key == block or (len(key) >= _LONG_KEY and key in block)


def _key(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", fold(text)))


def longer(stated: tuple[str, ...], found: tuple[str, ...]) -> tuple[str, ...]:
    """The text that machines are told, unless the page shows much more than that."""
    told, shown = (sum(map(len, part)) for part in (stated, found))
    return found if not stated or (shown > told * _MUCH_MORE and shown - told > _MUCH) else stated
