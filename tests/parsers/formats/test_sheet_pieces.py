"""Where the tables of a sheet are."""

from collections.abc import Mapping, Sequence

import pytest

from parsers.formats._sheet_areas import Area
from parsers.formats._sheet_pieces import Filled, Written, to_pieces, to_rows

HEADER = ["序号", "项目名称", "牵头单位", "目标"]
FIRST = ["1", "建设学校", "区教委", "开工"]
SECOND = ["2", "建设公园", "区城管局", "建成"]
TITLE = ["渝北区2024年民生实事"]


def written(
    *rows: Sequence[str], merges: Mapping[tuple[int, int], Area] | None = None, drawn: Sequence[int] = (), top: int = 1
) -> list[Written]:
    """Texts of rows from the first column on; a row in ``drawn`` (from 1) has borders."""
    found = []
    for y, row in enumerate(rows, top):
        for x, text in enumerate(row, 1):
            if text:
                cell = Filled(y, x, text, y in drawn)
                found.append(Written(cell, (merges or {}).get((y, x), (y, x, y, x))))
    return found


def texts(group: Sequence[Written]) -> list[str]:
    return [w.cell.text for w in group]


def cut(given: Sequence[Written]) -> list[tuple[list[str], int, list[str]]]:
    """Of each piece what is above, the number of rows of its table, what is below."""
    return [(texts(p.above), len(to_rows(p.table)), texts(p.below)) for p in to_pieces(given)]


def test_a_table_alone() -> None:
    assert cut(written(HEADER, FIRST)) == [([], 2, [])]


def test_a_single_text_above_a_table_is_its_title() -> None:
    assert cut(written(["附件1"], TITLE, ["", "", "", "单位：万元"], HEADER, FIRST)) == [
        (["附件1", TITLE[0], "单位：万元"], 2, [])
    ]


def test_a_title_merged_over_two_rows() -> None:
    assert cut(written(TITLE, [], HEADER, FIRST, merges={(1, 1): (1, 1, 2, 4)})) == [(TITLE, 2, [])]


def test_a_blank_row_below_a_title_changes_nothing() -> None:
    assert cut(written(TITLE, [], HEADER, FIRST)) == [(TITLE, 0, []), ([], 2, [])]


def test_a_label_merged_down_beside_the_rows_is_no_title() -> None:
    assert cut(written(["市级"], ["", "1", "建设"], ["", "2", "修建"], merges={(1, 1): (1, 1, 3, 1)})) == [([], 3, [])]


def test_the_head_of_some_columns_is_no_title() -> None:
    rows: tuple[list[str], ...] = (["", "", "责任分工"], HEADER, FIRST)
    assert cut(written(*rows, merges={(1, 3): (1, 3, 1, 4)})) == [([], 3, [])]
    assert cut(written(*rows)) == [(["责任分工"], 2, [])]


def test_a_title_over_most_columns_is_one() -> None:
    assert cut(written(["", *TITLE], HEADER, FIRST, merges={(1, 2): (1, 2, 1, 4)})) == [(TITLE, 2, [])]


def test_two_remarks_over_a_title_stand_above_it() -> None:
    assert cut(written(["附件1", "", "", "单位：万元"], TITLE, HEADER, FIRST)) == [
        (["附件1", "单位：万元", *TITLE], 2, [])
    ]


def test_remarks_without_borders_are_no_rows_of_a_table_that_has_them() -> None:
    rows = (
        TITLE,
        ["填报单位：区发改委", "", "", "2024年3月"],
        HEADER,
        FIRST,
        SECOND,
        ["填表人：张三", "", "审核人：李四"],
    )
    above, below = [*TITLE, "填报单位：区发改委", "2024年3月"], ["填表人：张三", "审核人：李四"]
    assert cut(written(*rows, drawn=(3, 4, 5))) == [(above, 3, below)]


def test_a_header_without_borders_stays() -> None:
    assert cut(written(TITLE, HEADER, FIRST, SECOND, drawn=(3, 4))) == [(TITLE, 3, [])]


@pytest.mark.parametrize(
    "note", ["注：以上项目由区发改委负责。", "说明: 见附件", "本表所列项目的完成情况按月报送区政府办公室"]
)
def test_a_note_below_a_table(note: str) -> None:
    assert cut(written(HEADER, FIRST, [note])) == [([], 2, [note])]


