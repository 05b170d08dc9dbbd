"""Tables and views that are not as the program makes them are named."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.check_model import Check
from etl.warehouse.made import schema, views
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, put

VIEWS = sorted(p.name.removesuffix(".sql") for p in (files("etl.warehouse") / "views").iterdir())


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield put(tmp_path / "n.duckdb", bare_warehouse())


def found(path: Path) -> tuple[Check, Check]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return schema(connection), views(connection)


def test_what_was_published_passes(warehouse: Path) -> None:
    assert [(check.failures, check.is_error, check.structural) for check in found(warehouse)] == [((), False, True)] * 2


def test_what_is_open_to_be_written_passes(warehouse: Path) -> None:
    with duckdb.connect(str(warehouse)) as connection:
        assert schema(connection).failures == views(connection).failures == ()


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_that_is_gone_is_named(warehouse: Path, name: str) -> None:
    doctor(warehouse, f"DROP VIEW {name}")
    assert found(warehouse)[1].failures == (f"view {name} is gone; run `etl rebuild`.",)


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_that_is_another_query_of_the_same_columns_is_named(warehouse: Path, name: str) -> None:
    ((sql,),) = ask(warehouse, "SELECT sql FROM duckdb_views() WHERE view_name = ?", name)
    names = f"SELECT * FROM ({re.split(r' AS ', sql, maxsplit=1)[1].rstrip(';')}) LIMIT 1"
    doctor(warehouse, f"CREATE OR REPLACE VIEW {name} AS {names}")
    reported = " ".join(found(warehouse)[1].failures)
    assert f"view {name} is not as this etl makes it:" in reported and "run `etl rebuild`." in reported


def changed(path: Path, old: str, new: str) -> str:
    """The statement that changes one place of v_tasks."""
    ((sql,),) = ask(path, "SELECT sql FROM duckdb_views() WHERE view_name = 'v_tasks'")
    assert old in sql
    return str(sql).replace(old, new, 1).replace("CREATE VIEW", "CREATE OR REPLACE VIEW", 1)


def test_amounts_that_a_view_multiplies_are_told(warehouse: Path) -> None:
    doctor(warehouse, changed(warehouse, "t.investment_yuan", "(t.investment_yuan * 10) AS investment_yuan"))
    (failure,) = found(warehouse)[1].failures
    assert failure.startswith("view v_tasks is not as this etl makes it: ")


def test_a_text_that_a_view_says_is_compared_to_the_quote(warehouse: Path) -> None:
    doctor(warehouse, changed(warehouse, "'lead'", "'\"lead\"'"))
    (failure,) = found(warehouse)[1].failures
    assert failure == (
        "view v_tasks is not as this etl makes it: it reads something else; it was changed, or another version of etl "
        "made it; run `etl rebuild`."
    )


def test_columns_of_a_view_are_named(warehouse: Path) -> None:
    doctor(warehouse, "CREATE OR REPLACE VIEW v_group_members AS SELECT 1 AS x")
    (failure,) = found(warehouse)[1].failures
    assert "column region is gone" in failure and "column x is added" in failure


def test_a_table_in_the_place_of_a_view_is_told(warehouse: Path) -> None:
    doctor(warehouse, "DROP VIEW v_group_members", "CREATE TABLE v_group_members (a INTEGER)")
    assert "view v_group_members is gone" in found(warehouse)[1].failures[0]


def test_a_view_of_ones_own_is_let_be(warehouse: Path) -> None:
    doctor(warehouse, "CREATE VIEW mine AS SELECT 1 AS x", "CREATE SCHEMA s", "CREATE VIEW s.v_tasks AS SELECT 1 AS x")
    assert [check.failures for check in found(warehouse)] == [(), ()]


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("CREATE MACRO string_agg(a, b) AS 'x'", "macro string_agg"),
        ("CREATE MACRO rows_of() AS TABLE SELECT 1", "macro rows_of"),
        ("CREATE TYPE mood AS ENUM ('a')", "type mood"),
    ],
)
def test_what_can_change_what_a_view_says_is_told(warehouse: Path, made: str, told: str) -> None:
    doctor(warehouse, made)
    assert found(warehouse)[1].failures == (f"{told} is none of etl and can change what views say; drop it.",)


@pytest.mark.parametrize("table", ["checks", "content_hashes", "findings", "cells"])
def test_a_table_that_is_gone_is_named(warehouse: Path, table: str) -> None:
    doctor(warehouse, f"DROP TABLE {table}")
    assert found(warehouse)[0].failures == (f"table {table} is gone; run `etl rebuild`.",)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            "ALTER TABLE regions ADD COLUMN zzz INTEGER",
            "table regions is not as this etl makes it: column zzz is added",
        ),
        ("ALTER TABLE findings DROP COLUMN page", "column page is gone"),
        ("ALTER TABLE paragraphs ALTER text TYPE BLOB", "column text is BLOB and not VARCHAR"),
        ("ALTER TABLE checks ALTER promise DROP NOT NULL", "its keys, constraints or order of columns differ"),
        ("COMMENT ON COLUMN tasks.investment_yuan IS '万元'", "the comment of column investment_yuan differs"),
        ("COMMENT ON TABLE tasks IS 'x'", "its comment differs"),
        ("DROP TABLE checks; CREATE VIEW checks AS SELECT 1 AS name", "table checks is gone"),
    ],
)
def test_a_table_that_was_altered_is_told_with_what_of_it(warehouse: Path, change: str, said: str) -> None:
    try:
        doctor(warehouse, change)
    except (duckdb.DependencyException, duckdb.BinderException) as refused:  # DuckDB holds it itself
        pytest.skip(str(refused))
    (failure,) = found(warehouse)[0].failures
    assert said in failure and failure.endswith("run `etl rebuild`.") and "\n" not in failure


def test_one_table_more_is_told_by_the_content(warehouse: Path) -> None:
    doctor(warehouse, "CREATE TABLE mine (a INTEGER)")
    assert found(warehouse)[0].failures == ()
