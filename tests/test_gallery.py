"""Small documents with one difficulty each, named for it, against what a person reads in them.

``gallery/<difficulty>.<format>`` is a document, ``gallery/<difficulty>.yml`` its golden file: either ``refused``, words
of the sentence that refuses it, or ``tasks`` in the shape of ``tests/tasks.py``. What a task of the golden file leaves
out is what ``DEFAULTS`` says, so every field is compared. ``findings`` are the rules of all warnings and errors.
``notice``, where given, holds fields of the letter. Golden files are written from the document by a person.
"""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.pipeline import inspect
from parsers.errors import UnreadableFileError
from parsers.formats._scan_pages import can_read_scans
from schemas.notice import Disposition
from tests.etl.warehouse.build import reference
from tests.tasks import as_golden, squeezed

GALLERY = Path(__file__).parent / "gallery"
DOCUMENTS = sorted(p for p in GALLERY.iterdir() if p.is_file() and p.suffix not in (".yml", ".py", ".md"))
DEFAULTS: dict[str, object] = {
    "section": None,
    "part": 1,
    "level": "district",
    "voted": False,
    "lead": [],
    "responsible": [],
    "cooperating": [],
    "leaders": [],
    "details": None,
    "deadline_text": None,
    "deadline_precision": "year",
    "deadline_basis": "plan_year",
    "investment_yuan": None,
    "remark": None,
    "progress": None,
    "status": None,
}


@cache
def golden(document: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(document.with_suffix(".yml").read_text("utf-8"))
    return loaded


def refused(document: Path) -> bool:
    return "refused" in golden(document)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.name)
def test_every_document_has_its_golden_file(document: Path) -> None:
    expected = golden(document)
    assert expected.keys() <= {"difficulty", "refused", "tasks", "findings", "notice"}
    assert expected["difficulty"], "a golden file says in a sentence what is difficult"
    assert ("refused" in expected) != ("tasks" in expected)


def test_no_golden_file_is_left_alone() -> None:
    assert {p.stem for p in GALLERY.glob("*.yml")} == {p.stem for p in DOCUMENTS}


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if refused(d)], ids=lambda p: p.name)
def test_what_holds_no_task_is_refused_with_its_reason(document: Path) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        inspect(document, reference())
    assert golden(document)["refused"] in str(refusal.value)


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if not refused(d)], ids=lambda p: p.name)
def test_every_task_is_exact(document: Path) -> None:
    if document.name.startswith("scan-") and not can_read_scans():
        pytest.skip("reads a scan; run it after `pip install -e '.[ocr]'`, which brings the recognition")
    notice, rows, _ = inspect(document, reference())
    expected = golden(document)
    found = [{k: squeezed(v) for k, v in task.items()} for task in as_golden(rows)]
    year_end = date(rows.notice.year, 12, 31) if rows.notice.year else None
    defaults = DEFAULTS | {"deadline": year_end}
    assert found == [{k: squeezed(v) for k, v in (defaults | task).items()} for task in expected["tasks"]]
    letter = rows.notice.model_dump(mode="python") | {"region": rows.region.name}
    assert {k: letter[k] for k in expected.get("notice", {})} == expected.get("notice", {})
    loud = sorted({f.rule for f in rows.findings if f.severity in ("error", "warning")})
    assert loud == sorted(expected.get("findings", []))
    unread = [c.text for c in notice.cells if c.disposition is Disposition.UNREAD]
    assert unread == [] or "unread_cell" in loud
