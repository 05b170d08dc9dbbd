"""What this project costs, stage by stage and as a whole, beside what a user would use instead, and how right each is.

    make bench
    python -m benchmarks 200 --only docx --only pdf --runs 5 --json figures.json
    python -m benchmarks --write docs/performance.md
    python -m benchmarks --from figures.json --write docs/performance.md

makes a corpus of as many notices as asked, the same for the same seed, and prints a table. Slow rivals read a part of
the files, and are held against what this project takes for that part.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.aims import reached
from benchmarks.corpus import NOTICES, SEED, Made, corpus, write
from benchmarks.measure import RUNS
from benchmarks.results import Line, Results, from_json, machine, write_into

if TYPE_CHECKING:
    from benchmarks.whole import Ingested

STAGES = ("startup", "docx", "pdf", "notice", "workers", "ingest", "unchanged", "loading")
READ = 200
"""Files at most that the stages of one process share."""

PART = 4
"""One file of so many is ingested several times, with one worker and with two."""


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print; lines appear as they are measured."""
    asked = arguments().parse_args(words)
    if asked.kept:
        results = from_json(asked.kept.read_text("utf-8"))
    else:
        with tempfile.TemporaryDirectory() as folder:
            results = measured(asked, Path(folder))
    sys.stdout.write(results.markdown())
    if asked.json:
        asked.json.write_text(results.json(), "utf-8")
    if asked.write:
        write_into(asked.write, "stages", results.markdown())


def arguments() -> argparse.ArgumentParser:
    """What can be asked."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("notices", type=int, nargs="?", default=NOTICES, help=f"how many ({NOTICES:,})")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--runs", type=int, default=RUNS, help=f"of each side, whose median counts ({RUNS})")
    parser.add_argument("--only", action="append", choices=STAGES, help="this stage, and others so named")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument("--from", type=Path, metavar="FILE", dest="kept", help="show figures that were kept")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into a page, between its markers")
    return parser


def measured(asked: argparse.Namespace, folder: Path) -> Results:
    """All figures that are asked for."""
    results = Results(described(asked), machine())
    for found in run(asked, folder):
        if isinstance(found, Line):
            results.lines.append(found)
            sys.stderr.write(" | ".join(cell for cell in found.cells() if cell) + "\n")
        else:
            (results.skipped if "left out" in found else results.facts).append(found)
            sys.stderr.write(found + "\n")
    results.aims.extend(reached(results.lines))
    return results


def described(asked: argparse.Namespace) -> str:
    """What was measured, in a sentence that another can repeat."""
    return (
        f"{asked.notices:,} made notices of the seed {asked.seed}, half DOCX and half PDF; medians of {asked.runs} runs"
    )


def run(asked: argparse.Namespace, folder: Path) -> Iterator[Line | str]:
    """The stages one after the other; a warehouse is made where one of them needs it."""
    from benchmarks import loading, reading, whole, workers

    stages = asked.only or STAGES
    made = list(corpus(min(asked.notices, READ), asked.seed))
    files, part = folder / "files", folder / "part"
    number = max(1, asked.notices // PART)
    ready = Warehouse(partial(whole.ingest, part, folder / "part of it", 2), part, asked.seed, number)
    if "startup" in stages:
        yield from whole.start_up(ready.path, asked.runs)
    if "docx" in stages:
        yield from reading.reading(made, asked.runs, "docx")
    if "pdf" in stages:
        yield from reading.reading(made, asked.runs, "pdf")
    if "notice" in stages:
        yield from reading.understanding(made, asked.runs)
    if "workers" in stages:
        yield from workers.reading(ready.files, asked.runs)
        yield from whole.workers(ready.files, folder / "workers", number, asked.runs)
    if "ingest" in stages or "unchanged" in stages:
        truth = write(files, corpus(asked.notices, asked.seed))
        lines = list(whole.everything(files, folder / "all", truth))
        yield from lines if "ingest" in stages else []
    if "unchanged" in stages:
        yield from whole.unchanged(files, folder / "all" / "notices.duckdb", asked.notices, asked.runs)
    if "loading" in stages:
        yield from loading.loading(ready.path, asked.runs)


class Warehouse:
    """A part of the files and a warehouse of them, made when somebody asks for it."""

    def __init__(self, ingest: Callable[[], "Ingested"], folder: Path, seed: int, number: int) -> None:
        self._ingest = ingest
        self._folder = folder
        self._made = partial(corpus, number, seed)
        self._path: Path | None = None

    @property
    def files(self) -> Path:
        """The folder of the files."""
        if not self._folder.exists():
            made: Iterator[Made] = self._made()
            write(self._folder, made)
        return self._folder

    @property
    def path(self) -> Path:
        """The warehouse."""
        if self._path is None:
            assert self.files
            self._path = self._ingest().warehouse
        return self._path


if __name__ == "__main__":
    main()
