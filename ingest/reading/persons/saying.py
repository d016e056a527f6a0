"""Verbs of saying, in any of their forms."""

import re

_STEMS = (
    "sag|sprach|sprich|spräch|beton|erklär|erläuter|berichte|unterstrich|unterstreich|lob|dank|freu|ergänz|kündig|begrüß|begründ|"
    "mein|find|fand|füg|hält|hielt|bekräftig|versprach|versprich|versicher|verriet|verrät|erzähl|schwärm|scherz|schrieb|schreib|"
    "hofft|hoff|wünsch|mahn|warn|forder|appellier|bilanzier|zitier|zog|zieht|würdig|erinner|bestätig|heißt|stell|wies|weist|"
    "antwort|entgegn|ruf|rief|frag|nannte|nennt|bezeichn|fass|resümier|kommentier|äußer|bedau|kritisier|verlang|urteil|lach|"
    "sei|so|schilder|gesteh|gestand|räumt|informier|plädier|stellt|blick|bat|bittet|rät|riet|empfahl|empfiehl|laut|lautet|zufolge|"
    "überzeug|verweis|verwies|gab|gibt|legte|bring|brach|wirbt|warb|spot|sprech|denk|dacht|glaub|teilt|teilte|heiß|gesagt|gratulier|"
    "staun|jubel|murmel|flüster|schmunzel|grüß|gelob|zeig|sieht|sah|resümiert|ermunter|ermahn|verkünd|protestier|bemerk|bekannte|bekenn|bemängel|räum|melde|witzel|frotzel|kontert"
)
# Any verb that may lead to what somebody says; many of them may do other things too.
SAYS = re.compile(rf"\b(?:{_STEMS})\w*\b|\bso\b", re.IGNORECASE)
# Verbs whose subject is a person who speaks, whatever stands around them.
SPEAKS = re.compile(
    r"(?:sagt|betont|erklärt|erläutert|berichtet|unterstreicht|lobt|ergänzt|bekräftigt|versichert|erzählt|schwärmt|mahnt|"
    r"bilanziert|resümiert|kommentiert|schildert|meint|fordert|appelliert|gratuliert|dankt|bedankt|wünscht)e?|unterstrich|sprach|versprach|verriet|so|zufolge"
)
