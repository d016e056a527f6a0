"""The words and signs that dates are written with, and what may stand beside them."""

import re
from datetime import date
from functools import lru_cache

from language.german.dates.model import MONTHS, WEEKDAYS
from language.german.holidays import NAMES
from language.german.tokens import fold

MONTH_NUMBERS = {fold(name): number for number, name in enumerate(MONTHS, 1)} | {
    "jan": 1, "jaenner": 1, "feb": 2, "febr": 2, "feber": 2, "maer": 3, "mrz": 3, "maerz": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
WEEKDAY_NUMBERS = {fold(name): number for number, name in enumerate(WEEKDAYS)} | {"sonnabend": 5}
SHORT_WEEKDAYS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
PARTS = {"anfang": 0, "beginn": 0, "mitte": 1, "ende": 2}
YEAR_PARTS = {
    "jahresanfang": 0, "jahresbeginn": 0, "jahresmitte": 1, "jahresende": 2,
}  # fmt: skip
MONTH_PARTS = {"monatsanfang": 0, "monatsbeginn": 0, "monatsmitte": 1, "monatsende": 2}
SEASON_NUMBERS = {
    "fruehjahr": 0, "fruehling": 0, "fruehjahrs": 0, "fruehlings": 0, "sommer": 1, "sommers": 1, "herbst": 2,
    "herbstes": 2, "herbsts": 2, "winter": 3, "winters": 3,
}  # fmt: skip
ORDINALS = (
    "erst zweit dritt viert fuenft sechst siebt acht neunt zehnt elft zwoelft dreizehnt vierzehnt fuenfzehnt "
    "sechzehnt siebzehnt achtzehnt neunzehnt zwanzigst einundzwanzigst zweiundzwanzigst dreiundzwanzigst "
    "vierundzwanzigst fuenfundzwanzigst sechsundzwanzigst siebenundzwanzigst achtundzwanzigst neunundzwanzigst "
    "dreissigst einunddreissigst"
).split()
ORDINAL_NUMBERS = {
    stem + ending: number for number, stem in enumerate(ORDINALS, 1) for ending in ("e", "en", "er", "es")
}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
COUNTS = {
    word: number
    for number, word in enumerate(
        "ein zwei drei vier fuenf sechs sieben acht neun zehn elf zwoelf dreizehn vierzehn".split(), 1
    )
} | {"einer": 1, "einem": 1, "eine": 1, "einen": 1, "paar": 3}
DECADES = {
    "zwanziger": 1920, "dreissiger": 1930, "vierziger": 1940, "fuenfziger": 1950, "sechziger": 1960,
    "siebziger": 1970, "achtziger": 1980, "neunziger": 1990,
}  # fmt: skip
RELATIVE_DAYS = {
    "vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "uebermorgen": 2,
    "gestrig": -1, "heutig": 0, "morgig": 1,
}  # fmt: skip
SHIFTS = {
    "vorletzt": -2, "letzt": -1, "vergangen": -1, "vorig": -1, "verflossen": -1, "dies": 0, "laufend": 0,
    "aktuell": 0, "jetzig": 0, "gegenwaertig": 0, "naechst": 1, "kommend": 1, "folgend": 1, "uebernaechst": 2,
}  # fmt: skip
SHIFT = re.compile(rf"({'|'.join(sorted(SHIFTS, key=len, reverse=True))})(?:e[nmrs]?)")
DAY_SHIFT = re.compile(r"(gestrig|heutig|morgig)e[nmrs]?")
BEFORE_UNITS = {
    "vorjahr": "jahr",
    "vorjahres": "jahr",
    "vormonat": "monat",
    "vormonats": "monat",
    "vorwoche": "woche",
}
UNITS = {
    "tag": "tag", "tage": "tag", "tagen": "tag", "woche": "woche", "wochen": "woche", "monat": "monat",
    "monats": "monat", "monate": "monat", "monaten": "monat", "quartal": "quartal", "quartals": "quartal",
    "jahr": "jahr", "jahres": "jahr", "jahre": "jahr", "jahren": "jahr", "jahrs": "jahr", "halbjahr": "halbjahr",
    "wochenende": "wochenende", "wochenendes": "wochenende",
}  # fmt: skip
PREPOSITIONS = {
    "im", "in", "am", "an", "ab", "seit", "bis", "von", "vom", "zum", "zur", "zu", "des", "den", "dem", "der", "vor",
    "nach", "fuer", "gegen", "zwischen", "ueber", "und", "oder", "sowie", "auf", "ende", "anfang", "mitte", "beginn",
    "jahr", "jahre", "jahres", "jahren", "monat", "monate", "monaten", "sommer", "herbst", "winter", "fruehjahr", "spaet", "spaetestens",
}  # fmt: skip
# What may stand before a whole expression without changing it.
OPENING = frozenset({"am", "im", "in", "der", "die", "das", "den", "dem", "des", "vom", "von", "zum", "zur", "an", "jahr", "jahre", "monat", "zu", "um"})  # fmt: skip
FROM, UNTIL = frozenset({"ab", "seit"}), frozenset({"bis"})
LINKS = frozenset({"dem", "den", "der", "zum", "zur", "spaetestens", "einschliesslich", "einschl", "mindestens", "inklusive", "in", "im", "das", "die", "zu", "am", "etwa", "circa", "voraussichtlich", "maximal", "zunaechst", "nunmehr", "laengstens", "rund", "vorerst", "hoechstens", "zuletzt"})  # fmt: skip
DASHES = frozenset("-–—−")
AND = frozenset({"und", "sowie", "oder", "&", "u", "+"})
# A figure after such a word is none of the calendar's.
NO_YEAR_AFTER = frozenset(
    """
    raum zimmer nr nummer telefon tel fax durchwahl agenda expo euro din iso linie paragraf paragraph artikel art abs
    hausnummer postfach plz konto blz mobil ziffer rund etwa ca circa fast knapp mehr insgesamt jeweils
    zirka ungefaehr bild foto band heft seite schuljahr schuljahres spielzeit saison wintersemester sommersemester
    session usk fsk typ modell richtlinie version drucksache beschluss kapitel abschnitt kurs punkt
    """.split()
)
WEEK_NAMES = frozenset({"kw", "kalenderwoche", "kalenderwochen"})
MOST_LISTED = 12
# A sentence is looked through in stretches of so many characters: without an end, it is no sentence.
LONGEST_SENTENCE = 2_000
# Days of publication outside of these are mistakes of a system; nothing is counted from them.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 1, 1)
# What lies farther off than this (days) is looked for where the tense of its clause points.
NEAR = 45
# How far back (characters) a day may be named that "eine Woche später" is counted from.
REMEMBERED = 300
LATER = {"spaeter": 1, "darauf": 1, "danach": 1, "zuvor": -1, "davor": -1, "vorher": -1}
CLAUSE_END = re.compile(
    r"[;:–„“”»«]|,(?=\s(?:und|aber|doch|der|die|das|dass|weil|wo|wenn|als|wie|um|[A-ZÄÖÜ]))|\n"
)
# A number beside such a word is a room's.
BEFORE_DAYS = (
    PREPOSITIONS
    | set(WEEKDAY_NUMBERS)
    | set(SHORT_WEEKDAYS)
    | LINKS
    | {",", "(", ":", "/", ".", "sowie", ";", "+"}
)
ROOMS = frozenset({"raum", "zimmer", "saal", "büro", "buero", "halle", "haus"})
COUNTED = re.compile(
    r"(?:euro|menschen|personen|besuch|einwohn|buerger|quadratmeter|kilometer|meter|tonnen|kubik|kilo|liter|stueck|"
    r"plaetze|teilnehm|mitglieder|schueler|kinder|baeume|wohnungen|haushalte|gaeste|stunden|exemplar|unterschrift|uhr|"
    r"prozent|jahre|kilowatt|watt|millionen|hektar|zuschauer|fahrzeug|stimmen|wahlberecht|"
    r"laeufer|anmeldung|mitarbeit|beschaeftigt|arbeitspl|sitzpl|stellpl|jaehrig|dollar|(?:km|qm|m|kg|eur|mio|mrd|mal|mark|dm)$)"
)
# A year of a school, a theatre or a road service is none of the calendar's: "Kindergartenjahr 2025/26".
SEASON_YEARS = re.compile(r".+(?:jahr|jahres|saison|periode|spielzeit|dienst|semester|session|runde)")
# Nth weekdays: "am letzten Samstag im Mai", "des Monats".
NTH = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fuenft": 5, "letzt": -1, "vorletzt": -2, "naechst": 0}
NTH_WORD = re.compile(rf"({'|'.join(sorted(NTH, key=len, reverse=True))})e[nmrs]?")
EVERY = frozenset({"jeden", "jedem", "jeder", "jedes", "jeweils", "immer", "alle"})
MAY_NAME = re.compile(
    r"\d|[Hh]eute|heutig|[Mm]orgen|[Gg]estern|Tagen|[Ww]oche|wochen|[Mm]onat|[Jj]ahr|tag\b|Tag\b|tagnacht|Mittwoch|abend\b|Sommer|Herbst|Winter|"
    r"Früh|Quartal|(?:Jan|Jän|Feb|Febr|Mär|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\.|"
    # of holidays
    r"Oster|Pfingst|Advent|Himmelfahrt|Fronleichnam|[Ff]astnacht|Fasching|Altweiber|Aschermittwoch|Weihnacht|Silvester|"
    r"Neujahr|[Hh]eilig|Allerseelen|" + "|".join(MONTHS)
)
DAYTIME = re.compile(
    rf"({'|'.join(WEEKDAY_NUMBERS)})(?:abend|morgen|nachmittag|vormittag|mittag|nacht|frueh)s?"
)
CLOCK_AFTER = re.compile(
    r"\)?\s*[,;–-]?\s*(?:um|ab|von|gegen|jeweils|zwischen|\s)*\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?"
    r"(?:\s*(?:bis|und|–|-)\s*\d{1,2}(?:[.:]\d{2})?)?\s*Uhr\b"
)
# What an expression in prose can begin with, besides figures; every form's first word has to be among these.
_BEGINNINGS = frozenset(
    [
        *MONTH_NUMBERS, *(f"{name}s" for name in MONTH_NUMBERS), *WEEKDAY_NUMBERS, *SHORT_WEEKDAYS, *PARTS, *YEAR_PARTS,
        *MONTH_PARTS, *SEASON_NUMBERS, *ORDINAL_NUMBERS, *ROMAN, "q", "quartal", "halbjahr", *WEEK_NAMES, *DECADES,
        *(name + ending for name in DECADES for ending in ("jahre", "jahren")), *RELATIVE_DAYS, *BEFORE_UNITS, *FROM,
        *UNTIL, "zwischen", *UNITS, *COUNTS, *EVERY, *(name.split()[0] for name in NAMES),
    ]
)  # fmt: skip
_BEGINS = tuple(re.compile(pattern.pattern) for pattern in (SHIFT, DAY_SHIFT, DAYTIME, NTH_WORD))


@lru_cache(maxsize=50_000)
def may_begin(word: str) -> bool:
    """Whether an expression in prose can begin with a word: most words of a text need no other look."""
    return word[:1].isdigit() or word in _BEGINNINGS or any(pattern.fullmatch(word) for pattern in _BEGINS)
