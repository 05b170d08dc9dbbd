"""The formats that results and tables are written in; apart from duckdb, so that the command line loads fast."""

from enum import StrEnum


class ResultFormat(StrEnum):
    """How the result of a query is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


class DiffFormat(StrEnum):
    """How changes are written: as lines for people, or row by row for programs."""

    LINES = "lines"
    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ExportFormat(StrEnum):
    """How tables are written out."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
