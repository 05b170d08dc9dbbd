"""What a benchmark has found, as JSON keeps it and as a table shows it."""

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

import psutil

from benchmarks.accuracy import Accuracy
from benchmarks.measure import Cost, ratio

HEADS: Final = (
    *("stage", "what", "of", "wall", "processor", "times ours, wall", "times ours, processor"),
    *("rows right", "of those a page cuts", "of those in merged cells", "rows that stand nowhere so"),
)


@dataclass(frozen=True)
class Line:
    """One side of a comparison: what was done with how many things, and what it took in all, in seconds.

    ``ours`` is what this project took beside it for the same; ``accuracy`` is there for what gives rows.
    """

    stage: str
    what: str
    number: int
    unit: str
    cost: Cost
    ours: Cost | None = None
    accuracy: Accuracy | None = None
    note: str = ""

    def cells(self) -> list[str]:
        """The line of a table."""
        beside = ratio(self.cost, self.ours) if self.ours else None
        times = [f"{clock:,.2f}" if clock < 10 else f"{clock:,.0f}" for clock in beside] if beside else ["", ""]
        each = [_seconds(clock / self.number) for clock in self.cost]
        return [self.stage, self.what, f"{self.number:,} {self.unit}", *each, *times, *_shares(self.accuracy)]


@dataclass
class Results:
    """All lines of one run, what was left out, and single facts such as the peak of memory."""

    corpus: str
    machine: str = ""
    lines: list[Line] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    aims: list[str] = field(default_factory=list)

    def markdown(self) -> str:
        """Everything, for a person."""
        rows = [line.cells() for line in self.lines]
        kept = [n for n in range(len(HEADS)) if n < 3 or any(row[n] for row in rows)]
        shown = table([HEADS[n] for n in kept], ([row[n] for n in kept] for row in rows))
        facts = "\n".join(
            f"- {fact}" for fact in (self.corpus, self.machine, *self.facts, *self.aims, *self.skipped) if fact
        )
        return f"{shown}\n\n{facts}\n"

    def json(self) -> str:
        """Everything, for a program."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, default=str) + "\n"


def from_json(text: str) -> Results:
    """Results as they were kept."""
    kept: dict[str, Any] = json.loads(text)
    lines = [_line(**line) for line in kept.pop("lines")]
    return Results(lines=lines, **kept)


def _line(*, cost: list[float], ours: list[float] | None, accuracy: list[int] | None, **more: Any) -> Line:
    return Line(
        cost=Cost(*cost),
        ours=Cost(*ours) if ours else None,
        accuracy=Accuracy(*accuracy) if accuracy else None,
        **more,
    )


def _seconds(value: float) -> str:
    return f"{value:,.1f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def _shares(accuracy: Accuracy | None) -> list[str]:
    if accuracy is None:
        return [""] * 4
    pairs = (
        (accuracy.right, accuracy.rows),
        (accuracy.cut_right, accuracy.cut),
        (accuracy.merged_right, accuracy.merged),
    )
    return [*(f"{right:,} of {there:,}" if there else "" for right, there in pairs), f"{accuracy.wrong:,}"]


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, figures to the right."""
    rule = [":--" if n < 2 else "--:" for n in range(len(heads))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows))


def machine() -> str:
    """What the figures were measured on, without its name."""
    memory = psutil.virtual_memory().total / 2**30
    cores = psutil.cpu_count() or 1
    return (
        f"measured with Python {platform.python_version()} on {platform.system()}, {platform.machine()}, "
        f"{cores} cores, {memory:.0f} GiB"
    )


def write_into(page: Path, name: str, text: str) -> None:
    """Put figures between their markers in a page. Raises ``ValueError`` if it has none of that name."""
    begin, end = f"<!-- figures: {name} -->", f"<!-- end: {name} -->"
    before, found, rest = page.read_text("utf-8").partition(begin)
    _, ended, after = rest.partition(end)
    if not found or not ended:
        raise ValueError(f"{page} has no place for the figures: put {begin} and {end} on lines of their own.")
    page.write_text(f"{before}{begin}\n\n{text.strip()}\n\n{end}{after}", "utf-8")
