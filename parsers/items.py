"""Rows of a task table to projects and their tasks, with what became of every cell.

A row with a number or a name of its own begins a project. A row without either is the next part of the
project above: what a merged cell covers holds for it too, and where a file cannot say whether a blank cell
was merged (``spans_known``, the top of a page), a blank leaves the word to the row above. A row numbered inside the
project above (1.1 below 1, (1) below 1) is a part of it, and its name stands in the part's details.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers import announced
from parsers.cells import in_reading_order, read_cell
from parsers.domains import Domains
from parsers.formats._steps import step
from parsers.grid import Grid, GridCell
from parsers.header_roles import may_be_private
from parsers.headers import Header
from parsers.projects import ASIDE, OF_PROJECT, OF_TASK, ProjectUnderWay, finished, joined
from parsers.rows import UNIT_ROLES, WORK_ROLES, RowKind, Rows
from parsers.words import inner_serial, serial, squeeze, sub_number
from schemas.finding import Finding, Severity
from schemas.notice import (
    AnnouncedCount,
    CellReading,
    Disposition,
    ProjectRow,
    Role,
    StatedSum,
)
from schemas.reference import Vocabulary

_MONEY: Final = (Role.INVESTMENT, Role.INVESTED)
_SHARED: Final = (Role.LEVEL, Role.LEAD, Role.LEADER)
"""Columns whose cells notices merge over several projects."""
_Task = tuple[int, int]


@dataclass
class TableReading:
    """What one task table says, and what became of its cells."""

    projects: list[ProjectRow] = field(default_factory=list)
    announced: list[AnnouncedCount] = field(default_factory=list)
    sums: list[StatedSum] = field(default_factory=list)
    cells: list[CellReading] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


_ROWS_A_STEP: Final = 500
"""Rows of a table after which the reading says how far it is; a notice has a hundred, a city's register thousands."""


def read_items(
    grid: Grid,
    header: Header,
    vocabulary: Vocabulary,
    first_project: int = 1,
    sections: int = 0,
    heading: str | None = None,
) -> TableReading:
    """Projects and tasks of a table; ``first_project`` is the number of its first project in the notice, ``sections``
    how many sections the tables before it have, and ``heading`` names the section that the whole table is."""
    walk = _Walk(Rows(grid, header, vocabulary.notice, vocabulary.headers), vocabulary, first_project, sections)
    if heading is not None:
        walk.open_section(heading, 1)
    for row in range(1, grid.rows + 1):
        if row % _ROWS_A_STEP == 0:
            step(f"row {row} of {grid.rows} of table {grid.table_no}")
        walk.row(row)
    step(f"the projects of table {grid.table_no}")
    return walk.reading()


