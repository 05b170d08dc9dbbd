"""Lines of a PathObject that rule a table, in the ways in which tables are drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parsers.formats._ofd_geometry import Matrix, matrix
from parsers.formats._ofd_objects import Painted
from parsers.formats._ofd_path import Path, path, rules
from schemas.document import Box


def path_of(
    data: str, attributes: str = "", inside: str = "", place: Matrix | None = None, *, visible: bool = True
) -> Path:
    xml = f"<PathObject {attributes}>{inside}<AbbreviatedData>{data}</AbbreviatedData></PathObject>"
    return path(Painted(etree.fromstring(xml), "PathObject", place or Matrix(), visible))


def ruled(data: str, attributes: str = "", inside: str = "", place: Matrix | None = None) -> list[Box]:
    return [
        (round(a, 2), round(b, 2), round(c, 2), round(d, 2))
        for a, b, c, d in rules(path_of(data, attributes, inside, place))
    ]


FILLED = 'Stroke="false" Fill="true"'
SQUARE = "M 0 0 L 50 0 L 50 20 L 0 20 C"
SIDES = [(0, 0, 50, 0), (50, 0, 50, 20), (0, 20, 50, 20), (0, 0, 0, 20)]


@pytest.mark.parametrize(
    "data",
    [
        "M 0 5 L 90 5",
        "S 0 5 L 90 5",
        "M0 5L90 5",
        "m 0,5 l 90,5",
        "M 0.0 5.0 L 9e1 5",
        "M 90 5 L 0 5",
        "M 0 5 L 90 5.3",
    ],
)
def test_a_level_stroke_is_a_line(data: str) -> None:
    ((x0, top, x1, bottom),) = ruled(data)
    assert (x0, x1) == (0, 90)
    assert top == 5 and bottom - top < 0.5


def test_an_upright_stroke_is_a_line() -> None:
    assert ruled("M 5 0 L 5 90") == [(5, 0, 5, 90)]


@pytest.mark.parametrize("data", ["M 0 0 L 50 50", "M 0 0 L 0.2 0.2", "M 5 5", "L 50 0", "", "M 0 0 L 50"])
def test_what_leans_or_leads_nowhere_is_none(data: str) -> None:
    assert ruled(data) == []


def test_a_stroked_rectangle_is_its_four_sides() -> None:
    assert ruled(SQUARE) == SIDES
    assert ruled(SQUARE, 'Stroke="true" Fill="true"', '<FillColor Value="230 230 230"/>') == SIDES


def test_several_lines_in_one_path_are_each_a_line() -> None:
    assert ruled("M 0 0 L 50 0 M 0 20 L 50 20") == [(0, 0, 50, 0), (0, 20, 50, 20)]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("M 0 5 L 90 5 L 90 5.7 L 0 5.7 C", (0, 5, 90, 5.7)),
        ("M 5 0 L 5.7 0 L 5.7 90 L 5 90 L 5 0", (5, 0, 5.7, 90)),
    ],
)
def test_a_thin_filled_rectangle_is_a_line(data: str, line: Box) -> None:
    assert ruled(data, FILLED) == [line]


def test_shading_is_no_line() -> None:
    assert ruled(SQUARE, FILLED) == []


def test_a_dot_is_no_line() -> None:
    assert ruled("M 0 0 L 2 0 L 2 2 L 0 2 C", FILLED) == []


def test_several_thin_rectangles_in_one_path_are_each_a_line() -> None:
    data = "M 0 0 L 90 0 L 90 1 L 0 1 C M 0 20 L 90 20 L 90 21 L 0 21 C"
    assert ruled(data, FILLED) == [(0, 0, 90, 1), (0, 20, 90, 21)]


@pytest.mark.parametrize(
    ("attributes", "inside"),
    [
        ('Stroke="false"', ""),
        ("", '<StrokeColor Value="255 255 255"/>'),
        ("", '<StrokeColor Value="0 0 0" Alpha="0"/>'),
        (FILLED, '<FillColor Value="255 255 255"/>'),
    ],
)
def test_lines_that_cannot_be_seen_are_none(attributes: str, inside: str) -> None:
    assert ruled("M 0 5 L 90 5 L 90 5.5 L 0 5.5 C", attributes, inside) == []


def test_a_path_in_something_hidden_is_hidden() -> None:
    assert rules(path_of("M 0 5 L 90 5", visible=False)) == []


def test_lines_go_where_their_transformation_takes_them() -> None:
    assert ruled("M 0 1 L 10 1", place=matrix("2 0 0 2 100 100")) == [(100, 102, 120, 102)]
    assert ruled("M 0 0 L 10 0", place=matrix("0 1 -1 0 0 0")) == [(0, 0, 0, 10)]


@pytest.mark.parametrize(
    "curve", ["Q 20 20 40 0", "B 10 10 30 10 40 0", "A 20 20 0 0 1 40 0"], ids=["quadratic", "cubic", "arc"]
)
def test_curves_are_no_lines_but_lead_on(curve: str) -> None:
    assert ruled(f"M 0 0 {curve} L 90 0") == [(40, 0, 90, 0)]


@pytest.mark.parametrize(
    "data", ["M 0 0 L 50 0 Z 7 L 50 50", "M 0 0 L 50 0 L x", "M 0 0 L 50 0 7 7", "M 0 0 L 50 0 X 1"]
)
def test_a_path_is_read_up_to_where_it_stops_making_sense(data: str) -> None:
    assert ruled(data) == [(0, 0, 50, 0)]


def test_a_path_without_data_has_no_lines() -> None:
    element = etree.fromstring("<PathObject/>")
    assert rules(path(Painted(element, "PathObject", Matrix(), True))) == []


def test_a_line_is_as_wide_as_it_says_or_as_the_standard_says() -> None:
    assert path_of("", 'LineWidth="0.5"').line_width == 0.5
    assert path_of("").line_width == 0.353


@given(st.text("SMLQBACZ 0123456789.-e", max_size=60), st.booleans())
def test_any_path_gives_thin_boxes(data: str, filled: bool) -> None:
    for x0, top, x1, bottom in rules(path_of(data, FILLED if filled else "")):
        assert x0 <= x1 and top <= bottom
        assert min(x1 - x0, bottom - top) <= 3
