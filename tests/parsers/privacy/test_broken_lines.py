"""Lines of a text dump that break off inside what is private."""

import pytest

from parsers.privacy.broken_lines import paragraph_outcomes
from parsers.privacy.texts import Texts
from tests.parsers.privacy.build import words


def lines(*paragraphs: str) -> list[str]:
    """What is left of paragraphs that follow one another."""
    return [outcome.text for outcome in paragraph_outcomes(paragraphs, Texts(words()))]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (("联系人：", "张三", "联系电话：", "67810024"), ["联系人：", "〔联系人〕", "联系电话：", "〔电话〕"]),
        (("联系人：王五星，", "赵六星"), ["联系人：〔联系人〕，", "〔联系人〕"]),
        (("电话：138100", "00025"), ["电话：〔电话〕", ""]),
        (("（联系人：孙七星；联系", "电话：6781", "0026）"), ["（联系人：〔联系人〕；联系", "电话：〔电话〕", "）"]),
        (("邮箱：zsr", "@163.com"), ["邮箱：〔邮箱〕", ""]),
    ],
)
def test_what_goes_on_below_is_withheld_where_it_stands(given: tuple[str, ...], left: list[str]) -> None:
    assert lines(*given) == left


@pytest.mark.parametrize(
    "given",
    [
        ("联系人：", "附件：实施方案"),
        ("一、落实联系人：", "各镇街要确定一名联系人。"),
        ("投资138100", "00025元"),
        ("完成1381", "2024年"),
        ("张三，", "李四"),
        ("", "张三"),
        (),
    ],
)
def test_what_only_stands_below_stays(given: tuple[str, ...]) -> None:
    assert lines(*given) == list(given)


def test_a_paragraph_of_two_lines_keeps_them() -> None:
    assert lines("区教委\n联系人：", "张三\n区财政局") == ["区教委\n联系人：", "〔联系人〕\n区财政局"]


def test_many_open_lines_are_looked_at_in_parts() -> None:
    assert lines(*["联系人：张三，"] * 30)[:2] == ["联系人：〔联系人〕，", "联系人：〔联系人〕，"]
