"""What the characters of a font mean: the same as pdfminer, at once."""

import io

import pytest
from pdfminer.cmapdb import CMapParser, FileUnicodeMap
from pdfminer.pdffont import Type1FontHeaderParser

from parsers.formats._pdf_fonts import to_meanings, to_names

TABLE = b"""/CIDInit/ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo<<
/Registry (Adobe)
/Ordering (UCS)
/Supplement 0
>> def
/CMapName/Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%b
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
HEADER = b"""%%!FontType1-1.0: Song 001.003
/FontName /Song def
/FontMatrix [0.001 0 0 0.001 0 0]readonly def
/Encoding 256 array
0 1 255 {1 index exch /.notdef put} for
%breadonly def
currentdict end
currentfile eexec
"""


def by_pdfminer(table: bytes) -> dict[int, str]:
    meanings = FileUnicodeMap()
    CMapParser(meanings, io.BytesIO(table)).run()
    return meanings.cid2unichr


@pytest.mark.parametrize(
    "entries",
    [
        b"",
        b"2 beginbfchar\n<01> <91CD>\n<0002> <5e86>\nendbfchar",
        b"1 beginbfchar\n<03> <00660069>\nendbfchar\n1 beginbfchar\n<04> <D840DC0B>\nendbfchar",
        b"1 beginbfrange\n<0005> <0009> <4E00>\nendbfrange",
        b"1 beginbfrange\n<00fe> <0102> <FFFE>\nendbfrange\n1 beginbfchar <01> <0020> endbfchar",
        b"2 beginbfchar\n<01> <0020>\n<01> <00A0>\nendbfchar",
        b"1 beginbfrange\n<01> <0002> <4E00>\nendbfrange",
        b"1 beginbfchar\n<01> <41>\nendbfchar",
    ],
)
def test_plain_tables_mean_what_they_mean_to_pdfminer(entries: bytes) -> None:
    meanings = to_meanings(TABLE % entries)
    assert meanings is not None
    assert meanings.cid2unichr == by_pdfminer(TABLE % entries)


@pytest.mark.parametrize(
    "table",
    [
        b"",
        TABLE % b"1 beginbfrange\n<01> <02> [<4E00> <4E01>]\nendbfrange",
        TABLE % b"1 begincidrange\n<00> <ff> 0\nendcidrange",
        TABLE % b"1 beginbfchar\n<01> /space\nendbfchar",
        TABLE % b"1 beginbfchar\n<1> <4E00>\nendbfchar",
        TABLE % b"% a remark\n1 beginbfchar\n<01> <4E00>\nendbfchar",
        (TABLE % b"").replace(b"begincmap", b"/Adobe-GB1-UCS2 usecmap begincmap"),
        (TABLE % b"1 beginbfchar\n<01> <4E00>\nendbfchar").replace(b"endcmap", b""),
    ],
)
def test_other_tables_are_left_to_pdfminer(table: bytes) -> None:
    assert to_meanings(table) is None


def test_names_in_the_header_of_a_font() -> None:
    header = HEADER % b"dup 1 /A put\ndup 2 /cid16903 put\ndup 3 /uni4E00 put\n"
    names, rest = to_names(header)
    assert names == Type1FontHeaderParser(io.BytesIO(header)).get_encoding() == {1: "A", 3: "一"}
    assert rest == HEADER % b""


@pytest.mark.parametrize("header", [b"", HEADER % b"", HEADER % b"dup 1 /A put % a remark\n"])
def test_other_headers_are_left_to_pdfminer(header: bytes) -> None:
    assert to_names(header) == ({}, header)
