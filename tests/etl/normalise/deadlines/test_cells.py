"""Stated deadlines: what a cell says."""

from datetime import date

import pytest

from etl.normalise.deadlines.cells import read_cell, reports, serial_day
from etl.reference.load import load_reference
from schemas.normalised import Basis, Deadline, Precision

WORDS = load_reference().deadlines
DAY, MONTH, QUARTER, HALF, WHOLE = (
    Precision.DAY,
    Precision.MONTH,
    Precision.QUARTER,
    Precision.HALF,
    Precision.YEAR,
)


def read(cell: str, year: int | None = 2024) -> Deadline:
    return read_cell(cell, year, WORDS)


@pytest.mark.parametrize(
    ("cell", "last", "precision"),
    [
        ("2024年6月、10月", "2024-10-31", MONTH),
        ("2024年6月/10月", "2024-10-31", MONTH),
        ("6、9、12月", "2024-12-31", MONTH),
        ("六、九月", "2024-09-30", MONTH),
        ("第二、三季度", "2024-09-30", QUARTER),
        ("2024-12-31 00:00:00", "2024-12-31", DAY),
        ("2024-12-31T00:00:00", "2024-12-31", DAY),
        ("2024/12/31", "2024-12-31", DAY),
        ("12/31", "2024-12-31", DAY),
        ("6.30前", "2024-06-30", DAY),
        ("24.12", "2024-12-31", MONTH),
        ("24.12.31", "2024-12-31", DAY),
        ("20241231", "2024-12-31", DAY),
        ("202412", "2024-12-31", MONTH),
        ("2024.12.", "2024-12-31", MONTH),
        ("2024年12月31日（星期二）", "2024-12-31", DAY),
        ("2024年12月31日24时前", "2024-12-31", DAY),
        ("2024年12月31日下午5:00前", "2024-12-31", DAY),
        ("12月31号", "2024-12-31", DAY),
        ("截至12月", "2024-12-31", MONTH),
        ("2024 年 12 月底", "2024-12-31", MONTH),
        ("2024.12底", "2024-12-31", MONTH),
        ("元月底前", "2024-01-31", MONTH),
        ("次年3月", "2025-03-31", MONTH),
        ("2024底前", "2024-12-31", WHOLE),
        ("24年底", "2024-12-31", WHOLE),
        ("2024Q3", "2024-09-30", QUARTER),
        ("Ⅱ季度", "2024-06-30", QUARTER),
        ("2024年三季度末", "2024-09-30", QUARTER),
        ("一季度前", "2023-12-31", QUARTER),
        ("年中", "2024-06-30", HALF),
        ("前三季度", "2024-09-30", QUARTER),
        ("2024年前三季度", "2024-09-30", QUARTER),
        ("年度内", "2024-12-31", WHOLE),
        ("12月31前", "2024-12-31", DAY),
        ("2024年6月15之前", "2024-06-15", DAY),
        ("2024年中前", "2024-06-30", HALF),
        ("12月中旬前", "2024-12-20", DAY),
        ("6月上旬", "2024-06-10", DAY),
        ("“十四五”期末", "2025-12-31", WHOLE),
        ("十四五末", "2025-12-31", WHOLE),
        ("“十五五”期间", "2030-12-31", WHOLE),
    ],
)
def test_a_point_is_its_last_day(cell: str, last: str, precision: Precision) -> None:
    found = read(cell)
    assert (found.day, found.precision, found.basis) == (date.fromisoformat(last), precision, Basis.STATED)
    assert found.text == cell


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("国庆前", "2024-09-30"),
        ("国庆节前完成", "2024-09-30"),
        ("“十一”前", "2024-09-30"),
        ("“五一”劳动节前", "2024-04-30"),
        ("国庆假期前", "2024-09-30"),
        ("2025年春节前", "2025-01-28"),
        ("明年春节前", "2025-01-28"),
        ("春节前", "2024-02-09"),
        ("元旦前", "2024-12-31"),
        ("2025年元旦前", "2024-12-31"),
        ("端午节前", "2024-06-09"),
        ("中秋前", "2024-09-16"),
        ("暑假前", "2024-06-30"),
        ("暑假期间", "2024-08-31"),
        ("开学前", "2024-08-31"),
        ("秋季开学前", "2024-08-31"),
        ("9月开学前", "2024-08-31"),
        ("“七一”前", "2024-06-30"),
    ],
)
def test_before_a_festival_is_the_day_before(cell: str, last: str) -> None:
    found = read(cell)
    assert (found.day, found.precision, found.basis) == (date.fromisoformat(last), DAY, Basis.STATED)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "汛期前",
            "2024年汛期前",
            "主汛期来临前",
            "寒假前",
            "寒暑假前",
            "供暖季前",
            "采暖期前",
            "春季开学前",
            "两节前",
        ),
        *("年初", "2024年初", "6月初", "12月初前", "2024年6月高考前", "2024年高考前", "2024年春季学期", "清明前"),
        *("春节期间", "国庆期间", "十一项", "2060年春节前"),
        *("11月至3月", "2024年11月至3月", "3-12", "2025年4-10", "2024.13，长期坚持"),
        *("2024年9月起", "6月以后", "2024年6月后", "合同签订后12月内", "开工后六个月内", "10年内"),
        *("按时序进度", "与主体工程同步", "完成", "已完成", "待上级下达任务后确定", "31/12/2024", "两年"),
        *("每月25日前报送", "12月25日前报送总结", "月底前", "本月底", "12月底前完成后汛期前验收"),
    ],
)
def test_what_cannot_be_decided_is_undetermined(cell: str) -> None:
    found = read(cell)
    assert (found.basis, found.day, found.stages, found.text) == (Basis.UNDETERMINED, None, (), cell)


