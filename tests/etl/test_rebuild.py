from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.rebuild import refuse_new_failures
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import bare_warehouse, doctor, emptied, five_notices, put

UNREAD = "UPDATE cells SET disposition = 'unread' WHERE disposition = 'header'"
NO_TASK = "UPDATE cells SET task_id = NULL WHERE field = 'deadline' AND disposition = 'field'"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def warehouse(path: Path, *changes: str) -> Path:
    return doctor(put(path, five_notices()), *changes)


def judge(present: Path, built: Path) -> None:
    with duckdb.connect(str(built)) as connection:
        refuse_new_failures(present)(connection)


def test_one_that_passes_may_take_the_place_of_one_that_passes(folder: Path) -> None:
    judge(warehouse(folder / "old.duckdb"), warehouse(folder / "new.duckdb"))


def test_a_check_that_newly_fails_is_refused(folder: Path) -> None:
    with pytest.raises(
        WarehouseError, match=r"was not published: it fails unread_cells, content, which .*old\.duckdb passes"
    ):
        judge(warehouse(folder / "old.duckdb"), warehouse(folder / "new.duckdb", UNREAD))


def test_the_refusal_is_one_line_with_the_first_failure(folder: Path) -> None:
    with pytest.raises(WarehouseError, match=r"cell\(s\) were not read") as refused:
        judge(warehouse(folder / "old.duckdb"), warehouse(folder / "new.duckdb", UNREAD))
    assert "\n" not in str(refused.value)


def test_every_check_that_newly_fails_is_named(folder: Path) -> None:
    with pytest.raises(WarehouseError, match="it fails field_cells_without_task, unread_cells, content, which"):
        judge(warehouse(folder / "old.duckdb"), warehouse(folder / "new.duckdb", NO_TASK, UNREAD))


def test_a_check_that_failed_before_does_not_stop_it(folder: Path) -> None:
    judge(warehouse(folder / "old.duckdb", UNREAD), warehouse(folder / "new.duckdb", UNREAD))


def test_a_check_that_failed_before_excuses_no_other(folder: Path) -> None:
    with pytest.raises(WarehouseError, match="it fails field_cells_without_task, which"):
        judge(warehouse(folder / "old.duckdb", UNREAD), warehouse(folder / "new.duckdb", NO_TASK, UNREAD))


def test_a_better_one_is_welcome(folder: Path) -> None:
    judge(warehouse(folder / "old.duckdb", UNREAD), warehouse(folder / "new.duckdb"))


def test_the_first_warehouse_has_nothing_to_fall_behind(folder: Path) -> None:
    judge(folder / "none.duckdb", warehouse(folder / "new.duckdb", UNREAD))


def test_one_of_an_older_schema_can_be_replaced(folder: Path) -> None:
    old = warehouse(folder / "old.duckdb", "UPDATE warehouse_info SET schema_version = 0")
    judge(old, warehouse(folder / "new.duckdb"))


def test_one_without_a_notice_takes_no_place_of_one_with_some(folder: Path) -> None:
    built = put(folder / "new.duckdb", bare_warehouse())
    with pytest.raises(WarehouseError, match=r"no file gave a notice, and .*old\.duckdb has 5; ") as refused:
        judge(warehouse(folder / "old.duckdb"), built)
    assert "\n" not in str(refused.value)


def test_one_without_a_notice_may_take_the_place_of_another_without(folder: Path) -> None:
    judge(put(folder / "old.duckdb", bare_warehouse()), put(folder / "new.duckdb", bare_warehouse()))
