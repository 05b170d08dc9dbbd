"""Numbered paragraphs as a tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.outline import Group, Line, Node, outline, passages, read_mark


def lines(*texts: str) -> list[Line]:
    return [Line(no, text) for no, text in enumerate(texts, 1)]


def groups(*texts: str, end: str = "附件", heading: str = "教育类") -> list[Group]:
    return outline(lines(*texts), lambda text: text.startswith(end), lambda _, line, __: line.text == heading)


def shape(nodes: list[Node]) -> object:
    return [(n.mark.number, shape(n.children)) if n.children else n.mark.number for n in nodes]


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "shape", "number", "rest"),
        [
            ("一、新建学校", "han", 1, "新建学校"),
            ("十二、新建学校", "han", 12, "新建学校"),
            ("（三）新建学校", "han_paren", 3, "新建学校"),
            ("(三)新建学校", "han_paren", 3, "新建学校"),
            ("1.新建学校", "digit", 1, "新建学校"),
            ("1．新建学校", "digit", 1, "新建学校"),
            ("1、新建学校", "digit", 1, "新建学校"),
            ("12. 新建学校", "digit", 12, "新建学校"),
            ("01 新建学校", "digit", 1, "新建学校"),
            ("01新建学校", "digit", 1, "新建学校"),
            ("01", "digit", 1, ""),
            ("（1）新建学校", "digit_paren", 1, "新建学校"),
            ("1）新建学校", "digit_paren", 1, "新建学校"),
            ("①新建学校", "circled", 1, "新建学校"),
            ("㈡新建学校", "han_circled", 2, "新建学校"),
            ("第一件：新建学校", "nth", 1, "新建学校"),
            ("第一件 新建学校", "nth", 1, "新建学校"),
            ("第2项、新建学校", "nth", 2, "新建学校"),
            ("实事三：新建学校", "nth", 3, "新建学校"),
            ("第二部分 区级项目", "part", 2, "区级项目"),
            ("　　1. 新建学校", "digit", 1, "新建学校"),
        ],
    )
    def test_numbers_of_every_shape(self, text: str, shape: str, number: int, rest: str) -> None:
        found = read_mark(text)
        assert found is not None
        assert (found[0].shape, found[0].number, found[1]) == (shape, number, rest)

    @pytest.mark.parametrize(
        "text",
        [
            "", "新建学校", "1.5亿元用于建设", "2024年实施", "3所学校", "一是新建学校", "第一，提高认识", "10%以上",
            "（试行）", "（含民办1所）", "12月】", "一级医院", "0.5公里", "2024.12",
        ],
    )  # fmt: skip
    def test_what_is_no_number(self, text: str) -> None:
        assert read_mark(text) is None


class TestTree:
    def test_shapes_go_down_and_back(self) -> None:
        (group,) = groups("一、甲", "（一）乙", "1. 丙", "2. 丁", "（二）戊", "二、己")
        assert shape(group.nodes) == [(1, [(1, [1, 2]), 2]), 2]

    def test_a_shape_may_be_left_out(self) -> None:
        (group,) = groups("一、甲", "1. 乙", "2. 丙", "二、丁", "1. 戊")
        assert shape(group.nodes) == [(1, [1, 2]), (2, [1])]

    def test_lines_without_a_number_go_on(self) -> None:
        (group,) = groups("1. 甲", "牵头单位：乙", "2. 丙")
        assert [[line.text for line in n.lines] for n in group.nodes] == [["甲", "牵头单位：乙"], ["丙"]]

    def test_numbers_that_begin_anew_are_another_group(self) -> None:
        assert [shape(g.nodes) for g in groups("1. 甲", "2. 乙", "1. 丙", "2. 丁")] == [[1, 2], [1, 2]]

    def test_a_heading_begins_a_group_and_names_it(self) -> None:
        one, two = groups("1. 甲", "教育类", "2. 乙")
        assert [line.text for line in two.heads] == ["教育类"]
        assert (shape(one.nodes), shape(two.nodes)) == ([1], [2])

    def test_an_end_leaves_what_follows_to_nobody(self) -> None:
        one, two = groups("1. 甲", "附件2", "清单", "1. 乙")
        assert [line.text for line in one.nodes[0].lines] == ["甲"]
        assert [line.text for line in two.heads] == ["清单"]

    def test_sentences_name_no_group(self) -> None:
        (group,) = groups("清单", "现通知如下：", "1. 甲")
        assert group.heads == []

    def test_a_number_alone_takes_the_line_below(self) -> None:
        (group,) = groups("01", "新建学校", "建成3所。", "02", "改造小区")
        assert [n.heading for n in group.nodes] == ["新建学校", "改造小区"]
        assert [line.no for line in group.nodes[0].lines] == [1, 3]

    @pytest.mark.parametrize("after", [(), ("2.改造中学",)])
    def test_a_number_without_a_text_numbers_nothing(self, after: tuple[str, ...]) -> None:
        (found,) = groups("1.新建学校", "01", *after)
        assert [line.text for line in found.nodes[0].lines] == ["新建学校", "01"]
        assert len(found.nodes) == 1 + len(after)

    def test_a_number_alone_is_not_put_before_what_is_no_work(self) -> None:
        (found,) = outline(
            lines("1.新建学校", "01", "责任单位"), lambda _: False, lambda *_: False, lambda t: t != "责任单位"
        )
        assert [line.text for line in found.nodes[0].lines] == ["新建学校", "01", "责任单位"]

    def test_a_number_without_a_text_may_have_others_under_it(self) -> None:
        (found,) = groups("一、", "1.新建学校", "2.改造中学", "二、养老", "1.新建食堂")
        assert shape(found.nodes) == [(1, [1, 2]), (2, [1])]

    def test_a_line_inside_a_bracket_is_no_heading(self) -> None:
        (group,) = groups("1. 甲【牵头单位：", "教育类", "2. 乙")
        assert shape(group.nodes) == [1, 2]

    def test_a_text_without_numbers_has_no_group(self) -> None:
        assert groups("甲", "乙") == []
        assert groups() == []


class TestPassages:
    @pytest.mark.parametrize(
        ("texts", "expected"),
        [
            (("新建学校", "建成3所。"), ["新建学校", "建成3所。"]),
            (("建成3所，", "新增学位。"), ["建成3所，新增学位。"]),
            (("改造小区。新开工4", "1个。"), ["改造小区。新开工41个。"]),
            (("建成3所。【牵头单位：区教", "委】"), ["建成3所。【牵头单位：区教委】"]),
            (("建成3所【牵头单位：区教委", "；责任单位：各镇】"), ["建成3所【牵头单位：区教委；责任单位：各镇】"]),
            (("建成3所", "。（责任单位：区教委）"), ["建成3所。（责任单位：区教委）"]),
            (("建成3所。", "责任单位：区教委"), ["建成3所。", "责任单位：区教委"]),
            (("责任单位：区教委，各镇", "建成3所。"), ["责任单位：区教委，各镇", "建成3所。"]),
            (("责任单位：区教委、", "各镇"), ["责任单位：区教委、各镇"]),
            (("建" * 40, "责任单位：区教委"), ["建" * 40, "责任单位：区教委"]),
            (("建" * 40, "成3所。"), ["建" * 40 + "成3所。"]),
        ],
    )
    def test_lines_that_belong_together(self, texts: tuple[str, ...], expected: list[str]) -> None:
        def opens(text: str) -> bool:
            return text.lstrip("；（").startswith("责任单位：")

        found = passages(lines(*texts), opens)
        assert [text for text, _ in found] == expected
        assert [no for _, numbers in found for no in numbers] == list(range(1, len(texts) + 1))


texts = st.lists(
    st.sampled_from(["一、甲", "（一）乙", "1. 丙", "（1）丁", "①戊", "己。", "庚", "附件", "教育类", "01", "【辛"]),
    max_size=20,
)


@given(texts)
def test_no_paragraph_stands_twice(given_texts: list[str]) -> None:
    numbers = [
        line.no for group in groups(*given_texts) for top in group.nodes for node in top.walk() for line in node.lines
    ]
    assert numbers == sorted(set(numbers))
