"""Rows to projects and tasks, with what became of every cell."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.headers import find_header
from parsers.items import TableReading, read_items
from parsers.projects import ASIDE
from schemas.document import Table
from schemas.notice import Disposition, Role
from schemas.reference import Vocabulary
from tests.parsers import build
from tests.parsers.build import (
    ONE,
    PLAN,
    THREE,
    TWO,
    Box,
    Row,
    dump,
    fate_of,
    grid,
    header_of,
    names,
    read_table,
    stitched,
    table,
    tasks,
    unhurried,
)

MONEY = (*PLAN, "总投资（万元）")


def read(vocabulary: Vocabulary, *rows: Row) -> TableReading:
    return read_table(vocabulary, table(*rows))


def values(reading: TableReading, role: Role) -> list[str | None]:
    return [getattr(task, role.value) for task in tasks(reading.projects)]


class TestProjects:
    def test_each_numbered_row_is_a_project(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ONE, TWO)
        assert [(p.seq, p.seq_text, p.name) for p in reading.projects] == [
            (1, "1", "新建幼儿园"),
            (2, "2", "改造老旧小区"),
        ]

    def test_a_row_is_read_cell_by_cell(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "牵头领导", "牵头单位", "责任单位", "配合单位", "目标", "绩效目标", "完成时限")
        row = ("1", "新建学校", "张三", "区教委", "龙山街道", "区财政局", "1所", "新增学位500个", "2024.12")
        (task,) = tasks(read(vocabulary, header, row).projects)
        assert (task.leader, task.lead, task.responsible, task.cooperating) == (
            "张三",
            "区教委",
            "龙山街道",
            "区财政局",
        )
        assert (task.target, task.details, task.deadline) == ("1所", "新增学位500个", "2024.12")

    def test_level_and_remark_belong_to_the_project(self, vocabulary: Vocabulary) -> None:
        (project,) = read(vocabulary, (*PLAN, "类型", "备注"), (*ONE, "市级", "续建")).projects
        assert (project.level, project.remark) == ("市级", "续建")

    def test_a_missing_column_is_none_and_a_blank_cell_is_empty(self, vocabulary: Vocabulary) -> None:
        (task,) = tasks(read(vocabulary, PLAN, ("1", "新建学校", "", "1所")).projects)
        assert (task.lead, task.cooperating) == ("", None)

    @pytest.mark.parametrize(("text", "seq"), [("1、", 1), ("（一）", 1), ("①", 1), ("01", 1), ("１", 1), ("★", None)])
    def test_the_number_is_kept_as_written_beside_its_value(
        self, vocabulary: Vocabulary, text: str, seq: int | None
    ) -> None:
        (project,) = read(vocabulary, PLAN, (text, *ONE[1:])).projects
        assert (project.seq_text, project.seq) == (text, seq)

    def test_a_table_without_numbers_has_projects_without_them(self, vocabulary: Vocabulary) -> None:
        (project,) = read(vocabulary, ("项目名称", "责任单位", "目标"), ("新建学校", "区教委", "1所")).projects
        assert (project.seq, project.name) == (None, "新建学校")

    def test_paragraphs_of_a_cell_are_kept(self, vocabulary: Vocabulary) -> None:
        assert values(read(vocabulary, PLAN, ("1", "新建学校", "区教委", "一是\n二是")), Role.TARGET) == ["一是\n二是"]

    def test_a_project_knows_its_place(self, vocabulary: Vocabulary) -> None:
        place = tasks(read(vocabulary, PLAN, ONE, TWO).projects)[1].place
        assert (place.table_no, place.row_no) == (1, 3)


class TestParts:
    PARTS: tuple[Row, ...] = (
        PLAN,
        (Box("1", down=3), Box("学有优教", down=3), "区教委", "新建小学。"),
        ("区住房城乡建委", "改造中学。"),
        ("区人力社保局", "新建职校。"),
        TWO,
    )

    def test_rows_under_a_merged_project_are_its_parts(self, vocabulary: Vocabulary) -> None:
        first, second = read(vocabulary, *self.PARTS).projects
        assert [(t.part, t.lead, t.target) for t in first.tasks] == [
            (1, "区教委", "新建小学。"),
            (2, "区住房城乡建委", "改造中学。"),
            (3, "区人力社保局", "新建职校。"),
        ]
        assert [t.part for t in second.tasks] == [1]

    def test_a_lead_merged_over_the_parts_holds_for_each(self, vocabulary: Vocabulary) -> None:
        rows = (PLAN, (Box("1", down=2), Box("学有优教", down=2), Box("区教委", down=2), "甲"), ("乙",))
        assert values(read(vocabulary, *rows), Role.LEAD) == ["区教委", "区教委"]

    def test_a_deadline_merged_over_the_parts_holds_for_each(self, vocabulary: Vocabulary) -> None:
        rows = (
            (*PLAN, "完成时限"),
            (Box("1", down=2), Box("学有优教", down=2), "区教委", "甲", Box("2024.6", down=2)),
            ("区财政局", "乙"),
        )
        assert values(read(vocabulary, *rows), Role.DEADLINE) == ["2024.6", "2024.6"]

    def test_a_blank_deadline_of_a_part_is_blank(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "完成时限"), (*ONE, "2024.6"), ("", "", "区财政局", "乙", ""))
        assert values(read(vocabulary, *rows), Role.DEADLINE) == ["2024.6", ""]

    def test_a_blank_deadline_in_a_dump_may_be_a_merge(self, vocabulary: Vocabulary) -> None:
        given_table = dump((*PLAN, "完成时限"), (*ONE, "2024.6"), ("", "", "区财政局", "乙", ""))
        assert values(read_table(vocabulary, given_table), Role.DEADLINE) == ["2024.6", "2024.6"]

    def test_a_part_that_names_no_unit_is_the_projects_units(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "牵头单位", "责任单位", "目标")
        rows = (header, ("1", "学有优教", "区教委", "各镇街", "甲"), ("", "", "", "", "乙"))
        reading = read(vocabulary, *rows)
        assert values(reading, Role.LEAD) == ["区教委", "区教委"]
        assert values(reading, Role.RESPONSIBLE) == ["各镇街", "各镇街"]

    def test_a_part_that_names_its_units_has_named_them_all(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "牵头单位", "责任单位", "目标")
        rows = (header, ("1", "学有优教", "区教委", "各镇街", "甲"), ("", "", "区财政局", "", "乙"))
        assert values(read(vocabulary, *rows), Role.RESPONSIBLE) == ["各镇街", ""]

    def test_every_part_has_a_lead(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "牵头单位", "责任单位", "目标")
        rows = (header, ("1", "学有优教", "区教委", "各镇街", "甲"), ("", "", "", "区财政局", "乙"))
        assert values(read(vocabulary, *rows), Role.LEAD) == ["区教委", "区教委"]

    def test_a_row_of_units_alone_adds_them_to_the_task_above(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ONE, ("", "", "区财政局", ""), TWO)
        assert values(reading, Role.LEAD) == ["区教委\n区财政局", "区住房城乡建委"]
        assert fate_of(reading, "区财政局") is Disposition.FIELD

    def test_a_row_of_a_remark_alone_adds_it_to_the_project(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "备注"), (*ONE, "续建"), ("", "", "", "", "人大票决"))
        assert read(vocabulary, *rows).projects[0].remark == "续建\n人大票决"

    def test_a_remark_beside_a_part_is_not_lost(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "备注"), (*ONE, "续建"), ("", "", "区财政局", "落实资金。", "人大票决"))
        (project,) = read(vocabulary, *rows).projects
        assert len(project.tasks) == 2
        assert project.remark == "续建\n人大票决"

    def test_a_contact_in_a_row_of_its_own_breaks_nothing(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "联系人及电话"), (*ONE, "张三 67820064"), ("", "", "", "", "李四 67820065"), (*TWO, ""))
        reading = read(vocabulary, *rows)
        assert names(reading.projects) == [ONE[1], TWO[1]]
        assert fate_of(reading, "李四 67820065") is Disposition.FIELD

    def test_a_target_merged_over_two_deadlines_holds_for_both(self, vocabulary: Vocabulary) -> None:
        rows = (
            (*PLAN, "完成时限"),
            (Box("1", down=2), Box("学有优教", down=2), "区教委", Box("新建2所。", down=2), "2024.6"),
            ("区财政局", "2024.12"),
        )
        reading = read(vocabulary, *rows)
        assert values(reading, Role.TARGET) == ["新建2所。", "新建2所。"]
        assert values(reading, Role.DEADLINE) == ["2024.6", "2024.12"]


class TestMerges:
    def test_a_lead_merged_over_projects_holds_for_each(self, vocabulary: Vocabulary) -> None:
        rows = (PLAN, ("1", "甲", Box("区教委", down=2), "子"), ("2", "乙", "丑"), ("3", "丙", "区财政局", "寅"))
        assert values(read(vocabulary, *rows), Role.LEAD) == ["区教委", "区教委", "区财政局"]

    def test_a_level_merged_over_projects_holds_for_each(self, vocabulary: Vocabulary) -> None:
        rows = (("类型", *PLAN), (Box("市级", down=2), *ONE), TWO, ("区级", *THREE))
        assert [p.level for p in read(vocabulary, *rows).projects] == ["市级", "市级", "区级"]

    def test_a_name_merged_over_numbered_rows_holds_for_each(self, vocabulary: Vocabulary) -> None:
        rows = (PLAN, ("1", Box("学有优教", down=2), "区教委", "甲"), ("2", "区财政局", "乙"))
        assert names(read(vocabulary, *rows).projects) == ["学有优教", "学有优教"]

    def test_a_blank_lead_of_a_known_table_is_blank(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ONE, ("2", "乙", "", "丑"))
        assert values(reading, Role.LEAD) == ["区教委", ""]
        assert reading.findings == []

    def test_a_blank_lead_of_a_dump_is_taken_from_above_and_said(self, vocabulary: Vocabulary) -> None:
        reading = read_table(vocabulary, dump(PLAN, ONE, ("2", "乙", "", "丑"), ("3", "丙", "", "寅")))
        assert values(reading, Role.LEAD) == ["区教委"] * 3
        (finding,) = reading.findings
        assert (finding.rule, finding.row_no) == ("taken_from_above", 3)
        assert "2 rows" in finding.message
        assert "牵头单位" in finding.message

    def test_nothing_is_taken_from_another_section(self, vocabulary: Vocabulary) -> None:
        reading = read_table(vocabulary, dump(PLAN, ONE, ("二、区级民生实事",), ("2", "乙", "", "丑")))
        assert values(reading, Role.LEAD) == ["区教委", ""]

    def test_a_target_is_never_taken_from_another_project(self, vocabulary: Vocabulary) -> None:
        reading = read_table(vocabulary, dump(PLAN, ONE, ("2", "乙", "区财政局", "")))
        assert values(reading, Role.TARGET) == [ONE[3], ""]

    def test_a_merged_cell_points_at_the_first_task_it_holds_for(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ("1", "甲", Box("区教委", down=2), "子"), ("2", "乙", "丑"))
        (cell,) = (c for c in reading.cells if c.text == "区教委")
        assert (cell.field, cell.project, cell.part, cell.row_span) == (Role.LEAD, 1, 1, 2)


class TestMoney:
    def test_money_of_each_task(self, vocabulary: Vocabulary) -> None:
        assert values(read(vocabulary, MONEY, (*ONE, "500"), (*TWO, "")), Role.INVESTMENT) == ["500", ""]

    def test_money_merged_over_the_parts_counts_once(self, vocabulary: Vocabulary) -> None:
        rows = (MONEY, (Box("1", down=2), Box("甲", down=2), "区教委", "子", Box("500", down=2)), ("区财政局", "丑"))
        assert values(read(vocabulary, *rows), Role.INVESTMENT) == ["500", ""]

    def test_money_merged_over_projects_counts_once(self, vocabulary: Vocabulary) -> None:
        rows = (MONEY, (*ONE, Box("500", down=2)), TWO, (*THREE, "300"))
        assert values(read(vocabulary, *rows), Role.INVESTMENT) == ["500", "", "300"]

    def test_money_spent_that_is_merged_counts_once(self, vocabulary: Vocabulary) -> None:
        header = (*PLAN, "累计完成投资（万元）")
        rows = (header, (Box("1", down=2), Box("甲", down=2), "区教委", "子", Box("500", down=2)), ("区财政局", "丑"))
        assert values(read(vocabulary, *rows), Role.INVESTED) == ["500", ""]

    def test_money_of_a_dump_is_never_taken_from_above(self, vocabulary: Vocabulary) -> None:
        given_table = dump(MONEY, (*ONE, "500"), ("", "", "区财政局", "丑", ""))
        assert values(read_table(vocabulary, given_table), Role.INVESTMENT) == ["500", ""]

    def test_sums_are_kept_with_what_they_sum_up(self, vocabulary: Vocabulary) -> None:
        rows = (
            MONEY,
            (Box("合  计", across=4), "800"),
            (Box("一、市级民生实事", across=4), "500"),
            (*ONE, "500"),
            (Box("二、区级民生实事", across=4), "300"),
            (*TWO, "300"),
        )
        sums = read(vocabulary, *rows).sums
        assert [(s.text, s.section, s.section_no, s.place.row_no) for s in sums] == [
            ("800", None, None, 2),
            ("500", "一、市级民生实事", 1, 3),
            ("300", "二、区级民生实事", 2, 5),
        ]

    def test_a_total_is_no_task(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, MONEY, (*ONE, "500"), (Box("合计", across=4), "500"))
        assert values(reading, Role.INVESTMENT) == ["500"]
        assert fate_of(reading, "合计") is Disposition.TOTAL

    def test_a_total_without_money_says_nothing(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, MONEY, (*ONE, "500"), (Box("合计", across=4), "")).sums == []


class TestSections:
    ROWS: tuple[Row, ...] = (
        PLAN,
        (Box("一、市级民生实事（1件）", across=4),),
        ONE,
        (Box("二、区级民生实事\n（2件）", across=4),),
        TWO,
        THREE,
    )

    def test_projects_know_their_section(self, vocabulary: Vocabulary) -> None:
        assert [(p.section, p.section_no) for p in read(vocabulary, *self.ROWS).projects] == [
            ("一、市级民生实事（1件）", 1),
            ("二、区级民生实事（2件）", 2),
            ("二、区级民生实事（2件）", 2),
        ]

    def test_projects_above_any_section_have_none(self, vocabulary: Vocabulary) -> None:
        assert [(p.section, p.section_no) for p in read(vocabulary, PLAN, ONE).projects] == [(None, 0)]

    def test_sections_announce_their_counts(self, vocabulary: Vocabulary) -> None:
        announced = read(vocabulary, *self.ROWS).announced
        assert [(a.count, a.scope, a.section_no) for a in announced] == [(1, "municipal", 1), (2, "district", 2)]

    def test_a_section_with_a_number_of_its_own_keeps_it(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ("一", Box("就业社保", across=3)), ONE)
        assert reading.projects[0].section == "一 就业社保"
        assert fate_of(reading, "就业社保") is Disposition.SECTION


class TestFates:
    def test_every_kind_of_row(self, vocabulary: Vocabulary) -> None:
        rows = (
            (Box("渝北区民生实事清单", across=4),),
            PLAN,
            (Box("合计：1项", across=4),),
            (Box("一、市级民生实事", across=4),),
            ("1", "新建学校", "", "1所"),
            (Box("注：以市级下达为准。", across=4),),
        )
        reading = read(vocabulary, *rows)
        assert fate_of(reading, "渝北区民生实事清单") is Disposition.NOTE
        assert fate_of(reading, "项目名称") is Disposition.HEADER
        assert fate_of(reading, "一、市级民生实事") is Disposition.SECTION
        assert fate_of(reading, "新建学校") is Disposition.FIELD
        assert fate_of(reading, "") is Disposition.BLANK
        assert fate_of(reading, "注：以市级下达为准。") is Disposition.NOTE

    def test_fields_point_at_their_task(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ONE, TWO, ("", "", "区财政局", "落实资金。"))
        pointers = {c.text: (c.field, c.project, c.part) for c in reading.cells if c.disposition is Disposition.FIELD}
        assert pointers[ONE[1]] == (Role.NAME, 1, 1)
        assert pointers[TWO[2]] == (Role.LEAD, 2, 1)
        assert pointers["落实资金。"] == (Role.TARGET, 2, 2)

    def test_projects_are_counted_on_from_the_table_before(self, vocabulary: Vocabulary) -> None:
        found = grid(PLAN, ONE)
        reading = read_items(found, header_of(vocabulary, found), vocabulary, first_project=16)
        assert {c.project for c in reading.cells if c.disposition is Disposition.FIELD} == {16}

    def test_an_unknown_column_is_unread_with_a_finding(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, (*PLAN, "资金文号"), (*ONE, "区级财政"))
        assert fate_of(reading, "区级财政") is Disposition.UNREAD
        (finding,) = reading.findings
        assert (finding.rule, finding.severity, finding.row_no) == ("unread_cell", "warning", 2)
        assert "资金文号" in finding.message
        assert "区级财政" in finding.message

    def test_a_blank_of_an_unknown_column_is_blank(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, (*PLAN, "资金文号"), (*ONE, "")).findings == []

    def test_work_above_the_first_project_is_unread_with_a_finding(self, vocabulary: Vocabulary) -> None:
        reading = read(vocabulary, PLAN, ("", "", "区教委", "建成小学。"), TWO)
        assert fate_of(reading, "建成小学。") is Disposition.UNREAD
        assert [f.rule for f in reading.findings] == ["unread_cell"]
        assert names(reading.projects) == [TWO[1]]

    def test_repeated_headers_are_headers(self, vocabulary: Vocabulary) -> None:
        pages = (table(PLAN, ONE, page=1), table(PLAN, TWO, page=2))
        (found,) = stitched(vocabulary, *pages)
        reading = read_items(found, header_of(vocabulary, found), vocabulary)
        assert [c.page for c in reading.cells if c.disposition is Disposition.HEADER] == [1] * 4 + [2] * 4

    def test_blank_rows_between_projects_change_nothing(self, vocabulary: Vocabulary) -> None:
        assert names(read(vocabulary, PLAN, ONE, ("", "", "", ""), TWO).projects) == [ONE[1], TWO[1]]


WORDS = (
    "",
    "",
    "",
    " ",
    "1",
    "2",
    "（一）",
    "一",
    "合计",
    "小计",
    "一、市级民生实事（3件）",
    "注：以批复为准",
    "500",
    "2024.12",
    "新建学校",
    "区教委",
    "区财政局、各镇街",
    "新建小学3所。",
    "人大票决",
    "张三 67820064",
    *PLAN,
)
COLUMNS = (*PLAN, "责任单位", "完成时限", "总投资（万元）", "类型", "备注", "资金文号", "联系人", "推进情况")


@st.composite
def task_tables(draw: st.DrawFn) -> Table:
    """A header that can be a task table's, over rows of anything, merged at random."""
    extra = draw(st.lists(st.sampled_from(COLUMNS[4:]), max_size=3, unique=True))
    header = draw(st.permutations([*PLAN, *extra]))
    height = draw(st.integers(1, 5))
    rows: list[list[str | Box]] = [list(header)]
    covered: set[tuple[int, int]] = set()
    for row in range(height):
        drawn: list[str | Box] = []
        for column in range(len(header)):
            if (row, column) in covered:
                continue
            across = draw(st.sampled_from((1, 1, 1, 2, len(header))))
            reach = {(row, column + i) for i in range(across)}
            fits = column + across <= len(header) and not reach & covered
            down = min(draw(st.sampled_from((1, 1, 1, 2, 3))), height - row)
            entry = Box(draw(st.sampled_from(WORDS)), down, across if fits else 1)
            covered |= {(row + r, column + c) for r in range(entry.down) for c in range(entry.across)}
            drawn.append(entry)
        rows.append(drawn)
    return table(*rows, spans_known=draw(st.booleans()))


