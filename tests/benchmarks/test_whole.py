"""The commands measured as a user runs them."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks import __main__ as bench
from benchmarks import whole
from benchmarks.accuracy import all_accuracy
from benchmarks.corpus import corpus, write
from benchmarks.growth import Grown, shown
from benchmarks.loading import by_arrow, by_executemany, loading
from benchmarks.measure import Cost, Spent
from benchmarks.results import Line
from etl.cli.commands import app


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of two made notices; no process is started for it."""
    folder = tmp_path_factory.mktemp("bench")
    write(folder / "files", corpus(2))
    path = folder / "w.duckdb"
    words = ["ingest", str(folder / "files"), "--warehouse", str(path)]
    assert CliRunner().invoke(app, words).exit_code == 0
    return path


def test_what_stands_in_the_warehouse_is_the_truth(warehouse: Path) -> None:
    truth = {each.name: each.rows for each in corpus(2)}
    found = all_accuracy(truth, whole.rows_of(warehouse))
    assert (found.right, found.wrong) == (found.rows, 0)


def test_rows_are_loaded_in_both_ways(warehouse: Path) -> None:
    ours, theirs = loading(warehouse, 1, rows=20)
    assert (ours.number, theirs.number, theirs.what) == (20, 20, "executemany")
    columns = "a INTEGER, b VARCHAR"
    rows: list[dict[str, object]] = [{"a": 1, "b": "甲"}, {"a": 2, "b": None}]
    assert by_arrow(columns, rows) == by_executemany(columns, rows) == 2


def test_commands_are_what_a_user_types(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[tuple[str, ...]] = []

    def command(words: tuple[str, ...], **_: object) -> Spent:
        ran.append(words)
        return Spent(Cost(1, 1), 5)

    monkeypatch.setattr(whole, "command", command)
    monkeypatch.setattr(whole, "START_UPS", 1)
    lines = list(whole.start_up(tmp_path / "w.duckdb", 1))
    assert [(line.stage, line.what) for line in lines[:2]] == [
        ("etl --help", "this project"),
        ("etl --help", "python -c “import typer”"),
    ]
    whole.again(tmp_path, tmp_path / "w.duckdb", 2)
    assert ran[-1][1:4] == ("-m", "etl", "ingest")
    assert list(whole.unchanged(tmp_path, tmp_path / "w.duckdb", 3, 1))[-1].__class__ is Line


def test_stages_are_chosen(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    kept = tmp_path / "figures.json"
    bench.main(["2", "--runs", "1", "--only", "notice", "--json", str(kept)])
    first = capsys.readouterr().out
    assert "Document to Notice" in first
    assert "PDF to Document" not in first
    assert "2 made notices" in first
    bench.main(["--from", str(kept)])
    assert capsys.readouterr().out == first


def test_growth_tells_what_a_file_costs() -> None:
    line = Grown(100, Cost(20, 10), 300 * 2**20, 50 * 2**20, Cost(2, 1), Cost(1, 1), 2500, 2499)
    assert line.cells() == [
        *("100", "200.0 ms", "100.0 ms", "300 MiB", "50.0 MiB", "512 KiB", "10.00 ms", "2.0", "2,499 of 2,500"),
    ]
    assert shown([line], 2).count("\n| 100 |") == 1
