"""XLSX workbooks: claimed by their content, read whole, refused in one sentence."""

import random
import re
import resource
import time
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import read_document, xlsx
from parsers.formats._sample import Sample
from parsers.formats._steps import listening
from schemas.document import Document
from tests.conftest import notice_path
from tests.parsers.formats.builders import docx_file, member, par, repack, zip_file
from tests.parsers.formats.sheet_builders import (
    SheetXml,
    c,
    grid,
    n,
    ole_file,
    rows,
    rules,
    shape,
    styles_xml,
    xlsx_file,
)

HEADER = ["序号", "项目名称", "牵头单位"]
ONE = ["1", "建设学校", "区教委"]
PLAIN = xlsx_file(grid(HEADER, ONE))
LIMIT_SECONDS = 20


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        xlsx.read(data)
    return str(caught.value)


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN[:-30],
        xlsx_file(grid(HEADER), strict=True),
        repack(PLAIN, {"xl/vbaProject.bin": b"x"}),
        zip_file({"xl\\workbook.xml": b"<x/>"}),
        zip_file({"XL/workbook.bin": b""}),
    ],
    ids=["plain", "cut off", "strict", "macros", "backslashes", "binary"],
)
def test_a_workbook_is_claimed(data: bytes) -> None:
    assert xlsx.claims(Sample.of(data))


@pytest.mark.parametrize(
    "data",
    [
        docx_file(par("通知")),
        docx_file(par("通知"))[:-30],
        zip_file({"a.xlsx": PLAIN}),
        b"xl/workbook.xml",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_workbook_is_not_claimed(data: bytes) -> None:
    assert not xlsx.claims(Sample.of(data))


def test_a_word_file_with_a_workbook_inside_is_a_word_file() -> None:
    data = repack(docx_file(par("通知")), {"word/embeddings/a.xlsx": PLAIN, "xl/workbook.xml": b"<x/>"})
    assert read_document(data).format == "docx"


def test_a_table_with_its_title_and_its_note() -> None:
    sheet = SheetXml(
        grid(["渝北区2024年民生实事"], ["单位：万元"], HEADER, ONE, ["注：按月报送。"]), merges=["A1:C1", "A2:C2"]
    )
    document = xlsx.read(xlsx_file(sheet))
    assert shape(document) == ["渝北区2024年民生实事", "单位：万元", [HEADER, ONE], "注：按月报送。"]
    assert [b.origin for b in document.paragraphs] == ["Sheet1!A1:C1", "Sheet1!A2:C2", "Sheet1!A5"]
    assert (document.format, document.pages, document.tables[0].page) == ("xlsx", None, None)


@pytest.mark.parametrize("strict", [False, True])
def test_both_kinds_of_ooxml(strict: bool) -> None:
    data = xlsx_file(
        SheetXml(rows(n("A1", "0", kind="s"), n("B1", "45657", style=2)), merges=["A1:A2"]),
        strings=["<t>时限</t>"],
        strict=strict,
        styles=styles_xml('yyyy"年"m"月"'),
    )
    (table,) = xlsx.read(data).tables
    assert [(x.text, x.row_span) for x in table.cells] == [("时限", 2), ("2024年12月", 1), ("", 1)]


def test_sheets_come_in_order_and_each_is_a_step() -> None:
    said: list[str] = []
    with listening(said.append):
        document = xlsx.read(xlsx_file(SheetXml(grid(HEADER), name="甲"), SheetXml(grid(HEADER), name="乙")))
    assert shape(document) == ["甲", [HEADER], "乙", [HEADER]]
    assert said[:2] == ["sheet 1 of 2", "sheet 2 of 2"]


def test_hidden_sheets_are_read_and_named() -> None:
    document = xlsx.read(xlsx_file(grid(HEADER), SheetXml(grid(ONE), name="旧稿", state="hidden")))
    assert len(document.tables) == 2
    assert rules(document) == ["hidden_sheet"]


def test_a_chart_on_a_sheet_of_its_own_is_named() -> None:
    data = xlsx_file(grid(HEADER), SheetXml("", name="图"))
    links = member(data, "xl/_rels/workbook.xml.rels")
    changed = links.replace(b'worksheet" Target="worksheets/sheet2', b'chartsheet" Target="worksheets/sheet2')
    assert rules(xlsx.read(repack(data, {"xl/_rels/workbook.xml.rels": changed}))) == ["sheet_not_read"]


def test_an_empty_workbook_is_an_empty_document() -> None:
    assert xlsx.read(xlsx_file("")) == Document(format="xlsx", blocks=())


def test_refusals_say_what_to_do() -> None:
    assert refusal(PLAIN[:-30]).startswith("it is a damaged XLSX (the end of the file is missing or broken); ask")
    assert refusal(zip_file({"xl/workbook.bin": b""})) == "it is a binary workbook (XLSB); save it as XLSX."
    assert "broken XML" in refusal(repack(PLAIN, {"xl/worksheets/sheet1.xml": b"<worksheet>"}))
    assert "a sheet is missing" in refusal(repack(PLAIN, {"xl/worksheets/sheet1.xml": None}))
    assert "a part is missing" in refusal(repack(PLAIN, {"xl/workbook.xml": None}))


def test_a_workbook_behind_a_password_says_so() -> None:
    locked = ole_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})
    with pytest.raises(UnreadableFileError) as caught:
        read_document(locked)
    assert str(caught.value) == "it is locked with a password; save it without one."


