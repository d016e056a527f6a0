"""The pages as Streamlit runs them, without a browser."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from archive.model import Contact
from archive.origins import PublishedFrom
from archive.store import Archive
from pressearchiv.demo.releases import releases
from pressearchiv.web.pages import address_bar
from pressearchiv.web.pages.number_strip import missing_text
from pressearchiv.web.shared import context as shared_context
from pressearchiv.web.shared import guide_messages
from pressearchiv.web.shared.config import WebConfig
from pressearchiv.web.shared.context import AppContext, open_context
from search.engine import open_engine
from search.errors import IndexDamaged
from search.indexer import catch_up
from tests.archive.test_store import SOURCE, reading, release
from tests.conftest import quiet
from tests.pressearchiv.web.conftest import person, put
from tests.waiting import HANG

APP = Path(__file__).parents[3] / "app.py"
Open = Callable[..., AppTest]

# Streamlit and what it draws with warn of their own future.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::PendingDeprecationWarning")


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """What a page keeps for the next one is closed with it."""
    yield
    st.cache_resource.clear()


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

    def opened(**parameters: str | list[str]) -> AppTest:
        page = AppTest.from_file(str(APP), default_timeout=HANG)
        for name, value in parameters.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception, page.exception
        return page

    return opened


def texts(page: AppTest) -> str:
    told = (*page.markdown, *page.info, *page.warning, *page.error, *page.title, *page.subheader)
    return "\n".join([*(str(one.value) for one in told), *(one.proto.body for one in page.get("html"))])


def test_the_first_page_shows_everything(open_page: Open) -> None:
    page = open_page()
    assert page.title[0].value == "Pressemitteilungen durchsuchen"
    said = texts(page)
    assert f"{len(releases(1))} Treffer" in said
    assert f"{len(releases(1))} Meldungen seit 2023 von Stadt Tellbrück, zuletzt abgerufen am " in said
    assert "% vollständig." in said


def test_nothing_is_put_over_what_a_visitor_clicks_before_the_page_is_whole(open_page: Open) -> None:
    kinds = ("button_group", "text_input", "selectbox", "checkbox")
    widgets = [widget for kind in kinds for widget in open_page().get(kind)]
    assert len(widgets) > 8
    assert [widget.proto.label for widget in widgets if widget.proto.set_value] == ["Sortierung"]


def test_the_examples_of_the_first_page_find_something(open_page: Open) -> None:
    page = open_page()
    examples = [link.proto for link in page.get("page_link") if "q=" in link.proto.query_string]
    asked = [parse_qs(link.query_string)["q"][0] for link in examples if "id=" not in link.query_string]
    assert len(asked) == 3
    for query in asked:
        assert "Keine Treffer" not in texts(open_page(q=query))


def test_a_deep_link_sets_every_widget(open_page: Open) -> None:
    page = open_page(
        q="Integration", topic=["integration"], **{"from": "2024-01-01", "to": "2025-12-31", "sort": "oldest"}
    )
    assert page.text_input(key="w_q").value == "Integration"
    assert [page.text_input(key=key).value for key in ("w_from", "w_to")] == ["01.01.2024", "31.12.2025"]
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


def test_two_persons_together(open_page: Open) -> None:
    persons = ["Rolf Hagenbeck", "Torsten Ahlgrimm"]
    page = open_page(person=persons)
    offered = re.fullmatch(r"oder \(zusammen: (\d+)\)", page.button(key="link_1").label)
    assert offered
    page.button(key="link_1").click().run()
    assert page.query_params["all"] == "person"
    assert page.markdown[0].value == f"**{offered[1]} Treffer**"
    assert 0 < int(offered[1]) < 33
    page.button(key="link_1").click().run()
    assert "all" not in page.query_params
    page.button(key="link_1").click().run()
    page.button(key="chip_1_person").click().run()
    assert dict(page.query_params) == {"person": "Rolf Hagenbeck"}, "one alone is not together with anything"


def test_what_a_release_has_but_one_of_is_never_offered_together(open_page: Open) -> None:
    page = open_page(city=["tellbrueck", "solingen"], sign=["mk", "ad"])
    assert not [button for button in page.button if str(button.key).startswith("link_")]


def test_a_filter_becomes_an_exclusion_and_is_let_go_of(open_page: Open) -> None:
    page = open_page(topic=["transport", "culture"])
    page.button(key="exclude_1").click().run()
    assert dict(page.query_params) == {"topic": "transport", "not": "topic:culture"}
    assert page.button(key="chip_1_topic").label == "ohne Kultur ✕"
    page.button(key="chip_1_topic").click().run()
    assert dict(page.query_params) == {"topic": "transport"}


def test_a_bad_value_and_a_bad_query_are_told(open_page: Open) -> None:
    page = open_page(q="Radweg ODER", **{"from": "quatsch"})
    assert "kein Datum" in page.warning[0].value
    assert "Nach „ODER“ fehlt, wonach gesucht wird.<br><code>Radweg <mark>ODER</mark></code>" in texts(page)


def test_no_hits_says_what_to_do(open_page: Open) -> None:
    said = texts(open_page(q="Radweg xyzzy", topic=["transport"]))
    assert "Keine Treffer" in said
    assert "„xyzzy“ kommt in keiner Meldung vor" in said
    assert "Stadt Tellbrück: 249 Meldungen, 11. Januar 2023 – 1" in said
    assert "% vollständig; zuletzt abgerufen am" in said


def test_one_press_lets_go_of_the_part_that_took_the_last_hit(open_page: Open) -> None:
    page = open_page(q="Radweg xyzzy", topic=["transport"])
    page.button(key="without_0").click().run()
    assert dict(page.query_params) == {"q": "Radweg", "topic": "transport"}
    assert "Keine Treffer" not in texts(page)


class TestWhatMayHaveBeenMeant:
    """One click from a query that finds nothing, or cannot be understood, to what was meant."""

    def test_a_date_in_the_box(self, open_page: Open) -> None:
        page = open_page(q="Radweg März 2024 xyzzy")
        assert not [button for button in page.button if (button.key or "").startswith("offer_")]
        page = open_page(q="Radweg 2024")
        said = texts(page)
        assert "2024“ kommt in keiner Meldung vor" not in said
        (offer, *_) = [button for button in page.button if (button.key or "").startswith("offer_")]
        assert (
            offer.label.replace("\\", "") == "Veröffentlicht 1. Januar 2024 – 31. Dezember 2024: Radweg (1)"
        )

    def test_a_question(self, open_page: Open) -> None:
        page = open_page(q="Warum ist das Bürgerbüro geschlossen?")
        page.button(key="offer_0").click().run()
        assert dict(page.query_params) == {"q": "Bürgerbüro geschlossen"}

    def test_a_query_that_cannot_be_understood(self, open_page: Open) -> None:
        page = open_page(q="titel:(Radweg")
        assert "nicht geschlossen" in texts(page)
        page.button(key="offer_0").click().run()
        assert dict(page.query_params) == {"q": "Radweg"}


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
    assert "Pressemitteilungen durchsuchen" in texts(open_page(**parameters))


def test_english_on_request(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PRESSEARCHIV_LANGUAGE", "en")
    assert open_page().title[0].value == "Search press releases"


def test_an_archive_without_an_index_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive(tmp_path) as archive:
        archive.put_source(SOURCE)
        put(archive, release("Radweg fertig", "Der Radweg ist fertig."), reading(1))
    monkeypatch.setenv("PRESSEARCHIV_DATA", str(tmp_path))
    page = AppTest.from_file(str(APP), default_timeout=HANG).run()
    assert not page.exception
    assert "pressearchiv index" in page.error[0].value.replace("\\", "")


# -- the filters, one by one ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("widget", "value", "parameters"),
    [
        ("w_topic", ["culture"], {"topic": "culture"}),
        ("w_person", ["Rolf Hagenbeck"], {"person": "Rolf Hagenbeck"}),
        ("w_city", ["tellbrueck"], {"city": "tellbrueck"}),
        ("w_sign", ["sb"], {"sign": "sb"}),
        ("w_year", "2024", {"from": "2024-01-01", "to": "2024-12-31"}),
    ],
)
def test_every_list_of_values_narrows(
    open_page: Open, widget: str, value: list[str] | str, parameters: dict[str, str]
) -> None:
    page = open_page()
    page.button_group(key=widget).set_value(value).run()
    assert dict(page.query_params) == parameters
    assert page.button_group(key=widget).value == value
    page.button_group(key=widget).set_value([] if isinstance(value, list) else None).run()
    assert dict(page.query_params) == {}


def test_a_value_that_is_not_in_the_list_can_be_looked_up(open_page: Open) -> None:
    page = open_page()
    options = page.selectbox(key="w_more_person").options
    page.selectbox(key="w_more_person").select(options[3]).run()
    chosen = page.query_params["person"]
    assert str(chosen if isinstance(chosen, str) else chosen[0]) in options[3]
    assert page.selectbox(key="w_more_person").value is None


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("1.3.24", "2024-03-01", "2024-03-01"),
        ("01.03.2024", "2024-03-01", "2024-03-01"),
        ("01032024", "2024-03-01", "2024-03-01"),
        ("010324", "2024-03-01", "2024-03-01"),
        ("März 2024", "2024-03-01", "2024-03-31"),
        ("3/2024", "2024-03-01", "2024-03-31"),
        (" 2024 ", "2024-01-01", "2024-12-31"),
        ("2024-03-01", "2024-03-01", "2024-03-01"),
    ],
)
def test_a_typed_day_counts(typed: str, start: str, end: str) -> None:
    period = address_bar.typed_period(typed, date(2026, 11, 29))
    assert period is not None
    assert (str(period.start), str(period.end)) == (start, end)


@pytest.mark.parametrize("typed", ["quatsch", "32012024", "99", "1.3.24 und 2.3.24", "0" * 30, "-", "³"])
def test_what_is_no_day_is_none(typed: str) -> None:
    assert address_bar.typed_period(typed, date(2026, 11, 29)) is None


def test_days_are_typed_into_the_filters(open_page: Open) -> None:
    page = open_page(q="Stadt")
    page.text_input(key="w_from").set_value("März 2024").run()
    assert dict(page.query_params) == {"q": "Stadt", "from": "2024-03-01"}
    assert page.text_input(key="w_from").value == "01.03.2024"
    page.text_input(key="w_to").set_value("quatsch").run()
    assert dict(page.query_params) == {"q": "Stadt", "from": "2024-03-01"}
    assert "„quatsch“ ist kein Datum" in texts(page)
    page.text_input(key="w_to").set_value("ab 2023").run()
    assert "„ab 2023“ ist kein Datum" in texts(page)
    page.text_input(key="w_to").set_value("2024").run()
    assert page.query_params["to"] == "2024-12-31"
    page.text_input(key="w_from").set_value("").run()
    assert dict(page.query_params) == {"q": "Stadt", "to": "2024-12-31"}


def test_a_quick_period_with_its_hits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    end = date.today().replace(day=1) - timedelta(days=1)
    start = end.replace(day=1)
    with Archive(tmp_path) as archive:
        archive.put_source(SOURCE)
        dated: dict[str, Any] = {"published": start, "published_from": PublishedFrom.PAGE}
        put(archive, release("Radweg fertig", "Der Radweg ist fertig."), reading(1, **dated))
        engine = open_engine("whoosh", tmp_path / "index")
        catch_up(archive, engine, quiet)
        engine.close()
    monkeypatch.setenv("PRESSEARCHIV_DATA", str(tmp_path))
    page = AppTest.from_file(str(APP), default_timeout=HANG).run()
    spans = page.button_group(key="w_span")
    assert spans.options[0] == "Letzter Monat :gray[1]", "none of the last week"
    spans.set_value("month").run()
    assert dict(page.query_params) == {"from": str(start), "to": str(end)}


def test_a_quick_period_without_hits_is_not_offered(open_page: Open) -> None:
    with pytest.raises(KeyError):
        open_page(q="Ehrenbürgerwürde").button_group(key="w_span")


def test_words_exactly_as_typed_by_a_switch(open_page: Open) -> None:
    page = open_page(q="Radwege Bau")
    many = texts(page)
    page.toggle(key="w_exact").set_value(True).run()
    assert page.query_params["q"] == '"Radwege" "Bau"'
    assert page.toggle(key="w_exact").value is True
    assert texts(page) != many
    page.toggle(key="w_exact").set_value(False).run()
    assert page.query_params["q"] == "Radwege Bau"


def test_an_order_goes_into_the_url(open_page: Open) -> None:
    page = open_page(q="Stadt")
    page.button_group(key="w_sort").set_value("oldest").run()
    assert page.query_params["sort"] == "oldest"


def test_each_part_of_a_query_is_a_chip(open_page: Open) -> None:
    page = open_page(q="Radweg thema:verkehr", mentions="2025-06-22")
    labels = [one.label.replace("\\", "") for one in page.button if str(one.key).startswith("chip_")]
    assert labels == ["„Radweg“ ✕", "„thema:transport“ ✕", "nennt 22. Juni 2025 ✕"]


# -- the other pages ------------------------------------------------------------------------------------------------


@pytest.fixture
def open_other(indexed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A page by its function, as app.py draws it; the name of a member of staff can be given."""
    monkeypatch.setenv("PRESSEARCHIV_DATA", str(indexed))
    contexts: list[AppContext] = []

    def kept(config: WebConfig, *, served: bool = False) -> AppContext:
        contexts.append(open_context(config, served=served))
        return contexts[-1]

    monkeypatch.setattr(shared_context, "open_context", kept)

    def script(name: str, staff: str | None, served: bool) -> None:
        import importlib
        from dataclasses import replace

        import streamlit as st

        from pressearchiv.settings import load, web_config
        from pressearchiv.web.pages.context import PageContext
        from pressearchiv.web.shared.context import open_context

        settings = load()
        opened = open_context(web_config(settings, settings.data), served=served)
        page = getattr(importlib.import_module(f"pressearchiv.web.pages.{name}"), f"{name}_page")

        def nothing() -> None:
            pass

        names = ("search", "persons", "topics", "cities", "release", "person", "city", "pressdesk")
        pages = {one: st.Page(nothing, url_path=one, title=one) for one in names}
        st.navigation(list(pages.values()), position="hidden")
        page(PageContext(replace(opened, served=served), staff, pages))

    def opened(page_name: str, staff: str | None = None, **parameters: str) -> AppTest:
        page = AppTest.from_function(
            script, default_timeout=HANG, kwargs={"name": page_name, "staff": staff, "served": True}
        )
        for key, value in parameters.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, page.exception
        return page

    yield opened
    for context in contexts:
        context.close()


