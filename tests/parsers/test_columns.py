"""What columns hold once all of them are looked at together."""

import pytest

from parsers.columns import joint_column, money_measure, settle
from schemas.notice import Role
from schemas.reference import Vocabulary
from tests.parsers.build import Box, Row, grid, header_of


def roles(vocabulary: Vocabulary, *rows: Row) -> list[str | None]:
    found = grid(*rows)
    header = header_of(vocabulary, found)
    return [header.roles[c].value if c in header.roles else None for c in range(1, found.columns + 1)]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("总投资", "年度投资"), ["investment", "other_investment"]),
        (("年度投资", "总投资"), ["other_investment", "investment"]),
        (("2024年计划投资", "总投资"), ["other_investment", "investment"]),
        (("2024年计划投资",), ["investment"]),
        (("投资额", "区级资金"), ["investment", "other_investment"]),
    ],
)
def test_of_two_columns_of_money_one_is_the_investment(
    vocabulary: Vocabulary, columns: tuple[str, ...], expected: list[str]
) -> None:
    rows = (("序号", "项目名称", "目标", *columns), ("1", "新建学校", "1所", *("5" for _ in columns)))
    assert roles(vocabulary, *rows)[3:] == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("责任单位", "建设单位"), ["lead", "responsible"]),
        (("实施单位", "责任单位"), ["responsible", "lead"]),
        (("建设单位", "实施单位"), ["lead", "responsible"]),
        (("主管部门", "实施单位"), ["lead", "responsible"]),
        (("责任单位", "责任部门"), ["lead", "lead"]),
        (("牵头单位", "责任单位"), ["lead", "responsible"]),
    ],
)
def test_of_several_responsible_units_the_accountable_lead(
    vocabulary: Vocabulary, columns: tuple[str, ...], expected: list[str]
) -> None:
    rows = (("序号", "项目名称", "目标", *columns), ("1", "新建学校", "1所", *("区教委" for _ in columns)))
    assert roles(vocabulary, *rows)[3:] == expected


def test_names_merged_over_several_numbers_are_fields_of_work(vocabulary: Vocabulary) -> None:
    rows = (
        ("民生实事", "序号", "项目名称", "目标", "责任单位"),
        (Box("学有优教", down=2), "1", "幼儿园", "3所", "区教委"),
        ("2", "小学", "2所", "区教委"),
    )
    assert roles(vocabulary, *rows)[:3] == ["domain", "seq", "name"]


def test_names_merged_over_the_parts_of_one_number_stay_names(vocabulary: Vocabulary) -> None:
    rows = (
        ("序号", "实事项目", "项目名称", "目标", "责任单位"),
        (Box("1", down=2), Box("学有优教", down=2), "幼儿园", "3所", "区教委"),
        ("小学", "2所", "区教委"),
    )
    assert roles(vocabulary, *rows)[:3] == ["seq", "name", "part_name"]


def test_a_column_of_parts_alone_names_the_projects(vocabulary: Vocabulary) -> None:
    rows = (("序号", "子项目名称", "目标", "责任单位"), ("1", "幼儿园", "3所", "区教委"))
    assert roles(vocabulary, *rows)[1] == "name"


def test_parts_without_a_target_are_the_target(vocabulary: Vocabulary) -> None:
    rows = (("序号", "项目名称", "子项目", "责任单位"), ("1", "学有优教", "幼儿园", "区教委"))
    assert roles(vocabulary, *rows)[2] == "target"


@pytest.mark.parametrize(
    ("header", "column"),
    [
        (("序号", "民生实事", "责任单位"), 2),
        (("序号", "民生实事项目"), 2),
        (("实事内容", "牵头单位"), 1),
        (("序号", "项目内容", "责任单位"), 2),
        (("序号", "项目名称", "目标", "责任单位"), None),
        (("序号", "项目名称", "总投资"), None),
        (("序号", "项目", "补助标准"), None),
        (("序号", "绩效目标", "责任单位"), None),
        (("序号", "单位", "联系人"), None),
    ],
)
def test_a_column_that_gives_name_and_target(
    vocabulary: Vocabulary, header: tuple[str, ...], column: int | None
) -> None:
    assert header_of(vocabulary, grid(header, ("1",) * len(header))).joint == column


def test_each_role_s_header_tells_its_own_measure() -> None:
    texts = {1: "总投资（亿元）", 2: "完成投资（万元）"}
    found = {1: Role.INVESTMENT, 2: Role.INVESTED}
    assert [money_measure(texts, found, role) for role in (Role.INVESTMENT, Role.INVESTED)] == ["亿元", "万元"]
    assert money_measure(texts, found, Role.OTHER_INVESTMENT) is None


def test_roles_that_need_no_settling_are_left_alone(vocabulary: Vocabulary) -> None:
    found = grid(("序号", "项目名称", "目标", "牵头单位"), ("1", "甲", "子", "区教委"))
    given = {1: Role.SEQ, 2: Role.NAME, 3: Role.TARGET, 4: Role.LEAD}
    assert settle(given, found, 1, 1, vocabulary.headers) == given
    assert joint_column(given, found, 1, vocabulary.headers) is None
