"""Writing the tables and the views for people out of the warehouse: one run, one folder, all of it or nothing."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl.warehouse.connect import first_line, reading
from etl.warehouse.dictionary import INTERNAL, Table, dictionary
from etl.warehouse.errors import WarehouseError
from etl.warehouse.exports.datapackage import datapackage, listed, origin, write
from etl.warehouse.exports.notes import Notes
from etl.warehouse.exports.parquet import write_parquet
from etl.warehouse.exports.separated import write_csv
from etl.warehouse.exports.staging import move_in, require_ours, staging
from etl.warehouse.exports.workbook import FILE, write_workbook
from etl.warehouse.faults import disk_error
from etl.warehouse.formats import ExportFormat as ExportFormat
from etl.warehouse.location import Location
from etl.warehouse.room import NoRoomError, room_measured
from schemas.base import Record

_MEMORY = "512MB"
"""What DuckDB may take to sort a table; what is larger goes through the disk."""


class Exported(Record):
    """What was written, and what could not be written as it is in the warehouse."""

    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def export(path: Location, folder: Path, export_format: ExportFormat) -> Exported:
    """Write every table and view of the warehouse at ``path`` into ``folder``.

    All is read from one state of the warehouse. Files that an earlier export in this format left there are replaced,
    those of tables that are gone are removed, others are left alone. Raises ``WarehouseError`` if the folder cannot be
    written, has a description of other data, or a table does not fit the format; what was there is then as it was.
    """
    # Half a tenth of a second that only those pay who export.
    from xlsxwriter.exceptions import XlsxFileError

    notes = Notes()
    with reading(path) as connection:
        try:
            with staging(folder) as hidden, room_measured(hidden):
                if export_format is not ExportFormat.XLSX:
                    require_ours(folder)
                _limit(connection, hidden)
                tables = [table for table in dictionary(connection) if table.name not in INTERNAL]
                _write(connection, tables, hidden, export_format, notes)
                files = move_in(hidden, folder, _gone(folder, hidden, export_format), Path.replace)
        except (OSError, XlsxFileError) as error:
            raise WarehouseError(f"{folder} cannot be written: {_why(error)}") from error
    return Exported(files=tuple(files), notes=tuple(notes.lines()))


def _limit(connection: duckdb.DuckDBPyConnection, hidden: Path) -> None:
    connection.execute(f"SET memory_limit = '{_MEMORY}'")
    connection.execute("SET threads = 1")  # each would hold rows of its own
    connection.execute("SET temp_directory = '" + str(hidden / "sorting").replace("'", "''") + "'")


def _write(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[Table],
    hidden: Path,
    export_format: ExportFormat,
    notes: Notes,
) -> None:
    try:
        made_of = origin(connection)
        if export_format is ExportFormat.XLSX:
            write_workbook(connection, tables, hidden / FILE, made_of, notes)
            return
        for table in tables:
            file = hidden / f"{table.name}.{export_format}"
            if export_format is ExportFormat.CSV:
                write_csv(connection, table, file, notes)
            else:
                write_parquet(connection, table, file)
        write(datapackage(tables, hidden, export_format, made_of), hidden)
    except duckdb.IOException as error:
        if str(hidden) not in str(error):
            raise  # it is the warehouse that cannot be read
        raise (disk_error(error) or OSError(first_line(error))) from error


def _gone(folder: Path, hidden: Path, export_format: ExportFormat) -> list[str]:
    """Files of an earlier export in this format whose tables are gone."""
    if export_format is ExportFormat.XLSX:
        return []
    return [name for name in listed(folder) if name.endswith(f".{export_format}") and not (hidden / name).exists()]


def _why(error: Exception) -> str:
    if isinstance(error, NoRoomError):
        return f"{error.strerror}."
    if isinstance(error, PermissionError):
        return f"{first_line(error)}; close what has it open, or name another folder."
    return first_line(error)
