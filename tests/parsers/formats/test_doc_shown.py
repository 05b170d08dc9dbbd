"""What is shown of a text: tracked changes, fields, symbols and special characters."""

import struct
import time

import pytest

from parsers.formats._doc_file import Story, word_file
from parsers.formats._doc_pieces import text_of
from parsers.formats._doc_shown import Shown, shown
from parsers.formats._doc_sprms import Sprm
from tests.parsers.formats.doc_builders import DELETED, Par, doc_file, par, sprm


def look(data: bytes) -> Shown:
    file = word_file(data)
    return shown(file, text_of(file))


def seen(*runs: str | tuple[str, bytes]) -> str:
    found = look(doc_file(par(*runs)))
    return found.text(0, len(found.units) - 1)


def field(code: str, result: str | None) -> str:
    return f"\x13 {code} " + ("" if result is None else f"\x14{result}") + "\x15"


def test_deleted_text_is_gone_and_inserted_text_is_there() -> None:
    assert seen("完成", ("3", DELETED), ("5", sprm(0x0801, 1)), "所") == "完成5所"


@pytest.mark.parametrize(("operand", "text"), [(0, "甲乙"), (1, "甲"), (0x80, "甲乙"), (0x81, "甲")])
def test_deletion_is_a_switch(operand: int, text: str) -> None:
    assert seen("甲", ("乙", sprm(Sprm.DELETED, operand))) == text


def test_the_last_word_on_deletion_counts() -> None:
    assert seen("甲", ("乙", DELETED + sprm(Sprm.DELETED, 0))) == "甲乙"


def test_a_quick_save_may_delete() -> None:
    assert look(doc_file(par("甲"), piece_properties=DELETED)).text(0, 1) == ""
    assert look(doc_file(par("甲"), piece_prm=1 << 8 | 0x41 << 1)).text(0, 1) == ""


def test_hidden_text_is_kept() -> None:
    assert seen("甲", ("藏", sprm(0x083C, 1))) == "甲藏"


@pytest.mark.parametrize("piece_length", [None, 1, 3])
def test_properties_reach_over_pieces(piece_length: int | None) -> None:
    found = look(doc_file(par("一二", ("三四五", DELETED), "六"), piece_length=piece_length))
    assert found.text(0, 6) == "一二六"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb", "a b"),
        ("a\x0bb", "a\nb"),
        ("a\x1eb", "a-b"),
        ("a\x1fb", "ab"),
        ("a\x01\x02\x05\x08b", "ab"),
        ("a\x0eb", "ab"),
        ("a\xa0b", "a\xa0b"),
        ("𠮷", "𠮷"),
    ],
)
def test_special_characters(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_half_a_character_is_shown_as_damage() -> None:
    found = look(doc_file(par("𠮷")))
    assert found.text(0, 1) == "�"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (field("HYPERLINK x", "链接"), "链接"),
        (field("XE 索引", None), ""),
        ("前" + field("IF " + field("PAGE", "3"), "真") + "后", "前真后"),
        ("前" + field("QUOTE", "甲" + field("DATE", "2024") + "乙") + "后", "前甲2024乙后"),
        ("\x13 PAGE 不完", " PAGE 不完"),
        ("前\x14中\x15后", "前中后"),
        ("\x13 A \x13 B \x14结果\x15后", " A 结果后"),
        ("\x13 A \x14一\x14二\x15", "一二"),
    ],
)
def test_of_a_field_the_result_is_shown(text: str, expected: str) -> None:
    assert seen(text) == expected


def test_a_field_that_would_hide_the_end_of_a_cell_hides_nothing() -> None:
    found = look(doc_file(Par((("\x13 甲", b""),), "\x07"), Par((("乙\x14丙\x15", b""),), "\x07")))
    assert found.text(0, 3) == " 甲"


def test_a_field_of_one_story_does_not_end_in_another() -> None:
    found = look(doc_file(par("\x13 甲"), stories={Story.FOOTNOTES: [par("乙\x15")]}))
    assert found.text(0, 7) == " 甲乙"


def test_fields_nested_very_deep_take_no_time() -> None:
    deep = 20_000
    begun = time.process_time()
    assert seen("\x13" * deep + "\x14甲" + "\x15" * deep) == ""
    assert time.process_time() - begun < 5


def test_a_symbol_is_the_character_of_its_font() -> None:
    symbol = sprm(Sprm.SYMBOL, struct.unpack("<I", struct.pack("<HH", 7, 0xF0FE))[0])
    assert seen("a", ("(", symbol), "b") == "a\uf0feb"
    assert seen("(", ("a(", symbol)) == "(a\uf0fe"


def test_drawings_have_their_places_unless_deleted() -> None:
    found = look(doc_file(par("a\x08b", ("\x08", DELETED), "\x08")))
    assert found.anchors(0, len(found.units)) == [1, 4]


def test_a_mark_may_be_deleted() -> None:
    found = look(doc_file(Par((("甲", b""),), mark_properties=DELETED), par("乙")))
    assert [found.is_deleted(n) for n in range(4)] == [False, True, False, False]


def test_the_code_of_a_field_is_not_deleted() -> None:
    found = look(doc_file(par(field("PAGE", "1"))))
    assert not any(found.is_deleted(n) for n in range(len(found.units)))
