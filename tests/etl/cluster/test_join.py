import asyncio
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from etl.cluster import join
from etl.cluster.join import FEWEST, MOST, joined
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError
from tests.etl.cluster.makes import makes_none

pytest.importorskip("distributed", reason="needs Dask; run `make install`")


class Played:
    """A cluster of so many workers that is opened and closed."""

    size = 3
    calls: ClassVar[list[object]] = []

    async def open(self, address: str, _: Callable[[], Any], __: Wait, workers: int) -> "Played":
        Played.calls += [address, workers]
        await asyncio.sleep(0)
        return self

    @property
    def workers(self) -> int:
        return Played.size

    async def close(self) -> None:
        Played.calls.append("closed")


@pytest.fixture(autouse=True)
def _played(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.cluster.link.Opened", Played)
    monkeypatch.setattr(Played, "calls", [])


@pytest.mark.parametrize(
    ("size", "address", "said", "files"),
    [
        (1, "tcp://a:1", None, FEWEST),
        (20, "tcp://a:1", None, 40),
        (500, "tcp://a:1", None, MOST),
        (500, "tcp://a:1", 5, 5),
        (20, "local", 20, 40),
    ],
)
def test_as_many_files_are_on_their_way_as_keep_the_workers_busy(
    monkeypatch: pytest.MonkeyPatch, size: int, address: str, said: int | None, files: int
) -> None:
    monkeypatch.setattr(Played, "size", size)
    with joined(address, makes_none, Wait(), said, 2) as readers:
        assert len(readers) == files
    assert Played.calls == [address, said or 2, "closed"]


def test_it_is_left_whatever_happens() -> None:
    with pytest.raises(KeyboardInterrupt), joined("tcp://a:1", makes_none, Wait(), None, 1):
        raise KeyboardInterrupt
    assert Played.calls[-1] == "closed"


def test_without_dask_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(join, "find_spec", lambda _: None)
    with (
        pytest.raises(NoReaderError, match=r"not installed; run `pip install 'minsheng-etl\[cluster\]'`"),
        joined("local", makes_none, Wait(), None, 1),
    ):
        raise AssertionError
