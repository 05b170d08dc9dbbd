"""One PostgreSQL for all tests here; each has a database and a folder of Parquet files of its own."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from etl.warehouse.location import Lake, parse_location, with_data_path
from tests.services.postgres import Postgres, postgres

NewLake = Callable[[], Lake]
_NUMBERS = count(1)


@pytest.fixture(scope="package")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture
def new_lake(server: Postgres, tmp_path: Path) -> NewLake:
    def make() -> Lake:
        name = f"notices_{next(_NUMBERS)}"
        lake = with_data_path(parse_location(server.create(name)), str(tmp_path / name))
        assert isinstance(lake, Lake)
        return lake

    return make
