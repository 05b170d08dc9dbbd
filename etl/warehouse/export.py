"""Writing the tables and the views for people out of the warehouse, one file each."""

from pathlib import Path
from typing import Any

import duckdb

from etl.warehouse.connect import first_line, reading
from etl.warehouse.errors import WarehouseError
from etl.warehouse.formats import ExportFormat as ExportFormat
from etl.warehouse.query import plain

_INTERNAL = ("readings", "warehouse_info")
_SHEET_ROWS = 1_048_575
"""Rows that a worksheet holds below its header."""
_CELL_LENGTH = 32_767
"""Characters that a cell of a worksheet holds."""


def export(path: Path, folder: Path, export_format: ExportFormat) -> list[Path]:
    """Write every table and view of the warehouse at ``path`` into ``folder``; the files written, in order.

    Raises ``WarehouseError`` if the folder cannot be written or a table does not fit the format.
    """
    # Half a tenth of a second that only those pay who export.
    from xlsxwriter.exceptions import XlsxFileError

    with reading(path) as connection:
        names = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM duckdb_tables() "
                "UNION SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1"
            ).fetchall()
            if row[0] not in _INTERNAL
        ]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if export_format is ExportFormat.XLSX:
                return [_workbook(connection, names, folder / "notices.xlsx")]
            return [_copy(connection, path, name, folder, export_format) for name in names]
        except (OSError, XlsxFileError) as error:
            raise WarehouseError(f"{folder} cannot be written: {first_line(error)}") from error


def _copy(
    connection: duckdb.DuckDBPyConnection, warehouse: Path, name: str, folder: Path, export_format: ExportFormat
) -> Path:
    file = folder / f"{name}.{export_format}"
    options = "FORMAT parquet" if export_format is ExportFormat.PARQUET else "FORMAT csv, HEADER"
    target = str(file).replace("'", "''")
    connection.execute(f"FROM {name} LIMIT 0")  # a damaged warehouse fails here, an unwritable folder below
    try:
        connection.execute(f"COPY (FROM {name}) TO '{target}' ({options})")
    except duckdb.IOException as error:
        if str(warehouse) in str(error):
            raise  # it is the warehouse that cannot be read
        raise OSError(first_line(error)) from error
    return file


def _workbook(connection: duckdb.DuckDBPyConnection, names: list[str], file: Path) -> Path:
    import xlsxwriter

    with xlsxwriter.Workbook(str(file), {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        for name in names:
            sheet = workbook.add_worksheet(name[:31])
            result = connection.execute(f"FROM {name}")
            header = [d[0] for d in result.description]
            sheet.write_row(0, 0, header)
            rows = result.fetchall()
            if len(rows) > _SHEET_ROWS:
                raise WarehouseError(
                    f"{name} has {len(rows):,} rows, more than a worksheet holds; export as parquet or csv."
                )
            for r, row in enumerate(rows, 1):
                sheet.write_row(r, 0, [_value(v) for v in row])
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(rows)), max(0, len(header) - 1))
    return file


def _value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list):
        return "、".join(str(v) for v in value)[:_CELL_LENGTH]
    return str(value if isinstance(value, str) else plain(value))[:_CELL_LENGTH]
