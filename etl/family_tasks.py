"""The tasks of families on disk, to be had family by family: all of them together are more than memory may hold."""

import tempfile
import weakref
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from etl.normalise.families.amounts import CountedTask, task_of

_IN_MEMORY: Final = 4 * 1024**2
"""Bytes up to which nothing is written to disk."""


class FamilyTasks:
    """Tasks in a file that has no name and is gone with this process, however that ends."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - as long as it is asked for
        weakref.finalize(self, self._file.close)
        self._places: dict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._end = 0

    def put(self, family_id: str, lines: Iterable[bytes]) -> None:
        """Keep tasks of a family, as their lines say them. Raises ``OSError`` if the disk does not take them."""
        for line in lines:
            self._file.seek(self._end)
            self._file.write(line)
            self._places[family_id].extend((self._end, len(line)))
            self._end += len(line)

    def of(self, family_id: str) -> Iterator[CountedTask]:
        """The tasks of a family, in the order in which they were put in."""
        places = self._places.get(family_id, array("Q"))
        for begin, length in zip(places[::2], places[1::2], strict=True):
            self._file.seek(begin)
            yield task_of(self._file.read(length))
