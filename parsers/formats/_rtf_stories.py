r"""Paragraphs of one story of an RTF (its main text, a note, a text box) while they are being read.

What ends a paragraph, a cell or a row is a control word here and a mark in a DOC; the paragraphs that come out are the
same, and so are the rows: their cells' right edges stand in ``\cellx``, in twips.
"""

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._doc_blocks import End, Mark, WordParagraph
from parsers.formats._doc_characters import readable
from parsers.formats._doc_table import RowCell, RowShape
from parsers.formats._docx_numbering import labelled

MOST_PARAGRAPHS: Final = 60_000
"""Paragraphs and cells of the longest story that is read."""

MOST_CELLS: Final = 64
"""Cells that a row can have."""

_PLAIN: Final = RowCell(0, 0)


@dataclass(frozen=True)
class RowDefinition:
    r"""A row as ``\trowd`` and what follows it define it; ``next_cell`` holds flags that wait for their ``\cellx``."""

    left: int = 0
    cells: tuple[tuple[int, RowCell], ...] = ()
    next_cell: RowCell = _PLAIN

    def flagged(self, word: str) -> "RowDefinition":
        """The definition with a flag of the next cell."""
        flags = {
            "clmrg": {"is_merged": True},
            "clvmgf": {"goes_down": True},
            "clvmrg": {"goes_down": True, "goes_on": True},
        }
        return replace(self, next_cell=replace(self.next_cell, **flags[word]))

    def with_cell(self, right: int) -> "RowDefinition":
        """The definition with one more cell, which ends at ``right``."""
        if len(self.cells) >= MOST_CELLS:
            raise damaged("a table row has more cells than Word can draw")
        return replace(self, cells=(*self.cells, (right, self.next_cell)), next_cell=_PLAIN)

    def shape(self) -> RowShape:
        """The shape of the row; a right edge left of the cell's left one makes a cell without width."""
        edges = pairwise((self.left, *(right for right, _ in self.cells)))
        return RowShape(
            tuple(
                replace(cell, left=left, right=max(left, right))
                for (left, right), (_, cell) in zip(edges, self.cells, strict=True)
            )
        )


@dataclass
class Story:
    """What has been read of a story; ``text`` is the paragraph under way, ``label`` its number if it has one."""

    paragraphs: list[WordParagraph] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    anchors: list[int] = field(default_factory=list)

    def end(self, mark: Mark, *, is_deleted: bool = False) -> None:
        """End the paragraph under way."""
        if len(self.paragraphs) >= MOST_PARAGRAPHS:
            raise UnreadableFileError(
                f"it has more than the {MOST_PARAGRAPHS:,} paragraphs and table cells that a notice can need; save the "
                "notice by itself in a new file."
            )
        text = labelled(_label(readable("".join(self.label))), readable("".join(self.text)))
        self.paragraphs.append(WordParagraph(text, mark, None, is_deleted, tuple(self.anchors)))
        self.text, self.label, self.anchors = [], [], []

    def finished(self) -> list[WordParagraph]:
        """All paragraphs, the last of which may want its end."""
        if self.text or self.label or self.anchors:
            self.end(Mark(End.PARAGRAPH))
        return self.paragraphs


def _label(text: str) -> str:
    """The number before a paragraph; a bullet is none."""
    return text if any(c.isalnum() for c in text) else ""


def damaged(what: str) -> UnreadableFileError:
    """The refusal of an RTF in which something is broken."""
    return UnreadableFileError(
        f"it is a damaged RTF ({what}); save it as DOCX in the program that wrote it, or ask for the file again."
    )
