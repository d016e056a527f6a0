"""The API held against its own document: no answer is a fault of the server, or other than is promised there."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from limits import RateLimitItem
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from pressearchiv.web.http.routes import site
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.limits import Limits
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff

# The town of the pages' tests.
from tests.pressearchiv.web.conftest import context as context

pytestmark = pytest.mark.long
# Requests of each operation.
EXAMPLES = 300
Counts = Callable[[str, object], None]
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


class _NoLimits(Limits):
    """Asks may come as fast as they like."""

    def allows(self, item: RateLimitItem, who: str) -> bool:
        return True


def test_every_answer_is_one_that_the_document_promises(context: AppContext, record_property: Counts) -> None:
    app = site(context, Staff(context.config, secret_of(context.config.data)), _NoLimits(), None)
    document = schemathesis.openapi.from_asgi("/api/openapi.json", app)
    asked: Counter[str] = Counter()

    def answers(case: schemathesis.Case[Any]) -> None:
        asked[case.operation.label] += 1
        case.call_and_validate(checks=CHECKS)

    for found in document.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]
        rounds = settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        rounds(given(case=operation.as_strategy())(answers))()
    told = f"{len(asked)} operations, {asked.total()} requests, none answered otherwise than promised"
    record_property("counts", f"API document: {told}")
    assert len(asked) > 5
