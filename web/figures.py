"""Numbers and periods as German readers write them."""

import math

from german.dates import Period, german_date


def grouped(number: int) -> str:
    """A number with a dot after every third digit: 12.345."""
    return f"{number:,}".replace(",", ".")


def percent(share: float) -> str:
    """A share, 0 to 1, in whole percent, rounded down so that nothing incomplete is called whole: 99 %."""
    return f"{math.floor(share * 100)} %"


def period_text(period: Period) -> str:
    """A period: 3. März 2025 – 5. März 2025; an open end is an ellipsis."""
    start = german_date(period.start) if period.start else "…"
    end = german_date(period.end) if period.end else "…"
    return start if start == end else f"{start} – {end}"
