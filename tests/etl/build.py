"""Notices as written and decisions, made by hand: only what a test is about has to be said."""

from dataclasses import replace
from datetime import date
from typing import Any

from etl.normalise.units.lexicon import Lexicon
from schemas.notice import Letter, Notice, NoticeKind, Place, ProjectRow, TaskRow
from schemas.reference import Decision

PLACE = Place(table_no=1, row_no=2)


def task(part: int = 1, *, row: int = 2, page: int | None = None, **cells: Any) -> TaskRow:
    """One row of work; its cells as written."""
    given = {"target": "建成口袋公园3个。", "lead": "区教委", **cells}
    return TaskRow(part=part, place=Place(table_no=1, row_no=row, page=page), **given)


def project(seq: int | None = 1, *tasks: TaskRow, **more: Any) -> ProjectRow:
    """One project, with one task if none is given."""
    given = {"seq_text": "" if seq is None else str(seq), "name": f"建设城市公园{seq}", **more}
    return ProjectRow(seq=seq, tasks=tasks or (task(),), **given)


def notice(*projects: ProjectRow, year: int | None = 2024, kind: NoticeKind = NoticeKind.PLAN, **more: Any) -> Notice:
    """A plan of 渝北区 for 2024 with one project, unless said otherwise; letter fields are given by their names."""
    letter = {
        "document_number": "渝北府办发〔2024〕5号",
        "issuer": "重庆市渝北区人民政府办公室",
        "title": "关于印发2024年重点民生实事工作目标任务的通知",
    }
    letter |= {name: more.pop(name) for name in tuple(more) if name in Letter.model_fields}
    return Notice(letter=Letter.model_validate(letter), kind=kind, year=year, projects=projects or (project(),), **more)


def decision(mention: str, verdict: str, **more: object) -> Decision:
    """A decision of 王五 on a name met in 渝北区."""
    given = {"region": "500112", "reason": "三定方案", "decided_by": "王五", "decided_on": date(2024, 5, 1)}
    return Decision.model_validate(given | {"mention": mention, "verdict": verdict} | more)


def decided(lexicon: Lexicon, *decisions: Decision) -> Lexicon:
    """The names of a region with decisions on top."""
    return replace(lexicon, decisions=decisions)
