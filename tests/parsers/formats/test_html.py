"""Web pages: what claims them, what they say, and what is refused."""

import random

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import html
from parsers.formats._sample import Sample
from parsers.formats._steps import listening
from schemas.document import Document
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import texts, words
from tests.parsers.formats.test_mime import mime_file, part

TABLE = "<table><tr><td>序号<td>名称<td>单位<tr><td>1<td>公园<td>区城管局</table>"
GRID = [["序号", "名称", "单位"], ["1", "公园", "区城管局"]]


def read(text: str, encoding: str = "utf-8") -> Document:
    return html.read(text.encode(encoding))


def furniture(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if p.furniture]


def article(document: Document) -> list[str]:
    return [p.text for p in document.paragraphs if not p.furniture]


@pytest.mark.parametrize("data", [b"<html>", b"<table><tr><td>1", mime_file(part(b"<p>x", "Content-Type: text/html"))])
def test_pages_are_claimed(data: bytes) -> None:
    assert html.claims(Sample.of(data))


@pytest.mark.parametrize(
    "data",
    [
        b"words",
        b"<?xml version='1.0'?><a/>",
        b"%PDF-1.7 <html>",
        b"{\\rtf1 <html></td></td></td>}",
        b"\x89PNG\r\n\x1a\n<html>",
        b"PK\x03\x04<html>",
    ],
)
def test_other_files_are_not_claimed(data: bytes) -> None:
    assert not html.claims(Sample.of(data))


def test_a_page_is_read() -> None:
    document = read(f"<html><head><title> 通知 - 渝北区</title></head><body><p>通知</p>{TABLE}</body></html>")
    assert document.format == "html"
    assert (article(document), furniture(document)) == (["通知"], ["通知 - 渝北区"])
    assert texts(document.tables[0]) == GRID
    assert document.pages is None


def test_the_title_is_furniture_that_knows_its_line() -> None:
    title = read("<html>\n<head>\n<title>通知</title><body>甲").paragraphs[0]
    assert (title.text, title.furniture, title.origin) == ("通知", True, "line 3")


def test_a_page_without_html_around_it_is_read() -> None:
    assert texts(read(TABLE).tables[0]) == GRID
    assert article(read("关于印发清单的通知<br>2024年3月8日<p>附件</p>")) == [
        "关于印发清单的通知",
        "2024年3月8日",
        "附件",
    ]


def test_the_five_notices_are_the_same_in_every_encoding() -> None:
    for name in NOTICES:
        page = notice_path(name, "html").read_text("utf-8")
        expected = html.read(page.encode())
        for declared in ("utf-8", "gb2312", "gbk", "gb18030"):
            said = page.replace('charset="utf-8"', f'charset="{declared}"')
            for encoding in ("utf-8", "utf-8-sig", "gb2312", "gbk", "gb18030", "utf-16"):
                data = said.encode(encoding, "xmlcharrefreplace")
                assert html.read(data).blocks == expected.blocks


def test_a_page_whose_only_part_is_called_a_menu_is_its_article() -> None:
    assert article(read('<body><div class="menu"><p>关于印发清单的通知</p></div>')) == ["关于印发清单的通知"]


def test_pages_in_one_file_are_read_one_after_the_other() -> None:
    first = part("<p>总表".encode("gb18030"), 'Content-Type: text/html; charset="gb2312"', "Content-Location: a.htm")
    second = part(TABLE.encode(), "Content-Type: text/html")
    document = html.read(mime_file(first, second))
    assert article(document) == ["总表"]
    assert texts(document.tables[0]) == GRID
    assert document.paragraphs[0].origin == "a.htm, line 1"
    assert document.tables[0].cells[0].origin == "page 2, line 1"


def test_one_page_in_a_file_needs_no_name() -> None:
    document = html.read(mime_file(part(b"<p>x", "Content-Type: text/html", "Content-Location: a.htm")))
    assert document.paragraphs[0].origin == "line 1"


def test_a_frame_without_words_beside_a_page_with_some_does_no_harm() -> None:
    frame = part(b"<frameset><frame src=a.htm></frameset>", "Content-Type: text/html")
    assert texts(html.read(mime_file(frame, part(TABLE.encode(), "Content-Type: text/html"))).tables[0]) == GRID


