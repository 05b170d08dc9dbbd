"""Paragraphs with marks to blocks."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, Mark, Walk, WordParagraph
from parsers.formats._doc_table import RowCell, RowShape
from parsers.formats._docx_numbering import Level, Numbering
from parsers.formats._steps import listening
from schemas.document import Block, Paragraph, Table
from tests.parsers.formats.builders import places, texts


def said(text: str, *, depth: int = 0, deleted: bool = False, anchors: tuple[int, ...] = ()) -> WordParagraph:
    return WordParagraph(text, Mark(depth=depth), is_mark_deleted=deleted, anchors=anchors)


def numbered(text: str, level: int = 0) -> WordParagraph:
    return WordParagraph(text, Mark(), numbered=(1, level))


def cell(text: str, depth: int = 1, *, deleted: bool = False) -> WordParagraph:
    return WordParagraph(text, Mark(End.CELL, depth), is_mark_deleted=deleted)


def end(cells: int, depth: int = 1, *, deleted: bool = False, identity: int = 0) -> WordParagraph:
    shape = RowShape(tuple(RowCell(1000 * n, 1000 * n + 1000) for n in range(cells)), (identity,))
    return WordParagraph("", Mark(End.ROW, depth, shape=shape), is_mark_deleted=deleted)


def row(*words: str, depth: int = 1, identity: int = 0) -> list[WordParagraph]:
    return [*(cell(word, depth) for word in words), end(len(words), depth, identity=identity)]


def blocks(*found: WordParagraph, boxes: dict[int, list[WordParagraph]] | None = None) -> list[Block]:
    lists = Numbering({("1", 0): Level(1, "decimal", "%1、"), ("1", 1): Level(1, "decimal", "%2.")})
    walk = Walk(lists, boxes or {})
    return [*walk.blocks(found), *walk.boxes_left()]


def told(found: list[Block]) -> list[object]:
    return [b.text if isinstance(b, Paragraph) else texts(b) for b in found]


def test_blocks_come_in_reading_order() -> None:
    assert told(blocks(said("前"), *row("a", "b"), *row("c", "d"), said("后"))) == [
        "前",
        [["a", "b"], ["c", "d"]],
        "后",
    ]


def test_empty_paragraphs_are_left_out() -> None:
    assert told(blocks(said(""), said("  甲 "), said("\u3000"))) == ["甲"]


def test_paragraphs_and_cells_say_where_they_stand() -> None:
    found = blocks(said("前"), said(""), *row("a", "b"), said("后"), *row("c"))
    assert [b.origin for b in found if isinstance(b, Paragraph)] == ["paragraph 1", "paragraph 2"]
    assert [c.origin for b in found if isinstance(b, Table) for c in b.cells] == [
        "table 1, row 1, cell 1",
        "table 1, row 1, cell 2",
        "table 2, row 1, cell 1",
    ]


def test_a_table_in_a_cell_is_named_by_the_cell() -> None:
    found = blocks(said("前", depth=1), *row("内", depth=2), *row("内二", depth=2, identity=5), cell("后"), end(1))
    (outer,) = found
    assert isinstance(outer, Table)
    assert texts(outer) == [["前\n后"]]
    assert [[c.origin for c in t.cells] for t in outer.cells[0].tables] == [
        ["table 1, row 1, cell 1, table 1, row 1, cell 1"],
        ["table 1, row 1, cell 1, table 2, row 1, cell 1"],
    ]


def test_tables_nest_as_deep_as_they_like() -> None:
    found = blocks(*row("深", depth=3), cell("中", 2), end(1, 2), cell("外"), end(1))
    (outer,) = found
    assert isinstance(outer, Table)
    (middle,) = outer.cells[0].tables
    assert (texts(middle), texts(middle.cells[0].tables[0])) == ([["中"]], [["深"]])


def test_one_table_may_stand_right_below_another() -> None:
    found = blocks(*row("a"), *row("b", identity=1), *row("c", identity=1))
    assert told(found) == [[["a"]], [["b"], ["c"]]]


def test_paragraphs_are_numbered_in_reading_order() -> None:
    assert told(blocks(numbered("甲"), numbered("乙", 1), numbered("丙"))) == ["1、甲", "1.乙", "2、丙"]


def test_a_cell_may_hold_nothing_but_its_number() -> None:
    lines = [p for _ in range(2) for p in (WordParagraph("", Mark(End.CELL, 1), (1, 0)), end(1))]
    assert told(blocks(*lines)) == [[["1、"], ["2、"]]]


def test_text_whose_end_was_deleted_runs_on() -> None:
    assert told(blocks(said("一", deleted=True), said("二", deleted=True), said("三"), said("四"))) == ["一二三", "四"]
    assert told(blocks(said("一", deleted=True))) == ["一"]


def test_a_cell_whose_end_was_deleted_is_still_a_cell() -> None:
    assert told(blocks(cell("a", deleted=True), cell("b"), end(2))) == [[["a", "b"]]]


@pytest.mark.parametrize("marks", [(True, False, False), (False, True, True), (True, True, True)])
def test_a_deleted_row_is_gone(marks: tuple[bool, bool, bool]) -> None:
    at_end, *at_cells = marks
    gone = [*(cell("", deleted=d) for d in at_cells), end(2, deleted=at_end)]
    assert told(blocks(*row("1", "甲"), *gone, *row("3", "丙"))) == [[["1", "甲"], ["3", "丙"]]]


def test_a_row_that_shows_something_is_there() -> None:
    assert told(blocks(cell("1"), cell("", deleted=True), end(2, deleted=True))) == [[["1", ""]]]


def test_an_empty_row_is_there() -> None:
    assert told(blocks(cell(""), cell("", deleted=True), end(2))) == [[["", ""]]]


def test_numbers_of_deleted_rows_are_not_counted() -> None:
    def line(*, deleted: bool) -> list[WordParagraph]:
        return [WordParagraph("", Mark(End.CELL, 1), (1, 0), deleted), end(1, deleted=deleted)]

    assert told(blocks(*line(deleted=False), *line(deleted=True), *line(deleted=False))) == [[["1、"], ["2、"]]]


def test_a_table_whose_rows_are_all_deleted_is_gone() -> None:
    assert told(blocks(cell(""), end(1, deleted=True), said("后"))) == ["后"]


def test_boxes_stand_behind_the_paragraph_of_their_anchor() -> None:
    found = blocks(said("锚", anchors=(7,)), said("后"), boxes={7: [said("框"), *row("表")], 9: [said("散")]})
    assert told(found) == ["锚", "框", [["表"]], "后", "散"]


def test_a_box_in_a_cell_is_in_the_cell() -> None:
    anchored = WordParagraph("a", Mark(End.CELL, 1), anchors=(7,))
    (found,) = blocks(anchored, end(1), boxes={7: [said("框"), *row("表")]})
    assert isinstance(found, Table)
    assert texts(found) == [["a\n框"]]
    assert places(found.cells[0].tables[0]) == [("表", 1, 1, 1, 1)]


def test_boxes_that_hold_each_other_are_read_once() -> None:
    found = blocks(said("a", anchors=(1, 1)), boxes={1: [said("b", anchors=(2,))], 2: [said("c", anchors=(1, 2))]})
    assert told(found) == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("paragraphs", "words"),
    [
        ([cell("a")], "a table row has no end"),
        ([said("a", depth=1)], "a table row has no end"),
        ([*row("a", depth=2)], "a table row has no end"),
        ([cell("a"), said("b", depth=1), end(1)], "ends inside a cell"),
        ([cell("a"), WordParagraph("b", end(1).mark)], "ends inside a cell"),
        ([cell("a"), WordParagraph("", Mark(End.ROW, 1))], "ends inside a cell"),
        ([cell("a"), end(2)], "says that it has 2 cells and holds 1"),
        ([cell("a"), cell("b"), end(1)], "says that it has 1 cells and holds 2"),
        ([end(0)], "says that it has 0 cells and holds 0"),
    ],
)
def test_broken_tables_are_refused(paragraphs: list[WordParagraph], words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        blocks(*paragraphs)


def test_whoever_waits_hears_of_each_table() -> None:
    heard: list[str] = []
    with listening(heard.append):
        blocks(*row("a"), said("间"), *row("b"))
    assert heard == ["table 1", "table 2"]
