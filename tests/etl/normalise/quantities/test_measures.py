"""Measure words, and what they are in SI units."""

from decimal import Decimal

import pytest

from etl.normalise.quantities.measures import MeasureKind, MeasureTable, table_of
from tests.etl.normalise.quantities.amounts_of import MEASURES

TABLE: MeasureTable = table_of(MEASURES)


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("个项目", "个", MeasureKind.COUNT),
        ("人次以上", "人次", MeasureKind.COUNT),
        ("台(套)设备", "台（套）", MeasureKind.COUNT),
        ("平方米", "平方米", MeasureKind.PHYSICAL),
        ("㎡", "㎡", MeasureKind.PHYSICAL),
        ("微克/立方米", "微克/立方米", MeasureKind.PHYSICAL),
        ("千米", "千米", MeasureKind.PHYSICAL),
        ("%以上", "%", MeasureKind.SHARE),
        ("个百分点", "个百分点", MeasureKind.SHARE),
        ("元", "元", MeasureKind.MONEY),
        ("人口", "人", MeasureKind.COUNT),
    ],
)
def test_the_longest_measure_is_meant(text: str, word: str, kind: MeasureKind) -> None:
    measure = TABLE.at(text, 0)
    assert measure is not None
    assert (measure.word, measure.kind) == (word, kind)


@pytest.mark.parametrize(
    "text",
    ["个月", "年级", "岁以上", "号楼", "千伏线路", "个工作日", "项目", "家庭", "min", "G网络", "mm2x", "路公交", ""],
)
def test_what_only_looks_like_a_measure_is_none(text: str) -> None:
    assert TABLE.at(text, 0) is None


@pytest.mark.parametrize(
    ("word", "value", "si_value"),
    [("亩", "1.5", 1000.0), ("公顷", "1", 10_000.0), ("里", "2", 1000.0), ("度", "1", 3.6e6)],
)
def test_values_in_si(word: str, value: str, si_value: float) -> None:
    measure = TABLE.at(word, 0)
    assert measure is not None
    assert measure.to_si(Decimal(value)) == pytest.approx(si_value)


def test_fifteen_mu_are_a_hectare() -> None:
    mu, hectare = TABLE.at("亩", 0), TABLE.at("公顷", 0)
    assert mu is not None
    assert hectare is not None
    assert mu.to_si(Decimal(15)) == hectare.to_si(Decimal(1))


def test_days_count_where_the_words_before_them_say_so() -> None:
    day = TABLE.at("天", 0)
    assert day is not None
    assert day.counts_between("优良天数达到")
    assert day.counts_between("优良天数不少于")
    assert not day.counts_between("公示")


def test_what_stands_behind_a_course_says_that_it_counts() -> None:
    course = TABLE.at("期", 0)
    assert course is not None
    assert course.counts_between("举办", "培训班")
    assert not course.counts_between("华府", "工程")


@pytest.mark.parametrize(("text", "is_measure"), [("km/h", False), ("m/s以上", False), ("km/kg", True), ("km长", True)])
def test_an_unknown_compound_is_no_measure_of_its_first_part(text: str, is_measure: bool) -> None:
    assert (TABLE.at(text, 0) is not None) is is_measure


def test_another_name_of_a_measure_is_that_measure() -> None:
    money = TABLE.at("人民币", 0)
    assert money is not None
    assert (money.word, money.name, money.kind) == ("人民币", "元", MeasureKind.MONEY)


def test_the_table_of_the_same_words_is_made_once() -> None:
    assert table_of(MEASURES) is TABLE
