"""What a run would change."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.pipeline import Run
from etl.preview import Preview
from etl.raw_files import DiskFile
from schemas.change import Deed
from tests.etl.warehouse.build import ask, emptied, notice_text, put, reference, run


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def previewed(warehouse: Path, *files: Path, anew: bool = False) -> Preview:
    one = Run("ingest", warehouse, reference(), dry=True, anew=anew)
    list(one.read(map(DiskFile, files)))
    preview = Preview(warehouse, anew=anew)
    assert not one.publish(preview=preview).published
    return preview


def test_a_first_run_adds_everything_and_writes_nothing(folder: Path) -> None:
    preview = previewed(folder / "deep" / "w.duckdb", put(folder / "a.txt", notice_text()))
    assert {c.change for c in preview.changes} == {Deed.ADDED}
    assert sorted(p.name for p in folder.iterdir()) == ["a.txt"]


def test_what_is_shown_is_what_is_done(folder: Path) -> None:
    from etl.warehouse.diff import compare

    warehouse, path = folder / "w.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    before = put(folder / "before.duckdb", warehouse.read_bytes())
    put(path, notice_text().replace("口袋公园3个", "口袋公园5个"))
    shown = previewed(warehouse, path).changes
    assert warehouse.read_bytes() == before.read_bytes()
    run(warehouse, path)
    assert shown == compare(before, warehouse, by_sheets=True)[0]
    assert any(c.column == "target" for c in shown)


def test_where_nothing_changes_nothing_is_shown(folder: Path) -> None:
    warehouse, path = folder / "w.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    assert previewed(warehouse, path).changes == []
    assert previewed(warehouse, path, anew=True).changes == []


def test_a_rebuild_is_shown_with_what_it_would_lose(folder: Path) -> None:
    warehouse, path = folder / "w.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path, put(folder / "b.txt", notice_text(year=2023)))
    found = previewed(warehouse, path, anew=True).changes
    assert [c.change for c in found if c.table == "notice_sheet"] == [Deed.REMOVED]
    assert [c.change for c in found if c.table == "file_sheet"] == [Deed.REMOVED]
    assert ask(warehouse, "SELECT count(*) FROM notices") == [(2,)]
