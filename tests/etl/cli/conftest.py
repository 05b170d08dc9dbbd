"""What tests of the commands share."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from schemas.reference import Reference
from tests.etl.cli.desk import Desk
from tests.etl.warehouse.build import (
    emptied,
    five_notices,
    put,
)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with emptied(tmp_path):
        yield Desk(tmp_path)


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.fixture(scope="module", autouse=True)
def _reference_data_is_loaded_once() -> Iterator[None]:
    """Without files of decisions it is the same at every call."""
    from etl.reference import load

    fresh, kept = load.load_reference, cache(load.load_reference)

    def loaded(*paths: Path | None) -> Reference:
        return fresh(*paths) if any(path and path.exists() for path in paths) else kept()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "load_reference", loaded)
        yield
