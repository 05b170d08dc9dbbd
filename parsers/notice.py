"""From a document to the notice it is: the tables of tasks, the letter around them, and what became of the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers import announced
from parsers.cells import read_whole_table
from parsers.doubts import unsure_characters
from parsers.errors import UnreadableFileError
from parsers.grid import Grid
from parsers.headers import Header, find_header, is_task_header
from parsers.items import TableReading, read_items
from parsers.letter import (
    Reading,
    caption_span,
    is_attachment_mark,
    is_numbered_heading,
    kind_of,
    read_letter,
    year_of,
)
from parsers.nested import flatten
from parsers.stitch import to_grids
from parsers.words import serial, squeeze, tidy
from schemas.document import Document, Paragraph
from schemas.finding import Finding, Severity
from schemas.notice import (
    CellReading,
    ColumnReading,
    Disposition,
    Notice,
    ParagraphReading,
    ProjectRow,
    Role,
)
from schemas.reference import Vocabulary

_IMPRINT: Final = re.compile(r"印发$|^抄送|^主送|^\(?此件.*公开|^（?此件")
_ORPHAN_TASK: Final = re.compile(r"[【\[（(]?(牵头|责任|主办)(单位|部门)[:：]")


@dataclass
class _Tables:
    """Readings of all tables, added up in reading order."""

    readings: list[TableReading] = field(default_factory=list)
    cells: list[CellReading] = field(default_factory=list)
    columns: list[ColumnReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    task_blocks: list[int] = field(default_factory=list)
    other_blocks: list[int] = field(default_factory=list)
    money_measure: str | None = None


def read_notice(document: Document, vocabulary: Vocabulary) -> Notice:
    """The notice that a document is, as written.

    Raises ``UnreadableFileError`` if no table in it lists tasks: a wrong task is worse than a refused file.
    """
    document = flatten(document, vocabulary.headers)
    grids = to_grids(document, vocabulary.headers)
    tables = _read_tables(grids, vocabulary)
    if not any(r.projects for r in tables.readings):
        raise UnreadableFileError(_no_tasks(tables, grids))
    paragraphs = [(i, b) for i, b in enumerate(document.blocks) if isinstance(b, Paragraph)]
    texts = [p.text for _, p in paragraphs]
    before_tasks = sum(index < tables.task_blocks[0] for index, _ in paragraphs)
    furniture = {n for n, (_, p) in enumerate(paragraphs) if p.furniture}
    reading = read_letter(texts, before_tasks, vocabulary.notice, furniture)
    spans = {
        block: caption_span(texts, sum(i < block for i, _ in paragraphs), reading.dispositions, furniture)
        for block in (*tables.task_blocks, *tables.other_blocks)
    }
    captions = sorted({index for span in spans.values() for index in span})
    task_captions = _names(texts, spans[tables.task_blocks[0]])
    readings = _paragraph_readings(paragraphs, before_tasks, reading, captions)
    letter = reading.letter
    if letter.title is None and task_captions:
        letter = letter.model_copy(update={"title": task_captions[0]})
    year = year_of(letter.title, task_captions, letter.issued_on)
    letter_texts = [t for i, t in enumerate(texts[:before_tasks]) if i not in captions and i not in furniture]
    counts = (
        *announced.in_letter(letter_texts, vocabulary, year),
        *(a for r in tables.readings for a in r.announced),
    )
    return Notice(
        letter=letter,
        kind=kind_of(letter.title, task_captions, vocabulary.notice),
        year=year,
        captions=task_captions,
        money_measure=tables.money_measure or _caption_measure([texts[i] for i in captions], vocabulary),
        announced=counts,
        sums=tuple(s for r in tables.readings for s in r.sums),
        columns=tuple(tables.columns),
        projects=tuple(_captioned(tables, spans, texts)),
        cells=tuple(tables.cells),
        paragraphs=readings,
        findings=(
            *document.findings,
            *tables.findings,
            *unsure_characters((g for _, g in grids), (p for _, p in paragraphs)),
            *_orphans(readings),
        ),
    )


def _read_tables(grids: Iterable[tuple[int, Grid]], vocabulary: Vocabulary) -> _Tables:
    tables = _Tables()
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


def _set_aside(tables: _Tables, block: int, grid: Grid, fate: Disposition, rule: str, why: str) -> None:
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


def _take(tables: _Tables, block: int, grid: Grid, header: Header, vocabulary: Vocabulary) -> None:
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
    return _caption_measure(texts, vocabulary)


def _caption_measure(texts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Unit of money that a caption such as 单位：万元 gives."""
    for text in texts:
        for measure in vocabulary.notice.money_measures:
            if re.search(rf"单位[:：]?{measure}", squeeze(text)):
                return measure
    return None


def _no_tasks(tables: _Tables, grids: Sequence[tuple[int, Grid]]) -> str:
    if not grids:
        seen = "it has no table"
    elif any(f.rule == "blank_form" for f in tables.findings):
        seen = f"of its {len(grids)} table(s) none but blank forms has the header of one"
    else:
        seen = f"none of its {len(grids)} table(s) has a header with a project's name and its target"
    return f"no table of tasks was found in it: {seen}; check that it is a notice of 民生实事 projects."


def _names(texts: Sequence[str], span: Sequence[int]) -> tuple[str, ...]:
    """Captions that name a table, without those that give its unit of money."""
    return tuple(tidy(texts[i]) for i in span if not texts[i].strip().startswith("单位"))


def _captioned(tables: _Tables, spans: dict[int, list[int]], texts: Sequence[str]) -> Iterator[ProjectRow]:
    """All projects, each with the name of its own table."""
    for block, reading in zip(tables.task_blocks, tables.readings, strict=True):
        caption = " ".join(_names(texts, spans[block])) or None
        yield from (project.model_copy(update={"caption": caption}) for project in reading.projects)


def _paragraph_readings(
    paragraphs: Sequence[tuple[int, Paragraph]], before_tasks: int, reading: Reading, captions: Sequence[int]
) -> tuple[ParagraphReading, ...]:
    return tuple(
        ParagraphReading(
            paragraph_no=no + 1,
            page=paragraph.page,
            text=paragraph.text,
            disposition=_fate(no, paragraph, before_tasks, reading, captions),
            box=paragraph.box,
            origin=paragraph.origin,
        )
        for no, (_, paragraph) in enumerate(paragraphs)
    )


def _fate(no: int, paragraph: Paragraph, before_tasks: int, reading: Reading, captions: Sequence[int]) -> Disposition:
    if no in reading.dispositions:
        return reading.dispositions[no]
    if no in captions:
        return Disposition.CAPTION
    if paragraph.furniture:
        return Disposition.NOTE
    text = paragraph.text
    if is_attachment_mark(text) or is_numbered_heading(text):
        return Disposition.HEADING
    if no < before_tasks or _IMPRINT.search(squeeze(text)):
        return Disposition.LETTER
    return Disposition.NOTE


def _orphans(paragraphs: Sequence[ParagraphReading]) -> list[Finding]:
    """Units named in prose outside the letter: perhaps the chapters of a report, perhaps tasks without a table."""
    return [
        Finding(
            severity=Severity.INFO,
            rule="unit_in_prose",
            message=f"paragraph {p.paragraph_no} names a unit outside of a table (“{p.text[:40]}”); it stays a note.",
            page=p.page,
        )
        for p in paragraphs
        if p.disposition is Disposition.NOTE and _ORPHAN_TASK.search(p.text)
    ]
