"""A district's file to its region."""

from datetime import date
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from etl.keys import unit_key
from etl.reference.districts import region_of, shared_name
from etl.reference.load import load_reference
from schemas.units import DistrictFile, Origin, Region, Unit, UnitKind

REFERENCE = load_reference()
WORDS = REFERENCE.bodies
HEAD = {"id": "500109", "name": "北碚区", "full_name": "重庆市北碚区", "kind": "district", "names": ["北碚区"]}


def made(**more: Any) -> Region:
    return region_of(DistrictFile.model_validate(HEAD | {"standard": True} | more), WORDS)


def units(**more: Any) -> dict[str, Unit]:
    return {unit.id: unit for unit in made(**more).units}


@pytest.mark.parametrize(
    ("slug", "name", "short_name"),
    [
        ("education", "重庆市北碚区教育委员会", "区教委"),
        ("youth-league", "共青团重庆市北碚区委员会", "团区委"),
        ("taxation", "国家税务总局重庆市北碚区税务局", "区税务局"),
        ("political-legal", "中共重庆市北碚区委政法委员会", "区委政法委"),
        ("industry-commerce-administration", "重庆市工商行政管理局北碚区分局", "区工商分局"),
    ],
)
def test_a_standard_body_has_the_name_of_its_district(slug: str, name: str, short_name: str) -> None:
    unit = units()[slug]
    assert (unit.name, unit.short_name, unit.origin) == (name, short_name, Origin.DERIVED)


def test_a_county_has_its_own_prefix() -> None:
    county = units(name="城口县", full_name="重庆市城口县", names=["城口县"])
    assert (county["education"].short_name, county["education"].name) == ("县教委", "重庆市城口县教育委员会")
    assert county["youth-league"].short_name == "团县委"


def test_a_district_may_do_without_a_standard_body() -> None:
    assert units().keys() - units(without=["forestry", "big-data"]).keys() == {"forestry", "big-data"}


def test_what_a_district_is_to_do_without_must_exist() -> None:
    with pytest.raises(ValueError, match="no standard body forrestry"):
        made(without=["forrestry"])


def test_a_district_without_the_standard_has_its_own_units_alone() -> None:
    own = {"id": "x", "name": "某局", "short_name": "甲局", "kind": "department", "origin": "stated"}
    assert list(units(standard=False, units=[own])) == ["x"]


def test_an_entry_with_a_standard_id_changes_what_it_says_and_nothing_else() -> None:
    unit = units(units=[{"id": "education", "short_name": "区教体局", "origin": "stated"}])["education"]
    assert (unit.short_name, unit.origin) == ("区教体局", Origin.STATED)
    assert (unit.name, unit.functions) == ("重庆市北碚区教育委员会", ("教育",))


def test_a_unit_of_its_own_must_be_whole() -> None:
    with pytest.raises(ValidationError, match="kind"):
        made(units=[{"id": "x", "name": "某局", "short_name": "甲局", "origin": "stated"}])


@pytest.mark.parametrize(
    ("name", "kind", "full"),
    [
        ("石角镇", UnitKind.TOWN, "重庆市北碚区石角镇人民政府"),
        ("石桥乡", UnitKind.TOWNSHIP, "重庆市北碚区石桥乡人民政府"),
        ("天生街道", UnitKind.SUBDISTRICT, "重庆市北碚区天生街道办事处"),
    ],
)
def test_a_town_is_one_line(name: str, kind: UnitKind, full: str) -> None:
    town = units(towns=[{"id": "t", "name": name}])["t"]
    assert (town.name, town.short_name, town.kind) == (full, name, kind)
    assert town.aliases == (full.removeprefix("重庆市北碚区"),)


def test_a_town_of_a_zone_goes_by_the_zones_short_name() -> None:
    zone = {"name": "重庆高新区", "full_name": "重庆高新技术产业开发区", "kind": "functional zone"}
    assert units(**zone, towns=[{"id": "t", "name": "含谷镇"}])["t"].name == "重庆高新区含谷镇人民政府"


def test_bodies_that_were_gone_before_a_district_began_it_never_had() -> None:
    young = units(valid_from="2025-11-07")
    assert not young.keys() & {"health-family-planning", "poverty-alleviation", "rural-revitalisation"}
    assert young["health"].valid_from == date(2025, 11, 7)
    assert young["education"].valid_from is None


def test_who_succeeds_a_body_is_the_nearest_that_the_district_has() -> None:
    assert units()["poverty-alleviation"].successor == "rural-revitalisation"
    assert units(without=["rural-revitalisation"])["poverty-alleviation"].successor == "agriculture-rural"
    bare = units(without=["rural-revitalisation", "agriculture-rural", "agriculture-commission"])
    assert bare["poverty-alleviation"].successor is None


def two(ends: str, begins: str) -> Region:
    body = {"kind": "department", "origin": "stated", "short_name": "区卫生局"}
    old = {"id": "old", "name": "甲", "valid_to": ends, "successor": "new"}
    return made(standard=False, units=[body | old, body | {"id": "new", "name": "乙", "valid_from": begins}])


def test_two_units_may_have_one_name_at_different_times() -> None:
    assert shared_name(two("2013-12-31", "2014-01-01"), unit_key) is None


def test_two_units_may_not_have_one_name_in_one_year() -> None:
    said = shared_name(two("2014-03-31", "2014-04-01"), unit_key)
    assert said == "“区卫生局” is claimed by old and by new"


@pytest.mark.parametrize("region", REFERENCE.regions, ids=lambda r: r.id)
def test_no_two_units_of_the_reference_share_a_name_in_a_year(region: Region) -> None:
    assert shared_name(region, unit_key) is None


def test_a_body_that_ended_says_who_succeeded_it() -> None:
    ended = [(r.id, u) for r in REFERENCE.regions for u in r.units if u.valid_to is not None]
    assert len(ended) > 20
    assert [(r, u.id) for r, u in ended if u.successor is None] == []


def test_the_bodies_are_short_to_write() -> None:
    text = yaml.safe_dump(HEAD | {"standard": True}, allow_unicode=True)
    assert len(text.splitlines()) < 10
    assert len(units()) > 60
