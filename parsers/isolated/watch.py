"""When a file has had its time and memory, and the sentence that says so; a judgement, without any process."""

from dataclasses import dataclass, replace
from typing import Final

from parsers.isolated.limits import Limits

_IDLE_SHARE: Final = 0.02
"""Share of its time below which a process waits for something that does not come; a crowded machine gives more."""

_CROWDED: Final = 5
"""How many times longer a file may take where the machine has much else to do."""


@dataclass(frozen=True)
class Use:
    """What a process has taken up to ``now`` (seconds of some clock): seconds of a processor, ``None`` if it was not
    looked at, and resident bytes."""

    now: float
    cpu: float | None = None
    memory: int = 0


@dataclass(frozen=True)
class Watch:
    """How far the reading of a file of ``size`` bytes has come: what was used when it began and when its last step was
    heard.

    To look at a process costs more than to hear it, and a file takes many steps. So a beginning and a step may be noted
    by their time alone; what was used until then is what the next look finds, which is a moment later.
    """

    limits: Limits
    size: int
    begun: Use
    heard: Use
    step: str = ""
    steps: int = 0

    @classmethod
    def begin(cls, limits: Limits, size: int, use: Use) -> "Watch":
        """The watch at the beginning of a file of so many bytes."""
        return cls(limits, size, use, use)

    def stepped(self, what: str, use: Use) -> "Watch":
        """The watch after a step; one taken again is no sign of going on."""
        return self if what == self.step else replace(self, heard=use, step=what, steps=self.steps + 1)

    def looked(self, use: Use) -> "Watch":
        """The watch after a look, which tells what no look told when it was noted."""
        begun, heard = (u if u.cpu is not None else replace(u, cpu=use.cpu) for u in (self.begun, self.heard))
        return replace(self, begun=begun, heard=heard)

    def excess(self, use: Use) -> str | None:
        """Why the file is given up now; ``None`` while it may go on."""
        limits, where = self.limits, f" on {self.step}" if self.step else ""
        if use.memory > limits.memory:
            return (
                f"reading it needed more than {limits.memory / 1024**3:.2g} GB of memory{where}; "
                "save it without pictures, or in parts."
            )
        if _is_spent(limits.patience, self.heard, use):
            return (
                f"reading it took more than {limits.patience:g} s{where}; "
                "save it anew in another format, or allow more time with --patience."
            )
        total = limits.in_all(self.size, self.steps)
        if _is_spent(total, self.begun, use):
            return (
                f"reading it took more than {total:g} s in all, being{where or ' at its start'} then; save it in parts."
            )
        return None


def _is_spent(limit: float, since: Use, use: Use) -> bool:
    """Whether a time is over. It is longer where the process wants to work and is not let: what is loaded must not
    depend on how much else a machine has to do."""
    passed, worked = use.now - since.now, (use.cpu or 0.0) - (since.cpu or 0.0)
    if passed <= limit:
        return False
    return worked > limit / 2 or worked < _IDLE_SHARE * passed or passed > _CROWDED * limit


def death(exit_code: int | None) -> str:
    """The sentence for a file whose process ended while it read it; a negative code is a signal (POSIX)."""
    if exit_code == -9:
        how = "signal 9, perhaps for want of memory"
    elif exit_code is not None and exit_code < 0:
        how = f"signal {-exit_code}"
    else:
        how = f"exit code {exit_code}"
    return f"the reader died while reading it ({how}); save it anew in another format, and please report it."


def not_started(exit_code: int, times: int) -> str:
    """The sentence for processes that ended as they started, so many one after the other; the last with this code."""
    if exit_code < 0:
        return (
            f"the process that reads files was ended {times} times as it started (signal {-exit_code}, perhaps for "
            "want of memory); try again when the machine has less to do, or with fewer --workers."
        )
    return f"the process that reads files ended as it started (exit code {exit_code}); reinstall etl."
