"""What ``examples/`` and docs/connect.md show runs, and says what the warehouse has."""

import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from tests import dbt_sources
from tests.etl.warehouse.build import five_notices

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "notebook.ipynb"
PAGE = (ROOT / "docs" / "connect.md").read_text("utf-8")


def needs(*modules: str) -> pytest.MarkDecorator:
    missing = [m for m in modules if importlib.util.find_spec(m) is None]
    return pytest.mark.skipif(bool(missing), reason=f"run it with: pip install {' '.join(missing)}")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("examples") / "data" / "warehouse" / "notices.duckdb"
    path.parent.mkdir(parents=True)
    path.write_bytes(five_notices())
    yield path
    path.unlink()


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]
    return [cell for cell in found if cell["cell_type"] == "code"]


def test_the_sources_of_dbt_are_those_of_the_schema(warehouse: Path) -> None:
    text = dbt_sources.FILE.read_text("utf-8")
    assert text == dbt_sources.content(), "make it anew: python -m tests.dbt_sources"
    (source,) = yaml.safe_load(text)["sources"]
    named = {(t["name"], c["name"]) for t in source["tables"] for c in t["columns"]}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute("SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal").fetchall()
    assert {t for t, _ in rows} - {t for t, _ in named} == {"readings", "warehouse_info"}
    assert named == {(t, c) for t, c in rows if t not in ("readings", "warehouse_info")}
    assert all(c["description"] for t in source["tables"] for c in t["columns"])


def test_the_notebook_is_saved_with_its_answers_and_reads_only() -> None:
    assert all(cell["outputs"] for cell in cells()[1:])
    assert not [o for cell in cells() for o in cell["outputs"] if o["output_type"] == "error"]
    connects = [line for cell in cells() for line in "".join(cell["source"]).splitlines() if "connect(" in line]
    assert connects
    assert all("read_only=True" in line for line in connects)


@needs("pandas")
def test_the_cells_of_the_notebook_run_in_order(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ETL_WAREHOUSE", str(warehouse))
    names: dict[str, Any] = {}
    for cell in cells():
        exec(compile("".join(cell["source"]), NOTEBOOK.name, "exec"), names)
    assert int(names["months"].sum()) == 89


@needs("nbclient", "ipykernel", "pandas")
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_runs_in_jupyter(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = (importlib.import_module(name) for name in ("nbformat", "nbclient"))
    monkeypatch.setenv("ETL_WAREHOUSE", str(warehouse))
    notebook = nbformat.read(NOTEBOOK, 4)
    nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    shown = [o.get("text", o.get("data", {}).get("text/plain")) for c in notebook.cells for o in c.get("outputs", [])]
    saved = [o.get("text", o.get("data", {}).get("text/plain")) for c in cells() for o in c["outputs"]]
    assert ["".join(s) for s in shown if s] == ["".join(s) for s in saved if s]


@pytest.mark.parametrize(
    "snippet",
    [
        pytest.param(s, marks=needs("polars") if "polars" in s else needs("pandas"))
        for s in re.findall(r"```python\n(.*?)```", PAGE, re.S)
    ],
)
def test_the_python_of_the_page_runs(snippet: str, warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(warehouse.parents[2])
    exec(compile(snippet, "connect.md", "exec"), {})


@pytest.mark.skipif(shutil.which("duckdb") is None, reason="run it with: pip install duckdb-cli==1.5.5")
def test_the_command_line_of_duckdb_reads_as_the_page_shows(warehouse: Path) -> None:
    (line,) = (found for found in PAGE.splitlines() if found.startswith("duckdb -readonly -csv"))
    answer = subprocess.run(line, shell=True, cwd=warehouse.parents[2], capture_output=True, text=True, check=True)
    assert len(answer.stdout.splitlines()) == 4


@pytest.mark.skipif(shutil.which("dbt") is None, reason='run it with: pip install "dbt-core>=1.10,<2" dbt-duckdb')
def test_the_project_of_dbt_builds(warehouse: Path, tmp_path: Path) -> None:
    project = shutil.copytree(ROOT / "examples" / "dbt", tmp_path / "dbt")
    env = {**os.environ, "ETL_WAREHOUSE": str(warehouse), "MINSHENG_DBT": str(tmp_path / "out.duckdb")}
    build = ["dbt", "build", "--profiles-dir", "."]
    answer = subprocess.run(build, cwd=project, env=env, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-2000:]
