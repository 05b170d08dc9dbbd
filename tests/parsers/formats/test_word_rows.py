"""Which cells of a Word table are plain; that both ways read the same is tested with the formats (``test_docx``)."""

import pytest
from lxml import etree

from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import W
from parsers.formats._word_rows import plain_rows
from parsers.formats._word_walk import word_document
from tests.growth import grows_no_faster
from tests.parsers.formats.builders import cell, element_xml, par, row, table


def texts(*rows: str) -> list[list[str | None] | None] | None:
    tbl = etree.fromstring(element_xml("body", table(*rows))).find(W + "tbl")
    assert tbl is not None
    found = plain_rows(tbl, Numbering(styles={"list": ("1", 0)}))
    return (
        None
        if found is None
        else [None if r.cells is None else [c if isinstance(c, str) else c.text for c in r.cells] for r in found]
    )


def test_words_are_plain() -> None:
    assert texts(row("1", "甲"), row("2", "乙")) == [["1", "甲"], ["2", "乙"]]


def test_paragraphs_are_joined_and_blank_ones_left_out() -> None:
    assert texts(row(cell(par(" 甲 ") + par("") + par("乙")))) == [["甲\n乙"]]


@pytest.mark.parametrize(
    "paragraph",
    [
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>',
        '<w:p><w:pPr><w:pStyle w:val="list"/></w:pPr></w:p>',
        "<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>",
        "<w:sdt><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
        "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr></w:p>",
        '<w:p><w:r><w:sym w:char="4E00"/></w:r></w:p>',
    ],
)
def test_what_is_not_mere_words_is_read_step_by_step(paragraph: str) -> None:
    assert texts(row("1", cell(paragraph), "2")) == [["1", None, "2"]]


def test_a_style_without_a_list_is_plain() -> None:
    assert texts(row(cell('<w:p><w:pPr><w:pStyle w:val="a3"/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>'))) == [["甲"]]


def test_a_row_whose_cells_are_wrapped_is_not_plain() -> None:
    wrapped = f"<w:tr><w:sdt><w:sdtContent>{cell('甲')}</w:sdtContent></w:sdt></w:tr>"
    assert texts(row("1"), wrapped) == [["1"], None]


def test_a_table_with_another_in_it_is_not_plain() -> None:
    assert texts(row(cell(table(row("1")) + par("")))) is None


def test_a_long_table_takes_time_in_proportion() -> None:
    def read(rows: int) -> object:
        body = etree.fromstring(element_xml("body", table(*[row("1", "甲", "乙")] * rows)))
        return word_document("x", body, [], Numbering())

    assert grows_no_faster(read, 200, 2000)
