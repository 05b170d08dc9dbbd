"""What runs on a worker: it reads one file's bytes as they would be read here.

A worker process reads one file at a time, whatever threads it has and however many runs send it files. So when it
dies, the file that it had announced last is the one that it was reading, and no other file is suspected. What is
passed is made of bytes and strings alone: where the versions differ, that can still be said.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, Final, Literal

from etl.cluster.terms import Terms, own_terms
from parsers.errors import NoReaderError, UnreadableFileError
from parsers.reading import Reader, no_surprises

TOPIC: Final = "minsheng-etl"
"""Under which workers announce the file that they begin to read."""

Kind = Literal["read", "refused", "unable", "setup", "terms"]
Answer = tuple[Kind, Any]
"""What a worker says of a file: what was read, pickled; why the file is refused; why nothing can be read there; that it
was not told yet how to read; or its own terms, which are not the run's."""

_KEPT: Final = 2
"""Readers, each of another run's setup, that a worker keeps: so two runs at a time do not start a process a file."""

_alone: Final = Lock()
_readers: "Final[OrderedDict[str, Reader[Any]]]" = OrderedDict()


def read(terms: Terms, name: str, setup: bytes, key: str, data: bytes) -> Answer:
    """Read one file's bytes, announced as ``key``. ``setup`` is a pickled function that makes the reader, known by
    ``name`` from then on: whoever has sent it once may send none."""
    if tuple(terms) != own_terms():
        return "terms", own_terms()
    with _alone:
        reader = _reader(name, setup)
        if reader is None:
            return "setup", ""
        try:
            with no_surprises():
                reader.start()
                _announce(key)
                return "read", pickle.dumps(reader.read(data))
        except UnreadableFileError as refusal:
            return "refused", str(refusal)
        except NoReaderError as error:
            return "unable", str(error)


def _reader(name: str, setup: bytes) -> Reader[Any] | None:
    if name not in _readers:
        if not setup:
            return None
        make: Callable[[], Reader[Any]] = pickle.loads(setup)
        _readers[name] = make()
        while len(_readers) > _KEPT:
            _, oldest = _readers.popitem(last=False)
            oldest.close()
    _readers.move_to_end(name)
    return _readers[name]


def _announce(key: str) -> None:
    """Have the scheduler know, and wait until it does, that the file is begun: whatever happens now is its doing."""
    from distributed import get_worker
    from distributed.utils import sync

    worker = get_worker()
    sync(worker.loop, worker.scheduler.log_event, topic=TOPIC, msg=(worker.address, key))
