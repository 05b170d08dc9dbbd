"""All tables in one workbook: a sheet a table, before them a page of contents and one that explains every column.

Nothing in it is a formula or a link. A text longer than a cell holds is cut where one can see it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb

from etl.warehouse.dictionary import Column, Table
from etl.warehouse.errors import WarehouseError
from etl.warehouse.exports.cells import as_text, visible
from etl.warehouse.exports.datapackage import Origin
from etl.warehouse.exports.notes import Notes
from etl.warehouse.exports.rows import quoted, rows

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

FILE: Final = "notices.xlsx"
CONTENTS: Final = "目录"
DICTIONARY: Final = "字段说明"
SHEET_ROWS: Final = 1_048_575
"""Rows that a worksheet holds below its header (Excel specifications and limits)."""
CELL_LENGTH: Final = 32_767
"""UTF-16 units that a cell holds."""
_CUT: Final = "……〔截断：全文{}字，见CSV或Parquet〕"
_EXACT: Final = 10**15
"""Numbers from here on lose digits in a spreadsheet, so they are written as text."""
_WIDEST: Final = 60
_FIRST_MOMENT: Final = datetime(1900, 3, 1)
"""Before this day Excel counts a 29 February 1900 that never was, or nothing at all: such days are text."""


def write_workbook(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], file: Path, made_of: Origin, notes: Notes
) -> None:
    """Write ``tables`` to ``file``. Raises ``WarehouseError`` if one has more rows than a worksheet holds."""
    # Half a tenth of a second that only those pay who export.
    from xlsxwriter import Workbook

    counts = {table.name: _count(connection, table) for table in tables}
    options = {
        "constant_memory": True,
        "tmpdir": str(file.parent),
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    with _disk_errors(), SteadyFile(file, "wb") as out, Workbook(out, options) as book:
        # The same warehouse gives the same file.
        book.set_properties({"title": "重点民生实事项目数据", "created": made_of.finished_at})
        styles = _Styles(book)
        _front(book, styles, CONTENTS, _contents(tables, counts, made_of), (26, 24, 12, 90))
        _front(book, styles, DICTIONARY, _explained(tables), (26, 26, 26, 16, 90))
        for table, name in zip(tables, sheet_names([t.name for t in tables]), strict=True):
            _sheet(book.add_worksheet(name), styles, table, rows(connection, table), notes)


@contextmanager
def _disk_errors() -> Iterator[None]:
    """What the disk said, instead of the library's own error around it, which has no number."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except FileCreateError as error:
        if error.args and isinstance(error.args[0], OSError):
            raise error.args[0] from error
        raise


class SteadyFile(FileIO):
    """A file whose first failure is its only one: what a ZIP writes at its end, when the disk is full already and
    nobody listens any more, or the file is closed, would be a traceback on stderr."""

    _broken = False

    @property
    def _failed(self) -> bool:
        return self._broken or self.closed

    def write(self, data: "Buffer") -> int:
        """Write all of ``data``; raises ``OSError`` the first time that it cannot."""
        rest = memoryview(data).cast("B")
        size = len(rest)
        while rest and not self._failed:
            try:
                rest = rest[super().write(rest) :]
            except OSError:
                self._broken = True
                raise
        return size

    def seek(self, offset: int, whence: int = 0) -> int:
        """As any file; nowhere, once it has failed."""
        return 0 if self._failed else super().seek(offset, whence)

    def tell(self) -> int:
        """As any file; nowhere, once it has failed."""
        return 0 if self._failed else super().tell()

    def flush(self) -> None:
        """As any file; nothing, once it has failed."""
        if not self._failed:
            super().flush()


def sheet_names(names: Sequence[str]) -> list[str]:
    """Names of sheets for tables: no more than 31 characters, none of ``[]:*?/\\``, no two alike but for case."""
    taken = {CONTENTS, DICTIONARY, "history"}  # Excel keeps the last for itself
    found = []
    for name in names:
        base = "".join("_" if c in "[]:*?/\\'" else c for c in name) or "_"
        sheet, n = base[:31], 1
        while sheet.lower() in taken:
            n += 1
            sheet = f"{base[: 30 - len(str(n))]}~{n}"
        taken.add(sheet.lower())
        found.append(sheet)
    return found


def _count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    row = connection.execute(f"SELECT count(*) FROM {quoted(table.name)}").fetchone()
    count = int(row[0]) if row else 0
    if count > SHEET_ROWS:
        raise WarehouseError(f"{table.name} has {count:,} rows, more than a worksheet holds; export as parquet or csv.")
    return count


