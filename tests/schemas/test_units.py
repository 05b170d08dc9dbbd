"""Regions, units and bodies: strict, and true to their time."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.units import Origin, Region, TownEntry, Unit, UnitKind


def unit(slug: str = "education", **more: Any) -> Unit:
    given = {"name": "重庆市渝北区教育委员会", "short_name": "区教委", "kind": "department", "origin": "derived"}
    return Unit.model_validate({"id": slug} | given | more)


def region(*units: Unit, **more: Any) -> Region:
    given = {"id": "500112", "name": "渝北区", "full_name": "重庆市渝北区", "kind": "district", "names": ["渝北区"]}
    return Region.model_validate(given | {"units": units} | more)


@pytest.mark.parametrize(
    ("first", "last", "year", "valid"),
    [
        (None, None, 1950, True),
        (date(2019, 1, 1), None, 2018, False),
        (date(2019, 1, 1), None, 2019, True),
        (date(2019, 12, 31), None, 2019, True),
        (None, date(2019, 1, 1), 2019, True),
        (None, date(2019, 1, 1), 2020, False),
        (date(2014, 1, 1), date(2019, 1, 1), 2016, True),
    ],
)
def test_a_unit_is_valid_in_every_year_it_existed_in(
    first: date | None, last: date | None, year: int, valid: bool
) -> None:
    assert unit(valid_from=first, valid_to=last).is_valid_in(year) is valid


@pytest.mark.parametrize(
    ("ends", "begins", "meet"),
    [(None, None, True), (2018, 2019, False), (2019, 2019, True), (2020, 2019, True), (None, 2019, True)],
)
def test_two_units_meet_if_there_is_a_year_in_which_both_existed(
    ends: int | None, begins: int | None, meet: bool
) -> None:
    old = unit(valid_to=date(ends, 1, 1) if ends else None)
    new = unit("new", valid_from=date(begins, 1, 1) if begins else None)
    assert old.meets(new) is new.meets(old) is meet


def test_a_unit_goes_by_all_its_names() -> None:
    assert unit(aliases=["区教育委"]).names == ("区教委", "重庆市渝北区教育委员会", "区教育委")


def test_a_successor_must_be_a_unit_of_the_region() -> None:
    with pytest.raises(ValidationError, match="no unit sport"):
        region(unit(successor="sport"))
    assert region(unit(successor="sport"), unit("sport")).units[0].successor == "sport"


def test_an_id_names_one_unit() -> None:
    with pytest.raises(ValidationError, match="education to two units"):
        region(unit(), unit())


@pytest.mark.parametrize("name", ["石角", "石角镇政府", "石角村"])
def test_a_town_is_named_as_one(name: str) -> None:
    with pytest.raises(ValidationError):
        TownEntry(id="shijiao-town", name=name)


def test_words_for_kinds_and_origins_are_those_of_the_contract() -> None:
    assert {"town", "township", "subdistrict", "group", "company", "branch"} < set(UnitKind)
    assert set(Origin) == {"stated", "derived", "decided", "provisional"}
