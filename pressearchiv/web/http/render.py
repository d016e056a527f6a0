"""Pages that need no script: templates in which every text from outside is escaped."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, Response

from language.german.dates import german_date
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.citation import moment, moment_and_hour
from pressearchiv.web.shared.context import AppContext
from pressearchiv.web.shared.markup import safe_link

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals.update(t=messages)
_TEMPLATES.filters.update(date=german_date, moment=moment, hour=moment_and_hour, safe_link=safe_link)


def render(context: AppContext, template: str, **facts: Any) -> str:
    """A template of `templates/` in the language of the visitor."""
    return _TEMPLATES.get_template(template).render(
        context=context, text=context.text, links=context.links, **facts
    )


def page(
    context: AppContext,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **facts: Any,
) -> Response:
    """The same as an answer; it is told apart by the language that a cookie asks for."""
    return HTMLResponse(
        render(context, template, **facts),
        status_code=status,
        headers={"cache-control": "no-cache", "vary": "cookie", **(headers or {})},
    )
