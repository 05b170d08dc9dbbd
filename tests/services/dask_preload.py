"""What a worker of the tests does that no other does; Dask runs ``dask_setup`` in it as it starts.

A file may carry marks: one kills its worker, one is held until the test lets it go. By its environment a worker can be
of another version, or without etl.
"""

import os
import signal
import sys
import time
from pathlib import Path

DEADLY = b"DEADLY-FILE"
HELD = b"HELD-FILE"
FOLDER = "TEST_HOLD"
"""Variable that names the folder in which a worker with a held file leaves its process id, until ``go`` is there."""
VERSION = "TEST_PARSER_VERSION"
BARE = "TEST_NO_ETL"


def dask_setup(_: object) -> None:
    if BARE in os.environ:
        for name in ("etl", "etl.cluster", "etl.cluster.there"):
            sys.modules[name] = None  # type: ignore[assignment]
        return
    import parsers
    from parsers.isolated.reader import IsolatedReader

    parsers.PARSER_VERSION = os.environ.get(VERSION, parsers.PARSER_VERSION)
    read = IsolatedReader.read

    def marked(self: IsolatedReader[object], data: bytes) -> object:
        if DEADLY in data:
            os.kill(os.getpid(), signal.SIGKILL)
        if HELD in data:
            _hold(Path(os.environ[FOLDER]))
        return read(self, data)

    IsolatedReader.read = marked  # type: ignore[method-assign,assignment]


def _hold(folder: Path) -> None:
    (folder / str(os.getpid())).touch()
    while not (folder / "go").exists():
        time.sleep(0.02)
