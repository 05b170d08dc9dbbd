"""What passes between a run and the process that reads for it: frames of bytes, each with its length before it.

To the process go its setup and then files as they are. Back come messages as JSON: it is as fast as pickle for a
notice, and a process that a hostile file has taken over can send nothing but what the models allow.
"""

import struct
from typing import Annotated, BinaryIO, Final, Literal

from pydantic import Field, TypeAdapter

from parsers.isolated.limits import Limits
from schemas.base import Record
from schemas.notice import FileReading
from schemas.reference import Vocabulary

MAX_MESSAGE: Final = 64 * 1024 * 1024
"""Largest message, in bytes; the largest notice known makes one of a tenth of a megabyte."""

_LENGTH: Final = struct.Struct("<Q")


class Setup(Record):
    """What the process has to know before it reads."""

    vocabulary: Vocabulary
    limits: Limits


class Ready(Record):
    """The process has started and waits for its first file."""

    kind: Literal["ready"] = "ready"


class Step(Record):
    """It goes on with the file, at ``what``."""

    kind: Literal["step"] = "step"
    what: str


class Done(Record):
    """It has read the file."""

    kind: Literal["done"] = "done"
    reading: FileReading


class Refused(Record):
    """The file cannot be read, for this reason."""

    kind: Literal["refused"] = "refused"
    reason: str


Message = Annotated[Ready | Step | Done | Refused, Field(discriminator="kind")]

_message: Final[TypeAdapter[Message]] = TypeAdapter(Message)


def write_frame(stream: BinaryIO, content: bytes) -> None:
    """Send one frame. Raises ``OSError`` if nobody is there to take it."""
    stream.write(_LENGTH.pack(len(content)))
    stream.write(content)
    stream.flush()


def read_frame(stream: BinaryIO, largest: int | None = None) -> bytes | None:
    """The next frame; ``None`` where the stream ends, or where a frame is longer than ``largest`` bytes."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    if largest is not None and length > largest:
        return None
    content = stream.read(length)
    return content if len(content) == length else None


def to_bytes(message: Ready | Step | Done | Refused) -> bytes:
    """A message as it is sent; one too long becomes the refusal of its file."""
    content = message.model_dump_json().encode()
    if len(content) <= MAX_MESSAGE:
        return content
    reason = f"it gives {len(content) / 1e6:,.0f} MB of text, more than a notice can have; save the notice alone."
    return Refused(reason=reason).model_dump_json().encode()


def from_bytes(content: bytes) -> Message:
    """A message as it was sent. Raises ``ValueError`` (of pydantic) if it is none."""
    return _message.validate_json(content)
