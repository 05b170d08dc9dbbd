"""What passes between a run and the process that reads for it: frames of bytes, each with its length before it.

To the process go its limits, what its work needs, and then files as they are. Back come messages as JSON, and what
the work made of a file as it is: whoever asked for it knows what it has to be, and a process that a hostile file has
taken over can send nothing else.
"""

import struct
from typing import Annotated, BinaryIO, Final, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Record

MAX_MESSAGE: Final = 64 * 1024 * 1024
"""Largest message, in bytes; the largest notice known makes one of a tenth of a megabyte."""

_LENGTH: Final = struct.Struct("<Q")


class Ready(Record):
    """The process has started and waits for its first file."""

    kind: Literal["ready"] = "ready"


class Step(Record):
    """It goes on with the file, at ``what``."""

    kind: Literal["step"] = "step"
    what: str


class Done(Record):
    """It has read the file; ``content`` is what came of it."""

    content: bytes


class Refused(Record):
    """The file cannot be read, for this reason."""

    kind: Literal["refused"] = "refused"
    reason: str


Message = Ready | Step | Done | Refused
Told = Annotated[Ready | Step | Refused, Field(discriminator="kind")]

_told: Final[TypeAdapter[Told]] = TypeAdapter(Told)
_DONE: Final = b"="
"""What a frame begins with that holds the content of an answer; one of JSON begins with a brace."""


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


def to_bytes(message: Message) -> bytes:
    """A message as it is sent; one too long becomes the refusal of its file."""
    content = _DONE + message.content if isinstance(message, Done) else message.model_dump_json().encode()
    if len(content) <= MAX_MESSAGE:
        return content
    reason = f"it gives {len(content) / 1e6:,.0f} MB of text, more than a notice can have; save the notice alone."
    return Refused(reason=reason).model_dump_json().encode()


def from_bytes(content: bytes) -> Message:
    """A message as it was sent. Raises ``ValueError`` (of pydantic) if it is none."""
    if content.startswith(_DONE):
        return Done(content=content[len(_DONE) :])
    return _told.validate_json(content)
