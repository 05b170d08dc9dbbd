"""The rows in which a lake and a filled file differ."""

from pathlib import Path

from etl.warehouse.check import check_warehouse
from etl.warehouse.connect import pinned
from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.location import Lake
from etl.warehouse.publish import publish
from tests.etl.warehouse.build import publication
from tests.etl.warehouse.lake.build import ask, needs_ducklake, new_lake

pytestmark = needs_ducklake


def changed(lake: Lake) -> set[str]:
    """Names of the tables that the last version has written to."""
    ((changes,),) = ask(lake, "SELECT changes FROM lake.snapshots() ORDER BY snapshot_id DESC LIMIT 1")
    ids = {int(i) for tables in changes.values() for i in tables}
    return {name for name, i in ask(lake, "SELECT table_name, table_id FROM ducklake_table_info('lake')") if i in ids}


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    publish(pinned(lake), publication("second", "b"))
    assert changed(lake) == {"runs", "sources", "content_hashes", "warehouse_info"}


def test_the_tables_and_views_have_what_a_lake_can_hold(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    assert {c.name: c.failures for c in check_warehouse(lake) if c.name in ("schema", "views", "content")} == {
        "schema": (),
        "views": (),
        "content": (),
    }
    ((comment,),) = ask(lake, "SELECT comment FROM duckdb_tables() WHERE table_name = 'tasks' AND schema_name = 'main'")
    assert comment
    assert ask(lake, "SELECT count(*) FROM duckdb_columns() WHERE database_name = 'lake' AND column_name = 'box'") == [
        (2,)
    ]


def test_what_was_changed_by_other_hands_is_told(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    with opened_lake(lake, write=True) as connection:
        connection.execute("ALTER TABLE tasks ADD COLUMN mine INTEGER")
        connection.execute("DROP VIEW v_units_to_decide")
    failing = {c.name: c.failures[0] for c in check_warehouse(lake) if c.failures and c.name in ("schema", "views")}
    assert "column mine is added" in failing["schema"]
    assert "v_units_to_decide is gone" in failing["views"]


def test_a_rebuild_makes_other_tables_anew(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    with opened_lake(lake, write=True) as connection:
        connection.execute("ALTER TABLE tasks DROP COLUMN details")
    publish(pinned(lake), publication("second", "b"), keep_old=False)
    assert ask(lake, "SELECT source_id FROM sources") == [("b",)]
    assert [c.name for c in check_warehouse(lake) if c.failures and c.name in ("schema", "views", "content")] == []
