"""Characters that a reader of pictures was unsure of, named one text at a time so that a person can look them up."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parsers.grid import Grid
from schemas.document import Doubt, Paragraph
from schemas.finding import Finding, Severity

_AROUND: Final = 12
"""Characters that are quoted on either side of an unsure one."""


def unsure_characters(grids: Iterable[Grid], paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """A finding for each drawn cell and each paragraph with characters that its reader was unsure of."""
    for grid in grids:
        for drawn in (*(piece for _, piece in grid.every_piece()), *grid.repeated):
            if drawn.doubts:
                yield _finding(drawn.text, drawn.doubts, drawn.page, grid.table_no, drawn.row_no)
    for paragraph in paragraphs:
        if paragraph.doubts:
            yield _finding(paragraph.text, paragraph.doubts, paragraph.page)


def _finding(
    text: str, doubts: Sequence[Doubt], page: int | None, table_no: int | None = None, row_no: int | None = None
) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        rule="unsure_character",
        message=f"read from a picture as “{marked(text, doubts)}”; what stands in ⟦ ⟧ is unsure.",
        table_no=table_no,
        row_no=row_no,
        page=page,
    )


def marked(text: str, doubts: Iterable[Doubt]) -> str:
    """``text`` with each unsure character in ⟦ ⟧; of a long text only what stands around them, with … between."""
    unsure = {doubt.at for doubt in doubts}
    shown = {at for each in unsure for at in range(each - _AROUND, each + _AROUND + 1)}
    pieces: list[str] = []
    for at, char in enumerate(text):
        if at in shown:
            pieces.append(f"⟦{char}⟧" if at in unsure else char)
        elif not pieces or pieces[-1] != "…":
            pieces.append("…")
    return "".join(pieces).replace("⟧⟦", "").replace("\n", " ")
