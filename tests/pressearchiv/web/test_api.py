"""The API: every answer with its fields, every refusal with its status, nothing of what is hidden."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pressearchiv.web.shared.context import AppContext
from search.indexer import catch_up
from tests.archive.test_store import reading, release
from tests.conftest import quiet
from tests.pressearchiv.web.conftest import Client, client_of, put


def test_search_with_all_parameters(ask: Client) -> None:
    found = ask("/api/v1/search?q=Radweg&topic=transport&from=2025-01-01&sort=newest&size=5").json()
    assert (found["total"], found["page"], found["pages"]) == (1, 1, 1)
    (hit,) = found["hits"]
    assert hit["permalink"] == "http://archiv.example/m/stadt/2025/1-pe"
    assert hit["published"] == "2025-03-01"
    assert {"value": "transport", "label": "Verkehr", "count": 1} in found["facets"]["topic"]
    assert ask("/api/v1/search?q=Radweg").json()["total"] == 3  # the sealed one is in none


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("from=gestern", "from"),
        ("page=0", "page"),
        ("size=1000", "size"),
        ("sort=schön", "sort"),
        ("mentions=bald", "mentions"),
        ("page=2000&size=100", "page"),
        ("q=Radweg+ODER", "ODER"),
        ("q=stadt:atlantis", "atlantis"),
    ],
)
def test_a_bad_value_is_422_with_its_place(ask: Client, query: str, place: str) -> None:
    answer = ask(f"/api/v1/search?{query}")
    assert answer.status_code == 422
    assert answer.json()["error"]["place"] == place
    assert answer.json()["error"]["message"]


def test_a_mistake_in_a_query_tells_its_characters(ask: Client) -> None:
    error = ask("/api/v1/search?q=Radweg+ODER").json()["error"]
    assert (error["code"], error["start"], error["end"]) == ("query-syntax", 7, 11)


def test_what_several_releases_say_in_the_same_words(ask: Client, context: AppContext) -> None:
    same = " ".join(f"Wort{number}" for number in range(20))
    for at, start in enumerate(("Eins", "Zwei"), 1):
        text = f"{start}. {same}."
        put(context.archive, release(f"Gleiches {at}", text, f"https://a.example/g{at}"), reading(70 + at))
    catch_up(context.archive, context.engine, quiet)
    (passage,) = ask("/api/v1/passages?q=Gleiches").json()["passages"]
    assert (passage["text"], passage["words"], passage["total"]) == (same + ".", 20, 2)
    assert [told["headline"] for told in passage["releases"]] == ["Gleiches 1", "Gleiches 2"]
    assert ask("/api/v1/passages?q=Gleiches&quotations=true").json() == {"passages": []}
    assert ask("/api/v1/passages?from=gestern").status_code == 422
    assert ask("/api/v1/passages?limit=1000").status_code == 422


def test_a_release_and_a_version_with_what_changed(ask: Client, context: AppContext) -> None:
    found = ask("/api/v1/releases/1").json()
    assert [one["grade"] for one in found["versions"]] == [None, "factual"]
    assert "900" in found["body"]
    version = ask("/api/v1/releases/1/versions/2").json()
    (change,) = version["changes"]
    assert {"kind": "gone", "text": "300"} in change["pieces"]
    assert {"kind": "new", "text": "900"} in change["pieces"]
    assert version["capture"]["sha256"] == context.archive.capture_info(2).digest
    assert version["capture"]["warc"] == "http://archiv.example/m/id/1/v/2.warc.gz"
    assert ask("/api/v1/releases/1/versions/7").status_code == 404


@pytest.mark.parametrize("path", ["/api/v1/releases/999", f"/api/v1/releases/{10**30}", "/api/v1/releases/0"])
def test_an_unknown_release_is_404(ask: Client, path: str) -> None:
    assert ask(path).status_code == 404


def test_a_sealed_release_is_451_and_tells_nothing(ask: Client) -> None:
    for path in ("/api/v1/releases/9", "/api/v1/releases/9/versions/1"):
        answer = ask(path)
        assert answer.status_code == 451
        assert "Geheim" not in answer.text


def test_persons_by_name_and_by_office(ask: Client) -> None:
    (one,) = ask("/api/v1/persons?name=Kranz").json()["persons"]
    assert (one["name"], one["key"], one["roles"]) == ("Eva Kranz", "stadt/eva-kranz", ["Kämmerin"])
    (held,) = ask("/api/v1/persons?role=Kämmerer&on=März 2025").json()["persons"]
    assert (held["name"], held["proven"], held["evidence"][0]["release"]) == ("Eva Kranz", True, 1)
    whole = ask("/api/v1/persons/stadt/eva-kranz").json()
    assert whole["roles"][0]["evidence"][0]["sentence"] == "Eva Kranz"
    assert whole["releases"] == [1]
    assert ask("/api/v1/persons/stadt/niemand").status_code == 404
    assert ask("/api/v1/persons?role=Kämmerer&on=irgendwann+mal").status_code == 422


def test_numbers_cities_and_health(ask: Client) -> None:
    years = {one["year"]: one for one in ask("/api/v1/numbers/stadt").json()["years"]}
    assert [gap["number"] for gap in years[2025]["gaps"] if gap["state"] == "never seen"] == [4, 7]
    assert [one["year"] for one in ask("/api/v1/numbers/stadt?year=2017").json()["years"]] == [2017]
    (city,) = ask("/api/v1/cities").json()["cities"]
    assert (city["key"], city["releases"]) == ("stadt", 9)
    assert ask("/api/v1/health/stadt").json()["city"] == "stadt"
    assert ask("/api/v1/health").json()["cities"][0]["city"] == "stadt"
    by_list = ask("/api/v1/lists/stadt").json()
    assert (by_list["listed"], by_list["on_record"], by_list["missing"]) == (9, 9, [])
    assert (by_list["complete"], by_list["followed_to_the_end"]) == (1, False)
    assert ask("/api/v1/health/stadt").json()["by_list"] == by_list
    for path in ("/api/v1/numbers/atlantis", "/api/v1/lists/atlantis", "/api/v1/health/atlantis"):
        assert ask(path).status_code == 404


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("kran", 'person:"Eva Kranz"'),
        ("Bad kran", 'Bad person:"Eva Kranz"'),
        ("person:kr", 'person:"Eva Kranz"'),
        ("verke", "thema:transport"),
        ("haush", "Haushalt"),
        ("450", "nr:450/pe/2017"),
    ],
)
def test_completions(ask: Client, typed: str, query: str) -> None:
    found = ask("/api/v1/complete", params={"q": typed}).json()["completions"]
    assert query in [one["query"] for one in found]


@pytest.mark.parametrize("typed", ["", "x", '"offen', "((", "\x00"])
def test_no_completions_where_there_is_nothing_to_complete(ask: Client, typed: str) -> None:
    assert ask("/api/v1/complete", params={"q": typed}).json() == {"completions": []}


def test_a_number_of_a_sealed_release_is_not_completed(ask: Client) -> None:
    assert ask("/api/v1/complete?q=8").json() == {"completions": []}


def test_an_address_that_is_none_is_404_as_json(ask: Client) -> None:
    for path in ("/api/v1/quatsch", "/api/v2/search", "/api/"):
        answer = ask(path)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not-found")


def test_the_documents_are_served_from_here(ask: Client) -> None:
    page = ask("/api/docs")
    assert page.status_code == 200
    for address in (
        "/api/docs/assets/swagger-ui-bundle.js",
        "/api/docs/assets/swagger-ui.css",
        "/assets/docs.js",
    ):
        assert address in page.text
        assert ask(address).status_code == 200
    assert "https://" not in page.text
    described = ask("/api/openapi.json").json()
    assert "/api/v1/search" in described["paths"]
    assert {"q", "person", "from", "mentions", "size"} <= {
        one["name"] for one in described["paths"]["/api/v1/search"]["get"]["parameters"]
    }


def test_who_asks_too_often_is_told_to_wait(context: AppContext) -> None:
    ask = client_of(context)
    codes = [ask("/api/v1/cities").status_code for _ in range(125)]
    assert codes[0] == 200
    assert codes[-1] == 429
    other = client_of(context)
    other.app, other.peer = ask.app, "198.51.100.9"
    assert other("/api/v1/cities").status_code == 200


def test_a_release_under_embargo_tells_nothing_of_its_persons(ask: Client, context: AppContext) -> None:
    """Who is known from before is known still; what a new version says of them is not, before its time."""
    assert ask("/api/v1/persons/stadt/eva-kranz").json()["roles"][0]["evidence"][0]["sentence"] == "Eva Kranz"
    held = context.archive.versions(1)[-1]
    secret = replace(held.release, body="GEHEIM: Eva Kranz geht. " + held.release.body)
    said = replace(held.reading, embargo=datetime.now(UTC) + timedelta(days=1))
    context.archive.deposit(secret, said, capture_id=None, layout="t", at=datetime.now(UTC))
    assert ask("/api/v1/releases/1").status_code == 451
    for path in ("/api/v1/persons/stadt/eva-kranz", "/api/v1/persons?role=Kämmerin"):
        assert "GEHEIM" not in ask(path).text


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/api/v1/persons/a%0Ab", "GET", 404, "not-found"),
        ("/api/v1/releases/200000", "GET", 404, "not-found"),
        ("/api/v1/cities", "POST", 405, "bad-request"),
    ],
)
def test_what_no_route_knows_is_told_as_every_error_is(
    ask: Client, path: str, method: str, status: int, code: str
) -> None:
    answer = ask(path, method=method)
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_the_document_promises_every_error_in_the_form_it_has(ask: Client) -> None:
    document = ask("/api/openapi.json").json()
    for path, operations in document["paths"].items():
        answers = operations["get"]["responses"]
        for status in ("404", "422", "429", "451", "503"):
            schema = answers[status]["content"]["application/json"]["schema"]
            assert schema["$ref"].endswith("/ErrorAnswer"), path
