"""Several files of one notice to one notice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from itertools import permutations

import pytest

from etl.facts import facts_of
from etl.family_amounts import amounts_of
from etl.normalise.assemble import normalise
from etl.presence import REPLACED, is_replaced
from etl.read_files import ReadFile, Spool
from etl.resolve import resolve
from schemas.notice import Notice, NoticeKind
from schemas.publication import NoticeGroup, Outcome, ResolvedSource, SourceReading, SourceRecord
from schemas.reference import Reference
from tests.etl.build import notice, project, task

FIDELITY = {"docx": 30, "pdf": 20, "text": 10}
CHANGED = f"{REPLACED}; it now holds 0123456789abcdef."
Resolve = Callable[..., list[NoticeGroup]]


def read_file(one: SourceReading, reference: Reference) -> ReadFile:
    """A file as a run keeps it."""
    rows, spool = normalise(one.notice, reference), Spool()
    written, said = one.notice.model_dump_json().encode(), rows.model_dump_json().encode()
    spool.put(one.source.sha256, written, said, amounts_of(rows, reference))
    spool.put_facts(one.source.sha256, facts_of(one.notice, rows, reference.editions))
    return ReadFile(one.source, spool)


def reading(name: str, written: Notice | None = None, **more: object) -> SourceReading:
    digest = sha256(name.encode()).hexdigest()
    given = {
        "source_id": digest[:16],
        "path": name,
        "sha256": digest,
        "format": name.rpartition(".")[2].replace("txt", "text"),
        "outcome": Outcome.LOADED,
        "parser_version": "1",
        "run_id": "r",
        "loaded_at": datetime(2024, 3, 1),
    }
    return SourceReading(source=SourceRecord.model_validate(given | more), notice=written or notice())


def replaced(name: str, written: Notice | None = None) -> SourceReading:
    return reading(name, written, outcome=Outcome.SUPERSEDED, reason=CHANGED)


@pytest.fixture
def resolved(reference: Reference) -> Resolve:
    return lambda *readings: list(
        resolve([read_file(one, reference) for one in readings], lambda name: FIDELITY.get(name, 0))
    )


def by_path(group: NoticeGroup) -> dict[str, ResolvedSource]:
    return {s.source.path: s for s in group.sources}


def test_one_file_is_its_notice(resolved: Resolve) -> None:
    (group,) = resolved(reading("a.docx"))
    (source,) = group.sources
    assert group.is_current
    assert (group.source_id, source.source.outcome, source.source.reason) == (
        source.source.source_id,
        Outcome.LOADED,
        None,
    )
    assert source.source.notice_id == group.notice_id == group.rows.notice.notice_id


def test_no_files_are_no_notices(resolved: Resolve) -> None:
    assert resolved() == []


def test_the_file_that_can_tell_most_gives_the_rows(resolved: Resolve) -> None:
    (group,) = resolved(reading("a.txt"), reading("b.docx"), reading("c.pdf"))
    assert [s.source.path for s in group.sources] == ["b.docx", "c.pdf", "a.txt"]
    assert group.source_id == by_path(group)["b.docx"].source.source_id


def test_files_that_agree_are_all_loaded(resolved: Resolve) -> None:
    (group,) = resolved(reading("a.txt"), reading("b.docx"), reading("c.pdf"))
    assert {(s.source.outcome, s.source.reason) for s in group.sources} == {(Outcome.LOADED, None)}
    assert {s.source.notice_id for s in group.sources} == {group.notice_id}


def test_no_order_of_the_files_changes_anything(resolved: Resolve) -> None:
    other = notice(project(1, task(target="建成口袋公园4个。")))
    files = (
        reading("b.docx"),
        reading("c.docx", other),
        replaced("d.pdf"),
        reading("e.txt", notice(document_number="渝北府办发〔2024〕6号")),
    )
    groups = [resolved(*order) for order in permutations(files)]
    assert all(found == groups[0] for found in groups)


def test_of_two_files_of_one_format_the_bytes_decide(resolved: Resolve) -> None:
    files = (reading("a.docx"), reading("b.docx"))
    (group,) = resolved(*files)
    assert group.source_id == min(files, key=lambda f: f.source.sha256).source.source_id


def test_two_notices_stay_apart_and_stand_in_the_order_of_their_ids(resolved: Resolve) -> None:
    groups = resolved(
        reading("a.txt"), reading("b.txt", notice(year=2023)), reading("c.txt", notice(kind=NoticeKind.REPORT))
    )
    assert len(groups) == 3
    assert [g.notice_id for g in groups] == sorted(g.notice_id for g in groups)


def test_a_file_that_differs_is_superseded_and_says_where(resolved: Resolve) -> None:
    differing = notice(project(1, task(target="建成口袋公园4个。"), seq_text="1"))
    (group,) = resolved(reading("good.docx"), reading("bad.txt", differing))
    bad = by_path(group)["bad.txt"]
    assert bad.source.outcome is Outcome.SUPERSEDED
    assert bad.source.reason is not None
    assert "1 place" in bad.source.reason
    assert "good.docx" in bad.source.reason
    assert "target" in bad.source.reason
    assert [f.message for f in bad.findings if f.rule == "files_differ"] == [bad.source.reason]
    assert group.rows.tasks[0].target == "建成口袋公园3个。"
    assert by_path(group)["good.docx"].source.outcome is Outcome.LOADED


def test_a_long_list_of_differences_is_counted_and_cut_short(resolved: Resolve) -> None:
    ours = notice(*(project(n, task(target="甲")) for n in range(1, 9)))
    theirs = notice(*(project(n, task(target="乙")) for n in range(1, 9)))
    (group,) = resolved(reading("a.docx", ours), reading("b.txt", theirs))
    reason = by_path(group)["b.txt"].source.reason or ""
    assert "8 place" in reason
    assert reason.count("target") == 5
    assert "3 more" in reason


def test_a_file_that_lacks_a_project_is_superseded(resolved: Resolve) -> None:
    (group,) = resolved(reading("a.docx", notice(project(1), project(2))), reading("b.txt", notice(project(1))))
    assert by_path(group)["b.txt"].source.outcome is Outcome.SUPERSEDED
    assert len(group.rows.projects) == 2


def test_a_file_that_was_superseded_and_now_agrees_is_loaded_again(resolved: Resolve) -> None:
    earlier = reading("b.txt", outcome=Outcome.SUPERSEDED, reason="it differs in 1 place from a.docx")
    (group,) = resolved(reading("a.docx"), earlier)
    assert (by_path(group)["b.txt"].source.outcome, by_path(group)["b.txt"].source.reason) == (Outcome.LOADED, None)


def test_a_file_that_was_superseded_speaks_when_the_better_one_is_gone(resolved: Resolve) -> None:
    (group,) = resolved(reading("b.txt", outcome=Outcome.SUPERSEDED, reason="it differs in 1 place from a.docx"))
    assert group.is_current
    assert group.sources[0].source.outcome is Outcome.LOADED


def test_a_replaced_file_gives_way_to_any_other(resolved: Resolve) -> None:
    newer = notice(project(1, task(target="建成口袋公园5个。")))
    now, before = sorted(resolved(replaced("old.docx"), reading("new.txt", newer)), key=lambda g: g.notice_id)
    assert now.is_current and not before.is_current
    assert now.rows.tasks[0].target == "建成口袋公园5个。"
    assert before.superseded_by == now.notice_id
    old = by_path(before)["old.docx"].source
    assert (old.outcome, old.reason) == (Outcome.SUPERSEDED, CHANGED)


def test_no_message_says_in_which_folder_a_file_lies(resolved: Resolve) -> None:
    """It would make two builds from two folders differ."""
    differing = notice(project(1, task(target="建成口袋公园4个。")))
    (group,) = resolved(reading("raw/2024/good.docx"), reading("raw/2024/bad.txt", differing))
    (said,) = [f.message for s in group.sources for f in s.findings if f.rule == "files_differ"]
    assert "good.docx" in said and "raw" not in said


def test_a_replaced_file_that_agrees_stays_replaced(resolved: Resolve) -> None:
    (group,) = resolved(replaced("old.docx"), reading("new.txt"))
    old = by_path(group)["old.docx"].source
    assert (old.outcome, old.reason) == (Outcome.SUPERSEDED, CHANGED)


def test_a_notice_whose_only_file_was_replaced_is_not_current(resolved: Resolve) -> None:
    (group,) = resolved(replaced("old.docx"))
    assert not group.is_current
    assert group.sources[0].source.outcome is Outcome.SUPERSEDED


@pytest.mark.parametrize(
    ("outcome", "reason", "gone"),
    [
        (Outcome.SUPERSEDED, CHANGED, True),
        (Outcome.SUPERSEDED, "it differs in 1 place from a.docx", False),
        (Outcome.SUPERSEDED, None, False),
        (Outcome.LOADED, None, False),
        (Outcome.LOADED, CHANGED, False),
        (Outcome.QUARANTINED, CHANGED, False),
    ],
)
def test_only_a_superseded_file_with_that_reason_was_replaced(outcome: Outcome, reason: str | None, gone: bool) -> None:
    assert is_replaced(outcome, reason) is gone


def test_every_file_has_the_ids_of_its_own_tasks(resolved: Resolve) -> None:
    full = notice(project(1, task(), task(part=2)), project(2))
    (group,) = resolved(reading("a.docx", full), reading("b.txt", notice(project(1))))
    ids = {p: s.task_ids for p, s in by_path(group).items()}
    assert [len(parts) for parts in ids["a.docx"]] == [2, 1]
    assert {i for parts in ids["a.docx"] for i in parts} == {t.task_id for t in group.rows.tasks}
    assert ids["b.txt"] == ((ids["a.docx"][0][0],),)


def test_findings_of_a_file_stay_with_it(resolved: Resolve) -> None:
    (group,) = resolved(reading("a.docx"), reading("b.txt", notice(project(1, task(lead="区某某中心")))))
    rules = {p: {f.rule for f in s.findings} for p, s in by_path(group).items()}
    assert "unknown_unit" not in rules["a.docx"]
    assert {"unknown_unit", "files_differ"} <= rules["b.txt"]


def test_the_amounts_of_an_earlier_edition_stand_under_its_own_id(reference: Reference) -> None:
    one = notice(project(1, task(target="新建口袋公园3个。")))
    files = [read_file(reading("a.docx", one), reference)]
    (plan,) = resolve(files, FIDELITY.__getitem__).plans
    assert plan.amounts() == amounts_of(plan.rows(), reference)
    other = replace(plan, edition=replace(plan.edition, notice_id="another"))
    assert other.amounts() == amounts_of(other.rows(), reference) != plan.amounts()
