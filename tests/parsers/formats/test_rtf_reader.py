"""Groups and control words of an RTF to paragraphs."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import _rtf_reader
from parsers.formats._doc_blocks import End
from parsers.formats._rtf_reader import DEEPEST, MOST_CHARACTERS, Reader
from parsers.formats._rtf_tokens import tokens


def read(body: str, head: str = "") -> Reader:
    reader = Reader()
    reader.read(tokens((f"{{\\rtf1\\ansi\\ansicpg936{head}\n" + body + "}").encode("latin-1")))
    return reader


def said(body: str, head: str = "") -> list[str]:
    return [p.text for p in read(body, head).main.finished()]


def marks(body: str) -> list[tuple[str, End, int]]:
    return [(p.text, p.mark.end, p.mark.depth) for p in read(body).main.finished()]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"\'b9\'d8\'d3\'da", "关于"),
        ("\xb9\xd8\xd3\xda", "关于"),
        (r"\u20851\'b9\u20110?", "关于"),
        (r"\uc2\u20851\'b9\'d8\u20110\'d3\'da 2024", "关于 2024"),
        (r"\uc0\u20851\u20110 2024", "关于2024"),
        (r"{\uc2\u20851\'b9\'d8}\u20110?a", "关于a"),
        (r"\u-10174?\u-8265?", "𠮷"),
        (r"\u20851{?}\u20110", "关?于"),
        (r"\u20851\tab a", "关a"),
        (r"\'81A", "丄"),
        (r"a\tab b\line c", "a b\nc"),
        (r"a\~b\_c\-d", "a\xa0b-cd"),
        (r"\ldblquote a\rdblquote \endash\emdash \lquote b\rquote", "“a”–—‘b’"),
        (r"\{a\}\\", "{a}\\"),
        (r"a\page b\column c", "abc"),
        (r"a{\v b}c", "abc"),
        (r"{\b a}{\i{\ul b}}", "ab"),
        ("a\r\nb", "ab"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert said(body) == [text]


def test_a_font_may_have_a_code_page_of_its_own() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset136{\*\falt a} PMingLiU;}}"
    assert said(r"\f1\'c3\'f6\f0\'b9\'d8", fonts) == ["關关"]


@pytest.mark.parametrize(
    "group",
    [
        r"{\colortbl;\red0;}",
        r"{\stylesheet{\s1 heading;}}",
        r"{\info{\title T}{\author A}}",
        r"{\*\generator X;}",
        r"{\*\unknown {\b x} \par y}",
        r"{\header\pard h\par}{\footer f}",
        r"{\pict\wmetafile8 0102}",
        r"{\*\bkmkstart a}",
        r"{\shp{\*\shpinst{\sp{\sn fill}{\sv 1}}}{\shprslt{\*\do\par x}}}",
        r"{\nonesttables\par}",
        r"{\*\annotation c}",
        r"{\object{\*\objdata 0102}}",
    ],
)
def test_what_is_no_text_is_passed_over(group: str) -> None:
    assert said(f"a{group}b") == ["ab"]


def test_of_a_field_the_result_is_shown() -> None:
    assert said(r"a{\field{\*\fldinst HYPERLINK x}{\fldrslt 1}}b{\field{\fldinst PAGE}{\fldrslt 2}}") == ["a1b2"]


def test_the_number_of_a_list_stands_before_its_paragraph() -> None:
    item = r"{\listtext\pard\plain %s\tab}\pard\plain \ls1 a\par"
    assert said("".join(item % n for n in ("1.", r"\u8226?", r"\'a2\'d9"))) == ["1. a", "a", "①a"]
    assert said(r"{\pntext\pard 2\tab}b\par") == ["2 b"]


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    assert said(r"a{\deleted b}{\revised c}\deleted d\deleted0 e\deleted f\plain g") == ["aceg"]


def test_the_end_of_a_paragraph_may_be_deleted() -> None:
    found = read(r"a{\deleted\par}b\par").main.finished()
    assert [(p.text, p.is_mark_deleted) for p in found] == [("a", True), ("b", False)]


def test_paragraphs_cells_and_rows_end_with_words() -> None:
    assert marks(r"a\par\trowd\cellx100\pard\intbl b\par c\cell\row\pard d\sect e") == [
        ("a", End.PARAGRAPH, 0),
        ("b", End.PARAGRAPH, 1),
        ("c", End.CELL, 1),
        ("", End.ROW, 1),
        ("d", End.PARAGRAPH, 0),
        ("e", End.PARAGRAPH, 0),
    ]


def test_rows_within_a_cell_lie_deeper() -> None:
    inner = r"\pard\intbl\itap2 i\nestcell{\*\nesttableprops\trowd\cellx50\nestrow}{\nonesttables\par}"
    assert marks(rf"\trowd\cellx100{inner}\pard\intbl o\cell\row") == [
        ("i", End.CELL, 2),
        ("", End.ROW, 2),
        ("o", End.CELL, 1),
        ("", End.ROW, 1),
    ]


def edges(body: str) -> list[list[tuple[int, int]]]:
    shapes = [p.mark.shape for p in read(body).main.finished()]
    return [[(c.left, c.right) for c in shape.cells] for shape in shapes if shape is not None]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\trowd\trleft-108\cellx892\cellx2000\intbl a\cell b\cell\row", [[(-108, 892), (892, 2000)]]),
        (r"\trowd\cellx1\cellx2\intbl a\cell b\cell\row a\cell b\cell\row", [[(0, 1), (1, 2)]] * 2),
        (r"\trowd\cellx9{\intbl a\cell}{\trowd\cellx1\row}", [[(0, 1)]]),
        (
            r"\trowd\cellx9\intbl{\itap2 i\nestcell{\*\nesttableprops\trowd\cellx5\nestrow}}a\cell\row",
            [[(0, 5)], [(0, 9)]],
        ),
    ],
)
def test_the_row_that_is_defined_holds(body: str, expected: list[list[tuple[int, int]]]) -> None:
    assert edges(body) == expected


def test_notes_and_boxes_are_stories_of_their_own() -> None:
    box = r"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt\pard box\par two\par}}}"
    reader = read(rf"a{{\super\chftn{{\*\footnote\pard note\par}}}}b{box}c\par{{\footnote second}}")
    (paragraph, *_) = reader.main.finished()
    assert (paragraph.text, paragraph.anchors) == ("abc", (0,))
    assert [[p.text for p in note.finished()] for note in reader.notes] == [["note"], ["second"]]
    assert [p.text for p in reader.boxes[0].finished()] == ["box", "two"]


def test_a_note_in_a_cell_is_not_in_a_table() -> None:
    reader = read(r"\trowd\cellx9\intbl a{\footnote n\par}\cell\row")
    assert [(p.text, p.mark.depth) for p in reader.notes[0].finished()] == [("n", 0)]
    assert [p.mark.depth for p in reader.main.finished()] == [1, 1]


def test_groups_closed_too_often_do_no_harm() -> None:
    assert said("a}}}b") == ["ab"]


def test_a_file_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"damaged RTF \(its end is missing\)"):
        Reader().read(tokens(rb"{\rtf1 a{\b b}"))


def test_groups_far_too_deep_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="nest far too deep"):
        Reader().read(tokens(b"{" * (DEEPEST + 1)))


def test_a_text_far_too_long_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"1,000,000 characters.*; save the notice by itself"):
        read("a" * (MOST_CHARACTERS + 1))


def test_far_too_many_words_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_rtf_reader, "MOST_TOKENS", 100)
    with pytest.raises(UnreadableFileError, match="far more than a notice can; save"):
        read(r"\b" * 101)
