"""The process seen from inside; what it does as a whole is in ``test_reader``."""

import io
import signal
import sys

import pytest

from parsers.formats._steps import step
from parsers.isolated import child
from parsers.isolated.limits import Limits
from parsers.isolated.messages import Done, Message, Refused, Step, from_bytes, read_frame
from schemas.notice import FileReading
from schemas.reference import Vocabulary
from tests.conftest import notice_path
from tests.parsers.isolated import plain

posix = pytest.mark.skipif(sys.platform == "win32", reason="alarms")


def answers(data: bytes, vocabulary: Vocabulary, work: child.Work | None = None) -> list[Message]:
    stream = io.BytesIO()
    child._answer(data, work or plain.work(vocabulary.model_dump_json().encode()), Limits(), stream)
    stream.seek(0)
    return [from_bytes(frame) for frame in iter(lambda: read_frame(stream), None)]


def test_a_file_is_answered_with_its_notice(vocabulary: Vocabulary) -> None:
    *steps, done = answers(notice_path("gaoxin-2024-plan", "text").read_bytes(), vocabulary)
    assert isinstance(done, Done) and len(FileReading.model_validate_json(done.content).notice.projects) == 20
    assert steps[0] == Step(what="its tables") and all(isinstance(step, Step) for step in steps)


def test_a_file_that_cannot_be_read_is_answered_with_the_reason(vocabulary: Vocabulary) -> None:
    assert answers(b"", vocabulary) == [Refused(reason="the file is empty (0 bytes); ask for it again.")]


@posix
def test_the_alarm_is_set_while_a_file_is_read_and_not_longer(vocabulary: Vocabulary) -> None:
    seen: list[int] = []

    def look(_: bytes) -> bytes:
        seen.append(signal.alarm(0))
        step("page 1 of 1")
        seen.append(signal.alarm(0))
        raise MemoryError

    with pytest.raises(MemoryError):
        answers(b"x", vocabulary, look)
    assert all(60 <= seconds <= 80 for seconds in seen) and len(seen) == 2
    answers(b"", vocabulary)
    assert signal.alarm(0) == 0