def test_the_release_marks_what_was_sought(open_other: Open) -> None:
    said = texts(open_other("release", id="3", q="Geschwindigkeitskontrolle Klinikum"))
    assert "<mark>Klinikum</mark>" in said
    assert "<mark>" not in texts(open_other("release", id="3", q="Klinikum ODER"))


def test_a_person_with_roles_and_what_proves_them(open_other: Open) -> None:
    page = open_other("person", id="tellbrueck/rolf-hagenbeck")
    said = texts(page)
    assert "Rolf Hagenbeck" in said
    assert "<b>Oberbürgermeister</b>" in said
    assert "Oberbürgermeister Rolf Hagenbeck" in said
    assert "belegt von 11. Januar 2023 bis 28. Oktober 2024" in said
    assert "Zitate (13)" in said
    assert "„Wer in der Innenstadt einkauft, soll nicht lange suchen müssen“" in said
    assert "Genannt zusammen mit" in said
    assert open_other("person", id="atlantis/niemand").error


def test_with_whom_leads_to_the_releases_that_name_both(open_other: Open) -> None:
    page = open_other("person", id="tellbrueck/rolf-hagenbeck")
    shared = [link for link in page.get("page_link") if "gemeinsame Meldung" in link.proto.label]
    assert shared
    query = shared[0].proto.query_string
    assert query.startswith("person=Rolf+Hagenbeck&person=")
    assert "all=person" in query


