"""One process that reads, seen from outside: starting it, asking it, hearing it, weighing it, ending it."""

import subprocess
import sys
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from parsers.errors import NoReaderError
from parsers.isolated.limits import Limits
from parsers.isolated.messages import MAX_MESSAGE, Message, from_bytes, read_frame, write_frame
from parsers.isolated.watch import Use

if TYPE_CHECKING:
    import psutil

_NO_WINDOW: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Worker:
    """A process that reads one file at a time. It is a plain program rather than a child of ``multiprocessing``,
    which would import the caller's main module again and start another process to look after its resources."""

    def __init__(self, child: str, given: bytes, limits: Limits) -> None:
        """Start it, without waiting for it. It runs ``main`` of the module ``child``, whose work needs what is
        ``given``. Raises ``NoReaderError`` if the system has no process left."""
        code = f"import sys; sys.path[:] = {sys.path!r}; from {child} import main; main()"
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-c", code],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=_NO_WINDOW,
            )
        except OSError as error:
            raise NoReaderError(
                f"no process could be started to read files: {error.strerror or error}; try again later."
            ) from error
        self._input = cast("BinaryIO", self._process.stdin)
        self._output = cast("BinaryIO", self._process.stdout)
        self._weighed: psutil.Process | None = None
        self._messages: SimpleQueue[Message | None] = SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()
        # What is sent can be more than a pipe holds, and nobody waits here until it is taken.
        self._frames: SimpleQueue[bytes | None] = SimpleQueue()
        self._asked = self._taken = 0
        self._teller = Thread(target=self._tell, daemon=True)
        self._teller.start()
        for frame in (limits.model_dump_json().encode(), given):
            self.ask(frame)

    def _listen(self) -> None:
        """Queue what is said, to the end, which is ``None``; whoever says what no reader says is not heard further."""
        with suppress(ValueError):
            while (frame := read_frame(self._output, MAX_MESSAGE)) is not None:
                self._messages.put(from_bytes(frame))
        self._messages.put(None)

    def _tell(self) -> None:
        """Send what is queued, to the end, which is ``None``, or until nobody is there to take it."""
        with suppress(OSError):
            while self._sent(self._frames.get()):
                self._taken += 1

    def _sent(self, frame: bytes | None) -> bool:
        if frame is not None:
            write_frame(self._input, frame)
        return frame is not None

    def ask(self, data: bytes) -> None:
        """Hand it a file, without waiting until it takes it: it may be stopped, or be at something else for ever."""
        self._asked += 1
        self._frames.put(data)

    def end_asked(self, grace: float = 0.0) -> tuple[int, bool]:
        """End it; its exit code, and whether it had taken all that it was handed."""
        code = self.end(grace)
        return code, self._taken == self._asked

    def hear(self, seconds: float) -> Message | None:
        """Its next message. Raises ``queue.Empty`` if it says nothing for so long; ``None`` where it has ended."""
        return self._messages.get(timeout=seconds)

    def use(self) -> Use:
        """What it takes now, and has taken; nothing where it has ended."""
        import psutil

        now = time.monotonic()
        try:
            if self._weighed is None:  # the process keeps its number until it was waited for, which is its end
                self._weighed = psutil.Process(self._process.pid)
            cpu = self._weighed.cpu_times()
            return Use(now, cpu.user + cpu.system, int(self._weighed.memory_info().rss))
        except psutil.Error:
            return Use(now, 0.0)

    def end(self, grace: float = 0.0) -> int:
        """End it, at once or, where it may be ending by itself, after ``grace`` seconds; its exit code."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(grace)
        self._process.kill()
        code = self._process.wait()
        self._listener.join()
        self._frames.put(None)
        self._teller.join()
        for stream in (self._input, self._output):
            with suppress(OSError):  # what was still to be sent has nobody to go to
                stream.close()
        return code
