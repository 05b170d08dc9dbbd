"""Chains of modifiers: sizes of operands, chains that lie elsewhere, and chains cut off."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats._doc_sprms import Sprm, flat_modifiers, modifiers, short_modifier
from tests.parsers.formats.doc_builders import sprm

LIST_1 = sprm(Sprm.LIST, 1)


@pytest.mark.parametrize(
    ("opcode", "size"),
    [(0x0800, 1), (0x2416, 1), (0x460B, 2), (0x6649, 4), (0x840F, 2), (0xA413, 2), (0xE000 | 0x1601, 3)],
)
def test_the_opcode_tells_the_size_of_its_operand(opcode: int, size: int) -> None:
    chain = struct.pack("<H", opcode) + bytes(range(1, size + 1)) + LIST_1
    assert list(modifiers(chain)) == [(opcode, bytes(range(1, size + 1))), (Sprm.LIST, b"\x01\x00")]


def test_a_variable_operand_has_its_size_before_it() -> None:
    assert list(modifiers(sprm(Sprm.VERTICAL_MERGE, b"\x02\x03") + LIST_1)) == [
        (Sprm.VERTICAL_MERGE, b"\x02\x03"),
        (Sprm.LIST, b"\x01\x00"),
    ]


def test_the_definition_of_a_row_has_a_size_of_two_bytes() -> None:
    operand = bytes(700)
    assert list(modifiers(sprm(Sprm.DEFINE_TABLE, operand) + LIST_1)) == [
        (Sprm.DEFINE_TABLE, operand),
        (Sprm.LIST, b"\x01\x00"),
    ]


def test_long_lists_of_tabs_are_counted() -> None:
    closed, opened = bytes([70]) + bytes(4 * 70), bytes([2]) + bytes(3 * 2)
    chain = struct.pack("<HB", 0xC615, 255) + closed + opened + LIST_1
    assert list(modifiers(chain))[1:] == [(Sprm.LIST, b"\x01\x00")]


def test_short_lists_of_tabs_have_their_size() -> None:
    chain = struct.pack("<HB", 0xC615, 3) + bytes(3) + LIST_1
    assert list(modifiers(chain))[1:] == [(Sprm.LIST, b"\x01\x00")]


@pytest.mark.parametrize("padding", [b"", b"\0", b"\0\0"])
def test_padding_ends_a_chain(padding: bytes) -> None:
    assert list(modifiers(LIST_1 + padding)) == [(Sprm.LIST, b"\x01\x00")]


def test_an_operand_cut_off_ends_the_chain() -> None:
    chain = LIST_1 + sprm(Sprm.DEFINE_TABLE, bytes(50))
    assert list(modifiers(chain[:-1])) == [(Sprm.LIST, b"\x01\x00")]


@given(st.binary(max_size=400))
def test_any_bytes_are_a_chain_that_ends(grpprl: bytes) -> None:
    assert sum(2 + len(operand) for _, operand in modifiers(grpprl)) <= len(grpprl)


@pytest.mark.parametrize("opcode", [Sprm.HUGE, Sprm.HUGE_97, Sprm.TABLE_PROPERTIES])
def test_a_chain_may_lie_in_the_data_stream(opcode: Sprm) -> None:
    data = b"\xee" * 10 + struct.pack("<H", len(LIST_1)) + LIST_1 + b"\xee"
    chain = sprm(Sprm.IN_TABLE, 1) + sprm(opcode, 10)
    assert list(flat_modifiers(chain, data)) == [(Sprm.IN_TABLE, b"\x01"), (Sprm.LIST, b"\x01\x00")]


def test_a_chain_in_the_data_stream_leads_no_further() -> None:
    inner = sprm(Sprm.HUGE, 0)
    data = struct.pack("<H", len(inner)) + inner
    assert [opcode for opcode, _ in flat_modifiers(inner, data)] == [Sprm.HUGE]


@pytest.mark.parametrize("at", [3, 4, 2**32 - 1])
def test_a_chain_beyond_the_data_stream_is_damage(at: int) -> None:
    with pytest.raises(UnreadableFileError):
        list(flat_modifiers(sprm(Sprm.HUGE, at), b"\x05\x00\x00\x00"))


@pytest.mark.parametrize(
    ("isprm", "opcode"), [(0x0C, Sprm.LEVEL), (0x18, Sprm.IN_TABLE), (0x19, Sprm.ROW_END), (0x41, Sprm.DELETED)]
)
def test_a_piece_names_one_modifier_in_two_bytes(isprm: int, opcode: Sprm) -> None:
    assert list(modifiers(short_modifier(1 << 8 | isprm << 1))) == [(opcode, b"\x01")]


@pytest.mark.parametrize("isprm", [0x00, 0x05, 0x55, 0x7F])
def test_what_a_piece_says_of_looks_is_left_aside(isprm: int) -> None:
    assert short_modifier(1 << 8 | isprm << 1) == b""
