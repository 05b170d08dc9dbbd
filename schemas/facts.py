"""What is asked of one file again and again when files are held against each other: a small part of its rows."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

from schemas.base import Record
from schemas.normalised import NoticeRecord


class ProjectFacts(Record):
    """A project: its id, its place in the notice, its name as written and as names are compared."""

    project_id: str
    ordinal: int
    name: str
    key: str


class FileFacts(Record):
    """One file of a notice.

    ``heading`` is what the file calls itself, ``about`` the same without the words that mark a draft, a correction or
    an adjustment; ``titles`` is what may stand in 《》 for it and ``citing`` are the sentences of its letter that may
    name another notice. ``periods`` are the parts of a year that it is of. The figures count its tasks, and its
    findings by their severity.
    """

    notice: NoticeRecord
    region_names: tuple[str, ...]
    projects: Annotated[Sequence[ProjectFacts], AfterValidator(tuple)]
    has_letter: bool
    is_reissued: bool
    is_adjusted: bool
    is_draft: bool
    is_of_congress: bool
    periods: frozenset[str]
    heading: str
    about: str
    titles: frozenset[str]
    citing: tuple[str, ...]
    tasks: int
    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @property
    def issued_on(self) -> date | None:
        """The day of issue."""
        return self.notice.issued_on

    @property
    def keys(self) -> frozenset[str]:
        """The names of its projects, as they are compared."""
        return frozenset(p.key for p in self.projects)
