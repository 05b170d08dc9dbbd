"""What one file's bytes come to, wherever they are read: its notice as written, its rows, and its facts."""

import struct
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from etl.facts import facts_of
from etl.family_amounts import amounts_of
from etl.normalise.assemble import normalise
from etl.normalise.families.amounts import lines_of, task_of
from parsers.formats._steps import step
from parsers.reading import no_surprises, read_file
from schemas.base import Record
from schemas.facts import FileFacts
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.reference import Reference

_LENGTHS: Final = struct.Struct("<QQQ")


@dataclass(frozen=True)
class FileRows:
    """One file as read and normalised. ``notice`` and ``rows`` are JSON and ``amounts`` lines of it, because a run
    passes them on as they are."""

    format: str
    pages: int | None
    facts: FileFacts
    notice: bytes
    rows: bytes
    amounts: bytes


class _Head(Record):
    """What of a file is not passed on but looked at."""

    format: str
    pages: int | None
    facts: FileFacts


def read_rows(data: bytes, reference: Reference) -> FileRows:
    """Read and normalise one file's bytes right here.

    Raises ``UnreadableFileError`` if that cannot be done, for whatever reason.
    """
    read = read_file(data, reference.vocabulary)
    with no_surprises():
        step("its values")
        rows = normalise(read.notice, reference)
        return FileRows(
            format=read.format,
            pages=read.pages,
            facts=facts_of(read.notice, rows, reference.editions),
            notice=read.notice.model_dump_json().encode(),
            rows=rows.model_dump_json().encode(),
            amounts=amounts_of(rows, reference),
        )


def to_bytes(file: FileRows) -> bytes:
    """A file's rows as they are sent from where it was read."""
    head = _Head(format=file.format, pages=file.pages, facts=file.facts).model_dump_json().encode()
    lengths = _LENGTHS.pack(len(head), len(file.notice), len(file.rows))
    return b"".join((lengths, head, file.notice, file.rows, file.amounts))


def from_bytes(content: bytes) -> FileRows:
    """A file's rows as they were sent. Raises ``ValueError`` if they are none: who read a hostile file may be its."""
    if len(content) < _LENGTHS.size:
        raise ValueError("it is cut off")
    ends = [*accumulate((_LENGTHS.size, *_LENGTHS.unpack_from(content)))]
    first, notice, rows, amounts = (content[begin:end] for begin, end in pairwise([*ends, None]))
    head = _Head.model_validate_json(first)
    Notice.model_validate_json(notice)
    NormalisedNotice.model_validate_json(rows)
    for _, line in lines_of(amounts):
        task_of(line)
    return FileRows(head.format, head.pages, head.facts, notice, rows, amounts)
