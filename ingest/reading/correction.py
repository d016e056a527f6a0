"""The release that a correction corrects, by the number it names."""

import re

from archive.model import Release, ReleaseNumber
from ingest.reading.number import read_number
from language.german.sentences import sentences
from language.german.tokens import visible

_CORRECTION = re.compile(
    r"\b(?:Korrektur|Berichtigung|Richtigstellung|Korrigierte\s+(?:Fassung|Version|Pressemitteilung|Meldung)|"
    r"Korrigiert|berichtigt|korrigiert)\b",
)
# Between the word and the number stands no more than "zu unserer Pressemitteilung vom 3. August Nr.".
_REACH = 120
_LEAD_PARAGRAPHS = 2


def read_correction(release: Release, pattern: re.Pattern[str] | None) -> ReleaseNumber | None:
    """The number after "Korrektur zu" or its like in headline, lead or the first paragraphs; None without one."""
    opening = "\n\n".join(release.body.split("\n\n")[:_LEAD_PARAGRAPHS])
    for text in (release.title, release.lead, opening):
        seen = visible(text)
        for start, end in sentences(seen):
            word = _CORRECTION.search(seen, start, end)
            if word and (number := read_number(seen[word.end() : min(end, word.end() + _REACH)], pattern)):
                return number
    return None
