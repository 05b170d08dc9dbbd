"""Characters of a TextObject where they stand, however their places are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from parsers.formats._ofd_geometry import Matrix, matrix
from parsers.formats._ofd_objects import Painted
from parsers.formats._ofd_text import UNKNOWN, Run, deltas, glyphs, run, unknown


def run_of(codes: str, attributes: str = 'Size="5"', place: Matrix | None = None, *, visible: bool = True) -> Run:
    element = etree.fromstring(f"<TextObject {attributes}>{codes}</TextObject>")
    return run(Painted(element, "TextObject", place or Matrix(), visible))


def code(text: str, attributes: str = 'X="1" Y="4"') -> str:
    return f"<TextCode {attributes}>{text}</TextCode>"


def starts(found: Run) -> list[tuple[float, float]]:
    return [(round(c.x, 3), round(c.y, 3)) for c in found.chars]


@pytest.mark.parametrize(
    ("written", "length", "expected"),
    [
        ("5 6 7", 4, [5, 6, 7, 7]),
        ("g 3 5.5", 4, [5.5, 5.5, 5.5, 5.5]),
        ("2 g 2 5 3", 5, [2, 5, 5, 3, 3]),
        ("G 2 5", 2, [5, 5]),
        ("5,6", 2, [5, 6]),
        ("5", 4, [5, 5, 5, 5]),
        ("5 6 7 8", 2, [5, 6]),
        ("g 1000000000 5", 3, [5, 5, 5]),
        ("g -3 5 6", 2, [6, 6]),
        ("g 2", 2, [0, 2]),
        ("x y", 2, [0, 0]),
        ("", 3, None),
        (None, 3, None),
        ("5 6", 0, None),
    ],
)
def test_steps_are_read_and_repeated(written: str | None, length: int, expected: list[float] | None) -> None:
    assert deltas(written, length) == expected


@given(st.text("g0123456789.- ", max_size=40), st.integers(0, 20))
def test_any_steps_are_as_many_as_the_characters(written: str, length: int) -> None:
    found = deltas(written, length)
    assert found is None or len(found) == length


def test_characters_stand_by_their_steps() -> None:
    found = run_of(code("通知书", 'X="1" Y="4" DeltaX="5 6"'))
    assert starts(found) == [(1, 4), (6, 4), (12, 4)]


def test_without_steps_type_of_fixed_width_is_set() -> None:
    assert starts(run_of(code("共33项"))) == [(1, 4), (6, 4), (8.5, 4), (11, 4)]


def test_stretched_type_of_fixed_width_is_stretched() -> None:
    assert starts(run_of(code("通知"), 'Size="5" HScale="0.5"')) == [(1, 4), (3.5, 4)]


def test_steps_downwards_alone_leave_the_column() -> None:
    assert starts(run_of(code("市级", 'X="1" Y="4" DeltaY="6"'))) == [(1, 4), (1, 10)]


def test_text_that_reads_downwards_runs_downwards() -> None:
    assert starts(run_of(code("市级"), 'Size="5" ReadDirection="90"')) == [(1, 4), (1, 9)]


def test_a_piece_without_a_place_goes_on() -> None:
    assert starts(run_of(code("通", 'X="1" Y="4"') + code("知", ""))) == [(1, 4), (6, 4)]


def test_a_piece_with_half_a_place_takes_the_other_half_from_the_piece_before() -> None:
    assert starts(run_of(code("通") + code("知", 'Y="10"') + code("书", 'X="7"'))) == [(1, 4), (1, 10), (7, 10)]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("通 知", "通 知"),
        (" 通知 ", " 通知 "),
        ("\n    通知\n  ", "通知"),
        ("通\n知", "通知"),
        ("A&amp;B", "A&B"),
        ("\\901A\\77e5", "通知"),
        ("\\0020", " "),
        ("\\D840", UNKNOWN),
        ("\\0000", UNKNOWN),
        ("C:\\temp", "C:\\temp"),
        ("<![CDATA[通知]]>", "通知"),
        ("通<!-- -->知", "通知"),
    ],
)
def test_text_is_read_as_it_is_meant(xml: str, text: str) -> None:
    assert run_of(code(xml)).text == text


def test_glyphs_without_characters_are_unknown_ones() -> None:
    transform = '<CGTransform CodePosition="0" CodeCount="3" GlyphCount="3"><Glyphs>12 13 14</Glyphs></CGTransform>'
    found = run_of(transform + code("", 'X="1" Y="4" DeltaX="5 5"'))
    assert found.text == UNKNOWN * 3
    assert starts(found)[-1] == (11, 4)


def test_glyphs_beside_characters_change_nothing() -> None:
    transform = '<CGTransform CodePosition="0" CodeCount="2"><Glyphs>12 13</Glyphs></CGTransform>'
    assert run_of(transform + code("通知")).text == "通知"


@pytest.mark.parametrize(
    ("text", "count"),
    [("通知", 0), ("\ue000\uf8ff通", 2), (UNKNOWN, 1), ("\U000f0001", 1), ("\x01", 1), ("\t\n ", 0), ("𫍯①℃", 0)],
)
def test_signs_of_a_font_of_their_own_are_counted(text: str, count: int) -> None:
    assert unknown(text) == count


@pytest.mark.parametrize(
    ("text", "steps", "width"),
    [
        ("通知", "5", 5),
        ("通知", "10", 5),
        ("，知", "2.5", 2.5),
        ("a知", "2.2", 2.2),
        ("W知", "4.7", 4.7),
        ("W", "", 4),
        ("i知", "9", 2.5),
        ("通知", "-5", 5),
        (" 知", "9", 2.5),
        ("通知", "5.2", 5.2),
    ],
)
def test_a_character_is_as_wide_as_the_step_unless_that_leaves_a_gap(text: str, steps: str, width: float) -> None:
    found = run_of(code(text, f'X="1" Y="4" DeltaX="{steps}"'))
    assert found.chars[0].width == pytest.approx(width)


def test_a_glyph_is_in_points_and_stands_on_its_base_line() -> None:
    glyph, second = glyphs(run_of(code("通知"), place=matrix("2 0 0 2 10 10")))
    assert (glyph.text, glyph.x0, glyph.x1, glyph.size) == ("通", 12, 22, 10)
    assert [glyph.top, glyph.bottom] == pytest.approx([18 - 8.8, 18 + 1.2])
    assert second.x0 == 22


def test_type_in_points_under_a_transformation_is_as_large_as_any() -> None:
    """As converters from PDF write it: lengths in points, and a transformation to millimetres."""
    found = run_of(
        code("局", 'X="324.419" Y="-303.723"'), 'Size="14.749"', matrix("0.3527 0 0 0.3527 -114.8075 111.352")
    )
    (glyph,) = glyphs(found)
    assert [glyph.x0, glyph.size] == pytest.approx([-0.385, 5.2], abs=0.01)


@pytest.mark.parametrize("size", ["", 'Size="0"', 'Size="?"'])
def test_type_without_a_size_has_that_of_official_documents(size: str) -> None:
    assert run_of(code("通"), size).size == pytest.approx(5.6)


@pytest.mark.parametrize(
    ("attributes", "place", "upright"),
    [
        ("", "1 0 0 1 0 0", True),
        ('CharDirection="0"', "1 0 0 1 0 0", True),
        ('CharDirection="90"', "1 0 0 1 0 0", False),
        ('CharDirection="180"', "1 0 0 1 0 0", False),
        ('CharDirection="270"', "0 1 -1 0 0 0", True),
        ('ReadDirection="90"', "1 0 0 1 0 0", True),
        ("", "0 1 -1 0 0 0", False),
        ("", "0.7 -0.7 0.7 0.7 0 0", False),
    ],
)
def test_characters_stand_upright_or_do_not(attributes: str, place: str, upright: bool) -> None:
    assert run_of(code("通"), attributes, matrix(place)).is_upright is upright


@pytest.mark.parametrize(
    ("attributes", "inside", "visible"),
    [
        ("", "", True),
        ('Fill="false"', "", False),
        ('Fill="false" Stroke="true"', "", True),
        ("", '<FillColor Value="0 0 0" Alpha="0"/>', False),
        ('Stroke="true"', '<FillColor Alpha="0"/><StrokeColor Alpha="0"/>', False),
    ],
)
def test_text_is_seen_where_it_is_filled_or_stroked(attributes: str, inside: str, visible: bool) -> None:
    assert run_of(inside + code("通"), attributes).visible is visible
    assert not run_of(inside + code("通"), attributes, visible=False).visible
