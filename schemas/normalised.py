"""A notice whose units, days and sums mean the same in every region and year.

The models are the rows of the warehouse's tables, field for column, so that loading is copying.
"""

from datetime import date
from enum import StrEnum

from schemas.base import Record
from schemas.finding import Finding
from schemas.notice import NoticeKind


class Level(StrEnum):
    """Who set a project."""

    MUNICIPAL = "municipal"
    DISTRICT = "district"
    BOTH = "both"


class Precision(StrEnum):
    """How exactly a deadline was stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class Basis(StrEnum):
    """Where a deadline comes from; see the contract's section on deadlines."""

    STATED = "stated"
    TEXT = "text"
    PLAN_YEAR = "plan_year"
    OPEN = "open"
    UNDETERMINED = "undetermined"


class UnitRole(StrEnum):
    """What a unit has to do with a task."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"


class Deadline(Record):
    """The last day that still meets a deadline, with the words it was read from."""

    day: date | None
    start: date | None = None
    text: str | None = None
    precision: Precision | None = None
    basis: Basis


class RegionRecord(Record):
    """A row of ``regions``."""

    region_id: str
    name: str
    full_name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None


class UnitRecord(Record):
    """A row of ``units``."""

    unit_id: str
    region_id: str
    name: str
    short_name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    origin: str


class AliasRecord(Record):
    """A row of ``unit_aliases``."""

    region_id: str
    alias: str
    unit_id: str
    origin: str


class FunctionRecord(Record):
    """A row of ``unit_functions``."""

    unit_id: str
    function: str


class NoticeRecord(Record):
    """A row of ``notices``, without what only the warehouse knows (``is_current``)."""

    notice_id: str
    region_id: str
    year: int | None
    kind: NoticeKind
    title: str | None
    document_number: str | None
    issuer: str | None
    issued_on: date | None
    announced_projects: int | None


class ProjectRecord(Record):
    """A row of ``projects``."""

    project_id: str
    notice_id: str
    ordinal: int
    section: str | None
    seq: int | None
    seq_text: str
    name: str
    level: Level | None
    voted: bool
    remark: str | None
    family_id: str | None = None


class TaskRecord(Record):
    """A row of ``tasks``; ``investment_yuan`` is in yuan, whatever the notice counts in."""

    task_id: str
    project_id: str
    part: int
    target: str | None
    details: str | None
    deadline: date | None
    deadline_start: date | None
    deadline_text: str | None
    deadline_precision: Precision | None
    deadline_basis: Basis
    investment_yuan: int | None
    place: str


class TaskUnitRecord(Record):
    """A row of ``task_units``: one name as written and the unit it means."""

    task_id: str
    role: UnitRole
    ordinal: int
    mention: str
    unit_id: str


class TaskLeaderRecord(Record):
    """A row of ``task_leaders``."""

    task_id: str
    ordinal: int
    name: str


class ProgressRecord(Record):
    """A row of ``progress``."""

    progress_id: str
    notice_id: str
    task_id: str
    as_of: date | None
    progress: str | None
    status: str | None
    invested_yuan: int | None
    problems: str | None
    next_steps: str | None


class NormalisedNotice(Record):
    """One notice, ready to be loaded. ``units``, ``aliases`` and ``functions`` hold only what the reference data
    does not: groups and provisional units met in this notice; ``region`` likewise."""

    notice: NoticeRecord
    region: RegionRecord
    projects: tuple[ProjectRecord, ...]
    tasks: tuple[TaskRecord, ...]
    task_units: tuple[TaskUnitRecord, ...]
    task_leaders: tuple[TaskLeaderRecord, ...]
    progress: tuple[ProgressRecord, ...]
    units: tuple[UnitRecord, ...] = ()
    aliases: tuple[AliasRecord, ...] = ()
    functions: tuple[FunctionRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
