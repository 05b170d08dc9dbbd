"""RTF, under whatever name: the same tables as in DOC and DOCX."""

import random

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import formats, rtf
from parsers.formats._sample import Sample
from schemas.document import Document, Table
from tests.conftest import GOLDEN
from tests.parsers.formats.builders import places, texts, words

GALLERY = GOLDEN.parent / "gallery"


def read(body: str) -> Document:
    return rtf.read((r"{\rtf1\ansi\ansicpg936 " + "".join(_escaped(c) for c in body) + "}").encode("ascii"))


def _escaped(c: str) -> str:
    return c if c.isascii() else "".join(f"\\'{byte:02x}" for byte in c.encode("gb18030"))


def row(*cells: str, edges: tuple[int, ...] = (), flags: dict[int, str] | None = None) -> str:
    places = edges or tuple(1000 * (n + 1) for n in range(len(cells)))
    shape = "".join(f"{(flags or {}).get(n, '')}\\cellx{edge}" for n, edge in enumerate(places))
    return rf"\trowd{shape}\pard\intbl " + "".join(f"{cell}\\cell " for cell in cells) + r"\row\pard "


def only_table(*rows: str) -> Table:
    (found,) = read("".join(rows)).tables
    return found


def test_text_and_tables_come_in_reading_order() -> None:
    document = read(r"附件\par " + row("序号", "项目名称") + row("1", "甲") + r"注：说明\par")
    assert words(document) == ["附件", "注：说明"]
    assert texts(document.tables[0]) == [["序号", "项目名称"], ["1", "甲"]]
    assert (document.format, document.pages) == ("rtf", None)
    assert [c.origin for c in document.tables[0].cells][-1] == "table 1, row 2, cell 2"


def test_merged_cells() -> None:
    found = only_table(
        row("序号", "任务", "", edges=(800, 3000, 5000), flags={0: r"\clvmgf", 1: r"\clmgf", 2: r"\clmrg"}),
        row("", "目标", "单位", edges=(800, 3000, 5000), flags={0: r"\clvmrg"}),
        row("一、市级", edges=(5000,)),
        row("1", "甲", edges=(805, 5000)),
    )
    assert places(found) == [
        ("序号", 1, 1, 2, 1),
        ("任务", 1, 2, 1, 2),
        ("目标", 2, 2, 1, 1),
        ("单位", 2, 3, 1, 1),
        ("一、市级", 3, 1, 1, 3),
        ("1", 4, 1, 1, 1),
        ("甲", 4, 2, 1, 2),
    ]


def test_a_table_within_a_frame() -> None:
    inner = r"\itap2 内\nestcell{\*\nesttableprops\trowd\cellx500\nestrow}{\nonesttables\par}\pard\intbl 后"
    (cell,) = only_table(row(inner)).cells
    assert (cell.text, texts(cell.tables[0])) == ("后", [["内"]])


def test_a_deleted_row_is_gone() -> None:
    gone = r"\trowd\cellx1000\cellx2000\pard\intbl {\deleted 2\cell 乙\cell}\row\pard "
    assert texts(only_table(row("1", "甲"), gone, row("3", "丙"))) == [["1", "甲"], ["3", "丙"]]


def test_serial_numbers_that_nobody_typed() -> None:
    number = r"{\listtext\pard\plain %d}"
    assert texts(only_table(*(row(number % n, "甲") for n in range(1, 4)))) == [["1", "甲"], ["2", "甲"], ["3", "甲"]]


def test_notes_follow_the_text_and_boxes_their_anchor() -> None:
    document = read(r"甲{\footnote 注}{\shp{\*\shpinst{\shptxt 框\par}}}\par 乙\par")
    assert words(document) == ["甲", "框", "乙", "注"]


@pytest.mark.parametrize("data", [rb"{\rtf1 a}", rb"{\rtf", b"{\\rtf1\xff\x00"])
def test_an_rtf_is_told_by_its_first_word(data: bytes) -> None:
    sample = Sample.of(data)
    assert [f.NAME for f in formats() if f.claims(sample)] == ["rtf"]


@pytest.mark.parametrize("data", [b"", b"{", b"rtf", b"a{\\rtf1}", b"{\\html}"])
def test_other_text_is_no_rtf(data: bytes) -> None:
    assert not rtf.claims(Sample.of(data))


@pytest.mark.parametrize(
    ("body", "words_of_refusal"),
    [
        (r"{\b a", "its end is missing"),
        (r"\trowd\cellx1\cellx2\intbl a\cell\row", "says that it has 2 cells and holds 1"),
        (r"\intbl a\cell\row", "ends inside a cell"),
        (r"\trowd\cellx1\intbl a\cell", "a table row has no end"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(body: str, words_of_refusal: str) -> None:
    with pytest.raises(UnreadableFileError, match=words_of_refusal) as refusal:
        read(body)
    assert "; save it as DOCX" in str(refusal.value)


def test_any_damage_ends_in_a_document_or_a_refusal() -> None:
    data, chance = (GALLERY / "rtf-under-the-name-of-doc.doc").read_bytes(), random.Random(7)
    for _ in range(40):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            changed[chance.randrange(len(changed))] = chance.choice((*b"{}\\19ab ", chance.randrange(256)))
        try:
            rtf.read(bytes(changed if chance.random() > 0.2 else changed[: chance.randrange(len(changed))]))
        except UnreadableFileError as refusal:
            assert "\n" not in str(refusal)
