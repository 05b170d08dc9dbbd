"""A warehouse of rows that no notice has and any file may bring: the hardest that an export has to carry."""

from datetime import date
from pathlib import Path

import duckdb

from etl.warehouse.dictionary import Table, dictionary
from tests.etl.warehouse.exports.test_cells import FORMULAS, PLAIN

LONG = "长" * 40_000
TEXTS = (
    *FORMULAS,
    *PLAIN,
    *(
        'say "yes"',
        "a,b",
        "a;b\tc",
        "one\ntwo",
        "one\r\ntwo",
        "one\rtwo",
        "\n",
        "\r\n",
        " x ",
        "NULL",
        "null",
        "\\N",
        "\\",
    ),
    *(
        "500112",
        "007",
        "1E5",
        "4e12345678901234",
        "1-2",
        "2024.6",
        "TRUE",
        "#N/A",
        "_x0041_",
        "<r>x</r>",
        "<t>&amp;</t>",
    ),
    *("http://a.cn", "mailto:a@b.cn", "internal:A1", "👍🏽", "𠮷野家", "e\u0301", "\u202egnp.exe", "\ufeff", "\u2028"),
    *("a\x00b", "\x0b", "\x1b[31m", "\x7f", "\ufffe", "\uffff", LONG),
)
DAYS = (
    *(date(1, 1, 1), date(1899, 12, 31), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(1969, 12, 31)),
    *(date(1970, 1, 1), date(2024, 2, 29), date(2100, 12, 31), date(9999, 12, 31)),
)
NUMBERS = (0, -5, 500112, 2**53, 2**53 + 1, -(2**63), 2**63 - 1)


def strange_tables(connection: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """Make the tables in an open database and describe them."""
    connection.execute(
        "CREATE TABLE texts (n INTEGER PRIMARY KEY, text VARCHAR, list VARCHAR[]);"
        "CREATE TABLE days (day DATE PRIMARY KEY, moment TIMESTAMP);"
        "CREATE TABLE numbers (n BIGINT PRIMARY KEY, share DOUBLE, exact DECIMAL(24, 6), flag BOOLEAN, box DOUBLE[4]);"
        "CREATE VIEW v_texts AS SELECT text FROM texts ORDER BY n;"
    )
    connection.executemany("INSERT INTO texts VALUES (?, ?, ?)", [(n, t, [t, "、", ""]) for n, t in enumerate(TEXTS)])
    connection.execute("INSERT INTO texts VALUES (-1, NULL, NULL), (-2, '', []), (-3, NULL, [''])")
    connection.executemany("INSERT INTO days VALUES (?, ?)", [(d, d) for d in DAYS])
    connection.executemany(
        "INSERT INTO numbers VALUES (?, ?, ?::DECIMAL(24, 6) / 1000000, ?, ?)",
        [(n, n / 3, n % 10**17, n % 2 == 0, [0.5, 1, 2, n] if n % 2 else None) for n in NUMBERS],
    )
    return dictionary(connection)


def sorted_rows(connection: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[object, ...]]:
    """The rows as an export has them, arrays as lists."""
    key = ", ".join(table.primary_key)
    rows = connection.execute(f"FROM {table.name} {f'ORDER BY {key}' if key else ''}").fetchall()
    return [tuple(list(v) if isinstance(v, tuple) else v for v in row) for row in rows]


def folder_of(path: Path) -> Path:
    """A new folder whose name has what names may have."""
    folder = path / "it's 输出 1"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
