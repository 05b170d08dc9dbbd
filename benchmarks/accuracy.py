"""Rows right of the rows there are: what a program made of a notice, held against what stands in it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from benchmarks.corpus.sheets import Row
from schemas.notice import Notice, ProjectRow, TaskRow

Values = tuple[str, str, str, str, str]
"""Serial number, project, lead, target and deadline of a row of work."""


class Accuracy(NamedTuple):
    """Rows of a truth and how many of them were read right, whole; ``wrong`` are rows read that stand nowhere so.

    ``cut`` are rows within which a page ends, ``merged`` others with a value in an earlier row's cell.
    """

    rows: int = 0
    right: int = 0
    wrong: int = 0
    cut: int = 0
    cut_right: int = 0
    merged: int = 0
    merged_right: int = 0

    def __add__(self, other: object) -> "Accuracy":
        """Both together."""
        assert isinstance(other, Accuracy)
        return Accuracy(*(a + b for a, b in zip(self, other, strict=True)))


def accuracy(truth: Sequence[Row], read: Iterable[Values]) -> Accuracy:
    """What was read of one notice. A row is right if all five values are; white space is left aside, for a line's end
    within a cell is the printer's; a row that is read twice is right once."""
    left = Counter(squeezed(values) for values in read)
    found = sum(left.values())
    total = Accuracy(wrong=found)
    for row in truth:
        own = squeezed(row[:5])
        right = int(left[own] > 0)
        left[own] -= right
        total += Accuracy(
            *(1, right, -right),
            *((1, right) if row.cut else (0, 0)),
            *((1, right) if row.merged and not row.cut else (0, 0)),
        )
    return total


def all_accuracy(truth: Mapping[str, Sequence[Row]], read: Mapping[str, Iterable[Values]]) -> Accuracy:
    """All notices together; one that was not read has no row right."""
    return sum((accuracy(rows, read.get(name, ())) for name, rows in truth.items()), Accuracy())


def squeezed(values: Iterable[str]) -> Values:
    """Values without white space, and the lead without what stands between two units."""
    seq, project, lead, target, deadline = ("".join(value.split()) for value in values)
    return seq, project, lead.replace("、", ""), target, deadline


def of_notice(notice: Notice) -> list[Values]:
    """The rows of work of a notice that was read here."""
    return [_values(project, task) for project in notice.projects for task in project.tasks]


def _values(project: ProjectRow, task: TaskRow) -> Values:
    return project.seq_text, project.name, task.lead or "", task.target or task.details or "", task.deadline or ""
