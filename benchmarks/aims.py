"""What this project means to cost beside others, each aim held against what was measured."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from benchmarks.measure import Cost
from benchmarks.results import Line


class Aim(NamedTuple):
    """A bound on a figure of one line: at most, or at least where ``at_least``."""

    says: str
    stage: str
    what: str
    bound: float
    figure: Callable[[Line], float]
    at_least: bool = False


def _times(line: Line) -> float:
    """How often ours takes what the other takes, of processors: clocks of the wall lie on a machine that is shared."""
    ours = line.ours or Cost(0, 0)
    return ours.cpu / max(line.cost.cpu, 1e-6)


def _faster(line: Line) -> float:
    ours = line.ours or Cost(0, 0)
    return ours.wall / max(line.cost.wall, 1e-6)


def _a_minute(line: Line) -> float:
    return 60 * line.number / max(line.cost.cpu, 1e-6)


AIMS: Final = (
    Aim("etl --help, times import typer", "etl --help", "python -c “import typer”", 2.5, _times),
    Aim("etl query, times its imports and the query", "etl query", "python -c “import typer, duckdb”", 1.0, _times),
    Aim("DOCX, times python-docx just opening", "DOCX to Document", "python-docx, just opening", 1.5, _times),
    Aim("PDF, times pdfplumber's loop", "PDF to Document", "pdfplumber, extract_tables", 0.2, _times),
    Aim("unchanged files, times sha256sum by the wall", "etl ingest, unchanged", "sha256sum", 2.0, _faster),
    Aim("two workers read, times as fast as one", "Files to rows", "2 workers", 1.8, _faster, at_least=True),
    Aim("two workers ingest, times as fast as one", "etl ingest", "a part, 2 workers", 1.8, _faster, at_least=True),
    Aim(
        "tasks normalised in a minute of one core", "Notice to rows", "this project", 100_000, _a_minute, at_least=True
    ),
)


def reached(lines: Sequence[Line]) -> Iterator[str]:
    """A sentence for each aim whose line was measured."""
    for aim in AIMS:
        for line in lines:
            if (line.stage, line.what) == (aim.stage, aim.what):
                figure = aim.figure(line)
                kept = figure >= aim.bound if aim.at_least else figure <= aim.bound
                bound = f"{'at least' if aim.at_least else 'at most'} {aim.bound:,g}"
                shown = f"{figure:,.2f}" if figure < 100 else f"{figure:,.0f}"
                yield f"{'reached' if kept else 'NOT reached'}: {aim.says}: {shown} ({bound})"
