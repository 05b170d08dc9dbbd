"""``--cluster``, as far as no cluster is needed; ``tests/cluster`` has real ones."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from etl.cli.cluster import readers_for
from etl.warehouse.wait import Wait
from tests.conftest import DirectReader
from tests.etl.warehouse.build import etl, notice_text, put, reference


def test_without_a_cluster_files_are_read_here() -> None:
    with readers_for(reference(), 7, 3, 100, None, Wait()) as readers:
        assert [reader.limits.patience for reader in readers] == [7, 7, 7]  # type: ignore[attr-defined]


def test_a_cluster_is_joined_with_what_makes_a_reader_there(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []

    @contextmanager
    def joined(address: str, make: Any, *more: Any) -> Iterator[list[Any]]:
        told.extend((address, *more))
        yield [make()]

    monkeypatch.setattr("etl.cluster.join.joined", joined)
    wait = Wait(3)
    with readers_for(reference(), 7, None, 4, "tcp://a:1", wait) as (reader,):
        assert isinstance(reader, DirectReader) and reader.limits is not None and reader.limits.patience == 7
    assert told == ["tcp://a:1", wait, None, 1]


@pytest.mark.parametrize("command", ["ingest", "rebuild"])
@pytest.mark.parametrize("address", ["here", "tcp://", "tcp://host", "tcp://:8786", "tcp://host:many", "http://a:1"])
def test_an_address_that_is_none_is_a_wrong_call(tmp_path: Path, command: str, address: str) -> None:
    answer = etl(command, "--cluster", address, "--warehouse", tmp_path / "w.duckdb")
    assert answer.code == 2 and "nor local" in " ".join(answer.stderr.split())
    assert etl(command, "--warehouse", tmp_path / "w.duckdb", env={"ETL_CLUSTER": address}).code == 2


def test_without_dask_one_sentence_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.cluster.join.find_spec", lambda _: None)
    file = put(tmp_path / "a.txt", notice_text())
    answer = etl("ingest", file, "--warehouse", tmp_path / "w.duckdb", "--cluster", "tcp://a:1")
    assert (answer.code, answer.stderr.count("\n")) == (1, 1)
    assert "pip install 'minsheng-etl[cluster]'" in answer.stderr and not (tmp_path / "w.duckdb").exists()


def test_an_empty_variable_names_no_cluster(tmp_path: Path) -> None:
    file = put(tmp_path / "a.txt", notice_text())
    assert etl("ingest", file, "--dry-run", "--warehouse", tmp_path / "w.duckdb", env={"ETL_CLUSTER": ""}).code == 0


def test_who_names_no_cluster_imports_nothing_for_one() -> None:
    code = (
        "import sys, etl.cli.app; from etl.cluster import join; "
        "print([m for m in ('dask', 'distributed', 'tornado') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "[]\n"
