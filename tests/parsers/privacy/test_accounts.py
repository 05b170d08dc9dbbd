import pytest

from parsers.privacy.accounts import find_accounts
from parsers.privacy.words import folded
from schemas.withheld import Withheld
from tests.parsers.privacy.build import words


def accounts(text: str) -> list[tuple[Withheld, str]]:
    return [(s.what, text[s.start : s.end]) for s in sorted(find_accounts(folded(text), words()))]


@pytest.mark.parametrize(
    "text", ["a@b.cn", "1316543020@qq.com", "a.b_c-d@mail.cq.gov.cn", "abc@163\n.com", "ABC＠163．com"]
)
def test_addresses(text: str) -> None:
    assert accounts(f"（{text}）") == [(Withheld.MAIL, text)]


@pytest.mark.parametrize("text", ["@渝北", "a@", "@b.cn", "a@b", "邮箱：", "邮箱：区教委", "邮箱地址见附件"])
def test_what_is_no_address(text: str) -> None:
    assert accounts(text) == []


@pytest.mark.parametrize("text", ["QQ：12345", "QQ群678874967", "QQ 群 号 ： 678874967", "群号678874967"])
def test_numbers_of_qq(text: str) -> None:
    assert [what for what, _ in accounts(text)] == [Withheld.QQ]


@pytest.mark.parametrize("text", ["QQ：1234", "QQ。678874967", "QQ群、电话：67820064", "QQ群推送20000条", "678874967"])
def test_what_is_no_number_of_qq(text: str) -> None:
    assert Withheld.QQ not in [what for what, _ in accounts(text)]


def test_the_address_behind_a_word_for_qq_is_an_address() -> None:
    assert accounts("QQ邮箱：123456@qq.com") == [(Withheld.MAIL, "123456@qq.com")]


@pytest.mark.parametrize("value", ["zhangsan_123", "wxid-abc123", "13800000000", "张三"])
def test_ids_of_wechat(value: str) -> None:
    assert accounts(f"微信：{value}") == [(Withheld.WECHAT, value)]


@pytest.mark.parametrize(
    "text", ["微信公众号：yubeifabu", "微信小程序yubei2024", "微信：渝北发布厅", "微信20000户", "微信"]
)
def test_what_is_public_on_wechat(text: str) -> None:
    assert accounts(text) == []


def test_an_identity_number_is_known_by_its_check() -> None:
    assert accounts("张三11010519491231002X") == [(Withheld.IDENTITY, "11010519491231002X")]
    assert accounts("110105194912310020") == []
    assert accounts("身份证：110105194912310020") == [(Withheld.IDENTITY, "110105194912310020")]


def test_what_stands_twice_is_told_once() -> None:
    assert accounts("邮箱：123456@qq.com") == [(Withheld.MAIL, "123456@qq.com")]
