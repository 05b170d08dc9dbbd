"""The text of a DOC out of its pieces."""

import struct

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_file import Part, WordFile, word_file
from parsers.formats._doc_pieces import MOST_CHARACTERS, Piece, text_of
from parsers.formats._doc_sprms import Sprm
from tests.conftest import notice_path
from tests.parsers.formats.doc_builders import doc_file, par, sprm


def units(data: bytes) -> str:
    return text_of(word_file(data)).units


def clx(bounds: list[int], *pieces: tuple[int, int]) -> bytes:
    table = struct.pack(f"<{len(bounds)}I", *bounds) + b"".join(struct.pack("<HIH", 0, *piece) for piece in pieces)
    return struct.pack("<BI", 2, len(table)) + table


def file_of(word: bytes, table: bytes, characters: int) -> WordFile:
    head = word_file(doc_file(par("")))
    longs = struct.pack("<H3I8I", 22, 0, 0, 0, characters, *[0] * 7)
    parts = struct.pack("<H", 93) + b"".join(
        struct.pack("<II", 0, len(table) if n == Part.PIECES else 0) for n in range(93)
    )
    return WordFile(head.word[:62] + longs + bytes(44) + parts + word, table, b"")


@pytest.mark.parametrize("piece_length", [None, 1, 2, 5])
def test_the_text_is_one_however_it_is_cut(piece_length: int | None) -> None:
    assert units(doc_file(par("关于做好民生实事的通知"), par("渝北区"), piece_length=piece_length)) == (
        "关于做好民生实事的通知\r渝北区\r"
    )


def test_pieces_may_lie_in_any_order_and_in_both_widths() -> None:
    word = "乙\r".encode("utf-16-le") + b"No. 1 "
    at = 898
    table = clx([0, 6, 8], ((at + 4) * 2 | 0x40000000, 0), (at, 0))
    assert text_of(file_of(word, table, 8)).units == "No. 1 乙\r"


def test_characters_of_one_byte_are_those_of_windows() -> None:
    assert units(doc_file(par("1–2 “a” … é"), width=1)) == "1–2 “a” … é\r"


def test_characters_beyond_the_first_plane_are_two_units() -> None:
    assert units(doc_file(par("𠮷"))) == "\ud842\udfb7\r"


def test_a_place_is_found_in_its_piece() -> None:
    text = text_of(word_file(doc_file(par("一二三四五"), piece_length=2)))
    assert [text.piece_at(n).first for n in range(6)] == [0, 0, 2, 2, 4, 4]


def test_bytes_are_turned_into_places() -> None:
    piece = Piece(10, 20, 1000, 2, b"")
    assert [piece.position(offset) for offset in (900, 1000, 1003, 1018, 1020, 5000)] == [10, 10, 11, 19, 20, 20]


def test_a_quick_save_lays_properties_over_a_piece() -> None:
    properties = sprm(Sprm.DELETED, 1)
    assert text_of(word_file(doc_file(par("甲"), piece_properties=properties))).pieces[0].grpprl == properties


def test_a_quick_save_may_name_one_property() -> None:
    text = text_of(word_file(doc_file(par("甲"), piece_prm=1 << 8 | 0x41 << 1)))
    assert text.pieces[0].grpprl == sprm(Sprm.DELETED, 1)


def test_a_real_notice_has_its_text() -> None:
    found = units(notice_path("yubei-2024-plan", "doc").read_bytes())
    assert "重点民生实事" in found
    assert found.count("\x07") > 200


@pytest.mark.parametrize(
    ("table", "characters", "words"),
    [
        (b"", 1, "a part of its text is missing"),
        (clx([0, 1], (898, 0)), 2, "a part of its text is missing"),
        (clx([0, 2, 2], (898, 0), (898, 0)), 2, "overlap"),
        (clx([0, 2, 1, 3], (898, 0), (898, 0), (898, 0)), 3, "overlap"),
        (clx([1, 3], (898, 0)), 3, "overlap"),
        (clx([0, 2], (2**29, 0)), 2, "points beyond its end"),
        (clx([0, 2], (898, 0))[:-3], 2, "points beyond its end"),
        (b"\x01\x05\x00abc", 2, "points beyond its end"),
        (b"\x01\x00\x00" * 40_000, 2, "too many properties"),
        (clx([0] * 100_002, *[(898, 0)] * 100_001), 2, "too many pieces"),
    ],
)
def test_damaged_pieces_are_refused(table: bytes, characters: int, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        text_of(file_of("甲\r".encode("utf-16-le"), table, characters))


def test_a_text_far_too_long_is_refused_before_it_is_built() -> None:
    table = clx([0, MOST_CHARACTERS + 1], (898, 0))
    with pytest.raises(UnreadableFileError, match=r"1,000,001 characters.*; save the notice by itself"):
        text_of(file_of(b"", table, 1))
