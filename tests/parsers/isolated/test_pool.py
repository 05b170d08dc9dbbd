"""Whatever the number of readers and however fast each is, results come in the order of the files."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from threading import Event, Lock, Thread, get_ident, main_thread
from typing import Any

import pytest

from parsers.errors import NoReaderError, UnreadableFileError
from parsers.isolated import pool
from parsers.isolated.limits import Limits
from parsers.isolated.pool import _AHEAD, ReaderPool, default_workers
from parsers.reading import Reader
from schemas.notice import FileReading
from schemas.reference import Vocabulary
from tests.conftest import notice_path
from tests.parsers.isolated.plain import plain_reader

NAUGHTY = "tests.parsers.isolated.naughty"
NOTICE = notice_path("gaoxin-2024-plan", "text").read_bytes()


class Desk:
    """A reader that reads nothing, and knows who uses it."""

    def __init__(self) -> None:
        self.uses = 0
        self.closed = 0
        self._busy = Lock()

    def start(self) -> None: ...

    def read(self, data: bytes) -> FileReading:
        raise UnreadableFileError(data.decode())

    def close(self) -> None:
        self.closed += 1

    def use(self, seconds: float) -> None:
        assert self._busy.acquire(blocking=False), "two jobs have one reader"
        self.uses += 1
        time.sleep(seconds)
        self._busy.release()


def slowly(number: int, seconds: float, reader: Reader[Any]) -> int:
    assert isinstance(reader, Desk)
    reader.use(seconds)
    return number


def jobs(count: int = 20) -> list[Callable[[Reader[Any]], int]]:
    """Jobs of which some in front take longer than those behind."""
    return [partial(slowly, n, 0.03 if n % 4 == 0 else 0.001) for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2, 5, 30])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    desks = [Desk() for _ in range(workers)]
    assert list(ReaderPool(desks).run(jobs())) == list(range(20))
    assert sum(d.uses for d in desks) == 20
    assert all(d.closed for d in desks)


def test_one_reader_works_right_here_and_not_ahead() -> None:
    begun: list[int] = []

    def job(number: int, _: Reader[Any]) -> int:
        begun.append(get_ident())
        return number

    results = ReaderPool([Desk()]).run(partial(job, n) for n in range(3))
    assert next(results) == 0
    assert begun == [main_thread().ident]
    results.close()


def test_no_more_is_begun_than_can_wait() -> None:
    asked = 0

    def endless() -> Iterator[Callable[[Reader[Any]], int]]:
        nonlocal asked
        while True:
            asked += 1
            yield partial(slowly, asked, 0)

    results = ReaderPool([Desk(), Desk()]).run(endless())
    assert [next(results) for _ in range(50)] == list(range(1, 51))
    results.close()
    assert asked <= 50 + _AHEAD * 2


def test_what_a_job_raises_is_raised_at_its_turn() -> None:
    def fail(_: Reader[Any]) -> int:
        raise NoReaderError("no process could be started.")

    desks = [Desk(), Desk()]
    results = ReaderPool(desks).run([*jobs(3), fail, *jobs(3)])
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(NoReaderError):
        next(results)
    assert all(d.closed for d in desks)


def test_nothing_runs_on_when_results_are_not_wanted_any_more(vocabulary: Vocabulary) -> None:
    readers = [plain_reader(vocabulary, Limits(patience=60), NAUGHTY) for _ in range(2)]
    results = ReaderPool(readers).run(partial(_read, data) for data in (NOTICE, b"hang", b"hang", b"hang", b"hang"))
    assert next(results) == "read"
    begun = time.monotonic()
    results.close()
    assert time.monotonic() - begun < 10
    assert all(reader._worker is None for reader in readers)


def test_the_keyboard_breaks_off_the_job_that_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    let_go, closed = Event(), Event()

    class Stuck(Desk):
        def close(self) -> None:
            closed.set()
            let_go.set()

    def stuck(_: Reader[Any]) -> None:
        assert let_go.wait(20)

    def interrupted(*_: object) -> None:
        if not closed.is_set():
            raise KeyboardInterrupt

    monkeypatch.setattr(pool, "wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        list(ReaderPool([Stuck(), Stuck()]).run([stuck, stuck, stuck]))
    assert closed.is_set()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_that_kills_its_reader_is_refused_and_the_rest_is_read(vocabulary: Vocabulary, workers: int) -> None:
    readers = [plain_reader(vocabulary, None, NAUGHTY) for _ in range(workers)]
    files = (NOTICE, b"leave", NOTICE, b"fail", b"leave", NOTICE)
    told = list(ReaderPool(readers).run(partial(_read, data) for data in files))
    died = "the reader died while reading it (exit code 3); "
    assert [t[: len(died)] for t in told] == [
        *("read", died, "read"),
        *("reading it failed unexpectedly (RuntimeError: what now); "[: len(died)], died, "read"),
    ]


def _read(data: bytes, reader: Reader[Any]) -> str:
    try:
        return "read" if reader.read(data).notice.projects else "empty"
    except UnreadableFileError as refusal:
        return str(refusal)


@pytest.mark.parametrize(
    ("cores", "files", "workers"),
    [(1, 1000, 1), (2, 1, 1), (2, 7, 1), (2, 8, 2), (8, 0, 1), (8, 13, 3), (8, 5000, 4), (64, 5000, 4)],
)
def test_as_many_as_there_is_work_and_room_for(
    cores: int, files: int, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "cores", lambda: cores)
    assert default_workers(files) == workers


def test_no_thread_is_left() -> None:
    import threading

    list(ReaderPool([Desk(), Desk()]).run(jobs(5)))
    deadline = time.monotonic() + 5
    while any(t.name.startswith("reader") for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    left = [t for t in threading.enumerate() if isinstance(t, Thread) and t.name.startswith("reader")]
    assert left == []
