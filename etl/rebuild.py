"""When a rebuilt warehouse may take the old one's place."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from etl.console import printable
from etl.plural import counted
from etl.warehouse.earlier import CheckResult, Comparison, Loss, compare, record_accepted
from etl.warehouse.errors import WarehouseError

MAX_LOSS: Final = 5.0
"""Share of the tasks and of the notices, in per cent, that may go at once without a word: a file that was withdrawn
here and there, and not a folder that was not mounted."""


class RefusedError(WarehouseError):
    """A rebuilt warehouse was not published; ``objections`` says why, a sentence without its full stop each."""

    def __init__(self, objections: tuple[str, ...]) -> None:
        self.objections = objections
        super().__init__(
            f"the rebuilt warehouse was not published: {'; and '.join(objections)}; "
            "put that right, or publish it as it is with `etl rebuild --accept`."
        )


class Guard:
    """A judge of a file that was built, to be called with it before it is published."""

    def __init__(
        self,
        warehouse: Path,
        run_id: str,
        *,
        max_loss: float = MAX_LOSS,
        accept: bool = False,
        say: Callable[[str], None] = lambda _: None,
        unreached: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        """``max_loss`` is in per cent. ``unreached`` gives the paths of files of the present warehouse of which nobody
        knows whether they are there: however few, a folder that cannot be listed is no reason to drop them. With
        ``accept`` nothing is refused: what would have been is told by ``say`` and recorded in the run. ``say`` is also
        told what is worse than before and no reason to refuse."""
        self._warehouse = warehouse
        self._run_id = run_id
        self._max_loss = max_loss
        self._accept = accept
        self._say = say
        self._unreached = unreached

    def __call__(self, built: Any) -> None:
        """Raise ``RefusedError`` if the file must not be published."""
        comparison = compare(self._warehouse, built)
        for line in worse(comparison):
            self._say(line)
        objections = tuple(self._objections(comparison))
        if objections and not self._accept:
            raise RefusedError(objections)
        if objections:
            record_accepted(built, self._run_id, "\n".join(objections))
            for objection in objections:
                self._say(f"accepted: {objection}.")

    def _objections(self, comparison: Comparison) -> Iterator[str]:
        failing = newly_failing(comparison)
        if failing:
            names, first = ", ".join(c.name for c in failing), _first(failing[0])
            yield f"it fails {names}, which {self._warehouse} passes; the first failure is: {first}"
        if comparison.loss is not None:
            yield from self._losses(comparison.loss)
        if paths := self._unreached():
            more = " and others" if len(paths) > 1 else ""
            yield (
                f"{self._warehouse} has {counted(len(paths), 'file')} below a folder that could not be read, "
                f"{printable(paths[0])}{more}"
            )

    def _losses(self, loss: Loss) -> Iterator[str]:
        if loss.notices_before and not loss.notices_now:
            yield f"no file gave a notice, and {self._warehouse} has {loss.notices_before}"
        elif self._is_too_much(loss.tasks, loss.tasks_before) or self._is_too_much(loss.notices, loss.notices_before):
            shares = " and ".join(
                f"{n} of {before} {what} ({_percent(n, before):.1f} %)"
                for n, before, what in (
                    (loss.tasks, loss.tasks_before, "tasks"),
                    (loss.notices, loss.notices_before, "notices"),
                )
                if n
            )
            first = ", ".join(f"{one.notice_id} of {one.path} ({_count(one.tasks)})" for one in loss.first)
            more = " and others" if loss.tasks > sum(one.tasks for one in loss.first) else ""
            yield f"{shares} would be lost, more than --max-loss {self._max_loss:g} allows: {first}{more}"

    def _is_too_much(self, lost: int, before: int) -> bool:
        return _percent(lost, before) > self._max_loss


def newly_failing(comparison: Comparison) -> list[CheckResult]:
    """Checks that stop a rebuild: a failure of one is an error, and the present warehouse was found to pass it."""
    before = comparison.checks_before
    return [
        check
        for name, check in comparison.checks.items()
        if check.severity == "error" and check.failures and name in before and not before[name].failures
    ]


def worse(comparison: Comparison) -> Iterator[str]:
    """What is worth a line and does not stop a rebuild: a warehouse that cannot be compared with, a check that fails
    more often than before, or for the first time where it is new or its failures are warnings."""
    if comparison.problem is not None:
        yield f"{comparison.problem}; the new one takes its place without being compared with it."
    stopping = newly_failing(comparison)
    for name, check in comparison.checks.items():
        before = comparison.checks_before.get(name)
        had = before.failures if before else 0
        if comparison.loss is not None and check.failures > had and check not in stopping:
            past = f"{had} before" if before else "which is new"
            yield f"check {name}: {check.failures} failure(s), {past}; the first is: {_first(check)}."


def _first(check: CheckResult) -> str:
    """The first failure as part of a line."""
    return " ".join((check.first_failure or "").split()).rstrip(".")


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _count(tasks: int) -> str:
    return "1 task" if tasks == 1 else f"{tasks} tasks"
