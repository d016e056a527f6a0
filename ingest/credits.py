"""Who took a picture, told from its caption: "Der neue Lesesaal. Foto: Karl Ostermann", "… © Stadt Rheinau"."""

import re

_WORD = (
    r"(?:Foto|Fotos|Fotograf(?:in)?|Bild|Bilder|Aufnahme|Bildquelle|Bildnachweis|Bildrechte|Fotoquelle|Fotocredit|Quelle|"
    r"Grafik|Illustration|Copyright|Credit)"
)
# The word for it with a colon, or the sign: "Das Bild hängt im Rathaus" names nobody.
_CREDIT = re.compile(
    rf"\s*[(\[]?\s*(?:[|/–—-]\s+)?(?:{_WORD}\s?:\s?(?:©\s?)?|(?:{_WORD}\s)?(?:©|\(c\)|&copy;)\s?:?\s?)"
    r"(?P<by>[^()\[\]\n:©]{2,90}(?:\([^()\n]{1,40}\))?)[)\]]?\s*\.?$"
)


def split_credit(caption: str) -> tuple[str, str]:
    """A caption without its credit, and the credit without the word for it; "" where it names nobody."""
    found = _CREDIT.search(caption)
    if found is None or (found.start() and not _parted(caption, found)):
        return caption, ""
    return caption[: found.start()].rstrip(" -–|/"), found["by"].strip(" .")


def _parted(caption: str, found: re.Match[str]) -> bool:
    """Whether the credit is no part of a longer word: "Titelbild: Rathaus" is a caption."""
    return not (caption[found.start() - 1].isalnum() and caption[found.start()].isalnum())
