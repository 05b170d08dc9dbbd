"""What is seen of a file before any format reads it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.formats._sample import Sample, foreign_kind
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import docx_file, par, zip_file
from tests.parsers.formats.doc_builders import ole_file

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"GIF89a" + bytes(20), "a GIF picture"),
        (b"BM\x36\x00\x0c\x00\x00\x00", "a BMP picture"),
        (b"II*\x00" + bytes(20), "a TIFF picture"),
        (b"MM\x00*" + bytes(20), "a TIFF picture"),
        (OLE + bytes(500), "an old Office file (DOC, XLS, WPS)"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (b"\xef\xbb\xbf\r\n <?xml version='1.0'?><a/>", "an XML file"),
    ],
)
def test_kinds_told_by_their_first_bytes(data: bytes, words: str) -> None:
    assert foreign_kind(Sample.of(data)) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ppt/presentation.xml", "a PPTX presentation"),
        ("附件1.doc", "a ZIP archive"),
    ],
)
def test_kinds_told_by_what_is_packed_in_them(name: str, words: str) -> None:
    assert foreign_kind(Sample.of(zip_file({"[Content_Types].xml": b"<x/>", name: b"<x/>"}))) == words


def test_a_zip_cut_off_is_still_a_zip() -> None:
    sample = Sample.of(docx_file(par("通知"))[:100])
    assert (sample.is_zip, sample.members) == (True, frozenset())
    assert foreign_kind(sample) == "a ZIP archive"


def test_the_members_of_a_zip_are_known_by_name() -> None:
    assert Sample.of(zip_file({"甲.txt": b"", "b/c.xml": b""})).members == {"甲.txt", "b/c.xml"}


@pytest.mark.parametrize("data", [b"", b"PK", "关于做好2024年民生实事的通知".encode(), b"%PDF-1.7", b"1 < 2"])
def test_what_is_not_known_is_not_named(data: bytes) -> None:
    sample = Sample.of(data)
    assert foreign_kind(sample) is None
    assert not sample.members


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("file_format", ["text", "pdf"])
def test_notices_are_not_foreign(name: str, file_format: str) -> None:
    assert foreign_kind(Sample.of(notice_path(name, file_format).read_bytes())) is None


def test_the_streams_of_a_container_are_known_by_name() -> None:
    assert Sample.of(ole_file({"WordDocument": b"a", "1Table": b"b"})).streams == {"WordDocument", "1Table"}


@pytest.mark.parametrize("data", [b"", b"PK", OLE, OLE + bytes(5000), "通知".encode()])
def test_what_is_no_container_or_a_damaged_one_has_no_streams(data: bytes) -> None:
    assert Sample.of(data).streams == frozenset()


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", OLE, b"\xef\xbb\xbf<"]))
@settings(deadline=None)
def test_any_bytes_can_be_looked_at(data: bytes, start: bytes) -> None:
    foreign_kind(Sample.of(start + data))


@given(st.data())
@settings(deadline=None)
def test_a_damaged_zip_can_be_looked_at(data: st.DataObject) -> None:
    package = bytearray(zip_file({"word/document.xml": b"<x/>" * 10, "甲": b""}))
    for at in data.draw(st.lists(st.integers(4, len(package) - 1), min_size=1, max_size=4)):
        package[at] = data.draw(st.integers(0, 255))
    assert Sample.of(bytes(package)).is_zip
