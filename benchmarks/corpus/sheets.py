"""How a made notice lays its projects out: which columns in which order, what is merged, sections and sums."""

from collections.abc import Callable, Sequence
from itertools import groupby
from random import Random
from typing import Final, NamedTuple

from benchmarks.corpus.words import one_of
from benchmarks.corpus.works import Project, Work


class Cell(NamedTuple):
    """A drawn cell; one of a ``Sheet``'s places that a span covers is ``None``."""

    text: str
    rows: int = 1
    columns: int = 1


class Row(NamedTuple):
    """A row of work as a person reads it: the truth that a reading is held against.

    ``merged`` tells that one of its values stands in a cell of an earlier row, ``cut`` that a page ends within it.
    A notice without a column of deadlines has ``deadline`` empty.
    """

    seq: str
    project: str
    lead: str
    target: str
    deadline: str
    merged: bool = False
    cut: bool = False


class Sheet(NamedTuple):
    """A table: widths in parts of the whole, the rows of the header, all rows, and what the rows of work say.

    ``truth`` has for each row of work the number of its row in ``rows``, from 0.
    """

    widths: tuple[float, ...]
    heads: int
    rows: tuple[tuple[Cell | None, ...], ...]
    truth: tuple[tuple[int, Row], ...]


class Written(NamedTuple):
    """A file, and the rows of its table (from 0) within which a page ends."""

    data: bytes
    cut: frozenset[int] = frozenset()


class Column(NamedTuple):
    """A column: what it holds, its header, its width; ``{year}`` in a header is the notice's."""

    role: str
    header: str
    width: float


