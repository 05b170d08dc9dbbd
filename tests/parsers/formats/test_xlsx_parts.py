"""The parts of an XLSX package beside its sheets."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._package import Package
from parsers.formats._sheets import Style
from parsers.formats._xlsx_parts import Workbook, parse, read_workbook, unescape
from tests.parsers.formats.builders import member, repack
from tests.parsers.formats.sheet_builders import SheetXml, c, rows, styles_xml, xlsx_file

ONE = rows(c("A1", "甲"))


def book(data: bytes) -> Workbook:
    return read_workbook(Package(data, "XLSX"))


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        book(data)
    return str(caught.value)


def test_sheets_are_listed_in_order_with_their_state() -> None:
    found = book(xlsx_file(SheetXml(ONE, name="甲"), SheetXml(ONE, name="乙", state="veryHidden"))).sheets
    assert [(s.name, s.is_hidden, s.part) for s in found] == [
        ("甲", False, "xl/worksheets/sheet1.xml"),
        ("乙", True, "xl/worksheets/sheet2.xml"),
    ]


@pytest.mark.parametrize(("properties", "is_1904"), [("", False), ('date1904="1"', True), ('date1904="false"', False)])
def test_the_system_of_dates(properties: str, is_1904: bool) -> None:
    assert book(xlsx_file(ONE, properties=properties)).is_1904 is is_1904


def test_styles_are_format_codes_and_borders() -> None:
    assert book(xlsx_file(ONE, styles=styles_xml("0.00", 14, 99))).styles == (
        Style(),
        Style(is_bordered=True),
        Style("0.00"),
        Style("yyyy/m/d"),
        Style("General"),
    )


@pytest.mark.parametrize("xf", ['numFmtId="x" borderId="-1"', "", 'numFmtId="9999999999999"', 'borderId="77"'])
def test_a_style_that_says_nonsense_is_plain(xf: str) -> None:
    styles = f"<styleSheet><cellXfs><xf {xf}/></cellXfs></styleSheet>"
    assert book(xlsx_file(ONE, styles=styles)).styles == (Style(),)


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<t>甲</t>", "甲"),
        ("<r><t>重点</t></r><r><rPr><b/></rPr><t>民生</t></r>", "重点民生"),
        ("<t>東京</t><rPh sb='0' eb='2'><t>トウキョウ</t></rPh><phoneticPr fontId='1'/>", "東京"),
        ("<t xml:space='preserve'> 甲 </t>", " 甲 "),
        ("<t>甲_x000D_\n乙</t>", "甲\r\n乙"),
        ("", ""),
    ],
)
def test_shared_strings(inside: str, text: str) -> None:
    assert book(xlsx_file(ONE, strings=[inside, "<t>末</t>"])).texts == (text, "末")


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("_x005F_x000A_", "_x000A_"),
        ("a_xb", "a_xb"),
        ("_x", "_x"),
        ("_xD800_", "_xD800_"),
        ("_x4e00_", "一"),
        ("甲_x0000_乙", "甲\x00乙"),
    ],
)
def test_escaped_characters(text: str, plain: str) -> None:
    assert unescape(text) == plain


def test_a_workbook_without_styles_and_strings() -> None:
    data = repack(xlsx_file(ONE), {"xl/styles.xml": None, "xl/sharedStrings.xml": None})
    assert (book(data).styles, book(data).texts) == ((), ())


def test_strict_ooxml_is_the_same() -> None:
    data = xlsx_file(ONE, strings=["<t>甲</t>"], styles=None, strict=True)
    assert (len(book(data).sheets), book(data).texts) == (1, ("甲",))


def test_a_workbook_that_is_not_where_it_should_be() -> None:
    data = xlsx_file(ONE)
    assert len(book(repack(data, {"_rels/.rels": None})).sheets) == 1
    moved = {
        "_rels/.rels": member(data, "_rels/.rels").replace(b"xl/workbook.xml", b"/xl/book.xml"),
        "xl/workbook.xml": None,
        "xl/book.xml": member(data, "xl/workbook.xml"),
        "xl/_rels/book.xml.rels": member(data, "xl/_rels/workbook.xml.rels"),
    }
    assert len(book(repack(data, moved)).sheets) == 1


def test_charts_are_no_grids() -> None:
    data = xlsx_file(SheetXml(ONE, name="甲"), SheetXml(ONE, name="图"))
    links = member(data, "xl/_rels/workbook.xml.rels")
    changed = links.replace(b'worksheet" Target="worksheets/sheet2', b'chartsheet" Target="worksheets/sheet2')
    found = book(repack(data, {"xl/_rels/workbook.xml.rels": changed}))
    assert ([s.name for s in found.sheets], found.other) == (["甲"], ("图",))


def test_a_sheet_that_is_listed_twice_is_read_once() -> None:
    data = xlsx_file(SheetXml(ONE, name="甲"), SheetXml(ONE, name="乙"))
    links = member(data, "xl/_rels/workbook.xml.rels").replace(b"sheet2.xml", b"sheet1.xml")
    assert [s.name for s in book(repack(data, {"xl/_rels/workbook.xml.rels": links})).sheets] == ["甲"]


def test_a_sheet_that_is_missing_is_not_passed_over() -> None:
    data = xlsx_file(SheetXml(ONE, name="甲"), SheetXml(ONE, name="乙"))
    for change in ({"xl/worksheets/sheet2.xml": None}, {"xl/_rels/workbook.xml.rels": None}):
        assert refusal(repack(data, change)) == "it is a damaged XLSX (a sheet is missing); ask for the file again."
    assert "a sheet is missing" in refusal(xlsx_file())


def test_hundreds_of_sheets_are_refused() -> None:
    assert refusal(xlsx_file(*[ONE] * 256)).startswith("it has 256 sheets, more than a notice can need; save")


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (b"<a><b></a>", "broken XML"),
        (b"<a>", "broken XML"),
        (b"", "broken XML"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "a document type in its XML"),
        (b"\xff\xfe<\x00a", "broken XML"),
    ],
)
def test_a_large_part_with_bad_xml_is_refused(xml: bytes, why: str) -> None:
    package = Package(xlsx_file(ONE), "XLSX")
    with pytest.raises(UnreadableFileError) as caught:
        parse(package, "a.xml", iter([xml]), lambda *_: None, lambda _: None, lambda _: None)
    assert str(caught.value) == f"it is a damaged XLSX ({why}); ask for the file again."


def test_a_part_of_nothing_but_elements_is_refused() -> None:
    package = Package(xlsx_file(ONE), "XLSX")
    endless = (b"<a/>" * 100_000 for _ in range(40))
    with pytest.raises(UnreadableFileError, match="larger than a notice can need; save"):
        parse(
            package,
            "a.xml",
            (b"<a>" if i == 0 else x for i, x in enumerate(endless)),
            lambda *_: None,
            lambda _: None,
            lambda _: None,
        )


def test_names_come_without_their_prefix() -> None:
    names: list[str] = []
    package = Package(xlsx_file(ONE), "XLSX")
    parse(
        package,
        "a",
        iter([b'<x:a xmlns:x="y"><b/></x:a>']),
        lambda name, _: names.append(name),
        names.append,
        lambda _: None,
    )
    assert names == ["a", "b", "b", "a"]
