"""The tables of a document: which of them list tasks, and what they and the others say."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.cells import read_whole_table
from parsers.forms import is_blank_form
from parsers.grid import Grid
from parsers.headers import Header, find_header, is_task_header, is_unaligned
from parsers.items import TableReading, read_items
from parsers.sections import headings
from parsers.subject import not_of_tasks
from parsers.words import serial, squeeze, tidy
from schemas.document import Document
from schemas.finding import Finding, Severity
from schemas.notice import CellReading, ColumnReading, Disposition, ProjectRow
from schemas.reference import Vocabulary

_IN_TITLE_ROW: Final = re.compile(r"\(?(金额)?单位:|填报|附件")
"""How texts above a header begin that do not name the table."""


@dataclass
class Tables:
    """Readings of all tables, added up in reading order."""

    readings: list[TableReading] = field(default_factory=list)
    cells: list[CellReading] = field(default_factory=list)
    columns: list[ColumnReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    task_blocks: list[int] = field(default_factory=list)
    other_blocks: list[int] = field(default_factory=list)
    title_rows: list[tuple[str, ...]] = field(default_factory=list)
    measures: list[tuple[str | None, str | None]] = field(default_factory=list)
    money_measure: str | None = None
    reasons: list[str] = field(default_factory=list)

    @property
    def projects(self) -> list[ProjectRow]:
        """The projects of all tables."""
        return [project for reading in self.readings for project in reading.projects]


def read_tables(document: Document, grids: Sequence[tuple[int, Grid]], vocabulary: Vocabulary) -> Tables:
    """Readings of the tables of a document, each grid given with the number of its block."""
    tables = Tables()
    refused = not_of_tasks(document, grids, vocabulary)
    found = {block: find_header(grid, vocabulary.headers) for block, grid in grids}
    of_tasks = {
        block: _texts_above_header(grid, header)
        for block, grid in grids
        if (header := found[block]) is not None and block not in refused and _can_list_tasks(header)
    }
    sections = headings(document.blocks, of_tasks, vocabulary)
    for block, grid in grids:
        header = found[block]
        if header is not None and is_blank_form(grid, header):
            why = "it is a blank form, with a header and no entry"
            _set_aside(tables, block, grid, Disposition.FORM, "blank_form", why)
        elif header is None or block not in of_tasks:
            headless = _headless(tables, grid) if header is None else None
            reason = refused.get(block) or _lost_header(grid, vocabulary) or headless
            rule = "headerless_table" if headless else "other_table"
            tables.reasons += [f"table {grid.table_no} is none, for {reason}"] if reason else []
            _set_aside(tables, block, grid, Disposition.NOTE, rule, reason or "its header names no tasks")
        else:
            _take(tables, block, grid, header, vocabulary, sections.get(block) or grid.label)
    return tables


def _texts_above_header(grid: Grid, header: Header) -> list[str]:
    return [c.text for row in range(1, header.first_row) for c in grid.own(row)]


def _can_list_tasks(header: Header) -> bool:
    return is_task_header(header) or header.joint is not None


def _lost_header(grid: Grid, vocabulary: Vocabulary) -> str | None:
    if not is_unaligned(grid, vocabulary.headers):
        return None
    return (
        "its header has two rows whose merged cells the text has lost, so its columns cannot be told (a DOCX or PDF "
        "of the notice has them)"
    )


def _headless(tables: Tables, grid: Grid) -> str | None:
    """Why a table without a header may be lost tasks: its numbers go on with the table above, its columns do not."""
    above = tables.readings[-1].projects[-1:] if tables.readings else []
    first = grid.at(1, 1)
    if not above or above[0].seq is None or first is None or serial(first.text) != above[0].seq + 1:
        return None
    return f"it has no header and its columns do not fit the table above, though its numbers go on ({first.text})"


def _set_aside(tables: Tables, block: int, grid: Grid, fate: Disposition, rule: str, why: str) -> None:
    tables.other_blocks.append(block)
    tables.cells += read_whole_table(grid, fate)
    drawn = grid.first_drawn(1)
    tables.findings.append(
        Finding(
            severity=Severity.WARNING if rule == "headerless_table" else Severity.INFO,
            rule=rule,
            message=f"table {grid.table_no} gives no task: {why}; its cells are kept as {fate.value}.",
            table_no=grid.table_no,
            row_no=drawn.row_no,
            page=drawn.page,
        )
    )


def _take(tables: Tables, block: int, grid: Grid, header: Header, vocabulary: Vocabulary, heading: str | None) -> None:
    count = sum(len(r.projects) for r in tables.readings)
    sections = max((p.section_no for r in tables.readings for p in r.projects), default=0)
    reading = read_items(grid, header, vocabulary, first_project=count + 1, sections=sections, heading=heading)
    tables.task_blocks.append(block)
    tables.readings.append(reading)
    tables.cells += reading.cells
    tables.findings += (*grid.findings, *_joint(grid, header), *reading.findings)
    above = _texts_above_header(grid, header)
    measure = header.money_measure or caption_measure(above, vocabulary)
    tables.title_rows.append(tuple(tidy(t) for t in above if not _IN_TITLE_ROW.match(squeeze(t))))
    tables.measures.append((measure, header.invested_measure))
    tables.money_measure = tables.money_measure or measure
    tables.columns += [
        ColumnReading(table_no=grid.table_no, column_no=c, header=words, role=header.roles.get(c))
        for c, words in header.words.items()
    ]


def _joint(grid: Grid, header: Header) -> list[Finding]:
    if header.joint is None:
        return []
    message = (
        f"table {grid.table_no} gives name and target in one column, “{header.words[header.joint]}”; the name is the "
        "heading of its text."
    )
    place = {"table_no": grid.table_no, "row_no": grid.first_drawn(header.first_row).row_no}
    return [Finding(severity=Severity.INFO, rule="joint_column", message=message, **place)]


def caption_measure(texts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Unit of money that a caption such as 单位：万元 gives."""
    for text in texts:
        for measure in vocabulary.notice.money_measures:
            if re.search(rf"(?<!任)单位:?(?:[^:。]{{0,8}}、)?{measure}", squeeze(text)):
                return measure
    return None