def test_a_search_within_a_person_starts_with_the_oldest(open_other: Open) -> None:
    page = open_other("person", id="tellbrueck/rolf-hagenbeck")
    page.text_input(key="within").set_value("Haushalt").run()
    assert not page.exception
    assert dict(page.query_params) == {"q": "Haushalt", "person": "Rolf Hagenbeck", "sort": "oldest"}


def test_an_office_that_nobody_held_leads_to_those_like_it(open_other: Open) -> None:
    page = open_other("persons", role="Archiv", on="2024")
    assert "Ähnliche Ämter" in texts(page)
    assert [link.proto.query_string for link in page.get("page_link")] == ["role=Stadtarchivarin&on=2024"]


def test_who_held_an_office_on_a_day(open_other: Open) -> None:
    said = texts(open_other("persons", role="Kämmerer", on="1.6.2025"))
    assert "Kämmerer, 28. Januar 2025" in said
    assert "Yusuf Demirtaş wird Kämmerer" in said
    assert "Oberbürgermeister" in texts(open_other("persons", role="rbürgermeister"))
    assert open_other("persons", role="Kämmerer", on="irgendwann mal").error
    assert "1 Person" in texts(open_other("persons", name="Rolf Hagenbeck"))


def test_topics_and_cities(open_other: Open) -> None:
    assert "Zuletzt am 12. Dezember 2025: Stadtrat tagt am Donnerstag" in texts(open_other("topics"))
    assert "% vollständig" in texts(open_other("cities"))


