"""What XLSX and XLS have in common: sheets of filled cells to the blocks of a ``Document``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._format_codes import GENERAL
from parsers.formats._sheet_areas import Area, Place, area_name, column_name, settle
from parsers.formats._sheet_layout import lay_out
from parsers.formats._sheet_pieces import Filled
from parsers.formats._steps import step
from schemas.document import Block, Document, Paragraph, Table
from schemas.finding import Finding, Severity

MOST_FILLED: Final = 200_000
"""Filled cells of a workbook that is read; the longest notice has some thousands."""
_MOST_CHARACTERS: Final = 20_000_000
_HIDDEN: Final = "sheet {} is hidden; it was read all the same."
_LEFT_OUT: Final = (
    "sheet {} is hidden and has a table with the header of one that is shown; it was taken for an older state of that "
    "and not read. If it belongs to the notice, unhide it and ingest the file again."
)
_QUOTED: Final = 40
_SHOWN: Final = 3


@dataclass(frozen=True)
class Style:
    """What the style of a cell says: its format code, and whether its borders are drawn."""

    code: str = GENERAL
    is_bordered: bool = False


@dataclass
class Sheet:
    """One sheet under way: its filled cells by row and column, counted from 1, and what else stands on it.

    ``merges`` are areas (top, left, bottom, right). ``errors`` are cells that show an error, ``unvalued`` those of
    formulas without a value, ``aside`` words on what is on the sheet and was not read.
    """

    name: str
    is_hidden: bool = False
    cells: dict[Place, Filled] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    errors: list[Place] = field(default_factory=list)
    unvalued: list[Place] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)

    def put(self, row: int, column: int, text: str, is_bordered: bool = False) -> None:
        """Keep a cell's text, its lines trimmed and the empty ones gone; a cell without text is not kept."""
        lines = (line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
        if words := "\n".join(line for line in lines if line):
            self.cells[row, column] = Filled(row, column, words, is_bordered)


class Allowance:
    """How much text a workbook may still hold, counted over all of its sheets."""

    def __init__(self) -> None:
        self._cells, self._characters = MOST_FILLED, _MOST_CHARACTERS

    def take(self, text: str) -> None:
        """Count one more text. Raises ``UnreadableFileError`` when it is more than any notice has."""
        self._cells -= 1
        self._characters -= len(text)
        if self._cells < 0 or self._characters < 0:
            raise UnreadableFileError(
                f"it has more than {MOST_FILLED:,} filled cells or {_MOST_CHARACTERS:,} characters, more than a notice "
                "can hold; save the sheet of the notice by itself."
            )


def to_document(name: str, sheets: Sequence[Sheet]) -> Document:
    """The document of a workbook: what stands on its sheets, one after the other.

    A hidden sheet is read as the others are, unless a sheet that is shown has a table of the same header: then it is
    an older state of what is shown, and its rows would come twice.
    """
    found: list[list[Block]] = []
    findings: list[Finding] = []
    for number, sheet in enumerate(sheets, 1):
        step(f"sheet {number} of {len(sheets)}")
        merges, covered = settle(sheet.merges, sheet.cells)
        shown = [cell for place, cell in sheet.cells.items() if place not in covered]
        found.append(list(lay_out(sheet.name, shown, merges)))
        findings += _findings(sheet, [sheet.cells[place] for place in covered if _differs(sheet, covered, place)])
    headers = {h for sheet, blocks in zip(sheets, found, strict=True) if not sheet.is_hidden for h in _headers(blocks)}
    blocks: list[Block] = []
    for sheet, own in zip(sheets, found, strict=True):
        if sheet.is_hidden and not headers.isdisjoint(_headers(own)):
            findings.append(_finding(Severity.WARNING, "hidden_sheet_left_out", _LEFT_OUT.format(sheet.name)))
            continue
        if sheet.is_hidden and own:
            findings.append(_finding(Severity.INFO, "hidden_sheet", _HIDDEN.format(sheet.name)))
        blocks += [*_tab(sheet.name, own), *own]
    return Document(format=name, blocks=tuple(blocks), findings=tuple(findings))


def _headers(blocks: Sequence[Block]) -> set[tuple[str, ...]]:
    """The first rows of tables, white space aside."""
    tables = (block for block in blocks if isinstance(block, Table))
    return {tuple("".join(c.text.split()) for c in table.cells if c.row == 1 and c.text) for table in tables}


def _differs(sheet: Sheet, covered: dict[Place, Area], place: Place) -> bool:
    """Whether a text under a merged cell is another one than is shown; a merge that is painted on leaves copies."""
    top, left, _, _ = covered[place]
    shown = sheet.cells.get((top, left))
    return shown is None or shown.text != sheet.cells[place].text


def _tab(name: str, blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The name of a sheet as the title of a table that has none of its own: what a person reads on its tab.

    Names that a program gave (Sheet1, 工作表2) say nothing, and a table that opens with a number goes on from the
    sheet before.
    """
    if not blocks or not isinstance(blocks[0], Table):
        return
    plain = name.strip().rstrip("0123456789() （）").lower()
    first = next((c.text for c in blocks[0].cells if c.text), "")
    if plain not in ("sheet", "工作表", "table", "") and not first.rstrip("、.．").isdigit():
        yield Paragraph(text=name.strip(), origin=name)


def _findings(sheet: Sheet, covered: Sequence[Filled]) -> Iterator[Finding]:
    yield from _hidden(sheet)
    if sheet.errors:
        where = _where(sheet, sheet.errors)
        yield _finding(Severity.WARNING, "cell_error", f"{where} shows an error where a value should stand.")
    if sheet.unvalued:
        message = f"{_where(sheet, sheet.unvalued)} is a formula without a value; open the file, save it and ingest it."
        yield _finding(Severity.WARNING, "formula_without_value", message)
    if covered:
        words = "；".join(c.text.replace("\n", "")[:_QUOTED] for c in covered[:_SHOWN])
        where = _where(sheet, [(c.row, c.column) for c in covered])
        message = f"{where} lies under a merged cell; its text “{words}” is not shown and was not read."
        yield _finding(Severity.WARNING, "covered_text", message)
    for rule, what in sheet.aside:
        yield _finding(Severity.INFO, rule, f"sheet {sheet.name} has {what}; it was not read.")


def _hidden(sheet: Sheet) -> Iterator[Finding]:
    """Rows and columns that are hidden and hold text. They belong to their table: most were folded away to print it,
    and what a filter hides is part of the notice too; gaps and sums would tell if it were not."""
    rows = sorted({row for row, _ in sheet.cells if row in sheet.hidden_rows})
    columns = sorted({c for _, c in sheet.cells if any(first <= c <= last for first, last in sheet.hidden_columns)})
    for what, names in (("row", [str(r) for r in rows]), ("column", [column_name(c) for c in columns])):
        if names:
            shown = ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
            message = f"sheet {sheet.name} hides {what} {shown}; what stands there was read all the same."
            yield _finding(Severity.INFO, "hidden_cells", message)


def _where(sheet: Sheet, places: Sequence[Place]) -> str:
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    return f"cell {area_name(sheet.name, min(places) * 2)}{more}"


def _finding(severity: Severity, rule: str, message: str) -> Finding:
    return Finding(severity=severity, rule=rule, message=message)
