"""An ingest that is killed at any moment leaves the warehouse as it was before or as it is after, and no litter."""

import os
import random
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from etl.warehouse.beside import hashes_of
from etl.warehouse.check import check_warehouse
from etl.warehouse.lock import writing
from etl.warehouse.wait import Wait
from tests.etl.kills import forked, wait_for
from tests.etl.warehouse.build import ROWS, ask, etl, notice_text, put, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

ROUNDS = 44
"""Of the 50 kills those of a fork; the others are of the command as a user calls it, with its reader."""
REAL_ROUNDS = 6


class Bench:
    """A warehouse of one notice, a second one to ingest, and the content hashes before and after."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.warehouse = folder / "warehouse" / "notices.duckdb"
        put(self.raw / "a.txt", notice_text())
        second = notice_text(ROWS[:2], number="渝北府办发〔2024〕9号")
        run(self.warehouse, self.raw / "a.txt")
        self.base, self.before = self.warehouse.read_bytes(), self.content()
        put(self.raw / "b.txt", second.replace("重点民生实事", "为民办实事"))
        self.arguments = ("ingest", self.raw, "--warehouse", self.warehouse)
        answer = etl(*self.arguments)
        assert answer.code == 0, answer.stderr
        self.after = self.content()
        assert self.before != self.after

    def content(self) -> str:
        (row,) = ask(self.warehouse, "SELECT content_hash FROM warehouse_info")
        return str(row[0])

    def reset(self) -> None:
        put(self.warehouse, self.base)
        lock = self.warehouse.with_name(".notices.duckdb.lock")
        hashes_of(self.warehouse).unlink(missing_ok=True)
        assert sorted(self.warehouse.parent.iterdir()) == [lock, self.warehouse]

    def is_drafting(self) -> bool:
        return any(self.warehouse.parent.glob(".notices.duckdb.[0-9]*.new"))

    def is_swapped(self) -> bool:
        return self.warehouse.stat().st_size != len(self.base)

    def judge(self, seed: str) -> bool:
        """Whether the kill came after the swap; the next ingest has made up for it."""
        is_before = self.warehouse.read_bytes() == self.base  # to the byte, so what holds of the one holds of the other
        if is_before and self.names() == [".notices.duckdb.lock", "notices.duckdb"]:
            return False  # all is as it was when the first ingest began, which has led to what is after
        if not is_before:
            assert self.content() == self.after, seed
            assert [check.failures for check in check_warehouse(self.warehouse) if check.failures] == [], seed
        with writing(self.warehouse, Wait(0)):
            run(self.warehouse, self.raw / "a.txt", self.raw / "b.txt")
        assert self.content() == self.after, seed
        hashes_of(self.warehouse).unlink(missing_ok=True)
        assert self.names() == [".notices.duckdb.lock", "notices.duckdb"], seed
        return not is_before

    def names(self) -> list[str]:
        """What lies in the warehouse's folder."""
        return sorted(p.name for p in self.warehouse.parent.iterdir())


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("kill"))
    yield bench
    bench.warehouse.unlink()


def durations(bench: Bench, said: Path) -> tuple[float, float]:
    """Seconds of an ingest that is let be: until its draft shows, and from there to its end."""
    bench.reset()
    process, start = forked(bench.arguments, said), time.monotonic()
    assert wait_for(bench.is_drafting, process.is_alive), said.read_text()
    drafting = time.monotonic()
    process.join()
    assert process.exitcode == 0, said.read_text()
    return drafting - start, time.monotonic() - drafting


def test_an_ingest_killed_at_random_moments_leaves_before_or_after(
    bench: Bench, tmp_path: Path, figure: Callable[[str, str], None]
) -> None:
    seed = secrets.token_hex(8)
    dice = random.Random(seed)
    said = tmp_path / "said"
    durations(bench, said)  # the fork server starts
    reading, publishing = durations(bench, said)
    fates = []
    for number in range(2 * ROUNDS):
        bench.reset()
        process = forked(bench.arguments, said)
        if number % 11 == 10:  # between the rename and the end
            wait_for(bench.is_swapped, process.is_alive)
        elif number % 3:  # two thirds while the draft is there: at the fill, the checkpoint, the syncs, the rename
            wait_for(bench.is_drafting, process.is_alive)
            time.sleep(dice.uniform(0, 1.1 * publishing))
        else:
            time.sleep(dice.uniform(0, reading))
        process.kill()
        process.join()
        fates.append((process.exitcode == -signal.SIGKILL, bench.judge(f"seed {seed}, round {number}")))
        if sum(was_killed for was_killed, _ in fates) == ROUNDS:
            break
    killed = [after for was_killed, after in fates if was_killed]
    told = f"{len(killed)} of {len(fates)} killed in time, {killed.count(True)} after the swap (seed {seed})"
    figure("kills of a forked ingest", told)
    assert len(killed) == ROUNDS


def test_the_command_itself_killed_at_random_moments_takes_its_reader_along(
    bench: Bench, figure: Callable[[str, str], None]
) -> None:
    seed = secrets.token_hex(8)
    dice = random.Random(seed)
    command = [sys.executable, "-m", "etl", *map(str, bench.arguments)]
    killed = 0
    for number in range(REAL_ROUNDS):
        bench.reset()
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            of_it = psutil.Process(process.pid)
            if number % 2:
                wait_for(bench.is_drafting, lambda p=process: p.poll() is None)  # type: ignore[misc]
                time.sleep(dice.uniform(0, 0.3))
            else:
                wait_for(lambda p=of_it: bool(p.children()), lambda p=process: p.poll() is None)  # type: ignore[misc]
                time.sleep(dice.uniform(0, 1.0))
            readers = of_it.children() if of_it.is_running() and of_it.status() != psutil.STATUS_ZOMBIE else []
            process.kill()
        killed += process.returncode == -signal.SIGKILL
        assert psutil.wait_procs(readers, timeout=20)[1] == [], seed
        bench.judge(f"seed {seed}, round {number}")
    figure("kills of the command itself", f"{killed} of {REAL_ROUNDS} killed in time (seed {seed})")
    assert killed > 0


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT], ids=lambda s: s.name)
def test_an_ingest_that_is_told_to_stop_clears_up_and_says_so(
    bench: Bench, tmp_path: Path, told: signal.Signals
) -> None:
    said = tmp_path / "said"
    for _ in range(5):  # now and then it is done before it hears
        bench.reset()
        process = forked(bench.arguments, said)
        wait_for(bench.is_drafting, process.is_alive)
        assert process.pid
        os.kill(process.pid, told)
        process.join()
        if process.exitcode != 0:
            break
    assert process.exitcode == 128 + told
    assert said.read_text().endswith("etl: interrupted; the warehouse is as it was.\n")
    assert bench.content() == bench.before
    hashes_of(bench.warehouse).unlink(missing_ok=True)
    assert sorted(p.name for p in bench.warehouse.parent.iterdir()) == [".notices.duckdb.lock", "notices.duckdb"]
