"""From a document to the notice it is."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.notice import read_notice
from schemas.document import Block, Document, Paragraph, Table
from schemas.finding import Finding, Severity
from schemas.notice import Disposition, Notice, NoticeKind
from schemas.reference import Vocabulary
from tests.parsers.build import (
    ONE,
    PLAN,
    THREE,
    TITLE,
    TWO,
    Box,
    Row,
    cut,
    document,
    fate_of,
    fate_of_paragraph,
    names,
    page_number,
    read,
    table,
    tasks,
    unhurried,
)

ISSUER = "重庆市渝北区人民政府办公室"
TASKS = table(PLAN, ONE, TWO)
FORM = ("序号", "项目名称", "目标任务", "推进情况（截至   月底）", "存在的问题", "下一步工作及建议")


def rules(notice: Notice) -> list[str]:
    return [f.rule for f in notice.findings]


class TestTablesOfTasks:
    def test_a_table_of_tasks_is_read(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TASKS)
        assert names(notice.projects) == [ONE[1], TWO[1]]
        assert notice.findings == ()

    def test_the_columns_say_what_they_were_taken_for(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, table((*PLAN, "资金文号"), (*ONE, "")))
        assert [(c.column_no, c.header, c.role) for c in notice.columns] == [
            (1, "序号", "seq"),
            (2, "项目名称", "name"),
            (3, "牵头单位", "lead"),
            (4, "目标任务", "target"),
            (5, "资金文号", None),
        ]

    def test_two_tables_of_tasks_are_counted_on(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, "附件1", TASKS, "附件2", table(PLAN, THREE))
        assert names(notice.projects) == [ONE[1], TWO[1], THREE[1]]
        assert [p.tasks[0].place.table_no for p in notice.projects] == [1, 1, 2]
        assert {c.project for c in notice.cells if c.table_no == 2} == {None, 3}

    def test_a_table_over_three_pages_is_one(self, vocabulary: Vocabulary) -> None:
        blocks = (
            table(PLAN, ("1", "新建学校", "区教委", cut("甲小学、")), page=1),
            page_number(1),
            table(PLAN, ("", "", "", "乙小学。"), TWO, page=2),
            page_number(2),
            table(PLAN, THREE, page=3),
        )
        notice = read(vocabulary, *blocks)
        assert [t.target for t in tasks(notice.projects)] == ["甲小学、乙小学。", TWO[3], THREE[3]]
        assert [(t.place.page, t.place.row_no) for t in tasks(notice.projects)] == [(1, 2), (2, 5), (3, 7)]

    def test_a_form_after_the_table_on_the_next_page_stays_a_form(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "目标任务", "推进情况")
        notice = read(vocabulary, table(PLAN, ONE, page=1), table(header, ("", "", "", ""), page=2))
        assert names(notice.projects) == [ONE[1]]
        assert rules(notice) == ["blank_form"]


class TestOtherTables:
    @pytest.mark.parametrize(
        "rows",
        [
            (("序号", "单位", "联系人", "联系电话"), ("1", "区教委", "张三", "67820064")),
            (("姓名", "职务", "电话"), ("张三", "主任", "67820064")),
            (("序号", "项目", "预算金额", "资金来源"), ("1", "新建学校", "500", "区级财政")),
            (("序号", "项目名称", "总投资（万元）"), ("1", "新建学校", "500")),
            (("设施", "配建标准", "规模"), ("幼儿园", "每万人1所", "12班")),
            (("序号", "标准名称", "标准编号", "实施日期"), ("1", "公文格式", "GB/T 9704", "2012")),
        ],
    )
    def test_a_table_of_something_else_yields_no_task_and_says_so(
        self, vocabulary: Vocabulary, rows: tuple[Row, ...]
    ) -> None:
        notice = read(vocabulary, TASKS, "附件2", table(*rows))
        assert names(notice.projects) == [ONE[1], TWO[1]]
        (finding,) = notice.findings
        assert (finding.rule, finding.severity, finding.table_no) == ("other_table", Severity.INFO, 2)
        assert {c.disposition for c in notice.cells if c.table_no == 2} == {Disposition.NOTE}

    @pytest.mark.parametrize(
        "rows",
        [
            (FORM,),
            (FORM, ("", "", "", "", "", "")),
            (FORM, *([("", "", "", "", "", "")] * 5)),
            ((Box("填报单位：            填报时间：", across=6),), FORM, ("", "", "", "", "", "")),
            (FORM, *((str(n), "", "", "", "", "") for n in range(1, 6))),
            (FORM, ("", "", "", "", "", ""), (Box("填报人：        审核人：        联系电话：", across=6),)),
        ],
        ids=["header", "one row", "five rows", "title row", "numbered rows", "signature row"],
    )
    def test_a_blank_form_yields_no_task_and_says_so(self, vocabulary: Vocabulary, rows: tuple[Row, ...]) -> None:
        notice = read(vocabulary, TASKS, "附件2", table(*rows))
        assert names(notice.projects) == [ONE[1], TWO[1]]
        assert rules(notice) == ["blank_form"]
        assert {c.disposition for c in notice.cells if c.table_no == 2} == {Disposition.FORM}

    def test_a_form_of_two_header_rows_is_blank_too(self, vocabulary: Vocabulary) -> None:
        form = table(
            (Box("序号", down=2), Box("项目名称", down=2), Box("目标任务及资金", across=2), Box("推进情况", down=2)),
            ("形象进度", "总投资"),
        )
        assert rules(read(vocabulary, TASKS, "附件2", form)) == ["blank_form"]

    def test_a_filled_form_is_read(self, vocabulary: Vocabulary) -> None:
        row = ("1", "新建学校", "1所", "主体完工", "无", "加快装修")
        (task,) = tasks(read(vocabulary, TITLE, table(FORM, row)).projects)
        assert (task.progress, task.problems, task.next_steps) == ("主体完工", "无", "加快装修")


class TestRefusals:
    @pytest.mark.parametrize(
        ("blocks", "words"),
        [
            ((), "no table"),
            ((TITLE, "有关事项通知如下。"), "no table"),
            ((table(("姓名", "电话"), ("张三", "67820064")),), "1 table"),
            ((table(FORM),), "blank form"),
            ((table(PLAN, (Box("合计", across=3), "0")),), "table"),
        ],
    )
    def test_a_document_without_tasks_is_refused_in_a_sentence(
        self, vocabulary: Vocabulary, blocks: tuple[str | Block, ...], words: str
    ) -> None:
        with pytest.raises(UnreadableFileError) as refusal:
            read(vocabulary, *blocks)
        message = str(refusal.value)
        assert words in message
        assert message.endswith(".")
        assert "\n" not in message

    def test_a_table_without_a_cell_is_refused_like_any_other(self, vocabulary: Vocabulary) -> None:
        with pytest.raises(UnreadableFileError):
            read(vocabulary, Table(cells=(), rows=1, columns=1))


class TestLetter:
    TEXTS = (
        "渝北府办发〔2024〕5号",
        ISSUER,
        TITLE,
        "各镇人民政府，区级各部门：",
        "根据票决结果，确定2024年实施2项重点民生实事。",
        "一、明确目标任务",
        "附件：重点民生实事项目实施方案",
        "2024年2月29日",
        "（此件公开发布）",
        "附件1",
        "渝北区2024年重点民生实事项目实施方案",
        "单位：万元",
    )

    def test_the_letter_is_read(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, *self.TEXTS, TASKS)
        assert notice.letter.document_number == "渝北府办发〔2024〕5号"
        assert notice.letter.issued_on == date(2024, 2, 29)
        assert (notice.letter.issuer, notice.letter.title) == (ISSUER, TITLE)
        assert (notice.kind, notice.year) == (NoticeKind.PLAN, 2024)

    @pytest.mark.parametrize(
        ("text", "fate"),
        [
            ("渝北府办发〔2024〕5号", Disposition.FIELD),
            (ISSUER, Disposition.FIELD),
            (TITLE, Disposition.FIELD),
            ("各镇人民政府，区级各部门：", Disposition.LETTER),
            ("根据票决结果，确定2024年实施2项重点民生实事。", Disposition.LETTER),
            ("一、明确目标任务", Disposition.HEADING),
            ("附件：重点民生实事项目实施方案", Disposition.LETTER),
            ("2024年2月29日", Disposition.FIELD),
            ("（此件公开发布）", Disposition.LETTER),
            ("附件1", Disposition.HEADING),
            ("渝北区2024年重点民生实事项目实施方案", Disposition.CAPTION),
            ("单位：万元", Disposition.CAPTION),
        ],
    )
    def test_every_paragraph_has_its_fate(self, vocabulary: Vocabulary, text: str, fate: Disposition) -> None:
        assert fate_of_paragraph(read(vocabulary, *self.TEXTS, TASKS), text) is fate

    @pytest.mark.parametrize(
        ("text", "fate"),
        [
            ("注：以上项目以市级下达为准。", Disposition.NOTE),
            ("附件2", Disposition.HEADING),
            ("二、下一步打算", Disposition.HEADING),
            ("抄送：区委办公室，区人大常委会办公室。", Disposition.LETTER),
            (f"{ISSUER} 2024年3月1日印发", Disposition.LETTER),
            ("（此件公开发布）", Disposition.LETTER),
        ],
    )
    def test_paragraphs_below_the_table(self, vocabulary: Vocabulary, text: str, fate: Disposition) -> None:
        assert fate_of_paragraph(read(vocabulary, TITLE, TASKS, text), text) is fate

    def test_paragraphs_are_counted_from_one(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, TASKS, "注：以市级下达为准。")
        assert [(p.paragraph_no, p.text) for p in notice.paragraphs] == [(1, TITLE), (2, "注：以市级下达为准。")]

    def test_a_page_number_is_a_note(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, Paragraph(text=TITLE, page=1), page_number(1), "民生实事清单", TASKS)
        assert fate_of_paragraph(notice, "— 1 —") is Disposition.NOTE

    def test_a_page_number_above_a_table_is_no_caption(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, "民生实事清单", page_number(1), table(PLAN, ONE, page=2))
        assert fate_of_paragraph(notice, "— 1 —") is Disposition.NOTE
        assert notice.captions == ("民生实事清单",)
        assert notice.letter.title == "民生实事清单"

    def test_a_caption_names_a_notice_without_a_letter(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, "渝北区2021年重点民生实事完成情况", TASKS)
        assert notice.letter.title == "渝北区2021年重点民生实事完成情况"
        assert (notice.kind, notice.year) == (NoticeKind.REPORT, 2021)

    def test_a_caption_of_money_is_no_title(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, "单位：万元", TASKS).letter.title is None

    def test_a_form_behind_the_plan_does_not_make_it_a_progress_report(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, TASKS, "附件2", "2024年重点民生实事推进落实情况表", table(FORM))
        assert notice.kind is NoticeKind.PLAN
        assert fate_of_paragraph(notice, "2024年重点民生实事推进落实情况表") is Disposition.CAPTION

    def test_a_report_keeps_its_chapters_and_reads_its_table(self, vocabulary: Vocabulary) -> None:
        notice = read(
            vocabulary, "关于2021年重点民生实事项目", "办理情况的报告", "一、完成情况", TASKS, "二、下一步打算"
        )
        assert (notice.kind, notice.year) == (NoticeKind.REPORT, 2021)
        assert fate_of_paragraph(notice, "二、下一步打算") is Disposition.HEADING


class TestMoney:
    @pytest.mark.parametrize(
        ("caption", "measure"),
        [
            ("单位：万元", "万元"),
            ("单位:亿元", "亿元"),
            ("（单位：万元）", "万元"),
            ("金额单位：元", "元"),
            ("单 位：万 元", "万元"),
            ("责任单位：区教委", None),
            ("2024年民生实事清单", None),
        ],
    )
    def test_a_caption_tells_the_measure(self, vocabulary: Vocabulary, caption: str, measure: str | None) -> None:
        notice = read(vocabulary, caption, table((*PLAN, "总投资"), (*ONE, "500")))
        assert notice.money_measure == measure

    def test_a_row_above_the_header_tells_the_measure(self, vocabulary: Vocabulary) -> None:
        rows = ((Box("单位：万元", across=5),), (*PLAN, "总投资"), (*ONE, "500"))
        assert read(vocabulary, table(*rows)).money_measure == "万元"

    def test_the_header_goes_before_the_caption(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, "单位：元", table((*PLAN, "总投资（万元）"), (*ONE, "500"))).money_measure == "万元"

    def test_sums_of_all_tables_are_kept(self, vocabulary: Vocabulary) -> None:
        header = (*PLAN, "总投资")
        tables = [table(header, (*row, "500"), (Box("合计", across=4), "500")) for row in (ONE, TWO)]
        assert [s.place.table_no for s in read(vocabulary, tables[0], "附件2", tables[1]).sums] == [1, 2]


class TestAnnounced:
    def test_the_letter_and_the_sections_announce(self, vocabulary: Vocabulary) -> None:
        rows = (PLAN, (Box("承接市级民生实事（1件）", across=4),), ONE, (Box("区级民生实事（1件）", across=4),), TWO)
        notice = read(vocabulary, TITLE, "今年实施2件民生实事。", table(*rows))
        expected = [("total", 2, None), ("municipal", 1, 1), ("district", 1, 2)]
        assert [(a.scope, a.count, a.section_no) for a in notice.announced] == expected

    def test_what_stands_below_the_table_announces_nothing(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, TITLE, TASKS, "另有5项民生实事由市级实施。").announced == ()


class TestFindings:
    def test_findings_of_the_format_are_handed_on(self, vocabulary: Vocabulary) -> None:
        finding = Finding(severity=Severity.WARNING, rule="stray_text", message="text outside of its cell.")
        given_document = document(TASKS).model_copy(update={"findings": (finding,)})
        assert read_notice(given_document, vocabulary).findings == (finding,)

    @pytest.mark.parametrize("text", ["（牵头单位：区教委）", "责任部门：区财政局。", "【主办单位：区民政局】"])
    def test_a_unit_in_prose_is_said(self, vocabulary: Vocabulary, text: str) -> None:
        notice = read(vocabulary, TASKS, f"（一）新建学校。建成2所。{text}")
        assert rules(notice) == ["unit_in_prose"]

    def test_a_unit_in_the_letter_is_no_task(self, vocabulary: Vocabulary) -> None:
        assert read(vocabulary, "联系单位：区发展改革委；牵头单位：区政府办。", TASKS).findings == ()

    def test_an_unknown_column_is_said(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, table((*PLAN, "资金文号"), (*ONE, "区级财政")))
        assert fate_of(notice, "区级财政") is Disposition.UNREAD
        assert rules(notice) == ["unread_cell"]


words = st.sampled_from(
    [
        "",
        " ",
        "1",
        "（二）",
        "合计",
        "一、市级（1件）",
        "注：以批复为准",
        "区教委",
        "新建学校",
        "500",
        "李四",
        *PLAN,
        *FORM,
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """A readable table among other tables and paragraphs of anything."""
    blocks: list[Block] = []
    for page in range(1, draw(st.integers(1, 4)) + 1):
        if draw(st.booleans()):
            text = draw(st.sampled_from([TITLE, ISSUER, "附件1", "单位：万元", "一、情况", "2024年2月29日"]))
            blocks.append(Paragraph(text=text, page=page, furniture=draw(st.booleans())))
        width = draw(st.sampled_from((4, 4, 6)))
        rows = draw(st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=4))
        blocks.append(table(*rows, page=page, spans_known=draw(st.booleans())))
    blocks.append(Paragraph(text="附件9"))
    blocks.append(TASKS)
    return document(*blocks)


@unhurried
@given(given_document=documents())
def test_every_cell_and_paragraph_is_read_once_and_none_is_lost(
    vocabulary: Vocabulary, given_document: Document
) -> None:
    notice = read(vocabulary, *given_document.blocks)
    drawn = Counter((t.page, c.column, c.text) for t in given_document.tables for c in t.cells if t.spans_known)
    seen = Counter((c.page, c.column_no, c.text) for c in notice.cells)
    assert sum(seen.values()) == sum(len(t.cells) for t in given_document.tables)
    assert drawn <= seen
    assert all((c.disposition is not Disposition.BLANK) or not c.text.strip() for c in notice.cells)
    assert [p.text for p in notice.paragraphs] == [p.text for p in given_document.paragraphs]
    unread = [c for c in notice.cells if c.disposition is Disposition.UNREAD]
    assert not unread or "unread_cell" in rules(notice)


@unhurried
@given(given_document=documents())
def test_no_two_cells_claim_one_place(vocabulary: Vocabulary, given_document: Document) -> None:
    notice = read(vocabulary, *given_document.blocks)
    places = [(c.table_no, c.row_no, c.column_no) for c in notice.cells]
    assert len(places) == len(set(places))


@unhurried
@given(given_document=documents())
def test_the_same_document_reads_the_same(vocabulary: Vocabulary, given_document: Document) -> None:
    assert read(vocabulary, *given_document.blocks) == read(vocabulary, *given_document.blocks)


class TestLayouts:
    def test_a_title_row_names_the_notice(self, vocabulary: Vocabulary) -> None:
        rows = ((Box("渝北区2023年市级民生实事清单", across=4),), PLAN, ONE)
        notice = read(vocabulary, "附件1", table(*rows))
        assert (notice.letter.title, notice.year) == ("渝北区2023年市级民生实事清单", 2023)
        assert notice.projects[0].caption == "渝北区2023年市级民生实事清单"

    def test_a_row_of_money_s_unit_names_nothing(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, table((Box("金额单位：万元", across=4),), PLAN, ONE))
        assert (notice.letter.title, notice.money_measure) == (None, "万元")

    def test_every_table_counts_money_its_own_way(self, vocabulary: Vocabulary) -> None:
        billions = ("单位：亿元", table((*PLAN, "总投资"), (*ONE, "5"), (Box("合计", across=4), "5")))
        notice = read(vocabulary, TITLE, *billions, "附件2", table((*PLAN, "总投资（万元）"), (*TWO, "6")))
        assert [p.money_measure for p in notice.projects] == ["亿元", "万元"]
        assert [s.money_measure for s in notice.sums] == ["亿元"]

    def test_a_table_without_a_header_whose_numbers_go_on_is_said(self, vocabulary: Vocabulary) -> None:
        rest = table(("2", "某项目", "某事"))
        notice = read(vocabulary, TITLE, table(PLAN, ONE), rest)
        assert [(f.rule, f.severity) for f in notice.findings] == [("headerless_table", Severity.WARNING)]

    def test_a_joint_column_is_said(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, table(("序号", "民生实事", "责任单位"), ("1", "新建学校3所", "区教委")))
        assert [(f.rule, f.severity) for f in notice.findings] == [("joint_column", Severity.INFO)]

    def test_a_dumped_header_that_cannot_be_put_back_is_the_reason(self, vocabulary: Vocabulary) -> None:
        header = ("序号", "项目名称", "目标任务", "责任分工", "资金安排")
        below = ("", "", "", "牵头领导", "牵头单位", "配合单位", "总投资", "年度投资")
        lost = table(header, below, ("1", "甲", "子", "张三", "区教委", "", "5", "3"), spans_known=False)
        with pytest.raises(UnreadableFileError, match="two rows whose merged cells the text has lost"):
            read(vocabulary, TITLE, lost)
