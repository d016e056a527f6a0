"""A year of running numbers as a strip: one mark a number, gaps to be seen."""

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from archive.numbers import GapState, Series
from pressearchiv.web.shared import messages
from pressearchiv.web.shared.context import AppContext

_KINDS = {GapState.NEVER_SEEN: "gap", GapState.WITHDRAWN: "withdrawn", GapState.UNUSED: "unused"}
# A series of more numbers is drawn in stretches of so many marks.
_MOST = 1_500


def strip(series: Series, context: AppContext) -> str:
    """The marks as HTML; those that read no picture are told by the text beside it."""
    kinds = {gap.running: _KINDS[gap.state] for gap in series.gaps}
    kinds |= {double.running: "double" for double in series.doubles}
    numbers = range(series.first, series.last + 1)
    if len(numbers) > _MOST:
        numbers = range(series.last - _MOST + 1, series.last + 1)
    marks = "".join(
        f'<span class="n {kinds.get(number, "have")}" title="{number}"></span>' for number in numbers
    )
    label = escape(context.text(messages.STRIP, first=numbers[0], last=numbers[-1]))
    return f'<div class="strip" role="img" aria-label="{label}">{marks}</div>'


def missing_text(numbers: Sequence[int]) -> str:
    """Numbers with neighbours taken together: 4, 17–19, 203."""
    runs: list[list[int]] = []
    for before, number in pairwise([None, *numbers]):
        if before is not None and number == before + 1:
            runs[-1].append(number)
        elif number is not None:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
