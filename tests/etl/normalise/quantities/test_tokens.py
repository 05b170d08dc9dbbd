"""Words that matter to an amount, one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.quantities.tokens import Kind, Tokenizer, names_in_quotes
from tests.etl.normalise.quantities.amounts_of import MEASURES

TOKENIZER = Tokenizer(MEASURES)


def tokens(text: str) -> list[tuple[str, str]]:
    return [(t.kind.value, t.text) for t in TOKENIZER.tokens_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建10个", [("number", "10")]),
        ("2,000个", [("number", "2,000")]),
        ("1.5万个", [("number", "1.5"), ("numeral", "万")]),
        ("三个", [("numeral", "三")]),
        ("百分之九十", [("percent", "百分之九十")]),
        ("百分之九十五点五", [("percent", "百分之九十五点五")]),
        ("三分之一", [("name", "三分之一")]),
        ("第二个", [("name", "第二")]),
        ("第1—3批", [("name", "第1—3")]),
        ("第一至三批", [("name", "第一至三")]),
        ("第1、2批", [("name", "第1、2")]),
        ("第1、2.5公里", [("name", "第1"), ("number", "2.5")]),
        ("《3个》", [("name", "《3个》")]),
        ("H2路", [("code", "H2")]),
        ("Z6-1道路", [("code", "Z6-1")]),
        ("每千人口", [("per", "每千人口")]),
        ("每学年", [("per", "每学年")]),
        ("每500米", [("per", "每500米")]),
        ("每年级", [("name", "每年级")]),
        ("人均15", [("average", "人均"), ("number", "15")]),
        ("一次性补贴", [("name", "一次性")]),
        ("5个,3条。", [("number", "5"), ("stop", ","), ("number", "3"), ("stop", "。")]),
        ("“5个”3条", [("number", "3")]),
        ("没有数", []),
    ],
)
def test_tokens(text: str, expected: list[tuple[str, str]]) -> None:
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("“一楼一码”管理", ["“一楼一码”"]),
        ('“5+2"全覆盖', ['“5+2"']),
        ('"双11"活动', ['"双11"']),
        ("「三品」", ["「三品」"]),
        ("“两岸青山·千里林带”", ["“两岸青山·千里林带”"]),
        ("“新增停车位500个,公厕3座”", []),
        ("“小而美,小而精”", ["“小而美,小而精”"]),
        ("“没有关上5个", []),
        ("关上”5个“打开”", ["“打开”"]),
        ("“一“二”", ["“二”"]),
        ("“" + "长" * 50 + "”", []),
    ],
)
def test_names_in_quotes(text: str, names: list[str]) -> None:
    assert [text[a:b] for a, b in names_in_quotes(text)] == names


@given(st.text(alphabet='一三十百个人,。每第年“”"《》()0123A.分之均次性', max_size=60))
def test_tokens_are_in_order_and_stand_where_they_say(text: str) -> None:
    end = 0
    for token in TOKENIZER.tokens_of(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.text
        assert isinstance(token.kind, Kind)
        end = token.end
