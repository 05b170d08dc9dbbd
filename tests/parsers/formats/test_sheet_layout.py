"""The pieces of a sheet to blocks."""

import time

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._sheet_areas import Area
from parsers.formats._sheet_layout import lay_out, to_paragraphs
from parsers.formats._sheet_pieces import Filled
from schemas.document import Block, Paragraph, Table


def blocks(texts: dict[tuple[int, int], str], *merges: Area) -> list[Block]:
    return list(lay_out("附件1", [Filled(y, x, t) for (y, x), t in texts.items()], sorted(merges)))


def table(texts: dict[tuple[int, int], str], *merges: Area) -> Table:
    (only,) = blocks(texts, *merges)
    assert isinstance(only, Table)
    return only


def cells(found: Table) -> list[tuple[str, str | None, int, int, int, int]]:
    return [(c.text, c.origin, c.row, c.column, c.row_span, c.column_span) for c in found.cells]


HEAD = {(1, 1): "序号", (1, 2): "项目"}


def test_cells_have_their_place_in_the_table_and_on_the_sheet() -> None:
    assert cells(table({(3, 2): "序号", (3, 3): "项目", (4, 2): "1"})) == [
        ("序号", "附件1!B3", 1, 1, 1, 1),
        ("项目", "附件1!C3", 1, 2, 1, 1),
        ("1", "附件1!B4", 2, 1, 1, 1),
        ("", "附件1!C4", 2, 2, 1, 1),
    ]


def test_merged_cells_have_spans_and_the_name_of_their_area() -> None:
    found = table({**HEAD, (2, 1): "1", (2, 2): "甲", (3, 2): "乙"}, (2, 1, 3, 1))
    assert found.spans_known
    assert ("1", "附件1!A2:A3", 2, 1, 2, 1) in cells(found)
    assert len(found.cells) == 5


def test_a_merge_reaches_beyond_the_last_text() -> None:
    found = table({**HEAD, (2, 1): "1", (2, 2): "甲"}, (2, 1, 3, 1), (2, 2, 3, 2))
    assert (found.rows, found.columns) == (3, 2)


def test_merges_without_text_are_cells_without_text() -> None:
    found = table({**HEAD, (1, 3): "备注", (2, 1): "1", (3, 1): "2"}, (2, 2, 3, 3))
    assert ("", "附件1!B2:C3", 2, 2, 2, 2) in cells(found)


def test_a_merge_down_to_the_end_of_the_sheet_makes_no_rows() -> None:
    assert table({**HEAD, (2, 1): "1"}, (2, 2, 1_048_576, 2)).rows == 2
    assert table({**HEAD, (2, 1): "1", (2, 2): "甲"}, (2, 2, 1_048_576, 2)).rows <= 102


def test_a_section_merged_beyond_the_table_does_not_widen_it() -> None:
    found = table({**HEAD, (2, 1): "一、市级", (3, 1): "1", (3, 2): "甲"}, (2, 1, 2, 16_384))
    assert (found.columns, found.cells[2].column_span) == (2, 2)


def test_titles_and_notes_are_paragraphs_with_their_place() -> None:
    title, found, note = blocks({(1, 1): "清单", (2, 1): "序号", (2, 2): "项目", (3, 1): "注：略"}, (1, 1, 1, 2))
    assert isinstance(found, Table)
    assert isinstance(title, Paragraph)
    assert isinstance(note, Paragraph)
    assert (title.text, title.origin) == ("清单", "附件1!A1:B1")
    assert (note.text, note.origin) == ("注：略", "附件1!A3")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("渝北区2024年重点民生实事\n项目目标任务分解表", ["渝北区2024年重点民生实事项目目标任务分解表"]),
        ("附件1\n渝北区2024年重点民生实事清单", ["附件1", "渝北区2024年重点民生实事清单"]),
        ("民生实事项目清单\n（2024年3月）", ["民生实事项目清单", "（2024年3月）"]),
        ("民生实事项目清单\n单位：万元", ["民生实事项目清单", "单位：万元"]),
        ("注：按月报送。\n逾期不报的通报。", ["注：按月报送。", "逾期不报的通报。"]),
        ("一、市级实事\n二、区级实事", ["一、市级实事", "二、区级实事"]),
    ],
)
def test_a_line_end_in_a_title_ends_a_paragraph_unless_it_was_cut_to_fit(text: str, paragraphs: list[str]) -> None:
    assert list(to_paragraphs(text)) == paragraphs


def test_a_large_sparse_table_gives_no_million_blank_cells() -> None:
    texts = {(y, x): "x" for y in range(1, 12_000, 1) for x in (1, 20)}
    found = table(texts)
    assert len(found.cells) == len(texts)


def test_a_table_beyond_all_measure_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="larger than any notice has; save"):
        blocks({**{(y, 1): "x" for y in range(1, 60_000)}, (1, 20): "x"})


def test_merges_that_reach_down_many_rows_are_refused() -> None:
    texts = {(1, x): "x" for x in range(1, 2000)} | {(y, 3000): "x" for y in range(1, 2000)}
    with pytest.raises(UnreadableFileError, match="larger than any notice"):
        blocks(texts, *((1, x, 2000, x) for x in range(1, 2000)))


def test_many_pieces_take_time_in_proportion() -> None:
    begun = time.process_time()
    texts = {(y * 2, x): str(y) for y in range(1, 8000) for x in (1, 2)}
    assert len(blocks(texts)) == 1
    assert time.process_time() - begun < 10