def test_a_city_shows_its_gaps(open_other: Open) -> None:
    said = texts(open_other("city", id="tellbrueck", year="2025"))
    held = {one.running for one in releases(1) if one.day.year == 2025}
    missing = sorted(set(range(1, max(held) + 1)) - held)
    assert f"Es fehlen {len(missing)}: {missing_text(missing)}" in said
    assert f'<span class="n gap" title="{missing[0]}"></span>' in said
    assert open_other("city", id="atlantis").error


def test_a_city_shows_what_its_lists_named(open_other: Open) -> None:
    said = texts(open_other("city", id="tellbrueck"))
    assert "Vollständigkeit nach den Listen der Stadt" in said
    assert "genannten Meldungen sind im Archiv (100" in said
    assert "Zuletzt verfolgt am" in said
    assert "was nie darauf stand, fehlt auch in dieser Zählung" in said


def test_searches_side_by_side(open_other: Open) -> None:
    page = open_other("comparison", q="Radweg", topic="transport")
    assert page.text_input(key="c_0").value == "Radweg"
    said = texts(page)
    assert "Alle Suchen: Verkehr" in said
    assert '<th scope="col">Radweg</th>' in said
    page.text_input(key="c_1").set_value("Brücke").run()
    assert page.query_params["q"] == ["Radweg", "Brücke"]
    assert page.query_params["topic"] == "transport"
    assert '<th scope="col">Brücke</th>' in texts(page)
    page.button_group(key="c_unit").set_value("shares").run()
    assert not page.exception


