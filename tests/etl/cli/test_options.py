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