class _Styles:
    def __init__(self, book: "Workbook") -> None:
        top = {"valign": "top", "font_size": 10}
        self.header = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1, "font_size": 10})
        self.plain = book.add_format(top)
        self.wrapped = book.add_format({**top, "text_wrap": True})
        self.day = book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"})
        self.moment = book.add_format({**top, "num_format": "yyyy-mm-dd hh:mm:ss", "align": "left"})


def _contents(tables: Sequence[Table], counts: dict[str, int], made_of: Origin) -> list[list[Any]]:
    head: list[list[Any]] = [["工作表 sheet", "名称", "行数 rows", "说明 description"]]
    listed = [[t.name, t.title, counts[t.name], t.comment] for t in tables]
    last: list[Any] = ["", "", "", f"run {made_of.run_id}, content {made_of.content_hash}"]
    return [*head, *listed, last]


def _explained(tables: Sequence[Table]) -> list[list[Any]]:
    head: list[list[Any]] = [["工作表 sheet", "列 column", "名称", "类型 type", "说明 description"]]
    return head + [[t.name, c.name, c.title, c.type, c.comment] for t in tables for c in t.columns]


def _front(book: "Workbook", styles: _Styles, name: str, lines: list[list[Any]], widths: tuple[int, ...]) -> None:
    sheet = book.add_worksheet(name)
    for n, width in enumerate(widths):
        sheet.set_column(n, n, width)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(lines) - 1, len(widths) - 1)
    for r, line in enumerate(lines):
        for c, value in enumerate(line):
            style = styles.wrapped if r else styles.header
            sheet.write(r, c, value, style)


def _sheet(sheet: "Worksheet", styles: _Styles, table: Table, values: Iterator[tuple[Any, ...]], notes: Notes) -> None:
    sheet.freeze_panes(1, 0)
    for c, column in enumerate(table.columns):
        sheet.set_column(c, c, _width(column))
        sheet.write_string(0, c, column.name, styles.header)
        sheet.write_comment(0, c, f"{column.title}\n{column.comment}", {"author": "", "x_scale": 2.2, "y_scale": 1.2})
    r = 0
    for r, row in enumerate(values, 1):
        for c, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            if value is not None:
                _cell(sheet, styles, (r, c), value, table.name, column, notes)
    sheet.autofilter(0, 0, max(1, r), max(0, len(table.columns) - 1))


_WIDTHS: Final = {"BOOLEAN": 9, "INTEGER": 9, "BIGINT": 16, "DOUBLE": 12, "DATE": 12, "TIMESTAMP": 20}
_LONG: Final = frozenset({"target", "details", "progress", "message", "because", "text", "reason", "problems"})


def _width(column: Column) -> int:
    """Width in characters: room for the column's name and its usual values, more for what is read as sentences."""
    is_long = any(column.name == name or column.name.endswith(f"_{name}") for name in _LONG)
    usual = _WIDEST if is_long else _WIDTHS.get(column.type, 24)
    return max(usual, len(column.name) + 4)


def _cell(
    sheet: "Worksheet", styles: _Styles, at: tuple[int, int], value: Any, table: str, column: Column, notes: Notes
) -> None:
    match value:
        case bool():
            sheet.write_boolean(*at, value, styles.plain)
        case int() | float() | Decimal() if _is_exact(value):
            sheet.write_number(*at, float(value) if isinstance(value, Decimal) else value, styles.plain)
        case datetime() if value >= _FIRST_MOMENT:
            sheet.write_datetime(*at, value, styles.moment)
        case date() if not isinstance(value, datetime) and value >= _FIRST_MOMENT.date():
            sheet.write_datetime(*at, value, styles.day)
        case _:
            text = _fitting(as_text(value), table, at[0] + 1, column.name, notes)
            # xlsxwriter takes a text in these tags for XML of its own and writes it as it is.
            tagged = text.startswith("<r>") and text.endswith("</r>")
            sheet.write_string(*at, f"{text} " if tagged else text, styles.wrapped)


def _is_exact(value: float | Decimal) -> bool:
    if isinstance(value, Decimal):
        return abs(value) < _EXACT and Decimal(repr(float(value))) == value
    return abs(value) < _EXACT


def _fitting(text: str, table: str, row: int, column: str, notes: Notes) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = visible(lines)
    if shown != lines:
        notes.picture(table, column)
    units = shown.encode("utf-16-le")
    if len(units) <= 2 * CELL_LENGTH:
        return shown
    notes.cut(table, row, column, len(text))
    mark = _CUT.format(len(text))
    return units[: 2 * (CELL_LENGTH - len(mark))].decode("utf-16-le", "ignore") + mark
