"""Nothing heavy is imported before it is needed: what each command has loaded when it ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.etl.warehouse.build import five_notices, put

HEAVY = frozenset(
    (
        *("pydantic", "yaml", "duckdb", "pyarrow", "pandas", "numpy", "rich", "jieba", "rapidfuzz", "lxml", "PIL"),
        *("pdfplumber", "pdfminer", "pypdfium2", "docx", "xlsxwriter", "xlrd", "olefile", "psutil", "filelock"),
        *("concurrent.futures", "multiprocessing", "asyncio", "json", "decimal"),
    )
)
TELL = """
import atexit, sys
atexit.register(lambda: sys.stderr.write("\\n" + " ".join(sys.modules)))
from etl.cli.app import main
main()
"""


def loaded(folder: Path, *arguments: str) -> frozenset[str]:
    """Which of the heavy modules a call of ``etl`` in ``folder`` has loaded, and the modules of ours."""
    done = subprocess.run(
        [sys.executable, "-c", TELL, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        check=False,
    )
    return frozenset(done.stderr.decode().splitlines()[-1].split())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path / "data" / "warehouse" / "notices.duckdb", five_notices())
    return tmp_path


@pytest.mark.parametrize("arguments", [("--help",), ("no-such-command",), ("query", "--help"), ("ingest", "-h")])
def test_a_help_loads_nothing_that_a_command_works_with(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not loaded(tmp_path, *arguments) & HEAVY


def test_the_help_of_all_imports_no_command(tmp_path: Path) -> None:
    ours = {m for m in loaded(tmp_path, "--help") if m.startswith(("etl.", "parsers", "schemas"))}
    parts = ("app", "commands", "left_out", "plain", "stops", "streams")
    assert ours == {"etl.cli", *(f"etl.cli.{part}" for part in parts)}


@pytest.mark.parametrize(
    ("shape", "more"), [("table", set()), ("csv", {"json"}), ("json", {"json"}), ("parquet", {"pyarrow"})]
)
def test_a_query_loads_duckdb_and_what_its_format_needs(folder: Path, shape: str, more: set[str]) -> None:
    sql = "SELECT region, year, lead_units, deadline FROM v_tasks"
    found = loaded(folder, "query", sql, "--format", shape) & HEAVY
    if shape == "parquet":  # pyarrow itself brings numpy and more
        assert {"duckdb", "pyarrow"} <= found and not found & {"pydantic", "yaml", "rich"}
    else:
        assert found == {"duckdb", *more}


def test_a_query_imports_of_ours_what_it_needs_and_no_more(folder: Path) -> None:
    sql = "SELECT region, count(*) AS tasks FROM v_tasks GROUP BY region"
    ours = {
        m for m in loaded(folder, "query", sql) if m.startswith(("etl.cli.", "etl.reference", "parsers", "schemas"))
    }
    parts = ("app", "commands", "exits", "interrupts", "left_out", "options", "plain", "query", "stops", "streams")
    assert ours == {f"etl.cli.{part}" for part in parts}


def test_widths_of_other_writing_are_looked_up(folder: Path) -> None:
    assert "rich" in loaded(folder, "query", "SELECT '한국' AS word")


@pytest.mark.parametrize("arguments", [("--help",), ("query", "--help")])
def test_what_finds_modules_brings_no_others_along(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert not loaded(tmp_path, *arguments) & {"importlib.abc", "importlib.resources", "importlib.metadata", "tempfile"}


def test_a_query_that_finds_no_warehouse_loads_no_more(tmp_path: Path) -> None:
    assert loaded(tmp_path, "query", "SELECT 1") & HEAVY == {"duckdb"}


@pytest.mark.parametrize("arguments", [("check",), ("units",), ("ingest", "data/raw"), ("families",)])
def test_no_command_loads_pandas_for_others_to_look_whether_a_value_is_of_it(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "data" / "raw").mkdir()
    (folder / "data" / "raw" / "letter.txt").write_text("关于开会的通知\n", "utf-8")
    found = loaded(folder, *arguments)
    assert "duckdb" in found and "pandas" not in found


def test_a_check_does_without_arrow(folder: Path) -> None:
    assert loaded(folder, "check") & {"duckdb", "pyarrow", "numpy"} == {"duckdb"}
