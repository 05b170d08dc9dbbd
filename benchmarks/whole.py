"""The commands measured as a user runs them: processes of their own, start-up and readers among the cost."""

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

import duckdb

from benchmarks.accuracy import Values, all_accuracy
from benchmarks.corpus.sheets import Row
from benchmarks.measure import Spent, command, in_turn
from benchmarks.results import Line

ETL: Final = (sys.executable, "-m", "etl")
OURS: Final = "this project"
START_UPS: Final = 7
"""Runs of a command that does next to nothing: more than of others, for its cost is small and scatters."""

_ROWS: Final = """
    SELECT s.path, p.seq, p.name, coalesce(string_agg(u.mention, '' ORDER BY u.ordinal), ''),
        coalesce(t.target, t.details, ''),
        CASE WHEN t.deadline_basis IN ('stated', 'open') THEN coalesce(t.deadline_text, '') ELSE '' END
    FROM tasks t JOIN projects p USING (project_id) JOIN notices n USING (notice_id)
        JOIN sources s ON s.source_id = n.source_id LEFT JOIN task_units u ON u.task_id = t.task_id AND u.role = 'lead'
    GROUP BY t.task_id, s.path, p.seq, p.name, t.target, t.details, t.deadline_basis, t.deadline_text"""


class Ingested(NamedTuple):
    """A whole ingest: what it took, the warehouse that it made, and that one's bytes."""

    spent: Spent
    warehouse: Path
    size: int


def ingest(files: Path, folder: Path, workers: int) -> Ingested:
    """Ingest a folder of files into a new warehouse in another folder."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    warehouse = folder / "notices.duckdb"
    spent = again(files, warehouse, workers)
    return Ingested(spent, warehouse, warehouse.stat().st_size)


def again(files: Path, warehouse: Path, workers: int = 1) -> Spent:
    """Ingest a folder of files into a warehouse, whatever stands in it."""
    words = (*ETL, "ingest", str(files), "--warehouse", str(warehouse), "--workers", str(workers))
    return command(words, folder=warehouse.parent)


def everything(files: Path, folder: Path, truth: Mapping[str, Sequence[Row]]) -> Iterator[Line | str]:
    """All files once, with two workers: what it took, what it held, and what stands in the warehouse afterwards."""
    done = ingest(files, folder, workers=2)
    right = all_accuracy(truth, rows_of(done.warehouse))
    yield Line("etl ingest", "all, 2 workers", len(truth), "files", done.spent.cost, accuracy=right)
    yield f"the whole ingest held {done.spent.peak / 2**20:,.0f} MiB at most, all of its processes together"
    yield f"its warehouse is {done.size / 2**20:,.1f} MiB"


def rows_of(warehouse: Path) -> dict[str, list[Values]]:
    """The rows of work of each file of a warehouse, by the file's name."""
    found: dict[str, list[Values]] = {}
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for path, seq, *values in connection.execute(_ROWS).fetchall():
            project, lead, target, deadline = values
            found.setdefault(Path(path).name, []).append((str(seq), project, lead, target, deadline))
    return found


def workers(files: Path, folder: Path, number: int, runs: int) -> Iterator[Line]:
    """A part of the files with one worker and with two."""
    sides = {n: partial(ingest, files, folder / str(n), n) for n in (1, 2)}
    costs = in_turn({str(n): side for n, side in sides.items()}, runs)
    for n in ("1", "2"):
        label = f"a part, {n} worker{'s' if n != '1' else ''}"
        yield Line("etl ingest", label, number, "files", costs[n], costs["1"])


def unchanged(files: Path, warehouse: Path, number: int, runs: int) -> Iterator[Line | str]:
    """Everything again, nothing having changed, beside the hash of every file."""
    stage = "etl ingest, unchanged"
    sides: dict[str, Callable[[], object]] = {OURS: lambda: again(files, warehouse)}
    if shutil.which("sha256sum"):
        sides["sha256sum"] = partial(hashed, files)
    else:
        yield "sha256sum is left out: it is not installed (coreutils)"
    costs = in_turn(sides, runs)
    for name, cost in costs.items():
        yield Line(stage, name, number, "files", cost, costs[OURS])


def hashed(files: Path) -> Spent:
    """The hash of every file of a folder."""
    return command(("sh", "-c", f"find '{files}' -type f -print0 | xargs -0 sha256sum"))


def start_up(warehouse: Path, runs: int) -> Iterator[Line]:
    """``etl --help`` and ``etl query`` beside the imports that each cannot do without."""
    sql = "SELECT count(*) FROM tasks"
    query = f"import typer, duckdb; duckdb.connect({str(warehouse)!r}, read_only=True).sql({sql!r}).fetchall()"
    pairs = {
        "etl --help": ((*ETL, "--help"), "import typer"),
        "etl query": ((*ETL, "query", sql, "--warehouse", str(warehouse)), query),
    }
    for stage, (words, bare) in pairs.items():
        sides = {OURS: partial(command, words), f"python -c “{bare.split(';')[0]}”": partial(_python, bare)}
        costs = in_turn(sides, max(runs, START_UPS))
        for name, cost in costs.items():
            yield Line(stage, name, 1, "run", cost, costs[OURS])


def _python(code: str) -> Spent:
    return command((sys.executable, "-c", code))
