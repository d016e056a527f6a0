"""Words that say what a person is or does: offices, occupations, functions, also in compounds and plurals."""

import re
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from language.german.lexicon import entry, first_name_class, is_last_name, is_noun, is_place, is_word
from language.german.tokens import fold, visible

# Heads that stand at the end of any compound (Integrationsstaatssekretärin), in the masculine; the feminine is
# made of them. Nouns whose lexicon entry has a feminine form in -in need not be listed.
_HEADS = tuple(
    """
    sekretär direktor meister leiter beauftragter sprecher dezernent beigeordneter kämmerer minister präsident
    abgeordneter vorsitzender vorsteher geschäftsführer referent planer chef manager intendant kurator dirigent trainer
    künstler autor architekt pfarrer senator ingenieur archivar bibliothekar wehrführer förster rektor lehrer
    koordinator moderator historiker stadtverordneter verordneter bediensteter angestellter beamter vertreter verwalter
    pfleger berater führer inhaber gründer kommissar wart betreuer bürgermeister delegierter bevollmächtigter gesandter
    auszubildender studierender schatzmeister kassierer kassier kassenwart schriftführer beisitzer prüfer pate
    preisträger stellvertreter nachfolger vorgänger initiator organisator wirt techniker beamte gesellschafter forscher
    """.split()
)
# Person nouns that make no feminine in -in, or one with an umlaut.
_SINGLE = frozenset(
    """
    mitglied ratsmitglied vorstand oberhaupt stadtoberhaupt azubi hebamme krankenschwester oberin äbtissin
    kämmerin landrätin stadträtin rätin ärztin köchin bäuerin anwältin beamtin landrat stadtrat rat arzt koch bauer
    anwalt vorsitzende abgeordnete beigeordnete beauftragte stadtverordnete auszubildende studierende delegierte
    angestellte gesandte bevollmächtigte jugendliche freiwillige ehrenamtliche aufsichtsrat schirmherr schirmherrin
    fachkraft lehrkraft pflegekraft kraft star profi wehrleiter fachfrau kauffrau fachmann kaufmann hauptmann
    obmann obfrau ombudsmann ombudsfrau schiedsmann schiedsfrau feuerwehrmann feuerwehrfrau hausfrau amtmann amtfrau
    amtmännin landsmann kameramann kamerafrau steuermann torfrau torwart torhüter staatsanwalt rechtsanwalt tanzpaar
    prinz prinzessin bischof bischöfin papst graf gräfin könig königin nonne mönch pater schwester diakon amme
    au-pair clown gast talkgast ehrengast dj pastor pastorin superintendent prälat dekan kaplan imam rabbiner vikar
    witwe witwer waise zwilling enkel enkelin urenkel urenkelin tochter sohn bruder neffe nichte tante onkel vetter
    cousin cousine großmutter großvater mutter vater ehemann ehefrau gattin gatte lebensgefährte braut bräutigam
    kollege kollegin laie zeuge zeugin erbe erbin kunde kundin bote botin bürge pate patin experte expertin
    sachverständige sachverständiger geehrte vertraute vertrauter verwandte überlebende überlebender gesellin geselle
    superintendentin maire starost woiwode slammer slammerin streetworker streetworkerin polier türmer türmerin youtuber blogger influencer model coach dozent pressesprecher lotse lotsin pädagoge pädagogin ranger scout hauptamtsleiter
    """.split()
)
_KIN = frozenset(
    """
    bruder schwester tochter sohn mutter vater ehemann ehefrau gattin gatte mann frau enkel enkelin enkelkind großmutter
    großvater neffe nichte tante onkel cousin cousine vetter urenkel urenkelin witwe witwer lebensgefährte lebensgefährtin
    partner partnerin freund freundin zwilling kind nachfolger nachfolgerin amtsnachfolger amtsnachfolgerin vorgänger vorgängerin vorredner vorrednerin
    """.split()
)
_NO_ROLES = frozenset(
    """
    herr frau fräulein familie ehepaar eheleute geschwister kinder bruder vater mutter kirche museum straße platz
    stadt land kreis montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april mai juni juli
    august september oktober november dezember foto fotos bild bilder text computer sommer winter wasser fenster theater
    orchester quartier alter meter kilometer euro leben führung leitung verwaltung partei fraktion gruppe verein
    vorstand stiftung firma haus schule name titel nummer meinung sicht angaben thema rede gespräch trio quartett
    chor band ensemble ort dorf kloster zimmer lager keller feuer messer theater wetter wunder muster
    raster poster ticker roller koffer sender container bunker dezember laster kutter hafen laden hammer becher teller
    zähler melder rechner ordner stecker schalter ständer anhänger träger körper fehler ärger ruder finger acker
    hund katze tier pferd vogel esel schwan hirsch löwe bär wolf geist gott teufel engel christ moslem muslim
    obere oberer untere unterer schutz heide gerät geräte same burger schöner mensch person einzelperson leute personal volk bürgschaft mannschaft nachbarschaft elternschaft ausländer deutscher
    """.split()
)  # fmt: skip
# Offices and ranks that are written in capitals.
_SHORT = frozenset(
    {
        "ob",
        "ov",
        "bm",
        "pk",
        "pok",
        "phk",
        "ephk",
        "kk",
        "kok",
        "khk",
        "ekhk",
        "por",
        "pr",
        "kor",
        "phm",
        "mdl",
        "mdb",
        "mdep",
        "ceo",
    }
)
# Offices whose words are names as well.
_OFFICES_TOO = frozenset(
    "bischof förster pastor prinz könig graf baron fürst herzog schüler pater gärtner kaiser intendant".split()
)
_HEAD_BY_LENGTH = sorted({*_HEADS}, key=len, reverse=True)
_DESCRIBING = frozenset(
    """
    major oberst leutnant mesner mesnerin kustos souffleuse souffleur decksmann kapitän steuermann lotse christkind hauptmann feldwebel general sopran alt tenor bariton bass klavier violine vorstand boss legende
    opa oma monsignore kirchenälteste frontfrau frontmann bandleader leadsänger newcomer urgestein nestor doyen
    """.split()
)
_DESCRIPTIVE_END = re.compile(
    r"(?:olog(?:e|in)|ökolog(?:e|in)|graf(?:in)?|ist(?:in)?|ator(?:in)?|itor(?:in)?|ektor(?:in)?|eur(?:in)?|iker(?:in)?|"
    r"lots(?:e|in)|pädagog(?:e|in)|förderer|vater|mutter|oma|opa|dame|frau|mann|älteste[rn]?|juror(?:in)?|hilfe|kraft|"
    r"chef(?:in)?|boss|profi|legende|meister(?:in)?|wärter(?:in)?|wart(?:in)?|ent(?:in)?|ant(?:in)?|jährige[rn]?|sprecher(?:in)?)$"
)
_ADJECTIVAL = re.compile(
    r"(?:(?:^|ab|bei|ver|unter|nach)geordnet|verordnet|vorsitzend|beisitzend|beauftragt|auszubildend|studierend|amtiert|angestellt|bedienstet|mächtigt|gesandt|delegiert|sachverständig|geehrt|verwandt|überlebend|platziert|"
    r"beamt|reisend|vertraut|jugendlich|freiwillig|ehrenamtlich|verantwortlich|gewählt)e[rnms]?$"
)
_UMLAUTS = (("ä", "a"), ("äu", "au"), ("ö", "o"), ("ü", "u"))
_PLURALS = (
    ("innen", "in"), ("frauen", "frau"), ("männer", "mann"), ("männern", "mann"), ("leute", "mann"), ("räte", "rat"),
    ("räten", "rat"), ("ärzte", "arzt"), ("ärzten", "arzt"), ("anwälte", "anwalt"), ("mitglieder", "mitglied"),
    ("mitgliedern", "mitglied"), ("vorstände", "vorstand"), ("kräfte", "kraft"), ("köche", "koch"), ("wehrmänner", "wehrmann"),
)  # fmt: skip
_COUNCILS = frozenset(
    {"stadtrat", "kreisrat", "gemeinderat", "ortsrat", "beirat", "landesrat", "aufsichtsrat", "rat", "bezirksrat",
     "jugendbeirat", "seniorenbeirat", "verwaltungsrat", "elternbeirat", "kirchenvorstand", "vorstand", "verwaltungsvorstand",
     "stiftungsrat", "personalrat", "betriebsrat", "bundesrat", "integrationsrat", "sportausschuss", "ortsbeirat"}
)  # fmt: skip
_LEAST_TAIL = 4
# No office is longer than this (letters).
_LONGEST = 60


