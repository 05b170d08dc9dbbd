"""Numbers with their measures, and numbers in names."""

import pytest

from etl.normalise.quantities.comparators import ComparatorTable
from etl.normalise.quantities.counted_numbers import Number, NumberReader
from etl.normalise.quantities.folding import fold
from etl.normalise.quantities.measures import table_of
from etl.normalise.quantities.tokens import Kind, Tokenizer
from tests.etl.normalise.quantities.amounts_of import MEASURES

READER = NumberReader(MEASURES, ComparatorTable(MEASURES), table_of(MEASURES))
TOKENIZER = Tokenizer(MEASURES)
NUMBERS = (Kind.NUMBER, Kind.NUMERAL, Kind.PERCENT, Kind.CODE)


def first(text: str) -> Number | None:
    folded = fold(text)
    tokens = (t for t in TOKENIZER.tokens_of(folded.text) if t.kind in NUMBERS)
    return next((READER.of(folded, token) for token in tokens), None)


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("10个", 10, "个"),
        ("1.5万个", 15_000, "个"),
        ("3.2亿元", 320_000_000, "元"),
        ("5千米", 5, "千米"),
        ("5千人", 5000, "人"),
        ("3万千瓦", 30_000, "千瓦"),
        ("20余万人", 200_000, "人"),
        ("三个", 3, "个"),
        ("十二所", 12, "所"),
        ("两条", 2, "条"),
        ("十余万人次", 100_000, "人次"),
        ("近百家", 100, "家"),
        ("百分之九十五点五", 95.5, "%"),
        ("千分之五", 5, "‰"),
        ("AED200台", 200, "台"),
        ("3.5个社区", 5, "个"),
        ("年底前50个", 50, "个"),
        ("五百元", 500, "元"),
    ],
)
def test_numbers_that_count(text: str, value: float, measure: str) -> None:
    number = first(text)
    assert number is not None
    assert number.measure is not None
    assert (float(number.value), number.measure.word) == (value, measure)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "二次",
            "一批",
            "三级",
            "四公里",
            "五里",
            "统一个",
            "数十个",
            "上百家",
            "百家",
            "两三个",
            "三个一",
            "五类三级",
            "三台县",
            "三人民医院",
            "两轮车",
        ),
        *(
            "前三名",
            "前10名",
            "N+1个",
            "5×2个",
            "1:5名",
            "DN300管道",
            "H2个",
            "9999999999999999个",
            "初三个",
            "一元",
            "320天",
        ),
    ],
)
def test_numbers_in_names(text: str) -> None:
    number = first(text)
    assert number is None or number.measure is None


def test_a_number_without_a_measure_is_kept_for_a_range() -> None:
    number = first("30—50个")
    assert number is not None
    assert (number.measure, number.end) == (None, 2)


def test_more_than_a_number() -> None:
    assert [getattr(first(t), "is_more", None) for t in ("20余个", "1.2万多户", "20个")] == [True, True, False]
