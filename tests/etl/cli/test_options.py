from pathlib import Path

import pytest

from etl.cli.options import DEFAULT_DECISIONS, DEFAULT_PATIENCE, DEFAULT_RAW, DEFAULT_WAIT, DEFAULT_WAREHOUSE
from etl.warehouse.wait import WAIT_SECONDS
from parsers.isolated import Limits
from tests.etl.warehouse.build import etl, notice_text, put


def test_what_is_given_where_nothing_is_said_is_what_the_readers_take() -> None:
    assert Limits().patience == DEFAULT_PATIENCE
    assert {DEFAULT_DECISIONS.parent, DEFAULT_RAW.parent, Path(DEFAULT_WAREHOUSE).parents[1]} == {Path("data")}


@pytest.mark.parametrize("patience", ["0", "-1", "soon"])
def test_a_patience_that_is_none_is_a_wrong_call(tmp_path: Path, patience: str) -> None:
    file = put(tmp_path / "a.txt", notice_text())
    assert etl("inspect", file, "--patience", patience).code == 2
    assert etl("inspect", file, env={"ETL_PATIENCE": patience}).code == 2


@pytest.mark.parametrize("command", ["ingest", "rebuild", "inspect"])
def test_commands_that_read_files_can_be_told_to_wait_longer(command: str) -> None:
    text = " ".join(etl(command, "--help").stdout.split())
    assert "--patience" in text and "ETL_PATIENCE" in text


def test_writers_wait_as_long_as_the_lock_does() -> None:
    assert WAIT_SECONDS == DEFAULT_WAIT


@pytest.mark.parametrize("command", ["ingest", "rebuild", "units", "families"])
def test_commands_that_write_can_be_told_how_long_to_wait(command: str) -> None:
    text = " ".join(etl(command, "--help").stdout.split())
    assert "--wait SECONDS" in text and "ETL_WAIT" in text


@pytest.mark.parametrize("wait", ["-1", "soon"])
def test_a_wait_that_is_none_is_a_wrong_call(tmp_path: Path, wait: str) -> None:
    file = put(tmp_path / "a.txt", notice_text())
    assert etl("ingest", file, "--warehouse", tmp_path / "w.duckdb", "--wait", wait).code == 2
    assert etl("ingest", file, "--warehouse", tmp_path / "w.duckdb", env={"ETL_WAIT": wait}).code == 2


@pytest.mark.parametrize(
    "warehouse", ["", ".", "md:foo", "ducklake:postgres:dbname=lake host=h user=pw password='s3 cretpw"]
)
def test_a_warehouse_that_is_no_place_is_a_wrong_call(tmp_path: Path, warehouse: str) -> None:
    file = put(tmp_path / "a.txt", notice_text())
    answer = etl("ingest", file, "--warehouse", warehouse)
    assert answer.code == 2
    assert "--warehouse" in answer.stderr and "Traceback" not in answer.stderr
    assert "s3" not in answer.stderr and "cretpw" not in answer.stderr


def test_an_empty_cluster_is_a_wrong_call_and_an_empty_variable_none(tmp_path: Path) -> None:
    file, warehouse = put(tmp_path / "a.txt", notice_text()), tmp_path / "w.duckdb"
    wrong = etl("ingest", "--dry-run", file, "--warehouse", warehouse, "--cluster", "")
    assert wrong.code == 2 and "“” is neither tcp://" in wrong.stderr
    unset = {"ETL_CLUSTER": "", "ETL_WAREHOUSE": ""}
    assert etl("ingest", "--dry-run", file, "--warehouse", warehouse, env=unset).code == 0
    assert etl("ingest", "--help", env=unset).code == 0


def test_an_empty_variable_names_no_warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = etl("query", "SELECT 1", env={"ETL_WAREHOUSE": ""})
    assert answer.code == 1
    assert DEFAULT_WAREHOUSE in answer.stderr.replace("\\", "/")
