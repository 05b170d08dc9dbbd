"""``etl query``: results on stdout, refusals in one line."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.etl.cli.desk import said_in_one_line
from tests.etl.warehouse.build import (
    etl,
    five_notices,
)


def test_a_table_is_printed_unless_another_format_is_asked_for(five: Path) -> None:
    answer = etl("query", "SELECT name FROM regions WHERE region_id = '500112'", "--warehouse", five)
    assert answer.code == 0
    assert answer.stdout == "name\n------\n渝北区\n(1 row)\n"
    assert answer.stderr == ""


def test_csv_and_json_and_parquet_say_the_same(five: Path) -> None:
    sql = "SELECT task_id, target, lead_mentions FROM v_tasks ORDER BY task_id"
    answers = {f: etl("query", sql, "--format", f, "--warehouse", five) for f in ("csv", "json", "parquet")}
    rows = json.loads(answers["json"].stdout)
    assert len(rows) == 124
    assert pq.read_table(io.BytesIO(answers["parquet"].data)).to_pylist() == rows
    table = list(csv.DictReader(io.StringIO(answers["csv"].stdout, newline="")))
    assert [
        {**r, "target": r["target"] or None, "lead_mentions": json.loads(r["lead_mentions"])} for r in table
    ] == rows


@pytest.mark.parametrize(
    "sql",
    [
        "SELEC 1",
        "SELECT * FROM nothing",
        "DROP TABLE tasks",
        "INSERT INTO families VALUES ('a', 'b', 'stated')",
        "SELECT 1; DROP TABLE tasks",
        "ATTACH 'x.duckdb'",
        "SET threads = 1",
        "",
    ],
)
def test_a_statement_that_is_wrong_or_writes_exits_2_with_one_line(five: Path, sql: str) -> None:
    answer = etl("query", sql, "--warehouse", five)
    assert answer.code == 2
    said_in_one_line(answer)
    assert five.read_bytes() == five_notices()


def test_nothing_is_printed_of_a_result_that_fails(five: Path) -> None:
    answer = etl("query", "SELECT target::INTEGER FROM tasks", "--format", "json", "--warehouse", five)
    assert answer.code == 2
    said_in_one_line(answer)


def test_a_reader_that_has_seen_enough_ends_the_command_in_peace(five: Path) -> None:
    command = [
        sys.executable,
        "-c",
        "from etl.cli.app import main; main()",
        "query",
        "FROM cells",
        "--warehouse",
        str(five),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize(
    "sql",
    [
        "-- how many are there?\nSELECT 1 AS n",
        "--how many\nSELECT 1 AS n",
        "--\nSELECT 1 AS n",
        "--a=1\nSELECT 1 AS n",
        "--csv\r\nSELECT 1 AS n",
        "/* how many? */ SELECT 1 AS n",
        "\n-- how many?\nSELECT 1 AS n",
        "-- a \\ -- b\n-- c\n\nSELECT 1 AS n -- d",
    ],
    ids=repr,
)
@pytest.mark.parametrize("more", [(), ("--",)], ids=["", "--"])
def test_a_statement_may_begin_with_a_comment(five: Path, sql: str, more: tuple[str, ...]) -> None:
    answer = etl("query", "--warehouse", five, "--format", "csv", *more, sql)
    assert (answer.code, answer.stdout, answer.stderr) == (0, "n\n1\n", "")


def test_options_may_stand_behind_such_a_statement(five: Path) -> None:
    answer = etl("query", "-- c\nSELECT 1 AS n", "--format=csv", f"--warehouse={five}")
    assert (answer.code, answer.stdout) == (0, "n\n1\n")


def test_a_comment_alone_is_no_statement(five: Path) -> None:
    answer = etl("query", "-- nothing but this", "--warehouse", five)
    assert answer.code == 2
    assert "give one statement, not 0." in said_in_one_line(answer)


@pytest.mark.parametrize("option", ["--no-such-option", "--formats=a b", "--forma"])
def test_what_is_no_comment_stays_an_option(five: Path, option: str) -> None:
    answer = etl("query", "SELECT 1", option, "--warehouse", five)
    assert answer.code == 2
    assert f"No such option: {option.partition('=')[0]}" in answer.stderr


def test_the_value_of_an_option_is_taken_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answer = etl("query", "SELECT 1", "--warehouse", "-- my notices")
    assert "there is no warehouse at -- my notices;" in said_in_one_line(answer)


def test_a_pivot_needs_no_values(five: Path) -> None:
    sql = "PIVOT v_tasks ON year USING count(*) GROUP BY region ORDER BY region"
    answer = etl("query", sql, "--format", "csv", "--warehouse", five)
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout.splitlines()[0] == "region,2020,2021,2024"
    assert five.read_bytes() == five_notices()


@pytest.mark.parametrize("sql", ["FROM duckdb_extensions()", "FROM duckdb_secrets()", "PRAGMA extension_versions"])
def test_no_path_of_the_machine_is_shown_that_nobody_named(five: Path, sql: str) -> None:
    answer = etl("query", sql, "--warehouse", five)
    assert (answer.code, answer.data) == (2, b"")
    said = said_in_one_line(answer)
    assert "a query reads the warehouse and nothing else" in said
    assert ".duckdb" not in said and str(Path.home()) not in said


def test_a_file_has_no_versions(tmp_path: Path) -> None:
    answer = etl("query", "SELECT 1", "--version", "1", "--warehouse", tmp_path / "notices.duckdb")
    assert answer.code == 2
    assert "--version is for a DuckLake" in answer.stderr


def test_a_version_is_a_number(tmp_path: Path) -> None:
    answer = etl("query", "SELECT 1", "--version", "last", "--warehouse", f"ducklake:{tmp_path / 'n.ducklake'}")
    assert answer.code == 2
    assert "is a number, not “last”" in answer.stderr
