"""Being told to stop while a command lasts: an interrupt, after which what was begun is cleared away.

An interrupt that is raised while a module is imported does not come through: libraries make an ``ImportError`` of it,
or nothing at all. So it waits until the import is over.
"""

import signal
import sys
import time
from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType
from typing import Final

from etl.cli.stops import STOPS, leave

_Handler = Callable[[int, FrameType | None], object] | int | signal.Handlers | None

_IMPORTING: Final = "<frozen importlib._bootstrap>"
_LOOK_SECONDS: Final = 0.005
"""How often it is looked whether an import is over."""
_SAME_SECONDS: Final = 1.0
"""Signals within it are one telling: ``timeout`` and shells tell a program and then its group, that is, it again."""
_IMPORT_SECONDS: Final = 10.0
"""How long an import is waited for: one that is stuck is interrupted, come what may."""


class Told(KeyboardInterrupt):
    """The interrupt of somebody who was told to stop.

    Not ``KeyboardInterrupt`` itself: where that has once passed through ``exec`` of source text, as dataclasses and
    named tuples do it, a Python that is not left by ``sys.exit`` ends by SIGINT, though it was caught (``pythonrun.c``
    of CPython).
    """


class Stopping:
    """While it lasts, being told to stop raises ``Told``, so that what was begun is cleared away; not before it is
    ``begun``, nor when it is ``over``: whoever catches it says so, and no signal falls between two of its lines."""

    def __init__(self) -> None:
        self.came: list[int] = []
        """The numbers of the signals that came; exit codes are 128 above them (POSIX, `sh`)."""
        self._first = 0.0
        self._raises = False
        self._waits = False
        self._is_sent = False
        self._sending = allocate_lock()
        self._before: dict[signal.Signals, _Handler] = {}

    def __enter__(self) -> "Stopping":
        if current_thread() is main_thread():
            self._main, self._imports, self._ignored = get_ident(), _imports(sys._getframe()), sys.unraisablehook
            for number in STOPS:
                self._take(number, signal.getsignal(number))
            sys.unraisablehook = self._unraisable
        return self

    def _take(self, number: signal.Signals, handler: _Handler) -> None:
        """Handle a signal from now on. Without the command line SIGINT is an interrupt anyway, whoever handles it."""
        if handler is leave or (number == signal.SIGTERM and handler is not signal.SIG_IGN):
            self._before[number] = handler
            signal.signal(number, self._told)

    def __exit__(self, *_: object) -> None:
        self.over()
        for number, handler in self._before.items():
            # What is done is done: whoever would stop it now is not to be told that nothing has changed.
            signal.signal(number, signal.SIG_IGN if handler is leave else handler)
        if sys.unraisablehook == self._unraisable:
            sys.unraisablehook = self._ignored

    def begun(self) -> None:
        """From now on ``Told`` is caught. Raises it if there was a signal before."""
        self._raises = True
        if self.came:
            raise Told

    def over(self) -> None:
        """From now on nothing is raised."""
        self._raises = False
        with self._sending:  # nor is anything on its way that would meet the handler of before
            pass

    def _told(self, number: int, frame: FrameType | None) -> None:
        is_sent, self._is_sent = self._is_sent, False
        now = time.monotonic()
        if not is_sent:
            self._first = self._first if self.came else now
            self.came.append(number)
        if not self._raises or (is_sent and not self._waits):
            return
        if not is_sent and len(self.came) > 1:
            if now - self._first < _SAME_SECONDS:
                return
        elif now - self._first < _IMPORT_SECONDS and self._is_no_place(frame) and self._send_again():
            return
        self._waits = False
        raise Told

    def _is_no_place(self, frame: FrameType | None) -> bool:
        """Whether an interrupt would not come through here: in an import, and between a ``with`` and its manager."""
        if _imports(frame) > self._imports:
            return True
        managers = sys.modules.get("contextlib")
        return managers is not None and frame is not None and frame.f_code.co_filename == managers.__file__

    def _send_again(self) -> bool:
        """Have the first signal come again in a moment; whether the system has a thread left for that."""
        self._waits = True
        try:
            start_new_thread(self._send, (self.came[0],))
        except RuntimeError:
            return False
        return True

    def _send(self, number: int) -> None:
        time.sleep(_LOOK_SECONDS)
        with self._sending:
            if not self._raises:
                return
            self._is_sent = True
            if sys.platform == "win32":
                signal.raise_signal(number)
            else:  # to the main thread, which may wait for the system meanwhile
                signal.pthread_kill(self._main, number)

    def _unraisable(self, ignored: "sys.UnraisableHookArgs") -> None:
        """Called for what nobody catches, as in ``__del__``: an interrupt that was raised there is raised again."""
        if not (self._raises and issubclass(ignored.exc_type, Told) and self._send_again()):
            self._ignored(ignored)


def _imports(frame: FrameType | None) -> int:
    """How many steps of imports are under way above a frame and in it."""
    count = 0
    while frame is not None:
        count += frame.f_code.co_filename == _IMPORTING
        frame = frame.f_back
    return count
