"""Lines of print by the white between them; characters are drawn as blocks of ink."""

import numpy as np
import pytest

from parsers.formats._scan_engine import Grey
from parsers.formats._scan_lines import LineBox, em_of, lines_in, without_specks

EM = 26


def paper() -> Grey:
    return np.zeros((400, 900), np.uint8)


def typed(ink: Grey, left: int, top: int, count: int, high: int = EM) -> Grey:
    """``count`` characters of EM, 3 pixels apart."""
    for n in range(count):
        ink[top : top + high, left + n * (EM + 3) : left + n * (EM + 3) + EM] = 255
    return ink


def boxes(ink: Grey, em: float = EM) -> list[tuple[int, int, int, int]]:
    height, width = ink.shape
    return [(n.x0, n.top, n.x1, n.bottom) for n in lines_in(ink, (0, 0, width, height), em)]


def test_lines_from_top_to_bottom() -> None:
    ink = typed(typed(paper(), 50, 60, 10), 50, 100, 4)
    assert boxes(ink) == [(50, 60, 337, 86), (50, 100, 163, 126)]


def test_only_what_is_in_the_window() -> None:
    ink = typed(typed(paper(), 50, 60, 4), 500, 60, 4)
    assert [(n.x0, n.x1) for n in lines_in(ink, (450, 0, 900, 400), EM)] == [(500, 613)]


def test_strokes_of_one_character_are_one_line() -> None:
    ink = paper()
    ink[100:103, 50:76] = ink[118:121, 48:78] = 255  # 二
    assert boxes(ink) == [(48, 100, 78, 121)]


def test_two_lines_of_low_characters_stay_two() -> None:
    ink = typed(typed(paper(), 50, 60, 10, high=14), 50, 92, 10, high=14)
    assert len(boxes(ink)) == 2


def test_lines_that_touch_are_cut_where_least_ink_is() -> None:
    ink = typed(typed(paper(), 50, 60, 10), 50, 95, 10)
    ink[86:95, 60:63] = 255
    assert [(top, bottom) for _, top, _, bottom in boxes(ink)] == [(60, 87), (87, 121)] or len(boxes(ink)) == 2


def test_a_wide_gap_parts_a_line() -> None:
    assert [(x0, x1) for x0, _, x1, _ in boxes(typed(typed(paper(), 50, 60, 3), 300, 60, 2))] == [(50, 134), (300, 355)]


def test_a_gap_of_two_characters_is_a_space_in_the_line() -> None:
    assert len(boxes(typed(typed(paper(), 50, 60, 3), 50 + 3 * 29 + 52, 60, 2))) == 1


def test_the_room_of_a_line_ends_half_way_to_the_next() -> None:
    ink = typed(typed(paper(), 50, 60, 10), 50, 100, 4)
    rooms = [n.room for n in lines_in(ink, (10, 20, 890, 380), EM)]
    assert rooms == [(10, 20, 890, 93), (10, 93, 890, 380)]


def test_a_dash_alone_is_a_line() -> None:
    ink = paper()
    ink[200:202, 50:76] = 255
    assert boxes(ink) == [(50, 200, 76, 202)]


def test_a_blank_window_has_no_line() -> None:
    assert boxes(paper()) == []
    assert lines_in(paper(), (10, 10, 10, 10), EM) == []


@pytest.mark.parametrize("em", [1.0, 5.0, 400.0])
def test_a_black_window_ends(em: float) -> None:
    assert boxes(np.full((300, 300), 255, np.uint8), em)


def test_the_height_of_type_is_that_of_most_lines() -> None:
    ink = typed(typed(typed(paper(), 50, 60, 20), 50, 110, 20), 50, 160, 2, high=60)
    ink[300:302, 50:90] = 255
    assert em_of(ink, [(0, 0, 900, 400)], 200) == EM


def test_rules_under_words_and_pictures_are_no_type() -> None:
    ink = typed(paper(), 50, 60, 5)
    ink[150:153, 50:850] = ink[160:395, 50:850] = 255
    assert em_of(ink, [(0, 0, 900, 158), (0, 158, 900, 400)], 200) == EM


def test_a_blank_page_has_common_type() -> None:
    assert em_of(paper(), [(0, 0, 900, 400)], 200) == pytest.approx(28)
    assert em_of(paper(), [], 200) == pytest.approx(28)


def test_specks_go_and_full_stops_stay() -> None:
    ink = paper()
    ink[50:52, 50:52] = 255
    ink[100:105, 100:105] = 255
    assert boxes(without_specks(ink, 200)) == [(100, 100, 105, 105)]


def test_the_height_of_a_line_is_that_of_its_ink() -> None:
    assert LineBox(0, 10, 50, 36, (0, 0, 50, 50)).height == 26
