"""What an answer to an address on record means."""

from dataclasses import replace

import pytest

from ingest.http_outcomes import Answer, Outcome, outcome_of
from tests.archive.test_captures import capture

ADDRESS = "https://www.stadt.example/presse/radweg"
LISTS, HOME = ["https://www.stadt.example/presse"], "https://www.stadt.example/start"
PAGE = (
    b"<html><title>Radweg fertig</title><body><h1>Radweg fertig</h1><p>"
    + b"Der Radweg ist fertig. " * 40
    + b"</p></body></html>"
)


@pytest.mark.parametrize(
    ("status", "final_url", "body", "expected"),
    [
        (200, ADDRESS, PAGE, Answer(Outcome.RELEASE)),
        (304, ADDRESS, b"", Answer(Outcome.UNCHANGED)),
        (404, ADDRESS, b"", Answer(Outcome.GONE)),
        (410, ADDRESS, b"", Answer(Outcome.GONE)),
        (200, LISTS[0], PAGE, Answer(Outcome.ELSEWHERE, LISTS[0])),
        (200, HOME, PAGE, Answer(Outcome.ELSEWHERE, HOME)),
        (200, "https://www.stadt.example/", PAGE, Answer(Outcome.ELSEWHERE, "https://www.stadt.example/")),
        (200, f"{ADDRESS}-neu", PAGE, Answer(Outcome.RELEASE)),
        (200, "https://stadt.example/?p=123", PAGE, Answer(Outcome.RELEASE)),
    ],
)  # fmt: skip
def test_an_answer(status: int, final_url: str, body: bytes, expected: Answer) -> None:
    answer = replace(capture(body, ADDRESS), status=status, final_url=final_url)
    assert outcome_of(answer, [*LISTS, HOME]) == expected


def test_a_page_that_says_not_found_is_no_release() -> None:
    body = b"<html><title>Seite nicht gefunden</title><body><h1>Seite nicht gefunden</h1></body></html>"
    assert outcome_of(capture(body, ADDRESS), [*LISTS, HOME]).outcome is Outcome.ELSEWHERE
