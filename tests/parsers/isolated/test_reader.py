"""What a file does to the process that reads it is told in one sentence, and the next file is read."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from parsers.errors import NoReaderError, UnreadableFileError
from parsers.isolated.limits import Limits
from parsers.isolated.reader import LOOK_SECONDS, IsolatedReader
from parsers.isolated.watch import Use
from parsers.isolated.worker import Worker
from parsers.reading import read_file
from schemas.notice import FileReading
from schemas.reference import Vocabulary
from tests.conftest import notice_path
from tests.parsers.isolated.plain import plain_reader
from tests.parsers.isolated.stopped import stop

Reader = IsolatedReader[FileReading]
NAUGHTY = "tests.parsers.isolated.naughty"
NOTICE = notice_path("gaoxin-2024-plan", "text").read_bytes()
GIVEN = 2
"""Frames that a process is handed before its first file: its limits, and what its work needs."""
TIGHT = Limits(patience=1.5, total=4.0, per_step=0.0, memory=400 * 1024**2)


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Iterator[Reader]:
    reader = plain_reader(vocabulary, TIGHT, NAUGHTY)
    yield reader
    reader.close()


def process_of(reader: Reader) -> psutil.Process:
    assert isinstance(reader._worker, Worker)
    return psutil.Process(reader._worker._process.pid)


def refusal(reader: Reader, data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        reader.read(data)
    sentence = str(caught.value)
    assert "\n" not in sentence and sentence.endswith(".")
    return sentence


def test_a_notice_is_read_as_it_is_read_right_here(reader: Reader, vocabulary: Vocabulary) -> None:
    assert reader.read(NOTICE) == read_file(NOTICE, vocabulary)


def test_looking_at_the_process_costs_no_more_where_it_tells_many_steps(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look asks the system, which took a fifth of what a run itself does for a file as there was one at each step."""
    reader.read(NOTICE)
    looks: list[float] = []
    use = Worker.use

    def counted(worker: Worker) -> Use:
        looks.append(time.monotonic())
        return use(worker)

    monkeypatch.setattr(Worker, "use", counted)
    begun = time.monotonic()
    reader.read(b"chatter\n" + NOTICE)
    assert len(looks) <= 1 + (looks[-1] - begun) / LOOK_SECONDS


def test_one_process_serves_all_files(reader: Reader) -> None:
    reader.read(NOTICE)
    first = process_of(reader)
    refusal(reader, b"")
    reader.read(NOTICE)
    assert process_of(reader) == first


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("hang", "reading it took more than 1.5 s on page 3 of 12; "),
        ("hang_at_once", "reading it took more than 1.5 s; "),
        ("tread", "reading it took more than 1.5 s on page 1 of 2; "),
        ("crawl", "reading it took more than 4 s in all, being on page "),
        ("never_pause", "reading it took more than 4 s in all, being on page "),
        ("fill", "reading it needed more than 0.39 GB of memory on page "),
        ("fill_at_once", "reading it needed more memory than there is; "),
        ("leave", "the reader died while reading it (exit code 3); "),
        ("fail", "reading it failed unexpectedly (RuntimeError: what now); "),
    ],
)
def test_what_goes_wrong_is_told_and_the_next_file_is_read(reader: Reader, deed: str, sentence: str) -> None:
    begun = time.monotonic()
    assert refusal(reader, deed.encode()).startswith(sentence)
    assert time.monotonic() - begun < 20
    assert len(reader.read(NOTICE).notice.projects) == 20


@pytest.mark.parametrize("deed", ["never_pause", "never_the_same"])
def test_steps_for_ever_give_no_time_for_ever(deed: str, vocabulary: Vocabulary) -> None:
    """A second for each step would be more than it takes; the file has room for two."""
    limits = Limits(patience=60, total=1.0, per_step=1.0, step_bytes=1000)
    reader = plain_reader(vocabulary, limits, NAUGHTY)
    data = deed.encode() + b"\n" + b"x" * 2_500
    assert refusal(reader, data).startswith("reading it took more than 3 s in all, being on page ")
    assert len(reader.read(NOTICE).notice.projects) == 20
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_crash_is_told_by_its_signal(reader: Reader) -> None:
    assert refusal(reader, b"crash").startswith("the reader died while reading it (signal 11); ")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_one_that_lets_no_thread_run_is_ended_too(reader: Reader) -> None:
    assert "took more than 1.5 s on page 1 of 1" in refusal(reader, b"hang_in_c")


