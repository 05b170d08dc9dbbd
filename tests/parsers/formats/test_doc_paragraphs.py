"""Paragraphs and what their end marks say."""

import struct

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, WordParagraph
from parsers.formats._doc_file import Part, Story, WordFile, word_file
from parsers.formats._doc_paragraphs import DEEPEST, MOST_PARAGRAPHS, Paragraphs
from parsers.formats._doc_sprms import Sprm
from tests.parsers.formats.doc_builders import (
    DELETED,
    Par,
    cell,
    defined,
    doc_file,
    in_list,
    par,
    row,
    sprm,
    style_sheet,
)


def main(data: bytes) -> list[WordParagraph]:
    return Paragraphs(word_file(data)).story(Story.MAIN)


def marks(data: bytes) -> list[tuple[str, End, int]]:
    return [(p.text, p.mark.end, p.mark.depth) for p in main(data)]


def test_paragraphs_cells_and_rows_end_with_marks() -> None:
    assert marks(doc_file(par("前"), row("a", cell("b", "c")), par("后"))) == [
        ("前", End.PARAGRAPH, 0),
        ("a", End.CELL, 1),
        ("b", End.PARAGRAPH, 1),
        ("c", End.CELL, 1),
        ("", End.ROW, 1),
        ("后", End.PARAGRAPH, 0),
    ]


def test_rows_within_a_cell_lie_deeper() -> None:
    assert marks(doc_file(row(cell("前", row("内", depth=2), "后")))) == [
        ("前", End.PARAGRAPH, 1),
        ("内", End.CELL, 2),
        ("", End.ROW, 2),
        ("后", End.CELL, 1),
        ("", End.ROW, 1),
    ]


def test_word_97_says_only_that_a_paragraph_is_in_a_table() -> None:
    lies = sprm(Sprm.IN_TABLE, 1)
    end = Par((), "\x07", lies + sprm(Sprm.ROW_END, 1) + defined([0, 100]))
    assert marks(doc_file(Par((("a", b""),), "\r", lies), Par((("b", b""),), "\x07", lies), end)) == [
        ("a", End.PARAGRAPH, 1),
        ("b", End.CELL, 1),
        ("", End.ROW, 1),
    ]


def test_a_depth_may_be_added_to() -> None:
    lies = sprm(Sprm.IN_TABLE, 1) + sprm(Sprm.DEPTH, 1)
    deeper, back = sprm(Sprm.DEEPER, 1), sprm(Sprm.DEEPER, -1)
    found = marks(doc_file(par("a", properties=lies + deeper), par("b", properties=lies + back)))
    assert [depth for _, _, depth in found] == [2, 0]


def test_an_absurd_depth_is_bounded() -> None:
    found = marks(doc_file(par("a", properties=sprm(Sprm.DEPTH, 2**31 - 1))))
    assert [depth for _, _, depth in found] == [DEEPEST]


def test_a_row_has_its_shape() -> None:
    shapes = [p.mark.shape for p in main(doc_file(row("a", "b", edges=[0, 500, 900])))]
    assert shapes[:2] == [None, None]
    assert shapes[2] is not None
    assert [(c.left, c.right) for c in shapes[2].cells] == [(0, 500), (500, 900)]


def test_a_shape_too_long_for_its_page_lies_in_the_data_stream() -> None:
    shape = defined(range(0, 5000, 100))
    end = Par((), "\x07", sprm(Sprm.HUGE, 4))
    lies = sprm(Sprm.IN_TABLE, 1) + sprm(Sprm.ROW_END, 1)
    data = b"\xee" * 4 + struct.pack("<H", len(lies + shape)) + lies + shape
    (found,) = main(doc_file(end, data=data))
    assert found.mark.end is End.ROW
    assert found.mark.shape is not None
    assert len(found.mark.shape.cells) == 49


def test_a_quick_save_may_put_a_paragraph_into_a_table() -> None:
    (found,) = main(doc_file(par("a"), piece_prm=1 << 8 | 0x18 << 1))
    assert found.mark.depth == 1


def test_a_page_break_stands_inside_a_paragraph() -> None:
    assert [p.text for p in main(doc_file(par("甲\x0c乙")))] == ["甲乙"]


def test_the_end_of_a_section_ends_a_paragraph() -> None:
    sections = struct.pack("<III", 0, 2, 4) + bytes(24)
    made = doc_file(Par((("甲", b""),), "\x0c"), par("乙"), parts={Part.SECTIONS: sections})
    assert [p.text for p in main(made)] == ["甲", "乙"]


def test_a_text_without_a_last_mark_is_kept() -> None:
    file = word_file(doc_file(par("甲"), par("乙丙")))
    assert [p.text for p in Paragraphs(file).between(0, 4)] == ["甲", "乙丙"]


@pytest.mark.parametrize(
    ("properties", "style", "expected"),
    [
        (b"", 0, None),
        (in_list(3), 0, (3, 0)),
        (in_list(3, 2), 0, (3, 2)),
        (in_list(3, 200), 0, (3, 8)),
        (b"", 1, (5, 1)),
        (in_list(0), 1, None),
        (sprm(Sprm.LEVEL, 0), 1, (5, 0)),
        (sprm(Sprm.LIST, 3), 1, (3, 1)),
    ],
)
def test_a_paragraph_is_numbered_by_itself_or_by_its_style(
    properties: bytes, style: int, expected: tuple[int, int] | None
) -> None:
    sheet = {Part.STYLES: style_sheet((-1, b""), (-1, in_list(5, 1)))}
    (found,) = main(doc_file(par("甲", properties=properties, style=style), parts=sheet))
    assert found.numbered == expected


def test_deletion_of_marks_and_places_of_drawings() -> None:
    first, second = main(doc_file(par("a\x08", mark_properties=DELETED), par("b")))
    assert (first.is_mark_deleted, first.anchors, second.is_mark_deleted, second.anchors) == (True, (1,), False, ())


def test_places_beyond_the_text_are_not_deleted() -> None:
    paragraphs = Paragraphs(word_file(doc_file(par(("a", DELETED)))))
    assert [paragraphs.is_deleted(n) for n in (0, 1, 2, 10**9)] == [True, False, False, False]


def test_a_paragraph_that_no_page_knows_is_damage() -> None:
    class Made(WordFile):
        def part(self, which: Part) -> bytes:
            return b"" if which is Part.PARAGRAPH_PAGES else super().part(which)

    file = word_file(doc_file(par("甲")))
    with pytest.raises(UnreadableFileError, match="a paragraph has no properties"):
        Paragraphs(Made(file.word, file.table, file.data)).story(Story.MAIN)


def test_far_too_many_sections_are_damage() -> None:
    sections = struct.pack(f"<{MOST_PARAGRAPHS + 2}I", *range(MOST_PARAGRAPHS + 2)) + bytes(12 * (MOST_PARAGRAPHS + 1))
    with pytest.raises(UnreadableFileError, match="more sections than paragraphs"):
        main(doc_file(par("甲"), parts={Part.SECTIONS: sections}))


def test_far_too_many_paragraphs_are_refused() -> None:
    file = word_file(doc_file(par("\r" * (MOST_PARAGRAPHS + 1))))
    with pytest.raises(UnreadableFileError, match=r"60,002 paragraphs and table cells.*; save the notice by itself"):
        Paragraphs(file).story(Story.MAIN)
