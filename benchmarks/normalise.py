"""What normalising costs: tasks a minute of one core, in all and concept by concept, on tasks that hardly repeat.

    python -m benchmarks.normalise 5000

Seconds are of the processor, not of the clock. A concept by itself is read from the cells alone, each once; the whole
makes all rows of each notice, with nothing remembered of an earlier run of the same notices.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from statistics import median

from benchmarks.task_corpus import material, notices
from etl.normalise.assemble import normalise, notice_lexicon
from etl.normalise.deadlines.doubts import doubts_of
from etl.normalise.deadlines.reading import read_deadline
from etl.normalise.quantities.reading import read_quantities
from etl.normalise.regions import find_region
from etl.normalise.units.task_units import UnitReader
from etl.reference.load import load_reference
from schemas.notice import Notice, TaskRow
from schemas.reference import Reference

TASKS, RUNS = 5000, 5
CELLS = ("target", "progress", "lead", "responsible", "deadline")


def tasks_of(notices: Iterable[Notice]) -> list[TaskRow]:
    """All tasks of some notices."""
    return [task for notice in notices for project in notice.projects for task in project.tasks]


def whole(notice: Notice, reference: Reference) -> None:
    """All rows of a notice."""
    normalise(notice, reference)


def units(notice: Notice, reference: Reference) -> None:
    """The cells of units of a notice."""
    lexicon = notice_lexicon(notice, find_region(notice, reference.regions).region, reference)
    reader = UnitReader.of(notice, lexicon, reference)
    for task in tasks_of([notice]):
        reader.read(task, None)


def deadlines(notice: Notice, reference: Reference) -> None:
    """The deadlines of a notice."""
    for task in tasks_of([notice]):
        found = read_deadline(task.deadline, task.target, notice.year, reference.deadlines)
        list(doubts_of(found, reference.deadlines, task.target))


def quantities(notice: Notice, reference: Reference) -> None:
    """The amounts of a notice's targets and progress texts."""
    for task in tasks_of([notice]):
        read_quantities(task.target, reference.measures)
        read_quantities(task.progress, reference.measures)


def seconds(
    action: Callable[[Notice, Reference], None], corpora: Sequence[list[Notice]], reference: Reference
) -> float:
    """Median over corpora of the processor's seconds for a task; each corpus is read once."""
    costs = []
    for corpus in corpora:
        begun = time.process_time()
        for notice in corpus:
            action(notice, reference)
        costs.append((time.process_time() - begun) / len(tasks_of(corpus)))
    return median(costs)


def main() -> None:
    """Print how much of the corpus repeats, then a line for each concept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", type=int, nargs="?", default=TASKS)
    asked = parser.parse_args()
    reference = load_reference()
    said = material(reference)
    out = sys.stdout
    corpora = [list(notices(asked.tasks, said, seed)) for seed in range(RUNS)]
    tasks = tasks_of(corpora[0])
    out.write(f"{len(tasks):,} tasks in {len(corpora[0])} notices, {RUNS} runs, each on notices of its own\n")
    for cell in CELLS:
        texts = [text for task in tasks if (text := getattr(task, cell))]
        out.write(f"  {cell}: {len(texts):,} cells, {len(set(texts)) / len(texts):.0%} distinct\n" if texts else "")
    out.write("\n| | tasks a minute | ms a task |\n|---|---|---|\n")
    for action in (whole, units, deadlines, quantities):
        cost = seconds(action, corpora, reference)
        out.write(f"| {action.__name__} | {60 / cost:,.0f} | {cost * 1000:.2f} |\n")
        out.flush()


if __name__ == "__main__":
    main()
