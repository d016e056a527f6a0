"""The tagger is asked by several threads at once, one for each host, and told only what its model knows."""

from concurrent.futures import ThreadPoolExecutor

import marisa_trie
import pycrfsuite

from ingest.reading.persons.features import FeatureTemplate
from ingest.reading.persons.tagger import FEATURES, Tagged, Tags

SENTENCES = (
    "Oberbürgermeisterin Anna Petersen und Kämmerer Paul Vogt stellten den Haushalt vor .",
    "Die Straße bleibt bis Freitag gesperrt .",
    "Es sprach Serap Güler .",
    "Fotos : Uli Preuss , Petra Köhler , Jan Nowak",
)


def tagged(sentence: str) -> list[Tagged]:
    words = sentence.split()
    return Tags(words, [at == 0 for at in range(len(words))]).spans()


def test_threads_do_not_mix_their_sentences() -> None:
    alone = [tagged(sentence) for sentence in SENTENCES]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(tagged, SENTENCES * 200))
    assert together == alone * 200


def test_features_the_model_has_no_weight_for_change_nothing_by_their_absence() -> None:
    for text in (
        "Oberbürgermeisterin Dr. Henrike Asmussen begrüßte gestern Xilda Qurtmann im Rathaus .",
        "Foto : Uli Preuss , am Mittwoch in der Stadtbücherei Tellbrück",
    ):
        words = text.split()
        fresh = [at == 0 for at in range(len(words))]
        assert Tags(words, fresh).spans() == Tags(words, fresh, template=FeatureTemplate()).spans()


def test_the_list_of_features_is_that_of_the_model() -> None:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(FEATURES.with_name("persons.crf")))
    known = marisa_trie.Trie()
    known.load(str(FEATURES))
    assert set(known.keys()) == set(tagger.info().attributes)
