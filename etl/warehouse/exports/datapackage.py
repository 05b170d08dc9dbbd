"""The description of an export, ``datapackage.json``: every file, table and column, for people and for programs.

Data Package 2.0 (https://datapackage.org/standard/data-package/), its resources with Table Schema and, for CSV, Table
Dialect. Version 2 and not 1: it has the type ``list``, which says how the units of a task stand in one CSV cell.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import duckdb

from etl.warehouse.dictionary import Column, Table
from etl.warehouse.exports.cells import LIST_MARK
from etl.warehouse.exports.separated import is_text
from etl.warehouse.formats import ExportFormat
from schemas.base import Record

FILE: Final = "datapackage.json"
_NAME: Final = "minsheng-notices"
"""By which a description of this program is known."""
_PROFILES: Final = "https://datapackage.org/profiles/2.0"
_TYPES: Final = {
    "VARCHAR": "string",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
}
_MEDIA: Final = {ExportFormat.PARQUET: "application/vnd.apache.parquet", ExportFormat.CSV: "text/csv"}
_CSV_ONLY: Final = {
    "encoding": "utf-8",
    "dialect": {
        "$schema": f"{_PROFILES}/tabledialect.json",
        "header": True,
        "delimiter": ",",
        "lineTerminator": "\r\n",
        "quoteChar": '"',
        "doubleQuote": True,
    },
}


class Origin(Record):
    """What an export was made of."""

    run_id: str
    finished_at: datetime
    schema_version: int
    content_hash: str


def origin(connection: duckdb.DuckDBPyConnection) -> Origin:
    """The last run of a warehouse, and its content."""
    row = connection.execute(
        "SELECT run_id, finished_at, schema_version, w.content_hash FROM runs, warehouse_info AS w "
        "ORDER BY finished_at DESC, run_id DESC LIMIT 1"
    ).fetchone()
    assert row is not None  # a warehouse is published by a run
    return Origin(run_id=row[0], finished_at=row[1], schema_version=row[2], content_hash=row[3])


def datapackage(tables: Iterable[Table], folder: Path, export_format: ExportFormat, made_of: Origin) -> dict[str, Any]:
    """The description of the files of ``tables`` in ``folder``. ``created`` is when the run ended, not when it was
    exported: the same warehouse gives the same description."""
    tables = tuple(tables)
    names = {table.name for table in tables}
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": _NAME,
        "id": f"{made_of.run_id}-{made_of.content_hash}",
        "title": "重点民生实事项目数据 / livelihood projects of district governments",
        "description": "All tables are of one run: they fit together and with no other file. Views (v_…) are for "
        "people, tables for joins. In CSV, a text that a spreadsheet would run has ' before it, and the items of a "
        f"list have {LIST_MARK} between them.",
        "version": made_of.run_id,
        "created": made_of.finished_at.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "run_id": made_of.run_id,
        "schema_version": made_of.schema_version,
        "content_hash": made_of.content_hash,
        "resources": [_resource(table, names, folder, export_format) for table in tables],
    }


def write(description: dict[str, Any], folder: Path) -> Path:
    """Write the description into ``folder``."""
    file = folder / FILE
    file.write_text(json.dumps(description, ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")
    return file


def listed(folder: Path) -> Sequence[str]:
    """The files that an earlier description in ``folder`` names; none, if it is not of this program."""
    try:
        described = json.loads((folder / FILE).read_text("utf-8"))
        if described["name"] != _NAME:
            return ()
        paths = [resource["path"] for resource in described["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return [path for path in paths if isinstance(path, str) and Path(path).name == path]


def is_ours(folder: Path) -> bool:
    """Whether the description in ``folder`` is of this program."""
    try:
        described = json.loads((folder / FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(described, dict) and described.get("name") == _NAME


def _resource(table: Table, names: set[str], folder: Path, export_format: ExportFormat) -> dict[str, Any]:
    file = folder / f"{table.name}.{export_format}"
    with file.open("rb") as data:
        digest = hashlib.file_digest(data, "sha256").hexdigest()
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.comment,
        "path": file.name,
        "format": str(export_format),
        "mediatype": _MEDIA[export_format],
        **(_CSV_ONLY if export_format is ExportFormat.CSV else {}),
        "bytes": file.stat().st_size,
        "hash": f"sha256:{digest}",
        "schema": _schema(table, names, export_format),
    }


def _schema(table: Table, names: set[str], export_format: ExportFormat) -> dict[str, Any]:
    keys = [
        {"fields": list(key.columns), "reference": {"resource": key.table, "fields": list(key.keys)}}
        for key in table.foreign_keys
        if key.table in names
    ]
    return {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [_described(column, export_format) for column in table.columns],
        "missingValues": [""] if export_format is ExportFormat.CSV else [],
        **({"primaryKey": list(table.primary_key)} if table.primary_key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _described(column: Column, export_format: ExportFormat) -> dict[str, Any]:
    constraints = _constraints(column)
    return {
        "name": column.name,
        "title": column.title,
        "description": column.comment,
        **_typed(column.type, export_format),
        # In CSV an empty text looks like nothing; where nothing cannot be, it is an empty text.
        **({"missingValues": []} if is_text(column) and column.nullable is False else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _typed(kind: str, export_format: ExportFormat) -> dict[str, str]:
    item, bracket, _ = kind.partition("[")
    name = "number" if item.startswith("DECIMAL") else _TYPES.get(item, "any")
    if not bracket:
        return {"type": name, "format": "default"}
    if export_format is ExportFormat.PARQUET:
        return {"type": "array", "format": "default"}
    return {"type": "list", "format": "default", "delimiter": LIST_MARK, "itemType": name}


def _constraints(column: Column) -> dict[str, Any]:
    found = {
        "required": True if column.nullable is False else None,
        "unique": True if column.unique else None,
        "enum": list(column.words) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    return {name: value for name, value in found.items() if value is not None}