def anchors(drawn: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each place of a table, by row and column from 0, the place of the cell that covers it."""
    return {
        (row + down, column + right): (row, column)
        for row, line in enumerate(drawn.rows)
        for column, cell in enumerate(line)
        if cell is not None
        for down in range(cell.rows)
        for right in range(cell.columns)
    }


class Layout(NamedTuple):
    """A kind of table. ``merged`` are roles whose equal neighbours are one cell, whatever project they are of."""

    columns: tuple[Column, ...]
    merged: frozenset[str] = frozenset()
    group: tuple[str, int, int] | None = None
    has_sections: bool = False
    has_total: bool = False

    @property
    def is_alone(self) -> bool:
        """Whether each project has one row only."""
        return "seq" not in self.merged


_PROJECT: Final = frozenset({"seq", "name", "lead", "leader", "level"})
_SEQ, _NAME = Column("seq", "序号", 4), Column("name", "项目名称", 13)
LAYOUTS: Final = (
    Layout(
        (
            *(_SEQ, _NAME, Column("lead", "牵头单位", 9), Column("supporting", "责任单位", 15)),
            *(Column("target", "具体支撑项目及绩效目标", 36), Column("deadline", "完成时限", 8)),
            *(Column("level", "类型", 7), Column("remark", "备注", 8)),
        ),
        _PROJECT,
    ),
    Layout(
        (
            *(_SEQ, _NAME, Column("target", "目标任务", 40), Column("leader", "牵头领导", 9)),
            *(Column("lead", "牵头单位", 13), Column("remark", "备注", 8)),
        ),
    ),
    Layout(
        (
            *(_SEQ, Column("level", "市区分级", 8), _NAME, Column("lead", "责任单位", 12)),
            Column("target", "{year}年工作任务", 46),
        ),
        frozenset({"level"}),
    ),
    Layout(
        (
            *(_SEQ, _NAME, Column("target", "形象进度", 36), Column("money", "总投资", 8)),
            *(Column("lead", "牵头单位", 12), Column("supporting", "协作单位", 20)),
        ),
        group=("{year}年工作内容及资金计划", 2, 3),
        has_sections=True,
        has_total=True,
    ),
    Layout(
        (
            *(_SEQ, _NAME, Column("target", "目标任务", 38), Column("deadline", "完成时间", 9)),
            *(Column("lead", "牵头单位", 11), Column("supporting", "配合单位", 16)),
        ),
        _PROJECT,
        has_sections=True,
    ),
    Layout(
        (
            *(_SEQ, Column("lead", "牵头单位", 10), _NAME, Column("target", "工作内容", 38)),
            *(Column("supporting", "责任单位", 15), Column("deadline", "完成时限", 9)),
        ),
        frozenset({"lead"}),
    ),
    Layout(
        (
            *(_SEQ, Column("name", "实事项目", 14), Column("target", "主要内容", 42)),
            *(Column("lead", "责任单位", 14), Column("deadline", "完成时限", 10)),
        ),
        _PROJECT,
        has_sections=True,
    ),
)


def layout(random: Random) -> Layout:
    """One of the layouts."""
    return one_of(random, LAYOUTS)


def sheet(chosen: Layout, projects: Sequence[Project], year: int) -> Sheet:
    """The table of a notice's projects."""
    rows = _header(chosen, year)
    heads, truth = len(rows), list[tuple[int, Row]]()
    if chosen.has_total:
        rows.append(_total(chosen, [w for p in projects for w in p.works]))
    for section, members in groupby(projects, lambda p: "市级" if p.level == "市级" else "区级"):
        part = list(members)
        if chosen.has_sections:
            number = "一" if section == "市级" else "二"
            text = f"{number}、{section}民生实事（{len(part)}件）"
            rows.append((Cell(text, 1, len(chosen.columns)), *[None] * (len(chosen.columns) - 1)))
        body = _body(chosen, part)
        truth += [(len(rows) + n, row) for n, row in enumerate(_read(chosen, part, body))]
        rows += body
    widths = tuple(column.width for column in chosen.columns)
    return Sheet(widths, heads, tuple(rows), tuple(truth))


_Line = tuple[Cell | None, ...]


def _header(chosen: Layout, year: int) -> list[_Line]:
    names = [column.header.format(year=year) for column in chosen.columns]
    if chosen.group is None:
        return [tuple(Cell(name) for name in names)]
    title, first, last = chosen.group
    inside = range(first, last + 1)
    above: list[Cell | None] = [None if n in inside else Cell(name, 2) for n, name in enumerate(names)]
    above[first] = Cell(title.format(year=year), 1, last - first + 1)
    return [tuple(above), tuple(Cell(name) if n in inside else None for n, name in enumerate(names))]


def _total(chosen: Layout, works: Sequence[Work]) -> _Line:
    money = next(n for n, column in enumerate(chosen.columns) if column.role == "money")
    line: list[Cell | None] = [Cell("") for _ in chosen.columns]
    line[:money] = [Cell("合  计", 1, money), *[None] * (money - 1)]
    line[money] = Cell(str(sum(w.money for w in works)))
    return tuple(line)


_VALUES: Final[dict[str, Callable[[Project, Work], str]]] = {
    "seq": lambda p, _: str(p.seq),
    "name": lambda p, _: p.name,
    "lead": lambda p, _: p.lead,
    "leader": lambda p, _: p.leader,
    "level": lambda p, _: p.level,
    "remark": lambda p, _: "市、区级民生实事存在交叉" if p.seq % 7 == 3 else "",
    "target": lambda _, w: w.target,
    "deadline": lambda _, w: w.deadline,
    "supporting": lambda _, w: w.supporting,
    "money": lambda _, w: str(w.money),
}


def _body(chosen: Layout, projects: Sequence[Project]) -> list[_Line]:
    lines = [(project, work) for project in projects for work in project.works]
    columns = [_column(chosen, column.role, lines) for column in chosen.columns]
    return list(zip(*columns, strict=True))


def _column(chosen: Layout, role: str, lines: Sequence[tuple[Project, Work]]) -> list[Cell | None]:
    """A column's cells; a value that holds for several rows stands in a cell over them all."""
    texts = [_VALUES[role](project, work) for project, work in lines]
    if role not in chosen.merged:
        return [Cell(text) for text in texts]
    of_project = not chosen.is_alone
    keys = [(text, project.seq if of_project else 0) for text, (project, _) in zip(texts, lines, strict=True)]
    cells: list[Cell | None] = []
    for (text, _), same in groupby(keys):
        span = len(list(same))
        cells += [Cell(text, span), *[None] * (span - 1)]
    return cells


def _read(chosen: Layout, projects: Sequence[Project], body: Sequence[_Line]) -> list[Row]:
    """What a person reads in the rows of work."""
    has_deadlines = any(column.role == "deadline" for column in chosen.columns)
    lines = [(project, work) for project in projects for work in project.works]
    return [
        Row(str(p.seq), p.name, p.lead, w.target, w.deadline if has_deadlines else "", merged=None in cells)
        for (p, w), cells in zip(lines, body, strict=True)
    ]
