"""Reading by a real cluster: a scheduler and workers as processes, some of which are killed.

``make test-cluster`` runs this. Every run is held against one without a cluster.
"""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from tests.etl.warehouse.build import ROOT, TEXTS, Answer, ask, etl, notice_text, put
from tests.services import dask_preload
from tests.services.asked import asked
from tests.services.dask import Cluster, cluster, kill, wait_until

pytestmark = asked

HELD, DEADLY = dask_preload.HELD.decode(), dask_preload.DEADLY.decode()
DISTRICTS = ("渝北区", "武隆区", "綦江区", "璧山区", "永川区")


@pytest.fixture(autouse=True)
def _own_reader(isolation: None) -> None: ...


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Cluster]:
    with cluster(tmp_path, workers=2) as started:
        yield started


def notices(folder: Path, marks: Sequence[str] = ()) -> Path:
    """A folder of small notices, of which the first ones carry marks."""
    for place, district in enumerate(DISTRICTS):
        mark = f"\n{marks[place]}\n" if place < len(marks) else ""
        put(folder / f"{place}.txt", notice_text(district=district, number=f"府办发〔2024〕{place + 1}号") + mark)
    return folder


def ingest(raw: Path, warehouse: Path, *more: object) -> Answer:
    return etl("ingest", raw, "--warehouse", warehouse, *more)


def told(answer: Answer) -> list[str]:
    """Lines of a run without the name of its warehouse."""
    return [re.sub(r"published \S+", "published", line) for line in answer.stderr.splitlines()]


def beside(cluster: Cluster, done: Callable[[], None]) -> threading.Thread:
    """Begin what is done to the cluster while the test's own thread ingests."""
    thread = threading.Thread(target=done)
    thread.start()
    return thread


def sources(warehouse: Path) -> list[tuple[object, ...]]:
    return ask(warehouse, "SELECT parse_filename(path), outcome, reason FROM sources ORDER BY path")


