"""One read-only statement, and its result in the format asked for."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from etl.warehouse.connect import first_line, reading
from etl.warehouse.formats import ResultFormat as ResultFormat
from etl.warehouse.statement import StatementError

_BATCH = 1000


_READS = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN, duckdb.StatementType.RELATION})


def run_query(path: Path, sql: str, result_format: ResultFormat, out: BinaryIO) -> None:
    """Run one read-only statement on the warehouse at ``path`` and write its result to ``out``.

    Raises ``StatementError`` if the statement would write or is wrong, ``WarehouseError`` if there is no warehouse.
    """
    with reading(path) as connection:
        statement = _one_reading_statement(connection, sql)
        try:
            result = connection.execute(statement)
            _WRITERS[result_format](result, out)
        except duckdb.Error as error:
            raise StatementError(first_line(error)) from error


def _one_reading_statement(connection: duckdb.DuckDBPyConnection, sql: str) -> duckdb.Statement:
    try:
        statements = connection.extract_statements(sql)
    except duckdb.Error as error:
        raise StatementError(first_line(error)) from error
    if len(statements) != 1:
        raise StatementError(f"give one statement, not {len(statements)}.")
    if statements[0].type not in _READS:
        kind = statements[0].type.name.lower().replace("_", " ")
        raise StatementError(f"a warehouse is only read by queries, and this is a statement of kind “{kind}”.")
    return statements[0]


def _names(result: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in result.description or ()]


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _write_csv(result: duckdb.DuckDBPyConnection, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_names(result))
    writer.writerows([_flat(value) for value in row] for row in _rows(result))
    text.detach()


def _flat(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=plain) if isinstance(value, list | dict) else value


def _write_json(result: duckdb.DuckDBPyConnection, out: BinaryIO) -> None:
    names = _names(result)
    lines = (json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=plain) for row in _rows(result))
    out.write(b"[")
    for n, line in enumerate(lines):
        out.write((",\n " if n else "\n ").encode() + line.encode("utf-8", "backslashreplace"))
    out.write(b"\n]\n")


def plain(value: Any) -> Any:
    """A value of DuckDB as JSON has it: days and times as ISO 8601, decimals as numbers, anything else as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _write_parquet(result: duckdb.DuckDBPyConnection, out: BinaryIO) -> None:
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(result.to_arrow_table(), buffer)
    out.write(buffer.getvalue())


def _write_table(result: duckdb.DuckDBPyConnection, out: BinaryIO) -> None:
    rows = [[_cell(value) for value in row] for row in _rows(result)]
    out.write(text_table(_names(result), rows).encode("utf-8", "backslashreplace"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_cell(v) for v in value)
    return str(value).replace("\n", " ")


def text_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns lined up for a monospaced font in which a Chinese character is two columns wide."""
    from rich.cells import cell_len

    widths = [max(map(cell_len, column)) for column in zip(names, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(c + " " * (w - cell_len(c)) for c, w in zip(cells, widths, strict=True)).rstrip() + "\n"

    return line(names) + line(["-" * w for w in widths]) + "".join(map(line, rows)) + f"({len(rows)} rows)\n"


_WRITERS = {
    ResultFormat.TABLE: _write_table,
    ResultFormat.CSV: _write_csv,
    ResultFormat.JSON: _write_json,
    ResultFormat.PARQUET: _write_parquet,
}
