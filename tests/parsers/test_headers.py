"""A table is known by the words of its header, wherever its columns stand and however many there are."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.header_roles import role_of
from parsers.headers import find_header, is_task_header, looks_like_header
from parsers.realign import realign
from schemas.notice import Role
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TWO, Box, Row, dump, grid, header_of, stitched, unhurried


def roles(vocabulary: Vocabulary, *rows: Row) -> list[str | None]:
    found = grid(*rows)
    header = header_of(vocabulary, found)
    return [header.roles[c].value if c in header.roles else None for c in range(1, found.columns + 1)]


def span(vocabulary: Vocabulary, *rows: Row) -> tuple[int, int]:
    header = header_of(vocabulary, grid(*rows))
    return header.first_row, header.last_row


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("序号", Role.SEQ),
        ("序  号", Role.SEQ),
        ("项目\n名称", Role.NAME),
        ("民生实事项目名称", Role.NAME),
        ("实事项目", Role.NAME),
        ("牵 头 单 位", Role.LEAD),
        ("主办单位", Role.LEAD),
        ("牵头单位（第一个为总牵头）", Role.LEAD),
        ("责任部门", Role.RESPONSIBLE),
        ("责任单位及责任人", Role.RESPONSIBLE),
        ("配合单位", Role.COOPERATING),
        ("协作单位", Role.COOPERATING),
        ("协办单位", Role.COOPERATING),
        ("协同单位", Role.COOPERATING),
        ("牵头领导", Role.LEADER),
        ("分管区领导", Role.LEADER),
        ("区级牵头领导", Role.LEADER),
        ("目标", Role.TARGET),
        ("2024年目标任务", Role.TARGET),
        ("2024年度工作任务", Role.TARGET),
        ("主要工作内容", Role.TARGET),
        ("具体支撑项目及绩效目标", Role.DETAILS),
        ("完成时限", Role.DEADLINE),
        ("计划完成时间", Role.DEADLINE),
        ("指标类别（市级、人大票决）", Role.LEVEL),
        ("市区分级", Role.LEVEL),
        ("类型", Role.LEVEL),
        ("备  注", Role.REMARK),
        ("总投资（万元）", Role.INVESTMENT),
        ("估算总投资", Role.INVESTMENT),
        ("推进落实情况\n（截至   月底）", Role.PROGRESS),
        ("完成情况", Role.STATUS),
        ("累计完成投资（万元）", Role.INVESTED),
        ("存在的问题", Role.PROBLEMS),
        ("下一步工作及建议", Role.NEXT_STEPS),
        ("责任人及联系方式", Role.CONTACT),
    ],
)
def test_a_header_tells_its_role(vocabulary: Vocabulary, text: str, role: Role) -> None:
    assert role_of(text, vocabulary.headers) is role


@pytest.mark.parametrize("text", ["", "姓名", "职务", "单价", "数量", "规格型号", "新建幼儿园", "区教委", "1"])
def test_a_strange_word_has_no_role(vocabulary: Vocabulary, text: str) -> None:
    assert role_of(text, vocabulary.headers) is None


def test_no_word_stands_under_two_roles(vocabulary: Vocabulary) -> None:
    every = [word for words in vocabulary.headers.exact.values() for word in words]
    assert len(every) == len(set(every))


@pytest.mark.parametrize(
    ("texts", "is_header"),
    [
        (PLAN, True),
        (("序号", "项目名称"), True),
        (("序号", "", "项目名称", ""), True),
        (("序号", "姓名", "职务", "联系电话"), True),
        (("序号", "规格", "单价", "数量", "金额"), True),
        (("设施", "规模", "金额"), False),
        (("项目名称",), False),
        (("重点民生实事项目清单",), False),
        (ONE, False),
        ((), False),
        (("", ""), False),
    ],
)
def test_what_looks_like_a_header(vocabulary: Vocabulary, texts: tuple[str, ...], is_header: bool) -> None:
    assert looks_like_header(texts, vocabulary.headers) is is_header


def test_long_sentences_that_use_the_words_are_no_header(vocabulary: Vocabulary) -> None:
    sentences = ("各责任单位要按照目标任务和完成时限倒排工期、挂图作战、压茬推进。",) * 3
    assert not looks_like_header(sentences, vocabulary.headers)


@pytest.mark.parametrize("order", list(itertools.permutations(PLAN)), ids="-".join)
def test_columns_stand_in_any_order(vocabulary: Vocabulary, order: tuple[str, ...]) -> None:
    expected = {"序号": "seq", "项目名称": "name", "牵头单位": "lead", "目标任务": "target"}
    assert roles(vocabulary, order, ONE) == [expected[word] for word in order]


def test_three_columns_are_enough(vocabulary: Vocabulary) -> None:
    assert roles(vocabulary, ("项目", "责任单位", "目标"), ("新建学校", "区教委", "1所")) == ["name", "lead", "target"]


def test_twelve_columns_are_not_too_many(vocabulary: Vocabulary) -> None:
    header = (
        *("序号", "类别", "项目名称", "主要内容", "绩效目标", "总投资（万元）"),
        *("完成时限", "牵头领导", "牵头单位", "责任单位", "配合单位", "备注"),
    )
    assert roles(vocabulary, header, ("1", *"甲乙丙丁戊己庚辛壬癸子")) == [
        *("seq", "level", "name", "target", "details", "investment"),
        *("deadline", "leader", "lead", "responsible", "cooperating", "remark"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        ("序  号", "项 目 名 称", "牵 头 单 位", "目 标 任 务"),
        ("序\n号", "项目\n名称", "牵头\n单位", "目标\n任务"),
        ("序\u3000号", "项目名称\n", "牵头单位：", "2024年目标任务（含市级下达）"),
        ("序号", "民生实事项目", "主办部门", "工作内容"),
    ],
)
def test_headers_as_typesetters_draw_them(vocabulary: Vocabulary, header: tuple[str, ...]) -> None:
    assert roles(vocabulary, header, ONE) == ["seq", "name", "lead", "target"]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("牵头单位", "责任单位"), ["lead", "responsible"]),
        (("责任单位", "牵头单位"), ["responsible", "lead"]),
        (("责任单位", "配合单位"), ["lead", "cooperating"]),
        (("责任部门",), ["lead"]),
        (("实施单位",), ["lead"]),
        (("牵头单位", "责任单位", "协办单位"), ["lead", "responsible", "cooperating"]),
        (("责任领导", "责任单位"), ["leader", "lead"]),
    ],
)
def test_a_lone_unit_column_leads(vocabulary: Vocabulary, columns: tuple[str, ...], expected: list[str]) -> None:
    rows = (("序号", "项目名称", "目标", *columns), ("1", "新建学校", "1所", *("区教委" for _ in columns)))
    assert roles(vocabulary, *rows)[3:] == expected


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (("目标任务",), ["target"]),
        (("具体支撑项目及绩效目标",), ["target"]),
        (("目标任务", "具体支撑项目及绩效目标"), ["target", "details"]),
        (("具体支撑项目及绩效目标", "目标任务"), ["details", "target"]),
        (("主要内容", "年度目标"), ["target", "details"]),
        (("工作内容", "绩效目标"), ["target", "details"]),
    ],
)
def test_what_is_target_and_what_is_details(
    vocabulary: Vocabulary, columns: tuple[str, ...], expected: list[str]
) -> None:
    rows = (("序号", "项目名称", "牵头单位", *columns), ("1", "新建学校", "区教委", *("1所" for _ in columns)))
    assert roles(vocabulary, *rows)[3:] == expected


TWO_ROWS = (
    (Box("序号", down=2), Box("项目名称", down=2), Box("2024年工作内容及资金计划", across=2), Box("牵头单位", down=2)),
    ("形象进度", "总投资（万元）"),
    ("1", "新建学校", "建成小学1所。", "500", "区教委"),
)


def test_a_header_of_two_rows(vocabulary: Vocabulary) -> None:
    assert span(vocabulary, *TWO_ROWS) == (1, 2)
    assert roles(vocabulary, *TWO_ROWS) == ["seq", "name", "target", "investment", "lead"]


def test_a_header_of_two_rows_keeps_the_words_of_both(vocabulary: Vocabulary) -> None:
    header = header_of(vocabulary, grid(*TWO_ROWS))
    assert header.words[4] == "2024年工作内容及资金计划 / 总投资（万元）"


def test_a_dumped_header_of_two_rows_is_read_as_the_drawn_one(vocabulary: Vocabulary) -> None:
    (dumped,) = stitched(
        vocabulary,
        dump(
            ("序号", "项目名称", "2024年工作内容及资金计划", "牵头单位"),
            ("", "", "形象进度", "总投资（万元）", ""),
            ("1", "新建学校", "建成小学1所。", "500", "区教委"),
        ),
    )
    header = header_of(vocabulary, dumped)
    assert header.last_row == 2
    assert header.roles == header_of(vocabulary, grid(*TWO_ROWS)).roles


def test_units_under_one_group_header(vocabulary: Vocabulary) -> None:
    rows = (
        (Box("序号", down=2), Box("项目名称", down=2), Box("目标任务", down=2), Box("责任分工", across=3)),
        ("牵头单位", "责任单位", "配合单位"),
        ("1", "新建学校", "1所", "区教委", "区财政局", "各镇街"),
    )
    assert roles(vocabulary, *rows)[3:] == ["lead", "responsible", "cooperating"]


@pytest.mark.parametrize(("above", "lead", "supporter"), [("责任单位", "牵头", "配合"), ("责任单位", "主办", "协办")])
def test_a_supporter_under_a_group_header_never_leads(
    vocabulary: Vocabulary, above: str, lead: str, supporter: str
) -> None:
    rows = (
        (Box("序号", down=2), Box("项目名称", down=2), Box("目标任务", down=2), Box(above, across=2)),
        (lead, supporter),
        ("1", "新建学校", "1所", "区教委", "区财政局"),
    )
    assert roles(vocabulary, *rows)[3:] == ["lead", "cooperating"]


def test_halves_of_a_target_stay_one_target(vocabulary: Vocabulary) -> None:
    rows = (
        (Box("序号", down=2), Box("项目名称", down=2), Box("年度目标", across=2), Box("责任单位", down=2)),
        ("上半年目标", "下半年目标"),
        ("1", "新建学校", "开工", "建成", "区教委"),
    )
    assert roles(vocabulary, *rows) == ["seq", "name", "target", "target", "lead"]


def test_a_header_of_three_rows(vocabulary: Vocabulary) -> None:
    rows = (
        (Box("序号", down=3), Box("项目名称", down=3), Box("任务分工", across=3)),
        (Box("目标任务", down=2), Box("责任分工", across=2)),
        ("牵头单位", "配合单位"),
        ("1", "新建学校", "1所", "区教委", "区财政局"),
    )
    assert span(vocabulary, *rows) == (1, 3)
    assert roles(vocabulary, *rows) == ["seq", "name", "target", "lead", "cooperating"]


@pytest.mark.parametrize(
    "above",
    [
        [(Box("渝北区2024年重点民生实事项目清单", across=4),)],
        [(Box("渝北区2024年重点民生实事项目清单", across=4),), (Box("单位：万元", across=4),)],
        [(Box("附件1", across=4),), (Box("民生实事目标任务", across=4),), (Box("填报单位：区教委", across=4),)],
        [("", "", "", "")],
    ],
)
def test_rows_above_the_header_are_passed_over(vocabulary: Vocabulary, above: list[Row]) -> None:
    assert span(vocabulary, *above, PLAN, ONE) == (len(above) + 1, len(above) + 1)


def test_a_header_far_down_is_no_header(vocabulary: Vocabulary) -> None:
    filler = [(str(n), "某事", "某局", "某量") for n in range(1, 9)]
    assert find_header(grid(*filler, PLAN, ONE), vocabulary.headers) is None


def test_a_first_row_of_work_is_no_sub_header(vocabulary: Vocabulary) -> None:
    assert span(vocabulary, PLAN, ("1", "落实目标任务", "区教委", "完成市级下达的目标任务。")) == (1, 1)


def test_a_first_row_of_work_below_wide_columns_is_no_sub_header(vocabulary: Vocabulary) -> None:
    wide = tuple(Box(text, across=2) for text in PLAN)
    work = tuple(Box(text, across=2) for text in ("1", "新建学校", "区教委", "完成市级下达的目标任务。"))
    parts = (Box("合计", across=3), Box("共1项", across=5))
    assert span(vocabulary, wide, work, parts) == (1, 1)


def test_a_section_below_the_header_is_no_sub_header(vocabulary: Vocabulary) -> None:
    assert span(vocabulary, PLAN, (Box("一、市级重点民生实事项目", across=4),), ONE) == (1, 1)


def test_a_form_that_is_all_header_keeps_its_header(vocabulary: Vocabulary) -> None:
    assert span(vocabulary, *TWO_ROWS[:2]) == (1, 2)


def test_an_unknown_column_keeps_its_words(vocabulary: Vocabulary) -> None:
    header = header_of(vocabulary, grid((*PLAN, "资金文号"), (*ONE, "区级财政")))
    assert 5 not in header.roles
    assert header.words[5] == "资金文号"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("总投资（万元）", "万元"),
        ("总投资\n(亿元)", "亿元"),
        ("计划投资（单位：元）", "元"),
        ("总投资", None),
    ],
)
def test_the_header_tells_the_measure_of_money(vocabulary: Vocabulary, text: str, measure: str | None) -> None:
    assert header_of(vocabulary, grid((*PLAN, text), (*ONE, "500"))).money_measure == measure


def test_money_in_another_column_measures_nothing(vocabulary: Vocabulary) -> None:
    assert header_of(vocabulary, grid((*PLAN, "备注（万元）"), (*ONE, ""))).money_measure is None


def test_columns_of_a_role_come_left_to_right(vocabulary: Vocabulary) -> None:
    header = header_of(vocabulary, grid(("目标任务", "序号", "项目名称", "工作内容", "绩效目标"), ("1",) * 5))
    assert header.columns(Role.TARGET) == [1, 4]
    assert header.columns(Role.LEAD) == []
    assert header.has(Role.LEAD, Role.SEQ)
    assert not header.has(Role.LEAD)


@pytest.mark.parametrize(
    "header",
    [
        PLAN,
        ("项目名称", "责任单位", "工作内容"),
        ("序号", "民生实事", "具体支撑项目及绩效目标"),
        ("项目", "目标", "完成时间"),
        ("序号", "项目名称", "目标任务", "推进落实情况", "存在的问题"),
    ],
)
def test_tables_of_tasks(vocabulary: Vocabulary, header: tuple[str, ...]) -> None:
    assert is_task_header(header_of(vocabulary, grid(header, ("1",) * len(header))))


@pytest.mark.parametrize(
    "header",
    [
        ("序号", "单位", "联系人", "联系电话", "备注"),
        ("序号", "项目", "预算金额", "资金来源", "备注"),
        ("序号", "项目名称", "总投资", "备注"),
        ("序号", "项目", "补助标准", "备注"),
        ("序号", "牵头单位", "责任领导", "联系电话"),
        ("目标任务", "完成时限"),
        ("项目名称", "目标任务"),
    ],
)
def test_tables_of_something_else(vocabulary: Vocabulary, header: tuple[str, ...]) -> None:
    assert not is_task_header(header_of(vocabulary, grid(header, ("1",) * len(header))))


def test_two_groups_side_by_side_never_swap_their_columns(vocabulary: Vocabulary) -> None:
    given_table = dump(
        ("序号", "项目名称", "目标任务及资金", "责任分工", "备注"),
        ("", "", "形象进度", "总投资", "牵头单位", "配合单位", ""),
        ("1", "新建学校", "建成小学1所。", "500", "区教委", "区财政局", "新增"),
    )
    (found,) = stitched(vocabulary, realign(given_table))
    header = header_of(vocabulary, found)
    expected = [Role.TARGET, Role.INVESTMENT, Role.LEAD, Role.COOPERATING, Role.REMARK]
    assert [header.roles.get(c) for c in range(3, 8)] == expected


@unhurried
@given(data=st.data())
def test_every_known_word_is_found_wherever_it_stands(vocabulary: Vocabulary, data: st.DataObject) -> None:
    exact = vocabulary.headers.exact
    unsettled = [role for role in exact if role not in (Role.RESPONSIBLE, Role.DETAILS, Role.PART_NAME)]
    chosen = data.draw(st.permutations(unsettled))[: data.draw(st.integers(3, 8))]
    found = find_header(grid([data.draw(st.sampled_from(exact[role])) for role in chosen], TWO), vocabulary.headers)
    assert found is not None
    assert [found.roles[c] for c in range(1, len(chosen) + 1)] == chosen


def test_a_row_below_a_merged_number_is_no_header_though_its_deadline_and_its_remark_are_header_words(
    vocabulary: Vocabulary,
) -> None:
    """The first piece after a page break: had it a header, it would be a table of its own, and its tasks lost."""
    found = grid(
        ("16", "平安社区建设", "区公安局", "新建智能安防小区69个。", "2024年底", ""),
        (Box("17", 2), Box("文体惠民服务行动", 2), Box("区文旅委", 2), "新增城市书房4个。", "2024年底", ""),
        ("新增健身步道14公里。", "2024年上半年", "市、区级民生实事存在交叉"),
    )
    assert looks_like_header([c.text for c in found.own(3)], vocabulary.headers)
    assert find_header(found, vocabulary.headers) is None