def test_characters_that_cannot_be_read_are_said() -> None:
    data = ("通知" * 100).encode()
    document = html.read(b"<p>" + data + b"\xe9\x80<p>" + data)
    assert [(f.rule, f.severity) for f in document.findings] == [("unreadable_characters", "warning")]
    assert document.findings[0].message == "1 character(s) are damaged and stand as �; see whether a cell lacks any."


def test_what_there_is_to_say_of_a_table_is_said_of_the_document() -> None:
    document = read(TABLE.replace("<tr><td>1", "<tr hidden><td>0</tr><tr><td>1"))
    assert [f.rule for f in document.findings] == ["hidden_cells"]


def test_every_page_and_table_is_a_step() -> None:
    said: list[str] = []
    with listening(said.append):
        html.read(mime_file(*[part(TABLE.encode(), "Content-Type: text/html")] * 2))
    assert said == ["page 1 of 2", "the table at page 1, line 1", "page 2 of 2", "the table at page 2, line 1"]


@pytest.mark.parametrize(
    "page",
    [
        "<html></html>",
        "<!DOCTYPE html>",
        "<div id=app></div><script>render()</script>",
        "<frameset><frame src=a.htm></frameset>",
        "<title>通知</title><body><img src=1.jpg>",
        "<body><noscript>请启用脚本</noscript>",
    ],
)
def test_a_page_without_words_is_refused(page: str) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^it shows no words of its own, .*; save it from a browser as a PDF\.$"
    ):
        read(page)


@pytest.mark.parametrize(
    "data",
    [
        b"<p>" + b"<b>x</b>" * 150_001,
        b"<p>x" + b" " * html.MAX_BYTES,
        mime_file(*[part(b"<p>x", "Content-Type: text/html")] * 201),
    ],
    ids=["tags", "bytes", "pages"],
)
def test_pages_beyond_measure_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"are more than a notice can need; save the notice alone.*\.$"):
        html.read(data)


HOSTILE = [
    "<table>" + "<tr><td rowspan=65534 colspan=1000>x" * 300,
    "<table>" + "<tr><td>x" * 3000,
    "<table><tr><td>" * 300,
    "<ol reversed><li>" * 400,
    "<!--" * 10_000,
    "<p><p" * 10_000,
    "<a " * 10_000,
    "&#0;&#xD800;&#x110000;&#128;通知",
    "<plaintext><p>x",
    "<textarea><p>x",
    "<select><option>" * 500 + "x",
    "<title>" * 500 + "x",
    "x<td><tr></table></td></div></p></br>",
]


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_are_read_or_refused(page: str) -> None:
    try:
        assert read(page).format == "html"
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


SEED = (
    "<html><head><meta charset=gb2312><title>x</title></head><body><div class=nav><a href=1>a</a></div>"
    "<table><caption>c</caption><thead><tr><th colspan=2>中<th></thead><tr><td rowspan=3>1<td><ol start=3><li>a<li "
    "value=9>b</ol><td><table><tr><td>q<td>w</table></tr><tfoot><tr><td style='display:none'>x<td><input value=3>"
    "</table><pre>a\nb</pre><!--[if x]>y<![endif]--><![if !x]>z<![endif]>&nbsp;&#20851;</body></html>"
).encode("gb18030")
WORDS = "<table> </table> <td> </td> <tr> <p> </p> <!-- <script> <ol> <li> <select> <pre> </br> &#0; \0 <svg> <form>"
PIECES = [word.encode() for word in WORDS.split(" ")]


def test_a_damaged_page_never_raises_anything_else() -> None:
    chance = random.Random(7)
    for _ in range(400):
        page = bytearray(SEED)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(page))
            if chance.random() < 0.5:
                page[at] = chance.randrange(256)
            elif chance.random() < 0.3:
                del page[at : at + 20]
            else:
                page[at:at] = chance.choice(PIECES)
        try:
            html.read(bytes(page))
        except UnreadableFileError as refusal:
            assert str(refusal).endswith(".")


def test_words_are_in_the_order_of_the_page() -> None:
    assert words(read("<p>一</p><div>二</div>三")) == ["一", "二", "三"]
