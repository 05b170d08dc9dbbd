"""The benchmark of memory: what it reads of a process, and the lines that it prints."""

import os
import sys
from pathlib import Path

import pytest

from benchmarks.memory import Held, held, high_water, shown

MIB = 2**20


def test_a_line_tells_how_many_times_the_line_before() -> None:
    first, second = Held(100, 200 * MIB, 300 * MIB, 5 * MIB), Held(400, 220 * MIB, 330 * MIB, 2_000 * MIB)
    assert first.cells(None) == ["100", "200 MiB", "", "300 MiB", "5 MiB"]
    assert second.cells(first) == ["400", "220 MiB", "1.10", "330 MiB", "2,000 MiB"]
    assert "| 1.10 |" in shown([first, second], 2)
    assert Held(1, 1, 1, 1).cells(Held(1, 0, 1, 1))[2] == ""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell it so")
def test_the_most_that_a_process_held_is_known_while_it_runs() -> None:
    assert high_water(os.getpid()) > MIB
    assert high_water(2**30) == 0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does not tell it so")
def test_an_ingest_is_measured_with_its_readers(tmp_path: Path) -> None:
    line = held(2, 1, tmp_path, 1)
    assert line.writer > MIB and line.every > MIB and line.size > 0  # the second is looked at now and then only