@lru_cache(maxsize=50_000)
def is_role(word: str) -> bool:
    """Whether a word names an office, an occupation or a function and is hardly a name: Bischof is, Schneider is not."""
    low = word.lower()
    if low in _OFFICES_TOO:
        return True
    return may_be_role(word) and not is_last_name(word) and first_name_class(word) < 3


@lru_cache(maxsize=50_000)
def may_be_role(word: str) -> bool:
    """Whether a word names an office, an occupation or a function, in the singular or the plural.

    A noun counts that has a feminine in -in (Revierförster: Försterin), and what ends in a known head.
    """
    seen = visible(word).strip("-")
    if not 2 <= len(seen) <= _LONGEST or not seen[0].isupper():
        return False
    low = seen.lower().replace("‐", "-")
    tail = low.rsplit("-", 1)[-1]
    if low in _NO_ROLES or tail in _NO_ROLES or tail == "oberhaupt":
        return tail == "oberhaupt"
    if low in _SHORT:
        return seen.isupper()
    if low in _SINGLE or tail in _SINGLE:
        return True
    return _is_person_noun(tail) or singular(word) is not None


@lru_cache(maxsize=50_000)
def may_describe(word: str) -> bool:
    """Whether a word right beside a name says what its bearer is: any agentive noun (Schweißer, Akkordeonist, Tagesvater)."""
    if may_be_role(word):
        return True
    low = visible(word[: _LONGEST + 1]).lower()
    tail = low.rsplit("-", 1)[-1]
    if (
        len(low) > _LONGEST
        or not word[:1].isupper()
        or tail in _NO_ROLES - {"vorstand"}
        or low in _NO_ROLES - {"vorstand"}
    ):
        return False
    if tail in _DESCRIBING or (_DESCRIPTIVE_END.search(tail) and not tail.endswith("ment")):
        return True
    base = tail.removesuffix("in")
    if base.endswith("er") and len(base) > 5 and not is_place(base[:-2]):
        for at in range(len(base) - 4):
            if at and not (at >= 3 and is_word(base[:at].removesuffix("s"))):
                continue
            stem = base[at:-2]
            if (
                len(stem) >= 3
                and (is_word(stem + "en") or is_word(stem + "n"))
                and base[at:] not in _NO_ROLES
            ):
                return True
    return False


