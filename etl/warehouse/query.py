"""One read-only statement, and its result in the format asked for."""

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import duckdb

from etl.warehouse.connect import first_line, reading
from etl.warehouse.formats import ResultFormat as ResultFormat
from etl.warehouse.location import Lake, Location
from etl.warehouse.statement import StatementError

Rows = Iterator[tuple[Any, ...]]

_BATCH = 1000


_READS = frozenset({duckdb.StatementType.SELECT, duckdb.StatementType.RELATION})
_DAMAGE = (duckdb.IOException, duckdb.FatalException, duckdb.InternalException, duckdb.SerializationException)
_ACTING = ("_logging", "_duckdb_logs", "checkpoint", "_profiling", "write_log")
_OPENS = r'"?(?:\s|--[^\r\n]*[\r\n]|/\*.*?\*/)*\('
_ACTS = r"(?is)\b(\w+_logging|\w*_duckdb_logs|\w*checkpoint|\w+_profiling|write_log)" + _OPENS
"""Functions that act when they are selected from; to write a log where that is forbidden ends the whole program. Their
pattern is compiled where a word of theirs is found, which is seldom."""
_RUNS = r"(?is)\bquery" + _OPENS
_NO_FILES = r'Cannot access (\w+) "(.*)" - file system operations are disabled'
_EXPLAIN = (  # compiled where it is needed, which is seldom
    r"(?is)(?:\s|--[^\r\n]*[\r\n]|/\*(?:(?!/\*).)*?\*/)*"  # comments; one within another is not for a pattern
    r"EXPLAIN\b\s*(?:ANALYZE\b\s*)?(?:\((?!\s*(?:SELECT|FROM|WITH|VALUES|(?:UN)?PIVOT)\b|\s*\()[^)]*\)\s*)?"
)


_SEVERAL = (
    "DuckDB makes several statements of this one, and not all of them read; if it has a PIVOT, name the values of its "
    "columns (PIVOT … ON year IN (2023, 2024) …), and it stays one."
)


def run_query(path: Location, sql: str, result_format: ResultFormat, out: BinaryIO) -> None:
    """Run one read-only statement on the warehouse at ``path`` and write its result to ``out``.

    Raises ``StatementError`` if the statement would write or is wrong, ``WarehouseError`` if there is no warehouse.
    """
    with reading(path) as connection:
        try:
            # Nothing but the warehouse: a statement is to read no other file and to write none.
            connection.execute("SET enable_external_access = false")
            for statement in reading_statements(connection, sql, is_file=isinstance(path, Path)):
                result = connection.execute(statement)
            if result_format is ResultFormat.PARQUET:
                _write_parquet(result, out)
            else:
                _WRITERS[result_format](_names(result), _rows(result), out)
        except _DAMAGE:
            raise  # no fault of the statement: the file cannot be read
        except duckdb.Error as error:
            raise StatementError(_missing(path, error) or _beyond(sql, error) or first_line(error)) from error


def _missing(path: Location, error: duckdb.Error) -> str | None:
    """The sentence for a version that a DuckLake does not have, if the error is about one."""
    if not isinstance(path, Lake):
        return None
    from etl.warehouse.lake.versions import no_version

    return no_version(path, error)


def _beyond(sql: str, error: duckdb.Error) -> str | None:
    """The sentence for a statement that reaches for files, if the error is that it may not; the path of one that it
    does not name itself is DuckDB's and not shown."""
    if (found := re.search(_NO_FILES, first_line(error))) is None:
        return None
    what = f"the {found[1]} “{found[2]}”" if found[2] in sql else "what DuckDB has on this machine outside of it"
    return f"a query reads the warehouse and nothing else, and this one reaches for {what}."


def write_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], result_format: ResultFormat, out: BinaryIO) -> None:
    """Write rows that are no result of a statement, as a table, as CSV or as JSON."""
    _WRITERS[result_format](list(names), (tuple(row) for row in rows), out)


def one_reading_statement(
    connection: duckdb.DuckDBPyConnection, sql: str, *, is_file: bool = False
) -> duckdb.Statement:
    """As ``reading_statements``, and raises ``StatementError`` also if DuckDB makes several statements of the one."""
    *others, statement = reading_statements(connection, sql, is_file=is_file)
    if others:
        raise StatementError(_SEVERAL)
    return statement


