import re
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.warehouse.tables import REPLACED, TABLES, Table, finding_rows, replaced_notices, replaced_sources
from parsers.reading import read_file
from schemas.finding import Finding, Severity
from schemas.publication import Outcome, Publication, ResolvedSource, SourceRecord
from tests.etl.warehouse.build import NOW, TEXTS, reference

SCHEMA = (files("etl.warehouse") / "schema.sql").read_text("utf-8")
OF_THE_WAREHOUSE = {"content_hashes", "checks", "warehouse_info"}
BY_NAME = {table.name: table for table in TABLES}


@pytest.fixture(scope="module")
def old() -> duckdb.DuckDBPyConnection:
    """An empty warehouse with the temporary tables of ids in it."""
    connection = duckdb.connect()
    connection.execute(SCHEMA)
    for name in ("replaced_notices", "replaced_sources"):
        connection.execute(f"CREATE TEMP TABLE {name} (id VARCHAR)")
    for name, query in REPLACED.items():
        connection.execute(f"CREATE TEMP TABLE {name} AS {query.format(old='memory')}")
    return connection


@pytest.fixture(scope="module")
def publication(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """What a run over the five notices publishes."""
    taken: list[Publication] = []
    run = Run("ingest", tmp_path_factory.mktemp("none") / "notices.duckdb", reference(), dry=True)
    assert len(list(run.read(DiskFile(Path(path)) for path in TEXTS))) == len(TEXTS)
    run.publish(preview=taken.append)
    return taken[0]


def test_every_table_of_the_schema_is_in_the_list() -> None:
    assert set(BY_NAME) == set(re.findall(r"CREATE TABLE (\w+)", SCHEMA)) - OF_THE_WAREHOUSE
    assert len(BY_NAME) == len(TABLES)


def test_parents_stand_before_children() -> None:
    filled: set[str] = set()
    for table in TABLES:
        made = re.search(rf"CREATE TABLE {table.name} \((.*?)\n\);", SCHEMA, re.DOTALL)
        assert made
        assert set(re.findall(r"REFERENCES (\w+)", made[1])) <= filled | {table.name}
        filled.add(table.name)


@pytest.mark.parametrize("table", [t for t in TABLES if t.stays], ids=lambda t: t.name)
def test_what_stays_can_be_asked_of_the_old_table(old: duckdb.DuckDBPyConnection, table: Table) -> None:
    assert old.execute(f"SELECT count(*) FROM {table.name} WHERE {table.stays}").fetchone() is not None


@pytest.mark.parametrize("table", [t for t in TABLES if t.key], ids=lambda t: t.name)
def test_a_key_is_made_of_columns(old: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = {name for (name, *_) in old.execute(f"DESCRIBE {table.name}").fetchall()}
    assert set(table.key) <= columns


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_rows_have_columns_of_their_table_only(
    old: duckdb.DuckDBPyConnection, publication: Publication, table: Table
) -> None:
    columns = {name for (name, *_) in old.execute(f"DESCRIBE {table.name}").fetchall()}
    for row in table.rows(publication):
        assert set(row) <= columns


@pytest.mark.parametrize("table", [t for t in TABLES if t.key and t.name != "unit_suggestions"], ids=lambda t: t.name)
def test_a_row_that_several_notices_give_comes_once(publication: Publication, table: Table) -> None:
    keys = [tuple(row[column] for column in table.key) for row in table.rows(publication)]
    assert len(set(keys)) == len(keys) > 0


def test_what_is_replaced_is_what_the_publication_names(publication: Publication) -> None:
    given = publication.model_copy(update={"dropped_notices": ("gone",)})
    assert replaced_notices(given) == [*(g.notice_id for g in given.groups), "gone"]
    assert len(replaced_sources(given)) == len(set(replaced_sources(given))) == len(TEXTS)


def test_a_name_stays_only_for_the_unit_that_a_kept_task_means_by_it() -> None:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE aliases (alias VARCHAR, unit_id VARCHAR, origin VARCHAR)")
    connection.execute(
        "CREATE TABLE kept_names AS SELECT * FROM (VALUES ('u1', '区民政局'), ('u2', '区教委')) AS t (unit_id, mention)"
    )
    for row in [
        ("区民政局", "u1", "derived"),
        ("区民政局", "u2", "derived"),
        ("区民政", "u2", "stated"),
        ("x", "u3", "stated"),
    ]:
        connection.execute("INSERT INTO aliases VALUES (?, ?, ?)", row)
    kept = connection.execute(f"SELECT alias, unit_id FROM aliases WHERE {BY_NAME['unit_aliases'].stays} ORDER BY ALL")
    assert kept.fetchall() == [("区民政", "u2"), ("区民政局", "u1")]


def test_findings_of_a_file_are_counted_from_1() -> None:
    source = SourceRecord(
        source_id="abc",
        notice_id="n",
        path="a.txt",
        sha256="a" * 64,
        outcome=Outcome.LOADED,
        parser_version="1",
        run_id="r",
        loaded_at=NOW,
    )
    found = tuple(Finding(severity=Severity.INFO, rule="r", message=text, row_no=3) for text in ("one", "two"))
    notice = read_file(TEXTS[0].read_bytes(), reference().vocabulary).notice
    rows = finding_rows(ResolvedSource(source=source, notice=notice, task_ids=(), findings=found))
    assert [(r["finding_id"], r["source_id"], r["notice_id"], r["message"], r["row_no"]) for r in rows] == [
        ("abc-0001", "abc", "n", "one", 3),
        ("abc-0002", "abc", "n", "two", 3),
    ]
