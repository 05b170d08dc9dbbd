"""The grammar of amounts."""

from itertools import pairwise

import pytest

from etl.normalise.quantities.amounts import reader_of
from etl.normalise.quantities.folding import fold
from tests.etl.normalise.quantities.amounts_of import MEASURES


def amounts(text: str) -> list[str]:
    """``words value measure comparator [per]`` of each amount."""
    folded = fold(text)
    return [
        " ".join(
            filter(
                None,
                (folded.written(a.start, a.end), f"{a.value:f}", a.measure.word, a.comparator.value, a.per),
            )
        )
        for a in reader_of(MEASURES).amounts(folded)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10个", ["10个 10 个 ="]),
        ("不少于10个以上", ["不少于10个以上 10 个 >="]),
        ("30—50个", ["30 30 个 >=", "50个 50 个 <="]),
        ("80%-90%", ["80% 80 % >=", "90% 90 % <="]),
        ("三至五家", ["三 3 家 >=", "五家 5 家 <="]),
        ("3到5万人", ["3 30000 人 >=", "5万人 50000 人 <="]),
        ("约30至50个左右", ["约30 30 个 >=", "50个左右 50 个 <="]),
        ("50—30个", []),
        ("35-64岁", []),
        ("2018—2020年", []),
        ("由10个至5个", ["10个 10 个 =", "5个 5 个 ="]),
        ("4批次/千人", ["4批次/千人 4 批次 = 每千人"]),
        ("3次/年以上", ["3次/年以上 3 次 >= 每年"]),
        ("每千人口3.7个", ["3.7个 3.7 个 = 每千人"]),
        ("每年,开展2场、3次。另有5次", ["2场 2 场 = 每年", "3次 3 次 = 每年", "5次 5 次 ="]),
        ("每人每月50元", ["50元 50 元 = 每人每月"]),
        ("50元/人/月", ["50元/人/月 50 元 = 每人每月"]),
        ("50元/餐以上", ["50元/餐以上 50 元 >= 每餐"]),
        ("每生每年1000元", ["1000元 1000 元 = 每生每年"]),
        ("每位老人每餐3元", ["3元 3 元 = 每位老人每餐"]),
        ("年均浓度35微克/立方米", ["35微克/立方米 35 微克/立方米 ="]),
        ("千人口医师数3.2名", ["3.2名 3.2 名 = 每千人"]),
        ("5千人口3个", ["5千人 5000 人 =", "3个 3 个 ="]),
        ("百户拥有充电桩5个", ["5个 5 个 = 每百户"]),
        ("每平方公里10个", ["10个 10 个 = 每平方公里"]),
        ("每公里不少于20盏", ["不少于20盏 20 盏 >= 每公里"]),
        ("每吨3.5元", ["3.5元 3.5 元 = 每吨"]),
        ("每立方米3.5元", ["3.5元 3.5 元 = 每立方米"]),
        ("每生产3吨", ["3吨 3 吨 ="]),
        ("提高3个以上百分点", ["3个以上百分点 3 百分点 >="]),
        ("不少于(含)5个", ["不少于(含)5个 5 个 >="]),
        ("人均收入增长8%", ["8% 8 % ="]),
        ("户均500元", ["500元 500 元 = 每户"]),
        ("每次不少于2课时,共8课时", ["不少于2课时 2 课时 >= 每次", "8课时 8 课时 ="]),
        ("2个100%", ["100% 100 % ="]),
        ("一支10人以上", ["一支 1 支 =", "10人以上 10 人 >="]),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert amounts(text) == expected


def test_amounts_do_not_overlap() -> None:
    text = fold("不少于3个不少于5个至少至少2次超过3—5家约10余户以上3个/千人/年")
    found = reader_of(MEASURES).amounts(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) == 7


def test_the_reader_of_the_same_words_is_made_once() -> None:
    assert reader_of(MEASURES) is reader_of(MEASURES.model_copy())