@lru_cache(maxsize=50_000)
def singular(word: str) -> str | None:
    """The singular of a role in the plural: Stadträtinnen → Stadträtin; None for what is no such plural."""
    low = word.lower()
    if len(low) > _LONGEST:
        return None
    for ending, plural in _PLURALS:
        if low.endswith(ending) and len(low) > len(ending):
            base = word[: -len(ending)] + plural
            if ending == "innen" or _ends_in_single(base.lower()) or _is_person_noun(base.lower()):
                return base
    if _ADJECTIVAL.search(low) and low.endswith("en"):
        return word[:-1]
    for ending in ("n", "en", "es", "e", "s"):
        base = word[: -len(ending)]
        if low.endswith(ending) and not is_noun(low) and _is_person_noun(base.lower()):
            return base
        if ending == "es" and low.endswith("gliedes"):
            return base  # "des verstorbenen Mitgliedes"
    return None


def is_plural(word: str) -> bool:
    """Whether a role can only be meant of several: Stadträtinnen, Stadträte, Beauftragten."""
    return singular(word) is not None and not word.lower().endswith("s")


def is_council(word: str) -> bool:
    """Whether the word is as often a body of people as one person's office: Stadtrat, Beirat."""
    return visible(word).lower() in _COUNCILS


def is_kin(word: str) -> bool:
    """Whether the word only says whose relative somebody is: Tochter, Ehemann."""
    return word.lower() in _KIN


