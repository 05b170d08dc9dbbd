"""Rows to a table: columns out of edges, merged cells as one."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._doc_table import (
    SAME_EDGE,
    Content,
    DrawnRow,
    RowCell,
    RowShape,
    columns_of,
    edges_of,
    table_of,
)
from schemas.document import Table
from tests.parsers.formats.builders import places


def shaped(*edges: int, **flags: set[int]) -> RowShape:
    cells = (
        RowCell(
            left,
            right,
            n in flags.get("across", set()),
            n in flags.get("down", set()) | flags.get("on", set()),
            n in flags.get("on", set()),
        )
        for n, (left, right) in enumerate(itertools.pairwise(edges))
    )
    return RowShape(tuple(cells))


def drawn(shape: RowShape, *texts: str) -> DrawnRow:
    return DrawnRow(shape, tuple(Content(text, (), f"cell {n}") for n, text in enumerate(texts, 1)))


def test_the_columns_are_the_edges_of_all_rows() -> None:
    assert columns_of([(0, 1000, 3000), (0, 2000, 3000), (1000, 3000)]) == {0: 1, 1000: 2, 2000: 3, 3000: 4}


@pytest.mark.parametrize(("apart", "columns"), [(1, 3), (3, 3), (SAME_EDGE - 1, 3), (SAME_EDGE, 4), (200, 4)])
def test_edges_a_hair_apart_are_one(apart: int, columns: int) -> None:
    assert max(columns_of([(0, 1000, 3000), (0, 1000 + apart, 3000)]).values()) == columns


def test_edges_of_one_row_are_never_one() -> None:
    assert columns_of([(0, 10, 1000)]) == {0: 1, 10: 2, 1000: 3}
    assert columns_of([(0, 1000), (5, 20, 1000)]) == {0: 1, 5: 1, 20: 2, 1000: 3}


def test_many_edges_a_hair_apart_do_not_run_together() -> None:
    found = columns_of([(n * 40,) for n in range(10)])
    assert max(found.values()) == 5


def test_cells_without_width_are_not_lost() -> None:
    assert edges_of(shaped(0, 1000, 1000, 1000, 2000).cells) == (0, 1000, 1001, 1002, 2000)
    assert edges_of(shaped(500, 100, 200).cells) == (500, 501, 502)


@given(st.lists(st.lists(st.integers(-3000, 9000), min_size=2, max_size=6), min_size=1, max_size=6))
def test_every_cell_of_any_row_has_a_column(rows: list[list[int]]) -> None:
    shapes = [shaped(*edges) for edges in rows]
    found = table_of([drawn(s, *(f"{n}" for n in range(len(s.cells)))) for s in shapes])
    assert len(found.cells) == sum(len(s.cells) for s in shapes)
    assert max(c.column + c.column_span - 1 for c in found.cells) <= found.columns
    for row in range(1, found.rows + 1):
        across = [c for c in found.cells if c.row == row]
        assert all(a.column + a.column_span <= b.column for a, b in itertools.pairwise(across))


def test_a_wide_cell_spans_the_columns_of_other_rows() -> None:
    found = table_of([drawn(shaped(0, 1000, 2000, 3000), "a", "b", "c"), drawn(shaped(0, 3000), "一、市级")])
    assert places(found)[-1] == ("一、市级", 2, 1, 1, 3)


def test_a_row_may_begin_further_right() -> None:
    found = table_of([drawn(shaped(0, 1000, 2000), "a", "b"), drawn(shaped(1000, 2000), "c")])
    assert places(found)[-1] == ("c", 2, 2, 1, 1)


def test_cells_merged_across_are_one_and_keep_their_text() -> None:
    found = table_of([drawn(shaped(0, 1000, 2000, 3000, across={1, 2}), "合计", "", "藏")])
    assert places(found) == [("合计\n藏", 1, 1, 1, 3)]


def test_cells_merged_downwards_are_one_and_keep_their_text() -> None:
    rows = [
        drawn(shaped(0, 1000, 2000, down={0}), "市级", "甲"),
        drawn(shaped(0, 1000, 2000, on={0}), "", "乙"),
        drawn(shaped(0, 1000, 2000, on={0}), "藏", "丙"),
    ]
    assert places(table_of(rows))[:2] == [("市级\n藏", 1, 1, 3, 1), ("甲", 1, 2, 1, 1)]


def test_a_merge_goes_on_under_an_edge_that_is_a_hair_off() -> None:
    rows = [drawn(shaped(0, 1000, 2000, down={0}), "a", "b"), drawn(shaped(2, 1003, 2000, on={0}), "", "c")]
    assert places(table_of(rows)) == [("a", 1, 1, 2, 1), ("b", 1, 2, 1, 1), ("c", 2, 2, 1, 1)]


def test_a_merge_may_begin_right_below_another() -> None:
    rows = [
        drawn(shaped(0, 1000, down={0}), "市级"),
        drawn(shaped(0, 1000, on={0}), ""),
        drawn(shaped(0, 1000, down={0}), "区级"),
        drawn(shaped(0, 1000, on={0}), ""),
    ]
    assert places(table_of(rows)) == [("市级", 1, 1, 2, 1), ("区级", 3, 1, 2, 1)]


def test_a_cell_that_goes_on_nothing_stands_for_itself() -> None:
    rows = [drawn(shaped(0, 1000, 2000), "a", "b"), drawn(shaped(0, 2000, on={0}), "c")]
    assert places(table_of(rows))[-1] == ("c", 2, 1, 1, 2)


def test_a_merge_across_and_downwards() -> None:
    rows = [
        drawn(shaped(0, 1000, 2000, 3000, across={1}, down={0, 1}), "市级", "", "甲"),
        drawn(shaped(0, 1000, 2000, 3000, across={1}, on={0, 1}), "", "", "乙"),
    ]
    assert places(table_of(rows)) == [("市级", 1, 1, 2, 2), ("甲", 1, 3, 1, 1), ("乙", 2, 3, 1, 1)]


def test_tables_within_and_places_are_kept() -> None:
    inner = table_of([drawn(shaped(0, 1), "内")])
    row = DrawnRow(shaped(0, 1000, 2000, across={1}), (Content("a", (inner,), "here"), Content("", (inner,), "there")))
    (cell,) = table_of([row]).cells
    assert (cell.tables, cell.origin) == ((inner, inner), "here")


def test_a_table_of_a_thousand_rows_is_quick() -> None:
    rows = [drawn(shaped(0, 1000, 2000 + n % 7, 3000), "1", "甲", "乙") for n in range(1000)]
    found: Table = table_of(rows)
    assert (found.rows, found.columns, len(found.cells)) == (1000, 3, 3000)
