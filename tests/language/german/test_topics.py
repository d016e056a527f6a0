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


def test_the_demo_city_is_sorted_as_its_press_office_would() -> None:
    told = releases(1)
    right = sum(
        one.topic in [found.key for found in topics_of(one.title, one.lead, "\n".join(one.paragraphs))]
        for one in told
    )
    assert right / len(told) > 0.8
