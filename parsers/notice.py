"""From a document to the notice it is: its tasks, in tables or in prose, the letter around them, and what became of the
rest."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from parsers import announced
from parsers.chapters import read_chapters
from parsers.doubts import unsure_characters
from parsers.errors import UnreadableFileError
from parsers.formats._steps import step
from parsers.grid import Grid
from parsers.letter import Reading, caption_span, kind_of, read_letter, year_of
from parsers.lines import restore
from parsers.nested import flatten
from parsers.paragraphs import Numbered, furniture_of, lines_of, names_in, numbered, orphans, paragraph_readings
from parsers.parted import part
from parsers.prose import read_prose
from parsers.prose_items import Told
from parsers.stitch import to_grids
from parsers.tables import Tables, caption_measure, read_tables
from parsers.words import squeeze
from schemas.document import Document, Paragraph
from schemas.finding import Finding
from schemas.notice import AnnouncedCount, Notice, ProjectRow, StatedSum
from schemas.reference import Vocabulary


@dataclass(frozen=True)
class _Tasks:
    """What lists the tasks of a notice, tables or prose: the projects, list by list, and by index how many paragraphs
    stand before each list; and what the paragraphs tell of them."""

    lists: Sequence[Sequence[ProjectRow]]
    starts: Sequence[int]
    other_starts: Sequence[int] = ()
    announced: Sequence[AnnouncedCount] = ()
    findings: Sequence[Finding] = ()
    told: dict[int, Told] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()


def read_notice(document: Document, vocabulary: Vocabulary) -> Notice:
    """The notice that a document is, as written.

    Raises ``UnreadableFileError`` if neither a table nor numbered paragraphs in it list tasks: a wrong task is worse
    than a refused file.
    """
    restored = restore(part(flatten(document, vocabulary.headers), vocabulary.headers), vocabulary.headers)
    document = restored.document
    step("the columns of its tables")
    grids = to_grids(document, vocabulary.headers)
    step("the rows of its tables")
    tables = read_tables(document, grids, vocabulary)
    paragraphs = numbered(document)
    if tables.projects:
        tasks = _in_tables(tables, paragraphs, vocabulary)
        texts = [p.text for p in paragraphs]
        letter = read_letter(texts, tasks.starts[0], vocabulary.notice, furniture_of(paragraphs))
    else:
        tasks = _in_prose(tables, paragraphs, vocabulary, partial(_no_tasks, tables, grids, restored.doubt))
        letter = _letter_around(tasks, paragraphs, vocabulary)
    doubts = unsure_characters((g for _, g in grids), (b for b in document.blocks if isinstance(b, Paragraph)))
    return _notice((*document.findings, *doubts), tables, paragraphs, tasks, letter, vocabulary)


def _in_tables(tables: Tables, paragraphs: Sequence[Numbered], vocabulary: Vocabulary) -> _Tasks:
    pages = {p.no: p.page for p in paragraphs}
    chapters = read_chapters(lines_of(paragraphs), tables.projects, vocabulary, pages)
    projects = iter(chapters.projects)
    return _Tasks(
        lists=[[next(projects) for _ in reading.projects] for reading in tables.readings],
        starts=[_before(block, paragraphs) for block in tables.task_blocks],
        other_starts=[_before(block, paragraphs) for block in tables.other_blocks],
        announced=[a for reading in tables.readings for a in reading.announced],
        findings=chapters.findings,
        told=chapters.told,
    )


def _before(block: int, paragraphs: Sequence[Numbered]) -> int:
    return sum(p.block < block for p in paragraphs)


def _in_prose(
    tables: Tables, paragraphs: Sequence[Numbered], vocabulary: Vocabulary, no_tasks: Callable[[str], str]
) -> _Tasks:
    texts = [p.text for p in paragraphs]
    about = read_letter(texts, len(texts), vocabulary.notice, furniture_of(paragraphs)).letter
    pages = {p.no: p.page for p in paragraphs}
    prose = read_prose(lines_of(paragraphs), about, vocabulary, pages.get)
    if not prose.projects:
        raise UnreadableFileError(no_tasks(prose.why))
    return _Tasks(
        lists=[
            [p for p, of in zip(prose.projects, prose.list_of, strict=True) if of == number]
            for number in range(len(prose.starts))
        ],
        starts=[start - 1 for start in prose.starts],
        other_starts=[_before(block, paragraphs) for block in tables.other_blocks],
        announced=prose.announced,
        findings=prose.findings,
        told=prose.told,
        headings=frozenset(prose.headings),
    )


def _letter_around(tasks: _Tasks, paragraphs: Sequence[Numbered], vocabulary: Vocabulary) -> Reading:
    """The letter of a notice whose tasks are paragraphs: it may go on below them, so all but they are looked at."""
    texts = ["" if p.no in tasks.told or p.no in tasks.headings else p.text for p in paragraphs]
    return read_letter(texts, len(texts), vocabulary.notice, furniture_of(paragraphs))


def _no_tasks(tables: Tables, grids: Sequence[tuple[int, Grid]], doubt: str | None, why: str) -> str:
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
    return f"no table of tasks was found in it: {seen}, and {why}; check that it is a notice of 民生实事 projects."


def _notice(
    found: Sequence[Finding],
    tables: Tables,
    paragraphs: Sequence[Numbered],
    tasks: _Tasks,
    reading: Reading,
    vocabulary: Vocabulary,
) -> Notice:
    texts = [p.text for p in paragraphs]
    taken = {**reading.dispositions, **{no - 1: None for no in (*tasks.told, *tasks.headings)}}
    furniture = furniture_of(paragraphs)
    spans = [caption_span(texts, start, taken, furniture) for start in (*tasks.starts, *tasks.other_starts)]
    captions = sorted({index for span in spans for index in span})
    above = [*tables.title_rows, *[()] * len(spans)]  # what stands in a table's own first rows
    names = [names_in(texts, span) or above[n] for n, span in enumerate(spans)]
    letter = reading.letter
    if letter.title is None and names[0]:
        letter = letter.model_copy(update={"title": names[0][0]})
    year = year_of(letter.title, names[0], letter.issued_on, [t for n, t in enumerate(texts[:6]) if n not in furniture])
    first = tasks.starts[0]
    letter_texts = [t for i, t in enumerate(texts[:first]) if i not in captions and i not in furniture]
    measures = [
        (own or caption_measure([texts[i] for i in span], vocabulary), invested)
        for span, (own, invested) in zip(spans, [*tables.measures, *[(None, None)] * len(spans)], strict=False)
    ]
    readings = paragraph_readings(paragraphs, first, reading, captions, tasks.told, tasks.headings)
    return Notice(
        letter=letter,
        kind=kind_of(letter.title, names[0], vocabulary.notice),
        year=year,
        captions=names[0],
        money_measure=tables.money_measure or caption_measure([texts[i] for i in captions], vocabulary),
        announced=(*announced.in_letter(letter_texts, vocabulary, year), *tasks.announced),
        sums=tuple(_measured_sums(tables, measures)),
        columns=tuple(tables.columns),
        projects=tuple(_captioned(tasks.lists, names, measures)),
        cells=tuple(tables.cells),
        paragraphs=readings,
        findings=(*found, *tables.findings, *tasks.findings, *orphans(readings)),
    )


Measures = Sequence[tuple[str | None, str | None]]
"""For each list of tasks, what it counts money in, and what money that is spent."""


def _captioned(
    lists: Sequence[Sequence[ProjectRow]], names: Sequence[tuple[str, ...]], measures: Measures
) -> Iterator[ProjectRow]:
    """All projects, each with the name of its own table or list and what that counts money in."""
    for projects, name, (measure, invested) in zip(lists, names, measures, strict=False):
        own = {"caption": " ".join(name) or None, "money_measure": measure, "invested_measure": invested}
        yield from (project.model_copy(update=own) for project in projects)


def _measured_sums(tables: Tables, measures: Measures) -> Iterator[StatedSum]:
    for reading, (measure, _) in zip(tables.readings, measures, strict=False):
        yield from (stated.model_copy(update={"money_measure": measure}) for stated in reading.sums)
