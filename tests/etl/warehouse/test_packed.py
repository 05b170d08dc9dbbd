import hashlib
import zlib

import pytest

from etl.warehouse.packed import Packed, is_as_packed, pack, unpack

TEXT = (
    '{"letter": {"title": "关于印发2024年重点民生实事的通知"}, "cells": [' + '"区城管局", ' * 5_000 + '""]}'
).encode()


@pytest.mark.parametrize("text", [b"", b"{}", TEXT, bytes(range(256))], ids=["none", "empty", "notice", "any bytes"])
def test_a_reading_comes_back_as_it_was(text: bytes) -> None:
    assert unpack(*pack(text)) == text
    assert is_as_packed(*pack(text))


def test_the_hash_is_that_of_the_text_and_not_of_its_bytes() -> None:
    packed = pack(TEXT)
    assert packed.sha256 == hashlib.sha256(TEXT).hexdigest()
    assert pack(TEXT + b" ").sha256 != packed.sha256


def test_a_reading_takes_a_part_of_its_text() -> None:
    assert len(pack(TEXT).content) < len(TEXT) / 5


@pytest.mark.parametrize("level", [0, 1, 9])
def test_what_another_zlib_packed_is_the_same_reading(level: int) -> None:
    other = Packed(pack(TEXT).sha256, zlib.compress(TEXT, level))
    assert other.content != pack(TEXT).content
    assert unpack(*other) == TEXT


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "cannot be unpacked"),
        (TEXT, "cannot be unpacked"),
        (pack(TEXT).content[:-8], "cannot be unpacked"),
        (pack(TEXT).content[:-1], "cut off"),
        (pack(TEXT).content + b"\0", "something stands behind it"),
        (pack(b"{}").content, "is another than the one of SHA-256"),
    ],
    ids=["nothing", "plain", "cut off", "without its end", "with more", "another"],
)
def test_what_was_not_packed_so_is_no_reading(content: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        unpack(pack(TEXT).sha256, content)
    assert not is_as_packed(pack(TEXT).sha256, content)


@pytest.mark.parametrize("value", [TEXT.decode(), None, 7], ids=["text", "NULL", "number"])
def test_a_value_of_another_type_is_no_reading(value: object) -> None:
    assert not is_as_packed(pack(TEXT).sha256, value)  # type: ignore[arg-type]
