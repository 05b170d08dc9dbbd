"""A notice whose units, days and sums mean the same in every region and year.

The models are the rows of the warehouse's tables, field for column, so that loading is copying.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from pydantic import Field

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

    __hash__ = str.__hash__  # Enum's own is a call in Python, for each look-up by a role


class NameBasis(StrEnum):
    """The step of the reading that found the unit of a name: the name as listed; its key (white space, width, brackets,
    the region before it, the spelling of 委员会 and 管理局); a rule that holds in every region; names run together that
    were told apart; a person's decision; a group; or none, and the unit is provisional."""

    NAME = "name"
    KEY = "key"
    RULE = "rule"
    SEGMENTS = "segments"
    DECISION = "decision"
    GROUP = "group"
    PROVISIONAL = "provisional"


class Stage(Record):
    """One of several steps that a deadline names, such as 6月底前开工: ``text`` as written, ``action`` the deed (开工),
    ``start`` its first day where it is a range, ``day`` the last one that still meets it."""

    text: str
    action: str | None = None
    start: date | None = None
    day: date
    precision: Precision


class Deadline(Record):
    """The last day that still meets a deadline, with the words it was read from; ``stages`` are the steps on the way
    where the words name several days, the last one included; where they name one there are none, unless that one only
    begins the work (2024年6月底前开工)."""

    day: date | None
    start: date | None = None
    text: str | None = None
    precision: Precision | None = None
    basis: Basis
    stages: tuple[Stage, ...] = ()


class Comparator(StrEnum):
    """What an amount says of the value it names: exactly it, at least, at most, more than, or about."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    MORE_THAN = ">"
    ABOUT = "~"


class MeasuredField(StrEnum):
    """The text of a task that an amount stands in."""

    TARGET = "target"
    PROGRESS = "progress"


class RegionRecord(Record):
    """A row of ``regions``."""

    region_id: str
    name: str
    full_name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None


class SuccessionRecord(Record):
    """A row of ``region_successions``: a region and one of those it was made of."""

    region_id: str
    predecessor_id: str
    since: date | None


class UnitRecord(Record):
    """A row of ``units``."""

    unit_id: str
    region_id: str
    name: str
    short_name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
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
    year: int | None = Field(ge=1900, le=2200)
    kind: NoticeKind
    title: str | None
    document_number: str | None
    issuer: str | None
    issued_on: date | None
    announced_projects: int | None = Field(ge=0)


class ProjectRecord(Record):
    """A row of ``projects``."""

    project_id: str
    notice_id: str
    ordinal: int = Field(ge=1)
    section: str | None
    seq: int | None = Field(ge=0)
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
    part: int = Field(ge=1)
    target: str | None
    details: str | None
    deadline: date | None
    deadline_start: date | None
    deadline_text: str | None
    deadline_precision: Precision | None
    deadline_basis: Basis
    investment_yuan: int | None = Field(ge=0)
    place: str


class TaskUnitRecord(Record):
    """A row of ``task_units``: one name as written and the unit it means."""

    task_id: str
    role: UnitRole
    ordinal: int = Field(ge=1)
    mention: str
    unit_id: str
    basis: NameBasis = NameBasis.NAME


class SuggestionRecord(Record):
    """A row of ``unit_suggestions``: a unit that a provisional one may be, the likeliest first; ``score`` is from 0 to
    100."""

    unit_id: str
    ordinal: int = Field(ge=1)
    suggested_unit_id: str
    score: float = Field(ge=0, le=100)
    because: str


class GroupKindRecord(Record):
    """A row of ``group_kinds``: a kind of units that a group means all of in its region."""

    unit_id: str
    kind: str


class TaskLeaderRecord(Record):
    """A row of ``task_leaders``."""

    task_id: str
    ordinal: int = Field(ge=1)
    name: str


class StageRecord(Record):
    """A row of ``deadline_stages``: one of several steps that a task's deadline names, from 1 in the order written."""

    task_id: str
    ordinal: int = Field(ge=1)
    text: str
    action: str | None
    starts_on: date | None
    ends_on: date
    precision: Precision


class QuantityRecord(Record):
    """A row of ``quantities``: ``value`` in ``measure`` as written, 万 and 亿 multiplied out; ``si_value`` in
    ``si_measure`` where the measure is a physical one."""

    task_id: str
    ordinal: int = Field(ge=1)
    field: MeasuredField
    text: str
    subject: str | None
    value: Decimal
    measure: str
    comparator: Comparator
    per: str | None = None
    si_value: float | None = None
    si_measure: str | None = None


class OverlapRecord(Record):
    """A row of ``target_overlaps``: a quantity of a municipal project and the one of a district project that sets the
    same, each by its task and its ordinal among the quantities of its target; ``because`` says why these two."""

    notice_id: str
    municipal_task_id: str
    municipal_ordinal: int = Field(ge=1)
    district_task_id: str
    district_ordinal: int = Field(ge=1)
    because: str


class ProgressRecord(Record):
    """A row of ``progress``."""

    progress_id: str
    notice_id: str
    task_id: str
    as_of: date | None
    progress: str | None
    status: str | None
    invested_yuan: int | None = Field(ge=0)
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
    stages: tuple[StageRecord, ...] = ()
    quantities: tuple[QuantityRecord, ...] = ()
    overlaps: tuple[OverlapRecord, ...] = ()
    units: tuple[UnitRecord, ...] = ()
    aliases: tuple[AliasRecord, ...] = ()
    functions: tuple[FunctionRecord, ...] = ()
    suggestions: tuple[SuggestionRecord, ...] = ()
    group_kinds: tuple[GroupKindRecord, ...] = ()
    findings: tuple[Finding, ...] = ()
