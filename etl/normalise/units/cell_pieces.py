"""Pieces of a cell of units between separators: which belong together, which can be read, and where labels begin."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from etl.normalise.units.cell_text import HAN, fold, pairs
from etl.normalise.units.lexicon import Lexicon

_BEFORE_LABEL: Final = re.compile(rf"\s+(?=[{HAN}]{{2,12}}[:：])")
_MOST_EXCEPTED: Final = 12
"""Pieces between separators that one group may leave out."""
_LONGEST_RUN, _MOST_BRACKETS = 600, 40
"""Characters without white space, and brackets, of the longest piece between separators that is read."""


def with_exceptions(pieces: Sequence[str], lexicon: Lexicon) -> Iterator[str]:
    """Pieces, those put together again that are what one group leaves out: 除龙溪街道、龙山街道外的各街道."""
    excepting = lexicon.groups.excepting
    cell = fold("、".join(pieces))
    if not any(word in cell for word in excepting):
        yield from pieces
        return
    at = 0
    while at < len(pieces):
        end = at + 1
        if fold(pieces[at]).strip().startswith(excepting):
            ends = range(at + 2, min(at + _MOST_EXCEPTED, len(pieces)) + 1)
            end = next((e for e in ends if lexicon.leaves_out("、".join(pieces[at:e]))), end)
        yield "、".join(pieces[at:end])
        at = end


def is_readable(piece: str) -> bool:
    """Whether a piece can be names at all; what is not stays one, whatever it is."""
    if len(piece) <= _MOST_BRACKETS:
        return True
    return max(map(len, piece.split()), default=0) <= _LONGEST_RUN and len(pairs(piece)) <= _MOST_BRACKETS


def labels_apart(piece: str) -> list[str]:
    """A piece cut where white space stands before a label: 区教委 配合单位：区财政局."""
    return _BEFORE_LABEL.split(piece) if ":" in piece or "：" in piece else [piece]
