"""Whether a German sentence tells of what was or of what is to come."""

import re
from enum import StrEnum
from functools import lru_cache

from language.german.lexicon import is_word
from language.german.tokens import fold


class Tense(StrEnum):
    """What a sentence's finite verb tells: what is over, or what is or comes."""

    PAST = "past"
    AHEAD = "ahead"


_WORDS = re.compile(r"[^\W\d_]+")
# Preterites of strong verbs and auxiliaries; weak ones are known by their ending.
_PRETERITES = frozenset(
    """
    war waren wurde wurden hatte hatten kam kamen gab gaben ging gingen fand fanden nahm nahmen übergab übergaben begann
    begannen traf trafen lud luden sprach sprachen stand standen hielt hielten stieg stiegen fiel fielen rief riefen
    schrieb schrieben las lasen sah sahen ließ liessen ließen blieb blieben zog zogen trug trugen schlug schlugen lief
    liefen empfing empfingen unterschrieb beschloss beschlossen eroeffnete gewann gewannen verlieh verliehen wies wiesen
    brachte brachten dachte bot boten bezog fuhr fuhren flog entstand entstanden starb starben verstarb überbrachte
    konnte konnten musste mussten durfte durften wollte wollten vergab warf griff schloss schlossen
    erschien erschienen verschwand geriet lag lagen saß saßen drang brach bekam bekamen erhielt erhielten trat traten
    unterstrich ergriff würdigte zeigte informierte nannte besuchte tagte pries bewies ergab
    """.split()
)
_PERFECT = frozenset("hat haben ist sind".split())
_PARTICIPLE = re.compile(
    r"(?:ge\w{2,}(?:t|en)|\w{2,}ge\w{2,}(?:t|en)|\w{3,}iert|(?:be|ver|er|ent|zer|emp|miss|über|unter|wieder)\w{3,}(?:t|en))$"
)
_AHEAD = frozenset(
    """
    wird werden findet finden lädt laden beginnt beginnen startet starten öffnet öffnen kann können soll sollen muss
    müssen gibt stellt stellen kommt kommen bietet bieten bleibt bleiben tagt tagen geht gehen steht stehen liest lesen
    spricht sprechen zeigt zeigen spielt spielen führt führen gilt gelten tritt treten schließt schließen sperrt
    erneuert baut bauen präsentiert präsentieren veranstaltet feiert feiern informiert informieren eröffnet hält halten
    trifft treffen verkehrt fährt fahren endet enden darf dürfen will wollen rollt rückt übergibt übergeben empfängt
    könnte könnten sollte sollten müsste müssten dürfte dürften würde würden hofft werde seien entscheidet entfällt entfallen berät beraten diskutiert wirbt
    """.split()
)
_WEAK = re.compile(r"\w{2,}(?:[bcdfghjklmnpqrstvwxzß]|ie|au|eu|ei|[tdnm]e)te(?:n)?$")
# Third persons of the present end so; what else does is listed.
_PRESENT = re.compile(r"(?!ge)\w{2,}t")
_NO_PRESENT = frozenset(
    """
    mit nicht erst fast bereits jetzt statt seit dort samt laut selbst sonst meist zuletzt zunächst sofort oft gut recht
    leicht direkt weit bekannt berühmt dicht schlecht echt nett bunt breit alt kalt satt glatt acht insgesamt gesamt
    verletzt beteiligt gesperrt geehrt besetzt bestimmt überhaupt damit womit somit ort gestellt vielleicht
    """.split()
)
# A noun in the plural, and directly behind it what may be its verb.
_PLURAL = re.compile(r"\b[A-ZÄÖÜ][\wäöüß-]*(?:en|er|e|s|n)\s(?P<verb>[a-zäöü]{2,}(?:en|ern|eln))\b")
_MOVED = frozenset(
    """
    gekommen angekommen zurückgekommen gegangen gestorben verstorben gefahren gereist eingetroffen entstanden geworden gewesen
    geblieben gestiegen gesunken zurückgekehrt ausgeschieden gewachsen verschwunden gelungen geschehen passiert ausgerückt
    gestürzt gefallen gezogen umgezogen erschienen
    """.split()
)
_PLANNED = frozenset(
    "geplant vorgesehen angesetzt eingeladen gesperrt geöffnet geschlossen terminiert".split()
)
_NO_VERBS = frozenset(
    """
    heute bitte gute guten rechte rechten breite breiten weite weiten letzte letzten nächste nächsten erste ersten zweite
    zweiten dritte dritten vierte fünfte sechste beste besten meiste meisten alte alten späte späten rote roten laute
    halte gesamte gesamten bekannte bekannten geplante geplanten gestern beiden mitte seite seiten weiter hinten unten
    kosten gäste kräfte bunte bunten akute akuten konkrete private privaten öffnete geladen wichtigste größte größten
    mitten leute sitten vormittags gespannte beliebte beliebten sogenannte sogenannten
    """.split()
) - {"öffnete"}


