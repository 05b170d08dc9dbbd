from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.raw_files import DiskFile
from etl.sources import source_lines
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import TEXTS, doctor, emptied, five_notices, put


@pytest.fixture
def moved(tmp_path: Path) -> Iterator[tuple[Path, Path]]:
    """The five notices in a folder of their own, and a warehouse that was loaded from there."""
    raw = tmp_path / "raw"
    for path in TEXTS:
        put(raw / path.name, path.read_bytes())
    with emptied(tmp_path):
        warehouse = put(tmp_path / "notices.duckdb", five_notices())
        doctor(warehouse, f"UPDATE sources SET path = '{raw.as_posix()}/' || parse_filename(path)")
        yield warehouse, raw


def test_files_that_are_as_they_were_pass(moved: tuple[Path, Path]) -> None:
    warehouse, _ = moved
    check = source_lines(warehouse)
    assert check.failures == ()
    assert check.promise.endswith(".")


def test_a_file_that_has_gone_is_named_with_what_to_do(moved: tuple[Path, Path]) -> None:
    warehouse, raw = moved
    (raw / "yubei-2020-plan.txt").unlink()
    (failure,) = source_lines(warehouse).failures
    assert failure.startswith(f"{raw.as_posix()}/yubei-2020-plan.txt is gone") and "etl rebuild" in failure


def test_a_file_that_has_changed_is_named_with_what_to_do(moved: tuple[Path, Path]) -> None:
    warehouse, raw = moved
    with (raw / "yubei-2020-plan.txt").open("a", encoding="utf-8") as file:
        file.write("\n")
    (failure,) = source_lines(warehouse).failures
    assert "yubei-2020-plan.txt has changed" in failure and "etl ingest" in failure


def test_a_file_touched_but_not_changed_passes(moved: tuple[Path, Path]) -> None:
    warehouse, raw = moved
    file = raw / "yubei-2020-plan.txt"
    file.write_bytes(file.read_bytes())
    assert source_lines(warehouse).failures == ()


def test_a_folder_in_the_place_of_a_file_is_a_file_gone(moved: tuple[Path, Path]) -> None:
    warehouse, raw = moved
    (raw / "yubei-2020-plan.txt").unlink()
    (raw / "yubei-2020-plan.txt").mkdir()
    assert len(source_lines(warehouse).failures) == 1


def test_every_file_is_told_in_the_order_of_paths(moved: tuple[Path, Path]) -> None:
    warehouse, raw = moved
    for path in raw.iterdir():
        path.unlink()
    failures = source_lines(warehouse).failures
    assert len(failures) == 5
    assert list(failures) == sorted(failures)


@pytest.mark.parametrize("outcome", ["superseded", "quarantined"])
def test_a_file_whose_rows_are_not_used_may_go(moved: tuple[Path, Path], outcome: str) -> None:
    warehouse, raw = moved
    doctor(warehouse, f"UPDATE sources SET outcome = '{outcome}', reason = 'said.' WHERE path LIKE '%2020%'")
    (raw / "yubei-2020-plan.txt").unlink()
    assert source_lines(warehouse).failures == ()


def test_a_failure_is_one_line_whatever_the_file_is_called(moved: tuple[Path, Path]) -> None:
    warehouse, _ = moved
    doctor(warehouse, "UPDATE sources SET path = 'two' || chr(10) || 'lines.txt' WHERE path LIKE '%2020%'")
    (failure,) = source_lines(warehouse).failures
    assert "\n" not in failure


def test_a_file_that_may_not_be_read_is_a_failure_and_no_crash(
    moved: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: DiskFile) -> str:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(DiskFile, "sha256", refuse)
    assert len(source_lines(moved[0]).failures) == 5


def test_no_warehouse_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError):
        source_lines(tmp_path / "none.duckdb")
