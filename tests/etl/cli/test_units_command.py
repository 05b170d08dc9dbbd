"""``etl units``: names that wait, decisions recorded and applied."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import (
    UNKNOWN,
    Row,
    ask,
    bare_warehouse,
    emptied,
    etl,
    notice_text,
    put,
    unknown_units,
)


@pytest.fixture
def waiting(desk: Desk) -> Desk:
    """A warehouse with unit names that nobody knows."""
    put(desk.raw / "a.txt", notice_text(UNKNOWN))
    put(desk.warehouse, unknown_units())
    return desk


def test_units_lists_the_names_that_nobody_knows(waiting: Desk) -> None:
    answer = waiting.units()
    assert (answer.code, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert lines[0].split()[:2] == ["region", "mention"]
    names = ("区园林专班", "区改厕办", "区街巷办", "义诊医师", "各街巷队")
    assert {tuple(line.split()[:2]) for line in lines[2:-1]} == {("渝北区", name) for name in names}
    assert re.search(r"区园林专班 .* 2 .*a\.txt, table 1, row 2", answer.stdout)


def test_units_of_a_warehouse_where_all_are_known_lists_none(five: Path) -> None:
    assert etl("units", "--warehouse", five).stdout.endswith("(0 rows)\n")


VERDICTS = {
    "区园林专班": (("--same-as", "500112-urban-management"), [("重庆市渝北区城市管理局", "department")]),
    "区改厕办": (("--new", "渝北区农村改厕工作办公室"), [("渝北区农村改厕工作办公室", "unknown")]),
    "区街巷办": (("--group",), [("区街巷办", "group")]),
    "义诊医师": (("--not-a-unit",), []),
}


def meaning(warehouse: Path, mention: str) -> list[Row]:
    return ask(
        warehouse,
        "SELECT DISTINCT name, kind FROM task_units JOIN units USING (unit_id) WHERE mention = ?",
        mention,
    )


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, list[Row]]]]:
    """A rebuilt warehouse after a decision on each name, and what each meant right after its decision."""
    with emptied(tmp_path_factory.mktemp("decided")) as folder:
        desk = Desk(folder)
        put(desk.raw / "a.txt", notice_text(UNKNOWN))
        put(desk.warehouse, unknown_units())
        at_once: dict[str, list[Row]] = {}
        for name, (verdict, _) in VERDICTS.items():
            answer = desk.units(name, "--region", "渝北区", *verdict, "--reason", f"关于{name}", "--by", "张三")
            assert (answer.code, answer.data) == (0, b"")
            at_once[name] = meaning(desk.warehouse, name)
        assert desk.rebuild().code == 0
        yield desk, at_once


@pytest.mark.parametrize("name", VERDICTS)
def test_a_decision_is_applied_at_once_and_survives_a_rebuild(
    decided: tuple[Desk, dict[str, list[Row]]], name: str
) -> None:
    desk, at_once = decided
    assert at_once[name] == VERDICTS[name][1]
    assert meaning(desk.warehouse, name) == VERDICTS[name][1]


def test_a_name_that_was_decided_on_waits_no_longer(decided: tuple[Desk, dict[str, list[Row]]]) -> None:
    assert ask(decided[0].warehouse, "SELECT mention FROM v_units_to_decide") == [("各街巷队",)]


def test_every_decision_is_recorded_with_who_and_why(decided: tuple[Desk, dict[str, list[Row]]]) -> None:
    entries = yaml.safe_load(decided[0].decisions.read_text("utf-8"))
    assert [(e["mention"], e["region"], e["reason"], e["decided_by"]) for e in entries] == [
        (name, "渝北区", f"关于{name}", "张三") for name in VERDICTS
    ]


def test_a_name_may_mean_a_unit_that_was_decided_on_before(waiting: Desk) -> None:
    new = ("--new", "渝北区园林绿化工作专班", "--function", "城市管理")
    assert waiting.units("区园林专班", "--region", "渝北区", *new, "--reason", "新设").code == 0
    ((unit,),) = ask(waiting.warehouse, "SELECT unit_id FROM units WHERE name = '渝北区园林绿化工作专班'")
    answer = waiting.units("区改厕办", "--region", "渝北区", "--same-as", unit, "--reason", "同一机构")
    assert answer.code == 0, answer.stderr
    assert ask(waiting.warehouse, "SELECT function FROM unit_functions WHERE unit_id = ?", unit) == [("城市管理",)]
    assert ask(waiting.warehouse, "SELECT DISTINCT unit_id FROM task_units WHERE mention = '区改厕办'") == [(unit,)]


def test_a_second_decision_on_a_name_takes_the_place_of_the_first(waiting: Desk) -> None:
    waiting.units("区园林专班", "--region", "渝北区", "--group", "--reason", "误")
    waiting.units("区园林专班", "--region", "渝北区", "--same-as", "500112-urban-management", "--reason", "改正")
    (entry,) = yaml.safe_load(waiting.decisions.read_text("utf-8"))
    assert (entry["verdict"], entry["reason"]) == ("same_as", "改正")
    assert meaning(waiting.warehouse, "区园林专班") == [("重庆市渝北区城市管理局", "department")]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--region", "渝北区", "--reason", "r"),
        ("--region", "渝北区", "--group", "--not-a-unit", "--reason", "r"),
        ("--region", "渝北区", "--same-as", "500112-urban-management", "--new", "某局", "--reason", "r"),
        ("--group", "--reason", "r"),
        ("--region", "渝北区", "--group"),
        ("--region", "渝北区", "--same-as", "no-such-unit", "--reason", "r"),
        ("--region", "渝北区", "--same-as", "cq-gaoxin-finance", "--reason", "another region's"),
    ],
    ids=["no verdict", "two verdicts", "two more", "no region", "no reason", "unknown unit", "another region's unit"],
)
def test_a_decision_that_cannot_be_meant_exits_2_and_is_not_recorded(desk: Desk, arguments: tuple[str, ...]) -> None:
    put(desk.warehouse, bare_warehouse())
    answer = desk.units("区园林专班", *arguments)
    assert answer.code == 2
    said_in_one_line(answer)
    assert not desk.decisions.exists()
    assert desk.warehouse.read_bytes() == bare_warehouse()


def test_a_decision_without_a_warehouse_makes_none(desk: Desk) -> None:
    desk.units("区园林专班", "--region", "渝北区", "--group", "--reason", "r")
    assert not desk.warehouse.exists()


@pytest.mark.parametrize(
    "content",
    [
        "- region: 渝北区\n  mention: 区专班\n".encode("gb18030"),
        b"- [",
        b"region: x\n",
        b"- mention: x\n",
        b"- {region: a, region: b}\n",
    ],
    ids=["another encoding", "no yaml", "no list", "incomplete", "a key twice"],
)
def test_decisions_that_cannot_be_read_are_one_line_that_names_the_file(desk: Desk, content: bytes) -> None:
    put(desk.decisions, content)
    put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(desk.raw)
    assert answer.code in (1, 2)
    assert str(desk.decisions) in said_in_one_line(answer)
    assert not desk.warehouse.exists()


def test_decisions_that_cannot_be_written_are_one_line(desk: Desk) -> None:
    put(desk.warehouse, unknown_units())
    desk.decisions = put(desk.folder / "file", b"x") / "decisions.yml"
    answer = desk.units("区园林专班", "--region", "渝北区", "--group", "--reason", "r")
    assert answer.code in (1, 2)
    said_in_one_line(answer)


def test_a_folder_of_decisions_is_one_line(desk: Desk) -> None:
    desk.decisions.mkdir()
    answer = desk.ingest(put(desk.raw / "a.txt", notice_text()))
    assert answer.code in (1, 2)
    said_in_one_line(answer)
