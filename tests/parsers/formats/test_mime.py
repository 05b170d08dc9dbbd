"""Web pages in one file."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._mime import packed_pages


def part(content: bytes, *headers: str) -> bytes:
    return "\r\n".join(["--x", *headers, "", ""]).encode() + content + b"\r\n"


def mime_file(*parts: bytes) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="x"\r\n\r\nnote\r\n'
    return head + b"".join(parts) + b"--x--\r\n"


PAGE = part("<p>通知".encode(), "Content-Type: text/html", "Content-Location: file:///C:/a/sheet001.htm")


def test_a_page_is_unpacked() -> None:
    (page,) = packed_pages(mime_file(PAGE))
    assert (page.data.strip(), page.charset, page.place) == ("<p>通知".encode(), None, "sheet001.htm")


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("quoted-printable", b"<p>=CD=A8=\r\n=D6=AA"),
        ("base64", b"PHA+zajWqg=="),
        ("8bit", "<p>通知".encode("gb18030")),
    ],
)
def test_a_page_is_decoded_as_its_headers_say(encoding: str, content: bytes) -> None:
    headers = ('Content-Type: text/html; charset="GB2312"', f"Content-Transfer-Encoding: {encoding}")
    (page,) = packed_pages(mime_file(part(content, *headers)))
    assert (page.data.strip(), page.charset) == ("<p>通知".encode("gb18030"), "gb2312")


def test_pages_of_frames_follow_and_pictures_are_left_out() -> None:
    picture = part(b"AAAA", "Content-Type: image/png", "Content-Transfer-Encoding: base64")
    second = part(b"<p>2", "Content-Type: application/xhtml+xml", r"Content-Location: a\b\two.htm")
    pages = packed_pages(mime_file(PAGE, picture, second, part(b" ", "Content-Type: text/html")))
    assert [p.place for p in pages] == ["sheet001.htm", "two.htm"]


def test_empty_lines_before_the_headers_do_no_harm() -> None:
    assert len(packed_pages(b"\r\n\r\n" + mime_file(PAGE))) == 1


def nested(depth: int) -> bytes:
    parts = (f'--b{i}\nContent-Type: multipart/mixed; boundary="b{i + 1}"\n\n' for i in range(depth))
    return b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b0"\n\n' + "".join(parts).encode()


@pytest.mark.parametrize("data", [b"", b"MIME-Version: 1.0\n\n", mime_file(), nested(2000)])
def test_a_file_without_a_page_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged MHTML page .*; save it anew as HTML\.$"):
        packed_pages(data)
