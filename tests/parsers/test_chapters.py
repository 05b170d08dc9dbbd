"""Chapters of a report beside the table of the same projects."""

import pytest

from schemas.document import Paragraph
from schemas.finding import Finding, Severity
from schemas.notice import Disposition, Notice, ParagraphReading, Role
from schemas.reference import Vocabulary
from tests.parsers.build import read, table, tasks

HEADER = ("序号", "项目名称", "目标任务", "牵头单位", "推进情况", "完成情况")
SCHOOL = ("1", "学校建设", "新建学校3所。", "区教委", "新建学校3所。", "全面完成")
CARE = ("2", "养老服务", "建成站点6个。", "区民政局", "建成站点6个。", "超额完成")
TITLE = "关于2021年重点民生实事办理情况的报告"
SCHOOL_CHAPTER = (
    "重点民生实事（一）",
    "学校建设",
    "（牵头单位：区教委）",
    "一、目标任务",
    "新建学校3所。",
    "二、完成情况",
    "（一）新建学校3所。",
    "三、工作措施",
    "（一）加强领导。成立9个专班。（责任单位：区教委、区财政局）",
)
CARE_CHAPTER = ("重点民生实事（二）", "养老服务", "（牵头单位：区民政局）", "一、目标任务", "建成站点6个。")


def reading(vocabulary: Vocabulary, *texts: str, rows: tuple[tuple[str, ...], ...] = (SCHOOL, CARE)) -> Notice:
    return read(vocabulary, TITLE, table(HEADER, *rows), *texts)


def of(notice: Notice, rule: str) -> list[Finding]:
    return [f for f in notice.findings if f.rule == rule]


def fate(notice: Notice, text: str) -> ParagraphReading:
    return next(p for p in notice.paragraphs if p.text == text)


class TestJoining:
    def test_a_chapter_is_of_the_row_of_its_name(self, vocabulary: Vocabulary) -> None:
        notice = reading(vocabulary, *SCHOOL_CHAPTER, *CARE_CHAPTER)
        assert len(notice.projects) == 2
        assert notice.findings == ()
        assert [p.project for p in notice.paragraphs[1:]] == [1] * 9 + [2] * 5

    @pytest.mark.parametrize(
        ("text", "disposition", "fields"),
        [
            ("重点民生实事（一）", Disposition.HEADING, ()),
            ("学校建设", Disposition.FIELD, (Role.NAME,)),
            ("（牵头单位：区教委）", Disposition.FIELD, (Role.LEAD,)),
            ("一、目标任务", Disposition.HEADING, ()),
            ("新建学校3所。", Disposition.FIELD, (Role.TARGET,)),
            ("（一）新建学校3所。", Disposition.FIELD, (Role.PROGRESS,)),
            ("（一）加强领导。成立9个专班。（责任单位：区教委、区财政局）", Disposition.FIELD, ()),
        ],
    )
    def test_every_paragraph_of_it_says_what_it_gives(
        self, vocabulary: Vocabulary, text: str, disposition: Disposition, fields: tuple[Role, ...]
    ) -> None:
        found = fate(reading(vocabulary, *SCHOOL_CHAPTER, *CARE_CHAPTER), text)
        assert (found.disposition, found.fields, found.project) == (disposition, fields, 1)

    def test_a_chapter_may_stand_before_the_table(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, *SCHOOL_CHAPTER, "办理情况表", table(HEADER, SCHOOL, CARE))
        assert fate(notice, "学校建设").project == 1

    def test_white_space_in_a_name_is_none(self, vocabulary: Vocabulary) -> None:
        notice = reading(vocabulary, "学校\u3000建设", *SCHOOL_CHAPTER[2:])
        assert fate(notice, "一、目标任务").project == 1

    @pytest.mark.parametrize("name", ["一、学校建设", "（一）学校建设", "1. 学校建设", "学校建设："])
    def test_a_name_may_have_a_number(self, vocabulary: Vocabulary, name: str) -> None:
        notice = reading(vocabulary, name, "牵头单位：区教委", "目标任务：新建学校3所。")
        assert fate(notice, "目标任务：新建学校3所。").fields == (Role.TARGET,)

    def test_a_number_tells_rows_of_one_name_apart(self, vocabulary: Vocabulary) -> None:
        twin = ("2", "学校建设", "改建学校2所。", "区教委", "改建学校2所。", "全面完成")
        notice = reading(vocabulary, "重点民生实事（二）", "学校建设", "牵头单位：区教委", rows=(SCHOOL, twin))
        assert fate(notice, "牵头单位：区教委").project == 2


class TestNoChapter:
    @pytest.mark.parametrize(
        "texts",
        [
            ("（一）学校建设。新建学校3所。",),
            ("学校建设", "养老服务"),
            ("1. 学校建设", "2. 养老服务"),
            ("学校建设", "区教委牵头，全面完成。"),
        ],
    )
    def test_a_name_that_says_nothing_under_labels(self, vocabulary: Vocabulary, texts: tuple[str, ...]) -> None:
        notice = reading(vocabulary, *texts)
        assert {p.project for p in notice.paragraphs} == {None}

    @pytest.mark.parametrize("name", ["学校建设项目", "校园建设", "学校"])
    def test_another_name_stays_a_note_and_is_said(self, vocabulary: Vocabulary, name: str) -> None:
        notice = reading(vocabulary, "重点民生实事（一）", name, "（牵头单位：区教委）", "一、目标任务", "建3所。")
        assert {p.project for p in notice.paragraphs} == {None}
        assert [f.rule for f in notice.findings] == ["unit_in_prose"]

    def test_two_rows_of_one_name_without_a_number(self, vocabulary: Vocabulary) -> None:
        twin = ("2", "学校建设", "改建学校2所。", "区教委", "", "")
        notice = reading(vocabulary, "学校建设", "（牵头单位：区教委）", rows=(SCHOOL, twin))
        assert of(notice, "unit_in_prose")

    def test_two_chapters_of_one_name(self, vocabulary: Vocabulary) -> None:
        notice = reading(vocabulary, "学校建设", "（牵头单位：区教委）", "学校建设", "（牵头单位：区财政局）")
        assert {p.project for p in notice.paragraphs} == {None}
        assert len(of(notice, "unit_in_prose")) == 2


