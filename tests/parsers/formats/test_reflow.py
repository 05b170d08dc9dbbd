"""Paragraphs out of lines: what a line break tore apart, and what an author ended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats._reflow import Line, first_chunk, is_full, joined, to_paragraphs, width_of

LEFT, SIZE = 90.0, 12.0
RIGHT = LEFT + 20 * SIZE
FULL = "新开工改造城镇老旧小区并完善配套设施和服"

HANZI = st.text(alphabet="新开工改造城镇老旧小区，。；（）“”0123456789", min_size=1, max_size=20)


def line(text: str, x0: float = LEFT, size: float = SIZE) -> Line:
    return Line(text=text, x0=x0, x1=x0 + width_of(text, size), top=100.0, bottom=100.0 + size, size=size)


def reflowed(*lines: Line | str, right: float = RIGHT) -> list[str]:
    parsed = [line(x) if isinstance(x, str) else x for x in lines]
    return [joined(p) for p in to_paragraphs(parsed, right, LEFT)]


def indented(text: str, ems: float = 2) -> Line:
    return line(text, LEFT + ems * SIZE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("渝北", 24), ("2024", 24), ("2024年", 36), ("“双减”", 48), ("3.7", 18), ("（）", 24)],
)
def test_a_full_width_character_is_one_em_and_any_other_half(text: str, expected: float) -> None:
    assert width_of(text, SIZE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("区教委", "区"),
        ("区，其他", "区，"),
        ("区）、其他", "区）、"),
        ("区……", "区……"),
        ("（区教委）", "（区"),
        ("《关于做好》", "《关"),
        ("“双减”", "“双"),
        ("（“双减”）", "（“双"),
        ("2024年", "2024"),
        ("AED设备", "AED"),
        ("5G基站", "5G"),
        ("80%以上", "80%"),
        ("80％以上", "80％"),
        ("26℃以下", "26℃"),
        ("区", "区"),
    ],
)
def test_what_a_line_break_may_not_tear(text: str, expected: str) -> None:
    assert first_chunk(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024.12底前", "2024.12"),
        ("3.7个托位", "3.7"),
        ("1,200户", "1,200"),
        ("2024.12.31前", "2024.12.31"),
        ("99.5%以上", "99.5%"),
    ],
)
def test_a_number_stays_whole_over_its_point(text: str, expected: str) -> None:
    assert first_chunk(text) == expected


@given(HANZI)
@settings(deadline=None)
def test_a_chunk_begins_its_text(text: str) -> None:
    chunk = first_chunk(text)
    assert chunk
    assert text.startswith(chunk)


@pytest.mark.parametrize(
    ("ends_before_right", "following", "expected"),
    [
        (0, "区", True),
        (6, "区", True),
        (12, "区", True),
        (24, "区", False),
        (24, "区，", True),
        (24, "“双减”", True),
        (24, "2024年", True),
        (36, "2024年", False),
        (36, "10个", False),
        (20, "10个", False),
        (12, "10个", True),
    ],
)
def test_a_line_is_full_where_the_next_piece_did_not_fit(
    ends_before_right: float, following: str, expected: bool
) -> None:
    above = line("区" * 10)
    assert is_full(above, above.x1 + ends_before_right, following) is expected


def test_a_line_is_full_although_its_glyphs_stand_out_a_little() -> None:
    above = line(FULL)
    assert is_full(above, above.x1 - 2, "务")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([], []),
        ([FULL], [FULL]),
        ([FULL, "务提升。"], [FULL + "务提升。"]),
        ([FULL, FULL, "务提升。"], [FULL + FULL + "务提升。"]),
        (["附件1", "实施方案"], ["附件1", "实施方案"]),
        ([FULL, "务提升。", "二是改造。"], [FULL + "务提升。", "二是改造。"]),
    ],
)
def test_lines_are_joined_until_one_ends_early(lines: list[str], expected: list[str]) -> None:
    assert reflowed(*lines) == expected


def test_a_word_that_did_not_fit_leaves_the_line_full() -> None:
    above = FULL[:18]
    assert reflowed(above, "“错时共享”停车") == [above + "“错时共享”停车"]


def test_a_decimal_that_did_not_fit_leaves_the_line_full() -> None:
    above = FULL[:17]
    assert reflowed(above, "2024.12底前完成") == [above + "2024.12底前完成"]


def test_an_indented_line_begins_a_paragraph() -> None:
    assert reflowed(indented(FULL[2:]), FULL, indented("二、强化部门协同。")) == [FULL[2:] + FULL, "二、强化部门协同。"]


@pytest.mark.parametrize("ems", [0, 0.25, 0.5])
def test_a_slight_indent_begins_no_paragraph(ems: float) -> None:
    assert len(reflowed(FULL, indented("务提升。", ems))) == 1


@pytest.mark.parametrize(
    "item",
    [
        "二、实施街头绿地提质",
        "（二）实施街头绿地提质",
        "(2)实施街头绿地提质",
        "（2）实施街头绿地提质",
        "2.实施街头绿地提质",
        "2、实施街头绿地提质",
        "2、2024年底前完成",
        "2）2024年底前完成",
        "12．实施街头绿地提质",
        "②实施街头绿地提质",
        "十二、实施街头绿地提质",
        "2）实施街头绿地提质",
        "2)实施街头绿地提质",
        "⑵实施街头绿地提质",
    ],
)
@pytest.mark.parametrize("end", ["。", "；", "："])
def test_a_numbered_line_after_a_full_sentence_begins_a_paragraph(item: str, end: str) -> None:
    above = FULL[:19] + end
    assert reflowed(above, item) == [above, item]


@pytest.mark.parametrize("item", ["2、3号楼", "（二）中规定的", "10.5万平方米"])
def test_a_number_in_the_middle_of_a_sentence_begins_no_paragraph(item: str) -> None:
    assert reflowed(FULL, item) == [FULL + item]


@pytest.mark.parametrize("following", ["2024年完成", "实施街头绿地提质"])
def test_a_full_sentence_alone_ends_no_paragraph(following: str) -> None:
    above = FULL[:19] + "。"
    assert reflowed(above, following) == [above + following]


def test_a_list_in_a_cell_keeps_its_items() -> None:
    items = ["（1）建成停车场3个；", FULL[:19] + "；", "（3）设立助餐点10个；", "（4）完成。"]
    assert reflowed(*items) == items


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["到", "2024年"], "到2024年"),
        (["共20", "24年"], "共2024年"),
        (["普及AED", "设备"], "普及AED设备"),
        (["Smart", "City"], "Smart City"),
        (["5G", "基站"], "5G基站"),
        (["3", "个"], "3个"),
        (["完成率", "100%"], "完成率100%"),
        ([], ""),
    ],
)
def test_a_space_stays_between_two_latin_words_only(lines: list[str], expected: str) -> None:
    assert joined([line(x) for x in lines]) == expected


@given(st.lists(st.tuples(HANZI, st.integers(0, 4)), max_size=12))
@settings(deadline=None)
def test_no_line_is_lost_or_moved(lines: list[tuple[str, int]]) -> None:
    parsed = [line(text, LEFT + ems * SIZE) for text, ems in lines]
    paragraphs = to_paragraphs(parsed, RIGHT, LEFT)
    assert [x for p in paragraphs for x in p] == parsed
    assert all(paragraphs)
    assert "".join(map(joined, paragraphs)) == "".join(text for text, _ in lines)
