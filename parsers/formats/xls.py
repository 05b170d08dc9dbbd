"""XLS and ET: the binary workbooks of Excel 5.0 to 2003 and of WPS (BIFF5 and BIFF8, [MS-XLS]).

xlrd reads the records. It gets them without those of empty cells: a sheet that was formatted down to its last row has
millions, and xlrd keeps each.
"""

import io
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._format_codes import BUILT_IN, GENERAL
from parsers.formats._number_format import show_number, show_text
from parsers.formats._ole import open_container, stream
from parsers.formats._sample import Sample
from parsers.formats._sheets import Allowance, Sheet, Style, to_document
from parsers.formats._steps import step
from schemas.document import Document

if TYPE_CHECKING:
    from xlrd.book import Book  # type: ignore[import-untyped, unused-ignore]

NAME = "xls"
FIDELITY = 25

_STREAMS: Final = ("Workbook", "Book")
"""Where a container keeps a workbook of BIFF8, of BIFF5."""
_BOF: Final = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05")
"""How the records begin, which some programs write without a container around them."""
_BLANK: Final = frozenset((0x0201, 0x00BE))
"""BLANK and MULBLANK ([MS-XLS] 2.4.20, 2.4.174): cells that have a format and no value."""
_FILE_PASS: Final = 0x002F
_IGNORED: Final = 0x00EF
"""A record that says nothing of a cell; the length of the stream has to stay, for it counts where sheets begin."""
_CODE_PAGE: Final = 0x0042
_BOUND_SHEET: Final = 0x0085
_CHINESE: Final = "gb18030"
"""What texts of BIFF5 are taken for where no code page is named."""
_MOST_RECORDS: Final = 1_000_000
_MOST_WORK: Final = 5_000_000
"""Records times sheets, for the records of one sheet may be listed as those of another too."""
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK_CELL = range(7)
"""Kinds of cells, as xlrd numbers them."""
_ERRORS: Final = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

_BROKEN: Final[tuple[type[Exception], ...]] = (
    struct.error, LookupError, ValueError, TypeError, AttributeError, AssertionError, ArithmeticError, EOFError,
    OSError, RuntimeError, MemoryError, NotImplementedError,
)  # fmt: skip
"""What xlrd raises for records that are cut off, contradict each other or point nowhere."""


def claims(sample: Sample) -> bool:
    """Whether the content is a binary workbook, even a damaged one."""
    if sample.data.startswith(_BOF):
        return True
    if "WordDocument" in sample.streams:
        return False
    return any(name in sample.streams for name in _STREAMS)


def read(data: bytes) -> Document:
    """Read a workbook. Raises ``UnreadableFileError`` if it is damaged, locked or holds too much."""
    book = _open(_records(data))
    allowance = Allowance()
    sheets = []
    for number in range(book.nsheets):
        step(f"sheet {number + 1} of {book.nsheets}")
        try:
            sheets.append(_sheet(book, number, allowance))
        except _broken() as error:
            raise _damaged() from error
        book.unload_sheet(number)
    return to_document(NAME, sheets)


@dataclass(frozen=True)
class _Records:
    """The records of a workbook, and whether they name the code page of their texts."""

    data: bytes
    has_code_page: bool


def _records(data: bytes) -> _Records:
    """The records, with those of empty cells made meaningless.

    Raises ``UnreadableFileError`` if they are encrypted, or more than a notice can need.
    """
    out = bytearray(_stream(data))
    at = kept = sheets = 0
    has_code_page = False
    while at + 4 <= len(out):
        kind, length = struct.unpack_from("<HH", out, at)
        if kind == _FILE_PASS:
            raise UnreadableFileError("it is locked with a password; save it without one.")
        if kind in _BLANK:
            struct.pack_into("<H", out, at, _IGNORED)
        kept += kind not in _BLANK
        sheets += kind == _BOUND_SHEET
        has_code_page = has_code_page or kind == _CODE_PAGE
        at += 4 + length
    if kept > _MOST_RECORDS or kept * sheets > _MOST_WORK:
        raise UnreadableFileError("it holds more than a notice can need; save the sheet of the notice by itself.")
    return _Records(bytes(out), has_code_page)


def _stream(data: bytes) -> bytes:
    if data.startswith(_BOF):
        return data
    with open_container(data) as container:
        return next((found for name in _STREAMS if (found := stream(container, name))), b"")


def _open(records: _Records) -> "Book":
    import xlrd  # type: ignore[import-untyped, unused-ignore]

    try:
        return xlrd.open_workbook(
            file_contents=records.data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            encoding_override=None if records.has_code_page else _CHINESE,
        )
    except _broken() as error:
        raise _damaged() from error


def _broken() -> tuple[type[Exception], ...]:
    from xlrd.biffh import XLRDError  # type: ignore[import-untyped, unused-ignore]
    from xlrd.compdoc import CompDocError  # type: ignore[import-untyped, unused-ignore]

    return (*_BROKEN, XLRDError, CompDocError)


def _damaged() -> UnreadableFileError:
    return UnreadableFileError("it is a damaged XLS (records are missing or broken); ask for the file again.")


def _sheet(book: "Book", number: int, allowance: Allowance) -> Sheet:
    found = book.sheet_by_index(number)
    sheet = Sheet(found.name, found.visibility != 0)
    for row in range(found.nrows):
        for column, kind in enumerate(found.row_types(row)):
            if kind in (_EMPTY, _BLANK_CELL):
                continue
            style = _style(book, found.cell_xf_index(row, column))
            text = _shown(book, kind, found.cell_value(row, column), style.code)
            allowance.take(text)
            sheet.put(row + 1, column + 1, text, style.is_bordered)
            if kind == _ERROR:
                sheet.errors.append((row + 1, column + 1))
    sheet.merges = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in found.merged_cells]
    sheet.hidden_rows = {row + 1 for row, info in found.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = [(column + 1, column + 1) for column, info in found.colinfo_map.items() if info.hidden]
    comments = len(found.cell_note_map)
    if comments:
        sheet.aside.append(("comment_not_read", f"{comments} comment{'s' * (comments > 1)} on its cells"))
    return sheet


def _style(book: "Book", index: int) -> Style:
    """What the format of a cell says; formats that every Excel has go by their number, as a Chinese one shows them."""
    if not 0 <= index < len(book.xf_list):
        return Style()
    xf = book.xf_list[index]
    known = book.format_map.get(xf.format_key)
    code = BUILT_IN.get(xf.format_key) or (known.format_str if known is not None else "") or GENERAL
    border = xf.border
    sides = (border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style)
    return Style(code, any(sides))


def _shown(book: "Book", kind: int, value: str | float, code: str) -> str:
    if isinstance(value, str):
        return show_text(value, code)
    if kind == _BOOLEAN:
        return "TRUE" if value else "FALSE"
    if kind == _ERROR:
        return _ERRORS.get(int(value), "#ERROR!")
    return show_number(float(value), code, bool(book.datemode))