class TestEnds:
    @pytest.mark.parametrize(
        "between",
        [
            ("重点民生实事（二）", "无名项目"),
            ("附件2",),
            ("2022年1月5日",),
            ("无名项目",),
        ],
    )
    def test_what_follows_is_not_the_chapter_s(self, vocabulary: Vocabulary, between: tuple[str, ...]) -> None:
        notice = reading(vocabulary, *SCHOOL_CHAPTER, *between, "（牵头单位：区体育局）", "一、目标任务", "建馆。")
        assert fate(notice, "（牵头单位：区体育局）").project is None
        assert fate(notice, "建馆。").project is None
        assert of(notice, "chapter_differs") == []

    def test_the_next_number_ends_it(self, vocabulary: Vocabulary) -> None:
        notice = reading(vocabulary, "一、学校建设", "牵头单位：区教委", "二、无名项目", "区体育局。")
        assert fate(notice, "区体育局。").project is None

    def test_a_page_number_does_not(self, vocabulary: Vocabulary) -> None:
        number = Paragraph(text="— 3 —", page=3, furniture=True)
        blocks = (*SCHOOL_CHAPTER[:4], number, SCHOOL_CHAPTER[4])
        notice = read(vocabulary, TITLE, table(HEADER, SCHOOL), *blocks)
        assert fate(notice, "新建学校3所。").fields == (Role.TARGET,)


class TestValues:
    def test_what_the_row_lacks_is_taken(self, vocabulary: Vocabulary) -> None:
        row = ("1", "学校建设", "新建学校3所。", "", "", "")
        notice = reading(vocabulary, *SCHOOL_CHAPTER, rows=(row,))
        (task,) = tasks(notice.projects)
        assert (task.lead, task.progress) == ("区教委", "（一）新建学校3所。")
        found = of(notice, "taken_from_chapter")
        assert {f.severity for f in found} == {Severity.INFO}
        assert sorted(f.message.split(" gives no ")[1].split(";")[0] for f in found) == ["lead", "progress"]
        assert {f.paragraph_no for f in found} == {2}

    def test_a_value_that_the_table_has_no_column_for(self, vocabulary: Vocabulary) -> None:
        header, row = ("序号", "项目名称", "目标任务"), ("1", "学校建设", "新建学校3所。")
        notice = read(vocabulary, TITLE, table(header, row), *SCHOOL_CHAPTER)
        assert [t.lead for t in tasks(notice.projects)] == ["区教委"]

    def test_words_of_work_are_not_shared_by_several_parts(self, vocabulary: Vocabulary) -> None:
        rows = (("1", "学校建设", "新建3所。", "", "", ""), ("", "", "改建2所。", "", "", ""))
        notice = reading(vocabulary, *SCHOOL_CHAPTER, rows=rows)
        assert [(t.lead, t.progress) for t in tasks(notice.projects)] == [("区教委", ""), ("区教委", "")]

    def test_the_row_wins_over_another_lead(self, vocabulary: Vocabulary) -> None:
        texts = [t.replace("牵头单位：区教委", "牵头单位：区财政局") for t in SCHOOL_CHAPTER]
        notice = reading(vocabulary, *texts)
        assert tasks(notice.projects)[0].lead == "区教委"
        (finding,) = of(notice, "chapter_differs")
        assert (finding.severity, finding.paragraph_no) == (Severity.WARNING, 2)
        assert "区财政局" in finding.message

    def test_leads_of_all_parts_are_the_row_s(self, vocabulary: Vocabulary) -> None:
        rows = (SCHOOL, ("", "", "改建2所。", "区住房城乡建委", "改建2所。", "全面完成"))
        texts = [t.replace("牵头单位：区教委", "牵头单位：区教委、区住房城乡建委") for t in SCHOOL_CHAPTER]
        assert of(reading(vocabulary, *texts, rows=rows), "chapter_differs") == []

    def test_another_state_is_told(self, vocabulary: Vocabulary) -> None:
        texts = [t.replace("（一）新建学校3所。", "新建学校3所，超额完成目标。") for t in SCHOOL_CHAPTER]
        (finding,) = of(reading(vocabulary, *texts), "chapter_differs")
        assert finding.severity is Severity.INFO
        assert "超额完成" in finding.message

    def test_figures_that_the_row_has_not_are_told(self, vocabulary: Vocabulary) -> None:
        texts = [t.replace("（一）新建学校3所。", "2021年新建学校3所，学位9000个。") for t in SCHOOL_CHAPTER]
        (finding,) = of(reading(vocabulary, *texts), "chapter_differs")
        assert "9000" in finding.message
        assert "2021" not in finding.message