def anything_read(vocabulary: Vocabulary, given_table: Table) -> TableReading:
    (found,) = stitched(vocabulary, given_table)
    header = find_header(found, vocabulary.headers)
    assert header is not None
    return read_items(found, header, vocabulary)


@unhurried
@given(given_table=task_tables())
def test_every_drawn_cell_is_read_once(vocabulary: Vocabulary, given_table: Table) -> None:
    reading = anything_read(vocabulary, given_table)
    assert Counter((c.row_no, c.text) for c in reading.cells) == Counter((c.row, c.text) for c in given_table.cells)


@unhurried
@given(given_table=task_tables())
def test_no_cell_with_text_is_called_blank(vocabulary: Vocabulary, given_table: Table) -> None:
    for cell in anything_read(vocabulary, given_table).cells:
        assert (cell.disposition is Disposition.BLANK) == (not cell.text.strip())


@unhurried
@given(given_table=task_tables())
def test_every_unread_cell_has_a_finding(vocabulary: Vocabulary, given_table: Table) -> None:
    reading = anything_read(vocabulary, given_table)
    unread = {c.row_no for c in reading.cells if c.disposition is Disposition.UNREAD}
    assert unread <= {f.row_no for f in reading.findings if f.rule == "unread_cell"}


@unhurried
@given(given_table=task_tables())
def test_every_field_points_at_a_task_that_is_there(vocabulary: Vocabulary, given_table: Table) -> None:
    reading = anything_read(vocabulary, given_table)
    there = {(no, task.part) for no, p in enumerate(reading.projects, 1) for task in p.tasks}
    for cell in reading.cells:
        assert (cell.disposition is Disposition.FIELD) == (cell.field is not None)
        assert cell.field is None or (cell.project, cell.part) in there


