"""Whether a German sentence tells of what was or of what is to come."""

import re
from enum import StrEnum

from german.tokens import fold


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
    konnte konnten musste mussten durfte durften wollte wollten sollte sollten vergab warf griff schloss schlossen
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
    entscheidet entfällt entfallen berät beraten diskutiert wirbt
    """.split()
)
_WEAK = re.compile(r"\w{2,}(?:[bcdfghjklmnpqrstvwxzß]|ie|au|eu|ei)te(?:n)?$")
_NO_VERBS = frozenset(
    """
    heute bitte gute guten rechte rechten breite breiten weite weiten letzte letzten nächste nächsten erste ersten zweite
    zweiten dritte dritten vierte fünfte sechste beste besten meiste meisten alte alten späte späten rote roten laute
    halte gesamte gesamten bekannte bekannten geplante geplanten gestern beiden mitte seite seiten weiter hinten unten
    kosten gäste kräfte bunte bunten akute akuten konkrete private privaten öffnete geladen wichtigste größte größten
    mitten leute sitten vormittags gespannte beliebte beliebten sogenannte sogenannten
    """.split()
) - {"öffnete"}


def tense_of(sentence: str) -> Tense | None:
    """The tense of a sentence by its finite verbs; None where nothing tells (a headline, a line of a list)."""
    words = [match.group() for match in _WORDS.finditer(sentence)]
    lower = [word.lower() for word in words]
    says_past = any(word in _PRETERITES or fold(word) in _PRETERITES for word in lower) or any(
        printed[0].islower() and _WEAK.fullmatch(word) and word not in _NO_VERBS
        for printed, word in zip(words, lower, strict=True)
    )
    if says_past:
        return Tense.PAST
    ahead = any(word in _AHEAD for word in lower)
    future = "wird" in lower or "werden" in lower
    if not future and _PERFECT & set(lower) and any(_PARTICIPLE.fullmatch(word) for word in lower[1:]):
        planned = {"geplant", "vorgesehen", "angesetzt", "eingeladen", "gesperrt", "geöffnet", "geschlossen"}
        return Tense.AHEAD if planned & set(lower) else Tense.PAST
    return Tense.AHEAD if ahead else None


def is_finite(word: str) -> bool:
    """Whether a lower-case word is a finite verb as this module knows them."""
    low = word.lower()
    return (
        low in _PRETERITES
        or low in _AHEAD
        or low in _PERFECT
        or bool(_WEAK.fullmatch(low) and low not in _NO_VERBS)
    )
