"""What people read for a part of a search."""

from search.parts import Part
from web import texts
from web.desk import Desk
from web.figures import period_text


def label_of(desk: Desk, part: Part) -> str:
    """A part by its name: the words in quotation marks, the label of a filter's value, the days of a period."""
    if part.field == "q":
        return f"„{part.value}“"
    if part.field == "published":
        return period_text(part.period) if part.period else ""
    if part.field == "mentions":
        return desk.say(texts.MENTIONS, period=period_text(part.period) if part.period else "")
    return desk.labels(part.field)(part.value)
