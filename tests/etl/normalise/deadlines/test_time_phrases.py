"""Phrases of ranges, points and recurring times."""

from datetime import date
from itertools import product

import pytest

from etl.normalise.deadlines.time_calendar import NoSuchDateError
from etl.normalise.deadlines.time_phrases import Phrase, read_phrase, recurs
from etl.normalise.deadlines.time_tokens import NAMING, tokens_of
from etl.normalise.deadlines.time_words import Times
from etl.reference.load import load_reference

WORDS = load_reference().deadlines


def read(phrase: str, year: int | None = 2024, carried: int | None = None, *, is_cell: bool = True) -> Phrase:
    return read_phrase(phrase, Times.of(WORDS, year, is_cell=is_cell), carried)


def lasts(phrase: str, year: int | None = 2024, carried: int | None = None, *, is_cell: bool = True) -> list[str]:
    return [p.last.isoformat() for p in read(phrase, year, carried, is_cell=is_cell).points]


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("2024年6月和10月", ["2024-06-30", "2024-10-31"]),
        ("6、9、12月", ["2024-06-30", "2024-09-30", "2024-12-31"]),
        ("六、九月", ["2024-06-30", "2024-09-30"]),
        ("一、二季度", ["2024-03-31", "2024-06-30"]),
        ("3月完成设计5月开工12月完工", ["2024-03-31", "2024-05-31", "2024-12-31"]),
        ("2024年6月/10月", ["2024-06-30", "2024-10-31"]),
    ],
)
def test_a_phrase_may_name_several_days(phrase: str, days: list[str]) -> None:
    assert lasts(phrase) == days


@pytest.mark.parametrize(
    ("phrase", "days"),
    [
        ("2025年6月底开工12月底完工", ["2025-06-30", "2025-12-31"]),
        ("2025年一季度开工三季度完工", ["2025-03-31", "2025-09-30"]),
        ("2023年6月开工12月完工", ["2023-06-30", "2024-12-31"]),
        ("2025年6月开工今年12月见效", ["2025-06-30", "2024-12-31"]),
        ("2025年10月开工次年3月完工", ["2025-10-31", "2026-03-31"]),
        ("2024年9月至2025年6月及8月", ["2025-06-30", "2024-08-31"]),
    ],
)
def test_a_year_once_named_holds_for_what_follows(phrase: str, days: list[str]) -> None:
    assert lasts(phrase) == days


def test_a_year_named_before_the_phrase_holds_in_it() -> None:
    assert lasts("6月底", 2024, 2025) == ["2025-06-30"]
    assert read("6月底", 2024, 2025).year == 2025
    assert read("2026年6月底", 2024, 2025).year == 2026


def test_in_running_text_a_year_alone_holds_for_nothing_else() -> None:
    assert read("2025年", is_cell=False).year is None
    assert read("2025年3月", is_cell=False).year == 2025


@pytest.mark.parametrize("phrase", ["每年6月底前", "每年3月至10月", "每年年底前"])
def test_what_comes_again_is_marked(phrase: str) -> None:
    (point,) = read(phrase).points
    assert point.is_recurring
    assert recurs(phrase)


@pytest.mark.parametrize("phrase", ["每月", "每季度末", "每周", "每半年", "每学期", "每两个月", "每月25日前", "每天"])
def test_recurring_words_name_no_day(phrase: str) -> None:
    assert recurs(phrase)
    assert read(phrase).points == ()


@pytest.mark.parametrize("phrase", ["每户", "每千人", "每个小区", "6月底前", "全年"])
def test_other_words_with_every_recur_not(phrase: str) -> None:
    assert not recurs(phrase)


@pytest.mark.parametrize("phrase", ["2025年4-10", "2024年12月-", "2024.6.31", "13月"])
def test_what_cannot_be_a_date_is_an_error(phrase: str) -> None:
    with pytest.raises(NoSuchDateError):
        read(phrase)


@pytest.mark.parametrize("phrase", ["6.30", "12/31", "24.12", "20241231", "202412", "24.12.31"])
def test_short_dates_are_dates_in_cells_only(phrase: str) -> None:
    assert len(read(phrase).points) == 1
    assert read(phrase, is_cell=False).points == ()


@pytest.mark.parametrize("year", [2012, 2011, 2013])
def test_a_short_date_that_may_be_two_is_an_error(year: int) -> None:
    with pytest.raises(NoSuchDateError):
        read("12.6", year)
    assert read("12.6", 2024).points[0].last == date(2024, 12, 6)


@pytest.mark.parametrize("phrase", ["完成6.3公里", "投资12.5亿元", "第2.1条", "1.5万个", "提升至6.3%"])
def test_decimal_numbers_are_no_dates(phrase: str) -> None:
    assert read(phrase).points == ()


def test_a_long_text_is_read_in_linear_time() -> None:
    assert len(read("2024年6月底前开工" * 3000).points) == 3000


@pytest.mark.parametrize("phrase", ["新建3个", "3—5个之前", "每周起", "到3日前", "中旬前", "2至3"])
@pytest.mark.parametrize("is_cell", [True, False])
def test_numbers_and_bounds_alone_name_no_time_and_keep_the_year(phrase: str, is_cell: bool) -> None:
    assert read(phrase, carried=2025, is_cell=is_cell) == Phrase((), 2025)


@pytest.mark.parametrize("is_cell", [True, False])
def test_whatever_is_read_as_a_time_is_let_through(is_cell: bool) -> None:
    """The look that spares most clauses the reading spares none that names a time, whatever its characters."""
    times = Times.of(WORDS, 2024, is_cell=is_cell)
    singles = "0123456789一二三四五六七八九十〇元今当本明次翌去每第上下中全年岁初月日季度旬半农历底末前后起至到./-—QI"
    for phrase in (*("".join(pair) for pair in product(singles, repeat=2)), *(f"{n}前" for n in times.event_names)):
        tokens = tokens_of(phrase, times.event_names, times.season_names, is_cell=is_cell)
        assert times.may_stand_in(phrase) or not NAMING.intersection(token.kind for token in tokens)
