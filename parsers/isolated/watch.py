"""When a file has had its time and memory, and the sentence that says so; a judgement, without any process."""

from dataclasses import dataclass, replace

from parsers.isolated.limits import Limits


@dataclass(frozen=True)
class Watch:
    """How far the reading of one file has come. ``begun`` and ``heard`` are seconds of one clock."""

    limits: Limits
    begun: float
    heard: float
    step: str = ""
    steps: int = 0

    @classmethod
    def begin(cls, limits: Limits, now: float) -> "Watch":
        """The watch at the beginning of a file."""
        return cls(limits, now, now)

    def stepped(self, what: str, now: float) -> "Watch":
        """The watch after a step; one taken again is no sign of going on."""
        return self if what == self.step else replace(self, heard=now, step=what, steps=self.steps + 1)

    def excess(self, now: float, memory: int) -> str | None:
        """Why the file is given up now, with its resident memory in bytes; ``None`` while it may go on."""
        limits, where = self.limits, f" on {self.step}" if self.step else ""
        if memory > limits.memory:
            return (
                f"reading it needed more than {limits.memory / 1024**3:.2g} GB of memory{where}; "
                "save it without pictures, or in parts."
            )
        if now - self.heard > limits.patience:
            return (
                f"reading it took more than {limits.patience:g} s{where}; "
                "save it anew in another format, or allow more time with --patience."
            )
        total = limits.total + limits.per_step * self.steps
        if now - self.begun > total:
            return (
                f"reading it took more than {total:g} s in all, being{where or ' at its start'} then; save it in parts."
            )
        return None


def death(exit_code: int | None) -> str:
    """The sentence for a file whose process ended while it read it; a negative code is a signal (POSIX)."""
    if exit_code == -9:
        how = "signal 9, perhaps for want of memory"
    elif exit_code is not None and exit_code < 0:
        how = f"signal {-exit_code}"
    else:
        how = f"exit code {exit_code}"
    return f"the reader died while reading it ({how}); save it anew in another format, and please report it."
