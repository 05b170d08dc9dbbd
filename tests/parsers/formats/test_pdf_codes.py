"""What the codes of CJK fonts mean: no character is lost, and both ways of reading a page give the same."""

import unicodedata
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pdfminer.cmapdb import CMapDB
from pdfminer.pdffont import PDFCIDFont, PDFUnicodeNotDefined
from pdfminer.psparser import LIT

from parsers.formats import pdf
from parsers.formats._pdf_codes import WholeFonts, encoding_of, whole
from tests.parsers.formats.builders import Pdf, raw_pdf, texts, words
from tests.parsers.formats.test_pdf_ways import by_reference, by_ways

NOTICE = "两岸青山·千里林带•“四好”—…‘农村路’℃㎡№①㈠〇～、《》【】％＋－×÷≥"
ORDERINGS = {
    **dict.fromkeys(("ETen", "HKscs", "UniCNS"), b"CNS1"),
    **dict.fromkeys(("UniJIS", "90ms", "H"), b"Japan1"),
    **dict.fromkeys(("UniKS", "KSC"), b"Korea1"),
}
"""The collections of CMaps whose names begin so; of all others Adobe-GB1."""
WRITTEN = {
    "UniGB-UCS2-H": "utf-16-be",
    "UniGB-UCS2-V": "utf-16-be",
    "UniGB-UTF16-H": "utf-16-be",
    "UniGB-UTF16-V": "utf-16-be",
    "UniGB-UTF32-H": "utf-32-be",
    "UniGB-UTF8-H": "utf-8",
    "GB-EUC-H": "gb2312",
    "GBpc-EUC-H": "gb2312",
    "GBK-EUC-H": "gbk",
    "GBK-EUC-V": "gbk",
    "GBKp-EUC-H": "gbk",
    "GBK2K-H": "gb18030",
    "UniCNS-UCS2-H": "utf-16-be",
    "UniCNS-UTF16-H": "utf-16-be",
    "UniJIS-UCS2-H": "utf-16-be",
    "UniJIS-UTF16-H": "utf-16-be",
    "UniJIS-UCS2-HW-H": "utf-16-be",
    "UniKS-UCS2-H": "utf-16-be",
}
SHIFTED = {"gb2312": {"―": "—", "・": "·"}}
"""Codes that Python reads as another character than everybody else."""


