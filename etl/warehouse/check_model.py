"""What a check found."""

from enum import StrEnum

from schemas.base import Record


class CheckSeverity(StrEnum):
    """How much a failure matters: after an error data cannot be trusted, a warning may be how a notice really is."""

    ERROR = "error"
    WARNING = "warning"


class Check(Record):
    """One check that was run: what it promises and what it found wrong.

    ``failures`` are the first of them, a sentence each; ``count`` is the number of all, the least there are where
    ``at_least`` says so. A ``structural`` check fails by no fault of a notice. ``note`` is what else is to be known of
    it, in a few words.
    """

    name: str
    promise: str
    severity: CheckSeverity = CheckSeverity.ERROR
    structural: bool = False
    failures: tuple[str, ...] = ()
    count: int = 0
    at_least: bool = False
    note: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it failed, and that is no mere warning."""
        return bool(self.failures) and self.severity is CheckSeverity.ERROR

    @property
    def lines(self) -> tuple[str, ...]:
        """The failures, and a line that says how many more there are."""
        more = self.count - len(self.failures)
        least = "at least " if self.at_least else ""
        return (*self.failures, *([f"… and {least}{more:,} more."] if more > 0 else []))
