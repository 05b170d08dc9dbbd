"""Headers that ask for persons, by a rule."""

import pytest

from parsers.header_roles import contact_ending, may_be_private, part_ending, role_of
from schemas.notice import Role
from schemas.reference import HeaderWords, Vocabulary

CONTACTS = """办公电话 座机 固定电话 QQ QQ号 微信 微信号 承办人 承办人及电话 填报人 经办人员 对接人
    工作人员 联络员及电话 专班联络人
    包保责任人 第一责任人 主要责任人 直接责任人 科室负责人 承办科室及责任人
    联系科室及人员 项目专员 施工单位项目经理 姓名及职务 Contact TEL E-mail
    责任单位联系人 牵头单位负责人 区级责任人 邮箱地址 手机号码"""


@pytest.mark.parametrize("text", CONTACTS.split())
def test_what_ends_in_a_word_for_persons_or_accounts_is_a_column_of_contacts(text: str, vocabulary: Vocabulary) -> None:
    assert role_of(text, vocabulary.headers) is Role.CONTACT


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("责任单位及责任人", Role.RESPONSIBLE),
        ("牵头单位及联系人", Role.LEAD),
        ("牵头部门、责任人及电话", Role.LEAD),
        ("工作任务及责任人", Role.TARGET),
        ("包保领导", Role.LEADER),
        ("受益人员", None),
        ("培训人员", None),
        ("姓名", None),
        ("联系人制度建设", Role.CONTACT),  # as it always was: only the words around it tell a header from a name
        ("电话亭改造", None),
        ("微信公众号", None),
        ("Hotel", None),
        ("由各单位主要负责同志亲自担任本项目第一责任人", None),
    ],
)
def test_what_also_names_something_else_does_not(text: str, role: Role | None, vocabulary: Vocabulary) -> None:
    assert role_of(text, vocabulary.headers) is role


def test_the_ending_that_tells(vocabulary: Vocabulary) -> None:
    words = vocabulary.headers.contacts
    assert contact_ending("承办人及电话", words) == "承办人"
    assert contact_ending("责任领导", words) is None
    assert part_ending("QQ群号", words) == "QQ"
    assert part_ending("责任单位", words) is None


@pytest.mark.parametrize(("header", "private"), [("网格长", True), ("跟进人", True), ("姓名", True), ("面积", False)])
def test_a_header_that_nobody_knows_may_be_private(header: str, private: bool, vocabulary: Vocabulary) -> None:
    assert may_be_private(header, vocabulary.headers.contacts) is private


def test_two_vocabularies_give_the_same_header_each_its_own_role() -> None:
    one = HeaderWords(exact={Role.NAME: ("事项",)}, contains={}, group=())
    other = HeaderWords(exact={Role.TARGET: ("事项",)}, contains={}, group=())
    assert [role_of("事项", words) for words in (one, other, one)] == [Role.NAME, Role.TARGET, Role.NAME]


def test_the_longest_word_found_wins_and_of_two_as_long_the_first() -> None:
    contains = {Role.NAME: ("项目", "任务"), Role.TARGET: ("目标", "目标任务")}
    words = HeaderWords(exact={}, contains=contains, group=())
    assert role_of("年度目标任务", words) is Role.TARGET
    assert role_of("项目目标", words) is Role.NAME
    assert role_of("备注", words) is None


def test_a_word_that_two_roles_claim_is_the_first_ones() -> None:
    words = HeaderWords(exact={Role.NAME: ("内容",), Role.TARGET: ("内容",)}, contains={}, group=())
    assert role_of("内容", words) is Role.NAME
