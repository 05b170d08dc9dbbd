"""The tables of a document: which of them list tasks, and what they and the others say."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from parsers.cells import read_whole_table
from parsers.grid import Grid
from parsers.headers import Header, find_header, is_task_header
from parsers.items import TableReading, read_items
from parsers.words import serial, squeeze
from schemas.finding import Finding, Severity
from schemas.notice import CellReading, ColumnReading, Disposition, ProjectRow, Role
from schemas.reference import Vocabulary


@dataclass
class Tables:
    """Readings of all tables, added up in reading order."""

    readings: list[TableReading] = field(default_factory=list)
    cells: list[CellReading] = field(default_factory=list)
    columns: list[ColumnReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    task_blocks: list[int] = field(default_factory=list)
    other_blocks: list[int] = field(default_factory=list)
    money_measure: str | None = None

    @property
    def projects(self) -> list[ProjectRow]:
        """The projects of all tables."""
        return [project for reading in self.readings for project in reading.projects]


def read_tables(grids: Iterable[tuple[int, Grid]], vocabulary: Vocabulary) -> Tables:
    """Readings of the tables, each given with the number of its block in the document."""
    tables = Tables()
    for block, grid in grids:
        header = find_header(grid, vocabulary.headers)
        if header is None:
            _set_aside(tables, block, grid, Disposition.NOTE, "other_table", "its header names no tasks")
        elif _is_blank_form(grid, header):
            _set_aside(
                tables,
                block,
                grid,
                Disposition.FORM,
                "blank_form",
                "it is a blank form, with a header and no entry",
            )
        elif not is_task_header(header):
            _set_aside(tables, block, grid, Disposition.NOTE, "other_table", "its header names no tasks")
        else:
            _take(tables, block, grid, header, vocabulary)
    return tables


def _is_blank_form(grid: Grid, header: Header) -> bool:
    """Whether nothing stands below a header but serial numbers, and words over the whole table such as 填报人：."""
    for row in range(header.last_row + 1, grid.rows + 1):
        own = grid.own(row)
        if len(own) == 1 and own[0].column_span >= grid.columns:
            continue
        if any(serial(c.text) is None or header.roles.get(c.column) is not Role.SEQ for c in own):
            return False
    return True


def _set_aside(tables: Tables, block: int, grid: Grid, fate: Disposition, rule: str, why: str) -> None:
    tables.other_blocks.append(block)
    tables.cells += read_whole_table(grid, fate)
    drawn = grid.first_drawn(1)
    tables.findings.append(
        Finding(
            severity=Severity.INFO,
            rule=rule,
            message=f"table {grid.table_no} gives no task: {why}; its cells are kept as {fate.value}.",
            table_no=grid.table_no,
            row_no=drawn.row_no,
            page=drawn.page,
        )
    )


def _take(tables: Tables, block: int, grid: Grid, header: Header, vocabulary: Vocabulary) -> None:
    count = sum(len(r.projects) for r in tables.readings)
    sections = max((p.section_no for r in tables.readings for p in r.projects), default=0)
    reading = read_items(grid, header, vocabulary, first_project=count + 1, sections=sections)
    tables.task_blocks.append(block)
    tables.readings.append(reading)
    tables.cells += reading.cells
    tables.findings += reading.findings
    tables.money_measure = tables.money_measure or header.money_measure or _title_row_measure(grid, header, vocabulary)
    tables.columns += [
        ColumnReading(table_no=grid.table_no, column_no=c, header=words, role=header.roles.get(c))
        for c, words in header.words.items()
    ]


def _title_row_measure(grid: Grid, header: Header, vocabulary: Vocabulary) -> str | None:
    texts = [c.text for row in range(1, header.first_row) for c in grid.own(row)]
    return caption_measure(texts, vocabulary)


def caption_measure(texts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Unit of money that a caption such as 单位：万元 gives."""
    for text in texts:
        for measure in vocabulary.notice.money_measures:
            if re.search(rf"单位[:：]?{measure}", squeeze(text)):
                return measure
    return None
