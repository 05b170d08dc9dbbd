"""One PostgreSQL for all tests of a process; each lake has a database and a folder of Parquet files of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from shutil import copytree

import pytest

from etl.warehouse.location import Lake, parse_location, with_data_path
from tests.etl.warehouse.build import TEXTS, run
from tests.services.postgres import Postgres, postgres


@dataclass(frozen=True)
class Lakes:
    """Makes lakes; one that is like another is copied, as a publish takes seconds."""

    server: Postgres
    folder: Path
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def new(self, name: str = "notices") -> Lake:
        """A lake that nothing was published to."""
        name = f"{name}_{next(self._numbers)}"
        return self._lake(name, self.server.create(name))

    def like(self, other: Lake) -> Lake:
        """A lake with the same catalogue and files as another."""
        old = Path(str(other.data_path))
        name = f"{old.name}_{next(self._numbers)}"
        lake = self._lake(name, self.server.create(name, old.name))
        self.server.ask(f"UPDATE ducklake_metadata SET value = '{lake.data_path}/' WHERE key = 'data_path'", name)
        copytree(old, str(lake.data_path))
        return lake

    def _lake(self, name: str, place: str) -> Lake:
        lake = with_data_path(parse_location(place), str(self.folder / name))
        assert isinstance(lake, Lake)
        return lake


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        yield running


@pytest.fixture(scope="session")
def lakes(server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Lakes:
    return Lakes(server, tmp_path_factory.mktemp("lakes"))


@pytest.fixture(scope="session")
def seed(lakes: Lakes) -> Lake:
    """A lake with one of the five notices; tests that publish to it take one like it."""
    lake = lakes.new("seed")
    run(lake, TEXTS[-1])
    return lake
