"""DOC and WPS files: what Word shows of them, equal to what it shows of the same file as DOCX."""

import random
import struct
from pathlib import Path

import pytest

from etl.pipeline import inspect
from etl.reference.load import load_reference
from parsers.errors import UnreadableFileError
from parsers.formats import doc, docx
from parsers.formats._doc_file import Part, Story
from parsers.formats._doc_sprms import Sprm
from parsers.formats._sample import Sample
from schemas.document import Block, Document, Table
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import places, texts, words
from tests.parsers.formats.doc_builders import (
    ACROSS,
    ACROSS_ON,
    DELETED,
    DOWN,
    DOWN_ON,
    Par,
    cell,
    doc_file,
    in_list,
    list_table,
    list_uses,
    number_level,
    ole_file,
    par,
    row,
    sprm,
)

NUMBERS = (list_table((7, [number_level("%1")])), {Part.LIST_USES: list_uses((7, []))})


def read(*content: Par | list[Par]) -> Document:
    return doc.read(doc_file(*content, lists=NUMBERS[0], parts=NUMBERS[1]))


def only_table(*content: Par | list[Par]) -> Table:
    (found,) = read(*content, par("")).tables
    return found


def placeless(block: Block) -> Block:
    """The block without its place in the words of the format, and without those of all that is in it."""
    if not isinstance(block, Table):
        return block.model_copy(update={"origin": None})
    cells = (
        c.model_copy(update={"origin": None, "tables": tuple(placeless(t) for t in c.tables)}) for c in block.cells
    )
    return block.model_copy(update={"cells": tuple(cells)})


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_the_same_as_in_docx(name: str) -> None:
    ours = doc.read(notice_path(name, "doc").read_bytes())
    theirs = docx.read(notice_path(name, "docx").read_bytes())
    assert [placeless(b) for b in ours.blocks] == [placeless(b) for b in theirs.blocks]
    assert (ours.format, ours.pages, ours.findings) == ("doc", None, ())


@pytest.mark.parametrize("name", NOTICES)
def test_the_name_of_a_file_does_not_matter(name: str, tmp_path: Path) -> None:
    content = notice_path(name, "doc").read_bytes()
    readings = []
    for ending in ("doc", "wps"):
        path = tmp_path / f"附件.{ending}"
        path.write_bytes(content)
        notice, rows, _ = inspect(path, load_reference())
        readings.append(([t.task_id for t in rows.tasks], [c.text for c in notice.cells]))
    assert readings[0] == readings[1]


def test_a_word_file_is_told_by_its_streams() -> None:
    assert doc.claims(Sample.of(doc_file(par("通知"))))
    assert not doc.claims(Sample.of(ole_file({"Workbook": b"WordDocument"})))
    assert not doc.claims(Sample.of(b"WordDocument"))
    assert not doc.claims(Sample.of("WordDocument".encode("utf-16-le")))


def test_a_damaged_word_file_is_still_one() -> None:
    data = bytearray(doc_file(par("通知")))
    data[48:52] = b"\xff\xff\xff\x7f"
    assert not Sample.of(bytes(data)).streams
    assert doc.claims(Sample.of(bytes(data)))
    with pytest.raises(UnreadableFileError, match="ask for the file again"):
        doc.read(bytes(data))


def test_text_and_tables_come_in_reading_order() -> None:
    document = read(par("附件"), row("序号", "项目名称"), row("1", "甲"), par("注：说明"))
    assert words(document) == ["附件", "注：说明"]
    assert texts(document.tables[0]) == [["序号", "项目名称"], ["1", "甲"]]


def test_a_header_of_three_rows() -> None:
    edges = [0, 800, 2300, 3800, 5300, 6800]
    first = {0: DOWN, 1: DOWN, 2: ACROSS, 3: ACROSS_ON, 4: ACROSS_ON}
    found = only_table(
        row("序号", "项目名称", "任务", "", "", edges=edges, flags=first),
        row("", "", "目标", "单位", edges=[0, 800, 2300, 5300, 6800], flags={0: DOWN_ON, 1: DOWN_ON, 3: DOWN}),
        row("", "", "年度", "季度", "", edges=edges, flags={0: DOWN_ON, 1: DOWN_ON, 4: DOWN_ON}),
        row("一、市级", edges=[0, 6800]),
        row("1", "甲", "a", "b", "区教委", edges=edges),
    )
    assert places(found)[:8] == [
        ("序号", 1, 1, 3, 1),
        ("项目名称", 1, 2, 3, 1),
        ("任务", 1, 3, 1, 3),
        ("目标", 2, 3, 1, 2),
        ("单位", 2, 5, 2, 1),
        ("年度", 3, 3, 1, 1),
        ("季度", 3, 4, 1, 1),
        ("一、市级", 4, 1, 1, 5),
    ]


