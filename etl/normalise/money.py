"""Amounts of money to whole yuan."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from parsers.words import squeeze

_MOST_YUAN: Final = 10**16
"""More than any plan can cost, in yuan; a longer number is no amount."""
_AMOUNT: Final = re.compile(
    r"(?:总投资|计划投资|投资)?(?:人民币|[¥￥])?(?:预计|估算)?[约计共]*(?P<bound>不少于|不低于|至少|不超过|不高于)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<more>余)?(?P<measure>亿元|万元|元|亿|万)?"
    r"(?P<around>左右|以上|以内|以下)?[。;]?"
)


def is_bound(text: str) -> bool:
    """Whether an amount says no more than what the money is at least or at most: 不少于500万元, 1200万元以上."""
    found = _AMOUNT.fullmatch(squeeze(text))
    return found is not None and bool(found["bound"] or found["more"] or found["around"] not in (None, "左右"))


def to_yuan(text: str, measure: str | None, measures: Mapping[str, int]) -> int | None:
    """Yuan of an amount such as ``4700`` in 万元, ``1,200.5`` or ``3亿元``.

    The amount's own measure wins over ``measure``, that of its column or caption. ``None`` if the text is no
    amount, or if nothing says what it is counted in. A bound (不少于500万元, see ``is_bound``) gives its own yuan.
    ``measures`` gives the yuan of each measure.
    """
    found = _AMOUNT.fullmatch(squeeze(text))
    counted_in = (found["measure"] or measure) if found else None
    if counted_in in ("亿", "万"):
        counted_in += "元"
    if found is None or counted_in is None:
        return None
    yuan = int((Decimal(found["number"].replace(",", "")) * measures[counted_in]).to_integral_value())
    return yuan if yuan <= _MOST_YUAN else None