def test_searches_side_by_side_tell_what_is_wrong(open_other: Open) -> None:
    assert "Nach „ODER“ fehlt" in open_other("comparison", q="Radweg ODER").error[0].value.replace("\\", "")
    assert "Keine der Suchen" in open_other("comparison", q="Xyzzy").info[0].value
    assert not open_other("comparison").error


def test_the_desk_is_for_staff(open_other: Open) -> None:
    assert "für die Pressestelle" in texts(open_other("pressdesk"))
    said = texts(open_other("pressdesk", staff="Anna"))
    assert "Angemeldet als Anna" in said
    assert "Meldungen geprüft" in said


def test_the_desk_checks_the_days_that_its_address_states(open_other: Open) -> None:
    page = open_other("pressdesk", staff="Anna", **{"from": "2024-01-01", "to": "2024-03-31"})
    assert page.text_input(key="d_from_tellbrueck").value == "01.01.2024"
    page.text_input(key="d_to_tellbrueck").set_value("März 2025").run()
    assert dict(page.query_params) == {"city": "tellbrueck", "from": "2024-01-01", "to": "2025-03-31"}
    page.text_input(key="d_from_tellbrueck").set_value("irgendwann").run()
    assert "kein Datum" in texts(page)
    assert page.query_params["from"] == "2024-01-01"


def test_the_help_shows_every_field(open_other: Open) -> None:
    from search.fields import FIELDS

    page = open_other("guide")
    queries = " ".join(query for _, examples in guide_messages.EXAMPLES for query, _ in examples)
    queries += " ".join(field.example[0] for field in FIELDS if field.example)
    for field in FIELDS:
        assert any(f"{name}:" in queries for name in field.names), field.key
    assert "So wird gesucht" in texts(page)


