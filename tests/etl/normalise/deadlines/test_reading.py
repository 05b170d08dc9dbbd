"""Phrases of time to the last day that still meets them."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.deadlines.doubts import is_unreadable
from etl.normalise.deadlines.reading import read_deadline
from etl.normalise.deadlines.targets import read_target
from etl.reference.load import load_reference
from schemas.normalised import Basis, Deadline, Precision

WORDS = load_reference().deadlines
YEAR = 2024
DAY, MONTH, QUARTER, HALF, WHOLE = (
    Precision.DAY,
    Precision.MONTH,
    Precision.QUARTER,
    Precision.HALF,
    Precision.YEAR,
)


def stated(cell: str, year: int | None = YEAR) -> Deadline:
    return read_deadline(cell, "建成口袋公园3个。", year, WORDS)


def worded(target: str, year: int | None = YEAR) -> Deadline:
    return read_deadline(None, target, year, WORDS)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("cell", "last", "precision"),
    [
        ("2024.12", "2024-12-31", MONTH),
        ("2024.6", "2024-06-30", MONTH),
        ("2024.06", "2024-06-30", MONTH),
        ("2024.2", "2024-02-29", MONTH),
        ("2023.2", "2023-02-28", MONTH),
        ("2024．12", "2024-12-31", MONTH),
        ("2024/12", "2024-12-31", MONTH),
        ("2024-12", "2024-12-31", MONTH),
        ("2024.12底", "2024-12-31", MONTH),
        ("2024.12底前", "2024-12-31", MONTH),
        ("2024.12月底前", "2024-12-31", MONTH),
        ("2024年12月", "2024-12-31", MONTH),
        ("2024年12月底", "2024-12-31", MONTH),
        ("2024年12月底前", "2024-12-31", MONTH),
        ("2024年12月末", "2024-12-31", MONTH),
        ("2024年12月底之前", "2024-12-31", MONTH),
        ("2024年12月底以前完成", "2024-12-31", MONTH),
        ("2024年 12 月 底 前", "2024-12-31", MONTH),
        ("2024年12月\n底前", "2024-12-31", MONTH),
        ("２０２４年１２月", "2024-12-31", MONTH),
        ("２０２４．１２", "2024-12-31", MONTH),
        ("2024年12月份", "2024-12-31", MONTH),
        ("2024年度12月", "2024-12-31", MONTH),
        ("12月底前", "2024-12-31", MONTH),
        ("6月", "2024-06-30", MONTH),
        ("6月底", "2024-06-30", MONTH),
        ("9月底前完成", "2024-09-30", MONTH),
        ("今年10月底前", "2024-10-31", MONTH),
        ("当年11月底", "2024-11-30", MONTH),
        ("2025年3月", "2025-03-31", MONTH),
        ("2026.6", "2026-06-30", MONTH),
    ],
)
def test_a_month_ends_with_its_last_day(cell: str, last: str, precision: Precision) -> None:
    found = stated(cell)
    assert (found.day, found.precision, found.basis) == (day(last), precision, Basis.STATED)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("12月前", "2024-11-30"),
        ("2024年12月前", "2024-11-30"),
        ("2024年12月之前", "2024-11-30"),
        ("2024年3月以前", "2024-02-29"),
        ("2024.7前", "2024-06-30"),
        ("2024年1月前", "2023-12-31"),
        ("2025年1月前", "2024-12-31"),
        ("十一月前", "2024-10-31"),
    ],
)
def test_before_a_month_is_the_end_of_the_month_before(cell: str, last: str) -> None:
    found = stated(cell)
    assert (found.day, found.precision, found.basis) == (day(last), MONTH, Basis.STATED)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("2024年6月30日", "2024-06-30"),
        ("2024年6月30日前", "2024-06-30"),
        ("2024年6月15日前完成", "2024-06-15"),
        ("2024年12月31日24时前", "2024-12-31"),
        ("2024年2月29日", "2024-02-29"),
        ("2024.6.15", "2024-06-15"),
        ("2024.06.05", "2024-06-05"),
        ("2024/6/15", "2024-06-15"),
        ("2024-06-15", "2024-06-15"),
        ("6月15日", "2024-06-15"),
        ("6月1号前", "2024-06-01"),
        ("十月一日前", "2024-10-01"),
        ("十二月三十一日", "2024-12-31"),
        ("二〇二四年六月十五日", "2024-06-15"),
        ("２０２４年６月１５日", "2024-06-15"),
    ],
)
def test_a_day_is_that_day_with_or_without_before(cell: str, last: str) -> None:
    found = stated(cell)
    assert (found.day, found.precision, found.basis) == (day(last), DAY, Basis.STATED)


@pytest.mark.parametrize(
    ("cell", "last", "precision"),
    [
        ("第一季度", "2024-03-31", QUARTER),
        ("二季度", "2024-06-30", QUARTER),
        ("第三季度", "2024-09-30", QUARTER),
        ("四季度", "2024-12-31", QUARTER),
        ("2024年第三季度", "2024-09-30", QUARTER),
        ("2024年3季度", "2024-09-30", QUARTER),
        ("第4季度", "2024-12-31", QUARTER),
        ("三季度末", "2024-09-30", QUARTER),
        ("2024年第二季度末前", "2024-06-30", QUARTER),
        ("第三季度前", "2024-06-30", QUARTER),
        ("一季度底前", "2024-03-31", QUARTER),
        ("2025年一季度", "2025-03-31", QUARTER),
        ("上半年", "2024-06-30", HALF),
        ("2024年上半年", "2024-06-30", HALF),
        ("下半年", "2024-12-31", HALF),
        ("今年上半年", "2024-06-30", HALF),
        ("2024年", "2024-12-31", WHOLE),
        ("2024", "2024-12-31", WHOLE),
        ("2024年底", "2024-12-31", WHOLE),
        ("2024年底前", "2024-12-31", WHOLE),
        ("2024年年底前", "2024-12-31", WHOLE),
        ("2024年末", "2024-12-31", WHOLE),
        ("2024年内", "2024-12-31", WHOLE),
        ("2024年度", "2024-12-31", WHOLE),
        ("年底前", "2024-12-31", WHOLE),
        ("年底", "2024-12-31", WHOLE),
        ("年末", "2024-12-31", WHOLE),
        ("年内", "2024-12-31", WHOLE),
        ("今年年底", "2024-12-31", WHOLE),
        ("本年底前", "2024-12-31", WHOLE),
        ("全年", "2024-12-31", WHOLE),
        ("2024年全年", "2024-12-31", WHOLE),
        ("2025年前", "2024-12-31", WHOLE),
        ("2025年底", "2025-12-31", WHOLE),
        ("二〇二四年底", "2024-12-31", WHOLE),
    ],
)
def test_a_part_of_a_year_ends_with_its_last_day(cell: str, last: str, precision: Precision) -> None:
    found = stated(cell)
    assert (found.day, found.precision, found.basis) == (day(last), precision, Basis.STATED)


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("二〇二四年十二月", "2024-12-31"),
        ("二零二四年十二月底前", "2024-12-31"),
        ("二○二四年六月", "2024-06-30"),
        ("二O二四年六月", "2024-06-30"),
        ("二Ｏ二四年六月", "2024-06-30"),
        ("二○二○年十二月", "2020-12-31"),
        ("二〇二〇年十二月", "2020-12-31"),
        ("二〇三〇年十月", "2030-10-31"),
        ("2024年十二月", "2024-12-31"),
        ("2024年二月", "2024-02-29"),
    ],
)
def test_years_and_months_may_be_in_chinese_numerals(cell: str, last: str) -> None:
    found = stated(cell, year=2022)
    assert (found.day, found.precision) == (day(last), MONTH)


@pytest.mark.parametrize(
    ("cell", "first", "last", "precision"),
    [
        ("3-12月", "2024-03-01", "2024-12-31", MONTH),
        ("3月-12月", "2024-03-01", "2024-12-31", MONTH),
        ("3—12月", "2024-03-01", "2024-12-31", MONTH),
        ("3～10月", "2024-03-01", "2024-10-31", MONTH),
        ("3月至12月底", "2024-03-01", "2024-12-31", MONTH),
        ("1月到11月", "2024-01-01", "2024-11-30", MONTH),
        ("2024.3-2024.12", "2024-03-01", "2024-12-31", MONTH),
        ("2024.03—2024.12", "2024-03-01", "2024-12-31", MONTH),
        ("2024.3-12", "2024-03-01", "2024-12-31", MONTH),
        ("2024.3—12", "2024-03-01", "2024-12-31", MONTH),
        ("2024.3—12月", "2024-03-01", "2024-12-31", MONTH),
        ("2024年6-8月", "2024-06-01", "2024-08-31", MONTH),
        ("2024年6月—8月", "2024-06-01", "2024-08-31", MONTH),
        ("2024年3月至2024年12月", "2024-03-01", "2024-12-31", MONTH),
        ("自2024年3月至2025年6月", "2024-03-01", "2025-06-30", MONTH),
        ("2024年9月—2025年6月底前", "2024-09-01", "2025-06-30", MONTH),
        ("2024-03至2024-12", "2024-03-01", "2024-12-31", MONTH),
        ("三月至十二月", "2024-03-01", "2024-12-31", MONTH),
        ("1月1日至12月31日", "2024-01-01", "2024-12-31", DAY),
        ("2024年1月1日-2024年12月31日", "2024-01-01", "2024-12-31", DAY),
        ("2024.1.1-2024.12.31", "2024-01-01", "2024-12-31", DAY),
        ("2018—2020年", "2018-01-01", "2020-12-31", WHOLE),
        ("2023-2025年", "2023-01-01", "2025-12-31", WHOLE),
        ("2023年至2025年", "2023-01-01", "2025-12-31", WHOLE),
        ("一季度至三季度", "2024-01-01", "2024-09-30", QUARTER),
        ("第二季度—第四季度", "2024-04-01", "2024-12-31", QUARTER),
        ("第一至第三季度", "2024-01-01", "2024-09-30", QUARTER),
        ("3-4季度", "2024-07-01", "2024-12-31", QUARTER),
        ("2024年第3-4季度", "2024-07-01", "2024-12-31", QUARTER),
        ("11月至2025年3月", "2024-11-01", "2025-03-31", MONTH),
    ],
)
def test_a_range_ends_at_its_end_and_keeps_its_start(cell: str, first: str, last: str, precision: Precision) -> None:
    found = stated(cell)
    assert (found.start, found.day, found.precision) == (day(first), day(last), precision)


def test_what_the_end_of_a_range_leaves_out_its_start_gives() -> None:
    found = stated("2025年3月-12月", year=2024)
    assert (found.start, found.day) == (day("2025-03-01"), day("2025-12-31"))


@pytest.mark.parametrize("cell", ["2024.12", "6月底前", "第三季度", "2024年6月15日"])
def test_a_single_point_has_no_start(cell: str) -> None:
    assert stated(cell).start is None


@pytest.mark.parametrize(
    ("cell", "last"),
    [
        ("6月底前开工，12月底前完工", "2024-12-31"),
        ("12月底前完工；6月底前开工", "2024-12-31"),
        ("一期2024.6，二期2024.11", "2024-11-30"),
        ("2024年10月完成主体，2025年6月投用", "2025-06-30"),
        ("上半年完成50%，11月底前全部完成", "2024-11-30"),
    ],
)
def test_of_several_dates_in_a_cell_the_latest_counts(cell: str, last: str) -> None:
    assert stated(cell).day == day(last)


@pytest.mark.parametrize(
    ("cell", "last"), [("25年6月底前", "2025-06-30"), ("次年3月底前", "2025-03-31"), ("明年6月", "2025-06-30")]
)
def test_another_year_is_never_taken_for_the_plans(cell: str, last: str) -> None:
    found = stated(cell, year=2024)
    assert found.day in (day(last), None)


def test_a_school_year_ends_in_the_next_year() -> None:
    assert stated("9月至次年6月").day in (day("2025-06-30"), None)


@pytest.mark.parametrize(
    "cell",
    [
        "长期",
        "长期坚持",
        "持续推进",
        "全年坚持",
        "2024年全年坚持",
        "全年持续推进",
        "长期，持续推进",
        " 长 期 ",
        "自2024年1月起长期坚持",
    ],
)
def test_work_without_an_end_is_open(cell: str) -> None:
    found = stated(cell)
    assert (found.basis, found.day, found.start, found.precision) == (Basis.OPEN, None, None, None)
    assert found.text == cell.strip()
    assert not is_unreadable(found, WORDS)


@pytest.mark.parametrize("cell", ["2024年12月底前完成并长期坚持", "2024.12，持续推进", "长期坚持，2024年12月底前见效"])
def test_a_date_beside_an_open_word_still_counts(cell: str) -> None:
    found = stated(cell)
    assert (found.day, found.basis) == (day("2024-12-31"), Basis.STATED)


@pytest.mark.parametrize("cell", ["—", "——", "-", "－", "/", "／", "待定", " 待 定 ", "无", "暂定"])
def test_a_dash_says_that_there_is_no_deadline_yet(cell: str) -> None:
    found = stated(cell)
    assert (found.basis, found.day, found.precision) == (Basis.UNDETERMINED, None, None)
    assert found.text == cell.strip()
    assert not is_unreadable(found, WORDS)


@pytest.mark.parametrize(
    "cell",
    [
        "2024.13",
        "2024.0",
        "2024.00",
        "2024年13月",
        "2024年0月",
        "13月",
        "十三月",
        "2月30日",
        "2024年2月30日",
        "2023年2月29日",
        "2024.2.30",
        "2024.6.31",
        "2024.12.32",
        "2024年6月31日前",
        "2024年12月32日",
        "2024年第五季度",
        "五季度",
    ],
)
def test_a_date_that_the_calendar_does_not_have_is_undetermined(cell: str) -> None:
    found = stated(cell)
    assert (found.basis, found.day, found.precision, found.text) == (Basis.UNDETERMINED, None, None, cell)
    assert is_unreadable(found, WORDS)


@pytest.mark.parametrize(
    "cell",
    [
        "按市级要求",
        "汛期前",
        "2024年汛期前",
        "按合同约定",
        "完工",
        "详见备注",
        "每月25日前报送",
        "每季度末月25日前报送",
        "12月25日前报送工作总结",
        "分年度实施",
        "5年内",
        "三年内",
        "60个工作日内",
        "2024年3月1日起",
    ],
)
def test_a_cell_that_cannot_be_read_is_undetermined_and_kept(cell: str) -> None:
    found = stated(cell)
    assert (found.basis, found.day, found.text) == (Basis.UNDETERMINED, None, cell)
    assert is_unreadable(found, WORDS)


@pytest.mark.parametrize("cell", ["12月底前", "第三季度", "上半年", "年底前", "3-12月"])
def test_a_date_without_a_year_in_a_notice_without_one_is_undetermined(cell: str) -> None:
    found = stated(cell, year=None)
    assert (found.basis, found.day, found.text) == (Basis.UNDETERMINED, None, cell)
    assert is_unreadable(found, WORDS)


@pytest.mark.parametrize("cell", ["2024.12", "2024年12月底前", "2024年第四季度", "2024年底前"])
def test_a_date_with_its_own_year_needs_none_from_the_notice(cell: str) -> None:
    assert stated(cell, year=None).day == day("2024-12-31")
    assert stated(cell, year=2019).day == day("2024-12-31")


@pytest.mark.parametrize("cell", ["2024.12", " 2024年12月底前 ", "3-12月", "长期", "按市级要求"])
def test_the_words_of_a_stated_deadline_are_kept_as_written(cell: str) -> None:
    assert stated(cell).text == cell.strip()


@pytest.mark.parametrize("cell", [None, "", " ", "\n", "　"])
def test_without_a_stated_deadline_it_is_the_end_of_the_plans_year(cell: str | None) -> None:
    found = read_deadline(cell, "建成口袋公园3个。", 2023, WORDS)
    assert found == Deadline(day=date(2023, 12, 31), precision=WHOLE, basis=Basis.PLAN_YEAR)


@pytest.mark.parametrize("target", [None, "", "建成口袋公园3个。"])
def test_without_a_deadline_and_without_a_year_it_is_undetermined(target: str | None) -> None:
    assert read_deadline(None, target, None, WORDS) == Deadline(day=None, basis=Basis.UNDETERMINED)


@pytest.mark.parametrize("cell", ["", None])
def test_an_empty_cell_leaves_the_words_of_the_target_to_speak(cell: str | None) -> None:
    found = read_deadline(cell, "2024年9月底前建成投用。", YEAR, WORDS)
    assert (found.day, found.basis) == (day("2024-09-30"), Basis.TEXT)


@pytest.mark.parametrize("cell", ["2024.12", "—", "长期", "按市级要求"])
def test_a_stated_cell_beats_the_words_of_the_target(cell: str) -> None:
    found = read_deadline(cell, "2024年9月底前建成投用。", YEAR, WORDS)
    assert found == stated(cell)


@pytest.mark.parametrize(
    ("target", "last", "precision"),
    [
        ("改造老旧小区10个，6月底前全面投用。", "2024-06-30", MONTH),
        ("新建公园3个，12月完工。", "2024-12-31", MONTH),
        ("力争2024年10月建成通车。", "2024-10-31", MONTH),
        ("完成龙塔学校扩建，2024年8月25日前交付使用。", "2024-08-25", DAY),
        ("2024.9底前完成。", "2024-09-30", MONTH),
        ("第三季度完成主体工程。", "2024-09-30", QUARTER),
        ("上半年建成投用。", "2024-06-30", HALF),
        ("年底前完成全部改造。", "2024-12-31", WHOLE),
        ("2024年底前建成3个。", "2024-12-31", WHOLE),
        ("续建区中医院，2025年6月完工。", "2025-06-30", MONTH),
        ("2024年11月前全面完成。", "2024-10-31", MONTH),
        ("6月底前开工，12月底前完工。", "2024-12-31", MONTH),
        ("12月底前完工，其中一期6月底前投用。", "2024-12-31", MONTH),
        ("十月底前投入使用。", "2024-10-31", MONTH),
        ("２０２４年９月底前建成。", "2024-09-30", MONTH),
        ("9月底前完成可行性研究报告批复。", "2024-09-30", MONTH),
    ],
)
def test_a_date_bound_to_a_completion_is_a_deadline(target: str, last: str, precision: Precision) -> None:
    found = worded(target)
    assert (found.day, found.precision, found.basis) == (day(last), precision, Basis.TEXT)
    assert found.text


@pytest.mark.parametrize(
    "target",
    [
        "建成口袋公园3个。",
        "每月25日前报送工作进展。",
        "每月25日前，将推进情况报送至区发展改革委。",
        "12月5日前报送全年工作总结。",
        "12月5日前，将全年工作总结报送区政府办公室。",
        "每季度末向区政府报告。",
        "落实《渝北区2024年6月前完成事项清单》要求。",
        "开展“6月安全生产月”活动。",
        "2023年12月底前已完成前期工作。",
        "2024年完成改造10个。",
        "全年完成改造10个。",
        "招收2—3岁幼儿。",
        "每月1次，每次不少于3小时。",
        "三个月内受理办结率100%。",
        "截至2024年6月底，已完成前期工作。",
        "为2005年底前建成的老旧小区加装电梯。",
        "每月10日前发放到位。",
    ],
)
def test_no_other_date_in_the_words_is_a_deadline(target: str) -> None:
    found = worded(target)
    assert (found.day, found.basis) == (day("2024-12-31"), Basis.PLAN_YEAR)


def test_a_date_beside_a_reporting_date_still_counts() -> None:
    found = worded("9月底前建成投用，每月25日前报送进展。")
    assert (found.day, found.basis) == (day("2024-09-30"), Basis.TEXT)


@pytest.mark.parametrize(
    "target", ["上半年完成50%，全年完成100%。", "6月底前完成30%，年内全部完成。", "第一季度完成招标，2024年完成改造。"]
)
def test_a_milestone_is_not_the_deadline_where_the_rest_takes_all_year(target: str) -> None:
    assert worded(target).day == day("2024-12-31")


def test_a_range_in_the_words_keeps_its_start() -> None:
    found = read_target("2024年3月至10月完成改造。", YEAR, WORDS).deadline
    assert found is not None
    assert (found.start, found.day) == (day("2024-03-01"), day("2024-10-31"))


def test_a_date_in_the_words_needs_a_year_from_somewhere() -> None:
    assert worded("6月底前建成。", year=None).day is None
    assert worded("2024年6月底前建成。", year=None).day == day("2024-06-30")


ODD = st.text(
    alphabet="二〇零○一十三O0123456789年月日号底前末内至—-./季度上中下旬半全长期待定每报送第，。（） ", max_size=24
)


@settings(deadline=None, derandomize=True)
@given(st.none() | st.text() | ODD, st.none() | st.text() | ODD, st.none() | st.integers(2000, 2099))
def test_any_text_is_read_without_an_error(cell: str | None, target: str | None, year: int | None) -> None:
    found = read_deadline(cell, target, year, WORDS)
    assert (found.day is None) == (found.basis in (Basis.OPEN, Basis.UNDETERMINED))
    assert (found.precision is None) == (found.day is None)
    assert found.start is None or (found.day is not None and found.start <= found.day)


CHINESE_MONTHS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def spellings(year: int, month: int) -> list[str]:
    digits = "".join("〇一二三四五六七八九"[int(d)] for d in str(year))
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    plain = f"{year}年{month}月"
    return [
        f"{year}.{month}",
        f"{year}.{month:02d}",
        f"{year}/{month}",
        f"{year}-{month:02d}",
        plain,
        f"{plain}底",
        f"{plain}底前",
        f"{plain}底前完成",
        f"{year} 年 {month} 月",
        f"{year}年{CHINESE_MONTHS[month - 1]}月",
        f"{digits}年{CHINESE_MONTHS[month - 1]}月底前",
        plain.translate(wide),
    ]


@settings(deadline=None, derandomize=True)
@given(st.integers(2001, 2099), st.integers(1, 12), st.none() | st.integers(2001, 2099))
def test_every_way_to_write_a_month_gives_its_last_day(year: int, month: int, plan: int | None) -> None:
    last = date(year, month, monthrange(year, month)[1])
    for cell in spellings(year, month):
        found = stated(cell, plan)
        assert (found.day, found.precision, found.basis) == (last, MONTH, Basis.STATED), cell


@settings(deadline=None, derandomize=True)
@given(st.dates(date(2001, 1, 1), date(2099, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(exact: date) -> None:
    year, month, number = exact.year, exact.month, exact.day
    for cell in (
        f"{year}年{month}月{number}日前",
        f"{year}.{month}.{number}",
        f"{year}/{month:02d}/{number:02d}",
        exact.isoformat(),
    ):
        assert (stated(cell, None).day, stated(cell, None).precision) == (exact, DAY), cell


@settings(deadline=None, derandomize=True)
@given(st.integers(2001, 2099), st.integers(1, 12))
def test_before_a_month_is_a_day_before_its_first(year: int, month: int) -> None:
    before = stated(f"{year}年{month}月前").day
    assert before is not None
    assert (date(year, month, 1) - before).days == 1


@settings(deadline=None, derandomize=True)
@given(st.integers(2001, 2098), st.integers(1, 12), st.integers(0, 1), st.integers(1, 12))
def test_every_range_of_months_runs_from_first_to_last(year: int, month: int, later: int, last_month: int) -> None:
    first, last_year = date(year, month, 1), year + later
    last = date(last_year, last_month, monthrange(last_year, last_month)[1])
    if first < last:
        found = stated(f"{year}.{month}-{last_year}.{last_month}", None)
        assert (found.start, found.day) == (first, last)
