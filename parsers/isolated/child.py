"""The process that reads: it takes files from stdin, one at a time, and answers on stdout until stdin ends.

What it makes of a file is the work that it is started with; here is what is the same for whatever work that is.

Whatever libraries print goes nowhere: the streams are taken away from them before anything else is done. The
process ends with whoever started it, even where that one was killed: a thread sees stdin end, and where a library
lets no thread run, the alarm of the system does it.
"""

import os
import signal
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from parsers.errors import UnreadableFileError
from parsers.formats import formats
from parsers.formats._steps import listening
from parsers.isolated.limits import Limits
from parsers.isolated.messages import Done, Ready, Refused, Step, read_frame, to_bytes, write_frame

Work = Callable[[bytes], bytes]
"""What comes of a file's bytes; raises ``UnreadableFileError`` for those that nothing comes of."""


def serve(prepare: Callable[[bytes], Work]) -> None:
    """Read files until stdin ends. ``prepare`` makes the work of what this process was given for it."""
    source, answers = _own_streams()
    for told in (signal.SIGINT, signal.SIGTERM):  # the run is told as well, and ends this
        signal.signal(told, signal.SIG_IGN)
    requests: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(source, requests), daemon=True).start()
    limits = Limits.model_validate_json(requests.get())
    _limit(limits)
    work = prepare(requests.get())
    formats()
    write_frame(answers, to_bytes(Ready()))
    while True:
        _answer(requests.get(), work, limits, answers)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """stdin and stdout as nobody else in this process has them; who uses those of the system gets nothing."""
    own = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
    return own


def _listen(source: BinaryIO, requests: "SimpleQueue[bytes]") -> None:
    while (frame := read_frame(source)) is not None:
        requests.put(frame)
    os._exit(0)


def _limit(limits: Limits) -> None:
    """The system's own limits: no core files, no message boxes, and where it has one, a limit on memory.

    That one is far above ours, because what is taken is not yet used; it stops what takes everything in one go,
    between two looks of the watch. ``RLIMIT_DATA`` rather than ``RLIMIT_AS``: libraries for pictures reserve
    addresses by the gigabyte and use a fraction.
    """
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_FAILCRITICALERRORS | msvcrt.SEM_NOGPFAULTERRORBOX)
    else:
        import resource

        for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, 4 * limits.memory)):
            _, hard = resource.getrlimit(kind)
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _answer(data: bytes, work: Work, limits: Limits, answers: BinaryIO) -> None:
    def heard(what: str) -> None:
        _alarm(limits)
        write_frame(answers, to_bytes(Step(what=what)))

    _alarm(limits)
    with listening(heard):
        answer = to_bytes(_done(data, work))
    _alarm(None)
    write_frame(answers, answer)


def _done(data: bytes, work: Work) -> Done | Refused:
    try:
        return Done(content=work(data))
    except UnreadableFileError as refusal:
        return Refused(reason=str(refusal))


def _alarm(limits: Limits | None) -> None:
    """Have the system end this process if nothing is heard of it for long after the run should have done so."""
    if sys.platform != "win32":
        signal.alarm(0 if limits is None else int(limits.patience) + 60)
