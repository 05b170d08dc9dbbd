"""Several files of one notice to one notice: the file that tells most gives the rows, the others are compared.

Which file that is depends on nothing but the files: on how much their formats can tell, then on their bytes. What is
decided between notices is decided by the facts of their files; what a notice says is had from disk when it is its turn.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import NamedTuple

from etl import ids
from etl.differences import LETTER, differing_fields, told
from etl.editions import Edition, editions_of
from etl.identity import Gathered, gather
from etl.normalise.families.amounts import moved_amounts
from etl.plural import counted
from etl.presence import is_replaced
from etl.read_files import ReadFile
from etl.rekey import moved, rekeyed
from etl.supersede import Standing, superseded
from schemas.editions import EditionWords
from schemas.facts import FileFacts
from schemas.finding import Finding, Severity
from schemas.normalised import NormalisedNotice, NoticeRecord
from schemas.notice import Notice
from schemas.publication import NoticeGroup, NoticeGroups, Outcome, ResolvedSource

Rank = tuple[bool, bool, bool, int, str]


def resolve(
    files: Sequence[ReadFile],
    fidelity: Callable[[str], int],
    pictures: frozenset[str] = frozenset(),
    words: EditionWords | None = None,
) -> "Groups":
    """Files grouped by the notice they are of, each edition of one by itself, and which of them hold now.

    ``pictures`` are the formats that are read from pictures, ``words`` tell which notices end others. A file that has
    been replaced (outcome ``superseded`` by the pipeline) speaks for an earlier edition if it says something else.
    """
    found: list[Plan] = []
    for gathered in gather(files, pictures):
        found += [Plan(e, gathered) for e in editions_of(gathered, rank_in(gathered, fidelity), pictures)]
    plans = sorted(found, key=lambda p: p.notice_id)
    standings = superseded([plan.standing for plan in plans], words or EditionWords())
    return Groups(tuple(plan.among_others(standing) for plan, standing in zip(plans, standings, strict=True)))


def rank_in(gathered: Gathered, fidelity: Callable[[str], int]) -> Callable[[ReadFile], Rank]:
    """Orders files by how much they tell of their notice."""

    def rank(file: ReadFile) -> Rank:
        source = file.source
        told = source.source_id not in gathered.joined, file.facts.has_letter, fidelity(source.format or "")
        return is_replaced(source.outcome, source.reason), not told[0], not told[1], -told[2], source.sha256

    return rank


class Validity(NamedTuple):
    """How an edition stands, as ``Standing`` tells it."""

    is_current: bool
    superseded_by: str | None
    because: str | None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """One edition of a notice before what it says is asked for: its files, and what was ``decided`` about it beside
    what it says itself."""

    edition: Edition
    gathered: Gathered
    decided: Validity | None = None

    @property
    def notice_id(self) -> str:
        """Id of the notice."""
        return self.edition.notice_id

    @property
    def files(self) -> tuple[ReadFile, ...]:
        """Its files, the one that gives the rows first."""
        return self.edition.members

    @property
    def facts(self) -> FileFacts:
        """The facts of the file that gives the rows."""
        return self.files[0].facts

    @property
    def validity(self) -> Validity:
        """How it stands among other notices."""
        own = self.edition
        return self.decided or Validity(own.is_current, own.superseded_by, own.because)

    @property
    def standing(self) -> Standing:
        """The same with what it is decided by, which is much: for the moment in which that is done."""
        return Standing(self.record, self.facts, *self.validity)

    def among_others(self, standing: Standing) -> "Plan":
        """The edition as it stands among others."""
        validity = Validity(standing.is_current, standing.superseded_by, standing.because, standing.finding)
        return self if validity == self.validity else replace(self, decided=validity)

    @property
    def record(self) -> NoticeRecord:
        """The row of the notice. One without a letter has the letter of the notice it belongs to."""
        lettered = self.lettered
        record = lettered.facts.notice if lettered else self.facts.notice
        return moved(record, record.notice_id, self.notice_id)

    @property
    def lettered(self) -> ReadFile | None:
        """The file whose letter is that of a best file which has none."""
        if not self._is_joined(self.files[0]):
            return None
        return next((f for f in (*self.files, *self.gathered.members) if not self._is_joined(f)), None)

    def _is_joined(self, file: ReadFile) -> bool:
        return file.source.source_id in self.gathered.joined

    @property
    def project_ids(self) -> Iterator[str]:
        """Ids of its projects."""
        own = self.facts.notice.notice_id
        return (self.notice_id + p.project_id.removeprefix(own) for p in self.facts.projects)

    def rows(self) -> NormalisedNotice:
        """The rows of its best file, under its id."""
        rows = rekeyed(self.files[0].rows, self.notice_id)
        return rows if rows.notice == self.record else rows.model_copy(update={"notice": self.record})

    def amounts(self) -> bytes:
        """What the quantities of its best file's tasks count, under its id."""
        return moved_amounts(self.files[0].amounts, self.facts.notice.notice_id, self.notice_id)

    def group(self) -> NoticeGroup:
        """The notice with its files held against the rows of the one that tells most."""
        chosen, *others = self.files
        rows = self.rows()
        compare = _Comparison(self, rows)
        validity = self.validity
        added = [validity.finding] if validity.finding else []
        own = _resolved(chosen, self.notice_id, (*compare.findings(chosen, rows), *added))
        return NoticeGroup(
            rows=rows,
            source_id=chosen.source.source_id,
            is_current=validity.is_current,
            superseded_by=validity.superseded_by,
            superseded_because=validity.because,
            sources=(own, *map(compare.source, others)),
        )


