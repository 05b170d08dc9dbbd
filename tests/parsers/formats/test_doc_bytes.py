"""Numbers out of bytes, and what lies beyond them."""

from collections.abc import Callable

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_bytes import damaged, i16, i32, taken, u8, u16, u32

BYTES = b"\x01\xff\xfe\xff\xff\x7f"


@pytest.mark.parametrize(
    ("number", "at", "expected"),
    [(u8, 0, 1), (u8, 1, 255), (u16, 0, 0xFF01), (i16, 1, -257), (i16, 2, -2), (u32, 0, 0xFFFEFF01), (i32, 1, -257)],
)
def test_numbers_are_little_endian(number: Callable[[bytes, int], int], at: int, expected: int) -> None:
    assert number(BYTES, at) == expected


@pytest.mark.parametrize(("number", "at"), [(u8, 6), (u16, 5), (i16, 5), (u32, 3), (i32, 4), (u8, -1), (u32, -4)])
def test_a_number_beyond_the_end_is_damage(number: Callable[[bytes, int], int], at: int) -> None:
    with pytest.raises(UnreadableFileError, match="points beyond its end"):
        number(BYTES, at)


def test_bytes_are_taken() -> None:
    assert (taken(BYTES, 1, 2), taken(BYTES, 6, 0)) == (b"\xff\xfe", b"")


@pytest.mark.parametrize(("at", "size"), [(0, 7), (-1, 1), (3, -1), (2**40, 1)])
def test_bytes_beyond_the_end_are_damage(at: int, size: int) -> None:
    with pytest.raises(UnreadableFileError):
        taken(BYTES, at, size)


def test_damage_says_what_is_broken_and_what_to_do() -> None:
    assert str(damaged("a table row has no end")) == (
        "it is a damaged Word file (a table row has no end); save it as DOCX in the program that wrote it, or ask for "
        "the file again."
    )
