"""Numbers as producers write them, and the way from a producer's millimetres to a page's points."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._ofd_geometry import POINTS, Matrix, matrix, number, numbers, shift, turn

finite = st.floats(-1000, 1000)


def test_an_inch_has_72_points() -> None:
    assert pytest.approx(72) == 25.4 * POINTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.6", 5.6),
        (" 5.6 ", 5.6),
        ("-.5", -0.5),
        ("12.", 12.0),
        ("1e-3", 0.001),
        ("+4", 4.0),
        ("5.6mm", 5.6),
        (None, 7.0),
        ("", 7.0),
        ("wide", 7.0),
        ("1e999", 7.0),
        ("nan", 7.0),
        ("10000000", 7.0),
    ],
)
def test_a_number_is_read_or_is_the_default(text: str | None, expected: float) -> None:
    assert number(text, 7.0) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0 0 210 297", (0, 0, 210, 297)),
        ("0,0,210,297", (0, 0, 210, 297)),
        ("  1.5\n2 ", (1.5, 2)),
        (None, ()),
        ("", ()),
        ("10-5", (10, -5)),
    ],
)
def test_a_list_of_numbers_is_parted_by_blanks_or_commas(text: str | None, expected: tuple[float, ...]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize("text", [None, "", "1 0 0 1", "a b c d e f", "1 2 3 4 5 6 7"])
def test_a_transformation_that_is_none_changes_nothing(text: str | None) -> None:
    assert matrix(text) == Matrix()


def test_a_transformation_is_that_of_the_standard() -> None:
    assert matrix("2 3 5 7 11 13").apply(1, 10) == (2 + 50 + 11, 3 + 70 + 13)


@given(st.tuples(*[finite] * 6), st.tuples(*[finite] * 6), finite, finite)
def test_one_after_the_other_is_both(first: tuple[float, ...], second: tuple[float, ...], x: float, y: float) -> None:
    a, b = Matrix(*first), Matrix(*second)
    assert a.then(b).apply(x, y) == pytest.approx(b.apply(*a.apply(x, y)), abs=1e-3, rel=1e-6)


def test_to_shift_is_to_move() -> None:
    assert shift(3, 4).apply(1, 1) == (4, 5)


def test_to_turn_is_clockwise_as_y_runs_down() -> None:
    assert turn(90).apply(1, 0) == pytest.approx((0, 1))


def test_lengths_grow_with_the_transformation() -> None:
    scaled = Matrix(a=2, d=3)
    assert (scaled.across, scaled.down) == (2, 3)
    assert turn(30).then(scaled).across == pytest.approx(math.hypot(2 * math.cos(math.pi / 6), 3 * 0.5))


@pytest.mark.parametrize(
    ("text", "upright"),
    [
        ("1 0 0 1 0 0", True),
        ("0.3527 0 0 0.3527 -114.8 111.3", True),
        ("1 0 -0.3 1 0 0", True),
        ("0.9999 0.01 -0.01 0.9999 0 0", True),
        ("0 1 -1 0 0 0", False),
        ("0.7 0.7 -0.7 0.7 0 0", False),
        ("-1 0 0 1 0 0", False),
        ("1 0 0 -1 0 0", False),
        ("-1 0 0 -1 0 0", False),
        ("0 0 0 0 0 0", False),
    ],
)
def test_slanted_type_is_upright_and_turned_type_is_not(text: str, upright: bool) -> None:
    assert matrix(text).is_upright is upright
