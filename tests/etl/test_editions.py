"""Which files of one notice are editions of it, and which are copies read badly."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import pytest

from etl.editions import editions_of
from etl.identity import Gathered, gather
from etl.presence import REPLACED
from schemas.notice import NoticeKind
from schemas.publication import NoticeGroup, Outcome, SourceReading
from schemas.reference import Reference
from tests.etl.letters import JUNE, MARCH, NUMBER, PLAN, TEN, files, letter, rules, settled, successors
from tests.etl.test_resolve import read_file, reading
from tests.growth import grows_no_faster

FIVE = "建成口袋公园5个。"


def replaced(name: str, by: SourceReading, *, path: str | None = None, **notice: object) -> SourceReading:
    """A file whose path now holds another one."""
    reason = f"{REPLACED}; it now holds {by.source.source_id}."
    one = reading(name, letter(**notice), outcome=Outcome.SUPERSEDED, reason=reason)  # type: ignore[arg-type]
    return one.model_copy(update={"source": one.source.model_copy(update={"path": path or by.source.path})})


def by_id(groups: Sequence[NoticeGroup]) -> dict[str, NoticeGroup]:
    """Groups by what tells their edition, empty for the present one."""
    return {g.notice_id.partition("@")[2]: g for g in groups}


def targets(groups: Sequence[NoticeGroup]) -> dict[str, str | None]:
    return {edition: group.rows.tasks[0].target for edition, group in by_id(groups).items()}


def in_any_order(reference: Reference, *readings: SourceReading) -> list[NoticeGroup]:
    found = [settled(reference, *order) for order in permutations(readings)]
    assert all(f == found[0] for f in found)
    return found[0]


# days of issue


def test_files_of_two_days_are_two_editions(reference: Reference) -> None:
    groups = in_any_order(reference, *files(a_docx=letter(), b_docx=letter(on=JUNE, target=FIVE)))
    assert targets(groups) == {"": FIVE, "2024-03-01": "建成口袋公园3个。"}
    old, now = by_id(groups)["2024-03-01"], by_id(groups)[""]
    assert (now.is_current, now.superseded_by) == (True, None)
    assert (old.is_current, old.superseded_by) == (False, now.notice_id)
    assert "issued again on 2024-06-03" in str(old.superseded_because) and "target" in str(old.superseded_because)
    assert {s.source.outcome for g in groups for s in g.sources} == {Outcome.LOADED}


def test_the_rows_of_an_earlier_edition_stand_below_its_id(reference: Reference) -> None:
    groups = settled(reference, *files(a_docx=letter(), b_docx=letter(on=JUNE, target=FIVE)))
    old = by_id(groups)["2024-03-01"]
    assert {p.notice_id for p in old.rows.projects} == {old.notice_id}
    keys = [t.task_id for t in old.rows.tasks] + [u.task_id for u in old.rows.task_units]
    assert all(key.startswith(f"{old.notice_id}/p") for key in keys)
    assert old.sources[0].task_ids[0][0] == old.rows.tasks[0].task_id
    assert old.sources[0].source.notice_id == old.notice_id


def test_three_editions_are_a_chain(reference: Reference) -> None:
    days = [MARCH, date(2024, 4, 1), JUNE]
    notices = {f"{n}_docx": letter(on=day, target=f"建成口袋公园{n}个。") for n, day in enumerate(days)}
    groups = in_any_order(reference, *files(**notices))
    assert successors(groups) == {"0.docx": "1.docx", "1.docx": "2.docx", "2.docx": None}


def test_copies_of_each_edition_stay_with_it(reference: Reference) -> None:
    old = files(a_docx=letter(), a_pdf=letter(), a_txt=letter(on=None))
    new = files(b_docx=letter(on=JUNE, target=FIVE), b_pdf=letter(on=JUNE, target=FIVE))
    groups = settled(reference, *old, *new)
    members = {edition: sorted(s.source.path for s in g.sources) for edition, g in by_id(groups).items()}
    assert members == {"": ["b.docx", "b.pdf"], "2024-03-01": ["a.docx", "a.pdf", "a.txt"]}


def test_a_copy_read_badly_is_no_edition(reference: Reference) -> None:
    (group,) = in_any_order(reference, *files(a_docx=letter(), b_txt=letter(target=FIVE)))
    assert group.is_current and group.rows.tasks[0].target == "建成口袋公园3个。"
    (copy,) = [s for s in group.sources if s.source.path == "b.txt"]
    assert copy.source.outcome is Outcome.SUPERSEDED
    assert [f.rule for f in copy.findings if f.rule == "files_differ"]


def test_a_day_misread_while_all_else_agrees_is_no_edition(reference: Reference) -> None:
    (group,) = in_any_order(reference, *files(a_docx=letter(), b_txt=letter(on=JUNE)))
    assert group.source_id == next(s.source.source_id for s in group.sources if s.source.path == "a.docx")


def test_a_day_read_from_a_picture_tells_no_edition(reference: Reference) -> None:
    (group,) = in_any_order(reference, *files(a_docx=letter(), b_scan=letter(on=JUNE, target=FIVE)))
    assert group.rows.tasks[0].target == "建成口袋公园3个。"


def test_a_file_that_does_not_say_its_day_goes_with_the_edition_it_is_most_like(reference: Reference) -> None:
    groups = in_any_order(
        reference, *files(a_docx=letter(), b_docx=letter(on=JUNE, target=FIVE), c_txt=letter(on=None))
    )
    assert {s.source.path for s in by_id(groups)["2024-03-01"].sources} == {"a.docx", "c.txt"}


# titles


@pytest.mark.parametrize("mark", ["（修订版）", "（更正）", "（修订稿）", "（重新印发）"])
@pytest.mark.parametrize("on", [MARCH, None])
def test_a_title_that_says_so_is_a_later_edition(reference: Reference, mark: str, on: date | None) -> None:
    again = letter(title=PLAN + mark, on=on, target=FIVE)
    groups = in_any_order(reference, *files(a_docx=letter(), b_docx=again))
    assert successors(groups) == {"a.docx": "b.docx", "b.docx": None}
    (old,) = [g for g in groups if not g.is_current]
    assert mark in str(old.superseded_because)


def test_where_days_are_the_same_the_file_tells_the_editions_apart(reference: Reference) -> None:
    groups = settled(reference, *files(a_docx=letter(), b_docx=letter(title=PLAN + "（修订版）", target=FIVE)))
    (old,) = [g for g in groups if not g.is_current]
    assert old.notice_id.endswith(f"@{old.source_id[:8]}")


def test_a_notice_all_of_whose_files_are_titled_so_has_one_edition(reference: Reference) -> None:
    title = PLAN + "（修订版）"
    (group,) = settled(reference, *files(a_docx=letter(title=title), b_pdf=letter(title=title)))
    assert "@" not in group.notice_id


# replaced files


def test_a_replaced_file_that_said_otherwise_is_an_earlier_edition(reference: Reference) -> None:
    (now,) = files(a_docx=letter(target=FIVE))
    old = replaced("old", now)
    groups = in_any_order(reference, now, old)
    assert targets(groups) == {"": FIVE, old.source.source_id[:8]: "建成口袋公园3个。"}
    earlier = by_id(groups)[old.source.source_id[:8]]
    assert "its file was replaced" in str(earlier.superseded_because)
    assert earlier.sources[0].source.outcome is Outcome.SUPERSEDED


def test_one_of_another_day_has_its_day(reference: Reference) -> None:
    (now,) = files(a_docx=letter(target=FIVE, on=JUNE))
    assert set(by_id(in_any_order(reference, now, replaced("old", now)))) == {"", "2024-03-01"}


def test_a_replaced_file_that_said_the_same_is_none(reference: Reference) -> None:
    (now,) = files(a_docx=letter())
    (group,) = in_any_order(reference, now, replaced("old", now))
    assert len(group.sources) == 2 and "@" not in group.notice_id


def test_a_file_replaced_twice_leaves_two_editions_in_their_order(reference: Reference) -> None:
    (third,) = files(a_docx=letter(target="建成口袋公园9个。"))
    second = replaced("second", third, target=FIVE)
    first = replaced("first", second, path="a.docx")
    groups = in_any_order(reference, third, second, first)
    name = {g.notice_id: g.rows.tasks[0].target for g in groups}
    assert {name[g.notice_id]: g.superseded_by and name[g.superseded_by] for g in groups} == {
        "建成口袋公园3个。": FIVE,
        FIVE: "建成口袋公园9个。",
        "建成口袋公园9个。": None,
    }


def test_the_files_that_are_there_say_which_edition_is_present(reference: Reference) -> None:
    """A rebuild has them only, and must come to the same: an older file put back in the place of a newer one counts."""
    (now,) = files(a_docx=letter())
    groups = in_any_order(reference, now, replaced("newer", now, on=JUNE, target=FIVE))
    assert targets(groups) == {"": "建成口袋公园3个。", "2024-06-03": FIVE}


def test_copies_that_were_replaced_together_are_one_edition(reference: Reference) -> None:
    new = files(a_docx=letter(target=FIVE), a_txt=letter(target=FIVE))
    old = [replaced("old docx", new[0]), replaced("old txt", new[1], names=[*TEN[:9], "建设城市公囤10"])]
    groups = settled(reference, *new, *old)
    assert sorted(len(g.sources) for g in groups) == [2, 2]


def test_a_notice_whose_every_file_became_another_is_not_current(reference: Reference) -> None:
    (now,) = files(a_docx=letter(number="渝北府办发〔2024〕88号", names=["修建道路"]))
    groups = settled(reference, now, replaced("old", now))
    assert successors(groups) == {"a.docx": None} | {g.sources[0].source.path: None for g in groups}
    assert sorted((g.rows.notice.document_number, g.is_current) for g in groups) == [
        (NUMBER, False),
        ("渝北府办发〔2024〕88号", True),
    ]


# a list without its letter


def test_a_table_without_a_letter_that_stays_when_the_letter_is_replaced(reference: Reference) -> None:
    caption = ("渝北区2024年重点民生实事项目表",)
    table = letter(number=None, title=caption[0], issuer=None, on=None, captions=caption)
    (elsewhere,) = files(a_docx=letter(number="渝北府办发〔2024〕88号", names=["修建道路"], captions=caption))
    groups = settled(reference, elsewhere, replaced("old", elsewhere), *files(b_xlsx=table))
    (group,) = [g for g in groups if g.rows.notice.document_number == NUMBER]
    assert group.is_current
    assert (
        {s.source.notice_id for s in group.sources} == {group.notice_id} == {p.notice_id for p in group.rows.projects}
    )


def test_a_draft_table_is_no_file_of_the_final_notice(reference: Reference) -> None:
    caption = ("渝北区2024年重点民生实事项目表（征求意见稿）",)
    draft = letter(number=None, title=caption[0], issuer=None, on=None, captions=caption)
    groups = settled(reference, *files(a_docx=letter(), b_xlsx=draft))
    assert successors(groups) == {"a.docx": None, "b.xlsx": "a.docx"}


# reports and forms of several months


def month(n: int, day: date | None, title: str | None = None, **more: object) -> SourceReading:
    title = title or "渝北区2024年重点民生实事工作目标任务推进情况表"
    written = letter(
        *(),
        number=None,
        title=title,
        on=day,
        kind=NoticeKind.PROGRESS,
        target=f"完成{n}0%。",
        **more,  # type: ignore[arg-type]
    )
    return reading(f"{n}.docx", written)


def test_forms_of_one_name_and_several_days_are_all_current(reference: Reference) -> None:
    forms = [month(n, date(2024, n, 25)) for n in (3, 4, 5)]
    groups = in_any_order(reference, *forms)
    assert {k: g.is_current for k, g in by_id(groups).items()} == {f"2024-0{n}-25": True for n in (3, 4, 5)}
    assert {g.superseded_by for g in groups} == {None}


def test_one_form_has_the_plain_id(reference: Reference) -> None:
    (group,) = settled(reference, month(3, date(2024, 3, 25)))
    assert "@" not in group.notice_id


def test_bare_forms_that_name_their_months_stay_apart(reference: Reference) -> None:
    titles = [f"渝北区2024年{n}月重点民生实事推进情况表" for n in (3, 4)]
    forms = [month(n, None, t, issuer=None, captions=(t,)) for n, t in zip((3, 4), titles, strict=True)]
    groups = in_any_order(reference, *forms)
    assert [g.is_current for g in groups] == [True, True]
    assert rules(groups, "3.docx") == []


# many


def of_many_days(reference: Reference, days: int, *, replacing: bool) -> Gathered:
    """A notice of so many days, each with another target; in files side by side, or each in the place of the last."""
    written = [{"on": MARCH + timedelta(days=n), "target": f"建成口袋公园{n + 1}个。"} for n in range(days)]
    last = reading("last.docx", letter(**written[-1]))  # type: ignore[arg-type]
    made = [
        replaced(f"{n}.docx", last, **one) if replacing else reading(f"{n}.docx", letter(**one))  # type: ignore[arg-type]
        for n, one in enumerate(written[:-1])
    ]
    (gathered,) = gather([read_file(one, reference) for one in (*made, last)], frozenset())
    return gathered


@pytest.mark.parametrize("replacing", [False, True])
def test_many_editions_take_no_time_that_grows_with_their_square(reference: Reference, replacing: bool) -> None:
    sizes = 10, 80
    given = {size: of_many_days(reference, size, replacing=replacing) for size in sizes}

    def told_apart(size: int) -> None:
        assert len(editions_of(given[size], lambda file: file.source.sha256, frozenset())) == size

    assert grows_no_faster(told_apart, *sizes)
