"""The walk over a body: where its blocks stand. What it reads of them is tested with the formats (``test_docx``)."""

from lxml import etree

from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import W
from parsers.formats._word_walk import lacks_cells, notes_of, word_document
from schemas.document import Document, Table
from tests.parsers.formats.builders import cell, element_xml, par, row, table

GRID = "<w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"


def element(name: str, content: str) -> "etree._Element":
    return etree.fromstring(element_xml(name, content))


def walked(*body: str, notes: tuple[str, ...] = ()) -> Document:
    found = [element("footnote", note) for note in notes]
    return word_document("x", element("body", "".join(body)), found, Numbering())


def origins(found: Table) -> list[str | None]:
    return [c.origin for c in found.cells]


def test_a_document_has_the_name_of_its_format() -> None:
    assert walked(par("甲")).format == "x"


def test_paragraphs_and_tables_are_counted_for_themselves() -> None:
    document = walked(par("甲"), table(row("1")), par(""), par("乙"), table(row("2")))
    assert [p.origin for p in document.paragraphs] == ["paragraph 1", "paragraph 2"]
    assert [origins(t) for t in document.tables] == [["table 1, row 1, cell 1"], ["table 2, row 1, cell 1"]]


def test_cells_are_counted_in_their_row_as_drawn() -> None:
    document = walked(table(row("1", cell("2", properties='<w:gridSpan w:val="3"/>'), "3"), row("4")))
    assert origins(document.tables[0]) == [
        "table 1, row 1, cell 1",
        "table 1, row 1, cell 2",
        "table 1, row 1, cell 3",
        "table 1, row 2, cell 1",
    ]


def test_a_merged_cell_stands_where_it_begins() -> None:
    first, rest = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = (row(cell("1", properties=first), "2"), row(cell("", properties=rest), "3"))
    assert origins(walked(table(*rows)).tables[0]) == [
        "table 1, row 1, cell 1",
        "table 1, row 1, cell 2",
        "table 1, row 2, cell 2",
    ]


def test_a_table_in_a_cell_stands_in_that_cell() -> None:
    inner = table(row("1", "2"))
    document = walked(table(row("x", cell(par("y") + inner + inner + par("")))))
    tables = document.tables[0].cells[1].tables
    assert [t.cells[1].origin for t in tables] == [
        "table 1, row 1, cell 2, table 1, row 1, cell 2",
        "table 1, row 1, cell 2, table 2, row 1, cell 2",
    ]


def test_notes_are_counted_for_themselves() -> None:
    document = walked(par("甲"), notes=(par("乙"), par("丙") + par("丁")))
    assert [p.origin for p in document.paragraphs] == [
        "paragraph 1",
        "note 1, paragraph 1",
        "note 2, paragraph 1",
        "note 2, paragraph 2",
    ]


def test_separators_are_no_notes() -> None:
    part = element(
        "footnotes", '<w:footnote w:type="separator"/><w:footnote w:id="1"/><w:footnote w:type="normal"/><w:p/>'
    )
    assert [n.get(W + "type") for n in notes_of(part)] == [None, "normal"]


def test_a_row_that_covers_less_than_its_table_states_lacks_cells() -> None:
    full, short, said = row("1", "2"), row("1"), row("1", properties='<w:gridAfter w:val="1"/>')
    for rows, lacking in (([full], False), ([full, short], True), ([full, said], False), (["<w:tr/>"], False)):
        assert lacks_cells(element("tbl", GRID + "".join(rows))) is lacking
    assert not lacks_cells(element("tbl", short))
