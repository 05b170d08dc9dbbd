"""Phrases cut into clauses."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines.clauses import clauses_of, without_names

KEEP = re.compile("十一|十四五")


def texts(phrase: str, *, is_cell: bool = False, apart: tuple[str, ...] = ()) -> list[str]:
    return [c.text for c in clauses_of(phrase, is_cell=is_cell, apart=apart)]


@pytest.mark.parametrize(
    ("phrase", "clauses"),
    [
        ("6月开工,12月完工", ["6月开工", "12月完工"]),
        ("6月开工;12月完工。", ["6月开工", "12月完工"]),
        ("开工:6月", ["开工", "6月"]),
        ("2024年6月、10月", ["2024年6月", "10月"]),
        ("6、9月", ["6、9月"]),
        ("3、6、9、12月", ["3、6、9、12月"]),
        ("一、二季度", ["一、二季度"]),
        ("第一、第二季度", ["第一、第二季度"]),
        ("12月完成并每月报送", ["12月完成", "每月报送"]),
        ("", []),
        (",,;", []),
    ],
)
def test_marks_part_clauses_but_not_lists_of_numbers(phrase: str, clauses: list[str]) -> None:
    assert texts(phrase) == clauses


def test_brackets_part_clauses_in_cells() -> None:
    assert texts("12月底(主体6月底)", is_cell=True) == ["12月底", "主体6月底"]
    assert texts("12月底(主体6月底)") == ["12月底(主体6月底)"]


def test_words_may_stand_apart() -> None:
    assert texts("2025年底前并长期坚持见效", apart=("长期", "长期坚持")) == ["2025年底前并", "见效"]


def test_a_clause_knows_its_place_and_its_marks() -> None:
    phrase = "一期:6月开工,见效。12月完工"
    found = clauses_of(phrase)
    assert [(c.before, c.after, c.sentence) for c in found] == [("", ":", 0), (":", ",", 0), (",", "", 0), ("", "", 1)]
    assert all(phrase[c.start : c.end] == c.text for c in found)


@pytest.mark.parametrize(
    ("phrase", "masked"),
    [
        ("落实《2024年6月清单》要求", "落实" + "," * 11 + "要求"),
        ("“6月行动”", "," * 6),
        ("“十一”前", "“十一”前"),
        ("“十四五”末", "“十四五”末"),
        ("《未完", "《未完"),
    ],
)
def test_names_are_left_out_unless_they_are_times(phrase: str, masked: str) -> None:
    assert without_names(phrase, KEEP) == masked


@given(st.text(alphabet="年月12、，,;:()“”《》并每", max_size=30), st.booleans())
def test_clauses_lie_in_order_and_nothing_but_marks_between(phrase: str, is_cell: bool) -> None:
    found = clauses_of(phrase, is_cell=is_cell)
    assert all(a.end <= b.start for a, b in pairwise(found))
    rest = re.sub("[,、;:()并]", "", phrase)
    assert re.sub("[、并()]", "", "".join(c.text for c in found)) == re.sub("[、并()]", "", rest)
    assert len(without_names(phrase, KEEP)) == len(phrase)


def test_nothing_parts_what_is_whole() -> None:
    assert [c.text for c in clauses_of("招标、中秋、国庆前", whole=re.compile("中秋、国庆"))] == [
        "招标",
        "中秋、国庆前",
    ]
