"""Changes as lines for people."""

import json
from typing import Any

from etl.change_lines import capped, change_lines, rest_line
from schemas.change import Change, Deed

LABEL = "渝北区 2024 plan, project 3, part 1 (建设城市公园)"


def change(deed: Deed = Deed.CHANGED, table: str = "task_sheet", key: str = "n/p3t1", **more: object) -> Change:
    given = {"change": deed, "table": table, "key": key, "label": LABEL, "notice_id": "n", **more}
    return Change.model_validate(given)


def row(**values: object) -> str:
    return json.dumps(values, ensure_ascii=False)


def test_a_field_is_told_with_both_values() -> None:
    assert change_lines([change(column="target", old="建成3个", new="建成5个")]) == [
        f"{LABEL}: target: “建成3个” → “建成5个”"
    ]


def test_a_value_that_comes_or_goes() -> None:
    assert change_lines([change(column="leaders", old="唐密"), change(column="remark", new="续建")]) == [
        f"{LABEL}: leaders: “唐密” → none",
        f"{LABEL}: remark: none → “续建”",
    ]


def test_amounts_are_not_told_beside_their_words() -> None:
    target, amounts = change(column="target", old="3个", new="5个"), change(column="quantities", old="3 个", new="5 个")
    assert len(change_lines([target, amounts])) == 1
    assert len(change_lines([amounts])) == 1


def test_a_task_that_comes_or_goes_says_what_it_is() -> None:
    (line,) = change_lines([change(Deed.ADDED, new=row(target="建成5个"))])
    assert line == f"added: {LABEL}: “建成5个”"
    assert change_lines([change(Deed.REMOVED, old=row(name="建设公园"))])[0].startswith("removed: ")


def test_a_whole_notice_is_one_line() -> None:
    notice = change(
        Deed.ADDED,
        "notice_sheet",
        "n",
        label="渝北区 2024 plan 渝北府办发〔2024〕5号",
        new=row(projects="33", tasks="41", is_current="true"),
    )
    finding = change(Deed.ADDED, "finding_sheet", "f", new=row(message="…"))
    lines = change_lines([notice, change(Deed.ADDED, new=row(target="…")), finding])
    assert lines == ["added: 渝北区 2024 plan 渝北府办发〔2024〕5号: 33 projects, 41 tasks (n)"]


def test_an_earlier_edition_says_why() -> None:
    values = row(projects="1", tasks="1", is_current="false", superseded_because="its file was replaced.")
    (line,) = change_lines([change(Deed.ADDED, "notice_sheet", "n@1", label="渝北区", notice_id="n@1", new=values)])
    assert line == "added: 渝北区: 1 project, 1 task, not current (n@1): its file was replaced."


def test_a_notice_that_stops_being_current_says_why() -> None:
    changes = [
        change(table="notice_sheet", key="n", label="渝北区", column="is_current", old="true", new="false"),
        change(table="notice_sheet", key="n", label="渝北区", column="superseded_by", new="m"),
        change(table="notice_sheet", key="n", label="渝北区", column="superseded_because", new="the letter says so."),
    ]
    assert change_lines(changes) == [
        "渝北区: is no longer current: the letter says so.",
        "渝北区: superseded_by: none → “m”",
    ]
    again = change(table="notice_sheet", key="n", label="渝北区", column="is_current", old="false", new="true")
    assert change_lines([again]) == ["渝北区: is current again"]


def test_findings_come_and_go() -> None:
    finding = {"table": "finding_sheet", "key": "f", "label": "渝北区 2024 plan, warning unknown_unit, table 1, row 3"}
    lines = change_lines(
        [
            change(Deed.ADDED, new=row(message="“区建委” is unknown."), **finding),
            change(Deed.REMOVED, old=row(message="…"), **finding),
        ]
    )
    assert lines[0] == "finding comes: 渝北区 2024 plan, warning unknown_unit, table 1, row 3: “区建委” is unknown."
    assert lines[1].startswith("finding goes: ")


def test_a_file_s_fate_is_one_line_with_its_reason() -> None:
    file: dict[str, Any] = {"table": "file_sheet", "key": "s", "label": "file a.txt", "notice_id": None}
    outcome = change(column="outcome", old="loaded", new="superseded", **file)
    reason = change(column="reason", new="it changed.", **file)
    assert change_lines([outcome, reason]) == ["file a.txt: loaded → superseded: it changed."]
    assert change_lines([change(Deed.ADDED, new=row(outcome="loaded"), **file)]) == ["added: file a.txt: loaded"]
    assert change_lines([reason]) == ["file a.txt: reason: none → “it changed.”"]


def test_no_control_character_reaches_the_console() -> None:
    (line,) = change_lines([change(column="target", old="甲\x1b[2J", new="乙\x00\ud800")])
    assert line.isprintable() and "\\x1b" in line


def test_a_long_list_is_cut_with_the_way_to_the_rest() -> None:
    assert list(capped(["a", "b", "c"], 2, "give --all")) == ["a", "b", "… and 1 more changes; give --all"]
    assert list(capped(["a", "b"], 2, "")) == ["a", "b"]
    assert list(capped(["a", "b"], None, "")) == ["a", "b"]


def test_a_notice_that_stops_being_current_leaves_its_families_without_a_word() -> None:
    turned = change(table="notice_sheet", key="n", label="渝北区", column="is_current", old="true", new="false")
    assert len(change_lines([turned, change(column="family", old="建设公园")])) == 1
    assert len(change_lines([change(column="family", old="建设公园")])) == 1


def test_a_number_that_moves_is_one_line() -> None:
    label = "渝北区 2024 plan, project 3 (建设城市公园)"
    moved = change(table="project_sheet", key="n/p3", label=label, column="number", old="4", new="3")
    assert change_lines([moved]) == [f"{label}: number 4 → 3"]
    removed = change(Deed.REMOVED, "project_sheet", "n/p3", label=label, old=row(number="3"))
    assert len(change_lines([removed])) == 1
    assert len(change_lines([removed, change(Deed.REMOVED, old=row(target="建成5个"))])) == 1


def test_rows_of_other_tables_are_counted_in_one_line() -> None:
    others = [
        change(Deed.REMOVED, "paragraphs", "s | 1"),
        change(Deed.REMOVED, "paragraphs", "s | 2"),
        change(Deed.ADDED, "paragraphs", "s | 3"),
        change(table="unit_aliases", key="a | b", column="origin", old="x", new="y"),
        change(table="unit_aliases", key="a | b", column="unit_id", old="x", new="y"),
    ]
    told = "paragraphs (2 removed, 1 added), unit_aliases (1 changed); see --format csv"
    assert change_lines(others) == []
    assert rest_line(others) == f"in tables that no line shows: {told}"
    task = change(column="remark", new="续建")
    assert rest_line([task, *others]) == f"and in other tables: {told}"
    assert rest_line([task]) is None
