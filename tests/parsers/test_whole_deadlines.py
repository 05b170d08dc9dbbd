"""What is a deadline by itself, and what is a piece of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.whole_deadlines import Deadlines, deadlines_of
from schemas.reference import DeadlineForms, Vocabulary
from tests.growth import grows_no_faster

WHOLE = (
    *("2024年6月", "2024年6月底前", "2024.6", "2024-06-30", "2024/6/30", "2020年12月31日", "6月30日前", "12月上旬"),
    *("2024年上半年", "2024年底", "年底前完成", "今年三季度", "本年底", "2024年第四季度", "2024年前三季度", "2024年Q4"),
    *("二〇二四年六月", "二〇二四年十二月底", "24年6月", "24年12月底前", "全年", "2024年全年"),
    *("2024年6月底前建成", "2024年12月底前完工", "2024年9月底前全面完成", "2024年6月下旬前"),
    *("2024年春节前", "2024年国庆节前", "2024年暑假前", "2024年汛期前", "中秋节前"),
    *(
        "2024年1-6月",
        "2024年3月—6月",
        "2024年7月至12月",
        "2024年3月-2024年6月",
        "2024年二至四季度",
        "6月、9月",
        "6月;12月",
    ),
    *("每月25日前", "每季度末", "每月底", "每年12月"),
    *("长期坚持", "全年坚持", "持续推进"),
)
PIECES = (
    *(
        "2024",
        "202",
        "4年6月",
        "2024年上",
        "半年",
        "2024年1",
        "0月",
        "月",
        "月底前",
        "底前完成",
        "前完成",
        "31日",
        "12月3",
    ),
    *(
        "2024年6月至",
        "至12月",
        "、12月",
        "6月、",
        "2024.",
        "2024年第",
        "季度",
        "建成",
        "2024年春",
        "节前",
        "坚持",
    ),
    *("", "建成口袋公园3个", "2024年6月底前建成口袋公园", "500", "12", "—"),
)


@pytest.fixture
def deadlines(vocabulary: Vocabulary) -> Deadlines:
    return deadlines_of(vocabulary.headers.deadlines)


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_whole(deadlines: Deadlines, text: str) -> None:
    assert deadlines.are_whole(text, "2024年12月") and deadlines.are_whole("2024年12月", text)


@pytest.mark.parametrize("text", PIECES)
def test_what_is_none_or_a_piece_of_one(deadlines: Deadlines, text: str) -> None:
    assert not deadlines.are_whole(text, "2024年12月")
    assert not deadlines.are_whole("2024年12月", text)


def test_years_are_whole_beside_years_alone(deadlines: Deadlines) -> None:
    assert deadlines.are_whole("2024年", "2025年") and deadlines.are_whole("2024年度", "2025年前")
    assert not deadlines.are_whole("2024年", "12月底") and not deadlines.are_whole("2024年", "上半年")


@pytest.mark.parametrize("text", [w for w in WHOLE if w[:2] in ("20", "二〇", "24")])
def test_a_date_cut_anywhere_in_its_year_is_two_pieces(deadlines: Deadlines, text: str) -> None:
    year = text.index("年") + 1 if "年" in text else 5
    assert not any(deadlines.are_whole(text[:at], text[at:]) for at in range(1, year + 1))


@given(
    st.sampled_from(["2024年", "今年", ""]),
    st.integers(1, 12),
    st.sampled_from(["", "底", "底前", "下旬", "15日", "底前完成"]),
)
def test_a_month_cut_anywhere_is_two_pieces(year: str, month: int, ending: str) -> None:
    forms = deadlines_of(FORMS)
    text = f"{year}{month}月{ending}"
    assert forms.are_whole(text, text)
    assert not any(
        forms.are_whole(upper, lower) for upper, lower in ((text[:at], text[at:]) for at in range(1, len(text)))
    )


FORMS = DeadlineForms(undated=("长期",), parts=("上半年", "年底"), events=("国庆",), completion=("完成",))


def test_both_may_begin_with_a_deadline_and_go_on(deadlines: Deadlines) -> None:
    assert deadlines.begin("2024年6月底前完成主体", "2024年12月底前投用")
    assert not deadlines.begin("完成主体", "2024年12月底前投用")
    assert not deadlines.begin("2024年6月底前完成主体", "工程")


def test_without_words_there_are_still_figures() -> None:
    none = Deadlines(DeadlineForms())
    assert none.are_whole("2024年6月", "2024.12") and none.are_whole("2024年三季度", "2024年四季度")
    assert not none.are_whole("国庆前", "2024.12")


def test_the_same_words_make_them_once() -> None:
    assert deadlines_of(FORMS) is deadlines_of(FORMS)


def test_long_texts_take_no_time_that_grows_with_their_square(deadlines: Deadlines) -> None:
    def of(size: int) -> None:
        text = "2024年6月、" * size + "至"
        assert not deadlines.are_whole(text, text)

    assert grows_no_faster(of, 2_000, 20_000)