@unhurried
@given(given_table=task_tables())
def test_every_field_is_found_in_its_task(vocabulary: Vocabulary, given_table: Table) -> None:
    reading = anything_read(vocabulary, given_table)
    for cell in reading.cells:
        if cell.field in (None, Role.SEQ, Role.DOMAIN, *ASIDE):
            continue
        project = reading.projects[(cell.project or 0) - 1]
        assert cell.text.strip() in str(project.model_dump(mode="json")), f"{cell.field} is lost"


@unhurried
@given(given_table=task_tables())
def test_parts_are_counted_from_one(vocabulary: Vocabulary, given_table: Table) -> None:
    for project in anything_read(vocabulary, given_table).projects:
        assert [t.part for t in project.tasks] == list(range(1, len(project.tasks) + 1))


def test_a_blank_lead_of_a_project_at_a_page_top_is_taken_from_above_and_said(vocabulary: Vocabulary) -> None:
    header = ("序号", "项目名称", "牵头单位", "目标任务")
    pieces = (
        table(header, ("1", "甲", "区教委", "子"), page=1),
        table(header, ("2", "乙", "", "丑"), page=2),
    )
    notice = build.read(vocabulary, *pieces)
    assert [t.lead for t in build.tasks(notice.projects)] == ["区教委", "区教委"]
    assert [f.rule for f in notice.findings] == ["taken_from_above"]


