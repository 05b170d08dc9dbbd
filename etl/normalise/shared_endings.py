"""Names that share the ending of a later one: 市桥、大石街道 are two subdistricts, 区教育、民政局 two bureaus."""

from collections.abc import Callable, Sequence

from etl.normalise.name_shapes import Shapes

_LONGEST = 6
"""Characters of the longest bare name that lacks its ending."""


def completed(
    names: Sequence[str], shapes: Shapes, is_known: Callable[[str], bool], last_ending: str | None = None
) -> list[str]:
    """``names`` in order with the endings that they share with a later one; ``last_ending`` is that of a rest of the
    list (等3个镇), which names nobody itself."""
    whole: list[str] = []
    ending, opens = last_ending, ""
    for at in range(len(names) - 1, -1, -1):
        name = names[at]
        if _is_bare(name, shapes, is_known, ending):
            whole.append(name + _lent(name, ending, names, at, shapes))
            continue
        whole.append(name)
        ending = _ending(name, shapes, is_known) or None
        opens = name[:1]
        if opens in "区县市" and ending in shapes.words.lent_by_prefix:
            ending = None
    return whole[::-1]


def _is_bare(name: str, shapes: Shapes, is_known: Callable[[str], bool], ending: str | None) -> bool:
    if not ending or is_known(name) or not 1 < len(name) <= _LONGEST or not all("㐀" <= c <= "鿿" for c in name):
        return False
    return not (shapes.is_firm(name) if ending[-1] in "道镇乡处府" else shapes.is_whole(name))


def _lent(name: str, ending: str | None, names: Sequence[str], at: int, shapes: Shapes) -> str:
    """The ending that ``name`` takes; that of a bureau only in a row that 区, 县 or 市 opens."""
    if ending not in shapes.words.lent_by_prefix:
        return ending or ""
    first = at
    while first > 0 and not shapes.is_whole(names[first - 1]):
        first -= 1
    return ending or "" if names[first][:1] in ("区", "县", "市") else ""


def _ending(name: str, shapes: Shapes, is_known: Callable[[str], bool]) -> str:
    """The ending of a proper name that bare ones may share: a group (街道, 各镇) lends none."""
    words = (*shapes.words.lent, *shapes.words.lent_by_prefix)
    ending = max((w for w in words if name.endswith(w)), key=len, default="")
    stem = name.removesuffix(ending)
    return ending if len(stem) > 1 and not stem.startswith(shapes.words.openers) else ""
