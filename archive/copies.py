"""Whether two releases are one, told in two files: an original and its copy, a correction, or a double."""

import re
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from rapidfuzz import fuzz

from archive.identity import content_key
from archive.model import Release
from language.german.tokens import fold, visible

# Two texts are nearly the same from this likeness (0 to 100) on.
NEARLY_THE_SAME = 85.0
# So many letters of each are compared: comparing takes the product of both.
_MOST_LETTERS = 20_000
_WORD = re.compile(r"[^\W_]+")
# One format's text of a release lacks, or has too much, no more than this share of its words.
_MOST_OTHERS = 0.15


def nearly_the_same_text(one: Release, other: Release) -> bool:
    """Whether two releases say nearly the same, headline aside."""
    return fuzz.ratio(_letters(one), _letters(other)) >= NEARLY_THE_SAME


def same_words(one: Release, other: Release) -> bool:
    """Whether headline, lead and body are made of the same letters, however lines and words are parted."""
    return content_key(one) == content_key(other) or _all_letters(one) == _all_letters(other)


def is_other_format(one: Release, other: Release, url: str, other_url: str) -> bool:
    """Whether a file holds the same release as one of another format: the words that differ are none that tell a fact.

    What one format drops or adds (a page number, a caption) is no change of the release.
    """
    if suffix_of(url) == suffix_of(other_url):
        return False
    words, others = _words(one), _words(other)
    added, gone = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
        if tag == "replace" and "".join(words[i1:i2]) != "".join(others[j1:j2]):
            return False
        if tag == "delete":
            gone += words[i1:i2]
        elif tag == "insert":
            added += others[j1:j2]
    return len(added) + len(gone) <= _MOST_OTHERS * max(len(words), len(others))


def suffix_of(url: str) -> str:
    """The ending of the file an address names, in lower case: ".docx"."""
    return PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()


def name_of(url: str) -> str:
    """The name of the file an address names."""
    return PurePosixPath(unquote(urlsplit(url).path)).name


def _text(release: Release) -> str:
    return f"{release.lead}\n{release.body}"


def _letters(release: Release) -> str:
    return " ".join(fold(visible(_text(release)))[:_MOST_LETTERS].split())


def _all_letters(release: Release) -> str:
    shown = visible(f"{release.title}\n{_text(release)}\n{release.captions}")
    return "".join(_WORD.findall(shown))


def _words(release: Release) -> list[str]:
    whole = replace(release, contact_text="")
    return _WORD.findall(visible(whole.text)[:_MOST_LETTERS])
