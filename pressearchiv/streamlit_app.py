"""The pages as a Streamlit script: which archive, who is staff, draw what the address names; nothing else."""

import streamlit as st

from pressearchiv.settings import load, web_config
from pressearchiv.web.pages import draw
from pressearchiv.web.shared.context import SHARED, AppContext, open_context
from pressearchiv.web.shared.secrets import secret_of
from pressearchiv.web.shared.staff import Staff


@st.cache_resource(show_spinner=False, on_release=AppContext.close)
def _own_context() -> AppContext:
    settings = load()
    return open_context(web_config(settings, settings.data))


@st.cache_resource(show_spinner=False)
def _staff(_context: AppContext) -> Staff:
    return Staff(_context.config, secret_of(_context.config.data, _context.config.archive))


def main() -> None:
    """Draw the page for the visitor of this run."""
    context = SHARED.get() or _own_context()
    draw(context, _staff(context))


if __name__ == "__main__":
    main()
