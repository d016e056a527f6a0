"""Running numbers and authors' signs as letterheads print them."""

import pytest

from archive.model import Release
from ingest.reading.number import day_in_number, read_number, read_printed_number, read_sign

PRINTED = {
    "450/pe": (450, None, "pe"),
    "450/pe (2017)": (450, 2017, "pe"),
    "045/26": (45, 2026, None),
    "PM 45-26": (45, 2026, None),
    "Nr. 215/97": (215, 1997, None),
    "Nr. 12/2024": (12, 2024, None),
    "PM 12 (2024)": (12, 2024, None),
    "Medieninformation Nr. 2026-012": (12, 2026, None),
    "PM-Nr. 2026-118 mw": (118, 2026, "mw"),
    "Pressemitteilung 12 vom 3. März 2026": (12, None, None),
    "Nr. 145|20 - tif": (145, 2020, "tif"),
    "Nr. 203/24 - Kr/wa": (203, 2024, "kr/wa"),
    "Nr. 566-19 / hgr": (566, 2019, "hgr"),
    "Pressedienst 130 – 2022": (130, 2022, None),
    "180601 - 548": (548, 2018, None),
    "310303- 0779": (779, 2003, None),
    "310303 -779": (779, 2003, None),
    "Lfd. Nr.: 88": (88, None, None),
    "– 77 – (mb)": (77, None, "mb"),
    "Nr.: 0412": (412, None, None),
    "PRESSEMITTEILUNG 12/2026": (12, 2026, None),
    "Pressemitteilung Nr. 112/2016 (kl)": (112, 2016, "kl"),
    "Pressemitteilung 6/24 jp": (6, 2024, "jp"),
    "PI 2026/087": (87, 2026, None),
    "101.2026 (bo)": (101, 2026, "bo"),
    "Nr. 12/2026 (dpa)": (12, 2026, None),
}


@pytest.mark.parametrize("line", PRINTED)
def test_a_number_is_read_in_any_usual_form(line: str) -> None:
    found = read_printed_number(line)
    assert found is not None
    assert (found.running, found.year, found.sign) == PRINTED[line]


@pytest.mark.parametrize("line", ["03.03.2026", "2026-03-03", "Vorlage", "am 3. Mai", "24. Dezember 2026"])
def test_a_date_is_no_number(line: str) -> None:
    assert read_printed_number(line) is None


@pytest.mark.parametrize("text", ["Saison 2024/25", "Zufahrt 12-14 Uhr", "im Maßstab 1-25"])
def test_in_a_sentence_the_shorter_forms_are_none(text: str) -> None:
    assert read_number(text) is None


def test_six_figures_are_a_day_that_can_be() -> None:
    assert str(day_in_number("180601")) == "2018-06-01"
    assert str(day_in_number("310303")) == "2003-03-31"
    assert day_in_number("991399") is None


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Der Text. (mb)", "mb"),
        ("Der Text. (eu)", "eu"),
        ("Der Text. (red)", "red"),
        ("Der Text. (EU)", None),
        ("Der Text. (MB)", None),
        ("Der Text. (pm)", None),
        ("Der Text. (dpa)", None),
        ("Memmingen (dl). Auf Einladung kam der Rat.", "dl"),
    ],
)
def test_a_sign_is_one_where_the_house_uses_it(body: str, sign: str | None) -> None:
    assert read_sign("", Release(city="a", url=None, title="T", body=body)) == sign
    assert read_sign("Kürzel: js", Release(city="a", url=None, title="T", body=body)) == "js"


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Pressemitteilung Nr. 12/2026", "12/2026"),
        ("450/pe", "450/pe"),
        ("180601 - 548", "180601 - 548"),
        ("Lfd. Nr.: 88", "88"),
    ],
)
def test_a_number_is_shown_without_the_words_before_it(printed: str, shown: str) -> None:
    found = read_printed_number(printed)
    assert found is not None
    assert found.shown == shown
