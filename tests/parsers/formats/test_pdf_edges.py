"""Ruling lines to tables: the same as pdfplumber, box for box and bit for bit."""

import random
from types import SimpleNamespace
from typing import Any

import pytest
from pdfplumber.table import TableFinder

from parsers.formats._pdf_edges import Edge, to_lines, to_table_boxes
from schemas.document import Box
from tests.growth import grows_no_faster


def level(x0: float, x1: float, top: float) -> Edge:
    return Edge(False, x0, top, x1, top, x1 - x0)


def upright(x: float, top: float, bottom: float) -> Edge:
    return Edge(True, x, top, x, bottom, bottom - top)


def grid(columns: int, rows: int, side: float = 20) -> list[Edge]:
    lines = [level(0, columns * side, n * side) for n in range(rows + 1)]
    return lines + [upright(n * side, 0, rows * side) for n in range(columns + 1)]


def by_pdfplumber(edges: list[Edge]) -> list[tuple[Box, list[Box]]]:
    def as_dict(edge: Edge) -> dict[str, Any]:
        place = {"x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom, "object_type": "line"}
        return place | {"orientation": "v" if edge.upright else "h", "height": edge.length, "width": edge.length}

    page: Any = SimpleNamespace(edges=[as_dict(edge) for edge in edges], bbox=(0, 0, 1000, 1000))
    return [(table.bbox, table.cells) for table in TableFinder(page).tables]


def sorted_cells(tables: list[tuple[Box, list[Box]]]) -> list[tuple[Box, list[Box]]]:
    return [(box, sorted(cells)) for box, cells in tables]


def test_a_grid() -> None:
    ((box, cells),) = to_table_boxes(grid(2, 3))
    assert (box, len(cells)) == ((0, 0, 40, 60), 6)


def test_a_single_box_is_no_table() -> None:
    assert to_table_boxes(grid(1, 1)) == []


def test_lines_that_nearly_meet_are_one() -> None:
    assert to_lines([level(0, 50, 10), level(52, 90, 12), upright(5, 0, 2)]) == [level(0, 90, 11)]


@pytest.mark.parametrize("seed", range(60))
def test_the_same_tables_as_pdfplumber(seed: int) -> None:
    draw = random.Random(seed)
    edges = grid(draw.randrange(1, 6), draw.randrange(1, 6), draw.choice([7, 19.3, 40.1]))
    moved = [tuple(v + draw.choice([0, 0, 0.1, 2.9]) if isinstance(v, float) else v for v in e[1:5]) for e in edges]
    edges = [Edge(e.upright, *m, e.length) for e, m in zip(edges, moved, strict=True) if draw.random() > 0.15]
    for _ in range(draw.randrange(8)):
        x, y, long = draw.uniform(0, 120), draw.uniform(0, 120), draw.choice([0.5, 2, 10, 45.7])
        edges.append(draw.choice([level(x, x + long, y), upright(x, y, y + long)]))
    assert sorted_cells(to_table_boxes(edges)) == sorted_cells(by_pdfplumber(edges))


def test_a_long_table_costs_in_proportion() -> None:
    assert grows_no_faster(lambda rows: to_table_boxes(grid(5, rows)), 60, 600)
