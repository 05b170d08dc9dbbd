"""What a WordprocessingML paragraph says when it is read as Word shows it."""

import pytest
from lxml import etree

from parsers.formats._docx_text import W, children, is_deleted, paragraph_text, value
from tests.parsers.formats.builders import control, either, element_xml, old_text_box, par, run, switch, text_box

INSTRUCTION = "<w:r><w:instrText> PAGEREF _Toc1 </w:instrText></w:r>"


def parsed(xml: str) -> "etree._Element":
    """The one element of ``xml``."""
    return etree.fromstring(element_xml("body", xml))[0]


def said(*content: str) -> str:
    return paragraph_text(parsed(par(*content)))


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def in_run(xml: str) -> str:
    return f"<w:r>{xml}</w:r>"


def deleted(text: str, tag: str = "del") -> str:
    return f'<w:{tag} w:id="1"><w:r><w:delText>{text}</w:delText></w:r></w:{tag}>'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([], ""),
        (["新开工改造", "城镇老旧小区", "10个"], "新开工改造城镇老旧小区10个"),
        ([run("通  知")], "通  知"),
        ([run("2024", switch("b")), run("年", switch("vertAlign", "superscript"))], "2024年"),
        (['<w:bookmarkStart w:id="0" w:name="a"/>', "甲", '<w:bookmarkEnd w:id="0"/>'], "甲"),
        (['<w:proofErr w:type="spellStart"/>', "甲", "<!-- 批注 -->", "乙"], "甲乙"),
        (["<w:r><w:t/></w:r>", "乙"], "乙"),
    ],
)
def test_runs_are_joined_as_they_stand(content: list[str], expected: str) -> None:
    assert said(*content) == expected


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:tab/>", "序 号"),
        ('<w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/>', "序 号"),
        ("<w:br/>", "序\n号"),
        ('<w:br w:type="textWrapping"/>', "序\n号"),
        ("<w:cr/>", "序\n号"),
        ('<w:br w:type="page"/>', "序号"),
        ('<w:br w:type="column"/>', "序号"),
        ("<w:lastRenderedPageBreak/>", "序号"),
        ("<w:noBreakHyphen/>", "序-号"),
        ("<w:softHyphen/>", "序号"),
        ('<w:sym w:font="Wingdings" w:char="25A1"/>', "序□号"),
        ('<w:footnoteReference w:id="2"/>', "序号"),
        ('<w:commentReference w:id="2"/>', "序号"),
    ],
)
def test_signs_that_are_elements(xml: str, expected: str) -> None:
    assert said("序", in_run(xml), "号") == expected


@pytest.mark.parametrize("code", ["", "XYZ", "110000", "-1", "FFFFFFFFFFFFFFFF"])
def test_a_symbol_without_a_character_is_left_out(code: str) -> None:
    assert said("甲", in_run(f'<w:sym w:font="Wingdings" w:char="{code}"/>')) == "甲"


@pytest.mark.parametrize("code", ["D800", "DFFF"])
def test_a_symbol_is_never_half_a_character(code: str) -> None:
    said("甲", in_run(f'<w:sym w:font="Wingdings" w:char="{code}"/>')).encode("utf-8")


@pytest.mark.parametrize("tag", ["ins", "moveTo"])
def test_text_inserted_under_tracked_changes_is_there(tag: str) -> None:
    assert said("完成", f'<w:{tag} w:id="1">{run("5")}</w:{tag}>', "个") == "完成5个"


@pytest.mark.parametrize("tag", ["del", "moveFrom"])
def test_text_deleted_under_tracked_changes_is_gone(tag: str) -> None:
    assert said("完成", deleted("3", tag), f'<w:ins w:id="2">{run("5")}</w:ins>', "个") == "完成5个"


def test_text_moved_away_is_gone_although_its_runs_look_whole() -> None:
    assert said("甲", f'<w:moveFrom w:id="1">{run("乙")}</w:moveFrom>') == "甲"


def test_text_inserted_by_one_person_and_deleted_by_another_is_gone() -> None:
    assert said("甲", f'<w:ins w:id="1">{deleted("乙")}</w:ins>') == "甲"


def test_the_text_of_a_hyperlink_is_there() -> None:
    assert said("见", f'<w:hyperlink r:id="rId9">{run("区政府网站")}</w:hyperlink>') == "见区政府网站"


@pytest.mark.parametrize("tag", ["smartTag", "customXml", "bdo", "dir"])
def test_wrapped_runs_are_there(tag: str) -> None:
    assert said("到", f"<w:{tag}>{run('2024')}</w:{tag}>", "年") == "到2024年"


def test_the_text_of_a_content_control_is_there() -> None:
    assert said("类型：", control(run("市级"))) == "类型：市级"


def test_a_field_shows_its_result_and_not_its_code() -> None:
    content = (field("begin"), INSTRUCTION, field("separate"), run("33"), field("end"))
    assert said("共", *content, "项") == "共33项"


def test_a_field_inside_a_field_shows_its_result() -> None:
    inner = (field("begin"), INSTRUCTION, field("separate"), run("12"), field("end"))
    content = (field("begin"), INSTRUCTION, field("separate"), run("第"), *inner, run("页"), field("end"))
    assert said(*content) == "第12页"


def test_a_simple_field_shows_its_result() -> None:
    assert said("共", f'<w:fldSimple w:instr=" NUMPAGES ">{run("3")}</w:fldSimple>', "页") == "共3页"


@pytest.mark.parametrize("box", [text_box(par("框内")), old_text_box(par("框内"))])
def test_a_text_box_is_no_part_of_the_paragraph_it_hangs_on(box: str) -> None:
    assert said("甲", box, "乙") == "甲乙"


def test_of_two_ways_to_draw_a_thing_one_is_read() -> None:
    assert said("甲", either(run("√"), run("√")), "乙") == "甲√乙"


def test_children_are_found_through_wrappers_only() -> None:
    body = parsed(f"<w:tc>{control(par('甲'))}{par('乙')}<w:other>{par('丙')}</w:other></w:tc>")
    found = children(body, "p", frozenset({W + "sdt", W + "sdtContent"}))
    assert [paragraph_text(p) for p in found] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("", None),
        (switch("vMerge"), "continue"),
        (switch("vMerge", "restart"), "restart"),
        (switch("vMerge", "continue"), "continue"),
    ],
)
def test_a_merge_without_a_value_goes_on(xml: str, expected: str | None) -> None:
    assert value(parsed(f"<w:tc><w:tcPr>{xml}</w:tcPr></w:tc>"), "tcPr/vMerge") == expected


@pytest.mark.parametrize(("xml", "expected"), [("", False), ('<w:del w:id="1"/>', True), ('<w:ins w:id="1"/>', False)])
def test_a_row_may_be_deleted(xml: str, expected: bool) -> None:
    assert is_deleted(parsed(f"<w:tr><w:trPr>{xml}</w:trPr></w:tr>"), "trPr") is expected
