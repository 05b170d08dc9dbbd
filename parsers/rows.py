"""What each row of a task table is: header, total, note, section, the start of a project or more of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property
from typing import Final

from parsers.form_rows import is_form_row
from parsers.grid import Grid, GridCell
from parsers.headers import Header
from parsers.words import serial, squeeze, squeeze_header, sub_number
from schemas.notice import Place, Role
from schemas.reference import HeaderWords, NoticeWords

UNIT_ROLES: Final = (Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING, Role.LEADER)
"""A row that fills one of these columns has said all its units."""
WORK_ROLES: Final = (Role.TARGET, Role.DETAILS, Role.DEADLINE, Role.INVESTMENT, Role.PROGRESS, Role.PART_NAME)
"""A row that fills one of these columns is a task of its own."""
_CHINESE_ORDINAL: Final = re.compile(r"^[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.]?$")
_ORDINAL_START: Final = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）、.]|第[一二三四五六七八九十]{1,3}[部类章]")
_COUNTED: Final = re.compile(r"[:共]?\d+(个?项目?|件)$")
_TOTAL_LENGTH: Final = 8
"""A row that ends in 小计 or 合计 and is longer, in characters, is no total."""
_NOTE_LENGTH: Final = 40
"""A full-width row longer than this, in characters, explains; a shorter one names a section."""


class RowKind(Enum):
    """What a row is."""

    ABOVE_HEADER = auto()
    HEADER = auto()
    BLANK = auto()
    TOTAL = auto()
    NOTE = auto()
    SECTION = auto()
    PROJECT = auto()
    CONTINUATION = auto()


@dataclass(frozen=True)
class Rows:
    """The rows of one table under its header: their texts by role, and what each is."""

    grid: Grid
    header: Header
    words: NoticeWords
    headers: HeaderWords

    def kind(self, row: int) -> RowKind:
        """What a row is; the first that fits, from the most to the least certain."""
        own = self.grid.own(row)
        if row <= self.header.last_row:
            return RowKind.HEADER if row >= self.header.first_row else RowKind.ABOVE_HEADER
        if not own:
            return RowKind.BLANK
        if self._repeats_header(row):
            return RowKind.HEADER
        if self._is_total(own):
            return RowKind.TOTAL
        if self._is_note(own) or is_form_row([c.text for c in own], self.headers):
            return RowKind.NOTE
        if self._is_section(row, own):
            return RowKind.SECTION
        if self._explains(own):
            return RowKind.NOTE
        return RowKind.PROJECT if self._begins_project(row) else RowKind.CONTINUATION

    def _begins_project(self, row: int) -> bool:
        """Whether a row has a number or a name of its own. Where one column gives name and target together, the rows
        below a number are its parts."""
        number = self.own_text(row, Role.SEQ)
        if serial(number) is not None or sub_number(number) is not None:
            return True
        is_numbered = self.header.joint is not None and self.header.has(Role.SEQ)
        return bool(self.own_text(row, Role.NAME)) and not (is_numbered and not number)

    def _repeats_header(self, row: int) -> bool:
        return [squeeze(c.text) for c in self.grid.row(row)] in self._header_texts

    @cached_property
    def _header_texts(self) -> list[list[str]]:
        rows = range(self.header.first_row, self.header.last_row + 1)
        return [[squeeze(c.text) for c in self.grid.row(row)] for row in rows]

    def _is_total(self, own: Sequence[GridCell]) -> bool:
        """A row that opens with 合计, 总计（4件） or 市级小计 and holds nothing else but figures."""
        text = squeeze_header(own[0].text)
        text = _COUNTED.sub("", text)
        named = text in self.words.total or (len(text) <= _TOTAL_LENGTH and text.endswith(self.words.total))
        return named and not any(re.search(r"[一-鿿]{3}", c.text) for c in own[1:])

    def _is_note(self, own: Sequence[GridCell]) -> bool:
        """A row that opens with 注 or 备注, in one cell or with its words in the next, which takes the rest."""
        text = squeeze(own[0].text)
        note = "(" + "|".join(self.words.note) + r")\d*"
        if len(own) == 1:
            return re.match(note + r"[:.、]", text) is not None
        rest = own[1].column + own[1].column_span > self.grid.columns and own[1].column_span > 1
        return len(own) == 2 and rest and re.fullmatch(note + "[:.、]?", text) is not None

    def _explains(self, own: Sequence[GridCell]) -> bool:
        """A sentence over the whole table."""
        text = squeeze(own[0].text)
        return (
            len(own) == 1
            and own[0].column_span >= self.grid.columns
            and (len(text) > _NOTE_LENGTH or text.endswith("。"))
        )

    def _is_section(self, row: int, own: Sequence[GridCell]) -> bool:
        """Nothing but money beside words that span the number and name columns, or beside a name with a Chinese
        ordinal, or beside a single word where the table's other columns are empty."""
        words = [c for c in own if not self.is_money(c)]
        if len(words) == 1:
            text = squeeze(words[0].text)
            if words[0].column_span >= self.grid.columns and not _ORDINAL_START.match(text):
                return len(text) <= _NOTE_LENGTH and not text.endswith("。")
            return self._spans_names(words[0]) or self._stands_alone(row, own)
        if len(words) == 2 and _CHINESE_ORDINAL.match(squeeze(words[0].text)):
            return not any(self.own_text(row, role) for role in (*UNIT_ROLES, Role.TARGET, Role.DEADLINE))
        return False

    def _spans_names(self, cell: GridCell) -> bool:
        covered = range(cell.column, cell.column + cell.column_span)
        return cell.column_span > 1 and any(self.header.roles.get(c) in (Role.SEQ, Role.NAME) for c in covered)

    def _stands_alone(self, row: int, own: Sequence[GridCell]) -> bool:
        role = self.header.roles.get(own[0].column)
        alone = len(own) == 1 and len(self.grid.row(row)) > 2
        return alone and role in (Role.SEQ, Role.NAME) and serial(own[0].text) is None

    def is_money(self, cell: GridCell) -> bool:
        """Whether a cell stands in the column of investments."""
        return self.header.roles.get(cell.column) is Role.INVESTMENT

    def _cells(self, row: int, role: Role) -> list[GridCell]:
        cells: list[GridCell] = []
        for column in self.header.columns(role):
            cell = self.grid.at(row, column)
            if cell is not None and cell not in cells:
                cells.append(cell)
        return cells

    def text(self, row: int, role: Role) -> str | None:
        """Text that holds for a row under a role, merged cells from above included; ``None`` without the column."""
        if not self.header.columns(role):
            return None
        return "\n".join(self._labelled(c, role) for c in self._cells(row, role) if not c.is_blank)

    def _labelled(self, cell: GridCell, role: Role) -> str:
        """A cell's text; what is to be done in a quarter says which: 一季度：完成选址。"""
        label = self.header.words[cell.column].rpartition(" / ")[2]
        return f"{squeeze(label)}：{cell.text}" if role is Role.MILESTONE else cell.text

    def own_text(self, row: int, role: Role) -> str:
        """Text under a role in cells that begin in this row; empty if there is none."""
        columns = self.header.columns(role)
        cells = self._cells(row, role)
        return "".join(c.text for c in cells if c.row == row and c.column in columns and not c.is_blank)

    def is_merged(self, row: int, role: Role) -> bool:
        """Whether what holds for a row under a role is a cell that begins in a row above."""
        return any(c.row < row for c in self._cells(row, role))

    def first_row(self, row: int, role: Role) -> int:
        """The row in which what holds for a row under a role begins: a row above it where cells are merged."""
        return min((c.row for c in self._cells(row, role)), default=row)

    def place(self, row: int) -> Place:
        """Where a row begins in the file."""
        drawn = self.grid.first_drawn(row)
        return Place(table_no=self.grid.table_no, row_no=drawn.row_no, page=drawn.page)
