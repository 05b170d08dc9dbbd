"""Lakes as the tests of them need them: what is in one, and other processes that write to one."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from etl.warehouse.connect import reading
from etl.warehouse.location import Lake, Location
from tests.etl.warehouse.build import ROOT
from tests.services.postgres import PASSWORD


def ask(place: Location, sql: str) -> list[tuple[Any, ...]]:
    """Rows of a query on a warehouse, wherever it is."""
    with reading(place) as connection:
        return connection.execute(sql).fetchall()


def content(place: Location) -> str:
    """The content hash that a warehouse was published with."""
    ((found,),) = ask(place, "SELECT content_hash FROM warehouse_info")
    return str(found)


def started(lake: Lake, script: str, *files: Path, cluster: str = "") -> "subprocess.Popen[str]":
    """Another process that runs a script, with the lake as ``LAKE`` and files as arguments."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, files)],
        cwd=ROOT,
        env={
            **os.environ,
            "LAKE": str(lake),
            "DATA": str(lake.data_path),
            "PGPASSWORD": PASSWORD,
            "ETL_CLUSTER": cluster,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


INGEST = """
import os, sys
from etl.cli.commands import app
app(["ingest", "--warehouse", os.environ["LAKE"], "--data-path", os.environ["DATA"], "--workers", "1", *sys.argv[1:]])
"""
"""A whole ``etl ingest`` of the files that the process is given."""


DYING = """
import os, sys, time
from pathlib import Path
import etl.warehouse.lake.publish as publishing
from etl.warehouse.location import parse_location, with_data_path
from tests.etl.warehouse.build import run
put = publishing.put_differences
def slowly(*arguments, **more):
    put(*arguments, **more)
    print("written", flush=True)
    time.sleep(600)
publishing.put_differences = slowly
run(with_data_path(parse_location(os.environ["LAKE"]), os.environ["DATA"]), *map(Path, sys.argv[1:]))
"""
"""A writer that has written every row and does not come to its commit."""
