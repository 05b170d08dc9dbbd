"""Cells that label the roles of their units by themselves."""

import pytest

from etl.normalise.units.roles import Fate, RolePiece, split_by_role
from etl.reference.load import load_reference
from schemas.normalised import UnitRole

REFERENCE = load_reference()
LEAD, RESPONSIBLE, COOPERATING = UnitRole.LEAD, UnitRole.RESPONSIBLE, UnitRole.COOPERATING


def marked(cell: str, column: UnitRole = LEAD) -> list[RolePiece]:
    return split_by_role(cell, column, REFERENCE.roles, REFERENCE.cells)


def pieces(cell: str, column: UnitRole = LEAD) -> list[tuple[UnitRole, str]]:
    return [(p.last or p.first or p.role, p.text.strip(" ；;，,、。\n")) for p in marked(cell, column)]


@pytest.mark.parametrize(
    "cell", ["区教委", "区教委、区财政局", "", "—", "区委政法委区住房城乡建委", "区城市发展（集团）公司"]
)
@pytest.mark.parametrize("column", UnitRole)
def test_a_cell_without_labels_has_the_role_of_its_column(cell: str, column: UnitRole) -> None:
    assert split_by_role(cell, column, REFERENCE.roles, REFERENCE.cells) == [RolePiece(column, cell)]


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
        ("区财政局、区卫生健康委(牵头单位)", [(LEAD, "区财政局、区卫生健康委")]),
    ],
)
def test_a_marked_lead_leaves_the_others_to_cooperate(cell: str, expected: list[tuple[UnitRole, str]]) -> None:
    assert pieces(cell) == expected


def test_a_mark_in_a_column_of_others_changes_no_role() -> None:
    assert pieces("区财政局（牵头）、区教委", COOPERATING) == [(COOPERATING, "区财政局"), (COOPERATING, "区教委")]


@pytest.mark.parametrize(
    "cell", ["牵头单位：区教委；配合单位：区财政局", "区教委牵头，区财政局配合", "区教委（牵头）、区财政局"]
)
def test_no_unit_is_lost(cell: str) -> None:
    said = "".join(text for _, text in pieces(cell))
    assert "区教委" in said
    assert "区财政局" in said


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("区教委会同区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("管委会会同区财政局负责", [(LEAD, "管委会"), (COOPERATING, "区财政局")]),
        ("由区民政局牵头，会同区卫健委、区医保局组织实施", [(LEAD, "区民政局"), (COOPERATING, "区卫健委、区医保局")]),
        ("由区教委牵头、区财政局配合", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区教委牵头区财政局配合", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区财政局配合，区教委牵头", [(COOPERATING, "区财政局"), (LEAD, "区教委")]),
        ("牵头：区教委；配合：区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("牵头单位 区教委\n配合单位 区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("牵头单位\n区教委\n配合单位\n区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("市级牵头单位：市教委；区级责任单位：区教委", [(LEAD, "市教委"), (RESPONSIBLE, "区教委")]),
        ("牵头（责任）单位：区教委 配合（协助）单位：区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区教委、区民政局按职责分工负责", [(LEAD, "区教委、区民政局")]),
        ("区教委负责", [(LEAD, "区教委")]),
        ("区教委、区财政局按职责分工", [(LEAD, "区教委、区财政局")]),
        ("（区教委牵头，区财政局及各镇街按职责分工负责）", [(LEAD, "区教委"), (RESPONSIBLE, "区财政局及各镇街")]),
        ("区教委（牵头）区财政局（配合）", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区教委\n（区财政局配合）", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("区教委，区财政局配合", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("（牵头单位）区教委\n（配合单位）区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
        ("★区教委、区财政局", [(LEAD, "区教委、区财政局")]),
        ("区财政局、区教委★", [(LEAD, "区财政局、区教委")]),
        ("【牵头单位】区教委【配合单位】区财政局", [(LEAD, "区教委"), (COOPERATING, "区财政局")]),
    ],
)
def test_how_cells_give_roles(cell: str, expected: list[tuple[UnitRole, str]]) -> None:
    assert pieces(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "区东西部协作办公室、区协作中心",
        "重庆某某有限责任公司、区财政局",
        "区督办室、区政府督查室",
        "各责任单位、其他配合单位",
        "区残疾人联合会",
        "区社科联合会、区妇女联合会",
        "区应急指挥部成员单位",
    ],
)
def test_a_word_of_a_role_inside_a_name_gives_none(cell: str) -> None:
    assert pieces(cell) == [(LEAD, cell)]


@pytest.mark.parametrize(
    ("cell", "fates"),
    [
        ("区教委；督办：区政府督查室", [Fate.UNITS, Fate.WATCHING]),
        ("督导单位：区督查室\n牵头单位：区教委", [Fate.WATCHING, Fate.UNITS]),
        ("责任单位：区教委，监督单位：区纪委", [Fate.UNITS, Fate.WATCHING]),
        ("区教委 联系人：张三", [Fate.UNITS, Fate.PERSONS]),
        ("区教委（责任人：张三）", [Fate.UNITS, Fate.PERSONS]),
        ("区财政局负责资金保障，区审计局负责审计监督", [Fate.UNITS, Fate.DEED, Fate.UNITS, Fate.DEED]),
        ("区级：区教委；镇级：石船镇", [Fate.UNITS, Fate.UNITS]),
    ],
)
def test_what_has_no_role_is_told_apart(cell: str, fates: list[Fate]) -> None:
    assert [p.fate for p in marked(cell)] == fates
    assert {p.role for p in marked(cell) if p.fate is Fate.UNITS} == {LEAD}


def test_a_deed_of_a_supporting_unit_leaves_its_role() -> None:
    assert {p.role for p in marked("区财政局负责资金保障", COOPERATING)} == {COOPERATING}


def test_a_mark_holds_for_one_name() -> None:
    (first, second) = marked("区财政局、区教委（牵头）、区民政局")
    assert (first.role, first.last, second.role) == (COOPERATING, LEAD, COOPERATING)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("区教委、区财政局（牵头），区民政局（配合）", [(LEAD, "区教委、区财政局"), (COOPERATING, "区民政局")]),
        ("区教委（牵头），区财政局、区民政局（配合）", [(LEAD, "区教委"), (COOPERATING, "区财政局、区民政局")]),
        ("区教委（牵头）、区财政局、区民政局（责任）", [(LEAD, "区教委"), (RESPONSIBLE, "区财政局、区民政局")]),
        (
            "区残联，区教委、区财政局（牵头），区民政局（配合）",
            [(COOPERATING, "区残联"), (LEAD, "区教委、区财政局"), (COOPERATING, "区民政局")],
        ),
        ("区民政局（配合），区教委、区财政局（牵头）", [(COOPERATING, "区民政局"), (LEAD, "区教委、区财政局")]),
    ],
)
def test_a_list_has_the_role_in_the_bracket_that_closes_it_where_others_have_theirs(
    cell: str, expected: list[tuple[UnitRole, str]]
) -> None:
    read = [(p.role, p.text.strip("，、")) for p in marked(cell)]
    assert read == expected
    assert [r for r, _ in read] == [p.last or p.role for p in marked(cell)]
    assert {p.role for p in marked(cell, COOPERATING)} == {COOPERATING}


def test_brackets_of_one_role_mark_one_name_each() -> None:
    read = marked("区教委、区财政局（牵头）、区民政局、区残联（牵头）")
    assert [(p.role, p.last) for p in read] == [(COOPERATING, LEAD)] * 2
