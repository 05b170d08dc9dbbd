"""Findings on deadlines."""

import pytest

from etl.normalise.deadlines.doubts import Doubt, doubts_of, is_unreadable
from etl.normalise.deadlines.reading import read_deadline
from etl.reference.load import load_reference
from schemas.finding import Severity

WORDS = load_reference().deadlines


def doubts(cell: str | None, target: str | None = None, year: int | None = 2024) -> list[Doubt]:
    return list(doubts_of(read_deadline(cell, target, year, WORDS), WORDS))


@pytest.mark.parametrize(
    "cell",
    ["2024.12", "—", "待定", "长期", "每月", None, "国庆前", "2025年春节前", "元旦前", "6月底前开工，12月底前完工"],
)
def test_what_was_read_as_it_says_has_none(cell: str | None) -> None:
    assert doubts(cell) == []


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("按时序进度", "the deadline “按时序进度” could not be read; it is kept as written."),
        ("汛期前", "“汛期” is no day of the calendar: each province sets"),
        ("供暖季前", "each city sets"),
        ("寒假前", "another day each year"),
        ("45627", "a spreadsheet's count of days"),
        ("2024.13", "could not be read"),
    ],
)
def test_a_cell_that_could_not_be_read_is_a_warning_with_its_reason(cell: str, why: str) -> None:
    (doubt,) = doubts(cell)
    assert (doubt.rule, doubt.severity) == ("unread_deadline", Severity.WARNING)
    assert why in doubt.message
    assert cell in doubt.message


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("暑假前", "“暑假” means is assumed"),
        ("开学前", "first of September"),
        ("春节前", "or else the plan names"),
        ("45657", "is read as a spreadsheet's count of days: 2024-12-31."),
        ("汛期前开工，12月底前完工", "has no day and is no stage"),
    ],
)
def test_what_was_taken_for_granted_is_told(cell: str, why: str) -> None:
    (doubt,) = doubts(cell)
    assert (doubt.rule, doubt.severity) == ("assumed_deadline", Severity.INFO)
    assert why in doubt.message


def test_what_was_taken_for_granted_in_a_target_is_told() -> None:
    assert [d.rule for d in doubts(None, "暑假前完成校舍维修。")] == ["assumed_deadline"]


def test_a_notice_without_a_year_is_a_warning() -> None:
    assert [d.rule for d in doubts(None, "建成公园。", None)] == ["unknown_year"]
    assert [d.rule for d in doubts("6月底", None, None)] == ["unread_deadline"]


@pytest.mark.parametrize(("cell", "told"), [("按要求", True), ("—", False), ("长期", False), ("6月底", False)])
def test_a_dash_is_no_unreadable_cell(cell: str, told: bool) -> None:
    assert is_unreadable(read_deadline(cell, None, 2024, WORDS), WORDS) is told


@pytest.mark.parametrize(
    ("target", "rules"),
    [
        ("2024年汛期前完成改造10个。", ["assumed_deadline"]),
        ("汛期前完成改造，12月底前完成验收。", []),
        ("完成汛期前的检查10次。", []),
        ("建成公园。", []),
    ],
)
def test_a_day_of_a_target_that_no_calendar_tells_is_told(target: str, rules: list[str]) -> None:
    found = list(doubts_of(read_deadline(None, target, 2024, WORDS), WORDS, target))
    assert [(doubt.rule, doubt.severity) for doubt in found] == [(rule, Severity.INFO) for rule in rules]
