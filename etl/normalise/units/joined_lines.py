"""Names that a line end or a space cut in two, put together again; lists of one name a line stay lists."""

from collections.abc import Callable, Sequence

from etl.normalise.units.name_shapes import Shapes

_LONGEST = 40
"""Characters of the longest name that lines are joined to."""
_LINES = 6
"""Lines at most that one name is broken over."""


def join(
    pieces: Sequence[str], shapes: Shapes, is_known: Callable[[str], bool], is_cut: Callable[[str], bool]
) -> list[str]:
    """``pieces`` between line ends and spaces as runs of whole names.

    What is known decides; where nothing is, a piece that ends as no name does goes on in the next, and one that is no
    more than an ending belongs to the one before. Pieces that come to no name in this way stay as they stand.
    """
    if len(pieces) < 2:
        return list(pieces)
    runs: list[str] = []
    at = 0
    while at < len(pieces):
        end = _known_end(pieces, at, is_known, is_cut) or _shaped_end(pieces, at, shapes, is_known) or at + 1
        if end < len(pieces) and end - at < _LINES:
            end = _continued(pieces, at, end, shapes, is_known)
        runs.append("".join(pieces[at:end]))
        at = end
    return runs


def _known_end(
    pieces: Sequence[str], at: int, is_known: Callable[[str], bool], is_cut: Callable[[str], bool]
) -> int | None:
    """Where the longest run from ``at`` ends that is known as one name, or else the shortest that is known names."""
    ends = [end for end in range(at + 1, min(len(pieces), at + _LINES) + 1) if _length(pieces, at, end) <= _LONGEST]
    for end in reversed(ends):
        if is_known("".join(pieces[at:end])):
            return end
    return next((end for end in ends if is_cut("".join(pieces[at:end]))), None)


def _length(pieces: Sequence[str], at: int, end: int) -> int:
    return sum(map(len, pieces[at:end]))


def _shaped_end(pieces: Sequence[str], at: int, shapes: Shapes, is_known: Callable[[str], bool]) -> int | None:
    """Where the name that begins at ``at`` is whole; ``None`` if it never is."""
    name = ""
    for end in range(at + 1, min(len(pieces), at + _LINES) + 1):
        if name and _stands_alone(name, pieces[end - 1], shapes, is_known):
            return None
        name += pieces[end - 1]
        if shapes.is_whole(name):
            return end
        if len(name) > _LONGEST:
            return None
    return None


def _stands_alone(unfinished: str, piece: str, shapes: Shapes, is_known: Callable[[str], bool]) -> bool:
    """Whether ``piece`` is a name of its own behind one without an ending: 移动|区财政局, but not 区城|市管理局."""
    if is_known(piece) and piece not in shapes.words.tails:
        return True
    if len(unfinished) < 3 and unfinished[:1] in "区县市":
        return False
    opens = shapes.opens(piece) and shapes.is_whole(piece)
    begins_alike = unfinished[:1] == piece[:1] or unfinished[:1] not in "区县市"
    return opens and begins_alike and not unfinished.startswith(("重庆", "中国", "国家"))


def _continued(pieces: Sequence[str], at: int, end: int, shapes: Shapes, is_known: Callable[[str], bool]) -> int:
    """Where a whole name goes on beyond ``end`` because the next piece is no name: 街道办|事处, 区委|组织部."""
    name = "".join(pieces[at:end])
    while end < len(pieces) and len(name) <= _LONGEST:
        piece = pieces[end]
        if not shapes.goes_on(name, piece) or (is_known(piece) and not is_known(name + piece)):
            break
        if not (shapes.is_whole(name + piece) or is_known(name + piece)):
            break
        name += piece
        end += 1
    return end
