"""Which markup a file is written in."""

import pytest

from parsers.formats._markup import FLAT_OPC, WORD_2003, Markup, is_mime_page, markup_of

WORD = b'<w:wordDocument xmlns:w="' + WORD_2003 + b'"><w:body/></w:wordDocument>'
PACKAGE = b'<pkg:package xmlns:pkg="' + FLAT_OPC + b'"/>'
MIME = b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x\r\n"


@pytest.mark.parametrize(
    "data",
    [
        b"<!DOCTYPE html>",
        b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'><p>",
        b"<html>",
        b"<HTML xmlns:o='urn:x'>",
        b"\xef\xbb\xbf\r\n <Html>",
        b"\n" * 100_000 + b"<html>",
        b"<!-- saved from url --><html>",
        b"<!-- a --> <!-- b --> words <p>",
        b"<!-- cut off",
        b"<table border=1><tr>",
        b"<meta charset=gbk>",
        b"<style>td{}</style><table>",
        b"<![if IE]><p>",
        b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>",
        b"<?xml version='1.0' encoding='gb2312'?>\n<html>",
        "\ufeff<html>".encode("utf-16-le"),
        "\ufeff<html>".encode("utf-16-be"),
        "<html>".encode("utf-16-le"),
        "<html>".encode("utf-16-be"),
        "关于印发清单的通知<br/><table><tr><td>1</td></tr></table>".encode("gb18030"),
    ],
)
def test_pages_are_html(data: bytes) -> None:
    assert markup_of(data) is Markup.HTML


@pytest.mark.parametrize(
    ("data", "markup"),
    [
        (MIME, Markup.MHTML),
        (b"\r\n" + MIME, Markup.MHTML),
        (b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: text/html\n\n<p>", Markup.MHTML),
        (b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>" + WORD, Markup.WORD_2003),
        (WORD, Markup.WORD_2003),
        (b"<?xml version='1.0'?>" + PACKAGE, Markup.FLAT_OPC),
        (b"<?xml version='1.0'?><package xmlns='urn:other'/>", Markup.XML),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", Markup.XML),
        (b"<?xml version='1.0'?>", Markup.XML),
        (b"<!DOCTYPE svg><svg>", Markup.XML),
        (b"<x:y/>", Markup.XML),
    ],
)
def test_other_markup_has_its_kind(data: bytes, markup: Markup) -> None:
    assert markup_of(data) is markup


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        "关于印发清单的通知".encode(),
        b"1 < 2 and 3 > 2",
        "<关于印发清单的通知>".encode(),
        b"<unknown> words",
        b"two end tags are no page</p></p>",
        b"\x00\x01</td></td></td></td>",
        b"Subject: x\n\nwords",
        b"Content-Type: text/html\n\n<",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed\n\nx",
        b"PK\x03\x04",
    ],
)
def test_what_is_no_markup_has_none(data: bytes) -> None:
    assert markup_of(data) is None


def test_headers_count_only_at_the_top() -> None:
    assert is_mime_page(MIME)
    assert not is_mime_page(b"words\n" + MIME)
    assert not is_mime_page(b"MIME-Version: 1.0\n\nContent-Type: text/html\n")
