"""Which numbered paragraphs are lists of projects: headings, sections, duties."""

import pytest

from parsers.labels import Labels
from parsers.outline import Group, Line, outline
from parsers.prose_lists import Lists, TaskList, trimmed
from schemas.reference import Vocabulary

A = "1. 新建学校3所。（责任单位：区教委）"
B = "2. 改造小区9个。（责任单位：区住房城乡建委）"


@pytest.fixture(scope="module")
def labels(vocabulary: Vocabulary) -> Labels:
    return Labels(vocabulary)


@pytest.fixture(scope="module")
def lists(vocabulary: Vocabulary, labels: Labels) -> Lists:
    return Lists(labels, vocabulary, "渝北区人民政府")


def groups(lists: Lists, *texts: str) -> list[Group]:
    return outline([Line(no, text) for no, text in enumerate(texts, 1)], lists.is_end, lists.is_heading)


def found(lists: Lists, *texts: str, split: bool = False, without_units: bool = False) -> list[TaskList]:
    return lists.of(groups(lists, *texts), open_headings_are_sections=split, without_units=without_units)


def names(each: TaskList) -> list[str]:
    return [node.heading[:4] for node in each.nodes]


def sections(given: list[TaskList]) -> list[str | None]:
    return [each.section.text if each.section else None for each in given]


@pytest.mark.parametrize(
    "heading",
    [
        "市级民生实事（3项）",
        "区级民生实事",
        "区级项目",
        "人大票决项目（10件）",
        "教育类",
        "就业创业方面",
        "教育类（3项）",
        "民生实事项目",
        "承接市级民生实事13件",
        "重点项目（共12项）",
    ],
)
def test_headings_of_sections(lists: Lists, heading: str) -> None:
    assert lists.is_section_heading(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "教育提质工程",
        "新建区级公办幼儿园",
        "改造3个项目",
        "老旧小区改造（41个）",
        "实施农村公路改造60公里",
        "教育类项目全部建成。",
        "加大力度改善基础教育办学条件" * 4,
    ],
)
def test_headings_of_projects(lists: Lists, heading: str) -> None:
    assert not lists.is_section_heading(heading)


@pytest.mark.parametrize(
    "heading", ["保障措施", "工作要求", "有关要求", "总体要求", "组织领导及保障措施", "下一步工作打算"]
)
def test_headings_of_something_else(lists: Lists, heading: str) -> None:
    assert lists.is_aside(heading)


@pytest.mark.parametrize(
    "heading", ["社会保障类", "住房保障工程", "目标任务", "基层组织活动场所建设", "医疗保障服务提升"]
)
def test_headings_that_only_sound_like_it(lists: Lists, heading: str) -> None:
    assert not lists.is_aside(heading)


@pytest.mark.parametrize(
    "text", ["加强组织领导。", "切实加强领导", "进一步压实责任，", "强化督查考核。", "全面加强宣传引导"]
)
def test_duties(lists: Lists, text: str) -> None:
    assert lists.opens_as_duty(text)


@pytest.mark.parametrize(
    "text", ["加强食品安全监督抽检。", "加强养老服务", "强化校园安防设施建设", "完善公交线网", "健全社区食堂"]
)
def test_projects_that_open_as_duties_do(lists: Lists, text: str) -> None:
    assert not lists.opens_as_duty(text)


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("一、市级民生实事（3项）", 3),
        ("二、办好十件民生实事", 10),
        ("（一）重点项目（共12项）", 12),
        ("一、教育类", None),
        ("二、改造3个项目", None),
        ("第一部分 区级民生实事18项", 18),
    ],
)
def test_counts_of_headings(lists: Lists, heading: str, count: int | None) -> None:
    assert lists.count_in(heading) == count


@pytest.mark.parametrize(
    "text",
    ["附件2", "2024年3月1日", "渝北区人民政府", "特此通知。", "联系人：张三", "（2024年3月1日）", "抄送：区委办"],
)
def test_what_ends_a_list(lists: Lists, text: str) -> None:
    assert lists.is_end(text)


@pytest.mark.parametrize("text", ["附件：清单", "2024年3月1日前完成", "渝北区人民政府牵头", "新建学校"])
def test_what_does_not(lists: Lists, text: str) -> None:
    assert not lists.is_end(text)


