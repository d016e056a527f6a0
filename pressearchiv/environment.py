"""The program's name, and the variables of the environment that are its own: PRESSEARCHIV_…, in capitals or not."""

import os

NAME = "pressearchiv"
PREFIX = "PRESSEARCHIV_"


def variables() -> dict[str, str]:
    """Every variable of this program that is set, by its name in capitals."""
    return {name.upper(): value for name, value in os.environ.items() if name.upper().startswith(PREFIX)}
