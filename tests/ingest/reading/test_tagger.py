"""The tagger is asked by several threads at once, one for each host."""

from concurrent.futures import ThreadPoolExecutor

from ingest.reading.persons.tagger import Tagged, Tags

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
