"""Which notice takes the place of which, in letters as districts write them."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from etl.facts import facts_of
from etl.normalise.assemble import normalise
from etl.supersede import Standing, superseded
from schemas.notice import Notice, NoticeKind
from schemas.reference import Reference
from tests.etl.letters import JUNE, MARCH, NUMBER, PLAN, TEN, files, letter, rules, settled, successors
from tests.growth import grows_no_faster

OTHER = "渝北府办发〔2024〕31号"
SAME_TITLE_OF_THE_CITY = "根据市政府办公厅《关于印发2024年重点民生实事工作目标任务的通知》（渝府办发〔2024〕17号）精神"


def outcome(reference: Reference, **notices: Notice) -> dict[str, str | None]:
    """Who took whose place, whatever the order of the files."""
    given = files(**notices)
    found = [successors(settled(reference, *order)) for order in list(permutations(given))[:6]]
    assert all(f == found[0] for f in found)
    return found[0]


# said in the letter


@pytest.mark.parametrize(
    "said",
    [
        "原《关于印发2024年重点民生实事工作目标任务的通知》（渝北府办发〔2024〕5号）同时废止。",
        "本通知自印发之日起执行，渝北府办发[2024]5号文件不再执行。",
        "渝北府办发（2024）5号自本通知印发之日起停止执行",
        "现将调整后的目标任务重新印发给你们，废止渝北府办发【2024】第5号。",
        "《重庆市渝北区人民政府办公室关于印发2024年重点民生实事工作目标任务的通知》作废。",
        f"{SAME_TITLE_OF_THE_CITY}，对我区任务作了调整。此前印发的渝北府办发〔2024〕5号与本通知不一致的，以本通知为准。",
        "渝北府办发〔2024〕5号、渝北府办发〔2024〕6号同时废止。",
        "渝北府发〔2023〕9号继续执行，渝北府办发〔2024〕5号同时废止。",
    ],
)
def test_a_letter_that_ends_another_notice_takes_its_place(reference: Reference, said: str) -> None:
    again = letter(said, number=OTHER, on=JUNE, names=[f"修建道路{n}" for n in range(5)])
    groups = settled(reference, *files(a_docx=letter(), b_docx=again))
    assert successors(groups) == {"a.docx": "b.docx", "b.docx": None}
    (old,) = [g for g in groups if not g.is_current]
    assert OTHER in str(old.superseded_because) and "says" in str(old.superseded_because)
    assert old.rows.tasks


@pytest.mark.parametrize(
    "said",
    [
        "请与渝北府办发〔2024〕5号一并执行，其他文件同时废止。",
        "渝北府办发〔2024〕5号继续执行；去年的文件同时废止。",
        "渝北府办发〔2024〕5号仍然有效，渝北府办发〔2023〕9号同时废止。",
        "根据渝北府办发〔2024〕5号要求，原评分办法同时废止。",
        "仍按渝北府办发〔2024〕5号执行，以前的考核办法作废。",
        "渝北府办发〔2024〕5号中第3项、第5项停止执行。",
        "渝北府办发〔2024〕5号的部分项目不再执行。",
        f"{SAME_TITLE_OF_THE_CITY}，去年的任务不再执行。",
        "渝北府办发〔2024〕15号同时废止。",
        "渝府办发〔2024〕5号同时废止。",
        "渝北府办发〔2023〕5号同时废止。",
    ],
)
def test_a_letter_that_only_names_another_notice_does_not(reference: Reference, said: str) -> None:
    again = letter(said, number=OTHER, on=JUNE, names=[f"修建道路{n}" for n in range(5)])
    assert outcome(reference, a_docx=letter(), b_docx=again) == {"a.docx": None, "b.docx": None}


def test_last_year_s_notice_is_of_last_year_whatever_this_one_says(reference: Reference) -> None:
    """What was planned for 2023 stays the plan of 2023."""
    last = letter(number="渝北府办发〔2023〕9号", title=PLAN.replace("2024", "2023"), year=2023, on=date(2023, 3, 1))
    said = "渝北府办发〔2023〕9号同时废止。"
    assert outcome(reference, a_docx=last, b_docx=letter(said)) == {"a.docx": None, "b.docx": None}


def test_a_plan_issued_in_the_december_before_is_of_the_same_year(reference: Reference) -> None:
    early = letter(number="渝北府办发〔2023〕120号", on=date(2023, 12, 20))
    again = letter("渝北府办发〔2023〕120号同时废止。")
    assert outcome(reference, a_docx=early, b_docx=again) == {"a.docx": "b.docx", "b.docx": None}


def test_two_offices_that_issue_it_again_together(reference: Reference) -> None:
    joint = letter(
        "《关于印发2024年重点民生实事工作目标任务的通知》（渝北府办发〔2024〕5号）不再执行。",
        number="渝北委办〔2024〕12号",
        issuer="中共重庆市渝北区委办公室",
        on=JUNE,
    )
    assert outcome(reference, a_docx=letter(), b_docx=joint) == {"a.docx": "b.docx", "b.docx": None}


def test_two_that_say_nothing_of_each_other_are_both_current_and_told(reference: Reference) -> None:
    joint = letter(number="渝北委办〔2024〕12号", on=JUNE)
    groups = settled(reference, *files(a_docx=letter(), b_docx=joint))
    assert successors(groups) == {"a.docx": None, "b.docx": None}
    assert (rules(groups, "a.docx"), rules(groups, "b.docx")) == ([], ["same_projects"])


# said by the title


@pytest.mark.parametrize(
    "title",
    [
        "关于调整2024年重点民生实事工作目标任务的通知",
        "关于印发2024年重点民生实事工作目标任务（修订版）的通知",
        "2024年重点民生实事工作目标任务更正公告",
        "关于重新印发2024年重点民生实事工作目标任务的通知",
        "关于变更2024年民生实事项目内容的通知",
    ],
)
@pytest.mark.parametrize("number", [OTHER, None])
def test_a_title_that_corrects_and_lists_most_of_it_takes_its_place(
    reference: Reference, title: str, number: str | None
) -> None:
    again = letter(number=number, title=title, on=JUNE, names=[*TEN[:8], "修建道路"])
    groups = settled(reference, *files(a_docx=letter(), b_docx=again))
    assert successors(groups) == {"a.docx": "b.docx", "b.docx": None}
    (old,) = [g for g in groups if not g.is_current]
    assert "8 of its 10 projects" in str(old.superseded_because)


def test_one_that_adjusts_some_projects_amends(reference: Reference) -> None:
    part = letter(number=OTHER, title="关于调整部分2024年重点民生实事项目的通知", on=JUNE, names=TEN[:3])
    groups = settled(reference, *files(a_docx=letter(), b_docx=part))
    assert successors(groups) == {"a.docx": None, "b.docx": None}
    assert rules(groups, "b.docx") == ["amends_notice"]
    (told,) = [f for g in groups for f in g.sources[0].findings if f.rule == "amends_notice"]
    assert NUMBER in told.message and "3 of 10" in told.message and "both are current" in told.message


def test_one_that_names_what_it_adjusts_amends_it_without_a_project_in_common(reference: Reference) -> None:
    part = letter(
        f"根据工作实际，对{NUMBER}所列项目增补如下。",
        number=OTHER,
        title="关于调整2024年民生实事项目的通知",
        on=JUNE,
        names=["修建道路"],
    )
    groups = settled(reference, *files(a_docx=letter(), b_docx=part))
    assert rules(groups, "b.docx") == ["amends_notice"]


def test_one_that_was_issued_before_does_not(reference: Reference) -> None:
    early = letter(number=OTHER, title="关于调整2024年重点民生实事项目的通知", on=date(2024, 1, 5))
    assert outcome(reference, a_docx=letter(), b_docx=early) == {"a.docx": None, "b.docx": None}


@pytest.mark.parametrize(("ours", "theirs", "expected"), [(31, 5, "b.docx"), (3, 5, None)])
def test_without_days_the_running_number_tells(
    reference: Reference, ours: int, theirs: int, expected: str | None
) -> None:
    first = letter(number=f"渝北府办发〔2024〕{theirs}号", on=None)
    second = letter(number=f"渝北府办发〔2024〕{ours}号", on=None, title="关于调整2024年重点民生实事项目的通知")
    assert outcome(reference, a_docx=first, b_docx=second)["a.docx"] == expected


def test_chains_go_on(reference: Reference) -> None:
    second = letter(number=OTHER, on=JUNE, title="关于调整2024年重点民生实事项目的通知")
    third = letter(
        number="渝北府办发〔2024〕77号", on=date(2024, 9, 1), title="关于再次调整2024年重点民生实事项目的通知"
    )
    expected = {"a.docx": "b.docx", "b.docx": "c.docx", "c.docx": None}
    assert outcome(reference, a_docx=letter(), b_docx=second, c_docx=third) == expected


def test_of_two_candidates_of_one_day_the_one_that_says_so_comes_first(reference: Reference) -> None:
    second = letter(number=OTHER, on=JUNE, title="关于调整2024年重点民生实事项目的通知")
    third = letter(f"{NUMBER}同时废止。", number="渝北委办〔2024〕12号", on=JUNE, names=["修建道路"])
    found = outcome(reference, a_docx=letter(), b_docx=second, c_docx=third)
    assert found["a.docx"] == "c.docx"


def test_two_that_end_each_other_are_settled_by_their_days(reference: Reference) -> None:
    first = letter(f"{OTHER}同时废止。", on=MARCH)
    second = letter(f"{NUMBER}同时废止。", number=OTHER, on=JUNE)
    assert outcome(reference, a_docx=first, b_docx=second) == {"a.docx": "b.docx", "b.docx": None}


def test_a_circle_of_one_day_is_settled_by_ids(reference: Reference) -> None:
    numbers = [f"渝北府办发〔2024〕{n}号" for n in (5, 6, 7)]
    circle = [letter(f"{numbers[(n + 1) % 3]}同时废止。", number=numbers[n], names=[f"修路{n}"]) for n in range(3)]
    found = outcome(reference, a_docx=circle[0], b_docx=circle[1], c_docx=circle[2])
    assert sum(v is None for v in found.values()) == 1


# drafts


@pytest.mark.parametrize("word", ["（征求意见稿）", "（送审稿）", "（草案）", "（讨论稿）", "（初稿）"])
def test_a_draft_gives_way_to_what_was_settled(reference: Reference, word: str) -> None:
    title = f"2024年重点民生实事工作目标任务{word}"
    draft = letter(number=None, title=title, on=date(2024, 1, 8), names=TEN[:7])
    another = letter(number=None, title=title, on=date(2024, 1, 8), names=["修建道路"])
    assert outcome(reference, a_docx=draft, b_docx=letter()) == {"a.docx": "b.docx", "b.docx": None}
    assert outcome(reference, a_docx=another, b_docx=letter()) == {"a.docx": None, "b.docx": None}


def test_a_draft_takes_nobody_s_place(reference: Reference) -> None:
    draft = letter(
        f"{NUMBER}同时废止。", number=None, title="关于调整2024年重点民生实事项目的通知（征求意见稿）", on=JUNE
    )
    assert outcome(reference, a_docx=letter(), b_docx=draft) == {"a.docx": None, "b.docx": None}


def test_what_was_shown_to_the_public_gives_way(reference: Reference) -> None:
    shown = letter(number=None, title="渝北区2024年重点民生实事项目公示", on=date(2024, 1, 8))
    assert outcome(reference, a_docx=shown, b_docx=letter()) == {"a.docx": "b.docx", "b.docx": None}


# what stays apart


def test_the_congress_s_list_and_the_plan_are_two_notices(reference: Reference) -> None:
    voted = letter(
        number=None,
        title="关于调整2024年人大票决民生实事项目的决定",
        issuer="重庆市渝北区人民代表大会常务委员会",
        on=JUNE,
    )
    groups = settled(reference, *files(a_docx=letter(), b_docx=voted))
    assert successors(groups) == {"a.docx": None, "b.docx": None}
    assert rules(groups, "b.docx") in (["amends_notice"], [])


@pytest.mark.parametrize("kind", [NoticeKind.PROGRESS, NoticeKind.REPORT])
@pytest.mark.parametrize("mark", ["", "（更正）"])
def test_reports_of_several_times_of_a_year_stay_side_by_side(
    reference: Reference, kind: NoticeKind, mark: str
) -> None:
    first = letter(number=None, title="2024年一季度民生实事推进情况", on=date(2024, 4, 5), kind=kind)
    second = letter(number=None, title=f"2024年二季度民生实事推进情况{mark}", on=date(2024, 7, 5), kind=kind)
    assert outcome(reference, a_docx=first, b_docx=second) == {"a.docx": None, "b.docx": None}


def test_a_corrected_report_of_the_same_quarter_takes_its_place(reference: Reference) -> None:
    first = letter(number=None, title="2024年一季度民生实事推进情况", on=date(2024, 4, 5), kind=NoticeKind.PROGRESS)
    again = letter(
        number=None, title="2024年一季度民生实事推进情况（更正）", on=date(2024, 4, 9), kind=NoticeKind.PROGRESS
    )
    assert outcome(reference, a_docx=first, b_docx=again) == {"a.docx": "b.docx", "b.docx": None}


def test_two_counties_with_one_title_have_nothing_to_do_with_each_other(reference: Reference) -> None:
    north = letter(number=None, issuer="阳山县人民政府办公室")
    south = letter(
        "《关于印发2024年重点民生实事工作目标任务的通知》同时废止。",
        number=None,
        title="关于调整2024年重点民生实事工作目标任务的通知",
        issuer="连南县人民政府办公室",
        on=JUNE,
    )
    assert outcome(reference, a_docx=north, b_docx=south) == {"a.docx": None, "b.docx": None}


def test_a_report_takes_no_plan_s_place(reference: Reference) -> None:
    report = letter(f"{NUMBER}同时废止。", number=OTHER, kind=NoticeKind.REPORT, on=JUNE)
    assert outcome(reference, a_docx=letter(), b_docx=report) == {"a.docx": None, "b.docx": None}


# many


def test_many_notices_of_one_year_take_no_time_that_grows_with_their_square(reference: Reference) -> None:
    rows = normalise(letter(), reference)
    facts = facts_of(letter(), rows, reference.editions)
    bare = Standing(notice=rows.notice, facts=facts)

    def numbered(size: int) -> list[Standing]:
        records = [
            rows.notice.model_copy(update={"notice_id": f"n-{n:04}", "document_number": f"渝北府办发〔2024〕{n}号"})
            for n in range(1, size + 1)
        ]
        return [replace(bare, notice=one, facts=facts.model_copy(update={"notice": one})) for one in records]

    given = {size: numbered(size) for size in (100, 700)}

    def found(size: int) -> None:
        told = superseded(given[size], reference.editions)
        assert [s.finding is not None for s in told] == [False] + [True] * (size - 1)

    assert grows_no_faster(found, 100, 700)