def test_a_blank_lead_that_is_merged_over_projects_at_a_page_top_holds_for_all(vocabulary: Vocabulary) -> None:
    header = ("序号", "牵头单位", "项目名称", "目标任务")
    pieces = (
        table(header, ("18", "区教育局", "甲", "子"), page=1),
        table(header, ("19", Box("", down=2), "乙", "丑"), ("20", "丙", "寅"), ("21", "", "丁", "卯"), page=2),
    )
    notice = build.read(vocabulary, *pieces)
    assert [t.lead or "" for t in build.tasks(notice.projects)] == ["区教育局"] * 3 + [""]
    (found,) = (f for f in notice.findings if f.rule == "taken_from_above")
    assert "is blank in 2 rows" in found.message


def test_a_blank_lead_that_is_merged_further_down_is_blank(vocabulary: Vocabulary) -> None:
    header = ("序号", "牵头单位", "项目名称", "目标任务")
    pieces = (
        table(header, ("18", "区教育局", "甲", "子"), page=1),
        table(header, ("19", "区水利局", "乙", "丑"), ("20", Box("", down=2), "丙", "寅"), ("21", "丁", "卯"), page=2),
    )
    notice = build.read(vocabulary, *pieces)
    assert [t.lead or "" for t in build.tasks(notice.projects)] == ["区教育局", "区水利局", "", ""]


