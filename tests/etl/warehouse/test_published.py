"""What was published is known at every moment, also at that of the swap itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.published import committed, forget, published, swapping
from tests.etl.warehouse.build import put


@pytest.fixture(autouse=True)
def nothing_yet() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return put(tmp_path / ".w.new", "new")


def test_nothing_was_published_at_first() -> None:
    assert published() is None


@pytest.mark.parametrize("old", [True, False])
def test_a_file_was_once_it_is_in_its_place_and_not_a_moment_before(draft: Path, tmp_path: Path, old: bool) -> None:
    path = tmp_path / "w.duckdb"
    if old:
        put(path, "old")
    swapping(draft, path)
    assert published() is None
    draft.replace(path)
    assert published() == str(path)


def test_one_that_was_not_let_into_its_place_was_not(draft: Path, tmp_path: Path) -> None:
    path = put(tmp_path / "w.duckdb", "old")
    swapping(draft, path)
    draft.unlink()
    assert published() is None


def test_a_version_was_once_it_is_committed() -> None:
    committed("ducklake:l")
    assert published() == "ducklake:l"


def test_another_command_has_published_nothing_yet(draft: Path, tmp_path: Path) -> None:
    swapping(draft, tmp_path / "w.duckdb")
    draft.replace(tmp_path / "w.duckdb")
    committed("ducklake:l")
    forget()
    assert published() is None
