"""What one run hands to the warehouse: the rows to put in, and by that which rows they replace."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from pydantic import ConfigDict, Field

from schemas.base import Record, lean
from schemas.family import FamilyRows
from schemas.finding import Finding
from schemas.normalised import (
    AliasRecord,
    FunctionRecord,
    GroupKindRecord,
    NormalisedNotice,
    RegionRecord,
    SuccessionRecord,
    SuggestionRecord,
    UnitRecord,
)
from schemas.notice import Notice


class Outcome(StrEnum):
    """What became of a file."""

    LOADED = "loaded"
    SUPERSEDED = "superseded"
    QUARANTINED = "quarantined"


class SourceRecord(Record):
    """A row of ``sources``: one file, known by its bytes."""

    source_id: str
    notice_id: str | None = None
    path: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    format: str | None = None
    pages: int | None = Field(default=None, ge=0)
    outcome: Outcome
    reason: str | None = None
    parser_version: str
    run_id: str
    loaded_at: datetime


class RunRecord(Record):
    """A row of ``runs``."""

    run_id: str
    started_at: datetime
    finished_at: datetime
    command: str
    parser_version: str
    files: int
    loaded: int
    unchanged: int
    quarantined: int
    gone: int = 0
    accepted: str | None = None
    content_hash: str | None = None


class SourceReading(Record):
    """One file and the notice as it writes it."""

    source: SourceRecord
    notice: Notice


class ResolvedSource(Record):
    """A file after all files of its notice were compared: its fate, its reading, and what is to be said of it.
    ``written`` is the reading as JSON, where that is at hand."""

    source: SourceRecord
    notice: Notice
    task_ids: tuple[tuple[str, ...], ...]
    findings: tuple[Finding, ...]
    written: bytes | None = None


class NoticeGroup(Record):
    """One notice with all its files: the rows of the one that tells most, and the readings of all."""

    rows: NormalisedNotice
    source_id: str
    is_current: bool
    superseded_by: str | None = None
    superseded_because: str | None = None
    sources: tuple[ResolvedSource, ...]

    @property
    def notice_id(self) -> str:
        """Id of the notice."""
        return self.rows.notice.notice_id


class ReferenceRows(Record):
    """The reference data as rows."""

    digest: str
    regions: tuple[RegionRecord, ...]
    successions: tuple[SuccessionRecord, ...] = ()
    units: tuple[UnitRecord, ...]
    aliases: tuple[AliasRecord, ...]
    functions: tuple[FunctionRecord, ...]


class Learnt(Record):
    """What notices add to the reference data; of rows that several give, those of the last."""

    regions: tuple[RegionRecord, ...]
    units: tuple[UnitRecord, ...]
    aliases: tuple[AliasRecord, ...]
    functions: tuple[FunctionRecord, ...]
    suggestions: tuple[SuggestionRecord, ...]
    group_kinds: tuple[GroupKindRecord, ...]


class NoticeGroups:
    """Notices in the order of their ids, each made anew whenever it is asked for, because what all of them say together
    is more than memory may hold. These are none; ``etl.resolve`` makes some."""

    @property
    def notice_ids(self) -> tuple[str, ...]:
        """Ids of the notices."""
        return ()

    @property
    def source_ids(self) -> tuple[str, ...]:
        """Ids of their files."""
        return ()

    def __len__(self) -> int:
        """How many notices there are."""
        return len(self.notice_ids)

    def __iter__(self) -> Iterator[NoticeGroup]:
        """Each notice with all its files."""
        return iter(())

    def rows(self) -> Iterator[NormalisedNotice]:
        """The rows of each notice, without its files."""
        return iter(())

    @cached_property
    def learnt(self) -> Learnt:
        """What all of them add to the reference data, gathered in one pass. Notices of many regions add much: who has
        used it calls ``forget``."""
        found: dict[str, dict[object, tuple[Record, ...]]] = {name: {} for name in Learnt.model_fields}
        for rows in self.rows():
            found["regions"][rows.region.region_id] = (rows.region,)
            found["units"] |= {u.unit_id: (lean(u),) for u in rows.units}
            found["aliases"] |= {(a.region_id, a.alias, a.unit_id): (lean(a),) for a in rows.aliases}
            found["functions"] |= {(f.unit_id, f.function): (f,) for f in rows.functions}
            found["group_kinds"] |= {(k.unit_id, k.kind): (k,) for k in rows.group_kinds}
            for unit_id in {s.unit_id: None for s in rows.suggestions}:
                found["suggestions"][unit_id] = tuple(s for s in rows.suggestions if s.unit_id == unit_id)
        return Learnt.model_validate(
            {name: [one for each in of.values() for one in each] for name, of in found.items()}
        )

    def forget(self) -> None:
        """Let go what was gathered of all of them; it is gathered anew if it is asked for again."""
        vars(self).pop("learnt", None)


class Publication(Record):
    """Everything that one run changes. Notices and files it does not name stay as they are.

    ``dropped_notices`` are ids that notices had before and have no longer (their region became known, say).
    ``earlier_runs`` are those of a warehouse of which nothing else stays.
    ``families`` are those of all projects, kept and new: what is new can make what is kept the same as another.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    run: RunRecord
    earlier_runs: tuple[RunRecord, ...] = ()
    reference: ReferenceRows
    groups: NoticeGroups = NoticeGroups()
    quarantined: tuple[SourceRecord, ...] = ()
    dropped_notices: tuple[str, ...] = ()
    families: FamilyRows = FamilyRows()
