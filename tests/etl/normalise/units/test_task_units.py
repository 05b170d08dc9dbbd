"""The cells of units of a task, with what stands for other cells and what is told of them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.task_units import RowUnits, UnitReader
from etl.reference.load import load_reference
from schemas.finding import Severity
from schemas.normalised import UnitRole
from schemas.notice import (
    CellReading,
    ColumnReading,
    Disposition,
    Notice,
    ParagraphReading,
    Place,
    Role,
    TaskRow,
)
from schemas.reference import Region
from tests.etl.build import notice
from tests.unit_cells import read_unknown

REFERENCE = load_reference()
LEXICON = Lexicon(
    Region(id="x-nowhere", name="某某区", full_name="某某区", kind="unknown", names=("某某区",)), REFERENCE.groups
)


def reader(**more: Any) -> UnitReader:
    return UnitReader(LEXICON, REFERENCE.roles, REFERENCE.cells, **more)


def row(table: int = 1, **cells: str) -> TaskRow:
    return TaskRow(part=1, place=Place(table_no=table, row_no=2), **cells)


def read(*rows: TaskRow, units: UnitReader | None = None) -> RowUnits:
    found: RowUnits | None = None
    for one in rows:
        found = (units or reader()).read(one, found)
    assert found is not None
    return found


def roles(found: RowUnits) -> tuple[list[str], list[str], list[str]]:
    lead, responsible, cooperating = (
        [m.text for m in found.by_role()[r]] for r in (UnitRole.LEAD, UnitRole.RESPONSIBLE, UnitRole.COOPERATING)
    )
    return lead, responsible, cooperating


def rules(found: RowUnits) -> list[tuple[str, Severity]]:
    return [(f.rule, f.severity) for f in found.findings]


@pytest.mark.parametrize(
    ("cell", "lead", "responsible", "cooperating"),
    [
        ("区教委会同区财政局", ["区教委"], [], ["区财政局"]),
        ("由区教委牵头、区财政局配合", ["区教委"], [], ["区财政局"]),
        ("牵头：区教委；配合：区财政局、各镇街", ["区教委"], [], ["区财政局", "各镇街"]),
        ("区教委、区民政局按职责分工负责", ["区教委", "区民政局"], [], []),
        ("区教委（牵头）区财政局（配合）", ["区教委"], [], ["区财政局"]),
        ("区财政局、区教委（牵头）、区民政局", ["区教委"], [], ["区财政局", "区民政局"]),
        ("区财政局\n区教\n委（牵头）\n区民政局", ["区教委"], [], ["区财政局", "区民政局"]),
        ("区教委\n（区财政局配合）", ["区教委"], [], ["区财政局"]),
        ("区级：区教委；镇级：石船镇", ["区教委", "石船镇"], [], []),
        ("★区教委、区财政局、各镇街", ["区教委"], [], ["区财政局", "各镇街"]),
        ("区财政局、区教委*", ["区教委"], [], ["区财政局"]),
        ("区教委；督办：区政府督查室", ["区教委"], [], []),
        (
            "（区教委牵头，区财政局等部门，区国投公司、各街道配合）",
            ["区教委"],
            [],
            ["区财政局", "区国投公司", "各街道"],
        ),
        ("[牵头单位：区卫健局；责任单位：各街办（新区）]", ["区卫健局"], ["各街办（新区）"], []),
        ("待定", [], [], []),
    ],
)
def test_a_lead_cell(cell: str, lead: list[str], responsible: list[str], cooperating: list[str]) -> None:
    assert roles(read(row(lead=cell))) == (lead, responsible, cooperating)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("区教委等部门", "and_others"),
        ("区教委、等7个镇街", "and_others"),
        ("区教委（张三丰）", "person_in_unit_cell"),
        ("区教委（张三 13800000000）", "person_in_unit_cell"),
        ("区教委 联系人：张三", "person_in_unit_cell"),
        ("区教委；督办：区政府督查室", "watching_unit"),
        ("区财政局负责资金保障", "remark_in_unit_cell"),
        ("★区教委、区财政局", "marked_lead"),
    ],
)
def test_what_is_no_unit_of_the_task_is_told(cell: str, rule: str) -> None:
    assert rules(read(row(lead=cell))) == [(rule, Severity.INFO)]


@pytest.mark.parametrize("cell", ["区教委、区财政局", "牵头：区教委；配合：区财政局", "—", "", "区教委（牵头）"])
def test_a_plain_cell_is_not_told(cell: str) -> None:
    assert read(row(lead=cell)).findings == ()


@pytest.mark.parametrize(
    "cell",
    [
        "区教委（〔联系人〕 〔电话〕）",
        "区教委 〔联系人〕、〔联系人〕",
        "区教委\n〔联系人〕 〔电话〕",
        "区教委（〔电话〕）",
        "区教委〔联系人〕，电话：〔电话〕",
        "区教委 联系人：〔联系人〕 〔电话〕",
        "牵头：区教委，责任人：〔联系人〕，联系电话：〔电话〕",
    ],
)
def test_marks_of_private_data_are_no_units(cell: str) -> None:
    found = read(row(lead=cell))
    assert roles(found) == (["区教委"], [], [])
    assert "〔" not in str(found.findings)


def test_units_go_on_behind_a_mark() -> None:
    assert roles(read(row(lead="区教委（〔电话〕）、区财政局〔电话〕、区民政局"))) == (
        ["区教委", "区财政局", "区民政局"],
        [],
        [],
    )


@pytest.mark.parametrize("sign", ["同上", "〃", "″", '"', "（同上）", "同 上", "同上。", "”"])
def test_a_ditto_stands_for_the_cell_above(sign: str) -> None:
    found = read(row(lead="区教委", cooperating="各镇街"), row(lead=sign, cooperating="区财政局"))
    assert roles(found) == (["区教委"], [], ["区财政局"])
    assert rules(found) == [("ditto", Severity.INFO)]


def test_a_ditto_of_a_ditto_stands_for_the_first_cell() -> None:
    found = read(row(lead="区教委牵头，区财政局配合"), row(lead="同上"), row(lead="同上"))
    assert roles(found) == (["区教委"], [], ["区财政局"])


def test_a_ditto_among_names_stands_for_all_of_the_cell_above() -> None:
    found = read(row(lead="区教委、区民政局"), row(lead="同上，区财政局"))
    assert roles(found)[0] == ["区教委", "区民政局", "区财政局"]


@pytest.mark.parametrize(
    "rows",
    [
        [row(lead="同上")],
        [row(lead=""), row(lead="同上")],
        [row(cooperating="区教委"), row(lead="同上", cooperating="")],
        [row(1, lead="区教委"), row(2, lead="同上")],
        [row(lead="同左")],
    ],
)
def test_a_ditto_of_nothing_is_warned_of(rows: list[TaskRow]) -> None:
    found = read(*rows)
    assert roles(found)[0] == []
    assert rules(found) == [("unresolved_ditto", Severity.WARNING)]


def test_a_cell_may_stand_for_the_one_to_its_left() -> None:
    found = read(row(lead="区教委", cooperating="同左"))
    assert roles(found) == (["区教委"], [], ["区教委"])
    assert rules(found) == [("ditto", Severity.INFO)]


def column(column_no: int, role: Role, header: str) -> ColumnReading:
    return ColumnReading(table_no=1, column_no=column_no, header=header, role=role)


def of(written: Notice) -> UnitReader:
    return UnitReader.of(written, LEXICON, REFERENCE)


def test_left_is_where_the_table_has_it() -> None:
    columns = (column(3, Role.COOPERATING, "配合单位"), column(4, Role.LEAD, "牵头单位"))
    found = read(row(lead="同左", cooperating="区教委"), units=of(notice(columns=columns)))
    assert roles(found) == (["区教委"], [], ["区教委"])


def note(text: str, disposition: Disposition = Disposition.NOTE) -> ParagraphReading:
    return ParagraphReading(paragraph_no=9, page=None, text=text, disposition=disposition)


FIRST_LEADS = [
    {"columns": (column(4, Role.LEAD, "责任单位（排名第一的为牵头单位）"),)},
    {"columns": (column(4, Role.LEAD, "责任单位\n（第一个为牵头单位）"),)},
    {"paragraphs": (note("注：责任单位排在第一位的为牵头单位。"),)},
    {"paragraphs": (note("注：牵头单位排在首位。"),)},
    {"paragraphs": (note("说明：排在首位的单位为牵头单位", Disposition.LETTER),)},
    {
        "cells": (
            CellReading(
                table_no=1,
                row_no=9,
                column_no=1,
                row_span=1,
                column_span=5,
                page=None,
                text="备注：责任单位中排首位的为牵头单位。",
                disposition=Disposition.NOTE,
            ),
        )
    },
]


@pytest.mark.parametrize("more", FIRST_LEADS)
def test_a_header_or_a_note_may_say_that_the_first_leads(more: dict[str, Any]) -> None:
    units = of(notice(**more))
    assert roles(read(row(lead="区教委、区财政局、各镇街"), units=units)) == (["区教委"], [], ["区财政局", "各镇街"])
    assert roles(read(row(lead="区教委"), units=units)) == (["区教委"], [], [])
    assert roles(read(row(lead="区教委、区民政局", cooperating="各镇街"), units=units))[0] == ["区教委", "区民政局"]
    assert roles(read(row(lead="牵头：区教委、区民政局"), units=units))[0] == ["区教委", "区民政局"]
    assert roles(read(row(lead="牵头：区教委、区民政局；配合：各镇街"), units=units))[0] == ["区教委", "区民政局"]


@pytest.mark.parametrize(
    "text",
    [
        "各牵头单位要把民生实事作为第一要务。",
        "牵头单位为第一责任单位。",
        "注：本表单位排名不分先后。",
        "第一季度牵头单位报送进展。",
    ],
)
def test_other_words_say_nothing_of_the_first(text: str) -> None:
    units = of(notice(paragraphs=(note(text),)))
    assert roles(read(row(lead="区教委、区财政局"), units=units))[0] == ["区教委", "区财政局"]


def test_a_bare_name_is_looked_up_with_the_ending_that_it_shares() -> None:
    (first, second) = read(row(lead="市桥、大石街道")).by_role()[UnitRole.LEAD]
    assert (first.text, first.unit.name, second.text) == ("市桥", "市桥街道", "大石街道")


CELLS = st.text(alphabet="区县教委财政局办各镇街牵头配合负责单位：、，；（）()★\n 同上会等一", max_size=30)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.text(max_size=40) | CELLS, st.sampled_from(["lead", "responsible", "cooperating"]))
def test_any_cell_is_read(cell: str, column_name: str) -> None:
    found = read_unknown("某某区", column_name, cell, REFERENCE)
    assert all(m.text.strip() for mentions in found.by_role().values() for m in mentions)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(CELLS)
def test_no_name_is_lost(cell: str) -> None:
    found = read_unknown("某某区", "lead", cell, REFERENCE)
    said = "".join(m.text for ms in found.by_role().values() for m in ms) + "".join(f.message for f in found.findings)
    for char in set(cell) & set("区县教委财政局办镇街"):
        assert char in said


@pytest.mark.parametrize("word", ["张三", "龙湖", "高速", "华润", "安置"])
@pytest.mark.parametrize("cell", ["区教委（{}）", "区教委　{}"])
def test_two_characters_that_may_be_no_person_are_warned_of(cell: str, word: str) -> None:
    (finding,) = read(row(lead=cell.format(word))).findings
    assert (finding.rule, finding.severity) == ("person_in_unit_cell", Severity.WARNING)
    assert f"“{word}”" in finding.message


@pytest.mark.parametrize(
    ("cell", "persons"),
    [
        ("区教委（联系人：张三，13800000000）", ["“张三”"]),
        ("牵头：区教委，责任人：张三，联系电话：13800000000", ["“张三”"]),
        ("区教委 联系人：张三、李四 023-67221234", ["“张三”、“李四”"]),
    ],
)
def test_persons_are_told_without_marks_and_numbers(cell: str, persons: list[str]) -> None:
    said = [f.message for f in read(row(lead=cell)).findings if f.rule == "person_in_unit_cell"]
    assert said == [f"{p} is taken for a person and is no unit." for p in persons]
