"""The commonest words of German texts, folded: what phrases consist of and queries are not about."""

COMMON_WORDS = frozenset(
    """aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bereits bis bitte da dabei damit
    danach dann dass dem den denen der deren des diese diesem diesen dieser dieses die doch dort drei du durch ein eine
    einem einen einer eines er erst erste ersten es etwa euro fuer gegen geht gibt haben hat hatte hier ich ihr ihre
    ihrem ihren ihrer im immer in ins ist ja jahr jahre jahren jede jeden jeder jetzt kann kein keine koennen man mehr mit
    muss nach neue neuen nicht noch nun nur ob oder ohne pro sehr sei sein seine seinem seinen seiner seit sich sie sind so
    soll sollen sowie statt stadt ueber uhr um und uns unser unsere unter vom von vor war waren was weil weitere wenn werden
    wer wie wieder wir wird wo wurde wurden zu zum zur zwei zwischen""".split()
)
