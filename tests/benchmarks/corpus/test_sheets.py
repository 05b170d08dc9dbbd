"""How projects are laid out."""

import pytest

from benchmarks.corpus.sheets import LAYOUTS, Layout, Row, anchors, sheet
from benchmarks.corpus.works import Project, Work

WORKS = (Work("建成3所。", "2024.12", "—", 100), Work("新增学位900个。", "2024.10", "区财政局", 50))
PROJECTS = (
    Project(1, "新建学校", "区教委", "张三", "市级", WORKS[:1]),
    Project(2, "扩建学校", "区教委", "李四", "市级", WORKS),
    Project(3, "养老服务", "区民政局", "李四", "区级", WORKS[:1]),
)
BY_HEADER = {layout.columns[-1].header + str(len(layout.columns)): layout for layout in LAYOUTS}


@pytest.mark.parametrize("layout", LAYOUTS, ids=list(BY_HEADER))
def test_every_place_is_covered_once_and_every_row_has_its_truth(layout: Layout) -> None:
    drawn = sheet(layout, PROJECTS, 2024)
    places = {(r, c) for r in range(len(drawn.rows)) for c in range(len(drawn.widths))}
    assert set(anchors(drawn)) == places
    assert sum(cell.rows * cell.columns for line in drawn.rows for cell in line if cell) == len(places)
    assert len(drawn.truth) == 4
    for number, row in drawn.truth:
        texts = {drawn.rows[r][c].text for (at, _), (r, c) in anchors(drawn).items() if at == number}  # type: ignore[union-attr]
        assert {value for value in row[:5] if value} <= texts


def test_a_row_that_takes_a_value_from_above_says_so() -> None:
    truth = [row for _, row in sheet(LAYOUTS[0], PROJECTS, 2024).truth]
    assert truth[2] == Row("2", "扩建学校", "区教委", "新增学位900个。", "2024.10", merged=True)
    assert [row.merged for row in truth] == [False, False, True, False]


def test_a_lead_of_several_projects_is_one_cell_where_the_layout_merges_leads() -> None:
    (layout,) = (each for each in LAYOUTS if each.merged == {"lead"})
    drawn = sheet(layout, PROJECTS, 2024)
    assert [(cell.text, cell.rows) for line in drawn.rows[1:] if (cell := line[1])] == [("区教委", 3), ("区民政局", 1)]


def test_a_sum_and_sections_are_no_rows_of_work() -> None:
    (layout,) = (each for each in LAYOUTS if each.has_total)
    drawn = sheet(layout, PROJECTS, 2024)
    assert drawn.heads == 2
    assert [cell.text for line in drawn.rows[2:4] for cell in line if cell and cell.text] == [
        *("合  计", "350"),
        "一、市级民生实事（2件）",
    ]
    assert [number for number, _ in drawn.truth] == [4, 5, 6, 8]


def test_without_a_column_of_deadlines_no_row_has_one() -> None:
    assert {row.deadline for _, row in sheet(LAYOUTS[1], PROJECTS, 2024).truth} == {""}
