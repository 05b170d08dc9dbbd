"""XLSX and its kin XLSM, XLTX and ET (ECMA-376 SpreadsheetML, both the transitional and the strict one).

The XML is read here and not by a library, which was measured: only so are the number formats, the merged cells and a
sheet of a million empty rows had together.
"""

from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._package import Package, check_package
from parsers.formats._sample import Sample
from parsers.formats._sheets import Allowance, to_document
from parsers.formats._steps import step
from parsers.formats._xlsx_parts import read_workbook
from parsers.formats._xlsx_sheet import read_sheet
from schemas.document import Document
from schemas.finding import Finding, Severity

NAME = "xlsx"
FIDELITY = 26

MAX_EXPANDED_BYTES: Final = 512 * 1024 * 1024
"""Largest sum of unpacked parts, in bytes. Sheets are streamed, and one that was formatted down to its last row takes
some hundred megabytes without a word in it."""


def claims(sample: Sample) -> bool:
    """Whether the content is a spreadsheet package, even a damaged one."""
    if not sample.is_zip:
        return False
    folders = {member.replace("\\", "/").lstrip("/").partition("/")[0].lower() for member in sample.members}
    if folders:
        return "xl" in folders and "word" not in folders
    return b"xl/" in sample.data and b"word/" not in sample.data


def read(data: bytes) -> Document:
    """Read a workbook. Raises ``UnreadableFileError`` if it is damaged, locked, binary or far too large."""
    check_package(data, "XLSX", MAX_EXPANDED_BYTES)
    package = Package(data, "XLSX")
    if package.has("xl/workbook.bin"):
        raise UnreadableFileError("it is a binary workbook (XLSB); save it as XLSX.")
    book = read_workbook(package)
    allowance = Allowance()
    sheets = []
    for number, listed in enumerate(book.sheets, 1):
        step(f"sheet {number} of {len(book.sheets)}")
        sheets.append(read_sheet(package, listed, book, allowance))
    document = to_document(NAME, sheets)
    other = tuple(_other(name) for name in book.other)
    return document.model_copy(update={"findings": (*document.findings, *other)})


def _other(name: str) -> Finding:
    message = f"sheet {name} is no grid of cells but a chart or a macro; it was not read."
    return Finding(severity=Severity.INFO, rule="sheet_not_read", message=message)
