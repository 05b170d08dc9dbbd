import pytest

from parsers.privacy.quotes import without_quotes

SECRETS = ("张小三", "13812345678", "区教委 李四 67820064")


@pytest.mark.parametrize(
    "quote",
    [
        "张小三",
        "1；区教委；张小三",
        "电话13812345678",
        "138⟦1⟧2345678",
        "…2345678）",
        "建设公园的联系人是张小",
        "电话138",
        "67820064",
        "138\n12345678",
    ],
)
def test_a_quotation_that_gives_it_away_is_withheld(quote: str) -> None:
    assert without_quotes(f"“{quote}” was not read.", SECRETS) == "“〔责任人及联系方式〕” was not read."


@pytest.mark.parametrize("quote", ["建设公园", "张", "2024", "小学", "教委", "12", ""])
def test_other_quotations_stay(quote: str) -> None:
    message = f"“{quote}” was not read."
    assert without_quotes(message, SECRETS) == message


def test_only_the_quotation_is_looked_at() -> None:
    assert without_quotes("张小三", SECRETS) == "张小三"
    assert without_quotes("“张小三” “公园”", ()) == "“张小三” “公园”"
    assert without_quotes("“张小三” stands beside “公园”", SECRETS) == "“〔责任人及联系方式〕” stands beside “公园”"
