"""The cells of units of one task to units with roles, with what stands for the cells above and beside them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Final, NamedTuple

from etl.normalise.records import finding_at
from etl.normalise.remembered import MadeOnce, Remembered
from etl.normalise.units.cell_names import Aside, AsideKind, read_names
from etl.normalise.units.cell_text import chunks, clean, fold, is_word, unbracketed
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention
from etl.normalise.units.name_shapes import without_phones
from etl.normalise.units.reading import resolve_names
from etl.normalise.units.role_marks import STARS
from etl.normalise.units.roles import Fate, RolePiece, split_by_role
from schemas.finding import Finding, Severity
from schemas.normalised import UnitRole
from schemas.notice import Notice, Place, Role, TaskRow
from schemas.reference import CellWords, Reference, RoleWords
from schemas.withheld import without_marks

_COLUMNS: Final = {
    Role.LEAD: UnitRole.LEAD,
    Role.RESPONSIBLE: UnitRole.RESPONSIBLE,
    Role.COOPERATING: UnitRole.COOPERATING,
}
_ROLES: Final = tuple(UnitRole)
_ANY_STAR: Final = re.compile(f"[{re.escape(STARS)}]")
_SAYS: Final = {
    AsideKind.OTHERS: ("and_others", "the cell says {}: it means others beside those that it names."),
    AsideKind.PERSON: ("person_in_unit_cell", "{} is taken for a person and is no unit."),
    AsideKind.REMARK: ("remark_in_unit_cell", "{} is taken for a remark and is no unit."),
    AsideKind.WATCHING: ("watching_unit", "{} only watches over the work and has no role of the task."),
}
_CELLS, _CELL = 1024, 400
"""Cells of one notice that are remembered, and characters of the longest."""
_FATES: Final = {Fate.WATCHING: AsideKind.WATCHING, Fate.PERSONS: AsideKind.PERSON, Fate.DEED: AsideKind.REMARK}


class Named(NamedTuple):
    """A unit of a cell and its role."""

    role: UnitRole
    mention: Mention


@dataclass(frozen=True)
class RowUnits:
    """The units of one task, by the column in whose cell they stand."""

    place: Place
    columns: Mapping[UnitRole, tuple[Named, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def by_role(self) -> dict[UnitRole, list[Mention]]:
        """Units by role, in the order written."""
        found: dict[UnitRole, list[Mention]] = {role: [] for role in _ROLES}
        for column in _ROLES:
            for named in self.columns.get(column, ()):
                found[named.role].append(named.mention)
        return found


@dataclass(frozen=True)
class UnitReader:
    """Reads the cells of units of one notice. ``order`` gives the columns of each table from left to right,
    ``first_leads`` says that the first unit of a lone column is the lead."""

    lexicon: Lexicon
    roles: RoleWords
    words: CellWords
    order: Mapping[int | None, tuple[UnitRole, ...]] = field(default_factory=dict)
    first_leads: bool = False

    @classmethod
    def of(cls, notice: Notice, lexicon: Lexicon, reference: Reference) -> "UnitReader":
        """The reader of one notice, with what its headers and notes say of all its cells."""
        first_leads = _first_leads(notice, reference.roles)
        return cls(lexicon, reference.roles, reference.cells, _order(notice), first_leads)

    @cached_property
    def cells(self) -> dict[UnitRole, Remembered[list[RolePiece]]]:
        """The pieces of cells of each column. Cells of a notice repeat, from a name alone to a list of all towns."""
        return {column: Remembered(partial(self._parted, column), _CELLS, _CELL) for column in UnitRole}

    @cached_property
    def pieces(self) -> Remembered[tuple[tuple[Aside, ...], list[Mention]]]:
        """What pieces of cells say besides units, and the units that they name."""
        return Remembered(self._named, _CELLS, _CELL)

    def _parted(self, column: UnitRole, cell: str) -> list[RolePiece]:
        return split_by_role(cell, column, self.roles, self.words)

    def _named(self, text: str) -> tuple[tuple[Aside, ...], list[Mention]]:
        found = read_names(text, self.lexicon, self.words)
        return found.asides, resolve_names(found.names, text, self.lexicon)

    def read(self, task: TaskRow, above: RowUnits | None) -> RowUnits:
        """The units of a task; ``above`` are those of the row before it, for 同上."""
        if above is not None and above.place.table_no != task.place.table_no:
            above = None
        cells = {
            UnitRole.LEAD: task.lead,
            UnitRole.RESPONSIBLE: task.responsible,
            UnitRole.COOPERATING: task.cooperating,
        }
        alone = self.first_leads and sum(cell is not None for cell in cells.values()) == 1
        row = _Row(self, task.place, above, alone)
        order = self.order.get(task.place.table_no, ())
        for column in order + tuple(c for c in _ROLES if c not in order) if order else _ROLES:
            row.add(column, cells[column])
        return RowUnits(task.place, row.columns, tuple(row.findings))


@dataclass
class _Row:
    """The cells of one task while they are read from left to right."""

    reader: UnitReader
    place: Place
    above: RowUnits | None
    first_leads: bool
    columns: dict[UnitRole, tuple[Named, ...]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, column: UnitRole, cell: str | None) -> None:
        """Read the cell of one column."""
        if cell is None:
            return
        cell = without_marks(cell)
        named = self._ditto(column, cell)
        if named is None:
            pieces = self.reader.cells[column][cell]
            named = tuple(one for piece in pieces for one in self._units(piece, column))
            if self.first_leads and column is UnitRole.LEAD and pieces == [RolePiece(column, cell)]:
                named = tuple(
                    Named(n.role if at == 0 else UnitRole.COOPERATING, n.mention) for at, n in enumerate(named)
                )
            self._say_marked(cell, pieces)
        self.columns[column] = named

    def _units(self, piece: RolePiece, column: UnitRole) -> Iterator[Named]:
        if piece.fate is not Fate.UNITS:
            self._say([Aside(_FATES[piece.fate], text) for text in _said(piece)])
            return
        asides, mentions = self.reader.pieces[piece.text]
        self._say(asides)
        for at, mention in enumerate(mentions):
            role = piece.first if at == 0 and piece.first else piece.role
            role = piece.last if at + 1 == len(mentions) and piece.last else role
            if (same := self._ditto(column, mention.text)) is not None:
                yield from same
            else:
                yield Named(role, mention)

    def _ditto(self, column: UnitRole, text: str) -> tuple[Named, ...] | None:
        """The units that 同上 or 〃 stands for; ``None`` where the text is no such word."""
        words = self.reader.words
        if _ditto_begins(words).search(text) is None:
            return None
        sign = _sign(text)
        if sign in words.above:
            source = self.above.columns.get(column, ()) if self.above else ()
            return self._same(sign, source, "the row above")
        if sign in words.left:
            left = next(reversed(self.columns.values()), ())
            return self._same(sign, tuple(Named(column, n.mention) for n in left), "the cell to its left")
        return None

    def _same(self, sign: str, source: tuple[Named, ...], where: str) -> tuple[Named, ...]:
        if source:
            names = "、".join(n.mention.text for n in source)
            self._find("ditto", f"“{sign}” stands for {names} of {where}.", Severity.INFO)
        else:
            self._find("unresolved_ditto", f"“{sign}” stands for units of {where}, which names none.", Severity.WARNING)
        return source

    def _say_marked(self, cell: str, pieces: Sequence[RolePiece]) -> None:
        if _ANY_STAR.search(cell) and any(UnitRole.LEAD in (p.first, p.last) for p in pieces):
            message = f"the sign in “{cell[:20]}” is taken to mark the lead."
            self._find("marked_lead", message, Severity.INFO)

    def _say(self, asides: Sequence[Aside]) -> None:
        if not asides:
            return
        for kind in AsideKind:
            for doubtful, severity in ((False, Severity.INFO), (True, Severity.WARNING)):
                texts = "、".join(f"“{a.text}”" for a in asides if (a.kind, a.doubtful) == (kind, doubtful))
                if texts:
                    rule, message = _SAYS[kind]
                    self._find(rule, message.format(texts), severity)

    def _find(self, rule: str, message: str, severity: Severity) -> None:
        self.findings.append(finding_at(self.place, rule, message, severity))


def _said(piece: RolePiece) -> list[str]:
    """What a piece without units says: persons one by one without their telephone numbers, else all of it."""
    if piece.fate is not Fate.PERSONS:
        return [" ".join(piece.text.split()).strip(" 、，,；;。")]
    return [p for chunk in chunks(without_phones(piece.text)[0]) for p in chunk.split() if is_word(p)]


@MadeOnce
def _ditto_begins(words: CellWords) -> re.Pattern[str]:
    """The first characters of all words for what stands above or to the left: most cells have none of them."""
    return re.compile(f"[{''.join(sorted({re.escape(w[0]) for w in (*words.above, *words.left)}))}]")


def _sign(text: str) -> str:
    return unbracketed("".join(clean(text).split())).rstrip("。.")


def _order(notice: Notice) -> dict[int | None, tuple[UnitRole, ...]]:
    """The columns of units of each table from left to right."""
    tables: dict[int | None, list[UnitRole]] = {}
    for column in sorted(notice.columns, key=lambda c: (c.table_no, c.column_no)):
        if column.role in _COLUMNS and _COLUMNS[column.role] not in tables.setdefault(column.table_no, []):
            tables[column.table_no].append(_COLUMNS[column.role])
    return {table: tuple(roles) for table, roles in tables.items()}


def _first_leads(notice: Notice, words: RoleWords) -> bool:
    """Whether a header of a column of units or a note says that the first unit leads: 排名第一的为牵头单位."""
    headers = (c.header for c in notice.columns if c.role in _COLUMNS)
    cells = (c.text for c in notice.cells if c.disposition == "note")
    texts = [*headers, *cells, *(p.text for p in notice.paragraphs if p.disposition != "field")]
    return any(_says_first_leads("".join(fold(text).split()), words) for text in texts)


def _says_first_leads(text: str, words: RoleWords) -> bool:
    """Whether 第一 or the like is said to be the lead, with nothing between but which unit: not 第一季度牵头."""
    return any(word in text for word in words.first) and _leading_first(words).search(text) is not None


@MadeOnce
def _leading_first(words: RoleWords) -> re.Pattern[str]:
    first, lead = "|".join(map(re.escape, words.first)), "|".join(map(re.escape, words.lead))
    said = rf"(?:{first})(?:位|个|名|的|者|家|责任|承办|单位|部门){{0,6}}(?:为|是|即|系|作为|即为)?(?:{lead})"
    turned = rf"(?:{lead})(?:责任)?(?:单位|部门)?(?:排|列|居|放|写)(?:在|名|于)?(?:{first})"
    return re.compile(f"{said}|{turned}")