def test_how_to_ask_is_told_without_an_index_too(open_other: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise IndexDamaged(place="index", reason="x")

    monkeypatch.setattr(AppContext, "find", damaged)
    page = open_other("guide")
    assert not page.exception
    assert "So wird gesucht" in texts(page)


def test_each_example_of_the_help_finds_something_in_the_town(indexed: Path) -> None:
    from pressearchiv.web.pages.guide import occurring
    from search.fields import FIELDS
    from search.params import Search

    context = open_context(WebConfig(data=indexed))
    try:
        values = occurring(context.find(Search()), date(2026, 1, 2))
        examples = [query for _, examples in guide_messages.EXAMPLES for query, _ in examples]
        examples += [field.example[0] for field in FIELDS if field.example]
        queries = [example.format_map(values) for example in examples]
        nothing = {query for query in queries if not context.find(Search(text=query)).total}
    finally:
        context.close()
    # The town of the tests stays in 2025, on its first day.
    assert nothing == {'am:"letzte Woche"', 'geändert:"dieses Jahr"', "stand:geändert", "stand:zurückgezogen"}


class TestStaffActs:
    """On an archive of their own: each act is noted with who did it."""

    @pytest.fixture
    def open_as_staff(self, context: AppContext, monkeypatch: pytest.MonkeyPatch, open_other: Open) -> Open:
        monkeypatch.setenv("PRESSEARCHIV_DATA", str(context.config.data))
        engine = open_engine("whoosh", context.config.data / "index")
        catch_up(context.archive, engine, quiet)
        engine.close()
        return open_other

    def test_seal_and_unseal(self, open_as_staff: Open, context: AppContext) -> None:
        page = open_as_staff("release", staff="Anna", id="1")
        page.button(key="FormSubmitter:seal-Meldung sperren").click().run()
        assert "Grund" in page.error[0].value
        page.text_input(key="seal_reason").set_value("Bitte")
        page.button(key="FormSubmitter:seal-Meldung sperren").click().run()
        seal = context.archive.record(1).seal
        assert seal
        assert seal.reason == "Bitte"
        assert context.archive.audit_log()[0].by == "Anna"
        page.button(key="FormSubmitter:seal-Sperre aufheben").click().run()
        assert context.archive.record(1).seal is None

    def test_staff_read_what_is_hidden(self, open_as_staff: Open, context: AppContext) -> None:
        context.archive.seal(1, "Bitte", datetime.now(UTC), by="Anna")
        assert "Radweg" not in texts(open_as_staff("release", id="1"))
        page = open_as_staff("release", staff="Anna", id="1")
        assert "gesperrt Nur Angemeldete sehen diese Seite" in page.error[0].value.replace("\\", "")
        assert "Radweg" in texts(page)
        context.archive.erase(1, "Bitte", datetime.now(UTC), by="Anna")
        assert "gelöscht" in texts(open_as_staff("release", staff="Anna", id="1"))

    def test_what_was_read_wrongly_is_amended_and_said_to_be(
        self, open_as_staff: Open, context: AppContext
    ) -> None:
        page = open_as_staff("release", staff="Anna", id="1")
        page.text_input(key="a_number").set_value("17 / mk")
        page.text_input(key="a_day").set_value("3.2.25")
        page.text_input(key="a_headline").set_value("Der Radweg ist da")
        page.text_input(key="a_contact_phone").set_value("0212 290")
        page.multiselect(key="a_topics").set_value(["sports"])
        page.button(key="FormSubmitter:amend-Berichtigen").click().run()
        assert "woher das bekannt ist" in page.error[0].value
        assert context.archive.amendments(1) == ()
        page.text_input(key="a_note").set_value("Anruf im Rathaus")
        page.button(key="FormSubmitter:amend-Berichtigen").click().run()
        version = context.archive.versions(1)[-1]
        assert version.headline == "Der Radweg ist da"
        assert version.reading.number
        assert (version.reading.number.shown, version.reading.sign) == ("17/mk", "mk")
        assert version.reading.number.year == 2025
        assert version.reading.published == date(2025, 2, 3)
        assert version.reading.contact == Contact(phone="0212 290")
        assert [topic.key for topic in version.reading.topics] == ["sports"]
        told = texts(open_as_staff("release", id="1")).replace("\\", "")
        assert "berichtigt: Nummer 17/mk 2025 (gelesen: 1/pe 2025). Anruf im Rathaus" in told
        assert "Datum 3. Februar 2025 (gelesen: 1. März 2025)" in told
        assert "Der Radweg ist da" in told
        page.button(key="withdraw_number").click().run()
        assert context.archive.versions(1)[-1].reading.number == version.read.number
        assert page.text_input(key="a_number").value == "1/pe"
        assert {one.by for one in context.archive.audit_log() if "amend" in one.kind} == {"Anna"}

    @pytest.mark.parametrize(
        ("field", "typed", "told"),
        [
            ("a_number", "irgendwas", "keine Nummer"),
            ("a_number", "45)", "keine Nummer"),
            ("a_year", "24", "kein Jahr"),
            ("a_day", "März 2025", "kein Datum"),
            ("a_headline", " ", "Ohne Überschrift"),
            ("a_note", "Anruf", "nichts geändert"),
        ],
    )
    def test_what_cannot_be_understood_amends_nothing(
        self, open_as_staff: Open, context: AppContext, field: str, typed: str, told: str
    ) -> None:
        page = open_as_staff("release", staff="Anna", id="1")
        page.text_input(key="a_note").set_value("Anruf")
        page.text_input(key=field).set_value(typed)
        page.button(key="FormSubmitter:amend-Berichtigen").click().run()
        assert told in page.error[0].value.replace("\\", "")
        assert context.archive.amendments(1) == ()

    def test_a_number_that_never_was(self, open_as_staff: Open, context: AppContext) -> None:
        page = open_as_staff("city", staff="Anna", id="stadt")
        page.selectbox(key="unused_number").select_index(0)
        page.text_input(key="unused_note").set_value("Anruf")
        page.button[0].click().run()
        (deed,) = [one for one in context.archive.audit_log() if one.kind == "unused"]
        assert (deed.by, deed.subject, deed.note) == ("Anna", "4/2025", "Anruf")

    def test_two_persons_are_one(self, open_as_staff: Open, context: AppContext) -> None:
        one = release("Neu", "Eva Krantz kam.", "https://a.example/91")
        put(context.archive, one, reading(91, persons=(person("Eva Krantz", "Gast", one.text),)))
        context.archive.follow_persons(now=datetime.now(UTC))
        page = open_as_staff("person", staff="Anna", id="stadt/eva-krantz")
        page.selectbox(key="merge_into").select("Eva Kranz (stadt/eva-kranz)")
        page.text_input(key="merge_note").set_value("Anruf")
        page.button(key="FormSubmitter:merge-Zusammenführen").click().run()
        assert context.archive.person_decisions() == (), "it is asked once"
        assert "„Eva Krantz“ und „Eva Kranz“ werden als eine Person geführt" in page.warning[0].value
        page.button(key="confirm").click().run()
        assert page.query_params["id"] in ("stadt/eva-kranz", ["stadt/eva-kranz"])
        assert "Von Hand zusammengeführt mit „Eva Krantz“" in texts(page).replace("\\", "")
        (deed,) = [one for one in context.archive.audit_log() if one.kind == "merge"]
        assert (deed.by, deed.note) == ("Anna", "Anruf")

    def test_a_release_means_another_of_the_name(self, open_as_staff: Open, context: AppContext) -> None:
        page = open_as_staff("person", staff="Anna", id="stadt/eva-kranz")
        page.multiselect(key="split_records").select(1)
        page.text_input(key="split_label").set_value("die Malerin")
        page.text_input(key="split_note").set_value("Anruf")
        page.button(key="FormSubmitter:split-Trennen").click().run()
        assert "„Eva Kranz“ dann eine andere Person (die Malerin)" in page.warning[0].value.replace("\\", "")
        page.button(key="leave").click().run()
        assert context.archive.person_decisions() == ()
        page.multiselect(key="split_records").select(1)
        page.text_input(key="split_label").set_value("die Malerin")
        page.text_input(key="split_note").set_value("Anruf")
        page.button(key="FormSubmitter:split-Trennen").click().run()
        page.button(key="confirm").click().run()
        assert [decision.label for decision in context.archive.person_decisions()] == ["die Malerin"]

    def test_the_public_has_no_such_forms(self, open_as_staff: Open) -> None:
        assert "Für die Pressestelle" not in texts(open_as_staff("release", id="1"))
        assert "Für die Pressestelle" not in texts(open_as_staff("person", id="stadt/eva-kranz"))
