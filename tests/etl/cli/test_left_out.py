"""Libraries that commands do without, tried in processes of their own: what is left out is so to the end of one."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.cli.left_out import UNUSED, leave_out

ROOT = Path(__file__).parents[3]
MADE_UP = """
import importlib, importlib.util, sys
from etl.cli.left_out import leave_out
leave_out("colorsys")
try:
    import colorsys
except ModuleNotFoundError as error:
    assert error.name == "colorsys" and "left out" in str(error)
else:
    raise AssertionError("it was imported")
import wave, html.parser
"""
LOADED = """
import sys, colorsys
from etl.cli.left_out import leave_out
leave_out("colorsys")
import colorsys as again
assert again is colorsys
"""
DUCKDB = """
import sys
from etl.cli.left_out import UNUSED, leave_out
leave_out(*UNUSED)
import duckdb, pyarrow
with duckdb.connect() as connection:
    table = pyarrow.table({"id": pyarrow.array(["a", "b"], pyarrow.string()), "n": [[1], None]})
    connection.register("given", table)
    assert connection.execute("SELECT count(*) FROM given WHERE id IN (SELECT unnest(?))", [["a"]]).fetchall() == [(1,)]
    assert connection.execute("FROM given").to_arrow_table() == table
assert "pandas" not in sys.modules
"""
ENGINE = """
import sys
before = set(sys.modules)
from etl.cli.left_out import trust_engine_version
trust_engine_version()
import duckdb
assert not {"importlib.metadata", "email", "zipfile"} & (set(sys.modules) - before), sorted(set(sys.modules) - before)
told = {name: getattr(duckdb, name) for name in ("__version__", "__duckdb_version__")} | {"version()": duckdb.version()}
names = {n for n in vars(duckdb._version) if n == "version" or n.endswith("version__")}
for name in [n for n in sys.modules if n.startswith("duckdb")]:
    del sys.modules[name]
sys.meta_path.pop(0)
import duckdb
assert told == {n: getattr(duckdb, n) for n in ("__version__", "__duckdb_version__")} | {"version()": duckdb.version()}
assert names == {n for n in vars(duckdb._version) if n == "version" or n.endswith("version__")}
"""


@pytest.mark.parametrize(
    "code", [MADE_UP, LOADED, DUCKDB, ENGINE], ids=["left out", "loaded before", "duckdb and pyarrow", "versions"]
)
def test_what_is_left_out_is_as_if_it_were_not_installed_and_all_else_is_there(code: str) -> None:
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")


def test_nothing_is_left_out_by_importing_the_module() -> None:
    assert not any(type(finder).__module__ == leave_out.__module__ for finder in sys.meta_path)
    assert UNUSED == ("pandas",)