@pytest.mark.parametrize("deed", ["print_much", "read_stdin"])
def test_the_streams_of_the_system_lead_nowhere(reader: Reader, deed: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert len(reader.read(deed.encode() + b"\n" + NOTICE).notice.projects) == 20
    assert capfd.readouterr() == ("", "")


def test_one_that_talks_nonsense_is_ended(reader: Reader) -> None:
    assert "the reader died" in refusal(reader, b"talk_nonsense")
    reader.read(NOTICE)


def test_one_that_keeps_much_memory_makes_room_for_the_next_file(reader: Reader) -> None:
    reader.read(NOTICE)
    before = process_of(reader)
    reader.read(b"keep\n" + NOTICE)
    assert not before.is_running()
    reader.read(NOTICE)


def test_a_file_whose_process_is_ended_from_outside_is_given_to_another(
    reader: Reader, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the system, say, for want of memory that others took: the next one reads the file."""
    asked: list[int] = []
    ask = Worker.ask

    def killed_once(worker: Worker, data: bytes) -> None:
        asked.append(worker._process.pid)
        if len(asked) == 1:
            worker._process.kill()
            worker._process.wait()
            return
        ask(worker, data)

    reader.read(NOTICE)
    monkeypatch.setattr(Worker, "ask", killed_once)
    assert reader.read(NOTICE) == read_file(NOTICE, vocabulary)
    assert len(set(asked)) == 2


def watched(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The process ids that are handed a file from now on."""
    asked: list[int] = []
    ask = Worker.ask

    def noted(worker: Worker, data: bytes) -> None:
        if worker._asked >= GIVEN:
            asked.append(worker._process.pid)
        ask(worker, data)

    monkeypatch.setattr(Worker, "ask", noted)
    return asked


def test_a_file_that_kills_is_tried_twice(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watched(monkeypatch)
    assert refusal(reader, b"leave").startswith("the reader died while reading it (exit code 3); ")
    assert len(asked) == len(set(asked)) == 2


def test_a_file_that_takes_too_long_is_tried_once(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = watched(monkeypatch)
    assert "took more than" in refusal(reader, b"hang_at_once")
    assert len(asked) == 1


def test_one_that_died_in_the_meantime_is_replaced(reader: Reader) -> None:
    reader.read(NOTICE)
    gone = process_of(reader)
    gone.kill()
    gone.wait(5)
    assert len(reader.read(NOTICE).notice.projects) == 20


LARGE = NOTICE + b" " * 2_000_000
"""More than a pipe holds, so that it is handed over only as far as it is taken."""


@pytest.mark.skipif(sys.platform == "win32", reason="a process that is stopped")
def test_one_that_was_stopped_is_ended_and_the_file_told(reader: Reader) -> None:
    """By a debugger, say, or by the system: the file is not handed over for ever."""
    reader.read(NOTICE)
    stopped = process_of(reader)
    stop(stopped)
    assert refusal(reader, LARGE) == (
        "reading it took more than 1.5 s; save it anew in another format, or allow more time with --patience."
    )
    assert not stopped.is_running()
    assert len(reader.read(NOTICE).notice.projects) == 20


@pytest.mark.skipif(sys.platform == "win32", reason="a process that is stopped")
def test_one_that_was_stopped_for_a_moment_reads_all_the_same(vocabulary: Vocabulary) -> None:
    reader = plain_reader(vocabulary, Limits(patience=60))
    reader.read(NOTICE)
    stopped = process_of(reader)
    stop(stopped)
    ask = Worker.ask

    def resumed(worker: Worker, data: bytes) -> None:
        ask(worker, data)
        stopped.resume()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "ask", resumed)
        assert len(reader.read(LARGE).notice.projects) == 20
    assert process_of(reader) == stopped
    reader.close()


@pytest.mark.parametrize(
    ("child", "sentence"),
    [
        ("deaf", "reading it took more than 1.5 s; "),
        ("talkative", "reading it took more than 4 s in all, being on page "),
    ],
)
def test_one_that_takes_no_file_is_ended_and_the_file_told(child: str, sentence: str, vocabulary: Vocabulary) -> None:
    reader = plain_reader(vocabulary, TIGHT, f"tests.parsers.isolated.{child}")
    for _ in range(2):
        assert refusal(reader, LARGE).startswith(sentence)
        assert reader._worker is None
    reader.close()


def test_one_that_answers_what_it_has_not_taken_is_ended_with_the_next_file(vocabulary: Vocabulary) -> None:
    """It is no file's reading, but nobody waits for it."""
    reader = plain_reader(vocabulary, TIGHT, "tests.parsers.isolated.hasty")
    assert refusal(reader, LARGE) == "it is hasty."
    assert refusal(reader, LARGE).startswith("reading it took more than 1.5 s; ")
    assert reader._worker is None


@pytest.mark.skipif(sys.platform == "win32", reason="a process that is stopped")
def test_one_that_dies_before_it_takes_a_file_is_replaced_and_no_file_blamed(
    reader: Reader, vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the file was half handed over; to be handed one counts from when it is wholly taken."""
    reader.read(NOTICE)
    ask, killed = Worker.ask, list[psutil.Process]()

    def killed_in_between(worker: Worker, data: bytes) -> None:
        process = psutil.Process(worker._process.pid)
        if data is LARGE and len(killed) < 1:
            stop(process)
            ask(worker, data)
            killed.append(process)
            process.kill()
        else:
            ask(worker, data)

    monkeypatch.setattr(Worker, "ask", killed_in_between)
    monkeypatch.setattr(IsolatedReader, "read", IsolatedReader._read)  # which blames the file for the first death
    assert reader.read(LARGE) == read_file(LARGE, vocabulary)
    assert len(killed) == 1


def test_an_interrupt_ends_the_process_too(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.read(NOTICE)
    process = process_of(reader)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Worker, "hear", interrupt)
    with pytest.raises(KeyboardInterrupt):
        reader.read(b"hang")
    assert not process.is_running()


def test_nothing_starts_before_a_file_is_to_be_read(vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    plain_reader(vocabulary).close()


def test_it_starts_once_and_without_being_waited_for(vocabulary: Vocabulary) -> None:
    reader = plain_reader(vocabulary, child="tests.parsers.isolated.slow")
    begun = time.monotonic()
    reader.start()
    process = process_of(reader)
    reader.start()
    assert process_of(reader) == process
    reader.close()
    reader.close()
    assert time.monotonic() - begun < 10
    assert not process.is_running()


def test_a_process_that_ends_as_it_starts_is_no_fault_of_a_file(vocabulary: Vocabulary) -> None:
    reader = plain_reader(vocabulary, child="tests.parsers.isolated.broken")
    with pytest.raises(NoReaderError, match="ended as it started \\(exit code 7\\)"):
        reader.read(NOTICE)


def killed_at_start(monkeypatch: pytest.MonkeyPatch, times: int) -> list[int]:
    """Kill so many processes right after they were started from now on; the ids of all that were started."""
    started: list[int] = []
    begin = Worker.__init__

    def begun(worker: Worker, child: str, given: bytes, limits: Limits) -> None:
        begin(worker, child, given, limits)
        started.append(worker._process.pid)
        if len(started) <= times:
            worker._process.kill()

    monkeypatch.setattr(Worker, "__init__", begun)
    return started


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_one_that_is_ended_from_outside_as_it_starts_is_replaced(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = killed_at_start(monkeypatch, 2)
    reader = plain_reader(vocabulary)
    assert reader.read(NOTICE) == read_file(NOTICE, vocabulary)
    assert len(set(started)) == 3
    assert all(not psutil.pid_exists(pid) for pid in started[:2])
    reader.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_one_that_is_ended_each_time_it_starts_ends_the_run_in_a_sentence(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = killed_at_start(monkeypatch, 99)
    with pytest.raises(NoReaderError, match=r"ended 3 times as it started \(signal 9, "):
        plain_reader(vocabulary).read(NOTICE)
    assert len(started) == 3


def test_a_process_that_does_not_start_is_no_fault_of_a_file(vocabulary: Vocabulary) -> None:
    reader = plain_reader(vocabulary, Limits(start=0.2), "tests.parsers.isolated.slow")
    with pytest.raises(NoReaderError, match=r"did not start within 0\.2 s"):
        reader.read(NOTICE)


def test_a_system_without_a_process_left_is_no_fault_of_a_file(
    vocabulary: Vocabulary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with pytest.raises(NoReaderError, match="Resource temporarily unavailable"):
        plain_reader(vocabulary).read(NOTICE)


CALLER = """
import sys, time
from etl.reference.load import load_reference
from parsers.isolated.limits import Limits
from tests.parsers.isolated.plain import plain_reader
from tests.parsers.isolated.stopped import stop
reader = plain_reader(load_reference().vocabulary, Limits(), {child!r})
reader.start()
print(reader._worker._process.pid, flush=True)
reader.read({data!r})
"""


def gone_within(process: psutil.Process, seconds: float) -> bool:
    try:
        process.wait(seconds)
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize("end", [subprocess.Popen.kill, subprocess.Popen.terminate])
def test_it_does_not_outlive_whoever_started_it(end: "Callable[[subprocess.Popen[str]], None]") -> None:
    code = CALLER.format(child=NAUGHTY, data=b"hang_at_once")
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout
        child = psutil.Process(int(caller.stdout.readline()))
        time.sleep(1)
        end(caller)
    assert gone_within(child, 10)