@pytest.mark.parametrize(
    "cell",
    [
        "每月",
        "每季度末",
        "每周",
        "每月25日前",
        "每年12月底前",
        "2024年每月",
        "长期坚持",
        "常态化开展",
        "2024年全年坚持",
    ],
)
def test_what_comes_again_or_never_ends_is_open(cell: str) -> None:
    found = read(cell)
    assert (found.basis, found.day) == (Basis.OPEN, None)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2025年底前并长期坚持", "2025-12-31"),
        ("2024年完成并长期坚持", "2024-12-31"),
        ("每月调度，10月底前完成", "2024-10-31"),
        ("长期坚持，2024年12月底前见效", "2024-12-31"),
        ("12月底前完成\n每月25日前报送进度", "2024-12-31"),
    ],
)
def test_an_end_beside_an_open_word_counts(cell: str, last: str) -> None:
    assert read(cell).day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2024年12月底前（原计划2024年6月）", "2024-12-31"),
        ("2024年6月（原计划2024年12月）", "2024-06-30"),
        ("2025年6月底前开工，12月底前完工", "2025-12-31"),
        ("2023年12月开工，10月完工", "2024-10-31"),
        ("汛期前开工，12月底前完工", "2024-12-31"),
        ("主体工程2024年底前完工，附属工程2025年5月底前完工", "2025-05-31"),
        ("力争10月底、确保12月底", "2024-12-31"),
        ("2024年\n12月底", "2024-12-31"),
        ("一期\n2024年6月\n二期\n2025年12月", "2025-12-31"),
    ],
)
def test_the_latest_date_that_holds_counts(cell: str, last: str) -> None:
    assert read(cell).day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("number", "year", "day"),
    [
        ("45657", 2024, "2024-12-31"),
        ("45473", 2024, "2024-06-30"),
        ("45657", 2023, "2024-12-31"),
        ("36891", 2000, "2000-12-31"),
    ],
)
def test_a_number_of_five_digits_may_be_a_spreadsheets_day(number: str, year: int, day: str) -> None:
    assert serial_day(number, year) == date.fromisoformat(day)
    assert read(number, year) == Deadline(day=date.fromisoformat(day), text=number, precision=DAY, basis=Basis.STATED)


@pytest.mark.parametrize(
    ("number", "year"),
    [
        ("45627", 2024),
        ("44195", 2024),
        ("45657", 2025),
        ("45657", None),
        ("12345", 2024),
        ("99999", 2024),
        ("4565", 2024),
    ],
)
def test_a_number_that_may_mean_another_day_is_undetermined(number: str, year: int | None) -> None:
    """45627 is the 1st of December, which stands for the whole of it too; 44195 is 2024-12-31 counted from 1904."""
    assert serial_day(number, year) is None
    assert read(number, year).basis is Basis.UNDETERMINED


@pytest.mark.parametrize(
    ("clause", "told"), [("每月25日前报送", True), ("12月底前报区政府", True), ("12月底前", False)]
)
def test_reports_are_told(clause: str, told: bool) -> None:
    assert reports(clause, WORDS) is told


@pytest.mark.parametrize(
    "cell",
    [
        *("2024年国庆", "2024年国庆节", "2024年国庆期间", "2024年“十一”期间", "2024年春节", "2024年春节期间"),
        *("2024年元旦", "2024年劳动节", "2024年寒假", "2024年暑期", "2024年雨季", "2024年冬至前", "2024年秋季开学"),
        *("2024年汛期后", "2024年汛期结束后", "2024年国庆后", "2024年中秋节后", "2024年春", "2024年植树节"),
        *("2024年节能宣传周", "2024年高考后", "2024年学年", "今年国庆期间", "2024年度国庆"),
    ],
)
def test_a_year_beside_unread_words_of_time_is_not_the_whole_year(cell: str) -> None:
    assert (read(cell).day, read(cell).basis) == (None, Basis.UNDETERMINED)