class TestLists:
    def test_paragraphs_side_by_side(self, lists: Lists) -> None:
        (each,) = found(lists, "2024年民生实事清单", A, B)
        assert names(each) == ["新建学校", "改造小区"]
        assert [line.text for line in each.heads] == ["2024年民生实事清单"]
        assert (each.section, each.first_line) == (None, 2)

    def test_numbered_sections(self, lists: Lists) -> None:
        given = found(lists, "一、市级民生实事（1项）", A, "二、区级民生实事（1项）", A.replace("学校", "公园"))
        assert sections(given) == ["一、市级民生实事（1项）", "二、区级民生实事（1项）"]
        assert [each.first_line for each in given] == [1, 3]

    def test_sections_without_a_number(self, lists: Lists) -> None:
        given = found(lists, "2024年民生实事清单", "教育类", A, "住房类", B)
        assert sections(given) == ["教育类", "住房类"]
        assert [[h.text for h in each.heads] for each in given] == [["2024年民生实事清单"], []]

    def test_names_of_annexes_are_no_sections(self, lists: Lists) -> None:
        given = found(lists, "附件1", "2024年市级民生实事清单", A, "附件2", "2024年区级民生实事分解", A)
        assert sections(given) == [None, None]

    def test_an_only_container_is_no_section(self, lists: Lists) -> None:
        given = found(lists, "一、总体要求", "（一）指导思想。坚持。", "二、重点任务", A, B, "三、工作要求", A)
        assert sections(given) == [None]

    def test_open_headings_go_either_way(self, lists: Lists) -> None:
        texts = ("一、教育工程", A, B, "二、安居工程", A)
        assert [names(each) for each in found(lists, *texts)] == [["教育工程", "安居工程"]]
        assert sections(found(lists, *texts, split=True)) == ["一、教育工程", "二、安居工程"]

    def test_a_heading_with_units_is_never_a_section(self, lists: Lists) -> None:
        (each,) = found(lists, "一、市级民生实事（责任单位：区教委）", A, B, split=True)
        assert len(each.nodes) == 1


class TestDuties:
    def test_under_a_heading_of_their_own(self, lists: Lists) -> None:
        (each,) = found(lists, A, B, "保障措施", "1. 定期会商。（责任单位：各部门）")
        assert len(each.nodes) == 2

    def test_known_by_what_most_of_them_say(self, lists: Lists) -> None:
        texts = ("二、切实抓好落实", "（一）加强领导。（责任单位：各部门）", "（二）强化督查。（责任单位：区政府办）")
        assert found(lists, *texts) == []

    def test_at_the_end_of_the_list(self, lists: Lists) -> None:
        (each,) = found(lists, A, B, "3. 加强组织领导。成立专班。（责任单位：各部门）")
        assert len(each.nodes) == 2

    def test_one_among_projects_is_a_project(self, lists: Lists) -> None:
        (each,) = found(lists, A, "2. 加强管理。完善设施3处。（责任单位：区城管局）", B.replace("2.", "3."))
        assert len(each.nodes) == 3

    def test_points_of_a_letter_without_units(self, lists: Lists) -> None:
        (each,) = found(lists, "一、充分认识。", "二、认真组织。", "附件", "2024年民生实事清单", A, B)
        assert len(each.nodes) == 2

    def test_one_unit_among_points_makes_no_list(self, lists: Lists) -> None:
        assert found(lists, "1. 甲。", "2. 乙。（责任单位：各部门）", "3. 丙。", "4. 丁。（责任单位：区委）") == []

    def test_without_units_all_count(self, lists: Lists) -> None:
        (each,) = found(lists, "1. 甲小学；", "2. 乙小学；", "3. 丙小学。", without_units=True)
        assert len(each.nodes) == 3


class TestLinesBelow:
    def test_a_category_begins_where_a_project_is_complete(self, lists: Lists) -> None:
        assert len(groups(lists, A, "安居惠民", B)) == 2

    def test_words_of_a_project_do_not(self, lists: Lists) -> None:
        assert len(groups(lists, "1. 新建学校（责任单位：区教委）", "新建学校3所", "2. 改造小区（责任单位：甲）")) == 1

    def test_what_stands_below_the_last_goes_on_with_the_letter(self, lists: Lists, labels: Labels) -> None:
        (group,) = groups(lists, A, B, "以上项目由区政府督查室督办。")
        assert [len(n.lines) for n in trimmed(group, labels).nodes] == [1, 1]

    def test_unless_the_others_have_such_lines_too(self, lists: Lists, labels: Labels) -> None:
        (group,) = groups(lists, "1. 甲（责任单位：区教委）", "建成3所。", "2. 乙（责任单位：区教委）", "建成9所。")
        assert [len(n.lines) for n in trimmed(group, labels).nodes] == [2, 2]
