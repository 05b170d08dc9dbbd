"""Joining a cluster for the time of a run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any, Final

from etl.cluster.hub import Hub
from etl.cluster.reader import ClusterReader
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError
from parsers.reading import Reader

FEWEST: Final = 16
"""Files on their way at a time at least: so many workers that join later find something to do."""
MOST: Final = 64
"""Files on their way at a time at most if nobody says: their bytes and what they give wait in memory."""


@contextmanager
def joined(
    address: str, make: Callable[[], Reader[Any]], wait: Wait, workers: int | None, processes: int
) -> Iterator[list[Reader[Any]]]:
    """The readers of the cluster at ``address``; ``local`` is one that is started here for as long as that lasts.

    ``make`` makes a reader on a worker and is sent there with pickle. ``workers`` is how many files are on their way
    at a time if that is said, and for a cluster started here the number of its processes, else ``processes``.
    Raises ``NoReaderError`` if Dask is not installed or the cluster cannot be reached.
    """
    if find_spec("distributed") is None:
        raise NoReaderError(
            "a cluster needs Dask, which is not installed; run `pip install 'minsheng-etl[cluster]'` "
            "(in a checkout `make install`), or read here without --cluster."
        )
    from etl.cluster.link import LOCAL, Opened

    hub, opened = Hub(), Opened()
    try:
        desk = hub.call(opened.open(address, make, wait, workers or processes))
        files = workers if workers and address != LOCAL else min(MOST, max(FEWEST, 2 * desk.workers))
        yield [ClusterReader(hub, desk) for _ in range(files)]
    finally:
        hub.call(opened.close())
        hub.stop()
