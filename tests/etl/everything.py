"""All that an ingest imports, for forks that are to start with it; the reference data is loaded already."""

import duckdb
import pyarrow

import etl.cli.commands
import etl.cli.work
import etl.console
import etl.files
import etl.pipeline
import etl.reference.load
import etl.warehouse.lock
import parsers.formats
import parsers.reading
import tests.conftest

__all__ = ["REFERENCE", "duckdb", "etl", "parsers", "pyarrow", "tests"]

parsers.formats.formats()
REFERENCE = etl.reference.load.load_reference()