def tense_of(clause: str) -> Tense | None:
    """The tense of a clause by its finite verbs; None where nothing tells (a headline, a line of a list)."""
    words = [match.group() for match in _WORDS.finditer(clause)]
    small = [word for at, word in enumerate(words) if word[0].islower() or at == 0]
    lower = [word.lower() for word in small]
    told = [
        word for at, word in enumerate(words) if (word[0].islower() or at == 0) and not _is_epithet(words, at)
    ]
    if "worden" in lower or any(_is_preterite(word.lower()) for word in told):
        return Tense.PAST
    future = "wird" in lower or "werden" in lower
    participles = [word for word in lower[1:] if _PARTICIPLE.fullmatch(word)]
    if not future and participles and not _PLANNED & set(lower):
        moved = {"ist", "sind"} & set(lower) and _MOVED & set(participles)
        if moved or {"hat", "haben"} & set(lower):
            return Tense.PAST
    present = any(
        word in _AHEAD or (_PRESENT.fullmatch(word) and word not in _NO_PRESENT | _PERFECT) for word in lower
    )
    if not present and {"ist", "sind"} & set(lower) and clause.rstrip().endswith((".", "!", "?")):
        present = True
    return Tense.AHEAD if present or _plural_present(clause) else None


def _is_epithet(words: list[str], at: int) -> bool:
    """Whether a weak form stands before a noun beside another finite verb: "sucht engagierte Bürger"."""
    low = words[at].lower()
    if (
        low in _PRETERITES
        or not _WEAK.fullmatch(low)
        or at + 1 >= len(words)
        or not words[at + 1][0].isupper()
    ):
        return False
    return any(
        word[0].islower()
        and (word in _AHEAD or (_PRESENT.fullmatch(word) and word not in _NO_PRESENT | _PERFECT))
        for word in words[:at]
    )


def _plural_present(clause: str) -> bool:
    """Whether a plural subject is followed by its verb: "Die Schulen ziehen um", "Arbeiten laufen"."""
    return any(
        is_word(found["verb"]) and found["verb"] not in _NO_VERBS and not _PARTICIPLE.fullmatch(found["verb"])
        for found in _PLURAL.finditer(clause)
    )


def is_finite(word: str) -> bool:
    """Whether a lower-case word is a finite verb as this module knows them."""
    low = word.lower()
    return low in _AHEAD or low in _PERFECT or _is_preterite(low)


@lru_cache(maxsize=20_000)
def _is_preterite(low: str) -> bool:
    if low in _PRETERITES or fold(low) in _FOLDED_PRETERITES:
        return True
    if low in _NO_VERBS or low in _AHEAD or not _WEAK.fullmatch(low):
        return False
    stem = low.removesuffix("n").removesuffix("te")
    # A weak preterite has an infinitive beside it: sagte, sagen; "arbeiten" is one itself.
    return any(
        is_word(infinitive) for infinitive in (stem + "en", stem + "n", stem.removesuffix("e") + "en")
    ) and not (low.endswith("ten") and is_word(low) and not is_word(stem + "en"))


_FOLDED_PRETERITES = frozenset(fold(word) for word in _PRETERITES)
