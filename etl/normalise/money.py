"""Amounts of money to whole yuan."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from parsers.words import squeeze

_MOST_YUAN: Final = 10**16
"""More than any plan can cost, in yuan; a longer number is no amount."""
_AMOUNT: Final = re.compile(
    r"[约计共]*(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<measure>亿元|万元|元|亿|万)?[。;]?"
)


def to_yuan(text: str, measure: str | None, measures: Mapping[str, int]) -> int | None:
    """Yuan of an amount such as ``4700`` in 万元, ``1,200.5`` or ``3亿元``.

    The amount's own measure wins over ``measure``, that of its column or caption. ``None`` if the text is no
    amount, or if nothing says what it is counted in. ``measures`` gives the yuan of each measure.
    """
    found = _AMOUNT.fullmatch(squeeze(text))
    counted_in = (found["measure"] or measure) if found else None
    if counted_in in ("亿", "万"):
        counted_in += "元"
    if found is None or counted_in is None:
        return None
    yuan = int((Decimal(found["number"].replace(",", "")) * measures[counted_in]).to_integral_value())
    return yuan if yuan <= _MOST_YUAN else None
