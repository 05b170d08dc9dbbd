"""The reader of this machine: a process of its own, within limits of time and memory."""

from typing import Final

from etl.readers.file_rows import FileRows, from_bytes
from parsers.isolated.limits import Limits
from parsers.isolated.reader import IsolatedReader
from parsers.reading import Reader
from schemas.reference import Reference

CHILD: Final = "etl.readers.child"
"""Module whose ``main`` the process runs."""


def isolated_reader(reference: Reference, limits: Limits | None = None, child: str = CHILD) -> Reader[FileRows]:
    """What reads and normalises files in a process of its own, so that no file can take the run along."""
    return IsolatedReader(child, reference.model_dump_json().encode(), from_bytes, limits)
