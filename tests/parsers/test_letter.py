"""What the paragraphs around the tables say of the notice."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.letter import (
    Reading,
    caption_span,
    is_attachment_mark,
    is_numbered_heading,
    kind_of,
    read_letter,
    year_of,
)
from schemas.notice import Disposition, Letter, NoticeKind
from schemas.reference import Vocabulary
from tests.parsers.build import TITLE, unhurried

ISSUER = "重庆市渝北区人民政府办公室"
RECIPIENTS = "各镇人民政府，区级各部门，各街道办事处，有关单位："
BODY = "现将有关事项通知如下。"


def letter(vocabulary: Vocabulary, *texts: str) -> Reading:
    return read_letter(texts, len(texts), vocabulary.notice)


def chinese_date(day: date, zero: str) -> str:
    digits = f"{zero}一二三四五六七八九"
    year = "".join(digits[int(d)] for d in str(day.year))
    tens = ["", "十", "二十", "三十"]
    month, day_of_month = (tens[n // 10] + ("", *digits[1:])[n % 10] for n in (day.month, day.day))
    return f"{year}年{month}月{day_of_month}日"


class TestDocumentNumber:
    @pytest.mark.parametrize(
        "text",
        [
            "渝北府办发〔2024〕5号",
            "渝北府办发[2024]5号",
            "渝北府办发［2024］5号",
            "渝北府办发【2024】5号",
            "渝北府办发（2024）5号",
            "渝北府办发(2024)5号",
            "渝北府办发﹝2024﹞5号",
            "渝北府办发〔２０２４〕５号",
            "渝北府办发 〔2024〕 5 号",
            "渝北府办发〔2024〕第5号",
            "渝北府办发2024第5号",
            "渝北府办发〔2024〕5号 签发人：张三",
            " 渝北府办发〔2024〕5号\u3000",
        ],
    )
    def test_brackets_of_every_style(self, vocabulary: Vocabulary, text: str) -> None:
        assert letter(vocabulary, text, ISSUER, TITLE).letter.document_number == "渝北府办发〔2024〕5号"

    def test_it_may_stand_below_the_issuer(self, vocabulary: Vocabulary) -> None:
        reading = letter(vocabulary, ISSUER, "武隆府办发〔2024〕12号", TITLE)
        assert reading.letter.document_number == "武隆府办发〔2024〕12号"
        assert reading.dispositions[1] is Disposition.FIELD

    @pytest.mark.parametrize(
        "text",
        [
            "根据市政府办公厅《关于印发2024年重点民生实事的通知》（渝府办发〔2024〕17号）精神，制定本方案。",
            "渝府办发〔2024〕17号文件要求如下：",
            "按照渝府办发〔2024〕17号，",
            "联系电话：67820064号",
            "2024年第5号",
        ],
    )
    def test_somebody_elses_number_is_not_taken(self, vocabulary: Vocabulary, text: str) -> None:
        assert letter(vocabulary, ISSUER, TITLE, text).letter.document_number is None

    def test_a_number_below_the_attachment_mark_is_not_the_letters(self, vocabulary: Vocabulary) -> None:
        assert letter(vocabulary, TITLE, "附件1", "渝府办发〔2024〕17号").letter.document_number is None


class TestTitle:
    def test_a_title_of_one_line(self, vocabulary: Vocabulary) -> None:
        reading = letter(vocabulary, ISSUER, TITLE, RECIPIENTS)
        assert reading.letter.title == TITLE
        assert reading.dispositions[1] is Disposition.FIELD

    @pytest.mark.parametrize(
        "lines",
        [
            ("关于印发2024年重点民生实事", "工作目标任务的通知"),
            ("关于印发2024年重点民生实事工作目标任务的", "通  知"),
            ("关于印发", "2024年重点民生实事", "工作目标任务的通知"),
            ("关于印发2024年重点民生实事工作目标任务的通\u3000知",),
            ("关于印发2024年重点民生实事工作目标任务\n的通知",),
        ],
    )
    def test_a_title_of_several_lines(self, vocabulary: Vocabulary, lines: tuple[str, ...]) -> None:
        reading = letter(vocabulary, "渝北府办发〔2024〕5号", ISSUER, *lines, RECIPIENTS, BODY)
        assert reading.letter.title == TITLE
        assert all(reading.dispositions[2 + i] is Disposition.FIELD for i in range(len(lines)))

    @pytest.mark.parametrize(
        "title",
        [
            "关于2021年重点民生实事项目办理情况的报告",
            "关于印发《2020年重点民生实事工作目标任务》的通知",
            "关于做好2024年全区民生实事工作的通知（试行）",
            "关于2024年民生实事推进情况的通报",
            "关于公布2024年民生实事项目的公告",
            "关于加快实施2024年民生实事的意见",
        ],
    )
    def test_titles_end_with_a_type_of_document(self, vocabulary: Vocabulary, title: str) -> None:
        assert letter(vocabulary, title, RECIPIENTS).letter.title == title

    @pytest.mark.parametrize(
        "text",
        [
            "为贯彻落实习近平总书记关于保障和改善民生工作的重要指示要求，",
            "现将关于民生实事的有关事项通知如下：",
            "请各单位认真学习《关于做好民生实事的通知》。",
            "各有关单位：",
        ],
    )
    def test_a_sentence_is_no_title(self, vocabulary: Vocabulary, text: str) -> None:
        assert letter(vocabulary, ISSUER, text, BODY).letter.title is None

    def test_the_title_of_an_attachment_is_not_the_letters(self, vocabulary: Vocabulary) -> None:
        assert letter(vocabulary, BODY, "附件1", "关于2024年民生实事的方案").letter.title is None


class TestIssuer:
    @pytest.mark.parametrize(
        "name",
        [
            "重庆市渝北区人民政府办公室",
            "重庆市武隆区人民政府",
            "重庆高新区管委会办公室",
            "重庆高新技术产业开发区管理委员会",
            "渝北区发展和改革委员会",
            "某县民生实事工作领导小组办公室",
            "某市民政局",
        ],
    )
    def test_it_stands_above_the_title(self, vocabulary: Vocabulary, name: str) -> None:
        reading = letter(vocabulary, name, TITLE, RECIPIENTS, BODY)
        assert reading.letter.issuer == name
        assert reading.dispositions[0] is Disposition.FIELD

    def test_it_stands_as_a_signature(self, vocabulary: Vocabulary) -> None:
        reading = letter(vocabulary, TITLE, RECIPIENTS, BODY, ISSUER, "2024年2月29日")
        assert reading.letter.issuer == ISSUER
        assert reading.dispositions[3] is Disposition.FIELD

    def test_above_and_below_are_one_issuer(self, vocabulary: Vocabulary) -> None:
        reading = letter(vocabulary, ISSUER, TITLE, BODY, "重庆市渝北区人民政府\u3000办公室", "2024年2月29日")
        assert reading.letter.issuer == ISSUER
        assert (reading.dispositions[0], reading.dispositions[3]) == (Disposition.FIELD, Disposition.FIELD)

    @pytest.mark.parametrize(
        "lines", [(ISSUER + TITLE,), (ISSUER + "关于印发2024年", "重点民生实事工作目标任务的通知")]
    )
    def test_it_shares_a_line_with_the_title(self, vocabulary: Vocabulary, lines: tuple[str, ...]) -> None:
        found = letter(vocabulary, "渝北府办发〔2024〕5号", *lines, RECIPIENTS).letter
        assert (found.issuer, found.title) == (ISSUER, TITLE)

    def test_a_letterhead_names_it_with_the_word_document(self, vocabulary: Vocabulary) -> None:
        reading = letter(vocabulary, f"{ISSUER}文件", "渝北府办发〔2024〕5号", TITLE, RECIPIENTS, BODY)
        assert reading.letter.issuer == ISSUER

    @pytest.mark.parametrize(
        "text", ["区人民政府：", RECIPIENTS, "请报区人民政府办公室。", "区人民政府、区人民政府办公室", "局"]
    )
    def test_whom_a_letter_is_for_or_about_did_not_issue_it(self, vocabulary: Vocabulary, text: str) -> None:
        assert letter(vocabulary, TITLE, text, BODY).letter.issuer is None

    def test_a_letter_without_one_has_none(self, vocabulary: Vocabulary) -> None:
        assert letter(vocabulary, TITLE, BODY).letter.issuer is None


class TestDateOfIssue:
    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("2024年2月29日", date(2024, 2, 29)),
            ("2024 年 2 月 29 日", date(2024, 2, 29)),
            ("２０２４年２月２９日", date(2024, 2, 29)),
            ("2024年02月09日", date(2024, 2, 9)),
            ("（2024年2月29日）", date(2024, 2, 29)),
            ("二〇二四年二月二十九日", date(2024, 2, 29)),
            ("二○二四年二月二十九日", date(2024, 2, 29)),
            ("二零二四年十二月三十一日", date(2024, 12, 31)),
            ("二Ｏ二四年十月十日", date(2024, 10, 10)),
            ("二O二四年十一月二十日", date(2024, 11, 20)),
            ("二0二四年三月十日", date(2024, 3, 10)),
            ("二〇二〇年三月十日", date(2020, 3, 10)),
            ("二○二○年三月十日", date(2020, 3, 10)),
            ("二O二O年三月十日", date(2020, 3, 10)),
            ("二Ｏ二Ｏ年三月三十日", date(2020, 3, 30)),
            ("二〇二一年一月五日", date(2021, 1, 5)),
        ],
    )
    def test_dates_in_every_script(self, vocabulary: Vocabulary, text: str, day: date) -> None:
        reading = letter(vocabulary, TITLE, BODY, ISSUER, text)
        assert reading.letter.issued_on == day
        assert reading.dispositions[3] is Disposition.FIELD

    @pytest.mark.parametrize(
        "text",
        [
            "2024年3月1日印发",
            "重庆市渝北区人民政府办公室 2024年3月1日印发",
            "每月25日前报送。",
            "2024年2月",
            "2024年2月30日",
            "2024年2月  日",
            "自2024年3月1日起施行。",
            "二〇二四年十三月一日",
        ],
    )
    def test_what_is_no_date_of_issue(self, vocabulary: Vocabulary, text: str) -> None:
        assert letter(vocabulary, TITLE, BODY, text).letter.issued_on is None

    def test_the_day_of_printing_is_not_the_day_of_issue(self, vocabulary: Vocabulary) -> None:
        found = letter(vocabulary, TITLE, BODY, ISSUER, "2024年2月29日", f"{ISSUER} 2024年3月1日印发").letter
        assert found.issued_on == date(2024, 2, 29)

    def test_the_last_date_is_the_one_under_the_signature(self, vocabulary: Vocabulary) -> None:
        found = letter(vocabulary, TITLE, "2024年1月5日", BODY, ISSUER, "2024年2月29日").letter
        assert found.issued_on == date(2024, 2, 29)

    def test_a_date_in_an_attachment_is_not_the_letters(self, vocabulary: Vocabulary) -> None:
        found = letter(vocabulary, TITLE, BODY, ISSUER, "2024年2月29日", "附件1", "2024年3月15日").letter
        assert found.issued_on == date(2024, 2, 29)

    @pytest.mark.parametrize("mark", ["附件：1.重点民生实事项目实施方案", "附件：", "附件:"])
    def test_the_list_of_attachments_stands_above_the_signature(self, vocabulary: Vocabulary, mark: str) -> None:
        texts = (TITLE, RECIPIENTS, BODY, mark, "2.推进落实情况表", ISSUER, "2024年2月29日", "附件1")
        found = letter(vocabulary, *texts).letter
        assert (found.issuer, found.issued_on) == (ISSUER, date(2024, 2, 29))

    @unhurried
    @given(day=st.dates(date(2000, 1, 1), date(2099, 12, 31)), zero=st.sampled_from("〇○零OＯ0"))
    def test_every_day_is_read_in_both_scripts(self, vocabulary: Vocabulary, day: date, zero: str) -> None:
        arabic = f"{day.year}年{day.month}月{day.day}日"
        assert letter(vocabulary, TITLE, arabic).letter.issued_on == day
        assert letter(vocabulary, TITLE, chinese_date(day, zero)).letter.issued_on == day


@pytest.mark.parametrize(
    "text", ["附件", "附件1", "附件 1", "附件１", "附件一", "附件十二", "附件：", "附件2：", "附1"]
)
def test_attachment_marks(text: str) -> None:
    assert is_attachment_mark(text)


@pytest.mark.parametrize("text", ["附件：1.实施方案", "附件1 实施方案", "详见附件1", "附件1、2", "附则", "1", ""])
def test_what_is_no_attachment_mark(text: str) -> None:
    assert not is_attachment_mark(text)


@pytest.mark.parametrize(
    "text",
    ["一、完成情况", "十二、保障措施", "（一）中小学幼儿园建设", "(三)城乡养老服务", "第一章 总则", " 二、下一步打算 "],
)
def test_headings(text: str) -> None:
    assert is_numbered_heading(text)


@pytest.mark.parametrize(
    "text",
    [
        "一、高度重视，落实责任。坚持以人民为中心是习近平新时代中国特色社会主义思想的基本方略。",
        "（一）建成幼儿园2个。",
        "（一）新建学校。建成2所。（牵头单位：区教委）",
        "现将有关事项通知如下：",
        "完成情况",
        "2024年重点民生实事",
        "一是加强领导",
        "一、" + "民生实事" * 12,
        "",
    ],
)
def test_what_is_no_heading(text: str) -> None:
    assert not is_numbered_heading(text)


class TestKind:
    @pytest.mark.parametrize(
        ("title", "kind"),
        [
            (TITLE, NoticeKind.PLAN),
            ("关于做好2024年全区民生实事工作的通知", NoticeKind.PLAN),
            ("2024年民生实事实施方案", NoticeKind.PLAN),
            ("2024年民生实事项目清单", NoticeKind.PLAN),
            ("关于2021年重点民生实事项目办理情况的报告", NoticeKind.REPORT),
            ("关于2021年重点民生实事完成情况的通报", NoticeKind.REPORT),
            ("2024年重点民生实事工作目标任务推进落实情况表", NoticeKind.PROGRESS),
            ("关于2024年上半年民生实事工作进展的通报", NoticeKind.PROGRESS),
            ("民生实事月报", NoticeKind.PROGRESS),
            ("关于印发2024年重点民生实事的通  知", NoticeKind.PLAN),
            (None, NoticeKind.PLAN),
            ("2024年民生实事", NoticeKind.PLAN),
        ],
    )
    def test_the_title_tells(self, vocabulary: Vocabulary, title: str | None, kind: NoticeKind) -> None:
        assert kind_of(title, (), vocabulary.notice) is kind

    def test_the_title_goes_before_the_captions(self, vocabulary: Vocabulary) -> None:
        assert kind_of(TITLE, ("推进落实情况表",), vocabulary.notice) is NoticeKind.PLAN

    def test_the_captions_tell_where_no_title_does(self, vocabulary: Vocabulary) -> None:
        assert kind_of(None, ("民生实事", "推进落实情况表"), vocabulary.notice) is NoticeKind.PROGRESS


class TestYear:
    @pytest.mark.parametrize(
        ("title", "captions", "issued_on", "year"),
        [
            (TITLE, (), None, 2024),
            (TITLE, (), date(2023, 12, 28), 2024),
            ("关于2021年重点民生实事办理情况的报告", (), date(2022, 1, 10), 2021),
            ("关于印发 2024 年重点民生实事的通知", (), None, 2024),
            ("关于２０２４年民生实事的通知", (), None, 2024),
            ("关于印发2024年度民生实事清单的通知", (), None, 2024),
            ("关于2023年完成情况及2024年计划的报告", (), None, 2023),
            ("关于做好民生实事工作的通知", ("武隆区2024年度民生实事目标任务清单",), date(2023, 12, 28), 2024),
            ("关于做好民生实事工作的通知", (), date(2024, 2, 29), 2024),
            (None, ("2022年民生实事",), None, 2022),
            (None, (), None, None),
            ("关于做好民生实事工作的通知", ("单位：万元",), None, None),
            ("关于印发二〇二四年重点民生实事的通知", (), date(2023, 12, 28), 2024),
        ],
    )
    def test_title_then_captions_then_date(
        self, title: str | None, captions: tuple[str, ...], issued_on: date | None, year: int | None
    ) -> None:
        assert year_of(title, captions, issued_on) == year


class TestCaptions:
    @pytest.mark.parametrize(
        ("texts", "span"),
        [
            (["附件1", "渝北区2024年重点民生实事项目清单"], [1]),
            (["附件1", "2024年民生实事清单", "单位：万元"], [1, 2]),
            (["附件1", "2024年民生实事清单", "（单位：万元）"], [1, 2]),
            (["通知如下。", "渝北区2024年", "重点民生实事", "项目清单"], [1, 2, 3]),
            (["甲", "乙", "丙", "丁"], [1, 2, 3]),
            (["有关事项通知如下。"], []),
            (["一、市级民生实事"], []),
            (["附件1 重点民生实事清单"], []),
            (["（此件公开发布）"], []),
            (["民生实事" * 20], []),
            ([], []),
        ],
    )
    def test_short_lines_right_above_a_table(self, texts: list[str], span: list[int]) -> None:
        assert caption_span(texts, len(texts), {}) == span

    def test_what_is_taken_already_is_no_caption(self) -> None:
        taken = {0: Disposition.FIELD}
        assert caption_span(["2024年2月29日", "民生实事清单"], 2, taken) == [1]

    def test_only_what_stands_above_the_table_is_its_caption(self) -> None:
        assert caption_span(["民生实事清单", "另一张表"], 1, {}) == [0]


def test_a_whole_letter(vocabulary: Vocabulary) -> None:
    texts = (
        "渝北府办发〔2024〕5号",
        ISSUER,
        "关于印发2024年重点民生实事工作目标任务的通  知",
        RECIPIENTS,
        BODY,
        "附件：1. 重点民生实事项目实施方案",
        "2. 推进落实情况表",
        ISSUER,
        "2024年2月29日",
        "（此件公开发布）",
        "附件1",
    )
    reading = letter(vocabulary, *texts)
    assert reading.letter.model_dump() == {
        "document_number": "渝北府办发〔2024〕5号",
        "issuer": ISSUER,
        "title": TITLE,
        "issued_on": date(2024, 2, 29),
    }
    assert sorted(reading.dispositions) == [0, 1, 2, 7, 8]


def test_an_empty_letter_says_nothing(vocabulary: Vocabulary) -> None:
    reading = letter(vocabulary)
    assert set(reading.letter.model_dump().values()) == {None}
    assert reading.dispositions == {}


def test_what_stands_below_the_first_table_is_not_the_letters(vocabulary: Vocabulary) -> None:
    texts = (TITLE, BODY, ISSUER, "2024年2月29日")
    reading = read_letter(texts, 2, vocabulary.notice)
    assert (reading.letter.issuer, reading.letter.issued_on) == (None, None)


@unhurried
@given(
    texts=st.lists(
        st.text(alphabet="关于通知附件年月日2024一二〇号〔〕：。，办公室人民政府\n ", max_size=20), max_size=20
    )
)
def test_any_paragraphs_can_be_read(vocabulary: Vocabulary, texts: list[str]) -> None:
    reading = letter(vocabulary, *texts)
    assert set(reading.dispositions) <= set(range(len(texts)))
    assert set(reading.dispositions.values()) <= {Disposition.FIELD}


def test_a_title_may_do_without_about(vocabulary: Vocabulary) -> None:
    texts = [
        "南川府办发〔2025〕3号",
        "2025年南川区重点民生实事工作方案",
        "各街道办事处，各镇人民政府：",
        "现将方案印发给你们。",
    ]
    letter = read_letter(texts, len(texts), vocabulary.notice).letter
    assert letter.title == "2025年南川区重点民生实事工作方案"


class TestFurniture:
    """Page numbers, and what a web page has around its article, are no part of a letter."""

    TEXTS = (
        "关于印发2024年民生实事方案的通知 - 渝北区政府网",
        "渝北府办发〔2023〕1号",
        "首页",
        "重庆市渝北区人民政府办公室",
        "关于印发2024年民生实事方案的",
        "通知",
        "渝北府办发〔2024〕9号",
        "2024年3月8日",
        "2025年1月1日",
    )

    def test_it_gives_no_field_and_parts_no_title(self, vocabulary: Vocabulary) -> None:
        letter, dispositions = read_with_furniture(self.TEXTS, {0, 1, 2, 8}, vocabulary)
        assert letter.document_number == "渝北府办发〔2024〕9号"
        assert letter.title == "关于印发2024年民生实事方案的通知"
        assert letter.issuer == "重庆市渝北区人民政府办公室"
        assert str(letter.issued_on) == "2024-03-08"
        assert sorted(dispositions) == [3, 4, 5, 6, 7]

    def test_it_does_not_push_the_head_of_a_letter_down(self, vocabulary: Vocabulary) -> None:
        texts = [f"栏目{n}" for n in range(40)] + list(self.TEXTS[3:7])
        letter, _ = read_with_furniture(texts, set(range(40)), vocabulary)
        assert letter.document_number == "渝北府办发〔2024〕9号"


def read_with_furniture(
    texts: Sequence[str], furniture: set[int], vocabulary: Vocabulary
) -> tuple[Letter, dict[int, Disposition]]:
    reading = read_letter(texts, len(texts), vocabulary.notice, furniture)
    return reading.letter, reading.dispositions


def test_a_title_that_fills_its_line_ends_where_the_addressees_begin(vocabulary: Vocabulary) -> None:
    title = "关于印发梁平区2024年重点民生实事的通知"
    assert letter(vocabulary, title + "各乡镇人民政府、街道办事处：", "现印发给你们。").letter.title == title


@pytest.mark.parametrize(
    "text", ["关于通知：", "根据关于印发民生实事的通知，各部门：", "关于民生实事工作经研究决定各项任务如下："]
)
def test_a_sentence_is_no_title_with_addressees(vocabulary: Vocabulary, text: str) -> None:
    assert letter(vocabulary, text).letter.title is None


def test_the_opening_gives_the_year_where_nothing_else_does() -> None:
    opening = ["衢州市柯城区民生实事项目", "2024年民生实事3件。"]
    assert year_of("民生实事项目", (), None, opening) == 2024
    assert year_of(None, ("2023年清单",), None, opening) == 2023
    assert year_of(None, (), date(2022, 3, 1), opening) == 2022
    assert year_of(None, (), None, ["无"]) is None
