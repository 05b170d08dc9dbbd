"""Words of time in a phrase, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines.time_tokens import Kind, tokens_of


def kinds(phrase: str) -> list[Kind]:
    return [t.kind for t in tokens_of(phrase)]


def numbers(phrase: str) -> list[tuple[int, ...]]:
    return [t.numbers for t in tokens_of(phrase)]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("2024.12", [(2024, 12)]),
        ("2024/6/30", [(2024, 6, 30)]),
        ("2024年", [(2024,)]),
        ("25年", [(2025,)]),
        ("二〇二四年", [(2024,)]),
        ("二O二四年度", [(2024,)]),
        ("12月", [(12,)]),
        ("十二月份", [(12,)]),
        ("15日", [(15,)]),
        ("2024年6月30日", [(2024,), (6,), (30,)]),
    ],
)
def test_tokens_know_their_numbers(phrase: str, expected: list[tuple[int, ...]]) -> None:
    assert numbers(phrase) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("12月底前", [Kind.MONTH, Kind.END, Kind.BEFORE]),
        ("11月之前", [Kind.MONTH, Kind.BEFORE]),
        ("第三季度", [Kind.PART]),
        ("今年上半年", [Kind.RELATIVE_YEAR, Kind.PART]),
        ("3—12月", [Kind.NUMBER, Kind.RANGE, Kind.MONTH]),
        ("2024.3-12", [Kind.DOTTED, Kind.RANGE, Kind.NUMBER]),
        ("6月上旬", [Kind.MONTH, Kind.THIRD]),
        ("1月起", [Kind.MONTH, Kind.FROM]),
    ],
)
def test_phrases_fall_into_their_words(phrase: str, expected: list[Kind]) -> None:
    assert kinds(phrase) == expected


@pytest.mark.parametrize("phrase", ["3月龄", "12月子中心", "月嫂", "三个月内"])
def test_a_month_of_age_is_no_month(phrase: str) -> None:
    assert Kind.MONTH not in kinds(phrase)


@pytest.mark.parametrize("phrase", ["前期", "前述", "前端", "前置"])
def test_a_word_that_begins_with_before_is_no_bound(phrase: str) -> None:
    assert Kind.BEFORE not in kinds(phrase)


@pytest.mark.parametrize("phrase", ["三年内", "5年内", "两年内"])
def test_a_span_of_years_is_no_part_of_the_year(phrase: str) -> None:
    assert Kind.PART not in kinds(phrase)


@given(st.text(max_size=40))
def test_the_tokens_are_the_phrase(phrase: str) -> None:
    tokens = tokens_of(phrase)
    assert "".join(t.text for t in tokens) == phrase
    assert [t.start for t in tokens[1:]] == [t.end for t in tokens[:-1]]