def test_a_text_over_the_whole_width_below_a_table_is_a_note() -> None:
    assert cut(written(HEADER, FIRST, ["区发改委制"], merges={(3, 1): (3, 1, 3, 4)})) == [([], 2, ["区发改委制"])]


@pytest.mark.parametrize("last", [["2"], ["", "", "", "建成投用；"], ["合计"], ["二、区级"]])
def test_a_last_row_with_one_text_that_is_no_note_stays(last: list[str]) -> None:
    assert cut(written(HEADER, FIRST, last)) == [([], 3, [])]


def test_a_section_between_rows_stays() -> None:
    assert cut(written(HEADER, ["一、市级重点民生实事项目（共15项）：", "", "", ""], FIRST)) == [([], 3, [])]


def test_blank_rows_part_tables() -> None:
    rows: tuple[list[str], ...] = (
        TITLE,
        HEADER,
        FIRST,
        [],
        ["资金来源表"],
        ["来源", "金额", "占比"],
        ["市级", "100", "50%"],
    )
    assert cut(written(*rows)) == [(TITLE, 2, []), (["资金来源表"], 2, [])]


def test_a_blank_row_inside_a_table_parts_nothing() -> None:
    assert cut(written(TITLE, HEADER, FIRST, [], SECOND)) == [(TITLE, 3, [])]
    assert cut(written(TITLE, HEADER, FIRST, [], ["（二）区级实事"], SECOND)) == [(TITLE, 4, [])]


def test_a_row_that_opens_with_a_sentence_behind_a_blank_goes_on() -> None:
    assert cut(written(HEADER, FIRST, [], ["", "", "区水利局", "建成" * 30])) == [([], 3, [])]
    assert len(cut(written(HEADER, FIRST, [], ["", "", "区水利局", "建成"]))) == 2


def test_titles_between_tables_part_them_without_a_blank_row() -> None:
    rows = (TITLE, HEADER, FIRST, ["区级实事清单"], ["单位：万元"], HEADER, SECOND)
    assert cut(written(*rows)) == [(TITLE, 2, []), (["区级实事清单", "单位：万元"], 2, [])]


def test_a_title_without_borders_parts_tables_of_other_headers() -> None:
    rows = (HEADER, FIRST, ["资金预算表"], ["来源", "金额", "占比", "备注"], ["市级", "100", "50%", "无"])
    assert cut(written(*rows, drawn=(1, 2, 4, 5))) == [([], 2, []), (["资金预算表"], 2, [])]
    assert cut(written(*rows)) == [([], 5, [])]


def test_a_section_without_borders_parts_nothing() -> None:
    rows = [HEADER, FIRST, ["二、区级实事"], SECOND, ["三、其他"], ["", "乡村公路", "区交通局", "改造" * 20]]
    assert cut(written(*rows, drawn=(1, 2, 4, 6))) == [([], 6, [])]


def test_many_blank_rows_part_a_table_even_before_a_number() -> None:
    assert len(cut([*written(HEADER, FIRST), *written(SECOND, SECOND, top=40)])) == 2


def test_a_numbered_row_right_of_the_table_is_another() -> None:
    assert len(cut([*written(HEADER, FIRST), *written([*[""] * 5, "1", "甲"], top=4)])) == 2


def test_a_text_far_to_the_right_is_none_of_the_table() -> None:
    stray = Written(Filled(2, 40, "核对"), (2, 40, 2, 40))
    assert cut([*written(HEADER), *written(FIRST, top=2)[:4], stray]) == [([], 2, []), (["核对"], 0, [])]


def test_a_sheet_of_single_texts_has_no_table() -> None:
    assert cut(written(["关于做好民生实事的通知"], ["各镇人民政府："])) == [
        (["关于做好民生实事的通知", "各镇人民政府："], 0, [])
    ]


def test_a_staircase_of_merges_ends() -> None:
    stairs = [Written(Filled(y, y * 30, "x"), (y, y * 30, y, y * 30)) for y in range(1, 400)]
    assert len(list(to_pieces(stairs))) == 399
