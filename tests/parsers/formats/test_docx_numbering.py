"""Numbers that Word shows and nobody typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from parsers.formats._docx_numbering import Numbering, labelled
from parsers.formats._numerals import chinese_number
from tests.parsers.formats.builders import (
    abstract_list,
    concrete_list,
    element_xml,
    level,
    numbered,
    par,
    switch,
)

RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'


def parsed(name: str, content: str) -> "etree._Element":
    return etree.fromstring(element_xml(name, content))


def numbering(*lists: str, styles: str = "") -> Numbering:
    return Numbering.of(parsed("numbering", "".join(lists)), parsed("styles", styles))


def labels(lists: Numbering, *paragraph_properties: str) -> list[str]:
    return [lists.label(parsed("body", par("甲", properties=p))[0]) for p in paragraph_properties]


def one_list(*levels: str) -> Numbering:
    return numbering(abstract_list(0, *levels), concrete_list(1, 0))


def style(name: str, properties: str = "", based_on: str = "") -> str:
    base = switch("basedOn", based_on) if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}">{base}<w:pPr>{properties}</w:pPr></w:style>'


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "〇"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (33, "三十三"),
        (90, "九十"),
        (99, "九十九"),
        (105, "一〇五"),
    ],
)
def test_chinese_numbers(number: int, expected: str) -> None:
    assert chinese_number(number) == expected


@given(st.sets(st.integers(0, 999), min_size=2, max_size=2))
@settings(deadline=None)
def test_two_numbers_never_look_alike_in_chinese(numbers: set[int]) -> None:
    assert len({chinese_number(n) for n in numbers}) == 2


@pytest.mark.parametrize(
    ("number_format", "text", "expected"),
    [
        ("decimal", "%1", ["1", "2", "3"]),
        ("decimal", "%1、", ["1、", "2、", "3、"]),
        ("decimal", "（%1）", ["（1）", "（2）", "（3）"]),
        ("decimalZero", "%1", ["01", "02", "03"]),
        ("decimalEnclosedCircle", "%1", ["①", "②", "③"]),
        ("decimalEnclosedCircleChinese", "%1", ["①", "②", "③"]),
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("chineseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("japaneseCounting", "%1、", ["一、", "二、", "三、"]),
        ("ideographDigital", "%1、", ["一、", "二、", "三、"]),
        ("lowerLetter", "%1)", ["a)", "b)", "c)"]),
        ("upperLetter", "%1.", ["A.", "B.", "C."]),
        ("chineseCounting", "项目%1：", ["项目一：", "项目二：", "项目三："]),
    ],
)
def test_ways_to_write_a_number(number_format: str, text: str, expected: list[str]) -> None:
    assert labels(one_list(level(0, text, number_format)), *[numbered(1)] * 3) == expected


@pytest.mark.parametrize(
    ("number_format", "expected"),
    [("decimalZero", ["09", "10"]), ("chineseCounting", ["九", "十"]), ("decimalEnclosedCircle", ["⑨", "⑩"])],
)
def test_counting_goes_past_nine(number_format: str, expected: list[str]) -> None:
    assert labels(one_list(level(0, "%1", number_format, start=9)), *[numbered(1)] * 2) == expected


def test_circles_end_at_twenty() -> None:
    assert labels(one_list(level(0, "%1", "decimalEnclosedCircle", start=20)), *[numbered(1)] * 2) == ["⑳", "21"]


def test_letters_go_round() -> None:
    assert labels(one_list(level(0, "%1", "lowerLetter", start=26)), *[numbered(1)] * 2) == ["z", "aa"]


@pytest.mark.parametrize("number_format", ["decimal", "lowerLetter", "chineseCounting", "decimalEnclosedCircle"])
@pytest.mark.parametrize("start", [-5, 2_000_000])
def test_an_absurd_start_makes_no_absurd_label(number_format: str, start: int) -> None:
    (label,) = labels(one_list(level(0, "%1", number_format, start=start)), numbered(1))
    assert len(label) < 40


@pytest.mark.parametrize("number_format", ["bullet", "none"])
def test_bullets_are_no_numbers(number_format: str) -> None:
    assert labels(one_list(level(0, "•", number_format)), numbered(1)) == [""]


def test_an_absurd_text_makes_no_absurd_label() -> None:
    (label,) = labels(one_list(level(0, "%1项" * 100_000)), numbered(1))
    assert len(label) < 200


def test_a_list_may_start_anywhere() -> None:
    assert labels(one_list(level(0, "%1", start=16)), *[numbered(1)] * 2) == ["16", "17"]


def test_a_list_may_start_at_nought() -> None:
    assert labels(one_list(level(0, "%1", start=0)), *[numbered(1)] * 2) == ["0", "1"]


def test_paragraphs_without_a_list_have_no_number_and_do_not_count() -> None:
    assert labels(one_list(level(0, "%1")), numbered(1), "", numbered(1)) == ["1", "", "2"]


def test_number_nought_takes_a_paragraph_out_of_the_list_of_its_style() -> None:
    lists = numbering(
        abstract_list(0, level(0, "%1")),
        concrete_list(1, 0),
        styles=style("Item", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    )
    styled = switch("pStyle", "Item")
    assert labels(lists, styled, styled + numbered(0), styled) == ["1", "", "2"]


@pytest.mark.parametrize("number", [7, 99])
def test_a_list_that_is_not_there_gives_no_number(number: int) -> None:
    assert labels(one_list(level(0, "%1")), numbered(number)) == [""]


def test_a_level_that_is_not_there_gives_no_number() -> None:
    assert labels(one_list(level(0, "%1")), numbered(1, 3)) == [""]


def test_a_document_without_lists_has_no_numbers() -> None:
    lists = Numbering.of(None, parsed("styles", ""))
    assert labels(lists, numbered(1), "") == ["", ""]


def test_each_level_counts_on_its_own_and_anew_below_each_number() -> None:
    lists = one_list(level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3."))
    depths = (0, 1, 2, 2, 1, 2, 0, 1)
    assert labels(lists, *[numbered(1, d) for d in depths]) == [
        "一、",
        "（一）",
        "1.",
        "2.",
        "（二）",
        "1.",
        "二、",
        "（一）",
    ]


def test_a_label_may_name_the_levels_above() -> None:
    lists = one_list(level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))
    assert labels(lists, *[numbered(1, d) for d in (0, 1, 1, 2, 0, 1)]) == ["1", "1.1", "1.2", "1.2.1", "2", "2.1"]


def test_a_level_above_that_was_never_shown_counts_as_its_start() -> None:
    assert labels(one_list(level(0, "%1"), level(1, "%1.%2")), numbered(1, 1)) == ["1.1"]


def test_legal_numbering_turns_the_levels_above_into_digits() -> None:
    legal = level(1, "%1.%2", extra="<w:isLgl/>")
    lists = one_list(level(0, "%1、", "chineseCounting"), legal)
    assert labels(lists, numbered(1), numbered(1, 1)) == ["一、", "1.1"]


def test_two_lists_on_one_abstract_list_count_on() -> None:
    lists = numbering(abstract_list(0, level(0, "%1")), concrete_list(1, 0), concrete_list(2, 0))
    assert labels(lists, numbered(1), numbered(1), numbered(2)) == ["1", "2", "3"]


def test_two_abstract_lists_count_apart() -> None:
    lists = numbering(
        abstract_list(0, level(0, "%1")), abstract_list(1, level(0, "（%1）")), concrete_list(1, 0), concrete_list(2, 1)
    )
    assert labels(lists, numbered(1), numbered(2), numbered(1), numbered(2)) == ["1", "（1）", "2", "（2）"]


@pytest.mark.parametrize(("start", "expected"), [(1, ["1", "2", "1", "2"]), (16, ["1", "2", "16", "17"])])
def test_a_restart_counts_from_its_start(start: int, expected: list[str]) -> None:
    lists = numbering(abstract_list(0, level(0, "%1")), concrete_list(1, 0), concrete_list(2, 0, RESTART.format(start)))
    assert labels(lists, numbered(1), numbered(1), numbered(2), numbered(2)) == expected


def test_a_restart_leaves_the_first_list_where_it_was() -> None:
    lists = numbering(abstract_list(0, level(0, "%1")), concrete_list(1, 0), concrete_list(2, 0, RESTART.format(1)))
    assert labels(lists, numbered(1), numbered(2), numbered(1)) == ["1", "1", "2"]


def test_an_override_may_bring_its_own_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "（%1）", "chineseCounting")}</w:lvlOverride>'
    lists = numbering(abstract_list(0, level(0, "%1")), concrete_list(1, 0, override))
    assert labels(lists, numbered(1)) == ["（一）"]


def test_a_style_may_bring_the_number() -> None:
    styles = style("Heading", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style(
        "Item", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    )
    lists = numbering(
        abstract_list(0, level(0, "%1、", "chineseCounting"), level(1, "（%2）")), concrete_list(1, 0), styles=styles
    )
    assert labels(lists, switch("pStyle", "Heading"), switch("pStyle", "Item"), switch("pStyle", "Plain")) == [
        "一、",
        "（1）",
        "",
    ]


def test_a_style_has_the_list_of_the_style_it_is_based_on() -> None:
    styles = style("Item", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("Own", based_on="Item")
    lists = numbering(abstract_list(0, level(0, "%1")), concrete_list(1, 0), styles=styles)
    assert labels(lists, switch("pStyle", "Item"), switch("pStyle", "Own")) == ["1", "2"]


def test_a_paragraph_may_change_the_level_of_its_style() -> None:
    lists = numbering(
        abstract_list(0, level(0, "%1、"), level(1, "（%2）")),
        concrete_list(1, 0),
        styles=style("Item", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
    )
    deeper = switch("pStyle", "Item") + '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    assert labels(lists, switch("pStyle", "Item"), deeper) == ["1、", "（1）"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        (None, ["一、", "1", "2", "二、", "1"]),
        ("0", ["一、", "1", "2", "二、", "3"]),
        ("1", ["一、", "1", "2", "二、", "1"]),
    ],
)
def test_a_level_may_count_on_behind_the_levels_above(restart: str | None, expected: list[str]) -> None:
    extra = "" if restart is None else switch("lvlRestart", restart)
    lists = one_list(level(0, "%1、", "chineseCounting"), level(1, "%2", extra=extra))
    assert labels(lists, *[numbered(1, d) for d in (0, 1, 1, 0, 1)]) == expected


def test_a_level_may_start_anew_only_behind_some_of_the_levels_above() -> None:
    lists = one_list(level(0, "%1、"), level(1, "（%2）"), level(2, "%3.", extra=switch("lvlRestart", "1")))
    depths = (0, 1, 2, 1, 2, 0, 2)
    assert labels(lists, *[numbered(1, d) for d in depths]) == ["1、", "（1）", "1.", "（2）", "2.", "2、", "1."]


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        ("1、 ", "甲", "1、甲"),
        ("1 ", "甲", "1甲"),
        ("1. ", "a", "1. a"),
        ("1. ", "", "1. "),
        ("", "甲", "甲"),
        ("一、", "a", "一、a"),
    ],
)
def test_a_number_stands_before_its_text(label: str, text: str, expected: str) -> None:
    assert labelled(label, text) == expected


@given(st.lists(st.integers(-2, 1), max_size=30))
@settings(deadline=None)
def test_labels_of_an_outline_never_repeat(steps: list[int]) -> None:
    lists = one_list(level(0, "%1"), level(1, "%1.%2"), level(2, "%1.%2.%3"))
    depths = [0]
    for step in steps:
        depths.append(min(2, max(0, depths[-1] + step)))
    shown = labels(lists, *[numbered(1, d) for d in depths])
    assert len(set(shown)) == len(shown)


def test_styles_are_asked_only_where_a_paragraph_names_one() -> None:
    lists = parsed("numbering", abstract_list(0, level(0, "%1、")) + concrete_list(1, 0) + concrete_list(2, 0))
    styles = parsed("styles", "".join(f'<w:style w:styleId="{s}"><w:pPr>{numbered(1)}</w:pPr></w:style>' for s in "ab"))
    named = Numbering.of(lists, styles, [parsed("body", par("甲", properties=switch("pStyle", "b")))])
    assert (named.styles, [list_id for list_id, _ in named.levels]) == ({"b": ("1", 0)}, ["1"])
    assert Numbering.of(lists, styles, [parsed("body", par("甲"))]).levels == {}
