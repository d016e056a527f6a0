"""The pages as Streamlit runs them, without a browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from archive.store import Archive
from demo.releases import releases
from search.engine import open_engine
from search.indexer import catch_up
from tests.conftest import quiet

APP = Path(__file__).parents[2] / "app.py"
Open = Callable[..., AppTest]

# Streamlit and what it draws with warn of their own future.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")


@pytest.fixture(scope="module")
def indexed(demo_data: Path) -> Path:
    with Archive(demo_data) as archive:
        engine = open_engine("whoosh", demo_data / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    return demo_data


@pytest.fixture
def open_page(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("PRESSEARCHIV_DATA", str(indexed))
    st.cache_resource.clear()

    def opened(**parameters: str | list[str]) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=60)
        for name, value in parameters.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, page.exception
        return page

    return opened


def texts(page: AppTest) -> str:
    return "\n".join(
        str(element.value) for element in (*page.markdown, *page.info, *page.warning, *page.error)
    )


def test_the_first_page_shows_everything(open_page: Open) -> None:
    page = open_page()
    assert page.title[0].value == "Pressemitteilungen durchsuchen"
    assert f"{len(releases(1))} Treffer" in texts(page)


def test_a_deep_link_sets_every_widget(open_page: Open) -> None:
    page = open_page(
        q="Integration", topic=["integration"], **{"from": "2024-01-01", "to": "2025-12-31", "sort": "oldest"}
    )
    assert page.text_input(key="w_q").value == "Integration"
    assert [str(widget.value) for widget in page.date_input] == ["2024-01-01", "2025-12-31"]
    assert (
        page.button_group(key="w_sort").value == ["oldest"]
        or page.button_group(key="w_sort").value == "oldest"
    )


def test_what_is_typed_goes_into_the_url_and_back_to_the_first_page(open_page: Open) -> None:
    page = open_page(page="2")
    page.text_input(key="w_q").set_value("Radweg").run()
    assert dict(page.query_params) == {"q": "Radweg"}
    assert "249" not in texts(page)


def test_a_filter_goes_into_the_url_by_its_value(open_page: Open) -> None:
    page = open_page(q="Stadt")
    page.button_group(key="w_topic").set_value(["culture"]).run()
    assert page.query_params["topic"] == "culture"


def test_a_chip_lets_go_of_its_filter(open_page: Open) -> None:
    page = open_page(q="Radweg", topic=["transport"])
    page.button(key="chip_1_topic").click().run()
    assert dict(page.query_params) == {"q": "Radweg"}
    page.button(key="clear").click().run()
    assert dict(page.query_params) == {}


def test_a_bad_value_and_a_bad_query_are_told(open_page: Open) -> None:
    page = open_page(q="Radweg ODER", **{"from": "quatsch"})
    assert "kein Datum" in page.warning[0].value
    assert "Nach" in page.error[0].value


def test_no_hits_says_what_to_do(open_page: Open) -> None:
    assert "Keine Treffer" in texts(open_page(q="xyzzy"))


def test_a_page_beyond_the_last_one_is_told(open_page: Open) -> None:
    assert "Seite 99 gibt es nicht" in texts(open_page(page="99"))


def test_a_period_tells_of_what_has_no_date(open_page: Open) -> None:
    assert "kein Datum" in texts(open_page(**{"from": "2023-01-01"}))


@pytest.mark.parametrize(
    "parameters",
    [
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"q": "x" * 2_000},
        {"q": "\x00\x01"},
        {"person": ["a" * 300, "\x00", "<b>"], "topic": ["unknown"], "city": ["atlantis"]},
        {"q": "von:2017 bis:2016"},
        {"page": "99999", "size": "0"},
    ],
)
def test_any_link_gives_a_page(open_page: Open, parameters: dict[str, str]) -> None:
    assert open_page(**parameters).title


def test_english_on_request(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSEARCHIV_LANGUAGE", "en")
    st.cache_resource.clear()
    assert open_page().title[0].value == "Search press releases"


def test_an_archive_without_an_index_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSEARCHIV_DATA", str(tmp_path))
    st.cache_resource.clear()
    page = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not page.exception
    assert "pressearchiv index" in page.error[0].value.replace("\\", "")
