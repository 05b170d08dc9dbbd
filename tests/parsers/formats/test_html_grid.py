"""Where cells stand: the table model of the HTML Standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats._html_grid import MOST_COLUMNS, Placed, Spanning, form, span

Place = tuple[str, int, int, int, int]


def places(cells: list[Placed[str]]) -> list[Place]:
    return [(c.item, c.row, c.column, c.row_span, c.column_span) for c in cells]


def row(*cells: str | tuple[str, int, int]) -> list[Spanning[str]]:
    return [Spanning(c) if isinstance(c, str) else Spanning(*c) for c in cells]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("2", 2), (" 3 ", 3), ("+4", 4), ("2.5", 2), ("2px", 2), ("1001", 1000), ("99999999999", 1000)),
        *(("0", 1), ("", 1), (None, 1), ("-2", 1), ("x", 1), ("９", 1)),
    ],
)
def test_column_spans_are_clipped(text: str | None, value: int) -> None:
    assert span(text) == value


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("2", 2), ("65535", 65_534), ("x", 1), (None, 1)])
def test_a_row_span_of_nought_is_kept(text: str | None, value: int) -> None:
    assert span(text, rows=True) == value


def test_a_cell_moves_right_of_one_that_comes_down() -> None:
    cells = form([[row(("a", 1, 2), "b"), row("c"), row("d", "e")]])
    assert places(cells) == [
        ("a", 1, 1, 2, 1),
        ("b", 1, 2, 1, 1),
        ("c", 2, 2, 1, 1),
        ("d", 3, 1, 1, 1),
        ("e", 3, 2, 1, 1),
    ]


def test_a_span_in_the_middle_leaves_a_gap_to_jump() -> None:
    cells = form([[row("a", ("b", 1, 2), "c"), row("d", "e")]])
    assert places(cells)[3:] == [("d", 2, 1, 1, 1), ("e", 2, 3, 1, 1)]


def test_a_span_of_nought_rows_goes_to_the_end_of_its_group() -> None:
    groups = [[row(("a", 1, 0), "b"), row("c"), row("d")], [row("e", "f")]]
    assert places(form(groups))[0] == ("a", 1, 1, 3, 1)
    assert places(form(groups))[-2:] == [("e", 4, 1, 1, 1), ("f", 4, 2, 1, 1)]


def test_a_span_ends_with_its_group() -> None:
    groups = [[row(("a", 1, 9), "b"), row("c")], [row("d", "e")]]
    assert places(form(groups)) == [
        ("a", 1, 1, 2, 1), ("b", 1, 2, 1, 1), ("c", 2, 2, 1, 1), ("d", 3, 1, 1, 1), ("e", 3, 2, 1, 1),
    ]  # fmt: skip


def test_a_cell_ends_before_one_that_comes_down() -> None:
    cells = form([[row("a", "b", ("c", 1, 2)), row(("d", 3, 1), "e")]])
    assert places(cells)[3:] == [("d", 2, 1, 1, 2), ("e", 2, 4, 1, 1)]
    assert [c.is_cut for c in cells] == [False, False, False, True, False]


def test_columns_and_rows_in_which_no_cell_begins_are_not_there() -> None:
    cells = form([[row(("title", 20, 1)), row("a", ("b", 2, 2), "c"), row(), row("d", ("e", 2, 1), "f")]])
    assert places(cells) == [
        ("title", 1, 1, 1, 3), ("a", 2, 1, 1, 1), ("b", 2, 2, 1, 1), ("c", 2, 3, 1, 1),
        ("d", 3, 1, 1, 1), ("e", 3, 2, 1, 1), ("f", 3, 3, 1, 1),
    ]  # fmt: skip


def test_a_wide_title_is_no_overlap() -> None:
    assert not form([[row(("title", 1000, 1)), row("a", "b")]])[0].is_cut


def test_nothing_gives_nothing() -> None:
    assert form([]) == form([[]]) == form([[row()]]) == []


def test_more_columns_than_any_notice_has_are_refused() -> None:
    assert len(form([[row(*["a"] * MOST_COLUMNS)]])) == MOST_COLUMNS
    with pytest.raises(UnreadableFileError, match=r"more than 500 columns, so it is damaged; save the page anew\.$"):
        form([[row(*["a"] * (MOST_COLUMNS + 1))]])


CELLS = st.builds(Spanning, st.just("x"), st.integers(1, 4), st.integers(0, 4))


@given(st.lists(st.lists(st.lists(CELLS, max_size=5), max_size=5), max_size=3))
def test_cells_never_overlap_and_none_is_lost(groups: list[list[list[Spanning[str]]]]) -> None:
    cells = form(groups)
    assert len(cells) == sum(len(r) for g in groups for r in g)
    covered = [
        (r, c)
        for p in cells
        for r in range(p.row, p.row + p.row_span)
        for c in range(p.column, p.column + p.column_span)
    ]
    assert len(covered) == len(set(covered))
    assert {c.row for c in cells} == set(range(1, max((c.row for c in cells), default=0) + 1))
    assert {c.column for c in cells} == set(range(1, max((c.column for c in cells), default=0) + 1))
