"""Projects to find families among, and the five notices with the quantities that a person read in three of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from etl.facts import facts_of
from etl.family_amounts import new_tasks
from etl.family_rows import new_projects
from etl.normalise.assemble import normalise
from etl.normalise.families.overlaps import with_overlaps
from etl.pipeline import inspect
from etl.reference.load import load_reference
from schemas.family import FamilyDecision, KnownProject, KnownTask
from schemas.normalised import MeasuredField, NormalisedNotice, QuantityRecord
from schemas.notice import Notice
from schemas.reference import Reference
from tests.conftest import GOLDEN, NOTICES, notice_path

MEASURED = ("gaoxin-2024-plan", "wulong-2024-plan", "yubei-2024-plan")
"""Notices whose quantities are written out in ``golden/quantities``."""


@cache
def reference() -> Reference:
    return load_reference()


def project(name: str, notice: str = "a", ordinal: int = 1, *, year: int | None = 2024, **more: Any) -> KnownProject:
    """A project of a notice of 渝北区, unless said otherwise."""
    given = {"project_id": f"{notice}/p{ordinal}", "region": "渝北区", "region_names": ("渝北区", "重庆市渝北区")}
    return KnownProject(name=name, notice_id=notice, ordinal=ordinal, year=year, **(given | more))


def decision(project_id: str, other: str, verdict: str = "same", **more: Any) -> FamilyDecision:
    """王五's decision on two projects."""
    given = {"reason": "同一项工作", "decided_by": "王五", "decided_on": date(2024, 5, 1)}
    return FamilyDecision.model_validate({"project": project_id, "other": other, "verdict": verdict} | given | more)


def quantity(
    text: str, subject: str | None, value: float | str = 1, measure: str = "个", **more: Any
) -> QuantityRecord:
    """A quantity of a target."""
    given = {"task_id": "t1", "ordinal": 1, "field": MeasuredField.TARGET, "comparator": "=", **more}
    return QuantityRecord(text=text, subject=subject, value=Decimal(str(value)), measure=measure, **given)


@cache
def read(name: str) -> tuple[Notice, NormalisedNotice]:
    """One of the five notices, with the quantities that a person read in it where there are some."""
    notice, rows, _ = inspect(notice_path(name, "text"), reference())
    return notice, measured(rows, name, notice) if name in MEASURED else rows


def measured(rows: NormalisedNotice, name: str, notice: Notice) -> NormalisedNotice:
    """A notice with the golden quantities in place of its own, and the overlaps that follow from them."""
    ordinals = {p.project_id: p.ordinal for p in rows.projects}
    tasks = {f"{ordinals[t.project_id]}.{t.part}": t.task_id for t in rows.tasks}
    golden = yaml.safe_load((GOLDEN / "quantities" / f"{name}.yml").read_text("utf-8"))
    found = [
        QuantityRecord(task_id=tasks[key], ordinal=n, field=MeasuredField.TARGET, **entry)
        for key, entries in golden.items()
        for n, entry in enumerate(({**e, "value": Decimal(str(e["value"]))} for e in entries), 1)
    ]
    bare = rows.model_copy(update={"quantities": tuple(found), "overlaps": ()})
    return with_overlaps(bare, notice, reference().families, reference().overlaps)


@contextmanager
def golden_quantities() -> Iterator[None]:
    """While it lasts, a run gives the three measured notices the quantities that a person read."""
    known = {tuple(t.task_id for t in read(name)[1].tasks): name for name in MEASURED}

    def normalised(notice: Notice, data: Reference) -> NormalisedNotice:
        rows = normalise(notice, data)
        name = known.get(tuple(t.task_id for t in rows.tasks))
        return measured(rows, name, notice) if name else rows

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("etl.pipeline.normalise", normalised)
        patch.setattr("etl.readers.file_rows.normalise", normalised)
        yield


def projects_in(name: str) -> list[KnownProject]:
    """The projects of one of the five notices."""
    notice, rows = read(name)
    return list(new_projects(rows.notice, facts_of(notice, rows, reference().editions)))


@cache
def projects_of(*names: str) -> tuple[KnownProject, ...]:
    """The projects of some of the five notices, of all if none is named."""
    return tuple(p for name in names or NOTICES for p in projects_in(name))


def tasks_of(*names: str) -> list[KnownTask]:
    """The measured tasks of some of the five notices, of all if none is named."""
    return [t for name in names or NOTICES for t in new_tasks(read(name)[1])]


def label(known: KnownProject) -> str:
    """A project of the five notices as ``golden/families.yml`` names it: its notice and its place in that."""
    name = next(n for n in NOTICES if read(n)[1].notice.notice_id == known.notice_id)
    return f"{name} {known.ordinal}"


def texts() -> list[Path]:
    """The text files of the five notices."""
    return [notice_path(name, "text") for name in NOTICES]
