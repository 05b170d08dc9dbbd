"""Rows of a DOC: where the cells of a row begin and end, and how they are merged ([MS-DOC] 2.6.3 and 2.9.321)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from parsers.formats._doc_bytes import damaged, i16, u8, u16
from parsers.formats._doc_sprms import Modifier, Sprm
from parsers.formats._doc_table import RowCell, RowShape

MOST_CELLS: Final = 64
"""Cells that a row can have; Word 97 drew one more than later programs (2.4.3)."""

_TC80: Final = 20
_DEFAULT_STYLE: Final = 11
_IDENTITY: Final = (
    Sprm.TABLE_STYLE,
    Sprm.TABLE_IN_DIV,
    Sprm.FROM_RIGHT,
    Sprm.FROM_RIGHT_90,
    Sprm.POSITION,
    Sprm.LEFT,
    Sprm.TOP,
    Sprm.FROM_TEXT_LEFT,
    Sprm.FROM_TEXT_TOP,
    Sprm.FROM_TEXT_RIGHT,
    Sprm.FROM_TEXT_BOTTOM,
    Sprm.NO_OVERLAP,
)
"""What the rows of one table have in common; rows that differ in it are of two tables, one below the other (2.4.3)."""


def row_shape(modifiers: Iterable[Modifier]) -> RowShape:
    """The shape that the properties of a row's end make, one after the other as they stand."""
    cells: list[RowCell] = []
    identity = {int(Sprm.TABLE_STYLE): _DEFAULT_STYLE}
    for opcode, operand in modifiers:
        if opcode == Sprm.DEFINE_TABLE:
            cells = _defined(operand)
        elif opcode in _CHANGES:
            cells = _CHANGES[opcode](cells, operand)
        elif opcode in _IDENTITY:
            identity[opcode] = int.from_bytes(operand, "little")
    return RowShape(tuple(cells), tuple(identity.get(opcode, 0) for opcode in _IDENTITY))


def _defined(operand: bytes) -> list[RowCell]:
    """The cells of ``sprmTDefTable`` (2.9.321); those without a descriptor are not merged."""
    count = u8(operand, 0)
    edges = [i16(operand, 1 + 2 * n) for n in range(count + 1)]
    at = 1 + 2 * (count + 1)
    known = max((len(operand) - at) // _TC80, 0)
    flags = [u16(operand, at + _TC80 * n) if n < known else 0 for n in range(count)]
    return [
        _merged(RowCell(left, right, is_merged=flag & 3 == 1), flag >> 5 & 3)
        for (left, right), flag in zip(pairwise(edges), flags, strict=True)
    ]


def _merged(cell: RowCell, flag: int) -> RowCell:
    """The cell with its ``VerticalMergeFlag``: 1 goes on the one above, 2 or 3 begins (2.9.349)."""
    return replace(cell, goes_down=flag != 0, goes_on=flag == 1)


def _vertically_merged(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    chosen, flag = u8(operand, 0), u8(operand, 1)
    return [_merged(cell, flag) if n == chosen else cell for n, cell in enumerate(cells)]


def _joined(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    first, last = operand[0], operand[1]
    return [
        replace(cell, is_merged=first < n < last or (cell.is_merged and n != first)) for n, cell in enumerate(cells)
    ]


def _split(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    first, last = operand[0], operand[1]
    return [replace(cell, is_merged=cell.is_merged and not first <= n < last) for n, cell in enumerate(cells)]


def _deleted(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    first, last = operand[0], operand[1]
    kept = [cell for n, cell in enumerate(cells) if not first <= n < last]
    return _laid_out(cells[0].left if cells else 0, kept)


def _inserted(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    first, count, width = operand[0], operand[1], i16(operand, 2)
    if len(cells) + count > MOST_CELLS:
        raise damaged("a table row has more cells than Word can draw")
    new = [RowCell(0, width)] * count
    return _laid_out(cells[0].left if cells else 0, [*cells[:first], *new, *cells[first:]])


def _widened(cells: list[RowCell], operand: bytes) -> list[RowCell]:
    first, last, width = operand[0], operand[1], i16(operand, 2)
    wanted = [replace(c, left=0, right=width) if first <= n < last else c for n, c in enumerate(cells)]
    return _laid_out(cells[0].left if cells else 0, wanted)


def _laid_out(left: int, cells: Sequence[RowCell]) -> list[RowCell]:
    """The cells in their widths, one beside the other from ``left`` on."""
    placed = []
    for cell in cells:
        right = left + cell.right - cell.left
        placed.append(replace(cell, left=left, right=right))
        left = right
    return placed


_CHANGES: Final[dict[int, Callable[[list[RowCell], bytes], list[RowCell]]]] = {
    Sprm.VERTICAL_MERGE: _vertically_merged,
    Sprm.MERGE: _joined,
    Sprm.SPLIT: _split,
    Sprm.DELETE_CELLS: _deleted,
    Sprm.INSERT_CELLS: _inserted,
    Sprm.COLUMN_WIDTH: _widened,
}
"""What may change a row's cells after their definition, by a quick save or an edit (2.6.3)."""
