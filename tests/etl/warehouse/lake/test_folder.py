"""The folder of a lake's Parquet files, before anything is read."""

from pathlib import Path

import pytest

from etl.warehouse.lake import folder
from etl.warehouse.lake.attach import NoLakeError
from etl.warehouse.lake.folder import FolderError, require_folder
from etl.warehouse.location import Lake
from tests.etl.warehouse.build import etl, is_one_line, notice_text, put
from tests.etl.warehouse.lake.build import needs_ducklake, new_lake

pytestmark = needs_ducklake


def test_a_lake_has_its_own_folder(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    for named in (lake.data_path, f"{lake.data_path}/", None):
        require_folder(Lake(lake.catalogue, named))
    with pytest.raises(FolderError, match=r"keeps its Parquet files elsewhere than in .*; leave --data-path out"):
        require_folder(Lake(lake.catalogue, str(tmp_path / "elsewhere")))


def test_a_new_one_in_a_file_needs_none_and_one_in_postgresql_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require_folder(Lake(str(tmp_path / "n.ducklake")))
    assert list(tmp_path.iterdir()) == []

    def absent(*_: object, **__: object) -> str:
        raise NoLakeError("none")

    monkeypatch.setattr(folder, "attach", absent)
    require_folder(Lake("postgres:dbname=n", str(tmp_path)))
    with pytest.raises(FolderError, match="keep its Parquet files with --data-path DIR"):
        require_folder(Lake("postgres:dbname=n"))


def test_another_folder_is_told_before_anything_is_read(tmp_path: Path) -> None:
    lake, file = new_lake(tmp_path, "a"), put(tmp_path / "a.txt", notice_text())
    for more in ([], ["--dry-run"]):
        answer = etl("ingest", file, "--warehouse", lake, "--data-path", tmp_path / "elsewhere", *more)
        assert answer.code == 2
        assert is_one_line(answer.stderr) and "leave --data-path out" in answer.stderr
