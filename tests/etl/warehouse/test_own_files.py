"""Files that are the warehouse itself."""

from pathlib import Path

from etl.warehouse.location import Lake
from etl.warehouse.own_files import OwnFiles
from tests.etl.warehouse.build import put


def test_a_file_is_its_own_by_any_name(tmp_path: Path) -> None:
    warehouse, log = put(tmp_path / "w.duckdb", b"x"), put(tmp_path / "w.duckdb.wal", b"x")
    other = put(tmp_path / "other.duckdb", b"x")
    (tmp_path / "link").symlink_to(warehouse)
    (tmp_path / "hard").hardlink_to(warehouse)
    own = OwnFiles(warehouse)
    assert all(path in own for path in (warehouse, log, tmp_path / "link", tmp_path / "hard"))
    assert other not in own and tmp_path / "none" not in own
    assert warehouse in OwnFiles(tmp_path / "link") and log in OwnFiles(tmp_path / "link")


def test_what_is_not_there_has_none(tmp_path: Path) -> None:
    other = put(tmp_path / "other.duckdb", b"x")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for warehouse in (tmp_path / "none.duckdb", loop, Path("a\0b"), Lake("postgres:dbname=n")):
        assert other not in OwnFiles(warehouse)


def test_a_lake_has_its_catalogue_and_its_folder(tmp_path: Path) -> None:
    catalogue, other = put(tmp_path / "n.ducklake", b"x"), put(tmp_path / "notice.parquet", b"x")
    there, default = put(tmp_path / "lake" / "a" / "b.parquet", b"x"), put(tmp_path / "n.ducklake.files" / "b", b"x")
    own = OwnFiles(Lake(str(catalogue), str(tmp_path / "lake")))
    assert catalogue in own and there in own and default in own
    assert other not in own
    assert there not in OwnFiles(Lake("postgres:dbname=n", "s3://bucket/lake"))
