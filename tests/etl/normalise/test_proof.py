"""What a notice announces of itself, held against what was read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.levels import Standing
from etl.normalise.proof import COUNT, SERIAL, SUM, counts, prove, serial_gaps, sums
from schemas.finding import Finding, Severity
from schemas.normalised import Level
from schemas.notice import AnnouncedCount, Notice, Place, ProjectRow, StatedSum
from tests.etl.build import PLACE, notice, project, task

MEASURES = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
MUNICIPAL, DISTRICT, BOTH = Standing(Level.MUNICIPAL), Standing(Level.DISTRICT), Standing(Level.BOTH)
VOTED = Standing(Level.DISTRICT, voted=True)


def numbered(*seqs: int | None, section_no: int = 0) -> tuple[ProjectRow, ...]:
    return tuple(project(seq, task(row=n), section_no=section_no) for n, seq in enumerate(seqs, 2))


def announcing(count: int, scope: str = "total", section_no: int | None = None, **more: object) -> AnnouncedCount:
    given = {"quote": f"共{count}项", "section": None if section_no is None else "承接市级民生实事"} | more
    return AnnouncedCount.model_validate({"scope": scope, "count": count, "section_no": section_no} | given)


def costing(*amounts: str | None, section_no: int = 0) -> tuple[ProjectRow, ...]:
    return tuple(project(n, task(investment=a), section_no=section_no) for n, a in enumerate(amounts, 1))


def summed(text: str, section: str | None = None, section_no: int | None = None) -> StatedSum:
    return StatedSum(text=text, section=section, section_no=section_no, place=Place(table_no=1, row_no=3))


def gaps(*seqs: int | None) -> list[Finding]:
    return list(serial_gaps(numbered(*seqs)))


@pytest.mark.parametrize("seqs", [(), (1,), (1, 2, 3), tuple(range(1, 34)), (None,), (None, None)])
def test_numbers_that_follow_on_say_nothing(seqs: tuple[int | None, ...]) -> None:
    assert gaps(*seqs) == []


@pytest.mark.parametrize(
    ("seqs", "found", "expected", "row"),
    [
        ((1, 2, 4), 4, 3, 4),
        ((1, 2, 4, 5, 6), 4, 3, 4),
        ((1, 2, 2), 2, 3, 4),
        ((1, 2, 2, 3), 2, 3, 4),
        ((2, 3, 4), 2, 1, 2),
        ((1, 3, 4), 3, 2, 3),
    ],
)
def test_a_gap_or_a_double_names_both_numbers_and_its_place(
    seqs: tuple[int, ...], found: int, expected: int, row: int
) -> None:
    (finding,) = gaps(*seqs)
    assert (finding.rule, finding.severity) == (SERIAL, Severity.ERROR)
    assert f"“{found}”" in finding.message
    assert f"{expected} was expected" in finding.message
    assert (finding.table_no, finding.row_no) == (1, row)


def test_numbers_out_of_order_are_told() -> None:
    assert gaps(1, 3, 2, 4)


def test_a_project_without_a_number_among_numbered_ones_is_told_once() -> None:
    assert len(gaps(1, None, 3)) == 1


def test_each_gap_is_told() -> None:
    assert len(gaps(1, 3, 5)) == 2


def test_numbers_may_begin_anew_in_each_section() -> None:
    assert list(serial_gaps((*numbered(1, 2, 3, section_no=1), *numbered(1, 2, section_no=2)))) == []


def test_numbers_may_go_on_over_the_sections() -> None:
    assert list(serial_gaps((*numbered(1, 2, 3, section_no=1), *numbered(4, 5, section_no=2)))) == []


def test_numbers_begin_anew_nowhere_else() -> None:
    assert gaps(1, 2, 3, 1, 2)


def test_a_section_that_does_neither_is_told() -> None:
    (finding,) = serial_gaps((*numbered(1, 2, section_no=1), *numbered(2, 3, section_no=2)))
    assert "3 was expected" in finding.message


def test_a_gap_at_the_end_of_a_section_is_told_by_the_next() -> None:
    assert len(list(serial_gaps((*numbered(1, 2, section_no=1), *numbered(5, 6, section_no=2))))) == 1


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 40), st.integers(1, 40))
def test_a_project_left_out_in_the_middle_is_always_told(count: int, missing: int) -> None:
    seqs = [n for n in range(1, count + 1) if n != missing]
    assert bool(gaps(*seqs)) == (missing < count)


def counted(announced: AnnouncedCount, *standings: Standing, section_no: int = 0) -> list[Finding]:
    projects = numbered(*range(1, len(standings) + 1), section_no=section_no)
    return list(counts(notice(*projects, announced=(announced,)), standings))


@pytest.mark.parametrize(
    "announced",
    [
        announcing(5),
        announcing(2, "municipal"),
        announcing(4, "district"),
        announcing(1, "voted"),
    ],
)
def test_a_count_that_was_read_says_nothing(announced: AnnouncedCount) -> None:
    assert counted(announced, MUNICIPAL, BOTH, DISTRICT, DISTRICT, VOTED) == []


@pytest.mark.parametrize(
    ("announced", "read"),
    [
        (announcing(33), 5),
        (announcing(15, "municipal"), 2),
        (announcing(18, "district"), 4),
        (announcing(13, "voted"), 1),
    ],
)
def test_a_count_that_was_not_read_names_both_figures(announced: AnnouncedCount, read: int) -> None:
    (finding,) = counted(announced, MUNICIPAL, BOTH, DISTRICT, DISTRICT, VOTED)
    assert (finding.rule, finding.severity) == (COUNT, Severity.ERROR)
    assert f"announces {announced.count} projects" in finding.message
    assert f"{read} were read" in finding.message
    assert announced.quote in finding.message


def test_votes_that_the_table_does_not_mark_are_only_noted() -> None:
    (finding,) = counted(announcing(15, "voted"), DISTRICT, DISTRICT)
    assert finding.severity is Severity.INFO
    assert "15" in finding.message


def test_a_section_is_counted_by_itself() -> None:
    projects = (*numbered(1, 2, section_no=1), *numbered(1, section_no=2))
    standings = (MUNICIPAL, MUNICIPAL, DISTRICT)
    good = (announcing(2, "municipal", 1), announcing(1, "district", 2))
    assert list(counts(notice(*projects, announced=good), standings)) == []
    (finding,) = counts(notice(*projects, announced=(announcing(13, "municipal", 1, place=PLACE),)), standings)
    assert "13 projects" in finding.message
    assert "2 were read" in finding.message
    assert finding.row_no == PLACE.row_no


def test_every_announced_count_is_held_against_the_reading() -> None:
    announced = (announcing(3), announcing(2, "municipal"), announcing(9, "district"))
    assert len(list(counts(notice(announced=announced), (MUNICIPAL,)))) == 3


def summing(written: Notice) -> list[Finding]:
    return list(sums(written, MEASURES))


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (("4700", "500", "280"), "5480"),
        (("4,700", "500", "280"), "5,480"),
        (("4700", "", "280"), "4980"),
        (("4700", None, "—"), "4700"),
        (("0.1", "0.2"), "0.3"),
        (("4700", "500"), "0.52亿元"),
        (("4700", "500万元"), "５２００"),
    ],
)
def test_a_total_that_its_rows_add_up_to_says_nothing(amounts: tuple[str | None, ...], total: str) -> None:
    assert summing(notice(*costing(*amounts), sums=(summed(total),), money_measure="万元")) == []


def test_a_total_that_differs_names_both_figures_and_its_place() -> None:
    (finding,) = summing(notice(*costing("4700", "500"), sums=(summed("141859"),), money_measure="万元"))
    assert (finding.rule, finding.severity) == (SUM, Severity.ERROR)
    assert "1,418,590,000" in finding.message
    assert "52,000,000" in finding.message
    assert (finding.table_no, finding.row_no) == (1, 3)


def test_a_subtotal_is_of_its_section_alone() -> None:
    projects = (*costing("100", "200", section_no=1), *costing("50", section_no=2))
    right = (summed("350"), summed("300", "市级", 1), summed("50", "区级", 2))
    assert summing(notice(*projects, sums=right, money_measure="万元")) == []


def test_a_subtotal_that_differs_names_its_section_and_both_figures() -> None:
    projects = (*costing("100", "200", section_no=1), *costing("50", section_no=2))
    (finding,) = summing(notice(*projects, sums=(summed("8820", "承接市级民生实事", 1),), money_measure="万元"))
    assert "承接市级民生实事" in finding.message
    assert "88,200,000" in finding.message
    assert "3,000,000" in finding.message


def test_every_part_of_a_project_counts_towards_its_total() -> None:
    parts = project(1, task(investment="10"), task(part=2, investment="20"))
    assert summing(notice(parts, sums=(summed("30"),), money_measure="万元")) == []
    assert len(summing(notice(parts, sums=(summed("10"),), money_measure="万元"))) == 1


@pytest.mark.parametrize("text", ["约十四亿", "见附表1", "14l859"])
def test_a_total_that_cannot_be_read_is_told(text: str) -> None:
    findings = summing(notice(*costing("4700"), sums=(summed(text),), money_measure="万元"))
    assert any(text in f.message for f in findings)


def test_a_notice_that_announces_nothing_has_nothing_to_prove() -> None:
    assert prove(notice(), (MUNICIPAL,), MEASURES) == []


def test_all_three_proofs_are_made() -> None:
    written = notice(
        project(2, task(investment="10")),
        announced=(announcing(33),),
        sums=(summed("11"),),
        money_measure="万元",
    )
    assert [f.rule for f in prove(written, (MUNICIPAL,), MEASURES)] == [SERIAL, COUNT, SUM]


def in_parts() -> tuple[ProjectRow, ...]:
    """Sections of 100 + 200 and of 300, in 万元."""
    return costing("100", "200", section_no=1) + costing("300", section_no=2)


def own_row(label: str, text: str, section_no: int | None, since: int, after: int) -> StatedSum:
    place = Place(table_no=1, row_no=9)
    return StatedSum(text=text, label=label, section=None, section_no=section_no, since=since, after=after, place=place)


@pytest.mark.parametrize(
    ("stated", "figures"),
    [
        (own_row("小计", "300", 1, 0, 2), None),
        (own_row("小计", "600", 1, 0, 2), ("6,000,000", "3,000,000")),
        (own_row("小计", "310", 1, 0, 2), ("3,100,000", "3,000,000")),
        (own_row("区级小计", "300", 2, 2, 3), None),
        (own_row("合计", "600", 2, 2, 3), None),
        (own_row("合计", "300", 2, 2, 3), ("3,000,000", "6,000,000")),
        (own_row("总计", "600", None, 0, 0), None),
        (own_row("总计", "300", None, 0, 0), ("3,000,000", "6,000,000")),
    ],
)
def test_a_sum_is_held_against_what_its_row_says_it_sums_up(stated: StatedSum, figures: tuple[str, str] | None) -> None:
    found = list(sums(notice(*in_parts(), money_measure="万元", sums=(stated,)), MEASURES))
    assert bool(found) is (figures is not None)
    for finding in found:
        assert finding.severity is Severity.ERROR
        assert all(figure in finding.message for figure in figures or ())


def test_sums_that_close_each_section_may_all_be_called_totals() -> None:
    stated = (own_row("合计", "300", 1, 0, 2), own_row("合计", "300", 2, 2, 3))
    assert list(sums(notice(*in_parts(), money_measure="万元", sums=stated), MEASURES)) == []


def test_levels_that_no_row_states_are_no_error_against_the_letter() -> None:
    projects = numbered(1, 2, 3)
    unstated = [Standing(Level.DISTRICT, is_stated=False)] * 3
    found = list(counts(notice(*projects, announced=(announcing(1, "municipal"), announcing(2, "district"))), unstated))
    assert [f.severity for f in found] == [Severity.WARNING] * 2
    assert all("states no level" in f.message for f in found)


def test_of_several_totals_the_one_that_the_rows_prove_is_enough() -> None:
    announced = (announcing(2, quote="下达我区民生实事2件"), announcing(1, quote="自行安排民生实事1件"), announcing(3))
    assert list(counts(notice(*numbered(1, 2, 3), announced=announced), [DISTRICT] * 3)) == []
    assert len(list(counts(notice(*numbered(1, 2), announced=announced[2:]), [DISTRICT] * 2))) == 1


def test_a_number_inside_a_number_is_no_gap() -> None:
    projects = (
        project(1, task(row=2)),
        project(None, task(row=3), seq_text="1.1"),
        project(None, task(row=4), seq_text="1.2"),
        project(2, task(row=5)),
    )
    assert list(serial_gaps(projects)) == []
