"""What the gallery's tables hold is read from any format: each is written out again in the others and read from there.

Only what a format can hold is asked of it: the tables and the paragraphs around them, with their merges.
"""

from functools import cache
from pathlib import Path

import pytest

from etl.normalise.assemble import normalise
from parsers.formats import read_document
from parsers.notice import read_notice
from schemas.document import Document
from tests.etl.warehouse.build import reference
from tests.tasks import as_golden, squeezed
from tests.test_gallery import DOCUMENTS, golden, refused
from tests.writers import WRITERS

SPANS_KNOWN = (".docx", ".doc", ".wps", ".html", ".htm", ".mht", ".xlsx", ".xls")
"""Formats that tell a document's merges, without which it cannot be written out again."""
TABLES = [d for d in DOCUMENTS if d.suffix in SPANS_KNOWN and not refused(d)]


def tasks(document: Document) -> list[dict[str, object]]:
    rows = normalise(read_notice(document, reference().vocabulary), reference())
    return [{k: squeezed(v) for k, v in task.items()} for task in as_golden(rows)]


@cache
def original(path: Path) -> tuple[Document, list[dict[str, object]]]:
    """A document of the gallery and its tasks, read once for all formats."""
    document = read_document(path.read_bytes())
    return document, tasks(document)


@pytest.mark.parametrize("file_format", sorted(WRITERS))
@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.name)
def test_the_same_tasks_are_read_from_another_format(path: Path, file_format: str) -> None:
    document, expected = original(path)
    if file_format == "xlsx" and any(c.tables for t in document.tables for c in t.cells):
        pytest.skip("a sheet has no tables inside cells; run the other formats of this document")
    written = read_document(WRITERS[file_format](document))
    assert written.format == file_format
    found = tasks(written)
    assert found == expected
    assert len(found) == len(golden(path)["tasks"])
