"""The head of a DOC: where its parts lie, and which files are not read."""

import struct

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._doc_file import Part, Story, word_file
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.doc_builders import doc_file, ole_file, par


def test_stories_lie_one_behind_the_other() -> None:
    file = word_file(doc_file(par("通知"), stories={Story.FOOTNOTES: [par("注")], Story.BOXES: [par("框中")]}))
    assert [file.story(s) for s in (Story.MAIN, Story.FOOTNOTES, Story.ENDNOTES, Story.BOXES)] == [
        (0, 3),
        (3, 5),
        (5, 5),
        (5, 8),
    ]


def test_parts_are_cut_out_of_the_table_stream() -> None:
    file = word_file(doc_file(par("通知"), parts={Part.SHAPES: b"abcd"}))
    assert file.part(Part.SHAPES) == b"abcd"
    assert file.part(Part.BOXES) == b""
    assert file.part_and_rest(Part.BOXES) == b""


def test_a_part_may_go_on_behind_its_stated_size() -> None:
    file = word_file(doc_file(par("通知"), lists=(b"heads", b"levels")))
    assert file.part(Part.LISTS) == b"heads"
    assert file.part_and_rest(Part.LISTS).startswith(b"headslevels")


@pytest.mark.parametrize("flags", [0, 0x0200])
def test_the_table_stream_is_the_one_that_the_head_names(flags: int) -> None:
    file = word_file(doc_file(par("通知"), flags=flags))
    assert len(file.part(Part.PIECES)) > 0


def test_an_older_head_has_fewer_parts() -> None:
    data = bytearray(doc_file(par("通知"), parts={Part.LIST_USES: b"abcd"}))
    count = data.find(struct.pack("<HI", 93, 0))
    data[count : count + 2] = struct.pack("<H", 60)
    assert word_file(bytes(data)).part(Part.LIST_USES) == b""


def test_a_part_that_points_beyond_its_stream_is_damage() -> None:
    data = doc_file(par("通知"), drop=("1Table",))
    with pytest.raises(UnreadableFileError, match="damaged Word file"):
        word_file(data).part(Part.PIECES)


@pytest.mark.parametrize("name", NOTICES)
def test_the_notices_are_of_word_97_or_later(name: str) -> None:
    first, last = word_file(notice_path(name, "doc").read_bytes()).story(Story.MAIN)
    assert (first, last > 1000) == (0, True)


@pytest.mark.parametrize("version", [0x21, 0x65, 0x68])
def test_word_95_and_older_are_refused(version: int) -> None:
    with pytest.raises(UnreadableFileError, match=r"older than Word 97.*; save it as DOCX"):
        word_file(doc_file(par("通知"), version=version))


def test_another_identifier_is_an_older_word() -> None:
    with pytest.raises(UnreadableFileError, match="older than Word 97"):
        word_file(ole_file({"WordDocument": struct.pack("<HH", 0xA5DC, 0x65)}))


def test_a_locked_file_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="locked with a password; save it without one"):
        word_file(doc_file(par("通知"), flags=0x0300))


@pytest.mark.parametrize("streams", [{}, {"1Table": b"x"}, {"Workbook": b"x"}])
def test_a_container_without_text_is_damage(streams: dict[str, bytes]) -> None:
    with pytest.raises(UnreadableFileError, match="its text is missing"):
        word_file(ole_file(streams))