@lru_cache(maxsize=20_000)
def corrected(word: str) -> str:
    """A role with its misprint mended where the head is one letter off: Staatssekretäring → Staatssekretärin."""
    if may_be_role(word) or not 8 <= len(word) <= _LONGEST or is_word(word):
        return word
    low = word.lower()
    forms = [head + ending for head in _HEADS for ending in ("", "in")] + [
        head[:-1] for head in _HEADS if head[-2:] == "er"
    ]
    for cut in range(3, len(word) - 6):
        tail = low[cut:]
        if len(tail) < 8:
            break
        likely = process.extractOne(tail, forms, scorer=Levenshtein.distance, score_cutoff=1)
        if likely and len(likely[0]) >= 8 and is_word(low[:cut].removesuffix("s")):
            return word[:cut] + likely[0]
    return word


def role_of(word: str) -> str | None:
    """The role a word names, in the singular and without its misprint; None for a word that names none."""
    mended = corrected(word)
    if not may_be_role(mended):
        return None
    return singular(mended) or mended


def is_adjectival(role: str) -> bool:
    """Whether a role is a participle or an adjective made a noun, in the form of its article: Vorsitzende, Verantwortliche."""
    return role.endswith("e") and " " not in role and _ADJECTIVAL.search(role.lower()) is not None


def described_as(word: str) -> str | None:
    """As `role_of`, for a word right beside a name, where any agentive noun counts."""
    return role_of(word) or (word if may_describe(word) else None)


def _ends_in_single(low: str) -> bool:
    return any(low.endswith(single) for single in _SINGLE if len(single) >= _LEAST_TAIL)


@lru_cache(maxsize=50_000)
def _is_person_noun(low: str) -> bool:
    if len(low) < 3:
        return False
    if _ADJECTIVAL.search(low):
        return True
    if any(low.endswith((head, head + "in")) for head in _HEAD_BY_LENGTH):
        return True
    if is_word(low) and not is_noun(low) and is_word(f"{low}n") and is_word(f"{low}r"):
        return False  # an adjective: gemeinsame
    if low.endswith(("frau", "rätin", "kämmerin", "ärztin", "rat")) and len(low) > 6:
        return low not in {"vorrat", "hausrat", "heirat", "apparat", "quadrat"} and not low.endswith("gerat")
    for at in range(len(low) - _LEAST_TAIL + 1):
        tail = low[at:]
        if at and not (at >= 3 and is_word(low[:at].removesuffix("s"))):
            continue
        if tail in _NO_ROLES:
            return False
        if at and tail in _SINGLE:
            return True
        if _has_feminine(tail) or (tail.endswith("in") and _has_masculine(tail)):
            # A demonym (Hamburger, Berlinerin) says where somebody is from, not what he is.
            base = tail.removesuffix("in")
            return not (base.endswith("er") and (is_place(base[:-2]) or is_place(base[:-1])))
    return False


def _has_feminine(low: str) -> bool:
    if not entry(low) & 2 or first_name_class(low) >= 4:
        return False
    stem = low.removesuffix("e")
    if entry(stem + "in") & 1:
        return True
    return any(
        entry(_last_vowel(stem, plain, umlaut) + "in") & 1 for umlaut, plain in _UMLAUTS if plain in stem
    )


def _has_masculine(low: str) -> bool:
    if not entry(low) & 1 or len(low) < 6:
        return False
    stem = low[:-2]
    return bool(entry(stem) & 2 or entry(stem + "e") & 2 or entry(stem + "er") & 2) or any(
        entry(_last_vowel(stem, umlaut, plain)) & 2 for umlaut, plain in _UMLAUTS if umlaut in stem
    )


def _last_vowel(word: str, old: str, new: str) -> str:
    at = word.rfind(old)
    return word if at < 0 else word[:at] + new + word[at + len(old) :]


@lru_cache(maxsize=20_000)
def head_of(role: str) -> str:
    """A role without gender and case, to compare by: Vorsitzende, Vorsitzender and Vorsitzenden are one."""
    low = fold(role_of(role) or role)
    for feminine, masculine in _FEMININES:
        if low.endswith(feminine):
            return low[: -len(feminine)] + masculine
    low = low.removesuffix("in") if len(low) > _LEAST_TAIL + 1 else low
    if low.endswith(("nder", "eter", "gter")):
        return low[:-2]
    return low[:-1] if low.endswith(("nde", "ete", "gte")) else low


_FEMININES = (
    ("aerztin", "arzt"),
    ("raetin", "rat"),
    ("anwaeltin", "anwalt"),
    ("kaemmerin", "kaemmerer"),
    ("frau", "mann"),
)
