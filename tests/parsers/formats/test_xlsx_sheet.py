"""One sheet of an XLSX package: what each kind of cell shows, and a size on paper that costs nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._package import Package
from parsers.formats._sheets import Allowance, Sheet
from parsers.formats._xlsx_parts import read_workbook
from parsers.formats._xlsx_sheet import read_sheet, to_area, to_place, without_empty
from tests.parsers.formats.sheet_builders import SheetXml, c, n, rows, styles_xml, xlsx_file


def sheet(xml: SheetXml | str, *codes: str | int, strings: tuple[str, ...] = (), properties: str = "") -> Sheet:
    data = xlsx_file(xml, styles=styles_xml(*codes), strings=[f"<t>{s}</t>" for s in strings], properties=properties)
    package = Package(data, "XLSX")
    book = read_workbook(package)
    return read_sheet(package, book.sheets[0], book, Allowance())


def texts(found: Sheet) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in found.cells.items()}


def only(cell: str, *codes: str | int, strings: tuple[str, ...] = ()) -> str:
    """What a cell A1 shows."""
    return texts(sheet(rows(cell), *codes, strings=strings)).get((1, 1), "")


@pytest.mark.parametrize(
    ("name", "place"),
    [("B12", (12, 2)), ("$B$12", (12, 2)), ("XFD1048576", (1_048_576, 16_384)), ("xfd1", (1, 16_384)), ("XFE1", None),
     ("A1048577", None), ("A0", None), ("12", None), ("", None), ("A1:B2", None)],
)  # fmt: skip
def test_names_of_cells(name: str, place: tuple[int, int] | None) -> None:
    assert to_place(name) == place


@pytest.mark.parametrize(
    ("name", "area"),
    [("A1:B2", (1, 1, 2, 2)), ("B2:A1", (1, 1, 2, 2)), ("C3", (3, 3, 3, 3)), ("A1:", (1, 1, 1, 1)), ("x", None)],
)
def test_names_of_areas(name: str, area: tuple[int, int, int, int] | None) -> None:
    assert to_area(name) == area


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (n("A1", "2024.6"), "2024.6"),
        (n("A1", "2024.5999999999999"), "2024.6"),
        (n("A1", "1"), "1"),
        (n("A1", "1E3"), "1000"),
        (n("A1", "nan"), "nan"),
        (n("A1", "1_0"), "1_0"),
        (n("A1", "1", kind="b"), "TRUE"),
        (n("A1", "0", kind="b"), "FALSE"),
        (n("A1", "#REF!", kind="e"), "#REF!"),
        (n("A1", "建成", kind="str", formula="B1"), "建成"),
        (n("A1", "12", formula="SUM(B1:B9)"), "12"),
        (n("A1", "1", kind="s"), "乙"),
        (n("A1", "7", kind="s"), ""),
        (n("A1", "-1", kind="s"), ""),
        (c("A1", "甲_x000a_乙"), "甲\n乙"),
        ('<c r="A1" t="inlineStr"><is><r><t>重点</t></r><r><t>民生</t></r><rPh><t>x</t></rPh></is></c>', "重点民生"),
        ('<c r="A1"><v> </v></c>', ""),
        ('<c r="A1"/>', ""),
        ('<c r="A1" t="inlineStr"></c>', ""),
    ],
)
def test_what_a_cell_shows(cell: str, text: str) -> None:
    assert only(cell, strings=("甲", "乙")) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("2024.1", "0.00", "2024.10"),
        ("45657", 'yyyy"年"m"月"', "2024年12月"),
        ("45657", 57, "2024年12月"),
        ("45657", 14, "2024/12/31"),
        ("45657", 17, "2024-12"),
        ("141859", 3, "141,859"),
        ("0.905", 10, "90.50%"),
        ("3", 49, "3"),
    ],
)
def test_numbers_are_shown_by_the_format_of_their_cell(value: str, code: str | int, text: str) -> None:
    assert only(n("A1", value, style=2), code) == text


def test_a_text_stays_as_it_was_typed_whatever_its_format() -> None:
    assert only(c("A1", "2024.10", style=2), "0") == "2024.10"
    assert only(c("A1", "2024.10", style=2), 49) == "2024.10"


def test_days_that_strict_files_store_as_iso_texts() -> None:
    assert only(n("A1", "2024-12-31", kind="d", style=2), 'yyyy"年"m"月"') == "2024年12月"
    assert only(n("A1", "2024-12-31T00:00:00", kind="d", style=2), "yyyy-mm-dd") == "2024-12-31"
    assert only(n("A1", "年底", kind="d", style=2), "yyyy-mm-dd") == "年底"


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    found = sheet(rows(n("A1", "44195", style=2)), "yyyy-mm-dd", properties='date1904="1"')
    assert texts(found) == {(1, 1): "2024-12-31"}


def test_errors_and_formulas_without_a_value_are_noted() -> None:
    found = sheet(rows(n("A1", "#N/A", kind="e"), '<c r="B2"><f>A1+1</f><v></v></c>', '<c r="C3"><f>A1</f></c>'))
    assert (found.errors, found.unvalued) == ([(1, 1)], [(2, 2), (3, 3)])


def test_a_formula_whose_value_is_an_empty_text_has_a_value() -> None:
    found = sheet(rows(n("A1", "", kind="str", formula='IF(B1="","",B1)')))
    assert (found.unvalued, found.cells) == ([], {})


def test_a_style_beyond_the_list_is_plain() -> None:
    assert only(n("A1", "2024.1", style=99)) == only(n("A1", "2024.1").replace('s="0"', 's="x"')) == "2024.1"


def test_borders_are_noted() -> None:
    found = sheet(rows(c("A1", "甲"), c("B1", "乙", style=1)))
    assert [cell.is_bordered for cell in found.cells.values()] == [False, True]


def test_merges_and_hidden_rows_and_columns() -> None:
    xml = '<row r="2" hidden="1">' + c("A2", "甲") + '</row><row r="3" hidden="0"/>'
    found = sheet(
        SheetXml(
            xml,
            merges=["A2:A3", "B1:C1", "??"],
            columns='<col min="2" max="3" hidden="1"/><col min="x" max="9" hidden="1"/>',
        )
    )
    assert found.merges == [(2, 1, 3, 1), (1, 2, 1, 3)]
    assert (found.hidden_rows, found.hidden_columns) == ({2}, [(2, 3)])


def test_rows_and_cells_without_a_name_are_counted() -> None:
    first = '<row><c t="inlineStr"><is><t>甲</t></is></c><c/><c t="inlineStr"><is><t>乙</t></is></c></row>'
    xml = first + "<row/><row><c><v>1</v></c></row>"
    assert texts(sheet(xml)) == {(1, 1): "甲", (1, 3): "乙", (3, 1): "1"}


def test_elements_with_a_prefix() -> None:
    xml = '<x:row xmlns:x="y" r="2"><x:c r="B2"><x:v>7</x:v></x:c></x:row>'
    assert texts(sheet(xml)) == {(2, 2): "7"}


COMMENTS = "<comments><commentList><comment ref='A1'/><comment ref='A2'/></commentList></comments>"
DRAWING = (
    "<wsDr><twoCellAnchor><sp><txBody><p><r><t>民生实事</t></r><r><t>清单</t></r></p></txBody></sp></twoCellAnchor>"
    "<twoCellAnchor><sp><txBody><p/></txBody></sp></twoCellAnchor><twoCellAnchor><pic/></twoCellAnchor></wsDr>"
)


def test_comments_text_boxes_and_pictures_are_named() -> None:
    parts = [("comments", "comments1.xml", COMMENTS), ("drawing", "drawings/drawing1.xml", DRAWING)]
    assert sheet(SheetXml(rows(c("A1", "甲")), parts=parts)).aside == [
        ("comment_not_read", "2 comments on its cells"),
        ("text_box_not_read", "a text box with the words “民生实事清单”"),
        ("picture_not_read", "1 picture"),
    ]


EMPTY_ROW = b'<row r="7" spans="1:2" s="3"><c r="A7" s="1"/><c r="B7" s="1"/></row>'
FULL_ROW = b'<row r="8"><c r="A8" s="1"/><c r="B8"><v>1</v></c></row>'


def thinned(*chunks: bytes) -> bytes:
    return b"".join(without_empty(chunks))


def test_empty_rows_and_cells_are_dropped_before_they_are_parsed() -> None:
    assert thinned(b"<sheetData>" + EMPTY_ROW * 3, EMPTY_ROW * 2 + b"</sheetData>") == b"<sheetData></sheetData>"
    assert thinned(FULL_ROW) == b'<row r="8"><c r="B8"><v>1</v></c></row>'
    assert thinned(b'<row r="8" ht="20"/>') == b""


def test_cells_that_are_counted_are_kept() -> None:
    for xml in (b"<row><c/><c><v>1</v></c></row>", b'<row><c s="1"/></row>'):
        assert thinned(xml) == xml


@given(st.lists(st.integers(1, 60), max_size=12), st.data())
def test_where_the_pieces_are_cut_changes_nothing(cuts: list[int], data: st.DataObject) -> None:
    xml = (
        b"<sheetData>"
        + b"".join(data.draw(st.lists(st.sampled_from([EMPTY_ROW, FULL_ROW]), max_size=5)))
        + b"</sheetData>"
    )
    chunks, rest = [], xml
    for size in cuts:
        chunks.append(rest[:size])
        rest = rest[size:]
    found = thinned(*chunks, rest)
    assert found.count(b"<v>1</v>") == xml.count(b"<v>1</v>")
    assert found.count(b"<row") == found.count(b"</row>")
    assert b'<c r="A7"' not in found
