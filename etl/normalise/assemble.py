"""A whole notice through the normaliser: each project and task, each value by the module of its concept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from etl import ids
from etl.normalise import levels, proof
from etl.normalise.deadlines.doubts import doubts_of
from etl.normalise.deadlines.reading import read_deadline
from etl.normalise.families.overlaps import with_overlaps
from etl.normalise.levels import Standing
from etl.normalise.made import task_unit_record
from etl.normalise.money import is_bound, to_yuan
from etl.normalise.quantities.rows import quantity_rows
from etl.normalise.records import (
    finding_at,
    new_aliases,
    new_functions,
    new_group_kinds,
    new_units,
    notice_record,
    place_text,
    region_record,
    stage_records,
)
from etl.normalise.regions import UNNAMED, find_region
from etl.normalise.remembered import squeezed_words
from etl.normalise.units.leaders import read_leaders
from etl.normalise.units.lexicon import Lexicon, lexicon_of
from etl.normalise.units.mentions import Mention
from etl.normalise.units.suggestions import new_suggestions, unknown_message
from etl.normalise.units.task_units import RowUnits, UnitReader
from parsers.words import squeeze, tidy
from schemas.finding import Finding, Severity
from schemas.normalised import (
    Deadline,
    Level,
    NormalisedNotice,
    ProgressRecord,
    ProjectRecord,
    QuantityRecord,
    StageRecord,
    TaskLeaderRecord,
    TaskRecord,
    TaskUnitRecord,
    UnitRole,
)
from schemas.notice import Notice, Place, ProjectRow, TaskRow
from schemas.reference import Reference
from schemas.units import Region


@dataclass
class _Rows:
    """Rows of the warehouse that one notice makes, filled project by project."""

    projects: list[ProjectRecord] = field(default_factory=list)
    tasks: list[TaskRecord] = field(default_factory=list)
    task_units: list[TaskUnitRecord] = field(default_factory=list)
    task_leaders: list[TaskLeaderRecord] = field(default_factory=list)
    progress: list[ProgressRecord] = field(default_factory=list)
    stages: list[StageRecord] = field(default_factory=list)
    quantities: list[QuantityRecord] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def normalise(notice: Notice, reference: Reference) -> NormalisedNotice:
    """A notice as written to its rows in the warehouse. Pure: the same notice and reference give the same rows."""
    found = find_region(notice, reference.regions)
    region = found.region
    lexicon = notice_lexicon(notice, region, reference)
    key = ids.notice_id(region.id, notice, is_named=region.name != UNNAMED)
    maker = _Maker(notice, reference, lexicon, key)
    standings = [maker.standing(p) for p in notice.projects]
    maker.say_assumed()
    for project, key, standing in zip(notice.projects, maker.project_ids, standings, strict=True):
        maker.add_project(project, key, standing)
    rows = maker.rows
    proved = proof.prove(notice, standings, reference.vocabulary.notice.money_measures)
    made = NormalisedNotice(
        notice=notice_record(notice, region, maker.notice_id),
        region=region_record(region),
        projects=tuple(rows.projects),
        tasks=tuple(rows.tasks),
        task_units=tuple(rows.task_units),
        task_leaders=tuple(rows.task_leaders),
        progress=tuple(rows.progress),
        stages=tuple(rows.stages),
        quantities=tuple(rows.quantities),
        units=tuple(new_units(rows.mentions, region)),
        functions=tuple(new_functions(rows.mentions, region)),
        aliases=tuple(new_aliases(rows.mentions, region)),
        suggestions=tuple(new_suggestions(rows.mentions, lexicon)),
        group_kinds=tuple(new_group_kinds(rows.mentions, lexicon)),
        findings=(
            *notice.findings,
            *found.findings,
            *_off_subject(notice, reference),
            *rows.findings,
            *proved,
        ),
    )
    return with_overlaps(made, notice, reference.families, reference.overlaps)


def notice_lexicon(notice: Notice, region: Region, reference: Reference) -> Lexicon:
    """The names of a region in the year that a notice is of and the one it was issued in: a report on 2018 that was
    issued in 2019 names the bodies of both."""
    decisions = tuple(d for d in reference.decisions if d.region in (region.id, region.name))
    issued = notice.letter.issued_on
    years = [notice.year, issued.year if issued and notice.year and abs(issued.year - notice.year) == 1 else None]
    known = tuple(year for year in years if year is not None)
    return lexicon_of(region, reference.groups, decisions, reference.bodies, known)


class _Maker:
    """Makes the rows of one notice."""

    def __init__(self, notice: Notice, reference: Reference, lexicon: Lexicon, notice_id: str) -> None:
        self._notice = notice
        self._reference = reference
        self._words = reference.vocabulary.notice
        self._lexicon = lexicon
        self._units = UnitReader.of(notice, lexicon, reference)
        self._row: RowUnits | None = None
        self.notice_id = notice_id
        self.project_ids = ids.project_ids(notice_id, notice.projects)
        self.rows = _Rows()
        self._unset: list[ProjectRow] = []

    def standing(self, project: ProjectRow) -> Standing:
        """Level of a project: by its level cell, a remark that opens with one, its section, the table's name; a
        district's notice that says nothing means the district, with a finding."""
        words = self._reference.vocabulary.levels
        found = levels.read_level(project.level or "", words)
        found = found or levels.read_remark(project.remark or "", words)
        found = found or levels.read_level(project.section or "", words)
        found = found or levels.read_caption(project.caption or self._only_caption, words)
        if found is None:
            self._unset.append(project)
        return found or Standing(Level.DISTRICT, is_stated=False)

    def say_assumed(self) -> None:
        """Say which projects' level nothing says, once for all of them."""
        if self._unset:
            first = self._unset[0]
            many = f" and {len(self._unset) - 1} more" if len(self._unset) > 1 else ""
            message = f"nothing says who set “{first.name[:20]}”{many}; the level is taken to be the district's own."
            self._find("level_assumed", message, first.tasks[0].place, Severity.INFO)

    @cached_property
    def _only_caption(self) -> str:
        """The notice's captions where no table has one of its own."""
        own = any(p.caption for p in self._notice.projects)
        return "" if own else " ".join(self._notice.captions)

    def add_project(self, project: ProjectRow, key: str, standing: Standing) -> None:
        """Add a project and its tasks."""
        level_words = self._reference.vocabulary.levels
        remark = project.remark if project.remark and not levels.is_level(project.remark, level_words) else None
        self.rows.projects.append(
            ProjectRecord(
                project_id=key,
                notice_id=self.notice_id,
                ordinal=len(self.rows.projects) + 1,
                section=project.section,
                seq=project.seq,
                seq_text=project.seq_text,
                name=tidy(project.name.replace("\n", "")),
                level=standing.level,
                voted=standing.voted,
                remark=remark,
            )
        )
        for task in project.tasks:
            self._add_task(task, key, project)

    def _add_task(self, task: TaskRow, project_id: str, project: ProjectRow) -> None:
        key = ids.task_id(project_id, task.part)
        deadline = self._deadline(task)
        self.rows.tasks.append(
            TaskRecord(
                task_id=key,
                project_id=project_id,
                part=task.part,
                target=task.target or None,
                details=task.details or None,
                deadline=deadline.day,
                deadline_start=deadline.start,
                deadline_text=deadline.text,
                deadline_precision=deadline.precision,
                deadline_basis=deadline.basis,
                investment_yuan=self._yuan(task.investment, project.money_measure, task.place),
                place=place_text(task.place),
            )
        )
        self.rows.stages.extend(stage_records(key, deadline))
        if not task.target and not task.details:
            self._find("missing_target", "the task has no target.", task.place)
        self._add_units(task, key)
        self.rows.quantities.extend(quantity_rows(task, key, self._reference.measures))
        if any((task.progress, task.status, task.invested, task.problems, task.next_steps)):
            self._add_progress(task, key, project)

    def _deadline(self, task: TaskRow) -> Deadline:
        deadline = read_deadline(task.deadline, task.target, self._notice.year, self._reference.deadlines)
        for doubt in doubts_of(deadline, self._reference.deadlines, task.target):
            self._find(doubt.rule, doubt.message, task.place, doubt.severity)
        return deadline

    def _yuan(self, text: str | None, own_measure: str | None, place: Place) -> int | None:
        if not text or not text.strip() or squeeze(text) in squeezed_words(self._words.none):
            return None
        measure = own_measure or self._notice.money_measure
        yuan = to_yuan(text, measure, self._words.money_measures)
        if yuan is None:
            why = "nothing says whether it is in 元, 万元 or 亿元" if measure is None else "it is no amount"
            self._find("unread_money", f"the investment “{text}” could not be read: {why}.", place)
        elif is_bound(text):
            message = f"the investment “{text}” is a bound; it is kept as the amount that it names."
            self._find("bound_money", message, place, Severity.INFO)
        return yuan

    def _add_units(self, task: TaskRow, key: str) -> None:
        self._row = self._units.read(task, self._row)
        self.rows.findings.extend(self._row.findings)
        for role, mentions in self._row.by_role().items():
            self.rows.mentions.extend(mentions)
            self.rows.task_units.extend(
                task_unit_record(key, role, n, mention) for n, mention in enumerate(mentions, 1)
            )
            for mention in mentions:
                if mention.is_provisional:
                    self._find("unknown_unit", unknown_message(mention, self._lexicon), task.place)
            if role is UnitRole.LEAD and not mentions and task.lead is not None:
                self._find("missing_lead", "the task names no lead.", task.place)
        leaders = read_leaders(task.leader, self._reference.cells)
        self.rows.task_leaders.extend(
            TaskLeaderRecord(task_id=key, ordinal=n, name=name) for n, name in enumerate(leaders, 1)
        )

    def _add_progress(self, task: TaskRow, key: str, project: ProjectRow) -> None:
        self.rows.progress.append(
            ProgressRecord(
                progress_id=f"{key}/progress",
                notice_id=self.notice_id,
                task_id=key,
                as_of=self._as_of(),
                progress=task.progress or None,
                status=task.status or None,
                invested_yuan=self._yuan(task.invested, project.invested_measure or project.money_measure, task.place),
                problems=task.problems or None,
                next_steps=task.next_steps or None,
            )
        )

    def _as_of(self) -> date | None:
        return self._notice.letter.issued_on

    def _find(self, rule: str, message: str, place: Place, severity: Severity = Severity.WARNING) -> None:
        self.rows.findings.append(finding_at(place, rule, message, severity))


def _off_subject(notice: Notice, reference: Reference) -> Iterator[Finding]:
    own = (*(c.header for c in notice.columns), *(p.section or "" for p in notice.projects))
    texts = [notice.letter.title or "", *notice.captions, *(p.text for p in notice.paragraphs), *own]
    if not any(word in squeeze(text) for text in texts for word in reference.vocabulary.notice.subject):
        message = "nothing in the file speaks of 民生实事; check that its table lists such projects."
        yield Finding(severity=Severity.WARNING, rule="off_subject", message=message)
