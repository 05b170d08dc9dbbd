"""Deadlines in the words of a target."""

from datetime import date

import pytest

from etl.normalise.deadlines.targets import read_target
from etl.reference.load import load_reference
from schemas.normalised import Basis, Deadline, Precision

WORDS = load_reference().deadlines


def read(target: str, year: int | None = 2024) -> Deadline | None:
    return read_target(target, year, WORDS).deadline


@pytest.mark.parametrize(
    ("target", "last", "text"),
    [
        ("改造小区10个，６月底前 全面投用。", "2024-06-30", "６月底前全面投用"),
        ("12月31日前，完成300户改造；其中6月30日前完成100户。", "2024-12-31", "12月31日前，完成300户改造"),
        ("“十一”前建成开放。", "2024-09-30", "“十一”前建成开放"),
        ("国庆前建成投用3个公园。", "2024-09-30", "国庆前建成投用3个公园"),
        ("暑假前完成校舍维修。", "2024-06-30", "暑假前完成校舍维修"),
        ("力争“十四五”末建成。", "2025-12-31", "力争“十四五”末建成"),
        ("2025年3月开工，12月底前完工。", "2025-12-31", "2025年3月开工，12月底前完工"),
        ("续建项目，2023年开工，12月底前完工。", "2024-12-31", "12月底前完工"),
        ("规划2025年建成的停车场6月底前开工。", "2024-06-30", "规划2025年建成的停车场6月底前开工"),
        ("原计划6月底前完成，现调整为9月底前完成。", "2024-09-30", "现调整为9月底前完成"),
        ("对2025年6月30日前登记的失业人员开展培训，9月底前完成。", "2024-09-30", "9月底前完成"),
        ("12月25日前报送总结，11月底前完成。", "2024-11-30", "11月底前完成"),
        ("6月起每月调度，10月底前完成整改", "2024-10-31", "10月底前完成整改"),
        ("汛期前完成加固，12月底前完成验收。", "2024-12-31", "12月底前完成验收"),
        ("第二、三季度完成改造。", "2024-09-30", "第二、三季度完成改造"),
    ],
)
def test_a_date_bound_to_a_completion_sets_the_deadline(target: str, last: str, text: str) -> None:
    found = read(target)
    assert found is not None
    assert (found.day, found.text, found.basis) == (date.fromisoformat(last), text, Basis.TEXT)


@pytest.mark.parametrize(
    "target",
    [
        "改造2000年底前建成的老旧小区10个。",
        "改造1998年底前建成的老旧小区10个。",
        "改造2024年6月底前建成的小区10个。",
        "对2024年6月30日前登记的失业人员开展培训。",
        "对房龄30年以上的住宅进行改造。",
        "暑假期间开放图书馆10个。",
        "每年6月底前完成一次体检。",
        "2024年春季学期起免费。",
        "2024年9月1日起正式实施。",
        "落实“十四五”规划，建成公园。",
        "落实《2024年6月底前完成清单》，建成公园。",
        "新增公共停车位2024个，建成H2路。",
        "完成3-5月龄婴儿筛查。",
        "2024年11月至3月完成供暖改造。",
        "按照2024年6月前完成的要求推进。",
        "在2023年6月底前完成的基础上再建10个。",
        "建成后2年内完成验收。",
        "全年组织活动不少于12场，其中6月底前完成6场。",
        "新建公园3个，其中，6月底前建成1个。",
        "汛期前完成加固。",
        "6月初完成设计。",
        "2024年6月后建成的除外。",
        "2022-2023学年完成建设。",
        "截至2024年6月底，已完成前期工作。",
        "每月25日前报送工作进展。",
        "一季度完成设计，三季度开工。",
    ],
)
def test_no_other_date_does(target: str) -> None:
    assert read(target) is None


def test_what_begins_is_due_where_nothing_else_is_named() -> None:
    found = read("2024年6月底前开工建设公园。")
    assert found is not None
    assert found.day == date(2024, 6, 30)
    assert [s.action for s in found.stages] == ["开工建设公园"]


def test_a_range_keeps_its_start() -> None:
    found = read("2024年3月—2025年6月建成。")
    assert found is not None
    assert (found.start, found.day, found.precision) == (date(2024, 3, 1), date(2025, 6, 30), Precision.MONTH)


def test_stages_stand_beside_the_plans_year_too() -> None:
    worded = read_target("一季度完成设计，三季度开工。", 2024, WORDS)
    assert worded.deadline is None
    assert [s.action for s in worded.stages] == ["完成设计", "开工"]


@pytest.mark.parametrize(
    "target",
    [
        "改造小区10个，6月底前全面投用。",
        "2025年3月开工，12月底前完工。",
        "12月31日前，完成300户改造。",
        "6月，完工。",
        "力争“十四五”末建成。",
        "续建项目，2023年开工，12月底前完工。",
    ],
)
def test_the_words_that_were_read_say_the_same_alone(target: str) -> None:
    found = read(target)
    assert found is not None
    again = read(found.text or "")
    assert again == found


@pytest.mark.parametrize(
    ("target", "last"),
    [
        ("12月30日24:00前完成改造。", date(2024, 12, 30)),
        ("2024年国庆、中秋前完成改造。", date(2024, 9, 30)),
        ("2024年l2月完工。", None),
        ("2024年国庆期间完成演出5场，2024年供暖改造6月底前完成。", date(2024, 6, 30)),
    ],
)
def test_a_target_is_read_by_the_same_words_of_time(target: str, last: date | None) -> None:
    found = read_target(target, 2024, load_reference().deadlines)
    assert (found.deadline and found.deadline.day) == last
    assert found.stages == ()
