"""What is sent is what arrives."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.isolated import messages
from parsers.isolated.messages import (
    Done,
    Ready,
    Refused,
    Step,
    from_bytes,
    read_frame,
    to_bytes,
    write_frame,
)
from parsers.reading import read_file
from schemas.notice import FileReading
from schemas.reference import Vocabulary
from tests.conftest import NOTICES, notice_path


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_frames_arrive_one_by_one_as_they_were_sent(contents: list[bytes]) -> None:
    stream = io.BytesIO()
    for content in contents:
        write_frame(stream, content)
    stream.seek(0)
    assert [read_frame(stream) for _ in contents] == contents
    assert read_frame(stream) is None


@given(st.binary(max_size=50), st.integers(0, 60))
def test_a_frame_that_is_cut_off_is_no_frame(content: bytes, at: int) -> None:
    stream = io.BytesIO()
    write_frame(stream, content)
    cut = stream.getvalue()[:at]
    assert read_frame(io.BytesIO(cut)) in ((content,) if len(cut) == len(content) + 8 else (None,))


def test_a_frame_that_is_too_long_is_not_read() -> None:
    stream = io.BytesIO()
    write_frame(stream, b"12345")
    assert read_frame(io.BytesIO(stream.getvalue()), 5) == b"12345"
    assert read_frame(io.BytesIO(stream.getvalue()), 4) is None


@pytest.mark.parametrize("message", [Ready(), Step(what="page 3 of 12"), Refused(reason="it is 空.")])
def test_messages_arrive_as_they_were_sent(message: Ready | Step | Refused) -> None:
    assert from_bytes(to_bytes(message)) == message


@pytest.mark.parametrize("name", NOTICES)
def test_what_came_of_a_file_arrives_as_it_was_sent(name: str, vocabulary: Vocabulary) -> None:
    read = read_file(notice_path(name, "text").read_bytes(), vocabulary)
    done = from_bytes(to_bytes(Done(content=read.model_dump_json().encode())))
    assert isinstance(done, Done) and FileReading.model_validate_json(done.content) == read


@given(st.binary())
def test_an_answer_may_be_any_bytes(content: bytes) -> None:
    assert from_bytes(to_bytes(Done(content=content))) == Done(content=content)


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"{}", b'{"kind":"other"}', b'{"kind":"step"}', b'{"kind":"ready","more":1}', b"\xff"]
)
def test_what_is_no_message_is_an_error(content: bytes) -> None:
    with pytest.raises(ValueError):
        from_bytes(content)


def test_a_message_that_is_too_long_refuses_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    done = Done(content=b"x" * 1000)
    monkeypatch.setattr(messages, "MAX_MESSAGE", 1000)
    refused = from_bytes(to_bytes(done))
    assert isinstance(refused, Refused)
    assert refused.reason.endswith("more than a notice can have; save the notice alone.")
