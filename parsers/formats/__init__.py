"""Bytes to ``Document``: one module a format, found by scanning this package.

A format module has a ``NAME``, a ``FIDELITY`` (how much of a table it can tell: where several files hold one
notice, the one of highest fidelity gives the rows), a ``claims(sample)`` that looks at the content and never
at a file name, and a ``read(data)`` that returns the ``Document`` or raises ``UnreadableFileError``. One with
fixed pages may offer a ``picture(data, page, boxes)`` as well, for people who want to see where a value came
from. A new format is a new module; nothing else has to know of it. Modules whose name starts with an
underscore help the others.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Protocol, cast

from parsers.errors import UnreadableFileError
from parsers.formats._picture import Picture
from parsers.formats._sample import Sample, foreign_kind
from parsers.formats._storable import storable
from schemas.document import Box, Document

MAX_BYTES = 200 * 1024 * 1024
"""Largest file that is read, in bytes; a notice is some hundred kilobytes, a scanned one some megabytes."""


_SURE_FIDELITY = 10
"""Formats below this recognise characters in pictures; all others hold them."""


class Format(Protocol):
    """What a module of this package offers."""

    NAME: str
    FIDELITY: int

    def claims(self, sample: Sample) -> bool:
        """Whether the content is of this format."""

    def read(self, data: bytes) -> Document:
        """Read the content; raises ``UnreadableFileError`` where it is damaged, locked or too large."""


@cache
def formats() -> tuple[Format, ...]:
    """Every format module of this package, by name."""
    return tuple(_scan())


def _scan() -> Iterator[Format]:
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield cast("Format", importlib.import_module(f"{__name__}.{module.name}"))


def fidelity(name: str) -> int:
    """How much the format called ``name`` can tell of a table, more being better; 0 for one that is gone."""
    return next((f.FIDELITY for f in formats() if name == f.NAME), 0)


def pictures() -> frozenset[str]:
    """Names of the formats whose characters are recognised in pictures, and may be misread."""
    return frozenset(f.NAME for f in formats() if f.FIDELITY < _SURE_FIDELITY)


def read_document(data: bytes) -> Document:
    """Read a file's bytes with the one format that claims them.

    Raises ``UnreadableFileError`` with a sentence for the user: empty, of no format that is read, or damaged.
    """
    if not data:
        raise UnreadableFileError("the file is empty (0 bytes); ask for it again.")
    sample = Sample.of(data)
    if sample.is_locked:
        raise UnreadableFileError("it is locked with a password; save it without one.")
    claiming = [f for f in formats() if f.claims(sample)]
    if not claiming:
        raise UnreadableFileError(_refusal(sample))
    if len(claiming) > 1:
        names = " and ".join(f.NAME for f in claiming)
        raise UnreadableFileError(f"its content is claimed as {names} at once; save it anew in one format.")
    return storable(claiming[0].read(data))


def draw_page(data: bytes, page: int, boxes: Sequence[Box]) -> Picture:
    """Picture of a page (from 1) with a frame around each box, in points from its top left corner.

    Raises ``UnreadableFileError`` if the format has no pages of its own or the page cannot be drawn.
    """
    sample = Sample.of(data)
    for claiming in formats():
        if claiming.claims(sample) and hasattr(claiming, "picture"):
            return cast("Callable[..., Picture]", claiming.picture)(data, page, boxes)
    raise UnreadableFileError("its format has no pages to draw; the place of each cell says where its text stands.")


def _refusal(sample: Sample) -> str:
    kind = foreign_kind(sample)
    if sample.is_zip and not sample.members:
        return "it is a damaged ZIP or Office file (its end is missing or broken); ask for the file again."
    if kind and kind.endswith("archive"):
        return f"it is {kind}, whatever its name says; unpack it and ingest the files that are in it."
    readable = ", ".join(sorted(f.NAME for f in formats()))
    what = f"it is {kind}" if kind else "its content is of no known document format"
    return f"{what}, whatever its name says; save the notice in a format that is read here ({readable})."
