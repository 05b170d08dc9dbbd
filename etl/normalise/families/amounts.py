"""What the quantities of tasks count, as it is found where a notice is read: it depends on no other notice.

It is passed on as text, a line for each task that has quantities, which opens with the id of the project that the task
is of: to put a task to a family nothing more has to be read of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from pydantic import TypeAdapter

from etl.normalise.families.counted import Counted, Counting, counting_of
from schemas.family import FamilyWords, KnownTask, OverlapWords

_AFTER_ID: Final = b"\t"


@dataclass(frozen=True)
class CountedTask:
    """A task with what its quantities count, in the order of their fields and places."""

    task_id: str
    project_id: str
    counted: tuple[Counted, ...]


_TASK: Final = TypeAdapter(CountedTask)


def counted_task(task: KnownTask, counting: Counting) -> CountedTask:
    """A task with what its quantities count. Pure."""
    texts = sorted(task.texts.items())
    read = (counting.read(text, [q for q in task.quantities if q.field is measured]) for measured, text in texts)
    return CountedTask(task.task_id, task.project_id, tuple(counted for own in read for counted in own))


def amounts(tasks: Iterable[KnownTask], names: FamilyWords, words: OverlapWords) -> bytes:
    """What the quantities of a notice's tasks count, a line each."""
    counting = counting_of(names)(words)
    return b"".join(line_of(counted_task(task, counting)) for task in tasks)


def line_of(task: CountedTask) -> bytes:
    """A task as a line."""
    return task.project_id.encode() + _AFTER_ID + _TASK.dump_json(task) + b"\n"


def task_of(line: bytes) -> CountedTask:
    """A task from its line. Raises ``ValueError`` if it is none."""
    project_id, _, written = line.partition(_AFTER_ID)
    task = _TASK.validate_json(written)
    if task.project_id.encode() != project_id:
        raise ValueError("a task is of one project")
    return task


def lines_of(written: bytes) -> Iterator[tuple[str, bytes]]:
    """The lines of a notice, each with the id of its project."""
    return ((line[: line.index(_AFTER_ID)].decode(), line) for line in written.split(b"\n") if line)


def moved_amounts(written: bytes, old: str, new: str) -> bytes:
    """The same lines with ``new`` in the place of ``old`` at the head of their ids."""
    if old == new:
        return written
    tasks = (task_of(line) for _, line in lines_of(written))
    return b"".join(
        line_of(replace(t, task_id=new + t.task_id.removeprefix(old), project_id=new + t.project_id.removeprefix(old)))
        for t in tasks
    )
