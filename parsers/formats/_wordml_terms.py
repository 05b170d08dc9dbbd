"""WordprocessingML of Word 2003 put into the words of ECMA-376, so that one walk reads both.

The older language is described in Microsoft's "Office 2003 XML Reference Schemas". It has other names for merges and
lists (``vmerge``, ``listPr``), numbers for number formats, sections and sub-sections as wrappers (``wx:sect``), tracked
changes as ``aml:annotation``, and footnotes in the midst of the text. What Word itself takes for a hint and computes
anew (``wx:t``, the number drawn before a paragraph) is not read.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from parsers.formats._docx_text import W
from parsers.formats._markup import WORD_2003

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OLD_W: Final = f"{{{WORD_2003.decode()}}}"
_AML: Final = "{http://schemas.microsoft.com/aml/2001/core}"
_NAMES: Final = {
    "vmerge": "vMerge",
    "hmerge": "hMerge",
    "listPr": "numPr",
    "ilfo": "numId",
    "ilst": "abstractNumId",
    "list": "num",
    "listDef": "abstractNum",
    "listDefId": "abstractNumId",
    "nfc": "numFmt",
}
_CHANGES: Final = {"Word.Insertion": "ins", "Word.Deletion": "del"}
_NUMBER_FORMATS: Final = {
    "0": "decimal",
    "1": "upperRoman",
    "2": "lowerRoman",
    "3": "upperLetter",
    "4": "lowerLetter",
    "10": "ideographDigital",
    "11": "japaneseCounting",
    "18": "decimalEnclosedCircle",
    "22": "decimalZero",
    "23": "bullet",
    "28": "decimalEnclosedCircleChinese",
    "33": "taiwaneseCounting",
    "35": "taiwaneseCountingThousand",
    "37": "chineseCounting",
    "39": "chineseCountingThousand",
    "255": "none",
}
"""Codes of number formats ([MS-OSHARED] 2.2.1.3, MSONFC) by their names in ECMA-376; any other counts in digits."""
_HOLDERS: Final = frozenset(W + name for name in ("body", "tbl", "tr", "tc", "txbxContent", "customXml", "ins"))
"""Elements in which a wrapper of another language stands around paragraphs, tables, rows or cells."""


def translated(root: "Element") -> "Element":
    """The same tree in the words of ECMA-376; the tree given is changed."""
    for element in list(root.iter()):
        if isinstance(element.tag, str):
            _rename(element)
    return root


def _rename(element: "Element") -> None:
    if element.tag.startswith(OLD_W):
        name = element.tag.removeprefix(OLD_W)
        element.tag = W + ("customXml" if name == "cfChunk" else _NAMES.get(name, name))
        for attribute, text in element.attrib.items():
            if str(attribute).startswith(OLD_W):
                _set_attribute(element, str(attribute).removeprefix(OLD_W), str(text))
    elif element.tag == _AML + "annotation":
        _rename_change(element)
    else:
        parent = element.getparent()
        if parent is not None and parent.tag in _HOLDERS:
            element.tag = W + "customXml"


def _set_attribute(element: "Element", name: str, text: str) -> None:
    if element.tag == W + "numFmt" and name == "val":
        text = _NUMBER_FORMATS.get(text, "decimal")
    if element.tag == W + "suff" and name == "val":
        text = text.lower()
    own = "numId" if element.tag == W + "num" and name == "ilfo" else _NAMES.get(name, name)
    element.set(W + own, text)


def _rename_change(annotation: "Element") -> None:
    """A tracked change holds its runs, rows or marks in ``aml:content``; comments and bookmarks are no text."""
    element = _CHANGES.get(annotation.get(OLD_W + "type") or "")
    if element is None:
        annotation.tag = W + "rPr"  # holds nothing that is shown
        return
    annotation.tag = W + element
    for content in annotation.findall(_AML + "content"):
        annotation.extend(list(content))
        annotation.remove(content)


def taken_notes(body: "Element") -> Iterator["Element"]:
    """Footnotes and endnotes of a translated body, taken out of the midst of its text."""
    for note in list(body.iter(W + "footnote", W + "endnote")):
        parent = note.getparent()
        if parent is not None:
            parent.remove(note)
        yield note
