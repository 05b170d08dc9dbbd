"""Rows right of the rows there are."""

from benchmarks.accuracy import Accuracy, accuracy, all_accuracy, squeezed
from benchmarks.corpus.sheets import Row

ONE = Row("1", "新建学校", "区教委、区财政局", "建成3所。", "2024.12")
TWO = Row("2", "养老服务", "区民政局", "新增床位100张。", "2024.12", merged=True)
CUT = Row("3", "养老服务", "区民政局", "新增床位900张。", "2024.12", merged=True, cut=True)


def test_all_five_values_make_a_row_right() -> None:
    assert accuracy([ONE, TWO], [ONE[:5], (*TWO[:4], "2024.10")]) == Accuracy(rows=2, right=1, wrong=1, merged=1)


def test_white_space_and_what_parts_two_leads_are_left_aside() -> None:
    read = ("1", "新建\n学校", "区教委\n区财政局", "建成 3所。", "2024.12")
    assert accuracy([ONE], [read]) == Accuracy(rows=1, right=1)


def test_a_row_that_is_read_twice_is_right_once() -> None:
    assert accuracy([ONE], [ONE[:5], ONE[:5]]) == Accuracy(rows=1, right=1, wrong=1)


def test_cut_rows_and_merged_ones_are_counted_for_themselves_and_a_row_that_is_both_as_cut() -> None:
    found = accuracy([ONE, TWO, CUT], [TWO[:5], CUT[:5]])
    assert found == Accuracy(rows=3, right=2, wrong=0, cut=1, cut_right=1, merged=1, merged_right=1)


def test_a_notice_that_was_not_read_has_no_row_right() -> None:
    assert all_accuracy({"a": [ONE], "b": [TWO]}, {"a": [ONE[:5]]}) == Accuracy(rows=2, right=1, merged=1)


def test_squeezed() -> None:
    assert squeezed([" 1", "甲\n乙", "区教委、 区财政局", "一是、二是", ""]) == (
        *("1", "甲乙", "区教委区财政局", "一是、二是", ""),
    )