@dataclass(frozen=True)
class Groups(NoticeGroups):
    """The notices of a run, made of what their files say when it is their turn."""

    plans: tuple[Plan, ...] = ()

    def __iter__(self) -> Iterator[NoticeGroup]:
        return (plan.group() for plan in self.plans)

    def __len__(self) -> int:
        return len(self.plans)

    @property
    def notice_ids(self) -> tuple[str, ...]:
        """Ids of the notices."""
        return tuple(plan.notice_id for plan in self.plans)

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of their files."""
        return tuple(f.source.source_id for plan in self.plans for f in plan.files)

    def rows(self) -> Iterator[NormalisedNotice]:
        """The rows of each notice, without its files."""
        return (plan.rows() for plan in self.plans)

    def compared(self) -> Iterator[ResolvedSource]:
        """The files that were held against others of their notice."""
        return (s for plan in self.plans if len(plan.files) > 1 for s in plan.group().sources)


@dataclass(frozen=True)
class _Comparison:
    """Files of an edition held against the rows of the one that tells most."""

    plan: Plan
    chosen: NormalisedNotice

    def findings(self, file: ReadFile, rows: NormalisedNotice) -> tuple[Finding, ...]:
        """What is to be said of a file, with how it came to its notice."""
        joined = self.plan.gathered.joined.get(file.source.source_id)
        return (*rows.findings, *([joined] if joined else []))

    def source(self, file: ReadFile) -> ResolvedSource:
        """A file's fate beside the chosen one's rows."""
        is_joined = file.source.source_id in self.plan.gathered.joined
        rows = file.rows
        findings = self.findings(file, rows)
        differences = [d for d in differing_fields(self.chosen, rows) if not (is_joined and d.startswith(LETTER))]
        notice_id = self.plan.notice_id
        if not differences or is_replaced(file.source.outcome, file.source.reason):
            return _resolved(file, notice_id, findings, keep_fate=bool(differences))
        chosen = PurePosixPath(self.plan.files[0].source.path).name
        message = (
            f"it differs in {counted(len(differences), 'place')} from {chosen}, whose rows are used: "
            f"{told(differences)}."
        )
        source = file.source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": message})
        differs = Finding(severity=Severity.WARNING, rule="files_differ", message=message)
        return _resolved(replace(file, source=source), notice_id, (*findings, differs), keep_fate=True)


def _resolved(file: ReadFile, notice_id: str, findings: tuple[Finding, ...], keep_fate: bool = False) -> ResolvedSource:
    fate: dict[str, object] = {"notice_id": notice_id}
    if not keep_fate and not is_replaced(file.source.outcome, file.source.reason):
        fate |= {"outcome": Outcome.LOADED, "reason": None}
    source = file.source.model_copy(update=fate)
    written = file.written
    notice = Notice.model_validate_json(written)
    keys = ids.project_ids(notice_id, notice.projects)
    task_ids = tuple(
        tuple(ids.task_id(key, task.part) for task in project.tasks)
        for key, project in zip(keys, notice.projects, strict=True)
    )
    return ResolvedSource(source=source, notice=notice, task_ids=task_ids, findings=findings, written=written)
