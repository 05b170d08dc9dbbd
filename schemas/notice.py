"""A notice as written: what stands in the file, found and put in its place, with nothing interpreted yet.

Parts of a notice are named after GB/T 9704 (公文格式): 发文字号 document number, 发文机关 issuer,
成文日期 date of issue, 附件 attachment.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.document import Box
from schemas.finding import Finding


class Role(StrEnum):
    """What a column of a task table holds. The values are the ``field`` of the ``cells`` table.

    Those from ``CONTACT`` on stand in no column of ``tasks``: their cells are kept with their task.
    """

    SEQ = "seq"
    NAME = "name"
    LEAD = "lead"
    RESPONSIBLE = "responsible"
    COOPERATING = "cooperating"
    LEADER = "leader"
    TARGET = "target"
    DETAILS = "details"
    DEADLINE = "deadline"
    LEVEL = "level"
    REMARK = "remark"
    INVESTMENT = "investment"
    PROGRESS = "progress"
    STATUS = "status"
    INVESTED = "invested"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    CONTACT = "contact"
    PART_NAME = "part_name"
    MILESTONE = "milestone"
    DOMAIN = "domain"
    SITE = "site"
    NATURE = "nature"
    FUNDING = "funding"
    SOURCE = "source"
    START = "start"
    OTHER_INVESTMENT = "other_investment"

    __hash__ = str.__hash__  # Enum's own is a call in Python, for each look-up by a role


class Disposition(StrEnum):
    """What became of a cell or a paragraph (rule 1 of the house)."""

    FIELD = "field"
    HEADER = "header"
    SECTION = "section"
    TOTAL = "total"
    NOTE = "note"
    FORM = "form"
    BLANK = "blank"
    UNREAD = "unread"
    LETTER = "letter"
    HEADING = "heading"
    CAPTION = "caption"


class NoticeKind(StrEnum):
    """A plan promises, a report says what became of it, a progress form says where it stands."""

    PLAN = "plan"
    REPORT = "report"
    PROGRESS = "progress"


class Place(Record):
    """Where in the file something stands: a row of a table, or a paragraph outside the tables. All count from 1,
    ``page`` is ``None`` without fixed pages."""

    table_no: int | None = None
    row_no: int | None = None
    paragraph_no: int | None = None
    page: int | None = None

    @model_validator(mode="after")
    def _is_one_place(self) -> "Place":
        in_table = self.table_no is not None and self.row_no is not None
        if in_table == (self.paragraph_no is not None) or (self.table_no is None) != (self.row_no is None):
            raise ValueError("a place is a row of a table or a paragraph")
        return self


class Letter(Record):
    """What the letter around the tables says of the notice; ``None`` where it does not say."""

    document_number: str | None = None
    issuer: str | None = None
    title: str | None = None
    issued_on: date | None = None


class AnnouncedCount(Record):
    """A number of projects that the notice announces, to be held against what was read.

    ``scope`` is ``total``, ``municipal``, ``district`` or ``voted``; ``section`` is the section row that
    announces it, ``None`` when it is the letter. ``quote`` is the clause as written.
    """

    scope: str
    count: int
    quote: str
    section: str | None = None
    section_no: int | None = None
    place: Place | None = None


class StatedSum(Record):
    """A 合计, a 小计 or a section's own sum of money, as written.

    ``label`` opens its row; ``section`` is the section row that states it, ``None`` for a row of its own;
    ``section_no`` the section it stands in. ``since`` and ``after`` count the projects of the notice before the last
    sum or section and before this row: the ones between are what a 小计 adds up. ``money_measure`` is what its table
    counts money in, where it says it.
    """

    text: str
    label: str = ""
    section: str | None
    section_no: int | None
    since: int = 0
    after: int = 0
    place: Place
    money_measure: str | None = None


class TaskRow(Record):
    """One row of work as written. Every text is the cell's own, paragraphs joined by newlines.

    ``lead`` and the others are whole cells; telling names apart is the normaliser's work. ``None`` means that
    the table has no such column, an empty string that the cell is empty.
    """

    part: int
    place: Place
    target: str | None = None
    details: str | None = None
    deadline: str | None = None
    lead: str | None = None
    responsible: str | None = None
    cooperating: str | None = None
    leader: str | None = None
    investment: str | None = None
    progress: str | None = None
    status: str | None = None
    invested: str | None = None
    problems: str | None = None
    next_steps: str | None = None


class ProjectRow(Record):
    """One numbered project as written, with its tasks in order. ``section_no`` counts the sections of the notice from
    1, 0 before the first; ``caption`` names the table it stands in, ``money_measure`` and ``invested_measure`` say what
    that table counts planned and spent money in, where it says it."""

    seq_text: str
    seq: int | None
    name: str
    section: str | None = None
    section_no: int = 0
    level: str | None = None
    remark: str | None = None
    caption: str | None = None
    money_measure: str | None = None
    invested_measure: str | None = None
    tasks: tuple[TaskRow, ...]


class CellReading(Record):
    """What became of one drawn cell. ``project`` and ``part`` point at the task it is a field of, counted from 1
    in reading order; a cell that holds for several parts points at the first. ``box`` and ``origin`` are those of
    the ``Document``'s cell."""

    table_no: int = Field(ge=1)
    row_no: int = Field(ge=1)
    column_no: int = Field(ge=1)
    row_span: int = Field(ge=1)
    column_span: int = Field(ge=1)
    page: int | None = Field(ge=1)
    text: str
    disposition: Disposition
    field: Role | None = None
    project: int | None = None
    part: int | None = None
    box: Box | None = None
    origin: str | None = None


class ParagraphReading(Record):
    """What became of one paragraph; ``paragraph_no`` counts from 1 over the file.

    ``project`` and ``part`` point at the task that it tells of, as those of a cell do, the first where it tells of the
    whole project; ``fields`` are what it says of it. One that tells of a task and fills none of its fields, such as the
    measures in a report's chapter, has no ``fields``.
    """

    paragraph_no: int = Field(ge=1)
    page: int | None = Field(ge=1)
    text: str
    disposition: Disposition
    fields: tuple[Role, ...] = ()
    project: int | None = None
    part: int | None = None
    box: Box | None = None
    origin: str | None = None


class ColumnReading(Record):
    """The role found for one column of one table, and the header text it was found from."""

    table_no: int
    column_no: int
    header: str
    role: Role | None


class Notice(Record):
    """One notice as one file writes it."""

    letter: Letter
    kind: NoticeKind
    year: int | None
    captions: tuple[str, ...] = ()
    money_measure: str | None = None
    announced: tuple[AnnouncedCount, ...] = ()
    sums: tuple[StatedSum, ...] = ()
    columns: tuple[ColumnReading, ...] = ()
    projects: tuple[ProjectRow, ...] = ()
    cells: tuple[CellReading, ...] = ()
    paragraphs: tuple[ParagraphReading, ...] = ()
    findings: tuple[Finding, ...] = ()


class FileReading(Record):
    """One file as read: its format, its pages (``None`` without fixed ones), and the notice as it writes it."""

    format: str
    pages: int | None = None
    notice: Notice