class _Walk:
    """One pass down a table."""

    def __init__(self, rows: Rows, vocabulary: Vocabulary, first_project: int, sections: int) -> None:
        self._rows = rows
        self._grid = rows.grid
        self._vocabulary = vocabulary
        self._first_project = first_project
        self._projects: list[ProjectUnderWay] = []
        self._section: str | None = None
        self._section_no = sections
        self._in_section = False
        self._domains = Domains(rows, vocabulary.levels)
        self._since = first_project - 1
        self._fates: dict[tuple[int, int], tuple[Disposition, Role | None, _Task | None]] = {}
        self._shared: dict[Role, list[int]] = {}
        self._out = TableReading()

    def row(self, row: int) -> None:
        """Take one row."""
        own = self._grid.own(row)
        match self._rows.kind(row):
            case RowKind.HEADER:
                self._mark(own, Disposition.HEADER)
            case RowKind.NOTE | RowKind.ABOVE_HEADER:
                self._mark(own, Disposition.NOTE)
            case RowKind.TOTAL:
                self._take_sum(row, own, None, Disposition.TOTAL)
            case RowKind.SECTION:
                self._take_section(row, own)
            case RowKind.PROJECT if self._is_part(row):
                self._begin_part(row)
            case RowKind.PROJECT:
                self._begin(row)
            case RowKind.CONTINUATION if self._projects:
                self._continue(row, own)
            case RowKind.CONTINUATION:
                self._leave(row, own, "it stands before the first project and is neither a total nor a section")
            case RowKind.BLANK:
                pass

    def _take_section(self, row: int, own: Sequence[GridCell]) -> None:
        self.open_section(" ".join(c.text.replace("\n", "") for c in own if not self._rows.is_money(c)), row)
        self._domains.give_way()
        self._take_sum(row, own, self._section, Disposition.SECTION)

    def open_section(self, name: str, row: int) -> None:
        """Let a section begin: what follows stands in it."""
        self._section = name
        self._section_no += 1
        self._in_section = True
        self._since = self._count
        count = announced.in_section(name, self._section_no, self._rows.place(row), self._vocabulary)
        if count:
            self._out.announced.append(count)

    def _take_sum(self, row: int, own: Sequence[GridCell], section: str | None, fate: Disposition) -> None:
        self._mark(own, fate)
        for cell in own:
            if self._rows.is_money(cell):
                place = self._rows.place(row)
                self._out.sums.append(
                    StatedSum(
                        text=cell.text,
                        label=squeeze(own[0].text),
                        section=section,
                        section_no=self._open_section or None,
                        since=self._since,
                        after=self._count,
                        place=place,
                    )
                )
        self._since = self._count

    @property
    def _count(self) -> int:
        """Number of projects of the notice up to here."""
        return self._first_project - 1 + len(self._projects)

    @property
    def _open_section(self) -> int:
        return self._section_no if self._in_section else 0

    def _begin(self, row: int) -> None:
        if domain := self._domains.entered(row):
            self.open_section(domain, row)
        texts = {role: text for role in self._rows.header.given if (text := self._rows.text(row, role)) is not None}
        for role in _SHARED:
            if role in texts and not texts[role].strip() and (above := self._shared_from_above(row, role)):
                texts[role] = above
                self._shared[role] = [*self._shared.get(role, []), row]
        self._projects.append(ProjectUnderWay(texts, self._section, self._open_section))
        self._add_task(row, self._money_once(row, {role: texts[role] for role in OF_TASK if role in texts}))

    def _is_part(self, row: int) -> bool:
        """Whether a row with a number and a name of its own counts inside the project above: 1.1 or (1) below 1."""
        if not self._projects or self._projects[-1].section_no != self._open_section:
            return False
        above, text = self._projects[-1], self._rows.own_text(row, Role.SEQ)
        parent = above.texts.get(Role.SEQ, "")
        inside = sub_number(text)
        if inside is not None:
            return inside[0] == serial(parent)
        is_plain = serial(parent) is not None and inner_serial(parent) is None
        return is_plain and inner_serial(text) == above.sub_numbers + 1

    def _begin_part(self, row: int) -> None:
        """Begin a part with a number and a name of its own. The project's row was its heading if it gave no work."""
        project = self._projects[-1]
        above = dict(project.tasks[-1])
        if project.is_heading and not project.sub_numbers:
            self._replace_heading(project, above)
        name = "" if self._rows.header.joint else self._rows.own_text(row, Role.NAME)
        named = {Role.PART_NAME: joined((name, self._rows.own_text(row, Role.PART_NAME)))}
        self._add_task(row, self._money_once(row, self._inherited(row, above) | named))
        project.sub_numbers += 1

    def _replace_heading(self, project: ProjectUnderWay, above: dict[Role, str]) -> None:
        project.tasks.clear()
        place = project.places.pop()
        if money := above.get(Role.INVESTMENT, "").strip():
            message = f"“{money}” is what the parts below cost together; their own amounts are taken."
            found = Finding(severity=Severity.INFO, rule="money_of_parts", message=message, **place.model_dump())
            self._out.findings.append(found)

    def _money_once(self, row: int, task: dict[Role, str]) -> dict[Role, str]:
        """Money merged over several rows is counted once, with the first."""
        return {r: t if r not in _MONEY or self._rows.own_text(row, r) else "" for r, t in task.items()}

    def _shared_from_above(self, row: int, role: Role) -> str:
        """What the project above says, where a blank cell may be the rest of a cell merged over several projects."""
        at_top = role is Role.LEAD and self._rows.first_row(row, role) in self._grid.page_tops
        unsure = not self._grid.spans_known or at_top
        if not unsure or not self._projects or self._projects[-1].section_no != self._open_section:
            return ""
        above = self._projects[-1]
        return above.texts.get(role, "") if role in OF_PROJECT else above.tasks[-1].get(role, "")

    def _is_unsure(self, row: int) -> bool:
        return not self._grid.spans_known or row in self._grid.page_tops

    def _continue(self, row: int, own: Sequence[GridCell]) -> None:
        if not any(self._rows.own_text(row, role) for role in WORK_ROLES):
            self._append(row, own)
            return
        above = self._projects[-1].tasks[-1]
        for role in (Role.LEVEL, Role.REMARK):
            if own_text := self._rows.own_text(row, role):
                project = self._projects[-1]
                project.texts[role] = joined((project.texts.get(role, ""), own_text))
        self._add_task(row, self._money_once(row, self._inherited(row, above)))

    def _inherited(self, row: int, above: Mapping[Role, str]) -> dict[Role, str]:
        """Texts of a row that goes on with a project, where blank with what the task above says if that holds on."""
        task: dict[Role, str] = {}
        for role in OF_TASK:
            text = self._rows.text(row, role)
            if text is None:
                continue
            if not text.strip() and above.get(role, "").strip() and self._inherits(row, role):
                text = above[role]
                self._shared[role] = [*self._shared.get(role, []), row]
            task[role] = text
        return task

    def _inherits(self, row: int, role: Role) -> bool:
        """Whether a blank cell of a continuation row stands for what the row above says.

        Every task has a lead and a target. A row that names no unit at all leaves the others to the project too,
        unless its lead is merged with the one above: a table that merges what holds on means its blanks.
        """
        if role in (Role.LEAD, Role.TARGET):
            return True
        if role in UNIT_ROLES:
            if row in self._grid.page_tops:
                return True  # the box below a page break may be the rest of a merge; every part's units are repeated
            names_units = any(self._rows.own_text(row, r) for r in UNIT_ROLES)
            return not names_units and (self._is_unsure(row) or not self._rows.is_merged(row, Role.LEAD))
        return role is Role.DEADLINE and self._is_unsure(row)

    def _append(self, row: int, own: Sequence[GridCell]) -> None:
        """Add a row that gives no work of its own, only more of what the row above gives, to that task."""
        project = self._projects[-1]
        for cell in own:
            role = self._rows.header.roles.get(cell.column)
            if role is not None and role not in ASIDE:
                texts = project.texts if role in OF_PROJECT else project.tasks[-1]
                texts[role] = joined((texts.get(role, ""), cell.text))
        self._mark_fields(row, own)

    def _add_task(self, row: int, task: dict[Role, str]) -> None:
        self._projects[-1].tasks.append(task)
        self._projects[-1].places.append(self._rows.place(row))
        self._mark_fields(row, self._grid.own(row))

    def _mark(self, own: Sequence[GridCell], fate: Disposition) -> None:
        for cell in own:
            self._fates[cell.row, cell.column] = (fate, None, None)

    def _mark_fields(self, row: int, own: Sequence[GridCell]) -> None:
        task = (self._first_project + len(self._projects) - 1, len(self._projects[-1].tasks))
        for cell in own:
            role = self._rows.header.roles.get(cell.column)
            if role is None:
                self._leave_unknown(row, cell, self._rows.header.words.get(cell.column, ""))
            else:
                self._fates[cell.row, cell.column] = (Disposition.FIELD, role, task)

    def _say_shared(self, role: Role, rows: Sequence[int]) -> Finding:
        header = self._rows.header.words[self._rows.header.columns(role)[0]]
        message = (
            f"“{header}” is blank in {len(rows)} row{'s' * (len(rows) > 1)}, this the first; what stands above was "
            "taken to hold, as if the cells were merged."
        )
        place = self._rows.place(rows[0]).model_dump()
        return Finding(severity=Severity.INFO, rule="taken_from_above", message=message, **place)

    def _leave_unknown(self, row: int, cell: GridCell, header: str) -> None:
        """Leave a cell unread whose header nobody knows, and do not quote it where it may be private."""
        is_private = may_be_private(header, self._vocabulary.headers.contacts)
        self._leave(row, [cell], f"the header “{header}” is not known", "a cell" if is_private else None)

    def _leave(self, row: int, own: Sequence[GridCell], why: str, called: str | None = None) -> None:
        """Leave cells unread, and say so; they are quoted unless the finding says what they are ``called``."""
        self._mark(own, Disposition.UNREAD)
        words = "；".join(c.text.replace("\n", "")[:30] for c in own)
        message = f"{called or f'“{words}”'} was not read: {why}."
        place = self._rows.place(row).model_dump()
        self._out.findings.append(Finding(severity=Severity.WARNING, rule="unread_cell", message=message, **place))

    def reading(self) -> TableReading:
        """Everything that was taken."""
        self._out.projects = finished(self._projects, self._rows.header.joint is not None)
        self._out.findings += [self._say_shared(role, rows) for role, rows in self._shared.items()]
        unknown = (Disposition.UNREAD, None, None)
        cells = [
            read_cell(self._grid.table_no, drawn, *self._fates.get((cell.row, cell.column), unknown))
            for cell, drawn in self._grid.every_piece()
        ]
        cells += [read_cell(self._grid.table_no, drawn, Disposition.HEADER) for drawn in self._grid.repeated]
        self._out.cells = in_reading_order(cells)
        return self._out
