"""What a run reports: what became of each file, and whether the warehouse changed."""

from collections.abc import Iterable
from enum import StrEnum

from pydantic import ConfigDict

from etl.warehouse.check_model import Check
from schemas.base import Record
from schemas.facts import FileFacts
from schemas.publication import NoticeGroups


class Fate(StrEnum):
    """What a run did with a file."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"


class FileReport(Record):
    """One line of a run: what became of one file. ``sha256`` is ``None`` if the disk did not give its bytes;
    ``seconds`` is how long hashing and reading it took."""

    path: str
    fate: Fate
    sha256: str | None = None
    seconds: float = 0.0
    projects: int = 0
    tasks: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0
    reason: str | None = None


class RunReport(Record):
    """A whole run. ``published`` tells whether the warehouse changed; ``groups`` are the notices it touched.

    ``gone`` are the paths of files that the warehouse knows and that are not there any more, ``moved`` old and new
    paths of files that are elsewhere now, ``lost`` the ids of notices and earlier editions that a rebuild no longer has
    because none of their files is there. ``unreached`` are the paths of known files in folders that the disk did not
    let be looked into: nobody knows whether they are there. ``checks`` are those that found something in the whole
    warehouse, what passed before first.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    files: tuple[FileReport, ...]
    published: bool
    groups: NoticeGroups = NoticeGroups()
    gone: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    lost: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()

    def count(self, fate: Fate) -> int:
        """Number of files with a fate."""
        return sum(f.fate is fate for f in self.files)

    @property
    def is_clean(self) -> bool:
        """Whether every file was read, none contradicts itself, and no check failed."""
        bad = any(f.fate is Fate.QUARANTINED or f.errors for f in self.files)
        return not bad and not any(check.is_error for check in self.checks)


def loaded_report(name: str, facts: FileFacts) -> FileReport:
    """The line of a file that was read."""
    return FileReport(
        path=name,
        fate=Fate.LOADED,
        projects=len(facts.projects),
        tasks=facts.tasks,
        errors=facts.errors,
        warnings=facts.warnings,
        notes=facts.notes,
    )


def unchanged(report: FileReport) -> FileReport:
    """The line of a file that another run has loaded since it was read; a refused one of it is the other's too."""
    return report.model_copy(update={"fate": Fate.UNCHANGED})


def unread(reports: Iterable[FileReport]) -> set[str]:
    """Paths of what was met and whose bytes the disk did not give: a file, a folder with all that is in it."""
    return {report.path for report in reports if report.sha256 is None}
