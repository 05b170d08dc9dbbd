"""A cluster that is started here: what a user sees of it, and what it leaves. ``make test-cluster`` runs this."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.etl.warehouse.build import ROOT, etl, notice_text, put
from tests.services.asked import asked

pytestmark = asked


def notices(folder: Path, number: int) -> Path:
    for n in range(number):
        put(folder / f"{n:03}.txt", notice_text(number=f"渝北府办发〔2024〕{n + 1}号"))
    return folder


def begun(raw: Path, warehouse: Path) -> "subprocess.Popen[str]":
    """An ingest as a user calls it, in a group of its own as a terminal has it."""
    command = [sys.executable, "-m", "etl", "ingest", str(raw), "--warehouse", str(warehouse)]
    return subprocess.Popen(
        [*command, "--cluster", "local", "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=ROOT,
    )


def family_of(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def listened_on(process: psutil.Process) -> set[str]:
    try:
        return {c.laddr.ip for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN}
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return set()


def test_it_gives_the_same_listens_here_only_and_leaves_nothing(tmp_path: Path) -> None:
    raw = notices(tmp_path / "raw", 3)
    process = begun(raw, tmp_path / "there.duckdb")
    family: dict[int, psutil.Process] = {}
    listening: set[str] = set()
    while process.poll() is None:
        for one in family_of(process.pid):
            family[one.pid] = one
            listening |= listened_on(one)
        time.sleep(0.5)
    _, stderr = process.communicate()
    here = etl("ingest", raw, "--warehouse", tmp_path / "here.duckdb")
    assert stderr.splitlines()[:-1] == here.stderr.splitlines()[:-1]
    assert re.findall(r"content \w+", stderr) == re.findall(r"content \w+", here.stderr)
    assert listening == {"127.0.0.1"} and len(family) > 3
    _, alive = psutil.wait_procs(list(family.values()), 10)
    assert alive == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    process = begun(notices(tmp_path / "raw", 60), tmp_path / "w.duckdb")
    assert process.stderr is not None and process.stdout is not None
    first = process.stderr.readline()
    family = family_of(process.pid)[1:]
    os.killpg(process.pid, signal.SIGINT)
    stderr = first + process.stderr.read()
    assert process.wait() == 130
    process.stderr.close()
    process.stdout.close()
    lines = [line for line in stderr.splitlines() if not line.startswith("loaded ")]
    assert lines == ["etl: interrupted; the warehouse is as it was."]
    _, alive = psutil.wait_procs(family, 10)
    assert alive == []
