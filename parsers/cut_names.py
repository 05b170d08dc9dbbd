"""Whether the end of a page goes through a name, which a cell merged over several rows has on both pages.

Two rows of one project may also name a unit each, and the upper one may just fill its cell. What tells is the table
itself: the whole name stands in another cell, or no name of the column ends as the upper piece does.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum, auto
from typing import Final

from parsers.words import squeeze

_BETWEEN: Final = re.compile(r"[、,，;；/\n]+")
_NO_NAME: Final = re.compile(r"[\d%—－―/-]")
_FEWEST: Final = 5
"""Names of a column from which on it tells how its names begin and end."""
_LONGEST: Final = 20
"""Characters of a name at most; what is longer is a sentence."""


class Cut(Enum):
    """What two pieces of text are, one above the end of a page and one below."""

    NONE = auto()
    """Two that are whole, or nothing tells that they are not."""
    CERTAIN = auto()
    """The two pieces of one name, which stands elsewhere whole."""
    LIKELY = auto()
    """The two pieces of one name, by how the names of the column begin and end."""
    DOUBTFUL = auto()
    """The upper one ends as no name of the column does; no more is known."""


def cut_of(column: Iterable[str], table: Iterable[str], upper: str, lower: str) -> Cut:
    """What two pieces are, in a ``column`` and a ``table`` with these texts in their other cells."""
    tail, head = _names(upper)[-1:], _names(lower)[:1]
    if not tail or not head or _NO_NAME.search(tail[0] + head[0]) or len(tail[0] + head[0]) > _LONGEST:
        return Cut.NONE
    if _BETWEEN.fullmatch(upper.rstrip()[-1]):
        return Cut.CERTAIN  # a list that goes on
    own = [name for text in column for name in _names(text)]
    known = {*own, *(name for text in table for name in _names(text))}
    if {tail[0], head[0]} & known or head[0][0] in {name[0] for name in own}:
        return Cut.NONE
    if tail[0] + head[0] in known:
        return Cut.CERTAIN
    return _by_shape(own, tail[0], head[0])


def _by_shape(own: Sequence[str], tail: str, head: str) -> Cut:
    """By the names of the column: 区园林 and 局 are one where names are 区…局, and no name is as short as 局. What is
    as long as a name may be one of another kind (公安分局)."""
    ends = {name[-1] for name in own}
    if len(own) < _FEWEST or tail[-1] in ends:
        return Cut.NONE
    first, count = Counter(name[0] for name in own).most_common(1)[0]
    begin_alike = count * 3 >= len(own) * 2 and tail[0] == first
    is_rest = head[-1] in ends and len(head) < min(map(len, own))
    return Cut.LIKELY if begin_alike and is_rest else Cut.DOUBTFUL


def _names(text: str) -> list[str]:
    """The names of a cell, which commas part, or ends of paragraphs."""
    return [name for part in _BETWEEN.split(text) if (name := squeeze(part))]
