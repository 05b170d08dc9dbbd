"""Boxes and characters, from wherever they come, to tables and lines."""

from parsers.formats._ruled import Glyph, to_lines, to_tables
from schemas.document import Doubt


def word(text: str, x: float, y: float, size: float = 10) -> list[Glyph]:
    """Full-width characters side by side from ``x``, their tops at ``y``."""
    return [Glyph(c, x + i * size, x + (i + 1) * size, y, y + size, size) for i, c in enumerate(text)]


def test_characters_at_one_height_are_one_line_however_they_come() -> None:
    glyphs = word("区教委", 10, 20)
    assert [line.text for line in to_lines(reversed(glyphs))] == ["区教委"]


def test_a_wide_gap_is_a_space_and_a_narrow_one_is_not() -> None:
    narrow = [*word("学位", 0, 0), *word("个", 22.5, 0)]
    wide = [*word("学位", 0, 0), *word("个", 25, 0)]
    assert to_lines(narrow)[0].text == "学位个"
    assert to_lines(wide)[0].text == "学位 个"


def test_cells_have_their_place_on_the_grid_and_their_box() -> None:
    boxes = [(0.0, 0.0, 50.0, 40.0), (50.0, 0.0, 100.0, 20.0), (50.0, 20.0, 100.0, 40.0)]
    glyphs = [*word("甲", 5, 5), *word("乙", 55, 5), *word("丙", 55, 25), *word("外", 200, 5)]
    tables, lines, stray = to_tables([((0, 0, 100, 40), boxes)], glyphs, 3)
    (bounds, table), *_ = tables
    assert bounds == (0, 0, 100, 40)
    assert [(c.text, c.row, c.column, c.row_span, c.box) for c in table.cells] == [
        ("甲", 1, 1, 2, boxes[0]),
        ("乙", 1, 2, 1, boxes[1]),
        ("丙", 2, 2, 1, boxes[2]),
    ]
    assert table.page == 3
    assert ([line.text for line in lines], stray) == (["外"], ())


def test_what_lies_between_the_cells_of_a_table_is_not_lost() -> None:
    boxes = [(0.0, 0.0, 40.0, 20.0), (60.0, 0.0, 100.0, 20.0)]
    _, lines, stray = to_tables([((0, 0, 100, 20), boxes)], word("隙", 45, 5), 1)
    assert (lines, [line.text for line in stray]) == ((), ["隙"])


def test_a_frame_around_text_is_no_table() -> None:
    tables, lines, _ = to_tables([((0, 0, 100, 20), [(0.0, 0.0, 100.0, 20.0)])], word("通知", 5, 5), 1)
    assert (tables, [line.text for line in lines]) == ((), ["通知"])


def test_a_double_border_makes_no_column() -> None:
    boxes = [(0.0, 0.0, 50.0, 20.0), (50.0, 0.0, 52.0, 20.0), (52.0, 0.0, 100.0, 20.0)]
    tables, *_ = to_tables([((0, 0, 100, 20), boxes)], [*word("甲", 5, 5), *word("乙", 60, 5)], 1)
    assert [(c.text, c.column) for c in tables[0][1].cells] == [("甲", 1), ("乙", 2)]


def test_doubts_stay_with_their_characters() -> None:
    sure, unsure = word("区教", 5, 5), Glyph("妾", 25, 35, 5, 15, 10, score=0.4)
    second = Glyph("田", 5, 15, 25, 35, 10, score=0.3)
    tables, *_ = to_tables(
        [((0, 0, 140, 60), [(0.0, 0.0, 70.0, 60.0), (70.0, 0.0, 140.0, 60.0)])], [*sure, unsure, second], 1
    )
    cell = tables[0][1].cells[0]
    assert cell.text == "区教妾\n田"
    assert cell.doubts == (Doubt(at=2, char="妾", score=0.4), Doubt(at=4, char="田", score=0.3))
    assert all(cell.text[d.at] == d.char for d in cell.doubts)
