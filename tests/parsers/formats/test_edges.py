"""Lines to tables, without a page or a file."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats._edges import to_drawn
from schemas.document import Box

THICK = 0.5


def lying(x0: float, x1: float, y: float, thick: float = THICK) -> Box:
    return x0, y - thick / 2, x1, y + thick / 2


def standing(x: float, top: float, bottom: float, thick: float = THICK) -> Box:
    return x - thick / 2, top, x + thick / 2, bottom


def grid(xs: list[float], ys: list[float], thick: float = THICK) -> list[Box]:
    """Every line from end to end."""
    return [*(lying(xs[0], xs[-1], y, thick) for y in ys), *(standing(x, ys[0], ys[-1], thick) for x in xs)]


def cells(lines: list[Box]) -> list[Box]:
    ((_, found),) = to_drawn(lines)
    return sorted((round(x0), round(top), round(x1), round(bottom)) for x0, top, x1, bottom in found)


FOUR = [(0, 0, 50, 20), (0, 20, 50, 40), (50, 0, 90, 20), (50, 20, 90, 40)]


def test_a_page_without_lines_has_no_table() -> None:
    assert to_drawn([]) == []


@pytest.mark.parametrize("thick", [0, 0.1, 0.5, 1.5, 3])
def test_lines_that_cross_make_cells(thick: float) -> None:
    assert cells(grid([0, 50, 90], [0, 20, 40], thick)) == FOUR


def test_the_box_of_a_table_is_around_its_cells() -> None:
    ((bounds, _),) = to_drawn(grid([10, 60, 100], [30, 50, 70]))
    assert bounds == (10, 30, 100, 70)


def test_pieces_of_a_line_are_one_line() -> None:
    pieces = [lying(x, x + 10, y) for y in (0, 20, 40) for x in range(0, 90, 10)]
    assert cells([*pieces, *(standing(x, 0, 40) for x in (0, 50, 90))]) == FOUR


def test_dashes_are_one_line() -> None:
    dashes = [lying(x, x + 2, y) for y in (0, 20, 40) for x in range(0, 90, 4)]
    assert cells([*dashes, *(standing(x, 0, 40) for x in (0, 50, 90))]) == FOUR


def test_dots_are_no_line() -> None:
    dots = [(x, 9.9, x + 0.4, 10.3) for x in range(0, 90, 2)]
    assert cells([*grid([0, 50, 90], [0, 20, 40]), *dots]) == FOUR


def test_both_sides_of_each_cell_are_one_line() -> None:
    """A producer that frames each cell draws every inner line twice, a little apart."""
    framed = [line for x0, y0, x1, y1 in FOUR for line in grid([x0 + 0.4, x1 - 0.4], [y0 + 0.4, y1 - 0.4])]
    assert cells(framed) == FOUR


def test_ends_that_fall_short_of_a_line_meet_it() -> None:
    short = [*(lying(2, 88, y) for y in (0, 20, 40)), *(standing(x, 2, 38) for x in (0, 50, 90))]
    assert cells(short) == FOUR


def test_a_merged_cell_is_one() -> None:
    lines = [lying(0, 90, 0), lying(50, 90, 20), lying(0, 90, 40), *(standing(x, 0, 40) for x in (0, 50, 90))]
    assert cells(lines) == [(0, 0, 50, 40), (50, 0, 90, 20), (50, 20, 90, 40)]


def test_tables_apart_are_two_and_come_from_top_to_bottom() -> None:
    lower, upper = grid([0, 50, 90], [100, 120]), grid([0, 30, 90], [0, 20])
    assert [bounds[1] for bounds, _ in to_drawn([*lower, *upper])] == [0, 100]


def test_a_rule_below_a_title_is_no_table() -> None:
    assert to_drawn([lying(0, 400, 60), lying(0, 400, 700)]) == []


def test_a_frame_alone_is_no_table() -> None:
    assert to_drawn(grid([0, 90], [0, 40])) == []


def test_a_page_of_hatching_is_refused_and_quickly() -> None:
    began = time.process_time()
    with pytest.raises(UnreadableFileError, match=r"^a page of it has more ruling lines .*; save .*\.$"):
        to_drawn(grid([5.0 * i for i in range(600)], [5.0 * i for i in range(600)]))
    assert time.process_time() - began < 5


def test_a_large_table_is_read() -> None:
    assert len(cells(grid([20.0 * i for i in range(26)], [12.0 * i for i in range(61)]))) == 25 * 60


coordinates = st.integers(0, 60)


@given(st.lists(st.tuples(coordinates, coordinates, coordinates, coordinates), max_size=40))
@settings(deadline=None, max_examples=60, derandomize=True)
def test_any_lines_give_boxes_that_are_boxes(lines: list[tuple[int, int, int, int]]) -> None:
    boxes = [(float(min(a, c)), float(min(b, d)), float(max(a, c)), float(max(b, d))) for a, b, c, d in lines]
    for bounds, found in to_drawn(boxes):
        assert len(found) > 1
        assert all(
            bounds[0] <= x0 < x1 <= bounds[2] and bounds[1] <= top < bottom <= bounds[3]
            for x0, top, x1, bottom in found
        )
