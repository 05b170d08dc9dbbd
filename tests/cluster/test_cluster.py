"""Reading by a real cluster: a scheduler and workers as processes, some of which are killed.

``make test-cluster`` runs this.
"""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from etl.cli.work import make_reader
from etl.cluster.join import joined
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.run_report import FileReport
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError
from tests.etl.warehouse.build import ROOT, TEXTS, Answer, etl, notice_text, put, reference
from tests.services import dask_preload
from tests.services.asked import asked
from tests.services.dask import Cluster, cluster, kill, wait_until

pytestmark = asked

HELD, DEADLY = dask_preload.HELD.decode(), dask_preload.DEADLY.decode()
DISTRICTS = ("渝北区", "武隆区", "綦江区", "璧山区", "永川区")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with cluster(tmp_path_factory.mktemp("one")) as started:
        yield started


@pytest.fixture
def pair(one: Cluster) -> Cluster:
    """The one cluster with two workers, whatever became of those before them."""
    one.mend(2)
    return one


def notices(folder: Path, marks: Sequence[str] = ()) -> Path:
    """A folder of small notices, of which the first ones carry marks."""
    for place, district in enumerate(DISTRICTS):
        mark = f"\n{marks[place]}\n" if place < len(marks) else ""
        put(folder / f"{place}.txt", notice_text(district=district, number=f"府办发〔2024〕{place + 1}号") + mark)
    return folder


def reports(raw: Path, address: str | None = None, wait: Wait | None = None) -> list[FileReport]:
    """What becomes of the files of a folder, read by a cluster or here; nothing is published."""
    files = [DiskFile(file) for file in sorted(raw.iterdir())]
    run = partial(Run, "ingest", raw.with_suffix(".duckdb"), reference())
    if address is None:
        told = list(run().read(files))
    else:
        make = partial(make_reader, reference(), 20.0)
        with joined(address, make, wait or Wait(60), None, 1) as readers:
            told = list(run(readers=readers).read(files))
    return [report.model_copy(update={"seconds": 0}) for report in told]


def lines(answer: Answer) -> list[str]:
    """Lines of a run without the name of its warehouse."""
    return [re.sub(r"published \S+", "published", line) for line in answer.stderr.splitlines()]


@contextmanager
def beside(done: Callable[[], None]) -> Iterator[None]:
    """Do something to the cluster while the test's own thread reads."""
    thread = threading.Thread(target=done)
    thread.start()
    yield
    thread.join()


