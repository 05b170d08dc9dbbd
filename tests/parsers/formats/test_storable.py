import pytest

from parsers.formats import read_document
from parsers.formats._storable import count_controls, storable, visible
from schemas.document import Cell, Document, Paragraph, Table
from tests.etl.warehouse.build import notice_text


def document(text: str, inner: str = "") -> Document:
    nested = Table(cells=(Cell(row=1, column=1, text=inner),), rows=1, columns=1)
    cell = Cell(row=1, column=1, text="目标", tables=(nested,))
    table = Table(cells=(cell,), rows=1, columns=1, page=2)
    return Document(format="text", blocks=(Paragraph(text=text, origin="line 7"), table))


@pytest.mark.parametrize("text", ["", "建成公园", "a\tb\nc\r\f\v\x1a\x1e\x85", "\u202e\u200b\ufeff\ue000𠮷🌳\uffff"])
def test_what_can_be_stored_stays(text: str) -> None:
    given = document(text)
    assert storable(given) is given
    assert count_controls(text) == 0


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\0b", "a␀b"), ("\x07\x1b", "␇␛"), ("\x7f", "␡"), ("\x80\x9f", "��"), ("\ud800x\udfff", "�x�")],
)
def test_what_cannot_is_seen(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_a_finding_counts_them_and_says_where_the_first_is() -> None:
    out = storable(document("建成\0公园\0", inner="\ud800"))
    (finding,) = out.findings
    assert finding.rule == "unstorable_character"
    assert "3 characters" in finding.message
    assert "U+0000, U+D800" in finding.message
    assert "line 7, “建成␀公园␀”" in finding.message
    assert "␀公园␀" in out.blocks[0].text  # type: ignore[union-attr]
    assert "\ud800" not in repr(out.model_dump_json())


def test_a_nested_table_on_a_page_is_told_by_its_page() -> None:
    out = storable(
        Document(format="pdf", blocks=(Table(cells=(Cell(row=1, column=1, text="x\0"),), rows=1, columns=1, page=2),))
    )
    assert "page 2, “x␀”" in out.findings[0].message
    assert "a character that no table" in out.findings[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_with_a_nul_is_a_text(encoding: str) -> None:
    text = notice_text().replace("口袋", "口\0袋")
    out = read_document(text.encode(encoding))
    assert out.format == "text"
    assert any("口␀袋" in cell.text for b in out.blocks if isinstance(b, Table) for cell in b.cells)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_halves_of_surrogate_pairs_are_read_and_whole_pairs_are_characters(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    text = notice_text().replace("口袋", "口\ud842\udfb7\ud800袋")
    out = read_document(mark + text.encode(encoding, "surrogatepass"))
    assert any("口𠮷�袋" in cell.text for b in out.blocks if isinstance(b, Table) for cell in b.cells)
