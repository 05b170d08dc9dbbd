"""What encoding a page is in, whatever it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats._html_bytes import decode

PAGE = '<html><meta charset="{}"><p>关于做好2024年民生实事工作的通知：“好”·…〔2024〕①Ⅰα㎡→ā</p>'


@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "gb18030", "iso-8859-1", "x-nothing", ""])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_what_a_page_says_of_its_encoding_may_be_wrong(declared: str, encoding: str) -> None:
    page = PAGE.format(declared).replace("㎡", "平方米")
    assert decode(page.encode(encoding)).text == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_needs_no_mark(encoding: str) -> None:
    assert decode(PAGE.encode(encoding)).text == PAGE


def test_characters_beyond_gb2312_are_read_under_its_name() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>㎡镕堃𬭎</p>'
    assert decode(page.encode("gb18030")).text == page


def test_bytes_that_are_two_encodings_at_once_are_read_as_chinese() -> None:
    assert decode("<p>联通</p>".encode("gb18030")).text == "<p>联通</p>"


def test_traditional_characters_are_read_as_declared() -> None:
    page = '<meta charset="big5"><p>關於做好民生工程的通知</p>'
    assert decode(page.encode("big5")).text == page
    assert decode(page.replace("big5", "").encode("big5"), "big5").text == page.replace("big5", "")
    assert decode(page.encode("utf-8")).text == page


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_in_the_middle_is_counted_and_changes_nothing_else(encoding: str) -> None:
    head, tail = "关于做好民生实事工作的通知" * 3, "各镇人民政府，各街道办事处" * 3
    decoded = decode(b"<p>" + head.encode(encoding) + "通".encode(encoding)[:-1] + b"<p>" + tail.encode(encoding))
    assert decoded.text.startswith(f"<p>{head}\ufffd")
    assert decoded.text.endswith(tail)
    assert decoded.unreadable == 1


@pytest.mark.parametrize("data", [b"", b"<p>plain words</p>"])
def test_ascii_is_read(data: bytes) -> None:
    assert (decode(data).text, decode(data).unreadable) == (data.decode(), 0)


def test_noughts_are_left_out() -> None:
    assert decode(b"<p>a\x00b").text == "<p>ab"


def test_what_is_in_no_encoding_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=r"^its characters are neither .*; save the page anew as UTF-8\.$"):
        decode(b"<p>" + bytes(range(0x80, 0xFF)) * 5)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert "\x00" not in decode(data).text
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")
