from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from language.german.dates import Period
from language.german.topics import TOPICS
from search.errors import QuerySyntaxError
from search.fields import FIELDS, STATE_NAMES
from search.query import (
    AlsoEarlier,
    And,
    Changed,
    Everything,
    FieldIs,
    Fuzzy,
    Near,
    Node,
    Not,
    NumberIs,
    Or,
    Person,
    Phrase,
    Prefix,
    Published,
    Role,
    Word,
    sought,
)
from search.syntax import LONGEST_QUERY, parse, render

TODAY = date(2026, 1, 15)


def tree(text: str) -> Node:
    return parse(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("  ", Everything()),
        ("Radweg", Word("Radweg")),
        ("Radweg Bahnhof", And((Word("Radweg"), Word("Bahnhof")))),
        ("Radweg UND Bahnhof", And((Word("Radweg"), Word("Bahnhof")))),
        ('"vertrauensvoll und erfolgreich"', Phrase("vertrauensvoll und erfolgreich")),
        ("„vertrauensvoll und erfolgreich“", Phrase("vertrauensvoll und erfolgreich")),
        ("»Uferklang«", Phrase("Uferklang")),
        ("Müller-Lüdenscheidt", Word("Müller-Lüdenscheidt")),
        ("Bus ODER Bahn", Or((Word("Bus"), Word("Bahn")))),
        ("Bus OR Bahn Rad", Or((Word("Bus"), And((Word("Bahn"), Word("Rad")))))),
        ("(Bus ODER Bahn) Rad", And((Or((Word("Bus"), Word("Bahn"))), Word("Rad")))),
        ("Bus -Bahn", And((Word("Bus"), Not(Word("Bahn"))))),
        ("NICHT Bahn", Not(Word("Bahn"))),
        ("NOT (Bus ODER Bahn)", Not(Or((Word("Bus"), Word("Bahn"))))),
        ("oder und nicht", And((Word("oder"), Word("und"), Word("nicht")))),
        ("steuer*", Prefix("steuer")),
        ("Bürgermeistr~", Fuzzy("Bürgermeistr")),
        ('person:"Serap Güler"', Person("Serap Güler")),
        ("Person:Güler", Person("Güler")),
        ("thema:Integration", FieldIs("topic", "integration")),
        ('topic:"Building and housing"', FieldIs("topic", "construction")),
        ("ort:Bahnhofstraße", FieldIs("place", "Bahnhofstraße")),
        ('place:"Alter Markt"', FieldIs("place", "Alter Markt")),
        ("stadt:Solingen", FieldIs("city", "Solingen")),
        ("kürzel:PE", FieldIs("sign", "pe")),
        ("sign:pe", FieldIs("sign", "pe")),
        ("rolle:Staatssekretärin", Role("Staatssekretärin")),
        ('role:"Leiterin des Jugendamtes"', Role("Leiterin des Jugendamtes")),
        ("stand:geändert", FieldIs("state", "edited")),
        ("state:withdrawn", FieldIs("state", "withdrawn")),
        ("Radweg auch:alt", And((Word("Radweg"), AlsoEarlier()))),
        ("titel:Radweg", Word("Radweg", title=True)),
        ('titel:"Neuer Radweg"', Phrase("Neuer Radweg", title=True)),
        ("450/pe", NumberIs(450, "pe", None, "450/pe")),
        ("450 / PE", NumberIs(450, "pe", None, "450/PE")),
        ("Nr. 450/pe", NumberIs(450, "pe", None, "450/pe")),
        ("Nr. 450/pe (2017)", NumberIs(450, "pe", 2017, "450/pe")),
        ("450/pe 2017", NumberIs(450, "pe", 2017, "450/pe")),
        ("PM 450", NumberIs(450, printed="PM 450")),
        ("Pressemitteilung Nr. 450", NumberIs(450, printed="Pressemitteilung Nr. 450")),
        ("Pressemitteilung 450/pe", NumberIs(450, "pe", None, "450/pe")),
        ("Bebauungsplan Nr. 114", And((Word("Bebauungsplan"), Word("Nr."), Word("114")))),
        ("nr:450", NumberIs(450)),
        ("nr:450/pe", NumberIs(450, "pe")),
        ("nr:450/2017", NumberIs(450, None, 2017)),
        ("nr:450/pe/2017", NumberIs(450, "pe", 2017)),
        ("nr:2021-012", NumberIs(12, None, 2021)),
        (
            'geändert:"letzte Woche"',
            Changed(Period(start=date(2026, 1, 5), end=date(2026, 1, 11), printed="letzte Woche")),
        ),
        (
            "changed:heute",
            Changed(Period(start=date(2026, 1, 15), end=date(2026, 1, 15), printed="heute")),
        ),
        ("von:2017", Published(Period(start=date(2017, 1, 1), end=None, printed="2017"))),
        ('bis:"August 2017"', Published(Period(start=None, end=date(2017, 8, 31), printed="August 2017"))),
        (
            "am:15.08.2017",
            Published(Period(start=date(2017, 8, 15), end=date(2017, 8, 15), printed="15.08.2017")),
        ),
        ("Stadt – Land", And((Word("Stadt"), Word("Land")))),
        ("Hinweis: Sperrung", And((Word("Hinweis"), Word("Sperrung")))),
        # A minus excludes only what it stands directly before, and no figure.
        ("Hilden - Mettmann", And((Word("Hilden"), Word("Mettmann")))),
        ("B 87 - Ampelverkehr", And((Word("B 87"), Word("Ampelverkehr")))),
        ("Herbstfest 14.00 -17.00 Uhr", And((Word("Herbstfest"), Word("14.00"), Word("17.00"), Word("Uhr")))),
        ("310303 -0779", And((Word("310303"), Word("0779")))),
        ("-5 Grad", Word("-5 Grad")),
        ("Radweg -(Bau ODER Plan)", And((Word("Radweg"), Not(Or((Word("Bau"), Word("Plan"))))))),
        # A colon makes a field of a field's name alone.
        ("Bürger:innen", Word("Bürger:innen")),
        ("Uhr:19", Word("Uhr:19")),
        ("Gehren: Fest", And((Word("Gehren"), Word("Fest")))),
        ("person: Nöring", Person("Nöring")),
        ('person:"Nöring, Uwe"', Person("Uwe Nöring")),
        ("Stadtwerke Tellbrück GmbH", And((Word("Stadtwerke"), Word("Tellbrück GmbH")))),
        ("Kulturverein e. V.", Word("Kulturverein e. V.")),
        ("titel:(Radweg ODER Kita)", Or((Word("Radweg", title=True), Word("Kita", title=True)))),
        ('person:(Nöring "Karla Osterloh")', And((Person("Nöring"), Person("Karla Osterloh")))),
        # What is one thing is one word.
        ("B 229/L 141", And((Word("B 229"), Word("L 141")))),
        ("A 3/A 46", And((Word("A 3"), Word("A 46")))),
        ("10 000 Besucher", And((Word("10 000"), Word("Besucher")))),
        ("1,5 Mio. Euro", And((Word("1,5 Mio."), Word("Euro")))),
        ("5 % mehr", And((Word("5 %"), Word("mehr")))),
        ("§ 34 BauGB", And((Word("§ 34"), Word("BauGB")))),
        ("Bürgerinnen und Bürger heute", And((Word("Bürgerinnen und Bürger"), Word("heute")))),
        ("Haupt- und Finanzausschuss", And((Word("Hauptausschuss"), Word("Finanzausschuss")))),
        # Numbers as the house prints them.
        ("12/2024", NumberIs(12, None, 2024, "12/2024")),
        ("Versammlung 04/2026", And((Word("Versammlung"), NumberIs(4, None, 2026, "04/2026")))),
        ("Nr. 12/2024", NumberIs(12, None, 2024, "12/2024")),
        ("Pressemitteilung Nr. 12/2024", NumberIs(12, None, 2024, "12/2024")),
        ("Nr. 12 (2024)", NumberIs(12, None, 2024, "12/2024")),
        ("Feinstaub PM 10", And((Word("Feinstaub"), NumberIs(10, printed="PM 10")))),
        # Quotation marks of every kind and mixture, and one that is alone.
        ('„Sauberer Wald"', Phrase("Sauberer Wald")),
        ("”Sauberer Wald”", Phrase("Sauberer Wald")),
        (",,Sauberer Wald''", Phrase("Sauberer Wald")),
        ("‚Sauberer Wald‘", Phrase("Sauberer Wald")),
        ('"offen Wald', And((Word("offen"), Word("Wald")))),
        ("Bus -", Word("Bus")),
        ('"neue Brücke"~3', Near("neue Brücke", 3)),
        ("Bus|Bahn", Or((Word("Bus"), Word("Bahn")))),
        ("+Bus +Bahn", And((Word("Bus"), Word("Bahn")))),
        ("Nöhring~1", Fuzzy("Nöhring", edits=1)),
        ("Was sagt die Stadt?", And((Word("Was"), Word("sagt"), Word("die"), Word("Stadt")))),
        ("1½ Jahre", And((Word("1½"), Word("Jahre")))),
        ("https://www.stadt.example/1", Word("https://www.stadt.example/1")),
    ],
)
def test_what_a_text_means(text: str, expected: Node) -> None:
    assert tree(text) == expected
    assert tree(render(expected)) == expected


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        ("Bus ODER", "ODER", "Nach „ODER“"),
        ("ODER Bus", "ODER", "Vor „ODER“"),
        ("Bus ODER ODER Bahn", "ODER", "„ODER“"),
        ("UND Bus", "UND", "Vor „UND“"),
        ("Bus UND", "UND", "Nach „UND“"),
        ("NICHT", "NICHT", "Nach „NICHT“"),
        ("(Bus", "(", "nicht geschlossen"),
        ("Bus)", ")", "schließt nichts"),
        ("()", "(", "leer"),
        ("thema:Xylophon", "thema:Xylophon", "gibt es nicht. Themen sind"),
        ("thema:Integratoin", "thema:Integratoin", "„Integration“"),
        ("von:die", "von:die", "kein Datum"),
        ("bis:39,4", "bis:39,4", "kein Datum"),
        ("nr:abc", "nr:abc", "keine Nummer"),
        (
            "stand:verschollen",
            "stand:verschollen",
            "geändert, berichtigt, inhaltlich, umgebaut, zurückgezogen",
        ),
        ("auch:neu", "auch:neu", "möglich sind alt"),
        ('person:""', 'person:""', "kein Wort"),
        ("*", "*", "kein Wort"),
        ("€", "€", "kein Wort"),
        (" – ", " – ", "kein Wort"),
        ("Rad*weg", "Rad*weg", "Rad*"),
        ("*weg", "*weg", "Stern"),
        ("M?ller", "M?ller", "Fragezeichen"),
        ("Kita-Pl*", "Kita-Pl*", "einzelnen Wortes"),
        ('"neue Br*"', '"neue Br*"', "Anführungszeichen gilt der Stern nicht"),
        ("Bürgermeister~7", "Bürgermeister~7", "höchstens 1 oder 2"),
        ("Kita-Platz~", "Kita-Platz~", "einzelnen Wortes"),
        ('"Brücke"~3', '"Brücke"~3', "zwei bis 8 Wörter"),
        ("titel:(Radweg", "(", "nicht geschlossen"),
        ("(" * 21 + "Bus" + ")" * 21, "(", "20 Klammern"),
        ("a " * 65, "a", "64"),
    ],
)
def test_what_cannot_be_understood_is_told_with_its_place(text: str, place: str, told: str) -> None:
    with pytest.raises(QuerySyntaxError) as failed:
        tree(text)
    assert text[failed.value.start : failed.value.end] == place
    assert failed.value.place == place
    assert told in str(failed.value)
    assert failed.value.text("en") != str(failed.value)


