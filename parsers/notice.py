"""From a document to the notice it is: the tables of tasks, the letter around them, and what became of the rest."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers import announced
from parsers.cells import read_whole_table
from parsers.errors import UnreadableFileError
from parsers.forms import is_blank_form
from parsers.grid import Grid
from parsers.headers import Header, find_header, is_task_header, is_unaligned
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
from parsers.lines import restore
from parsers.nested import flatten
from parsers.parted import part
from parsers.sections import headings
from parsers.stitch import to_grids
from parsers.subject import not_of_tasks
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
    StatedSum,
)
from schemas.reference import Vocabulary

_IMPRINT: Final = re.compile(r"印发$|^抄送|^主送|^\(?此件.*公开|^（?此件")
_IN_TITLE_ROW: Final = re.compile(r"\(?(金额)?单位:|填报|附件")
"""How texts above a header begin that do not name the table."""
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
    title_rows: list[tuple[str, ...]] = field(default_factory=list)
    measures: list[tuple[str | None, str | None]] = field(default_factory=list)
    money_measure: str | None = None
    reasons: list[str] = field(default_factory=list)


def read_notice(document: Document, vocabulary: Vocabulary) -> Notice:
    """The notice that a document is, as written.

    Raises ``UnreadableFileError`` if no table in it lists tasks: a wrong task is worse than a refused file.
    """
    restored = restore(part(flatten(document, vocabulary.headers), vocabulary.headers), vocabulary.headers)
    document = restored.document
    grids = to_grids(document, vocabulary.headers)
    tables = _read_tables(document, grids, vocabulary)
    if not any(r.projects for r in tables.readings):
        raise UnreadableFileError(_no_tasks(tables, grids, restored.doubt))
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
    task_captions = _names(texts, spans[tables.task_blocks[0]]) or tables.title_rows[0]
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
        sums=tuple(_measured_sums(tables, spans, texts, vocabulary)),
        columns=tuple(tables.columns),
        projects=tuple(_captioned(tables, spans, texts, vocabulary)),
        cells=tuple(tables.cells),
        paragraphs=readings,
        findings=(*document.findings, *tables.findings, *_orphans(readings)),
    )


def _read_tables(document: Document, grids: Sequence[tuple[int, Grid]], vocabulary: Vocabulary) -> _Tables:
    tables = _Tables()
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


def _headless(tables: _Tables, grid: Grid) -> str | None:
    """Why a table without a header may be lost tasks: its numbers go on with the table above, its columns do not."""
    above = tables.readings[-1].projects[-1:] if tables.readings else []
    first = grid.at(1, 1)
    if not above or above[0].seq is None or first is None or serial(first.text) != above[0].seq + 1:
        return None
    return f"it has no header and its columns do not fit the table above, though its numbers go on ({first.text})"


def _set_aside(tables: _Tables, block: int, grid: Grid, fate: Disposition, rule: str, why: str) -> None:
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


def _take(tables: _Tables, block: int, grid: Grid, header: Header, vocabulary: Vocabulary, heading: str | None) -> None:
    count = sum(len(r.projects) for r in tables.readings)
    sections = max((p.section_no for r in tables.readings for p in r.projects), default=0)
    reading = read_items(grid, header, vocabulary, first_project=count + 1, sections=sections, heading=heading)
    tables.task_blocks.append(block)
    tables.readings.append(reading)
    tables.cells += reading.cells
    tables.findings += (*grid.findings, *_joint(grid, header), *reading.findings)
    above = _texts_above_header(grid, header)
    measure = header.money_measure or _caption_measure(above, vocabulary)
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


def _caption_measure(texts: Iterable[str], vocabulary: Vocabulary) -> str | None:
    """Unit of money that a caption such as 单位：万元 gives."""
    for text in texts:
        for measure in vocabulary.notice.money_measures:
            if re.search(rf"(?<!任)单位:?(?:[^:。]{{0,8}}、)?{measure}", squeeze(text)):
                return measure
    return None


def _no_tasks(tables: _Tables, grids: Sequence[tuple[int, Grid]], doubt: str | None) -> str:
    if doubt is not None:
        seen = doubt
    elif not grids:
        seen = "it has no table"
    elif tables.reasons:
        seen = tables.reasons[0]
    elif any(f.rule == "blank_form" for f in tables.findings):
        seen = f"of its {len(grids)} table(s) none but blank forms has the header of one"
    else:
        first = "、".join(squeeze(c.text)[:12] for c in grids[0][1].own(1)[:8])
        seen = f"none of its {len(grids)} table(s) has a header with a project's name and its target"
        seen += f" (the first begins with {first})" if first else ""
    return f"no table of tasks was found in it: {seen}; check that it is a notice of 民生实事 projects."


def _names(texts: Sequence[str], span: Sequence[int]) -> tuple[str, ...]:
    """Captions that name a table, without those that give its unit of money."""
    return tuple(tidy(texts[i]) for i in span if not texts[i].strip().startswith("单位"))


def _captioned(
    tables: _Tables, spans: dict[int, list[int]], texts: Sequence[str], vocabulary: Vocabulary
) -> Iterator[ProjectRow]:
    """All projects, each with the name of its own table and what that counts money in."""
    for n, (block, reading) in enumerate(zip(tables.task_blocks, tables.readings, strict=True)):
        caption = " ".join(_names(texts, spans[block]) or tables.title_rows[n]) or None
        own = {"money_measure": _own_measure(tables, n, spans, texts, vocabulary)}
        own["invested_measure"] = tables.measures[n][1]
        yield from (project.model_copy(update={"caption": caption} | own) for project in reading.projects)


def _own_measure(
    tables: _Tables, n: int, spans: dict[int, list[int]], texts: Sequence[str], vocabulary: Vocabulary
) -> str | None:
    caption = [texts[i] for i in spans[tables.task_blocks[n]]]
    return tables.measures[n][0] or _caption_measure(caption, vocabulary)


def _measured_sums(
    tables: _Tables, spans: dict[int, list[int]], texts: Sequence[str], vocabulary: Vocabulary
) -> Iterator[StatedSum]:
    for n, reading in enumerate(tables.readings):
        measure = _own_measure(tables, n, spans, texts, vocabulary)
        yield from (stated.model_copy(update={"money_measure": measure}) for stated in reading.sums)


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
