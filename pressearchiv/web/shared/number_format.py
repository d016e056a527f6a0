"""Numbers as German readers write them."""

import math


def grouped(number: int) -> str:
    """A number with a dot after every third digit: 12.345."""
    return f"{number:,}".replace(",", ".")


def percent(share: float) -> str:
    """A share, 0 to 1, in whole percent, rounded down so that nothing incomplete is called whole: 99 %."""
    return f"{math.floor(share * 100)} %"
