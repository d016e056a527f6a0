"""Streamlit's own configuration, the same wherever the program is started: theme, no statistics, no uploads."""

import tomllib
from pathlib import Path

from streamlit import config

# A wheel holds the file of the checkout beside this module; `streamlit run app.py` reads it there by itself.
_IN_WHEEL = Path(__file__).with_name("streamlit.toml")
_IN_CHECKOUT = Path(__file__).parents[3] / ".streamlit" / "config.toml"


def apply_config() -> None:
    """Set every option of the file, whatever directory the process runs in."""
    file = _IN_WHEEL if _IN_WHEEL.exists() else _IN_CHECKOUT
    for section, options in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name, value in options.items():
            config.set_option(f"{section}.{name}", value, str(file))