def test_what_comes_out_is_what_comes_out_here(pair: Cluster, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    for file in (TEXTS[0], *(t.with_suffix(".docx") for t in TEXTS[1:3])):
        put(raw / file.name, file.read_bytes())
    put(raw / "nothing.pdf", b"%PDF-1.4 and no more")
    here = etl("ingest", raw, "--warehouse", tmp_path / "here.duckdb")
    there = etl("ingest", raw, "--warehouse", tmp_path / "there.duckdb", env={"ETL_CLUSTER": pair.address})
    assert (there.code, there.stdout) == (here.code, here.stdout) == (1, "")
    assert lines(there) == lines(here)
    assert "3 loaded, 1 quarantined" in lines(there)[-1] and "content" in lines(there)[-1]


def test_a_worker_killed_in_the_middle_costs_no_row(pair: Cluster, tmp_path: Path) -> None:
    def kill_one() -> None:
        kill(pair.holder())
        pair.let_go()

    raw = notices(tmp_path / "raw", [HELD])
    with beside(kill_one):
        there = reports(raw, pair.address)
    assert there == reports(raw)
    assert [w.poll() is None for w in pair.workers].count(True) == 1


def test_a_file_that_kills_its_workers_is_quarantined_and_the_others_are_not(pair: Cluster, tmp_path: Path) -> None:
    pair.mend(3)
    raw = notices(tmp_path / "raw", ["", DEADLY])
    there = reports(raw, pair.address)
    died = "two workers of the cluster died while they read it; save it anew in another format, and please report it."
    assert [report.reason for report in there] == [None, died, None, None, None]
    assert [report.fate.value for report in there] == ["loaded", "quarantined", "loaded", "loaded", "loaded"]
    wait_until(lambda: [w.poll() is None for w in pair.workers].count(True) == 1)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM")
def test_a_worker_that_is_told_to_end_hands_its_file_on(pair: Cluster, tmp_path: Path) -> None:
    def end_one() -> None:
        first = pair.holder()
        first.send_signal(signal.SIGTERM)
        (pair.folder / str(first.pid)).unlink()
        assert pair.holder() is not first
        pair.let_go()

    raw = notices(tmp_path / "raw", [HELD])
    with beside(end_one):
        there = reports(raw, pair.address)
    assert {report.fate.value for report in there} == {"loaded"}


def test_workers_are_waited_for_and_one_that_comes_is_used(tmp_path: Path) -> None:
    said: list[str] = []
    raw = notices(tmp_path / "raw")
    with cluster(tmp_path) as started:
        name = f"the scheduler at {started.address}"
        with pytest.raises(NoReaderError, match=f"^{name} has had no worker for 1 seconds; nothing was published; "):
            reports(raw, started.address, Wait(1, said.append))
        assert said == [f"{name} has no worker; waiting up to 1 seconds for one"]
        with beside(lambda: void(started.worker())):
            there = reports(raw, started.address)
    assert {report.fate.value for report in there} == {"loaded"}


def void(_: object) -> None: ...


def test_a_scheduler_that_dies_ends_the_run_and_nothing_is_published(tmp_path: Path) -> None:
    def kill_the_scheduler() -> None:
        started.holder()
        assert started.scheduler is not None
        kill(started.scheduler)

    raw = notices(tmp_path / "raw", ["", "", HELD])
    with cluster(tmp_path, workers=1) as started, beside(kill_the_scheduler):
        answer = etl("ingest", raw, "--warehouse", tmp_path / "w.duckdb", "--cluster", started.address)
    assert answer.code == 1 and not (tmp_path / "w.duckdb").exists()
    assert answer.stderr.splitlines()[-1] == (
        f"etl: the scheduler at {started.address} is gone; nothing was published, and the warehouse is as it was; "
        "start it anew and run the same again."
    )


def test_workers_of_another_version_are_left_out(tmp_path: Path) -> None:
    raw = notices(tmp_path / "raw")
    said: list[str] = []
    with cluster(tmp_path) as started:
        started.worker(**{dask_preload.VERSION: "0"})
        with pytest.raises(NoReaderError, match=r"^the worker \S+ has parsers 0, and here is parsers \S+; install the"):
            reports(raw, started.address)
        started.worker(**{dask_preload.BARE: "1"})
        started.worker()
        started.await_workers()
        there = reports(raw, started.address, Wait(60, said.append))
    assert {report.fate.value for report in there} == {"loaded"}
    left_out = sorted(line.split(" has ")[1] for line in said)
    assert len(left_out) == 2 and left_out[0].startswith("no etl") and left_out[1].startswith("parsers 0")


def test_a_cluster_with_certificates(tmp_path: Path) -> None:
    from distributed.security import Security

    secret = Security.temporary()  # type: ignore[no-untyped-call]
    authority = put(tmp_path / "ca.pem", secret.tls_ca_file)
    own = put(tmp_path / "own.pem", secret.tls_client_cert + secret.tls_client_key)
    options = ("--protocol", "tls", "--tls-ca-file", str(authority), "--tls-cert", str(own))
    raw = notices(tmp_path / "raw")
    with cluster(tmp_path, *options, workers=1) as started:
        assert started.address.startswith("tls://")
        with pytest.raises(NoReaderError, match="wants certificates, and none is named"):
            reports(raw, started.address)
        tls = "DASK_DISTRIBUTED__COMM__TLS__"
        done = subprocess.run(
            [sys.executable, "-m", "etl", "ingest", raw, "--dry-run", "--warehouse", tmp_path / "w.duckdb"],
            env={
                **os.environ,
                "ETL_CLUSTER": started.address,
                f"{tls}CA_FILE": str(authority),
                f"{tls}CLIENT__CERT": str(own),
            },
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert (done.returncode, done.stdout) == (0, "") and "5 loaded" in done.stderr, done.stderr


def test_a_scheduler_that_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.cluster.link.CONNECT_SECONDS", 1.0)
    with pytest.raises(NoReaderError, match=r"^no scheduler answers at tcp://127\.0\.0\.1:9 within 1 seconds; start"):
        reports(notices(tmp_path / "raw"), "tcp://127.0.0.1:9")
