"""Cells that label the roles of their units by themselves."""

import pytest

from etl.normalise.roles import split_by_role
from etl.reference.load import load_reference
from schemas.normalised import UnitRole

REFERENCE = load_reference()
LEAD, RESPONSIBLE, COOPERATING = UnitRole.LEAD, UnitRole.RESPONSIBLE, UnitRole.COOPERATING


def pieces(cell: str, column: UnitRole = LEAD) -> list[tuple[UnitRole, str]]:
    return [(p.role, p.text.strip(" ；;，,、。\n")) for p in split_by_role(cell, column, REFERENCE.roles, REFERENCE.cells)]


@pytest.mark.parametrize(
    "cell", ["区教委", "区教委、区财政局", "", "—", "区委政法委区住房城乡建委", "区城市发展（集团）公司"]
)
@pytest.mark.parametrize("column", UnitRole)
def test_a_cell_without_labels_has_the_role_of_its_column(cell: str, column: UnitRole) -> None:
    assert split_by_role(cell, column, REFERENCE.roles, REFERENCE.cells) == [(column, cell)]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("牵头单位：区教委；配合单位：区财政局、区民政局", [(LEAD, "区教委"), (COOPERATING, "区财政局、区民政局")]),
        ("牵头:区教委 配合:区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("牵头部门：区教委\n协办部门：区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("主办单位：区城管局。协办单位：各镇街", [(LEAD, "区城管局"), (COOPERATING, "各镇街")]),
        (
            "牵头单位：区教委；责任单位：区民政局；配合单位：各镇街",
            [(LEAD, "区教委"), (RESPONSIBLE, "区民政局"), (COOPERATING, "各镇街")],
        ),
        ("区教委；配合单位：区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区交通局（配合：区公安分局）", [(LEAD, "区交通局"), (COOPERATING, "区公安分局")]),
    ],
)
def test_labels_in_front(cell: str, expected: list[tuple[UnitRole, str]]) -> None:
    assert pieces(cell) == expected


def test_a_lone_responsible_unit_leads() -> None:
    assert pieces("责任单位：区教委") == [(LEAD, "区教委")]


def test_a_responsible_unit_beside_a_lead_is_responsible() -> None:
    assert pieces("牵头单位：区教委；责任单位：区民政局")[1] == (RESPONSIBLE, "区民政局")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("区住房城乡建委牵头，区城管局、区财政局配合", [(LEAD, "区住房城乡建委"), (COOPERATING, "区城管局、区财政局")]),
        ("区民政局牵头、区卫生健康委配合。", [(LEAD, "区民政局"), (COOPERATING, "区卫生健康委")]),
        ("区教委牵头，各镇街协助", [(LEAD, "区教委"), (COOPERATING, "各镇街")]),
    ],
)
def test_labels_behind(cell: str, expected: list[tuple[UnitRole, str]]) -> None:
    assert pieces(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("区卫生健康委（牵头）、区财政局", [(LEAD, "区卫生健康委"), (COOPERATING, "区财政局")]),
        ("区财政局、区卫生健康委(牵头单位)", [(COOPERATING, "区财政局"), (LEAD, "区卫生健康委")]),
    ],
)
def test_a_marked_lead_leaves_the_others_to_cooperate(cell: str, expected: list[tuple[UnitRole, str]]) -> None:
    assert pieces(cell) == expected


def test_a_mark_in_a_column_of_others_changes_nothing() -> None:
    assert pieces("区财政局（牵头）、区教委", COOPERATING) == [(COOPERATING, "区财政局（牵头）、区教委")]


@pytest.mark.parametrize(
    "cell", ["牵头单位：区教委；配合单位：区财政局", "区教委牵头，区财政局配合", "区教委（牵头）、区财政局"]
)
def test_no_unit_is_lost(cell: str) -> None:
    said = "".join(text for _, text in pieces(cell))
    assert "区教委" in said
    assert "区财政局" in said
