"""Lakes whose catalogue is a file: they need DuckDB's extension and no server."""

from pathlib import Path
from typing import Any

import pytest

from etl.warehouse.connect import pinned, reading
from etl.warehouse.lake.extensions import is_installed
from etl.warehouse.location import Lake
from etl.warehouse.publish import publish
from tests.etl.warehouse.build import publication

needs_ducklake = pytest.mark.skipif(
    not is_installed("ducklake"), reason="needs DuckDB's extension; run `pip install 'minsheng-etl[lake]'`"
)


def new_lake(folder: Path, *sources: str) -> Lake:
    """A lake in a folder; with ``sources`` a run over files that could not be read is published to it."""
    lake = Lake(str(folder / "notices.ducklake"), str(folder / "parquet"))
    if sources:
        publish(pinned(lake), publication("first", *sources))
    return lake


def ask(lake: Lake, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a lake."""
    with reading(lake) as connection:
        return connection.execute(sql).fetchall()
