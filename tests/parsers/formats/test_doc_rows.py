"""Rows of a DOC: what their definition and what changed it make of them."""

import struct
from collections.abc import Iterable

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_rows import row_shape
from parsers.formats._doc_sprms import Sprm, modifiers
from parsers.formats._doc_table import RowCell, RowShape
from tests.parsers.formats.doc_builders import ACROSS, ACROSS_ON, DOWN, DOWN_ON, defined, sprm


def shape(*chains: bytes) -> RowShape:
    return row_shape(modifiers(b"".join(chains)))


def edges(found: RowShape) -> list[tuple[int, int]]:
    return [(cell.left, cell.right) for cell in found.cells]


def merged(found: RowShape) -> list[bool]:
    return [cell.is_merged for cell in found.cells]


def range_of(opcode: int, *numbers: int, width: int | None = None) -> bytes:
    return sprm(opcode, struct.unpack("<H", bytes(numbers))[0] | ((width or 0) << 16))


THREE = defined([-108, 892, 1892, 2892])


def test_a_row_says_where_its_cells_stand() -> None:
    assert shape(THREE).cells == (RowCell(-108, 892), RowCell(892, 1892), RowCell(1892, 2892))


def test_flags_say_how_cells_are_merged() -> None:
    found = shape(defined([0, 1, 2, 3, 4, 5], {0: ACROSS, 1: ACROSS_ON, 2: DOWN, 3: DOWN_ON, 4: 3}))
    assert found.cells == (
        RowCell(0, 1),
        RowCell(1, 2, is_merged=True),
        RowCell(2, 3, goes_down=True),
        RowCell(3, 4, goes_down=True, goes_on=True),
        RowCell(4, 5),
    )


def test_other_flags_are_looks() -> None:
    assert shape(defined([0, 1], {0: 0x7F9C & ~0x60 & ~3})).cells == (RowCell(0, 1),)


def test_cells_without_descriptor_are_not_merged() -> None:
    operand = struct.pack("<B4h", 3, 0, 10, 20, 30) + struct.pack("<H18x", DOWN) + b"\xff" * 7
    assert shape(sprm(Sprm.DEFINE_TABLE, operand)).cells == (
        RowCell(0, 10, goes_down=True),
        RowCell(10, 20),
        RowCell(20, 30),
    )


def test_a_row_without_a_definition_has_no_cells() -> None:
    assert shape(sprm(Sprm.IN_TABLE, 1)).cells == ()


def test_the_last_definition_counts() -> None:
    assert edges(shape(THREE, defined([0, 5]))) == [(0, 5)]


@pytest.mark.parametrize(
    ("flag", "expected"),
    [(0, RowCell(892, 1892)), (1, RowCell(892, 1892, False, True, True)), (3, RowCell(892, 1892, False, True))],
)
def test_cells_may_be_merged_downwards_later(flag: int, expected: RowCell) -> None:
    assert shape(THREE, sprm(Sprm.VERTICAL_MERGE, bytes([1, flag]))).cells[1] == expected


def test_cells_may_be_merged_across_later_and_split_again() -> None:
    joined = range_of(Sprm.MERGE, 0, 2)
    assert merged(shape(THREE, joined)) == [False, True, False]
    assert merged(shape(THREE, joined, range_of(Sprm.SPLIT, 0, 2))) == [False, False, False]
    assert merged(shape(defined([0, 1, 2, 3], {1: ACROSS_ON, 2: ACROSS_ON}), range_of(Sprm.MERGE, 1, 3))) == [
        False,
        False,
        True,
    ]


def test_cells_may_be_taken_out_later() -> None:
    assert edges(shape(THREE, range_of(Sprm.DELETE_CELLS, 0, 1))) == [(-108, 892), (892, 1892)]


def test_cells_may_be_put_in_later() -> None:
    assert edges(shape(THREE, range_of(Sprm.INSERT_CELLS, 1, 2, width=100))) == [
        (-108, 892),
        (892, 992),
        (992, 1092),
        (1092, 2092),
        (2092, 3092),
    ]


def test_cells_may_be_made_wider_later() -> None:
    assert edges(shape(THREE, range_of(Sprm.COLUMN_WIDTH, 0, 2, width=500))) == [(-108, 392), (392, 892), (892, 1892)]


@pytest.mark.parametrize("opcode", [Sprm.DELETE_CELLS, Sprm.MERGE, Sprm.SPLIT])
def test_changes_of_cells_that_are_not_there_change_nothing(opcode: Sprm) -> None:
    assert shape(THREE, range_of(opcode, 7, 9)).cells == shape(THREE).cells
    assert shape(range_of(opcode, 0, 1)).cells == ()


def test_far_too_many_cells_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="more cells than Word can draw"):
        shape(*[range_of(Sprm.INSERT_CELLS, 0, 255, width=1)] * 5)


@pytest.mark.parametrize("operand", [b"", b"\x03", b"\x03\0\0\0\0"])
def test_a_definition_cut_off_is_damage(operand: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="damaged Word file"):
        shape(sprm(Sprm.DEFINE_TABLE, operand))


@pytest.mark.parametrize(
    "opcode", [Sprm.TABLE_STYLE, Sprm.POSITION, Sprm.LEFT, Sprm.TOP, Sprm.FROM_RIGHT, Sprm.NO_OVERLAP]
)
def test_style_and_position_tell_tables_apart(opcode: Sprm) -> None:
    assert shape(THREE, sprm(opcode, 3)).identity != shape(THREE).identity


def test_the_style_that_every_table_has_may_be_named_or_not() -> None:
    assert shape(THREE, sprm(Sprm.TABLE_STYLE, 11)).identity == shape(THREE).identity


def test_looks_do_not_tell_tables_apart() -> None:
    looks: Iterable[bytes] = (sprm(0x5400, 1), sprm(0x9407, 300), sprm(0x3404, 1))
    assert shape(THREE, *looks) == shape(THREE)
