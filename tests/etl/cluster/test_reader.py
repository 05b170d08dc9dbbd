import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError
from functools import partial
from typing import Any, cast

import pytest

from etl.cluster.desk import Desk
from etl.cluster.hub import Hub
from etl.cluster.reader import ClusterReader
from parsers.errors import UnreadableFileError
from parsers.isolated.pool import ReaderPool


class Played:
    """A desk that answers by itself."""

    def __init__(self) -> None:
        self.open = 0
        self.most = 0

    async def read(self, data: bytes) -> str:
        self.open += 1
        self.most = max(self.most, self.open)
        try:
            if data == b"never":
                await asyncio.Event().wait()
            if data == b"bad":
                raise UnreadableFileError("it is bad.")
            await asyncio.sleep(0.01)
            return data.decode()
        finally:
            self.open -= 1


@pytest.fixture
def hub() -> Iterator[Hub]:
    one = Hub()
    yield one
    one.stop()


def readers(hub: Hub, number: int) -> tuple[Played, list[ClusterReader]]:
    played = Played()
    return played, [ClusterReader(hub, cast("Desk", played)) for _ in range(number)]


def test_a_pool_of_them_gives_what_was_read_in_order(hub: Hub) -> None:
    played, all_readers = readers(hub, 4)

    def job(data: bytes, reader: Any) -> str:
        reader.start()
        return str(reader.read(data))

    files = [str(n).encode() for n in range(30)]
    assert list(ReaderPool(all_readers).run(partial(job, file) for file in files)) == [f.decode() for f in files]
    assert 1 < played.most <= 4


def test_a_refusal_is_passed_on(hub: Hub) -> None:
    _, (reader,) = readers(hub, 1)
    with pytest.raises(UnreadableFileError, match=r"^it is bad\.$"):
        reader.read(b"bad")
    assert reader.read(b"good") == "good"


def test_closing_breaks_off_what_is_being_read_and_it_can_read_again(hub: Hub) -> None:
    played, (reader,) = readers(hub, 1)
    reader.close()
    threading.Timer(0.05, reader.close).start()
    with pytest.raises(CancelledError):
        reader.read(b"never")
    assert reader.read(b"again") == "again"
    assert played.open == 0
