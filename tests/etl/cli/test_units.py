"""`etl units NAME`: what is refused, and a decision taken back."""

from pathlib import Path
from typing import NamedTuple

import pytest
import typer
import yaml
from typer.testing import CliRunner

from etl.cli.commands import app
from etl.cli.units import Asked, check_asked, record_asked
from tests.etl.warehouse.build import ask, put, unknown_units


class Desk(NamedTuple):
    """A warehouse with names that nobody knows, and the file of decisions beside it."""

    warehouse: Path
    decisions: Path

    def units(self, *arguments: str) -> tuple[int, str]:
        places = ("--warehouse", str(self.warehouse), "--decisions", str(self.decisions))
        result = CliRunner().invoke(app, ["units", *arguments, *places])
        return result.exit_code, result.stderr

    def unit_of(self, mention: str) -> list[str]:
        found = ask(self.warehouse, "SELECT DISTINCT unit_id FROM task_units WHERE mention = ?", mention)
        return [row[0] for row in found]

    @property
    def entries(self) -> list[dict[str, str]]:
        return yaml.safe_load(self.decisions.read_text("utf-8")) or []


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(put(tmp_path / "w.duckdb", unknown_units()), tmp_path / "decisions.yml")


WHY = ("--reason", "三定方案", "--by", "张三")


def test_a_name_that_no_notice_writes_is_refused_with_those_that_come_near(desk: Desk) -> None:
    code, said = desk.units("区园林专办", "--region", "渝北区", "--group", *WHY)
    assert code == 2
    assert "no notice of 渝北区" in said
    assert "区园林专班" in said
    assert said.count("\n") == 1
    assert not desk.decisions.exists()


def test_a_name_of_another_region_is_refused(desk: Desk) -> None:
    assert desk.units("区园林专班", "--region", "武隆区", "--group", *WHY)[0] == 2


def test_a_region_that_is_not_there_is_refused_with_those_that_are(desk: Desk) -> None:
    code, said = desk.units("区园林专班", "--region", "渝北", "--group", *WHY)
    assert code == 2
    assert "武隆区" in said


@pytest.mark.parametrize("region", ["渝北区", "500112", "重庆市渝北区"])
def test_a_region_may_be_called_by_id_name_or_full_name(desk: Desk, region: str) -> None:
    assert desk.units("区园林专班", "--region", region, "--same-as", "500112-urban-management", *WHY)[0] == 0
    assert desk.unit_of("区园林专班") == ["500112-urban-management"]


def test_the_same_name_by_id_and_by_name_of_its_region_is_one_decision(desk: Desk) -> None:
    desk.units("区园林专班", "--region", "500112", "--group", *WHY)
    desk.units("区 园林专班", "--region", "渝北区", "--same-as", "500112-urban-management", *WHY)
    assert [e["verdict"] for e in desk.entries] == ["same_as"]


def test_a_field_of_work_must_be_one_of_the_known_words(desk: Desk) -> None:
    code, said = desk.units("区园林专班", "--region", "渝北区", "--new", "某专班", "--function", "园林", *WHY)
    assert code == 2
    assert "城市管理" in said
    assert not desk.decisions.exists()


def test_a_decision_can_be_taken_back(desk: Desk) -> None:
    before = desk.unit_of("区园林专班")
    desk.units("区园林专班", "--region", "渝北区", "--same-as", "500112-urban-management", *WHY)
    assert desk.units("区园林专班", "--region", "500112", "--undo")[0] == 0
    assert desk.unit_of("区园林专班") == before
    assert desk.entries == []
    waiting = ask(desk.warehouse, "SELECT mention FROM v_units_to_decide")
    assert ("区园林专班",) in waiting


def test_a_name_decided_to_be_no_unit_can_be_taken_back_though_nothing_names_it(desk: Desk) -> None:
    desk.units("义诊医师", "--region", "渝北区", "--not-a-unit", *WHY)
    assert desk.unit_of("义诊医师") == []
    assert desk.units("义诊医师", "--region", "渝北区", "--undo")[0] == 0
    assert len(desk.unit_of("义诊医师")) == 1


def test_there_must_be_a_decision_to_take_back(desk: Desk) -> None:
    code, said = desk.units("区园林专班", "--region", "渝北区", "--undo")
    assert code == 2
    assert "no decision on “区园林专班”" in said


@pytest.mark.parametrize("more", [("--group",), ("--same-as", "500112-statistics"), ("--not-a-unit",)])
def test_taking_back_goes_with_no_other_decision(desk: Desk, more: tuple[str, ...]) -> None:
    assert desk.units("区园林专班", "--region", "渝北区", "--undo", *more)[0] == 2


def test_a_decision_that_another_rests_on_is_not_taken_away(desk: Desk) -> None:
    desk.units("区园林专班", "--region", "渝北区", "--new", "渝北区园林专班", *WHY)
    (unit,) = desk.unit_of("区园林专班")
    desk.units("区改厕办", "--region", "渝北区", "--same-as", unit, *WHY)
    for change in (("--undo",), ("--not-a-unit", *WHY)):
        code, said = desk.units("区园林专班", "--region", "渝北区", *change)
        assert code == 2
        assert "区改厕办" in said
    assert desk.unit_of("区改厕办") == [unit]


def test_a_name_that_the_reference_data_knows_may_be_decided_otherwise(desk: Desk) -> None:
    (mention, unit), *_ = ask(desk.warehouse, "SELECT mention, unit_id FROM task_units WHERE basis = 'name'")
    assert unit != "500112-statistics"
    assert desk.units(mention, "--region", "渝北区", "--same-as", "500112-statistics", *WHY)[0] == 0
    assert desk.unit_of(mention) == ["500112-statistics"]


def test_a_call_is_checked_before_anything_is_written(desk: Desk) -> None:
    asked = Asked("区园林专班", "重庆市渝北区", None, None, (), True, False, False, "新设", "张三")
    assert check_asked(asked, desk.warehouse, desk.decisions).region == "渝北区"
    assert not desk.decisions.exists()
    record_asked(asked._replace(region="渝北区"), desk.decisions)
    assert [e["region"] for e in desk.entries] == ["渝北区"]
    with pytest.raises(typer.Exit):
        check_asked(asked._replace(mention="区没有的局"), desk.warehouse, desk.decisions)
