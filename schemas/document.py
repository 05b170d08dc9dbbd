"""A file as laid out, before anybody asks what it means: the common language of all formats."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, FiniteFloat

from schemas.base import Record
from schemas.finding import Finding


class Overflow(StrEnum):
    """Whether a cell's text may go on in a box beyond the page break.

    Only fixed-layout formats can tell. ``LINE``: the text reaches the bottom of its box and its last line
    is full, so a sentence may be cut. ``PARAGRAPH``: it reaches the bottom, but its last line ended early.
    """

    NONE = "none"
    PARAGRAPH = "paragraph"
    LINE = "line"


Box = tuple[FiniteFloat, FiniteFloat, FiniteFloat, FiniteFloat]
"""Left, top, right and bottom of something on a page, in points from the page's top left corner."""


class Doubt(Record):
    """A character that the reader of a picture is unsure of: where it stands in its text, counted from 0, and the
    reader's own score for it, from 0 to 1."""

    at: int = Field(ge=0)
    char: str
    score: float = Field(ge=0, le=1)


class Cell(Record):
    """One drawn cell. ``row`` and ``column`` count from 1 in the grid of its table; text is joined by newlines
    at paragraph ends only. A table inside the cell stands in ``tables``, not in ``text``.

    ``box`` says where it is drawn, in formats with fixed pages; ``origin`` where its text stands, in the words of the
    other formats: ``line 34``, ``Sheet1!B12:B14``. ``doubts`` are for texts read from pictures.
    """

    row: int = Field(ge=1)
    column: int = Field(ge=1)
    row_span: int = Field(default=1, ge=1)
    column_span: int = Field(default=1, ge=1)
    text: str = ""
    overflow: Overflow = Overflow.NONE
    tables: tuple[Table, ...] = ()
    box: Box | None = None
    origin: str | None = None
    doubts: tuple[Doubt, ...] = ()


class Table(Record):
    """A grid of cells on one page, or in a file that has no pages.

    ``spans_known`` is false where the format drops merged cells (text dumps): rows may then be shorter than
    the table is wide, and a blank cell may be the rest of a merged one. ``label`` is what a frame around the table said
    beside it, where the table was taken out of a cell.
    """

    kind: Literal["table"] = "table"
    cells: tuple[Cell, ...]
    rows: int = Field(ge=1)
    columns: int = Field(ge=1)
    page: int | None = None
    spans_known: bool = True
    label: str | None = None


class Paragraph(Record):
    """One paragraph outside the tables; ``furniture`` marks page numbers and the like. ``box``, ``origin`` and
    ``doubts`` are those of ``Cell``; the box is of the paragraph's first piece where a page break cuts it."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    page: int | None = None
    furniture: bool = False
    box: Box | None = None
    origin: str | None = None
    doubts: tuple[Doubt, ...] = ()


Block = Annotated[Paragraph | Table, Field(discriminator="kind")]


class Document(Record):
    """A whole file: its blocks in reading order. ``pages`` is ``None`` for formats without fixed pages."""

    format: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs in reading order."""
        return tuple(b for b in self.blocks if isinstance(b, Paragraph))
