"""A cluster as the readers of a run: each has one file read at a time, somewhere."""

from concurrent.futures import Future
from typing import Any

from etl.cluster.desk import Desk
from etl.cluster.hub import Hub, awaited


class ClusterReader:
    """Has one file at a time read by a worker of a cluster; for several at a time take several of these."""

    def __init__(self, hub: Hub, desk: Desk) -> None:
        self._hub = hub
        self._desk = desk
        self._asked: Future[Any] | None = None

    def start(self) -> None:
        """Nothing: the workers are there, and start what they need with their first file."""

    def read(self, data: bytes) -> Any:
        """Have one file's bytes read: what the reader that was sent to the workers gives.

        Raises ``UnreadableFileError`` if they cannot be read, for whatever reason, also because two workers died of
        them; ``NoReaderError`` if no worker is there or fit to read, or the cluster is gone.
        """
        self._asked = self._hub.begin(self._desk.read(data))
        return awaited(self._asked)

    def close(self) -> None:
        """Break off what is being read; the worker drops it when it is done with it."""
        if self._asked is not None:
            self._asked.cancel()
