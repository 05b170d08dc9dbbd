"""Notices that nobody wrote, made of the sentences of real ones with other numbers, places, months and bodies.

Their cells vary as those of real notices do, so that what a cache saves here it would save there too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from etl.pipeline import inspect
from schemas.notice import Letter, Notice, NoticeKind, Place, ProjectRow, TaskRow
from schemas.reference import Reference, Region

ROOT: Final = Path(__file__).parents[1]
_ROWS: Final = (20, 60)
_TARGET: Final = (60, 200)
_SENTENCE: Final = re.compile(r"[^。；\n]{6,120}[。；]?")
_PLACE: Final = re.compile(r"[一-鿿]{2}(?=街道|镇|片区|路|小区|公园)")
_NUMBER: Final = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d]*年)")
_MONTH: Final = re.compile(r"\d{1,2}(?=月)")
_YEAR: Final = re.compile(r"20\d\d(?=[年.])")
_SYLLABLES: Final = (
    "龙山溪湖兴回双凤桥两路宝圣茨竹大盛湾古洛碛木耳石船统景隆玉峰和安乐平白马火炉江口仙女金凤含谷曾家虎巴福"
)
_UNKNOWN: Final = ("上城区", "番禺区", "新北区", "历下区", "市中区", "永川区", "大竹县", "浑江区")
_OFFICES: Final = ("局", "委", "委员会", "中心", "办", "公司", "集团")
_TOWNS: Final = ("街道", "镇", "镇", "乡", "街道办事处", "镇人民政府", "公司", "管委会")
_FIELDS: Final = (
    "教育",
    "财政",
    "交通运输",
    "市场监管",
    "水务",
    "文旅",
    "城管",
    "卫健",
    "住建",
    "民政",
    "数据",
    "人社",
)
_DEADLINES: Final = (
    "{y}年{m}月底前", "{y}年{m}月", "{m}月底", "{y}.{m}", "{y}年12月31日", "{m}月{d}日前", "{y}年底前", "全年",
    "长期坚持",
    "{y}年{m}月前完成设计；{y}年12月底前完工", "{y}年上半年", "{y}年第三季度", "—", "", "{y}/{m}/{d}",
    "{y}年{m}月开工，{z}年{m}月完工", "国庆节前", "{y}年{m}月-{z}年{m}月", "按上级要求", "每季度末",
)  # fmt: skip


@dataclass(frozen=True)
class Material:
    """What real notices and the cells of other districts say, to be said anew."""

    names: tuple[str, ...]
    sentences: tuple[str, ...]
    reports: tuple[str, ...]
    cells: tuple[str, ...]
    deadlines: tuple[str, ...]
    regions: tuple[Region, ...]

    @cached_property
    def bodies(self) -> dict[str, tuple[str, ...]]:
        """All names of the bodies of each region, by its name."""
        return {r.name: tuple(name for unit in r.units for name in unit.names) for r in self.regions if r.units}


def material(reference: Reference) -> Material:
    """The sentences, names and cells of every text at hand."""
    notices = [inspect(path, reference)[0] for path in sorted((ROOT / "data/raw").glob("*.txt"))]
    projects = [project for notice in notices for project in notice.projects]
    tasks = [task for project in projects for task in project.tasks]
    golden = [task for path in sorted((ROOT / "tests/gallery").glob("*.yml")) for task in _yaml(path).get("tasks", ())]
    deadlines, cells = (_yaml(ROOT / f"tests/heldout/{name}.yml") for name in ("deadlines", "unit_cells"))
    targets = [*(t.target for t in tasks), *(t.get("target") for t in golden)]
    targets += [row["text"] for row in deadlines if row["kind"] == "target"]
    return Material(
        names=_distinct([*(p.name for p in projects), *(t.get("name") for t in golden)]),
        sentences=_distinct(s for t in targets for s in _SENTENCE.findall(t or "")),
        reports=_distinct(s for t in tasks for s in _SENTENCE.findall(t.progress or "")),
        cells=_distinct([*(c for t in tasks for c in (t.lead, t.responsible)), *(row["text"] for row in cells)]),
        deadlines=_distinct([*(t.deadline for t in tasks), *(r["text"] for r in deadlines if r["kind"] == "cell")]),
        regions=reference.regions,
    )


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def _distinct(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for t in texts if t))


def notices(tasks: int, said: Material, seed: int = 1) -> Iterator[Notice]:
    """Notices with so many tasks at least, the same for the same seed."""
    made = number = 0
    while made < tasks:
        number += 1
        notice = _Writer(Random(f"{seed} {number}"), said).notice(number)
        made += sum(len(p.tasks) for p in notice.projects)
        yield notice


class _Writer:
    """Writes one notice."""

    def __init__(self, random: Random, said: Material) -> None:
        self._random = random
        self._said = said
        self._region = random.choice((*said.bodies, *said.bodies, *_UNKNOWN))
        self._year = random.randint(2019, 2026)
        self._bodies = tuple(self._made_up() for _ in range(60)) if self._region in _UNKNOWN else self._known()
        self._lists = [self._listed() for _ in range(12)]
        """Cells that come again in one notice, as 相关镇街 and a department's name do."""

    def notice(self, number: int) -> Notice:
        """The notice of a number, with its letter."""
        rows = self._random.randint(*_ROWS)
        year, region, kind = self._year, self._region, self._random.choice([NoticeKind.PLAN] * 4 + [NoticeKind.REPORT])
        letter = Letter(
            document_number=f"府办发〔{year}〕{number}号",
            issuer=f"{region}人民政府办公室",
            title=f"{region}人民政府办公室关于印发{year}年重点民生实事工作目标任务的通知",
            issued_on=date(year, 3, 1 + number % 28),
        )
        reports = kind is NoticeKind.REPORT
        projects = tuple(self._project(n, reports) for n in range(1, rows + 1))
        return Notice(letter=letter, kind=kind, year=year, money_measure="万元", projects=projects)

    def _project(self, number: int, reports: bool) -> ProjectRow:
        section = 1 + number // 16
        level = self._random.choice(("市级", "区级", "市、区级", None))
        return ProjectRow(
            seq_text=f"{number}",
            seq=number,
            name=self._anew(self._random.choice(self._said.names)),
            section=f"{'一二三四五'[section - 1]}、{level or '重点'}民生实事",
            section_no=section,
            level=level,
            remark=self._random.choice((None, "", "人大票决", "市级补助资金已到位")),
            tasks=tuple(self._task(number, part, reports) for part in range(1, 1 + self._random.choice((1, 1, 1, 2)))),
        )

    def _task(self, row: int, part: int, reports: bool) -> TaskRow:
        return TaskRow(
            part=part,
            place=Place(table_no=1, row_no=2 * row + part, page=1 + row // 12),
            target=self._text(self._said.sentences),
            deadline=self._deadline() if self._random.random() < 0.7 else None,
            lead=self._cell(),
            responsible=self._cell() if self._random.random() < 0.7 else None,
            investment=f"{self._random.randint(10, 99999)}" if self._random.random() < 0.3 else None,
            progress=self._text(self._said.reports) if reports else None,
        )

    def _text(self, sentences: Sequence[str]) -> str:
        shortest, longest = _TARGET
        text, wanted = "", self._random.randint(shortest, longest - 40)
        while len(text) < wanted:
            text += self._anew(self._random.choice(sentences)[: longest - len(text)])
        return text

    def _anew(self, text: str) -> str:
        """A text with other numbers, places, months and years."""
        text = _PLACE.sub(lambda _: self._place(), text) if self._random.random() < 0.7 else text
        text = _MONTH.sub(lambda _: str(self._random.randint(1, 12)), text)
        text = _YEAR.sub(lambda _: str(self._year + self._random.choice((0, 0, 0, 1))), text)
        return _NUMBER.sub(self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        if found.string.startswith(("月", "日", "."), found.end()):
            return found[0]
        whole, point, rest = found[0].partition(".")
        figure = self._random.randint(10 ** (len(whole) - 1), 10 ** len(whole) - 1)
        return f"{figure}{point}{self._random.randint(1, 9) if rest else ''}"

    def _place(self) -> str:
        return "".join(self._random.sample(_SYLLABLES, 2))

    def _cell(self) -> str:
        kind = self._random.random()
        if kind < 0.15:
            return self._anew(self._random.choice(self._said.cells))
        if kind < 0.5:
            return self._body()
        return self._random.choice(self._lists) if kind < 0.65 else self._listed()

    def _listed(self) -> str:
        names = [self._body() for _ in range(self._random.choice((1, 2, 2, 3, 3, 4, 5, 6, 8, 11)))]
        listed = self._random.choice(("、", "、", "、", "，", "\n", " ")).join(names)
        shapes = ("{}", "{}", "{}", "{}", "{}等", "牵头单位：{}", "{0}（牵头）", "{}、相关镇街", "{}牵头，区财政局配合")
        return self._random.choice(shapes).format(listed)

    def _body(self) -> str:
        return self._random.choice(self._bodies)

    def _known(self) -> tuple[str, ...]:
        """The bodies of a region that is known, and some that are new there."""
        return (*self._said.bodies[self._region], *(self._made_up() for _ in range(6)))

    def _made_up(self) -> str:
        if self._random.random() < 0.6:
            return self._region[-1] + self._random.choice(_FIELDS) + self._random.choice(_OFFICES)
        return self._place() + self._random.choice(_TOWNS)

    def _deadline(self) -> str:
        if self._random.random() < 0.3:
            return self._anew(self._random.choice(self._said.deadlines))
        phrase = self._random.choice(_DEADLINES)
        month, day = self._random.randint(1, 12), self._random.randint(1, 28)
        return phrase.format(y=self._year, z=self._year + 1, m=month, d=day)
