"""The facts of one file that it is held against others by, made once, where the file is read."""

from collections import Counter

from etl.citations import may_name, named, sentences
from etl.identity import has_letter
from etl.keys import unit_key
from etl.titles import bare_title, is_adjusted, is_draft, is_of_congress, is_reissued, periods_of
from schemas.editions import EditionWords
from schemas.facts import FileFacts, ProjectFacts
from schemas.finding import Severity
from schemas.normalised import NormalisedNotice, ProjectRecord
from schemas.notice import Notice


def facts_of(notice: Notice, rows: NormalisedNotice, words: EditionWords) -> FileFacts:
    """The facts of a file that writes ``notice`` and gives ``rows``."""
    severities = Counter(f.severity for f in rows.findings)
    return FileFacts(
        notice=rows.notice,
        region_names=(rows.region.name, rows.region.full_name),
        projects=tuple(map(_project, rows.projects)),
        has_letter=has_letter(notice),
        is_reissued=is_reissued(notice, words),
        is_adjusted=is_adjusted(notice, words),
        is_draft=is_draft(notice, words),
        is_of_congress=is_of_congress(notice, words),
        periods=periods_of(notice, words),
        heading=notice.letter.title or next(iter(notice.captions), ""),
        about=bare_title(notice, words),
        titles=named(notice).titles,
        citing=tuple(s for s in sentences(notice) if may_name(s)),
        tasks=len(rows.tasks),
        errors=severities[Severity.ERROR],
        warnings=severities[Severity.WARNING],
        notes=severities[Severity.INFO],
    )


def _project(project: ProjectRecord) -> ProjectFacts:
    return ProjectFacts(
        project_id=project.project_id, ordinal=project.ordinal, name=project.name, key=unit_key(project.name)
    )
