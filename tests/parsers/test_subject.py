"""Whether a table is one of tasks, by what the document is about."""

import pytest

from parsers.errors import UnreadableFileError
from schemas.document import Block
from schemas.notice import Disposition
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, Row, names, read, table

CONTENT = ("序号", "项目名称", "建设内容", "责任单位", "完成时限")
WORK = ("1", "标准厂房", "新建厂房8万平方米。", "区教委", "2024年6月")
ABOUT = "关于印发2024年重点建设项目清单的通知"


def why(vocabulary: Vocabulary, *blocks: str | Block) -> str:
    """The refusal of a document; empty if it is read."""
    try:
        read(vocabulary, *blocks)
    except UnreadableFileError as refusal:
        return str(refusal)
    return ""


@pytest.mark.parametrize(
    "before",
    [
        (TITLE,),
        ("2024年民生实事项目清单",),
        ("关于印发有关清单的通知", "各镇人民政府：", "经研究，确定今年为民办实事项目如下，请抓好落实，确保完成。"),
        ("2024年度目标任务分解表",),
    ],
)
def test_a_table_of_tasks_is_read(vocabulary: Vocabulary, before: tuple[str, ...]) -> None:
    assert why(vocabulary, *before, table(CONTENT, WORK)) == ""


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ((ABOUT,), "“重点建设项目”"),
        ((ABOUT, "各镇：", "各单位要统筹推进重点项目和民生实事，确保各项工作落到实处、取得实效。"), "“重点建设项目”"),
        (("2024年政府采购意向",), "“采购”"),
        (("2024年政府工作报告目标任务分解表",), "“政府工作报告”"),
    ],
)
def test_another_subject_is_named(vocabulary: Vocabulary, before: tuple[str, ...], words: str) -> None:
    assert words in why(vocabulary, *before, table(CONTENT, WORK))


def test_a_title_of_livelihood_speaks_for_its_tables_with_units(vocabulary: Vocabulary) -> None:
    assert why(vocabulary, TITLE, "附件", "重点项目任务分解", table(CONTENT, WORK)) == ""


def test_a_section_or_a_header_may_name_it(vocabulary: Vocabulary) -> None:
    header = ("序号", "民生实事项目", "建设内容", "责任单位")
    assert why(vocabulary, table(header, WORK[:4])) == ""
    assert why(vocabulary, table(("2024年民生实事",), ("序号",))) != ""


@pytest.mark.parametrize(
    ("header", "is_read"),
    [
        (("序号", "项目名称", "建设内容", "责任单位", "完成时限"), True),
        (("序号", "项目名称", "建设内容", "牵头单位", "备注"), True),
        (("序号", "项目名称", "建设内容", "责任单位", "备注"), False),
        (("序号", "项目名称", "建设内容", "总投资", "备注"), False),
        (("序号", "项目名称", "建设内容", "责任单位", "单价"), False),
    ],
)
def test_without_any_name_it_must_say_who_what_when(
    vocabulary: Vocabulary, header: tuple[str, ...], is_read: bool
) -> None:
    row = ("1", "厂房", "新建厂房。", "区教委", "2024年6月")
    assert (why(vocabulary, "项目一览", table(header, row)) == "") is is_read


@pytest.mark.parametrize(
    ("more", "is_read"),
    [
        (("分值",), True),
        (("分值", "评分标准"), False),
        (("综合单价", "工程量"), False),
        (("联系电话",), True),
    ],
)
def test_columns_of_other_lists(vocabulary: Vocabulary, more: tuple[str, ...], is_read: bool) -> None:
    given = table((*CONTENT, *more), (*WORK, *("1" for _ in more)))
    refusal = why(vocabulary, TITLE, given)
    assert (refusal == "") is is_read
    assert is_read or f"“{more[0]}”" in refusal


def test_a_column_of_other_lists_and_no_unit(vocabulary: Vocabulary) -> None:
    header = ("序号", "项目名称", "建设内容", "数量")
    assert "“数量”" in why(vocabulary, TITLE, table(header, ("1", "路灯", "新装路灯", "800")))


class TestBesideAnotherTable:
    PLAN_TABLE = table(PLAN, ONE)
    MONEY = ("序号", "项目名称", "建设内容", "总投资（万元）")

    @pytest.mark.parametrize(
        ("header", "row", "is_read"),
        [
            (MONEY, ("1", ONE[1], "3所", "500"), False),
            (MONEY, ("1", "另一项目", "3所", "500"), True),
            (("序号", "实事项目", "责任单位", "联系人"), ("1", ONE[1], "区教委", "张三"), False),
            (("序号", "民生实事", "责任单位"), ("1", "新增停车位500个", "区城市管理局"), True),
        ],
    )
    def test_what_lists_the_projects_again_gives_no_task(
        self, vocabulary: Vocabulary, header: Row, row: Row, is_read: bool
    ) -> None:
        notice = read(vocabulary, TITLE, self.PLAN_TABLE, "附件2", table(header, row))
        assert (len(names(notice.projects)) == 2) is is_read
        fates = {c.disposition for c in notice.cells if c.table_no == 2}
        assert (fates == {Disposition.NOTE}) is not is_read

    def test_a_blank_form_says_nothing_better(self, vocabulary: Vocabulary) -> None:
        form = table(("序号", "项目名称", "目标任务", "推进情况"), ("", "", "", ""))
        joint = table(("序号", "民生实事", "责任单位"), ("1", "新增停车位500个", "区城市管理局"))
        assert names(read(vocabulary, TITLE, joint, "附件2", form).projects) == ["新增停车位500个"]

    def test_a_budget_is_named(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, self.PLAN_TABLE, "资金预算表", table(self.MONEY, ("1", "别的", "3所", "5")))
        assert any("“预算”" in f.message for f in notice.findings)


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("某区2024年民生实事候选项目", "候选项目"),
        ("关于公开征集2025年民生实事项目建议的公告", "公开征集"),
        ("某区2024年民生实事群众满意度测评表", "满意度测评"),
    ],
)
def test_ballots_calls_and_polls_set_no_task(vocabulary: Vocabulary, title: str, word: str) -> None:
    assert f"it is about “{word}”" in why(vocabulary, title, table(CONTENT, WORK))


def test_a_table_set_side_by_side_with_itself_is_not_guessed_at(vocabulary: Vocabulary) -> None:
    twice = ("项目名称", "目标任务", "牵头单位")
    row: Row = ("社区食堂", "5处", "区民政局", "新增绿化", "20万平方米", "区城市管理局")
    assert "stands in it twice" in why(vocabulary, TITLE, table((*twice, *twice), row))
    assert why(vocabulary, TITLE, table(("序号", *twice), ("1", *row[:3]))) == ""
