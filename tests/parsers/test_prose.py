"""Which texts list projects of 民生实事, and which only look like it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from schemas.notice import Disposition, Notice
from schemas.reference import Vocabulary
from tests.parsers.build import fate_of_paragraph, names, read, tasks, unhurried

TITLE = "关于印发2024年重点民生实事项目清单的通知"
A = "1. 新建学校3所。（责任单位：区教委）"
B = "2. 改造小区9个。（责任单位：区住房城乡建委）"
C = "3. 建设公园2个。（责任单位：区城市管理局）"
LETTER = "2024年共实施3项民生实事。"


def refusal(vocabulary: Vocabulary, *texts: str) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read(vocabulary, *texts)
    message = str(refused.value)
    assert message.endswith(".") and "\n" not in message
    return message


def rules(notice: Notice) -> set[str]:
    return {f.rule for f in notice.findings}


class TestSubject:
    def test_the_title_says_it(self, vocabulary: Vocabulary) -> None:
        assert names(read(vocabulary, TITLE, A, B).projects) == ["新建学校3所", "改造小区9个"]

    def test_the_name_of_the_list_says_it(self, vocabulary: Vocabulary) -> None:
        texts = ("关于印发2024年工作任务的通知", "各镇：", "附件", "渝北区2024年民生实事项目", A, B)
        assert len(read(vocabulary, *texts).projects) == 2

    def test_the_line_above_announces_them(self, vocabulary: Vocabulary) -> None:
        texts = ("渝北区人民代表大会公告", "会议票决产生2024年民生实事项目3件：", A, B, C)
        assert len(read(vocabulary, *texts).projects) == 3

    def test_a_section_announces_them(self, vocabulary: Vocabulary) -> None:
        texts = ("关于2024年重点任务的通知", "一、发展工业", A, "二、办好三件民生实事", A, B, C)
        notice = read(vocabulary, *texts)
        assert [p.section for p in notice.projects] == ["二、办好三件民生实事"] * 3

    @pytest.mark.parametrize(
        "texts",
        [
            ("关于印发2024年道路交通安全工作要点的通知", "要把安全作为民生实事来抓。", A, B, C),
            ("关于印发2024年工作要点的通知", "一、办好民生实事", A, B, C),
            ("关于印发2024年工作要点的通知", "一、办好五件民生实事", A, B, C),
            ("关于印发2024年工作要点的通知", A, B, C, "另办好3件民生实事。"),
            (A, B, C),
        ],
    )
    def test_else_nothing_is_read(self, vocabulary: Vocabulary, texts: tuple[str, ...]) -> None:
        assert "nothing says that they are projects of 民生实事" in refusal(vocabulary, *texts)

    @pytest.mark.parametrize(
        "title",
        [
            "渝北区人民政府民生实事专题会议纪要",
            "关于征集2025年民生实事项目的公告",
            "关于印发2024年民生实事项目资金管理办法的通知",
            "2024年民生实事项目资金预算",
            "关于开展2024年民生实事项目评估工作的通知",
            "民生实事项目验收标准",
        ],
    )
    def test_what_lists_no_projects_by_its_title(self, vocabulary: Vocabulary, title: str) -> None:
        assert title[:8] in refusal(vocabulary, title, A, B, C)

    def test_of_two_annexes_the_one_of_the_subject(self, vocabulary: Vocabulary) -> None:
        texts = ("关于重点工作和民生实事任务分解的通知", "各镇：", "附件1", "2024年重点工作分解", A, B)
        notice = read(vocabulary, *texts, "附件2", "2024年民生实事分解", A.replace("学校", "医院"), B)
        assert names(notice.projects) == ["新建医院3所", "改造小区9个"]
        assert notice.captions == ("2024年民生实事分解",)


class TestNumbers:
    def test_an_announced_number_that_fits(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, LETTER, A, B, C)
        assert (len(notice.projects), notice.announced[0].count) == (3, 3)

    def test_an_announced_number_that_does_not(self, vocabulary: Vocabulary) -> None:
        assert "2 numbered paragraphs name units, but 3 projects" in refusal(vocabulary, TITLE, LETTER, A, B)

    def test_a_part_of_the_number_contradicts_nothing(self, vocabulary: Vocabulary) -> None:
        assert len(read(vocabulary, TITLE, "2024年民生实事含市级2件。", A, B, C).projects) == 3

    def test_numbers_that_do_not_follow_on(self, vocabulary: Vocabulary) -> None:
        assert "do not follow on" in refusal(vocabulary, TITLE, A, B, C.replace("3.", "7."))

    def test_unless_the_announced_number_fits(self, vocabulary: Vocabulary) -> None:
        assert [p.seq for p in read(vocabulary, TITLE, LETTER, A, B, C.replace("3.", "7.")).projects] == [1, 2, 7]

    def test_numbers_may_begin_anew_or_go_on(self, vocabulary: Vocabulary) -> None:
        for second in ("1.", "3."):
            texts = (TITLE, "一、教育类", A, B, "二、住房类", C.replace("3.", second))
            assert len(read(vocabulary, *texts).projects) == 3

    def test_a_single_paragraph_needs_the_number(self, vocabulary: Vocabulary) -> None:
        assert "only one" in refusal(vocabulary, TITLE, A)
        assert len(read(vocabulary, TITLE, "2024年共实施1项民生实事。", A).projects) == 1

    def test_ten_great_projects(self, vocabulary: Vocabulary) -> None:
        assert "10 projects" in refusal(vocabulary, "关于印发2024年十大民生工程的通知", A, B)


class TestHeadings:
    OPEN = ("一、教育工程", A, B, "二、安居工程", A.replace("学校", "公寓"))

    def test_the_number_makes_them_projects(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, "2024年共实施2项民生实事。", *self.OPEN)
        assert names(notice.projects) == ["教育工程", "安居工程"]
        assert [t.part for t in tasks(notice.projects)] == [1, 2, 1]
        assert "headings_are_projects" not in rules(notice)

    def test_the_number_makes_them_sections(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, LETTER, *self.OPEN)
        assert [(p.section, p.section_no, p.seq) for p in notice.projects] == [
            ("一、教育工程", 1, 1),
            ("一、教育工程", 1, 2),
            ("二、安居工程", 2, 1),
        ]

    def test_without_a_number_they_are_projects_with_a_finding(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, *self.OPEN)
        assert names(notice.projects) == ["教育工程", "安居工程"]
        assert "headings_are_projects" in rules(notice)

    def test_a_number_that_fits_neither_refuses(self, vocabulary: Vocabulary) -> None:
        assert "sections or projects" in refusal(vocabulary, TITLE, "2024年共实施9项民生实事。", *self.OPEN)

    def test_counts_of_sections_are_announced(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, "一、市级民生实事（2项）", A, B, "二、区级民生实事（1项）", A)
        assert [(a.scope, a.count, a.section_no) for a in notice.announced] == [("municipal", 2, 1), ("district", 1, 2)]
        assert notice.announced[0].place is not None and notice.announced[0].place.paragraph_no == 2


class TestDoubt:
    DUTIES = (
        "一、倒排工期。各单位制定计划。（责任单位：各牵头单位）",
        "二、专人负责。明确联络员。（责任单位：各牵头单位）",
        "三、限时整改。对滞后项目整改。（责任单位：区政府督查室）",
    )

    def test_paragraphs_that_count_nothing_are_no_projects(self, vocabulary: Vocabulary) -> None:
        assert "neither a heading nor" in refusal(vocabulary, "关于做好民生实事项目推进工作的通知", *self.DUTIES)

    def test_days_are_no_figures_of_work(self, vocabulary: Vocabulary) -> None:
        texts = [text.replace("。", "，3月15日前完成。", 1) for text in self.DUTIES]
        assert "neither a heading nor" in refusal(vocabulary, "关于做好民生实事项目推进工作的通知", *texts)

    def test_unless_the_list_has_the_name(self, vocabulary: Vocabulary) -> None:
        texts = ("关于做好2024年工作的通知", "各镇：", "附件", "2024年民生实事清单", *self.DUTIES)
        assert len(read(vocabulary, *texts).projects) == 3

    def test_a_report_does_not_say_what_the_target_was(self, vocabulary: Vocabulary) -> None:
        assert "it is a report" in refusal(vocabulary, "关于2024年民生实事完成情况的报告", A, B, C)

    def test_unless_labels_say_it(self, vocabulary: Vocabulary) -> None:
        below = ("目标任务：新建3所。", "完成情况：新建4所，已投用。", "牵头单位：区教委")
        texts = ("关于2024年民生实事完成情况的报告", "1. 新建学校", *below, "2. 改建学校", *below)
        assert {(t.target, t.progress, t.lead) for t in tasks(read(vocabulary, *texts).projects)} == {
            ("新建3所。", "新建4所，已投用。", "区教委")
        }


class TestWithoutUnits:
    ITEMS = ("1. 甲小学扩建工程；", "2. 乙桥梁改造工程；", "3. 丙小区改造工程。")

    def test_the_number_alone_may_prove_a_list(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, TITLE, "现将3件民生实事公布如下：", *self.ITEMS)
        assert names(notice.projects) == ["甲小学扩建工程", "乙桥梁改造工程", "丙小区改造工程"]
        assert {t.lead for t in tasks(notice.projects)} == {None}

    @pytest.mark.parametrize("letter", ["现将民生实事公布如下：", "现将4件民生实事公布如下：", "去年完成3件民生实事。"])
    def test_without_it_there_is_none(self, vocabulary: Vocabulary, letter: str) -> None:
        assert "none of its numbered paragraphs names a unit" in refusal(vocabulary, TITLE, letter, *self.ITEMS)

    def test_two_are_too_few(self, vocabulary: Vocabulary) -> None:
        refusal(vocabulary, TITLE, "现将2件民生实事公布如下：", *self.ITEMS[:2])

    def test_duties_are_none(self, vocabulary: Vocabulary) -> None:
        duties = ("一、提高认识。", "二、加强领导。", "三、强化督查。")
        refusal(vocabulary, TITLE, "为办好3件民生实事，通知如下：", *duties)


class TestParagraphs:
    TEXTS = (
        "渝北府办发〔2024〕5号",
        "渝北区人民政府办公室",
        TITLE,
        "各镇人民政府：",
        LETTER,
        "一、市级民生实事（2项）",
        A,
        B,
        "二、区级民生实事（1项）",
        A.replace("学校", "医院"),
        "三、保障措施",
        "（一）加强领导。（责任单位：各部门）",
        "渝北区人民政府办公室",
        "2024年3月1日",
    )

    @pytest.mark.parametrize(
        ("text", "fate"),
        [
            ("渝北府办发〔2024〕5号", Disposition.FIELD),
            (TITLE, Disposition.FIELD),
            (LETTER, Disposition.LETTER),
            ("一、市级民生实事（2项）", Disposition.HEADING),
            (A, Disposition.FIELD),
            ("三、保障措施", Disposition.HEADING),
            ("（一）加强领导。（责任单位：各部门）", Disposition.NOTE),
            ("2024年3月1日", Disposition.FIELD),
        ],
    )
    def test_every_paragraph_has_its_fate(self, vocabulary: Vocabulary, text: str, fate: Disposition) -> None:
        assert fate_of_paragraph(read(vocabulary, *self.TEXTS), text) is fate

    def test_the_letter_goes_on_below(self, vocabulary: Vocabulary) -> None:
        letter = read(vocabulary, *self.TEXTS).letter
        assert (letter.issuer, str(letter.issued_on)) == ("渝北区人民政府办公室", "2024-03-01")

    def test_tasks_point_at_their_paragraphs(self, vocabulary: Vocabulary) -> None:
        notice = read(vocabulary, *self.TEXTS)
        assert [t.place.paragraph_no for t in tasks(notice.projects)] == [7, 8, 10]
        assert {p.paragraph_no: p.project for p in notice.paragraphs if p.project} == {7: 1, 8: 2, 10: 3}

    def test_a_duty_that_names_units_is_said(self, vocabulary: Vocabulary) -> None:
        (finding,) = read(vocabulary, *self.TEXTS).findings
        assert (finding.rule, finding.paragraph_no) == ("unit_in_prose", 12)


@pytest.mark.parametrize(
    "texts",
    [
        ["1. 新建3所（责任单位：区教委）", *["说明文字，继续"] * 2000],
        ["1. 新建3所（责任单位：区教委", *["说明文字"] * 2000],
        ["1. " + "（" * 20_000 + "）" * 20_000],
        ["1. " + "（责任单位：区教委）新建学校若干所" * 3000],
        ["1. " + "责任单位：" * 5000],
        ["1. " + "切实" * 20_000 + "加强领导"],
        ["一、甲", "（一）甲", "1. 甲", "（1）甲", "①甲"] * 300,
        ["字"] * 20_001,
    ],
    ids=["lines", "open bracket", "deep", "brackets", "labels", "adverbs", "levels", "long"],
)
def test_what_no_notice_is_takes_no_time(vocabulary: Vocabulary, texts: list[str]) -> None:
    begun = time.process_time()
    refusal(vocabulary, TITLE, *texts)
    assert time.process_time() - begun < 20


lines_of_text = st.sampled_from(
    [
        TITLE,
        A,
        B,
        C,
        "一、市级民生实事（2项）",
        "二、区级项目",
        "一、教育工程",
        "（一）新建3所。（责任单位：甲局）",
        "附件",
        "责任单位：区教委",
        "目标任务：建成3所。",
        "保障措施",
        "（二）加强领导。",
        "教育类",
        "2024年3月1日",
        "01",
        "【牵头单位：",
        LETTER,
        "（1）甲；",
        "①乙。（区教委牵头）",
    ]
)


@unhurried
@given(st.lists(lines_of_text, max_size=25))
def test_a_text_is_read_or_refused_and_no_paragraph_is_lost(vocabulary: Vocabulary, texts: list[str]) -> None:
    try:
        notice = read(vocabulary, *texts)
    except UnreadableFileError:
        return
    assert [p.text for p in notice.paragraphs] == texts
    told = {(p.project, p.part) for p in notice.paragraphs if p.project}
    for number, project in enumerate(notice.projects, 1):
        assert any(of == number for of, _ in told)
        assert all(task.target for task in project.tasks)
