"""Sheets to a document: tabs as titles, and what there is to say about a sheet."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._sheets import MOST_FILLED, Allowance, Sheet, to_document
from parsers.formats._steps import listening
from schemas.document import Document
from schemas.finding import Severity
from tests.parsers.formats.sheet_builders import rules, shape

HEADER = ("序号", "项目名称", "牵头单位")


def sheet(*rows: tuple[str, ...], name: str = "Sheet1", is_hidden: bool = False) -> Sheet:
    found = Sheet(name, is_hidden)
    for y, row in enumerate(rows, 1):
        for x, text in enumerate(row, 1):
            found.put(y, x, text)
    return found


def read(*sheets: Sheet) -> Document:
    return to_document("xlsx", sheets)


def test_lines_of_a_cell_are_trimmed_and_the_empty_ones_gone() -> None:
    found = sheet((" 一 \r\n\r\n二\r三 ", "  \n "))
    assert [c.text for c in found.cells.values()] == ["一\n二\n三"]


def test_sheets_follow_each_other() -> None:
    document = read(sheet(("甲",)), sheet(HEADER), sheet(("乙",)))
    assert shape(document) == ["甲", [list(HEADER)], "乙"]


def test_every_sheet_is_a_step() -> None:
    said: list[str] = []
    with listening(said.append):
        read(sheet(("甲",)), sheet(("乙",)))
    assert said == ["sheet 1 of 2", "sheet 2 of 2"]


@pytest.mark.parametrize("name", ["渝北区2024年重点民生实事", "区级 2024"])
def test_the_tab_is_the_title_of_a_table_without_one(name: str) -> None:
    document = read(sheet(HEADER, name=name))
    assert shape(document) == [name, [list(HEADER)]]
    assert document.paragraphs[0].origin == name


@pytest.mark.parametrize("name", ["Sheet1", "sheet 2", "Sheet1 (2)", "工作表3", "Table 1", "1", "Sheet1（2）"])
def test_the_name_that_a_program_gave_is_no_title(name: str) -> None:
    assert shape(read(sheet(HEADER, name=name))) == [[list(HEADER)]]


def test_a_table_with_a_title_needs_no_tab() -> None:
    assert shape(read(sheet(("清单",), HEADER, name="区级"))) == ["清单", [list(HEADER)]]


def test_a_table_that_goes_on_from_the_sheet_before_gets_no_title() -> None:
    document = read(sheet(HEADER, name="Sheet1"), sheet(("3", "建设学校", "区教委"), name="续"))
    assert len(document.paragraphs) == 0


def test_an_empty_sheet_leaves_nothing() -> None:
    assert read(sheet(name="区级"), sheet(name="隐藏", is_hidden=True)) == Document(format="xlsx", blocks=())


def test_a_hidden_sheet_with_the_table_that_is_shown_is_an_older_state_of_it() -> None:
    shown, draft = sheet(HEADER, ("1", "甲", "乙")), sheet(HEADER, ("1", "丙", "丁"), name="旧稿", is_hidden=True)
    document = read(draft, shown)
    assert shape(document) == [[list(HEADER), ["1", "甲", "乙"]]]
    assert [(f.rule, f.severity) for f in document.findings] == [("hidden_sheet_left_out", Severity.WARNING)]
    assert "sheet 旧稿 is hidden and has a table with the header of one that is shown" in document.findings[0].message


def test_sheets_that_are_shown_may_have_the_same_header() -> None:
    assert len(read(sheet(HEADER, ("1", "甲")), sheet(HEADER, ("1", "乙"))).tables) == 2


def test_hidden_sheets_rows_and_columns_are_read_and_named() -> None:
    found = sheet(HEADER, ("1", "甲", "乙"), is_hidden=True)
    found.hidden_rows = {2, 900}
    found.hidden_columns = [(2, 3), (16_000, 16_384)]
    document = read(found)
    assert shape(document) == [[list(HEADER), ["1", "甲", "乙"]]]
    assert [f.message for f in document.findings] == [
        "sheet Sheet1 hides row 2; what stands there was read all the same.",
        "sheet Sheet1 hides column B, C; what stands there was read all the same.",
        "sheet Sheet1 is hidden; it was read all the same.",
    ]
    assert {f.severity for f in document.findings} == {Severity.INFO}


def test_many_hidden_rows_are_named_in_short() -> None:
    found = sheet(*[("1", "甲")] * 9)
    found.hidden_rows = set(range(1, 10))
    assert "hides row 1, 2, 3 and 6 more;" in read(found).findings[0].message


def test_errors_and_formulas_without_a_value_are_warnings_that_name_the_first_cell() -> None:
    found = sheet(HEADER)
    found.errors, found.unvalued = [(4, 2), (3, 3)], [(12, 28)]
    document = read(found)
    assert rules(document) == ["cell_error", "formula_without_value"]
    assert {f.severity for f in document.findings} == {Severity.WARNING}
    assert document.findings[0].message.startswith("cell Sheet1!C3 (and 1 more) shows")
    assert document.findings[1].message.startswith("cell Sheet1!AB12 is a formula")


def test_a_text_under_a_merged_cell_is_not_shown_and_said() -> None:
    found = sheet(HEADER, ("1", "甲", "区教委"), ("2", "乙", "区民政局"))
    found.merges = [(2, 3, 3, 3)]
    document = read(found)
    assert shape(document) == [[list(HEADER), ["1", "甲", "区教委"], ["2", "乙"]]]
    assert [f.rule for f in document.findings] == ["covered_text"]
    assert "cell Sheet1!C3 lies under a merged cell; its text “区民政局” is not shown" in document.findings[0].message


def test_copies_that_a_painted_merge_leaves_are_not_worth_a_word() -> None:
    found = sheet(HEADER, ("1", "甲", "区教委"), ("2", "乙", "区教委"))
    found.merges = [(2, 3, 3, 3)]
    assert read(found).findings == ()


def test_what_is_beside_the_cells_is_said() -> None:
    found = sheet(HEADER)
    found.aside = [("picture_not_read", "1 picture")]
    (finding,) = read(found).findings
    assert (finding.rule, finding.message) == ("picture_not_read", "sheet Sheet1 has 1 picture; it was not read.")


def test_a_workbook_beyond_all_measure_is_refused() -> None:
    allowance = Allowance()
    for _ in range(MOST_FILLED):
        allowance.take("x")
    with pytest.raises(UnreadableFileError, match="more than 200,000 filled cells"):
        allowance.take("x")
    with pytest.raises(UnreadableFileError, match="20,000,000 characters"):
        Allowance().take("x" * 20_000_001)
