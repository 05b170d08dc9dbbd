"""Stable ids: the same sources give the same ids on every machine and in every rebuild.

An id is made of what identifies a thing in the world (a region's code, a document number, a serial number),
never of a clock, a file's place or the order of loading.
"""

import hashlib

from etl.keys import unit_key
from schemas.notice import Notice, ProjectRow
from schemas.reference import Decision


def short_hash(*parts: str) -> str:
    """Ten hexadecimal digits that stand for ``parts``."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]


def source_id(sha256: str) -> str:
    """Id of a file: the first 16 of the 64 digits of its SHA-256."""
    return sha256[:16]


def notice_id(region_id: str, notice: Notice, *, is_named: bool = True) -> str:
    """Id of a notice, whatever file it came in: by its document number, else by its title and captions.

    A title such as 民生实事项目清单 is everybody's: where no region is known (``is_named`` is false), or no year, the
    names of the projects belong to what identifies the notice.
    """
    letter = notice.letter
    own = letter.document_number or "|".join((letter.title or "", *notice.captions))
    if not letter.document_number and (not is_named or notice.year is None):
        own += "|".join(unit_key(project.name) for project in notice.projects)
    digest = short_hash(region_id, str(notice.year), notice.kind.value, "".join(own.split()))
    return f"{region_id}-{notice.year or 'undated'}-{notice.kind.value}-{digest}"


def project_ids(notice_key: str, projects: tuple[ProjectRow, ...]) -> list[str]:
    """Ids of a notice's projects: section and serial number; a number that comes again gets a letter."""
    ids: list[str] = []
    taken: set[str] = set()
    for ordinal, project in enumerate(projects, 1):
        section = f"s{project.section_no}" if project.section_no else ""
        number = f"p{project.seq}" if project.seq is not None else f"n{ordinal}"
        own = f"{notice_key}/{section}{number}"
        ids.append(own if own not in taken else f"{own}-{ordinal}")
        taken.add(own)
    return ids


def task_id(project_key: str, part: int) -> str:
    """Id of a project's part, counted from 1."""
    return f"{project_key}t{part}"


def region_id(name: str) -> str:
    """Id of a region that the reference data does not have."""
    return f"x-{short_hash(name)}"


def unit_id(region_key: str, slug: str) -> str:
    """Id of a unit of a region."""
    return f"{region_key}-{slug}"


def decided_unit_id(region_key: str, decision: Decision) -> str:
    """Id of a unit or group that a person's decision makes."""
    kind = "group" if decision.verdict == "group" else "new"
    return unit_id(region_key, f"{kind}-{short_hash(unit_key(decision.mention))}")