def test_xml_bombs_are_refused() -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'
    )
    assert "a document type" in refusal(repack(PLAIN, {"xl/sharedStrings.xml": bomb}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bytearray(PLAIN)
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (2_000_000_000).to_bytes(4, "little")
    begun = time.process_time()
    assert re.search(r"unpack to 2,000 MB, more than the 537 MB that a notice can need; save", refusal(bytes(data)))
    assert time.process_time() - begun < 1


def packed(sheet_start: bytes, piece: bytes, count: int, sheet_end: bytes) -> bytes:
    """A workbook whose sheet repeats a piece; written in pieces, for the whole would not fit into memory."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in zipfile.ZipFile(BytesIO(PLAIN)).namelist():
            if not name.endswith("sheet1.xml"):
                archive.writestr(name, member(PLAIN, name))
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(sheet_start)
            for _ in range(count):
                part.write(piece)
            part.write(sheet_end)
    return buffer.getvalue()


FILLED = grid(HEADER, ONE).encode()
BLANK_ROW = (
    b'<row r="9" spans="1:8" s="3" ht="20"><c r="A9" s="1"/><c r="B9" s="1"/><c r="C9" s="1"/><c r="D9" s="1"/></row>'
)
WIDE_ROW = b'<row r="9">' + b'<c r="XFD9" s="12"/>' * 16_384 + b"</row>"


@pytest.mark.parametrize(
    ("piece", "count"), [(BLANK_ROW * 256, 4096), (WIDE_ROW, 200)], ids=["a million rows", "16,384 columns"]
)
def test_a_size_on_paper_costs_neither_time_nor_memory(piece: bytes, count: int) -> None:
    data = packed(b"<worksheet><sheetData>" + FILLED, piece, count, b"</sheetData></worksheet>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    assert shape(xlsx.read(data)) == [[HEADER, ONE]]
    assert time.process_time() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


@pytest.mark.parametrize(
    ("piece", "count"),
    [
        (b"<row><c><v>1</v></c></row>" * 1000, 1000),
        (b'<c r="A1"/><v>' * 100, 1000),
        (b"<a>" * 1000, 1000),
        (b"<mergeCell ref='A1:XFD1048576'/>" * 1000, 500),
        (b"<row r='1' hidden='1'/>" * 1000, 2000),
        (b"x" * 1_000_000, 400),
    ],
    ids=["cells", "never closed", "deep", "merges", "hidden rows", "text"],
)
def test_hostile_sheets_end_soon(piece: bytes, count: int) -> None:
    data = packed(b"<worksheet><sheetData>", piece, count, b"</sheetData></worksheet>")
    begun = time.process_time()
    with suppress(UnreadableFileError):
        xlsx.read(data)
    assert time.process_time() - begun < LIMIT_SECONDS


MUTATED = xlsx_file(
    SheetXml(
        rows(c("A1", "标题"), n("A2", "0", kind="s"), n("B2", "45657", style=2), n("A3", "1", formula="A1")),
        merges=["A1:B1", "A2:A3"],
    ),
    SheetXml(grid(HEADER, ONE), name="区级", state="hidden", parts=[("comments", "comments1.xml", "<comments/>")]),
    strings=["<r><t>甲</t></r><rPh><t>x</t></rPh>"],
    styles=styles_xml('yyyy"年"m"月"', "[>=1]0.0;#,##0"),
)


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutate(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at : at + chance.randint(1, 20)]
            case _:
                changed[at:at] = chance.choice(
                    [b"9", b"-", b'"', b"<", b"99999999999", b"\xff", changed[: chance.randint(1, 40)]]
                )
        changed = changed or bytearray(b"x")
    return bytes(changed)


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_ends_in_a_document_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    parts = unpacked(MUTATED)
    for _ in range(150):
        name = chance.choice(sorted(parts))
        inside = zip_file(parts | {name: mutate(parts[name], chance)})
        for data in (inside, mutate(MUTATED, chance)):
            try:
                xlsx.read(data)
            except UnreadableFileError as refused:
                assert re.search(r"[;] (ask|save|copy) ", str(refused)), refused


def test_a_notice_says_where_each_cell_stands() -> None:
    document = xlsx.read(notice_path("wulong-2024-plan", "xlsx").read_bytes())
    origins = {x.text: x.origin for x in document.tables[0].cells}
    assert origins["2024年工作内容及资金计划"] == "附件1!C3:D3"
    assert origins["序号"] == "附件1!A3:A4"
    assert origins["141859"] == "附件1!D5"