class TestSubProjects:
    PARENT = ("1", "办好教育", "", "")
    INSIDE: tuple[Row, ...] = (("1.1", "幼儿园", "区教委", "建成3所。"), ("1.2", "小学", "区财政局", "建成2所。"))

    def test_rows_numbered_inside_a_project_are_its_parts(self, vocabulary: Vocabulary) -> None:
        (project,) = read(vocabulary, PLAN, self.PARENT, *self.INSIDE).projects
        assert (project.seq, project.name) == (1, "办好教育")
        assert [(t.part, t.lead, t.target, t.details) for t in project.tasks] == [
            (1, "区教委", "建成3所。", "幼儿园"),
            (2, "区财政局", "建成2所。", "小学"),
        ]

    def test_a_project_with_work_of_its_own_is_its_first_part(self, vocabulary: Vocabulary) -> None:
        (project,) = read(vocabulary, PLAN, ("1", "办好教育", "区教委", "满意度90%。"), *self.INSIDE).projects
        assert [t.target for t in project.tasks] == ["满意度90%。", "建成3所。", "建成2所。"]

    @pytest.mark.parametrize("numbers", [("（1）", "（2）"), ("①", "②"), ("1-1", "1-2"), ("1)", "2)")])
    def test_however_they_are_numbered(self, vocabulary: Vocabulary, numbers: tuple[str, str]) -> None:
        rows = [(n, *row[1:]) for n, row in zip(numbers, self.INSIDE, strict=True)]
        assert [len(p.tasks) for p in read(vocabulary, PLAN, self.PARENT, *rows, TWO).projects] == [2, 1]

    @pytest.mark.parametrize("numbers", [("2.1", "2.2"), ("（2）", "（3）")])
    def test_numbers_of_nothing_above_are_projects(self, vocabulary: Vocabulary, numbers: tuple[str, str]) -> None:
        rows = [(n, *row[1:]) for n, row in zip(numbers, self.INSIDE, strict=True)]
        assert len(read(vocabulary, PLAN, ONE, *rows).projects) == 3

    def test_numbers_inside_a_section_are_projects(self, vocabulary: Vocabulary) -> None:
        rows = (
            (Box("一、教育", across=4),),
            *self.INSIDE,
            (Box("二、医疗", across=4),),
            ("2.1", "医院", "区卫健委", "1所"),
        )
        assert [(p.seq, p.seq_text) for p in read(vocabulary, PLAN, *rows).projects] == [
            (1, "1.1"),
            (2, "1.2"),
            (1, "2.1"),
        ]

    def test_a_deadline_of_the_heading_does_not_hold_for_its_parts(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "完成时限"), (*self.PARENT, "2024.12"), (*self.INSIDE[0], "2024.6"), (*self.INSIDE[1], ""))
        assert values(read(vocabulary, *rows), Role.DEADLINE) == ["2024.6", ""]

    def test_money_of_the_heading_is_said(self, vocabulary: Vocabulary) -> None:
        rows = (MONEY, (*self.PARENT, "500"), (*self.INSIDE[0], "200"), (*self.INSIDE[1], "300"))
        reading = read(vocabulary, *rows)
        assert values(reading, Role.INVESTMENT) == ["200", "300"]
        assert [f.rule for f in reading.findings] == ["money_of_parts"]