@pytest.mark.parametrize(
    "cell",
    [
        *("2024年完成", "2024年内完工", "2024年全面完成", "2024年十一项工程", "2024年节水改造", "2024年前期工作完成"),
        *("2024年完成后续整改", "2024年季报"),
    ],
)
def test_a_year_beside_other_words_is_the_whole_year(cell: str) -> None:
    assert (read(cell).day, read(cell).precision) == (date(2024, 12, 31), WHOLE)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2024年中秋、国庆前", "2024-09-30"),
        ("2024年元旦、春节前", "2024-02-09"),
        ("2024年五一、端午前", "2024-06-09"),
        ("2024年中秋节、国庆节前", "2024-09-30"),
        ("国庆、中秋前", "2024-09-30"),
        ("国庆和中秋前", "2024-09-30"),
        ("“五一”、“六一”前完工", "2024-05-31"),
    ],
)
def test_of_festivals_that_one_bound_follows_the_later_counts(cell: str, last: str) -> None:
    assert (read(cell).day, read(cell).precision) == (date.fromisoformat(last), DAY)
    assert read(cell).stages == ()


@pytest.mark.parametrize("cell", ["元旦、春节前", "中秋、汛期前", "2024年汛期、国庆前"])
def test_festivals_of_which_one_is_not_told_are_undetermined(cell: str) -> None:
    assert read(cell).basis is Basis.UNDETERMINED


@pytest.mark.parametrize(
    "cell", ["2024年l2月", "2024年l2月底前", "2024年l2月完工", "2024年l0月", "2024年1O月", "l2月", "12月3l日"]
)
def test_a_letter_before_the_digits_of_a_month_makes_it_none(cell: str) -> None:
    assert (read(cell).day, read(cell).basis) == (None, Basis.UNDETERMINED)


@pytest.mark.parametrize(
    "cell", ["半年内", "一年内", "3个月内", "百年内", "周年内", "学年内", "2024年学年末", "农历年底前"]
)
def test_a_length_of_time_or_another_year_is_not_the_calendars(cell: str) -> None:
    assert read(cell).basis is Basis.UNDETERMINED


@pytest.mark.parametrize(
    "cell",
    [
        *("农历八月", "阴历8月", "2024年农历八月", "2024-2025学年", "2024至2025学年度", "2024学年"),
        *("2024年第四季度初", "第二季度初"),
    ],
)
def test_another_calendar_and_a_vague_bound_are_undetermined(cell: str) -> None:
    assert read(cell).basis is Basis.UNDETERMINED


@pytest.mark.parametrize("cell", ["每年3月、9月", "每年6月、12月", "每年6月和12月", "每年3月、6月、12月底前"])
def test_what_is_listed_beside_a_recurring_date_recurs(cell: str) -> None:
    assert (read(cell).day, read(cell).basis) == (None, Basis.OPEN)


def test_a_named_year_beside_a_recurring_date_ends() -> None:
    assert read("每年6月、2024年12月底前").day == date(2024, 12, 31)


@pytest.mark.parametrize(
    ("cell", "last", "precision"),
    [
        ("9月上中旬", "2024-09-20", DAY),
        ("9月上、中旬", "2024-09-20", DAY),
        ("9月中旬至下旬", "2024-09-30", DAY),
        ("2024-Q3", "2024-09-30", QUARTER),
        ("2024-三季度", "2024-09-30", QUARTER),
        ("2024-3季度", "2024-09-30", QUARTER),
        ("12月30日24:00前", "2024-12-30", DAY),
        ("2024年12月31日18:00", "2024-12-31", DAY),
        ("2024年12月31日 24：00前", "2024-12-31", DAY),
    ],
)
def test_parts_are_read_to_their_end_and_have_no_start(cell: str, last: str, precision: Precision) -> None:
    found = read(cell)
    assert (found.day, found.precision, found.start) == (date.fromisoformat(last), precision, None)


def test_a_cell_is_of_its_own_notice_however_often_it_comes() -> None:
    assert [read("6月底前", year).day for year in (2024, 2025, 2024)] == [
        date(2024, 6, 30),
        date(2025, 6, 30),
        date(2024, 6, 30),
    ]
    assert read("6月底前", None).basis is Basis.UNDETERMINED


def test_a_long_cell_is_read_as_a_short_one() -> None:
    words = "完成设计" * 40
    assert read(f"6月底前{words}").day == read("6月底前完成设计").day == date(2024, 6, 30)
