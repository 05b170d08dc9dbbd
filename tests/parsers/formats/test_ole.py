"""Containers: the streams at their top, and what becomes of damaged ones."""

import random

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._ole import SIGNATURE, open_container, stream, stream_names
from tests.conftest import notice_path
from tests.parsers.formats.doc_builders import ole_file

CONTAINER = ole_file({"WordDocument": b"text", "1Table": b"table" * 2000})


def test_the_streams_at_the_top_are_named() -> None:
    assert stream_names(CONTAINER) == {"WordDocument", "1Table"}


def test_a_real_file_has_its_streams() -> None:
    assert {"WordDocument", "1Table"} <= stream_names(notice_path("gaoxin-2024-plan", "doc").read_bytes())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"notice", SIGNATURE, SIGNATURE + bytes(3000), CONTAINER[:600]])
def test_what_is_no_container_or_damaged_has_no_streams(data: bytes) -> None:
    assert stream_names(data) == frozenset()


def test_a_stream_is_read_whole() -> None:
    with open_container(CONTAINER) as container:
        assert stream(container, "1Table").rstrip(b"\0") == b"table" * 2000


def test_a_stream_that_is_not_there_is_empty() -> None:
    with open_container(CONTAINER) as container:
        assert stream(container, "Data") == b""


@pytest.mark.parametrize("data", [SIGNATURE, SIGNATURE + bytes(3000), CONTAINER[:1000]])
def test_a_damaged_container_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="damaged old Office file"):
        open_container(data)


def test_a_stream_that_is_cut_off_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="ask for the file again"):  # noqa: SIM117 the second is what raises
        with open_container(CONTAINER[:3000]) as container:
            stream(container, "1Table")


def test_any_damage_is_told_as_damage() -> None:
    chance = random.Random(1)
    for _ in range(300):
        data = bytearray(CONTAINER)
        for _ in range(chance.choice((1, 5, 30))):
            data[chance.randrange(8, 2048)] = chance.randrange(256)
        stream_names(bytes(data))


def test_a_folder_that_lies_in_itself_has_no_end_and_is_no_trouble() -> None:
    data = bytearray(CONTAINER)
    entry = data.find("Root Entry".encode("utf-16-le"))
    data[entry + 66] = 1
    data[entry + 76 : entry + 80] = (0).to_bytes(4, "little")
    assert stream_names(bytes(data)) == frozenset()
