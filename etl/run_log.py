"""The log of a run as JSON lines, appended to a file or written to stderr.

A log is never a reason to stop: what cannot be written is told once, and the run goes on without it.
"""

import json
import secrets
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from etl.run_report import Fate, FileReport, RunReport
from schemas.log import Counts, FileDone, Gone, LogLine, Refused, RunEnded

STDERR: Final = "-"
_BREAKS: Final = {c: f"\\u{c:04x}" for c in (0x85, 0x2028, 0x2029)}
"""Characters that JSON leaves alone and that some tools take for the end of a line."""


class RunLog:
    """Writes the lines of one run. Without a ``target`` nothing is written."""

    def __init__(self, target: str | None, run_id: str, warn: Callable[[str], None]) -> None:
        """``target`` is the path of a file, or ``-`` for stderr; ``warn`` is told if nothing can be written there."""
        self.run_id = run_id
        self._target = target
        self._warn = warn
        self._begun = time.monotonic()
        self._stream: BinaryIO | None = None
        self._started = False
        self._report: RunReport | None = None
        self._fates: Counter[Fate] = Counter()
        self._gone = 0

    @property
    def is_kept(self) -> bool:
        """Whether anything is written."""
        return self._target is not None

    def write(self, line: LogLine) -> None:
        """Append one line in one piece, so that lines of two runs do not mix."""
        self._started = True
        if self._target is None:
            return
        try:
            stream = self._stream = self._stream or _opened(self._target)
            text = as_json(line)
            if stream.write(text) not in (None, len(text)):
                raise OSError(0, "only a part of a line could be written")
            stream.flush()
        except (OSError, ValueError) as error:
            what = getattr(error, "strerror", None) or error
            self._warn(f"the log {self._target} cannot be written ({what}); the run goes on without it")
            self._target = None

    def file(self, report: FileReport) -> None:
        """A file that is done."""
        self._fates[report.fate] += 1
        self._file(report)

    def _file(self, report: FileReport) -> None:
        self._started = True
        if not self.is_kept:
            return
        told = report.model_dump(include=set(FileDone.model_fields) & set(FileReport.model_fields))
        told |= {"run_id": self.run_id, "outcome": report.fate.value, "seconds": round(report.seconds, 3)}
        self.write(FileDone.model_validate(told))

    def gone(self, paths: Sequence[str]) -> None:
        """Files that are not there any more; told before anything is published, because it may be refused for them."""
        self._gone = len(paths)
        for path in paths:
            self.write(Gone(run_id=self.run_id, path=path))

    def result(self, report: RunReport) -> None:
        """What only the end of a run shows: files that others of their notice are used instead of."""
        self._report = report
        for file in report.files:
            if file.fate is Fate.SUPERSEDED:
                self._file(file)

    def ended(self, exit_code: int, reason: str | None = None) -> None:
        """The end, with the sentence that was told if it was no good one; nothing if the run never began."""
        if self._started:
            if reason is not None:
                self.write(Refused(run_id=self.run_id, reason=reason))
            seconds = round(time.monotonic() - self._begun, 3)
            self.write(RunEnded(run_id=self.run_id, exit_code=exit_code, counts=self._counts(), seconds=seconds))
        if self._stream is not None and self._stream is not _stderr():
            self._stream.close()

    def _counts(self) -> Counts:
        fates = self._fates if self._report is None else Counter(f.fate for f in self._report.files)
        return Counts(
            files=fates.total(),
            gone=self._gone,
            **{fate.value: fates[fate] for fate in Fate},
        )


def as_json(line: LogLine) -> bytes:
    """One line of the log: an object without line breaks, in UTF-8, with its newline."""
    told = line.model_dump(mode="json", by_alias=True)
    first = ("time", "event", "run_id")
    ordered = {name: told[name] for name in first} | {n: v for n, v in told.items() if n not in first}
    return json.dumps(ordered, ensure_ascii=False).translate(_BREAKS).encode() + b"\n"


def new_run_id(at: datetime | None = None) -> str:
    """An id for a run: when it started, in UTC, and some digits for those that start in the same second."""
    return f"{at or datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"


def _opened(target: str) -> BinaryIO:
    # Without a buffer each line is one call of the system, which appends it whole.
    return _stderr() if target == STDERR else Path(target).open("ab", buffering=0)


def _stderr() -> BinaryIO:
    return sys.stderr.buffer