class TestMoreColumns:
    def test_quarters_are_told_in_the_details(self, vocabulary: Vocabulary) -> None:
        rows = ((*PLAN, "一季度", "二季度"), (*ONE, "选址", "开工"))
        assert values(read(vocabulary, *rows), Role.DETAILS) == ["一季度：选址\n二季度：开工"]

    @pytest.mark.parametrize("word", ["建设地点", "建设性质", "资金来源", "任务来源", "联系人", "开工时间"])
    def test_what_no_task_has_is_kept_with_its_task(self, vocabulary: Vocabulary, word: str) -> None:
        reading = read(vocabulary, (*PLAN, word), (*ONE, "某某"))
        assert reading.findings == []
        (cell,) = [c for c in reading.cells if c.text == "某某"]
        assert (cell.disposition, cell.project, cell.part) == (Disposition.FIELD, 1, 1)

    def test_a_heading_opens_the_first_section(self, vocabulary: Vocabulary) -> None:
        found = grid(PLAN, ONE, (Box("二、区级", across=4),), TWO)
        reading = read_items(found, header_of(vocabulary, found), vocabulary, sections=3, heading="一、市级（1件）")
        assert [(p.section, p.section_no) for p in reading.projects] == [("一、市级（1件）", 4), ("二、区级", 5)]
        assert [a.count for a in reading.announced] == [1]


class TestJointColumn:
    HEADER = ("序号", "民生实事", "责任单位")

    def test_name_and_target_come_from_one_cell(self, vocabulary: Vocabulary) -> None:
        (project,) = read(vocabulary, self.HEADER, ("1", "学前教育。新建3所。", "区教委")).projects
        assert (project.name, project.tasks[0].target) == ("学前教育", "学前教育。新建3所。")

    def test_rows_below_a_number_are_its_parts(self, vocabulary: Vocabulary) -> None:
        rows = (self.HEADER, (Box("1", down=2), "学前教育。新建3所。", "区教委"), ("改造2所。", "区财政局"))
        (project,) = read(vocabulary, *rows).projects
        assert [(t.target, t.lead) for t in project.tasks] == [
            ("学前教育。新建3所。", "区教委"),
            ("改造2所。", "区财政局"),
        ]

    def test_without_numbers_every_row_is_a_project(self, vocabulary: Vocabulary) -> None:
        rows = (self.HEADER[1:], ("一、新建学校3所", "区教委"), ("二、改造小区5个", "区住建委"))
        assert [(p.seq, p.name) for p in read(vocabulary, *rows).projects] == [(1, "新建学校3所"), (2, "改造小区5个")]
