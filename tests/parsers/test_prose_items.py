"""One numbered paragraph to a project with its tasks."""

from collections.abc import Callable

import pytest

from parsers.labels import Labels
from parsers.outline import Line, outline
from parsers.prose_items import Item, all_lines, bears_work, is_status, read_item, split_heading
from schemas.notice import Role, TaskRow
from schemas.reference import Vocabulary

Reader = Callable[..., Item]


@pytest.fixture(scope="module")
def item(vocabulary: Vocabulary) -> Reader:
    labels = Labels(vocabulary)

    def read(*texts: str, number: int = 1, names_leads: bool = True) -> Item:
        lines = [Line(no, text) for no, text in enumerate(texts, 1)]
        (group,) = outline(lines, lambda _: False, lambda *_: False)
        (node,) = group.nodes
        return read_item(node, labels, number, lambda no: no + 100, names_leads)

    return read


def only(read: Item) -> TaskRow:
    (task,) = read.project.tasks
    return task


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("实施老旧小区改造。新开工41个。", "实施老旧小区改造", "新开工41个。"),
        ("实施老旧小区改造：新开工41个。", "实施老旧小区改造", "新开工41个。"),
        ("实施老旧小区改造——新开工41个。", "实施老旧小区改造", "新开工41个。"),
        ("实施老旧小区改造　新开工41个。", "实施老旧小区改造", "新开工41个。"),
        ("新建幼儿园3所。", "新建幼儿园3所", ""),
        ("新建幼儿园3所", "新建幼儿园3所", ""),
        ("新建幼儿园3所，新增学位900个。", "新建幼儿园3所，新增学位900个", ""),
        (
            "新建幼儿园3所，新增学位900个。改建2所。",
            "新建幼儿园3所，新增学位900个",
            "新建幼儿园3所，新增学位900个。改建2所。",
        ),
        ("建设2.5公里步道。完成绿化。", "建设2.5公里步道", "完成绿化。"),
    ],
)
def test_a_paragraph_opens_with_its_name(text: str, name: str, words: str) -> None:
    assert split_heading(text) == (name, words)


class TestOneTask:
    def test_name_and_target_in_one_paragraph(self, item: Reader) -> None:
        read = item("1. 实施老旧小区改造。新开工41个。【牵头单位：区住房城乡建委；完成时限：2024年12月】")
        assert (read.project.name, read.project.seq, read.project.seq_text) == ("实施老旧小区改造", 1, "1")
        task = only(read)
        assert (task.target, task.lead, task.deadline) == ("新开工41个。", "区住房城乡建委", "2024年12月")
        assert (task.place.paragraph_no, task.place.table_no, task.place.page) == (1, None, 101)

    def test_one_sentence_is_name_and_target(self, item: Reader) -> None:
        read = item("（二）新建幼儿园3所。（责任单位：区教委）")
        assert (read.project.name, only(read).target, only(read).lead) == ("新建幼儿园3所", "新建幼儿园3所。", "区教委")

    def test_lines_below_are_the_target(self, item: Reader) -> None:
        task = only(item("1. 新建幼儿园", "新建3所。", "新增学位900个。", "责任单位：区教委"))
        assert (task.target, task.lead) == ("新建3所。\n新增学位900个。", "区教委")

    def test_labels_may_come_first(self, item: Reader) -> None:
        task = only(item("1. 新建幼儿园", "责任单位：区教委", "目标任务：新建3所，", "改建2所。", "完成时限：6月底"))
        assert (task.target, task.lead, task.deadline) == ("新建3所，改建2所。", "区教委", "6月底")

    def test_a_name_under_its_label(self, item: Reader) -> None:
        read = item("1. 项目名称：新建幼儿园", "建设内容：新建3所。", "总投资：500万元", "责任单位：区教委")
        assert (read.project.name, only(read).target, only(read).investment) == ("新建幼儿园", "新建3所。", "500万元")

    def test_target_and_details(self, item: Reader) -> None:
        task = only(item("1. 新建幼儿园", "目标任务：新建3所。", "绩效目标：学位900个。", "责任单位：区教委"))
        assert (task.target, task.details) == ("新建3所。", "学位900个。")

    def test_details_alone_are_the_target(self, item: Reader) -> None:
        task = only(item("1. 新建幼儿园", "绩效目标：学位900个。", "责任单位：区教委"))
        assert (task.target, task.details) == ("学位900个。", None)

    def test_level_and_remark_are_the_project_s(self, item: Reader) -> None:
        project = item("1. 新建幼儿园。新建3所。", "类别：市级", "备注：续建", "责任单位：区教委").project
        assert (project.level, project.remark) == ("市级", "续建")

    def test_numbered_words_without_units_are_its_target(self, item: Reader) -> None:
        task = only(item("1. 新建幼儿园（责任单位：区教委）", "（1）新建3所；", "（2）改建2所。"))
        assert (task.target, task.lead) == ("（1）新建3所；\n（2）改建2所。", "区教委")

    def test_one_bracket_at_the_end_is_of_all(self, item: Reader) -> None:
        read = item("1. 新建幼儿园", "（1）新建3所；", "（2）改建2所。（责任单位：区教委）")
        assert (only(read).target, only(read).lead) == ("（1）新建3所；\n（2）改建2所。", "区教委")
        assert [f.rule for f in read.findings] == ["units_for_all"]

    def test_a_task_that_names_nobody_misses_its_lead(self, item: Reader) -> None:
        assert only(item("1. 新建幼儿园3所。")).lead == ""
        assert only(item("1. 新建幼儿园3所。", names_leads=False)).lead is None