def test_serial_numbers_that_nobody_typed() -> None:
    rows = [row(cell(par(properties=in_list(1))), f"项目{n}") for n in range(1, 13)]
    assert [c.text for c in only_table(row("序号", "项目"), *rows).cells if c.column == 1] == [
        "序号",
        *(str(n) for n in range(1, 13)),
    ]


def test_a_tracked_change_is_shown_as_made() -> None:
    gone = row(cell(par(("2", DELETED), mark_properties=DELETED)), cell(par(("乙", DELETED))), mark_properties=DELETED)
    found = only_table(row("1", cell(par("完成", ("3", DELETED), "5所"))), gone, row("3", "丙"))
    assert texts(found) == [["1", "完成5所"], ["3", "丙"]]


def test_a_table_within_a_frame() -> None:
    outer = only_table(row(cell("前", row("序号", "项目", depth=2), row("1", "甲", depth=2), "后")))
    (frame,) = outer.cells
    assert (frame.text, texts(frame.tables[0])) == ("前\n后", [["序号", "项目"], ["1", "甲"]])


def test_notes_follow_the_text_and_comments_and_page_heads_are_left_out() -> None:
    stories = {
        Story.FOOTNOTES: [par("\x02脚注")],
        Story.HEADERS: [par("页眉")],
        Story.COMMENTS: [par("批注")],
        Story.ENDNOTES: [par("尾注")],
        Story.HEADER_BOXES: [par("页眉框")],
    }
    document = doc.read(doc_file(par("正文\x02"), par("第二段"), stories=stories))
    assert words(document) == ["正文", "第二段", "脚注", "尾注"]


def boxed(anchor: Par, shape: int = 1025) -> Document:
    parts = {
        Part.SHAPES: struct.pack("<III22x", 1, 99, shape),
        Part.BOXES: struct.pack("<II14xI4x", 0, 2, 1025),
    }
    return doc.read(doc_file(anchor, par("后"), stories={Story.BOXES: [par("框")]}, parts=parts))


def test_a_text_box_stands_behind_its_anchor() -> None:
    assert words(boxed(par("锚\x08"))) == ["锚", "框", "后"]


def test_a_text_box_without_anchor_comes_last() -> None:
    assert words(boxed(par("锚点"))) == ["锚点", "后", "框"]
    assert words(boxed(par("锚\x08"), shape=7)) == ["锚", "后", "框"]


def test_a_text_box_whose_anchor_was_deleted_is_gone() -> None:
    assert words(boxed(par("锚", ("\x08", DELETED)))) == ["锚", "后"]


def test_tables_one_below_the_other_are_told_apart_by_their_style() -> None:
    document = read(row("a"), row("b", properties=sprm(Sprm.TABLE_STYLE, 20)), par("后"))
    assert [texts(t) for t in document.tables] == [[["a"]], [["b"]]]


def test_a_long_table() -> None:
    found = only_table(*(row(str(n), "区教委", flags={1: DOWN if n % 5 == 0 else DOWN_ON}) for n in range(450)))
    assert (found.rows, found.columns) == (450, 2)
    assert {c.row_span for c in found.cells if c.column == 2} == {5}


def test_a_quickly_saved_file_is_read_piece_by_piece() -> None:
    data = doc_file(par("附件"), row("1", "甲"), par("后"), piece_length=3)
    assert words(doc.read(data)) == ["附件", "后"]
    assert texts(doc.read(data).tables[0]) == [["1", "甲"]]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (doc_file(par("a"), version=0x65), "older than Word 97"),
        (doc_file(par("a"), flags=0x0300), "locked with a password"),
        (doc_file(row("a", definition=b""), par("")), "has 0 cells and holds 1"),
        (doc_file(*row("a")[:-1], par("")), "a table row has no end"),
        (doc_file(par("a"), drop=("1Table",)), "damaged"),
        (doc_file(par("a"))[:2000], "damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence) as refusal:
        doc.read(data)
    assert "; save it" in str(refusal.value) or "; ask for" in str(refusal.value)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some changed, now and then cut off; half of the changes hit the head and the tables."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 20, 200))):
        at = chance.randrange(chance.choice((len(changed), min(len(changed), 1500))))
        changed[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\xff\xff\xff\x7f", chance.randbytes(1)))
    return bytes(changed if chance.random() > 0.1 else changed[: chance.randrange(len(changed))])


@pytest.mark.parametrize("name", NOTICES)
def test_any_damage_ends_in_a_document_or_a_refusal(name: str) -> None:
    data, chance = notice_path(name, "doc").read_bytes(), random.Random(name)
    for _ in range(60):
        try:
            doc.read(mutated(data, chance))
        except UnreadableFileError as refusal:
            assert "\n" not in str(refusal)
