"""Points and periods of time, read from German text: whole expressions and those in running prose.

The conventions (what "Anfang August" or "letzte Woche" is) are told in docs/query-language.md.
"""

from language.german.dates.model import (
    MONTHS,
    WEEKDAYS,
    Doubt,
    Lean,
    Mentioned,
    Period,
    Unit,
    german_date,
)

__all__ = ["MONTHS", "WEEKDAYS", "Doubt", "Lean", "Mentioned", "Period", "Unit", "german_date"]
