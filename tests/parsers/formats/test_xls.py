"""XLS workbooks of BIFF5 and BIFF8: claimed by their streams, read as XLSX is, refused in one sentence."""

import random
import re
import struct
import time

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import read_document, xls
from parsers.formats._sample import Sample
from schemas.document import Document
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.sheet_builders import XlsSheet, ole_file, record, rules, shape, xls_file, xls_records

HEADER = {(0, 0): "序号", (0, 1): "项目名称", (0, 2): "完成时限"}
BOTH = pytest.mark.parametrize("biff5", [False, True], ids=["BIFF8", "BIFF5"])


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_document(data)
    return str(caught.value)


@BOTH
def test_a_workbook_is_claimed_by_its_stream(biff5: bool) -> None:
    assert xls.claims(Sample.of(xls_file(XlsSheet(HEADER), biff5=biff5)))
    assert xls.claims(Sample.of(xls_records(XlsSheet(HEADER), biff5=biff5)))


@pytest.mark.parametrize(
    "data",
    [
        ole_file({"WordDocument": b"x"}),
        ole_file({"WordDocument": b"x", "Workbook": b"y"}),
        ole_file({"EncryptedPackage": b"x"}),
        xls_file(XlsSheet(HEADER))[:600],
        b"\x09\x08",
        b"",
    ],
)
def test_what_is_no_workbook_is_not_claimed(data: bytes) -> None:
    assert not xls.claims(Sample.of(data))


@BOTH
def test_a_table_with_its_title_merges_and_formats(biff5: bool) -> None:
    cells: dict[tuple[int, int], str | tuple[float, int]] = {
        (0, 0): "渝北区2024年民生实事",
        (1, 0): "序号",
        (1, 1): "项目名称",
    }
    cells |= {(1, 2): "时限", (2, 0): (1, 0), (2, 1): "建设学校", (2, 2): (2024.1, 2), (3, 2): (45657, 3)}
    sheet = XlsSheet(cells, merges=[(0, 0, 0, 2), (2, 0, 3, 0), (2, 1, 3, 1)], name="附件1")
    document = xls.read(xls_file(sheet, formats=["0.00", 'yyyy"年"m"月"'], biff5=biff5))
    assert shape(document) == [
        "渝北区2024年民生实事",
        [["序号", "项目名称", "时限"], ["1", "建设学校", "2024.10"], ["2024年12月"]],
    ]
    assert [(x.text, x.origin, x.row_span) for x in document.tables[0].cells][3:5] == [
        ("1", "附件1!A3:A4", 2),
        ("建设学校", "附件1!B3:B4", 2),
    ]
    assert document.tables[0].spans_known


@pytest.mark.parametrize(
    ("number", "text"), [(14, "2024/12/31"), (17, "2024-12"), (57, "2024年12月"), (1, "45657"), (3, "45,657")]
)
def test_formats_that_go_by_number_are_those_of_a_chinese_excel(number: int, text: str) -> None:
    sheet = XlsSheet({**HEADER, (1, 0): (45657, 2)})
    assert shape(xls.read(xls_file(sheet, formats=[number])))[0][1][0] == text


@pytest.mark.parametrize("code_page", [936, None])
def test_texts_of_biff5_are_in_code_page_936(code_page: int | None) -> None:
    data = xls_file(XlsSheet(HEADER, name="附件"), biff5=True, code_page=code_page)
    assert shape(xls.read(data)) == ["附件", [list(HEADER.values())]]


def test_a_code_page_nobody_knows_is_damage() -> None:
    assert "damaged XLS" in refusal(xls_file(XlsSheet(HEADER), biff5=True, code_page=9999))


def test_errors_and_booleans() -> None:
    document = xls.read(xls_file(XlsSheet(HEADER, errors={(1, 0): 23, (1, 1): 99}, booleans={(1, 2): True})))
    assert shape(document)[0][1] == ["#REF!", "#ERROR!", "TRUE"]
    assert rules(document) == ["cell_error"]


def test_hidden_sheets_rows_and_columns_are_read_and_named() -> None:
    hidden = XlsSheet({**HEADER, (0, 2): "年限"}, name="旧稿", hidden=1, hidden_rows=[0], hidden_columns=[2])
    document = xls.read(xls_file(XlsSheet(HEADER), hidden))
    assert len(document.tables) == 2
    assert [f.message.split(";")[0] for f in document.findings] == [
        "sheet 旧稿 hides row 1",
        "sheet 旧稿 hides column C",
        "sheet 旧稿 is hidden",
    ]


@BOTH
def test_borders_tell_remarks_from_rows(biff5: bool) -> None:
    table = XlsSheet({**HEADER, (1, 0): "1", (1, 1): "甲", (1, 2): "2024.12"}, bordered=True)
    (only,) = xls.read(xls_file(table, biff5=biff5)).tables
    assert only.rows == 2


def test_a_sheet_formatted_down_to_its_last_row_costs_nothing() -> None:
    data = xls_records(XlsSheet(HEADER, blanks=[(y, 0, 255) for y in range(1, 65_536)]))
    begun = time.process_time()
    assert shape(xls.read(data)) == [[list(HEADER.values())]]
    assert time.process_time() - begun < 5


def test_a_cell_in_the_last_corner_costs_nothing() -> None:
    document = xls.read(xls_file(XlsSheet({**HEADER, (65_535, 255): "x"})))
    assert shape(document) == [[list(HEADER.values())], "x"]


def test_a_password_is_named() -> None:
    data = xls_file(XlsSheet(HEADER), more=record(0x002F, bytes(54)))
    assert refusal(data) == "it is locked with a password; save it without one."


def test_refusals_say_what_to_do() -> None:
    assert refusal(ole_file({"Workbook": b""})).startswith("it is a damaged XLS (records are missing or broken); ask")
    assert "damaged XLS" in refusal(xls_records(XlsSheet(HEADER))[:80])
    many = record(0x0085, struct.pack("<I", 0) + bytes(4)) * 300 + record(0x00EF) * 20_000
    assert refusal(xls_file(XlsSheet(HEADER), more=many)).startswith("it holds more than a notice can need; save")


def test_an_empty_workbook_is_an_empty_document() -> None:
    assert xls.read(xls_file(XlsSheet())) == Document(format="xls", blocks=())


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_says_the_same_as_its_xlsx(name: str) -> None:
    old, new = (read_document(notice_path(name, f).read_bytes()) for f in ("xls", "xlsx"))
    assert old.blocks == new.blocks


MUTATED = [
    xls_file(
        XlsSheet(
            {**HEADER, (1, 0): (1, 2), (1, 1): "甲"}, errors={(2, 2): 23}, merges=[(1, 0, 2, 0)], blanks=[(5, 0, 9)]
        ),
        XlsSheet(HEADER, name="乙", hidden=1),
        formats=["0.00", 14],
        biff5=biff5,
    )
    for biff5 in (False, True)
]


@pytest.mark.parametrize("seed", range(4))
def test_any_damage_ends_in_a_document_or_a_sentence(seed: int) -> None:
    chance = random.Random(seed)
    sources = [*MUTATED, notice_path("yubei-2020-plan", "xls").read_bytes()]
    for _ in range(200):
        data = bytearray(chance.choice(sources))
        reach = len(data) if chance.random() < 0.5 else 3000
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(min(reach, len(data)))] = chance.choice([0, 255, chance.randrange(256)])
        if chance.random() < 0.1:
            del data[chance.randrange(len(data)) :]
        try:
            xls.read(bytes(data))
        except UnreadableFileError as refused:
            assert re.search(r"; (ask|save) ", str(refused)), refused
