"""What the words around say: the tense of a clause, and whether figures and names are parts of a date at all."""

from language.german.dates.days import counts_what_follows, year_after
from language.german.dates.model import Lean
from language.german.dates.tokens import Scan
from language.german.dates.words import (
    CLAUSE_END,
    CLOCK_AFTER,
    DASHES,
    MONTH_NUMBERS,
    NO_YEAR_AFTER,
    PREPOSITIONS,
    SEASON_YEARS,
    SHIFT,
    WEEKDAY_NUMBERS,
)
from language.german.lexicon import is_word
from language.german.tense import Tense, tense_of


def tense_here(scan: Scan) -> Tense | None:
    """The tense of the clause around the words being read, of the whole sentence where the clause has none."""
    if scan.place not in scan.tenses:
        place = scan.tokens[min(scan.place, len(scan.tokens) - 1)].start
        begin = max((mark.end() for mark in CLAUSE_END.finditer(scan.text, 0, place)), default=0)
        end = CLAUSE_END.search(scan.text, place)
        tense = tense_of(scan.text[begin : end.start() if end else len(scan.text)])
        scan.tenses[scan.place] = tense or scan.whole_tense
    return scan.tenses[scan.place]


def is_past_here(scan: Scan) -> bool:
    """Whether the clause around the place tells of what has been."""
    return tense_here(scan) is Tense.PAST


def lean_at(scan: Scan, at: int) -> Lean:
    """Which way a bare weekday is looked for: by the query, the word before it, or the tense of its clause."""
    if not scan.prose:
        return scan.lean
    before = scan.word(at - 1)
    if before in {"seit", "ab", "bis", "einschliesslich"}:
        return Lean.LAST if before == "seit" else Lean.NEXT
    tense = tense_here(scan)
    if tense is None:
        # A line that only names the hour announces it.
        return Lean.NEXT if CLOCK_AFTER.match(scan.text, scan.tokens[at].end) else Lean.NEAREST
    return Lean.LAST if tense is Tense.PAST else Lean.NEXT


def may_be_month(scan: Scan, at: int, after: int) -> bool:
    """Whether a bare month's name in prose is one: Frau Mai and August Bebel are none."""
    if year_after(scan, after)[0] is not None:
        return True
    before = scan.word(at - 1)
    if begins_name(scan, after):
        return False
    if before in _WEAK_BEFORE and _capital(scan, after):
        return False  # "von Jan März und April Kühn"
    if (
        before in PREPOSITIONS
        or before in DASHES
        or SHIFT.fullmatch(before)
        or before in {"ganzen", "gesamten"}
    ):
        return True
    return before in {",", "/"} and scan.word(at - 2) in MONTH_NUMBERS


# "(1749–1832)" are years; "2112-2118" is a telephone.
_LONGEST_LIFE = 120
# Prepositions that stand before names as often as before months.
_WEAK_BEFORE = frozenset({"von", "und", "oder", "sowie", "fuer", "der", "den", "zu", "gegen"})


def _capital(scan: Scan, at: int) -> bool:
    return at < len(scan.tokens) and scan.tokens[at].text.isalpha() and scan.tokens[at].text[0].isupper()


def begins_name(scan: Scan, at: int) -> bool:
    """Whether a capitalised word follows that is no noun: August Macke."""
    if at >= len(scan.tokens):
        return False
    text = scan.tokens[at].text
    return text[0].isupper() and text.isalpha() and not is_word(text)