class TestParts:
    def test_numbered_paragraphs_with_units_are_parts(self, item: Reader) -> None:
        read = item("一、教育工程", "（一）新建3所。（责任单位：区教委）", "（二）修路2公里。（责任单位：区交通局）")
        assert [(t.part, t.target, t.lead, t.place.paragraph_no) for t in read.project.tasks] == [
            (1, "新建3所。", "区教委", 2),
            (2, "修路2公里。", "区交通局", 3),
        ]
        assert read.project.name == "教育工程"

    def test_what_the_project_says_holds_for_its_parts(self, item: Reader) -> None:
        read = item(
            "一、教育工程（牵头单位：区教委；完成时限：6月底）",
            "（一）新建3所。（责任单位：区财政局）",
            "（二）改建2所。（牵头单位：区住房城乡建委；完成时限：9月底）",
            "（三）培训9人。",
        )
        assert [(t.lead, t.responsible, t.deadline) for t in read.project.tasks] == [
            ("区教委", "区财政局", "6月底"),
            ("区住房城乡建委", None, "9月底"),
            ("区教委", None, "6月底"),
        ]

    def test_a_part_has_its_lines_and_what_is_numbered_below(self, item: Reader) -> None:
        read = item(
            "一、教育工程",
            "（一）新建3所。",
            "1. 甲幼儿园；",
            "2. 乙幼儿园。",
            "责任单位：区教委",
            "（二）改建2所。（责任单位：区教委）",
        )
        assert [t.target for t in read.project.tasks] == ["新建3所。\n1.甲幼儿园；\n2.乙幼儿园。", "改建2所。"]

    def test_several_brackets_in_one_paragraph_end_parts(self, item: Reader) -> None:
        read = item("1. 宜居工程。新开工41个（责任单位：区住房城乡建委）；加装电梯30台（责任单位：区市场监管局）。")
        assert read.project.name == "宜居工程"
        assert [(t.part, t.target, t.lead) for t in read.project.tasks] == [
            (1, "新开工41个", "区住房城乡建委"),
            (2, "加装电梯30台。", "区市场监管局"),
        ]

    def test_several_brackets_in_a_numbered_paragraph_end_parts_too(self, item: Reader) -> None:
        read = item(
            "1. 宜居工程",
            "（1）新开工41个（责任单位：区住房城乡建委）；加装电梯30台（责任单位：区市场监管局）。",
            "（2）修路2公里。（责任单位：区交通局）",
        )
        assert [(t.part, t.lead) for t in read.project.tasks] == [
            (1, "区住房城乡建委"),
            (2, "区市场监管局"),
            (3, "区交通局"),
        ]


class TestWhatIsTold:
    def test_every_paragraph_says_what_it_gives(self, item: Reader) -> None:
        told = item("1. 新建幼儿园", "新建3所。", "责任单位：区教委", "完成时限：6月底", number=7).told
        assert {no: (t.project, t.part, t.fields) for no, t in told.items()} == {
            1: (7, 1, (Role.NAME,)),
            2: (7, 1, (Role.TARGET,)),
            3: (7, 1, (Role.RESPONSIBLE,)),
            4: (7, 1, (Role.DEADLINE,)),
        }

    def test_parts_are_told_apart(self, item: Reader) -> None:
        told = item("一、教育工程", "（一）新建3所。（责任单位：甲局）", "（二）改建2所。（责任单位：乙局）").told
        assert {no: t.part for no, t in told.items()} == {1: 1, 2: 1, 3: 2}
        assert told[3].fields == (Role.TARGET, Role.RESPONSIBLE)

    def test_one_paragraph_gives_all(self, item: Reader) -> None:
        told = item("1. 新建幼儿园3所。（责任单位：区教委）").told
        assert set(told[1].fields) == {Role.NAME, Role.TARGET, Role.RESPONSIBLE}

    def test_a_label_nobody_knows_is_said(self, item: Reader) -> None:
        (finding,) = item("1. 新建幼儿园3所。（责任单位：区教委；监督渠道：网上）").findings
        assert (finding.rule, finding.paragraph_no, finding.page) == ("unread_label", 1, 101)
        assert "监督渠道" in finding.message


@pytest.mark.parametrize(
    ("text", "status"),
    [("全面完成", True), ("已完成", True), ("建成6个。", False), ("主体工程全部完工，正在装修。", False)],
)
def test_a_state_is_a_word_or_two(text: str, status: bool) -> None:
    assert is_status(text) is status


@pytest.mark.parametrize(
    ("text", "bears"),
    [
        ("1. 新建3所。（责任单位：区教委）", True),
        ("1. 新建3所。（完成时限：6月底）", True),
        ("1. 目标任务：新建3所。", True),
        ("1. 新建3所。", False),
        ("1. 新建3所。（联系电话：123）", False),
    ],
)
def test_what_bears_work(vocabulary: Vocabulary, text: str, bears: bool) -> None:
    (group,) = outline([Line(1, text)], lambda _: False, lambda *_: False)
    assert bears_work(group.nodes[0], Labels(vocabulary)) is bears
    assert len(all_lines(group.nodes)) == 1
