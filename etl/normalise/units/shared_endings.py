"""Names that share the ending of a later one: 市桥、大石街道 are two subdistricts, 区教育、民政局 two bureaus, and
电信、移动武隆分公司 are 电信武隆分公司 and 移动武隆分公司 where these are known."""

from collections.abc import Callable, Sequence

from etl.normalise.units.cell_text import is_han
from etl.normalise.units.name_shapes import SIGNS, Shapes

_LONGEST, _LONGEST_TAIL = 6, 20
"""Characters of the longest bare name that lacks its ending, and of the longest ending that is tried."""


def completed(
    names: Sequence[str], shapes: Shapes, is_known: Callable[[str], bool], last_ending: str | None = None
) -> list[str]:
    """``names`` in order with the endings that they share with a later one; ``last_ending`` is that of a rest of the
    list (等3个镇), which names nobody itself."""
    if not last_ending and len(names) < 2:
        return list(names)
    whole: list[str] = []
    lender = ending = last_ending or ""
    for name in reversed(names):
        if not ending or is_known(name) or not _is_bare(name, ending, shapes):
            whole.append(name)
            lender, ending = name, shapes.lent[name]
        else:
            whole.append(name + _longest_known(name, lender, ending, is_known))
    whole.reverse()
    return whole if whole == names else _only_opened(names, whole, shapes)


def _longest_known(name: str, lender: str, ending: str, is_known: Callable[[str], bool]) -> str:
    """The longest end of ``lender`` that makes a known name of ``name``, or else ``ending``."""
    tails = (lender[at:] for at in range(max(1, len(lender) - _LONGEST_TAIL), len(lender) - len(ending)))
    return next((tail for tail in tails if is_known(name + tail)), ending)


def _is_bare(name: str, ending: str, shapes: Shapes) -> bool:
    """Whether ``name`` lacks an ending. 中关村 does before 学院路街道: villages never stand before subdistricts."""
    if not 1 < len(name) <= _LONGEST or not is_han(name):
        return False
    return not (shapes.is_firm(name) if ending.endswith(("街道", "镇", "乡", "政府", "处")) else shapes.is_whole(name))


def _only_opened(names: Sequence[str], whole: Sequence[str], shapes: Shapes) -> list[str]:
    """``whole`` without the endings of bureaus in rows that no 区, 县 or 市 opens: 移动、联通、财政局."""
    kept: list[str] = []
    opened = in_row = False
    for name, long in zip(names, whole, strict=True):
        opened = opened if in_row else name[:1] in SIGNS
        in_row = long != name
        kept.append(name if long[len(name) :] in shapes.words.lent_by_prefix and not opened else long)
    return kept
