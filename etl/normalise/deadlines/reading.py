"""Deadlines of tasks (contract, "Deadlines"): from the deadline cell, the target's words, or the plan's year."""

from datetime import date

from etl.normalise.deadlines.cells import read_cell
from etl.normalise.deadlines.targets import Worded, read_target
from schemas.normalised import Basis, Deadline, Precision
from schemas.reference import DeadlineWords


def read_deadline(cell: str | None, target: str | None, year: int | None, words: DeadlineWords) -> Deadline:
    """Deadline of a task, from its deadline cell, else from its target's words, else the end of the plan's year.

    ``cell`` is ``None`` where there is no such column; a cell with words that cannot be read is ``undetermined``
    and keeps them as ``text``. ``year`` is the notice's, for dates that name none.
    """
    stated = (cell or "").strip()
    if stated:
        return read_cell(stated, year, words)
    found = read_target(target, year, words) if target else Worded(None)
    if found.deadline is not None:
        return found.deadline
    if year is None:
        return Deadline(day=None, basis=Basis.UNDETERMINED)
    return Deadline(day=date(year, 12, 31), precision=Precision.YEAR, basis=Basis.PLAN_YEAR, stages=found.stages)
