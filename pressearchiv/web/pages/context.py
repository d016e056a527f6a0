"""One visitor's look at a page: the context in their language, who they are, the other pages."""

from collections.abc import Mapping
from dataclasses import dataclass

from streamlit.navigation.page import StreamlitPage

from pressearchiv.web.shared.context import AppContext


@dataclass(frozen=True, slots=True)
class PageContext:
    """What every page is drawn from; `staff` is the name of the member of staff, None for the public."""

    context: AppContext
    staff: str | None
    pages: Mapping[str, StreamlitPage]
