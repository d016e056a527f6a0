"""City files of an installation: in its data directory, or in the database that several machines read."""

from pathlib import Path

import pytest

from archive.city_files import left_in_the_directory, own_files
from ingest.city import Cities
from ingest.confirming import confirm
from ingest.errors import BadCityFile, UnknownCity
from tests.ingest.test_survey import DAY

TEXT = 'key = "neustadt"\nname = "Neustadt"\n# Warum so.\n'


def test_what_was_put_there_is_read_by_every_machine(beside: str, tmp_path: Path) -> None:
    before = Cities(tmp_path, beside)
    assert "neustadt" not in before
    place = Cities(tmp_path, beside).write("neustadt", TEXT)
    assert "neustadt.toml" in place
    other = Cities(tmp_path / "elsewhere" if beside else tmp_path, beside)
    assert other["neustadt"].source.name == "Neustadt"
    assert other.own == {"neustadt"}
    assert other.file_of("neustadt").content.decode() == TEXT
    assert place == other.file_of("neustadt").place


def test_an_own_file_stands_in_for_one_that_comes_along(beside: str, tmp_path: Path) -> None:
    assert Cities(tmp_path, beside)["solingen"].source.name != "Anderswo"
    Cities(tmp_path, beside).write("solingen", 'key = "solingen"\nname = "Anderswo"\n')
    assert Cities(tmp_path, beside)["solingen"].source.name == "Anderswo"
    Cities(tmp_path, beside).write("solingen", 'key = "solingen"\nname = "Woanders"\n')
    assert Cities(tmp_path, beside)["solingen"].source.name == "Woanders"


@pytest.mark.parametrize(
    "text", ['key = "altstadt"\nname = "A"\n', "name = 3\n", "kein TOML", 'key = "neustadt"\n']
)
def test_what_describes_no_such_city_is_told_and_not_put_there(
    beside: str, tmp_path: Path, text: str
) -> None:
    with pytest.raises(BadCityFile):
        Cities(tmp_path, beside).write("neustadt", text)
    assert Cities(tmp_path, beside).own == frozenset()


def test_one_whose_text_is_none_is_told_with_its_place(beside: str, tmp_path: Path) -> None:
    own_files(tmp_path, beside).write("neustadt", "name = 3\n")
    with pytest.raises(BadCityFile) as told:
        Cities(tmp_path, beside)["neustadt"]
    assert "neustadt.toml" in str(told.value)
    with pytest.raises(UnknownCity):
        Cities(tmp_path, beside)["neustad"]


def test_a_proof_is_noted_in_its_place(beside: str, tmp_path: Path) -> None:
    Cities(tmp_path, beside).write("neustadt", TEXT)
    place = confirm("neustadt", Cities(tmp_path, beside), DAY)
    assert "neustadt.toml" in place
    assert Cities(tmp_path, beside)["neustadt"].confirmed == DAY
    assert "# Warum so." in Cities(tmp_path, beside).file_of("neustadt").content.decode()


def test_files_that_nobody_reads_any_more_are_known(beside: str, tmp_path: Path) -> None:
    lying = own_files(tmp_path, "")
    places = [lying.write(key, TEXT.replace("neustadt", key)) for key in ("altstadt", "neustadt")]
    if not beside:
        assert left_in_the_directory(tmp_path, beside) == ()
        return
    assert left_in_the_directory(tmp_path, beside) == tuple(places)
    Cities(tmp_path, beside).write("neustadt", TEXT)
    assert left_in_the_directory(tmp_path, beside) == (places[0],)
    lying.write("neustadt", TEXT + "# Seither geändert.\n")
    assert left_in_the_directory(tmp_path, beside) == tuple(places)