@cache
def _alphabet() -> str:
    """The characters of GBK, in which notices are written."""
    rows = (bytes([high, low]).decode("gbk", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    return "".join(c for c in rows if unicodedata.category(c or "\n") not in ("Cc", "Co"))


def spec(cmap: str, **entries: object) -> dict[str, object]:
    ordering = next((o for start, o in ORDERINGS.items() if cmap.startswith(start)), b"GB1")
    collection = {"Registry": b"Adobe", "Ordering": ordering, "Supplement": 2}
    return {"BaseFont": LIT("Song"), "Encoding": LIT(cmap), "CIDSystemInfo": collection, **entries}


def font(cmap: str, **entries: object) -> PDFCIDFont:
    made = WholeFonts().get_font(None, {"Subtype": LIT("CIDFontType0"), **spec(cmap, **entries)})
    assert isinstance(made, PDFCIDFont)
    return made


def shown(by: PDFCIDFont, code: bytes) -> Iterator[str]:
    for cid in by.decode(code):
        try:
            yield by.to_unichr(cid)
        except PDFUnicodeNotDefined:
            yield "?"


def page(cmap: str, *shows: bytes, entries: bytes = b"", ordering: bytes = b"GB1") -> bytes:
    """A page with these strings below each other, in a font that is not in the file."""
    content = b"BT /F1 12 Tf 20 TL 72 700 Td " + b" T* ".join(b"<%b> Tj" % s.hex().encode() for s in shows) + b" ET"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 842 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /%b /DescendantFonts [6 0 R] %b >>"
        % (cmap.encode(), entries),
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 /W [1 [500]] /FontDescriptor 7 0 R"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (%b) /Supplement 2 >> >>" % ordering,
        b"<< /Type /FontDescriptor /FontName /Song /Flags 4 /Ascent 880 /Descent -120 /FontBBox [0 0 1000 1000] >>",
        TO_UNICODE,
    )


TABLE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Own def
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <4E00> <7532> <B0A1> <4E59> endbfchar endcmap CMapName currentdict /CMap defineresource pop end end"""
TO_UNICODE = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(TABLE), TABLE)


def test_pdfminer_still_loses_them() -> None:
    """Where this fails, pdfminer has new tables, and less is to be done here."""
    assert not [*CMapDB.get_cmap("UniGB-UCS2-H").decode("·•".encode("utf-16-be"))]


@pytest.mark.parametrize("cmap", WRITTEN)
def test_every_code_of_a_cmap_is_its_character(cmap: str) -> None:
    encoding, by, lost = WRITTEN[cmap], font(cmap), list[str]()
    for char in _alphabet() + "·•ü㎡∕～￥￡‧":
        code = char.encode(encoding, "ignore")
        expected = SHIFTED.get(encoding, {}).get(char, char)
        told = "".join(shown(by, code)) if code and len(code) < 5 else expected
        if unicodedata.normalize("NFKC", told) != unicodedata.normalize("NFKC", expected):
            lost.append(f"{expected} {told}")
    assert lost == []


@pytest.mark.parametrize("cmap", [name for name in WRITTEN if name.startswith(("UniGB", "GBK"))])
def test_what_notices_write_is_whole(cmap: str) -> None:
    text = NOTICE if "Uni" in cmap or "2K" in cmap else NOTICE.replace("•", "")
    assert "".join(shown(font(cmap), text.encode(WRITTEN[cmap]))) == text


def test_a_code_whose_first_byte_begins_none_does_not_shift_the_rest() -> None:
    by = font("UniGB-UCS2-H")
    assert "".join(shown(by, "甲︵乙︶🌳丙\x01丁".encode("utf-16-be"))) == "甲︵乙︶🌳丙 丁"


@pytest.mark.parametrize(
    ("cmap", "code", "expected"),
    [
        ("UniGB-UCS2-H", b"\x4e\x00\xe0\x00\x4e\x00", "一?一"),  # private use
        ("UniGB-UCS2-H", b"\x4e\x00\xd8\x00\x4e\x00", "一?一"),  # half of a pair
        ("UniGB-UCS2-H", b"\x4e\x00\x4e", "一"),
        ("GBK-EUC-H", b"A\x80\xffB", "A??B"),
        ("GBK-EUC-H", b"A\xb0", "A?"),
        ("GBK-EUC-H", b"\xfe\xfe\xb0\xa1", "?啊"),
        ("GBK2K-H", b"\x81\x35\xf4\x36\xf8\xa1A", "Ḿ?A"),  # the second for private use
        ("UniGB-UTF8-H", b"A\x80\xe4\xb8\x80\xff", "A?一?"),
        ("UniGB-UTF32-H", b"\0\0\x4e\0\0\x11\0\0\0\0\x4e", "一?"),
        ("Nobody-Knows-H", b"\xb0\xa1\xb0", "?"),
        ("GBT-EUC-H", b"\xfe\xfeA", "?A"),
        ("H", b"\x7e\x7e\x30\x21", "?亜"),
        ("ETenms-B5-H", "民生A".encode("big5"), "民生A"),
        ("90ms-RKSJ-H", "民生Aｱ纊".encode("cp932"), "民生Aｱ纊"),
        ("KSCms-UHC-H", "民生똠A".encode("cp949"), "民生똠A"),
        ("HKscs-B5-H", "民生A".encode("big5hkscs"), "民生A"),
        ("UniCNS-UCS2-H", "•～￥".encode("utf-16-be"), "•～￥"),
        ("UniJIS-UTF16-H", "－～丨".encode("utf-16-be"), "－～丨"),
        ("UniGB-UCS2-V", "∥".encode("utf-16-be"), "∥"),
    ],
)
def test_what_cannot_be_told_is_no_other_character(cmap: str, code: bytes, expected: str) -> None:
    assert "".join(shown(font(cmap), code)) == expected


@cache
def _used(cmap: str) -> PDFCIDFont:
    """A font that has read much already."""
    used = font(cmap)
    list(used.decode(NOTICE.encode(WRITTEN[cmap], "ignore") * 2 + bytes(range(256)) * 2))
    return used


@given(
    st.sampled_from(sorted(WRITTEN)), st.binary(max_size=24), st.text(NOTICE + "镕1 aあ한", max_size=8), st.booleans()
)
def test_what_was_read_before_changes_no_code(cmap: str, raw: bytes, text: str, raw_first: bool) -> None:
    written = text.encode(WRITTEN[cmap], "ignore")
    code = raw + written if raw_first else written + raw
    assert list(_used(cmap).decode(code)) == list(font(cmap).decode(code))


def test_other_fonts_are_left_alone_and_none_is_made_whole_twice() -> None:
    plain, mended = font("Identity-H"), font("UniGB-UCS2-H")
    assert list(plain.decode(b"\0\1")) == [1]
    cmap = mended.cmap
    assert whole(mended) is mended
    assert mended.cmap is cmap


def test_a_character_the_table_lacks_has_the_width_of_the_others() -> None:
    by = font("UniGB-UCS2-H", DW=900, W=[1, [500]])
    assert [by.char_width(cid) for cid in by.decode(" ·•".encode("utf-16-be"))] == [0.5, 0.9, 0.9]
    other = font("UniCNS-UCS2-H", DW=900, W=[99, [700]])
    (listed,) = CMapDB.get_cmap("UniCNS-UCS2-H").decode("•".encode("utf-16-be"))
    wide = font("UniCNS-UCS2-H", DW=900, W=[listed, [700]])
    assert [by.char_width(cid) for by in (other, wide) for cid in by.decode("•".encode("utf-16-be"))] == [
        0.9,
        pytest.approx(0.7),
    ]


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("UniGB-UCS2-H", "utf-16-be"), ("UniJIS2004-UTF32-V", "utf-32-be"), ("GB-EUC-V", "gbk"), ("GB-H", ""), ("", "")],
)
def test_the_encoding_of_a_cmap(name: str, encoding: str) -> None:
    assert encoding_of(name) == encoding


@pytest.mark.parametrize("cmap", [name for name in WRITTEN if name.endswith("-H") and name.startswith(("UniGB", "GB"))])
def test_a_page_is_whole_by_both_ways(cmap: str) -> None:
    shows = [NOTICE.encode(WRITTEN[cmap], "ignore"), "第二行·︵一︶".encode(WRITTEN[cmap], "ignore")]
    data = page(cmap, *shows)
    layouts, reasons = by_ways(data)
    assert layouts == by_reference(data)
    assert reasons == [""]
    assert not isinstance(layouts, str)
    expected = [show.decode("gbk" if "EUC" in cmap else WRITTEN[cmap]) for show in shows]
    assert [line.text for line in layouts[0].lines] == expected


def test_a_character_stands_in_its_place() -> None:
    """``·`` of the font that reportlab does not put into the file (STSong-Light, UniGB-UCS2-H)."""
    rows = [["序号", "项目名称"], ["1", "两岸青山·千里林带"], ["2", "• 口袋公园"]]
    data = Pdf().text(90, 60, "附件·1").grid(90, 100, [60, 220], rows, 40).file()
    document = pdf.read(data)
    assert words(document) == ["附件·1"]
    assert texts(document.tables[0]) == rows
    assert by_ways(data) == (by_reference(data), [""])


def test_the_table_of_the_file_is_one_of_codes() -> None:
    codes, gbk = "一丁·".encode("utf-16-be"), "啊一".encode("gbk")
    for cmap, show, expected in (("UniGB-UCS2-H", codes, "甲丁·"), ("GBK-EUC-H", gbk, "乙一")):
        data = page(cmap, show, entries=b"/ToUnicode 8 0 R")
        layouts, _ = by_ways(data)
        assert layouts == by_reference(data)
        assert not isinstance(layouts, str)
        assert [line.text for line in layouts[0].lines] == [expected]


def test_a_font_with_a_cmap_that_nobody_knows_is_not_passed_over() -> None:
    data = page("Own-H", "通知".encode("utf-16-be"))
    layouts, reasons = by_ways(data)
    assert (layouts, reasons) == (by_reference(data), [""])
    assert not isinstance(layouts, str)
    assert [line.text for line in layouts[0].lines] == [f"(cid:{0x10000 + ord('通')})(cid:{0x10000 + ord('知')})"]


def test_a_few_characters_that_cannot_be_told_are_a_finding() -> None:
    long = "建设口袋公园并改造老旧小区，完善便民服务设施，提升人居环境品质。" * 6
    data = page(
        "UniGB-UCS2-H",
        *[long[i : i + 40].encode("utf-16-be") for i in range(0, len(long), 40)],
        "甲\ue000乙".encode("utf-16-be"),
    )
    assert by_ways(data) == (by_reference(data), [""])
    document = pdf.read(data)
    assert [(f.rule, f.page) for f in document.findings] == [("unknown_characters", 1)]
    assert "甲(cid:122880)乙" in "".join(words(document))
