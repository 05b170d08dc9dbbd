"""What was written out, read back: CSV by the rules of docs/export.md, workbooks by Python's own ZIP and XML."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb

from etl.warehouse.dictionary import Column, Table

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
GUARDED = re.compile("'('*[\\s\\x00-\\x20\u00a0\u200b\u3000\ufeff\"“”]*[=+\\-@＝＋－＠].)", re.DOTALL)


def raw_csv(file: Path, table: Table) -> list[tuple[str | None, ...]]:
    """Every field of a CSV as text, NULL where nothing stands, by DuckDB."""
    columns = ", ".join(f"'{c.name}': 'VARCHAR'" for c in table.columns)
    with duckdb.connect() as connection:
        return connection.execute(
            f"FROM read_csv('{file}', header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true, "
            f"allow_quoted_nulls = false, max_line_size = 10000000, columns = {{{columns}}})"
        ).fetchall()


def read_csv(file: Path, table: Table) -> list[tuple[Any, ...]]:
    """The rows of a CSV with their types."""
    return [
        tuple(value_of(text, column) for text, column in zip(row, table.columns, strict=True))
        for row in raw_csv(file, table)
    ]


def value_of(text: str | None, column: Column) -> Any:
    """One field with its type, the guard before a formula taken away."""
    if text is None:
        return None
    kind, _, rest = column.type.partition("[")
    plain = text[1:] if GUARDED.match(text) else text
    if rest:
        items = next(csv.reader(io.StringIO(plain, newline=""), delimiter="、"), [])
        return [_typed(item, kind) for item in items]
    return _typed(plain, kind)


def _typed(text: str, kind: str) -> Any:
    match kind.partition("(")[0]:
        case "INTEGER" | "BIGINT":
            return int(text)
        case "DOUBLE":
            return float(text)
        case "DECIMAL":
            return Decimal(text)
        case "BOOLEAN":
            return {"true": True, "false": False}[text]
        case "DATE":
            return date.fromisoformat(text)
        case "TIMESTAMP":
            return datetime.fromisoformat(text)
        case _:
            return text


def read_workbook(file: Path) -> dict[str, list[list[str | None]]]:
    """Cells of every sheet as they are stored."""
    with zipfile.ZipFile(file) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [str(sheet.get("name")) for sheet in book.iter(f"{SHEET}sheet")]
        return {n: _sheet(archive.read(f"xl/worksheets/sheet{i}.xml")) for i, n in enumerate(names, 1)}


def _sheet(xml: bytes) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for row in ElementTree.fromstring(xml).iter(f"{SHEET}row"):
        cells = {_column(str(cell.get("r"))): _stored(cell) for cell in row.iter(f"{SHEET}c")}
        rows.append([cells.get(n) for n in range(max(cells, default=-1) + 1)])
    return rows


def _stored(cell: ElementTree.Element) -> str | None:
    inline = cell.find(f"{SHEET}is")
    return cell.findtext(f"{SHEET}v") if inline is None else inline.findtext(f"{SHEET}t") or ""


def _column(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
