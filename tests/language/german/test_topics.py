import pytest

from archive.model import Release
from ingest.city import unknown_city
from ingest.layout import ExtractedPage
from ingest.reading import read
from language.german.topics import TOPICS, find_topic, topic, topics_of
from pressearchiv.demo.releases import releases


def test_keys_and_labels_are_each_used_once() -> None:
    assert (
        len({one.key for one in TOPICS}) == len({one.de for one in TOPICS}) == len({one.en for one in TOPICS})
    )


def test_a_topic_is_found_by_key_and_by_label_in_both_languages() -> None:
    assert find_topic("Integration") == find_topic("integration") == topic("integration")
    assert find_topic("Umwelt und Klima") == find_topic("environment AND climate") == topic("climate")
    assert find_topic("Integratoin") is None


def test_the_words_that_decide_are_told() -> None:
    (first, *_) = topics_of("Neuer Radweg am Bahnhof", "Mehr Platz für den Radverkehr", "")
    assert first.key == "transport"
    assert "Radweg" in first.words


def test_a_text_without_any_word_has_no_topic() -> None:
    assert topics_of("Guten Tag", "", "Heute ist nichts geschehen.") == ()


@pytest.mark.parametrize(
    ("title", "body", "first"),
    [
        (
            "Vollsperrung der Mühlenstraße",
            "Die Fahrbahn wird erneuert, Busse fahren eine Umleitung.",
            "transport",
        ),
        ("Neue Kita im Quartier", "Im Sommer ziehen 85 Kinder ein.", "children"),
        ("Feuerwehr löscht Dachstuhl", "Verletzt wurde niemand.", "safety"),
        ("Ausschuss berät über die Satzung", "Die Sitzung beginnt um 17 Uhr im Rathaus.", "council"),
        ("Jahreskonzert des Sinfonieorchesters", "Karten gibt es an der Abendkasse.", "culture"),
        ("Grippeimpfung im Gesundheitsamt", "Die Impfung kostet nichts.", "health"),
    ],
)
def test_what_a_release_is_about(title: str, body: str, first: str) -> None:
    assert topics_of(title, "", body)[0].key == first


def test_salutations_letterheads_and_addresses_are_no_matter() -> None:
    plain = topics_of("Jahreskonzert des Sinfonieorchesters", "", "Karten gibt es an der Abendkasse.")
    around = topics_of(
        "Jahreskonzert des Sinfonieorchesters",
        "",
        "Sehr geehrte Damen und Herren der Wasserwerke, Karten gibt es an der Abendkasse. Markt 1, 48607 Schulhausen",
    )
    assert [found.key for found in around] == [found.key for found in plain]


def test_names_of_persons_are_no_matter() -> None:
    body = "Es sprachen Petra Müller und Karla Brandes. Ulf Busse sang im Konzert des Orchesters."
    release = Release(city="x", url=None, title="Liederabend", body=body)
    found = read(ExtractedPage(release=release), unknown_city())
    assert [topic.key for topic in found.topics] == ["culture"]


def test_whom_a_release_honours_is_told_behind_what_it_is_about() -> None:
    found = [
        topic.key
        for topic in topics_of(
            "Goldene Ehrennadel für Chorleiterin: 40 Jahre Chor und Konzerte",
            "",
            "Geehrt wurde sie im Konzert.",
        )
    ]
    assert found[0] != "honours"
    assert "honours" in found


def test_no_two_topics_share_a_code_but_those_without_one_of_their_own() -> None:
    codes = [topic.iptc for topic in TOPICS if topic.key not in {"climate", "waste"}]
    assert len(codes) == len(set(codes))


def test_a_text_of_any_length_is_read() -> None:
    assert topics_of("Wort " * 20_000, "", "x" * 100_000 + " Schule" * 20_000)[0].key == "education"


def test_the_demo_city_is_sorted_as_its_press_office_would() -> None:
    told = releases(1)
    right = sum(
        one.topic in [found.key for found in topics_of(one.title, one.lead, "\n".join(one.paragraphs))]
        for one in told
    )
    assert right / len(told) > 0.8