def test_what_comes_out_is_what_comes_out_here(pair: Cluster, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for file in (*TEXTS[:2], *(t.with_suffix(".docx") for t in TEXTS[2:])):
        put(raw / file.name, file.read_bytes())
    put(raw / "nothing.pdf", b"%PDF-1.4 and no more")
    here = ingest(raw, tmp_path / "here.duckdb")
    there = ingest(raw, tmp_path / "there.duckdb", "--cluster", pair.address)
    assert (there.code, there.stdout) == (here.code, here.stdout) == (1, "")
    assert told(there) == told(here)
    assert "content" in told(there)[-1] and "5 loaded, 1 quarantined" in told(there)[-1]
    again = etl("ingest", raw, "--warehouse", tmp_path / "there.duckdb", env={"ETL_CLUSTER": pair.address})
    assert "5 unchanged" in told(again)[-1]


def test_a_worker_killed_in_the_middle_costs_no_row(pair: Cluster, tmp_path: Path) -> None:
    def kill_one() -> None:
        kill(pair.holder())
        pair.let_go()

    raw = notices(tmp_path / "raw", [HELD])
    killing = beside(pair, kill_one)
    there = ingest(raw, tmp_path / "there.duckdb", "--cluster", pair.address)
    killing.join()
    assert told(there) == told(ingest(raw, tmp_path / "here.duckdb"))
    assert there.code == 0 and [w.poll() is None for w in pair.workers].count(True) == 1


def test_a_file_that_kills_its_workers_is_quarantined_and_the_others_are_not(pair: Cluster, tmp_path: Path) -> None:
    pair.worker()
    raw = notices(tmp_path / "raw", ["", DEADLY])
    answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", pair.address)
    reason = (
        "two workers of the cluster died while they read it; save it anew in another format, and please report it."
    )
    assert answer.code == 1
    assert sources(tmp_path / "w.duckdb") == [
        (f"{n}.txt", "quarantined" if n == 1 else "loaded", reason if n == 1 else None) for n in range(5)
    ]
    wait_until(lambda: [w.poll() is None for w in pair.workers].count(True) == 1)


def test_a_worker_that_was_told_to_end_counts_for_no_file(pair: Cluster, tmp_path: Path) -> None:
    """As two machines are restarted one after the other while the same long file is read."""

    def end_one_after_the_other() -> None:
        for _ in range(2):
            worker = pair.holder()
            pair.worker()
            worker.send_signal(signal.SIGTERM)
            wait_until(lambda: worker.poll() is not None)
            (pair.folder / str(worker.pid)).unlink()
        pair.holder()
        pair.let_go()

    raw = notices(tmp_path / "raw", [HELD])
    ending = beside(pair, end_one_after_the_other)
    answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", pair.address)
    ending.join()
    assert (answer.code, {outcome for _, outcome, _ in sources(tmp_path / "w.duckdb")}) == (0, {"loaded"})


def test_workers_are_waited_for_and_one_that_comes_is_used(tmp_path: Path) -> None:
    with cluster(tmp_path) as started:
        raw = notices(tmp_path / "raw")
        none = ingest(raw, tmp_path / "w.duckdb", "--cluster", started.address, "--wait", "1")
        assert none.code == 1 and not (tmp_path / "w.duckdb").exists()
        waiting, refusal = none.stderr.splitlines()
        assert waiting == f"the scheduler at {started.address} has no worker; waiting up to 1 seconds for one"
        assert refusal.startswith(f"etl: the scheduler at {started.address} has had no worker for 1 seconds; nothing")
        started.worker()
        answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", started.address, "--wait", "30")
        assert answer.code == 0 and "5 loaded" in told(answer)[-1]


def test_a_scheduler_that_dies_ends_the_run_and_nothing_is_published(pair: Cluster, tmp_path: Path) -> None:
    def kill_the_scheduler() -> None:
        pair.holder()
        assert pair.scheduler is not None
        kill(pair.scheduler)

    raw = notices(tmp_path / "raw", ["", "", HELD])
    killing = beside(pair, kill_the_scheduler)
    answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", pair.address)
    killing.join()
    pair.let_go()
    assert answer.code == 1 and not (tmp_path / "w.duckdb").exists()
    assert answer.stderr.splitlines()[-1] == (
        f"etl: the scheduler at {pair.address} is gone; nothing was published, and the warehouse is as it was; "
        "start it anew and run the same again."
    )


def test_workers_of_another_version_are_left_out(tmp_path: Path) -> None:
    raw = notices(tmp_path / "raw")
    with cluster(tmp_path) as started:
        started.worker(**{dask_preload.VERSION: "0"})
        answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", started.address)
        assert (answer.code, (tmp_path / "w.duckdb").exists()) == (1, False)
        last = answer.stderr.splitlines()[-1]
        assert re.fullmatch(
            r"etl: the worker \S+ has parsers 0, and here is parsers \S+; install the same there\.", last
        )
        started.worker(**{dask_preload.BARE: "1"})
        good = started.worker()
        wait_until(lambda: b"Registered" in (tmp_path / "worker2.log").read_bytes())
        answer = ingest(raw, tmp_path / "w.duckdb", "--cluster", started.address)
        assert answer.code == 0 and "5 loaded" in told(answer)[-1]
        left_out = sorted(line.split(" has ")[1] for line in told(answer) if "It is left out." in line)
        assert len(left_out) == 2 and left_out[0].startswith("no etl") and left_out[1].startswith("parsers 0")
        assert good.poll() is None


def test_a_cluster_with_certificates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed.security import Security

    secret = Security.temporary()  # type: ignore[no-untyped-call]
    files = {name: put(tmp_path / f"{name}.pem", getattr(secret, f"tls_{name}")) for name in ("ca_file",)}
    files["cert"] = put(tmp_path / "cert.pem", secret.tls_client_cert + secret.tls_client_key)
    options = ("--protocol", "tls", "--tls-ca-file", str(files["ca_file"]), "--tls-cert", str(files["cert"]))
    with cluster(tmp_path, *options, workers=1) as started:
        assert started.address.startswith("tls://")
        raw = notices(tmp_path / "raw")
        refused = ingest(raw, tmp_path / "w.duckdb", "--cluster", started.address)
        assert refused.code == 1 and "wants certificates, and none is named" in refused.stderr
        code = "import sys; from etl.__main__ import main; main()"
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        done = subprocess.run(
            [sys.executable, "-m", "etl", "ingest", raw, "--warehouse", tmp_path / "w.duckdb"],
            env={
                **dict(__import__("os").environ),
                "ETL_CLUSTER": started.address,
                f"{tls}CA_FILE": str(files["ca_file"]),
                f"{tls}CLIENT__CERT": str(files["cert"]),
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stdout, code) and "5 loaded" in done.stderr, done.stderr


def test_a_scheduler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.cluster.link.CONNECT_SECONDS", 1.0)
    answer = ingest(notices(tmp_path / "raw"), tmp_path / "w.duckdb", "--cluster", "tcp://127.0.0.1:9")
    assert (answer.code, answer.stderr) == (
        1,
        "etl: no scheduler answers at tcp://127.0.0.1:9 within 1 seconds; start one there (`dask scheduler`), or name "
        "another with --cluster.\n",
    )


def begun(raw: Path, warehouse: Path, *more: str) -> "subprocess.Popen[str]":
    """An ingest as a user calls it, in a group of its own as a terminal has it."""
    command = [sys.executable, "-m", "etl", "ingest", str(raw), "--warehouse", str(warehouse), *more]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=ROOT
    )


def test_a_cluster_started_here_gives_the_same_and_leaves_nothing(tmp_path: Path) -> None:
    raw = notices(tmp_path / "raw")
    process = begun(raw, tmp_path / "there.duckdb", "--cluster", "local", "--workers", "2")
    family: dict[int, psutil.Process] = {}
    listening: set[str] = set()
    while process.poll() is None:
        try:
            for one in (psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)):
                family[one.pid] = one
                listening |= {c.laddr.ip for c in one.net_connections("inet") if c.status == psutil.CONN_LISTEN}
        except psutil.NoSuchProcess:
            continue
    _, stderr = process.communicate()
    here = ingest(raw, tmp_path / "here.duckdb")
    assert stderr.splitlines()[:-1] == here.stderr.splitlines()[:-1]
    assert re.findall(r"content \w+", stderr) == re.findall(r"content \w+", here.stderr)
    assert listening == {"127.0.0.1"} and len(family) > 3
    assert [one for one in family.values() if one.is_running() and one.status() != psutil.STATUS_ZOMBIE] == []


def test_ctrl_c_ends_a_cluster_started_here_quietly(tmp_path: Path) -> None:
    raw = notices(tmp_path / "raw")
    for n in range(200):
        put(raw / f"more{n}.txt", notice_text(number=f"渝北府办发〔2024〕{n + 10}号"))
    process = begun(raw, tmp_path / "w.duckdb", "--cluster", "local", "--workers", "2")
    assert process.stderr is not None
    first = process.stderr.readline()
    family = psutil.Process(process.pid).children(recursive=True)
    import os

    os.killpg(process.pid, signal.SIGINT)
    stderr = first + process.stderr.read()
    assert process.wait() == 130
    lines = [line for line in stderr.splitlines() if not line.startswith("loaded ")]
    assert lines == ["etl: interrupted; the warehouse is as it was."]
    _, alive = psutil.wait_procs(family, 10)
    assert alive == []