def may_be_year(scan: Scan, at: int, year: int) -> bool:
    """Whether four figures in prose are a year, and no amount, number or part of one."""
    before, after = scan.word(at - 1), scan.word(at + 1)
    if before in NO_YEAR_AFTER or before.isdigit() or counts_what_follows(scan, at):
        return False
    if before.startswith(("schuljahr", "ausbildungsjahr", "kitajahr")):
        return False
    if SEASON_YEARS.fullmatch(before) and after in {"/", *DASHES} and scan.number(at + 2) is not None:
        return False  # "Kindergartenjahr 2025/26"; a "Haushaltsjahr 2026" is a year
    if scan.glued(at) and before in DASHES and scan.word(at - 2).isdigit() and len(scan.word(at - 2)) != 4:
        return False
    if (scan.glued(at) and before in {".", ",", "-", "/", ":", "#", "–", "+", "@"}) and not (
        before in DASHES and scan.number(at - 2) is not None and len(scan.word(at - 2)) == 4
    ):
        return False
    if scan.glued(at + 1) and (
        after in {",", "."} and scan.glued(at + 2) and scan.number(at + 2) is not None
    ):
        return False
    if scan.glued(at + 1) and after in {"-", "@", "°"} and scan.glued(at + 2) and len(scan.word(at + 2)) != 4:
        return False
    if (
        before in {"telefon", "tel"}
        or scan.number(at - 1) is not None
        or (before == "." and scan.word(at - 2) in {"tel", "nr", "fax", "art", "abs"})
    ):
        return False
    if before in {"€", "$"} or after in {"€", "%"}:
        return False
    said = before in {"jahr", "jahre", "jahres", "jahren", "seit", "anno", "*", "†"}
    follows = scan.tokens[at + 1] if at + 1 < len(scan.tokens) else None
    noun = bool(follows and follows.text[0].isupper() and follows.text.isalpha())
    if not 1900 <= year <= 2099:
        born = scan.number(at - 2) if before in DASHES and len(scan.word(at - 2)) == 4 else None
        born = None if scan.word(at - 3).isdigit() else born
        spanned = born is not None and born < year <= born + _LONGEST_LIFE
        return said or spanned or not (noun or (scan.glued(at) and before in DASHES) or year % 100 == 0)
    return not (year % 50 == 0 and noun and not said)


def is_morning(scan: Scan, at: int) -> bool:
    """ "am Morgen" is no tomorrow, nor is "guten Morgen"; "morgens" is another word."""
    if scan.word(at) != "morgen":
        return False
    text = scan.tokens[at].text
    before = scan.word(at - 1)
    if before in {
        "am",
        "guten",
        "jeden",
        "frueh",
        "den",
        "vom",
        "der",
        "dem",
        "einem",
        "gestern",
        "heute",
    }:
        return True
    return before in WEEKDAY_NUMBERS or (
        scan.prose and text[0].isupper() and at > 0 and scan.word(at - 1) not in {".", ":", "„"}
    )


def is_single_weekday(scan: Scan, at: int) -> bool:
    """ "am Montag (und Dienstag)", "von Montag bis Mittwoch" are days; "montags" and opening hours are none."""
    if not scan.tokens[at].text[0].isupper():
        return False
    before = scan.word(at - 1)
    if before == "und" and scan.word(at - 2) in WEEKDAY_NUMBERS:
        return is_single_weekday(scan, at - 2)
    if (
        before in {"bis", "einschliesslich"}
        and scan.word(at - 2) in WEEKDAY_NUMBERS
        and scan.word(at - 3) == "von"
    ):
        return not scan.tells_hours
    if before == "von" and scan.word(at + 1) == "bis":
        return not scan.tells_hours
    if before == "auf" and scan.word(at - 2) in WEEKDAY_NUMBERS:
        return by_night(scan, at - 2)
    if before == "von" and scan.word(at + 1) == "auf":
        return by_night(scan, at)
    if before not in {"am", "ab", "bis", "seit", "vom", "zum", "fuer", "einschliesslich"}:
        return False
    return scan.word(at + 1) not in {"bis", *DASHES, "/"} or scan.word(at + 2) not in WEEKDAY_NUMBERS


def by_night(scan: Scan, at: int) -> bool:
    """ "in der Nacht vom 1. auf den 2. Mai"; what is put off "vom 1. auf den 2. Mai" is no span."""
    return scan.word(at - 1) in {"vom", "von"} and scan.word(at - 2) == "nacht"
