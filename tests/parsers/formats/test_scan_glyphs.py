"""Where recognised characters stand, how large they are, and which of them are in doubt."""

from itertools import pairwise

import numpy as np
import pytest

from parsers.formats._ruled import Glyph, to_lines
from parsers.formats._scan_engine import Grey, Mark
from parsers.formats._scan_glyphs import SURE, dash_in, glyphs_of, size_of
from parsers.formats._scan_lines import LineBox

EM = 27
SIZE = 30
"""Size of the type whose ink is EM high."""


def drawn(*columns: tuple[float, float]) -> tuple[Grey, LineBox]:
    """A page with ink in these stretches, in ems from x = 60, and the line that they make."""
    dark = np.zeros((200, 1200), np.uint8)
    for left, right in columns:
        dark[100 : 100 + EM, 60 + round(left * SIZE) : 60 + round(right * SIZE)] = 200
    end = 60 + round(columns[-1][1] * SIZE)
    return dark, LineBox(60 + round(columns[0][0] * SIZE), 100, end, 100 + EM, (0, 80, 1200, 150))


def squares(count: int) -> list[tuple[float, float]]:
    return [(n + 0.05, n + 0.95) for n in range(count)]


def glyphs(text: str, columns: list[tuple[float, float]], scores: dict[int, float] | None = None) -> list[Glyph]:
    """Glyphs of ``text`` whose characters were seen in the middle of these columns."""
    dark, line = drawn(*columns)
    span = (line.x0 - 8, line.x1 + 8)
    at = [(60 + (a + b) / 2 * SIZE - span[0]) / (span[1] - span[0]) for a, b in columns]
    marks = [Mark(c, (scores or {}).get(n, 0.999), at[n]) for n, c in enumerate(text)]
    return glyphs_of(marks, line, dark, span, EM)


def words(found: list[Glyph]) -> list[str]:
    return [line.text for line in to_lines(found)]


def test_characters_stand_side_by_side_from_the_first_ink_to_the_last() -> None:
    found = glyphs("重点民生", squares(4))
    assert "".join(g.text for g in found) == "重点民生"
    assert found[0].x0 == pytest.approx(61.5, abs=1)
    assert found[-1].x1 == pytest.approx(178.5, abs=1)
    assert all(a.x1 == pytest.approx(b.x0) for a, b in pairwise(found))
    assert words(found) == ["重点民生"]


def test_glyphs_are_as_high_as_their_type_and_centred_on_their_ink() -> None:
    (first, *_) = glyphs("重点", squares(2))
    assert first.size == pytest.approx(SIZE)
    assert first.top == pytest.approx(98.5)
    assert first.bottom == pytest.approx(128.5)


def test_white_of_an_em_between_characters_is_a_space() -> None:
    assert words(glyphs("张王", [(0.05, 0.95), (2.05, 2.95)])) == ["张 王"]


def test_white_of_half_an_em_is_none() -> None:
    assert words(glyphs("张王", [(0.05, 0.95), (1.5, 2.4)])) == ["张王"]


def test_white_around_marks_is_none() -> None:
    assert words(glyphs("”（社", [(0.1, 0.3), (1.6, 1.9), (2.05, 2.95)])) == ["”（社"]


def test_a_recognised_blank_stays_between_latin_words_only() -> None:
    columns = [(0.0, 0.45), (0.5, 0.6), (0.7, 1.1)]
    assert words(glyphs("A B", columns)) == ["A B"]
    assert words(glyphs("建 3", [(0.05, 0.95), (1.0, 1.1), (1.2, 1.6)])) == ["建3"]


def test_a_full_stop_at_the_end_takes_its_whole_square() -> None:
    found = glyphs("完。", [(0.05, 0.95), (1.1, 1.4)])
    assert found[-1].x1 == pytest.approx(60 + 1.9 * SIZE, abs=1)


def test_only_scores_below_the_threshold_are_kept() -> None:
    found = glyphs("重点民生", squares(4), {1: 0.4, 2: SURE + 0.01})
    assert [g.score for g in found] == [None, 0.4, None, None]


def test_characters_beside_overlooked_ink_are_in_doubt() -> None:
    dark, line = drawn(*squares(2), (2.1, 2.3), *[(n + 0.05, n + 0.95) for n in (3, 4)])
    width = line.x1 - line.x0
    marks = [Mark(c, 0.99, (n + 0.45) * SIZE / width) for c, n in zip("公安区城", (0, 1, 3, 4), strict=True)]
    found = glyphs_of(marks, line, dark, (line.x0, line.x1), EM)
    assert [g.score for g in found] == [None, 0.0, 0.0, None]


def test_a_full_stop_overlooked_at_the_end_leaves_the_last_character_in_doubt() -> None:
    dark, line = drawn(*squares(2), (2.1, 2.4))
    width = line.x1 - line.x0
    marks = [Mark(c, 0.99, (n + 0.45) * SIZE / width) for c, n in zip("完成", (0, 1), strict=True)]
    assert [g.score for g in glyphs_of(marks, line, dark, (line.x0, line.x1), EM)] == [None, 0.0]


@pytest.mark.parametrize(
    ("width", "height", "expected"), [(27, 2, "—"), (50, 4, "—"), (27, 20, ""), (5, 2, ""), (90, 2, "")]
)
def test_a_lone_stroke_is_a_dash_in_doubt(width: int, height: int, expected: str) -> None:
    found = dash_in(LineBox(0, 0, width, height, (0, 0, 100, 100)), EM)
    assert ["".join(m.text for m in found), all(m.score < SURE for m in found)] == [expected, True]


def test_a_mark_where_there_is_no_room_for_one_goes_and_its_neighbours_are_in_doubt() -> None:
    dark, line = drawn(*squares(4))
    width = line.x1 - line.x0
    marks = [Mark(c, 0.99, at * SIZE / width) for c, at in zip("目标:任务", (0.45, 1.45, 2, 2.45, 3.45), strict=True)]
    found = glyphs_of(marks, line, dark, (line.x0, line.x1), EM)
    assert ["".join(g.text for g in found), [g.score for g in found]] == ["目标任务", [None, 0.0, 0.0, None]]


def test_a_mark_that_has_its_room_stays() -> None:
    found = glyphs("局、区", [(0.05, 0.95), (1.1, 1.35), (1.65, 2.55)])
    assert ["".join(g.text for g in found), [g.score for g in found]] == ["局、区", [None] * 3]


def test_widely_set_characters_are_in_no_doubt() -> None:
    columns = [(1.7 * n + 0.05, 1.7 * n + 0.95) for n in range(4)]
    assert [g.score for g in glyphs("合计总数", columns)] == [None] * 4


@pytest.mark.parametrize(("height", "expected"), [(27, 30), (30, 30), (20, 30), (3, 30), (54, 60)])
def test_low_lines_have_the_type_of_the_page_and_high_ones_their_own(height: int, expected: float) -> None:
    assert size_of(LineBox(0, 0, 100, height, (0, 0, 100, 100)), EM) == pytest.approx(expected)


def test_a_line_in_which_nothing_was_seen_has_no_glyphs() -> None:
    dark, line = drawn((0, 1))
    assert glyphs_of([], line, dark, (line.x0, line.x1), EM) == []
    assert glyphs_of([Mark("一", 1, 0.5)], line, np.zeros_like(dark), (line.x0, line.x1), EM) == []
