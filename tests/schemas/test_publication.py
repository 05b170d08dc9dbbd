"""What one run hands to the warehouse."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from pydantic import ValidationError

from schemas.normalised import NormalisedNotice, NoticeRecord, RegionRecord
from schemas.notice import NoticeKind
from schemas.publication import (
    NoticeGroup,
    NoticeGroups,
    Outcome,
    Publication,
    ReferenceRows,
    RunRecord,
    SourceRecord,
)

NOW = datetime(2024, 3, 1, 9, 30)
RUN = RunRecord(
    run_id="r",
    started_at=NOW,
    finished_at=NOW,
    command="ingest",
    parser_version="1",
    files=0,
    loaded=0,
    unchanged=0,
    quarantined=0,
)
ROWS = NormalisedNotice(
    notice=NoticeRecord(
        notice_id="500112-2024-plan-x",
        region_id="500112",
        year=2024,
        kind=NoticeKind.PLAN,
        title=None,
        document_number=None,
        issuer=None,
        issued_on=None,
        announced_projects=None,
    ),
    region=RegionRecord(region_id="500112", name="渝北区", full_name="重庆市渝北区", kind="district"),
    projects=(),
    tasks=(),
    task_units=(),
    task_leaders=(),
    progress=(),
)


def test_the_outcomes_are_those_of_the_contract() -> None:
    assert {o.value for o in Outcome} == {"loaded", "superseded", "quarantined"}


def test_a_source_has_every_column_of_the_contract() -> None:
    columns = "source_id notice_id path sha256 format pages outcome reason parser_version run_id loaded_at"
    assert list(SourceRecord.model_fields) == columns.split()


def test_a_run_has_every_column_of_the_contract() -> None:
    columns = "run_id started_at finished_at command parser_version files loaded unchanged quarantined"
    assert list(RunRecord.model_fields) == [*columns.split(), "gone", "accepted", "content_hash"]


def test_a_group_is_named_by_its_notice() -> None:
    assert NoticeGroup(rows=ROWS, source_id="s", is_current=True, sources=()).notice_id == "500112-2024-plan-x"


def test_a_file_of_which_nothing_is_known_has_no_notice() -> None:
    source = SourceRecord(
        source_id="s",
        path="a.txt",
        sha256="0" * 64,
        outcome=Outcome.QUARANTINED,
        parser_version="1",
        run_id="r",
        loaded_at=NOW,
    )
    assert (source.notice_id, source.format, source.pages, source.reason) == (None, None, None, None)


def test_a_run_that_changes_nothing_names_nothing() -> None:
    reference = ReferenceRows(digest="d", regions=(), units=(), aliases=(), functions=())
    publication = Publication(run=RUN, reference=reference)
    assert (list(publication.groups), list(publication.groups.rows()), len(publication.groups)) == ([], [], 0)
    assert (publication.groups.source_ids, publication.quarantined, publication.dropped_notices) == ((), (), ())


class Counted(NoticeGroups):
    """Notices that count how often they are gone through."""

    def __init__(self) -> None:
        self.times = 0

    def rows(self) -> Iterator[NormalisedNotice]:
        self.times += 1
        yield ROWS


def test_what_notices_add_is_gathered_once_and_anew_where_it_was_let_go() -> None:
    groups = Counted()
    groups.forget()
    first = groups.learnt
    assert groups.learnt is first and groups.times == 1
    assert (first.regions, first.units) == ((ROWS.region,), ROWS.units)
    groups.forget()
    groups.forget()
    assert groups.learnt == first and groups.learnt is not first and groups.times == 2


def test_no_other_outcome_is_known() -> None:
    with pytest.raises(ValidationError):
        SourceRecord.model_validate({"outcome": "ignored"})
