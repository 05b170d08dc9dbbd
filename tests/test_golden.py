"""The five real notices, from each format, against what a person read in them (``golden/notices/*.yml``).

The golden files were written from the notices, not from the program's output; white space is left aside.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.pipeline import Run, inspect
from etl.raw_files import DiskFile
from etl.warehouse.connect import reading
from schemas.normalised import NormalisedNotice
from schemas.notice import Disposition, Notice
from tests.conftest import FORMATS, GOLDEN, LETTERLESS, NOTICES, notice_path
from tests.etl.warehouse.build import reference
from tests.tasks import as_golden, squeezed

LETTERED = [f for f in FORMATS if f not in LETTERLESS]


def golden(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((GOLDEN / "notices" / f"{name}.yml").read_text("utf-8"))
    return loaded


@cache
def read(name: str, file_format: str) -> tuple[Notice, NormalisedNotice]:
    """A notice of one format, as written and normalised; read once for all tests."""
    notice, rows, _ = inspect(notice_path(name, file_format), reference())
    return notice, rows


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", NOTICES)
def test_every_task_is_exact(name: str, file_format: str) -> None:
    _, rows = read(name, file_format)
    expected = golden(name)["tasks"]
    found = as_golden(rows)
    assert len(found) == len(expected)
    for ours, theirs in zip(found, expected, strict=True):
        assert {k: squeezed(v) for k, v in ours.items()} == {k: squeezed(v) for k, v in theirs.items()}


@pytest.mark.parametrize("file_format", LETTERED)
@pytest.mark.parametrize("name", NOTICES)
def test_the_letter_is_exact(name: str, file_format: str) -> None:
    _, rows = read(name, file_format)
    notice = rows.notice.model_dump(mode="json", exclude={"notice_id", "region_id"})
    expected = golden(name)["notice"]
    expected["issued_on"] = expected["issued_on"] and expected["issued_on"].isoformat()
    assert notice | {"region": rows.region.name} == expected


@pytest.mark.parametrize("file_format", LETTERLESS)
@pytest.mark.parametrize("name", NOTICES)
def test_tables_without_their_letter_name_region_year_and_kind(name: str, file_format: str) -> None:
    _, rows = read(name, file_format)
    expected = golden(name)["notice"]
    found = rows.notice.model_dump(mode="json") | {"region": rows.region.name}
    assert {k: found[k] for k in ("region", "year", "kind")} == {k: expected[k] for k in ("region", "year", "kind")}
    assert [found[k] for k in ("document_number", "issuer", "issued_on")] == [None] * 3


@pytest.mark.parametrize("file_format", FORMATS)
@pytest.mark.parametrize("name", NOTICES)
def test_nothing_is_unread(name: str, file_format: str) -> None:
    notice, _ = read(name, file_format)
    assert [c for c in notice.cells if c.disposition is Disposition.UNREAD] == []
    assert [p for p in notice.paragraphs if p.disposition is Disposition.UNREAD] == []


@pytest.mark.parametrize("name", NOTICES)
def test_no_reading_contradicts_its_notice(name: str) -> None:
    for file_format in FORMATS:
        _, rows = read(name, file_format)
        assert [f.message for f in rows.findings if f.severity in ("error", "warning")] == []


def own(rows: NormalisedNotice, key: str) -> str:
    """An id without that of its notice, which a file without the letter cannot know."""
    return key.removeprefix(rows.notice.notice_id)


@pytest.mark.parametrize("name", NOTICES)
def test_all_formats_give_the_same_rows(name: str) -> None:
    readings = [read(name, f)[1] for f in FORMATS]
    assert len({read(name, f)[1].notice.notice_id for f in LETTERED}) == 1
    ids = [[own(r, t.task_id) for t in r.tasks] for r in readings]
    units = [[(own(r, u.task_id), u.role, u.unit_id) for u in r.task_units] for r in readings]
    assert all(i == ids[0] for i in ids)
    assert all(u == units[0] for u in units)


def test_there_are_107_projects_and_124_tasks() -> None:
    tasks = [task for name in NOTICES for task in golden(name)["tasks"]]
    assert len(tasks) == 124
    assert sum(task["part"] == 1 for task in tasks) == 107


@pytest.mark.parametrize("name", NOTICES)
def test_the_raw_notices_are_the_golden_ones(name: str) -> None:
    raw = Path(__file__).parents[1] / "data" / "raw" / f"{name}.txt"
    assert raw.read_bytes() == notice_path(name, "text").read_bytes()


def test_all_files_of_all_formats_are_five_notices(tmp_path: Path) -> None:
    warehouse = tmp_path / "notices.duckdb"
    files = [DiskFile(notice_path(name, file_format)) for name in NOTICES for file_format in FORMATS]
    run = Run("test", warehouse, reference())
    assert {report.fate for report in run.read(files)} == {"loaded"}
    assert {(f.fate, f.reason) for f in run.publish().files} == {("loaded", None)}
    counts = "SELECT (SELECT count(*) FROM notices), (SELECT count(*) FROM tasks), (SELECT count(*) FROM sources)"
    with reading(warehouse) as connection:
        assert connection.execute(counts).fetchone() == (5, 124, len(files))