def test_a_query_that_is_too_long_is_told() -> None:
    with pytest.raises(QuerySyntaxError, match="1000"):
        tree("x" * (LONGEST_QUERY + 1))


def test_every_name_of_every_field_is_understood() -> None:
    values = {
        "topic": "Kultur",
        "form": "Einladung",
        "number": "4",
        "from": "2020",
        "to": "2020",
        "on": "2020",
        "mentioned": "2020",
        "changed": "2020",
        "state": "edited",
        "also": "alt",
    }
    for field in FIELDS:
        trees = {tree(f"{name}:{values.get(field.key, 'wert')}") for name in field.names}
        assert len(trees) == 1, field.key


@pytest.mark.parametrize("text", ['von:"bis 2017"', 'bis:"ab 2017"'])
def test_a_period_without_the_end_asked_for_is_told(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        tree(text)


def test_what_is_sought_leaves_out_what_is_excluded() -> None:
    assert sought(tree("Bus ODER Bahn -Rad")) == (Word("Bus"), Word("Bahn"))


words = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüßÄÖÜ0123456789", min_size=1, max_size=12)
names = st.lists(words, min_size=1, max_size=3).map(" ".join)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
signs = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöü", min_size=1, max_size=5)
leaves = st.one_of(
    st.builds(Word, words, st.booleans()),
    st.builds(Phrase, names, st.booleans()),
    st.builds(Prefix, words, st.booleans()),
    st.builds(Fuzzy, words, st.booleans(), st.sampled_from([None, 1, 2])),
    st.builds(Near, st.lists(words, min_size=2, max_size=4).map(" ".join), st.integers(0, 50)),
    st.builds(Person, names),
    st.builds(Role, names),
    st.builds(FieldIs, st.just("state"), st.sampled_from(list(STATE_NAMES))),
    st.just(AlsoEarlier()),
    st.builds(FieldIs, st.just("topic"), st.sampled_from([topic.key for topic in TOPICS])),
    st.builds(FieldIs, st.just("city"), names),
    st.builds(FieldIs, st.just("place"), names),
    st.builds(FieldIs, st.just("sign"), signs),
    st.builds(NumberIs, st.integers(0, 99_999), st.none() | signs, st.none() | st.integers(1900, 2099)),
    days.map(lambda day: Changed(Period(start=day, end=day, printed=day.isoformat()))),
    days.map(lambda day: Published(Period(start=day, end=day, printed=day.isoformat()))),
    days.map(lambda day: Published(Period(start=day, end=None, printed=f"{day:%d.%m.%Y}"))),
    days.map(lambda day: Published(Period(start=None, end=day, printed=day.isoformat()))),
)


def _flat(kind: type[And] | type[Or], parts: list[Node]) -> Node:
    """As a text has it: brackets around the same operator stay a tree of their own."""
    return kind(tuple(parts))


trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(And, parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(Or, parts)),
        st.builds(Not, inner),
    ),
    max_leaves=8,
)


@given(trees)
def test_parse_is_the_inverse_of_render(node: Node) -> None:
    assert tree(render(node)) == node


@given(st.text(max_size=80))
@example("0~0{")
@example("Radwe~{")
def test_any_text_is_understood_or_told(text: str) -> None:
    node: Node | None = None
    told: QuerySyntaxError | None = None
    try:
        node = tree(text)
    except QuerySyntaxError as error:
        told = error
    assert told is None or (0 <= told.start <= len(text) and str(told))
    assert node is None or tree(render(node)) == node
