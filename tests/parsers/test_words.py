"""Words compared: squeezed, tidied, counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.words import chinese_int, inner_serial, longest_in, serial, squeeze, squeeze_header, sub_number, tidy
from tests.parsers.build import unhurried

CHINESE_TEXT = st.text(alphabet="民生实事 \t\n\u3000\xa0\u2003AB12（）()：:〔〕，。", max_size=30)
DIGITS = "零一二三四五六七八九"


def in_chinese(number: int) -> str:
    """A number below 10 000 as people write it."""
    if number < 10:
        return DIGITS[number]
    if number < 20:
        return "十" + (DIGITS[number - 10] if number > 10 else "")
    text = ""
    gap = False
    for value, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + word
        gap = not digit
    return text


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("牵 头 单 位", "牵头单位"),
        ("项目\n名称", "项目名称"),
        ("序\u3000号", "序号"),
        ("完成\xa0时限", "完成时限"),
        ("（２０２４）", "(2024)"),
        ("单位：万元", "单位:万元"),
        ("﹝2024﹞", "〔2024〕"),
        ("", ""),
    ],
)
def test_squeeze_drops_white_space_and_folds_width(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


@unhurried
@given(CHINESE_TEXT)
def test_squeezing_twice_changes_nothing(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@unhurried
@given(CHINESE_TEXT)
def test_squeezed_text_has_no_white_space(text: str) -> None:
    assert not any(c.isspace() for c in squeeze(text))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("2024年工作任务", "工作任务"),
        ("2024年度工作任务", "工作任务"),
        ("2024 年 工作任务", "工作任务"),
        ("年度目标任务", "目标任务"),
        ("指标类别（市级、人大票决）", "指标类别"),
        ("总投资(万元)", "总投资"),
        ("总投资\n（万元）", "总投资"),
        ("责任单位［排首位的牵头］", "责任单位"),
        ("牵头单位：", "牵头单位"),
        ("（项目名称）", "(项目名称)"),
        ("序号", "序号"),
        ("进度安排", "进度安排"),
    ],
)
def test_headers_are_compared_without_remarks_and_year(text: str, bare: str) -> None:
    assert squeeze_header(text) == bare


@unhurried
@given(
    st.sampled_from(["序号", "项目名称", "牵头单位", "目标任务", "完成时限"]), st.lists(st.sampled_from(" \n\t\u3000"))
)
def test_spaces_in_a_header_make_no_difference(word: str, gaps: list[str]) -> None:
    spaced = "".join(gap + char for gap, char in zip([*gaps, *" " * len(word)], word, strict=False))
    assert squeeze_header(spaced) == squeeze_header(word)


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("通\u3000\u3000知", "通知"),
        ("关于印发\n民生实事的通知", "关于印发民生实事的通知"),
        ("  重点民生实事  ", "重点民生实事"),
        ("普及 AED  设备", "普及 AED 设备"),
        ("建设 5G 基站", "建设 5G 基站"),
        ("《 2024年 重点 》", "《 2024年重点》"),
        ("，  各单位", "，各单位"),
        ("普及 AED\n设备", "普及 AED 设备"),
        ("PM2.5\t\n浓度", "PM2.5 浓度"),
        ("5G\u2003\u2003基站", "5G 基站"),
        ("", ""),
    ],
)
def test_tidy_keeps_only_the_spaces_that_part_words(text: str, tidied: str) -> None:
    assert tidy(text) == tidied


@unhurried
@given(CHINESE_TEXT)
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@unhurried
@given(CHINESE_TEXT)
def test_tidying_loses_nothing_but_white_space(text: str) -> None:
    assert "".join(tidy(text).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("33", 33),
        ("０１", 1),
        ("②", 2),
        ("零", 0),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十三", 33),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("两百", 200),
        ("一千零二十", 1020),
        ("二〇二四", 2024),
        ("二○二四", 2024),
        ("二零二零", 2020),
        ("二Ｏ二四", 2024),
    ],
)
def test_numbers_in_either_script(text: str, number: int) -> None:
    assert chinese_int(text) == number


@pytest.mark.parametrize("text", ["", " ", "项", "三十三项", "3.5", "-1", "一二三四甲", "各", "1、"])
def test_what_is_no_number(text: str) -> None:
    assert chinese_int(text) is None


@unhurried
@given(st.integers(0, 9999))
def test_every_number_below_ten_thousand_is_read_back(number: int) -> None:
    assert chinese_int(in_chinese(number)) == number
    assert chinese_int(str(number)) == number


@unhurried
@given(st.integers(1900, 2100))
def test_every_year_is_read_digit_by_digit(year: int) -> None:
    assert chinese_int("".join("〇一二三四五六七八九"[int(d)] for d in str(year))) == year


@unhurried
@given(st.text(max_size=6))
def test_any_text_is_a_number_or_none(text: str) -> None:
    number = chinese_int(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("01", 1),
        ("１", 1),
        ("1、", 1),
        ("1.", 1),
        ("1．", 1),
        (" 12 ", 12),
        ("1\n", 1),
        ("（1）", 1),
        ("(12)", 12),
        ("3)", 3),
        ("[4]", 4),
        ("①", 1),
        ("⑳", 20),
        ("⑴", 1),
        ("⒈", 1),
        ("一", 1),
        ("一、", 1),
        ("（一）", 1),
        ("(一)", 1),
        ("㈠", 1),
        ("（十二）", 12),
        ("三十三", 33),
        ("１０１", 101),
    ],
)
def test_serial_numbers(text: str, number: int) -> None:
    assert serial(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "  ", "合计", "合 计", "—", "/", "一、市级民生实事", "1个", "项目1", "序号", "2024年", "1-3", "注：", "续"],
)
def test_what_is_no_serial_number(text: str) -> None:
    assert serial(text) is None


@unhurried
@given(st.integers(1, 9999), st.sampled_from(["{}", "{}、", "{}.", "({})", "（{}）", " {} ", "{}．"]))
def test_a_serial_number_survives_its_punctuation(number: int, pattern: str) -> None:
    assert serial(pattern.format(number)) == number


@pytest.mark.parametrize(
    ("text", "words", "longest"),
    [
        ("区人民政府办公室", ["人民政府", "人民政府办公室"], "人民政府办公室"),
        ("人 大 票 决", ["票决", "人大票决"], "人大票决"),
        ("（市）级", ["(市)级"], "(市)级"),
        ("区级", ["市级"], None),
        ("", ["市级"], None),
        ("市级", [], None),
    ],
)
def test_the_longest_word_wins(text: str, words: list[str], longest: str | None) -> None:
    assert longest_in(text, words) == longest


@pytest.mark.parametrize(("text", "number"), [("第1项", 1), ("第十二件", 12), ("第 3 项", 3), ("1）", 1), ("㈠", 1)])
def test_serials_as_notices_write_them(text: str, number: int) -> None:
    assert serial(text) == number


@pytest.mark.parametrize("text", ["第1", "1项", "第1项目", "1.2", "1-2", "第一季度"])
def test_what_is_no_serial(text: str) -> None:
    assert serial(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.2", (1, 2)),
        ("1-2", (1, 2)),
        ("（1.2）", (1, 2)),
        ("3．10、", (3, 10)),
        ("1", None),
        ("1.2.3", None),
        ("", None),
    ],
)
def test_numbers_inside_numbers(text: str, numbers: tuple[int, int] | None) -> None:
    assert sub_number(text) == numbers


@pytest.mark.parametrize(
    ("text", "number"), [("（1）", 1), ("1)", 1), ("②", 2), ("⑵", 2), ("1", None), ("1、", None), ("（一）", None)]
)
def test_numbers_written_as_inside_another(text: str, number: int | None) -> None:
    assert inner_serial(text) == number
