"""A warehouse as people compare it: sheets of notices, projects, tasks, units, findings and files, each with a name."""

from importlib.resources import files
from typing import Final

from etl.warehouse.sides import NEW, OLD, Sides, Table

TASKS: Final = Table(
    "task_sheet",
    ("task_id",),
    (
        *("name", "section", "level", "remark", "target", "details", "deadline"),
        *("lead", "responsible", "cooperating", "leaders", "investment_yuan", "quantities"),
        *("progress", "status", "invested_yuan", "problems", "next_steps", "family"),
    ),
    label="label",
    notice="notice_id",
    order="place",
)
NOTICES: Final = Table(
    "notice_sheet",
    ("notice_id",),
    (
        *("title", "document_number", "issuer", "issued_on", "announced_projects"),
        *("is_current", "superseded_by", "superseded_because", "projects", "tasks"),
    ),
    label="label",
    notice="notice_id",
)
PROJECTS: Final = Table(
    "project_sheet", ("project_id",), ("number",), label="label", notice="notice_id", order="ordinal"
)
FINDINGS: Final = Table("finding_sheet", ("finding_id",), ("message",), label="label", notice="notice_id")
FILES: Final = Table("file_sheet", ("source_id",), ("outcome", "reason"), label="label")
SHEETS: Final = (
    NOTICES,
    PROJECTS,
    TASKS,
    Table("unit_sheet", ("unit_id",), ("name", "short_name", "kind", "origin", "aliases"), label="label"),
    FINDINGS,
    FILES,
)
"""The sheets in the order in which they are told."""


def make_sheets(sides: Sides) -> None:
    """Make the sheets of both sides, as views in their schemas."""
    text = (files("etl.warehouse") / "sheets.sql").read_text("utf-8")
    for side in (OLD, NEW):
        sides.connection.execute(f"SET schema = '{side}'")
        sides.connection.execute(text)
    sides.connection.execute("SET schema = 'main'")