def reading_statements(
    connection: duckdb.DuckDBPyConnection, sql: str, *, is_file: bool = False
) -> Sequence[duckdb.Statement]:
    """The one statement of a text, behind those that DuckDB runs before it; the last has the result.

    Raises ``StatementError`` if the text has more or none, if it would write, or if it would reach beyond the
    warehouse; where that ``is_file``, DuckDB itself has been told to reach for nothing else.
    """
    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        statements = _of_pivot(sql, statements)
    kind = statements[-1].type
    if kind == duckdb.StatementType.EXPLAIN:
        reading_statements(connection, _explained(sql), is_file=is_file)  # ANALYZE runs what it explains
    elif kind not in _READS:
        name = kind.name.lower().replace("_", " ")
        raise StatementError(f"a warehouse is only read by queries, and this is a statement of kind “{name}”.")
    elif not is_file:
        from etl.warehouse.lake.locked import require_locked

        require_locked(connection, sql)
    if any(word in sql.lower() for word in _ACTING) and (acts := re.search(_ACTS, sql)):
        raise StatementError(f"a warehouse is only read by queries, and “{acts[1]}” does something to it.")
    if "query" in sql.lower() and re.search(_RUNS, sql):
        raise StatementError("“query” runs a text, which cannot be looked at beforehand; write that query itself.")
    return statements


def _of_pivot(sql: str, statements: list[duckdb.Statement]) -> list[duckdb.Statement]:
    """The statements that are one as it was written: a PIVOT that names no values, for which DuckDB first looks for
    them and makes a temporary type of them, or an EXPLAIN of such a one. Raises ``StatementError`` if they are not."""
    if (n := len(written_apart(sql))) != 1:
        raise StatementError(f"give one statement, not {n}.")
    types = [statement.type for statement in statements]
    if types[-2:] == [duckdb.StatementType.EXPLAIN, duckdb.StatementType.TRANSACTION] and types[0] == types[-1]:
        statements = statements[1:-1]  # DuckDB puts all into a transaction, the end of which has no result
    *others, last = [statement.type for statement in statements]
    if last not in (*_READS, duckdb.StatementType.EXPLAIN) or set(others) != {duckdb.StatementType.CREATE}:
        raise StatementError(_SEVERAL)
    return statements


def written_apart(sql: str) -> list[str]:
    """The statements of a text, as a person counts them, each with the comments in front of it."""
    text, begin, has_words = sql.encode(), 0, False
    found = []
    for place, _ in duckdb.tokenize(sql):
        if text[place : place + 1] != b";":
            has_words = True
            continue
        if has_words:
            found.append(text[begin:place])
        begin, has_words = place + 1, False
    return [one.decode() for one in (*found, *([text[begin:]] if has_words else []))]


def _explained(sql: str) -> str:
    """The statement that an EXPLAIN explains."""
    word = re.match(_EXPLAIN, sql)
    if word is None:
        raise StatementError("what EXPLAIN is to explain cannot be told; put the comments behind it.")
    return sql[word.end() :]


def _names(result: duckdb.DuckDBPyConnection) -> list[str]:
    """Column names; one that comes again gets a number, so that no column hides another."""
    names: list[str] = []
    for column in result.description or ():
        name, n = str(column[0]), 1
        while (name if n == 1 else f"{name}_{n}") in names:
            n += 1
        names.append(name if n == 1 else f"{name}_{n}")
    return names


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """All rows; the first are fetched at once, so that what cannot be fetched fails before anything is written."""
    batch = result.fetchmany(_BATCH)
    return _all_rows(result, batch)


def _all_rows(result: duckdb.DuckDBPyConnection, batch: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    while batch:
        yield from batch
        batch = result.fetchmany(_BATCH)


def _write_csv(names: list[str], rows: Rows, out: BinaryIO) -> None:
    import csv

    text = io.TextIOWrapper(out, encoding="utf-8", errors="backslashreplace", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_flat(value) for value in row] for row in rows)
    text.detach()


def _flat(value: Any) -> Any:
    return _as_json(plain(value)) if isinstance(value, list | tuple | dict) else value


def _write_json(names: list[str], rows: Rows, out: BinaryIO) -> None:
    lines = (_as_json(dict(zip(names, map(plain, row), strict=True))) for row in rows)
    out.write(b"[")
    for n, line in enumerate(lines):
        out.write((",\n " if n else "\n ").encode() + line.encode("utf-8", "backslashreplace"))
    out.write(b"\n]\n")


def _as_json(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)


def plain(value: Any) -> Any:
    """A value of DuckDB as JSON has it: days and times as ISO 8601, decimals as numbers, what is no number as null,
    anything else as text; lists and maps likewise, a map's keys as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    return _plain_number(value)


def _plain_number(value: Any) -> Any:
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _write_parquet(result: duckdb.DuckDBPyConnection, out: BinaryIO) -> None:
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(result.to_arrow_table().rename_columns(_names(result)), buffer)
    out.write(buffer.getvalue())


def _write_table(names: list[str], rows: Rows, out: BinaryIO) -> None:
    from etl.warehouse.text_table import text_table

    shown = [[_cell(value) for value in row] for row in rows]
    out.write(text_table(names, shown).encode("utf-8", "backslashreplace"))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(_cell(v) for v in value)
    return str(value).replace("\n", " ")


_WRITERS = {
    ResultFormat.TABLE: _write_table,
    ResultFormat.CSV: _write_csv,
    ResultFormat.JSON: _write_json,
}
