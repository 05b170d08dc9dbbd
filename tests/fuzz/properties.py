"""What holds of every document, whatever is in it: it becomes a notice in which nothing is lost, or is refused."""

from collections import Counter
from functools import cache

from etl.normalise.assemble import normalise
from etl.reference.load import load_reference
from parsers.errors import UnreadableFileError
from parsers.formats import docx, text
from parsers.notice import read_notice
from schemas.document import Document, Table
from schemas.notice import CellReading, Notice
from schemas.reference import Reference
from tests.parsers.formats.builders import docx_file


@cache
def kept_reference() -> Reference:
    """The reference data, loaded once; as an argument of a test it would be printed with every failure."""
    return load_reference()


def letters(texts: list[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


def written(table: Table) -> list[str]:
    return [t for c in table.cells for t in (c.text, *(w for inner in c.tables for w in written(inner)))]


def require_sound(document: Document) -> None:
    """Everything that is promised of a reading."""
    reference = kept_reference()
    try:
        notice = read_notice(document, reference.vocabulary)
    except UnreadableFileError as refusal:
        require_sentence(refusal)
        return
    assert read_notice(document, reference.vocabulary) == notice
    assert Notice.model_validate_json(notice.model_dump_json()) == notice
    require_nothing_lost(document, notice)
    require_places(notice)
    rows = normalise(notice, reference)
    assert normalise(notice, reference) == rows
    assert len(rows.projects) == len(notice.projects)
    assert len(rows.tasks) == sum(len(p.tasks) for p in notice.projects)


def require_sentence(refusal: UnreadableFileError) -> None:
    """A refusal is one sentence on one line."""
    assert str(refusal).endswith(".") and "\n" not in str(refusal)


def require_nothing_lost(document: Document, notice: Notice) -> None:
    """Every letter of a cell stands in a cell reading, every paragraph in a paragraph reading."""
    kept = letters([c.text for c in notice.cells] + [p.text for p in notice.paragraphs])
    lost = letters([w for t in document.tables for w in written(t)]) - kept
    assert not lost, f"lost: {lost}"
    assert not letters([p.text for p in document.paragraphs]) - kept


def require_places(notice: Notice) -> None:
    """Cells point at tasks that are there, and every task has one."""
    pointed: dict[tuple[int, int], list[CellReading]] = {}
    for cell in notice.cells:
        assert (cell.project is None) == (cell.part is None)
        if cell.project is not None and cell.part is not None:
            pointed.setdefault((cell.project, cell.part), []).append(cell)
    there = {(n, task.part) for n, project in enumerate(notice.projects, 1) for task in project.tasks}
    assert pointed.keys() <= there
    assert {project for project, _ in pointed} == {n for n, _ in enumerate(notice.projects, 1)}
    for project in notice.projects:
        assert [task.part for task in project.tasks] == list(range(1, len(project.tasks) + 1))


def require_dump_sound(dump: str) -> None:
    """The same of a text dump."""
    try:
        document = text.read(dump.encode("utf-8", "ignore"))
    except UnreadableFileError as refusal:
        require_sentence(refusal)
        return
    require_sound(document)


def require_word_sound(body: str) -> None:
    """The same of the body of a DOCX."""
    require_sound(docx.read(docx_file(body)))
