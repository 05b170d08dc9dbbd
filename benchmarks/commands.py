"""Commands run in turns, and the processor time that each needed: a busy machine is then busy for all of them alike."""

import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

ETL: Final = (sys.executable, "-c", "from etl.cli.app import main; main()")
"""What the installed script ``etl`` runs."""


def medians(commands: Sequence[Sequence[str]], runs: int, folder: Path, more: Mapping[str, str]) -> list[float]:
    """Seconds of processor time of each command, the median of so many runs, after one that fills the caches.

    They run in ``folder`` with ``more`` in their environment. Raises ``CalledProcessError`` if one fails.
    """
    seconds: list[list[float]] = [[] for _ in commands]
    for _ in range(runs + 1):
        for command, taken in zip(commands, seconds, strict=True):
            taken.append(_processor_time(command, folder, more))
    return [median(taken[1:]) for taken in seconds]


def _processor_time(command: Sequence[str], folder: Path, more: Mapping[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    path = os.pathsep.join([str(Path.cwd()), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, **more}
    subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
