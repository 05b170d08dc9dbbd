"""Stages of deadlines that name several steps."""

from datetime import date

import pytest

from etl.normalise.deadlines.reading import read_deadline
from etl.reference.load import load_reference
from schemas.normalised import Precision, Stage

WORDS = load_reference().deadlines


def stages(cell: str, year: int | None = 2024) -> list[tuple[str, str | None, str]]:
    found = read_deadline(cell, None, year, WORDS).stages
    return [(s.text, s.action, s.day.isoformat()) for s in found]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "6月底前开工，12月底前完工",
            [("6月底前开工", "开工", "2024-06-30"), ("12月底前完工", "完工", "2024-12-31")],
        ),
        (
            "12月底前完工；6月底前开工",
            [("12月底前完工", "完工", "2024-12-31"), ("6月底前开工", "开工", "2024-06-30")],
        ),
        (
            "5月30日前完成招标，9月30日前完成建设",
            [("5月30日前完成招标", "完成招标", "2024-05-30"), ("9月30日前完成建设", "完成建设", "2024-09-30")],
        ),
        (
            "一期2024年6月，二期2025年12月",
            [("一期2024年6月", None, "2024-06-30"), ("二期2025年12月", None, "2025-12-31")],
        ),
        (
            "主体工程：2024年底前完工；附属工程：2025年5月底前完工",
            [
                ("主体工程：2024年底前完工", "完工", "2024-12-31"),
                ("附属工程：2025年5月底前完工", "完工", "2025-05-31"),
            ],
        ),
        (
            "开工：2024年6月，完工：2024年12月",
            [("开工：2024年6月", "开工", "2024-06-30"), ("完工：2024年12月", "完工", "2024-12-31")],
        ),
        (
            "开工时间2024年6月，完工时间2024年12月",
            [("开工时间2024年6月", "开工", "2024-06-30"), ("完工时间2024年12月", "完工", "2024-12-31")],
        ),
        (
            "一季度：完成招投标\n二季度：进场施工\n三季度：完成主体、装修\n四季度：完工并验收",
            [
                ("一季度：完成招投标", "完成招投标", "2024-03-31"),
                ("二季度：进场施工", "进场施工", "2024-06-30"),
                ("三季度：完成主体、装修", "完成主体、装修", "2024-09-30"),
                ("四季度：完工并验收", "完工并验收", "2024-12-31"),
            ],
        ),
        ("6月开工，年内完工", [("6月开工", "开工", "2024-06-30"), ("年内完工", "完工", "2024-12-31")]),
        ("2024年6月、10月", [("2024年6月", None, "2024-06-30"), ("10月", None, "2024-10-31")]),
        ("2024年6月/10月", [("2024年6月", None, "2024-06-30"), ("10月", None, "2024-10-31")]),
        (
            "3月完成设计5月开工12月完工",
            [
                ("3月完成设计", "完成设计", "2024-03-31"),
                ("5月开工", "开工", "2024-05-31"),
                ("12月完工", "完工", "2024-12-31"),
            ],
        ),
        (
            "2024年６月 底前\n开工，１２月底前完 工",
            [("2024年６月底前开工", "开工", "2024-06-30"), ("１２月底前完工", "完工", "2024-12-31")],
        ),
        (
            "汛期前清淤，6月底前开工，12月底前完工",
            [("6月底前开工", "开工", "2024-06-30"), ("12月底前完工", "完工", "2024-12-31")],
        ),
    ],
)
def test_several_steps_are_kept_in_the_order_written(cell: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert stages(cell) == expected


def test_a_time_of_day_is_no_deed() -> None:
    assert stages("6月30日24时前完成招标，12月31日完成建设") == [
        ("6月30日24时前完成招标", "完成招标", "2024-06-30"),
        ("12月31日完成建设", "完成建设", "2024-12-31"),
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "2024年12月底前",
        "9月投入使用",
        "12月底前完工",
        "6月15日前完成",
        "3—12月",
        "长期坚持",
        "—",
        "2025年底前并长期坚持",
    ],
)
def test_one_step_has_no_stages(cell: str) -> None:
    assert stages(cell) == []


@pytest.mark.parametrize(
    ("cell", "action"),
    [("2024年6月底前开工", "开工"), ("5月底前动工", "动工"), ("9月启动", "启动"), ("三季度进场施工", "进场施工")],
)
def test_a_step_that_only_begins_is_told_as_one(cell: str, action: str) -> None:
    ((text, found, _),) = stages(cell)
    assert (text, found) == (cell, action)


def test_two_dates_of_one_day_are_one_step() -> None:
    assert stages("2024年12月底前（12月31日前）") == []


def test_a_stage_that_is_a_range_keeps_its_start() -> None:
    found = read_deadline("6—8月开工，9—11月完工", None, 2024, WORDS)
    assert found.stages == (
        Stage(
            text="6—8月开工",
            action="开工",
            start=date(2024, 6, 1),
            day=date(2024, 8, 31),
            precision=Precision.MONTH,
        ),
        Stage(
            text="9—11月完工",
            action="完工",
            start=date(2024, 9, 1),
            day=date(2024, 11, 30),
            precision=Precision.MONTH,
        ),
    )
    assert (found.start, found.day) == (date(2024, 9, 1), date(2024, 11, 30))


@pytest.mark.parametrize(
    ("target", "days"),
    [
        ("一季度完成设计，6月底前开工，12月底前完工。", ["2024-03-31", "2024-06-30", "2024-12-31"]),
        ("上半年完成50%，全年完成100%。", ["2024-06-30", "2024-12-31"]),
        ("2025年3月开工，12月底前完工。", ["2025-03-31", "2025-12-31"]),
        ("7月底前全面完成，8月底前完成验收，每月25日前报送。", ["2024-07-31", "2024-08-31"]),
        ("2023年底前完成一期，2024年底前完成二期。", []),
        ("截至2024年3月底，已完成设计，12月底前完工。", []),
        ("12月底前完工。", []),
        ("原计划6月底前完成，现调整为9月底前完成。", []),
    ],
)
def test_targets_have_stages_too(target: str, days: list[str]) -> None:
    assert [s.day.isoformat() for s in read_deadline(None, target, 2024, WORDS).stages] == days


def test_where_the_date_ends_its_clause_the_deed_is_in_the_next() -> None:
    found = read_deadline(None, "到2024年6月底，实现联网；到2024年12月底，实现互通。", 2024, WORDS)
    assert [(s.text, s.action) for s in found.stages] == [
        ("到2024年6月底，实现联网", "实现联网"),
        ("到2024年12月底，实现互通", "实现互通"),
    ]


@pytest.mark.parametrize(
    ("cell", "deeds"),
    [
        ("2024年5月30日前完成招标 2.2024年9月30日前完成建设", ["完成招标", "完成建设"]),
        ("1、5月30日前完成招标2、9月30日前完成建设", ["完成招标", "完成建设"]),
        ("6月底前开工2、2024年12月完工", ["开工", "完工"]),
        ("（1）5月30日前完成招标（2）9月30日前完成建设", ["完成招标", "完成建设"]),
    ],
)
def test_the_number_of_the_next_item_is_no_deed(cell: str, deeds: list[str | None]) -> None:
    found = read_deadline(cell, None, 2024, load_reference().deadlines)
    assert [stage.action for stage in found.stages] == deeds
