"""The process seen from outside."""

import sys
from collections.abc import Iterator
from queue import Empty

import psutil
import pytest

from parsers.isolated.messages import Done, Message, Ready, Refused, Step
from parsers.isolated.worker import Worker
from schemas.notice import FileReading
from schemas.reference import Vocabulary
from tests.conftest import notice_path
from tests.parsers.isolated.plain import plain_worker
from tests.parsers.isolated.stopped import stop

posix = pytest.mark.skipif(sys.platform == "win32", reason="a process that is stopped")
LARGE = b"\0" * 2_000_000


@pytest.fixture
def worker(vocabulary: Vocabulary) -> Iterator[Worker]:
    worker = plain_worker(vocabulary)
    assert isinstance(worker.hear(60), Ready)
    yield worker
    worker.end()


def heard(worker: Worker) -> list[Message | None]:
    """Everything up to the answer."""
    messages = [worker.hear(60)]
    while isinstance(messages[-1], Step):
        messages.append(worker.hear(60))
    return messages


def test_it_answers_each_file_and_tells_its_steps(worker: Worker) -> None:
    worker.ask(notice_path("gaoxin-2024-plan", "pdf").read_bytes())
    *steps, done = heard(worker)
    assert isinstance(done, Done)
    assert FileReading.model_validate_json(done.content).format == "pdf"
    assert [s.what for s in steps if isinstance(s, Step)][:2] == ["page 1 of 3", "page 2 of 3"]
    worker.ask(b"")
    (refused,) = heard(worker)
    assert isinstance(refused, Refused) and "empty" in refused.reason


def test_it_says_nothing_unasked(worker: Worker) -> None:
    with pytest.raises(Empty):
        worker.hear(0.1)


def test_it_can_be_weighed_until_it_ends(worker: Worker) -> None:
    use = worker.use()
    assert 10**7 < use.memory < 10**9 and use.cpu
    worker.end()
    later = worker.use()
    assert (later.memory, later.cpu) == (0, 0) and later.now >= use.now


def test_one_that_was_killed_takes_no_file_and_says_so(worker: Worker) -> None:
    worker._process.kill()
    worker._process.wait()
    worker.ask(b"x" * 1_000_000)
    assert worker.hear(60) is None
    assert worker.end_asked() == (worker.end(), False) != (0, False)


def test_one_that_took_its_files_says_so(worker: Worker) -> None:
    worker.ask(b"")
    heard(worker)
    assert worker.end_asked()[1] is True


@posix
def test_one_that_takes_nothing_keeps_nobody_waiting(worker: Worker) -> None:
    """A pipe holds some kilobytes; what is more waits until it is taken, or until the process is ended."""
    process = psutil.Process(worker._process.pid)
    stop(process)
    worker.ask(LARGE)
    with pytest.raises(Empty):
        worker.hear(0.1)
    assert worker.end_asked()[1] is False
    assert not worker._teller.is_alive()


@posix
def test_one_that_goes_on_takes_what_was_waiting(worker: Worker) -> None:
    process = psutil.Process(worker._process.pid)
    stop(process)
    worker.ask(LARGE)
    process.resume()
    assert isinstance(heard(worker)[-1], Refused)
    assert worker.end_asked()[1] is True


def test_one_that_ends_by_itself_keeps_its_exit_code(vocabulary: Vocabulary) -> None:
    worker = plain_worker(vocabulary, "tests.parsers.isolated.broken")
    assert worker.hear(60) is None
    assert worker.end(10) == 7
