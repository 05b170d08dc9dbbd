"""A warehouse as people compare it: a sheet a notice, a task, a unit, a finding and a file, each with a name."""

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
SHEETS: Final = (
    NOTICES,
    TASKS,
    Table("unit_sheet", ("unit_id",), ("name", "short_name", "kind", "origin", "aliases"), label="label"),
    Table("finding_sheet", ("finding_id",), ("message",), label="label", notice="notice_id"),
    Table("file_sheet", ("source_id",), ("path", "outcome", "reason"), label="label"),
)
"""The sheets in the order in which they are told."""


def make_sheets(sides: Sides) -> None:
    """Make the sheets of both sides, as views in their schemas."""
    text = (files("etl.warehouse") / "sheets.sql").read_text("utf-8")
    for side in (OLD, NEW):
        sides.connection.execute(f"SET schema = '{side}'")
        sides.connection.execute(text)
    sides.connection.execute("SET schema = 'main'")
