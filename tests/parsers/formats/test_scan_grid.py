"""Grids of strokes: merged cells, broken rules, strokes of characters, and sides that are left open."""

import random

import pytest

from parsers.formats._edges import to_drawn
from parsers.formats._scan_grid import Grid, grid_of
from parsers.formats._scan_rules import Stroke, Strokes

DPI = 72
"""At this resolution a pixel is a point."""
XS, YS = (50, 100, 300, 500), (100, 140, 200, 260)


def across(*strokes: tuple[float, float, float]) -> tuple[Stroke, ...]:
    return tuple(Stroke(*s) for s in strokes)


FULL = across(*((y, XS[0], XS[-1]) for y in YS))
UPRIGHT = across(*((x, YS[0], YS[-1]) for x in XS))


def cells(grid: Grid) -> int:
    return sum(len(boxes) for _, boxes in to_drawn(grid.edges))


def test_a_plain_grid() -> None:
    grid = grid_of(Strokes(FULL, UPRIGHT), DPI)
    assert (cells(grid), grid.doubtful) == (9, ())


def test_a_merged_cell_has_no_rule_inside() -> None:
    rows = (*FULL[:1], Stroke(YS[1], 100, 500), *FULL[2:])
    assert cells(grid_of(Strokes(rows, UPRIGHT), DPI)) == 8


@pytest.mark.parametrize("hole", [2, 10, 40])
def test_a_hole_in_a_rule_is_a_fault_of_the_paper(hole: float) -> None:
    rows = (*FULL[:1], Stroke(YS[1], 50, 200 - hole / 2), Stroke(YS[1], 200 + hole / 2, 500), *FULL[2:])
    grid = grid_of(Strokes(rows, UPRIGHT), DPI)
    assert (cells(grid), grid.doubtful) == (9, ())


def test_a_rule_of_which_half_is_missing_is_drawn_and_doubtful() -> None:
    rows = (*FULL[:1], Stroke(YS[1], 50, 160), Stroke(YS[1], 240, 500), *FULL[2:])
    grid = grid_of(Strokes(rows, UPRIGHT), DPI)
    assert (cells(grid), grid.doubtful) == (9, ((100, 140, 300, 140),))


def test_a_rule_that_is_mostly_missing_is_doubtful_and_not_drawn() -> None:
    rows = (*FULL[:1], Stroke(YS[1], 50, 170), Stroke(YS[1], 300, 500), *FULL[2:])
    grid = grid_of(Strokes(rows, UPRIGHT), DPI)
    assert (cells(grid), len(grid.doubtful)) == (8, 1)


def test_a_rule_broken_everywhere_is_one_if_it_goes_on_for_long() -> None:
    pieces = [(YS[1], float(x), x + 23.0) for x in range(50, 480, 25)]
    grid = grid_of(Strokes((*FULL[:1], *across(*pieces), *FULL[2:]), UPRIGHT), DPI)
    assert cells(grid) == 9


@pytest.mark.parametrize("gap", [1.0, 2.0, 2.9])
def test_a_double_rule_is_one(gap: float) -> None:
    doubled = (*FULL, Stroke(YS[1] + gap, 50, 500))
    assert cells(grid_of(Strokes(doubled, UPRIGHT), DPI)) == 9


def test_strokes_of_characters_are_no_rules() -> None:
    rng = random.Random(0)
    feet = [(rng.uniform(105, 255), x, x + 25) for x in (rng.uniform(110, 270) for _ in range(40))]
    stems = [(rng.uniform(110, 290), y, y + 30) for y in (rng.choice((104.5, 144.5, 164.5)) for _ in range(40))]
    grid = grid_of(Strokes((*FULL, *across(*feet)), (*UPRIGHT, *across(*stems))), DPI)
    assert cells(grid) == 9


def test_a_stem_right_on_a_column_rule_does_not_part_a_merged_row() -> None:
    # 合计 over two columns; the stem of 计 stands where the rule between them runs above and below.
    row = (100.0, 116.0)
    rows = across((row[0], 50, 500), (row[1], 50, 500), (200, 50, 500), (60, 50, 500))
    columns = (*across((50, 60, 200), (500, 60, 200), (300, 60, 200)), Stroke(100, 60, 101.5), Stroke(100, 103.5, 113))
    grid = grid_of(Strokes(rows, (*columns, Stroke(100, 115.0, 200))), DPI)
    assert (100.0, row[0], 100.0, row[1]) not in [tuple(round(v) for v in e) for e in grid.edges]


@pytest.mark.parametrize("open_side", ["left", "right"])
def test_a_table_without_its_outer_rule_has_its_outer_cells(open_side: str) -> None:
    columns = UPRIGHT[1:] if open_side == "left" else UPRIGHT[:-1]
    assert cells(grid_of(Strokes(FULL, columns), DPI)) == 9


def test_a_table_without_its_last_rule_has_its_last_cells() -> None:
    assert cells(grid_of(Strokes(FULL[:-1], UPRIGHT), DPI)) == 9


def test_a_slight_wave_moves_no_cell() -> None:
    waved = [Stroke(y + d, x, x + 151) for y in YS for d, x in ((0, 50), (1.5, 200), (0.4, 350))]
    assert cells(grid_of(Strokes(tuple(waved), UPRIGHT), DPI)) == 9


def test_a_drawing_of_thousands_of_lines_is_no_table() -> None:
    many = across(*((4.0 * n, 0, 4000) for n in range(600)))
    assert grid_of(Strokes(many, many), DPI) == Grid((), ())


def test_no_strokes_are_no_grid() -> None:
    assert grid_of(Strokes((), ()), DPI) == Grid((), ())
    assert grid_of(Strokes(FULL, ()), DPI).edges == ()
