"""Several files of one notice to one notice: the file that tells most gives the rows, the others are compared.

Which file that is depends on nothing but the files: on how much their formats can tell, then on their bytes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from etl import ids
from etl.differences import LETTER, differing_fields, told
from etl.editions import Edition, editions_of
from etl.identity import Gathered, Member, gather, has_letter
from etl.plural import counted
from etl.presence import is_replaced
from etl.rekey import rekeyed
from etl.supersede import superseded
from schemas.editions import EditionWords
from schemas.finding import Finding, Severity
from schemas.normalised import NormalisedNotice
from schemas.publication import NoticeGroup, Outcome, ResolvedSource, SourceReading


def resolve(
    readings: Sequence[SourceReading],
    normalise: Callable[[SourceReading], NormalisedNotice],
    fidelity: Callable[[str], int],
    pictures: frozenset[str] = frozenset(),
    words: EditionWords | None = None,
) -> list[NoticeGroup]:
    """Readings grouped by the notice they are of, each edition of one by itself, and which of them hold now.

    ``pictures`` are the formats that are read from pictures, ``words`` tell editions and drafts. A reading whose file
    has been replaced (outcome ``superseded`` by the pipeline) speaks for an earlier edition if it says something else.
    """
    words = words or EditionWords()
    groups: list[NoticeGroup] = []
    for gathered in gather([(r, normalise(r)) for r in readings], pictures, words):
        resolving = _Resolving(gathered, fidelity)
        groups += [resolving.group(e) for e in editions_of(gathered, resolving.rank, pictures, words)]
    return superseded(sorted(groups, key=lambda g: g.notice_id), words)


@dataclass(frozen=True)
class _Resolving:
    """The files of one notice, of whatever edition."""

    gathered: Gathered
    fidelity: Callable[[str], int]

    def rank(self, member: Member) -> tuple[bool, bool, bool, int, str]:
        """Orders files by how much they tell of their notice."""
        source, written = member[0].source, member[0].notice
        told = source.source_id not in self.gathered.joined, has_letter(written), self.fidelity(source.format or "")
        return is_replaced(source.outcome, source.reason), not told[0], not told[1], -told[2], source.sha256

    def group(self, edition: Edition) -> NoticeGroup:
        """One edition with its files held against the rows of the one that tells most."""
        (chosen, _), *others = edition.members
        rows = rekeyed(self._rows(edition), edition.notice_id)
        compare = _Comparison(self.gathered, edition.notice_id, rows, PurePosixPath(chosen.source.path).name)
        own = _resolved(chosen, edition.notice_id, compare.findings(chosen, rows))
        return NoticeGroup(
            rows=rows,
            source_id=chosen.source.source_id,
            is_current=edition.is_current,
            superseded_by=edition.superseded_by,
            superseded_because=edition.because,
            sources=(own, *(compare.source(*other) for other in others)),
        )

    def _rows(self, edition: Edition) -> NormalisedNotice:
        """The rows of an edition's best file; one without a letter has the letter of the notice it belongs to."""
        reading, rows = edition.members[0]
        if reading.source.source_id not in self.gathered.joined:
            return rows
        lettered = [
            r for m, r in (*edition.members, *self.gathered.members) if m.source.source_id not in self.gathered.joined
        ]
        if not lettered:
            return rows
        rows = rekeyed(rows, self.gathered.notice_id)
        return rows.model_copy(update={"notice": lettered[0].notice})


@dataclass(frozen=True)
class _Comparison:
    """Files of an edition held against the rows of the one that tells most."""

    gathered: Gathered
    notice_id: str
    chosen: NormalisedNotice
    chosen_name: str

    def findings(self, reading: SourceReading, rows: NormalisedNotice) -> tuple[Finding, ...]:
        """What is to be said of a file, with how it came to its notice."""
        joined = self.gathered.joined.get(reading.source.source_id)
        return (*rows.findings, *([joined] if joined else []))

    def source(self, reading: SourceReading, rows: NormalisedNotice) -> ResolvedSource:
        """A file's fate beside the chosen one's rows."""
        is_joined = reading.source.source_id in self.gathered.joined
        findings = self.findings(reading, rows)
        differences = [d for d in differing_fields(self.chosen, rows) if not (is_joined and d.startswith(LETTER))]
        if not differences or is_replaced(reading.source.outcome, reading.source.reason):
            return _resolved(reading, self.notice_id, findings, keep_fate=bool(differences))
        message = (
            f"it differs in {counted(len(differences), 'place')} from {self.chosen_name}, whose rows are used: "
            f"{told(differences)}."
        )
        source = reading.source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": message})
        differs = Finding(severity=Severity.WARNING, rule="files_differ", message=message)
        reading = reading.model_copy(update={"source": source})
        return _resolved(reading, self.notice_id, (*findings, differs), keep_fate=True)


def _resolved(
    reading: SourceReading, notice_id: str, findings: tuple[Finding, ...], keep_fate: bool = False
) -> ResolvedSource:
    fate: dict[str, object] = {"notice_id": notice_id}
    if not keep_fate and not is_replaced(reading.source.outcome, reading.source.reason):
        fate |= {"outcome": Outcome.LOADED, "reason": None}
    source = reading.source.model_copy(update=fate)
    keys = ids.project_ids(notice_id, reading.notice.projects)
    task_ids = tuple(
        tuple(ids.task_id(key, task.part) for task in project.tasks)
        for key, project in zip(keys, reading.notice.projects, strict=True)
    )
    return ResolvedSource(source=source, notice=reading.notice, task_ids=task_ids, findings=findings)
